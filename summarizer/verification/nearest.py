"""Which sentence of the sources comes nearest to one that they do not have."""

from __future__ import annotations

import re
from collections import Counter

from exporters.references import reference_label
from summarizer.analysis import Analysis

_LEAST = 0.4
"""The share of their words that a sentence and the nearest one have in common at least."""

_MOST_WORDS = 200
_WORD = re.compile(r"\w+")


class Nearest:
    """The sentences of *analysis* by their words."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._holding: dict[str, list[int]] = {}
        self._sizes = []
        for row in range(len(analysis)):
            words = _words(analysis.text(row))
            self._sizes.append(len(words))
            for word in words:
                self._holding.setdefault(word, []).append(row)

    def row(self, text: str) -> int | None:
        """The distinct sentence that has most words in common with *text*; None where none has enough."""
        words = _words(text)
        shared = Counter(row for word in words for row in self._holding.get(word, ()))
        if not shared:
            return None
        alike = {row: 2 * count / (len(words) + self._sizes[row]) for row, count in shared.items()}
        row = min(alike, key=lambda row: (-alike[row], row))
        return row if alike[row] >= _LEAST else None

    def told(self, row: int | None) -> str:
        """The sentence *row* behind the label of its paragraph; "" for None."""
        if row is None:
            return ""
        label = reference_label(self._analysis.place(row), len(self._analysis.documents))
        return f"{label} “{self._analysis.text(row)}”"


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())[:_MOST_WORDS])
