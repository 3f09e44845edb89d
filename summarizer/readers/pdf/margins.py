"""Numbers of lines in the margins, as manuscripts and bills have: they count, and nothing stands beyond them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.readers.pdf.pieces import Piece

_DIGITS = 4  # of the number of a line, at most
_FEWEST = 8  # of them on a page where every line is numbered
_FEWEST_STEPS = 3  # where only some are
_STEPS = (5, 10)  # by which those count
_CANDIDATES = 12  # columns of numbers that are looked at
_COUNTING = 0.8  # of the numbers are one step from the one above, at least
_ALIGNED = 2  # points by which their edges may differ
_INSIDE = 0.9  # of the text beside them stands on the same side of them, at least; the rest are notes in the margin
_PROSE = 20  # characters of a line of text, at least: signs of formulas stand at many heights
_LINES = 0.6  # of the lines of text beside them have a number, at least, where every line is numbered


def without_line_numbers(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """*pieces* of a page without the numbers of its lines."""
    numbers = [piece for piece in pieces if piece.text.isdecimal() and len(piece.text) <= _DIGITS]
    if len(numbers) < _FEWEST_STEPS:
        return pieces
    others = [piece for piece in pieces if not piece.text.isdecimal()]
    columns = sorted(_columns(numbers), key=len, reverse=True)[:_CANDIDATES]
    dropped = {id(piece) for column in columns if _count(column, others) for piece in column}
    return [piece for piece in pieces if id(piece) not in dropped] if dropped else pieces


def _columns(numbers: Sequence[Piece]) -> Iterator[list[Piece]]:
    """*numbers* that begin or end below each other, from the top down."""
    for edges in ([piece.right for piece in numbers], [piece.left for piece in numbers]):
        columns: defaultdict[int, list[Piece]] = defaultdict(list)
        for edge, piece in zip(edges, numbers, strict=True):
            columns[round(edge / _ALIGNED)].append(piece)
        for column in columns.values():
            yield sorted(column, key=lambda piece: -piece.base)


def _count(column: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Whether the numbers in *column* are those of lines, *others* being the text of the page."""
    if len(column) < _FEWEST_STEPS or not others:
        return False
    steps = Counter(int(below.text) - int(above.text) for above, below in pairwise(column))
    step, often = max(steps.items(), key=lambda item: (item[1], -item[0]))
    if often < _COUNTING * (len(column) - 1) or not _is_outside(column, others):
        return False
    if step in _STEPS:
        return all(int(piece.text) % step == 0 for piece in column)
    top, foot = column[0].base + 1, column[-1].base - 1
    lines = {round(other.base) for other in others if foot < other.base < top and len(other.text) > _PROSE}
    return step == 1 and len(column) >= max(_FEWEST, _LINES * len(lines))


def _is_outside(column: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Whether nearly no text stands further out than *column*, on the one side or the other, at its height."""
    top, foot = column[0].base + 1, column[-1].base - 1
    beside = [other for other in others if foot < other.base < top]
    left, right = min(piece.left for piece in column), max(piece.right for piece in column)
    after, before = sum(other.left > right for other in beside), sum(other.right < left for other in beside)
    return max(after, before) >= _INSIDE * len(beside)
