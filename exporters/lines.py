"""Text -> lines of so many cells, broken where a reader expects it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wcwidth import iter_graphemes, width


def broken(text: str, room: int) -> Iterator[str]:
    """The lines of at most *room* cells that *text* makes, broken at spaces only, where it has spaces.

    In time that grows with the text, whatever the text: wcwidth's own `wrap` takes minutes for a long word.
    """
    if _PLAIN.fullmatch(text):
        lines = list(_cut_at_spaces(text, room))
        if max(map(len, lines)) <= room:
            return iter(lines)
    return _packed(_pieces(text, room), room)


# Words of one cell a character, one space between two: nearly all text, and a third of the work.
_PLAIN = re.compile("[!-~\xa1-\xac\xae-\u02ff\u2010-\u2027]++(?: [!-~\xa1-\xac\xae-\u02ff\u2010-\u2027]++)*+")


def _cut_at_spaces(text: str, room: int) -> Iterator[str]:
    """The lines that *text* makes; one that holds a single word may be longer than *room*."""
    start = 0
    while len(text) - start > room:
        end = text.rfind(" ", start, start + room + 1)
        if end < start:
            end = text.find(" ", start)
        if end < 0:
            break
        yield text[start:end]
        start = end + 1
    yield text[start:]


# Where wide characters meet anything, a line may end, but not in front of what closes nor behind what opens.
_CLOSING = frozenset("、。，．・：；？！…‥ー々ゝヽ）］｝〕〉》」』】’”»,.:;?!)]}%\"'")
_OPENING = frozenset("（［｛〔〈《「『【‘“«([{")


def _packed(pieces: Iterable[tuple[str, str]], room: int) -> Iterator[str]:
    """Lines of at most *room* cells made of *pieces*, each behind the space that stands before it within a line."""
    line, taken = "", 0
    for space, piece in pieces:
        size = cells(piece)
        if line and taken + len(space) + size > room:
            yield line
            line, taken = "", 0
        if line:
            piece, size = space + piece, len(space) + size
        line, taken = line + piece, taken + size
    if line:
        yield line


def _pieces(text: str, room: int) -> Iterator[tuple[str, str]]:
    """What a line must not break, of at most *room* cells, with the space before it."""
    for match in _WORD.finditer(text):
        space = match[1]
        for unit in _units(match[2]):
            for piece in _cut(unit, room):
                yield space, piece
                space = ""


_WORD = re.compile("( *)([^ ]+)")


def _units(word: str) -> Iterator[str]:
    if word.isascii() or width(word) == len(word):
        yield word
        return
    unit, before = "", ""
    for cluster in iter_graphemes(word):
        wide = before and (cells(before) == 2 or cells(cluster) == 2)
        if wide and cluster not in _CLOSING and before not in _OPENING:
            yield unit
            unit = ""
        unit, before = unit + cluster, cluster
    yield unit


def _cut(unit: str, room: int) -> Iterable[str]:
    if cells(unit) <= room:
        return [unit]
    if unit.isascii():
        return [unit[start : start + room] for start in range(0, len(unit), room)]
    return _packed((("", cluster) for cluster in iter_graphemes(unit)), room)


def cells(text: str) -> int:
    """How many cells *text* takes on a line."""
    return len(text) if text.isascii() else width(text)
