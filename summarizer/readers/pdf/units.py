"""Lines in reading order -> units: which lines belong together, also over the end of a column or page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.layout.headings import is_caption
from summarizer.layout.units import OPENING, ended
from summarizer.readers.pdf.formulas import is_formula, with_fragments
from summarizer.readers.pdf.kinds import Unit, is_sentence, kind_of
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.measures import INDENT, SHORT, SMALLER, Measures, measures_of
from summarizer.readers.pdf.numbering import numbered, with_chapters
from summarizer.readers.pdf.rows import is_labelled
from summarizer.readers.pdf.words import HYPHENS

_LOOSE = 1.3  # times the usual distance of lines parts paragraphs
_LABEL_LINES = 3  # of a label in a figure, at most
_ALIKE = 0.15  # of the width of a column may be that of the one in which its text goes on more or less
_ABSTRACT = re.compile(r"(?:Abstract|Summary|Keywords|Zusammenfassung|Résumé|Resumen)\b")


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """The units that *lines*, all of a document in reading order, consist of."""
    measures = measures_of(lines)
    units = _with_bold_text(with_fragments(_units(lines, measures), measures), measures)
    for unit in units:
        if unit.kind == "heading" and is_sentence(unit):
            unit.kind = "text"
        if unit.kind == "text" and _is_note(unit, measures):
            unit.kind = "note"
    units = list(numbered(_with_table_heads(units)))
    return _joined_over_pages(list(with_chapters(units, measures)), measures)


def _is_note(unit: Unit, measures: Measures) -> bool:
    """Whether *unit* is small and begins with a raised mark, as what is said below a table or of an author does."""
    first = unit.lines[0]
    return first.pieces[0].note and first.main.size < SMALLER * measures.size


def _units(lines: Sequence[Line], measures: Measures) -> Iterator[Unit]:
    unit: Unit | None = None
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        kind, mark = kind_of(line, measures, unit, below)
        is_row = kind == "code" or (unit is not None and kind == unit.kind == "table")
        if not (mark or is_row) and is_formula(line, unit.lines[-1] if unit else None, below, measures):
            kind = "formula"
        if unit and not mark and _goes_on(unit, line, kind, measures):
            unit.lines.append(line)
            continue
        if unit:
            yield unit
        unit = Unit(kind, [line], mark)
    if unit:
        yield unit


def _goes_on(unit: Unit, line: Line, kind: str, measures: Measures) -> bool:
    """Whether *line*, which opens no item, belongs to *unit*, the one above it."""
    last = unit.lines[-1]
    if last.column != line.column:
        return False
    step = last.main.base - line.main.base
    if kind != unit.kind and not (unit.kind == "item" and kind == "text"):
        return False
    if kind in ("table", "code", "formula"):
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
        is_inside = line.left > start - 1 or unit.mark.startswith("[")
        return is_inside and not _ends_short(last, line, measures)
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
    return ended(above.text) and measures.fits(above, line)


def _with_bold_text(units: Iterable[Unit], measures: Measures) -> list[Unit]:
    """*units*, with lines of a bold paragraph, as abstracts are, that look like headings by themselves put into it."""
    kept: list[Unit] = []
    was = ""
    for unit in units:
        kinds = {was, unit.kind}
        if kept and kinds == {"heading", "text"} and _is_bold_text(kept[-1].lines[-1], unit.lines[0], measures):
            kept[-1].kind = "text"
            kept[-1].lines += unit.lines
        else:
            kept.append(unit)
        was = unit.kind
    return kept


def _is_bold_text(above: Line, line: Line, measures: Measures) -> bool:
    """Whether *line* goes on right below *above*, a full line, both of them bold and as large as text."""
    is_alike = above.column == line.column and above.main.size == line.main.size <= measures.size
    is_bold = all(piece.bold for piece in (*above.pieces, *line.pieces))
    step = above.main.base - line.main.base
    return is_alike and is_bold and 0 < step < _LOOSE * measures.leading and measures.share(above) > SHORT


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


def _joined_over_pages(units: Sequence[Unit], measures: Measures) -> list[Unit]:
    """*units*, with a sentence that runs over the end of a column or page, or over a figure, made whole again."""
    joined: list[Unit] = []
    open_unit: Unit | None = None
    is_next = False
    for unit in units:
        if unit.kind in ("code", "formula") and open_unit and unit.lines[0].column == open_unit.lines[-1].column:
            open_unit = None  # a sentence that shows it is not whole without it
        if unit.kind in ("table", "code", "formula", "note") or is_caption(unit.lines[0].text):
            joined.append(unit)
            continue
        is_label = open_unit is not None and _is_in_figure(unit, open_unit, measures)
        is_next = is_next and not is_label
        if open_unit and unit.kind == "text" and _runs_over(open_unit, unit, measures, is_next=is_next):
            open_unit.lines += unit.lines
            is_next = True
            continue
        joined.append(unit)
        if not is_label:
            is_next = True
            open_unit = unit if unit.kind in ("text", "item") else None
    return joined


def _is_in_figure(unit: Unit, open_unit: Unit, measures: Measures) -> bool:
    """Whether *unit* may be words of a figure or table that stands above the rest of *open_unit*, in another column."""
    last, first = open_unit.lines[-1], unit.lines[0]
    is_text = abs(last.main.size - measures.size) <= 0.1 * measures.size
    is_cut = not ended(last.text) and measures.share(last) > SHORT
    if not (is_text and is_cut) or last.column == first.column:
        return False
    left, right = measures.edges[last.column]
    widest = max(line.right - line.left for line in unit.lines)
    is_label = len(unit.lines) <= _LABEL_LINES and widest < SHORT * (right - left)
    return abs(first.main.size - measures.size) > 0.1 * measures.size or (is_label and not ended(unit.lines[-1].text))


def _runs_over(unit: Unit, below: Unit, measures: Measures, *, is_next: bool) -> bool:
    """Whether the last sentence or paragraph of *unit* goes on in *below*, over the end of a column or a figure.

    Only the letters tell where it is not the *next* text but for what a figure says.
    """
    last, first = unit.lines[-1], below.lines[0]
    text = first.text.lstrip(OPENING)
    if abs(last.main.size - first.main.size) > 0.1 * last.main.size or _ABSTRACT.match(text):
        return False
    is_over = is_next and last.column != first.column and not is_labelled(first)
    is_cut = last.text.endswith(HYPHENS) and text[:1].isalpha()
    if ended(last.text) or (measures.is_set_in(first) and not text[:1].islower() and not is_cut):
        return is_over and unit.kind == "text" and measures.is_within(first, last)
    width, other = (measures.edges[line.column][1] - measures.edges[line.column][0] for line in (last, first))
    is_full = measures.share(last) > SHORT and abs(width - other) < _ALIKE * width
    return text[:1].islower() or is_cut or (is_over and (is_full or measures.is_within(first, last)))
