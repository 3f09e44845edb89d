"""Web pages printed to a file: what a browser stamps on each sheet, and what a page has beside its text.

There are no elements to tell by, as in HTML, so only what is safely known by its wording goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.layout.units import OPENING
from summarizer.readers.pdf.lines import Line

_ADDRESS = re.compile(r"(?:https?://|file:///|www\.)\S+")
_COUNT = re.compile(r"(?:page\s)?\d{1,4}\s?(?:/|of)\s?\d{1,4}", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE
)
_NOTICE_WORDS = 120  # of a notice, at most
_BUTTON_WORDS = 20  # of a row of buttons, at most
_BESIDE_WORDS = 30  # of a paragraph that stands beside the text, at most
_COOKIES = re.compile(
    r"\b(?:we|partners|(?:this|our) (?:web)?site)\s(?:may |also |only )?(?:use|set|store|place)s?\s.{0,60}\bcookies\b"
    r"|\b(?:accept|reject|allow|manage|decline)\s(?:all |only |necessary |optional |your )*cookies\b"
    r"|\b(?:our|the) use of cookies\b|\bour cookie (?:notice|policy)\b",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"\b(?:share(?: (?:this(?: (?:article|page|story))?|on|via|by))?|tweet|facebook|twitter|x|whatsapp|linkedin|reddit|"
    r"pinterest|telegram|bluesky|threads|e-?mail|print|copy link|save|comments?|advertisement|advert|menu|search|"
    r"sign in|log in|subscribe|skip to (?:main )?content|(?:accept|reject|allow) all|manage preferences)\b",
    re.IGNORECASE,
)
# Headings of what a page has beside its text.
_BESIDE = re.compile(
    r"more (?:on this|from|stories)\b.{0,60}"
    r"|related(?: (?:articles?|content|coverage|links?|news|posts?|stories|topics))?"
    r"|(?:most (?:popular|read|shared|viewed)|trending|recommended|read (?:more|next)|latest (?:news|stories))\b.{0,20}"
    r"|(?:you (?:may|might) also (?:like|be interested)|sign up|subscribe|get our|follow us|share this)\b.{0,60}"
    r"|(?:our |the )?newsletters?|(?:\d+ )?comments?(?: \(?\d+\)?)?|(?:your|we value your|about your) privacy"
    r"|(?:about |our )?cookie (?:notice|policy|preferences|settings)",
    re.IGNORECASE,
)


def is_printed(pages: Sequence[tuple[float, list[Line]]]) -> bool:
    """Whether most of *pages* have an address and a time or a count of pages at their edges, as browsers stamp them."""
    stamped = 0
    for _, lines in pages:
        pieces = [piece.text for line in outermost(lines) for piece in line.pieces]
        has_address = any(map(_ADDRESS.fullmatch, pieces))
        stamped += has_address and any(_COUNT.fullmatch(piece) or _CLOCK.fullmatch(piece) for piece in pieces)
    return 2 * stamped > len(pages)


def outermost(lines: Sequence[Line]) -> list[Line]:
    """The highest and the lowest of *lines*, which are those of a page."""
    bases = [line.main.base for line in lines]
    return [line for line in lines if line.main.base in (max(bases), min(bases))]


def is_stamp(line: Line) -> bool:
    """Whether *line*, the outermost of a printed page, is what the browser put there."""
    return any(pattern.fullmatch(piece.text) for piece in line.pieces for pattern in (_ADDRESS, _COUNT, _CLOCK))


def without_notices(blocks: Sequence[Block]) -> Iterator[Block]:
    """*blocks* of a printed page, with notices on cookies, buttons, and what stands beside the text as asides."""
    is_beside = False
    for block in blocks:
        if isinstance(block, Heading):
            is_beside = _BESIDE.fullmatch(block.text) is not None
        elif len(block.text.split()) > _BESIDE_WORDS:
            is_beside = False  # the text goes on below a box
        is_text = isinstance(block, Paragraph | ListItem)
        yield Aside(block.text, "note", block.page) if is_text and (is_beside or _is_notice(block.text)) else block


def _is_notice(text: str) -> bool:
    """Whether *text* is a notice on cookies or a row of buttons."""
    words = len(text.split())
    if words <= _BUTTON_WORDS and not any(map(str.isalnum, _BUTTON.sub("", text))):
        return True
    return words <= _NOTICE_WORDS and not text.startswith(tuple(OPENING)) and bool(_COOKIES.search(text))
