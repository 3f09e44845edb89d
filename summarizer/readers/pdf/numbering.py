"""Numbers that count: those of items, and those of chapters that are not set as headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.layout.headings import chapter_number
from summarizer.readers.pdf.kinds import NUMBER, Unit
from summarizer.readers.pdf.measures import Measures

_APART = 1.4  # times the usual distance of lines is what a chapter's number has above and below it, at least
_FEWEST = 3  # numbers of chapters in a row


def numbered(units: Sequence[Unit]) -> Iterator[Unit]:
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
    number = NUMBER.match(unit.mark + "x") if unit.kind == "item" else None
    if not number:
        return None
    digits = number[1] or number[2]
    style = unit.mark.strip().replace(digits, "1" if digits.isdigit() else "a")
    return style, int(digits) if digits.isdigit() else ord(digits)


def with_chapters(units: Sequence[Unit], measures: Measures) -> Iterator[Unit]:
    """*units*, with lines such as "Chapter 4" or "IV" made headings where they stand apart and count."""
    runs: dict[str, tuple[int, list[Unit]]] = {}
    for above, unit, below in zip([None, *units], units, [*units[1:], None], strict=False):
        chapter = chapter_number(unit.lines[0].text) if unit.kind == "text" and len(unit.lines) == 1 else None
        if chapter and _is_apart(above, unit, measures) and _is_apart(unit, below, measures):
            name, value = chapter
            latest, run = runs.get(name, (0, []))
            run = [*run[-_FEWEST:], unit] if value == latest + 1 else [unit]
            runs[name] = value, run
            for each in run if len(run) >= _FEWEST else ():
                each.kind = "heading"
    yield from units


def _is_apart(above: Unit | None, below: Unit | None, measures: Measures) -> bool:
    """Whether there is more than a line between two units, or the end of a column."""
    if above is None or below is None or above.lines[-1].column != below.lines[0].column:
        return True
    return above.lines[-1].main.base - below.lines[0].main.base > _APART * measures.leading
