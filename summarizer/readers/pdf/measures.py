"""What is usual in a document: the size of its text, the distance of its lines, how far its first lines are set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from summarizer.layout.units import ended
from summarizer.readers.pdf.lines import Line

INDENT = 0.7
"""Ems by which a first line is set in, at least."""

SHORT = 0.75
"""Of the width of its column is what a line fills at most if it ends before the margin, whatever comes next."""

SMALLER = 0.93
"""Of the size of the text is the most that a note has."""

_FULL = 0.9
_DEEPEST = 4  # ems by which it is set in at most
_SET_IN = 40  # lines of text for each that is set in, at most, where paragraphs begin so
_FEWEST = 3
_JUT = 0.1  # of the width of a column is what a line that is too long juts out, at most
_ALIKE = 2  # points by which the ends of justified lines may differ
_NEAR = 0.3  # ems by which the beginnings of lines may differ that are meant to be alike


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document, *size* and *leading* in points; the left and right edge of each column.

    *indent* is how far the first lines of its paragraphs are set in, in points; 0 where they are not.
    """

    size: float
    leading: float
    indent: float
    edges: dict[int, tuple[float, float]]

    def is_set_in(self, line: Line) -> bool:
        """Whether *line* begins where the first lines of paragraphs do."""
        return self.indent > 0 and abs(line.left - self.edges[line.column][0] - self.indent) < _NEAR * self.size

    def is_at_edge(self, line: Line) -> bool:
        """Whether *line* begins where its column does."""
        return line.left - self.edges[line.column][0] < _NEAR * self.size

    def is_within(self, line: Line, above: Line) -> bool:
        """Whether *line* is no first line of a paragraph where those are set in, and *above* a full line like it."""
        is_text = self.is_at_edge(above) or self.is_set_in(above)
        return self.indent > 0 and is_text and self.is_at_edge(line) and self.share(above) > _FULL

    def fits(self, above: Line, line: Line) -> bool:
        """Whether *above* has room for the first word of *line*."""
        width = (line.right - line.left) / max(len(line.text), 1) * (len(line.text.partition(" ")[0]) + 2)
        return above.right + width + above.main.size < self.edges[above.column][1]

    def share(self, line: Line) -> float:
        """How much of the width of its column *line* has filled where it ends."""
        left, right = self.edges[line.column]
        return (line.right - left) / max(right - left, 1)


def body_size(lines: Sequence[Line]) -> float:
    """The size in points of most of the text in *lines*."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.main.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10.0)


def measures_of(lines: Sequence[Line]) -> Measures:
    """What is usual in *lines*, all of a document in reading order."""
    size = body_size(lines)
    steps: Counter[float] = Counter()
    edges: dict[int, tuple[float, float]] = {}
    for above, line in pairwise(lines):
        step = above.main.base - line.main.base
        is_text = above.column == line.column and size <= step < 3 * size and round(line.main.size * 2) / 2 == size
        if is_text and _runs_on(above, line):
            steps[round(step * 2) / 2] += 1
    for number, group in groupby(lines, key=lambda line: line.column):
        column = list(group)
        left = min(line.left for line in column)
        edges[number] = left, _right(left, sorted(line.right for line in column))
    leading = max(steps, key=lambda step: steps[step], default=1.2 * size)
    return Measures(size, leading, _indent(lines, size), edges)


def _runs_on(above: Line, line: Line) -> bool:
    """Whether a sentence goes on from *above* to *line*, as its first letter tells: so they are no two paragraphs."""
    return not ended(above.text) and line.text[0].isalpha() and not line.text[0].isupper()


def _right(left: float, ends: Sequence[float]) -> float:
    """The right edge of a column that begins at *left*: where many of its lines end, though some jut out a little."""
    shared = max(_FEWEST, len(ends) // 5)
    furthest = ends[-1] - _JUT * (ends[-1] - left)
    pairs = zip(reversed(ends), reversed(ends[: 1 - shared]), strict=False)
    return next((end for end, other in pairs if end > furthest and end - other < _ALIKE), ends[-1])


def _indent(lines: Sequence[Line], size: float) -> float:
    """How far the first lines of paragraphs are set in, 0 where too few are, or where all but the first lines are."""
    indents: Counter[int] = Counter()
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        indent = line.left - above.left
        is_between = above.column == line.column == below.column and abs(above.left - below.left) < _NEAR * size
        if is_between and INDENT * size < indent < _DEEPEST * size and abs(line.main.size - size) < 0.1 * size:
            indents[round(indent)] += 1 if ended(above.text) else -1
    usual = max(indents, key=lambda indent: (indents[indent], indent), default=0)
    found = sum(indents[usual + near] for near in (-1, 0, 1))
    return usual if found >= max(_FEWEST, len(lines) / _SET_IN) else 0
