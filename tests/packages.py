"""Word and OpenDocument files of raw XML, as their programs write them and as nobody should."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"

_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_ODF_SPACES = " ".join(
    f'xmlns:{prefix}="{ODF.format(name)}"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of *parts*."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED if name != "mimetype" else None)
    return stream.getvalue()


def word(body: str, *, styles: str = "", numbering: str = "", core: str = "", namespace: str = WORD) -> bytes:
    """A Word document with that *body*, all in prefix ``w`` but the other namespaces that Word declares."""
    spaces = (
        f'xmlns:w="{namespace}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    parts = {
        "_rels/.rels": _RELATED,
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles and f"<w:styles {spaces}>{styles}</w:styles>",
        "word/numbering.xml": numbering and f"<w:numbering {spaces}>{numbering}</w:numbering>",
        "docProps/core.xml": core
        and '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">{core}</cp:coreProperties>',
    }
    return packed({name: part for name, part in parts.items() if part})


def run(text: str, properties: str = "") -> str:
    """A run of *text*."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of *runs*; what is no markup is a run."""
    inner = "".join(part if part.startswith("<") else run(part) for part in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word; a cell that is no markup is a paragraph."""
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def open_document(body: str, *, styles: str = "", automatic: str = "", meta: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with that *body*."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF_SPACES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": styles and f"<office:document-styles {_ODF_SPACES}>{styles}</office:document-styles>",
        "meta.xml": meta
        and f'<office:document-meta {_ODF_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}'
        "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest {_ODF_SPACES}>{manifest}</manifest:manifest>",
    }
    return packed({name: part for name, part in parts.items() if part})


def flat(body: str) -> bytes:
    """An OpenDocument text in one XML file."""
    return (
        f'<?xml version="1.0"?><office:document {_ODF_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()
