"""How a page names places of the source: labels as ``¶7``, anchors for links, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from exporters.parts import Reference
from summarizer.characters import show
from summarizer.document import Source
from summarizer.sentences import Place
from summarizer.summary import Shown, Summary
from templates import Labels, Template

MOST_REFERENCES = 24
"""A point that more paragraphs state names only so many of them; the JSON form names all."""


def source_name(source: Source) -> str:
    """The name of *source*, which may be any bytes but a slash, as a text that steers no reader."""
    return show(source.name)


def said(label: str, **values: object) -> str:
    """A *label* of a template with the *values* of what it names in braces; nothing else in it means anything."""
    return _NAMED.sub(lambda match: str(values.get(match[1], match[0])), label)


_NAMED = re.compile(r"\{(\w+)\}")


def place_reference(place: Place, labels: Labels, several: bool) -> Reference:
    """The very sentence at *place* in a source whose sentences are located."""
    reference = paragraph_reference(place.source, place.paragraph, labels, several)
    return replace(reference, anchor=place_anchor(place))


def point_references(summary: Summary, line: Shown, template: Template) -> Iterator[Reference]:
    """The paragraphs that state what *line* states, not more than fit."""
    labels, several = template.labels, len(summary.documents) > 1
    is_linked = template.show.appendix != "none"
    places = dict.fromkeys((place.source, place.paragraph) for place in summary.places(line))
    for source, paragraph in islice(places, MOST_REFERENCES):
        reference = paragraph_reference(source, paragraph, labels, several)
        yield reference if is_linked else Reference(reference.label, reference.description, None)
    if len(places) > MOST_REFERENCES:
        yield Reference(said(labels.more, count=len(places) - MOST_REFERENCES), labels.more_paragraphs, None)


def paragraph_reference(source: int, paragraph: int, labels: Labels, several: bool) -> Reference:
    """The paragraph of that number in a source, of *several* or the only one."""
    name = labels.paragraph_of if several else labels.paragraph
    description = said(name, number=paragraph, source=source + 1)
    return Reference(paragraph_label(source, paragraph, several), description, paragraph_anchor(source, paragraph))


def stated_note(times: int, labels: Labels, *, located: bool) -> str:
    """How often something is stated, in words, with a colon where it is *located*: it says where behind it."""
    note = labels.stated_once if times == 1 else said(labels.stated, count=times)
    return note + labels.colon if located else note


def reference_label(place: Place, sources: int) -> str:
    """How a place is named on the page: ``¶7``, or ``2¶7`` where there are several *sources*."""
    return paragraph_label(place.source, place.paragraph, sources > 1)


def paragraph_label(source: int, paragraph: int, several: bool) -> str:
    """How a paragraph is named on the page: ``¶7``, or ``2¶7`` where there are *several* sources."""
    return f"{source + 1}¶{paragraph}" if several else f"¶{paragraph}"


def place_anchor(place: Place) -> str:
    """The target of links to a sentence, unique on a page."""
    return f"{paragraph_anchor(place.source, place.paragraph)}_{place.start}_{place.end}"


def paragraph_anchor(source: int, paragraph: int) -> str:
    """The target of links to a paragraph, unique on a page."""
    return f"source_{source + 1}_{paragraph}"
