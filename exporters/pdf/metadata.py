"""What the file says of itself: Info and XMP from one record, the colour space, the claims PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import partial
from html import escape
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFInfo, PDFName, PDFStream, PDFString, PDFZCompress

from exporters.outline import Properties
from exporters.pdf.fonts import plain

CREATOR = "Conspectus"

NO_TITLE = "Untitled"
"""What a file without a title is called: PDF/UA asks for one."""

PRODUCER = "ReportLab PDF Library - (opensource)"

_NO_DATE = date(2000, 1, 1)  # PDF/A asks for a date; one that changes would change the bytes

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
{properties}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Stream(PDFStream):
    """A stream with the line end before ``endstream`` that ISO 19005-2, 6.1.7.1 asks for.

    It is CR LF: a lone LF after data that happens to end in CR would be taken for more than it is.
    """

    def format(self, document: Any) -> bytes:
        """The stream as it stands in the file."""
        return super().format(document).removesuffix(b"endstream\n") + b"\r\nendstream\n"


class _Info(PDFInfo):
    """The Info dictionary without reportlab's "anonymous" and "unspecified", dated by us and not by the clock."""

    def __init__(self, properties: Properties, day: date) -> None:
        super().__init__()
        self.title = properties.title
        self.author = properties.author
        self.subject = properties.subject
        self.keywords = properties.keywords
        self.day = day

    def format(self, document: Any) -> bytes:
        """The dictionary as it stands in the file."""
        texts = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": CREATOR,
            "Producer": PRODUCER,
            **dict.fromkeys(("CreationDate", "ModDate"), f"D:{self.day.isoformat().replace('-', '')}000000+00'00'"),
        }
        return PDFDictionary({key: PDFString(text) for key, text in texts.items() if text}).format(document)


def describe(document: Any, properties: Properties) -> None:
    """Write Info, XMP, output intent and language of *properties* into *document*; the title shows in the window.

    *document* is reportlab's PDFDocument.
    """
    properties = _plain(properties)
    day = _day(properties.date)
    document.info = _Info(properties, day)
    document.signature = hashlib.md5(usedforsecurity=False)  # reportlab's holds the clock
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Lang = PDFString(properties.language)
    catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    catalog.Metadata = document.Reference(
        Stream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), _xmp(properties, day).encode()),
        "XMP",
    )
    catalog.OutputIntents = PDFArray([_output_intent(document)])


def _plain(properties: Properties) -> Properties:
    """*properties* without characters that XML does not allow, with a title, the language in the form of BCP 47."""
    texts = {field.name: plain(getattr(properties, field.name) or "") for field in fields(properties)}
    texts["title"] = texts["title"].strip() or NO_TITLE
    texts["language"] = texts["language"].replace("_", "-")
    if not _LANGUAGE.fullmatch(texts["language"]):
        texts["language"] = "und"
    return Properties(**texts)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return _NO_DATE


def _xmp(properties: Properties, day: date) -> str:
    stamp = f"{day}T00:00:00+00:00"
    entries: tuple[tuple[Callable[[str, str], str], str, str], ...] = (
        (_alternative, "dc:title", properties.title),
        (partial(_container, "Seq"), "dc:creator", properties.author),
        (_alternative, "dc:description", properties.subject),
        (partial(_container, "Bag"), "dc:language", properties.language),
        (_simple, "dc:format", "application/pdf"),
        (_simple, "pdf:Keywords", properties.keywords),
        (_simple, "pdf:Producer", PRODUCER),
        (_simple, "xmp:CreatorTool", CREATOR),
        *((_simple, f"xmp:{name}Date", stamp) for name in ("Create", "Modify", "Metadata")),
    )
    written = "\n".join(write(name, escape(text, quote=False)) for write, name, text in entries if text)
    return _XMP.replace("{properties}", written)


def _simple(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


def _container(kind: str, name: str, content: str) -> str:
    return f"<{name}><rdf:{kind}><rdf:li>{content}</rdf:li></rdf:{kind}></{name}>"


def _alternative(name: str, content: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{content}</rdf:li></rdf:Alt></{name}>'


def _output_intent(document: Any) -> PDFDictionary:
    profile = Stream(PDFDictionary({"N": 3}), _srgb(), [PDFZCompress])
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile, "sRGB"),
        }
    )


def _srgb() -> bytes:
    """The ICC profile of sRGB (IEC 61966-2-1, seen under D50), written out here so that it never changes."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {
        b"desc": _unicode("sRGB"),
        b"cprt": _unicode("No copyright"),
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"chad": b"sf32" + bytes(4) + _fixed(*_TO_D50),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name + struct.pack(">II", offset + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    header = struct.pack(
        ">I4sI4s4s4s6H", offset + len(data), b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0
    )
    header += b"acsp" + bytes(28) + _fixed(0.9642, 1.0, 0.8249)
    return header.ljust(128, b"\0") + table + data


_TO_D50 = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""The adaptation from D65, the white of sRGB, to D50, the white of a profile, row by row."""


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _xyz(*numbers: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*numbers)


def _unicode(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(encoded), 28) + encoded
