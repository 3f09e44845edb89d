"""Sentences -> weighted term vectors, sparse: what each sentence is about."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.words import CLAUSE_TOKENS, Analyzer

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MANY = 500
"""In more texts than these, what they share of common stems ("government", "people") says little."""


_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Terms:
    """*n* texts as sparse vectors over *V* stems, in rows sorted by text, then by stem.

    *contents* are the distinct stems of each text, *numbers* the numbers in it (of words that count, too), *negated*
    the stems that each of its negations turns round; *opposites* gives the stems that say the opposite of a stem. Of a
    text with fewer than *few* stems, a share says little. *row*, *column* and *weight* hold the non-zero entries:
    ``(1 + ln tf) ln(1 + n / df)``, each row scaled to length 1. *start* (n + 1) tells where a row begins, *frequency*
    (V) in how many texts a stem occurs, *rank* (V) its place from the rarest on; *rarity* (V), in many texts, is
    ``ln(1 + n / df)``, else it is empty. *personal* tells which texts speak in the first or second person. *sequence*
    holds the stems as they follow each other, *owner* the text of each. *words* are the distinct tokens as they are
    met, *word_stem* the stem of each, or -1, *word_times* how often it stands.
    """

    stems: tuple[str, ...]
    contents: tuple[frozenset[int], ...]
    numbers: tuple[frozenset[str], ...]
    negated: tuple[tuple[frozenset[int], ...], ...]
    opposites: Mapping[int, frozenset[int]]
    row: Integers
    column: Integers
    weight: Floats
    start: Integers
    frequency: Integers
    rank: tuple[int, ...]
    few: int
    rarity: tuple[float, ...]
    personal: Sequence[bool]
    sequence: Integers
    owner: Integers
    words: tuple[str, ...]
    word_stem: Integers
    word_times: Integers

    def __len__(self) -> int:
        return len(self.contents)

    def times(self, vector: Floats) -> Floats:
        """The product ``X v`` of the weights with a *vector* over the stems (V); one value a text (n)."""
        return _sums(self.row, self.weight * vector[self.column], len(self))

    def sums(self, vector: Floats) -> Floats:
        """The sum of a *vector* over the stems (V) for the distinct stems of each text (n)."""
        return _sums(self.row, vector[self.column], len(self))

    def columns(self, text: int) -> Integers:
        """The distinct stems of one text, in ascending order."""
        return self.column[self.start[text] : self.start[text + 1]]

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
    weight = (1 + np.log(times)) * np.log(1 + len(texts) / np.maximum(frequency, 1))[column]
    norm = np.sqrt(np.bincount(row, weight * weight, minlength=len(texts)))
    start = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(texts)))))
    stems = column.tolist()
    return Terms(
        stems=tuple(vocabulary),
        contents=tuple(frozenset(stems[begin:end]) for begin, end in pairwise(start.tolist())),
        numbers=tokenized.numbers(),
        negated=tokenized.negated(),
        opposites=_opposites(vocabulary, analyzer),
        row=row,
        column=column,
        weight=weight / np.maximum(norm, 1e-12)[row],
        start=start,
        frequency=frequency,
        rank=tuple(np.argsort(np.argsort(frequency, kind="stable")).tolist()),
        few=analyzer.few,
        rarity=tuple(np.log(1 + len(texts) / frequency).tolist()) if len(texts) > MANY else (),
        personal=tokenized.personal(),
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


class _Tokenized:
    """Texts as numbers: *token* says of each token, text after text, which of the distinct *words* it is.

    Words and the *vocabulary* of their stems are numbered as they are met; *stem* is that of each word, or -1.
    """

    def __init__(self, texts: Sequence[str], analyzer: Analyzer) -> None:
        number: defaultdict[str, int] = defaultdict(count().__next__)
        token = array("q")
        ends = [0]
        for found in map(analyzer.tokens, texts):
            token.extend(map(number.__getitem__, found))
            ends.append(len(token))
        self.words = tuple(number)
        self.token = np.array(token, np.int64)
        self.vocabulary: dict[str, int] = {}
        self._known = [analyzer[word] for word in self.words]
        stems = (known.stem for known in self._known)
        enter = self.vocabulary.setdefault
        self.stem = np.array([enter(stem, len(self.vocabulary)) if stem else -1 for stem in stems], np.int64)
        self._analyzer = analyzer
        self._ends = ends
        self._text = np.repeat(np.arange(len(texts)), [end - begin for begin, end in pairwise(ends)])

    def sequence(self) -> tuple[Integers, Integers]:
        """For each token that has a stem, in order: its text and its stem."""
        stem = self.stem[self.token]
        kept = np.flatnonzero(stem >= 0)
        return self._text[kept], stem[kept]

    def numbers(self) -> tuple[frozenset[str], ...]:
        """The numbers in each text."""
        numbers: list[frozenset[str]] = [frozenset()] * (len(self._ends) - 1)
        places = self._places([known.number != "" for known in self._known])
        for text, token in zip(self._text[places].tolist(), self.token[places].tolist(), strict=True):
            numbers[text] |= {self._known[token].number}
        return tuple(numbers)

    def negated(self) -> tuple[tuple[frozenset[int], ...], ...]:
        """The stems that each negation of a text turns round."""
        negated: list[tuple[frozenset[int], ...]] = [()] * (len(self._ends) - 1)
        places = self._places([known.negates for known in self._known])
        for place, text in zip(places, self._text[places].tolist(), strict=True):
            clause = self.token[place : min(place + 1 + CLAUSE_TOKENS, self._ends[text + 1])].tolist()
            if turned := self._analyzer.turned([self.words[token] for token in clause]):
                negated[text] += (frozenset(map(self.vocabulary.__getitem__, turned)),)
        return tuple(negated)

    def personal(self) -> list[bool]:
        """Whether each text speaks in the first or second person."""
        texts = self._text[self._places([known.personal for known in self._known])]
        personal: list[bool] = (np.bincount(texts, minlength=len(self._ends) - 1) > 0).tolist()
        return personal

    def _places(self, flags: Sequence[bool]) -> list[int]:
        """The places of the tokens whose words have their flag set."""
        places: list[int] = np.flatnonzero(np.array(flags, bool)[self.token]).tolist()
        return places


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
