"""What stands around the text of every page, and is not read out: header, footer, the marking on black."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.pdf.fonts import shapeable
from exporters.pdf.pages import Sheet
from exporters.pdf.paragraph import Look, Paragraph, Span, typeset
from exporters.pdf.styles import Styles
from exporters.pdf.tags import TaggedCanvas
from exporters.references import said
from templates import Template, marking_color

_HEADER, _FOOTER, _FOOTER_RULE = 34.0, 30.0, 50.0  # the baseline from above, the baseline and the rule from below
_BANNER_PADDING = 6.0
_BANNER_MIDDLE = 31.0, 29.0  # of the marking, from above and from below
_GAP = 12.0  # at least, between what stands on one line
_HIGHEST = 40.0  # so much room a marking has at most; it is whole in the facts under the title
_FOOTER_GROWS = 36.0  # so much more than one line a footer may be high, and the rule is lifted with it
_LOWEST = 16.0  # the last baseline of a footer of several lines, from below
_LONGEST = 1000  # characters of a text here are looked at: more never have room
_NARROWEST = 90.0  # less room than this is too little for the title, or the footer, to say anything


@dataclass(frozen=True, slots=True)
class Furniture:
    """Draws the furniture of the pages of one file, whose *title* runs at the top from the second page on."""

    title: str
    template: Template
    sheet: Sheet
    styles: Styles

    def draw(self, canvas: TaggedCanvas, number: int, count: int) -> None:
        """Draw header and footer of page *number* of *count*."""
        sheet = self.sheet
        page = self._set(said(self.template.labels.page, page=number, pages=count), self.styles.look("furniture"))
        banner = self._marking(sheet.full - page.width - _GAP)
        free = sheet.full - (banner.width + 2 * _BANNER_PADDING + _GAP if banner else 0)
        with canvas.artifact("Header"):
            self._banner(canvas, banner, sheet.height - _BANNER_MIDDLE[0])
            if number > 1:
                self._line(canvas, self.title, 0, sheet.height - _HEADER, free)
        with canvas.artifact("Footer"):
            indent = max(sheet.rail, page.width + _GAP)
            footer = self._footer(free - indent)
            more = footer.height - footer.leading
            top = max(_FOOTER + more / 2, _LOWEST + more) + footer.drop
            canvas.fill(sheet.left, max(_FOOTER_RULE, top + 1), sheet.full, 0.6, self.template.colors.rule)
            self._banner(canvas, banner, _BANNER_MIDDLE[1])
            page.draw(canvas, sheet.at(0, page.width), _FOOTER + page.drop)
            footer.draw(canvas, sheet.at(indent, footer.width), top)

    def _marking(self, room: float) -> Paragraph | None:
        """The marking, in smaller type on a few lines where it is too long for one, and what is still too long cut."""
        marking = shapeable(self.template.marking or "")[:_LONGEST]
        if not marking:
            return None
        color, width = marking_color(marking), room - 2 * _BANNER_PADDING
        line = self._set(marking, self.styles.look("marking", color=color), self.styles.leading("marking"))
        if line.width <= width:
            return line
        look, leading = self.styles.look("long marking", color=color), self.styles.leading("long marking")
        return self._lines(marking, look, leading, width, int(_HIGHEST / leading))

    def _footer(self, width: float) -> Paragraph:
        """The footer, on a few lines where it is too long for one."""
        look, leading = self.styles.look("furniture"), self.styles.leading("furniture")
        text = shapeable(self.template.text.footer)[:_LONGEST] if width > _NARROWEST else ""
        return self._lines(text, look, leading, width, 1 + int(_FOOTER_GROWS / leading))

    def _lines(self, text: str, look: Look, leading: float, width: float, most: int) -> Paragraph:
        """*text* on *most* lines of *width* at most, cut with an ellipsis where it needs more."""
        lines = self._set(text, look, leading, width)
        if len(lines.lines) > most:
            last = lines.lines[most - 1][0]
            lines = self._set(text[:last] + self._cut(text[last:], look, width), look, leading, width)
        return lines

    def _banner(self, canvas: TaggedCanvas, banner: Paragraph | None, middle: float) -> None:
        """Draw the marking where a line ends, about *middle*."""
        if banner:
            width, height = banner.width + 2 * _BANNER_PADDING, max(banner.height, 18.0)
            left = self.sheet.at(self.sheet.full - width, width)
            canvas.fill(left, middle - height / 2, width, height, "#000000")
            banner.draw(canvas, left + _BANNER_PADDING, middle + banner.height / 2)

    def _line(self, canvas: TaggedCanvas, text: str, start: float, baseline: float, width: float) -> None:
        """Draw *text*, cut with an ellipsis where it is wider than *width*."""
        look, text = self.styles.look("furniture"), shapeable(text)[:_LONGEST]
        line = self._set(text, look)
        if line.width > width:
            line = self._set(self._cut(text, look, width) if width > _NARROWEST else "", look)
        line.draw(canvas, self.sheet.at(start, line.width), baseline + line.drop)

    def _cut(self, text: str, look: Look, width: float) -> str:
        """The beginning of *text* that has room, cut between words if it can be."""
        shown = text[: self._set(text, look).fits(width - look.face.width("…", look.size))]
        return f"{shown.rpartition(' ')[0].rstrip(' ,;:') or shown}…"

    def _set(self, text: str, look: Look, leading: float = 0, width: float = float("inf")) -> Paragraph:
        return typeset([Span(text, look)], self.styles.faces, leading or look.size, width)
