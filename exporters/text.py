"""A summary as plain text; on a terminal the same with colour and the width of the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from exporters import Rendered
from exporters.lines import broken, cells
from exporters.outline import outline
from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Point,
    Points,
    Prose,
    Run,
    SourceHeading,
    SourceParagraph,
    SourceText,
    Title,
    joined,
)
from exporters.references import reference_label
from summarizer.summary import Summary
from templates import Template

_BOLD, _DIM, _ACCENT, _MARKED = "1", "2", "1;36", "1;4"
_LIT = ("\ufdd0", "\ufdd1")
"""Where marked text begins and ends until its lines are broken; no document has these, which are no characters."""

_MARKING_COLORS = {"TLP:RED": "31", "TLP:AMBER": "33", "TLP:AMBER+STRICT": "33", "TLP:GREEN": "32"}

# What a terminal would obey, or could not encode: C0, DEL, C1, bidi controls, surrogates. `characters.clean` leaves
# none of it in a document, but a summary may have been made by hand, and a title or marking comes from outside.
_SPACES = re.compile("[\t\n\v\f\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_ASCII = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("—―", "--"),
        **dict.fromkeys("•‣", "*"),
        **dict.fromkeys("\u2007\u202f", "\u00a0"),
        "\u2009": " ",
        "─": "-",
        "…": "...",
        "¶": "par.\u00a0",
    }
)


def render(summary: Summary, template: Template) -> Rendered:
    """The page as UTF-8 lines of at most ``template.columns`` cells.

    Where the template draws one view, the text is that view alone, with nothing of ours around it but the marking.
    """
    page = _Page(template.columns, template.color, template.ascii)
    parts = outline(summary, template)
    if len(template.views) == 1 and template.show.body == "summary":
        blocks = _one_view(page, parts, [line.stated for line in summary.bullets])
    else:
        blocks = _whole_page(page, parts, template.text.footer)
    banner = [page.banner(template.marking)] if template.marking else []
    lines = "\n\n".join("\n".join(block) for block in [*banner, *blocks, *page.explained(summary), *banner])
    if template.ascii:
        lines = lines.replace("\u00a0", " ")
    return Rendered(f"{lines}\n".encode())


def _one_view(page: _Page, parts: Iterable[Part], stated: list[int]) -> Iterator[list[str]]:
    parts = list(parts)
    view: list[Part] = [part for part in parts if isinstance(part, Prose | Points)]
    for part in view or [part for part in parts if isinstance(part, Notice)]:
        if isinstance(part, Points):
            lines = [page.bullet(point, times) for point, times in zip(part.points, stated, strict=True)]
            yield [line for bullet in lines for line in bullet]
        else:
            yield from page.draw(part)


def _whole_page(page: _Page, parts: Iterable[Part], footer: str) -> Iterator[list[str]]:
    heading: list[str] = []
    for part in parts:
        for block in page.draw(part):
            if isinstance(part, Heading):
                heading = block
            else:
                yield heading + block
                heading = []
    yield [page.rule(), *page.wrapped(footer, style=_DIM)]


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide the page is and which signs may stand on it; draws parts as blocks of lines."""

    columns: int
    color: bool
    ascii: bool

    def draw(self, part: Part) -> Iterator[list[str]]:
        """The blocks of *part*, which blank lines will separate."""
        match part:
            case Title():
                yield [*self.wrapped(part.kicker, style=_ACCENT), *self.wrapped(part.text, style=_BOLD)]
            case Facts():
                yield self.facts(part)
            case Heading():
                yield self.wrapped(part.text.upper(), style=_ACCENT)
            case Prose():
                yield from self.prose(part)
            case Points():
                yield [line for point in part.points for line in self.point(point, len(part.points))]
            case SourceText():
                yield from map(self.source, part.blocks)
            case Notice():
                yield self.wrapped(part.text, style=_DIM)

    def facts(self, part: Facts) -> list[str]:
        """The facts on one line, or one a line where they have no room."""
        items = [f"{label}{part.colon}{text}" for label, text in part.items]
        line = self.wrapped(" | ".join(items), style=_DIM)
        if len(line) > 1:
            line = [line for item in items for line in self.wrapped(item, rest="  ", style=_DIM)]
        return [*line, self.rule()]

    def prose(self, part: Prose) -> Iterator[list[str]]:
        """Its paragraphs, under the heading that a box would have."""
        heading = self.wrapped(part.box.text.upper(), style=_ACCENT) if part.box else []
        for paragraph in part.paragraphs:
            yield heading + self.wrapped(joined(paragraph))
            heading = []

    def explained(self, summary: Summary) -> Iterator[list[str]]:
        """Of every sentence: where it stands, its scores for prose and bullets, its first words, and its fate."""
        lines = self.wrapped("WHY", style=_ACCENT)
        for told in summary.explanations:
            scores = " ".join(f"{score:.2f}" for score in told.scores.values())
            label = reference_label(told.sentence.place, len(summary.documents))
            first, *rest = self.wrapped(f"{label} {scores} {told.sentence.text}")
            lines.append(first + (self.plain("…") if rest else ""))
            lines += self.wrapped(told.fate, first="  ", rest="  ", style=_DIM)
        if summary.explanations:
            yield lines

    def point(self, point: Point, of: int) -> list[str]:
        """The point behind its number, and below it where it is stated."""
        number = f"{point.number:>{max(2, len(str(of)))}}. "
        indent = " " * len(number)
        lines = self.hanging(number, point.text)
        if point.note:
            lines += self.wrapped(_stated(point), indent, indent, _DIM)
        return lines

    def bullet(self, point: Point, times: int) -> list[str]:
        """The point as an item of a plain list; where it is stated only if that is more than once."""
        note = _stated(point) if times > 1 and point.note else ""
        return self.hanging("• ", f"{point.text} ({note[0].lower()}{note[1:]})" if note else point.text)

    def source(self, block: SourceHeading | SourceParagraph) -> list[str]:
        """A paragraph of the source behind its number; after what states a key point, the point's number."""
        if isinstance(block, SourceHeading):
            return self.wrapped(block.text, style=_BOLD)
        if block.aside:
            lines = "".join(run.text for run in block.runs).splitlines()
            return [line for text in lines for line in self.wrapped(text, "   ", "   ", _DIM)]
        text = "".join(self.marked(run) + run.remark for run in block.runs)
        bullet = "" if block.depth is None else f"{'  ' * block.depth}• "
        return self.lit(self.hanging(f"{block.label} {bullet}", text))

    def marked(self, run: Run) -> str:
        """The text of *run*, between signs where it is a sentence that is shown and stands nowhere else."""
        if run.anchor is None:
            return run.text
        opening, closing = self.signs
        return f"{opening}{run.text}{closing}"

    @property
    def signs(self) -> tuple[str, str]:
        """What a marked sentence stands between: signs, or in colour what `lit` makes of it."""
        return ("[[", "]]") if self.ascii else _LIT if self.color else ("⟦", "⟧")

    def lit(self, lines: list[str]) -> list[str]:
        """*lines* with what stands between the signs of colour bold and underlined."""
        if self.signs != _LIT:
            return lines
        lit, is_lit = [], False
        for line in lines:
            begun = is_lit
            is_lit = line.rfind(_LIT[0]) > line.rfind(_LIT[1]) if set(_LIT) & set(line) else is_lit
            indent = line[: len(line) - len(line.lstrip(" "))] if begun else ""
            line = f"{indent}{_LIT[0] if begun else ''}{line[len(indent) :]}{_LIT[1] if is_lit else ''}"
            lit.append(line.replace(_LIT[0], f"\x1b[{_MARKED}m").replace(_LIT[1], "\x1b[0m"))
        return lit

    def hanging(self, label: str, text: str) -> list[str]:
        """*text* behind *label*, its further lines under its first."""
        label = self.plain(label)
        indent = " " * cells(label)
        first, *rest = self.wrapped(text, indent, indent) or [""]
        bare = label.rstrip(" ")
        gap = " " * (len(label) - len(bare))
        return [f"{self.paint(bare, _ACCENT)}{gap}{first[len(indent) :]}".rstrip(" "), *rest]

    def wrapped(self, text: str, first: str = "", rest: str = "", style: str = "") -> list[str]:
        """*text* in lines of at most so many cells, broken at spaces only (where it has spaces)."""
        lines = broken(self.plain(text), max(self.columns - cells(rest), 1))
        indented = map(str.__add__, chain([first], repeat(rest)), lines)
        return [self.paint(line.rstrip(), style) for line in indented]

    def banner(self, marking: str) -> list[str]:
        """The handling marking, at the right margin."""
        style = f"1;{_MARKING_COLORS.get(marking.upper(), '37')}"
        lines = self.wrapped(marking)
        return [" " * (self.columns - cells(line)) + self.paint(line, style) for line in lines if line]

    def rule(self) -> str:
        """A line across the page."""
        return self.paint(self.plain("─" * self.columns), _DIM)

    def plain(self, text: str) -> str:
        """*text* without anything that a terminal would obey, in ASCII if need be."""
        if not text.isprintable():  # which nothing of that is
            text = _CONTROLS.sub("\ufffd", _SPACES.sub(" ", text))
        return in_ascii(text) if self.ascii else text

    def paint(self, line: str, style: str) -> str:
        """*line* in that style, if there may be colour; its indent is left as it is."""
        if not (self.color and style):
            return line
        text = line.lstrip(" ")
        if not text:
            return line
        return f"{line[: len(line) - len(text)]}\x1b[{style}m{text}\x1b[0m"


def _stated(point: Point) -> str:
    return f"{point.note}{', '.join(reference.label for reference in point.references)}"


def in_ascii(text: str) -> str:
    """*text* in ASCII, but for no-break spaces: they stay until the lines are broken."""
    text = re.sub(r"(?<=\d)¶", " ¶", text).translate(_ASCII)
    return "\u00a0".join(part.encode("ascii", "backslashreplace").decode() for part in text.split("\u00a0"))
