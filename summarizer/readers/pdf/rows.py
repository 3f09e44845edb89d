"""Rows of tables: lines whose cells stand below each other."""

from __future__ import annotations

import re
from itertools import pairwise

from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.pieces import Piece

_FAR = 1.8  # ems between cells that need not be aligned
_EVEN = 1.03  # times the smallest gap is the largest in a stretched line
_ALIGNED = 2  # points by which the edges of cells may differ
_MOST_UNALIGNED = 4  # cells in such a row
_LABEL, _LABELLED = re.compile(r"[¶§]?\s?\d{1,4}[.)]?"), 20  # a number in the margin, and characters beside it


def is_stretched(line: Line, right: float) -> bool:
    """Whether *line* was stretched: it reaches the edge *right* of its column, and all gaps in it are alike."""
    gaps = [after.left - piece.right for piece, after in pairwise(line.pieces)]
    is_full = line.right > right - line.main.size
    return is_full and len(gaps) > 1 and max(gaps) < _EVEN * min(gaps)


def are_rows(above: Line, line: Line) -> bool:
    """Whether two lines look like rows of one table: their cells, beside the first, begin or end at the same place."""
    if len(above.pieces) < 2 or len(line.pieces) < 2:
        return False
    edges = {place + near for piece in above.pieces[1:] for place in _places(piece) for near in (-1, 0, 1)}
    shared = sum(not edges.isdisjoint(_places(piece)) for piece in line.pieces[1:])
    same = len(above.pieces) == len(line.pieces) <= _MOST_UNALIGNED
    gaps = [after.left - piece.right for piece, after in pairwise(line.pieces)]
    is_wide = min(gaps) > _FAR * line.main.size
    return (same and is_wide) or 2 * shared > len(line.pieces) - 1 + (len(line.pieces) > _MOST_UNALIGNED)


def is_labelled(line: Line) -> bool:
    """Whether *line* has a number in its margin."""
    return (
        len(line.pieces) == 2
        and _LABEL.fullmatch(line.pieces[0].text) is not None
        and len(line.pieces[1].text) > _LABELLED
    )


def is_table_of_numbers(row: Line, line: Line) -> bool:
    """Whether *line* and its neighbour *row* are rows that begin with numbers which do not count."""
    if not (is_labelled(row) and are_rows(row, line)):
        return False
    above, below = (int(each.pieces[0].text.strip("¶§.) ")) for each in (row, line))
    return abs(above - below) != 1


def _places(piece: Piece) -> set[int]:
    """Where a cell begins, ends and has its middle."""
    return {round(place / _ALIGNED) for place in (piece.left, piece.right, (piece.left + piece.right) / 2)}
