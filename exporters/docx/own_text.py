"""The text of a reference document, cleaned: what a new summary follows, or is put into (`form`).

Marks that lead to parts of the file which are not kept go, those of comments and notes among them. Changes that Word
has tracked are accepted, and all sections are one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from lxml import etree

from exporters.docx.base_document import OFFICE
from exporters.docx.elements import W
from exporters.docx.form import places
from exporters.docx.furniture import clean
from exporters.docx.package import Package, Relationship

_R = f"{{{OFFICE}/relationships}}"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FIRST_DRAWING = 1001  # ids of drawings are unique in a file, and ours are small
_OWN_ID = "own_"

_GONE = tuple(
    W + tag
    for tag in (
        "del moveFrom delText delInstrText rPrChange pPrChange tblPrChange trPrChange tcPrChange sectPrChange "
        "tblGridChange numberingChange tblPrExChange cellDel cellIns cellMerge "
        "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
        "commentRangeStart commentRangeEnd commentReference footnoteReference endnoteReference annotationRef "
        "background bookmarkStart bookmarkEnd permStart permEnd proofErr lastRenderedPageBreak altChunk subDoc sectPr"
    ).split()
)
_UNWRAPPED = tuple(W + tag for tag in ("ins", "moveTo", "customXml", "smartTag"))
_OURS = ("Fact Label", "Repetition Note", "Source Paragraph", "Labelled Source Paragraph")
"""Styles by which a summary of ours is known."""
_DATA = ("dataBinding", "placeholder")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text as the *root* of its part, its *targets* by the ids under which it refers to them, and its *pictures*."""

    root: Any
    targets: Mapping[str, Relationship]
    pictures: Mapping[str, bytes]


def own_text(package: Package, main: str, styles: Mapping[str, str]) -> OwnText:
    """The text of *package*, whose *styles* have these ids by the English names of ours.

    It is empty where it has no place to be filled and is an earlier summary of ours.
    """
    root, targets, pictures = clean(package, main, "document")
    body = root.find(f"{W}body")
    if body is None:
        body = etree.SubElement(root, f"{W}body")
    _clean(root)
    ours = {styles[name] for name in _OURS if name in styles}
    if not any(places(body)) and (_is_ours(body, ours) or not _shows(body)):
        body[:] = []
        return OwnText(root, {}, {})
    _rename(body)
    return OwnText(root, {f"{_OWN_ID}{name}": target for name, target in targets.items()}, pictures)


def _clean(root: Any) -> None:
    for element in list(root.iter(*_GONE)):
        element.getparent().remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        if element.getparent().tag == f"{W}rPr":  # the mark of an inserted paragraph
            element.getparent().remove(element)
        else:
            _unwrap(element)
    for link in list(root.iter(f"{W}hyperlink")):
        if link.get(f"{_R}id") is None:  # to a bookmark, and these are gone
            _unwrap(link)
    for setting in [each for each in root.iter(etree.Element) if etree.QName(each).localname in _DATA]:
        setting.getparent().remove(setting)
    for paragraph in root.iter(f"{W}p", f"{W}tr"):  # ids that must be unique, and are when there are none
        for name in [name for name in paragraph.attrib if name.startswith(_WORD_2010)]:
            del paragraph.attrib[name]


def _unwrap(element: Any) -> None:
    for child in element:
        if not child.tag.endswith("Pr"):
            element.addprevious(child)
    element.getparent().remove(element)


def _is_ours(body: Any, ours: Collection[str]) -> bool:
    return any(style.get(f"{W}val") in ours for style in body.iter(f"{W}pStyle", f"{W}rStyle"))


def _shows(body: Any) -> bool:
    """Whether there is anything to be seen: letters, a table, a drawing."""
    shown = body.iter(f"{W}t", f"{W}tbl", f"{W}drawing", f"{W}pict", f"{W}sym")
    return any(element.tag != f"{W}t" or (element.text or "").strip() for element in shown)


def _rename(body: Any) -> None:
    """Give what *body* refers to, and its drawings, ids that none of ours has."""
    drawings = count(_FIRST_DRAWING)
    for element in body.iter(etree.Element):
        for name in [name for name in element.attrib if name.startswith(_R)]:
            element.set(name, f"{_OWN_ID}{element.get(name)}")
        if etree.QName(element).localname == "docPr":
            element.set("id", str(next(drawings)))
