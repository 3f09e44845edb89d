"""What a page has beside its text: running heads, page numbers, rules, notes, entries of contents and indexes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from summarizer.readers.pdf.columns import Line
from summarizer.readers.pdf.printed import is_stamp

_ZONE = 0.14  # of the height of a page, at its top and at its foot
_NUMBER_ZONE = 0.2  # the same for a page number that stands apart
_APART = 1.8  # times its size is that far from the next line
_OFTEN = 3  # pages on which the same line stands at the same height; half of them in a short document
_STEP = 4  # points by which that height may differ
_LARGER = 1.08  # times the size of the text is a heading
_APART_IN = 3  # ems that part a head from a number of its page
_CHAPTERS = 0.4  # of the pages begin with a chapter, at most
_SMALLER = 0.93  # of the size of the text is the most that a note has
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_ENTRY = re.compile(r"(?<![.·…])(?<![.·…]\s)(?:[.·…]\s?){4,}+\s*+(?:\d{1,4}|[ivxlc]+)(?:,\s*(?:\d{1,4}|[ivxlc]+))*$")
_RULE = re.compile(r"[-=_*~#+·—–\s]{3,}")
_NOTE = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*†‡§]+)\s*\S")


def without_furniture(pages: Sequence[tuple[float, list[Line]]], size: float, *, is_stamped: bool) -> list[Line]:
    """The lines of *pages*, each with its height, without what is no text; *size* is that of the text.

    *is_stamped* tells that a browser printed them.
    """
    seen = Counter(key for height, lines in pages for key in set().union(*map(_keys, _outer(height, lines))))
    texts = Counter(line.text for height, lines in pages for line in _outer(height, lines))
    often = min(_OFTEN, max(2, (len(pages) + 1) // 2))
    kept: list[Line] = []
    for height, lines in pages:
        outer = list(_outer(height, lines))
        outermost = {line.main.base for line in outer if _is_outermost(line, lines)}
        dropped = {
            id(line)
            for line in outer
            if (any(seen[key] >= often for key in _keys(line)) and not _is_chapter(line, seen, texts, len(pages), size))
            or (line.main.base in outermost and _PAGE_NUMBER.fullmatch(line.text))
        }
        dropped.update(id(line) for line in lines[-1:] if _is_number_apart(line, lines, height))
        dropped.update(id(line) for line in outer if is_stamped and line.main.base in outermost and is_stamp(line))
        rest = [line for line in lines if id(line) not in dropped and not _is_no_text(line.text)]
        for _, column in groupby(rest, key=lambda line: line.column):
            kept += _without_notes(list(column), height, size)
    return kept


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


def _is_chapter(line: Line, seen: Counter[tuple[str, int]], texts: Counter[str], pages: int, size: float) -> bool:
    """Whether *line* is the heading of a chapter that begins a page: such as are alike have numbers of their own."""
    stands_out = line.main.size > _LARGER * size or all(piece.bold for piece in line.pieces)
    is_one = all(after.left - piece.right < _APART_IN * piece.size for piece, after in pairwise(line.pieces))
    is_rare = max(seen[key] for key in _keys(line)) <= _CHAPTERS * pages
    return stands_out and is_one and is_rare and texts[line.text] == 1 and not _PAGE_NUMBER.fullmatch(line.text)


def _keys(line: Line) -> set[tuple[str, int]]:
    return {(_NUMBER.sub("#", piece.text.casefold()), round(piece.base / _STEP)) for piece in line.pieces}


def _is_outermost(line: Line, lines: Sequence[Line]) -> bool:
    bases = [each.main.base for each in (lines[0], lines[-1])]
    return line.main.base >= max(bases) or line.main.base <= min(bases)


def _without_notes(column: list[Line], height: float, size: float) -> list[Line]:
    """*column* without the notes at its foot: smaller lines from the first one on that begins with a mark."""
    start = len(column)
    for number in range(len(column) - 1, -1, -1):
        line = column[number]
        if line.main.size > _SMALLER * size or line.main.base > 0.6 * height:
            break
        if line.main.note or _NOTE.match(line.text):
            start = number
    return column[:start]
