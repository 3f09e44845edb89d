from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Aside, Document, Heading, ListItem, Paragraph
from summarizer.language import LANGUAGES
from summarizer.sentences import Place, Sentence, split
from tests.samples import document


def sentences(of: Document, code: str = "en") -> list[Sentence]:
    return list(split(of, 0, LANGUAGES[code]))


def texts(text: str, code: str = "en") -> list[str]:
    return [sentence.text for sentence in sentences(document(Paragraph(text)), code)]


@pytest.mark.parametrize(
    "shown",
    [
        "Dr. Ana Ruiz met Mr. Low. | They spoke.",
        "Boats, e.g. ferries, need power. | Cars do too.",
        "Pier No. 5 is closed. | Pier 6 is open.",
        "The U.S. Navy left. | It came back.",
        "She moved to the U.S. | The harbour was empty.",
        "It rained at 5 p.m. and they left. | Nobody stayed.",
        "It rained at 5 p.m. | They left.",
        "Prices rose 3.5 percent. | They fell later.",
        "A. Smith wrote it. | B. Jones read it.",
        "They waited... and left. | Nobody came.",
        "What? | Yes! | No",
        "no terminal punctuation",
        "Run pip install '.[cjk]' for words. | Then go on.",
        "It makes a file (.tar.{gz,xz}) of each. | It rains.",
        "The first stop is here. | the second is not",
    ],
)
def test_boundaries(shown: str) -> None:
    expected = shown.split(" | ")
    assert texts(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "shown",
    [
        "He said: “It rains.” | “We know,” she said. | Then they left.",
        "“It rains. | It pours.” | He left.",
        '"It rains." | He left. | "So do we." | They left.',
        "They left. | “It rains,” he said. | “It pours.”",
        "‘It rains.’ | He left.",
        "It rains (a lot.) | They left. | (Nobody saw it.) | It ended.",
        "He wrote “fine.”) | (She did not.)",
        "“Is it true?” he asked. | “No!” she said. | “Never!” | They left.",
        "They left.[3] | She said “no.”[12][13] | He stayed.",
    ],
)
def test_quotes_and_brackets_stay_with_what_they_enclose(shown: str) -> None:
    expected = shown.split(" | ")
    assert texts(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("de", "Der Hafen, d.h. die Mole, ist zu. | Am 3. Mai öffnet er wieder."),
        ("de", "Prof. Weber kam um 8 Uhr. | Er blieb bis zum Abend."),
        ("fr", "Il part. | « Il pleut », dit-il. | « Il reste. »"),
        ("fr", "«Il pleut.» | Il part. | M. Petit reste."),
        ("es", "El Sr. Ruiz llegó tarde. | ¿Quién lo vio? | Nadie."),
        ("sv", "Båten går kl. 8. | Den kommer inte tillbaka."),
    ],
)
def test_boundaries_in_other_languages(code: str, shown: str) -> None:
    expected = shown.split(" | ")
    assert texts(" ".join(expected), code) == expected


@pytest.mark.parametrize("text", ["", " ", "…", "— * —", "***", "_ _"])
def test_no_letter_and_no_digit_is_no_sentence(text: str) -> None:
    assert texts(text) == []


def test_white_space_around_a_sentence_is_not_part_of_it() -> None:
    of = document(Paragraph("  It rains.  \t They left.  "))
    assert [(found.text, found.place.start, found.place.end) for found in sentences(of)] == [
        ("It rains.", 2, 11),
        ("They left.", 15, 25),
    ]


def test_places() -> None:
    of = document(
        Paragraph("Before all headings."),
        Heading("Chapter", 1),
        Heading("Part", 3),
        Paragraph("One. Two.", page=2),
        Aside("An aside. It counts for nothing.", "table"),
        ListItem("An item.", page=3),
        Heading("Section", 2),
        Paragraph("Under the section."),
        Heading("Next", 1),
        Paragraph("Last."),
    )
    found = list(split(of, 4, LANGUAGES["en"]))
    assert [sentence.place for sentence in found] == [
        Place(4, 1, 0, 20),
        Place(4, 2, 0, 4, 2, ("Chapter", "Part")),
        Place(4, 2, 5, 9, 2, ("Chapter", "Part")),
        Place(4, 3, 0, 8, 3, ("Chapter", "Part")),
        Place(4, 4, 0, 18, None, ("Chapter", "Section")),
        Place(4, 5, 0, 5, None, ("Next",)),
    ]
    assert found == sorted(found, key=lambda sentence: sentence.place)


def test_a_note_in_brackets_belongs_to_the_sentence_before_it() -> None:
    text = "He left. [Wealth of Nations, p. 58] The state is a means. It was [sic] so. [Applause] She came.[1] He ate."
    found = [sentence.text for sentence in split(document(Paragraph(text)), 0, LANGUAGES["en"])]
    assert found == [
        "He left. [Wealth of Nations, p. 58]",
        "The state is a means.",
        "It was [sic] so. [Applause]",
        "She came.[1]",
        "He ate.",
    ]


def test_a_long_run_of_closing_marks_takes_no_time() -> None:
    begin = process_time()
    assert texts(f"He left. {'”' * 5_000}x [3]{'[4]' * 5_000}x She stayed.")
    assert process_time() - begin < 2


pieces = st.sampled_from(
    [
        "It rains.",
        "“It rains.”",
        "Dr.",
        "”",
        "“",
        "(",
        ")",
        "»",
        "…",
        "?!",
        "He left",
        "No. 5",
        " ",
        "\t",
        "\u00a0",
        "日本。",
    ]
)


@given(st.lists(st.lists(pieces | st.text(max_size=8), max_size=12).map(" ".join), max_size=3))
def test_sentences_are_verbatim_in_order_and_leave_no_word_out(paragraphs: list[str]) -> None:
    of = document(*map(Paragraph, paragraphs)) if paragraphs else document(Heading("Empty"))
    seen = [[False] * len(paragraph.text) for paragraph in of.paragraphs]
    for found in sentences(of):
        place = found.place
        text = of.paragraphs[place.paragraph - 1].text
        assert found.text == text[place.start : place.end] == found.text.strip()
        assert found.text
        assert not any(seen[place.paragraph - 1][: place.end][place.start :])
        seen[place.paragraph - 1][place.start : place.end] = [True] * (place.end - place.start)
    for paragraph, covered in zip(of.paragraphs, seen, strict=True):
        assert not [sign for sign, here in zip(paragraph.text, covered, strict=True) if sign.isalnum() and not here]


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("de", ["Er sprach mit Dr. Klein.", "Dann ging er nach Hause."]),
        ("de", ["Das sagte Prof. Dr. Anna Klein.", "Sie lachte."]),
        ("en", ["The harbour was silent…", "Nobody came."]),
        ("en", ["Bread, cakes, etc. in the window were sold, as Weber et al. found.", "It is in Sect. 4, cf. Fig. 3."]),
        ("en", ["They sold bread, cakes, etc.", "Nothing was left."]),
        ("en", ["The harbour was… well, silent, and I… I left."]),
        ("ar", ["هل وصلت العبارة؟", "نعم، وصلت."]),
        ("th", ["สภาอนุมัติเรือข้ามฟากลำใหม่สำหรับเกาะ", "ร้านขนมปังริมท่าเรือปิดตลอดฤดูหนาวนี้"]),
    ],
)
def test_ends_of_sentences(code: str, ends: list[str]) -> None:
    assert texts(" ".join(ends), code) == ends


@given(st.text(st.sampled_from("aB .!?…。？؟।”“»(\u0e01\u0e02 Dr."), max_size=80), st.sampled_from(sorted(LANGUAGES)))
def test_no_language_loses_a_letter(text: str, code: str) -> None:
    kept = "".join(texts(text, code))
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


@pytest.mark.parametrize("end", ["。", "！", "？", "。」"])
def test_a_book_of_chinese_in_one_paragraph(end: str) -> None:
    lines = [f"第{number}个图书馆在去年买入了一批旧地图{end}" for number in range(300)]
    assert texts("".join(lines), "zh") == lines


def test_an_address_is_not_cut() -> None:
    address = "https://example.org/" + "a.b?c!" * 300 + "d"
    assert texts(f"See {address} for more. It rained.") == [f"See {address} for more.", "It rained."]
