"""Text set in lines: spans of it in their looks -> lines of a width -> operators on a tagged canvas.

Not reportlab's Paragraph: that one reads markup, which text of strangers must never meet; it takes the square of a
paragraph's length; it loses the space at the end of a line, so that a screen reader runs two words together; and it
has no place to say what a stretch means. Lines are ragged right and no word is hyphenated.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby
from math import inf

from exporters.pdf.breaks import LATIN
from exporters.pdf.fonts import Face, Faces, plain
from exporters.pdf.tags import Element, TaggedCanvas, paint

_ROUNDING = 0.001


@dataclass(frozen=True, slots=True)
class Look:
    """How a span is drawn: *face*, *size* in points, *color* and, behind it, *shade*, both as ``#RRGGBB``."""

    face: Face
    size: float
    color: str
    shade: str = ""

    def on(self, face: Face) -> Look:
        """The same look in another face."""
        return self if face is self.face else Look(face, self.size, self.color, self.shade)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one look; with an *anchor*, a link to it that *description* names aloud.

    *stands_for* is the real text of a substitute. One that is *glued* has no place where a line may end but its spaces.
    """

    text: str
    look: Look
    anchor: str = ""
    description: str = ""
    stands_for: str = ""
    glued: bool = False


def fitted(spans: Sequence[Span], faces: Faces) -> list[Span]:
    """*spans* as they can be drawn: plain text, each span in a face that has its characters."""
    return [
        Span(piece.text, span.look.on(piece.face), span.anchor, span.description, piece.stands_for)
        for span in spans
        for piece in faces.pieces(plain(span.text), span.look.face)
        if piece.text
    ]


def typeset(
    spans: Sequence[Span], faces: Faces, leading: float, width: float = inf, element: Element | None = None
) -> Paragraph:
    """*spans* in lines of *width*, by HarfBuzz where the text needs it and it is installed.

    It takes about ten times as long as adding up the widths of characters, which is all that most text needs.
    """
    shaped = not faces.rightwards or any(faces.shapes(span.text, span.look.face) for span in spans)
    if shaped and faces.fallback:
        from exporters.pdf.shaping import ShapedParagraph

        return ShapedParagraph(spans, faces, faces.fallback, leading, width, element)
    return Paragraph(fitted(spans, faces), leading, width, element)


class Paragraph:
    """*spans*, as `fitted` gives them, in lines of *width*, its *measure*, with *leading* from one to the next.

    *element* is what the text is in the structure tree; None for page furniture.
    """

    def __init__(self, spans: Sequence[Span], leading: float, width: float, element: Element | None) -> None:
        self.leading = leading
        self.element = element
        self._spans = spans
        self._links: dict[int, Element] = {}
        self._starts = list(accumulate((len(span.text) for span in spans), initial=0))
        self._text = "".join(span.text for span in spans)
        self._edges = list(accumulate(self._advances(), initial=0.0))
        self.lines = list(self._broken(width)) or [(0, 0)]  # an empty paragraph keeps its place
        self.measure = width
        size = spans[0].look.size if spans else leading / 2
        self.drop = (leading + 0.7 * size) / 2  # capitals stand in the middle of their line

    @property
    def width(self) -> float:
        """How wide its widest line is."""
        return max(
            self._edges[start + len(self._text[start:end].rstrip(" "))] - self._edges[start]
            for start, end in self.lines
        )

    @property
    def height(self) -> float:
        """How high its lines are together."""
        return len(self.lines) * self.leading

    def fits(self, width: float) -> int:
        """How many of its characters stand in *width* on one line."""
        return max(bisect_right(self._edges, width) - 1, 0)

    def _advances(self) -> Iterator[float]:
        """How wide each character is."""
        return chain.from_iterable(map(_advances, self._spans))

    def _broken(self, width: float) -> Iterator[tuple[int, int]]:
        """The lines as (start, end) in the text, spaces at their end included."""
        whole = len(self._text)
        found = [*self._places(), (whole, whole)]
        edges = [self._edges[visible] for visible, _ in found]
        start = position = 0
        while start < whole:
            limit = self._edges[start] + width + _ROUNDING
            fits = bisect_right(edges, limit, lo=position)
            if fits > position:
                position, end = fits, found[fits - 1][1]
            else:  # one word is wider than the line
                end = max(bisect_right(self._edges, limit, lo=start) - 1, self._after(start))
            yield start, end
            start = end

    def _after(self, place: int) -> int:
        """The end of the character at *place*, which a line has at least."""
        return place + 1

    def _places(self) -> Iterator[tuple[int, int]]:
        """Where a line may end: the end of what is seen of it, and where the next one begins."""
        for match in LATIN.finditer(self._text):
            yield match.start() if match[0][0] == " " else match.end(), match.end()

    def draw(self, canvas: TaggedCanvas, x: float, top: float, first: int = 0, last: int | None = None) -> None:
        """Draw the lines from *first* to before *last*, the upper edge of the first of them at *top*."""
        baseline = top - self.drop
        placed = []
        for line in self.lines[first:last]:
            placed.append((baseline, list(self._segments(*line))))
            baseline -= self.leading
        for baseline, segments in placed:
            self._shade(canvas, x, baseline, segments)
        canvas.addLiteral("\n".join(self._operators(canvas, x, placed)))
        for baseline, segments in placed:
            self._link(canvas, x, baseline, segments)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        """What a line from *start* to *end* shows of each span, from left to right."""
        origin = self._edges[start]
        visible = start + len(self._text[start:end].rstrip(" "))
        index = bisect_right(self._starts, start) - 1
        while self._starts[index] < end:
            offset = self._starts[index]
            left, right = max(start, offset), min(end, self._starts[index + 1])
            edge = max(left, min(right, visible))
            text, real = self._text[left:right], self._spans[index].stands_for[left - offset : right - offset]
            yield Segment(index, left, text, real, self._edges[left] - origin, self._edges[edge] - origin)
            index += 1

    def _shade(self, canvas: TaggedCanvas, x: float, baseline: float, segments: Sequence[Segment]) -> None:
        for segment in segments:
            look = self._spans[segment.span].look
            if look.shade and segment.right > segment.left:
                height = self.leading - 0.8
                bottom = baseline + 0.34 * look.size - height / 2
                canvas.fill(x + segment.left, bottom, segment.right - segment.left, height, look.shade)

    def _link(self, canvas: TaggedCanvas, x: float, baseline: float, segments: Sequence[Segment]) -> None:
        for index, group in groupby(segments, lambda segment: segment.span):
            span = self._spans[index]
            seen = [segment for segment in group if segment.right > segment.left] if span.anchor else []
            if seen:
                bottom, top = baseline - 0.3 * span.look.size, baseline + 0.9 * span.look.size
                box = (x + seen[0].left, bottom, x + seen[-1].right, top)
                canvas.link(self._links[index], span.anchor, span.description, box)

    def _operators(self, canvas: TaggedCanvas, x: float, placed: Sequence[_Line]) -> Iterator[str]:
        """The text object that shows the lines, each stretch of one meaning in a marked sequence of its own."""
        opened: Element | None = None
        yield "BT"
        for baseline, segments in placed:
            yield f"1 0 0 1 {x:.2f} {baseline:.2f} Tm"
            for segment in segments:
                element = self._meaning(segment.span)
                if element is not opened:
                    yield from ["EMC"] if opened else []
                    yield from [canvas.mark(element)] if element else []
                    opened = element
                yield from self._shown(segment, canvas, x, baseline)
        yield "EMC ET" if opened else "ET"

    def _meaning(self, span: int) -> Element | None:
        """The element that a span's text belongs to: the paragraph's, or a link in it, made when it is reached."""
        if not self.element or not self._spans[span].anchor:
            return self.element
        if span not in self._links:
            self._links[span] = self.element.child("Link")
        return self._links[span]

    def _shown(self, segment: Segment, canvas: TaggedCanvas, x: float, baseline: float) -> Iterator[str]:
        """The operators that show a segment of a line that begins at *x*, *baseline*."""
        look = self._spans[segment.span].look
        yield paint(look.color)
        if segment.real:
            yield f"/Span <</ActualText <feff{segment.real.encode('utf-16-be').hex()}>>> BDC"
        for font, codes in canvas.encoded(look.face, segment.text):
            yield f"{font} {look.size:g} Tf ({codes}) Tj"
        if segment.real:
            yield "EMC"


@dataclass(frozen=True, slots=True)
class Segment:
    """What one line shows of one span, from *left* to *right* points after the line's start; *real* as `stands_for`.

    *start* is the offset of the *text* into the paragraph.
    """

    span: int
    start: int
    text: str
    real: str
    left: float
    right: float


_Line = tuple[float, list[Segment]]
"""The baseline of a line, and what stands on it."""


def _advances(span: Span) -> Iterator[float]:
    size, advances = span.look.size, span.look.face.advances
    return (size * advances[char] for char in span.text)
