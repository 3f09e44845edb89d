"""Texts by their rarest stems: which earlier texts may one text restate?

Two texts that restate each other share a stem among the rarest of the shorter one: of its n stems any n - ⌈0.6 n⌉ + 1
hold at least one common stem (the prefix filter of Chaudhuri, Ganti and Kaushik 2006). Most of what this finds is told
apart by signatures, sets of bits: a bit of the shorter text that the longer one lacks is a stem that it lacks.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.terms import Integers, Terms, distinct

_TEXTS, _ENTRIES = 256, 8_192
"""How many texts, and stems of texts, are looked up at once: enough for arrays to pay, and few enough for the cache."""

_BITS = (127, 113)
"""Stems are spread over so many bits in each of two signatures; primes, so that they fall together in one only."""


_NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What two texts that restate each other have in common at the least.

    It is a *share* of the stems of the shorter one; if that has fewer than `Terms.few`, *all_share* of all their stems.
    A stem names the first *longest* texts that are entered under it.
    """

    share: float
    all_share: float
    longest: int


class Postings:
    """Texts from the shortest up, each with those before it that it may restate, among those that were entered."""

    def __init__(self, terms: Terms, bounds: Bounds) -> None:
        # Texts go by their place from the shortest on, stems by their rank from the rarest on.
        size = np.diff(terms.start)
        self._order = np.argsort(size, kind="stable")
        self._size = size[self._order]
        self._start = np.concatenate(([0], np.cumsum(self._size)))
        place, rank, stems = np.argsort(self._order, kind="stable"), np.array(terms.rank, np.int64), len(terms.stems)
        self._stem = np.sort(place[terms.row] * stems + rank[terms.column]) % max(stems, 1)
        self._spare = self._size - np.ceil(bounds.share * self._size - 1e-9).astype(np.int64)
        self._prefix = np.where(self._size > 0, self._spare + 1, 0)
        least = np.minimum(np.ceil(bounds.all_share * self._size - 1e-9), terms.few)
        self._first = np.searchsorted(self._size, least)  # what is shorter has too little in common with a text
        self._signatures = [_signature(self._stem % bits, self._start) for bits in _BITS]
        self._offset = np.concatenate(([0], np.cumsum(np.minimum(np.sort(terms.frequency), bounds.longest))))
        self._posting = np.zeros(self._offset[-1], np.int32)
        self._length = np.zeros(stems, np.int64)
        self._newest = np.full(stems, -1)
        self._longest = bounds.longest
        self._last = self._begin = 0
        # Of the texts that are looked up at once: their stems, how long the postings of these are, and those that were
        # entered: under all of the prefix, or under what.
        self._near: list[int] = []
        self._lengths: dict[int, int] = {}
        self._entered: dict[int, frozenset[int] | None] = {}
        self._places, self._stems = array("q"), array("q")

    def candidates(self) -> Iterator[tuple[int, list[int]]]:
        """Each text, with the numbers of those that it may restate, in ascending order."""
        begin, texts_of = 0, self._order.tolist()
        while begin < len(self._order):
            end = int(np.searchsorted(self._start, self._start[begin] + _ENTRIES, "right")) - 1
            end = min(max(end, begin + 1), begin + _TEXTS, len(self._order))
            texts, earlier = self._likely(begin, end)
            stems = self._stem[self._start[begin] : self._start[end]]
            self._begin, self._near = int(self._start[begin]), stems.tolist()
            self._lengths = dict(zip(self._near, self._length[stems].tolist(), strict=True))
            bounds, found = np.searchsorted(texts, np.arange(begin, end + 1)).tolist(), earlier.tolist()
            for self._last in range(begin, end):
                low, high = bounds[self._last - begin : self._last - begin + 2]
                likely = found[low:high]
                if likely and likely[-1] >= begin:
                    likely = self._found(likely, begin)
                yield texts_of[self._last], sorted([texts_of[place] for place in likely])
            self._write()
            begin = end

    def enter(self) -> None:
        """Enter the text that was given last, so that later ones find it."""
        start = int(self._start[self._last]) - self._begin
        prefix = self._near[start : start + int(self._prefix[self._last])]
        room = [stem for stem in prefix if self._lengths[stem] < self._longest]
        for stem in room:
            self._lengths[stem] += 1
        self._places.extend([self._last] * len(room))
        self._stems.extend(room)
        self._entered[self._last] = None if len(room) == len(prefix) else frozenset(room)

    def _found(self, places: list[int], begin: int) -> list[int]:
        """Those of the *places* that lie before *begin*, or were entered under a stem of the last text."""
        start, end = (int(self._start[number]) - self._begin for number in (self._last, self._last + 1))
        stems, entered = self._near[start:end], self._entered
        return [
            place
            for place in places
            if place < begin or (under := entered.get(place, _NOTHING)) is None or not under.isdisjoint(stems)
        ]

    def _write(self) -> None:
        """Write what was entered into the postings."""
        stems, places = np.array(self._stems, np.int64), np.array(self._places, np.int64)
        order = np.argsort(stems, kind="stable")
        stems = stems[order]
        nth = np.arange(len(stems)) - np.searchsorted(stems, stems)
        self._posting[self._offset[stems] + self._length[stems] + nth] = places[order]
        np.add.at(self._length, stems, 1)
        np.maximum.at(self._newest, stems, places[order])
        self._entered = {}
        self._places, self._stems = array("q"), array("q")

    def _likely(self, begin: int, end: int) -> tuple[Integers, Integers]:
        """Pairs of a text in this range and an earlier one that may be stated by it, in ascending order."""
        low, high = self._start[begin], self._start[end]
        stem = self._stem[low:high]
        owner = np.repeat(np.arange(begin, end), self._size[begin:end])
        known = np.flatnonzero(self._newest[stem] >= self._first[owner])
        old, posting = _spread(self._offset[stem[known]], self._length[stem[known]])
        inside = np.flatnonzero(np.arange(low, high) < (self._start[:-1] + self._prefix)[owner])
        inside = inside[np.argsort(stem[inside], kind="stable")]
        first = np.searchsorted(stem[inside], stem)
        new, nth = _spread(first, np.searchsorted(stem[inside], stem, "right") - first)
        text = owner[np.concatenate((known[old], new))]
        earlier = np.concatenate((self._posting[posting], owner[inside[nth]]))
        kept = np.flatnonzero((earlier < text) & (earlier >= self._first[text]))
        text, earlier = text[kept], earlier[kept]
        for signature in self._signatures:
            lacking = np.bitwise_count(signature[earlier] & ~signature[text])
            kept = np.flatnonzero(lacking[:, 0] + lacking[:, 1] <= self._spare[earlier])
            text, earlier = text[kept], earlier[kept]
        return np.divmod(distinct(text * len(self._order) + earlier), len(self._order))


def _spread(first: Integers, length: Integers) -> tuple[Integers, Integers]:
    """The numbers of ranges of that *length*, each as often as it is long, and all that the ranges hold."""
    number = np.repeat(np.arange(len(first)), length)
    before = np.cumsum(length) - length
    return number, np.arange(len(number)) + (first - before)[number]


def _signature(bit: Integers, start: Integers) -> NDArray[np.uint64]:
    """The bits of each text, in two words of an array; *bit* is that of each of its stems."""
    bits = np.zeros((len(bit) + 1, 2), np.uint64)
    bits[np.arange(len(bit)), bit // 64] = np.uint64(1) << (bit % 64).astype(np.uint64)
    signature = np.bitwise_or.reduceat(bits, start[:-1])
    signature[np.diff(start) == 0] = 0
    return signature
