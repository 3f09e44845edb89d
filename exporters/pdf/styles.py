"""The kinds of text on a page, each with its face, size, colour and the space around it, as a template has them.

The measures are those of a briefing, whose running text has 10.2 points; a template with another size scales all of
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exporters.pdf.fonts import Faces
from exporters.pdf.paragraph import Look
from templates import LARGE_PRINT, Fonts, Template


@dataclass(frozen=True, slots=True)
class Style:
    """The face (as `Faces` names it), size and leading of a kind of text, its colour as the template names it."""

    face: str
    size: float
    leading: float = 0
    color: str = "ink"
    before: float = 0
    after: float = 0


STYLES: Mapping[str, Style] = {
    "kicker": Style("sans_bold", 8.5, 11, "accent", after=5),
    "title": Style("serif_bold", 23, 27, after=8),
    "long title": Style("serif_bold", 19, 23, after=8),
    "longest title": Style("serif_bold", 16, 20, after=8),
    "facts": Style("sans", 8.8, 12.5, "muted", after=3),
    "fact label": Style("sans_bold", 8.8, color="muted"),
    "head": Style("sans_bold", 10.5, 13, "accent", before=28, after=5),
    "box head": Style("sans_bold", 10.5, 13, "accent", before=14, after=4),
    "box": Style("serif", 11.8, 17, after=5),
    "prose": Style("serif", 10.2, 14.6, after=6.5),
    "point": Style("serif", 10.2, 14.4, after=6),
    "number": Style("sans_bold", 10.2, color="accent"),
    "note": Style("sans", 8.6, color="muted"),
    "reference": Style("sans", 8.6, color="accent"),
    "notice": Style("sans", 8.6, 12, "muted", before=8, after=7),
    "source head": Style("sans_bold", 9.5, 13, before=9, after=2),
    "source": Style("serif", 9, 12.8, after=4.2),
    "aside": Style("sans", 8.6, 12, "muted", after=2.5),
    "paragraph label": Style("sans", 8.2, color="muted"),
    "back link": Style("sans", 7.6, color="accent"),
    "back note": Style("sans", 7.6, color="muted"),
    "logo": Style("sans", 10.2, after=10),
    "furniture": Style("sans", 8.6, 11, "muted"),
    "marking": Style("sans_bold", 12, 18),
    "long marking": Style("sans_bold", 8.6, 11),
}


class Styles:
    """The styles of one file."""

    def __init__(self, template: Template, faces: Faces) -> None:
        self.faces = faces
        self.scale = template.fonts.size / Fonts().size
        self._least = LARGE_PRINT if template.fonts.size >= LARGE_PRINT else 0.0
        self._colors = template.colors

    def size(self, style: str) -> float:
        """The size of type in points."""
        return max(STYLES[style].size * self.scale, self._least)

    def leading(self, style: str) -> float:
        """The distance of lines in points."""
        kind = STYLES[style]
        return self.size(style) / kind.size * (kind.leading or kind.size)

    def look(self, style: str, *, shaded: bool = False, color: str = "") -> Look:
        """How text is drawn, before the highlight if it is *shaded*, in a *color* other than that of the style."""
        kind = STYLES[style]
        shade = self._colors.highlight if shaded else ""
        return Look(getattr(self.faces, kind.face), self.size(style), color or getattr(self._colors, kind.color), shade)
