"""OpenDocument texts (ODF 1.0 to 1.3), packed or as one flat XML file."""

from __future__ import annotations

from summarizer.errors import DataError
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.archive import Archive
from summarizer.readers.flow import language_of, meaningful
from summarizer.readers.odt_body import Body
from summarizer.structure import Content

_MANIFEST = "META-INF/manifest.xml"
_PARTS = ("styles.xml", "meta.xml", "content.xml")
_ZIP = b"PK"
_DAMAGED = "open it in the program that made it and save it again"


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of the OpenDocument text in *data*, with what its properties say of it; *encoding* means nothing here.

    Raises DataError where it is damaged, encrypted or no text, LimitError where it holds too much.
    """
    body = Body(name, limits)
    if data.startswith(_ZIP):
        archive = Archive(data, name=name, limit=limits.max_unpacked)
        body.archive = archive
        if _MANIFEST in archive and b"encryption-data" in archive[_MANIFEST]:
            raise DataError(name, "is encrypted and needs a password", "save a copy without a password")
        if "content.xml" not in archive:
            raise DataError(name, "is no OpenDocument text: content.xml is missing", _DAMAGED)
        for part in filter(archive.__contains__, _PARTS):
            body.walk(archive.stream(part), part=part)
    else:
        body.walk(xml.pieces_of(data), part="the file")
    if not body.is_text:
        raise DataError(name, "is no OpenDocument text", "export it as text or Markdown")
    blocks = body.flow.blocks()
    facts = {key: " ".join("".join(parts).split()) for key, parts in body.facts.items()}
    return Content(
        blocks,
        title=" ".join(body.titles) or meaningful(facts.get("title")),
        author=facts.get("initial-creator") or facts.get("creator") or None,
        date=(facts.get("date") or facts.get("creation-date") or "").partition("T")[0] or None,
        language=language_of(body.language() or facts.get("language"), blocks),
        warnings=tuple(body.warnings),
    )
