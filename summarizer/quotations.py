"""What stands in quotation marks or brackets: sentences that lie in such a stretch, or hold only a part of one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from summarizer.analysis import Analysis
from summarizer.arrays import Flags, Integers

OPENING = "\"“‘'«„"
"""What a sentence that is a quotation begins with."""

_IN_QUOTATION = re.compile(r'["“”„«»]')
_QUOTATION = r'"[^"]*(?:"|$)', r"|“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)", '"“«„'
_ENCLOSED = r'"[^"]*"|\([^()]*\)', "|“[^”]*”|«[^»]*»|»[^«]*«|„[^“”]*[“”]|「[^」]*」|『[^』]*』", '"(“«»„「『'
"""How such stretches look in ASCII, what else there is elsewhere, and the marks that they begin with."""

_FARTHEST = 1 << 40
"""More characters than a paragraph has: a place in the documents is one number, by its paragraph and offset."""


def quoted(analysis: Analysis, texts: Sequence[str]) -> Flags:
    """Which of the distinct sentences, with these *texts*, open with, hold, or lie in a quotation."""
    marked = [
        text[0] in OPENING or '"' in text or (not text.isascii() and _IN_QUOTATION.search(text) is not None)
        for text in texts
    ]
    stretches = _Stretches(analysis, *_QUOTATION)
    return stretches.around(_places(analysis)[0]) | marked if stretches else np.array(marked)


def parts_of_quotations(analysis: Analysis) -> frozenset[int]:
    """The rows that hold a part of a quotation or bracket only, or lie in one that is longer."""
    stretches = _Stretches(analysis, *_ENCLOSED)
    if not stretches:
        return frozenset()
    start, end = _places(analysis)
    return frozenset((stretches.around(start) | stretches.around(end)).nonzero()[0].tolist())


class _Stretches:
    """The stretches of the paragraphs that look as in *latin* or, outside ASCII, also as in *others*.

    Each begins with one of the *marks*; most paragraphs are ASCII, in which few are looked for several times as fast.
    """

    def __init__(self, analysis: Analysis, latin: str, others: str, marks: str) -> None:
        patterns = re.compile(latin + others), re.compile(latin)
        paragraphs = [document.paragraphs for document in analysis.documents]
        texts = (paragraphs[place.source][place.paragraph - 1].text for place in analysis.openings)
        spans = [
            (number * _FARTHEST + match.start(), number * _FARTHEST + match.end())
            for number, text in enumerate(texts)
            if any(map(text.__contains__, marks))  # told much faster than by the pattern
            for match in patterns[text.isascii()].finditer(text)
        ]
        self._start, self._end = np.array(spans, np.int64).reshape(-1, 2).T

    def __len__(self) -> int:
        return len(self._start)

    def around(self, place: Integers) -> Flags:
        """Whether one of them goes on at each *place*: begins before, and ends behind it."""
        before = self._start.searchsorted(place) - 1
        return (self._end[before] > place) & (before >= 0)


def _places(analysis: Analysis) -> tuple[Integers, Integers]:
    """Where each distinct sentence first starts and ends (n,)."""
    latest = np.maximum.accumulate(analysis.row)
    first = np.concatenate(([True], latest[1:] > latest[:-1]))
    begin = analysis.paragraph[first] * _FARTHEST
    spans = np.array([row[0].place[2:4] for row in analysis.rows]).T
    return begin + spans[0], begin + spans[1]
