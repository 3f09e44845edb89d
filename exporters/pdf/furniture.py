"""What stands around the text of every page, and is not read out: header, footer, the marking on black."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.pdf.fonts import Faces, plain
from exporters.pdf.pages import Sheet
from exporters.pdf.paragraph import Look, Paragraph, Span, fitted
from exporters.pdf.tags import TaggedCanvas
from templates import Template, marking_color

_SIZE = 8.6  # of header and footer
_BANNER_SIZE, _BANNER_HEIGHT, _BANNER_PADDING = 12.0, 18.0, 6.0
_HEADER, _FOOTER, _FOOTER_RULE = 34.0, 30.0, 50.0  # the baseline from above, the baseline and the rule from below
_BANNER_TOP, _BANNER_BOTTOM = 40.0, 24.0  # the lower edge from above and from below
_GAP = 12.0  # at least, between a line and the marking
_PAGE_NUMBER = 96.0  # the width that "Page x of y" is given


@dataclass(frozen=True, slots=True)
class Furniture:
    """Draws the furniture of the pages of one file, whose *title* runs at the top from the second page on."""

    title: str
    template: Template
    sheet: Sheet
    faces: Faces

    def draw(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        """Draw header and footer of page *number* of *count*."""
        sheet = self.sheet
        with canvas.artifact("Header"):
            free = sheet.full - self._banner(canvas, sheet.height - _BANNER_TOP)
            if number > 1:
                self._line(canvas, self.title, sheet.left, sheet.height - _HEADER, free)
        with canvas.artifact("Footer"):
            canvas.fill(sheet.left, _FOOTER_RULE, sheet.full, 0.6, self.template.colors.rule)
            free = sheet.full - self._banner(canvas, _BANNER_BOTTOM)
            indent = max(sheet.rail, _PAGE_NUMBER)
            self._line(canvas, f"Page {number} of {count}", sheet.left, _FOOTER, sheet.full)
            self._line(canvas, self.template.text.footer, sheet.left + indent, _FOOTER, free - indent)

    def _banner(self, canvas: TaggedCanvas, bottom: float) -> float:
        """Draw the marking at the right; the width that it takes from the line, 0 without a marking."""
        marking = self.template.marking
        if not marking:
            return 0
        color = marking_color(marking)
        line = self._set(marking, Look(self.faces.sans_bold, _BANNER_SIZE, color))
        room = self.sheet.full - _PAGE_NUMBER - 2 * _BANNER_PADDING
        if line.width > room:  # a marking is never cut: it gets smaller
            line = self._set(marking, Look(self.faces.sans_bold, _BANNER_SIZE * room / line.width, color))
        width = line.width + 2 * _BANNER_PADDING
        left = self.sheet.left + self.sheet.full - width
        canvas.fill(left, bottom, width, _BANNER_HEIGHT, "#000000")
        line.draw(canvas, left + _BANNER_PADDING, bottom + (_BANNER_HEIGHT + line.leading) / 2)
        return width + _GAP

    def _line(self, canvas: TaggedCanvas, text: str, x: float, baseline: float, width: float) -> None:
        """Draw *text*, cut with an ellipsis where it is wider than *width*."""
        look = Look(self.faces.sans, _SIZE, self.template.colors.muted)
        line = self._set(text, look)
        if line.width > width:
            shown = line.fits(width - look.face.width("…", look.size))
            line = self._set(plain(text)[:shown].rstrip() + "…" if shown else "", look)
        line.draw(canvas, x, baseline + line.drop)

    def _set(self, text: str, look: Look) -> Paragraph:
        return Paragraph(fitted([Span(text, look)], self.faces), look.size, float("inf"), None)
