"""Sentences -> weighted term vectors, sparse: what each sentence is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summarizer.arrays import Flags, Floats, Integers, counted, running, sums
from summarizer.tokenized import Tokenized
from summarizer.words import Analyzer

MANY = 500
"""In more texts than these, what they share of common stems ("government", "people") says little."""


_KEPT = 10_000
"""How many texts have their stems kept as sets, which are asked for again and again while lines are chosen."""

_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Terms:
    """*n* texts as sparse vectors over *V* stems, in rows sorted by text, then by stem.

    *row*, *column* and *weight* hold the non-zero entries: ``(1 + ln tf) ln(1 + n / df)``, each row scaled to length 1.
    *start* (n + 1) tells where a row begins, and so do *offsets*, as plain numbers. *frequency* (V) says in how many
    texts a stem occurs, *rank* (V) its place from the rarest on; *rarity* (V), in many texts, is ``ln(1 + n / df)``,
    else it is empty. *numbers* gives the numbers in a text (of words that count, too), *negated* the stems that each of
    its negations turns round, for the texts that have any; *figures* (n) are the numbers as a set of bits, which two
    numbers may share. *opposites* gives the stems that say the opposite of a stem. Of a text with fewer than *few*
    stems, a share says little. *personal* (n) tells which texts speak in the first or second person, *length* (n) how
    many words they have. *sequence* holds the stems as they follow each other, *owner* the text of each. *words* are
    the distinct tokens as they are met, *word_stem* the stem of each, or -1, *word_times* how often it stands.
    """

    stems: tuple[str, ...]
    row: Integers
    column: Integers
    weight: Floats
    start: Integers
    offsets: Sequence[int]
    frequency: Integers
    rank: Integers
    rarity: Floats
    numbers: Mapping[int, frozenset[str]]
    figures: NDArray[np.uint64]
    negated: Mapping[int, tuple[frozenset[int], ...]]
    opposites: Mapping[int, frozenset[int]]
    few: int
    personal: Flags
    length: Integers
    sequence: Integers
    owner: Integers
    words: tuple[str, ...]
    word_stem: Integers
    word_times: Integers
    _contents: dict[int, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.start) - 1

    def times(self, vector: Floats) -> Floats:
        """The product ``X v`` of the weights with a *vector* over the stems (V); one value a text (n)."""
        return sums(self.row, self.weight * vector[self.column], len(self))

    def sums(self, vector: Floats) -> Floats:
        """The sum of a *vector* over the stems (V) for the distinct stems of each text (n)."""
        return sums(self.row, vector[self.column], len(self))

    def columns(self, text: int) -> list[int]:
        """The distinct stems of one text, in ascending order."""
        stems: list[int] = self.column[self.offsets[text] : self.offsets[text + 1]].tolist()
        return stems

    def content(self, text: int) -> frozenset[int]:
        """The distinct stems of one text."""
        stems = self._contents.get(text)
        if stems is None:
            if len(self._contents) == _KEPT:
                self._contents.clear()
            stems = self._contents[text] = frozenset(self.columns(text))
        return stems

    def entries(self, text: int) -> dict[int, float]:
        """The weights of one text, by stem."""
        weights: list[float] = self.weight[self.offsets[text] : self.offsets[text + 1]].tolist()
        return dict(zip(self.columns(text), weights, strict=True))

    def transposed_times(self, vector: Floats) -> Floats:
        """The product ``Xᵀ v`` of the weights with a *vector* over the texts (n); one value a stem (V)."""
        return sums(self.column, self.weight * vector[self.row], len(self.stems))

    def spelling(self, stem: int) -> str:
        """The commonest word, without a genitive ``'s``, that a stem was made from; the first of equals."""
        times: Counter[str] = Counter()
        for word in np.flatnonzero(self.word_stem == stem).tolist():
            times[_POSSESSIVE.sub("", self.words[word])] += int(self.word_times[word])
        return times.most_common(1)[0][0]


def vectorize(texts: Sequence[str], analyzer: Analyzer) -> Terms:
    """The term vectors of *texts*, weighted by how often each stem occurs in a text and in how many (TF-IDF)."""
    tokenized = Tokenized(texts, analyzer)
    vocabulary = tokenized.vocabulary
    owner, sequence = tokenized.sequence()
    row, column, times = counted(owner, sequence, len(vocabulary))
    frequency = np.bincount(column, minlength=len(vocabulary))
    rarity = np.log(1 + len(texts) / np.maximum(frequency, 1))
    weight = (1 + np.log(times)) * rarity[column]
    norm = np.sqrt(np.bincount(row, weight * weight, minlength=len(texts)))
    start = running(np.bincount(row, minlength=len(texts)))
    numbers, figures = tokenized.numbers()
    return Terms(
        stems=tuple(vocabulary),
        row=row,
        column=column,
        weight=weight / np.maximum(norm, 1e-12)[row],
        start=start,
        offsets=start.tolist(),
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
