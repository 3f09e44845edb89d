"""Documents -> sentences, each with the place it stands in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in the source: *text* equals its place in the paragraph, character for character."""

    text: str
    place: Place
