"""Lines and groups of lines, and what the text of a line tells about the next."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

OPENING = "\"'“‘«‹„([「『（"
"""Characters that open a quotation or bracket."""

HEADING_WORDS, HEADING_CHARACTERS = 12, 120
"""More words or characters than that are no heading."""

# Where ranges of letters of scripts that put no space between words begin, and the one after each of them.
_UNSPACED = "\u0e00\u0f00\u1000\u10a0\u1780\u1800\u2e80\u3130\u3190\ua000\uf900\ufb00\uff00\ufff0"
_CLOSING = "\"'”’»›)]」』）"
FINAL = frozenset(".!?…。！？｡؟۔।॥")
"""Characters that end a sentence."""

_DANGLING = frozenset(",;-‐–—(/&")
# A line that ends with one of these goes on in the next.
_UNFINISHED = re.compile(
    "a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|is|are|was|were|be|as|if|than|into|its|his|her|"
    "their|our|not|has|have|had|will|would|can|could|may"
)


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Line(NamedTuple):
    """A line without the white space around it.

    *gap* tells that it stands apart from the line above; *level* is that of a heading by its own marks, else 0.
    """

    text: str
    indent: int
    gap: bool
    level: int = 0

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with it."""
        return ended(self.text)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, its cells parted by bars."""
        if "|" not in self.text:
            return False
        if self.text.startswith("|"):
            return len(self.text) > 1 and self.text.endswith("|")
        return len(self.text) <= HEADING_CHARACTERS and self.text.count(" | ") > 1 and not self.ended


@dataclass(slots=True)
class Unit:
    """Lines of one kind: a ``text``, ``table`` or ``note``, or an ``item`` whose *mark* has so many characters."""

    kind: str
    lines: list[Line]
    width: int
    mark: int = 0
    text: str = ""

    @property
    def gap(self) -> bool:
        """Whether it stands apart from the unit above it."""
        return self.lines[0].gap


def unspaced(text: str) -> int:
    """How many letters of scripts that put no space between words are in *text*."""
    return 0 if text.isascii() else sum(bisect(_UNSPACED, character) % 2 for character in text)


def ended(text: str) -> bool:
    """Whether *text* ends as a sentence does."""
    return text.rstrip(_CLOSING)[-1:] in FINAL


def is_unfinished(text: str) -> bool:
    """Whether the last word or sign of *text* calls for more."""
    return text[-1] in _DANGLING or _UNFINISHED.fullmatch(text.rpartition(" ")[2]) is not None


def has_letter(text: str) -> bool:
    """Whether *text* says anything in words."""
    return any(map(str.isalpha, text))


def roman(letters: str) -> int:
    """The number that small *letters* are in Roman numerals, 0 where they are none."""
    values = [_ROMAN.get(letter, 0) for letter in letters]
    return 0 if 0 in values else sum(-a if a < b else a for a, b in pairwise([*values, 0]))
