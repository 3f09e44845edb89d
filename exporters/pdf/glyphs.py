"""A font whose glyphs HarfBuzz chooses: text -> glyphs with their places, and the font's part of the file.

reportlab gives one glyph to each character and embeds TrueType alone. Scripts whose letters join, stack or change
places need HarfBuzz; so do fonts with CFF outlines, and variable ones, of which it cuts out one weight.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import uharfbuzz as harfbuzz
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString, PDFZCompress

from exporters.pdf.fonts import to_unicode
from exporters.pdf.metadata import Stream

# Of no use in a PDF.
_DROPPED = "BASE DSIG GDEF GPOS GSUB JSTF MATH STAT VORG gasp meta name vhea vmtx".split()
_IDENTITY = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})
_MOST_CODES = 0xFFFF  # of two bytes; only a text made for it has more
_CHARSET, _LONG, _REAL = 15, 29, 30  # in a DICT of CFF: an operator, and the marks of numbers
_SYMBOLIC = 4  # a flag of a font descriptor: its characters are not those of Standard Latin alone


class Glyph(NamedTuple):
    """A glyph of shaped text: its *number* in the font, the first character that it shows as an *offset* into the text.

    *advance* is how far it moves the pen, *right* and *up* how far from there it stands, in units of the type size.
    """

    number: int
    offset: int
    advance: float
    right: float
    up: float


class GlyphFont:
    """The font at *index* of a font file; *weight* is that of the strokes where the font leaves a choice."""

    def __init__(self, blob: harfbuzz.Blob, index: int = 0, weight: int = 400) -> None:
        self._face = harfbuzz.Face(blob, index)
        self._font = harfbuzz.Font(self._face)
        axes = {axis.tag: axis.default_value for axis in self._face.axis_infos}
        self._axes = {**axes, "wght": weight} if "wght" in axes else axes
        self._font.set_variations(self._axes)
        self._unit = 1 / self._face.upem
        self._is_true_type = "glyf" in self._face.table_tags
        self._codes: dict[tuple[int, str], int] = {}
        self._first_codes: dict[int, int] = {}  # of each glyph
        self._widths: dict[int, int] = {}

    def has(self, char: str) -> bool:
        """Whether it has a glyph for *char*."""
        return self._font.get_nominal_glyph(ord(char)) is not None

    def shape(self, text: str, script: str, language: str, *, rightwards: bool) -> list[Glyph]:
        """The glyphs of *text*, which is of one script and direction, in the order in which it is read."""
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr" if rightwards else "rtl"
        buffer.script = script
        buffer.language = language
        harfbuzz.shape(self._font, buffer)
        unit = self._unit
        shaped = [
            Glyph(info.codepoint, info.cluster, place.x_advance * unit, place.x_offset * unit, place.y_offset * unit)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        return shaped if rightwards else shaped[::-1]

    def width(self, number: int) -> int:
        """How far the glyph of that *number* moves the pen by itself, in thousandths of the type size."""
        if number not in self._widths:
            self._widths[number] = round(1000 * self._unit * self._font.get_glyph_h_advance(number))
        return self._widths[number]

    def code(self, number: int, text: str) -> int:
        """The code in the file of the glyph of that *number* where it stands for *text*.

        One with CFF outlines has its number for a code, and stands for the first text that was asked for.
        """
        if not self._is_true_type:
            if number not in self._first_codes:
                self._codes[number, text] = self._first_codes[number] = number
            return number
        if len(self._codes) < _MOST_CODES:
            code = self._codes.setdefault((number, text), len(self._codes) + 1)
            self._first_codes.setdefault(number, code)
            return code
        return self._codes.get((number, text)) or self._first_codes.get(number, 0)

    def picture(self, number: int) -> Stream:
        """The glyph of that *number* as a picture, in thousandths of the type size; it takes the colour around it."""
        path = _Path(1000 * self._unit)
        self._font.draw_glyph_with_pen(number, path)
        box = path.box()
        about = {"Type": PDFName("XObject"), "Subtype": PDFName("Form"), "BBox": PDFArray(box)}
        return _stream(about, " ".join([*path.operators, "f"]).encode("ascii"))

    def embed(self, document: Any) -> Any:
        """Write the glyphs that have a code into reportlab's *document*; a reference to the font."""
        numbers, data = self._cut()
        base = f"{_tag(data)}+{self._face.get_name(6) or 'Font'}"
        shown = sorted((code, number, text) for (number, text), code in self._codes.items())
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2" if self._is_true_type else "CIDFontType0"),
            "BaseFont": PDFName(base),
            "CIDSystemInfo": _IDENTITY,
            "FontDescriptor": document.Reference(self._descriptor(document, base, data)),
            "W": PDFArray([entry for code, number, _ in shown for entry in (code, PDFArray([self.width(number)]))]),
        }
        if self._is_true_type:
            glyphs = [0, *(numbers[number] for _, number, _ in shown)]  # the codes count from 1
            descendant["CIDToGIDMap"] = document.Reference(_stream({}, struct.pack(f">{len(glyphs)}H", *glyphs)))
        whole = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(base),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
            "ToUnicode": document.Reference(
                _stream({}, to_unicode({code: text for code, _, text in shown}, 2).encode("ascii"))
            ),
        }
        return document.Reference(PDFDictionary(whole))

    def _cut(self) -> tuple[Mapping[int, int], bytes]:
        """The font with the glyphs that are used, in one weight; their numbers in it by those that they have here."""
        wanted, flags = harfbuzz.SubsetInput(), harfbuzz.SubsetFlags
        for number, _ in self._codes:
            wanted.glyph_set.add(number)
        for tag in _DROPPED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.encode("ascii")))
        for tag, value in self._axes.items():
            wanted.pin_axis_location(self._face, tag, value)
        wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        if not self._is_true_type:
            wanted.flags |= flags.CFF_IDENTITY_CHARSET | flags.DOWNGRADE_CFF2
        plan = harfbuzz.SubsetPlan(self._face, wanted)
        numbers = dict(plan.old_to_new_glyph_mapping.items())
        data = plan.execute().blob.data
        if not self._is_true_type:
            outlines = bytes(harfbuzz.Face(harfbuzz.Blob(data)).reference_table("CFF ").data)
            data = _identified(outlines, sorted(numbers, key=lambda number: numbers[number]))
        return numbers, bytes(data)

    def _descriptor(self, document: Any, base: str, data: bytes) -> PDFDictionary:
        scale = 1000 * self._unit
        box = struct.unpack(">4h", bytes(self._face.reference_table("head").data)[36:44])
        extents = self._font.get_font_extents("ltr")
        if self._is_true_type:
            key, program = "FontFile2", _stream({"Length1": len(data)}, data)
        else:
            key, program = "FontFile3", _stream({"Subtype": PDFName("CIDFontType0C")}, data)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(base),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([round(edge * scale) for edge in box]),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender * scale),
                "Descent": round(extents.descender * scale),
                "CapHeight": round(extents.ascender * scale),
                "StemV": 80,
                key: document.Reference(program),
            }
        )


_Point = tuple[float, float]


class _Path:
    """An outline as operators of a PDF, which has no quadratic curves: those are raised to cubic ones."""

    def __init__(self, scale: float) -> None:
        self.operators: list[str] = []
        self._scale = scale
        self._points: list[_Point] = [(0, 0)]

    def box(self) -> list[int]:
        """A box that holds it."""
        across, along = zip(*self._points, strict=True)
        scaled = (self._scale * edge for edge in (min(across), min(along), max(across), max(along)))
        return [round(edge) + way for edge, way in zip(scaled, (-1, -1, 1, 1), strict=True)]

    def moveTo(self, to: _Point) -> None:  # noqa: N802 - the names of the pens of fontTools
        self._add("m", to)

    def lineTo(self, to: _Point) -> None:  # noqa: N802
        self._add("l", to)

    def curveTo(self, one: _Point, two: _Point, to: _Point) -> None:  # noqa: N802
        self._add("c", one, two, to)

    def qCurveTo(self, control: _Point, to: _Point) -> None:  # noqa: N802
        one, two = (
            (end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1]))
            for end in (self._points[-1], to)
        )
        self._add("c", one, two, to)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def _add(self, operator: str, *points: _Point) -> None:
        self.operators += [f"{round(self._scale * x)} {round(self._scale * y)}" for x, y in points] + [operator]
        self._points += points


@cache
def script_of(char: str) -> str:
    """The ISO 15924 code of the script of *char*, "" for what all scripts share."""
    buffer = harfbuzz.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    return "" if buffer.script in (None, "Zyyy", "Zinh", "Zzzz") else str(buffer.script)


def _identified(outlines: bytes, identifiers: Sequence[int]) -> bytes:
    """A CFF table (Adobe TN 5176) whose glyphs have these *identifiers*, which HarfBuzz has counted from 0."""
    names = outlines[2]
    tops = _objects(outlines, names)[-1]
    position, operand = _objects(outlines, tops)[0], 0
    while outlines[position] != _CHARSET:
        first, operand = outlines[position], position
        position += {12: 2, 28: 3, 29: 5}.get(first, 2 if 247 <= first <= 254 else 1)
        if first == _REAL:
            while outlines[position - 1] & 0x0F != 0x0F:  # the nibble that ends it
                position += 1
    charset = struct.pack(f">B{len(identifiers) - 1}H", 0, *identifiers[1:])
    if outlines[operand] != _LONG:
        raise ValueError("HarfBuzz has written an offset in another form")
    return b"".join((outlines[: operand + 1], struct.pack(">I", len(outlines)), outlines[operand + 5 :], charset))


def _objects(outlines: bytes, index: int) -> list[int]:
    """Where the objects of the INDEX at *index* begin, and where the last ends."""
    count, size = struct.unpack_from(">HB", outlines, index)
    data = index + 2 + (count + 1) * size
    offsets = (outlines[index + 3 + size * number :][:size] for number in range(count + 1))
    return [data + int.from_bytes(offset) for offset in offsets]


def _stream(about: Mapping[str, Any], content: bytes) -> Stream:
    return Stream(PDFDictionary(dict(about)), content, [PDFZCompress])


def _tag(data: bytes) -> str:
    """Six letters that tell this subset of a font from others."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
