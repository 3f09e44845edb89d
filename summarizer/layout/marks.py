"""The marks of list items: bullets, dashes, numbers and letters, and which of them are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.layout.headings import reads_as_heading
from summarizer.layout.units import FINAL, Line, Unit, roman

BULLETS = "•●▪■▸‣◦○∙⁃"
"""Characters that mark a list item wherever they stand."""

DASHES = "·*–—-"
"""Characters that mark a list item where they stand apart from the text."""

MIDDLE_DOTS = "\u30fb\uff65"  # of full and of half width
"""Characters that mark a list item at the start of a line, in Japanese; elsewhere they part words."""

_NUMBER = re.compile(r"(?P<open>\(?)(?:(?P<digits>\d{1,3})|(?P<letters>[a-zA-Z]|[ivx]{2,5}))(?P<close>[.)])\s++(?=\S)")
_MARK = re.compile(rf"(?:[{BULLETS}{MIDDLE_DOTS}]\s*+|[{DASHES}]\s++)++(?=\S)|[{BULLETS}*-]$|{_NUMBER.pattern}")


def mark_length(line: Line) -> int:
    """How many characters of *line* are the mark of a list item, meant or not; 0 where there is none."""
    mark = _MARK.match(line.text)
    return mark.end() if mark and not (line.level or line.is_row) else 0


def meant_marks(units: Sequence[Unit]) -> set[int]:
    """The numbers of the units whose mark makes a list item.

    A bullet does by itself; a hyphen or asterisk unless it stands within a sentence; a dash or middle dot with another
    beside it; a number or letter with the one before or after it in the same list.
    """
    meant: set[int] = set()
    latest: dict[str, tuple[int, int]] = {}  # style of a mark -> unit, value
    for number, unit in enumerate(units):
        if unit.kind != "item":
            if not unit.gap or unit.lines[0].indent <= units[number - 1].lines[0].indent:
                latest.clear()
            continue
        above = units[number - 1] if number else None
        if _is_bullet(unit, above):
            meant.add(number)
        for style, value in _styles(unit.lines[0].text[: unit.mark]):
            before, previous = latest.get(style, (-1, -1))
            if before >= 0 and (value == previous + 1 or (value == 0 and before == number - 1)):
                meant |= {before, number}
            latest[style] = number, value
    return meant


def _is_bullet(unit: Unit, above: Unit | None) -> bool:
    mark = unit.lines[0].text[: unit.mark]
    if any(character in BULLETS for character in mark):
        return True
    if mark[0] not in "-*":
        return False
    if unit.gap or above is None or above.kind != "text" or above.lines[-1].text[-1] in FINAL | {":"}:
        return True
    begins = unit.lines[0].text[unit.mark : unit.mark + 1]
    return len(above.lines) == 1 and reads_as_heading(above.lines[0].text) and not begins.islower()


def _styles(mark: str) -> Iterator[tuple[str, int]]:
    """The kinds of numbering that *mark* may belong to, with its value in each; 0 for a mark without a value."""
    number = _NUMBER.match(mark + "x")
    if not number:
        yield mark[0], 0
        return
    shape = number["open"] + number["close"]
    if digits := number["digits"]:
        yield f"1{shape}", int(digits)
        return
    letters = number["letters"]
    if len(letters) == 1:
        yield f"{'a' if letters.islower() else 'A'}{shape}", ord(letters)
    if value := roman(letters):
        yield f"i{shape}", value


def depths_of(units: Sequence[Unit]) -> Iterator[int]:
    """For each unit, how many items of the same list it lies within, by its indentation."""
    indents: list[int] = []
    for unit in units:
        if unit.kind != "item":
            indents.clear()
            yield 0
            continue
        indent = unit.lines[0].indent
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1] + 1:
            indents.append(indent)
        yield len(indents) - 1
