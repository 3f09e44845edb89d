"""Picks for a length: greedily, the salient and new before the merely salient, nothing said twice."""

from __future__ import annotations

import heapq
import sys
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from summarizer.analysis import Analysis
from summarizer.arrays import Floats
from summarizer.features import place_weights
from summarizer.options import Length
from summarizer.ranking import Ranking
from summarizer.restatement import TOGETHER, Index, restate_together

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
        terms, self._diversity = analysis.terms, ranking.diversity
        uncovered = _stem_weights(analysis)
        lengths = np.maximum(terms.length, FEWEST_WORDS) ** self._diversity.exponent
        gains = terms.sums(uncovered) / lengths
        scale = self._diversity.coverage / (float(gains.max()) or 1.0)
        # Of what follows, single values are looked up, at which lists are faster than arrays.
        self._analysis = analysis
        self._scores: list[float] = ranking.scores.tolist()
        self._uncovered: list[float] = uncovered.tolist()
        self._shares: list[float] = (scale / lengths).tolist()
        self._chosen: list[int] = []
        self._stated: set[int] = set()
        self._candidates = frozenset(ranking.candidates)
        self._said = Index(terms)
        self._neighbours: list[tuple[int, int]] = []
        self._holders: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        self._likeness = [0.0] * len(analysis)
        self._compared = [0] * len(analysis)
        first = (ranking.scores + scale * gains).round(9).tolist()
        self._heap = [(-first[row], row, 0) for row in ranking.candidates]
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
        uncovered, holders = self._uncovered, self._holders
        new, cosines, since = 0.0, dict[int, float](), self._compared[row]
        for stem, weight in self._analysis.terms.entries(row).items():
            if uncovered[stem]:
                new += uncovered[stem]
                continue
            for number, other in reversed(holders[stem]):
                if number < since:
                    break
                cosines[number] = cosines.get(number, 0.0) + weight * other
        self._compared[row] = len(self._chosen)
        if cosines:
            self._likeness[row] = max(self._likeness[row], *cosines.values())
        gain = self._scores[row] + self._shares[row] * new
        return round(gain - self._diversity.redundancy * self._likeness[row], 9)

    def _is_said(self, row: int) -> bool:
        return (
            not self._stated.isdisjoint(self._analysis.points.states[row])
            or bool(self._said.restated(row))
            or (
                bool(self._neighbours)
                and self._is_covered(row)
                and any(restate_together(self._analysis.terms, pair, row) for pair in self._neighbours)
            )
        )

    def _is_covered(self, row: int) -> bool:
        """Whether the chosen ones hold as many of its stems as it takes to say it together."""
        stems = self._analysis.terms.columns(row)
        return sum([not self._uncovered[stem] for stem in stems]) >= TOGETHER * len(stems)

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
        number = len(self._chosen) - 1
        uncovered, holders = self._uncovered, self._holders
        for stem, weight in self._analysis.terms.entries(row).items():
            uncovered[stem] = 0.0
            if number < COMPARED:
                holders[stem].append((number, weight))


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
