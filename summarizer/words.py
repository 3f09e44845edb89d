"""Text -> tokens, and what each of them is by itself: its stem, the number that it gives, whether it negates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from summarizer.language import Language, segmenter, stemmer, stop_words
from summarizer.options import count_words

_TOKEN = r"\d+(?:[.,]\d+)+|{0}+(?:['’]{0}+)*|[,;:.!?()—–]"
_LATIN_TOKEN = re.compile(_TOKEN.format(r"\w"))
# An address is one word: its parts stand in every other address, and would make a text about anything out of one list.
_ADDRESS = r"(?:https?://|www\.)[^\s<>()\[\]{}\"”’,;]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
_HAS_ADDRESS = re.compile(r"://|www\.|@")
# Its ranges are \u0300 to \u0e7f and \u3040 to \ufaff; what it does not name takes a quarter of the time to compile.
_NOT_LATIN = re.compile("[^\0-\u02ff\u0e80-\u303f\ufb00-\U0010ffff]")
# The patterns of other scripts take some milliseconds to compile, so `re` does it when they are used. Vowel signs and
# tone marks belong to their word, but Python's \w does not know them.
_ANY_TOKEN = _TOKEN.format("[\\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f]")
_UNSPACED = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_THAI = "[\u0e00-\u0e7f]"
_FIRST_OR_SECOND_PERSON = frozenset("I Me me My my We we Our our us You you Your your".split())
_PARTS = re.compile(r"\w+")
_ELISION = re.compile(r"^\w{1,2}'(?=\w{2})")
_DIGIT = re.compile(r"\d")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_FEW, _FEW_SEGMENTED = 4, 3


def tokens(text: str, segment: Callable[[str], list[str]] | None = None) -> list[str]:
    """The words, numbers and signs of a text; a run of signs without spaces as what *segment* cuts it into.

    Where there is no segmenter, neighbours stand for words. Pairs serve retrieval in Chinese and Japanese about as well
    as words do (Nie, Gao, Zhang and Zhou 2000); in Thai, with its shorter alphabet, it takes four.
    """
    if text.isascii() and text.isalnum():  # as most runs are
        return [text]
    if _HAS_ADDRESS.search(text):
        return [
            token for part, is_address in _parted(text) for token in ([part] if is_address else tokens(part, segment))
        ]
    if text.isascii() or not _NOT_LATIN.search(text):
        return _LATIN_TOKEN.findall(text)
    found: list[str] = re.findall(_ANY_TOKEN, text)
    if not (re.search(_UNSPACED, text) or re.search(_THAI, text)):
        return found
    return [part for token in found for part in (segment(token) if segment else _neighbours(token))]


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    """*text* in stretches that are addresses or have none; a full stop at the end of an address is none of it."""
    end = 0
    for address in re.finditer(_ADDRESS, text):
        found = address[0].rstrip(".!?:/")
        yield _HAS_ADDRESS.sub(" ", text[end : address.start()]), False
        yield found, True
        end = address.start() + len(found)
    yield _HAS_ADDRESS.sub(" ", text[end:]), False


def _neighbours(token: str) -> Iterable[str]:
    length = 2 if re.match(_UNSPACED, token) else 4 if re.match(_THAI, token) else len(token)
    return (token[start : start + length] for start in range(max(len(token) - length, 0) + 1))


class Word(NamedTuple):
    """What a token is by itself, whatever stands around it.

    *stem* is "" for one that carries no subject: a stop word, a single letter, a sign. *number* is the number that it
    gives, in digits without thousands separators, or "". *negates* tells whether it turns round what follows, *elided*
    whether that is the rest of it ("n'arrive"), *excepts* whether nothing is turned round that follows it ("only"), and
    *ends* whether no negation reaches over it, as it is a sign or a conjunction. *personal* tells whether it is a word
    of the first or second person.
    """

    stem: str
    number: str
    negates: bool
    elided: bool
    excepts: bool
    ends: bool
    personal: bool


class Run(NamedTuple):
    """What a run of characters between white space is by itself: its *tokens*, and how many *words* it counts for."""

    tokens: tuple[str, ...]
    words: int


class Analyzer(dict[str, Word]):
    """Texts of one language -> their stems; a mapping that looks at each word of the vocabulary once.

    *to_words* cuts a text in place of `tokens`. *runs* gives the parts of a text whose tokens do not depend on what
    stands around them, as no token goes over white space; *seen* what each of them is, looked at once, too.
    """

    def __init__(self, language: Language, to_words: Callable[[str], Iterable[str]] | None = None) -> None:
        super().__init__()
        self._to_words = to_words
        self.seen = Runs(self.tokens)
        self.runs: Callable[[str], list[str]] = _whole if to_words else str.split
        self._stem: Callable[[str], str] = lru_cache(maxsize=_MOST_WORDS)(stemmer(language))
        self._segment = segmenter(language)
        self._stop_words = stop_words(language)
        self._negations = frozenset(language.negations.split())
        self._conjunctions = frozenset(language.conjunctions.split())
        self._focus_particles = frozenset(language.focus_particles.split())
        self._counting = {word: str(number) for number, word in enumerate(language.cardinals.split(), 2)}
        self._counting |= {word: f"{number}." for number, word in enumerate(language.ordinals.split(), 1)}
        self._opposites = language.opposites

    def __missing__(self, token: str) -> Word:
        small = token.lower()
        bare, elided, negates = small, False, small in self._negations
        if token.isalpha():  # as most are: without a digit, a sign, or an apostrophe
            number, personal = self._counting.get(small, ""), token in _FIRST_OR_SECOND_PERSON
        else:
            bare = _ELISION.sub("", small.strip("_").replace("’", "'").removesuffix("'s"))
            elided = token[1:2] in ("'", "’") and f"{small[0]}'" in self._negations
            negates = negates or token.endswith(("n't", "n’t")) or elided
            number = self._number_of(small)
            personal = not _FIRST_OR_SECOND_PERSON.isdisjoint(_PARTS.findall(token))
        ends = not token[:1].isalnum() or small in self._conjunctions
        word = self[token] = Word(
            self._stem_of(bare), number, negates, elided, small in self._focus_particles, ends, personal
        )
        return word

    def _stem_of(self, word: str) -> str:
        if word in self._stop_words or not word[:1].isalnum() or (len(word) == 1 and not word.isdigit()):
            return ""
        return word if word[0].isdigit() else self._stem(word)

    def _number_of(self, word: str) -> str:
        if _HAS_ADDRESS.search(word):
            return ""
        return _THOUSANDS.sub("", word) if _DIGIT.search(word) else self._counting.get(word, "")

    @property
    def few(self) -> int:
        """The number of stems that a short sentence has: Chinese and Japanese say as much in fewer words."""
        return _FEW_SEGMENTED if self._segment else _FEW

    def tokens(self, text: str) -> Iterable[str]:
        """The words, numbers and signs of a text."""
        return self._to_words(text) if self._to_words else tokens(text, self._segment)

    def stems(self, text: str) -> list[str]:
        """The stems of a text, in order."""
        return [word.stem for word in map(self.__getitem__, self.tokens(text)) if word.stem]

    def forget(self) -> None:
        """Know nothing of earlier texts if that is more than is worth its memory."""
        if max(len(self), len(self.seen)) > _MOST_WORDS:
            self.clear()
            self.seen.clear()

    @cached_property
    def opposites(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """The stems that say the opposite of each other, side by side."""
        pairs = (pair.split("/") for pair in filter(str.strip, self._opposites.split(";")))
        return tuple(
            (frozenset(map(self._stem, one.split())), frozenset(map(self._stem, other.split()))) for one, other in pairs
        )


def _whole(text: str) -> list[str]:
    return [text]


class Runs(dict[str, Run]):
    """Runs as an analyzer cuts them; a mapping that looks at each once, but for those of scripts without spaces."""

    def __init__(self, to_tokens: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._to_tokens = to_tokens

    def __missing__(self, text: str) -> Run:
        run = Run(tuple(self._to_tokens(text)), count_words(text))
        if len(text) <= _LONGEST_KEPT:
            self[text] = run
        return run


_LONGEST_KEPT = 40
_MOST_WORDS = 100_000
"""How many words of a language, and runs, are kept from one text to the next; about 40 MB."""


def analyzer_of(language: Language) -> Analyzer:
    """The analyzer of a language, which knows the words of earlier texts already."""
    analyzer = _analyzer(language, segmenter(language))
    analyzer.forget()
    return analyzer


@lru_cache(maxsize=8)
def _analyzer(language: Language, _: object) -> Analyzer:
    return Analyzer(language)
