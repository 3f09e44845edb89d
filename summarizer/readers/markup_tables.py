"""Tables of a page: one aside each, unless they lay out its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_PROSE_WORDS = 7  # words from which on a cell that ends like a sentence is prose


@dataclass(slots=True)
class Table:
    """A table that is open; it *is_layout* if another one stands in it."""

    start: int  # number of its first piece
    rows: list[list[int]] = field(default_factory=list)  # of each cell, the number of its first piece
    is_layout: bool = False

    def open_cell(self, number: int) -> None:
        """A cell begins whose first piece has that *number*."""
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(number)


def facts_of(cells: Sequence[Sequence[str]]) -> str | None:
    """The text of a table with those *cells*, row by row; None where most of it stands in cells of whole sentences."""
    prose = sum(len(cell) for row in cells for cell in row if _is_prose(cell))
    if 2 * prose > sum(len(cell) for row in cells for cell in row):
        return None
    return " / ".join(" | ".join(row) for row in cells if row)


def _is_prose(cell: str) -> bool:
    return cell.rstrip("”\"')]")[-1:] in tuple(".!?。！？") and (
        len(cell.split()) >= _PROSE_WORDS or not cell.isascii()
    )
