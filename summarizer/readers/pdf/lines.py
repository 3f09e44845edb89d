"""Lines of the columns of a page, which are kept small: a file of nothing but tables has a million pieces."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from summarizer.readers.pdf.pieces import Piece, Set


class Line:
    """One line of a column: its *pieces* from left to right, and the number of the *column* in the document.

    It begins at *left* and ends at *right*, in points; *main* is the piece that says most, whose style is the line's.
    """

    __slots__ = ("_numbers", "_sets", "column", "left", "main", "right", "text")

    def __init__(self, pieces: Sequence[Piece], column: int) -> None:
        self.column = column
        self.text = " ".join([piece.text for piece in pieces])
        self.left, self.right = pieces[0].left, max([piece.right for piece in pieces])
        self.main = max(pieces, key=lambda piece: len(piece.text))
        self._numbers, self._sets = (b"", ()) if len(pieces) == 1 else _packed(pieces)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its pieces, made anew where there are several: an object takes ten times the memory of what is kept of it."""
        if not self._numbers:
            return (self.main,)
        numbers = array("d", self._numbers)
        sets = self._sets * (len(numbers) // _NUMBERS) if len(self._sets) == 1 else self._sets
        pieces: list[Piece] = []
        begin = 0
        for place, of in zip(range(0, len(numbers), _NUMBERS), sets, strict=True):
            length, left, right, base = numbers[place : place + _NUMBERS]
            pieces.append(Piece(self.text[begin : begin + int(length)], left, right, base, of))
            begin += int(length) + 1
        return tuple(pieces)


_NUMBERS = 4
"""Of each piece: the length of its text, which is a stretch of that of the line, and where it stands."""


def _packed(pieces: Sequence[Piece]) -> tuple[bytes, tuple[Set, ...]]:
    numbers = [number for piece in pieces for number in (len(piece.text), piece.left, piece.right, piece.base)]
    sets = tuple([piece.set for piece in pieces])
    return array("d", numbers).tobytes(), sets if len({*sets}) > 1 else sets[:1]
