"""A summary and a template -> the parts of a page, the same for every format.

What is shown, under which label and in which order is decided here, once; an exporter only draws parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain, groupby

from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Point,
    Points,
    Prose,
    Reference,
    SourceText,
    Title,
)
from exporters.references import place_reference, point_references, said, source_name, stated_note
from exporters.source_text import chosen, highlighted, source_text
from summarizer.options import count_words
from summarizer.sentences import Place, Sentence
from summarizer.summary import Shown, Summary
from templates import Labels, Template

SUBJECT_LENGTH = 200
_BARE = re.compile(r"\w[)\]»”’\"'%€$£°]*$")  # a line that ends without a full stop, or any other sign for going on


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
        author=_given_else(given.author, next((source.author for source in sources if source.author), "")),
        subject=_given_else(given.subject, _clipped(summary.short[0].sentence.text) if summary.short else ""),
        keywords=_given_else(given.keywords, ", ".join(filter(None, [template.marking, *summary.terms]))),
        language=given.language or summary.language,
        date=_given_else(given.date, next((source.date for source in sources if source.date), "")) or None,
    )


def _given_else(given: str | None, own: str) -> str:
    """What the user has *given*, which may be "" for nothing, else what is known without."""
    return own if given is None else given


def _clipped(text: str) -> str:
    """The first 200 characters of *text*, cut between words."""
    return text if len(text) <= SUBJECT_LENGTH else text[: SUBJECT_LENGTH - 1].rpartition(" ")[0] + "…"


def title(summary: Summary, template: Template) -> str:
    """The title of the page: the user's, else the source's, else the file's name."""
    names = ", ".join(source_name(document.source) for document in summary.documents)
    given = _given_else(template.metadata.title, summary.title or "")
    return given or (template.labels.untitled if names in ("", "-") else names)


def outline(summary: Summary, template: Template, *, located: bool = False) -> tuple[Part, ...]:
    """The parts of the page that shows *summary* by *template*, in order.

    *located* is for a page with the source beside it: every sentence that is shown has its place there, and the source
    its asides.
    """
    drawn = views(summary, template)
    is_source = template.show.body == "source"
    shares = [(getattr(template.labels, view), getattr(summary, view)) for view in drawn[:1]]
    if is_source:
        shares = [(template.labels.facts_marked, chosen(summary, template))]
    parts: list[Part] = [Title(title(summary, template), template.text.kicker)]
    if template.show.facts or template.marking:
        parts.append(_facts(summary, template, shares))
    if not summary.points:
        return (*parts, Notice(template.labels.nothing))
    if is_source:
        return (*parts, *highlighted(summary, template))
    for view in drawn:
        parts += _VIEWS[view](summary, template, located and template.show.appendix != "none")
    if _is_whole_text(summary, drawn):
        parts.append(Notice(template.labels.whole))
    appendix = tuple(source_text(summary, template, drawn, located))
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
    parts["summary.source"] = (SourceText(tuple(source_text(summary, template, template.views, False))),)
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
    if len(drawn) != 1:
        return False
    shown = {line.sentence.text for line in getattr(summary, drawn[0])}
    return all(statement.text in shown for point in summary.points for statement in point.statements)


def _facts(summary: Summary, template: Template, shares: Sequence[tuple[str, Sequence[Shown]]]) -> Facts:
    labels = template.labels
    sources = [document.source for document in summary.documents]
    words = sum(source.words for source in sources)
    names = [labels.standard_input if source.name == "-" else source_name(source) for source in sources]
    name = (
        names[0] if len(names) == 1 else labels.comma.join(f"{number} {name}" for number, name in enumerate(names, 1))
    )
    items = [
        (labels.facts_source, f"{name}{labels.comma}{_words(words, labels)}"),
        (labels.facts_date, properties(summary, template).date),
        *((label, _share(lines, words, labels)) for label, lines in shares),
        (labels.facts_marking, template.marking),
    ]
    kept = items if template.show.facts else items[-1:]  # a marking stands in the body too, to be read out
    return Facts(tuple((label, text) for label, text in kept if text), labels.colon)


def _share(lines: Sequence[Shown], of: int, labels: Labels) -> str:
    words = sum(count_words(line.sentence.text) for line in lines)
    percent = round(100 * words / max(of, 1))
    return said(labels.share, words=_words(words, labels), percent=percent)


def _words(count: int, labels: Labels) -> str:
    return labels.word if count == 1 else said(labels.words, count=f"{count:,}".replace(",", labels.thousands))


def _short(summary: Summary, template: Template, located: bool) -> Iterator[Part]:
    heading = Heading(template.labels.short, "short")
    prose = _prose(summary, _paragraphs(summary.short), template.labels, located)
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
    places = (tuple(place_reference(line.sentence.place, labels, several) for line in lines) for lines in paragraphs)
    return Prose(sentences, places=tuple(places))


def _sentence(summary: Summary, line: Shown) -> str:
    """The text of *line*; behind it, where there are several sources, the numbers of those that state it."""
    if len(summary.documents) == 1:
        return line.sentence.text
    return f"{line.sentence.text} [{', '.join(str(source + 1) for source in summary.sources(line))}]"


def _medium(summary: Summary, template: Template, located: bool) -> Iterator[Part]:
    yield Heading(template.labels.medium, "medium")
    sections = groupby(summary.medium, lambda line: (line.sentence.place.source, line.sentence.place.section))
    paragraphs = chain.from_iterable(_paragraphs(lines) for _, lines in sections)
    yield _prose(summary, paragraphs, template.labels, located)


def _paragraphs(lines: Iterable[Shown]) -> Iterator[Sequence[Shown]]:
    """*lines* as running text, broken where two would read as one: after a line of notes that has no full stop."""
    paragraph: list[Shown] = []
    for line in lines:
        if paragraph and not _reads_on(paragraph[-1].sentence, line.sentence):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _reads_on(above: Sentence, sentence: Sentence) -> bool:
    same = (above.place.source, above.place.paragraph) == (sentence.place.source, sentence.place.paragraph)
    return same or not _BARE.search(above.text)


def _bullets(summary: Summary, template: Template, _located: bool) -> Iterator[Part]:
    yield Heading(template.labels.bullets, "points")
    points = []
    for number, line in enumerate(summary.bullets, 1):
        note, references = "", tuple[Reference, ...]()
        if template.show.counts:
            references = tuple(point_references(summary, line, template))
            note = stated_note(line.stated, template.labels, located=bool(references))
        points.append(Point(number, f"point_{number}", line.sentence.text, note, references))
    yield Points(tuple(points))


_VIEWS = {"short": _short, "bullets": _bullets, "medium": _medium}
