"""What a reader of an output gets to see, by format: its text, and what in it could run, fetch or lead away."""

from __future__ import annotations

import html.parser
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from threading import Lock
from types import MappingProxyType
from xml.etree import ElementTree

_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
# The one script that a page of ours has, and whose hash alone its policy lets run.
_OWN_SCRIPT = files("exporters.html").joinpath("page.js").read_text(encoding="utf-8")
_PDFIUM = Lock()  # PDFium is for one thread at a time, and several try cases at once
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Seen:
    """The *text* of an output, and what is *live* in it, which should be nothing."""

    text: str
    live: tuple[str, ...] = ()


def _text(data: bytes) -> Seen:
    return _plain(data.decode())


def _plain(text: str) -> Seen:
    return Seen(text, tuple(f"control character {found!a}" for found in _CONTROLS.findall(text)))


def _json(data: bytes) -> Seen:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    value = json.loads(data, parse_constant=refuse)
    return Seen("\n".join(_strings(value)), _plain(data.decode()).live)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _docx(data: bytes) -> Seen:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: ElementTree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    live = [f"part {name}" for name in parts if name.startswith("/") or ".." in name or "/media/" in name]
    for root in roots.values():
        live += [f"link to {link.get('Target')}" for link in root.iter() if link.get("TargetMode") == "External"]
        live += [f"field {code.text}" for code in root.iter(f"{_WORD}instrText") if _leads_out(code.text or "")]
    text = "\n".join(
        "".join(part.text or "" if part.tag == f"{_WORD}t" else " " for part in paragraph.iter())
        for paragraph in roots["word/document.xml"].iter(f"{_WORD}p")
    )
    return Seen(text, (*live, *_plain(text).live))


def _leads_out(code: str) -> bool:
    return code.split()[:1] not in (["PAGE"], ["NUMPAGES"], ["PAGEREF"], ["REF"], ["TOC"], ["SEQ"], ["STYLEREF"])


def _pdf(data: bytes) -> Seen:
    import pypdf
    import pypdfium2

    document = pypdf.PdfReader(io.BytesIO(data), strict=True)
    live: list[str] = []
    for number in sorted({number for table in document.xref.values() for number in table} | set(document.xref_objStm)):
        live += list(_actions(document.get_object(number)))
    with _PDFIUM:
        pages = pypdfium2.PdfDocument(data)
        try:
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
        finally:
            pages.close()
    text = text.replace("\r\n", "\n").replace("\x02", "-").replace("\ufffe", "-")
    return Seen(text, (*live, *_plain(text).live))


def _actions(found: object) -> Iterator[str]:
    if not isinstance(found, dict):
        return
    if found.get("/S") in ("/URI", "/GoToR", "/GoToE", "/Launch", "/JavaScript", "/SubmitForm", "/ImportData"):
        yield f"action {found['/S']}"
    if found.get("/Subtype") == "/Image":
        yield "picture"
    for part in found.values():
        yield from _actions(part)


class _Page(html.parser.HTMLParser):
    """The text of a page of ours, and its tags that are more than text in a layout."""

    _FETCHING = frozenset("script iframe object embed form base link img image svg video audio input".split())

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.live: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "title"):
            self._unseen += 1
        if tag in self._FETCHING:
            self.live.append(f"<{tag}>")
        for name, value in attributes:
            address = name in ("href", "src", "action", "style", "srcset", "background")
            if name.startswith("on") or (address and re.search(r":|//", value or "") and name != "style"):
                self.live.append(f"{name}={value}")
        self.text.append("\n" if tag in ("p", "li", "h1", "h2", "h3", "h4", "td", "br", "div") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "title"):
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.text.append(data)


def _html(data: bytes) -> Seen:
    page = _Page()
    page.feed(data.decode().replace(f"<script>{_OWN_SCRIPT}</script>", "", 1))
    page.close()
    text = "".join(page.text)
    return Seen(text, (*page.live, *_plain(text).live))


def _markdown(data: bytes) -> Seen:
    """As CommonMark and as GitHub show it: tables and struck text are on."""
    from markdown_it import MarkdownIt

    text = data.decode()
    text = text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text
    seen = _html(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text).encode())
    return Seen(seen.text, (*seen.live, *_plain(text).live))


OUTPUTS: Mapping[str, Callable[[bytes], Seen]] = MappingProxyType(
    {"txt": _text, "json": _json, "docx": _docx, "pdf": _pdf, "html": _html, "md": _markdown}
)
"""For each format of `exporters.EXPORTERS`, how a file of it is looked into; each raises where it is not whole."""
