"""HTML -> pieces of text: a stream of tags becomes blocks, each with the region of the page that it stands in.

No tree is built: memory holds the text found, and elements may be nested to any depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.readers import xml
from summarizer.readers.markup_elements import PLAIN, UNSEEN, WITHIN_LINES, heading_level, position_of
from summarizer.readers.markup_facts import Facts
from summarizer.readers.markup_regions import (
    BOILERPLATE,
    CAPITALS,
    LISTS,
    NOTES,
    PAGE,
    Region,
    is_hidden,
    region_of,
    types_of,
)
from summarizer.readers.markup_tables import Table, facts_of
from summarizer.readers.raised import LEVEL, RAISED, shifted

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SELF_CLOSED = re.compile(
    r"<(script|style|title|textarea|iframe|a|div|span|p|i|b|em|strong|td|th|li)\b([^<>]*)/>", re.I
)
_DECLARATIONS = re.compile(r"<!DOCTYPE[^<>\[]*\[[^\]]*\]\s*>", re.IGNORECASE)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page, the region that it stands in, and how many of its characters are links."""

    block: Block
    region: Region
    linked: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What a stream of tags comes to: pieces, regions with parents before children, and facts as `Facts` has them."""

    pieces: Sequence[Piece]
    regions: Sequence[Region]
    facts: Mapping[str, str]
    scripts: Sequence[str]


def page(text: str) -> Page:
    """The page in *text*, which may be any nonsense."""
    if "http://www.w3.org/1999/xhtml" in text[:2000]:  # of XHTML, an empty <title/> must not swallow the page
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    text = _DECLARATIONS.sub("", text, count=1)
    stream = _Stream()
    parser = xml.html_parser(stream)
    data = text.replace("\0", "").encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    if data.strip():
        parser.close()
    stream.flush()
    return Page(stream.pieces, stream.regions, stream.facts.said, stream.facts.scripts)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a text say of it."""

    region: Region
    is_seen: bool = True
    is_linked: bool = False
    linked_from: int = 0  # linked characters before this link
    position: str = LEVEL
    is_note: bool = False  # the raised number of one
    is_capital: bool = False  # a dropped one
    kind: str = ""  # "code", "caption", "note" or "heading"
    level: int = 0  # of the heading
    depth: int = -1  # of the list


class _Stream:
    """The target of a parser: takes tags and text, and keeps `pieces`."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.regions = [Region(PAGE)]
        self.facts = Facts()
        self._contexts = [_Context(self.regions[0])]
        self._text: list[str] = []
        self._linked = 0
        self._opens_item = False
        self._was_capital = False  # whether a dropped one was the last to be closed
        self._level = 1  # of the heading above
        self._tables: list[Table] = []

    # -- what a parser calls --

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        tag = tag.rpartition(":")[2].lower()
        above = self._contexts[-1]
        is_text = above.is_seen and above.region.kind != BOILERPLATE
        self.facts.start(tag, given, depth=len(self._contexts), is_text=is_text)
        if tag not in WITHIN_LINES:
            self.flush()
        is_plain = not above.is_seen or (tag in PLAIN and not given)
        self._contexts.append(above if is_plain else self._context(tag, given, above))
        if not self._contexts[-1].is_seen:
            return
        if tag in ("li", "dt", "dd"):
            self._opens_item = tag == "li"
        elif tag == "table":
            self._open_table()
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].open_cell(len(self.pieces))
        elif tag == "br":
            self._text.append("\n")
        elif tag == "img" and len(given.get("alt", "").split()) > 2:
            self._add(Aside(given["alt"], "caption"), above.region)

    def data(self, text: str) -> None:
        self.facts.data(text)
        context = self._contexts[-1]
        if not context.is_seen or context.is_note:
            return
        if context.position != LEVEL:
            text = shifted(text, context.position)
        if self._was_capital:
            text, self._was_capital = text.lstrip(), False
        self._text.append(text if context.kind == "code" else _SPACE.sub(" ", text))
        if context.is_linked:
            self._linked += len(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2].lower()
        self.facts.end(tag)
        if tag not in WITHIN_LINES:
            self.flush()
        context = self._contexts.pop() if len(self._contexts) > 1 else self._contexts[-1]
        self._was_capital = self._was_capital or (context.is_capital and not self._contexts[-1].is_capital)
        if tag == "li":
            self._opens_item = False
        elif tag == "table" and context.is_seen and self._tables:
            self._close_table(self._tables.pop())

    def close(self) -> None:
        """The end of the page, which `lxml` wants to tell."""

    # -- contexts --

    def _context(self, tag: str, given: Mapping[str, str], above: _Context) -> _Context:
        if tag in UNSEEN or is_hidden(tag, given):
            return replace(above, is_seen=False)
        region = self._region(tag, given, above)
        types = types_of(given)
        if level := heading_level(tag, given):
            self._level = level
            return replace(above, region=region, kind="heading", level=level)
        if tag == "summary":
            return replace(above, region=region, kind="heading", level=min(self._level + 1, 6))
        if tag in ("pre", "listing", "xmp"):
            return replace(above, region=region, kind="code")
        if tag in ("figcaption", "caption"):
            return replace(above, region=region, kind="caption")
        if tag in LISTS:
            return replace(above, region=region, depth=above.depth + 1)
        if types & NOTES:
            return replace(above, region=region, kind="note")
        if position := position_of(tag, given):
            is_note = position == RAISED and above.is_linked and self._linked == above.linked_from
            return replace(above, position=position, is_note=above.is_note or is_note)
        if tag == "a" and "href" in given:
            is_note = above.is_note or above.position == RAISED
            return replace(above, is_linked=True, linked_from=self._linked, is_note=is_note)
        is_capital = above.is_capital or bool(CAPITALS & types)
        return replace(above, region=region, is_capital=is_capital)

    def _region(self, tag: str, given: Mapping[str, str], above: _Context) -> Region:
        region = region_of(tag, given, above.region, is_in_list=above.depth >= 0)
        if region is not above.region:
            self.regions.append(region)
        return region

    # -- pieces --

    def flush(self) -> None:
        """Make a piece of the text since the last one."""
        context = self._contexts[-1]
        text, linked = "".join(self._text), self._linked
        self._text, self._linked = [], 0
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
        self._add(block, context.region, linked)

    def _add(self, block: Block, region: Region, linked: int = 0) -> None:
        if isinstance(block, Aside) and block.kind == "caption" and self.pieces and self.pieces[-1].block == block:
            return  # a figure whose picture and caption say the same
        above = self.pieces[-1].block if self.pieces else None
        if isinstance(block, Paragraph) and above and _is_capital(above) and block.text[0].islower():
            block = Paragraph(f"{above.text}{block.text}")
            self.pieces.pop()
        self.pieces.append(Piece(block, region, linked))
        region.characters += len(block.text)
        region.linked += linked
        region.pieces += 1

    # -- tables --

    def _open_table(self) -> None:
        if self._tables:
            self._tables[-1].is_layout = True
        self._tables.append(Table(len(self.pieces)))

    def _close_table(self, table: Table) -> None:
        """Put one aside in the place of the cells, unless they hold prose."""
        starts = [start for row in table.rows for start in row]
        if not starts or table.is_layout:
            return
        ends = iter([*starts[1:], len(self.pieces)])
        cells = [[" ".join(self._texts(start, next(ends))) for start in row] for row in table.rows]
        text = facts_of(cells)
        if text is None:
            return
        region = self._contexts[-1].region
        del self.pieces[starts[0] :]
        if text.strip(" |/"):
            self.pieces.append(Piece(Aside(text, "table"), region))

    def _texts(self, start: int, end: int) -> list[str]:
        return [" ".join(piece.block.text.split()) for piece in self.pieces[start:end]]


def _is_capital(block: Block) -> bool:
    """Whether *block* is but a dropped capital, in an element of its own."""
    return isinstance(block, Paragraph) and len(block.text) == 1 and block.text.isupper()
