"""Sentences -> weighted term vectors, sparse: what each sentence is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray

from summarizer.language import Language, segmenter, stemmer, stop_words

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Vowel signs and tone marks belong to their word, but Python's \w does not know them.
_LETTER = r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f]"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|{_LETTER}+(?:['’]{_LETTER}+)*|[,;:.!?()—–]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_THAI = re.compile("[\u0e00-\u0e7f]")
_ELISION = re.compile(r"^\w{1,2}'(?=\w{2})")
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_NEGATED_STEMS = 2
"""How many content stems after a negation, in its clause, are taken to be negated: "not (fully) approved"."""
MANY = 500
"""In more texts than these, what they share of common stems ("government", "people") says little."""

_FEW, _FEW_SEGMENTED = 4, 3
_CLAUSE_TOKENS = 12
"""How far after a negation they are looked for."""


@dataclass(frozen=True, slots=True)
class Terms:
    """*n* texts as sparse vectors over *V* stems, in rows sorted by text, then by stem.

    *contents* are the distinct stems of each text, *numbers* the numbers in it (of words that count, too), *negated*
    the stems that each of its negations turns round; *opposites* gives the stems that say the opposite of a stem. Of a
    text with fewer than *few* stems, a share says little. *row*, *column* and *weight* hold the non-zero entries:
    ``(1 + ln tf) ln(1 + n / df)``, each row scaled to length 1. *start* (n + 1) tells where a row begins, *frequency*
    (V) in how many texts a stem occurs; *rarity* (V), in many texts, is ``ln(1 + n / df)``, else it is empty.
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
    few: int
    rarity: tuple[float, ...]

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


def _sums(group: Integers, values: Floats, groups: int) -> Floats:
    return np.bincount(group, values, minlength=groups).astype(np.float64, copy=False)


def tokens(text: str, segment: Callable[[str], list[str]] | None = None) -> list[str]:
    """The words, numbers and signs of a text; a run of signs without spaces as what *segment* cuts it into.

    Where there is no segmenter, neighbours stand for words. Pairs serve retrieval in Chinese and Japanese about as well
    as words do (Nie, Gao, Zhang and Zhou 2000); in Thai, with its shorter alphabet, it takes four.
    """
    found: list[str] = _TOKEN.findall(text)
    if text.isascii() or not (_UNSPACED.search(text) or _THAI.search(text)):
        return found
    return [part for token in found for part in (segment(token) if segment else _neighbours(token))]


def _neighbours(token: str) -> Iterable[str]:
    length = 2 if _UNSPACED.match(token) else 4 if _THAI.match(token) else len(token)
    return (token[start : start + length] for start in range(max(len(token) - length, 0) + 1))


class Analyzer:
    """Texts of one language -> their stems; each word of the vocabulary is stemmed once."""

    def __init__(self, language: Language) -> None:
        self._stem: Callable[[str], str] = stemmer(language)
        self._segment = segmenter(language)
        self._stop_words = stop_words(language)
        self._negations = frozenset(language.negations.split())
        self._conjunctions = frozenset(language.conjunctions.split())
        self._focus_particles = frozenset(language.focus_particles.split())
        self._counting = {word: str(number) for number, word in enumerate(language.cardinals.split(), 2)}
        self._counting |= {word: f"{number}." for number, word in enumerate(language.ordinals.split(), 1)}
        self._opposites = language.opposites
        self._known: dict[str, str] = {}
        self._known_numbers: dict[str, str] = {}

    def stem(self, token: str) -> str:
        """The stem of a token; "" for one that carries no subject: a stop word, a single letter, a sign."""
        found = self._known.get(token)
        if found is None:
            found = self._known[token] = self._analyze(token)
        return found

    def _analyze(self, token: str) -> str:
        word = _ELISION.sub("", token.lower().strip("_").replace("’", "'").removesuffix("'s"))
        if word in self._stop_words or not word[:1].isalnum() or (len(word) == 1 and not word.isdigit()):
            return ""
        return word if word[0].isdigit() else self._stem(word)

    @property
    def few(self) -> int:
        """The number of stems that a short sentence has: Chinese and Japanese say as much in fewer words."""
        return _FEW_SEGMENTED if self._segment else _FEW

    def tokens(self, text: str) -> list[str]:
        """The words, numbers and signs of a text."""
        return tokens(text, self._segment)

    def stems(self, text: str) -> list[str]:
        """The stems of a text, in order."""
        return self.stems_of(self.tokens(text))

    def stems_of(self, words: Sequence[str]) -> list[str]:
        """The stems of a text that is cut into tokens, in order."""
        return [stem for stem in map(self.stem, words) if stem]

    def spellings(self, text: str) -> Iterator[tuple[str, str]]:
        """The stems of a text, in order, each with the word that it was made from."""
        for token in self.tokens(text):
            if stem := self.stem(token):
                yield stem, re.sub(r"['’]s$", "", token)

    def numbers_of(self, words: Sequence[str]) -> frozenset[str]:
        """The numbers among the tokens of a text: digits without thousands separators, and words that count."""
        return frozenset(map(self._number, words)) - {""}

    def _number(self, token: str) -> str:
        found = self._known_numbers.get(token)
        if found is None:
            word = token.lower()
            found = _THOUSANDS.sub("", word) if _DIGIT.search(word) else self._counting.get(word, "")
            self._known_numbers[token] = found
        return found

    def opposites(self) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """The stems that say the opposite of each other, side by side."""
        for pair in filter(str.strip, self._opposites.split(";")):
            one, other = (frozenset(map(self._stem, side.split())) for side in pair.split("/"))
            yield one, other

    def negated_in(self, words: Sequence[str]) -> Iterator[frozenset[str]]:
        """The stems that each negation of a text, cut into tokens, turns round: up to two after it in its clause."""
        for place, token in enumerate(words):
            rest = words[place + 1 - self._is_elided(token) : place + 1 + _CLAUSE_TOKENS]
            if self._is_negation(token) and not (rest and rest[0].lower() in self._focus_particles):
                clause = takewhile(lambda word: word[0].isalnum() and word.lower() not in self._conjunctions, rest)
                if turned := frozenset(islice(filter(None, map(self.stem, clause)), _NEGATED_STEMS)):
                    yield turned

    def _is_negation(self, token: str) -> bool:
        return token.lower() in self._negations or token.endswith(("n't", "n’t")) or self._is_elided(token)

    def _is_elided(self, token: str) -> bool:
        """Whether a negation stands at the front of a word: "n'arrive"."""
        return token[1:2] in ("'", "’") and f"{token[0].lower()}'" in self._negations


def vectorize(texts: Sequence[str], analyzer: Analyzer) -> Terms:
    """The term vectors of *texts*, weighted by how often each stem occurs in a text and in how many (TF-IDF)."""
    vocabulary: dict[str, int] = {}
    columns: list[list[int]] = []
    numbers: list[frozenset[str]] = []
    negated: list[tuple[frozenset[int], ...]] = []
    for words in map(analyzer.tokens, texts):
        columns.append([vocabulary.setdefault(stem, len(vocabulary)) for stem in analyzer.stems_of(words)])
        numbers.append(analyzer.numbers_of(words))
        negated.append(tuple(frozenset(vocabulary[stem] for stem in turned) for turned in analyzer.negated_in(words)))
    counts = [sorted(Counter(stems).items()) for stems in columns]
    lengths = np.fromiter(map(len, counts), np.int64, len(counts))
    row = np.repeat(np.arange(len(texts)), lengths)
    column = np.fromiter((stem for count in counts for stem, _ in count), np.int64, lengths.sum())
    times = np.fromiter((number for count in counts for _, number in count), np.float64, lengths.sum())
    frequency = np.bincount(column, minlength=len(vocabulary))
    weight = (1 + np.log(times)) * np.log(1 + len(texts) / np.maximum(frequency, 1))[column]
    norm = np.sqrt(np.bincount(row, weight * weight, minlength=len(texts)))
    contents = tuple(frozenset(stems) for stems in columns)
    return Terms(
        stems=tuple(vocabulary),
        contents=contents,
        numbers=tuple(numbers),
        negated=tuple(negated),
        opposites=_opposites(vocabulary, analyzer),
        row=row,
        column=column,
        weight=weight / np.maximum(norm, 1e-12)[row],
        start=np.concatenate(([0], np.cumsum(lengths))),
        frequency=frequency,
        few=analyzer.few,
        rarity=tuple(np.log(1 + len(texts) / frequency).tolist()) if len(texts) > MANY else (),
    )


def _opposites(vocabulary: Mapping[str, int], analyzer: Analyzer) -> dict[int, frozenset[int]]:
    """For each stem of the vocabulary that has opposites there, which they are."""
    found: dict[int, frozenset[int]] = {}
    for pair in analyzer.opposites():
        for one, other in (pair, pair[::-1]):
            against = frozenset(vocabulary[stem] for stem in other if stem in vocabulary)
            for stem in one & vocabulary.keys():
                found[vocabulary[stem]] = found.get(vocabulary[stem], _NONE) | against
    return found


_NONE: frozenset[int] = frozenset()
