"""EPUB 2 and 3: the chapters of a book in the order of its spine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from summarizer.errors import DataError
from summarizer.options import Limits
from summarizer.readers import markup, xml
from summarizer.readers.archive import Archive, target
from summarizer.readers.flow import meaningful
from summarizer.readers.html import declared_encoding, language
from summarizer.readers.markup import Page, Piece
from summarizer.readers.markup_looks import Looks, with_headings
from summarizer.readers.markup_regions import BOILERPLATE
from summarizer.readers.text import decode
from summarizer.structure import Content

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # fonts are only obfuscated
_CHAPTERS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_NO_CHAPTERS = frozenset(("cover", "toc", "title-page", "copyright-page", "index", "loi", "lot", "colophon"))
_DAMAGED = "get it once more"


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of the book in *data*, with what its package document says of it.

    Raises DataError where it is damaged, or protected against reading, LimitError where it holds too much.
    """
    archive = Archive(data, name=name, limit=limits.max_unpacked)
    _check_protection(archive, name)
    place = _package(archive, name)
    package = xml.parse(_part(archive, place, name), name=name, part=place)
    looks = Looks(*_sheets(archive, package, place))
    pieces: list[Piece] = []
    warnings: list[str] = []
    characters = 0
    for part in _spine(package, place):
        if part not in archive:
            warnings.append(f"chapter {part} is missing")
            continue
        chapter, odd = _chapter(archive[part], part, looks, name=name, encoding=encoding)
        characters += sum(len(piece.block.text) for piece in chapter)
        limits.check_text(name, characters)
        pieces += chapter
        warnings += odd
    said = {key: list(_said(package, key)) for key in ("title", "creator", "date", "language")}
    return Content(
        tuple(with_headings(pieces)),
        title=meaningful(next(iter(said["title"]), None)),
        author=", ".join(said["creator"]) or None,
        date=next(iter(said["date"]), "").partition("T")[0] or None,
        language=language(next(iter(said["language"]), "")),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _check_protection(archive: Archive, name: str) -> None:
    """Raise DataError where anything but a font is encrypted."""
    if _ENCRYPTION not in archive:
        return
    root = xml.parse(archive[_ENCRYPTION], name=name, part=_ENCRYPTION)
    for data in root.iter("{*}EncryptedData"):
        method = data.find("{*}EncryptionMethod")
        if method is None or method.get("Algorithm") not in _FONTS:
            raise DataError(name, "is protected by DRM", "use a copy without it, from the publisher or the shop")


def _part(archive: Archive, part: str, name: str) -> bytes:
    if part not in archive:
        raise DataError(name, f"is no EPUB book: {part} is missing", _DAMAGED)
    return archive[part]


def _package(archive: Archive, name: str) -> str:
    """The name of the package document."""
    root = xml.parse(_part(archive, _CONTAINER, name), name=name, part=_CONTAINER)
    paths = (target(entry.get("full-path") or "", part="") for entry in root.iter("{*}rootfile"))
    place = next(filter(None, paths), None)
    if place is None:
        raise DataError(name, "is no EPUB book: its container names no package", _DAMAGED)
    return place


def _spine(package: Any, place: str) -> list[str]:
    """The parts that hold chapters, in reading order, each once.

    Auxiliary parts (``linear="no"``) are left out, and those that are called cover, contents or copyright.
    """
    manifest = {item.get("id"): item for item in package.iterfind("{*}manifest/{*}item")}
    guide = package.iterfind("{*}guide/{*}reference")
    marked = {target(entry.get("href") or "", part=place) for entry in guide if entry.get("type") in _NO_CHAPTERS}
    parts: list[str] = []
    for reference in package.iterfind("{*}spine/{*}itemref"):
        item = manifest.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or item.get("media-type") not in _CHAPTERS:
            continue
        part = target(item.get("href") or "", part=place)
        if part and "nav" not in (item.get("properties") or "").split():
            parts.append(part)
    return [part for part in dict.fromkeys(parts) if part not in marked] or list(dict.fromkeys(parts))


def _said(package: Any, key: str) -> Iterator[str]:
    """What the metadata of *package* say under the Dublin Core *key*."""
    for element in package.iter(f"{{http://purl.org/dc/elements/1.1/}}{key}"):
        if text := " ".join("".join(element.itertext()).split()):
            yield text


def _sheets(archive: Archive, package: Any, place: str) -> Iterator[str]:
    """The style sheets of the book."""
    for item in package.iterfind("{*}manifest/{*}item"):
        part = target(item.get("href") or "", part=place)
        if item.get("media-type") == "text/css" and part and part in archive:
            yield archive[part].decode("utf-8", "replace")


# -- chapters --


def _chapter(
    data: bytes, part: str, looks: Looks, *, name: str, encoding: str | None
) -> tuple[list[Piece], tuple[str, ...]]:
    text, warnings = decode(data, name=f"{name}, {part}", encoding=encoding, declared=declared_encoding(data))
    page = markup.page(text, looks)
    dropped = _dropped(page)
    return [piece for piece in page.pieces if id(piece.region) not in dropped], warnings


def _dropped(page: Page) -> set[int]:
    """The identities of the regions of *page* that are no text of a book, such as its contents."""
    dropped: set[int] = set()
    for region in page.regions:
        if region.kind == BOILERPLATE or (region.parent and id(region.parent) in dropped):
            dropped.add(id(region))
    return dropped
