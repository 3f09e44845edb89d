"""What a line of a page is by itself and by its neighbours: text, a heading, an item, a row of a table, code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from sys import intern

from summarizer.layout.marks import BULLETS
from summarizer.layout.units import ended
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.measures import Measures
from summarizer.readers.pdf.rows import are_rows, is_labelled, is_stretched, is_table_of_numbers

NUMBER = re.compile(r"(?:\(?(\d{1,3}|[a-z])[.)]|\[(\d{1,3})\])\s+(?=\S)")
"""The number or letter of an item, or the number of a work that is cited, in square brackets."""

_LARGER = 1.08  # times the size of the text is a heading
_HEADING_WORDS, _BOLD_WORDS = 30, 16
# More words are no heading, and none if it is one by its weight alone.

_MARK = re.compile(rf"(?:[{BULLETS}\uf0b7\uf0a7➢✓*]|[–—-](?=\s)|o(?=\s[A-Z]))\s*(?=\S|$)")
_DASHES, _PARAGRAPHS = "–—-", "¶§"


@dataclass(slots=True)
class Unit:
    """Lines that belong together.

    *kind* is ``text``, ``heading``, ``item``, ``table``, ``code``, ``formula`` or ``note``.
    """

    kind: str
    lines: list[Line]
    mark: str = ""
    text: str = ""
    page: int = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.lines[0].main.page


def kind_of(line: Line, measures: Measures, above: Unit | None, below: Line | None) -> tuple[str, str]:
    """What *line* is by itself, and the mark of the item that it opens."""
    text, main = line.text, line.main
    is_bold = all(piece.bold for piece in line.pieces)
    neighbours = above and above.lines[-1], below
    is_heading = is_bold and not ended(text) and text[0] not in _PARAGRAPHS
    if main.ruled or _is_numbered_code(line):
        return "table" if main.ruled else "code", ""
    is_label = is_labelled(line) and not any(row and is_table_of_numbers(row, line) for row in neighbours)
    if is_label and not is_heading:
        return "text" if text[0] in _PARAGRAPHS else "item", f"{line.pieces[0].text} "
    is_bulleted = _MARK.match(text) and text != "*" and not _is_dash_inside(above, line, measures)
    if len(line.pieces) > 1 and not is_bulleted and not NUMBER.match(text):
        above_row = above.lines[-1] if above is not None and above.kind == "table" else None
        if not is_stretched(line, measures.edges[line.column][1]) and any(
            row is not None and are_rows(row, line) for row in (above_row, below)
        ):
            return "table", ""
    if all(piece.fixed for piece in line.pieces) and not _is_code_inside(above, line, measures):
        return "code", ""
    words = len(text.split())
    may_head = any(map(str.isalpha, text)) and not (above is not None and _is_open_item(above, line))
    if may_head and main.size > _LARGER * measures.size and words <= _HEADING_WORDS:
        return "heading", ""
    goes_on = below is not None and below.column == line.column and below.text[:1].islower()
    is_short = not goes_on and words <= _BOLD_WORDS and not text.endswith((".", ",", ";"))
    if may_head and is_short and is_bold:
        return "heading", ""
    if is_bulleted and (mark := _MARK.match(text)):
        return "item", intern(mark[0])  # the same in a whole list
    if number := NUMBER.match(text):
        return "item", number[0]
    return "text", ""


def _is_numbered_code(line: Line) -> bool:
    """Whether *line* is one of a listing, with its number before it."""
    number, _, rest = line.text.partition(" ")
    if not (rest and number.isdecimal()):
        return False
    pieces = line.pieces
    return all(piece.fixed for piece in pieces[len(pieces) > 1 and pieces[0].text == number :])


def _is_inside(above: Unit | None, line: Line, measures: Measures) -> bool:
    """Whether a sentence of the text *above* goes on with *line*, which begins no further in."""
    if above is None or above.kind != "text":
        return False
    last = above.lines[-1]
    is_below = last.column == line.column and 0 < last.main.base - line.main.base < 1.1 * measures.leading
    is_open = line.left < last.left + 1 and not ended(last.text) and not last.text.endswith(":")
    return is_below and (is_open or measures.is_within(line, last))


def _is_dash_inside(above: Unit | None, line: Line, measures: Measures) -> bool:
    """Whether *line* begins with a dash that stands in a sentence, where a line happens to end before it."""
    if above is None or line.text[0] not in _DASHES or not _is_inside(above, line, measures):
        return False
    return not measures.fits(above.lines[-1], line)


def _is_code_inside(above: Unit | None, line: Line, measures: Measures) -> bool:
    """Whether *line*, all of it code, is part of a sentence: names of files or commands that it is about."""
    if above is None or not _is_inside(above, line, measures):
        return False
    last = above.lines[-1]
    return line.left > last.left - 1 and not all(piece.fixed for piece in last.pieces)


def _is_open_item(item: Unit, line: Line) -> bool:
    """Whether *item* is one whose sentence goes on with *line*, which is set like it."""
    last = item.lines[-1]
    is_alike = last.main.size == line.main.size and last.main.bold == line.main.bold
    is_near = last.column == line.column and 0 < last.main.base - line.main.base < 1.6 * line.main.size
    return item.kind == "item" and is_alike and is_near and not ended(last.text) and line.left > item.lines[0].left + 1


def is_sentence(heading: Unit) -> bool:
    """Whether *heading* is set like one only to stand out."""
    text = " ".join(line.text for line in heading.lines)
    words = len(text.split())
    return words > _HEADING_WORDS or (words > _BOLD_WORDS and text.endswith("."))
