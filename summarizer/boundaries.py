"""Where sentences end, as Punkt decides it (Kiss and Strunk 2006), in a third of its time.

Punkt weighs each full stop by the words around it. Most stand behind a bracket, a quotation mark or a word of letters
that is no abbreviation and begins no collocation; then nothing else matters, and the sentence ends. All others are put
to Punkt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from punkt import PunktSentenceTokenizer

Span = tuple[int, int]

_BLANKS = "\t\n\r\v\f"
_ASKED = 4_096
"""How many of Punkt's answers are kept."""

_DOTS = re.compile(r"\.\s?\.")
_RUN = re.compile(r"\.{2,}|(?:\.\s){2,}\.")
"""A run of full stops, as Punkt has it; its runs of dashes are none."""


class Boundaries:
    """The spans of the sentences of a text: the same as those that *punkt* gives."""

    def __init__(self, punkt: PunktSentenceTokenizer) -> None:
        rules, parameters = punkt.rules, punkt.params
        self._punkt = punkt
        self._ends = frozenset(rules.sent_end_chars)
        # Tokens after which a full stop may be no end; "." stands for one that is a token of its own.
        self._doubtful = parameters.abbrev_types | parameters.numeric_abbrev_types
        self._doubtful |= {first for first, _ in parameters.collocations}
        self._candidate = re.compile(rf"{rules.sent_end_char_class}(?=({rules.non_word_char_class}|\s+(\S+)))")
        self._plain = re.compile(rf"(?:.*{rules.non_word_char_class})?([^\W\d_]{{2,}}+)?", re.DOTALL)
        self._closing = re.compile(rules.boundary_realignment_pattern)
        self._is_spaced = rules.next_sentence_requires_space
        self._asked = lru_cache(maxsize=_ASKED)(self._ask)

    def __call__(self, text: str) -> list[Span]:
        """The spans of the sentences of *text*, in order."""
        if not self._is_spaced or any(map(text.__contains__, _BLANKS)):
            return list(self._punkt.span_tokenize(text))
        return list(self._realigned(text, self._spans(text)))

    def _spans(self, text: str) -> list[Span]:
        """The spans from end to end; one of nothing but full stops belongs to the one before."""
        spans: list[Span] = []
        start, ends = 0, self._ends
        for end, follows in [*self._cuts(text), (len(text.rstrip()), 0)]:
            if start < end and spans and text[start] in ends and ends.issuperset(text[start:end]):
                spans[-1] = spans[-1][0], end
            elif start < end:
                spans.append((start, end))
            start = follows
        return spans

    def _cuts(self, text: str) -> Iterator[Span]:
        """Where each sentence ends, and where what follows begins."""
        dots = _DOTS.search(text)
        within = _within(text, dots.start()) if dots else ()
        word = stop = 0  # from where to where the word before the latest candidate stands
        latest: re.Match[str] | None = None
        for match in self._candidate.finditer(text):
            place = match.start()
            if place in within:
                continue
            space = text.rfind(" ", stop, place)
            begin = space + 1 if space > stop else word
            if latest and stop <= begin and self._is_end(text[word:stop], latest):  # else it stands in a word
                yield stop + 1, latest.start(2) if latest[2] else stop + 1
            word, stop, latest = begin, place, match
        if latest and self._is_end(text[word:stop], latest):
            yield stop + 1, latest.start(2) if latest[2] else stop + 1

    def _is_end(self, word: str, candidate: re.Match[str]) -> bool:
        """Whether a sentence ends at a *candidate* with that *word* before it."""
        if candidate[0] != ".":
            return True
        if len(word) > 1 and word.isalpha():  # as most are
            last = word
        else:
            plain = self._plain.fullmatch(word)
            last = (plain[1] or ".") if plain else ""
        return bool(last and last.lower() not in self._doubtful) or self._asked(word + candidate[0] + candidate[1])

    def _ask(self, context: str) -> bool:
        """Whether Punkt ends a sentence in *context*: a word, the candidate and what follows."""
        tokens = list(self._punkt.annotated_tokens(context))
        return any(token.sentbreak for token in tokens[:-1])

    def _realigned(self, text: str, spans: Sequence[Span]) -> Iterator[Span]:
        """The *spans* with what closes a quotation or bracket given back to the sentence before it."""
        moved = 0
        for (start, end), (follows, last) in pairwise([*spans, (0, 0)]):
            start += moved
            closing = None if not last or text[follows].isalnum() else self._closing.match(text, follows, last)
            moved = closing.end() - follows if closing else 0
            if closing:
                yield start, follows + len(closing[0].rstrip())
            elif start < end:
                yield start, end


def _within(text: str, begin: int) -> frozenset[int]:
    """The places, from *begin* on, of the full stops in a run of several, but the last."""
    runs = _RUN.finditer(text, begin)
    return frozenset(place for run in runs for place in range(run.start(), run.end() - 1))
