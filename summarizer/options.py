"""What a user may ask of a summary, how long and in which language, and what reading a document may cost."""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass, fields
from typing import Literal

from summarizer.choices import METHODS as METHODS
from summarizer.errors import LimitError, UsageError

Unit = Literal["items", "percent", "words"]

_LENGTH = re.compile(r"(\d+)\s*(%|w|words?|sentences?|points?|)", re.IGNORECASE)


_UNSPACED = (
    ("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", 2),
    ("[\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u104f\u1780-\u17d3]", 5),
)
"""Scripts that put no space between words, and how many of their characters are counted as a word: the usual length of
a word in Chinese and Japanese, and in Thai, Lao, Burmese and Khmer, whose vowel signs are characters too."""
# Holds these scripts. To compile it takes 0.05 ms for each thousand characters that are named: so these are the others.
_MAYBE_UNSPACED = re.compile("[^\0-\u0dff\u17d4-\u3004]")
_ASCII_SIGNS = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code).isspace()))
_ASCII_KINDS = bytes(b" "[0] if chr(code).isspace() else b"a"[0] for code in range(256))
_SIGNS_ALONE = re.compile(r" (?:[^\w ]|_)++(?!\S)")  # a run without a letter or digit


def count_words(text: str) -> int:
    """How many words *text* has: runs between white space that hold a letter or digit.

    In scripts that put no space between words, two characters of Chinese or Japanese are a word, and five of Thai, Lao,
    Burmese or Khmer, in each run rounded up.
    """
    if text.isascii():
        if text.isalnum():
            return 1
        kinds = text.encode().translate(_ASCII_KINDS, _ASCII_SIGNS)
        return kinds.count(b" a") + kinds.startswith(b"a")
    if not _MAYBE_UNSPACED.search(text):
        return _count_runs(text)
    words = 0
    for run in text.split():
        for script, length in _UNSPACED:
            run, characters = re.subn(script, " ", run)
            words += -(-characters // length)
        words += _count_runs(run)
    return words


def _count_runs(text: str) -> int:
    """How many runs between white space hold a letter or digit."""
    runs = " ".join(["", *text.split()])
    return runs.count(" ") - len(_SIGNS_ALONE.findall(runs))


@dataclass(frozen=True, slots=True)
class Length:
    """How long a view may be: a number of sentences or points, of words, or a share of the distinct points.

    *at_least* and *at_most* bound the number that a percentage comes to.
    """

    amount: int
    unit: Unit = "items"
    at_least: int = 1
    at_most: int | None = None

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"a Length takes a whole number, not {self.amount!r}; Length.parse() takes text")
        if self.amount < 1:
            raise UsageError(f"length {self}", "is too short", "give 1 or more, as in 3, 20% or 120w")
        if self.unit == "percent" and self.amount > 100:
            raise UsageError(f"length {self}", "is more than the whole", "give 1% to 100%")

    @classmethod
    def parse(cls, text: str) -> Length:
        """The length that ``5``, ``20%`` or ``120w`` stands for; raises UsageError for anything else."""
        match = _LENGTH.fullmatch(text.strip())
        if not match or len(match[1]) > 9:
            raise UsageError(f"length {text!r}", "is not a length", "write it as 3, 20% or 120w")
        unit: Unit = "percent" if match[2] == "%" else "words" if match[2][:1].lower() == "w" else "items"
        return cls(int(match[1]), unit)

    def items(self, points: int) -> int | None:
        """The number of lines that it allows where there are *points* distinct points; None if words decide."""
        if self.unit == "words":
            return None
        if self.unit == "items":
            return self.amount
        share = max(math.ceil(points * self.amount / 100), self.at_least)
        return share if self.at_most is None else min(share, self.at_most)

    def __str__(self) -> str:
        return f"{self.amount}{ {'items': '', 'percent': '%', 'words': 'w'}[self.unit] }"


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of `summarize`.

    Raises UsageError for an unknown method and for a length that is none.

    *method* is a name in `METHODS`; *language* an ISO 639 code, an English name, or ``auto``. With
    *by_score* the lines of a view stand in the order in which they were chosen, else in reading order. *focus* says in
    some words what the summary should rather be about; with *explain* it says of every sentence what became of it, in
    the views that are *explained*.
    """

    short: Length = Length(3)
    medium: Length = Length(20, "percent", at_least=5, at_most=10)
    bullets: Length = Length(7)
    method: str = "centroid"
    language: str = "auto"
    by_score: bool = False
    focus: str = ""
    explain: bool = False
    explained: tuple[str, ...] = ("short", "medium", "bullets")

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise UsageError(f"method {self.method!r}", "is not known", f"choose {', '.join(METHODS)}")
        for name in ("short", "medium", "bullets"):
            if not isinstance(getattr(self, name), Length):
                raise UsageError(name, f"is {getattr(self, name)!r}, not a Length", "write Length(5)")


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may cost; a 0 lifts a limit, which then reads as `sys.maxsize`.

    *max_bytes* bounds the input, *max_unpacked*, in bytes, all that is unpacked of an archive. *max_pages* is the
    number of pages that are read of a longer document, which is `truncated` then.
    *max_text* bounds the characters of the text found. *time* in seconds and *memory* in bytes bound the process in
    which a parser runs. Raises UsageError for a negative limit.
    """

    max_bytes: int = 100_000_000
    max_unpacked: int = 128_000_000
    max_pages: int = 3_000
    max_text: int = 16_000_000
    time: int = 15
    memory: int = 1_000_000_000

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value < 0:
                raise UsageError(f"limit {field.name}", f"is {value}", "give 0 or more")
            object.__setattr__(self, field.name, min(value, sys.maxsize) or sys.maxsize)

    def check_text(self, name: str, characters: int) -> None:
        """Raise LimitError about the document *name* if so many *characters* of text are too many."""
        if characters > self.max_text:
            raise LimitError(name, f"has more than {self.max_text:,} characters of text", "raise --max-text")
