"""HTML: the main text of a page, without menus, footers, scripts, hidden parts and cookie notices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summarizer.document import Block, Heading, ListItem, Paragraph
from summarizer.layout.headings import same_letters
from summarizer.options import Limits
from summarizer.readers import markup
from summarizer.readers.markup import Page, Piece
from summarizer.readers.markup_looks import Looks, with_headings
from summarizer.readers.markup_regions import BOILERPLATE, LIST, MAIN, Region
from summarizer.readers.text import decode
from summarizer.structure import Content

_HEAD = 4096  # bytes within which a page declares its encoding
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_NUL_SHARE = 20  # bytes, of which one may be a NUL by mistake
_MAIN_SHARE = 1 / 3  # of the text that is no boilerplate; an element <main> with less is a teaser
_ALERT_SHARE = 1 / 5  # of the text; more than that before the title is no alert
_LINKED_SHARE = 0.7  # of a menu
_MENU_ITEM = 80  # characters that an item of a menu has at most, on average
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_DEEPEST_DATA = 20_000  # brackets in JSON-LD, whose parser recurses

_TITLES = ("og:title", "citation_title", "dc.title", "twitter:title")
_AUTHORS = ("author", "citation_author", "dc.creator", "dcterms.creator", "article:author", "parsely-author")
_DATES = (
    "article:published_time",
    "datepublished",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "dcterms.created",
    "date",
)
_COPYRIGHT = re.compile(r"(?:copyright )?(?:©|\(c\) )", re.IGNORECASE)
_SERVICES = frozenset(
    "facebook twitter x whatsapp linkedin reddit pinterest telegram instagram threads bluesky mastodon messenger "
    "tumblr flipboard email e-mail mail print".split()
)
_LEAST_SERVICES = 2
_LONGEST_SHARING = 12  # words
_BEFORE_SITE = re.compile(r"\s[|–—·•»:-]\s|:\s")
_WEB_ADDRESS = re.compile(r"https?://")


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The main text of the page in *data*, with what it says of itself; nothing that it links to is fetched.

    Raises LimitError where there is more text than *limits* allow, and what `decode` raises.
    """
    data, nuls = _without_nuls(data)
    text, warnings = decode(data, name=name, encoding=encoding, declared=declared_encoding(data))
    warnings = (*nuls, *warnings)
    page = markup.page(text, Looks())
    limits.check_text(name, sum(len(piece.block.text) for piece in page.pieces))
    blocks = main_text(page)
    if not any(map(_is_stated, blocks)):
        blocks = [piece.block for piece in page.pieces]
        if blocks:
            warnings = (*warnings, "no main text found; read with its menus and notices")
    data_of = _linked_data(page.scripts)
    return Content(
        tuple(blocks),
        title=_title(page, data_of, blocks),
        author=_author(page.facts, data_of),
        date=_first(page.facts, _DATES) or data_of.get("datePublished") or page.facts.get("time"),
        language=language(page.facts.get("lang") or _first(page.facts, ("content-language", "og:locale")) or ""),
        warnings=warnings,
    )


def _without_nuls(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """*data* without the few NULs that pages have by mistake, and a warning of them; UTF-16 and UTF-32 have many."""
    count = data.count(b"\0")
    if not count or _NUL_SHARE * count > len(data) or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data, ()
    return data.replace(b"\0", b""), (f"has {count:,} NUL {'bytes' if count > 1 else 'byte'}, left out",)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares in a ``meta`` element or an XML declaration."""
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None


def language(tag: str) -> str | None:
    """The ISO 639 code in a language *tag* as ``en-GB``."""
    match = _LANGUAGE.match(tag.strip())
    return match[0].lower() if match else None


# -- main text --


def main_text(page: Page) -> list[Block]:
    """The blocks of *page* that are no boilerplate, those in its main part where that is a good part of them."""
    dropped, main = _judged(page.regions)
    kept = [piece for piece in page.pieces if id(piece.region) not in dropped and not _is_of_page(piece)]
    inner = [piece for piece in kept if id(piece.region) in main]
    if sum(_stated(inner)) > _MAIN_SHARE * sum(_stated(kept)):
        kept = inner
    return with_headings(kept[_opening(kept) :])


def _opening(pieces: Sequence[Piece]) -> int:
    """The number of the only heading of level 1, before which a page has alerts; 0 where much stands before it."""
    highest = [
        number for number, piece in enumerate(pieces) if isinstance(piece.block, Heading) and piece.block.level == 1
    ]
    if len(highest) != 1 or sum(_stated(pieces[: highest[0]])) > _ALERT_SHARE * sum(_stated(pieces)):
        return 0
    return highest[0]


def _judged(regions: Sequence[Region]) -> tuple[set[int], set[int]]:
    """The identities of the regions that are boilerplate, and of those in the main part.

    What is named like boilerplate but holds most of the page is none: its name means the page's design.
    """
    totals = {id(region): region.characters for region in regions}
    for region in reversed(regions):
        if region.parent:
            totals[id(region.parent)] += totals[id(region)]
    whole = totals[id(regions[0])]
    dropped: set[int] = set()
    main: set[int] = set()
    for region in regions:
        if region.parent and id(region.parent) in main:
            main.add(id(region))
        is_named = region.kind == BOILERPLATE and 2 * totals[id(region)] <= whole
        if is_named or _is_menu(region) or (region.parent and id(region.parent) in dropped):
            dropped.add(id(region))
        elif region.kind == MAIN:
            main.add(id(region))
    return dropped, main


def _is_menu(region: Region) -> bool:
    is_linked = region.kind == LIST and region.linked > _LINKED_SHARE * region.characters
    return is_linked and region.characters <= _MENU_ITEM * region.pieces


def _is_of_page(piece: Piece) -> bool:
    """Whether a paragraph says whose the page is or where to share it, or is nothing but links, as "Read more"."""
    text = piece.block.text
    if isinstance(piece.block, Paragraph) and (_COPYRIGHT.match(text) or _is_sharing(text)):
        return True
    is_linked = isinstance(piece.block, Paragraph) and piece.linked > _LINKED_SHARE * len(text)
    return is_linked and text[-1:] not in tuple(".!?。！？”")


def _is_sharing(text: str) -> bool:
    """Whether half the words of *text* at least name services, as in "Share this: Facebook X"."""
    words = text.lower().split() if len(text) < 200 and text[-1:] not in tuple(".!?。！？") else ()
    named = sum(word.strip(",|·:") in _SERVICES for word in words)
    return named >= _LEAST_SERVICES and 2 * named >= len(words) <= _LONGEST_SHARING


def _stated(pieces: Sequence[Piece]) -> Iterator[int]:
    return (len(piece.block.text) for piece in pieces if _is_stated(piece.block))


def _is_stated(block: Block) -> bool:
    return isinstance(block, Paragraph | ListItem) and any(map(str.isalnum, block.text))


# -- facts --


def _first(facts: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((facts[name] for name in names if facts.get(name)), None)


def _title(page: Page, data: Mapping[str, str], blocks: Sequence[Block]) -> str | None:
    """The title that a page states; the heading that its ``title`` begins with, where the name of the site follows."""
    stated = _first(page.facts, _TITLES) or data.get("headline")
    title = page.facts.get("title")
    if stated or not title:
        return stated and _without_site(stated, page, blocks)
    letters = same_letters(title)
    headings = [block for block in blocks if isinstance(block, Heading) and same_letters(block.text)]
    highest = (block.text for block in headings if block.level == 1 and same_letters(block.text) in letters)
    first = (block.text for block in headings[:1] if letters.startswith(same_letters(block.text)))
    return next(highest, next(first, _without_site(title, page, blocks)))


def _without_site(title: str, page: Page, blocks: Sequence[Block]) -> str:
    """*title* without the name of the site behind it, where the page says what that is or has the rest as heading."""
    signs = list(_BEFORE_SITE.finditer(title))
    if not signs or not (before := title[: signs[-1].start()].strip()):
        return title
    site = same_letters(page.facts.get("og:site_name", ""))
    is_told = site and site == same_letters(title[signs[-1].end() :])
    is_heading = any(
        isinstance(block, Heading) and block.level == 1 and same_letters(block.text) == same_letters(before)
        for block in blocks
    )
    return before if is_told or is_heading else title


def _author(facts: Mapping[str, str], data: Mapping[str, str]) -> str | None:
    named = _first(facts, _AUTHORS)
    return data.get("author") if not named or _WEB_ADDRESS.match(named) else named


def _linked_data(scripts: Sequence[str]) -> Mapping[str, str]:
    """The headline, author and date that JSON-LD of schema.org states; nothing of what is not as simple as usual."""
    for script in scripts:
        if script.count("[") + script.count("{") > _DEEPEST_DATA:
            continue
        try:
            values = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for entry in _entries(values):
            if entry.get("headline"):
                found = {key: entry.get(key) for key in ("headline", "datePublished")} | {"author": _names(entry)}
                return {key: value for key, value in found.items() if isinstance(value, str) and value}
    return {}


def _entries(values: Any) -> Iterator[dict[str, Any]]:
    graph = values.get("@graph") if isinstance(values, dict) else None
    for group in (values, graph):
        yield from (entry for entry in (group if isinstance(group, list) else [group]) if isinstance(entry, dict))


def _names(entry: Mapping[str, Any]) -> str:
    authors = entry.get("author")
    every = authors if isinstance(authors, list) else [authors]
    names = [author.get("name") if isinstance(author, dict) else author for author in every]
    return ", ".join(name for name in names if isinstance(name, str))
