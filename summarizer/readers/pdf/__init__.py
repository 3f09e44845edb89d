"""PDF: pages -> blocks, by where the text stands on them. PDFium reads the file; no drawing is done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from ctypes import c_ushort
from dataclasses import replace

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2 import raw as pdfium

from summarizer.document import Block, Heading
from summarizer.errors import DataError
from summarizer.options import Limits
from summarizer.readers.pdf.blocks import blocks_of
from summarizer.readers.pdf.bullets import with_bullets
from summarizer.readers.pdf.capitals import with_capitals
from summarizer.readers.pdf.columns import in_reading_order
from summarizer.readers.pdf.drawings import has_picture, shapes
from summarizer.readers.pdf.furniture import without_furniture
from summarizer.readers.pdf.glyphs import PageText
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.margins import without_line_numbers
from summarizer.readers.pdf.measures import body_size
from summarizer.readers.pdf.printed import is_printed, without_notices
from summarizer.readers.pdf.ruled import with_tables
from summarizer.structure import Content

_SCANNED = 10  # characters on a page, on average, below which a document of pictures is a scan
_LONGEST_LANGUAGE = 80  # bytes
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_POINT = re.compile(r"(?<=[^\w\s])(?: \[\d{1,3}\])+(?=\s|$)")  # what a briefing has after a sentence of its source
_STATED = re.compile(r"(?:^|(?<=[^\w\s]) )[^.¶]{1,40} ¶\d+(?:, ¶\d+)*$")  # what it has after a key point
_MADE_BY = re.compile(r"^Microsoft \w+ - ", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"untitled\b.*|\(?(?:anonymous|unspecified|unknown)\)?|[\W\d]*"
    r"|.*\.(?:docx?|tex|dvi|indd|qxd|odt|pdf|html?|rtf|txt|p65|typ)",
    re.IGNORECASE,
)


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of the PDF in *data*, with what the file says of itself.

    Raises DataError where it is encrypted, damaged beyond repair or a scan, LimitError where it has too much text.
    """
    document = _opened(data, name)
    try:
        return _content(document, name, limits)
    finally:
        document.close()


def _opened(data: bytes, name: str) -> PdfDocument:
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DataError(name, "is encrypted and needs a password", "save a copy without it") from None
        raise DataError(name, "is damaged, or no PDF document", "get or export it once more") from None
    if not len(document):
        document.close()
        raise DataError(name, "is damaged: it has no pages", "get or export it once more")
    return document


def _content(document: PdfDocument, name: str, limits: Limits) -> Content:
    count = len(document)
    pages, warnings = _pages(document, min(count, limits.max_pages), name, limits)
    size = body_size([line for _, lines in pages for line in lines])
    is_stamped = is_printed(pages)
    blocks = blocks_of(without_furniture(pages, size, is_stamped=is_stamped))
    if is_stamped:
        blocks = list(without_notices(blocks))
    if count > limits.max_pages:
        warnings.append(f"only the first {limits.max_pages:,} of {count:,} pages are read; raise --max-pages")
    metadata = document.get_metadata_dict()
    if "Conspectus" in metadata.get("Creator", ""):
        blocks = [replace(block, text=_STATED.sub("", _POINT.sub("", block.text))) for block in blocks]
        blocks = [block for block in blocks if block.text]
        warnings.append("is a briefing by Conspectus, which says things again; summarise its source instead")
    language = _LANGUAGE.match(_language(document))
    date = None if _is_undated(metadata) else _DATE.match(metadata.get("CreationDate", ""))
    return Content(
        tuple(blocks),
        title=_title(metadata.get("Title", ""), blocks),
        author=_author(metadata.get("Author", "")),
        date="-".join(filter(None, date.groups())) if date else None,
        language=language[0].lower() if language else None,
        warnings=tuple(warnings),
        pages=count,
        truncated=count > limits.max_pages,
    )


def _pages(
    document: PdfDocument, count: int, name: str, limits: Limits
) -> tuple[list[tuple[float, list[Line]]], list[str]]:
    """The first *count* pages of *document*, each with its height and lines, and warnings."""
    pages: list[tuple[float, list[Line]]] = []
    damaged, pictures = [], []
    characters, column = 0, 0
    for number in range(1, count + 1):
        try:
            page = PageText(document.raw, number)
        except ValueError:
            damaged.append(number)
            continue
        try:
            characters += page.characters
            limits.check_text(name, characters)
            boxes = shapes(page.handle)
            pieces = with_tables(with_bullets(without_line_numbers(page.pieces()), boxes), boxes)
            lines = in_reading_order(with_capitals(pieces), column)
            if not lines and has_picture(page.handle):
                pictures.append(number)
        finally:
            page.close()
        column = lines[-1].column + 1 if lines else column
        pages.append((page.height, lines))
    if not pages:
        raise DataError(name, "is damaged: none of its pages can be read", "get or export it once more")
    if pictures and characters < _SCANNED * count:
        problem = "is a scan: its pages are pictures without text"
        raise DataError(name, problem, "run text recognition on it, for example with ocrmypdf")
    return pages, [*_told(damaged, "damaged and left out"), *_told(pictures, "a picture without text, as of a scan")]


def _told(numbers: Sequence[int], problem: str) -> list[str]:
    if not numbers:
        return []
    if len(numbers) == 1:
        return [f"page {numbers[0]} is {problem}"]
    return [f"{len(numbers):,} pages, the first of them page {numbers[0]}, are each {problem}"]


def _language(document: PdfDocument) -> str:
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length <= _LONGEST_LANGUAGE:
        return ""
    buffer = (c_ushort * (length // 2 + 1))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


def _author(stated: str) -> str | None:
    stated = " ".join(stated.split())
    return None if _NO_TITLE.fullmatch(stated) else stated


def _is_undated(metadata: Mapping[str, str]) -> bool:
    """Whether the date is the one that our own briefings have for want of another."""
    return "Conspectus" in metadata.get("Creator", "") and "20000101" in metadata.get("CreationDate", "")


def _title(stated: str, blocks: Sequence[Block]) -> str | None:
    """The title that a file states if it means anything, else the largest heading of its first page."""
    stated = _MADE_BY.sub("", " ".join(stated.split()))
    if stated and not _NO_TITLE.fullmatch(stated):
        return stated
    first = min((block.page or 1 for block in blocks), default=1)
    headings = [block for block in blocks if isinstance(block, Heading) and block.page == first]
    top = min(headings, key=lambda heading: heading.level, default=None)
    return top.text if top and top.level == 1 else None
