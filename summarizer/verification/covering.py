"""A briefing taken apart: each stretch is a sentence or paragraph of the sources, words of ours, or left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from summarizer.verification.expected import Expected
from summarizer.verification.texts import Squeezed, squeezed
from templates import VIEWS

_NUMBER = re.compile(r"(\d{1,6})\.?")
_BACK = re.compile(r"(?:\[\d{1,6}\])+")
_LABEL = re.compile(r"\d{0,6}(?:¶|par\.)")
_RULE = re.compile("[─-]{16,}")
_OPENING, _CLOSING, _BULLET = ("⟦", "[["), ("⟧", "]]"), ("•", "*")
_LONG = 12
"""So many signs of a sentence are no coincidence: where it begins within what is left over, that ends."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the briefing, from *start* to *end*, that is none of the following: words of ours."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quoted(Stretch):
    """A sentence of the sources, *row* of their analysis; the numbers of the points that it points *back* to."""

    row: int
    back: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered(Stretch):
    """The *number* before a point."""

    number: int


@dataclass(frozen=True, slots=True)
class Whole(Stretch):
    """A paragraph of the sources behind its *label*: the sentences that stand there, and whether these are all."""

    label: str
    quoted: tuple[Quoted, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Headed(Stretch):
    """The name of a *view*, or of the source text."""

    view: str


@dataclass(frozen=True, slots=True)
class Share(Stretch):
    """How long a *view* is said to be."""

    view: str


@dataclass(frozen=True, slots=True)
class LeftOver(Stretch):
    """What is nothing that the briefing may say."""


def cover(text: Squeezed, expected: Expected) -> list[Stretch]:
    """The stretches of *text*, in order and without gaps; as little as can be of it is left over."""
    covering = _Covering(text, expected)
    reached: dict[int, Stretch] = {}
    open_ = [0]
    at = 0
    while open_:
        at = heappop(open_)
        if at == len(text):
            break
        for stretch in covering.stretches(at):
            if stretch.end not in reached:
                reached[stretch.end] = stretch
                heappush(open_, stretch.end)
        if not open_:
            end = covering.resumed(at)
            reached[end] = LeftOver(at, end)
            open_.append(end)
    stretches = []
    while at:
        stretches.append(reached[at])
        at = reached[at].start
    return stretches[::-1]


class _Covering:
    def __init__(self, text: Squeezed, expected: Expected) -> None:
        self._text = text
        self._expected = expected

    def stretches(self, at: int) -> Iterator[Stretch]:
        """Everything that may stand at *at*, what says most first."""
        text, expected = self._text, self._expected
        yield from self._paragraphs(at)
        for view in VIEWS:
            if share := expected.patterns[view].match(text.signs, at):
                yield Share(at, share.end(), view)
        for signs in expected.sentences.found(text.signs, at):
            for row in expected.rows[signs]:
                if text.reads(expected.plain(expected.analysis.text(row)), at):
                    yield from self._quoted(row, at, at + len(signs))
        for signs in expected.fixed.found(text.signs, at):
            if text.reads(expected.fixed_texts[signs], at):
                end = at + len(signs)
                yield Headed(at, end, expected.views[signs]) if signs in expected.views else Stretch(at, end)
        yield from self._marks(at)

    def _quoted(self, row: int, at: int, end: int) -> Iterator[Stretch]:
        """The sentence *row* with each of the remarks that may stand behind it, and without."""
        expected = self._expected
        sources = expected.sources(row)
        places = (f"{sources}{place}" for place in expected.places(row))
        for remark in (sources, *places):
            if behind := self._behind(remark, end):
                yield Quoted(at, behind, row)
        behind, back = self._stated(row, end)
        yield Quoted(at, behind, row, back)
        yield Quoted(at, end, row)

    def _behind(self, remark: str, at: int) -> int:
        """Where *remark* ends that stands at *at*, whole; 0 where it does not."""
        signs = self._expected.signs(remark)
        end = at + len(signs)
        is_whole = signs.endswith(")") or end == len(self._text) or self._text.begins_word(end)
        return end if signs and is_whole and self._text.signs.startswith(signs, at) else 0

    def _stated(self, row: int, at: int) -> tuple[int, tuple[int, ...]]:
        """Where it ends what is said at *at* of the sentence *row*, and the points that it is led back to there."""
        at = self._over(_CLOSING, at)
        end = next((end for note in self._expected.notes(row) if (end := self._behind(note, at))), at)
        back = _BACK.match(self._text.signs, end)
        return (back.end(), _numbers(back[0])) if back else (end, ())

    def _over(self, signs: Sequence[str], at: int) -> int:
        """*at*, or where one of *signs* ends that stands there."""
        return next((at + len(sign) for sign in signs if self._text.signs.startswith(sign, at)), at)

    def _marks(self, at: int) -> Iterator[Stretch]:
        """The number of a point, the number of a page, a rule."""
        text = self._text
        word = text.word(at)
        if text.begins_word(at) and (number := _NUMBER.fullmatch(word)) and self._is_sentence(at + len(word)):
            yield Numbered(at, at + len(word), int(number[1]))
        if opened := self._over(_OPENING, at) - at:
            yield Stretch(at, at + opened)
        for pattern in (self._expected.patterns["number"], _RULE):
            if match := pattern.match(text.signs, at):
                yield Stretch(at, match.end())

    def _is_sentence(self, at: int) -> bool:
        return any(True for _ in self._expected.sentences.found(self._text.signs, at))

    def _paragraphs(self, at: int) -> Iterator[Stretch]:
        """The paragraph whose label stands at *at*, as far as it is what the source says."""
        text = self._text
        sign = _LABEL.match(text.signs, at) if text.begins_word(at) else None
        if not sign:
            return
        label = sign[0] + (text.word(sign.end()) if text.signs[sign.end() : sign.end() + 1].isdigit() else "")
        place = self._expected.paragraphs.get(label)
        if place:
            yield self._paragraph(place, label, at, at + len(label))

    def _paragraph(self, place: tuple[int, int], label: str, start: int, at: int) -> Stretch:
        paragraph = self._expected.analysis.documents[place[0]].paragraphs[place[1] - 1].text
        quoted: list[Quoted] = []
        done, at = 0, self._over(_BULLET, at)
        for sentence in self._expected.spans.get(place, ()):
            words = paragraph[done : sentence.place.end]
            begin = self._over(_OPENING, at) if self._read(words, at) is None else at
            end = self._read(words, begin)
            if end is None:
                return Whole(start, at, label, tuple(quoted), is_whole=False)
            row = self._expected.rows[self._expected.signs(sentence.text)][0]
            done, (at, back) = sentence.place.end, self._stated(row, end)
            quoted.append(Quoted(begin, end, row, back))
        rest = self._read(paragraph[done:], at)
        return Whole(start, at if rest is None else rest, label, tuple(quoted), is_whole=rest is not None)

    def _read(self, words: str, at: int) -> int | None:
        """Where *words* end that stand at *at*; None where they do not."""
        words = self._expected.plain(words)
        signs = squeezed(words)
        if not self._text.signs.startswith(signs, at) or not self._text.reads(words, at):
            return None
        return at + len(signs)

    def resumed(self, at: int) -> int:
        """Where, behind *at*, something begins again that may stand there."""
        text = self._text
        for start in text.word_starts(at):
            if text.begins_line(start):
                if any(True for _ in self.stretches(start)):
                    return start
                continue
            begin = self._over(_OPENING, start)
            if any(len(signs) >= _LONG for signs in self._expected.sentences.found(text.signs, begin)):
                return start
        return len(text)


def _numbers(back: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", back))
