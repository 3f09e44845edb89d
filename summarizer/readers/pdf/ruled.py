"""Tables between rules: three or more lines across that begin and end below each other, with short cells between."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.readers.pdf.bullets import Box
from summarizer.readers.pdf.pieces import Piece

_THICK, _SHORT = 3, 60  # points: a rule is at most so high, and at least so long
_FEWEST = 3  # rules of a table: above its head, below it, and at its foot
_MOST = 200  # rules on a page; more are a drawing
_ALIKE = 3  # points by which rules of a table may differ in where they begin and end
_SENTENCE = 40  # characters; so long a piece is text
_TEXTS = 0.2  # of the pieces between two rules are so long, at most
_CELLS = 0.4  # of the lines between two rules have several pieces, at least


def with_tables(pieces: Sequence[Piece], boxes: Sequence[Box]) -> Sequence[Piece]:
    """*pieces* of a page, with those between the rules of a table, some of *boxes*, marked as such."""
    spaces = list(_spaces(boxes))
    ordered = sorted(pieces, key=_base) if spaces else []
    for left, right, foot, top in spaces:
        near = ordered[bisect(ordered, foot, key=_base) : bisect(ordered, top, key=_base)]
        inside = [piece for piece in near if left <= piece.left and piece.right <= right]
        if _is_table(inside):
            for piece in inside:
                piece.set = piece.set._replace(ruled=True)
    return pieces


def _base(piece: Piece) -> float:
    return piece.base


def _spaces(boxes: Sequence[Box]) -> Iterator[tuple[float, float, float, float]]:
    """Left, right, foot and top of what lies between two rules that are alike."""
    rules = [box for box in boxes if box[3] - box[1] <= _THICK and box[2] - box[0] >= _SHORT]
    alike: defaultdict[tuple[int, int], set[float]] = defaultdict(set)
    for left, bottom, right, _ in rules if len(rules) <= _MOST else ():
        alike[round(left / _ALIKE), round(right / _ALIKE)].add(round(bottom))
    for (left, right), heights in alike.items():
        if len(heights) >= _FEWEST:
            for foot, top in pairwise(sorted(heights)):
                yield (left - 1) * _ALIKE, (right + 1) * _ALIKE, foot, top


def _is_table(inside: Sequence[Piece]) -> bool:
    """Whether the pieces *inside* two rules are cells."""
    lines: defaultdict[int, int] = defaultdict(int)
    for piece in inside:
        lines[round(piece.base)] += 1
    texts = sum(len(piece.text) >= _SENTENCE for piece in inside)
    cells = sum(count > 1 for count in lines.values())
    return bool(inside) and texts <= _TEXTS * len(inside) and cells >= _CELLS * len(lines)
