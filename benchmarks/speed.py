"""How fast files are written: ours beside what the libraries do on their own with the same content, in one run.

    python -m benchmarks.speed                  2, 100 and 1,000 pages
    python -m benchmarks.speed 2 100            so many pages

A page is a heading, three paragraphs of four sentences and five list items of the source; each first item is a key
point too. Word is measured against python-docx's own API (`add_paragraph`, `add_run`) making the same document.xml, PDF
against paragraphs of platypus with the same text and nothing else: no tags, no page numbers, no links.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import templates
from exporters import render
from exporters.outline import outline, properties
from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Points,
    Prose,
    Reference,
    SourceHeading,
    SourceParagraph,
    SourceText,
    Title,
)
from summarizer.document import Block, Document, ListItem, Paragraph, Source
from summarizer.document import Heading as SourceHeadingBlock
from summarizer.language import LANGUAGES
from summarizer.readers import read
from summarizer.sentences import Sentence, split
from summarizer.summary import KeyPoint, Shown, Summary

ARTICLE = Path(__file__).parent.parent / "examples" / "article.txt"
ENGLISH = LANGUAGES["en"]
TEMPLATE = templates.load("handout")
PAGES = (2, 100, 1_000)
BEST_OF = 3
LONG = 5.0
"""Seconds of processor time after which once is enough."""


def content(pages: int) -> Summary:
    """The summary of a document of so many *pages*, made of the sentences of the example, round and round."""
    texts = [sentence.text for sentence in split(read(ARTICLE), 0, ENGLISH)]
    blocks: list[Block] = []
    for page in range(pages):
        sentences = [texts[(17 * page + 5 * number) % len(texts)] for number in range(17)]
        blocks.append(SourceHeadingBlock(f"Section {page + 1}"))
        blocks += (Paragraph(" ".join(sentences[number : number + 4])) for number in (0, 4, 8))
        blocks += (ListItem(text) for text in sentences[12:])
    source = Source(f"{pages}.txt", "text/plain", "0" * 64, 400 * pages)
    of = Document(source, f"A report of {pages:,} pages", "en", tuple(blocks))
    return _summary(of, list(split(of, 0, ENGLISH)))


def _summary(of: Document, sentences: Sequence[Sentence]) -> Summary:
    points = [sentence for sentence in sentences if sentence.place.paragraph % 8 == 4]
    shown = tuple(Shown(sentence, (number,), 0.5) for number, sentence in enumerate(points))
    stated = tuple(KeyPoint((sentence,), 0.5) for sentence in points)
    return Summary((of,), of.title, "en", "centroid", shown[:3], shown[:10], shown, stated)


# -- Word by the API of python-docx: a call for each paragraph and each run, raw elements where it has no call --


def python_docx(summary: Summary) -> bytes:
    """The Word document of *summary*, its body made by python-docx's own API on our base document."""
    from exporters.docx.base_document import PATH

    document = docx.Document(BytesIO(PATH.read_bytes()))
    bookmarks = 0
    for part in outline(summary, TEMPLATE):
        for style, anchor, runs in _paragraphs(part):
            _add(document, style, anchor, bookmarks, runs)
            bookmarks += anchor is not None
    document.core_properties.title = properties(summary, TEMPLATE).title
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


_Runs = Sequence[tuple[str, str | None] | Reference]


def _paragraphs(part: Part) -> Iterator[tuple[str, str | None, _Runs]]:
    """The paragraphs of *part*: style, bookmark and runs, each a text and its style, or a link."""
    match part:
        case Title(text) | Notice(text):
            yield type(part).__name__, None, [(text, None)]
        case Facts(items):
            yield "Subtitle", None, [run for number, item in enumerate(items) for run in _fact(number, *item)]
        case Heading():
            yield "Heading 1", part.anchor, [(part.text, None)]
        case Prose():
            if part.box:
                yield from _paragraphs(part.box)
            for sentences in part.paragraphs:
                yield "Quote" if part.box else "Normal", None, [(" ".join(sentences), None)]
        case Points(points):
            for point in points:
                note = ("\n", None), (f"{point.note}: ", "Repetition Note")
                yield "List Number", point.anchor, [(point.text, None), *note, *point.references]
        case SourceText(blocks):
            yield from map(_source_block, blocks)


def _fact(number: int, label: str, text: str) -> list[tuple[str, str | None]]:
    return [("\u00a0· ", None)] * bool(number) + [(label, "Fact Label"), (f"\u00a0{text}", None)]


def _source_block(block: SourceHeading | SourceParagraph) -> tuple[str, str | None, _Runs]:
    if isinstance(block, SourceHeading):
        return f"Heading {block.level}", None, [(block.text, None)]
    runs: list[tuple[str, str | None] | Reference] = []
    for run in block.runs:
        runs.append((run.text, "Key Sentence" if run.points else None))
        for reference in run.points:
            runs += [("\u00a0", "Repetition Note"), reference]
    return "Source Paragraph", block.anchor, runs


def _add(document: Any, style: str, anchor: str | None, number: int, runs: _Runs) -> None:
    paragraph = document.add_paragraph(style=style)
    if anchor:
        paragraph._p.append(_element("bookmarkStart", id=str(number), name=anchor))
        paragraph._p.append(_element("bookmarkEnd", id=str(number)))
    for run in runs:
        if isinstance(run, Reference):
            link = _element("hyperlink", anchor=str(run.anchor), tooltip=run.description, history="1")
            link.append(paragraph.add_run(run.label, style="Source Link")._r)
            paragraph._p.append(link)
        else:
            paragraph.add_run(run[0], style=run[1])


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


# -- PDF by platypus: the same text in paragraphs --


def platypus(summary: Summary) -> bytes:
    """A PDF of the same text, set by platypus in Helvetica, as it comes."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, SimpleDocTemplate
    from reportlab.platypus import Paragraph as Flowing

    styles = getSampleStyleSheet()
    drawn: list[Flowable] = []
    for part in outline(summary, TEMPLATE):
        for name, _, runs in _paragraphs(part):
            text = "".join(run.label if isinstance(run, Reference) else run[0] for run in runs)
            style = styles["Heading2" if "Heading" in name else "BodyText"]
            drawn.append(Flowing(escape(text), style, bulletText="•" if name == "List Number" else None))
    saved = BytesIO()
    SimpleDocTemplate(saved, pagesize=A4).build(drawn)
    return saved.getvalue()


# -- the table of measures --


@dataclass(frozen=True, slots=True)
class Measure:
    """Our way beside another way to do the same *work*, each a function of a summary."""

    work: str
    ours: Callable[[Summary], object]
    other: str
    theirs: Callable[[Summary], object]


MEASURES = (
    Measure("Word", lambda summary: render(summary, "docx", TEMPLATE), "python-docx", python_docx),
    Measure("PDF", lambda summary: render(summary, "pdf", TEMPLATE), "platypus", platypus),
)


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of a few runs of *work*; of one, if that is long."""
    best = LONG
    for _ in range(BEST_OF):
        begun = process_time()
        work()
        took = process_time() - begun
        if took > LONG:
            return took
        best = min(best, took)
    return best


def main(arguments: Sequence[str]) -> None:
    """Print the table, a line as soon as it is measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("python-docx", "lxml", "reportlab"))
    print(f"Python {platform.python_version()}, {libraries}; {platform.machine()}, seconds of processor time\n")
    print("| work | pages | ours | against | theirs | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for pages in [int(argument) for argument in arguments] or PAGES:
        summary = content(pages)
        for measure in MEASURES:
            measure.ours(content(1))  # once before, so that no import is measured
            ours, theirs = (seconds(partial(work, summary)) for work in (measure.ours, measure.theirs))
            figures = f"{ours:.3f} | {measure.other} | {theirs:.3f} | {ours / theirs:.3f}"
            print(f"| {measure.work} | {pages:,} | {figures} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
