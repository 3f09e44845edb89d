"""Text, headers and footers of somebody else's, cleaned: nothing in them fetches, runs or leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from exporters.docx.base_document import IMAGES, OFFICE, relationships
from exporters.docx.elements import W
from exporters.docx.package import Package, Relationship

_R = f"{{{OFFICE}/relationships}}"
_VML = "{urn:schemas-microsoft-com:"
_LINKS = ("http://", "https://", "mailto:")

# Fields that say something of the document or the day. Others can fetch a file, or run a program.
_FIELDS = frozenset(
    "AUTHOR COMMENTS CREATEDATE DATE DOCPROPERTY FILENAME KEYWORDS LASTSAVEDBY NUMCHARS NUMPAGES NUMWORDS PAGE "
    "PRINTDATE REVNUM SAVEDATE SECTION SECTIONPAGES STYLEREF SUBJECT TIME TITLE".split()
)
# What goes as a whole when something in it refers to what is not kept.
_WHOLES = tuple(W + tag for tag in ("drawing", "pict", "object", "altChunk", "subDoc", "control"))
_EXTENSION = "{http://schemas.openxmlformats.org/drawingml/2006/main}ext"


def cleaned(package: Package, path: str, target: str) -> dict[str, bytes]:
    """The header or footer at *path* as the part *target*, with its relationships and pictures."""
    root, targets, pictures = clean(package, path, PurePosixPath(target).stem)
    parts = {target: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), **pictures}
    if targets:
        parts[f"word/_rels/{PurePosixPath(target).name}.rels"] = relationships(targets)
    return parts


def clean(package: Package, path: str, stem: str) -> tuple[Any, dict[str, Relationship], dict[str, bytes]]:
    """The root of the part at *path*, cleaned; what it refers to, by ids; its pictures, named after *stem*."""
    root = package.xml(path)
    kept = {
        name: relationship
        for name, relationship in package.relationships(path).items()
        if _is_kept(package, relationship)
    }
    _clean_references(root, kept)
    _clean_fields(root)
    targets, pictures = dict[str, Relationship](), dict[str, bytes]()
    for number, (name, relationship) in enumerate(kept.items(), 1):
        targets[name] = relationship
        if not relationship.external:
            suffix = PurePosixPath(relationship.target).suffix.lower()
            picture = f"media/{stem}_{number}{suffix}"
            pictures[f"word/{picture}"] = package.parts[relationship.target]
            targets[name] = Relationship(relationship.kind, picture, external=False)
    return root, targets, pictures


def _is_kept(package: Package, relationship: Relationship) -> bool:
    if relationship.external:
        return relationship.kind == "hyperlink" and relationship.target.lower().startswith(_LINKS)
    suffix = PurePosixPath(relationship.target).suffix.lower().removeprefix(".")
    return relationship.kind == "image" and suffix in IMAGES and relationship.target in package.parts


def _clean_references(root: Any, kept: dict[str, Relationship]) -> None:
    for element in list(root.iter(etree.Element)):
        names = [name for name in element.attrib if name.startswith(_R)]
        if any(element.get(name) not in kept for name in names):
            _drop(element)
        elif element.tag.startswith(_VML):  # pictures and fills by address
            for name in [name for name in element.attrib if etree.QName(name).localname in ("src", "href", "althref")]:
                del element.attrib[name]


def _drop(element: Any) -> None:
    """Take *element* out with all that is nothing without it; the text of a link stays."""
    if element.tag in (f"{W}hyperlink", f"{W}smartTag"):
        _unwrap(element)
        return
    wholes = [each for each in (element, *element.iterancestors()) if each.tag in (*_WHOLES, _EXTENSION)]
    _remove(wholes[0] if wholes else element)


def _remove(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    _remove(element)


@dataclass(slots=True)
class _Field:
    """A field that is being read: its *code*, and the *elements* that it consists of besides its result."""

    code: str = ""
    elements: list[Any] = field(default_factory=list)
    has_result: bool = False
    is_computed: bool = False

    def take(self, element: Any, kind: str | None) -> None:
        """Go on with *element*: of this field's own begin, separate or end if it has a *kind*."""
        if self.has_result and kind != "end":
            return
        self.elements.append(element)
        self.has_result |= kind == "separate"
        self.is_computed |= kind is None and element.tag == f"{W}fldChar"  # its code comes from another field
        if element.tag == f"{W}instrText":
            self.code += element.text or ""

    @property
    def is_harmless(self) -> bool:
        return not self.is_computed and _is_harmless(self.code)


def _clean_fields(root: Any) -> None:
    """Leave of every field that is not in the table nothing but the result that it had."""
    for simple in list(root.iter(f"{W}fldSimple")):
        if not _is_harmless(simple.get(f"{W}instr", "")):
            _unwrap(simple)
    for each in _fields(root):
        if not each.is_harmless:
            for element in each.elements:
                _remove(element)


def _fields(root: Any) -> list[_Field]:
    found: list[_Field] = []
    nested: list[_Field] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            nested.append(_Field())
            found.append(nested[-1])
        for each in nested:
            each.take(element, kind if each is nested[-1] else None)
        if kind == "end" and nested:
            nested.pop()
    return found


def _is_harmless(code: str) -> bool:
    return "".join(code.split()[:1]).upper() in _FIELDS
