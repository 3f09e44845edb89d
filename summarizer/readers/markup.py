"""HTML -> pieces of text: a stream of tags becomes blocks, each with the region of the page that it stands in.

No tree is built: memory holds the text found, and elements may be nested to any depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.readers import xml
from summarizer.readers.formula import Formula
from summarizer.readers.markup_contexts import Context, context_of
from summarizer.readers.markup_elements import PLAIN, WITHIN_LINES
from summarizer.readers.markup_facts import Facts
from summarizer.readers.markup_looks import Look, Looks
from summarizer.readers.markup_regions import BOILERPLATE, PAGE, Region
from summarizer.readers.markup_tables import Table
from summarizer.readers.raised import LEVEL, shifted

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SELF_CLOSED = re.compile(
    r"<(script|style|title|textarea|iframe|a|div|span|p|i|b|em|strong|td|th|li)\b([^<>]*)/>", re.I
)
_DECLARATIONS = re.compile(r"<!DOCTYPE[^<>\[]*\[[^\]]*\]\s*>", re.IGNORECASE)
_CHUNK = 1 << 16  # characters
_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page, its region, how many of its characters are links, and how the least of them looks."""

    block: Block
    region: Region
    linked: int = 0
    look: Look = _PLAIN


@dataclass(frozen=True, slots=True)
class Page:
    """What a stream of tags comes to: pieces, regions with parents before children, and facts as `Facts` has them."""

    pieces: Sequence[Piece]
    regions: Sequence[Region]
    facts: Mapping[str, str]
    scripts: Sequence[str]


def page(text: str, looks: Looks | None = None) -> Page:
    """The page in *text*, which may be any nonsense; with *looks*, each of its pieces has its own."""
    if "http://www.w3.org/1999/xhtml" in text[:2000]:  # of XHTML, an empty <title/> must not swallow the page
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    text = _DECLARATIONS.sub("", text, count=1)
    stream = _Stream(looks)
    parser = xml.html_parser(stream)
    text = text.replace("\0", "")
    for start in range(0, len(text), _CHUNK):
        parser.feed(text[start : start + _CHUNK].encode("utf-8", "replace"))
    if text and not text.isspace():
        parser.close()
    stream.flush()
    return Page(stream.pieces, stream.regions, stream.facts.said, stream.facts.scripts)


class _Stream:
    """The target of a parser: takes tags and text, and keeps `pieces`."""

    def __init__(self, looks: Looks | None) -> None:
        self.pieces: list[Piece] = []
        self.regions = [Region(PAGE)]
        self.facts = Facts()
        self._contexts = [Context(self.regions[0])]
        self._text: list[str] = []
        self._linked = 0
        self._opens_item = False
        self._was_capital = False  # whether a dropped one was the last to be closed
        self._level = 1  # of the heading above
        self._tables: list[Table] = []
        self._looks = Looks(before=looks) if looks else None  # its own styles count for it alone
        self._look: Look | None = None  # the least since the last piece
        self._formula: Formula | None = None  # that is open

    # -- what a parser calls --

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        tag = tag.rpartition(":")[2].lower()
        above = self._contexts[-1]
        is_text = above.is_seen and above.region.kind != BOILERPLATE
        self.facts.start(tag, given, depth=len(self._contexts), is_text=is_text)
        if tag not in WITHIN_LINES:
            self.flush()
        is_plain = not above.is_seen or (tag in PLAIN and not given)
        context = above if is_plain else self._context(tag, given, above)
        self._contexts.append(context)
        if self._formula:
            self._formula.start(tag, given)
        if not context.is_seen:
            return
        if tag == "math" and not self._formula:
            self._formula = Formula()
        elif tag == "br":
            self._text.append("\n")
        elif tag == "img" and len(given.get("alt", "").split()) > 2:
            self._add(Piece(Aside(given["alt"], "caption"), above.region))
        else:
            self._start_block(tag)

    def _start_block(self, tag: str) -> None:
        if tag in ("li", "dt", "dd"):
            self._opens_item = tag == "li"
        elif tag == "table":
            if self._tables:
                self._tables[-1].open_table()
            self._tables.append(Table(self.pieces))
        elif tag == "tr" and self._tables:
            self._tables[-1].open_row()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].open_cell()

    def _context(self, tag: str, given: Mapping[str, str], above: Context) -> Context:
        context = context_of(tag, given, above, linked=self._linked, level=self._level, looks=self._looks)
        if context.region is not above.region:
            self.regions.append(context.region)
        if context.kind == "heading" != above.kind and tag != "summary":
            self._level = context.level
        return context

    def data(self, text: str) -> None:
        self.facts.data(text)
        context = self._contexts[-1]
        if not context.is_seen or context.is_note:
            return
        if self._looks and self._look is not context.look and text.strip():
            self._look = min(self._look or context.look, context.look)
        if context.is_linked:
            self._linked += len(text)
        if self._formula:
            self._formula.put(text)
            return
        if context.position != LEVEL:
            text = shifted(text, context.position)
        if self._was_capital:
            text, self._was_capital = text.lstrip(), False
        self._text.append(text if context.kind == "code" else _SPACE.sub(" ", text))

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2].lower()
        self.facts.end(tag)
        if tag == "style" and self._looks and self.facts.sheets:
            self._looks.add(self.facts.sheets.pop())
        if tag not in WITHIN_LINES:
            self.flush()
        if tag == "math":
            self._end_formula()
        elif self._formula:
            self._formula.end()
        context = self._contexts.pop() if len(self._contexts) > 1 else self._contexts[-1]
        self._was_capital = self._was_capital or (context.is_capital and not self._contexts[-1].is_capital)
        if tag == "li":
            self._opens_item = False
        elif tag == "table" and context.is_seen and self._tables:
            text = self._tables.pop().close()
            if text.strip(" |/"):
                self.pieces.append(Piece(Aside(text, "table"), context.region))

    def close(self) -> None:
        """The end of the page, which `lxml` wants to tell."""

    # -- pieces --

    def flush(self) -> None:
        """Make a piece of the text since the last one."""
        self._end_formula()
        context = self._contexts[-1]
        text, linked, look = "".join(self._text), self._linked, self._look or _PLAIN
        self._text, self._linked, self._look = [], 0, None
        if not text.strip():
            return
        if context.kind == "heading":
            block: Block = Heading(" ".join(text.split()), context.level)
        elif context.kind:
            block = Aside(text.strip("\n"), context.kind)
        elif self._opens_item:
            block, self._opens_item = ListItem(" ".join(text.split()), max(context.depth, 0)), False
        else:
            block = Paragraph("\n".join(line.strip() for line in text.strip().split("\n")))
        self._add(Piece(block, context.region, linked, look))

    def _add(self, piece: Piece) -> None:
        block, region = piece.block, piece.region
        above = self.pieces[-1].block if self.pieces else None
        if isinstance(block, Aside) and block.kind == "caption" and above == block:
            return  # a figure whose picture and caption say the same
        if isinstance(block, Paragraph) and above and _is_capital(above) and block.text[0].islower():
            piece = replace(piece, block=Paragraph(f"{above.text}{block.text}"))
            self.pieces.pop()
        self.pieces.append(piece)
        region.characters += len(piece.block.text)
        region.linked += piece.linked
        region.pieces += 1

    def _end_formula(self) -> None:
        if self._formula:
            self._text.append(self._formula.text())
            self._formula = None


def _is_capital(block: Block) -> bool:
    """Whether *block* is but a dropped capital, in an element of its own."""
    return isinstance(block, Paragraph) and len(block.text) == 1 and block.text.isupper()
