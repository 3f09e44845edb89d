"""Picks for a length: greedily, the salient and new before the merely salient, nothing said twice."""

from __future__ import annotations

import heapq

import numpy as np

from summarizer.analysis import Analysis
from summarizer.features import place_weights
from summarizer.options import Length
from summarizer.ranking import Ranking
from summarizer.repeats import Index
from summarizer.terms import Floats

COMPARED = 100
"""The number of chosen sentences that a candidate's likeness is taken to; later ones only forbid a restatement."""

FEWEST_WORDS = 5
"""The number of words that a shorter sentence is taken to have, so that a stump gains nothing by its length."""


class Selection:
    """A greedy choice among ranked sentences.

    A candidate that states a point which a chosen one states, or that restates a chosen one, is never chosen. Gains
    only fall as sentences are chosen, so a heap of stale gains finds the best without looking at every candidate
    (Minoux 1978, the accelerated greedy algorithm).
    """

    def __init__(self, analysis: Analysis, ranking: Ranking) -> None:
        self._analysis = analysis
        self._scores = ranking.scores
        self._diversity = ranking.diversity
        self._uncovered = _stem_weights(analysis)
        self._lengths = np.maximum(np.array(analysis.words), FEWEST_WORDS) ** ranking.diversity.exponent
        terms = analysis.terms
        self._scale = float((terms.sums(self._uncovered) / self._lengths).max()) or 1.0
        self._chosen: list[int] = []
        self._stated: set[int] = set()
        self._said = Index(terms)
        self._vectors: list[dict[int, float]] = []
        self._likeness = [0.0] * len(analysis)
        self._compared = [0] * len(analysis)
        covered = ranking.diversity.coverage * terms.sums(self._uncovered) / self._lengths / self._scale
        gains = np.round(ranking.scores + covered, 9).tolist()
        self._heap = [(-gains[row], row, 0) for row in ranking.candidates]
        heapq.heapify(self._heap)

    def choose(self, length: Length) -> tuple[int, ...]:
        """The rows chosen so far and as many more as *length* allows, in the order of their choice.

        A later call goes on from an earlier one: what it gives holds what that gave.
        """
        most = length.items(len(self._analysis.points.statements))
        words = sum(self._analysis.words[row] for row in self._chosen)
        too_long: list[tuple[float, int, int]] = []
        while self._heap and (most is None or len(self._chosen) < most):
            gain, row, age = heapq.heappop(self._heap)
            if age < len(self._chosen):
                heapq.heappush(self._heap, (-self._gain(row), row, len(self._chosen)))
            elif most is None and words + self._analysis.words[row] > length.amount:
                too_long.append((gain, row, age))
            elif not self._is_said(row):
                self._take(row)
                words += self._analysis.words[row]
        if not self._chosen and too_long:  # one sentence at least, even where none is short enough
            self._take(too_long.pop(0)[1])
        for entry in too_long:
            heapq.heappush(self._heap, entry)
        return tuple(self._chosen)

    def _gain(self, row: int) -> float:
        stems = self._analysis.terms.columns(row)
        new = float(self._uncovered[stems].sum()) / float(self._lengths[row])
        gain = float(self._scores[row]) + self._diversity.coverage * new / self._scale
        return round(gain - self._diversity.redundancy * self._highest_likeness(row), 9)

    def _highest_likeness(self, row: int) -> float:
        if self._diversity.redundancy and self._compared[row] < len(self._vectors):
            entries = self._analysis.terms.entries(row)
            for vector in self._vectors[self._compared[row] :]:
                cosine = sum(weight * vector.get(stem, 0.0) for stem, weight in entries.items())
                self._likeness[row] = max(self._likeness[row], cosine)
            self._compared[row] = len(self._vectors)
        return self._likeness[row]

    def _is_said(self, row: int) -> bool:
        return not self._stated.isdisjoint(self._analysis.points.states[row]) or bool(self._said.restated(row))

    def _take(self, row: int) -> None:
        self._chosen.append(row)
        self._stated.update(self._analysis.points.states[row])
        self._said.add(row)
        self._uncovered[list(self._analysis.terms.contents[row])] = 0.0
        if len(self._vectors) < COMPARED:
            self._vectors.append(self._analysis.terms.entries(row))


def _stem_weights(analysis: Analysis) -> Floats:
    """The weight (V,) of each stem: the votes of the sentences that hold it, half where it is only one of many."""
    terms = analysis.terms
    weights = np.bincount(terms.column, place_weights(analysis)[terms.row], minlength=len(terms.stems))
    return np.where((terms.frequency >= 2) | (len(terms) < 8), weights, weights / 2)
