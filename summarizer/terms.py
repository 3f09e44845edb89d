"""Sentences -> weighted term vectors, sparse: what each sentence is about."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from summarizer.words import CLAUSE_TOKENS, Analyzer, Run

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MANY = 500
"""In more texts than these, what they share of common stems ("government", "people") says little."""


_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Terms:
    """*n* texts as sparse vectors over *V* stems, in rows sorted by text, then by stem.

    *row*, *column* and *weight* hold the non-zero entries: ``(1 + ln tf) ln(1 + n / df)``, each row scaled to length 1.
    *start* (n + 1) tells where a row begins, *frequency* (V) in how many texts a stem occurs, *rank* (V) its place from
    the rarest on; *rarity* (V), in many texts, is ``ln(1 + n / df)``, else it is empty. *numbers* gives the numbers in
    a text (of words that count, too), *negated* the stems that each of its negations turns round, for the texts that
    have any; *figures* (n) are the numbers as a set of bits, which two numbers may share. *opposites* gives the stems
    that say the opposite of a stem. Of a text with fewer than *few* stems, a share says little. *personal* (n) tells
    which texts speak in the first or second person, *length* (n) how many words they have. *sequence* holds the stems
    as they follow each other, *owner* the text of each. *words* are the distinct tokens as they are met, *word_stem*
    the stem of each, or -1, *word_times* how often it stands.
    """

    stems: tuple[str, ...]
    row: Integers
    column: Integers
    weight: Floats
    start: Integers
    frequency: Integers
    rank: Integers
    rarity: Floats
    numbers: Mapping[int, frozenset[str]]
    figures: NDArray[np.uint64]
    negated: Mapping[int, tuple[frozenset[int], ...]]
    opposites: Mapping[int, frozenset[int]]
    few: int
    personal: NDArray[np.bool_]
    length: Integers
    sequence: Integers
    owner: Integers
    words: tuple[str, ...]
    word_stem: Integers
    word_times: Integers

    def __len__(self) -> int:
        return len(self.start) - 1

    def times(self, vector: Floats) -> Floats:
        """The product ``X v`` of the weights with a *vector* over the stems (V); one value a text (n)."""
        return _sums(self.row, self.weight * vector[self.column], len(self))

    def sums(self, vector: Floats) -> Floats:
        """The sum of a *vector* over the stems (V) for the distinct stems of each text (n)."""
        return _sums(self.row, vector[self.column], len(self))

    def columns(self, text: int) -> Integers:
        """The distinct stems of one text, in ascending order."""
        return self.column[self.start[text] : self.start[text + 1]]

    def content(self, text: int) -> frozenset[int]:
        """The distinct stems of one text."""
        return frozenset(self.columns(text).tolist())

    def entries(self, text: int) -> dict[int, float]:
        """The weights of one text, by stem."""
        begin, end = int(self.start[text]), int(self.start[text + 1])
        return dict(zip(self.column[begin:end].tolist(), self.weight[begin:end].tolist(), strict=True))

    def transposed_times(self, vector: Floats) -> Floats:
        """The product ``Xᵀ v`` of the weights with a *vector* over the texts (n); one value a stem (V)."""
        return _sums(self.column, self.weight * vector[self.row], len(self.stems))

    def spelling(self, stem: int) -> str:
        """The commonest word, without a genitive ``'s``, that a stem was made from; the first of equals."""
        times: Counter[str] = Counter()
        for word in np.flatnonzero(self.word_stem == stem).tolist():
            times[_POSSESSIVE.sub("", self.words[word])] += int(self.word_times[word])
        return times.most_common(1)[0][0]


def _sums(group: Integers, values: Floats, groups: int) -> Floats:
    return np.bincount(group, values, minlength=groups).astype(np.float64, copy=False)


def vectorize(texts: Sequence[str], analyzer: Analyzer) -> Terms:
    """The term vectors of *texts*, weighted by how often each stem occurs in a text and in how many (TF-IDF)."""
    tokenized = _Tokenized(texts, analyzer)
    vocabulary = tokenized.vocabulary
    owner, sequence = tokenized.sequence()
    row, column, times = _counted(owner, sequence, len(vocabulary))
    frequency = np.bincount(column, minlength=len(vocabulary))
    rarity = np.log(1 + len(texts) / np.maximum(frequency, 1))
    weight = (1 + np.log(times)) * rarity[column]
    norm = np.sqrt(np.bincount(row, weight * weight, minlength=len(texts)))
    numbers, figures = tokenized.numbers()
    return Terms(
        stems=tuple(vocabulary),
        row=row,
        column=column,
        weight=weight / np.maximum(norm, 1e-12)[row],
        start=np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(texts))))),
        frequency=frequency,
        rank=np.argsort(np.argsort(frequency, kind="stable")),
        rarity=rarity if len(texts) > MANY else rarity[:0],
        numbers=numbers,
        figures=figures,
        negated=tokenized.negated(),
        opposites=_opposites(vocabulary, analyzer),
        few=analyzer.few,
        personal=tokenized.personal(),
        length=tokenized.length,
        sequence=sequence,
        owner=owner,
        words=tokenized.words,
        word_stem=tokenized.stem,
        word_times=np.bincount(tokenized.token, minlength=len(tokenized.words)),
    )


def _counted(row: Integers, column: Integers, columns: int) -> tuple[Integers, Integers, Floats]:
    """The distinct pairs of a *row* and one of so many *columns*, in ascending order, and how often each stands."""
    keys = np.sort(row * columns + column)
    first = _first(keys)
    times = np.diff(first, append=len(keys)).astype(np.float64)
    row, column = np.divmod(keys[first], max(columns, 1))
    return row, column, times


def distinct(keys: Integers) -> Integers:
    """The distinct *keys*, in ascending order."""
    keys = np.sort(keys)  # np.unique would load numpy.ma
    found: Integers = keys[_first(keys)]
    return found


def _first(keys: Integers) -> Integers:
    """Where in the sorted *keys* each distinct one stands first."""
    return np.flatnonzero(np.concatenate((keys[:1] == keys[:1], keys[1:] != keys[:-1])))


def spread(first: Integers, length: Integers) -> tuple[Integers, Integers]:
    """The numbers of ranges of that *length*, each as often as it is long, and all that the ranges hold."""
    number = np.repeat(np.arange(len(first)), length)
    before = np.cumsum(length) - length
    return number, np.arange(len(number)) + (first - before)[number]


def highest(values: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """The highest of the *values* with the indices in each of the *groups*, none of which is empty."""
    members = np.fromiter(chain.from_iterable(groups), np.int64)
    ends = np.cumsum(np.fromiter(map(len, groups), np.int64))
    return np.maximum.reduceat(values[members], np.concatenate(([0], ends[:-1])))


class _Tokenized:
    """Texts as numbers: *token* says of each token, text after text, which of the distinct *words* it is.

    Words and the *vocabulary* of their stems are numbered as they are met; *stem* is that of each word, or -1. *length*
    is the number of words of each text, as `count_words` counts them.
    """

    def __init__(self, texts: Sequence[str], analyzer: Analyzer) -> None:
        blocks, runs = _runs(texts, analyzer)
        words = np.array([of.words for of in runs], np.int64)
        first = _running(np.array([len(of.tokens) for of in runs], np.int64))
        number: defaultdict[str, int] = defaultdict(count().__next__)
        token = np.array([number[token] for of in runs for token in of.tokens], np.int64)
        length, tokens, found = [], [], []
        for run, ends in blocks:
            length.append(np.diff(_running(words[run])[ends]))
            times = first[run + 1] - first[run]
            before = _running(times)
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
        self.stem = np.array([enter(stem, len(self.vocabulary)) if stem else -1 for stem in stems], np.int64)
        self._analyzer = analyzer

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
        ends = np.minimum(places + 1 + CLAUSE_TOKENS, self._ends[self._text[places]])
        for place, end, text in zip(places.tolist(), ends.tolist(), self._text[places].tolist(), strict=True):
            if turned := self._analyzer.turned(map(self.words.__getitem__, self.token[place:end].tolist())):
                negated[text].append(frozenset(map(self.vocabulary.__getitem__, turned)))
        return {text: tuple(found) for text, found in negated.items()}

    def personal(self) -> NDArray[np.bool_]:
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
        found = array("q")
        ends = [0]
        for runs in map(analyzer.runs, texts[begin : begin + _BLOCK]):
            found.extend(map(number.__getitem__, runs))
            ends.append(len(found))
        blocks.append((np.array(found, np.int64), np.array(ends)))
    return blocks, list(map(analyzer.seen.__getitem__, number))


_BLOCK = 1_024
"""How many texts are laid out at once: few enough for the cache."""


def _running(values: Integers) -> Integers:
    """The sums of the first 0, 1, 2, … of all *values*."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    return sums


def _opposites(vocabulary: Mapping[str, int], analyzer: Analyzer) -> dict[int, frozenset[int]]:
    """For each stem of the vocabulary that has opposites there, which they are."""
    found: dict[int, frozenset[int]] = {}
    for pair in analyzer.opposites:
        for one, other in (pair, pair[::-1]):
            against = frozenset(vocabulary[stem] for stem in other if stem in vocabulary)
            for stem in one & vocabulary.keys():
                found[vocabulary[stem]] = found.get(vocabulary[stem], _NONE) | against
    return found


_NONE: frozenset[int] = frozenset()
