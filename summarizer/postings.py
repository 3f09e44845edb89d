"""Texts by their rarest stems: which earlier texts may one text restate?

Two texts that restate each other share a stem among the rarest of the shorter one: of its n stems any n - ⌈0.6 n⌉ + 1
hold at least one common stem (the prefix filter of Chaudhuri, Ganti and Kaushik 2006). Most of what this finds is told
apart by signatures, sets of bits: a bit of the shorter text that the longer one lacks is a stem that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from summarizer.arrays import Flags, Integers, distinct, spread
from summarizer.terms import Terms

_TEXTS, _ENTRIES = 256, 8_192
"""How many texts, and stems of texts, are looked up at once: enough for arrays to pay, and few enough for the cache."""

_BITS = (61, 59, 53, 47)
"""Stems are spread over so many bits in each signature; primes, so that two fall together in one only."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What two texts that restate each other have in common at the least.

    It is a *share* of the stems of the shorter one, and in many texts a *rare_share* of their rarity, too; if it has
    fewer than *few* stems, *all_share* of all that the two have. A stem names the first *longest* texts that are
    entered under it.
    """

    share: float
    all_share: float
    rare_share: float
    few: int
    longest: int


class Postings:
    """Texts from the shortest up, each with those before it that it may restate, among those that are entered."""

    def __init__(self, terms: Terms, bounds: Bounds) -> None:
        # Texts go by their place from the shortest on, stems by their rank from the rarest on.
        size = np.diff(terms.start)
        self._order = np.argsort(size, kind="stable")
        self._size = size[self._order]
        self._start = np.concatenate(([0], np.cumsum(self._size)))
        place, stems = np.argsort(self._order, kind="stable"), max(len(terms.stems), 1)
        self._entry = np.sort(place[terms.row] * stems + terms.rank[terms.column])
        self._stem = self._entry % stems
        self._owner = np.repeat(np.arange(len(self._order)), self._size)
        self._spare = self._size - np.ceil(bounds.share * self._size - 1e-9).astype(np.int64)
        self._rarity = terms.rarity[np.argsort(terms.rank)] if len(terms.rarity) else None
        self._prefix = self._prefixes(bounds)
        least = np.minimum(np.ceil(bounds.all_share * self._size - 1e-9), bounds.few)
        self._first = np.searchsorted(self._size, least)  # what is shorter has too little in common with a text
        self._signatures = [_signature(self._stem % bits, self._start) for bits in _BITS]
        self._figures = terms.figures[self._order]
        self._offset = np.concatenate(([0], np.cumsum(np.minimum(np.sort(terms.frequency), bounds.longest))))
        self._posting = np.zeros(self._offset[-1], np.int32)
        self._length = np.zeros(stems, np.int64)
        self._newest = np.full(stems, -1)
        self._long = int(np.searchsorted(self._size, bounds.few))  # the first of the texts with a few stems and more
        self._short = np.zeros(stems, np.int64)  # how many postings name texts before that one
        self._bounds = bounds
        self._last = 0
        self._left_out: list[int] = []

    def _prefixes(self, bounds: Bounds) -> Flags:
        """Which stems of the texts are among the rarest of theirs, one of which a longer text must share."""
        nth = np.arange(len(self._stem)) - self._start[self._owner]
        prefix = nth <= self._spare[self._owner]
        if self._rarity is not None:
            rarer = np.concatenate(([0.0], np.cumsum(self._rarity[self._stem])))
            begin, end = rarer[self._start[:-1]], rarer[self._start[1:]]
            spare = (begin + (1 - bounds.rare_share) * (end - begin) + 1e-6)[self._owner]
            prefix &= (rarer[:-1] <= spare) | (self._size < bounds.few)[self._owner]
        return prefix

    def candidates(self) -> Iterator[tuple[int, list[int]]]:
        """Each text that may restate earlier ones, with their numbers in ascending order.

        Those of its neighbours that were left out may be among them.
        """
        begin, texts_of = 0, self._order.tolist()
        while begin < len(self._order):
            end = int(np.searchsorted(self._start, self._start[begin] + _ENTRIES, "right")) - 1
            end = min(max(end, begin + 1), begin + _TEXTS, len(self._order))
            texts, earlier = self._likely(begin, end)
            for self._last, likely in groupby(zip(texts.tolist(), earlier.tolist(), strict=True), itemgetter(0)):
                yield texts_of[self._last], sorted([texts_of[place] for _, place in likely])
            self._enter(begin, end)
            begin = end

    def leave_out(self) -> None:
        """Keep the text that was given last from later ones."""
        self._left_out.append(self._last)

    def _enter(self, begin: int, end: int) -> None:
        """Enter the texts in this range, but those that were left out, under the stems of their prefix with room."""
        entry = self._start[begin] + np.flatnonzero(self._prefix[self._start[begin] : self._start[end]])
        entered = np.ones(end - begin, bool)
        entered[np.array(self._left_out, np.int64) - begin] = False
        self._left_out = []
        entry = entry[entered[self._owner[entry] - begin]]
        entry = entry[np.argsort(self._stem[entry], kind="stable")]
        stem = self._stem[entry]
        nth = self._length[stem] + np.arange(len(stem)) - np.searchsorted(stem, stem)
        roomy = np.flatnonzero(nth < self._bounds.longest)
        stem, place, nth = stem[roomy], self._owner[entry[roomy]], nth[roomy]
        self._posting[self._offset[stem] + nth] = place
        self._length[stem] = nth + 1  # of several, the last one stays
        self._newest[stem] = place
        short = place < self._long
        self._short[stem[short]] = nth[short] + 1

    def _likely(self, begin: int, end: int) -> tuple[Integers, Integers]:
        """Pairs of a text in this range and an earlier one that may be stated by it, in ascending order."""
        low, high = self._start[begin], self._start[end]
        stem, owner = self._stem[low:high], self._owner[low:high]
        known = np.flatnonzero(self._newest[stem] >= self._first[owner])
        of = stem[known]
        skipped = np.where(self._first[owner[known]] >= self._long, self._short[of], 0)
        old, posting = spread(self._offset[of] + skipped, self._length[of] - skipped)
        inside = np.flatnonzero(self._prefix[low:high])
        inside = inside[np.argsort(stem[inside], kind="stable")]
        first = np.searchsorted(stem[inside], stem)
        new, nth = spread(first, np.searchsorted(stem[inside], stem, "right") - first)
        near, later = owner[inside[nth]], owner[new]
        kept = np.flatnonzero(near < later)
        text = np.concatenate((owner[known[old]], later[kept]))
        earlier = np.concatenate((self._posting[posting], near[kept]))
        for signature in self._signatures:
            lacking = np.bitwise_count(signature[earlier] & ~signature[text])
            kept = np.flatnonzero(lacking <= self._spare[earlier])
            text, earlier = text[kept], earlier[kept]
        one, other = self._figures[text], self._figures[earlier]
        kept = np.flatnonzero(((one & ~other) == 0) | ((other & ~one) == 0))
        text, earlier = np.divmod(distinct(text[kept] * len(self._order) + earlier[kept]), len(self._order))
        kept = np.flatnonzero(self._share_enough(text, earlier))
        return text[kept], earlier[kept]

    def _share_enough(self, text: Integers, earlier: Integers) -> Flags:
        """Whether each *text* has as much in common with an *earlier* one, which is not longer, as it takes."""
        size, bounds = self._size[earlier], self._bounds
        pair, entry = spread(self._start[earlier], size)
        stem = self._stem[entry]
        wanted = text[pair] * len(self._length) + stem
        shared = self._entry[np.minimum(np.searchsorted(self._entry, wanted), len(self._entry) - 1)] == wanted
        common = np.bincount(pair, shared, len(text))
        is_enough = (
            common
            >= np.where(size < bounds.few, bounds.all_share * (size + self._size[text] - common), bounds.share * size)
            - 1e-9
        )
        if self._rarity is not None:
            weight = self._rarity[stem]
            rarity = np.bincount(pair, weight * shared, len(text)), np.bincount(pair, weight, len(text))
            is_enough &= (size < bounds.few) | (rarity[0] >= bounds.rare_share * rarity[1] - 1e-6)
        return is_enough


def _signature(bit: Integers, start: Integers) -> NDArray[np.uint64]:
    """The bits of each text; *bit* is that of each of its stems."""
    bits = np.append(np.uint64(1) << bit.astype(np.uint64), np.uint64(0))
    signature = np.bitwise_or.reduceat(bits, start[:-1])
    signature[np.diff(start) == 0] = 0
    return signature
