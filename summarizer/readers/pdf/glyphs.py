"""PDF pages -> pieces of lines, through PDFium: the text of a page at once, and boxes for the ends of its words only.

Asking for every glyph through ctypes takes five times as long. The functions that are asked of every word are bound to
addresses instead of typed pointers, which takes half the time of a call.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from unicodedata import normalize

import pypdfium2.raw as pdfium

from summarizer.readers.pdf.pieces import Piece, Style, Word, pieces_of
from summarizer.readers.raised import LEVEL, LOWERED, RAISED
from summarizer.readers.text import paired

_WORD = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_LINE = re.compile("[^\n\x02\ufffe]+[\x02\ufffe]?")
_HYPHENS = "\x02\ufffe"  # what PDFium makes of a hyphen at a line end, whose line break it leaves out
_MARKS = "0123456789*∗†‡§"
_MARKED = re.compile(r"[−+-]?\d+(?:[,–-]\d+)*|[*∗†‡§]+")  # what may be raised or lowered in a word
_LEVEL = re.compile(rf"[^{_MARKS},−–+-]")
_LETTER = re.compile(r"[a-z]\)?(?=[A-Z])")  # may be raised before the first word of a note
_HIGH, _LOW = 0.15, 0.08  # ems above and below the line
_SHORT = 0.5  # ems that a lowered digit is high, at most
_HALF = re.compile("[\ud800-\udfff]")
_FORMULA = re.compile("[\U0001d400-\U0001d7ff]")  # 𝑥
_BOLD = 600
# What the name of a font says goes before the weight, which is taken from the width of its stems. Those of TeX
# (SFRM1000, CMBX12) have their shape in letters.
_HEAVY = re.compile(r"bold|black|heavy|-bd|demi|(?:^|\+)(?:cm|ec|sf)(?:b|rb|ssb|sx|so|xc|mmib)[a-z]*\d+$")
_LIGHT = re.compile(r"regular|roman|book|light|(?:^|\+)(?:cm|ec|sf)[a-z]+\d+$")
_FIXED_PITCH = 1
_FIXED = re.compile(
    r"mono|courier|typewriter|(?:cm|ec|sf|sl|tc)tt\d|xb?tt|sfst\d|nimbusmon|consol|menlo|monaco|(?:source|fira|cascadia)code"
)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ℎ": "h"})
# Fonts of formulas, with which nothing else is set: those of TeX (CMMI10, txsys, MSBM10), Cambria Math, Symbol.
_SIGNS = re.compile(
    r"(?:cm|[tp]x|mt|zsf)b?(?:mi|sy|ex)[a-cxs]{0,2}(?:\d+|-\w+)?$|(?:ms[ab]m|eu[fsr][mb]|rsfs)\d|math|symbol"
)
_ACCENTED = re.compile("([¨´ˆ˜])([A-Za-zı])")  # as old fonts of TeX draw ö and é; the grave one is that of code, too
_COMBINING = {"¨": "\u0308", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303"}
_NAME_BYTES = 128


def bound(function: Any, result: Any, *arguments: Any) -> Any:
    """*function* of PDFium with these types of C, pointers as addresses."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int
_text_object = bound(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _NUMBER)
_loose_box = bound(pdfium.FPDFText_GetLooseCharBox, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS)
_origin = bound(pdfium.FPDFText_GetCharOrigin, _NUMBER, _ADDRESS, _NUMBER, _ADDRESS, _ADDRESS)


class PageText:
    """The text of page number *page* (from 1) of an open *document*; `characters` is how many it has.

    *handle* is what PDFium calls the page until it is closed.
    """

    def __init__(self, document: object, page: int) -> None:
        self.page = page
        self.handle = pdfium.FPDF_LoadPage(document, page - 1)
        if not self.handle:
            raise ValueError(page)
        self._text = pdfium.FPDFText_LoadPage(self.handle)
        self.characters = max(pdfium.FPDFText_CountChars(self._text), 0) if self._text else 0
        self._rotation = pdfium.FPDFPage_GetRotation(self.handle) % 4
        self.width = pdfium.FPDF_GetPageWidthF(self.handle)
        self.height = pdfium.FPDF_GetPageHeightF(self.handle)
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int | None, tuple[bool, bool, bool]] = {}
        self._at = ctypes.cast(self._text, _ADDRESS).value
        self._box = pdfium.FS_RECTF()
        self._box_at = ctypes.addressof(self._box)
        self._matrix = pdfium.FS_MATRIX()
        self._tight = tuple(ctypes.c_double() for _ in range(4))
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_at, self._y_at = ctypes.addressof(self._x), ctypes.addressof(self._y)

    def close(self) -> None:
        """Give back what PDFium holds for the page."""
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self.handle)

    def pieces(self) -> list[Piece]:
        """The pieces of its lines, in the order in which they are drawn; rotated text is left out."""
        return [piece for piece in pieces_of(self._words(), self.page) if piece.text]

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

    def _words(self) -> Iterator[Word]:
        text = self._string()
        for line in _LINE.finditer(text):
            matches = list(_WORD.finditer(text, line.start(), line.end()))
            if matches and text[matches[-1].start()] in _HYPHENS:
                matches.pop()
            if matches:
                yield from self._words_of(text, matches)

    def _words_of(self, text: str, matches: Sequence[re.Match[str]]) -> Iterable[Word]:
        """The words at these *matches*, a line of *text*: faster where they are one object without numbers."""
        first, last = matches[0].start(), matches[-1]
        is_one = _text_object(self._at, first) == _text_object(self._at, last.start())
        style, base = self._style(first), self._base(first)
        is_plain = is_one and base == self._base(last.start()) and not _MARKED.search(text, first, last.end())
        if is_plain and not self._rotation:
            return self._plain_words(matches, style, base) if style.level else ()
        return self._other_words(matches, style, base, is_plain=is_plain)

    def _other_words(
        self, matches: Sequence[re.Match[str]], style: Style, base: float, *, is_plain: bool
    ) -> Iterator[Word]:
        """The words at these *matches*, of several styles and heights unless that *is_plain*."""
        breaks = True
        for match in matches:
            spelt, start = match[0].rstrip(_HYPHENS), match.start()
            if not is_plain:
                style = self._style(start)
            if not style.level:
                breaks = True
                continue
            for word in (self._word(spelt, start, style, base),) if is_plain else self._parts(spelt, start, style):
                word.breaks, breaks = breaks, False
                yield word
            if len(spelt) < len(match[0]):
                word.text += "-"

    def _plain_words(self, matches: Sequence[re.Match[str]], style: Style, base: float) -> list[Word]:
        """The words at these *matches*, which are all of one *style* and on one *base*: most text is, so it is fast."""
        words: list[Word] = []
        at, box, box_at = self._at, self._box, self._box_at
        for match in matches:
            spelt, first = match[0], match.start()
            if is_cut := spelt[-1] in _HYPHENS:
                spelt = spelt.rstrip(_HYPHENS)
            _loose_box(at, first, box_at)
            left, right = box.left, box.right
            if len(spelt) > 1:
                _loose_box(at, first + len(spelt) - 1, box_at)
                start, stop = box.left, box.right
                left, right = (left if left < start else start), (right if right > stop else stop)
            text = _characters(spelt)
            words.append(Word(f"{text}-" if is_cut else text, left, right, base, style, not words))
        return words

    def _parts(self, spelt: str, first: int, style: Style) -> Iterator[Word]:
        """The word *spelt* that begins with glyph *first*, parted where it has raised or lowered numbers."""
        base = self._base(first)
        marked = list(_MARKED.finditer(spelt))
        if letter := _LETTER.match(spelt):
            marked.insert(0, letter)
        if marked and marked[0].start() == 0 and (level := _LEVEL.search(spelt, marked[0].end())):
            anchor = first + level.start()
            other, height = self._style(anchor), self._base(anchor)
            if self._position(first, height, other.size) == RAISED:
                style, base = other, height
        if not marked:
            yield self._word(spelt, first, style, base)
            return
        done = 0
        for match in marked:
            start, end, position = self._shifted(match, first, base, style.size)
            if position == LEVEL or end - start == len(spelt):
                continue
            if start > done:
                yield self._word(spelt[done:start], first + done, style, base, is_glued=done > 0)
            yield self._word(spelt[start:end], first + start, style, base, position, is_glued=start > 0)
            done = end
        if done < len(spelt):
            yield self._word(spelt[done:], first + done, style, base, is_glued=done > 0)

    def _shifted(self, match: re.Match[str], first: int, base: float, size: float) -> tuple[int, int, str]:
        """Where what is raised or lowered in *match* begins and ends, and its position."""
        start, end = match.span()
        position = self._position(first + end - 1, base, size)
        begin = end - 1
        while position != LEVEL and begin > start and self._position(first + begin - 1, base, size) == position:
            begin -= 1
        return begin, end, position

    def _word(
        self, text: str, first: int, style: Style, base: float, position: str = LEVEL, *, is_glued: bool = False
    ) -> Word:
        left, right = self._sides(first)
        if len(text) > 1:
            start, stop = self._sides(first + len(text) - 1)
            left, right = (left if left < start else start), (right if right > stop else stop)
        return Word(_characters(text), left, right, base, style, position=position, is_glued=is_glued)

    def _position(self, number: int, base: float, size: float) -> str:
        """Where a glyph stands by a line at *base*, as it is drawn: some fonts have digits that are raised as such."""
        height = self._base(number) - base
        if abs(height) > _LOW * size or self._rotation:
            return RAISED if height > _HIGH * size else LOWERED if height < -_LOW * size else LEVEL
        left, right, bottom, top = self._tight
        pdfium.FPDFText_GetCharBox(self._text, number, left, right, bottom, top)
        if bottom.value - base > _HIGH * size:
            return RAISED
        is_low = bottom.value - base < -_LOW * size and top.value - bottom.value < _SHORT * size
        return LOWERED if is_low else LEVEL

    def _sides(self, number: int) -> tuple[float, float]:
        """Left and right of a glyph, as the page is shown."""
        box = self._box
        _loose_box(self._at, number, self._box_at)
        if not self._rotation:
            return box.left, box.right
        if self._rotation == 2:
            return self.width - box.right, self.width - box.left
        sides = (box.bottom, box.top) if self._rotation == 1 else (self.width - box.top, self.width - box.bottom)
        return min(sides), max(sides)

    def _base(self, number: int) -> float:
        """The height of the line that a glyph stands on, as the page is shown."""
        _origin(self._at, number, self._x_at, self._y_at)
        x, y = self._x.value, self._y.value
        return (y, self.height - x, self.height - y, x)[self._rotation]

    def _style(self, number: int) -> Style:
        key = _text_object(self._at, number)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._new_style(number, ctypes.cast(key, pdfium.FPDF_PAGEOBJECT))
        return style

    def _new_style(self, number: int, drawn: object) -> Style:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._text, number, matrix):
            return Style(10, bold=False, fixed=False, formula=False, level=True)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size = abs(pdfium.FPDFText_GetFontSize(self._text, number) * scale)
        a, b = matrix.a, matrix.b
        along, across = ((a, b), (b, -a), (-a, -b), (-b, a))[self._rotation]
        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        key = ctypes.cast(font, _ADDRESS).value if font else None
        if key not in self._fonts:
            self._fonts[key] = self._look(number, font)
        return Style(round(size or 1, 1), *self._fonts[key], along > 0 and abs(across) < 0.2 * abs(along))

    def _look(self, number: int, font: object) -> tuple[bool, bool, bool]:
        """Whether *font*, that of a glyph, is bold, whether it is of fixed width, and whether it is one of formulas."""
        name, is_fixed = "", False
        if font:
            buffer = ctypes.create_string_buffer(_NAME_BYTES)
            length = pdfium.FPDFFont_GetBaseFontName(font, buffer, _NAME_BYTES)
            name = buffer.value.decode("latin-1").lower() if length <= _NAME_BYTES else ""
            is_fixed = bool(pdfium.FPDFFont_GetFlags(font) & _FIXED_PITCH)
        is_heavy = is_bold(name, pdfium.FPDFText_GetFontWeight(self._text, number))
        return is_heavy, is_fixed or _FIXED.search(name) is not None, _SIGNS.search(name) is not None


def is_bold(name: str, weight: int) -> bool:
    """Whether the font of this *name*, in small letters, and *weight*, from 0 to 1000, is bold."""
    return bool(_HEAVY.search(name)) or (weight >= _BOLD and not _LIGHT.search(name))


def _characters(text: str) -> str:
    """*text* without ligatures and accents apart, the letters of formulas as plain ones; PDFium cuts these in two."""
    if text.isascii():
        return text
    text = _ACCENTED.sub(_composed, text.translate(_LIGATURES))
    if not _HALF.search(text):
        return text
    return _FORMULA.sub(lambda match: normalize("NFKC", match[0]), paired(text))


def _composed(accented: re.Match[str]) -> str:
    """The letter of *accented*, an accent and a letter, where there is such a one."""
    accent, letter = accented.groups()
    composed = normalize("NFC", letter.replace("ı", "i") + _COMBINING[accent])
    return composed if len(composed) == 1 else accented[0]
