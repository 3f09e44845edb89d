"""What can be wrong with a Word file: two validators, and what neither of them sees."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx_integrity import check  # type: ignore[import-untyped]  # it carries no type information
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator  # type: ignore[import-untyped]  # nor does it

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def validators(data: bytes, folder: Path) -> list[str]:
    """What openxml-audit and docx-integrity say of a file."""
    path = folder / "checked.docx"
    path.write_bytes(data)
    errors = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors
    return [*map(str, errors), *map(str, check(path))]


def own_findings(data: bytes) -> list[str]:
    """What our own checks say of a file."""
    files = parts(data)
    try:
        roots = {name: etree.fromstring(part) for name, part in files.items() if name.endswith((".xml", ".rels"))}
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    found = [*_unrelated(files, roots), *_undefined(roots), *broken_links(roots["word/document.xml"])]
    for name, root in roots.items():
        found += [f"{name}: {text}" for text in out_of_order(root)] if name.startswith("word/") else []
    return found


def _unrelated(files: Mapping[str, bytes], roots: Mapping[str, Any]) -> Iterator[str]:
    """Targets that are not there, ids that nothing is related by, parts whose type nobody says, addresses."""
    types = {each.get("PartName") or each.get("Extension") for each in roots["[Content_Types].xml"]}
    for name in files:
        if f"/{name}" not in types and (name.endswith(".xml") or name.rpartition(".")[2] not in types):
            yield from [f"{name} has no content type"] * (name != "[Content_Types].xml")
    for name, root in roots.items():
        folder, file = posixpath.split(name)
        relations = roots.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
        ids = {each.get("Id") for each in relations}
        used = {value for each in root.iter(etree.Element) for key, value in each.items() if key.startswith(R)}
        yield from (f"{name}: {each} is no relationship" for each in used - ids)
        for each in relations:
            target = posixpath.normpath(posixpath.join(folder, each.get("Target")))
            if each.get("TargetMode") != "External" and target not in files:
                yield f"{name}: {target} is missing"


def _undefined(roots: Mapping[str, Any]) -> Iterator[str]:
    """Styles, lists and notes that are used and not there."""
    styles = {style.get(f"{W}styleId") for style in roots["word/styles.xml"].iter(f"{W}style")}
    lists = {number.get(f"{W}numId") for number in roots["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    notes = {note.get(f"{W}id") for root in roots.values() for note in root.iter(f"{W}footnote")}
    for root in roots.values():
        for mark in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn", f"{W}next"):
            yield from [f"no style {mark.get(f'{W}val')}"] * (mark.get(f"{W}val") not in styles)
        for mark in root.iter(f"{W}numPr"):
            for number in mark.iter(f"{W}numId"):
                yield from [f"no list {number.get(f'{W}val')}"] * (number.get(f"{W}val") not in lists)
        for mark in root.iter(f"{W}footnoteReference"):
            yield from [f"no footnote {mark.get(f'{W}id')}"] * (mark.get(f"{W}id") not in notes)


def broken_links(root: Any) -> list[str]:
    """What is wrong with the bookmarks of a document and the links to them."""
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    ids = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")]
    anchors = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")]
    return [
        *(f"{name} is twice there" for name in names if names.count(name) > 1),
        *(f"{name} is no name" for name in names if not re.fullmatch(r"[A-Za-z]\w{0,39}", name)),
        *(f"number {number} is twice there" for number in ids if ids.count(number) > 1),
        *(f"number {number} does not end" for number in set(ids) ^ set(ends)),
        *(f"{anchor} is nowhere" for anchor in anchors if anchor not in names),
    ]


# ECMA-376 part 1, annex A: CT_PPr and CT_RPr, of which these are all that occur.
ORDER: Mapping[str, Sequence[str]] = {
    "pPr": (
        "pStyle",
        "keepNext",
        "keepLines",
        "widowControl",
        "numPr",
        "pBdr",
        "shd",
        "tabs",
        "bidi",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
    ),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "shd", "rtl", "lang"),
    "pBdr": ("top", "left", "bottom", "right"),
}


def out_of_order(root: Any) -> list[str]:
    """The property elements of a part whose children do not stand as the schema has them."""
    found = []
    for kind, order in ORDER.items():
        for element in root.iter(W + kind):
            ranks = [order.index(tag) for child in element if (tag := child.tag.removeprefix(W)) in order]
            if any(one >= other for one, other in pairwise(ranks)):
                found.append(etree.tostring(element).decode())
    return found
