"""The sources themselves as parts of a page: their paragraphs under numbers, with what is shown of them marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from exporters.parts import Heading, Notice, Part, Reference, Run, SourceHeading, SourceParagraph, SourceText
from exporters.references import (
    paragraph_anchor,
    paragraph_label,
    place_anchor,
    point_references,
    said,
    source_name,
    stated_note,
)
from summarizer.document import Aside, Document, ListItem
from summarizer.document import Heading as SourceHeadingBlock
from summarizer.sentences import Place
from summarizer.summary import Shown, Summary
from templates import Template

Marks = Mapping[tuple[int, int], Sequence[tuple[int, int, tuple[Reference, ...]]]]
"""For each paragraph, by source and number, the stretches that are shown and the key points that they state."""


def source_text(
    summary: Summary, template: Template, drawn: Sequence[str], located: bool
) -> Iterator[SourceHeading | SourceParagraph]:
    """The blocks of the appendix, with what the views *drawn* show of them marked; *located* as in `outline`."""
    if template.show.appendix == "none":
        return
    prose = [line for view in drawn if view != "bullets" for line in getattr(summary, view)] if located else []
    marks = _marks(summary, summary.bullets if "bullets" in drawn else (), prose, template.labels.back)
    several = len(summary.documents) > 1
    for number, document in enumerate(summary.documents):
        if several:
            yield SourceHeading(f"{number + 1} {document.title or source_name(document.source)}")
        for block in _source_blocks(number, document, marks, several, located):
            if template.show.appendix == "full" or (isinstance(block, SourceParagraph) and _is_marked(block)):
                yield block


def _is_marked(block: SourceParagraph) -> bool:
    return any(run.points or run.anchor for run in block.runs)


def _source_blocks(
    source: int, document: Document, marks: Marks, several: bool, located: bool
) -> Iterator[SourceHeading | SourceParagraph]:
    paragraph = 0
    for block in document.blocks:
        if isinstance(block, SourceHeadingBlock):
            yield SourceHeading(block.text, 3 if several else 2)
        elif not isinstance(block, Aside):
            paragraph += 1
            anchor = paragraph_anchor(source, paragraph)
            runs = tuple(_runs(block.text, marks.get((source, paragraph), ()), anchor if located else None))
            depth = block.depth if located and isinstance(block, ListItem) else None
            yield SourceParagraph(paragraph_label(source, paragraph, several), anchor, runs, depth)
        elif located:
            yield SourceParagraph("", "", (Run(block.text),), aside=block.kind)


def _marks(summary: Summary, bullets: Sequence[Shown], prose: Sequence[Shown], back_label: str) -> Marks:
    numbers: dict[Place, list[int]] = {line.sentence.place: [] for line in prose}
    for number, line in enumerate(bullets, 1):
        for place in summary.places(line):
            numbers.setdefault(place, []).append(number)
    marks: dict[tuple[int, int], list[tuple[int, int, tuple[Reference, ...]]]] = {}
    for place in sorted(numbers):
        back = tuple(
            Reference(f"[{number}]", said(back_label, number=number), f"point_{number}") for number in numbers[place]
        )
        marks.setdefault((place.source, place.paragraph), []).append((place.start, place.end, back))
    return marks


def _runs(text: str, marks: Sequence[tuple[int, int, tuple[Reference, ...]]], anchor: str | None) -> Iterator[Run]:
    """*text* cut at its *marks*; with the *anchor* of the paragraph, each has one of its own."""
    position = 0
    for start, end, points in marks:
        if start > position:
            yield Run(text[position:start])
        own = None if anchor is None else f"{anchor}_{start}_{end}"
        yield Run(text[max(start, position) : end], points, own)  # a summary made by hand may have places that overlap
        position = max(end, position)
    if position < len(text):
        yield Run(text[position:])


def chosen(summary: Summary, template: Template) -> Sequence[Shown]:
    """The lines of all views that are asked for, each sentence once."""
    lines = {line.sentence.place: line for view in template.views for line in getattr(summary, view)}
    return [lines[place] for place in sorted(lines)]


def highlighted(summary: Summary, template: Template) -> Iterator[Part]:
    """The sources themselves, with what is chosen marked, and behind that how often and where it is stated."""
    template = replace(template, show=replace(template.show, appendix="full"))
    marks: dict[tuple[int, int], list[tuple[int, int, tuple[Reference, ...]]]] = {}
    notes: dict[str, str] = {}
    for line in chosen(summary, template):
        place, references = line.sentence.place, tuple[Reference, ...]()
        if template.show.counts and line.stated > 1:
            references = tuple(point_references(summary, line, template))
            note = stated_note(line.stated, template.labels, located=bool(references))
            notes[place_anchor(place)] = note[0].lower() + note[1:]
        marks.setdefault((place.source, place.paragraph), []).append((place.start, place.end, references))
    several = len(summary.documents) > 1
    blocks: list[SourceHeading | SourceParagraph] = []
    for number, document in enumerate(summary.documents):
        if several:
            blocks.append(SourceHeading(f"{number + 1} {document.title or source_name(document.source)}"))
        blocks += _source_blocks(number, document, marks, several, located=True)
    yield Heading(template.labels.source, "source")
    yield Notice(template.labels.highlights)
    yield SourceText(tuple(_noted(block, notes) for block in blocks))


def _noted(block: SourceHeading | SourceParagraph, notes: Mapping[str, str]) -> SourceHeading | SourceParagraph:
    if isinstance(block, SourceHeading):
        return block
    return replace(block, runs=tuple(replace(run, note=notes.get(run.anchor or "", "")) for run in block.runs))
