"""Texts -> arrays: which word each token is, and what a text holds by its words: stems, numbers, negations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from summarizer.arrays import Flags, Integers, running
from summarizer.words import Analyzer, Run


class Tokenized:
    """Texts as numbers: *token* says of each token, text after text, which of the distinct *words* it is.

    Words and the *vocabulary* of their stems are numbered as they are met; *stem* is that of each word, or -1. *length*
    is the number of words of each text, as `count_words` counts them.
    """

    def __init__(self, texts: Sequence[str], analyzer: Analyzer) -> None:
        blocks, runs = _runs(texts, analyzer)
        words = np.array([of.words for of in runs], np.int64)
        first = running(np.array([len(of.tokens) for of in runs], np.int64))
        number: defaultdict[str, int] = defaultdict(count().__next__)
        token = np.array([number[token] for of in runs for token in of.tokens], np.int64)
        length, tokens, found = [], [], []
        for run, ends in blocks:
            length.append(np.diff(running(words[run])[ends]))
            times = first[run + 1] - first[run]
            before = running(times)
            tokens.append(np.diff(before[ends]))
            place = np.repeat(first[run] - before[:-1], times)
            found.append(token[place + np.arange(len(place))])
        self.length, self.token = np.concatenate(length), np.concatenate(found)
        self._text = np.repeat(np.arange(len(texts)), np.concatenate(tokens))
        self._ends = np.cumsum(np.concatenate(tokens))
        self.words = tuple(number)
        self.vocabulary: dict[str, int] = {}
        self._known = [analyzer[word] for word in self.words]
        stems = (known.stem for known in self._known)
        enter = self.vocabulary.setdefault
        self._stems = [enter(stem, len(self.vocabulary)) if stem else -1 for stem in stems]
        self.stem = np.array(self._stems, np.int64)

    def sequence(self) -> tuple[Integers, Integers]:
        """For each token that has a stem, in order: its text and its stem."""
        stem = self.stem[self.token]
        kept = np.flatnonzero(stem >= 0)
        return self._text[kept], stem[kept]

    def numbers(self) -> tuple[dict[int, frozenset[str]], NDArray[np.uint64]]:
        """The numbers in each text that has any, and a bit for each of them."""
        numbers: defaultdict[int, set[str]] = defaultdict(set)
        place = self._places([known.number != "" for known in self._known])
        bit: defaultdict[str, int] = defaultdict(count().__next__)
        bits = []
        for text, token in zip(self._text[place].tolist(), self.token[place].tolist(), strict=True):
            number = self._known[token].number
            numbers[text].add(number)
            bits.append(bit[number] % 64)
        figures = np.zeros(len(self._ends), np.uint64)
        np.bitwise_or.at(figures, self._text[place], np.uint64(1) << np.array(bits, np.uint64))
        return {text: frozenset(found) for text, found in numbers.items()}, figures

    def negated(self) -> dict[int, tuple[frozenset[int], ...]]:
        """The stems that each negation of a text turns round, for the texts that have any."""
        negated: defaultdict[int, list[frozenset[int]]] = defaultdict(list)
        places = self._places([known.negates for known in self._known])
        ends = np.minimum(places + 1 + _CLAUSE_TOKENS, self._ends[self._text[places]])
        for place, end, text in zip(places.tolist(), ends.tolist(), self._text[places].tolist(), strict=True):
            if turned := self._turned(*self.token[place:end].tolist()):
                negated[text].append(turned)
        return {text: tuple(found) for text, found in negated.items()}

    def _turned(self, negation: int, *after: int) -> frozenset[int]:
        """The stems that a *negation* turns round: up to two in its clause, none before "only"."""
        known = self._known
        words = (negation, *after) if known[negation].elided else after
        stems: list[int] = []
        if words and not known[words[0]].excepts:
            for word in words:
                if known[word].ends or len(stems) == _NEGATED_STEMS:
                    break
                if known[word].stem:
                    stems.append(self._stems[word])
        return frozenset(stems)

    def personal(self) -> Flags:
        """Whether each text speaks in the first or second person."""
        texts = self._text[self._places([known.personal for known in self._known])]
        return np.bincount(texts, minlength=len(self._ends)) > 0

    def _places(self, flags: Sequence[bool]) -> Integers:
        """The places of the tokens whose words have their flag set."""
        return np.flatnonzero(np.array(flags, bool)[self.token])


def _runs(texts: Sequence[str], analyzer: Analyzer) -> tuple[list[tuple[Integers, Integers]], list[Run]]:
    """Which of the distinct runs each run is, and where each text ends, in blocks of texts; the distinct runs."""
    number: defaultdict[str, int] = defaultdict(count().__next__)
    blocks = []
    for begin in range(0, max(len(texts), 1), _BLOCK):
        runs = list(map(analyzer.runs, texts[begin : begin + _BLOCK]))
        ends = running(np.fromiter(map(len, runs), np.int64))
        found = np.fromiter(map(number.__getitem__, chain.from_iterable(runs)), np.int64, int(ends[-1]))
        blocks.append((found, ends))
    return blocks, list(map(analyzer.seen.__getitem__, number))


_BLOCK = 1_024
"""How many texts are laid out at once: few enough for the cache."""

_NEGATED_STEMS = 2
"""How many content stems after a negation, in its clause, are taken to be negated: "not (fully) approved"."""

_CLAUSE_TOKENS = 12
"""How far after a negation they are looked for."""
