"""Shaped text as operators of a PDF: glyphs from left to right, and the text that they stand for.

A program that reads a page takes its glyphs from left to right and puts what is read from the right in order by itself.
Three things help it to find the words. A word whose glyphs do not stand for its characters one by one says what it
reads. What a letter from the right has besides itself, dots and vowel signs, is drawn as a picture, and the letter
stands for all. And signs between letters of two directions carry marks of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from exporters.pdf.glyphs import Glyph, GlyphFont
from exporters.pdf.tags import TaggedCanvas

Cluster = tuple[str, Sequence[Glyph]]
"""Characters that glyphs show together, and these, in the order of reading."""

_NO_TEXT = "\u200b"  # what a glyph stands for whose characters another one has


def actual_text(text: str) -> str:
    """The entry that says which *text* something on the page stands for."""
    return f"/ActualText <feff{text.encode('utf-16-be').hex()}> "


class Pen:
    """Shows clusters of one *font* in as few operators as their places allow, in type of *size*.

    Places are in thousandths of the size, from where it begins.
    """

    def __init__(self, font: GlyphFont, size: float) -> None:
        self._font, self._size = font, size
        self._at = self._wanted = self._rise = 0.0
        self._array: list[str] = []
        self._pictures: list[tuple[int, int, int]] = []

    def rightwards(self, clusters: Sequence[Cluster]) -> Iterator[str]:
        """The operators that show *clusters*, which are read from the left."""
        for is_space, group in groupby(clusters, lambda cluster: cluster[0] == " "):
            word = list(group)
            if is_space or all(len(glyphs) == 1 for _, glyphs in word):
                yield from self._word(word)
            else:
                yield from self._flushed()
                yield f"/Span <<{actual_text(''.join(text for text, _ in word))}>> BDC"
                yield from self._word(word)
                yield from self._flushed()
                yield "EMC"
        yield from self._ended()

    def leftwards(self, clusters: Sequence[Cluster]) -> Iterator[str]:
        """The operators that show *clusters*, which are read from the right: the last goes first."""
        for text, glyphs in reversed(clusters):
            letter = glyphs[0] if len(glyphs) == 1 else max(glyphs, key=lambda glyph: glyph.advance)
            for glyph in reversed(glyphs):
                place = self._wanted + 1000 * glyph.right
                self._wanted += 1000 * glyph.advance
                if glyph is letter:
                    yield from self._shown(glyph, text[::-1], place)
                else:
                    self._pictures.append((glyph.number, round(place), round(1000 * glyph.up)))
        yield from self._ended()

    def pictures(self, canvas: TaggedCanvas) -> str:
        """The operators that draw what was left out, in thousandths of the size; "" if nothing was."""
        drawn, at = [], (0, 0)
        for number, right, up in self._pictures:
            drawn.append(f"1 0 0 1 {right - at[0]} {up - at[1]} cm {canvas.glyph_picture(self._font, number)} Do")
            at = (right, up)
        return " ".join(drawn)

    def _word(self, word: Sequence[Cluster]) -> Iterator[str]:
        """The widest glyph of a cluster goes before the others, but in the last cluster after them.

        Programs that read a page take a word to reach from its first glyph to its last.
        """
        for index, (text, glyphs) in enumerate(word):
            placed = []
            for glyph in glyphs:
                placed.append((glyph, self._wanted + 1000 * glyph.right))
                self._wanted += 1000 * glyph.advance
            if len(placed) > 1:
                placed.sort(key=lambda one: one[0].advance, reverse=index < len(word) - 1)
            texts = [*text[: len(glyphs) - 1], text[len(glyphs) - 1 :]]
            for (glyph, place), part in zip(placed, [*texts, *[""] * len(placed)], strict=False):
                yield from self._shown(glyph, part or _NO_TEXT, place)

    def _shown(self, glyph: Glyph, text: str, place: float) -> Iterator[str]:
        """Add a *glyph* that stands for *text*; the operators that have to go before it."""
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

    def _ended(self) -> Iterator[str]:
        yield from self._flushed()
        yield from self._risen(0)
