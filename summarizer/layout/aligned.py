"""Tables whose columns are set by spaces: lines in a row whose cells begin or end below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FEWEST_ROWS = 3
_CELL_WORDS = 4  # in a cell, on average; more are two columns of text
_TAB = 8
_CELL = re.compile(r"\S+(?: \S+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;”\"')])  (?=\S)")  # a habit of typists
_RULE = re.compile(r"[-=_+\s]*[-=_+][-=_+\s]*")

_Cells = list[tuple[int, int, str]]  # where each begins and ends, and what it says


def with_bars(lines: Sequence[str]) -> list[str]:
    """*lines*, with bars between the cells of those that are rows of such a table."""
    cells = [_cells(line) for line in lines]
    barred = list(lines)
    for run in _runs(lines, cells):
        words = sum(len(text.split()) for number in run for _, _, text in cells[number])
        if len(run) >= _FEWEST_ROWS and words <= _CELL_WORDS * sum(len(cells[number]) for number in run):
            for number in run:
                barred[number] = f"| {' | '.join(text for _, _, text in cells[number])} |"
    return barred


def _cells(line: str) -> _Cells:
    """The cells of *line*; none where it has fewer than two, or bars of its own."""
    if "  " not in line.strip() and "\t" not in line:
        return []
    text = _SENTENCE_END.sub(" ", line.expandtabs(_TAB))
    found = [(match.start(), match.end(), match[0]) for match in _CELL.finditer(text)]
    return found if len(found) > 1 and "|" not in line else []


def _runs(lines: Sequence[str], cells: Sequence[_Cells]) -> Iterator[list[int]]:
    """The numbers of the lines of each run in which each has a column of the one before it; rules may part them."""
    run: list[int] = []
    for number, row in enumerate(cells):
        if run and lines[number].strip() and _RULE.fullmatch(lines[number]):
            continue
        if row and run and _columns(cells[run[-1]]).isdisjoint(_columns(row)):
            yield run
            run = []
        if row:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _columns(row: _Cells) -> set[tuple[bool, int]]:
    return {edge for start, end, _ in row[1:] for edge in ((True, start), (False, end))}
