"""The whole text of a PDF, nothing dropped: what its pages show in the order in which it was written."""

from __future__ import annotations

from pypdfium2 import PdfDocument, PdfiumError

from summarizer.document import Paragraph
from summarizer.errors import DataError, LimitError
from summarizer.options import Limits
from summarizer.structure import Content

_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-"})
"""What PDFium makes of a hyphen at the end of a line."""


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of each page of the PDF in *data*, its lines as they stand.

    Raises DataError where it is encrypted or damaged, LimitError where it has more pages or text than is read.
    """
    try:
        document = PdfDocument(data)
    except PdfiumError:
        raise DataError(name, "is damaged, encrypted or no PDF document", "get or export it once more") from None
    if len(document) > limits.max_pages:
        raise LimitError(name, f"has more than {limits.max_pages:,} pages", "raise --max-pages")
    pages: list[Paragraph] = []
    characters = 0
    for page in document:
        text = page.get_textpage().get_text_range()
        characters += len(text)
        limits.check_text(name, characters)
        pages.append(Paragraph(text.translate(_HYPHEN), len(pages) + 1))
        page.close()
    return Content(tuple(pages), pages=len(pages))
