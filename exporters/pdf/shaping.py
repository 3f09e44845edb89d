"""Text whose glyphs need more than a table of widths, set in lines as `Paragraph` does.

Text -> runs of one font, script and direction -> glyphs by HarfBuzz. A line takes its stretches of these runs and puts
them in the order of the bidirectional algorithm. Glyphs stand on the page from left to right, as programs that read a
page expect it; what is read aloud is the text of the tree, which has stretches from right to left in their own order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf
from operator import attrgetter, itemgetter
from typing import NamedTuple
from unicodedata import bidirectional

from wcwidth import iter_graphemes

from exporters.pdf import bidi
from exporters.pdf.breaks import ANY
from exporters.pdf.fallback import Fallback
from exporters.pdf.fonts import Faces, plain, shapeable
from exporters.pdf.glyphs import Glyph, GlyphFont
from exporters.pdf.paragraph import Paragraph, Segment, Span
from exporters.pdf.pen import Cluster, Pen, actual_text
from exporters.pdf.tags import Element, TaggedCanvas, paint

_OFFSET = attrgetter("offset")


class _Kind(NamedTuple):
    """What all clusters of a run have in common; *missing* is the place of one that no font has, else -1."""

    span: int
    font: GlyphFont
    script: str
    level: int
    missing: int = -1


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """A stretch of text from *start* to *end* that is of one *kind*."""

    start: int
    end: int
    kind: _Kind

    @property
    def rightwards(self) -> bool:
        """Whether it is read from the left."""
        return not self.kind.level % 2


class ShapedParagraph(Paragraph):
    """*spans* in lines of *width*, set from the right where their first letter, or the page, is read from there."""

    def __init__(
        self,
        spans: Sequence[Span],
        faces: Faces,
        fallback: Fallback,
        leading: float,
        width: float,
        element: Element | None,
    ) -> None:
        self._faces, self._fallback = faces, fallback
        clean = [replace(span, text=shapeable(span.text)) for span in spans]
        self._spans = [span for span in clean if span.text]
        self._text = "".join(span.text for span in self._spans)
        level = bidi.base_level(self._text)
        self._level = int(not faces.rightwards) if level is None else level
        self._begins = array("L")  # of the grapheme cluster that each character is part of
        self._runs = list(self._found())
        self._firsts = [run.start for run in self._runs]
        self._is_plain = all(run.rightwards for run in self._runs)  # read as it is drawn
        self._shaped: tuple[_Run | None, Sequence[Glyph]] = (None, ())  # the one that was asked for last
        self._spoken: list[Element] = []
        super().__init__(self._spans, leading, width, element)

    def _found(self) -> Iterator[_Run]:
        """The text in runs, each as long as it can be."""
        position = 0
        for kind, clusters in groupby(self._clusters(), itemgetter(0)):
            start = position
            position += sum(len(cluster) for _, cluster in clusters)
            yield _Run(start, position, kind)

    def _clusters(self) -> Iterator[tuple[_Kind, str]]:
        """The grapheme clusters of the text, each with what it has in common with the others of its run."""
        levels = bidi.levels(self._text, self._level)
        position, script = 0, ""
        font: GlyphFont | None = None
        for index, span in enumerate(self._spans):
            face = span.look.face
            for cluster in graphemes(span.text):
                own, own_script, goes_along = self._fallback.choice(cluster, face)
                font = font if goes_along and font and font.has(cluster) else own
                script = own_script or script
                missing = -1 if font else position
                self._begins.extend([position] * len(cluster))
                yield _Kind(index, font or self._fallback.of(face), script, levels[position], missing), cluster
                position += len(cluster)

    def _glyphs(self, run: _Run) -> Sequence[Glyph]:
        """The glyphs of *run*, made anew whenever they are needed: those of a book would fill the memory."""
        if self._shaped[0] is not run:
            kind = run.kind
            text = self._substitute(run) or self._text[run.start : run.end]
            glyphs = kind.font.shape(text, kind.script, self._faces.language, rightwards=run.rightwards)
            self._shaped = (run, glyphs)
        return self._shaped[1]

    def _substitute(self, run: _Run) -> str:
        """What is drawn for a run that no font has, else ""."""
        if run.kind.missing < 0:
            return ""
        return self._faces.substitute(self._spans[run.kind.span].look.face, plain(self._text[run.start : run.end]))

    def _advances(self) -> Iterator[float]:
        advances = [0.0] * len(self._text)
        for run in self._runs:
            size, start = self._spans[run.kind.span].look.size, run.start
            for glyph in self._glyphs(run):
                advances[self._begins[start + glyph.offset]] += glyph.advance * size
        self._shaped = (None, ())
        return iter(advances)

    def _places(self) -> Iterator[tuple[int, int]]:
        for match in ANY.finditer(self._text):
            is_space, end = match[0][:1] == " ", match.end()
            torn = end < len(self._text) and self._begins[end] != end
            if is_space or not (torn or self._spans[bisect_right(self._starts, end - 1) - 1].glued):
                yield match.start() if is_space else end, end

    def _after(self, place: int) -> int:
        return next((end for end in range(place + 1, len(self._text)) if self._begins[end] == end), len(self._text))

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        visible = start + len(self._text[start:end].rstrip(" "))
        parts = list(self._parts(start, visible, end))
        left = 0.0
        if self.measure < inf and (self._level or not self._faces.rightwards):
            left = self.measure - (self._edges[end if self._level else visible] - self._edges[start])
        for index in bidi.order([level for *_, level in parts]):
            run, first, last, _ = parts[index]
            width = self._edges[last] - self._edges[first]
            right = left if first >= visible else left + width  # the space at the end of a line is nothing to see
            yield Segment(run.kind.span, first, self._text[first:last], "", left, right)
            left += width

    def _parts(self, start: int, visible: int, end: int) -> Iterator[tuple[_Run, int, int, int]]:
        """The parts of runs on a line, in the order of reading, each with its level (L1)."""
        for index in range(bisect_right(self._firsts, start) - 1, bisect_left(self._firsts, end)):
            run = self._runs[index]
            first, last = max(run.start, start), min(run.end, end)
            if first < visible:
                yield run, first, min(last, visible), run.kind.level
            if last > visible:
                yield run, max(first, visible), last, self._level

    def _meaning(self, span: int) -> Element | None:
        """The element that a span's text belongs to; where a paragraph has text from the right, one for each span.

        It says what the span reads, for the glyphs on the page stand in another order than that of reading.
        """
        if not self.element or self._is_plain:
            return super()._meaning(span)
        if not self._spoken:
            for index, said in enumerate(self._spans):
                element = super()._meaning(index) or self.element
                self._spoken.append(element.child("Span", actual_text(said.text)))
        return self._spoken[span]

    def draw(self, canvas: TaggedCanvas, x: float, top: float, first: int = 0, last: int | None = None) -> None:
        """Draw the lines from *first* to before *last*, the upper edge of the first of them at *top*."""
        self._pictures: list[str] = []
        super().draw(canvas, x, top, first, last)
        if self._pictures:
            canvas.decorate("\n".join(self._pictures))

    def _run_at(self, place: int) -> _Run:
        return self._runs[bisect_right(self._firsts, place) - 1]

    def _shown(self, segment: Segment, canvas: TaggedCanvas, x: float, baseline: float) -> Iterator[str]:
        run, look = self._run_at(segment.start), self._spans[segment.span].look
        font, substitute = run.kind.font, self._substitute(run)
        yield paint(look.color)
        yield f"{canvas.glyph_font(font)} {look.size:g} Tf 1 0 0 1 {x + segment.left:.2f} {baseline:.2f} Tm"
        if substitute:
            yield f"/Span <<{actual_text(self._text[run.start : run.end])}>> BDC"
        pen, clusters = Pen(font, look.size), list(self._cut(run, segment, substitute))
        yield from pen.rightwards(clusters) if run.rightwards else pen.leftwards(clusters)
        if substitute:
            yield "EMC"
        if pictures := pen.pictures(canvas):
            scale = f"{look.size / 1000:.5f}"
            place = f"{scale} 0 0 {scale} {x + segment.left:.2f} {baseline:.2f} cm"
            self._pictures.append(f"q {paint(look.color)} {place} {pictures} Q")

    def _cut(self, run: _Run, segment: Segment, substitute: str) -> Iterator[Cluster]:
        """The texts of a segment that have glyphs of their own, with these."""
        glyphs = self._glyphs(run)
        first, last = segment.start - run.start, segment.start - run.start + len(segment.text)
        index = bisect_left(glyphs, first, key=_OFFSET)
        while index < len(glyphs) and (offset := glyphs[index].offset) < last:
            after = index + 1
            while after < len(glyphs) and glyphs[after].offset == offset:
                after += 1
            end = run.start + glyphs[after].offset if after < len(glyphs) else run.end
            yield substitute or self._said(run, run.start + offset, end), glyphs[index:after]
            index = after

    def _said(self, run: _Run, place: int, end: int) -> str:
        """The text from *place* to *end*, with marks of its direction where programs that read the page need them.

        They guess the order of reading from the letters, and put a space between letters of two directions, and any
        other sign after letters from the right, with the wrong ones.
        """
        text = self._text[place:end].replace("\xa0", " ")
        if bidirectional(text[0]) in (("L", "EN") if run.rightwards else ("R", "AL")):
            return text
        before, after = self._run_at(place - 1) if place else run, self._run_at(end) if end < len(self._text) else run
        meets = before.rightwards != run.rightwards or after.rightwards != run.rightwards
        if meets or not (run.rightwards or text == " "):
            mark = "\u200e" if run.rightwards else "\u200f"
            return f"{mark}{text}{mark}"
        return text


def graphemes(text: str) -> Iterable[str]:
    """The grapheme clusters of *text* (UAX 29)."""
    return text if text.isascii() else iter_graphemes(text)
