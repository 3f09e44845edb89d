"""Text without its white space: two texts are the same if their signs are, and if their words begin at the same."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\S+")
# Signs without a shape of their own, which some formats keep and others leave out.
_UNSEEN = re.compile("[\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_LIGATURES = str.maketrans(dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)))
_BEYOND = re.compile("[\U00010000-\U0010ffff]")

_MOST_FOUND = 16  # texts that begin alike; of more, the short ones end in the middle of something


def seen(text: str) -> str:
    """*text* in NFC, without signs that have no shape: soft hyphens, joiners, marks of direction and variation."""
    text = unicodedata.normalize("NFC", text)
    return text if text.isascii() else _UNSEEN.sub("", text)


def squeezed(text: str) -> str:
    """*text*, as `seen`, without its white space."""
    return "".join(seen(text).split())


def as_in_pdf(text: str) -> str:
    """*text* as PDFium tells it: without signs beyond U+FFFF, and with the letters that a ligature stands for."""
    return text if text.isascii() else _BEYOND.sub("", text).translate(_LIGATURES)


class Squeezed:
    """A long text as `seen`, and its signs without white space; offsets count in these."""

    def __init__(self, text: str) -> None:
        self.whole = seen(text)
        starts, origins, line_ends, words, length, end = array("L"), array("L"), bytearray(), [], 0, 0
        for match in _WORD.finditer(self.whole):
            starts.append(length)
            origins.append(match.start())
            line_ends.append("\n" in self.whole[end : match.start()] if end else 1)
            words.append(match[0])
            length, end = length + len(match[0]), match.end()
        self.signs = "".join(words)
        self._starts, self._origins, self._line_ends = starts, origins, line_ends

    def __len__(self) -> int:
        return len(self.signs)

    def word(self, at: int) -> str:
        """The rest of the word that *at* stands in."""
        return self.signs[at : self._word_end(at)]

    def _word_end(self, at: int) -> int:
        number = bisect_right(self._starts, at)
        return self._starts[number] if number < len(self._starts) else len(self.signs)

    def begins_word(self, at: int) -> bool:
        """Whether there is white space before *at*."""
        number = bisect_left(self._starts, at)
        return number < len(self._starts) and self._starts[number] == at

    def begins_line(self, at: int) -> bool:
        """Whether a line begins at *at*."""
        return self.begins_word(at) and bool(self._line_ends[bisect_left(self._starts, at)])

    def word_starts(self, after: int) -> Iterator[int]:
        """Where words begin behind *after*."""
        return (self._starts[number] for number in range(bisect_right(self._starts, after), len(self._starts)))

    def original(self, start: int, end: int) -> str:
        """The text from *start* to *end* on one line, with its white space."""
        return " ".join(self.whole[self._origin(start) : self._origin(end - 1) + 1].split())

    def _origin(self, at: int) -> int:
        number = bisect_right(self._starts, at) - 1
        return self._origins[number] + at - self._starts[number]

    def reads(self, text: str, at: int) -> bool:
        """Whether *text*, whose signs stand at *at*, has its words there: parted where they are, unless a line ends."""
        gaps, length = set(), 0
        for word in seen(text).split():
            gaps.add(at + length)
            length += len(word)
        gaps.discard(at)
        first, last = bisect_right(self._starts, at), bisect_left(self._starts, at + length)
        found = {self._starts[number]: self._line_ends[number] for number in range(first, last)}
        return gaps <= found.keys() and all(found[gap] for gap in found.keys() - gaps)


class Index:
    """Texts by how they begin: finds those that a longer text goes on with at some place."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = sorted(set(filter(None, texts)))
        self._shorter = array("l")
        open_: list[int] = []
        for number, text in enumerate(self._texts):
            while open_ and not text.startswith(self._texts[open_[-1]]):
                open_.pop()
            self._shorter.append(open_[-1] if open_ else -1)
            open_.append(number)

    def found(self, text: str, at: int) -> Iterator[str]:
        """The texts that stand in *text* at *at*, the longest first, and not more of them than matter."""
        number = self._last_not_after(text, at)
        alike = _alike(self._texts[number], text, at) if number >= 0 else 0
        while number >= 0 and len(self._texts[number]) > alike:
            number = self._shorter[number]
        for _ in range(_MOST_FOUND):
            if number < 0:
                return
            yield self._texts[number]
            number = self._shorter[number]

    def _last_not_after(self, text: str, at: int) -> int:
        """The number of the last of the sorted texts that is not after what stands at *at*; -1 for none."""
        low, high = 0, len(self._texts)
        while low < high:
            middle = (low + high) // 2
            known = self._texts[middle]
            if known <= text[at : at + len(known)]:
                low = middle + 1
            else:
                high = middle
        return low - 1


def _alike(one: str, text: str, at: int) -> int:
    """How many signs of *one* stand in *text* at *at*."""
    low, high = 0, len(one)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(one[low:middle], at + low):
            low = middle
        else:
            high = middle - 1
    return low
