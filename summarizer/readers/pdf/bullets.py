"""Bullets that are drawn: browsers print the mark of an item as a small disc or square, which is no text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence

from summarizer.readers.pdf.pieces import Piece

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of what is drawn, in points from the lower left of the page."""

_WIDEST = 36  # points; what is larger is no bullet
_MOST = 500  # smaller shapes on a page; more are a drawing
_SMALLEST, _LARGEST = 0.15, 0.6  # of the size of its line are the width and the height of a bullet
_SQUARE = 1.2  # times the one is the other, at most
_LOW, _HIGH = 0.1, 0.6  # of that size above the line its middle stands
_NEAREST, _FURTHEST = 0.15, 2  # times that size before the line it ends
_ALONE = 3  # times that size before the line nothing else stands
_REACH = 20  # points above and below it are looked at
_CROWD = 1000  # pieces so near to it are no lines


def with_bullets(pieces: Sequence[Piece], boxes: Sequence[Box]) -> Sequence[Piece]:
    """*pieces* of a page, with a bullet before each that has one of the shapes in *boxes* as its mark."""
    shapes = [box for box in boxes if max(_sides(box)) < _WIDEST]
    if len(shapes) > _MOST:
        return pieces
    ordered = sorted(pieces, key=lambda piece: piece.base) if shapes else []
    bases = [piece.base for piece in ordered]
    for shape in shapes:
        near = ordered[bisect(bases, shape[1] - _REACH) : bisect(bases, shape[3] + _REACH)]
        if len(near) > _CROWD or any(_touches(shape, other) for other in shapes if other is not shape):
            continue
        for piece in near:
            if _is_bullet(shape, piece) and not any(_is_before(other, piece) for other in near):
                piece.text, piece.left = f"• {piece.text}", shape[0]
                break
    return pieces


def _sides(shape: Box) -> tuple[float, float]:
    return shape[2] - shape[0], shape[3] - shape[1]


def _touches(shape: Box, other: Box) -> bool:
    """Whether *shape* lies on *other*: both are parts of a picture."""
    return shape[0] < other[2] and other[0] < shape[2] and shape[1] < other[3] and other[1] < shape[3]


def _is_bullet(shape: Box, piece: Piece) -> bool:
    if not _NEAREST * piece.size < piece.left - shape[2] < _FURTHEST * piece.size:
        return False
    small, large = sorted(_sides(shape))
    is_small = _SMALLEST * piece.size < small and large < _LARGEST * piece.size and large < _SQUARE * small
    return is_small and _LOW * piece.size < (shape[1] + shape[3]) / 2 - piece.base < _HIGH * piece.size


def _is_before(other: Piece, piece: Piece) -> bool:
    """Whether *other* stands right before *piece* in its line, so that a shape between them marks no beginning."""
    return abs(other.base - piece.base) < piece.size / 2 and -_ALONE * piece.size < other.right - piece.left <= 0
