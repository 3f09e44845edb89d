"""The parts of a page: what an exporter draws, each of them in its format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the page; *kicker* stands above it."""

    quotes: ClassVar[bool] = False
    text: str
    kicker: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled facts about source and summary, on one line where it has room; *colon* stands behind a bare label."""

    quotes: ClassVar[bool] = False
    items: tuple[tuple[str, str], ...]
    colon: str = ": "


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a section, *anchor* the target of links to it."""

    quotes: ClassVar[bool] = False
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A paragraph of the source, as ``¶7``; *anchor* is where it stands on the page, if it does."""

    label: str
    description: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Prose:
    """A summary as running text: paragraphs, each the sentences that stand in it.

    *box* is the `Heading` of a prominent one that is drawn as a box, heading and text together. *places* has for each
    sentence of each paragraph where it stands; it is empty where sentences are not located.
    """

    quotes: ClassVar[bool] = True
    paragraphs: tuple[tuple[str, ...], ...]
    box: Heading | None = None
    places: tuple[tuple[Reference, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered key point, *note* how often it is stated, *references* where.

    The note ends with a colon where references follow.
    """

    number: int
    anchor: str
    text: str
    note: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """The numbered list of key points."""

    quotes: ClassVar[bool] = True
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a source paragraph; *points* are the key points that quote it, as links back to them.

    *anchor* is the target of links to a sentence that is shown, where these are located. With a *note*, which says how
    often it is stated and ends with a colon, *points* are the paragraphs that state it.
    """

    text: str
    points: tuple[Reference, ...] = ()
    anchor: str | None = None
    note: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether it is a sentence that is shown."""
        return bool(self.points or self.anchor)

    @property
    def remark(self) -> str:
        """What stands behind it, as plain text."""
        labels = [point.label for point in self.points]
        return f" ({self.note}{', '.join(labels)})" if self.note else "".join(f" {label}" for label in labels)


@dataclass(frozen=True, slots=True)
class SourceHeading:
    """A heading of the source, or the name of one of several sources.

    *level* is 2 below the section's own heading, 3 below the name of a source; the levels of the source itself may
    begin anywhere and skip, so they are not kept.
    """

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph or list item of the source under its number, ``¶7``.

    Where sentences are located, *depth* is that of a list item, from 0, and *aside* the kind of what is no text, a
    table, code or caption, which has neither number nor anchor.
    """

    label: str
    anchor: str
    runs: tuple[Run, ...]
    depth: int | None = None
    aside: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The source itself, its paragraphs numbered as the references have it."""

    quotes: ClassVar[bool] = True
    blocks: tuple[SourceHeading | SourceParagraph, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark of ours to the reader."""

    quotes: ClassVar[bool] = False
    text: str


Part = Title | Facts | Heading | Prose | Points | SourceText | Notice


def joined(sentences: Sequence[str]) -> str:
    """The *sentences* of a paragraph as running text."""
    pieces = list(sentences[:1])
    for before, sentence in pairwise(sentences):
        pieces += [gap(before, sentence), sentence]
    return "".join(pieces)


def gap(before: str, sentence: str) -> str:
    """What parts two sentences of a paragraph: a space, but nothing in Chinese and Japanese."""
    last, first = before[-1:], sentence[:1]
    if min(last, first) < "\u3000":  # spares most texts the pattern, which takes 2 ms to compile
        return " "
    return "" if re.match(_UNSPACED, last) and re.match(_UNSPACED, first) else " "


_UNSPACED = "[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
