"""Text -> lines -> units: what each line is by itself, and which lines belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from summarizer.layout.aligned import with_bars
from summarizer.layout.headings import reads_as_heading
from summarizer.layout.marks import DASHES, mark_length, meant_marks
from summarizer.layout.units import (
    HEADING_CHARACTERS,
    HEADING_WORDS,
    OPENING,
    Line,
    Unit,
    is_unfinished,
)

_SHORT_LINE = 200  # characters up to which a line may be an entry of a table of contents
_WIDTHS = range(20, 201)  # characters in a full line of a hard-wrapped text
_FAR_WIDER = 2  # times the width of a full line
_REGION = 6  # lines from which on a run of lines has a width of its own

_RULE = re.compile(r"[-=_*~#+.·—–\s]{3,}")
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
_QUOTE = re.compile(r">(?:\s*>)*(?:\s+|$)")
_ATX = re.compile(r"(#{1,6})\s++(?=\S)")
_CONTENTS = re.compile(r"(?:[.·_…]\s?){4,}(?:\d{1,4}|[ivxlc]+)$")


def lines_of(text: str) -> tuple[list[Line], int]:
    """The lines of *text* that say something, and how many entries of a table of contents were dropped."""
    lines: list[Line] = []
    gap, quoted, dropped = True, 0, 0
    raws = text.split("\n")
    for raw in with_bars(raws) if "  " in text or "\t" in text else raws:
        if not raw:
            gap = True
            continue
        line, indent = _trimmed(raw)
        if line.startswith(">") and (quote := _QUOTE.match(line)):
            gap = gap or quoted != quote[0].count(">")
            quoted, line = quote[0].count(">"), line[quote.end() :]
        elif line and quoted:
            gap, quoted = True, 0
        if not line:
            gap = True
        elif not line[0].isalnum() and _RULE.fullmatch(line):
            _underline(lines, line, gap)
            gap = not (lines and lines[-1].is_row)
        elif len(line) <= _SHORT_LINE and line[-1].isalnum() and _CONTENTS.search(line):
            gap, dropped = True, dropped + 1
        else:
            lines.append(_with_level(Line(line, indent, gap)) if line[0] == "#" else Line(line, indent, gap))
            gap = lines[-1].level > 0
    return lines, dropped


def _trimmed(raw: str) -> tuple[str, int]:
    """The line *raw* with single spaces between its words and none around them, and by how much it is indented."""
    if raw.isascii() and "  " not in raw and "\t" not in raw:
        return raw.strip(), int(raw.startswith(" "))
    return " ".join(raw.split()), len(raw[: len(raw) - len(raw.lstrip())].expandtabs(4))


def _underline(lines: list[Line], rule: str, gap: bool) -> None:
    """Make the last of *lines* a heading if *rule*, which stands below it, underlines it."""
    if lines and not gap and lines[-1].gap and not lines[-1].is_row and _UNDERLINE.fullmatch(rule):
        lines[-1] = lines[-1]._replace(level=2 if rule[0] == "=" else 3)


def _with_level(line: Line) -> Line:
    marks = _ATX.match(line.text)
    if not marks or len(line.text) > HEADING_CHARACTERS:
        return line
    text = line.text[marks.end() :].rstrip("# ") or line.text
    return line._replace(text=text, level=max(2, len(marks[1])), gap=True)


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """*lines* in groups that belong together."""
    return list(_with_glued_headings(_without_doubtful_marks(list(_units(lines)))))


def _units(lines: Sequence[Line]) -> Iterator[Unit]:
    """*lines* in groups; every line that begins with a mark, doubtful or not, opens an item."""
    unit: Unit | None = None
    for line, width in zip(lines, _widths(lines), strict=True):
        mark = mark_length(line)
        if unit and not mark and not line.level and _goes_on(unit, line, width):
            unit.lines.append(line)
            continue
        if unit:
            yield unit
        kind = "item" if mark else "table" if line.is_row else "text"
        unit = Unit(kind, [line], width, mark)
    if unit:
        yield unit


def _goes_on(unit: Unit, line: Line, width: int) -> bool:
    """Whether *line* belongs to *unit*, the one above it."""
    first, last = unit.lines[0], unit.lines[-1]
    if unit.kind == "table" or line.is_row:
        return unit.kind == "table" and line.is_row and not line.gap
    if first.level:
        return False
    if unit.kind == "item" and unit.mark == len(last.text):  # a bullet on a line of its own
        return True
    if line.gap:
        return unit.kind == "text" and _runs_over(unit, line)
    return (unit.kind == "item" and line.indent > first.indent) or _continues(last, line, width)


def _runs_over(unit: Unit, line: Line) -> bool:
    """Whether the sentence in *unit* goes on in *line* over a gap, as it does where a page ends."""
    last = unit.lines[-1].text
    if not (line.text[0].islower() and (last[-1].isalpha() or last[-1] == ",")):
        return False
    return len(unit.lines) > 1 or len(last) > HEADING_CHARACTERS or len(last.split()) > HEADING_WORDS


def _continues(above: Line, line: Line, width: int) -> bool:
    """Whether *line*, directly below *above*, belongs to the same paragraph; *width* as in `_width`."""
    is_full = _is_full(above, line, width)
    if above.text.isupper() and not line.text.isupper() and not is_full:
        return False
    if above.ended:
        return is_full and line.indent < above.indent + 2
    if width and above.text[0].islower():
        return True  # a line that begins within a sentence and does not end it
    runs_on = len(above.text) >= _WIDTHS.start and line.text.lstrip(OPENING)[:1].islower()
    return is_full or runs_on or is_unfinished(above.text)


def _is_full(above: Line, line: Line, width: int) -> bool:
    """Whether the first word of *line* would not have fitted into *above*, with a quarter of the width to spare.

    Never where *line* is far wider: above a paragraph that is not wrapped nothing is.
    """
    if len(line.text) > _FAR_WIDER * width:
        return False
    return width > 0 and above.indent + len(above.text) + 1 + len(line.text.partition(" ")[0]) > 0.75 * width


def _widths(lines: Sequence[Line]) -> Iterator[int]:
    """For each line, how wide the full lines around it are."""
    whole = _width([pair for pair in pairwise(lines) if not pair[1].gap])
    gaps = 0
    numbered = []
    for line in lines:
        gaps += line.gap
        numbered.append((gaps, line))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        region = [line for _, line in group]
        width = _width(list(pairwise(region))) if len(region) >= _REGION else whole
        yield from [width] * len(region)


def _width(pairs: Sequence[tuple[Line, Line]]) -> int:
    """How wide the full lines of a hard-wrapped text are; 0 where *pairs* of neighbours look like no such text.

    In one, few lines end with a full stop, most are nearly full, and sentences run over the line ends.
    """
    if not pairs:
        return 0
    lengths = sorted(above.indent + len(above.text) for above, _ in pairs)
    width = lengths[(len(lengths) - 1) * 95 // 100]
    least = len(pairs)
    if (
        width not in _WIDTHS
        or sum(not above.ended for above, _ in pairs) < 0.4 * least
        or sum(_is_full(above, line, width) for above, line in pairs) < 0.5 * least
        or sum(_flows(above, line) for above, line in pairs) < 0.25 * least
    ):
        return 0
    return width


def _flows(above: Line, line: Line) -> bool:
    first = line.text.lstrip(OPENING)[:1]
    return above.text.endswith(",") or (not above.ended and first.isalpha() and not first.isupper())


def _without_doubtful_marks(units: Sequence[Unit]) -> list[Unit]:
    """*units*, with an item that is none made text again, and joined to the text that it continues."""
    meant = meant_marks(units)
    result: list[Unit] = []
    for number, unit in enumerate(units):
        if unit.kind == "item" and number not in meant:
            above = result[-1] if result else None
            is_dash = unit.lines[0].text[0] in DASHES
            within_sentence = is_dash and above and not unit.gap and not above.lines[-1].ended
            unit.kind, unit.mark = "text", 0
            if above and above.kind == "text" and (within_sentence or _goes_on(above, unit.lines[0], unit.width)):
                above.lines += unit.lines
                continue
        result.append(unit)
    return result


def _with_glued_headings(units: Sequence[Unit]) -> Iterator[Unit]:
    """*units*, with a heading that was taken for the last line of the paragraph above it made a unit of its own."""
    for number, unit in enumerate(units):
        last = unit.lines[-1]
        is_glued = number + 1 < len(units) and not units[number + 1].gap and unit.kind == "text"
        if is_glued and len(unit.lines) > 1 and unit.lines[-2].ended and reads_as_heading(last.text):
            yield Unit("text", unit.lines[:-1], unit.width)
            yield Unit("text", [last], unit.width)
        else:
            yield unit
