"""The fonts for characters that the faces of a file do not have: those of our extras, then those of the system."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

import uharfbuzz as harfbuzz

from exporters.pdf.fonts import EXTRAS, Face, Faces, plain
from exporters.pdf.glyphs import GlyphFont, script_of

FOLDERS = (
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where systems keep fonts: no other place is looked at, whatever a document says."""

_MOST_FILES = 5000  # of the system
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_OUTLINES, _COLORS = {"glyf", "CFF ", "CFF2"}, {"CBDT", "COLR", "SVG ", "sbix"}

_WEIGHT, _SELECTION = slice(4, 10), slice(62, 64)  # of OS/2: usWeightClass to fsType, and fsSelection

_REGIONS: Mapping[str, str] = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}
"""How a collection of Chinese, Japanese and Korean fonts names the one for a language."""

_WEIGHTS = (400, 600)  # of text and of what stands out
_GO_ALONG = {"Zs", "Po"}


class Choice(NamedTuple):
    """What shows a cluster: the first *font* that has it, if there is one, and its *script* for that font.

    A space or full stop *goes along* with the text before it: it is taken from that one's font, if it is there.
    """

    font: GlyphFont | None
    script: str
    goes_along: bool


class Fallback:
    """The fonts that the file of *faces* may take, opened as they are needed."""

    def __init__(self, faces: Faces) -> None:
        language = faces.language.lower()
        self._faces = faces
        self._region = _REGIONS.get(language) or _REGIONS.get(language[:2], "JP")
        self._ours: dict[Face, GlyphFont] = {}
        self._opened: list[tuple[GlyphFont, GlyphFont]] = []
        self._waiting = self._fonts()
        self._choices: dict[tuple[str, Face], Choice] = {}

    def choice(self, cluster: str, face: Face) -> Choice:
        """What shows *cluster*, a grapheme cluster, where *face* is asked for."""
        key = (cluster, face)
        if key not in self._choices:
            font = self._with(plain(cluster), face)
            self._choices[key] = Choice(
                font, script_of(cluster[0]), len(cluster) == 1 and category(cluster) in _GO_ALONG
            )
        return self._choices[key]

    def of(self, face: Face) -> GlyphFont:
        """*face* itself, as HarfBuzz sets it."""
        if face not in self._ours:
            self._ours[face] = GlyphFont(harfbuzz.Blob(face.data))
        return self._ours[face]

    def _with(self, characters: str, face: Face) -> GlyphFont | None:
        for candidate in self._faces.candidates(face):
            if candidate.advances.keys() >= set(characters):
                return self.of(candidate)
        if any(category(char) == "Co" for char in characters):  # private use: nobody can say what a glyph means
            return None
        bold = self._faces.is_bold(face)
        pairs = chain(tuple(self._opened), self._opening())
        return next((pair[bold] for pair in pairs if all(map(pair[0].has, characters))), None)

    def _opening(self) -> Iterator[tuple[GlyphFont, GlyphFont]]:
        for pair in self._waiting:
            self._opened.append(pair)
            yield pair

    def _fonts(self) -> Iterator[tuple[GlyphFont, GlyphFont]]:
        """Each font in the weight of text and in that of what stands out."""
        for path in chain(_packaged(), installed()):
            try:
                blob = harfbuzz.Blob.from_file_path(str(path))
            except (OSError, harfbuzz.HarfBuzzError):  # not ours to complain of
                continue
            faces = [harfbuzz.Face(blob, index) for index in range(harfbuzz.Face(blob).count)]
            usable = [index for index, face in enumerate(faces) if _is_usable(face)]
            for index in sorted(usable, key=lambda index: not str(faces[index].get_name(1)).endswith(self._region)):
                regular, bold = (GlyphFont(blob, index, weight) for weight in _WEIGHTS)
                yield regular, bold


def _packaged() -> Iterator[Path]:
    for _, package in EXTRAS.values():
        if find_spec(package):
            folder = Path(str(files(package)))
            yield from (path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES)


@cache
def installed() -> tuple[Path, ...]:
    """The font files of the system, the families that cover most scripts first."""
    found = chain.from_iterable(map(_below, FOLDERS))
    return tuple(sorted(found, key=lambda path: (not path.name.startswith("Noto"), path.name, str(path))))[:_MOST_FILES]


def _below(folder: str) -> Iterator[Path]:
    try:
        whole = Path(folder).expanduser()
    except RuntimeError:  # nobody's home
        return
    yield from (path for path in whole.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _is_usable(face: harfbuzz.Face) -> bool:
    """Whether a font is upright, of the weight of text, has outlines without colours and may be embedded."""
    tables = set(face.table_tags)
    if not tables & _OUTLINES or tables & _COLORS or not {"OS/2", "cmap", "head", "hmtx"} <= tables:
        return False
    about = bytes(face.reference_table("OS/2").data)
    if len(about) < _SELECTION.stop:
        return False
    weight, _, permission = struct.unpack(">3H", about[_WEIGHT])
    (selection,) = struct.unpack(">H", about[_SELECTION])
    variable = any(axis.tag == "wght" for axis in face.axis_infos)
    upright, embeddable = not selection & 1, permission & 0x0F != 2 and not permission & 0x0300
    return upright and embeddable and (variable or 350 <= weight <= 450)
