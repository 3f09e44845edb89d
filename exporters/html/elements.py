"""Text on its way into HTML, escaped once, and the few elements that a page is made of."""

from __future__ import annotations

import re

# What HTML cannot hold or a browser would obey, as in `text`: controls, bidi controls, surrogates, noncharacters.
_LOST = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def escaped(text: str) -> str:
    """*text* as it may stand in an element or between the quotation marks of an attribute."""
    return text.translate(_SPECIAL)


def element(name: str, text: str, **values: str | None) -> str:
    """The element *name* around *text*, which is escaped here, with `attributes` of these *values*."""
    return f"<{name}{attributes(**values)}>{escaped(text)}</{name}>"


def attributes(**values: str | None) -> str:
    """*values* as they follow the name of an element: ``class_`` is ``class``, ``aria_label`` is ``aria-label``."""
    pairs = ((name.rstrip("_").replace("_", "-"), value) for name, value in values.items())
    return "".join(f' {name}="{escaped(value)}"' for name, value in pairs if value is not None)


def carried(page: str) -> tuple[str, bool]:
    """*page* with U+FFFD for every character that HTML cannot hold, and whether there was one."""
    page, lost = _LOST.subn("\ufffd", page)
    return page, lost > 0
