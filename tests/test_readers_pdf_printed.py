"""Web pages printed to a file by a browser: what it stamps on the sheets, and what stands beside the text."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from summarizer.document import Aside, ListItem, Paragraph
from summarizer.structure import Content
from tests.test_readers_pdf import Placed, column, content, drawn

PARAGRAPH = (
    "The last ferry across the Ondel will sail on the final Sunday of the year, the harbour",
    "office said on Tuesday, and the boat will be sold to a museum in the spring.",
)
COOKIES = (
    "We and our partners use cookies and similar technologies to give you the best of our",
    "pages. You can change your choices at any time.",
)
STAMPS: dict[str, list[Placed]] = {
    "chromium": [
        (24, 782, "11/24/26, 8:09 PM"),
        (250, 782, "The last ferry | The Courier"),
        (24, 14, "https://courier.example/ondel/ferry?id=12"),
        (570, 14, "1/1"),
    ],
    "firefox": [
        (24, 782, "The last ferry | The Courier"),
        (400, 782, "https://courier.example/ondel/ferry"),
        (24, 14, "1 of 1"),
        (500, 14, "24.11.2026, 20:09"),
    ],
}


def printed(*paragraphs: tuple[str, ...], stamps: str = "chromium") -> Content:
    placed = [piece for number, lines in enumerate(paragraphs) for piece in column(60, *lines, top=700 - 60 * number)]
    return content(drawn([*placed, *STAMPS.get(stamps, [])]))


def paragraphs(found: Content) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("stamps", STAMPS)
def test_what_a_browser_stamps_on_its_only_sheet_goes(stamps: str) -> None:
    found = printed(PARAGRAPH, stamps=stamps)
    everything = " ".join(block.text for block in found.blocks)
    assert paragraphs(found) == [" ".join(PARAGRAPH)]
    assert not any(text in everything for text in ("courier.example", "11/24/26", "1/1", "1 of 1", "20:09"))


@pytest.mark.parametrize(
    "notice",
    [
        COOKIES,
        ("By using the site you agree to our use of cookies.",),
        ("Accept all Reject all Manage preferences",),
        ("Share on Facebook Share on X WhatsApp Email Print",),
        ("Advertisement",),
    ],
)
def test_notices_on_cookies_and_buttons_of_a_printed_page_are_asides(notice: tuple[str, ...]) -> None:
    found = printed(PARAGRAPH, notice, PARAGRAPH)
    assert paragraphs(found) == [" ".join(PARAGRAPH)] * 2
    assert Aside(" ".join(notice), "note", 1) in found.blocks


@pytest.mark.parametrize(
    "text",
    [
        "“We use cookies on every page that we have,” said the man who had built the site.",
        "When it rained we baked cookies, and our site had a recipe for every kind of them.",
        "Share prices fell on Tuesday, and the print shop lost a third of its subscribers.",
    ],
)
def test_what_only_sounds_like_a_notice_stays(text: str) -> None:
    assert paragraphs(printed(PARAGRAPH, (text,))) == [" ".join(PARAGRAPH), text]


def test_a_document_that_no_browser_printed_keeps_what_it_says_on_cookies() -> None:
    assert paragraphs(printed(PARAGRAPH, COOKIES, stamps="none")) == [" ".join(PARAGRAPH), " ".join(COOKIES)]


@pytest.mark.parametrize(
    ("heading", "is_beside"),
    [("More on this story", True), ("142 comments", True), ("Related work in the harbour", False)],
)
def test_what_stands_under_such_a_heading_is_beside_the_text(heading: str, *, is_beside: bool) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    canvas.setFont("Helvetica", 16)
    canvas.drawString(60, 640, heading)
    canvas.setFont("Helvetica", 10)
    below: list[Placed] = column(60, PARAGRAPH[0], *PARAGRAPH, top=600)
    for x, y, text in [*column(60, *PARAGRAPH), (60, 620, "The bridge opens late."), *below, *STAMPS["chromium"]]:
        canvas.drawString(x, y, text)
    canvas.save()
    found = content(stream.getvalue()).blocks[-2:]
    assert [block.text[:12] for block in found] == ["The bridge o", "The last fer"]
    assert [isinstance(block, Aside) for block in found] == [is_beside, False]


def test_paragraphs_of_a_line_are_kept_apart_by_the_space_between_them() -> None:
    lines = ("The council approved the harbour plan last night.", "The wall costs 42 million pounds.", "It is late.")
    placed = [(60.0, 700.0 - 26 * number, line) for number, line in enumerate(lines)]
    assert paragraphs(content(drawn([*placed, *STAMPS["chromium"]], size=12))) == list(lines)


def test_lines_far_apart_are_one_paragraph_where_a_sentence_runs_over_them() -> None:
    lines = ("The council approved the harbour plan last night, as the mayor", "had hoped it would, after six hours.")
    placed = [(60.0, 700.0 - 26 * number, line) for number, line in enumerate(lines)]
    assert paragraphs(content(drawn(placed, size=12))) == [" ".join(lines)]


def bulleted(*shapes: tuple[float, float, float], before: str = "") -> Content:
    """Two lines below a sentence, with discs at these places and of these radii, and what stands *before* the first."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800), invariant=1)
    canvas.setFont("Helvetica", 12)
    lines: list[Placed] = [
        (60, 700, PARAGRAPH[0] + "."),
        (90, 675, "a gate in the wall,"),
        (90, 661, "a slipway in the north."),
    ]
    for x, y, text in [*lines, (40, 675, before)]:
        canvas.drawString(x, y, text)
    for left, middle, radius in shapes:
        canvas.circle(left, middle, radius, stroke=0, fill=1)
    canvas.save()
    return content(stream.getvalue())


def test_a_bullet_that_is_drawn_marks_an_item() -> None:
    found = bulleted((80, 679, 1.9), (80, 665, 1.9))
    assert [block.text for block in found.blocks if isinstance(block, ListItem)] == [
        "a gate in the wall,",
        "a slipway in the north.",
    ]


@pytest.mark.parametrize(
    "shapes",
    [
        [(80, 679, 8)],  # a picture
        [(80, 679, 0.2)],  # a speck
        [(80, 672, 1.9)],  # below the line
        [(50, 679, 1.9)],  # far from it
        [(80, 679, 1.9), (80, 679, 5)],  # a sign
        [(80 + number % 30, 679 + number // 30, 0.4) for number in range(501)],  # a drawing
    ],
)
def test_other_shapes_are_no_bullets(shapes: list[tuple[float, float, float]]) -> None:
    found = bulleted(*shapes)
    assert not any(isinstance(block, ListItem) for block in found.blocks)


def test_a_shape_within_a_line_is_no_bullet() -> None:
    assert not any(isinstance(block, ListItem) for block in bulleted((80, 679, 1.9), before="Parts:").blocks)


def test_what_leads_up_to_a_list_is_no_byline() -> None:
    lead = "The council has approved these parts of the plan:"
    page: list[Placed] = [(60, 700, lead), (60, 676, "• a gate in the wall"), (60, 662, "• a slipway in the north")]
    assert paragraphs(content(drawn(page))) == [lead]
