"""Word documents (Office Open XML, ISO/IEC 29500): transitional and strict, with or without macros."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from summarizer.errors import DataError
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.archive import Archive, target
from summarizer.readers.docx_body import Body
from summarizer.readers.docx_styles import Lists, Styles
from summarizer.readers.flow import language_of, meaningful
from summarizer.structure import Content

_TEMPLATE_AUTHOR = "python-docx"
_TEMPLATE_DATES = ("2013-12-23", "2000-01-01")  # of python-docx, and ours for what has none
_DAMAGED = "open it in the program that made it and save it again"


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of the Word document in *data*, with what its properties say of it; *encoding* means nothing here.

    Raises DataError where it is damaged, encrypted or no Word document, LimitError where it holds too much.
    """
    archive = Archive(data, name=name, limit=limits.max_unpacked)
    package = _related(archive, "", name)
    main = next(filter(None, (package.get("officeDocument"), "word/document.xml")))
    if main not in archive:
        raise DataError(name, f"is no Word document: {main} is missing", _DAMAGED)
    parts = _related(archive, main, name)
    trees = {kind: _tree(archive, parts.get(kind, f"word/{kind}.xml"), name) for kind in ("styles", "numbering")}
    styles, lists = Styles(trees["styles"]), Lists(trees["numbering"])
    body = Body(name, limits, styles, lists)
    body.walk(archive.stream(main), part=main)
    if body.fields:  # one that is not ended would take what follows for its code or its table of contents
        body = Body(name, limits, styles, lists, knows_fields=False)
        body.walk(Archive(data, name=name, limit=limits.max_unpacked).stream(main), part=main)  # which counts once
    if not body.is_word:
        raise DataError(name, "is no Word document", "give it by the name of its format")
    return _content(body, _tree(archive, package.get("core-properties", "docProps/core.xml"), name))


def _content(body: Body, properties: Any | None) -> Content:
    facts = {} if properties is None else {_local(entry): " ".join((entry.text or "").split()) for entry in properties}
    blocks = body.flow.blocks()
    return Content(
        blocks,
        title=" ".join(body.titles) or meaningful(facts.get("title")),
        author=_unless((_TEMPLATE_AUTHOR,), facts.get("creator")),
        date=_unless(_TEMPLATE_DATES, (facts.get("modified") or facts.get("created") or "").partition("T")[0]),
        language=language_of(body.language() or facts.get("language"), blocks),
        warnings=tuple(body.warnings),
    )


def _unless(defaults: Collection[str], stated: str | None) -> str | None:
    return stated if stated and stated not in defaults else None


# -- the package --


def _related(archive: Archive, part: str, name: str) -> Mapping[str, str]:
    """The parts that *part* is related to (the package, if it is ""), by the last word of what they are to it."""
    folder, _, file = part.rpartition("/")
    root = _tree(archive, f"{folder}/_rels/{file}.rels".lstrip("/"), name)
    found: dict[str, str] = {}
    for entry in [] if root is None else root:
        kind = (entry.get("Type") or "").rpartition("/")[2]
        place = target(entry.get("Target") or "", part=part)
        if place and place in archive and entry.get("TargetMode") != "External":
            found.setdefault(kind, place)
    return found


def _tree(archive: Archive, part: str, name: str) -> Any | None:
    """The XML of *part*; None where there is no such part."""
    return xml.parse(archive[part], name=name, part=part) if part in archive else None


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
