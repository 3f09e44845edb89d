"""Pieces of lines -> lines in reading order: columns are found by the gaps between them, rows by their base."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.pieces import Piece

_FEWEST = 3  # lines on each side of a gap between columns
_PROSE = 18  # characters in a line of prose, at least
_MOSTLY = 0.7  # of the characters of a column are in such lines, and of these lines most of its width is filled
_LEVEL = 1  # points by which cells of a row may differ in height
_ALIKE = (0.25, 0.5)  # of the lines have one beside them at their height where none of two columns is prose, or one is
_CANDIDATES = 12  # places where a column may begin that are tried
_DEEPEST = 3  # columns within columns


def in_reading_order(pieces: Sequence[Piece], first: int) -> list[Line]:
    """The lines of one page, column by column; columns are counted from *first*."""
    lines: list[Line] = []
    for number, column in enumerate(_columns(list(pieces), _DEEPEST), first):
        lines += _rows(column, number)
    return lines


def _columns(pieces: list[Piece], depth: int) -> Iterator[list[Piece]]:
    """*pieces* in groups to be read one after the other, each from the top down."""
    start = _gutter(pieces) if depth and len(pieces) >= 2 * _FEWEST else None
    if start is None:
        yield pieces
        return
    across: list[list[Piece]] = []
    for spanning, band in _bands(pieces, start):
        left = [piece for piece in band if piece.right <= start]
        right = [piece for piece in band if piece.right > start]
        if spanning or not right or not left or _is_one_line(left, right):
            across.append(band)
            continue
        yield from _across(across, depth - 1)
        across = []
        yield from _columns(left, depth - 1)
        yield from _columns(right, depth - 1)
    yield from _across(across, depth - 1)


def _across(bands: list[list[Piece]], depth: int) -> Iterator[list[Piece]]:
    """What *bands* between those of two columns consist of: they may have columns of their own, as a title page has."""
    pieces = [piece for band in bands for piece in band]
    if len(bands) > 1 and depth and _gutter(pieces) is not None:
        yield from _columns(pieces, depth)
    else:
        yield from bands


def _is_one_line(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether pieces on both sides are one line, as a heading and its number are, and not the ends of two columns."""
    bases = [piece.base for piece in (*left, *right)]
    is_short = min(sum(len(piece.text) for piece in side) for side in (left, right)) < _PROSE
    return is_short and max(bases) - min(bases) < 0.4 * left[0].size


def _bands(pieces: Sequence[Piece], start: float) -> Iterator[tuple[bool, list[Piece]]]:
    """Runs of *pieces* from the top down that cross *start*, the left edge of a column, or that do not."""
    crossing = sorted(piece.base for piece in pieces if _crosses(piece, start))
    bands: dict[int, list[Piece]] = {}
    for piece in pieces:
        is_crossing = _crosses(piece, start)
        place = bisect(crossing, piece.base - 0.3 * piece.size)
        bands.setdefault(2 * place + (0 if not is_crossing else 1), []).append(piece)
    merged: list[tuple[bool, list[Piece]]] = []
    for place in sorted(bands, reverse=True):
        if merged and merged[-1][0] == bool(place % 2):
            merged[-1][1].extend(bands[place])
        else:
            merged.append((bool(place % 2), bands[place]))
    return iter(merged)


def _crosses(piece: Piece, start: float) -> bool:
    return piece.left < start - 1 and piece.right > start - 2


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The left edge of the column that has most lines beside lines of another, None where there is but one."""
    edges = Counter(round(piece.left) for piece in pieces if len(piece.text) >= _PROSE)
    outermost = min((piece.left for piece in pieces), default=0)
    best, most = None, 2 * _FEWEST - 1
    for edge, count in edges.most_common(_CANDIDATES):
        if count < _FEWEST or edge < outermost + 60:
            continue
        beside = _beside(pieces, edge - 0.5)
        if beside > most:
            best, most = edge - 0.5, beside
    return best


def _beside(pieces: Sequence[Piece], start: float) -> int:
    """How many lines stand left and right of *start* beside each other, in bands that look like prose.

    None where half as many lines run across: then it is a table on a page of one column.
    """
    total = across = 0
    for spanning, band in _bands(pieces, start):
        if spanning:
            across += sum(len(piece.text) >= _PROSE for piece in band)
        left = [piece for piece in band if piece.right <= start]
        right = [piece for piece in band if piece.right > start]
        if not spanning and _are_columns(left, right):
            total += min(len(left), len(right)) * 2
    return total if total >= 2 * across else 0


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether both are columns of prose, or have little in common: cells of a table stand at the same heights."""
    columns = sum(map(_is_column, (left, right)))
    if columns == 2:
        return True
    shortest = 1 if columns else _PROSE
    is_enough = all(sum(len(piece.text) >= shortest for piece in side) >= _FEWEST for side in (left, right))
    return is_enough and max(_shared(left, right), _shared(right, left)) < _ALIKE[columns]


def _shared(pieces: Sequence[Piece], others: Sequence[Piece]) -> float:
    """How much of *pieces* stands at the height of one of the *others*."""
    bases = sorted(other.base for other in others)
    alike = sum(bisect(bases, piece.base + _LEVEL) > bisect(bases, piece.base - _LEVEL) for piece in pieces)
    return alike / len(pieces)


def _is_column(pieces: Sequence[Piece]) -> bool:
    """Whether *pieces* are mostly lines of prose, and most of these are as wide as all; among them may be a table."""
    prose = [piece for piece in pieces if len(piece.text) >= _PROSE]
    characters = sum(len(piece.text) for piece in pieces)
    if len(prose) < _FEWEST or sum(len(piece.text) for piece in prose) < _MOSTLY * characters:
        return False
    left, right = min(piece.left for piece in prose), max(piece.right for piece in prose)
    wide = sum(len(piece.text) for piece in prose if piece.right - piece.left > 0.7 * (right - left))
    return wide >= _MOSTLY * sum(len(piece.text) for piece in prose)


def _rows(pieces: Sequence[Piece], column: int) -> Iterator[Line]:
    """The lines of one column, from the top down."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if row and row[0].base - piece.base > 0.4 * max(row[0].size, piece.size):
            yield Line(sorted(row, key=lambda piece: piece.left), column)
            row = []
        row.append(piece)
    if row:
        yield Line(sorted(row, key=lambda piece: piece.left), column)
