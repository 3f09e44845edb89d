from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Options, read, summarize
from summarizer.analysis import analyze
from summarizer.detection import _words, detect, told
from summarizer.errors import UsageError
from summarizer.language import DEFAULT, LANGUAGES, language, sentence_tokenizer, stemmer, stop_words
from tests.near_languages import NEAR
from tests.paragraphs import PARAGRAPHS as IN_EACH

PARAGRAPHS = {
    "en": "The bakery at the harbour opens before the first boat. In winter it is the only light that fishermen see "
    "when they come back from the sea.",
    "de": "Die Bäckerei am Hafen öffnet, bevor das erste Boot ausläuft. Im Winter ist sie das einzige Licht, das die "
    "Fischer sehen, wenn sie von der See zurückkommen.",
    "fr": "La boulangerie du port ouvre avant le premier bateau. En hiver, c’est la seule lumière que les pêcheurs "
    "voient quand ils reviennent de la mer.",
    "es": "La panadería del puerto abre antes de que salga el primer barco. En invierno es la única luz que ven los "
    "pescadores cuando vuelven del mar.",
    "it": "Il forno del porto apre prima della partenza della prima barca. In inverno è la sola luce che i pescatori "
    "vedono quando tornano dal mare.",
    "pt": "A padaria do porto abre antes de o primeiro barco sair. No inverno é a única luz que os pescadores veem "
    "quando voltam do mar, e não há outra.",
    "sv": "Bageriet vid hamnen öppnar innan den första båten går ut. På vintern är det det enda ljus som fiskarna ser "
    "när de kommer tillbaka från havet.",
}

SHORT = {
    "nl": "De raad heeft het plan goedgekeurd en de nieuwe veerboot vaart in het voorjaar.",
    "da": "Rådet har godkendt planen, og den nye færge er en af de største på øen.",
    "no": "Rådet har godkjent planen, og den nye ferja er en av de største på øya.",
    "fi": "Valtuusto hyväksyi suunnitelman, ja uusi lautta on valmis keväällä.",
    "tr": "Meclis planı onayladı ve bu yeni vapur için çok para var.",
    "es": "La isla tiene un barco nuevo. El consejo lo aprobó.",
}


@pytest.mark.parametrize("code", SHORT)
def test_detect_a_short_text(code: str) -> None:
    assert detect(SHORT[code]).code == code


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_detect(code: str) -> None:
    assert detect(PARAGRAPHS[code]).code == code


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_detect_does_not_mind_a_quotation_in_english(code: str) -> None:
    assert detect(f"{PARAGRAPHS[code]} {PARAGRAPHS[code]} “The sea is the sea.”").code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("港のパン屋は最初の船の前に開く。", "ja"),
        ("港口的面包店在第一班船之前开门。", "zh"),
        ("बंदरगाह की बेकरी पहली नाव से पहले खुलती है।", "hi"),
        ("Ο φούρνος στο λιμάνι ανοίγει πριν από το πρώτο πλοίο.", "el"),
        ("Пекарня в порту открывается раньше первого парома.", "ru"),
        ("The bakery at the harbour is called 港 or λιμάνι.", "en"),
    ],
)
def test_detect_by_script(text: str, code: str) -> None:
    assert detect(text).code == code


@pytest.mark.parametrize("text", ["", "12 345 678", "…", "Zzyx qwrt"])
def test_english_where_nothing_speaks_for_another(text: str) -> None:
    assert detect(text).code == "en"


@given(st.text(st.characters(max_codepoint=0x7F) | st.sampled_from("“”’—…") | st.characters(), max_size=40))
def test_words_are_runs_of_letters(text: str) -> None:
    assert list(_words(text)) == re.findall(r"[^\W\d_]+", text)


def test_detect_looks_at_the_beginning_only() -> None:
    assert detect(PARAGRAPHS["de"] * 200 + PARAGRAPHS["en"] * 2000).code == "de"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("English", "en"),
        ("  german ", "de"),
        ("en_US", "en"),
        ("pt-BR", "pt"),
        ("de-CH-1996", "de"),
        ("norwegian", "no"),
    ],
)
def test_language_by_code_or_name(name: str, code: str) -> None:
    assert language(name) is LANGUAGES[code]


@pytest.mark.parametrize(
    ("name", "near"), [("englisch", "english"), ("Swedisch", "swedish"), ("frenc", "french"), ("itallian", "italian")]
)
def test_an_unknown_language_gets_the_nearest_name(name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        language(name)
    assert str(caught.value) == f"language {name!r}: is not known (did you mean {near}?)"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["klingon", "qqq", "xx", ""])
def test_a_language_like_no_other_gets_the_list(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        language(name)
    codes = f"{', '.join(sorted(LANGUAGES))} or auto"
    assert str(caught.value) == f"language {name!r}: is not known (choose {codes})"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_language_promises_is_installed(code: str) -> None:
    of = LANGUAGES[code]
    assert (len(stop_words(of)) > 60) is (of.stop_words == "sumy")
    assert all(word == word.lower() for word in stop_words(of))
    assert (stemmer(of) is not str) is bool(of.stems)
    assert stemmer(of)("7") == "7"
    assert len(list(sentence_tokenizer(of).span_tokenize("Aa bb cc! Dd ee ff?"))) == 2
    assert of.negations == of.negations.lower()


MALAGASY = (
    "Nankatoavin ny filankevitra ny sambo vaovao. Hihena ny sandany. Nangataka fiovana ny mponina tamin ny fivoriana "
    "telo. Nilaza ny tompon andraikitra fa hihena ny sandan ny sambo vaovao. Misalasala ny mpitsikera satria tsy "
    "ampy ny herinaratra ao amin ny seranana."
)


def test_a_language_that_cannot_be_told_is_said() -> None:
    told = analyze([read(MALAGASY.encode(), name="a.txt")])
    assert told.language is DEFAULT
    assert told.warnings == ("its language cannot be told; read as English (name another with --language)",)
    assert analyze([read(MALAGASY.encode(), name="a.txt")], "en").warnings == ()


OTHERS = {
    "Amharic": "የኢትዮጵያ መንግሥት በአዲስ አበባ አዲስ የባቡር መስመር ሊሠራ ነው። ሥራው በሁለት ዓመት ውስጥ ይጠናቀቃል።",
    "Georgian": "მთავრობა თბილისში ახალ რკინიგზას ააშენებს. სამუშაოები ორ წელიწადში დასრულდება.",
    "Tamil": "நகர சபை நேற்று புதிய திட்டத்தை அங்கீகரித்தது. பணிகள் வசந்த காலத்தில் தொடங்கும்.",
    "Lithuanian": "Miesto taryba vakar patvirtino naują planą. Darbai prasidės pavasarį ir truks dvejus metus. "
    "Gyventojai yra patenkinti, tačiau kai kurie abejoja dėl kainos ir triukšmo, kuris bus girdimas naktimis.",
    "Vietnamese": "Hội đồng thành phố đã thông qua kế hoạch mới vào tối hôm qua. Công việc sẽ bắt đầu vào mùa xuân.",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_short_text_in_other_letters_is_said(name: str) -> None:
    (warning,) = analyze([read(OTHERS[name].encode(), name="a.txt")]).warnings
    assert warning == "its language cannot be told; read as English (name another with --language)"


@pytest.mark.parametrize(
    "text",
    [
        *(" ".join(sentences) for sentences in IN_EACH.values()),
        *NEAR.values(),
        "Erdoğan, Çalhanoğlu und Yılmaz sind in der Stadt, und der Bürgermeister ist nicht da.",
        "The angles α and β, γ and δ of a triangle are those of the others.",
        "Ｔｈｅ ｆｅｒｒｙ is late, and the island is quiet.",
    ],
)
def test_no_piece_of_a_known_language_has_foreign_letters(text: str) -> None:
    pieces = [text[start : start + 300] for start in range(0, len(text), 100)]
    assert all(told(piece)[1] for piece in pieces if len(piece.split()) < 30)


@pytest.mark.parametrize("text", ["Ferry plan approved. Fares unchanged.", "Rain. " * 60 + "It is late in the bay."])
def test_a_short_text_needs_no_telling(text: str) -> None:
    assert analyze([read(text.encode(), name="a.txt")]).warnings == ()


def test_a_language_of_the_file_that_is_not_known_is_said() -> None:
    told = analyze([read(b"---\nlang: mg\n---\nThe ferry is late.\n", name="a.md")])
    assert told.warnings == ("its language “mg” is not known; read as English (name another with --language)",)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_paragraph_in_each_language(code: str) -> None:
    """Its language is told, no sentence is lost, and what it says twice is one point."""
    sentences = IN_EACH[code]
    text = ("" if code in ("ja", "zh") else " ").join(sentences)
    summary = summarize(read(text.encode(), name="a.txt"))
    assert summary.language == code
    statements = [[statement.text for statement in point.statements] for point in summary.points]
    assert sorted(statements) == sorted([[sentences[0], sentences[2]], [sentences[1]]])


NEGATED = {
    "de": ("Die neue Fähre fährt im Winter zur Insel.", "Die neue Fähre fährt nicht im Winter zur Insel."),
    "es": ("El barco nuevo llega en invierno.", "El barco nuevo no llega en invierno."),
    "fr": ("Le nouveau bateau arrive le matin.", "Le nouveau bateau n’arrive jamais le matin."),
    "it": ("La nave nuova arriva in inverno.", "La nave nuova non arriva in inverno."),
    "pl": ("Nowy prom płynie zimą na wyspę.", "Nowy prom nie płynie zimą na wyspę."),
    "pt": ("O navio novo chega no inverno.", "O navio novo não chega no inverno."),
    "ru": ("Новый паром ходит зимой.", "Новый паром не ходит зимой."),
    "nl": ("De nieuwe boot vaart in de winter.", "De nieuwe boot vaart niet in de winter."),
    "sv": ("Den nya båten går på vintern.", "Den nya båten går inte på vintern."),
    "bg": ("Новият ферибот плава през зимата.", "Новият ферибот не плава през зимата."),
    "ca": ("El vaixell nou arriba a l’hivern.", "El vaixell nou no arriba a l’hivern."),
    "cs": ("Nový trajekt je v zimě drahý.", "Nový trajekt není v zimě drahý."),
    "da": ("Den nye færge sejler om vinteren.", "Den nye færge sejler ikke om vinteren."),
    "el": ("Το νέο πλοίο φτάνει τον χειμώνα.", "Το νέο πλοίο δεν φτάνει τον χειμώνα."),
    "et": ("Uus praam sõidab talvel saarele.", "Uus praam ei sõida talvel saarele."),
    "fa": ("کشتی تازه بدون توفان در زمستان می‌رود.", "کشتی تازه با توفان در زمستان می‌رود."),
    "fi": ("Uusi lautta on talvella kallis.", "Uusi lautta ei ole talvella kallis."),
    "he": ("המעבורת החדשה מגיעה בחורף.", "המעבורת החדשה לא מגיעה בחורף."),
    "hu": ("Az új komp télen közlekedik.", "Az új komp télen nem közlekedik."),
    "id": ("Kapal baru berlayar musim hujan.", "Kapal baru tidak berlayar musim hujan."),
    "no": ("Den nye ferja går om vinteren.", "Den nye ferja går ikke om vinteren."),
    "ro": ("Vaporul nou ajunge iarna.", "Vaporul nou nu ajunge iarna."),
    "sk": ("Nový trajekt je drahý v zime.", "Nový trajekt nie je drahý v zime."),
    "sl": ("Novi trajekt pluje pozimi.", "Novi trajekt ne pluje pozimi."),
    "uk": ("Новий пором ходить взимку.", "Новий пором не ходить взимку."),
}


@pytest.mark.parametrize("code", NEGATED)
def test_a_negation_is_told(code: str) -> None:
    summary = summarize(read(" ".join(NEGATED[code]).encode(), name="a.txt"), Options(language=code))
    assert len(summary.points) == 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_documentation_has_a_row_for_each_language(code: str) -> None:
    page = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    of = LANGUAGES[code]
    row = next(line for line in page.splitlines() if line.startswith(f"| `{code}` "))
    library = of.stems.partition(":")[0] or "–"
    library = {"nltk": "NLTK", "snowball": "snowballstemmer"}.get(library, library)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[1].lower() == of.name
    assert cells[3] == library
    assert cells[4] == ("sumy" if of.stop_words else "ours" if of.function_words else "–")
    assert ("yes" in cells[5]) is bool(of.negations)


def test_stems_join_the_forms_of_a_word() -> None:
    stem = stemmer(LANGUAGES["en"])
    assert stem("ferries") == stem("ferry")
    assert stem("replaced") == stem("replaces")
    assert stem("council") != stem("counsel")


@pytest.mark.parametrize("code", NEAR)
def test_near_languages_are_told_apart(code: str) -> None:
    assert detect(NEAR[code]).code == code
    assert told(NEAR[code]) == (LANGUAGES[code], True)


COUNTED = {
    "da": ("Havnen købte {} brede både af værftet i byen.", "to", "tre"),
    "de": ("Der Hafen kaufte {} breite Boote von der Werft.", "zwei", "drei"),
    "es": ("El puerto compró {} barcos anchos al astillero.", "dos", "tres"),
    "fi": ("Satama osti {} leveää venettä telakalta keväällä.", "kaksi", "kolme"),
    "fr": ("Le port acheta {} bateaux larges au chantier naval.", "deux", "trois"),
    "it": ("Il porto comprò {} barche larghe dal cantiere navale.", "due", "tre"),
    "nl": ("De haven kocht {} brede boten van de werf.", "twee", "drie"),
    "no": ("Havna kjøpte {} brede båter av verftet i byen.", "to", "tre"),
    "pl": ("Port kupił {} szerokie łodzie od stoczni miejskiej.", "dwa", "trzy"),
    "pt": ("O porto comprou {} barcos largos ao estaleiro naval.", "dois", "quatro"),
    "ru": ("Порт купил {} широкие лодки у городской верфи.", "два", "три"),
    "sv": ("Hamnen köpte {} breda båtar av varvet i staden.", "två", "tre"),
}


@pytest.mark.parametrize("code", COUNTED)
def test_numbers_in_words_are_told_apart(code: str) -> None:
    sentence, one, other = COUNTED[code]
    assert _points(code, sentence.format(one), sentence.format(other)) == 2
    assert _points(code, sentence.format(one), f"({sentence.format(one)[:-1]}).") == 1


OPPOSED = {
    "de": ("Der Preis der alten Fähre {} im Winter.", "stieg", "fiel"),
    "es": ("El precio del viejo barco {} en invierno.", "subió", "bajó"),
    "fr": ("Le prix du vieux bateau {} en hiver.", "augmente", "baisse"),
    "it": ("Il prezzo della vecchia barca {} in inverno.", "aumenta", "scende"),
    "nl": ("De prijs van de oude boot {} in de winter.", "steeg", "daalde"),
    "sv": ("Priset på den gamla båten {} under vintern.", "stiger", "sjunker"),
}


@pytest.mark.parametrize("code", OPPOSED)
def test_opposites_are_told_apart(code: str) -> None:
    sentence, one, other = OPPOSED[code]
    assert _points(code, sentence.format(one), sentence.format(other)) == 2


def test_every_language_with_numbers_or_opposites_has_an_example() -> None:
    assert {*COUNTED, "en"} == {code for code, of in LANGUAGES.items() if of.cardinals}
    assert {*OPPOSED, "en"} == {code for code, of in LANGUAGES.items() if of.opposites}
    assert {"en", "ar", "hi", "ko", "tr"} >= {code for code, of in LANGUAGES.items() if of.negations} - {*NEGATED}


def _points(code: str, *sentences: str) -> int:
    return len(summarize(read("\n\n".join(sentences).encode(), name="a.txt"), Options(language=code)).points)
