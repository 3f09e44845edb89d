"""PDF pages that are set like those of a book: first lines set in, dashes, hyphens, chapters that begin a page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.readers.pdf.words import Words
from tests.growth import grows_in_proportion
from tests.test_readers_pdf import Placed, column, content, drawn, texts

WIDE = "The ferry left the harbour of Ondel every morning at seven, and it came back with the tide"


def book(*paragraphs: Sequence[str], top: float = 700, first: float = 15) -> list[Placed]:
    """The lines of *paragraphs*, the first of each set in, but that of the first paragraph by *first* points."""
    placed: list[Placed] = []
    for number, lines in enumerate(paragraphs):
        for place, line in enumerate(lines):
            left = 60 + (0 if place else 15 if number else first)
            placed.append((left, top - 12 * len(placed), line))
    return placed


def long(*words: str) -> list[list[str]]:
    """Paragraphs of three full lines, each of which ends with one of *words*."""
    return [[WIDE, WIDE, f"{WIDE[:-9]} in the {word}."] for word in words]


def test_speeches_of_one_line_are_paragraphs_where_first_lines_are_set_in() -> None:
    speeches = [
        "“The boat will be late again today, as it has been on each of these days,” said the pilot.",
        "“It always is.”",
        "“Not in the spring, when the wind comes from the land and the tide is high at noon.”",
    ]
    page = book(*long("rain", "fog", "snow", "hail"), *([speech] for speech in speeches), *long("dark"))
    found = texts(content(drawn(page)))
    assert len(found) == 8
    assert found[4:7] == speeches


def test_a_paragraph_goes_on_over_a_page_after_a_full_stop_where_first_lines_are_set_in() -> None:
    above = book(*long("rain", "fog", "snow", "hail"), top=300)
    ending = " It rained."
    within = book([f"{WIDE[: -len(ending)]}{ending}"], top=156)
    goes_on = drawn([*above, *within], book([WIDE, "so it stayed."], *long("dark"), first=0))
    begins = drawn([*above, *within], book([WIDE, "so it stayed."], *long("dark"), first=15))
    assert [text[-14:] for text in texts(content(goes_on))][4:] == [" so it stayed.", "h in the dark."]
    assert len(texts(content(begins))) == 7


def test_a_speech_that_begins_a_page_is_no_part_of_what_leads_up_to_it() -> None:
    above = book(*long("rain", "fog", "snow", "hail"), [f"{WIDE} and he said"], top=300)
    pages = drawn(
        above, book(["“The Ferry has left already, and it is not my fault that the tide was low.”"], *long("dark"))
    )
    assert texts(content(pages))[4:6] == [
        f"{WIDE} and he said",
        "“The Ferry has left already, and it is not my fault that the tide was low.”",
    ]


def test_what_is_set_in_below_numbers_in_the_margin_is_no_first_line() -> None:
    lines = [
        placed
        for number in range(12)
        for placed in (
            (60, 700 - 24 * number, f"{number} The council of the old town, which has nine members, agreed on the"),
            (80, 688 - 24 * number, "plan. “Much” is left to do, and the work goes on until the end of the year."),
        )
    ]
    found = texts(content(drawn(lines)))
    assert all("agreed on the plan. “Much” is left" in text for text in found)


def test_a_dash_within_a_sentence_opens_no_item() -> None:
    lines = column(
        72,
        "He was not the kind of young man they had expected to see in the town, and yet",
        "— so they said — nobody was better liked.",
        "It was late, and there was nothing for them to do but to wait for the ferry here",
        "—and wait they did.",
    )
    found = content(drawn(lines))
    assert not [block for block in found.blocks if isinstance(block, ListItem)]
    assert "expected to see in the town, and yet — so they said — nobody" in " ".join(texts(found))


def test_a_dash_below_a_short_line_opens_an_item() -> None:
    lines = column(
        72,
        "The council of the town decided on three things, and it did so on one evening:",
        "– a wall in front of the harbour, as high as a house and as long as the quay is",
        "– a bridge",
        "– a path to the old slipway",
    )
    kinds = [type(block) for block in content(drawn(lines)).blocks]
    assert kinds == [Paragraph, ListItem, ListItem, ListItem]


def test_no_space_comes_to_dashes_that_have_none() -> None:
    closed = column(
        72,
        "The town—so they said—was asleep, and nobody was in the streets of it any more—",
        "but for the watchman, who had been on his feet for all of the night and the day",
        "—and was tired.",
    )
    spaced = column(
        72,
        "The town — so they said — was asleep, and nobody was in the streets any more —",
        "but for the watchman, who was on his feet for all of the long night and the long day",
        "— and was tired.",
    )
    assert texts(content(drawn(closed))) == [
        "The town—so they said—was asleep, and nobody was in the streets of it any more—but for the watchman, "
        "who had been on his feet for all of the night and the day—and was tired."
    ]
    assert texts(content(drawn(spaced))) == [
        "The town — so they said — was asleep, and nobody was in the streets any more — but for the watchman, "
        "who was on his feet for all of the long night and the long day — and was tired."
    ]


def test_a_dash_keeps_its_space_where_a_speaker_is_named_between_two() -> None:
    lines = column(
        72,
        "—No es tarde —dijo el piloto—. Vamos a esperar un poco más, que el barco viene.",
        "Lo esperaron toda la noche en el puerto —y la mañana— con el viento del norte y",
        "—dijeron— con frío.",
    )
    assert "viento del norte y —dijeron— con frío." in " ".join(texts(content(drawn(lines))))


def test_a_hyphen_goes_from_a_compound_only_where_the_line_end_put_it() -> None:
    lines = column(
        72,
        "His brother-in-law was a good-humoured and well-to-do man of a mild humour, well-dis-",
        "posed to all who were disposed to good. He was a good-hu-",
        "moured and gentle-hearted man, and so was his other brother-",
        "in-law, who was a well-",
        "to-do man.",
    )
    assert texts(content(drawn(lines))) == [
        "His brother-in-law was a good-humoured and well-to-do man of a mild humour, well-disposed to all who were "
        "disposed to good. He was a good-humoured and gentle-hearted man, and so was his other brother-in-law, "
        "who was a well-to-do man."
    ]


def test_an_address_that_a_line_end_breaks_is_whole_again() -> None:
    lines = [
        "It is at https://www.",
        "quay.example/old/",
        "plan.html, or at https://quay.example/old-",
        "plan. There is more at https://ondel.example/.",
        "So",
    ]
    assert Words(iter(lines)).joined(lines) == (
        "It is at https://www.quay.example/old/ plan.html, or at https://quay.example/old-plan. "
        "There is more at https://ondel.example/. So"
    )


@pytest.mark.parametrize("piece", ["a-", "a—", "—a ", "http://a.", "-a‐"])
def test_the_work_for_a_line_grows_with_its_length(piece: str) -> None:
    def work(size: int) -> None:
        lines = [piece * size, piece * size]
        Words(iter(lines)).joined(lines)

    assert grows_in_proportion(work, 10_000)


def test_a_sign_that_stands_at_line_ends_alone_is_no_part_of_a_word() -> None:
    lines = ["Our house and our hold: the well-known house‐", "hold of the old pilot"]
    assert Words(iter(lines)).joined(lines) == "Our house and our hold: the well-known household of the old pilot"
    lines = ["Our house and our hold: the well‐known house‐", "hold of the old pilot"]
    assert Words(iter(lines)).joined(lines) == "Our house and our hold: the well‐known house‐hold of the old pilot"


def chapters(count: int, size: float, text: str = "Chapter {number}") -> bytes:
    """*count* chapters of three pages each, their headings at the top of a page, under a running head."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    for number in range(1, count + 1):
        for page in range(3):
            canvas.setFont("Helvetica", size)
            if page == 0:
                canvas.drawString(72, 730, text.format(number=number))
            canvas.setFont("Helvetica", 10)
            canvas.drawString(280, 770, f"The Ferry of Ondel {3 * number + page}")
            for line in range(6):
                canvas.drawString(72, 600 - 12 * line, f"{WIDE} of day {number} and {page}.")
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_the_headings_of_chapters_stand_at_one_place_and_stay() -> None:
    blocks = content(chapters(5, 18)).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [f"Chapter {n}" for n in range(1, 6)]
    assert not any("The Ferry of Ondel" in block.text for block in blocks)


def test_running_heads_that_name_the_chapter_go_however_large_they_are() -> None:
    found = content(chapters(5, 18, "The Ferry, Chapter 1"))
    assert not [block for block in found.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(
    "names",
    [
        ["I", "II", "III", "IV"],
        ["1", "2.", "3", "4"],
        ["ONE", "TWO", "THREE", "FOUR"],
        [f"Part {n}" for n in range(1, 5)],
    ],
)
def test_numbers_that_stand_apart_and_count_are_headings(names: Sequence[str]) -> None:
    pages = [
        [*column(60, *[WIDE] * 5, f"{WIDE[:-9]}.", top=700), (290, 600, name), *column(60, *[WIDE] * 5, top=570)]
        for name in names
    ]
    found = content(drawn(*pages))
    assert [block.text for block in found.blocks if isinstance(block, Heading)] == names


def test_numbers_that_do_not_count_are_no_headings() -> None:
    pages = [
        [*column(60, *[WIDE] * 5, f"{WIDE[:-9]}.", top=700), (290, 600, name), *column(60, *[WIDE] * 5, top=570)]
        for name in ("I", "III", "II", "X")
    ]
    assert not [block for block in content(drawn(*pages)).blocks if isinstance(block, Heading)]


def title_page(*lines: str) -> list[Block]:
    """The blocks of a book with a title, smaller *lines* below it, and a chapter on the second page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    canvas.setFont("Helvetica", 30)
    canvas.drawString(60, 700, "The Ferry of Ondel")
    canvas.setFont("Helvetica", 14)
    for number, line in enumerate(lines):
        canvas.drawString(60, 600 - 50 * number, line)
    canvas.showPage()
    canvas.drawString(60, 700, "Tides")
    canvas.setFont("Helvetica", 10)
    for x, y, text in book(*long("rain", "fog"), top=650):
        canvas.drawString(x, y, text)
    canvas.save()
    return list(content(stream.getvalue()).blocks)


def test_a_title_page_has_no_headings_beside_the_title() -> None:
    blocks = title_page("Release 12.18", "Mara Lind", "Velmar, 2024")
    assert blocks[:4] == [
        Heading("The Ferry of Ondel", 1, 1),
        Aside("Release 12.18", "note", 1),
        Aside("Mara Lind", "note", 1),
        Aside("Velmar, 2024", "note", 1),
    ]
    assert Heading("Tides", 3, 2) in blocks or Heading("Tides", 2, 2) in blocks


def test_a_first_page_with_a_sentence_is_no_title_page() -> None:
    blocks = title_page("Release 12.18", "It is late.")
    assert blocks[1] == Heading("Release 12.18", 2, 1)
