"""The parts of a page -> the paragraphs of a Word document.

Paragraphs in the styles Normal, Quote, List Number, Source Paragraph and Labelled Source Paragraph quote the source;
within them, runs in the styles Repetition Note, Source Link and Source Label are words of ours. All else is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from exporters.docx.elements import Paragraph, paragraph
from exporters.docx.scripts import Script, base_script, split
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
    joined,
)


def draw(parts: Sequence[Part], styles: Mapping[str, str]) -> str:
    """The elements that show *parts*, as text, in *styles* (ids by English names)."""
    return draw_each({"": parts}, styles, plain=False)[""]


def draw_each(contents: Mapping[str, Sequence[Part]], styles: Mapping[str, str], *, plain: bool) -> dict[str, str]:
    """The elements that show each of *contents*, as text; links lead from one to another.

    *plain* paragraphs can take any look: the numbers of the source are text, and notes stand on the line of the point.
    """
    anchors = frozenset(anchor for parts in contents.values() for anchor in _anchors(parts))
    drawing = _Drawing(styles, anchors, plain)
    return {name: drawing.drawn(parts) for name, parts in contents.items()}


class _Drawing:
    """Paragraphs that are being drawn: where links may lead, and how many bookmarks there are."""

    def __init__(self, styles: Mapping[str, str], anchors: frozenset[str], plain: bool) -> None:
        self._paragraphs: list[Paragraph] = []
        self._styles = styles
        self._anchors = anchors
        self._bookmarks = 0
        self.plain = plain

    def paragraph(self, style: str, text: str, anchor: str | None = None) -> Paragraph:
        """A new paragraph, still empty, for *text*, the target of links to *anchor*."""
        new = paragraph(style, base_script(text), self._styles)
        self._paragraphs.append(new)
        if anchor:
            new.bookmark(self._bookmarks, anchor)
            self._bookmarks += 1
        return new

    def written(self, style: str, text: str, anchor: str | None = None) -> None:
        """A new paragraph of *text*."""
        self.paragraph(style, text, anchor).text(text)

    def drawn(self, parts: Sequence[Part]) -> str:
        """The paragraphs of *parts* as text."""
        self._paragraphs = []
        for part in parts:
            _DRAW[type(part)](self, part)
        return "".join(drawn.xml() for drawn in self._paragraphs)

    def refer(self, to: Paragraph, reference: Reference) -> None:
        """Append *reference* to a paragraph: a link, or plain text when what it names is not on the page."""
        if reference.anchor in self._anchors:
            to.link(reference.label, reference.anchor, reference.description, "Source Link")
        else:
            to.remark(reference.label, "Repetition Note")


def _anchors(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, Points):
            yield from (point.anchor for point in part.points)
        elif isinstance(part, SourceText):
            yield from (block.anchor for block in part.blocks if isinstance(block, SourceParagraph))


def _title(drawing: _Drawing, part: Title) -> None:
    if part.kicker:
        drawing.written("Kicker", part.kicker)
    drawing.written("Title", part.text)


def _facts(drawing: _Drawing, part: Facts) -> None:
    line = drawing.paragraph("Subtitle", part.items[0][0] if part.items else "")
    for number, (label, text) in enumerate(part.items):
        if number:
            line.remark("\u00a0· ")  # no line begins with it
        line.text(label, "Fact Label")
        _fact(line, text)


def _fact(line: Paragraph, text: str) -> None:
    """Append *text*; what is of another script as a whole, such as a date, keeps its own direction."""
    scripts = {script for _, script in split(text, base_script(text))}
    if len(scripts) > 1 or line.script in scripts:
        line.text(f"\u00a0{text}")
    else:  # otherwise 2026-11-18 would read 18-11-2026 among Arabic; the mark is for programs that go by letters
        line.text("\u00a0")
        line.remark(f"\u200e{text}" if line.script == "right_to_left" else text)


def _heading(drawing: _Drawing, part: Heading) -> None:
    drawing.written("Heading 1", part.text, part.anchor)


def _prose(drawing: _Drawing, part: Prose) -> None:
    if part.box:
        _heading(drawing, part.box)
    for sentences in part.paragraphs:
        drawing.written("Quote" if part.box else "Normal", joined(sentences))


def _points(drawing: _Drawing, part: Points) -> None:
    for point in part.points:
        line = drawing.paragraph("List Number", point.text, point.anchor)
        line.text(point.text)
        _note(drawing, line, point)


def _note(drawing: _Drawing, line: Paragraph, point: Point) -> None:
    if not point.note:
        return
    if drawing.plain:
        line.remark(_GLUE[line.script])
    else:
        line.line()
    line.remark(point.note, "Repetition Note")
    for number, reference in enumerate(point.references):
        if number:
            line.remark(", ", "Repetition Note")
        drawing.refer(line, reference)


def _source_text(drawing: _Drawing, part: SourceText) -> None:
    labels = [block.label for block in part.blocks if isinstance(block, SourceParagraph) and not block.aside]
    # Word counts by itself only where its count is the outline's: one source, shown whole.
    counted = not drawing.plain and labels == [f"¶{number}" for number in range(1, len(labels) + 1)]
    for block in part.blocks:
        if isinstance(block, SourceHeading):
            drawing.written(f"Heading {block.level}", block.text)
        elif block.aside:
            for text in "".join(run.text for run in block.runs).splitlines():
                drawing.written("Caption", text)
        else:
            _source_paragraph(drawing, block, counted)


def _source_paragraph(drawing: _Drawing, block: SourceParagraph, counted: bool) -> None:
    style = "Source Paragraph" if counted else "Labelled Source Paragraph"
    line = drawing.paragraph(style, "".join(run.text for run in block.runs), block.anchor)
    if not counted:
        line.remark(block.label, "Source Label")
        line.tab()
    if block.depth is not None:
        line.remark(f"{_INDENT * block.depth}•\u00a0")
    for run in block.runs:
        line.text(run.text, "Key Sentence" if run.is_marked else None)
        if run.note:
            _stated(drawing, line, run)
            continue
        for reference in run.points:
            line.remark(_GLUE[line.script], "Repetition Note")
            drawing.refer(line, reference)


def _stated(drawing: _Drawing, line: Paragraph, run: Run) -> None:
    """Append how often and where *run* is stated, in brackets."""
    line.remark(f" ({run.note}", "Repetition Note")
    for number, reference in enumerate(run.points):
        if number:
            line.remark(", ", "Repetition Note")
        drawing.refer(line, reference)
    line.remark(")", "Repetition Note")


_INDENT = 4 * "\u00a0"
"""What a list within a list is set in by, behind the numbers of its paragraphs."""

# In right-to-left text a mark of direction keeps the full stop with its sentence, not with the number behind it.
_GLUE: Mapping[Script, str] = MappingProxyType(
    {"latin": "\u00a0", "east_asian": "\u00a0", "right_to_left": "\u200f\u00a0"}
)


def _notice(drawing: _Drawing, part: Notice) -> None:
    drawing.written("Notice", part.text)


_DRAW: Mapping[type[Part], Callable[[_Drawing, Any], None]] = MappingProxyType(
    {
        Title: _title,
        Facts: _facts,
        Heading: _heading,
        Prose: _prose,
        Points: _points,
        SourceText: _source_text,
        Notice: _notice,
    }
)
