"""What elements of HTML are: within a line or not, shown or not, headings, raised or lowered."""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.readers.formula import MATHML
from summarizer.readers.raised import LOWERED, RAISED

UNSEEN = frozenset(
    "script style template noscript title iframe object applet canvas audio video map svg select datalist button "
    "textarea frameset noframes head rp rt del s strike annotation annotation-xml".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em embed font i img input ins kbd label link mark "
    "meta nobr output q ruby rb samp small span strong sub sup time tt u var wbr".split()
)
WITHIN_LINES = (_INLINE | MATHML | UNSEEN | {"br"}) - {"head", "frameset"}
PLAIN = (_INLINE - {"a", "sup", "sub"}) | frozenset(
    "p div br section td th tr tbody thead li dt dd dl blockquote".split()
)
_POSITIONS = {"sup": RAISED, "super": RAISED, "sub": LOWERED}
_SHIFT_STYLE = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)


def heading_level(tag: str, given: Mapping[str, str]) -> int:
    """The level of the heading that an element is, 0 for none."""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456789":
        return min(int(tag[1]), 6)
    level = given.get("aria-level", "2") if given.get("role") == "heading" else "0"
    return int(level) if level in tuple("0123456") else 2


def position_of(tag: str, given: Mapping[str, str]) -> str:
    """Where an element puts its text in the line; "" where it does not say."""
    style = _SHIFT_STYLE.search(given["style"]) if "style" in given else None
    return _POSITIONS.get(style[1].lower() if style else tag, "")
