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
from pathlib import Path

from exporters.docx.package import pack
from exporters.docx.styles import COLORS, NAMESPACE, numbering, styles

PATH = Path(__file__).with_name("base.docx")

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
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


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str) -> str:
    """A field that Word fills in anew whenever it lays a page out; until then it reads 1."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_HEADER = f'<w:hdr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
_FOOTER = (
    f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f"{_words('Page ')}{_field('PAGE')}{_words(' of ')}{_field('NUMPAGES')}</w:p></w:ftr>"
)
_DOCUMENT = (
    f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}/relationships"><w:body><w:sectPr>'
    '<w:headerReference w:type="default" r:id="rId6"/><w:headerReference w:type="first" r:id="rId7"/>'
    '<w:footerReference w:type="default" r:id="rId8"/><w:footerReference w:type="first" r:id="rId9"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1474" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="454" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
)
_APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>Conspectus</Application></Properties>'
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


def _relationships(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _content_types(kinds: dict[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def base_document() -> bytes:
    """The bytes of base.docx."""
    # path, content type, what relates to it by which type, text
    word = (
        ("styles", "styles", styles()),
        ("settings", "settings", _settings()),
        ("numbering", "numbering", numbering()),
        ("fontTable", "fontTable", _font_table()),
        ("theme1", "theme", _theme()),
        ("header1", "header", _HEADER),
        ("header2", "header", _HEADER),
        ("footer1", "footer", _FOOTER),
        ("footer2", "footer", _FOOTER),
    )
    parts = {f"word/{name}.xml": xml for name, _, xml in word}
    parts |= {"word/document.xml": _DOCUMENT, "docProps/core.xml": _CORE, "docProps/app.xml": _APP}
    parts["word/_rels/document.xml.rels"] = _relationships(
        *((f"{_OFFICE}/relationships/{kind}", f"{name}.xml") for name, kind, _ in word)
    )
    parts["_rels/.rels"] = _relationships(
        (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )
    parts["[Content_Types].xml"] = _content_types(
        {
            **{f"word/{name}.xml": f"{_WORD}.{kind}+xml" for name, kind, _ in word},
            "word/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
            "word/document.xml": f"{_WORD}.document.main+xml",
            "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        }
    )
    return pack({name: (_XML + xml).encode() for name, xml in parts.items()}, zipfile.ZIP_STORED)


if __name__ == "__main__":
    sys.stdout.buffer.write(base_document())
