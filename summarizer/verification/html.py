"""The whole text of a page of ours, nothing dropped: what stands in it, what is read out, what its style adds.

Whatever could change what a reader sees is given as text that no briefing has: an element, an attribute or an address
that our pages do not use, a script that is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from exporters.html import own_script, own_sheet
from summarizer.document import Paragraph
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.text import decode
from summarizer.structure import Content

_INLINE = frozenset({"a", "span", "mark", "sup"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = "html head meta title style script body header footer nav main div section p ul ol li dl dt dd img"
_ELEMENTS = _INLINE | _HEADINGS | frozenset(_BLOCKS.split())
_SPOKEN = ("alt", "aria-label", "title")
_UNSEEN = ("lang", "dir", "class", "id", "href", "src", "aria-labelledby", "data-points")
_ATTRIBUTES = frozenset({*_SPOKEN, *_UNSEEN, "name", "content", "charset", "http-equiv"})
_RULES = r"\{[^{}<\\@/]*\}"
_SHEET = re.compile(
    rf":root{_RULES}\n@media screen and \(prefers-color-scheme:dark\)\{{:root{_RULES}\}}\n"
    r"@page\{[^{}<\\@/]*(?:@[a-z-]+" + _RULES + r")*\}\n"
)
"""What a template says in front of our style sheet, without its texts: colours, sizes, the printed page."""
_OUR_SHEET, _OUR_SCRIPT = own_sheet(), own_script()  # read here, since the process of a parser may open nothing later
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6}) ?")


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of the page in *data*, and what of it is not seen but read out or printed."""
    text, _ = decode(data, name=name, encoding=encoding, declared="utf-8")
    page = _Page()
    parser = xml.html_parser(page)
    parser.feed(text)
    parser.close()
    beside = dict.fromkeys([*page.beside, *_of_style("".join(page.style)), *_of_script("".join(page.script))])
    parts = ("".join(page.pieces), "\n".join(beside))
    limits.check_text(name, sum(map(len, parts)))
    return Content(tuple(map(Paragraph, parts)))


class _Page:
    """Takes the tags and the text of a page as they come."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.beside: list[str] = []
        self.style: list[str] = []
        self.script: list[str] = []
        self._to = self.pieces
        self._counts: list[int | None] = []  # of the lists that are open, None for one without numbers

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Called where an element begins."""
        self.beside += _unknown(tag, attributes)
        self.beside += [attributes[name] for name in _SPOKEN if attributes.get(name)]
        self._to = {"style": self.style, "script": self.script}.get(tag, self.pieces)
        if tag in ("ol", "ul"):
            self._counts.append(0 if tag == "ol" else None)
        self.pieces.append(_apart(tag))
        if tag == "li" and self._counts and self._counts[-1] is not None:
            self._counts[-1] += 1
            self.pieces.append(f"{self._counts[-1]}. ")

    def end(self, tag: str) -> None:
        """Called where an element ends."""
        self._to = self.pieces
        if tag in ("ol", "ul") and self._counts:
            self._counts.pop()
        self.pieces.append(_apart(tag))

    def data(self, text: str) -> None:
        """Called with text."""
        self._to.append(text)

    def close(self) -> None:
        """Called at the end."""


def _apart(tag: str) -> str:
    """What parts the text of an element from that around it."""
    return "\n" if tag not in _INLINE else " " if tag == "sup" else ""


def _unknown(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What a page of ours would not have of an element."""
    if tag not in _ELEMENTS:
        yield f"<{tag}>"
    for name, value in attributes.items():
        is_far = (name == "href" and not value.startswith("#")) or (name == "src" and not value.startswith("data:"))
        is_order = name == "http-equiv" and value != "Content-Security-Policy"
        if name not in _ATTRIBUTES or is_far or is_order:
            yield f"{name}={value}"


def _of_style(style: str) -> Iterator[str]:
    """The texts that *style* adds to a printed page, whose number is 1; what it is, where it is not ours."""
    sheet = style.removesuffix(_OUR_SHEET)
    if not style:
        return
    if sheet == style or not _SHEET.fullmatch(_STRING.sub('""', sheet)):
        yield "a style sheet that is not ours"
    for content in re.findall(rf"content:((?:{_STRING.pattern}|counter\(pages?\)| )*);", sheet):
        texts = _STRING.findall(re.sub(r"counter\(pages?\)", '"1"', content[0]))
        yield "".join(_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text) for text in texts)


def _of_script(script: str) -> Iterator[str]:
    if script and script != _OUR_SCRIPT:
        yield f"script: {script}"
