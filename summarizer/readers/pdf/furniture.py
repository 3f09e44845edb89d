"""What a page has beside its text: running heads, page numbers, rules, notes, entries of contents and indexes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from summarizer.layout.headings import is_caption
from summarizer.layout.units import ended
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.measures import SMALLER
from summarizer.readers.pdf.printed import is_stamp

_ZONE = 0.14  # of the height of a page, at its top and at its foot
_NUMBER_ZONE = 0.2  # the same for a page number that stands apart
_APART = 1.8  # times its size is that far from the next line
_OFTEN = 3  # pages on which the same line stands at the same height; half of them in a short document
_STEP = 4  # points by which that height may differ
_LARGER = 1.08  # times the size of the text is a heading
_APART_IN = 3  # ems that part a head from a number of its page
_CHAPTERS = 0.4  # of the pages begin with a chapter, at most
_SET_OFF = 1.5  # times the size of the text is a note's distance from it, at least
_SHORTEST = 20  # characters of a line of a note without a mark, at least
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_ENTRY = re.compile(r"(?<![.·…])(?<![.·…]\s)(?:[.·…]\s?){4,}+\s*+(?:\d{1,4}|[ivxlc]+)(?:,\s*(?:\d{1,4}|[ivxlc]+))*$")
_RULE = re.compile(r"[-=_*~#+·—–\s]{3,}")
_NOTE = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*∗†‡§]+)\s*\S")


def without_furniture(pages: Sequence[tuple[float, list[Line]]], size: float, *, is_stamped: bool) -> list[Line]:
    """The lines of *pages*, each with its height, without what is no text; *size* is that of the text.

    *is_stamped* tells that a browser printed them.
    """
    repeated = _Repeated.on(pages, size)
    kept: list[Line] = []
    for height, lines in pages:
        outer = list(_outer(height, lines))
        outermost = {line.main.base for line in outer if _is_outermost(line, lines)}
        dropped = {id(line) for line in outer if repeated.has(line, is_outermost=line.main.base in outermost)}
        edge = [line for line in outer if line.main.base in outermost]
        dropped.update(
            id(line) for line in edge if _PAGE_NUMBER.fullmatch(line.text) or (is_stamped and is_stamp(line))
        )
        dropped.update(id(line) for line in lines[-1:] if _is_number_apart(line, lines, height))
        rest = [line for line in lines if id(line) not in dropped and not _is_no_text(line.text)]
        for _, column in groupby(rest, key=lambda line: line.column):
            kept += _without_notes(list(column), height, size)
    return kept


@dataclass(frozen=True, slots=True)
class _Repeated:
    """On how many of so many *pages* a piece stands at one height, whatever its numbers, and a line, letter for letter.

    *size* is that of the text.
    """

    pages: int
    size: float
    pieces: Counter[tuple[str, int]]
    lines: Counter[tuple[str, int]]

    @classmethod
    def on(cls, pages: Sequence[tuple[float, list[Line]]], size: float) -> _Repeated:
        """What is repeated at the top and the foot of *pages*."""
        outer = [list(_outer(height, lines)) for height, lines in pages]
        pieces = Counter(key for lines in outer for key in set().union(*map(_keys, lines)))
        return cls(len(pages), size, pieces, Counter(key for lines in outer for key in set(map(_place, lines))))

    def has(self, line: Line, *, is_outermost: bool) -> bool:
        """Whether *line* is repeated as running heads are."""
        often = min(_OFTEN, max(2, (self.pages + 1) // 2))
        if any(self.pieces[key] >= often for key in _keys(line)) and not self._is_chapter(line):
            return True
        is_head = " " in line.text and not ended(line.text) and not all(piece.fixed for piece in line.pieces)
        return is_outermost and is_head and self.pages >= _OFTEN and self.lines[_place(line)] > 1

    def _is_chapter(self, line: Line) -> bool:
        """Whether *line* is the heading of a chapter that begins a page: such as are alike differ in their numbers."""
        stands_out = line.main.size > _LARGER * self.size or all(piece.bold for piece in line.pieces)
        is_one = all(after.left - piece.right < _APART_IN * piece.size for piece, after in pairwise(line.pieces))
        is_rare = max(self.pieces[key] for key in _keys(line)) <= _CHAPTERS * self.pages
        is_number = _PAGE_NUMBER.fullmatch(line.text)
        return stands_out and is_one and is_rare and self.lines[_place(line)] == 1 and not is_number


def _is_no_text(text: str) -> bool:
    """Whether *text* is an entry of a table of contents or an index, dots before its pages, or a rule."""
    return bool(_ENTRY.search(text) or _RULE.fullmatch(text))


def _is_number_apart(line: Line, lines: Sequence[Line], height: float) -> bool:
    """Whether *line* is a page number below all *lines* of a page with a wide foot."""
    if line.main.base > _NUMBER_ZONE * height or not line.text.isdecimal() or len(lines) < 2:
        return False
    above = min(each.main.base for each in lines if each is not line)
    return above - line.main.base > _APART * line.main.size


def _outer(height: float, lines: Sequence[Line]) -> Iterator[Line]:
    return (line for line in lines if not _ZONE * height <= line.main.base <= (1 - _ZONE) * height)


def _keys(line: Line) -> set[tuple[str, int]]:
    return {(_NUMBER.sub("#", piece.text.casefold()), round(piece.base / _STEP)) for piece in line.pieces}


def _place(line: Line) -> tuple[str, int]:
    return line.text, round(line.main.base / _STEP)


def _is_outermost(line: Line, lines: Sequence[Line]) -> bool:
    bases = [each.main.base for each in (lines[0], lines[-1])]
    return line.main.base >= max(bases) or line.main.base <= min(bases)


def _without_notes(column: list[Line], height: float, size: float) -> list[Line]:
    """*column* without the notes at its foot: smaller lines from the first one on that begins with a mark.

    Lines without a mark are notes, too, where a sentence breaks off above them.
    """
    start = len(column)
    for number in range(len(column) - 1, -1, -1):
        line = column[number]
        if line.main.size > SMALLER * size or line.main.base > 0.6 * height:
            if start == len(column) and _is_broken_off(column, number, size):
                start = number + 1
            break
        if line.main.note or _NOTE.match(line.text):
            start = number
    return column[:start]


def _is_broken_off(column: Sequence[Line], number: int, size: float) -> bool:
    """Whether the text of *column* breaks off with a full line, that of this *number*, above a note without a mark."""
    last, small = column[number], column[number + 1 :]
    is_usual = abs(last.main.size - size) < (1 - SMALLER) * size and not last.main.bold
    is_full = last.right > max(line.right for line in column[: number + 1]) - 2 * size
    if not (small and is_usual and is_full) or ended(last.text) or any(is_caption(line.text) for line in small):
        return False
    return len(small[0].text) > _SHORTEST and last.main.base - small[0].main.base > _SET_OFF * size
