"""PDF pages with what manuscripts and manuals have: numbers of lines, listings, tables with notes, works cited."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from summarizer.document import Aside, Block, ListItem, Paragraph
from summarizer.readers.pdf.glyphs import _FIXED as FIXED
from summarizer.readers.pdf.glyphs import _SIGNS as SIGNS
from tests.test_readers_pdf import Placed, column, content, drawn, texts
from tests.test_readers_pdf_papers import ACROSS, LEFT, RIGHT, Styled, plain, styled

LINES = [ACROSS[:-1]] * 11


def numbers(x: float, *values: int, step: float = 12) -> list[Placed]:
    return [(x, 700 - step * number, str(value)) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    "placed", [numbers(30, *range(1, 13)), numbers(30, *range(88, 100)), numbers(570, 5, 10, 15, step=60)]
)
def test_the_numbers_of_lines_are_no_text(placed: list[Placed]) -> None:
    page = [*column(60, *LINES, "and went."), *placed]
    assert texts(content(drawn(page))) == [" ".join([*LINES, "and went."])]


def test_numbers_of_lines_stand_at_both_edges_of_two_columns() -> None:
    left = zip(numbers(30, *range(1, 13)), column(60, *[LEFT] * 12), strict=True)
    right = zip(column(330, *[RIGHT] * 12), numbers(580, *range(13, 25)), strict=True)
    page = [piece for row in (*left, *right) for piece in row]
    assert texts(content(drawn(page))) == [" ".join([*[LEFT] * 12, *[RIGHT] * 12])]


@pytest.mark.parametrize(
    "placed", [numbers(30, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8), numbers(30, *range(1, 7), step=24)]
)
def test_other_numbers_in_the_margin_stay(placed: list[Placed]) -> None:
    blocks = content(drawn([*column(60, *LINES, "and went."), *placed])).blocks
    assert len(blocks) > 1 or blocks[0].text != " ".join([*LINES, "and went."])


def listing(*lines: str, after: str = "It was so.") -> tuple[Block, ...]:
    """The blocks of a page with these *lines* of code and their numbers, with text above and *after* them."""
    code: list[Styled] = []
    for number, line in enumerate(lines):
        code += [(60, 660 - 12 * number, str(number + 7), "Helvetica", 6), (75, 660 - 12 * number, line, "Courier", 10)]
    below = plain(column(60, after, ACROSS, top=640 - 12 * len(lines)))
    return styled([*plain(column(60, "It was so.", ACROSS, "Then it is given as", top=712)), *code, *below]).blocks[1:]


def test_lines_of_code_may_have_numbers() -> None:
    code = Aside("7 harbour = open('harbour.txt') 8 for quay in harbour: 9 print(quay)", "code", 1)
    assert code in listing("harbour = open('harbour.txt')", "for quay in harbour:", "print(quay)")


def test_a_sentence_that_goes_on_below_code_is_not_torn() -> None:
    found = listing("print(quay)", after=f"which names the quay. {ACROSS}")
    assert found[0] == Paragraph(ACROSS, 1)
    assert found[1] == Aside("Then it is given as 7 print(quay) which names the quay.", "code", 1)
    assert found[2] == Paragraph(f"{ACROSS} {ACROSS}", 1)


def test_a_sentence_that_ends_above_code_stays() -> None:
    assert Paragraph(f"{ACROSS} Then it is given as", 1) in listing("print(quay)")


GIVEN = "Given by the harbour master."


@pytest.mark.parametrize("gap", [0, 4])
def test_notes_below_a_table_are_no_text(gap: float) -> None:
    page = plain(column(60, *[ACROSS] * 30))
    note: list[Styled] = [(60, 323, "a", "Helvetica", 5), (63 + gap, 320, GIVEN, "Helvetica", 8)]
    below = plain(column(60, *[ACROSS] * 3, top=300))
    assert Aside(GIVEN, "note", 1) in styled([*page, *note, *below]).blocks


@pytest.mark.parametrize(
    "line",
    [
        "TABLE IV. Ferries and their crews",
        "Abb. 2: Fähren und ihre Leute",
        "Tableau 3 – Les bacs",
        "Fig. 3 Ferries and crews",
        "Figure A.1: Ferries",
        "Table 2",
    ],
)
def test_captions_are_known_in_several_ways_and_languages(line: str) -> None:
    page = [*column(60, *[ACROSS] * 4), (60.0, 630.0, line), *column(60, ACROSS, ACROSS, top=600)]
    assert Aside(line, "caption", 1) in content(drawn(page)).blocks


@pytest.mark.parametrize("line", ["Table 2 shows the ferries.", "Figure I drew of it was lost.", "Table talk is dull."])
def test_a_sentence_about_a_figure_is_no_caption(line: str) -> None:
    page = [*column(60, *[ACROSS] * 4), (60.0, 630.0, line), *column(60, ACROSS, ACROSS, top=600)]
    assert any(line in block.text for block in content(drawn(page)).blocks if isinstance(block, Paragraph))


def test_a_sentence_runs_over_a_figure_with_words_in_it() -> None:
    left = column(60, *[LEFT] * 20)
    figure = [(400.0, 690.0, "Wide quay"), (420.0, 660.0, "Low tide")]
    right = column(330, "the quay. It was so.", *[RIGHT] * 15, top=600)
    found = texts(content(drawn([*left, *figure, *right])))
    assert any(text.startswith(" ".join([*[LEFT] * 20, "the quay. It was so."])) for text in found)


WORKS = [
    f"[{number}] A. Lind and B. Berg, The Tides of Ondel, Journal of Quays {number}, 12–19 (2012)."
    for number in range(1, 8)
]


def test_works_that_are_cited_by_number_need_no_heading() -> None:
    blocks = content(drawn([*column(60, *[ACROSS] * 4), *column(60, *WORKS, top=600)])).blocks
    works = [block for block in blocks if block.text in WORKS]
    assert works == [Paragraph(work, 1) for work in WORKS]


def test_a_number_in_square_brackets_is_kept_with_its_text() -> None:
    page = [*column(60, *[ACROSS] * 4), *column(60, "1. The ferry", "2. The quay", top=600)]
    assert ListItem("The quay", 0, 1) in content(drawn(page)).blocks


CELLS = (
    ((60, "Ferry"), (200, "Crew of"), (300, "Way")),
    ((200, "a day"),),
    ((60, "Alma"), (200, "four"), (300, "to Ondel")),
    ((300, "and back"),),
)


def ruled(lines: Sequence[Sequence[tuple[float, str]]], *heights: float) -> tuple[Block, ...]:
    """The blocks of a page with *lines* of cells, and rules at these *heights*, under a line of text."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    canvas.drawString(60, 740, "It was so.")
    for number, line in enumerate(lines):
        for left, text in line:
            canvas.drawString(left, 700 - 14 * number, text)
    for height in heights:
        canvas.line(55, height, 380, height)
    canvas.save()
    return content(stream.getvalue()).blocks


def test_short_lines_between_three_rules_are_a_table() -> None:
    table = "Ferry | Crew of | Way / a day / Alma | four | to Ondel / and back"
    assert ruled(CELLS, 712, 680, 652) == (Paragraph("It was so.", 1), Aside(table, "table", 1))
    assert Aside(table, "table", 1) not in ruled(CELLS, 712, 652)


def test_text_between_rules_is_none() -> None:
    lines = [((60.0, "On Monday"), (130.0, f"{LEFT}.")) for _ in range(4)]
    text = " ".join([f"On Monday {LEFT}."] * 4)
    assert ruled(lines, 712, 680, 652) == (Paragraph("It was so.", 1), Paragraph(text, 1))


@pytest.mark.parametrize(
    ("name", "is_formula", "is_fixed"),
    [
        ("abcdef+cmmi10", True, False),
        ("abcdef+cmsy7", True, False),
        ("newtxmi7", True, False),
        ("txsys", True, False),
        ("latinmodernmath-regular", True, False),
        ("cambriamath", True, False),
        ("symbolmt", True, False),
        ("cmr10", False, False),
        ("cmti10", False, False),
        ("timesnewromanpsmt", False, False),
        ("optima-medium", False, False),
        ("cmtt9", False, True),
        ("t1xtt", False, True),
        ("inconsolatazi4-regular", False, True),
        ("consolas", False, True),
    ],
)
def test_fonts_of_formulas_and_of_fixed_width_are_known_by_name(name: str, *, is_formula: bool, is_fixed: bool) -> None:
    assert (SIGNS.search(name) is not None, FIXED.search(name) is not None) == (is_formula, is_fixed)
