"""Lines of a document -> text: which hyphens at a line end belong to their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.layout.units import unspaced

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_HYPHENS = ("-", "‐", "\xad")
_WORD = re.compile(r"[^\W\d_]+")


class Words:
    """The words of a document, which tell whether a hyphen at a line end belongs to its word."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.whole: set[str] = set()
        self.hyphenated: set[str] = set()
        is_cut = False
        for text in texts:
            folded = text.casefold()
            self.hyphenated.update(match[0] for match in _HYPHENATED.finditer(folded))
            words = [match[0] for match in _WORD.finditer(folded)]
            was_cut, is_cut = is_cut, text[-1:] in _HYPHENS
            self.whole.update(words[was_cut : len(words) - is_cut])  # halves of words are no words

    def joined(self, lines: Sequence[str]) -> str:
        """*lines* on one line."""
        pieces = [lines[0]]
        for above, line in pairwise(lines):
            if above[-1] == "\xad":
                pieces[-1] = pieces[-1][:-1]
            elif above[-1] in _HYPHENS and above[-2:-1].isalpha() and line[0].isalpha():
                if line[0].islower() and self._is_cut(above, line):
                    pieces[-1] = pieces[-1][:-1]
            elif not (unspaced(above[-1]) and unspaced(line[0])):
                pieces.append(" ")
            pieces.append(line)
        return "".join(pieces)

    def _is_cut(self, above: str, line: str) -> bool:
        """Whether the hyphen at the end of *above* is there for the line end alone."""
        head = above.rpartition(" ")[2][:-1].casefold().lstrip("\"'“‘«„([")
        first = _WORD.match(line.casefold())
        tail = first[0] if first else ""
        if head + tail in self.whole:
            return True
        if f"{head}-{tail}" in self.hyphenated or "-" in head:
            return False
        return not (head in self.whole and tail in self.whole and len(head) > 2 and len(tail) > 2)
