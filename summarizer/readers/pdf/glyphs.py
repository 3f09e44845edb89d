"""PDF pages -> pieces of lines, through PDFium: the text of a page at once, and boxes for the ends of its words only.

Asking for every glyph through ctypes takes five times as long.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2.raw as pdfium

_WORD = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_HYPHENS = "\x02\ufffe"  # what PDFium makes of a hyphen at a line end, whose line break it leaves out
_WIDE = 0.9  # ems between two words from which on they may stand in different cells or columns
_RAISED, _SMALL = 0.15, 0.85  # ems above the line, and share of its size, that make a mark of a note
_MARKS = "0123456789*†‡§"
_NOTE = re.compile(r"[\d*†‡§]{1,3},?")
_UNIT = re.compile(r"\d*(?:[kcm]?m|ft|CO|10)")  # m², km³: no note
_BOLD = 600
_FIXED_PITCH = 1
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_NAME_BYTES = 128


@dataclass(slots=True)
class Piece:
    """Words on one line with no wide gap between them; coordinates in points from the lower left of the page.

    *size* is the size of most of its glyphs; *note* tells that it begins with a raised mark, which *text* lacks.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    fixed: bool
    note: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    fixed: bool
    level: bool  # whether the text runs from left to right as the page is shown


@dataclass(slots=True)
class _Word:
    text: str
    left: float
    right: float
    base: float
    style: _Style
    breaks: bool  # whether PDFium begins a line with it
    note: bool = False


class PageText:
    """The text of page number *page* (from 1) of an open *document*; `characters` is how many it has."""

    def __init__(self, document: object, page: int) -> None:
        self.page = page
        self._page = pdfium.FPDF_LoadPage(document, page - 1)
        if not self._page:
            raise ValueError(page)
        self._text = pdfium.FPDFText_LoadPage(self._page)
        self.characters = max(pdfium.FPDFText_CountChars(self._text), 0) if self._text else 0
        self._rotation = pdfium.FPDFPage_GetRotation(self._page) % 4
        self.width = pdfium.FPDF_GetPageWidthF(self._page)
        self.height = pdfium.FPDF_GetPageHeightF(self._page)
        self._styles: dict[int, _Style] = {}
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._tight = tuple(ctypes.c_double() for _ in range(4))
        self._point = ctypes.c_double(), ctypes.c_double()

    def close(self) -> None:
        """Give back what PDFium holds for the page."""
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self._page)

    def has_picture(self) -> bool:
        """Whether a picture is drawn on it."""
        objects = (
            pdfium.FPDFPage_GetObject(self._page, number) for number in range(pdfium.FPDFPage_CountObjects(self._page))
        )
        return any(pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_IMAGE for each in objects)

    def pieces(self) -> list[Piece]:
        """The pieces of its lines, in the order in which they are drawn; rotated text is left out."""
        pieces: list[Piece] = []
        run: list[_Word] = []
        for word in self._words():
            if run and _breaks(run, word):
                pieces.append(_piece(run, self.page))
                run = []
            run.append(word)
        if run:
            pieces.append(_piece(run, self.page))
        return [piece for piece in pieces if piece.text]

    def _string(self) -> str:
        """The text of the page with one character for each that PDFium counts."""
        count = self.characters
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        length = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        text = bytes(buffer)[: max(length - 1, 0) * 2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._text, number) for number in range(count))
        return "".join(chr(code) if 0 < code <= 0x10FFFF else "\ufffd" for code in codes)

    def _words(self) -> Iterator[_Word]:
        text = self._string()
        end = 0
        breaks = True
        for match in _WORD.finditer(text):
            first, last = match.start(), match.end() - 1
            breaks = breaks or "\n" in text[end:first]
            end = match.end()
            style = self._style(first)
            hyphen = text[last] in _HYPHENS
            if not style.level or (hyphen and first == last):
                breaks = True
                continue
            spelt = match[0].rstrip(_HYPHENS).translate(_LIGATURES) + ("-" if hyphen else "")
            word = self._word(spelt, first, last - hyphen, style)
            word.breaks = breaks
            breaks = hyphen
            if word.text:
                yield word

    def _word(self, spelt: str, first: int, last: int, style: _Style) -> _Word:
        left, right, base = self._ends(first)
        if last > first:
            start, stop, end_base = self._ends(last)
            left, right = min(left, start), max(right, stop)
            raised = self._raised_at_end(spelt, last, base, style.size)
            if raised and not _UNIT.fullmatch(spelt[:-raised]):
                return _Word(spelt[:-raised], left, right, base, style, breaks=False)
            final = self._style(last)
            if opening := self._raised_at_start(spelt, first, end_base, final.size):
                return _Word(spelt[opening:], left, right, end_base, final, breaks=False, note=True)
        return _Word(spelt, left, right, base, style, breaks=False)

    def _raised_at_end(self, spelt: str, last: int, base: float, size: float) -> int:
        """How many characters at the end of a word, whose last glyph is *last*, are the raised mark of a note."""
        marks = len(spelt) - len(spelt.rstrip(_MARKS))
        return next(
            (count for count in range(marks) if not self._is_raised(last - count, base, size)),
            marks if marks < len(spelt) else 0,
        )

    def _raised_at_start(self, spelt: str, first: int, base: float, size: float) -> int:
        """How many characters at the start of a word, whose first glyph is *first*, are the raised mark of a note."""
        marks = len(spelt) - len(spelt.lstrip(_MARKS))
        return next(
            (count for count in range(marks) if not self._is_raised(first + count, base, size)),
            marks if marks < len(spelt) else 0,
        )

    def _is_raised(self, number: int, base: float, size: float) -> bool:
        """Whether a glyph, as it is drawn, stands above the line at *base*; some fonts have such digits."""
        if self._rotation:
            return self._ends(number)[2] - base > _RAISED * size
        left, right, bottom, top = self._tight
        pdfium.FPDFText_GetCharBox(self._text, number, left, right, bottom, top)
        return bool(bottom.value - base > _RAISED * size)

    def _ends(self, number: int) -> tuple[float, float, float]:
        """Left, right and base of a glyph, as the page is shown."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, number, box)
        x, y = self._point
        pdfium.FPDFText_GetCharOrigin(self._text, number, x, y)
        if not self._rotation:
            return box.left, box.right, y.value
        if self._rotation == 1:
            return *sorted((box.bottom, box.top)), self.height - x.value
        if self._rotation == 2:
            return self.width - box.right, self.width - box.left, self.height - y.value
        return *sorted((self.width - box.top, self.width - box.bottom)), x.value

    def _style(self, number: int) -> _Style:
        drawn = pdfium.FPDFText_GetTextObject(self._text, number)
        key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._new_style(number, drawn)
        return style

    def _new_style(self, number: int, drawn: object) -> _Style:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._text, number, matrix):
            return _Style(10, bold=False, fixed=False, level=True)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size = abs(pdfium.FPDFText_GetFontSize(self._text, number) * scale)
        a, b = matrix.a, matrix.b
        along, across = ((a, b), (b, -a), (-a, -b), (-b, a))[self._rotation]
        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        name, is_fixed = "", False
        if font:
            buffer = ctypes.create_string_buffer(_NAME_BYTES)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, _NAME_BYTES)
            name = buffer.value.decode("latin-1").lower() if length <= _NAME_BYTES else ""
            is_fixed = bool(pdfium.FPDFFont_GetFlags(font) & _FIXED_PITCH)
        is_bold = pdfium.FPDFText_GetFontWeight(self._text, number) >= _BOLD or bool(
            re.search(r"bold|black|heavy|-bd|cmbx|demi", name)
        )
        fixed = is_fixed or "mono" in name or "courier" in name
        return _Style(round(size or 1, 1), is_bold, fixed, along > 0 and abs(across) < 0.2 * abs(along))


def _breaks(run: Sequence[_Word], word: _Word) -> bool:
    """Whether *word* does not belong to the piece of the words in *run*."""
    above, size = run[-1], max(run[-1].style.size, word.style.size)
    if abs(above.base - word.base) > 0.5 * size:
        return True
    gap = max(word.left - above.right, above.left - word.right)  # to the right, or to the left as Hebrew runs
    return gap > _WIDE * size or (word.breaks and (word.left < above.right - size or gap > 0.5 * size))


def _piece(run: Sequence[_Word], page: int) -> Piece:
    weights: dict[_Style, int] = {}
    for word in run:
        weights[word.style] = weights.get(word.style, 0) + len(word.text)
    style = max(weights, key=lambda each: weights[each])
    bold = sum(length for each, length in weights.items() if each.bold) > 0.7 * sum(weights.values())
    base = next(word.base for word in run if word.style == style)
    is_mark = [
        bool(_NOTE.fullmatch(word.text))
        and word.style.size < _SMALL * style.size
        and word.base - base > _RAISED * word.style.size
        for word in run
    ]
    note = is_mark[0] or run[0].note
    kept = [word for word, mark in zip(run, is_mark, strict=True) if not mark]
    left, right = min(word.left for word in run), max(word.right for word in run)
    return Piece(_spelt(kept), page, left, right, base, style.size, bold, style.fixed, note)


def _spelt(run: Sequence[_Word]) -> str:
    """The words of *run* as one text; letters that are spaced out for looks are words again."""
    letters = sum(len(word.text) == 1 for word in run)
    if letters < 5 or letters < 0.8 * len(run):
        return " ".join(word.text for word in run)
    gaps = [after.left - word.right for word, after in pairwise(run)]
    usual = max(median(gaps), 0.01)
    spaces = ["" if gap < 1.6 * usual else " " for gap in gaps]
    return "".join(word.text + space for word, space in zip(run, [*spaces, ""], strict=True))
