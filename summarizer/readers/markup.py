"""HTML -> pieces of text: a stream of tags becomes blocks, each with the region of the page that it stands in.

No tree is built: memory holds the text found, and elements may be nested to any depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.readers import xml

BOILERPLATE, MAIN, LIST, PAGE = "boilerplate", "main", "list", "page"

_UNSEEN = frozenset(
    "script style template noscript title iframe object embed applet canvas audio video map svg select datalist button "
    "textarea frameset noframes head rp rt del s strike annotation annotation-xml".split()
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img input ins kbd label link mark math mi mn mo "
    "mrow msup msub mfrac msqrt mtext meta nobr output q ruby rb samp small span strong sub sup time tt u var "
    "wbr".split()
)
_WITHIN_LINES = (_INLINE | _UNSEEN | {"br"}) - {"head", "frameset"}
_PLAIN = (_INLINE - {"a", "sup"}) | frozenset("p div br section td th tr tbody thead li dt dd dl blockquote".split())
_BOILERPLATE_TAGS = frozenset(("nav", "footer", "aside"))
_BOILERPLATE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar doc-toc".split()
)
_BOILERPLATE_NAMES = frozenset(
    "byline cookie cookies cookiebar consent gdpr newsletter subscribe subscription signup share sharing social "
    "related recommended recommendations comment comments disqus breadcrumb breadcrumbs sidebar menu navbar "
    "navigation nav footer masthead advert advertisement ad ads promo sponsored popup modal paywall "
    "pagination pager".split()
)
_HIDDEN_NAMES = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "skip-link"))
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# What a book says of its parts (EPUB Structural Semantics).
_NO_CHAPTER = frozenset(
    "cover titlepage halftitlepage toc landmarks copyright-page index loi lot lov page-list colophon".split()
)
_NOTES = frozenset(
    "footnote footnotes endnote endnotes rearnote rearnotes note doc-footnote doc-endnote doc-endnotes".split()
)
_NOTE_MARKS = frozenset(
    "noteref doc-noteref footnote-ref footnote-back doc-backlink backlink pagebreak doc-pagebreak".split()
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_SELF_CLOSED = re.compile(
    r"<(script|style|title|textarea|iframe|a|div|span|p|i|b|em|strong|td|th|li)\b([^<>]*)/>", re.I
)
_DECLARATIONS = re.compile(r"<!DOCTYPE[^<>\[]*\[[^\]]*\]\s*>", re.IGNORECASE)
_PROSE_WORDS = 7  # words from which on a cell that ends like a sentence is prose
_CHUNK = 1 << 16


@dataclass(slots=True)
class Region:
    """A part of a page that is kept or dropped as a whole, within *parent*; the counts are of its own pieces."""

    kind: str
    parent: Region | None = None
    characters: int = 0
    linked: int = 0
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page, the region that it stands in, and how many of its characters are links."""

    block: Block
    region: Region
    linked: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What a stream of tags comes to: pieces, regions with parents before children, and what the head says.

    *facts* holds the contents of ``meta`` elements by their names in small letters, and ``title``, ``lang`` and
    ``time``; *scripts* those that hold JSON-LD.
    """

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
    return Page(stream.pieces, stream.regions, stream.facts, stream.scripts)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a text say of it."""

    region: Region
    is_seen: bool = True
    is_linked: bool = False
    is_raised: bool = False
    kind: str = ""  # "code", "caption", "note" or "heading"
    level: int = 0  # of the heading
    depth: int = -1  # of the list


@dataclass(slots=True)
class _Table:
    start: int  # number of its first piece
    rows: list[list[int]] = field(default_factory=list)  # of each cell, the number of its first piece
    is_layout: bool = False

    def open_cell(self, number: int) -> None:
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(number)


class _Stream:
    """The target of a parser: takes tags and text, and keeps `pieces`."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.regions = [Region(PAGE)]
        self.facts: dict[str, str] = {}
        self.scripts: list[str] = []
        self._contexts = [_Context(self.regions[0])]
        self._text: list[str] = []
        self._linked = 0
        self._opens_item = False
        self._tables: list[_Table] = []
        self._taken: list[str] | None = None  # text of the title or of a script with data

    # -- what a parser calls --

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        tag = tag.rpartition(":")[2].lower()
        above = self._contexts[-1]
        self._note_facts(tag, given, above)
        if tag not in _WITHIN_LINES:
            self.flush()
        is_plain = not above.is_seen or (tag in _PLAIN and not given)
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
        if self._taken is not None:
            self._taken.append(text)
        context = self._contexts[-1]
        if not context.is_seen or (context.is_raised and context.is_linked):  # the number of a note
            return
        self._text.append(text if context.kind == "code" else _SPACE.sub(" ", text))
        if context.is_linked:
            self._linked += len(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2].lower()
        if self._taken is not None and tag in ("title", "script"):
            taken, self._taken = "".join(self._taken), None
            if tag == "title":
                self.facts.setdefault("title", " ".join(taken.split()))
            else:
                self.scripts.append(taken)
        if tag not in _WITHIN_LINES:
            self.flush()
        context = self._contexts.pop() if len(self._contexts) > 1 else self._contexts[-1]
        if tag == "li":
            self._opens_item = False
        elif tag == "table" and context.is_seen and self._tables:
            self._close_table(self._tables.pop())

    def close(self) -> None:
        """The end of the page, which `lxml` wants to tell."""

    # -- contexts --

    def _context(self, tag: str, given: Mapping[str, str], above: _Context) -> _Context:
        if tag in _UNSEEN or _is_hidden(tag, given):
            return replace(above, is_seen=False)
        region = self._region(tag, given, above)
        types = _types(given)
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "0123456789":
            return replace(above, region=region, kind="heading", level=min(max(int(tag[1]), 1), 6))
        if given.get("role") == "heading":
            level = given.get("aria-level", "2")
            return replace(above, region=region, kind="heading", level=int(level) if level in tuple("123456") else 2)
        if tag in ("pre", "listing", "xmp"):
            return replace(above, region=region, kind="code")
        if tag in ("figcaption", "caption"):
            return replace(above, region=region, kind="caption")
        if tag in _LISTS:
            return replace(above, region=region, depth=above.depth + 1)
        if types & _NOTES:
            return replace(above, region=region, kind="note")
        if tag == "sup":
            return replace(above, is_raised=True)
        if tag == "a" and "href" in given:
            return replace(above, is_linked=True)
        return replace(above, region=region) if region is not above.region else above

    def _region(self, tag: str, given: Mapping[str, str], above: _Context) -> Region:
        kind = _kind(tag, given, above)
        if not kind:
            return above.region
        self.regions.append(Region(kind, above.region))
        return self.regions[-1]

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
        self.pieces.append(Piece(block, region, linked))
        region.characters += len(block.text)
        region.linked += linked
        region.pieces += 1

    # -- tables --

    def _open_table(self) -> None:
        if self._tables:
            self._tables[-1].is_layout = True
        self._tables.append(_Table(len(self.pieces)))

    def _close_table(self, table: _Table) -> None:
        """Put one aside in the place of the cells, unless they hold prose."""
        starts = [start for row in table.rows for start in row]
        if not starts or table.is_layout:
            return
        ends = iter([*starts[1:], len(self.pieces)])
        cells = [[" ".join(self._texts(start, next(ends))) for start in row] for row in table.rows]
        prose = sum(len(cell) for row in cells for cell in row if _is_prose(cell))
        if 2 * prose > sum(len(cell) for row in cells for cell in row):
            return
        region = self._contexts[-1].region
        del self.pieces[starts[0] :]
        text = " / ".join(" | ".join(row) for row in cells if row)
        if text.strip(" |/"):
            self.pieces.append(Piece(Aside(text, "table"), region))

    def _texts(self, start: int, end: int) -> list[str]:
        return [" ".join(piece.block.text.split()) for piece in self.pieces[start:end]]

    # -- facts --

    def _note_facts(self, tag: str, given: Mapping[str, str], above: _Context) -> None:
        if tag == "html":
            self.facts.setdefault("lang", given.get("lang") or given.get("xml:lang") or "")
        elif tag == "meta" and given.get("content"):
            name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
            self.facts.setdefault(name.lower(), " ".join(given["content"].split()))
        elif tag == "time" and given.get("datetime") and above.is_seen and above.region.kind != BOILERPLATE:
            self.facts.setdefault("time", given["datetime"])
        elif (tag == "title" and len(self._contexts) < 4 and "title" not in self.facts) or (
            tag == "script" and given.get("type", "").strip().lower() == "application/ld+json"
        ):
            self._taken = []


def _kind(tag: str, given: Mapping[str, str], above: _Context) -> str:
    """What region an element opens, "" for none."""
    if tag in ("main", "article") or given.get("role") in ("main", "article"):
        return BOILERPLATE if _is_boilerplate("", given) else MAIN
    if tag in ("html", "body") or _types(given) & _NOTES:
        return ""
    if _is_boilerplate(tag, given) or (tag == "header" and above.region.kind == PAGE):
        return BOILERPLATE
    return LIST if tag in _LISTS and above.depth < 0 else ""


def _types(given: Mapping[str, str]) -> set[str]:
    """What an element says of the part that it plays in a book."""
    said = (given.get("epub:type"), given.get("type"), given.get("role"), given.get("class"))
    return set(" ".join(filter(None, said)).lower().split())


def _is_hidden(tag: str, given: Mapping[str, str]) -> bool:
    if "hidden" in given and given["hidden"] != "until-found":
        return True
    if given.get("aria-hidden") == "true" and tag != "figcaption":
        return True
    if tag == "dialog" and "open" not in given:
        return True
    return bool(
        _HIDDEN_STYLE.search(given.get("style", ""))
        or _HIDDEN_NAMES & set(given.get("class", "").lower().split())
        or (_types(given) & _NOTE_MARKS)
    )


def _is_boilerplate(tag: str, given: Mapping[str, str]) -> bool:
    if tag in _BOILERPLATE_TAGS or given.get("role") in _BOILERPLATE_ROLES or _types(given) & _NO_CHAPTER:
        return True
    if "class" not in given and "id" not in given:
        return False
    names = f"{given.get('class', '')} {given.get('id', '')}".lower()
    return bool(_BOILERPLATE_NAMES & set(re.split(r"[\s_-]+", names)))


def _is_prose(cell: str) -> bool:
    return cell.rstrip("”\"')]")[-1:] in tuple(".!?。！？") and (
        len(cell.split()) >= _PROSE_WORDS or not cell.isascii()
    )
