"""The faces of a file: which characters they have, how wide those are, and what stands in for one that none has.

The faces are given to the file directly and never registered with reportlab, so their names cannot collide.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from templates import Font, Fonts

_FILES: Mapping[str, tuple[str, str]] = {
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular"),
    "serif_bold": ("font_source_serif_pro", "SourceSerifPro-Semibold"),
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular"),
    "sans_bold": ("font_source_sans_pro", "SourceSansPro-Semibold"),
}
_OURS = Fonts()

SUBSTITUTES = "\ufffd?"
"""What is drawn for a character that no face has: the first of these that the face has."""

_NAMED = 10  # so many missing characters are named in the warning, the rest are counted


class Face(TTFont):
    """A TrueType face; *advances* are the widths of its characters in units of the type size."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, BytesIO(data), asciiReadable=False, shapable=False)
        self.advances: dict[str, float] = {
            chr(code): width / 1000
            for code, width in self.face.charWidths.items()
            if not 0xE000 <= code <= 0xF8FF  # private use: nobody can say what the glyph means
        }
        self.advances["\xa0"] = self.advances[" "]  # reportlab draws it as a space

    def width(self, text: str, size: float) -> float:
        """How wide *text* is in points, every character of which the face has."""
        return size * sum(map(self.advances.__getitem__, text))

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Embed the subsets that the document used, as reportlab does, in the form that PDF/A asks for."""
        subsets: list[list[int]] = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = f"{SUBSETN(number).decode()}+{self.face.name.decode()}"
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(subset)


def _to_unicode(subset: list[int]) -> str:
    """The ToUnicode map of a subset: reportlab's own has U+0000 entries, and five digits above U+FFFF."""
    entries = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex()}>" for code, char in enumerate(subset) if char]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <00> <FF> endcodespacerange",
    ]
    for start in range(0, len(entries), 100):  # a block may have 100 entries
        block = entries[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that one face has; *stands_for* is the real text where *text* is a substitute, else ""."""

    text: str
    face: Face
    stands_for: str = ""


class Faces:
    """The faces of one file, and the characters met so far that none of them has."""

    def __init__(self, fonts: Fonts = _OURS) -> None:
        self._loaded: dict[bytes | str, Face] = {}
        self.serif = self._face("serif", fonts.serif)
        self.serif_bold = self._face("serif_bold", fonts.serif_bold)
        self.sans = self._face("sans", fonts.sans)
        self.sans_bold = self._face("sans_bold", fonts.sans_bold)
        self._missing: dict[str, None] = {}

    def _face(self, role: str, font: Font | None = None) -> Face:
        """The face of *font*, ours for that *role* without one; one file is one face, whatever it is used for."""
        package, name = _FILES[role]
        key = font.data if font else role
        if key not in self._loaded:
            data = font.data if font else files(package).joinpath("files", f"{name}.ttf").read_bytes()
            face = Face(f"face {len(self._loaded)}", data)
            if face.face.name in (other.face.name for other in self._loaded.values()):  # objects are known by it
                face.face.name += b"-%d" % len(self._loaded)
            self._loaded[key] = face
        return self._loaded[key]

    def pieces(self, text: str, face: Face) -> Iterator[Piece]:
        """*text*, as `plain` gives it, in pieces that *face*, its fallback or a substitute can show."""
        if face.advances.keys() >= set(text):
            yield Piece(text, face)
            return
        for found, group in groupby(text, lambda char: self._face_with(char, face)):
            stretch = "".join(group)
            if found:
                yield Piece(stretch, found)
            else:
                self._missing.update(dict.fromkeys(stretch))
                yield Piece(_substitute(face) * len(stretch), face, stretch)

    def _face_with(self, char: str, face: Face) -> Face | None:
        return next((other for other in self._candidates(face) if char in other.advances), None)

    def _candidates(self, face: Face) -> Iterator[Face]:
        """*face*, the one that goes with it, and ours where these are the template's."""
        yield face
        roles = ("serif_bold", "sans_bold") if face in (self.serif_bold, self.sans_bold) else ("serif", "sans")
        for role in roles:
            yield getattr(self, role)
        for role in roles:
            yield self._face(role)

    def warnings(self) -> tuple[str, ...]:
        """One sentence that names the characters which could not be shown, if there were any."""
        if not self._missing:
            return ()
        count = len(self._missing)
        named = ", ".join(f"U+{ord(char):04X} {char}" for char in list(self._missing)[:_NAMED])
        rest = f" and {count - _NAMED} more" if count > _NAMED else ""
        return (f"{count} character{'' if count == 1 else 's'} could not be shown: {named}{rest}",)


def _substitute(face: Face) -> str:
    return next(char for char in SUBSTITUTES if char in face.advances)


class _Plain(dict[int, str]):
    """What `plain` makes of a character, by code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_character(chr(code))
        return self[code]


def plain(text: str) -> str:
    """*text* as it can be set on a line.

    Breaks, tabs and control characters are spaces, spaces that must not break are no-break spaces, and characters
    without a glyph of their own (soft hyphens, joiners, direction marks, variation selectors) are left out. What is
    no character at all is U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def _plain_character(char: str) -> str:
    if char in "\xa0\u2007\u202f":
        return "\xa0"
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp", "Zs"}:
        return " "
    if category == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    noncharacter = ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"
    return "\ufffd" if noncharacter or category == "Cs" else char


_PLAIN = _Plain()
