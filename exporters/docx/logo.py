"""The logo of a template, in a paragraph of its own above the title."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from exporters.docx.base_document import IMAGES, OFFICE
from exporters.docx.elements import paragraph
from exporters.docx.page import furniture, text_width
from exporters.docx.scripts import base_script
from templates import Template

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_MILLIMETRE, _TWIP = 36_000, 635  # in the units of DrawingML, 914,400 to the inch


def draw(document: Document, template: Template, title: str, styles: Mapping[str, str]) -> str:
    """Put the logo of *template* into *document*; its paragraph, on the side where *title* begins, "" without one.

    It has the height that the template says, or less where it would be wider than the text.
    """
    logo = template.logo
    if logo.file is None:
        return ""
    ending = logo.file.format.lower()
    part = Part(PackURI(f"/word/media/logo.{ending}"), IMAGES[ending], logo.file.data, document.part.package)
    relationship = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    ratio = logo.file.width / logo.file.height
    width = min(round(logo.height * _MILLIMETRE * ratio), text_width(document) * _TWIP)
    line = paragraph("Logo", base_script(title), styles)
    line.pieces.append(_inline(relationship, logo.text, _free_id(document), width, max(round(width / ratio), 1)))
    return line.xml()


def _free_id(document: Document) -> int:
    """A number that no picture in a header or footer has."""
    taken = {each.get("id") for part in furniture(document) for each in part.iter("{*}docPr")}
    return next(number for number in count(1) if str(number) not in taken)


def _inline(relationship: str, text: str, number: int, width: int, height: int) -> str:
    """The run that draws a picture among the letters; *text* is read out in its place."""
    size = f'cx="{width}" cy="{height}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Logo" descr={quoteattr(text)}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Logo" descr={quoteattr(text)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{OFFICE}/relationships" r:embed="{relationship}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
