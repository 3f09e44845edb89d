"""Lines in reading order -> units: which lines belong together, and whether they are a heading, an item or text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.layout.headings import is_caption
from summarizer.layout.marks import BULLETS
from summarizer.layout.units import OPENING, ended
from summarizer.readers.pdf.columns import Line
from summarizer.readers.pdf.measures import INDENT, SHORT, Measures, measures_of
from summarizer.readers.pdf.rows import are_rows, is_labelled, is_stretched, is_table_of_numbers
from summarizer.readers.pdf.words import HYPHENS

_LARGER = 1.08  # times the size of the text is a heading
_HEADING_WORDS, _BOLD_WORDS = 30, 16
# More words are no heading, and none if it is one by its weight alone.

_LOOSE = 1.3  # times the usual distance of lines parts paragraphs
_ALIKE = 0.15  # of the width of a column may be that of the one in which its text goes on more or less
_ABSTRACT = re.compile(r"(?:Abstract|Summary|Keywords|Zusammenfassung|Résumé|Resumen)\b")
_MARK = re.compile(rf"(?:[{BULLETS}\uf0b7\uf0a7➢✓*]|[–—-](?=\s)|o(?=\s[A-Z]))\s*(?=\S|$)")
_DASHES = "–—-"
_NUMBER = re.compile(r"\(?(\d{1,3}|[a-z])[.)]\s+(?=\S)")


@dataclass(slots=True)
class Unit:
    """Lines that belong together; *kind* is ``text``, ``heading``, ``item``, ``table`` or ``code``."""

    kind: str
    lines: list[Line]
    mark: str = ""
    text: str = ""
    page: int = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.lines[0].main.page


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """The units that *lines*, all of a document in reading order, consist of."""
    measures = measures_of(lines)
    units = list(_units(lines, measures))
    for unit in units:
        if unit.kind == "heading" and _is_sentence(" ".join(line.text for line in unit.lines)):
            unit.kind = "text"
    return _joined_over_pages(list(_numbered(_with_table_heads(units))), measures)


def _is_sentence(text: str) -> bool:
    """Whether *text* is set like a heading only to stand out."""
    words = len(text.split())
    return words > _HEADING_WORDS or (words > _BOLD_WORDS and text.endswith("."))


def _units(lines: Sequence[Line], measures: Measures) -> Iterator[Unit]:
    unit: Unit | None = None
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        kind, mark = _kind(line, measures, unit, below)
        if unit and not mark and _goes_on(unit, line, kind, measures):
            unit.lines.append(line)
            continue
        if unit:
            yield unit
        unit = Unit(kind, [line], mark)
    if unit:
        yield unit


def _kind(line: Line, measures: Measures, above: Unit | None, below: Line | None) -> tuple[str, str]:
    """What *line* is by itself, and the mark of the item that it opens."""
    text, main = line.text, line.main
    if is_labelled(line) and not any(
        row and is_table_of_numbers(row, line) for row in (above and above.lines[-1], below)
    ):
        return "text" if text[0] in "¶§" else "item", f"{line.pieces[0].text} "
    is_bulleted = _MARK.match(text) and text != "*" and not _is_dash_inside(above, line, measures)
    if len(line.pieces) > 1 and not is_bulleted and not _NUMBER.match(text):
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
    if may_head and is_short and all(piece.bold for piece in line.pieces):
        return "heading", ""
    if is_bulleted and (mark := _MARK.match(text)):
        return "item", mark[0]
    if number := _NUMBER.match(text):
        return "item", number[0]
    return "text", ""


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
    return not _fits(above.lines[-1], line, measures)


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


def _goes_on(unit: Unit, line: Line, kind: str, measures: Measures) -> bool:
    """Whether *line*, which opens no item, belongs to *unit*, the one above it."""
    last = unit.lines[-1]
    if last.column != line.column:
        return False
    step = last.main.base - line.main.base
    if kind != unit.kind and not (unit.kind == "item" and kind == "text"):
        return False
    if kind in ("table", "code"):
        return step < 3 * measures.leading
    if abs(last.main.size - line.pieces[0].start) > 0.1 * last.main.size:
        return False
    leading = max(measures.leading, 1.25 * line.main.size)
    if kind == "heading":
        return last.main.bold == line.main.bold and step < 1.6 * line.main.size
    if step > _LOOSE * leading or step <= 0:
        return False
    if unit.kind == "item":
        start = unit.lines[1].left if len(unit.lines) > 1 else unit.lines[0].left + 0.3 * line.main.size
        return line.left > start - 1 and not _ends_short(last, line, measures)
    return _is_same_paragraph(unit, line, measures)


def _is_same_paragraph(unit: Unit, line: Line, measures: Measures) -> bool:
    """Whether *line*, which is text like that of *unit* and right below it, is no first line."""
    last, indent = unit.lines[-1], INDENT * line.main.size
    if line.left > last.left + indent and len(unit.lines) > 1:
        return False
    is_first = ended(last.text) or line.text.startswith(tuple(OPENING)) or measures.share(last) < SHORT
    if measures.is_set_in(line) and is_first:
        return False
    if line.left > last.left + indent and line.left > measures.edges[line.column][0] + indent:
        return not ended(last.text)
    return not _ends_short(last, line, measures)


def _ends_short(above: Line, line: Line, measures: Measures) -> bool:
    """Whether a sentence ends with *above* though the first word of *line* would have fitted into it."""
    return ended(above.text) and _fits(above, line, measures)


def _fits(above: Line, line: Line, measures: Measures) -> bool:
    """Whether *above* has room for the first word of *line*."""
    width = (line.right - line.left) / max(len(line.text), 1) * (len(line.text.partition(" ")[0]) + 2)
    return above.right + width + above.main.size < measures.edges[above.column][1]


def _with_table_heads(units: Sequence[Unit]) -> list[Unit]:
    """*units*, with the line that names the columns of a table made its first row."""
    kept: list[Unit] = []
    for unit in units:
        above = kept[-1] if kept else None
        if above and unit.kind == "table" and len(above.lines) == 1 and above.lines[0].column == unit.lines[0].column:
            cells = len(above.lines[0].pieces)
            if cells > 1 and cells == len(unit.lines[0].pieces):
                unit.lines.insert(0, kept.pop().lines[0])
        kept.append(unit)
    return kept


def _numbered(units: Sequence[Unit]) -> Iterator[Unit]:
    """*units*, with numbers that count nothing made text again, and joined to the text that they continue."""
    values = [_value(unit) for unit in units]
    meant: set[int] = set()
    latest: dict[str, tuple[int, int]] = {}
    for number, value in enumerate(values):
        if value is None:
            continue
        before, previous = latest.get(value[0], (-1, -1))
        if value[1] == previous + 1 and number - before <= 12:
            meant |= {before, number}
        latest[value[0]] = number, value[1]
    for number, unit in enumerate(units):
        if values[number] is not None and number not in meant:
            unit.kind, unit.mark = "text", ""
        yield unit


def _value(unit: Unit) -> tuple[str, int] | None:
    number = _NUMBER.match(unit.mark + "x") if unit.kind == "item" else None
    if not number:
        return None
    digits = number[1]
    style = unit.mark.strip().replace(digits, "1" if digits.isdigit() else "a")
    return style, int(digits) if digits.isdigit() else ord(digits)


def _joined_over_pages(units: Sequence[Unit], measures: Measures) -> list[Unit]:
    """*units*, with a sentence that runs over the end of a column or page made whole again."""
    joined: list[Unit] = []
    open_unit: Unit | None = None
    for unit in units:
        if unit.kind == "code" and open_unit and unit.lines[0].column == open_unit.lines[-1].column:
            open_unit = None  # a sentence that shows code is not whole without it
        if unit.kind in ("table", "code") or is_caption(unit.lines[0].text):
            joined.append(unit)
            continue
        if open_unit and unit.kind == "text" and _runs_over(open_unit, unit, measures):
            open_unit.lines += unit.lines
            continue
        joined.append(unit)
        open_unit = unit if unit.kind in ("text", "item") else None
    return joined


def _runs_over(unit: Unit, below: Unit, measures: Measures) -> bool:
    """Whether the last sentence or paragraph of *unit* goes on in *below*, over the end of a column or a figure."""
    last, first = unit.lines[-1], below.lines[0]
    text = first.text.lstrip(OPENING)
    if abs(last.main.size - first.main.size) > 0.1 * last.main.size or _ABSTRACT.match(text):
        return False
    is_over = last.column != first.column and not is_labelled(first)
    is_cut = last.text.endswith(HYPHENS)
    if ended(last.text) or (measures.is_set_in(first) and not text[:1].islower() and not is_cut):
        return is_over and unit.kind == "text" and measures.is_within(first, last)
    width, other = (measures.edges[line.column][1] - measures.edges[line.column][0] for line in (last, first))
    is_full = measures.share(last) > SHORT and abs(width - other) < _ALIKE * width
    return text[:1].islower() or is_cut or (is_over and is_full)
