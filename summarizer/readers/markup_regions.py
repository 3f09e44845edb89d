"""Which elements of a page are no text of it: boilerplate, what is hidden, notes and the numbers that refer to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

BOILERPLATE, MAIN, LIST, PAGE = "boilerplate", "main", "list", "page"

LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BOILERPLATE_TAGS = frozenset(("nav", "footer", "aside"))
_BOILERPLATE_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar doc-toc".split()
)
_BOILERPLATE_NAMES = frozenset(
    "byline cookie cookies cookiebar consent gdpr newsletter subscribe subscription signup share sharing social "
    "related recommended recommendations comment comments disqus breadcrumb breadcrumbs sidebar menu navbar docnav "
    "navigation nav footer masthead advert advertisement ad ads promo sponsored popup modal paywall "
    "pagination pager meta relatedposts sharedaddy colophon toc hatnote catlinks references reflist onetrust "
    "ambox navbox tags timestamp bio signature postprofile copyright trending outbrain taboola".split()
)
_BOILERPLATE_PHRASES = re.compile(
    r"(?<![a-z])(?:most[_-]?(?:read|popular|viewed|shared)|also[_-]?(?:like|read)|back[_-]?to[_-]?top|site[_-]?sub)(?![a-z])"
)
CAPITALS = frozenset("dropcap drop-cap dropcaps drop-caps has-drop-cap-letter dropped-capital".split())
_HIDDEN_NAMES = frozenset(
    "sr-only visually-hidden screen-reader-text visuallyhidden skip-link noprint mw-editsection "
    "mw-cite-backlink headerlink header-anchor heading-anchor hash-link anchorjs-link "
    "mwe-math-fallback-image-inline mwe-math-fallback-image-display".split()
)
_SHOWN_NAMES = frozenset(("mwe-math-mathml-inline", "mwe-math-mathml-display"))  # formulas hidden for their pictures
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# What a book says of its parts (EPUB Structural Semantics).
_NO_CHAPTER = frozenset(
    "cover titlepage halftitlepage toc landmarks copyright-page index loi lot lov page-list colophon".split()
)
CAPTIONS = frozenset(
    "caption thumbcaption figcaption wp-caption-text caption-text image-caption image__caption photo-caption "
    "photo__caption figure-caption figure__caption img-caption media-caption picture-caption".split()
)
FIGURES = frozenset("figure table example informalfigure informaltable".split())
"""What DocBook calls the elements whose ``p.title`` is a caption."""
NOTES = frozenset(
    "footnote footnotes endnote endnotes rearnote rearnotes note doc-footnote doc-endnote doc-endnotes gmail_quote "
    "gmail_attr moz-cite-prefix".split()
)
_NOTE_MARKS = frozenset(
    "noteref doc-noteref footnote-ref footnote-back doc-backlink backlink pagebreak doc-pagebreak".split()
)


@dataclass(slots=True)
class Region:
    """A part of a page that is kept or dropped as a whole, within *parent*; the counts are of its own pieces."""

    kind: str
    parent: Region | None = None
    characters: int = 0
    linked: int = 0
    pieces: int = 0


def region_of(tag: str, given: Mapping[str, str], around: Region, *, is_in_list: bool) -> Region:
    """The region that the element *tag* with the attributes *given* opens, else that *around* it."""
    kind = _kind(tag, given, around, is_in_list=is_in_list)
    return Region(kind, around) if kind else around


def _kind(tag: str, given: Mapping[str, str], around: Region, *, is_in_list: bool) -> str:
    if tag in ("main", "article") or given.get("role") in ("main", "article"):
        return BOILERPLATE if _is_boilerplate("", given) else MAIN
    if tag in ("html", "body") or types_of(given) & NOTES:
        return ""
    if _is_boilerplate(tag, given) or (tag == "header" and around.kind == PAGE):
        return BOILERPLATE
    return LIST if tag in LISTS and not is_in_list else ""


def types_of(given: Mapping[str, str]) -> set[str]:
    """What an element says of the part that it plays in a book."""
    said = (given.get("epub:type"), given.get("type"), given.get("role"), given.get("class"))
    return set(" ".join(filter(None, said)).lower().split())


def is_hidden(tag: str, given: Mapping[str, str]) -> bool:
    """Whether an element is not shown, or is but the number of a note or page."""
    names = set(given.get("class", "").lower().split())
    if names & _SHOWN_NAMES:
        return False
    if "hidden" in given and given["hidden"] != "until-found":
        return True
    if given.get("aria-hidden") == "true" and tag != "figcaption":
        return True
    if tag == "dialog" and "open" not in given:
        return True
    return bool(
        _HIDDEN_STYLE.search(given.get("style", "")) or _HIDDEN_NAMES & names or (types_of(given) & _NOTE_MARKS)
    )


def _is_boilerplate(tag: str, given: Mapping[str, str]) -> bool:
    # DocBook puts the heading of every chapter into a div of that class.
    types = types_of(given) - ({"titlepage"} if tag == "div" and given.get("class") == "titlepage" else set())
    if tag in _BOILERPLATE_TAGS or given.get("role") in _BOILERPLATE_ROLES or types & _NO_CHAPTER:
        return True
    if "class" not in given and "id" not in given:
        return False
    names = f"{given.get('class', '')} {given.get('id', '')}".lower()
    is_named = _BOILERPLATE_NAMES & set(re.split(r"[\s_-]+", names))
    return bool(is_named or _BOILERPLATE_PHRASES.search(names))
