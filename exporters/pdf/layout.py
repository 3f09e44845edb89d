"""The parts of a page -> blocks of text: the style of each, where it stands, what it is for a reader.

A title stands over the whole width, section heads in a rail at the left where the template asks for one, and text in
a column of some seventy-five characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

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
from exporters.pdf.figure import Figure
from exporters.pdf.fonts import plain, shapeable
from exporters.pdf.metadata import NO_TITLE
from exporters.pdf.pages import Block, Sheet
from exporters.pdf.paragraph import Paragraph, Span, typeset
from exporters.pdf.styles import STYLES, Styles
from exporters.pdf.tags import NUMBERED, Element
from templates import Logo

_NBSP = "\xa0"

_GLUED = 8  # so many references stay on one line; where there are more, a line may end after a comma

_BESIDE_RAIL = 14.0  # between a head in the rail and the column

_IN_BOX = 16.0  # between the left edge of a box and its text


def lay_out(parts: Sequence[Part], logo: Logo, sheet: Sheet, styles: Styles) -> tuple[list[Block], Element]:
    """The blocks of *parts* in order below the *logo*, and the structure tree that they stand in."""
    layout = _Layout(parts, sheet, styles)
    layout.add_logo(logo)
    for part in parts:
        layout.add(part)
    return layout.blocks, layout.root


class _Layout:
    def __init__(self, parts: Sequence[Part], sheet: Sheet, styles: Styles) -> None:
        self.blocks: list[Block] = []
        self.root = Element("Document")
        self._sheet = sheet
        self._styles = styles
        self._anchors = frozenset(_anchors(parts))
        self._head: Block | None = None  # waits for the block that it stands beside
        self._source_heads = 0

    def add_logo(self, logo: Logo) -> None:
        """Add the block of a template's logo, if it has one."""
        if logo.file:
            self._put(Figure(logo.file, logo, self._sheet.full, self.root), "logo").keep = True

    def add(self, part: Part) -> None:
        """Add the blocks of one part."""
        match part:
            case Title():
                self._add_title(part)
            case Facts():
                self._add_facts(part)
            case Heading():
                self._add_heading(part)
            case Prose():
                self._add_prose(part)
            case Points():
                self._add_points(part)
            case SourceText():
                self._add_source(part)
            case Notice():
                notice = self._put(self._text(part.text, "notice", self.root.child("P")), "notice", self._sheet.rail)
                notice.keep = True  # it speaks of what follows

    def _add_title(self, part: Title) -> None:
        if part.kicker:
            self._put(self._text(part.kicker, "kicker", self.root.child("P"), self._sheet.full), "kicker")
        title = shapeable(part.text).strip() if plain(part.text).strip() else NO_TITLE
        style = "title" if len(title) <= 90 else "long title" if len(title) <= 160 else "longest title"
        block = self._put(self._balanced(title, style, self.root.child("H1")), style)
        block.anchor, block.outline = "title", (0, title)

    def _balanced(self, text: str, style: str, element: Element) -> Paragraph:
        """*text* in as many lines as the whole width needs, all of about one length: no word is left alone."""
        widest = set_text = self._text(text, style, element, self._sheet.full)
        least, most = self._sheet.full / len(widest.lines), self._sheet.full
        while most - least > self._styles.size(style):
            middle = (least + most) / 2
            narrower = self._text(text, style, element, middle)
            if len(narrower.lines) > len(widest.lines) or narrower.width > middle:
                least = middle
            else:
                most, set_text = middle, narrower
        return set_text

    def _add_facts(self, part: Facts) -> None:
        spans: list[Span] = []
        for label, text in part.items:
            spans += [
                self._span("     " if spans else "", "facts"),
                self._span(label, "fact label"),
                self._span(f"{_NBSP}{_NBSP}{text}", "facts"),
            ]
        self._put(self._set(spans, "facts", self.root.child("P"), self._sheet.full), "facts")

    def _add_heading(self, part: Heading) -> None:
        element, style = self.root.child("H2"), STYLES["head"]
        width = self._sheet.rail - _BESIDE_RAIL if self._sheet.rail else self._sheet.full
        block = Block(self._text(part.text, "head", element, width), 0, style.before, style.after, keep=True)
        block.anchor, block.outline = part.anchor, (0, plain(part.text))
        block.ruled = part.anchor == "source"
        if self._sheet.rail:
            self._head = block
        else:
            self.blocks.append(block)

    def _add_prose(self, part: Prose) -> None:
        style, x, width = "prose", self._sheet.rail, self._sheet.column
        if part.box:
            style, x, width = "box", _IN_BOX, self._sheet.full - 2 * _IN_BOX
            head = self._put(self._text(part.box.text, "box head", self.root.child("H2"), width), "box head", x)
            head.anchor, head.outline = part.box.anchor, (0, plain(part.box.text))
            head.boxed = head.keep = True
        for sentences in part.paragraphs:
            block = self._put(self._text(joined(sentences), style, self.root.child("P"), width), style, x)
            block.boxed = bool(part.box)

    def _add_points(self, part: Points) -> None:
        numbers = [self._text(str(point.number), "number", None) for point in part.points]
        hang = max([20.0 * self._styles.scale, *(number.width + 8 for number in numbers)])
        items = self.root.child("L", NUMBERED)
        for point, number in zip(part.points, numbers, strict=True):
            spans = [self._span(point.text, "point"), *self._note(point)]
            self._put_item(items, number, spans, "point", hang).anchor = point.anchor

    def _note(self, point: Point) -> Iterator[Span]:
        """How often a point is stated, and where, glued together so that it moves to the next line as a whole."""
        if not point.note:
            return
        yield self._span(" ", "point")
        note = point.note.replace(" ", _NBSP)
        yield Span(note, self._styles.look("note"), glued=True)
        comma = f",{_NBSP}" if len(point.references) <= _GLUED else ", "
        for index, reference in enumerate(point.references):
            if index:
                yield self._span(comma, "note")
            yield self._reference(reference, "reference")

    def _add_source(self, part: SourceText) -> None:
        paragraphs = [block for block in part.blocks if isinstance(block, SourceParagraph) and _is_text(block)]
        labels = {block.anchor: self._text(block.label, "paragraph label", None) for block in paragraphs}
        hang = max([26.0 * self._styles.scale, *(label.width + 8 for label in labels.values())])
        for is_text, blocks in groupby(part.blocks, _is_text):
            items = self.root.child("L", NUMBERED) if is_text else None
            for block in blocks:
                if isinstance(block, SourceHeading):
                    self._add_source_heading(block)
                elif items:
                    spans = list(self._runs(block))
                    self._put_item(items, labels[block.anchor], spans, "source", hang).anchor = block.anchor
                else:
                    self._add_aside(block, hang)

    def _add_aside(self, block: SourceParagraph, hang: float) -> None:
        element = self.root.child("P")
        for line in "".join(run.text for run in block.runs).splitlines():
            self._put(self._text(line, "aside", element, self._sheet.column - hang), "aside", self._sheet.rail + hang)

    def _add_source_heading(self, part: SourceHeading) -> None:
        element = self.root.child(f"H{part.level + 1}")
        block = self._put(self._text(part.text, "source head", element), "source head", self._sheet.rail)
        self._source_heads += 1
        block.keep = True
        block.anchor, block.outline = f"source_head_{self._source_heads}", (part.level - 1, plain(part.text))

    def _runs(self, paragraph: SourceParagraph) -> Iterator[Span]:
        if paragraph.depth is not None:
            yield self._span(f"{4 * _NBSP * paragraph.depth}•{_NBSP}", "source")
        for run in paragraph.runs:
            yield self._span(run.text, "source", shaded=run.is_marked)
            if run.note:
                yield from self._stated(run)
                continue
            for reference in run.points:
                yield self._span(_NBSP, "source")
                yield self._reference(reference, "back link")

    def _stated(self, run: Run) -> Iterator[Span]:
        """How often and where *run* is stated, in brackets."""
        yield self._span(f" ({run.note.replace(' ', _NBSP)}", "back note")
        for number, reference in enumerate(run.points):
            yield from [self._span(", ", "back note")] if number else []
            yield self._reference(reference, "back link")
        yield self._span(")", "back note")

    def _put_item(self, items: Element, label: Paragraph, spans: Sequence[Span], style: str, hang: float) -> Block:
        """Put a list item whose text stands *hang* points to the right of its label."""
        item = items.child("LI")
        label.element = item.child("Lbl")
        paragraph = self._set(spans, style, item.child("LBody").child("P"), self._sheet.column - hang)
        block = self._put(paragraph, style, self._sheet.rail + hang)
        block.label, block.label_x = label, self._sheet.rail
        return block

    def _put(self, paragraph: Paragraph | Figure, style: str, x: float = 0) -> Block:
        block = Block(paragraph, x, STYLES[style].before, STYLES[style].after, head=self._head)
        self._head = None
        self.blocks.append(block)
        return block

    def _text(self, text: str, style: str, element: Element | None, width: float | None = None) -> Paragraph:
        return self._set([self._span(text, style)], style, element, width)

    def _set(self, spans: Sequence[Span], style: str, element: Element | None, width: float | None = None) -> Paragraph:
        """*spans* set in lines of *width*, of the column's unless it is given."""
        leading = self._styles.leading(style)
        return typeset(spans, self._styles.faces, leading, width or self._sheet.column, element)

    def _span(self, text: str, style: str, *, shaded: bool = False) -> Span:
        return Span(text, self._styles.look(style, shaded=shaded))

    def _reference(self, reference: Reference, style: str) -> Span:
        """A reference as a link, or as mere text where its target is not on the page."""
        if reference.anchor not in self._anchors:
            return self._span(reference.label, "note")
        span = self._span(reference.label, style)
        return Span(span.text, span.look, reference.anchor or "", reference.description)


def _anchors(parts: Sequence[Part]) -> Iterator[str]:
    """The places of the page that a link can lead to."""
    for part in parts:
        if isinstance(part, Points):
            yield from (point.anchor for point in part.points)
        elif isinstance(part, SourceText):
            yield from (block.anchor for block in part.blocks if isinstance(block, SourceParagraph))


def _is_text(block: SourceHeading | SourceParagraph) -> bool:
    """Whether it is a paragraph or list item of the source, which has a number."""
    return isinstance(block, SourceParagraph) and not block.aside
