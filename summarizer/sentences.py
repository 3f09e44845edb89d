"""Documents -> sentences, each with the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from summarizer.boundaries import Boundaries
from summarizer.document import Aside, Document, Heading
from summarizer.errors import UsageError
from summarizer.language import LANGUAGES, Language, sentence_tokenizer


class Place(NamedTuple):
    """Where a sentence stands: its identity, and its rank in reading order.

    *source* counts from 0 over the documents, *paragraph* from 1 over `Document.paragraphs`; *start* and *end* are
    offsets in characters into that paragraph's text; *section* names the headings above it, outermost first.
    """

    source: int
    paragraph: int
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()


class Sentence(NamedTuple):
    """A sentence as it stands in the source: *text* equals its place in the paragraph, character for character."""

    text: str
    place: Place


class Tokenizer(Protocol):
    """What cuts text up in place of our own rules; the tokenizers of sumy do.

    Sentences must be stretches of the text, one after the other, as they are.
    """

    def to_sentences(self, text: str, /) -> Iterable[str]:
        """The sentences of a paragraph."""

    def to_words(self, text: str, /) -> Iterable[str]:
        """The words of a sentence."""


def split(
    document: Document, source: int, language: Language, tokenizer: Tokenizer | None = None
) -> Iterator[Sentence]:
    """The sentences of the paragraphs and list items of *document*, in reading order.

    *source* is the document's number among those that are summarised. A sentence never crosses the border of a
    paragraph; a stretch without a letter or digit is none. Raises UsageError for a *tokenizer* that changes the text.
    """
    boundaries = _boundaries(language)
    make = tuple.__new__  # as the classes do it themselves, without a call of Python's for each
    paragraph = 0
    headings: list[Heading] = []
    section: tuple[str, ...] = ()
    for block in document.blocks:
        if isinstance(block, Heading):
            headings = [above for above in headings if above.level < block.level] + [block]
            section = tuple(heading.text for heading in headings)
        elif not isinstance(block, Aside):
            paragraph += 1
            if tokenizer:
                spans: Iterable[tuple[int, int]] = _found(block.text, tokenizer.to_sentences(block.text))
            else:
                spans = _spans(block.text, boundaries)
            for start, end in spans:
                text = block.text[start:end]
                if text[0].isalnum() or _LETTER_OR_DIGIT.search(text):
                    place = make(Place, (source, paragraph, start, end, block.page, section))
                    yield make(Sentence, (text, place))


@lru_cache(maxsize=len(LANGUAGES))
def _boundaries(language: Language) -> Boundaries:
    return Boundaries(sentence_tokenizer(language))


def _found(text: str, sentences: Iterable[str]) -> Iterator[tuple[int, int]]:
    end = 0
    for sentence in sentences:
        start = text.find(sentence, end)
        if start < 0:
            problem = f"gives a sentence that is not in the text: “{sentence[:_QUOTED]}”"
            raise UsageError("tokenizer", problem, "give one that leaves text as it is")
        end = start + len(sentence)
        yield start, end


_QUOTED = 60
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# A note or citation in brackets belongs to the sentence before it, too.
_CLOSES, _OPENS = "”’»)][", "“‘«(["
_CLOSING = re.compile(r"(?:[”’»)\]]+|(?:[”’»)\]]*\s?\[[^][]{1,150}\])+)(?=\s|$)")
_QUOTED_END = re.compile(r"[?!…][”’»\"]|[.?!…]\)")
_OPENING = re.compile(r"(?<=[.!?…])\s+[“‘«(\[]+$")
_OPENED = 20  # characters at the end of a sentence in which its opening marks are looked for


# Of a run of characters without a space, Punkt looks at all for each end of a sentence in it.
_LONG_RUN = 500  # characters after which one is cut at a full stop that needs no space after it, as in Chinese
_ODD_RUN = 2000  # characters after which one is cut at what may end a sentence elsewhere; no prose has any
_RUN = re.compile(rf"\S{{{2 * _LONG_RUN},}}")
_CLOSED = '[”’»」』》）)\\]"]*(?=\\w)'
_FULL_STOP = re.compile(f"[。！？।۔]{_CLOSED}")
_ANY_END = re.compile(f"[.!?;·؟…]{_CLOSED}")


def _spans(text: str, boundaries: Boundaries) -> Sequence[tuple[int, int]]:
    """The spans of the sentences of *text*."""
    # Most texts have nothing that most of these steps are about, which is told at once.
    spans = list(_cut(text, boundaries)) if len(text) >= 2 * _LONG_RUN else boundaries(text)
    if "f." in text or "Dr." in text:
        spans = list(_beyond_titles(text, spans))
    if len(spans) > 1:
        spans = _beyond_abbreviations(text, spans)
    if not text.isascii() and ("…" in text or _THAI_GAP.search(text)):
        spans = [part for start, end in spans for part in _parts(text, start, end)]
    return list(_close_quotes(text, spans)) if text[:1].isspace() or _QUOTING.search(text) else spans


def _cut(text: str, span_tokenize: Callable[[str], Iterable[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of *text*, in time that grows with its length, however seldom it has a space."""
    begin = 0
    for end in [*_cuts(text), len(text)]:
        yield from ((begin + start, begin + stop) for start, stop in span_tokenize(text[begin:end]))
        begin = end


def _cuts(text: str) -> Iterator[int]:
    """Where *text* is cut beforehand: at ends of sentences, within runs of a thousand characters without a space."""
    for run in _RUN.finditer(text):
        place, stop = run.span()
        while stop - place > _LONG_RUN:
            near = _FULL_STOP.search(text, place + _LONG_RUN, min(place + _ODD_RUN, stop))
            end = near or _ANY_END.search(text, place + _ODD_RUN, stop)
            if not end:
                break
            place = end.end()
            yield place


_TITLE = re.compile(r"\b(?:Dr|Prof|[Cc]f)\.$")
# They may end a sentence, but not before a small letter or a number.
_ABBREVIATION = re.compile(
    r"\b(?:al|etc|approx|[Dd]ept|[Ss]ect|[Ee]qs?|[Ff]igs?|[Vv]ols?|[Nn]os|pp|vs|resp|incl|excl)\.$"
)
_LONGEST_ABBREVIATION = 8
# A word that begins with a full stop, as ".tar.{gz,xz}" and '.[docs]' do, goes on where no space follows.
_DOTTED = re.compile(r"(?:^|\s)[\"'“‘(\[`]*\.[\w.]*$")
_LONGEST_DOTTED = 20
_QUOTING = re.compile('[“‘«”’»()\\[\\]"]')
# A word in capitals after three dots begins a sentence; the English "I" does so or not.
_AFTER_DOTS = re.compile(r"(?<=…)[”’»)\]\"]*\s+(?=[“‘«„(\[\"]?(?!I\b)[^\W\d_])")
_THAI_GAP = re.compile(r"(?<=[\u0e00-\u0e7f]) (?=[\u0e00-\u0e7f])")
_THAI_LINKS = ("และ", "หรือ", "แต่", "ที่", "ซึ่ง", "โดย", "เพื่อ", "เพราะ", "ว่า", "ของ", "ใน", "ๆ")
_THAI_CLAUSE = 25
"""Thai has no full stop: a space parts sentences, but phrases too, which are shorter than that."""


def _beyond_titles(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The *spans* without an end after a title, as in "Dr. Klein", or after "cf."."""
    begin: int | None = None
    for start, end in spans:
        start = start if begin is None else begin
        begin = start if _TITLE.search(text, max(start, end - 6), end) and end < len(text.rstrip()) else None
        if begin is None:
            yield start, end
    if begin is not None:
        yield begin, len(text)


def _beyond_abbreviations(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The *spans* without an end between an abbreviation and a small letter or a number, as in "et al. found"."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        first, last = joined[-1]
        follows = text[start]
        if (
            (follows.islower() or follows.isdigit())
            and _ABBREVIATION.search(text, max(first, last - _LONGEST_ABBREVIATION), last)
        ) or (start == last and _DOTTED.search(text, max(first, last - _LONGEST_DOTTED), last)):
            joined[-1] = first, end
        else:
            joined.append((start, end))
    return joined


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a span: there is an end at three dots, too, and in Thai at a space."""
    for dots in _AFTER_DOTS.finditer(text, start, end):
        if text[dots.end() : dots.end() + 2].lstrip('“‘«„(["')[:1].isupper():
            yield start, dots.end() - len(dots[0]) + len(dots[0].rstrip())
            start = dots.end()
    gaps = [gap.end() for gap in _THAI_GAP.finditer(text, start, end)]
    for number, gap in enumerate(gaps):
        follows = gaps[number + 1] if number + 1 < len(gaps) else end
        is_long = min(gap - start, follows - gap) > _THAI_CLAUSE
        if is_long and not text.startswith(_THAI_LINKS, gap):
            yield start, gap - 1
            start = gap
    yield start, end


def _close_quotes(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The *spans* with a closing mark given back to the sentence that it closes, an opening one to the next."""
    begin = 0
    for number, (start, end) in enumerate(spans):
        start = max(start, begin)
        follows = spans[number + 1][0] if number + 1 < len(spans) else None
        if follows is not None and text[follows] in _CLOSES and (closing := _CLOSING.match(text, follows)):
            end = begin = closing.end()
        elif (
            follows is not None
            and text[end - 1] in _OPENS
            and (opening := _OPENING.search(text, max(start, end - _OPENED), end))
        ):
            end, begin = opening.start(), opening.end() - len(opening[0].lstrip())
            spans[number + 1] = (begin, spans[number + 1][1])
        while start < end and text[start].isspace():
            start += 1
        if follows is not None and text[follows].islower() and _QUOTED_END.match(text, end - 2):
            begin, spans[number + 1] = start, (start, spans[number + 1][1])  # “Is it true?” he asked.
        elif start < end:
            yield start, end
