"""A Word file of the user's as the ground of ours: its sheet, text, headers, footers, theme and styles.

Nothing of the file is kept but what is taken here: no macros, custom XML, comments, glossary, attached template or
embedded font. Text, headers and footers keep their pictures and the links that a reader may click; whatever
else they refer to, in the file or out of it, goes, and so do fields that fetch or run something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from lxml import etree

from exporters.docx.base_document import CONTENT_TYPES, OFFICE, content_types, referred, relationships
from exporters.docx.elements import W
from exporters.docx.furniture import cleaned
from exporters.docx.house_styles import House, merged
from exporters.docx.own_text import OwnText, own_text
from exporters.docx.package import Package
from summarizer.errors import UsageError
from templates import Reference, Styles

_R = f"{{{OFFICE}/relationships}}"
_MAIN = ("document.main+xml", "template.main+xml")

_ALWAYS = (
    ("styles", "styles.xml"),
    ("settings", "settings.xml"),
    ("numbering", "numbering.xml"),
    ("fontTable", "fontTable.xml"),
    ("theme", "theme1.xml"),
)

# What of the section properties makes the page (ECMA-376 part 1, 17.6.17), in the order of the schema.
_SHEET = (
    "pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols vAlign titlePg textDirection bidi rtlGutter docGrid".split()
)

# The settings of ours, in the order of the schema, and whether the user's takes its place.
_SETTINGS: Mapping[str, bool] = MappingProxyType(
    {
        "zoom": False,
        "mirrorMargins": True,
        "bordersDoNotSurroundHeader": True,
        "bordersDoNotSurroundFooter": True,
        "gutterAtTop": True,
        "defaultTabStop": True,
        "autoHyphenation": True,
        "consecutiveHyphenLimit": True,
        "hyphenationZone": True,
        "doNotHyphenateCaps": True,
        "evenAndOddHeaders": True,
        "characterSpacingControl": True,
        "compat": False,
        "themeFontLang": True,
        "clrSchemeMapping": True,
        "decimalSymbol": True,
        "listSeparator": True,
    }
)


@dataclass(frozen=True, slots=True)
class Base:
    """What a document starts from: its *parts*, and in *styles* the ids of its styles by their English names.

    *made* are those that a reference document lacked. *own* says whether "header" and "footer" are ours, still to be
    filled; *title* is what the reference document calls itself. *warnings* are for its user.
    """

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    made: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset({"header", "footer"})
    title: str | None = None
    warnings: tuple[str, ...] = ()


def base(reference: Reference, names: Styles, ours: Mapping[str, bytes]) -> Base:
    """The base that *reference* gives, completed from the parts of *ours*; *names* are the styles that the user named.

    Raises UsageError for a file that cannot serve, and for a name that is no style of it.
    """
    package = Package.read(reference.name, reference.data)
    main = _main(package)
    house = merged(package, main, names, ours)
    parts = {**ours, "word/styles.xml": house.styles, "word/numbering.xml": house.numbering}
    theme = package.target(main, "theme")
    if theme and not house.ours:
        parts["word/theme1.xml"] = _theme(package.xml(theme))
    settings = package.xml(package.target(main, "settings"))
    if settings is not None:
        parts["word/settings.xml"] = _settings(settings, etree.fromstring(ours["word/settings.xml"]))
    fonts = package.xml(package.target(main, "fontTable"))
    if fonts is not None:
        parts["word/fontTable.xml"] = _fonts(fonts)
    facing = settings is not None and _is_on(settings.find(f"{W}evenAndOddHeaders"))
    text = own_text(package, main, house.ids)
    own = _set_page(package, main, parts, facing, text)
    return Base(parts, house.ids, house.made, own, _title(package), _warnings(reference.name, house))


def _main(package: Package) -> str:
    path = package.target("", "officeDocument")
    types = package.xml(CONTENT_TYPES)
    kinds = () if types is None else [each.get("ContentType", "") for each in types]
    if any("macroEnabled" in kind or "vba" in kind for kind in kinds) or any(
        PurePosixPath(part).name.lower() == "vbaproject.bin" for part in package.parts
    ):
        raise UsageError(package.name, "has macros", "save it as .docx or .dotx, which have none")
    if not path or not any(kind.endswith(_MAIN) for kind in kinds):
        raise UsageError(package.name, "is not a Word file", "name a .docx or .dotx file")
    if not package.xml(path).tag.startswith(W):
        raise UsageError(package.name, "is in the strict form of Open XML", 'save it as "Word Document (.docx)"')
    return path


def _warnings(name: str, house: House) -> tuple[str, ...]:
    if house.ours:
        return (f"{name} has no styles; those of Conspectus are used",)
    return tuple(f"the style {style} of {name} does not count; numbers were added" for style in house.uncounted)


def _title(package: Package) -> str | None:
    core = package.xml(package.target("", "core-properties"))
    return None if core is None else core.findtext("{http://purl.org/dc/elements/1.1/}title") or None


def _is_on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _theme(root: Any) -> bytes:
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for picture in list(root.iter(f"{drawing}blipFill")):
        fill = etree.Element(f"{drawing}solidFill")
        etree.SubElement(fill, f"{drawing}schemeClr", val="phClr")
        picture.getparent().replace(picture, fill)
    _drop_references(root)
    return _bytes(root)


def _settings(theirs: Any, ours: Any) -> bytes:
    for tag, replaceable in _SETTINGS.items():
        element = theirs.find(W + tag) if replaceable else None
        if element is None:
            element = ours.find(W + tag)
        elif ours.find(W + tag) is not None:
            ours.remove(ours.find(W + tag))
        if element is not None:
            ours.append(element)  # which moves it: in the end all stand in the order of the table
    _drop_references(ours)
    return _bytes(ours)


def _fonts(root: Any) -> bytes:
    for kind in ("Regular", "Bold", "Italic", "BoldItalic"):
        for element in list(root.iter(f"{W}embed{kind}")):
            element.getparent().remove(element)
    return _bytes(root)


def _drop_references(root: Any) -> None:
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if name.startswith(_R)]:
            del element.attrib[name]


def _set_page(package: Package, main: str, parts: dict[str, bytes], facing: bool, text: OwnText) -> frozenset[str]:
    """Give *parts* the *text*, the last section's page, and the headers and footers that hold there.

    The result says which of header and footer are ours.
    """
    found = _furniture(package, main)
    own = frozenset(kind for kind in ("header", "footer") if not any(key[0] == kind for key in found))
    section = _section(package.xml(main), etree.fromstring(parts["word/document.xml"]))
    first = section.find(f"{W}titlePg")
    if own and not _is_on(first):  # ours keeps the title off the first page, theirs is the same there
        found |= {(kind, "first"): found[kind, on] for kind, on in list(found) if on == "default"}
        _add_title_page(section, first)
    pages = ["default", *(["first"] if _is_on(section.find(f"{W}titlePg")) else []), *(["even"] if facing else [])]
    _write_furniture(
        package, parts, section, [(kind, on) for kind in ("header", "footer") for on in pages], found, text
    )
    return own


def _furniture(package: Package, main: str) -> dict[tuple[str, str], str]:
    """The paths of headers and footers by kind and page; a section without one goes on with that of the one before."""
    relationships = package.relationships(main)
    found: dict[tuple[str, str], str] = {}
    for reference in package.xml(main).iter(f"{W}headerReference", f"{W}footerReference"):
        relationship = relationships.get(reference.get(f"{_R}id", ""))
        if relationship and not relationship.external and relationship.target in package.parts:
            kind = reference.tag.removeprefix(W).removesuffix("Reference")
            found[kind, reference.get(f"{W}type", "default")] = relationship.target
    return found


def _section(document: Any, ours: Any) -> Any:
    """The properties of the last section, cut down to the page; ours where it has no size."""
    sections = list(document.iter(f"{W}sectPr"))
    if not sections or not _has_size(sections[-1]):
        return next(ours.iter(f"{W}sectPr"))
    section = etree.Element(f"{W}sectPr")
    section.extend([child for tag in _SHEET for child in sections[-1].findall(W + tag)])
    _drop_references(section)
    return section


def _has_size(section: Any) -> bool:
    """Whether a section says, in whole twentieths of a point, how large the sheet is and how wide its margins are."""
    lengths = [
        "" if section.find(W + tag) is None else section.find(W + tag).get(W + name, "")
        for tag, names in (("pgSz", "w h"), ("pgMar", "top right bottom left header footer gutter"))
        for name in names.split()
    ]
    return all(length.removeprefix("-").isdecimal() and len(length) < 7 for length in lengths)


def _add_title_page(section: Any, old: Any) -> None:
    if old is not None:
        section.remove(old)
    later = {W + tag for tag in _SHEET[_SHEET.index("titlePg") :]}
    place = next((number for number, child in enumerate(section) if child.tag in later), len(section))
    section.insert(place, etree.Element(f"{W}titlePg"))


def _write_furniture(
    package: Package,
    parts: dict[str, bytes],
    section: Any,
    wanted: Sequence[tuple[str, str]],
    found: Mapping[tuple[str, str], str],
    text: OwnText,
) -> None:
    """Write the document, of *text* and *section*, and the *wanted* headers and footers: those *found*, else ours."""
    ours = {kind: parts[f"word/{kind}1.xml"] for kind in ("header", "footer")}
    blank = {kind for kind, _ in found}  # a page that theirs leaves out has nothing there
    for path in [path for path in parts if path.startswith(("word/header", "word/footer"))]:
        del parts[path]
    for reference in list(section.iterchildren(f"{W}headerReference", f"{W}footerReference")):
        section.remove(reference)
    references, targets = [], list(_ALWAYS)
    for number, (kind, on) in enumerate(wanted, 1):
        path = f"word/{kind}{number}.xml"
        if (kind, on) in found:
            parts.update(cleaned(package, found[kind, on], path))
        else:
            parts[path] = _blank(kind) if kind in blank else ours[kind]
        targets.append((kind, PurePosixPath(path).name))
        reference = etree.Element(f"{W}{kind}Reference", {f"{W}type": on, f"{_R}id": f"rId{len(targets)}"})
        references.append(reference)
    section[:0] = references
    text.root.find(f"{W}body").append(section)
    parts["word/document.xml"] = _bytes(text.root)
    parts["word/_rels/document.xml.rels"] = relationships({**referred(*targets), **text.targets})
    parts.update(text.pictures)
    parts[CONTENT_TYPES] = content_types(parts)


def _blank(kind: str) -> bytes:
    root = etree.Element(W + {"header": "hdr", "footer": "ftr"}[kind], nsmap={"w": W[1:-1]})
    etree.SubElement(root, f"{W}p")
    return _bytes(root)
