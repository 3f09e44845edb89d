"""PDF pages that are set like those of a paper: two columns, tables and formulas in them, notes at their feet."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from summarizer.document import Aside, Heading, ListItem, Paragraph
from summarizer.readers.pdf.formulas import _END as END
from summarizer.readers.pdf.formulas import _is_wordless as is_wordless
from summarizer.structure import Content
from tests.test_readers_pdf import Placed, column, content, drawn, texts

LEFT = "The council approved the harbour plan on"
RIGHT = "Meanwhile the festival drew its crowds on"
ACROSS = "The ferry left the harbour of Ondel every morning at seven, and it came back with the evening tide, as ever."
Styled = tuple[float, float, str, str, float]


def styled(*pages: Sequence[Styled]) -> Content:
    """A document with text at these places in these fonts and sizes."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    for page in pages:
        for x, y, text, font, size in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return content(stream.getvalue())


def plain(placed: Sequence[Placed], size: float = 10) -> list[Styled]:
    return [(x, y, text, "Helvetica", size) for x, y, text in placed]


def test_a_column_with_a_table_and_a_formula_in_it_is_one() -> None:
    left = column(60, *[LEFT] * 23, "the quay.")
    cells = [(left, 700 - 12 * row, f"{row}.{left}") for row in range(9) for left in (330, 380, 460, 490)]
    formula = [(380, 580, "x = y"), (390, 573, "n"), (500, 580, "(1)")]
    found = content(drawn([*left, *cells, *formula, *column(330, *[RIGHT] * 12, top=556)]))
    paragraphs = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert paragraphs[0] == " ".join([*[LEFT] * 23, "the quay."])
    assert paragraphs[-1] == " ".join([RIGHT] * 12)
    assert [block.kind for block in found.blocks if isinstance(block, Aside)] == ["table", "note"]


def test_a_table_on_a_page_of_one_column_is_no_pair_of_columns() -> None:
    rows = zip(column(60, *[LEFT] * 4, top=500), column(330, *[RIGHT] * 4, top=500), strict=True)
    table = [piece for row in rows for piece in row]
    found = content(drawn([*column(60, *[ACROSS] * 12), *table, *column(60, *[ACROSS] * 9, top=430)]))
    assert [block.text for block in found.blocks if isinstance(block, Aside)] == [" / ".join([f"{LEFT} | {RIGHT}"] * 4)]


def test_a_heading_is_not_torn_from_its_number_above_columns() -> None:
    heading = [(60, 742, "2.1"), (330, 742, "The quays")]
    above = column(60, *[ACROSS] * 2, top=780)
    page = [
        *above,
        *heading,
        *column(60, *[ACROSS] * 2, top=724),
        *column(60, *[LEFT] * 20),
        *column(330, *[RIGHT] * 20),
    ]
    assert any("2.1 | The quays" in text or "2.1 The quays" in text for text in texts(content(drawn(page))))


def test_a_note_without_a_mark_goes_where_it_stands_in_a_sentence() -> None:
    above = plain(column(60, *[ACROSS[:-1]] * 20, top=400))
    note = plain([(60, 130, "Corresponding author: Mara Lind, The Quay 3, Velmar, who may be"), (60, 120, "asked.")], 8)
    below = plain(column(60, "and went. Everybody was glad of it.", top=700))
    assert texts(styled([*above, *note], below)) == [
        " ".join([*[ACROSS[:-1]] * 20, "and went. Everybody was glad of it."])
    ]
    whole = styled([*above, *plain([(60, 160, "It did so.")]), *note], below)
    assert any("Corresponding author" in text for text in texts(whole))


def test_a_running_head_on_two_pages_goes() -> None:
    names = ("rain", "fog", "snow", "hail", "dark", "sun")
    head: list[Placed] = [(60, 770, "Tides in a Small Estuary")]
    pages = [
        plain([*head * (number in (2, 4)), *column(60, f"{ACROSS[:-1]} in the {name}.")])
        for number, name in enumerate(names)
    ]
    assert texts(styled(*pages)) == [f"{ACROSS[:-1]} in the {name}." for name in names]


def test_a_sentence_that_begins_two_pages_stays() -> None:
    begun = (ACROSS, "Nobody was there.", "Nobody saw it come.", ACROSS, "It came.", "It went.")
    names = ("rain", "fog", "snow", "hail", "dark", "sun")
    pairs = zip(begun, names, strict=True)
    pages = [plain(column(60, first, f"It was in the {name}.", top=770)) for first, name in pairs]
    assert sum(ACROSS in text for text in texts(styled(*pages))) == 2


@pytest.mark.parametrize(
    ("font", "text", "kind"),
    [
        ("Helvetica-Bold", "AUTHORS AND AFFILIATIONS", Heading),
        ("Helvetica", "Authors must be named in the order of the alphabet.", ListItem),
        ("Helvetica-Bold", "Authors must be named in the order of the alphabet.", ListItem),
    ],
)
def test_a_bold_line_with_a_number_before_it_is_a_heading(font: str, text: str, kind: type) -> None:
    lines = plain(column(60, *[ACROSS] * 4))
    line: list[Styled] = [(60, 630, "6", font, 10), (80, 630, text, font, 10)]
    found = styled([*lines, *line, *plain(column(60, ACROSS, top=600))])
    assert isinstance(next(block for block in found.blocks if text in block.text), kind)


ABSTRACT = "This paper tells how the ferry of Ondel came to an end after ninety"


def test_an_author_block_beside_the_abstract_is_no_part_of_it() -> None:
    block = ("Mara Lind", "Department of Tides,", "University of Velmar,", "The Quay 3,", "Velmar")
    authors = [(80.0, 750.0 - 13 * number, line) for number, line in enumerate(block)]
    abstract = column(230, *[ABSTRACT] * 9, "years.", top=752)
    page = [*authors, *abstract, *column(60, *[LEFT] * 30, top=600), *column(330, *[RIGHT] * 30, top=600)]
    found = texts(content(drawn(page)))
    assert found == [
        " ".join(block),
        " ".join([*[ABSTRACT] * 9, "years."]),
        " ".join([*[LEFT] * 30, *[RIGHT] * 30]),
    ]


def test_a_list_beside_a_column_is_one_by_itself() -> None:
    parts = ("Tides", "Quays", "Boats", "Crews")
    page = [(60.0, 700.0 - 21 * number, line) for number, line in enumerate(parts)]
    assert " ".join([RIGHT] * 8) in texts(content(drawn([*page, *column(330, *[RIGHT] * 8)])))


def test_a_column_of_a_figure_and_little_text_stands_beside_another() -> None:
    dots = [(340.0 + 11 * number, 690.0 - 5 * number, "x") for number in range(12)]
    short = column(60, LEFT, LEFT, "A part.", LEFT, LEFT, "A part.", "It is", "short,", "as are", "these", "lines.")
    rest = column(330, RIGHT, RIGHT, RIGHT, "and went home.", top=610)
    found = texts(content(drawn([*short, *dots, *rest])))
    assert f"{RIGHT} {RIGHT} {RIGHT} and went home." in found


def test_cells_that_stand_at_one_height_are_rows() -> None:
    rows = [(700.0 - 24 * number, name) for number, name in enumerate(("Tides", "Quays", "Boats", "Crews"))]
    page = [piece for base, name in rows for piece in ((60, base, name), (330, base, RIGHT))]
    table = " / ".join(f"{name} | {RIGHT}" for _, name in rows)
    assert content(drawn(page)).blocks == (Aside(table, "table", 1),)


BEFORE, AFTER = "The depth of the water at the quay is then", "where h is the depth at noon. The quay is dry at night."


def formula(*placed: Placed, before: str = BEFORE, after: str = AFTER) -> tuple[list[str], list[str]]:
    """What is text and what is not where a column says *before*, the formula *placed* and *after*."""
    above, below = column(60, LEFT, LEFT, "the quay.", before), column(60, after, LEFT, LEFT, "the quay.", top=600)
    blocks = content(drawn([*above, *placed, *below])).blocks
    return (
        [block.text for block in blocks if isinstance(block, Paragraph)],
        [block.text for block in blocks if isinstance(block, Aside)],
    )


def test_a_sentence_that_a_formula_interrupts_is_not_torn() -> None:
    kept, beside = formula((120, 630, "d = h + 2t"), (250, 630, "(1)"))
    assert kept == [f"{LEFT} {LEFT} the quay.", f"The quay is dry at night. {LEFT} {LEFT} the quay."]
    assert beside == [f"{BEFORE} d = h + 2t (1) where h is the depth at noon."]


def test_parts_of_a_formula_at_other_heights_are_parts_of_it() -> None:
    kept, beside = formula((150, 637, "n"), (120, 630, "d = h + 12 ft"), (150, 617, "i"))
    assert len(kept) == 2
    assert beside == [f"{BEFORE} n d = h + 12 ft i where h is the depth at noon."]


def test_whole_sentences_around_a_formula_stay() -> None:
    after = "The quay is dry at night, as it was."
    kept, beside = formula((120, 630, "d = h + 2t"), before="It was so at the quay.", after=after)
    assert kept[1] == "It was so at the quay."
    assert kept[2].startswith(after)
    assert beside == ["d = h + 2t"]


@pytest.mark.parametrize("text", ["They met again, and it was as if x = y.", "the water at noon = the water at night"])
def test_prose_with_a_sign_in_it_is_no_formula(text: str) -> None:
    kept, _ = formula((120, 630, text))
    assert any(text in paragraph for paragraph in kept)


def test_what_stands_before_the_torn_sentence_stays_where_no_space_parts_sentences() -> None:
    assert [cut.end() for cut in END.finditer("港的水很深。水深是")] == [6]
    assert [cut.end() for cut in END.finditer("It is deep at noon, as Dr. Lind says. The depth is")] == [38]


@pytest.mark.parametrize(
    ("line", "is_listed"),
    [
        ("Keywords: ferries, tides, quays", True),
        ("Index Terms—Ferries, tides, quays.", True),
        ("PACS numbers: 12.34.-x", True),
        ("Mots-clés : bacs, marées", True),
        ("Keywords are words that a reader looks for.", False),
    ],
)
def test_a_list_of_keywords_is_no_text(line: str, *, is_listed: bool) -> None:
    found = content(drawn([*column(60, *[ACROSS] * 4), (60, 630, line), *column(60, ACROSS, ACROSS, top=600)]))
    assert (Aside(line, "note", 1) in found.blocks) == is_listed
    assert (Paragraph(line, 1) in found.blocks) != is_listed


@pytest.mark.parametrize("label", ["Abstract—", "ABSTRACT: ", "Résumé. "])
def test_the_label_of_an_abstract_is_no_part_of_its_first_sentence(label: str) -> None:
    page = [(60.0, 700.0, f"{label}{ACROSS}"), *column(60, f"Abstract art is not meant. {ACROSS}", top=660)]
    assert texts(content(drawn(page, size=8))) == [ACROSS, f"Abstract art is not meant. {ACROSS}"]


def test_a_bold_paragraph_is_one_though_its_lines_look_like_headings() -> None:
    lines = (
        "This paper tells how the ferry of Ondel came",
        "To an end after ninety years of service, as",
        "The town knew.",
    )
    bold: list[Styled] = [(60, 700 - 12 * number, line, "Helvetica-Bold", 10) for number, line in enumerate(lines)]
    found = styled([*bold, *plain(column(60, *[LEFT] * 12, "the quay.", top=640))])
    assert found.blocks[0] == Paragraph(" ".join(lines), 1)


def test_a_formula_set_flush_left_is_one_where_it_stands_apart() -> None:
    kept, beside = formula((60, 630, "d = h + 2t"))
    assert beside == [f"{BEFORE} d = h + 2t where h is the depth at noon."]
    assert kept == [f"{LEFT} {LEFT} the quay.", f"The quay is dry at night. {LEFT} {LEFT} the quay."]


def test_the_number_of_a_formula_may_stand_below_it() -> None:
    _, beside = formula((120, 630, "d = h + 2t"), (250, 618, "(1)"))
    assert beside == [f"{BEFORE} d = h + 2t (1) where h is the depth at noon."]


def test_lowered_digits_make_no_word_of_the_names_beside_them() -> None:
    assert is_wordless("M₁l = iN₁l + iM₂l")
    assert not is_wordless("the depth = h")


@pytest.mark.parametrize(("text", "font", "is_one"), [("αβγ", "Symbol", True), ("a b", "Helvetica", False)])
def test_what_is_in_a_font_of_formulas_is_one_without_a_sign(text: str, font: str, *, is_one: bool) -> None:
    above, below = column(60, LEFT, LEFT, "the quay.", BEFORE), column(60, AFTER, LEFT, top=600)
    found = styled([*plain(above), (120, 630, text, font, 10), *plain(below)])
    assert any(isinstance(block, Aside) for block in found.blocks) == is_one
