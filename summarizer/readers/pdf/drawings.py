"""What is drawn on a PDF page beside its text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium

from summarizer.readers.pdf.bullets import Box
from summarizer.readers.pdf.glyphs import bound

_MOST = 20_000  # objects of a page that are looked at
_ADDRESS = ctypes.c_void_p
_object = bound(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, ctypes.c_int)
_type = bound(pdfium.FPDFPageObj_GetType, ctypes.c_int, _ADDRESS)


def has_picture(page: object) -> bool:
    """Whether a picture is among the first objects of *page*, one that PDFium has open."""
    return any(_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE))


def shapes(page: object) -> list[Box]:
    """Where lines and areas are drawn on *page*, one that PDFium has open; none on a page that is turned."""
    if pdfium.FPDFPage_GetRotation(page):
        return []
    boxes: list[Box] = []
    sides = tuple(ctypes.c_float() for _ in range(4))
    for drawn in _objects(page, pdfium.FPDF_PAGEOBJ_PATH):
        pdfium.FPDFPageObj_GetBounds(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT), *sides)
        left, bottom, right, top = (side.value for side in sides)
        boxes.append((left, bottom, right, top))
    return boxes


def _objects(page: object, kind: int) -> Iterator[int]:
    """The addresses of the objects of that *kind*."""
    address = ctypes.cast(page, _ADDRESS).value  # type: ignore[arg-type]
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST)):
        drawn: int = _object(address, number)
        if _type(drawn) == kind:
            yield drawn
