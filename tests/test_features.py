from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis import Analysis, analyze
from summarizer.arrays import Floats
from summarizer.document import Heading, ListItem, Paragraph
from summarizer.features import Features, features, place_weights
from summarizer.form import furniture, leaning
from summarizer.language import LANGUAGES
from summarizer.options import count_words
from tests.samples import document

FERRY = analyze([document()])
NEGATIVE = {"length", "quotation", "quoted", "furniture"}


def row(of: Analysis, opening: str) -> int:
    """The row of the sentence that begins with *opening*."""
    return next(number for number in range(len(of)) if of.text(number).startswith(opening))


lines = st.sampled_from(
    [
        "The council replaced the ferry.",
        "“We asked for it,” said Ana Ruiz.",
        "Why?",
        "Read more",
        "It is.",
        "NATO sent 40 ships in 2027.",
        "a " * 90 + "ferry.",
    ]
)
some_blocks = st.lists(
    st.one_of(
        lines.map(Paragraph),
        lines.map(ListItem),
        st.text(min_size=1, max_size=40).map(Paragraph),
        st.sampled_from([Heading("Key points"), Heading("Harbour", 2)]),
    ),
    max_size=10,
)


@given(some_blocks, st.none() | st.text(max_size=20))
def test_each_is_in_its_range(blocks: list[Paragraph | ListItem | Heading], title: str | None) -> None:
    of = analyze([document(Paragraph("The ferry sails."), *blocks, title=title)])
    known = features(of)
    for field in fields(Features):
        values: Floats = getattr(known, field.name)
        assert values.shape == (len(of),)
        lowest, highest = (-1, 0) if field.name in NEGATIVE else (0, 1)
        assert values.min() >= lowest
        assert values.max() <= highest + 1e-12
        assert values.dtype == float


def test_position_falls() -> None:
    position = features(FERRY).position
    assert position[0] == 0.5, "a document with headings says what it is about under each of them"
    assert (np.diff(position) < 0).all()
    assert features(analyze([document(Paragraph("The ferry sails."))])).position[0] == 1
    assert place_weights(FERRY)[0] == 1
    assert (place_weights(FERRY) >= 0.3).all()


def test_position_falls_more_slowly_in_a_long_document() -> None:
    short, long = (
        features(analyze([document(*(Paragraph(f"Line {n} of the report.") for n in range(count)))])).position
        for count in (20, 200)
    )
    assert short[4] == pytest.approx(np.exp(-1))
    assert long[20] == pytest.approx(np.exp(-1) / 2), "a long text does not open with all that it is about"


def test_each_document_has_a_first_sentence() -> None:
    of = analyze([document(Paragraph("The ferry sails. It is new.")), document(Paragraph("Critics doubt it. Why?"))])
    position = features(of).position
    assert position.tolist() == [0.5, position[1], 0.5, position[1]]


def test_title() -> None:
    of = analyze([document(Paragraph("The electric ferry is here. The bakery closed."), title="Electric ferries")])
    known = features(of)
    assert known.title.tolist() == [1, 0]
    assert features(analyze([document(title=None)])).title.tolist() == [0] * len(FERRY)


def test_quotation_counts_marks_persons_and_questions() -> None:
    text = "The ferry is late. Why is it late? “Is our ferry late today,” they asked, “or not?” We wait for the ferry."
    assert features(analyze([document(Paragraph(text))])).quotation == pytest.approx([0, -1 / 3, -1, -1 / 3])


def test_quoted_is_what_stands_in_quotation_marks() -> None:
    said = (
        "The ferry is late. She said: “It is late. It is always late. It will be late.” Then she left. "
        "The word “late” was heard. «Il est tard.» The end came"
    )
    of = analyze([document(Paragraph(said), Paragraph("“It never ends. It goes on"))])
    quoted = features(of).quoted
    assert [of.text(number) for number in range(len(of)) if not quoted[number]] == [
        "The ferry is late.",
        "Then she left.",
        "The end came",
    ]
    assert features(analyze([document(Paragraph(said)), document()])).quoted.tolist().count(-1) == 0


def test_context_is_the_centroid_of_the_sentence_before_in_several_documents() -> None:
    assert features(FERRY).context.tolist() == [0] * len(FERRY)
    of = analyze([document(), document(Paragraph("The ferry sails. Its bell rings."))])
    known, first = features(of), row(of, "The ferry sails.")
    assert known.context[0] == known.context[first] == 0
    assert known.context[1:first] == pytest.approx(known.centroid[: first - 1])
    assert known.context[first + 1] == known.centroid[first] > 0


def test_phrases_recur_in_long_documents_only() -> None:
    filler = [f"Aa{n}aa bb{n}bb cc{n}cc dd{n}dd." for n in range(40)]
    lines = ["The electric ferry sails north.", "An electric ferry sails south.", *filler]
    phrases = features(analyze([document(*map(Paragraph, lines))])).phrases
    assert phrases[:2] == pytest.approx([2 / 3, 2 / 3])
    assert phrases[2:].tolist() == [0] * 40
    assert features(analyze([document(*map(Paragraph, lines[:40]))])).phrases.tolist() == [0] * 40


def test_cue_marks_prose_and_listed_marks_list_items_under_a_cue_heading() -> None:
    of = analyze(
        [
            document(
                Paragraph("The bridge is closed for good."),
                Heading("Conclusions"),
                Paragraph("The ferry is new and quiet."),
                ListItem("The bakery opens at dawn."),
                Heading("History"),
                Paragraph("The harbour was built by hand."),
            )
        ]
    )
    known = features(of)
    assert known.cue.tolist() == [0, 1, 0, 0]
    assert known.conclusion.tolist() == [0, 1, 0, 0]
    assert known.listed.tolist() == [0, 0, 1, 0]


def test_length_is_best_at_the_usual_one() -> None:
    usual, short, long = (" ".join(["harbour"] * count) + "." for count in (22, 5, 90))
    length = features(analyze([document(Paragraph(usual), Paragraph(short), Paragraph(long))])).length
    assert length[0] == 0
    assert length[1] == pytest.approx(-np.log(22 / 5) / 1.5)
    assert -1 < length[2] < length[1] + 0.1


def test_repetition_grows_with_the_paragraphs_that_state_a_point() -> None:
    repetition = features(FERRY).repetition
    twice, once = row(FERRY, "The council will replace"), row(FERRY, "Residents asked")
    assert repetition[twice] > repetition[once] >= 0
    assert repetition[row(FERRY, "The island council")] == repetition[twice]


@pytest.mark.parametrize(
    ("text", "is_furniture"),
    [
        ("Read more about the ferry of the island.", True),
        ("© 2027 The Island Herald, printed at home.", True),
        ("Published: 3 May 2027 at five in the morning.", True),
        ("It is new.", True),
        ("The new ferry cuts the costs of fuel.", False),
        ("They published a report on the ferry.", False),
        ("The Herald lost 30,000 subscribers to a newsletter in May.", False),
        ("Advertisement has fallen by half since the spring.", False),
        ("Subscribe to our newsletter about the ferry.", True),
        ("The tools can be used to:", True),
        ("The clinic costs 40 million crowns and treats 300 patients a day in two parts:", False),
        ("Die Werkzeuge der Gemeinde dienen dazu：", True),
        ("The council asked: who pays for the ferry?", False),
    ],
)
def test_furniture(text: str, is_furniture: bool) -> None:
    assert furniture([text], [count_words(text)]) == (is_furniture,)
    assert features(analyze([document(Paragraph(text))])).furniture.tolist() == [-float(is_furniture)]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("However, critics doubt it.", True),
        ("This is new.", True),
        ("They left.", True),
        ("In addition, fares rise.", True),
        ("In addition to fares, costs rise.", False),
        ("It carries 120 people.", True),
        ("It is clear that fares rise.", False),
        ("There are three ferries.", False),
        ("This week, fares rise.", False),
        ("We asked three residents.", False),
        ("Theyre left.", False),
        ("Thistles grow at the harbour.", False),
        ("The council voted.", False),
        ("Item 4 sold well.", False),
        ("Since that night, fares rise.", True),
    ],
)
def test_leaning(text: str, leans: bool) -> None:
    assert leaning([text], LANGUAGES["en"]) == (leans,)


LEANING = {
    "da": ("Derfor koster det mere.", "Rådet stemte i dag."),
    "de": ("Dieser Schritt kostet mehr.", "Diese Woche stimmte der Rat ab."),
    "es": ("Sin embargo, cuesta más.", "Además de la ciudad, paga el puerto."),
    "fr": ("Cependant, il coûte plus.", "Il y a trois bateaux au port."),
    "it": ("Questa mossa costa di più.", "Questa settimana il consiglio ha votato."),
    "nl": ("Daarom kost het meer.", "Het schip vaart deze week."),
    "no": ("Dessuten koster det mer.", "Rådet stemte i dag."),
    "pl": ("Jednak kosztuje to więcej.", "Rada głosowała dzisiaj."),
    "pt": ("No entanto, custa mais.", "Esta semana o conselho votou."),
    "ru": ("Однако это стоит дороже.", "Так как совет проголосовал, паром заменят."),
    "sv": ("Dessutom kostar det mer.", "Den nya färjan går i dag."),
}


def test_every_language_with_openers_has_an_example() -> None:
    assert {*LEANING, "en"} == {code for code, known in LANGUAGES.items() if known.openers}


@pytest.mark.parametrize("code", LEANING)
def test_leaning_in_other_languages(code: str) -> None:
    assert leaning(LEANING[code], LANGUAGES[code]) == (True, False)
    assert leaning(LEANING[code], LANGUAGES["tr"]) == (False, False), "a language without openers"


@pytest.mark.parametrize(
    ("code", "text", "leans"),
    [
        ("da", "De har solgt båden.", True),
        ("da", "Den nye færge sejler i dag.", False),
        ("de", "Darüber hinaus steigt der Preis.", True),
        ("de", "Es ist klar, dass der Preis steigt.", False),
        ("es", "Dicho plan cuesta más.", True),
        ("es", "Este año paga el puerto.", False),
        ("fr", "C’est un grand bateau.", True),
        ("fr", "D’ailleurs, le prix monte.", True),
        ("fr", "Il est arrivé hier.", True),
        ("fr", "Il est clair que le prix monte.", False),
        ("fr", "Il s’agit du prix.", False),
        ("fr", "Ce qui compte, c’est le prix.", False),
        ("it", "La sua nave è nuova.", True),
        ("it", "Quest’anno la nave è nuova.", False),
        ("nl", "Desondanks stijgt de prijs.", True),
        ("nl", "Er zijn drie boten.", False),
        ("no", "De har solgt båten.", True),
        ("no", "De fleste båtene er solgt.", False),
        ("pl", "Mimo to cena rośnie.", True),
        ("pl", "Tego roku cena rośnie.", False),
        ("pt", "A sua balsa é nova.", True),
        ("pt", "Depois da tempestade, a balsa parou.", False),
        ("ru", "Таким образом, цена растёт.", True),
        ("ru", "Этой зимой цена растёт.", False),
        ("sv", "De har sålt båten.", True),
        ("sv", "De flesta båtarna är sålda.", False),
    ],
)
def test_openers_and_what_only_looks_like_one(code: str, text: str, leans: bool) -> None:
    assert leaning([text], LANGUAGES[code]) == (leans,)
