"""PDF files of programs that are not ours, and pages that are hard to read."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import exporters
import summarizer
import templates
from summarizer.document import Aside, Heading, ListItem, Paragraph
from summarizer.errors import DataError, LimitError
from summarizer.options import Limits
from summarizer.readers import read as read_any
from summarizer.readers.pdf import glyphs, read
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.pieces import Piece, Set
from summarizer.structure import Content

CORPUS = Path(__file__).parent / "corpus"
Placed = tuple[float, float, str]


def content(data: bytes, **limits: int) -> Content:
    return read(data, name="a.pdf", encoding=None, limits=Limits(**limits))


def drawn(*pages: Sequence[Placed], size: float = 10, mode: Literal[0, 3] = 0, **options: Any) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1, **options)
    for page in pages:
        for x, y, text in page:
            line = canvas.beginText(x, y)
            line.setFont("Helvetica", size)
            line.setTextRenderMode(mode)
            line.textOut(text)
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def column(x: float, *lines: str, top: float = 700) -> list[Placed]:
    return [(x, top - 12 * number, line) for number, line in enumerate(lines)]


def texts(found: Content) -> list[str]:
    return [block.text for block in found.blocks]


def test_a_paper_in_two_columns() -> None:
    paper = content((CORPUS / "paper.pdf").read_bytes())
    paragraphs = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert [block.text for block in paper.blocks if isinstance(block, Heading)] == [
        "Tides in a Small Estuary",
        "1 Introduction",
        "1.1 Methods of work",
        "2 Results",
        "3 Conclusion",
    ]
    assert (
        sum(text.startswith("The estuary of the river Alm is a well-known resting place") for text in paragraphs) == 6
    )
    assert all(text.endswith((".", ":", "Feld")) for text in paragraphs)
    assert [block.depth for block in paper.blocks if isinstance(block, ListItem)] == [0, 0, 1, 1, 0, 0, 0, 0]
    assert [block.kind for block in paper.blocks if isinstance(block, Aside)] == ["note", "table", "caption"]
    everything = " ".join(texts(paper))
    assert "Journal of Coastal Notes" not in everything
    assert "The dredging stopped in the spring" not in everything
    assert "stopped.1" not in everything
    assert (paper.author, paper.date, paper.pages) == ("Mara Lind, Oskar Feld", "2024-05-03", 2)


def test_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left = column(
        60,
        "The council approved the harbour",
        "plan after a long debate that",
        "lasted until midnight. It then",
        "went home.",
    )
    right = column(
        330,
        "Meanwhile the festival drew large",
        "crowds to the old market square",
        "all through the summer, which",
        "was warm.",
    )
    interleaved = [piece for pair in zip(left, right, strict=True) for piece in pair]
    assert texts(content(drawn(interleaved))) == [
        "The council approved the harbour plan after a long debate that lasted until midnight. It then went home.",
        "Meanwhile the festival drew large crowds to the old market square all through the summer, which was warm.",
    ]


def test_a_hyphen_at_a_line_end_goes_only_where_it_was_put_for_the_line_end() -> None:
    lines = column(
        72,
        "The well-known council praised the inter-",
        "national harbour, as it is well-",
        "known, for its sea-",
        "side walk.",
    )
    assert texts(content(drawn(lines))) == [
        "The well-known council praised the international harbour, as it is well-known, for its seaside walk."
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (72, 780, "ACME CONFIDENTIAL"),
            (72, 600, f"The text of part {name} is here."),
            (300, 20, f"Page {number} of 4"),
        ]
        for number, name in enumerate(("one", "two", "three", "four"), 1)
    ]
    assert texts(content(drawn(*pages))) == [
        f"The text of part {name} is here." for name in ("one", "two", "three", "four")
    ]


def test_a_sentence_runs_over_the_end_of_a_page() -> None:
    pages = (
        [(72, 100, "The council approved the plan that had been made by the")],
        [(72, 700, "harbour office last year.")],
    )
    assert texts(content(drawn(*pages))) == [
        "The council approved the plan that had been made by the harbour office last year."
    ]


def test_invisible_text_is_read_and_text_drawn_twice_is_read_once() -> None:
    assert texts(content(drawn([(72, 700, "It rained.")], mode=3))) == ["It rained."]
    assert texts(content(drawn([(72, 700, "It rained."), (72.2, 700, "It rained.")]))) == ["It rained."]


def test_rotated_text_is_left_out() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    canvas.drawString(72, 700, "It rained on the whole of the island.")
    canvas.rotate(55)
    canvas.drawString(300, 30, "DRAFT")
    canvas.save()
    assert texts(content(stream.getvalue())) == ["It rained on the whole of the island."]


def test_pages_beyond_the_limit_are_told() -> None:
    pages = [[(72, 700, f"The text of part {name} is here.")] for name in ("one", "two", "three")]
    found = content(drawn(*pages), max_pages=2)
    assert (len(found.blocks), found.pages, found.truncated) == (2, 3, True)
    assert found.warnings == ("only the first 2 of 3 pages are read; raise --max-pages",)
    assert not content(drawn(*pages), max_pages=3).truncated


def test_more_text_than_allowed_is_refused() -> None:
    with pytest.raises(LimitError, match="raise --max-text"):
        content(drawn([(72, 700, "It rained.")]), max_text=9)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"junk" * 100, b"no PDF"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DataError, match=r"^a\.pdf: is damaged"):
        content(data)


def test_an_encrypted_file_is_refused_unless_it_opens_without_a_password() -> None:
    locked = drawn([(72, 700, "It rained.")], encrypt=StandardEncryption("secret"))
    with pytest.raises(DataError, match=r"is encrypted and needs a password \(save a copy without it\)"):
        content(locked)
    opened = drawn([(72, 700, "It rained.")], encrypt=StandardEncryption("", "owner"))
    assert texts(content(opened)) == ["It rained."]


def test_a_scan_is_refused_with_its_remedy() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    cast("Any", canvas)._code.append("q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")
    canvas.save()
    with pytest.raises(DataError, match=r"is a scan: its pages are pictures without text \(.*ocrmypdf\)"):
        content(stream.getvalue())


def test_a_title_that_says_nothing_is_not_taken() -> None:
    data = drawn([(72, 700, "It rained.")])
    assert content(data).title is None
    assert content(data).author is None


def test_our_own_briefing_read_back_gives_its_text() -> None:
    story = read_any(CORPUS / "story.md")
    summary = summarizer.summarize(story)
    briefing = exporters.render(summary, "pdf", templates.load("briefing")).data
    found = content(briefing)
    everything = " ".join(" ".join(texts(found)).split())
    assert found.title == story.title
    for paragraph in story.paragraphs:
        assert paragraph.text[:40] in everything
    sections = [block.text for block in found.blocks if isinstance(block, Heading)]
    assert [name for name in ("What it costs", "How it will work", "Open questions") if name in sections] == [
        "What it costs",
        "How it will work",
        "Open questions",
    ]


def with_rises(*parts: tuple[str, float]) -> str:
    """What is read of one line in which each part stands so many points above or below the others, and smaller."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    line = canvas.beginText(60, 700)
    for text, rise in parts:
        line.setFont("Helvetica", 6 if rise else 10)
        line.setRise(rise)
        line.textOut(text)
    canvas.drawText(line)
    canvas.save()
    return " / ".join(texts(content(stream.getvalue())))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((("About 10", 0), ("3", 4), (" m", 0), ("-2", 4), (" fell.", 0)), "About 10³ m⁻² fell."),
        ((("An area of 12 km", 0), ("2", 4), (", or more.", 0)), "An area of 12 km², or more."),
        ((("Less CO", 0), ("2", -2), (" and H", 0), ("2", -2), ("SO", 0), ("4", -2), (".", 0)), "Less CO₂ and H₂SO₄."),
        ((("On the 1", 0), ("st", 4), (" of May it rained.", 0)), "On the 1st of May it rained."),
        ((("Dated with ", 0), ("14", 4), ("C by them.", 0)), "Dated with ¹⁴C by them."),
        ((("The level", 0), ("3,4", 4), (" rose.", 0), ("12", 4), (" It fell.", 0)), "The level rose. It fell."),
        ((("The level of 1,000", 0), ("2", 6.5), (" rose to it.", 0)), "The level of 1,000² rose to it."),
    ],
)
def test_raised_and_lowered_numbers(parts: tuple[tuple[str, float], ...], expected: str) -> None:
    assert with_rises(*parts) == expected


def test_a_dropped_capital_belongs_to_its_word() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    lines = (
        ("T", 60, 688, 32),
        ("he river Alm rises in the hills behind the town,", 84, 700, 10),
        ("and it runs for forty miles to the sea. It is fed", 84, 688, 10),
        ("by a dozen streams that come down from the hills.", 60, 676, 10),
        ("A", 60, 628, 32),
        ("river is no canal, said one who knew them both,", 84, 640, 10),
        ("and a wall is no cure for what happens upstream.", 84, 628, 10),
    )
    for text, x, y, size in lines:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, text)
    canvas.save()
    assert texts(content(stream.getvalue())) == [
        "The river Alm rises in the hills behind the town, and it runs for forty miles to the sea. It is fed by a "
        "dozen streams that come down from the hills.",
        "A river is no canal, said one who knew them both, and a wall is no cure for what happens upstream.",
    ]


def test_the_authors_above_two_columns_are_no_part_of_the_text() -> None:
    left = column(
        60, "Abstract. The council approved", "the harbour plan after a long", "debate that took all night.", top=640
    )
    right = column(
        330, "Meanwhile the festival drew", "large crowds to the old market", "square through the summer.", top=640
    )
    authors = column(60, "Ann Lee and Bo Holt of the Institute", "for Coasts and Rivers of the Alm")
    found = content(drawn([*authors, *left, *right]))
    assert isinstance(found.blocks[0], Aside)
    assert texts(found) == [
        "Ann Lee and Bo Holt of the Institute for Coasts and Rivers of the Alm",
        "The council approved the harbour plan after a long debate that took all night.",
        "Meanwhile the festival drew large crowds to the old market square through the summer.",
    ]


# -- books --


def test_entries_of_contents_and_indexes_and_rules_are_no_text() -> None:
    lines = ["The mill stands by the river and grinds all the corn of the valley."]
    entries = ["Grinding ........ 12", "millstones. . . . . . . 3, 14", "-----------------"]
    assert texts(content(drawn(column(60, *lines, *entries)))) == lines


def test_a_page_number_above_a_wide_foot_tears_no_sentence() -> None:
    pages = [
        [
            *column(60, "The miller keeps two cats, as all the mice of the valley come to the mill", top=200),
            (300, 150, n),
        ]
        for n in ("8", "9")
    ]
    pages[1][0] = (60, 700, "for the corn that falls between the boards.")
    found = texts(content(drawn(*pages)))
    assert found == [
        "The miller keeps two cats, as all the mice of the valley come to the mill for the corn that falls between the "
        "boards."
    ]


def test_numbers_that_do_not_count_begin_rows_of_a_table() -> None:
    rows = [("990", "used for the wheat of the upper valley"), ("500", "used for the rye of the lower valley")]
    page = [
        (x, 700 - 12 * number, text) for number, row in enumerate(rows) for x, text in zip((60, 160), row, strict=True)
    ]
    (table,) = content(drawn(page)).blocks
    assert isinstance(table, Aside)
    assert table.kind == "table"


def test_a_negative_number_and_an_option_are_no_items() -> None:
    found = content(
        drawn(column(60, "-1 is what the scale shows when it is empty."), column(60, "--dry grinds it dry."))
    )
    assert [type(block) for block in found.blocks] == [Paragraph, Paragraph]


def test_code_parts_a_sentence_but_a_name_that_fills_a_line_does_not() -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    for number, (x, font, text) in enumerate(
        [
            (60, "Helvetica", "All that the mill has ground since the spring is counted in the file"),
            (60, "Courier", "corn/ground.txt."),
            (60, "Helvetica", "It is read by a command along the lines of"),
            (90, "Courier", "grind --read"),
            (60, "Helvetica", "where the name of the file is not needed."),
        ]
    ):
        canvas.setFont(font, 10)
        canvas.drawString(x, 700 - 12 * number, text)
    canvas.save()
    found = content(stream.getvalue())
    assert [type(block) for block in found.blocks] == [Paragraph, Aside]
    assert texts(found) == [
        "All that the mill has ground since the spring is counted in the file corn/ground.txt.",
        "It is read by a command along the lines of grind --read where the name of the file is not needed.",
    ]
    assert [block.kind for block in found.blocks if isinstance(block, Aside)] == ["code"]


def test_a_briefing_of_ours_is_told_and_its_key_points_are_whole() -> None:
    summary = summarizer.summarize(read_any(CORPUS / "article.txt"))
    found = content(exporters.render(summary, "pdf").data)
    points = [str(line) for line in summary.bullets]
    everything = texts(found)
    assert sum(point in everything for point in points) >= len(points) - 1
    assert not any("[1]" in text or text.endswith("¶1") for text in everything)
    assert any("is a briefing by Conspectus" in warning for warning in found.warnings)


def test_a_line_that_is_one_object_is_looked_at_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = glyphs._text_object

    def counted(text: int, number: int) -> Any:
        asked.append(number)
        return real(text, number)

    monkeypatch.setattr(glyphs, "_text_object", counted)
    words = "The ferry left the harbour of Ondel every morning at seven"
    assert texts(content(drawn(column(72, *[words] * 10)))) == [" ".join([words] * 10)]
    assert len(asked) == 3 * 10


@pytest.mark.parametrize(
    ("name", "is_bold"),
    [
        ("ABCDEF+SFRM1000", False),
        ("ABCDEF+SFBX1000", True),
        ("CMR10", False),
        ("CMSSBX10", True),
        ("ABCDEF+NotoSans-Regular", False),
        ("TimesNewRoman,Bold", True),
        ("Verdana", True),
    ],
)
def test_a_font_is_as_bold_as_its_name_says_whatever_its_weight(name: str, *, is_bold: bool) -> None:
    assert glyphs.is_bold(name.lower(), 700) == is_bold
    assert not glyphs.is_bold("verdana", 400)


@given(
    st.lists(
        st.tuples(st.text(max_size=300), st.floats(0, 900), st.floats(0, 900), st.booleans()), min_size=1, max_size=9
    )
)
def test_a_line_gives_back_its_pieces(told: list[tuple[str, float, float, bool]]) -> None:
    pieces = [
        Piece(text, left, left + 9, base, Set(1, 10.0, 9.5, bold, fixed=False, formula=False, note=bold))
        for text, left, base, bold in told
    ]
    line = Line(pieces, 1)
    assert list(line.pieces) == pieces
    assert line.main in pieces


@pytest.mark.parametrize(
    ("drawn_as", "text"),
    [
        ("B¨ottcher", "Böttcher"),
        ("R´esum´e", "Résumé"),
        ("ma˜nana", "mañana"),
        ("ˆx", "ˆx"),
        ("`a`", "`a`"),
        ("5´", "5´"),
    ],
)
def test_an_accent_that_is_drawn_before_its_letter_is_one_with_it(drawn_as: str, text: str) -> None:
    assert glyphs._characters(drawn_as) == text
