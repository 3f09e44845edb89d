"""The base document of every Word file, made from nothing.

    python -m exporters.docx.base_document > exporters/docx/base.docx

It holds what does not depend on a summary: styles, numbering, theme, settings, header and footer. It is kept in the
repository because it can be opened and looked at; a test holds it to this module. Its members are stored, not
compressed, so that it is the same on every machine.

Schema: ECMA-376 part 1, chapter 17; the order of elements within one another is that of its annex A.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import quoteattr

from exporters.docx.package import Relationship, pack
from exporters.docx.styles import COLORS, NAMESPACE, numbering, styles

PATH = Path(__file__).with_name("base.docx")

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = {
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "document": f"{_WORD}.document.main+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_TYPES = {"metadata/core-properties": _PACKAGE}
_EXTERNAL = ' TargetMode="External"'
CONTENT_TYPES = "[Content_Types].xml"
IMAGES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
"""The pictures that a header may have, by the endings of their files."""
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Without them Word opens the file in the compatibility mode of 2007 or 2010, and says so in its title bar.
_COMPATIBILITY = (
    ("compatibilityMode", 15),
    ("overrideTableStyleFontSizeAndJustification", 1),
    ("enableOpenTypeFeatures", 1),
    ("doNotFlipMirrorIndents", 1),
    ("differentiateMultirowTableHeaders", 1),
    ("useWord2013TrackBottomHyphenation", 0),
)

# The palette that Word offers, made of the template's colours.
_PALETTE = (
    ("dk1", "ink"),
    ("lt1", "paper"),
    ("dk2", "muted"),
    ("lt2", "tint"),
    ("accent1", "accent"),
    ("accent2", "highlight"),
    ("accent3", "rule"),
    ("accent4", "muted"),
    ("accent5", "accent"),
    ("accent6", "ink"),
    ("hlink", "accent"),
    ("folHlink", "muted"),
)

# The theme's Latin font, and the fonts of Windows for what it does not hold, by ISO 15924.
_FONTS = (
    (
        "major",
        "Calibri",
        "Jpan Yu Gothic,Hang Malgun Gothic,Hans Microsoft YaHei,Hant Microsoft JhengHei,Arab Arial,Hebr Arial",
    ),
    (
        "minor",
        "Cambria",
        "Jpan Yu Mincho,Hang Batang,Hans SimSun,Hant PMingLiU,Arab Times New Roman,Hebr Times New Roman",
    ),
)


def _settings() -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in _COMPATIBILITY
    )
    colors = "".join(
        f' w:{name}="{name}"' for name in (*(f"accent{n}" for n in range(1, 7)), "hyperlink", "followedHyperlink")
    )
    return (
        f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{compatibility}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
        f'<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"{colors}/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, family in (("Calibri", "swiss"), ("Cambria", "roman"))
    )
    return f'<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'


def _theme() -> str:
    named = {**COLORS, "paper": "FFFFFF"}
    colors = "".join(f'<a:{slot}><a:srgbClr val="{named[name]}"/></a:{slot}>' for slot, name in _PALETTE)
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    # The schema wants three of each, for drawings that a summary does not have.
    lines, effects = f"<a:ln>{fill}</a:ln>" * 3, "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Conspectus"><a:themeElements>'
        f'<a:clrScheme name="Conspectus">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Conspectus">{"".join(_theme_font(*font) for font in _FONTS)}</a:fontScheme>'
        f'<a:fmtScheme name="Conspectus"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _theme_font(kind: str, latin: str, others: str) -> str:
    scripts = "".join(
        f'<a:font script="{script}" typeface="{name}"/>'
        for script, _, name in (font.partition(" ") for font in others.split(","))
    )
    return f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface=""/><a:cs typeface=""/>{scripts}</a:{kind}Font>'


_HEADER = f'<w:hdr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
_FOOTER = f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
_DOCUMENT = (
    f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}/relationships"><w:body><w:sectPr>'
    '<w:headerReference w:type="default" r:id="rId6"/><w:headerReference w:type="first" r:id="rId7"/>'
    '<w:footerReference w:type="default" r:id="rId8"/><w:footerReference w:type="first" r:id="rId9"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1474" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="454" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
)
_APP = f'<Properties xmlns="{OFFICE}/extended-properties"><Application>Conspectus</Application></Properties>'
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


def relationships(targets: Mapping[str, Relationship]) -> bytes:
    """The part that says what another one refers to, by ids; the targets as seen from there."""
    lines = "".join(
        f'<Relationship Id={quoteattr(name)} Type="{_TYPES.get(each.kind, OFFICE)}/relationships/{each.kind}" '
        f"Target={quoteattr(each.target)}{_EXTERNAL if each.external else ''}/>"
        for name, each in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def referring(*targets: tuple[str, str]) -> bytes:
    """The part that relates to parts of the file, each given as its kind and its path."""
    return relationships(referred(*targets))


def referred(*targets: tuple[str, str]) -> dict[str, Relationship]:
    """The relationships to parts of the file, each given as its kind and its path, by ids in their order."""
    return {f"rId{number}": Relationship(*each, external=False) for number, each in enumerate(targets, 1)}


def content_types(paths: Iterable[str]) -> bytes:
    """The part that says what kind of part each of *paths* is."""
    xml = [path for path in paths if path.endswith(".xml") and path != CONTENT_TYPES]
    pictures = sorted({suffix for path in paths if (suffix := PurePosixPath(path).suffix[1:]) in IMAGES})
    defaults = "".join(f'<Default Extension="{suffix}" ContentType="{IMAGES[suffix]}"/>' for suffix in pictures)
    overrides = "".join(f'<Override PartName="/{path}" ContentType="{_content_type(path)}"/>' for path in xml)
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}{overrides}</Types>'
    ).encode()


def _content_type(path: str) -> str:
    kind = PurePosixPath(path).stem.rstrip("0123456789")
    return _CONTENT_TYPES.get(kind, f"{_WORD}.{kind}+xml")


def base_document() -> bytes:
    """The bytes of base.docx."""
    word = {
        "styles": styles(),
        "settings": _settings(),
        "numbering": numbering(),
        "fontTable": _font_table(),
        "theme1": _theme(),
        "header1": _HEADER,
        "header2": _HEADER,
        "footer1": _FOOTER,
        "footer2": _FOOTER,
    }
    parts = {f"word/{name}.xml": xml for name, xml in word.items()}
    parts |= {"word/document.xml": _DOCUMENT, "docProps/core.xml": _CORE, "docProps/app.xml": _APP}
    files = {name: (_XML + xml).encode() for name, xml in parts.items()}
    files["word/_rels/document.xml.rels"] = referring(*((name.rstrip("0123456789"), f"{name}.xml") for name in word))
    files["_rels/.rels"] = referring(
        ("officeDocument", "word/document.xml"),
        ("metadata/core-properties", "docProps/core.xml"),
        ("extended-properties", "docProps/app.xml"),
    )
    files[CONTENT_TYPES] = content_types(files)
    return pack(files, zipfile.ZIP_STORED)


if __name__ == "__main__":
    sys.stdout.buffer.write(base_document())
