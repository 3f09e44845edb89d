"""Text whose glyphs need more than a table of widths, set in lines as `Paragraph` does.

Text -> runs of one font, script and direction -> glyphs by HarfBuzz. A line takes its stretches of these runs and puts
them in the order of the bidirectional algorithm. Glyphs stand on the page from left to right, as programs that read a
page expect it; what is read aloud is the text of the tree, which has stretches from right to left in their own order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from math import inf
from unicodedata import bidirectional, category

from wcwidth import iter_graphemes

from exporters.pdf import bidi
from exporters.pdf.fallback import Fallback
from exporters.pdf.fonts import Faces, plain, shapeable
from exporters.pdf.glyphs import Glyph, GlyphFont, script_of
from exporters.pdf.paragraph import LATIN_BREAK, Paragraph, Segment, Span
from exporters.pdf.tags import Element, TaggedCanvas, paint

_ALIKE = {"Zs", "Po"}  # a space or full stop is taken from the font of the text before it

_NO_TEXT = "\u200b"  # what a glyph stands for whose characters another one has

# Where a line may end besides the places of Latin text: the rules of UAX 14 as far as these scripts need them. Chinese,
# Japanese and emoji between any two signs, but not before a sign that ends something or after one that opens it (what
# Japanese calls kinsoku); Korean at its spaces, as it is read; Thai and Lao, which have no spaces between words, before
# a vowel that begins a syllable.
_IDEOGRAPHS = "\u2e80-\u2fff\u3003-\u3007\u3012\u3013\u3021-\u30ff\u3105-\u312f\u3190-\u9fff\uf900-\ufaff\uff0f-\uff9f\U00020000-\U0003ffff"
_EMOJI = "\u231a-\u23ff\u2600-\u27bf\u2b1b-\u2b55\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_OPENING = "\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\u301d\uff08\uff3b\uff5b\uff5f\uff62"
_CLOSING = "\u2019\u201d\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b\u301e\u301f\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60\uff61\uff63\uff64"
_NOT_FIRST = _CLOSING + "\u2026\u2025\u2014\u3005\u301c\u303b\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u3099-\u309e\u30a0\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb-\u30fe\u31f0-\u31ff\uff05\uff67-\uff70\uff9e\uff9f\u200d\ufe0f\U0001f3fb-\U0001f3ff"
BREAK = re.compile(
    rf"""{LATIN_BREAK.pattern}
    |(?<=[{_IDEOGRAPHS}{_EMOJI}{_CLOSING}\ufe0f\U0001f3fb-\U0001f3ff])(?=[{_IDEOGRAPHS}{_EMOJI}{_OPENING}\w])(?<![{_OPENING}])(?![{_NOT_FIRST}])
    |(?<=[\w.,:;!?)\]%\u2019\u201d])(?=[{_IDEOGRAPHS}{_EMOJI}\u3008-\u301d\uff08])(?![{_NOT_FIRST}])
    |(?<=[\u0e01-\u0e3a\u0e45-\u0e4e\u0e80-\u0eff])(?=[\u0e40-\u0e44\u0ec0-\u0ec4])(?<![\u0e40-\u0e44\u0ec0-\u0ec4])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text from *start* to *end* in one span, font and direction; glyphs in the order of reading.

    *places* are the offsets of the glyphs into the paragraph; *real* is the text of a substitute.
    """

    start: int
    end: int
    span: int
    font: GlyphFont
    level: int
    glyphs: Sequence[Glyph]
    places: Sequence[int]
    real: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all clusters of a run have in common; *missing* is the place of one that no font has, else -1."""

    span: int
    font: GlyphFont
    script: str
    level: int
    missing: int = -1


class ShapedParagraph(Paragraph):
    """*spans* in lines of *width*, set from the right where their first letter is read from there."""

    _break = BREAK

    def __init__(
        self, spans: Sequence[Span], faces: Faces, fallback: Fallback, leading: float, width: float, element: Element | None
    ) -> None:
        self._faces, self._fallback = faces, fallback
        plain = [Span(shapeable(span.text), span.look, span.anchor, span.description) for span in spans]
        self._spans = [span for span in plain if span.text]
        text = "".join(span.text for span in self._spans)
        level = bidi.base_level(text)
        self._level = int(not faces.rightwards) if level is None else level
        self._runs = list(self._shaped(text))
        self._firsts = [run.start for run in self._runs]
        super().__init__(self._spans, leading, width, element)

    def _shaped(self, text: str) -> Iterator[_Run]:
        """*text* in runs, each as long as it can be."""
        position = 0
        for kind, clusters in groupby(self._clusters(text), lambda pair: pair[0]):
            start = position
            position += sum(len(cluster) for _, cluster in clusters)
            yield self._run(text[start:position], start, kind)

    def _clusters(self, text: str) -> Iterator[tuple[_Kind, str]]:
        """The grapheme clusters of *text*, each with what it has in common with the others of its run."""
        levels = bidi.levels(text, self._level)
        position = 0
        script, font = "", None
        for index, span in enumerate(self._spans):
            face = span.look.face
            for cluster in graphemes(span.text):
                if not (font and category(cluster[0]) in _ALIKE and font.has(cluster[0])):
                    font = self._fallback.font(_visible(cluster), face)
                script = script_of(cluster[0]) or script
                missing = -1 if font else position
                yield _Kind(index, font or self._fallback.of(face), script, levels[position], missing), cluster
                position += len(cluster)

    def _run(self, text: str, start: int, kind: _Kind) -> _Run:
        real = ""
        if kind.missing >= 0:
            real, text = text, self._faces.substitute(self._spans[kind.span].look.face, _visible(text))
        glyphs = kind.font.shape(text, kind.script, self._faces.language, rightwards=not kind.level % 2)
        end = start + len(real or text)
        return _Run(start, end, kind.span, kind.font, kind.level, glyphs, [start + g.offset for g in glyphs], real)

    def _advances(self) -> Iterator[float]:
        advances = [0.0] * len(self._text)
        for run in self._runs:
            size = self._spans[run.span].look.size
            for place, glyph in zip(run.places, run.glyphs, strict=True):
                advances[place] += glyph.advance * size
        return iter(advances)

    def _segments(self, start: int, end: int) -> Iterator[Segment]:
        visible = start + len(self._text[start:end].rstrip(" "))
        parts = list(self._parts(start, visible, end))
        left = self._measure - (self._edges[end] - self._edges[start]) if self._level and self._measure < inf else 0.0
        for index in bidi.order([level for *_, level in parts]):
            run, first, last, _ = parts[index]
            width = self._edges[last] - self._edges[first]
            right = left if first >= visible else left + width  # the space at the end of a line is nothing to see
            yield Segment(run.span, first, self._text[first:last], run.real, left, right)
            left += width

    def _parts(self, start: int, visible: int, end: int) -> Iterator[tuple[_Run, int, int, int]]:
        """The parts of runs on a line, in the order of reading, each with its level (L1)."""
        for index in range(bisect_right(self._firsts, start) - 1, bisect_left(self._firsts, end)):
            run = self._runs[index]
            first, last = max(run.start, start), min(run.end, end)
            if first < visible:
                yield run, first, min(last, visible), run.level
            if last > visible:
                yield run, max(first, visible), last, self._level

    def _meanings(self, segments: Sequence[Segment]) -> Mapping[int, Element | None]:
        """The elements of a line; where it has text from the right, they have this text in the order of reading."""
        meanings = {index: self._meaning(index) for index in sorted({segment.span for segment in segments})}
        if any(self._run_at(segment.start).level % 2 for segment in segments):
            for index, element in meanings.items():
                stretches = sorted((part.start, part.text) for part in segments if part.span == index)
                if element:
                    meanings[index] = element.child("Span", actual_text("".join(text for _, text in stretches)))
        return meanings

    def draw(self, canvas: TaggedCanvas, x: float, top: float, first: int = 0, last: int | None = None) -> None:
        """Draw the lines from *first* to before *last*, the upper edge of the first of them at *top*."""
        self._outlines: list[str] = []
        super().draw(canvas, x, top, first, last)
        if self._outlines:
            canvas.decorate("\n".join(self._outlines))

    def _run_at(self, place: int) -> _Run:
        return self._runs[bisect_right(self._firsts, place) - 1]

    def _shown(self, segment: Segment, canvas: TaggedCanvas, x: float, baseline: float) -> Iterator[str]:
        run, look = self._run_at(segment.start), self._spans[segment.span].look
        yield paint(look.color)
        yield f"{canvas.glyph_font(run.font)} {look.size:g} Tf 1 0 0 1 {x + segment.left:.2f} {baseline:.2f} Tm"
        if run.real:
            yield f"/Span <<{actual_text(run.real)}>> BDC"
        pen, clusters = _Pen(run.font, look.size), list(self._glyphs(run, segment))
        yield from pen.leftwards(clusters) if run.level % 2 else pen.rightwards(clusters)
        for number, right, up in pen.outlines:
            place = (x + segment.left + right * look.size / 1000, baseline + up * look.size / 1000)
            self._outlines.append(f"{paint(look.color)} {run.font.drawn(number, look.size, *place)}")
        if run.real:
            yield "EMC"


    def _glyphs(self, run: _Run, segment: Segment) -> Iterator[_Cluster]:
        """The texts of a segment that have glyphs of their own, with these."""
        index, end = bisect_left(run.places, segment.start), segment.start + len(segment.text)
        while index < len(run.places) and (place := run.places[index]) < end:
            after = bisect_right(run.places, place, lo=index)
            following = run.places[after] if after < len(run.places) else run.end
            yield self._said(run, place, following), run.glyphs[index:after]
            index = after

    def _said(self, run: _Run, place: int, end: int) -> str:
        """The text from *place* to *end*, with marks of its direction where programs that read the page need them.

        They guess the order of reading from the letters, and put a space or full stop between letters of two directions,
        and most of what is between letters from the right, with the wrong ones.
        """
        text = self._text[place:end].replace("\xa0", " ")
        odd = run.level % 2
        if bidirectional(text[0]) in (("R", "AL") if odd else ("L", "EN")):
            return text
        before, after = self._run_at(place - 1) if place else run, self._run_at(end) if end < len(self._text) else run
        if before.level % 2 != odd or after.level % 2 != odd or (odd and text != " "):
            mark = "\u200f" if odd else "\u200e"
            return f"{mark}{text}{mark}"
        return text


_Cluster = tuple[str, Sequence[Glyph]]
"""Characters that glyphs show together, and these."""


def graphemes(text: str) -> Iterable[str]:
    """The grapheme clusters of *text* (UAX 29)."""
    return text if text.isascii() else iter_graphemes(text)


def _visible(cluster: str) -> str:
    """The characters of a cluster that a font must have; joiners and variation selectors need no glyph."""
    return cluster if len(cluster) == 1 else plain(cluster)


def actual_text(text: str) -> str:
    """The entry that says which *text* something on the page stands for."""
    return f"/ActualText <feff{text.encode('utf-16-be').hex()}> "


class _Pen:
    """Shows clusters of one run from left to right, in as few operators as their places allow.

    Places are in thousandths of the type *size*, from where the pen begins. What text from the right has besides the
    letters themselves, dots and vowel signs, goes to *outlines*, with its place: programs that read a page put such
    glyphs somewhere between the letters.
    """

    def __init__(self, font: GlyphFont, size: float) -> None:
        self.outlines: list[tuple[int, float, float]] = []
        self._font, self._size = font, size
        self._at = self._wanted = self._rise = 0.0
        self._array: list[str] = []

    def rightwards(self, clusters: Sequence[_Cluster]) -> Iterator[str]:
        """The operators that show *clusters*; a word with several glyphs for one letter says what it reads."""
        for is_space, group in groupby(clusters, lambda cluster: cluster[0] == " "):
            word = list(group)
            if is_space or all(len(glyphs) == 1 for _, glyphs in word):
                yield from self._word(word)
            else:
                yield from self._apart("".join(text for text, _ in word), self._word(word))
        yield from self._end()

    def leftwards(self, clusters: Sequence[_Cluster]) -> Iterator[str]:
        """The operators that show *clusters*, given in the order of reading: what is read from the right goes first."""
        for text, glyphs in reversed(clusters):
            letter = max(glyphs, key=lambda glyph: glyph.advance)
            for glyph in reversed(glyphs):
                if glyph is letter:
                    yield from self._show(glyph, text[::-1], self._wanted + 1000 * glyph.right)
                else:
                    self.outlines.append((glyph.number, self._wanted + 1000 * glyph.right, 1000 * glyph.up))
                self._wanted += 1000 * glyph.advance
        yield from self._end()

    def _apart(self, text: str, shown: Iterator[str]) -> Iterator[str]:
        """What is *shown*, said to be *text*."""
        yield from self._flushed()
        yield f"/Span <<{actual_text(text)}>> BDC"
        yield from shown
        yield from self._flushed()
        yield "EMC"

    def _word(self, word: Sequence[_Cluster]) -> Iterator[str]:
        """The widest glyph of a cluster goes before the others, in the last one after them.

        Programs that read a page take a word to reach from its first glyph to its last.
        """
        for index, (text, glyphs) in enumerate(word):
            placed, texts = [], [*text[: len(glyphs) - 1], text[len(glyphs) - 1 :]]
            for glyph in glyphs:
                placed.append((glyph, self._wanted + 1000 * glyph.right))
                self._wanted += 1000 * glyph.advance
            if len(placed) > 1:
                placed.sort(key=lambda one: one[0].advance, reverse=index < len(word) - 1)
            for (glyph, place), part in zip_longest(placed, texts[: len(placed)], fillvalue=""):
                yield from self._show(glyph, part or _NO_TEXT, place)

    def _end(self) -> Iterator[str]:
        yield from self._flushed()
        yield from self._risen(0)

    def _show(self, glyph: Glyph, text: str, place: float) -> Iterator[str]:
        yield from self._risen(round(glyph.up * self._size, 2))
        gap = round(place - self._at)
        code = f"{self._font.code(glyph.number, text):04X}"
        if gap or not self._array:
            self._array.append(f"{-gap} <{code}" if gap else f"<{code}")
        else:
            self._array[-1] += code
        self._at += gap + self._font.width(glyph.number)

    def _risen(self, rise: float) -> Iterator[str]:
        """The operators that lift what follows by *rise* points."""
        if rise != self._rise:
            yield from self._flushed()
            yield f"{rise:g} Ts"
            self._rise = rise

    def _flushed(self) -> Iterator[str]:
        """The operator that shows what has been gathered."""
        if self._array:
            yield f"[{'> '.join(self._array)}>] TJ"
            self._array = []
