"""Picks for a length: greedily, the salient and new before the merely salient, nothing said twice."""

from __future__ import annotations

import heapq
import sys
from collections.abc import Sequence

import numpy as np

from summarizer.analysis import Analysis
from summarizer.features import place_weights
from summarizer.options import Length
from summarizer.ranking import Ranking
from summarizer.repeats import Index, restate_together
from summarizer.terms import Floats

COMPARED = 100
"""The number of chosen sentences that a candidate's likeness is taken to; later ones only forbid a restatement."""

COMPANY = 2
"""How many sentences before it one that leans on them brings along at the most."""

FEWEST_WORDS = 5
"""The number of words that a shorter sentence is taken to have, so that a stump gains nothing by its length."""


class Selection:
    """A greedy choice among ranked sentences.

    A candidate that states a point which a chosen one states, that restates a chosen one or what two neighbours among
    them say together, is never chosen. Gains
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
        self._candidates = frozenset(ranking.candidates)
        self._said = Index(terms)
        self._neighbours: list[tuple[int, int]] = []
        self._vectors: list[dict[int, float]] = []
        self._likeness = [0.0] * len(analysis)
        self._compared = [0] * len(analysis)
        covered = ranking.diversity.coverage * terms.sums(self._uncovered) / self._lengths / self._scale
        gains = np.round(ranking.scores + covered, 9).tolist()
        self._heap = [(-gains[row], row, 0) for row in ranking.candidates]
        heapq.heapify(self._heap)

    def choose(self, length: Length, *, company: bool = False) -> tuple[int, ...]:
        """The rows chosen so far and as many more as *length* allows, in the order of their choice.

        A later call goes on from an earlier one: what it gives holds what that gave. With *company*, a sentence that
        leans on the one before it brings that one along, unless what it says is chosen already.
        """
        room = _Room(length, len(self._analysis.points.statements), self._analysis.words, self._chosen)
        if company:
            for row in list(self._chosen):
                self._take_all([near for near in self._company(row) if room.holds([near])], room)
        late: list[tuple[float, int, int]] = []
        while self._heap and not room.is_full:
            gain, row, age = heapq.heappop(self._heap)
            if age < len(self._chosen):
                heapq.heappush(self._heap, (-self._gain(row), row, len(self._chosen)))
            elif not self._is_said(row):
                rows = [*self._company(row), row] if company else [row]
                if room.holds(rows):
                    self._take_all(rows, room)
                else:
                    late.append((gain, row, age))
        for entry in late:  # without company, or longer than allowed where there is nothing else
            if not self._chosen or (room.holds([entry[1]]) and not self._is_said(entry[1])):
                self._take_all([entry[1]], room)
            heapq.heappush(self._heap, entry)
        return tuple(self._chosen)

    def _company(self, row: int) -> list[int]:
        """The sentences before *row* that it leans on, first one first, as far as they say what is not said yet."""
        rows: list[int] = []
        while len(rows) < COMPANY and self._analysis.leaning[row] and self._follows(row - 1, row):
            row -= 1
            if row not in self._candidates or self._is_said(row) or self._analysis.furniture[row]:
                break
            rows.insert(0, row)
        return rows

    def _follows(self, before: int, row: int) -> bool:
        if before < 0 or not set(self._analysis.points.states[before]).isdisjoint(self._analysis.points.states[row]):
            return False
        first, second = self._analysis.place(before), self._analysis.place(row)
        return (first.source, first.section) == (second.source, second.section)

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
        return (
            not self._stated.isdisjoint(self._analysis.points.states[row])
            or bool(self._said.restated(row))
            or any(restate_together(self._analysis.terms, pair, row) for pair in self._neighbours)
        )

    def _take_all(self, rows: Sequence[int], room: _Room) -> None:
        for row in rows:
            if row == rows[-1] or not self._is_said(row):
                self._take(row)
                room.take(row)

    def _take(self, row: int) -> None:
        near = {row - 1, row + 1}.intersection(self._chosen[-COMPARED:]) if len(self._neighbours) < COMPARED else ()
        self._neighbours += [(other, row) for other in sorted(near)]
        self._chosen.append(row)
        self._stated.update(self._analysis.points.states[row])
        self._said.add(row)
        self._uncovered[self._analysis.terms.columns(row)] = 0.0
        if len(self._vectors) < COMPARED:
            self._vectors.append(self._analysis.terms.entries(row))


class _Room:
    """What is left of a length."""

    def __init__(self, length: Length, points: int, words: Sequence[int], chosen: Sequence[int]) -> None:
        self._words = words
        most = length.items(points)
        self._lines = sys.maxsize if most is None else most - len(chosen)
        self._rest = length.amount - sum(words[row] for row in chosen) if most is None else sys.maxsize

    @property
    def is_full(self) -> bool:
        return self._lines <= 0

    def holds(self, rows: Sequence[int]) -> bool:
        return len(rows) <= self._lines and sum(self._words[row] for row in rows) <= self._rest

    def take(self, row: int) -> None:
        self._lines -= 1
        self._rest -= self._words[row]


def _stem_weights(analysis: Analysis) -> Floats:
    """The weight (V,) of each stem: the votes of the sentences that hold it, half where it is only one of many."""
    terms = analysis.terms
    weights = np.bincount(terms.column, place_weights(analysis)[terms.row], minlength=len(terms.stems))
    return np.where((terms.frequency >= 2) | (len(terms) < 8), weights, weights / 2)
