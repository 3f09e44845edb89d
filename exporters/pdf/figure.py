"""A picture with its text: the logo of a template, drawn once and read out as what it shows."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFZCompress

from exporters.pdf.metadata import Stream
from exporters.pdf.tags import Element, TaggedCanvas
from templates import Image, Logo

_MILLIMETRE = 72 / 25.4


class Figure:
    """The *image* of a logo on its way to a page, of at most *widest* points; it stands there as one line of text does.

    *root* is where its element of the structure tree goes.
    """

    drop = 0.0

    def __init__(self, image: Image, logo: Logo, widest: float, root: Element) -> None:
        self._image = image
        self._text = logo.text
        self.height = logo.height * _MILLIMETRE
        self.width = self.height * image.width / image.height
        if self.width > widest:
            self.height, self.width = self.height * widest / self.width, widest
        self.leading = self.height
        self.measure = self.width
        self.lines = [(0, 0)]
        self._element = root.child("Figure")

    def draw(self, canvas: TaggedCanvas, x: float, top: float, first: int = 0, last: int | None = None) -> None:
        """Draw it, its upper edge at *top*."""
        box = (x, top - self.height, x + self.width, top)
        edges = " ".join(f"{edge:.2f}" for edge in box)
        alternative = self._text.encode("utf-16-be").hex()
        self._element.attributes = (
            f"/Alt <feff{alternative}> /A <</O /Layout /Placement /Block /BBox [{edges}]>> "  # PDF/UA asks for both
        )
        canvas.picture(self._element, image_stream(self._image), box)


def image_stream(image: Image) -> Stream:
    """*image* as an object of a PDF, on white where it is transparent: a JPEG in RGB or grey as it is."""
    from PIL import Image as Picture

    with Picture.open(BytesIO(image.data), formats=(image.format,)) as picture:
        if image.format == "JPEG" and picture.mode in ("RGB", "L"):
            return _stream(image, "DeviceRGB" if picture.mode == "RGB" else "DeviceGray", image.data, "DCTDecode")
        drawn = picture.convert("RGBA")
    paper = Picture.new("RGBA", drawn.size, "white")
    return _stream(image, "DeviceRGB", Picture.alpha_composite(paper, drawn).convert("RGB").tobytes())


def _stream(image: Image, space: str, content: bytes, encoding: str = "") -> Stream:
    entries = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": PDFName(space),
        "BitsPerComponent": 8,
        **({"Filter": PDFName(encoding)} if encoding else {}),
    }
    return Stream(PDFDictionary(entries), content, None if encoding else [PDFZCompress])
