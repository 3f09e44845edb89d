"""Tables of a page: one aside each, unless they lay out its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.readers.markup import Piece

MANY = 10_000
"""Pieces in a table from which on it is what it has been so far, so that a long one is not kept in pieces."""

_PROSE_WORDS = 7  # words from which on a cell that ends like a sentence is prose


@dataclass(slots=True)
class Table:
    """A table that is open; what stands in its cells are the last of the *pieces* of the page.

    It lays out the page if another table stands in it.
    """

    pieces: list[Piece]
    _is_layout: bool = False
    _first: int | None = None  # the number of the first piece of the first cell
    _rows: list[list[int]] = field(default_factory=list)  # of each cell, the number of its first piece
    _facts: list[str] = field(default_factory=list)  # the rows before these, of which no pieces are left
    _most: int = MANY

    def open_row(self) -> None:
        """A row begins."""
        is_many = self._first is not None and len(self.pieces) - self._first >= self._most
        if self._facts or is_many:
            self._settle()
            self._most *= 2
        self._rows.append([])

    def open_cell(self) -> None:
        """A cell begins."""
        if not self._rows:
            self._rows.append([])
        number = len(self.pieces)
        self._first = number if self._first is None else self._first
        self._rows[-1].append(number)

    def open_table(self) -> None:
        """Another table begins in this one."""
        self._is_layout = not self._facts

    def close(self) -> str:
        """The text of the table, row by row, in place of its pieces; "" where it has none, or its pieces stay."""
        self._settle()
        return " / ".join(self._facts)

    def _settle(self) -> None:
        """Take the rows for facts, unless this is no table of them."""
        starts = [start for row in self._rows for start in row]
        if not starts or self._is_layout:
            return
        ends = iter([*starts[1:], len(self.pieces)])
        cells = [[" ".join(self._texts(start, next(ends))) for start in row] for row in self._rows]
        if self._facts or not _is_mostly_prose(cells):
            self._facts += [" | ".join(row) for row in cells if row]
            self._rows.clear()
            del self.pieces[starts[0] :]

    def _texts(self, start: int, end: int) -> list[str]:
        return [" ".join(piece.block.text.split()) for piece in self.pieces[start:end]]


def _is_mostly_prose(cells: Sequence[Sequence[str]]) -> bool:
    """Whether most of the text stands in cells of whole sentences."""
    prose = sum(len(cell) for row in cells for cell in row if _is_prose(cell))
    return 2 * prose > sum(len(cell) for row in cells for cell in row)


def _is_prose(cell: str) -> bool:
    return cell.rstrip("”\"')]")[-1:] in tuple(".!?。！？") and (
        len(cell.split()) >= _PROSE_WORDS or not cell.isascii()
    )
