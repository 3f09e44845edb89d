"""The faces of a file: which characters they have, how wide those are, and what stands in for one that none has.

The faces are given to the file directly and never registered with reportlab, so their names cannot collide.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from templates import Font, Fonts

if TYPE_CHECKING:
    from exporters.pdf.fallback import Fallback

_FILES: Mapping[str, tuple[str, str]] = {
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular"),
    "serif_bold": ("font_source_serif_pro", "SourceSerifPro-Semibold"),
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular"),
    "sans_bold": ("font_source_sans_pro", "SourceSansPro-Semibold"),
}
_OURS = Fonts()

SUBSTITUTES = "\ufffd?"
"""What is drawn for a character that no face has: the first of these that the face has."""

_ALIKE: Mapping[str, str] = dict(zip("⁺⁻⁼₊₋₌ₙ\u2011", "+¯=+-=n-", strict=True))
"""What is drawn for a sign that no face has: raised and lowered ones, of formulas, and the no-break hyphen."""

_CLEAR = frozenset("⁺⁻⁼\u2011")  # of these, what is drawn reads the same: 10¯⁶, Ca²+

_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv"})
"""The languages whose pages begin at the right."""

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "fonts": ("uharfbuzz", "manimgx_fonts"),
    "cjk": ("uharfbuzz", "manimgx_fonts_cjk"),
}
"""What the extras bring that text in other scripts is set with: HarfBuzz, and a package of fonts."""

_NAMED = 10  # so many missing characters are named in the warning, the rest are counted


class Face(TTFont):
    """A TrueType face; *advances* are the widths of its characters in units of the type size."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, BytesIO(data), asciiReadable=False, shapable=False)
        self.data = data
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
            texts = {code: chr(char) for code, char in enumerate(subset) if char}
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode(texts, 1)


def to_unicode(texts: Mapping[int, str], width: int) -> str:
    """A ToUnicode map: the text of each code, which is *width* bytes long.

    reportlab's own has U+0000 entries, and five digits above U+FFFF.
    """
    digits = 2 * width
    entries = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items()]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'00' * width}> <{'FF' * width}> endcodespacerange",
        *_in_blocks("bfchar", entries),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines)


def _in_blocks(kind: str, entries: Sequence[str]) -> Iterator[str]:
    """The lines of a CMap that hold *entries*: a block may have 100."""
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        yield from (f"{len(block)} begin{kind}", *block, f"end{kind}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that one face has; *stands_for* is the real text where *text* is a substitute, else ""."""

    text: str
    face: Face
    stands_for: str = ""


class Faces:
    """The faces of one file, and the characters met so far that none of them has.

    *language* is that of the file.
    """

    def __init__(self, fonts: Fonts = _OURS, language: str = "") -> None:
        self.language = language
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

    @cached_property
    def fallback(self) -> Fallback | None:
        """The fonts for what these faces do not have, where HarfBuzz is there to set them."""
        if not find_spec("uharfbuzz"):
            return None
        from exporters.pdf.fallback import Fallback

        return Fallback(self)

    @cached_property
    def rightwards(self) -> bool:
        """Whether the page begins at the left: False in a language that is read from the right and can be shown."""
        return self.language[:2].lower() not in _FROM_THE_RIGHT or self.fallback is None

    def shapes(self, text: str, face: Face) -> bool:
        """Whether *text* is to be set by HarfBuzz: its faces lack a character, or it has marks to be placed."""
        characters = set() if text.isascii() else set(text)
        if any(map(unicodedata.combining, characters)):
            return True
        if characters <= face.advances.keys():
            return False
        return not all(char in face.advances or self._face_with(char, face) for char in set(plain(text)))

    def pieces(self, text: str, face: Face) -> Iterator[Piece]:
        """*text*, as `plain` gives it, in pieces that *face*, its fallback or a substitute can show."""
        if face.advances.keys() >= set(text):
            yield Piece(text, face)
            return
        for (found, _), group in groupby(text, lambda char: (self._face_with(char, face), char in _ALIKE and char)):
            stretch = "".join(group)
            if found:
                yield Piece(stretch, found)
            else:
                yield Piece(self.substitute(face, stretch) * len(stretch), face, stretch)

    def substitute(self, face: Face, characters: str) -> str:
        """What is drawn in *face* for each of *characters*, which no font has: of one, what looks like it."""
        alike = _ALIKE.get(characters[:1], "") if len(set(characters)) == 1 else ""
        if alike not in face.advances or characters[0] not in _CLEAR:
            self._missing.update(dict.fromkeys(characters))
        return alike if alike in face.advances else next(char for char in SUBSTITUTES if char in face.advances)

    def is_bold(self, face: Face) -> bool:
        """Whether *face* is one of those that stand out."""
        return face in (self.serif_bold, self.sans_bold) and face not in (self.serif, self.sans)

    def _face_with(self, char: str, face: Face) -> Face | None:
        return next((other for other in self.candidates(face) if char in other.advances), None)

    def candidates(self, face: Face) -> Iterator[Face]:
        """*face*, the one that goes with it, and ours where these are the template's."""
        yield face
        roles = ("serif_bold", "sans_bold") if self.is_bold(face) else ("serif", "sans")
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
        remedy = f" ({self._remedy()})" if self._remedy() else ""
        return (f"{count} character{'' if count == 1 else 's'} could not be shown: {named}{rest}{remedy}",)

    def _remedy(self) -> str:
        """What to install so that the missing characters can be shown, "" if nothing is known to help."""
        wanted = {"cjk" if _is_east_asian(char) else "fonts" for char in self._missing}
        extras = sorted(extra for extra in wanted if not all(map(find_spec, EXTRAS[extra])))
        fonts = "its font" if len(self._missing) == 1 else "their fonts"
        return f"for {fonts}: pip install 'conspectus[{','.join(extras)}]'" if extras else ""


def _is_east_asian(char: str) -> bool:
    is_emoji = "\U0001f000" <= char <= "\U0001ffff"
    return unicodedata.east_asian_width(char) in "WF" and not is_emoji


class _Plain(dict[int, str]):
    """What becomes of a character, by code point, worked out when it is first met; those of *kept* stay."""

    def __init__(self, kept: str = "") -> None:
        super().__init__(zip(map(ord, kept), kept, strict=True))

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


def shapeable(text: str) -> str:
    """*text* as HarfBuzz can set it on a line: as `plain`, but with joiners, direction marks, variation selectors."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_SHAPEABLE)


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
_SHAPEABLE = _Plain("\u200c\u200d\u200e\u200f\u061c" + "".join(map(chr, range(0xFE00, 0xFE10))))
