"""Lines of a document -> text: which hyphens at a line end belong to their words, and what stands between lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.layout.units import unspaced

HYPHENS = ("-", "‐", "\xad")
"""What a word is cut with at a line end."""

_HYPHENATED = re.compile(r"[^\W\d_]++(?:[-‐][^\W\d_]++)++")
_WORD = re.compile(r"[^\W\d_]+")
_HEAD, _TAIL = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+\Z"), re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+")
_LONGEST_PART = 100  # characters of a word beside a hyphen that are looked at
_CLOSED, _OPEN = re.compile(r"[^\s—–][—–](?=[^\s—–])"), re.compile(r"\s[—–](?=[^\s—–])|[^\s—–][—–]\s")
_ADDRESS = re.compile(r"://\S*[./_?&=#%~-]\Z")  # breaks off in the middle
_LONGEST_ADDRESS = 300
_OTHER = re.compile(r"‐\S")
_AFTER_DASH, _BEFORE_DASH = re.compile(r"[^\s—–][—–]\Z"), re.compile(r"[—–][^\s—–]")


class Words:
    """The words of a document, which tell whether a hyphen at a line end belongs to its word.

    *is_closed* tells that its dashes—like these—have no space beside them; *has_own* that its words are cut with a sign
    (‐) which stands nowhere else, for those that have a hyphen have another (-).
    """

    def __init__(self, texts: Iterator[str]) -> None:
        self.whole: set[str] = set()
        self.hyphenated: set[str] = set()
        is_cut = False
        closed, has_other = 0, False
        for text in texts:
            folded = text.casefold()
            for match in _HYPHENATED.finditer(folded) if "-" in text or "‐" in text else ():
                if not folded.startswith(HYPHENS, match.end()):
                    self.hyphenated.add(match[0].replace("‐", "-"))
            words = _WORD.findall(folded)
            was_cut, is_cut = is_cut, text[-1:] in HYPHENS
            self.whole.update(words[was_cut : len(words) - is_cut])  # halves of words are no words
            if "—" in text or "–" in text:
                closed += len(_CLOSED.findall(text)) - len(_OPEN.findall(text))
            has_other = has_other or ("‐" in text and _OTHER.search(text) is not None)
        self.is_closed, self.has_own = closed > 0, not has_other

    def joined(self, lines: Sequence[str]) -> str:
        """*lines* on one line."""
        pieces = [lines[0]]
        for above, line in pairwise(lines):
            if above[-1] == "\xad" or (above[-1] == "‐" and self.has_own and line[0].isalpha()):
                pieces[-1] = pieces[-1][:-1]
            elif _ADDRESS.search(above[-_LONGEST_ADDRESS:]) and not line[0].isupper():
                pass
            elif above[-1] in HYPHENS and above[-2:-1].isalpha() and line[0].isalpha():
                if line[0].islower() and self._is_cut(above, line):
                    pieces[-1] = pieces[-1][:-1]
            elif not (unspaced(above[-1]) and unspaced(line[0])) and not self._is_dashed(above, line):
                pieces.append(" ")
            pieces.append(line)
        return "".join(pieces)

    def _is_dashed(self, above: str, line: str) -> bool:
        """Whether a dash at the end of *above*, or at the beginning of *line*, parts the two without a space."""
        return self.is_closed and bool(_AFTER_DASH.match(above[-2:]) or _BEFORE_DASH.match(line))

    def _is_cut(self, above: str, line: str) -> bool:
        """Whether the hyphen at the end of *above* is there for the line end alone."""
        before, after = above[-_LONGEST_PART:-1].replace("‐", "-"), line[:_LONGEST_PART].replace("‐", "-")
        head, tail = _HEAD.search(before.casefold()), _TAIL.match(after.casefold())
        if not head or not tail:
            return True
        last, first = head[0].rpartition("-")[2], tail[0].partition("-")[0]
        if last + first in self.whole or head[0] + tail[0] in self.hyphenated:
            return True
        if f"{head[0]}-{tail[0]}" in self.hyphenated:
            return False
        are_words = last in self.whole and first in self.whole
        is_compound = "-" in head[0] + tail[0]
        return not (are_words and (is_compound or (len(last) > 2 and len(first) > 2)))
