"""A summary and a template -> the parts of a page, the same for every format.

What is shown, under which label and in which order is decided here, once; an exporter only draws parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby, islice

from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Point,
    Points,
    Prose,
    Reference,
    Run,
    SourceHeading,
    SourceParagraph,
    SourceText,
    Title,
)
from summarizer.characters import show
from summarizer.document import Aside, Document, ListItem, Source
from summarizer.document import Heading as SourceHeadingBlock
from summarizer.options import count_words
from summarizer.sentences import Place
from summarizer.summary import Shown, Summary
from templates import Labels, Template

SUBJECT_LENGTH = 200
MOST_REFERENCES = 24
"""A point that more paragraphs state names only so many of them; the JSON form names all."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself outside its text; *date* is as the user or the source wrote it."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    date: str | None


def properties(summary: Summary, template: Template) -> Properties:
    """The properties of a file that shows *summary*: the user's, else the sources', else made from the summary."""
    given = template.metadata
    sources = [document.source for document in summary.documents]
    return Properties(
        title=title(summary, template),
        author=given.author or next((source.author for source in sources if source.author), ""),
        subject=given.subject or (_clipped(summary.short[0].sentence.text) if summary.short else ""),
        keywords=given.keywords or ", ".join(filter(None, [template.marking, *summary.terms])),
        language=given.language or summary.language,
        date=given.date or next((source.date for source in sources if source.date), None),
    )


def _clipped(text: str) -> str:
    """The first 200 characters of *text*, cut between words."""
    return text if len(text) <= SUBJECT_LENGTH else text[: SUBJECT_LENGTH - 1].rpartition(" ")[0] + "…"


def title(summary: Summary, template: Template) -> str:
    """The title of the page: the user's, else the source's, else the file's name."""
    names = ", ".join(_name(document.source) for document in summary.documents)
    return template.metadata.title or summary.title or (template.labels.untitled if names in ("", "-") else names)


def _name(source: Source) -> str:
    """The name of *source*, which may be any bytes but a slash, as a text that steers no reader."""
    return show(source.name)


def outline(summary: Summary, template: Template, *, located: bool = False) -> tuple[Part, ...]:
    """The parts of the page that shows *summary* by *template*, in order.

    *located* is for a page with the source beside it: every sentence that is shown has its place there, and the source
    its asides.
    """
    drawn = views(summary, template)
    is_source = template.show.body == "source"
    shares = [(getattr(template.labels, view), getattr(summary, view)) for view in drawn[:1]]
    if is_source:
        shares = [(template.labels.facts_marked, _chosen(summary, template))]
    parts: list[Part] = [Title(title(summary, template), template.text.kicker)]
    if template.show.facts or template.marking:
        parts.append(_facts(summary, template, shares))
    if not summary.points:
        return (*parts, Notice(template.labels.nothing))
    if is_source:
        return (*parts, *_highlighted(summary, template))
    for view in drawn:
        parts += _VIEWS[view](summary, template, located and template.show.appendix != "none")
    if _is_whole_text(summary, drawn):
        parts.append(Notice(template.labels.whole))
    appendix = tuple(_source_text(summary, template, drawn, located))
    if appendix:
        parts.append(Heading(template.labels.source, "source"))
        if "bullets" in drawn:
            parts.append(Notice(template.labels.brackets))
        parts.append(SourceText(appendix))
    return tuple(parts)


def places(summary: Summary, template: Template) -> Mapping[str, tuple[Part, ...]]:
    """What can stand in a form of the user's, by the name of the place; a view that is not asked for is empty."""
    template = replace(template, show=replace(template.show, box=False, appendix="full"))
    parts: dict[str, tuple[Part, ...]] = {"summary.title": _words_alone(title(summary, template))}
    for view, draw in _VIEWS.items():
        wanted = view in template.views and getattr(summary, view)
        parts[f"summary.{view}"] = (
            tuple(part for part in draw(summary, template, False) if part.quotes) if wanted else ()
        )
    parts["summary.source"] = (SourceText(tuple(_source_text(summary, template, template.views, False))),)
    described = properties(summary, template)
    for field in fields(Properties):
        parts[f"summary.meta.{field.name}"] = _words_alone(getattr(described, field.name) or "")
    parts["summary.meta.marking"] = _words_alone(template.marking or "")
    return parts


def _words_alone(text: str) -> tuple[Part, ...]:
    return (Prose(((text,),)),) if text else ()


def views(summary: Summary, template: Template) -> tuple[str, ...]:
    """The views that are drawn, in order: those asked for, less any that would only repeat what stands above it."""
    drawn: list[str] = []
    shown: set[Place] = set()
    for view in ("short", "bullets", "medium"):
        lines: tuple[Shown, ...] = getattr(summary, view)
        places = {line.sentence.place for line in lines}
        counts = view == "bullets" and any(line.stated > 1 for line in lines)
        if view in template.views and lines and (counts or not places <= shown):
            drawn.append(view)
            if view != "bullets" or not shown:
                shown |= places
    return tuple(drawn)


def _is_whole_text(summary: Summary, drawn: Sequence[str]) -> bool:
    texts = {statement.text for point in summary.points for statement in point.statements}
    return len(drawn) == 1 and texts <= {line.sentence.text for line in getattr(summary, drawn[0])}


def _facts(summary: Summary, template: Template, shares: Sequence[tuple[str, Sequence[Shown]]]) -> Facts:
    labels = template.labels
    sources = [document.source for document in summary.documents]
    words = sum(source.words for source in sources)
    names = [labels.standard_input if source.name == "-" else _name(source) for source in sources]
    name = names[0] if len(names) == 1 else ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    items = [
        (labels.facts_source, f"{name}, {_words(words, labels)}"),
        (labels.facts_date, properties(summary, template).date),
        *((label, _share(lines, words, labels)) for label, lines in shares),
        (labels.facts_marking, template.marking),
    ]
    kept = items if template.show.facts else items[-1:]  # a marking stands in the body too, to be read out
    return Facts(tuple((label, text) for label, text in kept if text))


def _share(lines: Sequence[Shown], of: int, labels: Labels) -> str:
    words = sum(count_words(line.sentence.text) for line in lines)
    percent = round(100 * words / max(of, 1))
    return said(labels.share, words=_words(words, labels), percent=percent)


def _words(count: int, labels: Labels) -> str:
    return labels.word if count == 1 else said(labels.words, count=f"{count:,}".replace(",", labels.thousands))


def said(label: str, **values: object) -> str:
    """A *label* of a template with the *values* of what it names in braces; nothing else in it means anything."""
    return _NAMED.sub(lambda match: str(values.get(match[1], match[0])), label)


_NAMED = re.compile(r"\{(\w+)\}")


def _short(summary: Summary, template: Template, located: bool) -> Iterator[Part]:
    heading = Heading(template.labels.short, "short")
    prose = _prose(summary, [summary.short], template.labels, located)
    if template.show.box:
        yield replace(prose, box=heading)
    else:
        yield heading
        yield prose


def _prose(summary: Summary, paragraphs: Iterable[Sequence[Shown]], labels: Labels, located: bool) -> Prose:
    paragraphs = list(paragraphs)
    several = len(summary.documents) > 1
    sentences = tuple(tuple(_sentence(summary, line) for line in lines) for lines in paragraphs)
    if not located:
        return Prose(sentences)
    places = (tuple(_place(line.sentence.place, labels, several) for line in lines) for lines in paragraphs)
    return Prose(sentences, places=tuple(places))


def _place(place: Place, labels: Labels, several: bool) -> Reference:
    """The very sentence at *place* in a source whose sentences are located."""
    reference = _reference(place.source, place.paragraph, labels, several)
    return replace(reference, anchor=f"{reference.anchor}_{place.start}_{place.end}")


def _sentence(summary: Summary, line: Shown) -> str:
    """The text of *line*; behind it, where there are several sources, the numbers of those that state it."""
    if len(summary.documents) == 1:
        return line.sentence.text
    return f"{line.sentence.text} [{', '.join(str(source + 1) for source in summary.sources(line))}]"


def _medium(summary: Summary, template: Template, located: bool) -> Iterator[Part]:
    yield Heading(template.labels.medium, "medium")
    paragraphs = groupby(summary.medium, lambda line: (line.sentence.place.source, line.sentence.place.section))
    yield _prose(summary, (tuple(lines) for _, lines in paragraphs), template.labels, located)


def _bullets(summary: Summary, template: Template, _located: bool) -> Iterator[Part]:
    yield Heading(template.labels.bullets, "points")
    points = []
    for number, line in enumerate(summary.bullets, 1):
        note, references = "", tuple[Reference, ...]()
        if template.show.counts:
            note = _stated(line.stated, template.labels)
            references = tuple(_references(summary, line, template))
        points.append(Point(number, f"point_{number}", line.sentence.text, note, references))
    yield Points(tuple(points))


def _references(summary: Summary, line: Shown, template: Template) -> Iterator[Reference]:
    """The paragraphs that state what *line* states, not more than fit."""
    labels, several = template.labels, len(summary.documents) > 1
    places = dict.fromkeys((place.source, place.paragraph) for place in summary.places(line))
    for source, paragraph in islice(places, MOST_REFERENCES):
        reference = _reference(source, paragraph, labels, several)
        yield replace(reference, anchor=None) if template.show.appendix == "none" else reference
    if len(places) > MOST_REFERENCES:
        yield Reference(said(labels.more, count=len(places) - MOST_REFERENCES), labels.more_paragraphs, None)


def _reference(source: int, paragraph: int, labels: Labels, several: bool) -> Reference:
    name = labels.paragraph_of if several else labels.paragraph
    description = said(name, number=paragraph, source=source + 1)
    return Reference(_label(source, paragraph, several), description, _anchor(source, paragraph))


_VIEWS = {"short": _short, "bullets": _bullets, "medium": _medium}


def _stated(times: int, labels: Labels) -> str:
    return labels.stated_once if times == 1 else said(labels.stated, count=times)


def reference_label(place: Place, sources: int) -> str:
    """How a place is named on the page: ``¶7``, or ``2¶7`` where there are several *sources*."""
    return _label(place.source, place.paragraph, sources > 1)


def _label(source: int, paragraph: int, several: bool) -> str:
    return f"{source + 1}¶{paragraph}" if several else f"¶{paragraph}"


def _anchor(source: int, paragraph: int) -> str:
    return f"source_{source + 1}_{paragraph}"


Marks = Mapping[tuple[int, int], Sequence[tuple[int, int, tuple[Reference, ...]]]]
"""For each paragraph, by source and number, the stretches that are shown and the key points that they state."""


def _source_text(
    summary: Summary, template: Template, drawn: Sequence[str], located: bool
) -> Iterator[SourceHeading | SourceParagraph]:
    if template.show.appendix == "none":
        return
    prose = [line for view in drawn if view != "bullets" for line in getattr(summary, view)] if located else []
    marks = _marks(summary, summary.bullets if "bullets" in drawn else (), prose, template.labels.back)
    several = len(summary.documents) > 1
    for number, document in enumerate(summary.documents):
        if several:
            yield SourceHeading(f"{number + 1} {document.title or _name(document.source)}")
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
            anchor = _anchor(source, paragraph)
            runs = tuple(_runs(block.text, marks.get((source, paragraph), ()), anchor if located else None))
            depth = block.depth if located and isinstance(block, ListItem) else None
            yield SourceParagraph(_label(source, paragraph, several), anchor, runs, depth)
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


def _chosen(summary: Summary, template: Template) -> Sequence[Shown]:
    """The lines of all views that are asked for, each sentence once."""
    lines = {line.sentence.place: line for view in template.views for line in getattr(summary, view)}
    return [lines[place] for place in sorted(lines)]


def _highlighted(summary: Summary, template: Template) -> Iterator[Part]:
    """The sources themselves, with what is chosen marked, and behind that how often and where it is stated."""
    template = replace(template, show=replace(template.show, appendix="full"))
    marks: dict[tuple[int, int], list[tuple[int, int, tuple[Reference, ...]]]] = {}
    notes: dict[str, str] = {}
    for line in _chosen(summary, template):
        place, references = line.sentence.place, tuple[Reference, ...]()
        if template.show.counts and line.stated > 1:
            references = tuple(_references(summary, line, template))
            note = _stated(line.stated, template.labels)
            notes[f"{_anchor(place.source, place.paragraph)}_{place.start}_{place.end}"] = note[0].lower() + note[1:]
        marks.setdefault((place.source, place.paragraph), []).append((place.start, place.end, references))
    several = len(summary.documents) > 1
    blocks: list[SourceHeading | SourceParagraph] = []
    for number, document in enumerate(summary.documents):
        if several:
            blocks.append(SourceHeading(f"{number + 1} {document.title or document.source.name}"))
        blocks += _source_blocks(number, document, marks, several, located=True)
    yield Heading(template.labels.source, "source")
    yield Notice(template.labels.highlights)
    yield SourceText(tuple(_noted(block, notes) for block in blocks))


def _noted(block: SourceHeading | SourceParagraph, notes: Mapping[str, str]) -> SourceHeading | SourceParagraph:
    if isinstance(block, SourceHeading):
        return block
    return replace(block, runs=tuple(replace(run, note=notes.get(run.anchor or "", "")) for run in block.runs))
