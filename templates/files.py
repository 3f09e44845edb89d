"""The files that a template needs, its fonts, its logo, a reference document: read whole, bounded, and checked."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from string import ascii_letters, digits
from typing import Any, Literal

from summarizer.errors import InputError, UsageError
from templates.values import Font, Image, Reference

MOST_BYTES = 20_000_000
"""The largest font, or picture, that is read."""

MOST_PIXELS = 4_000_000
"""The largest picture: at the height of a logo, more than any printer shows."""

_MOST_CHARACTERS = 0x110000
"""So many characters Unicode has room for."""

MOST_REFERENCE_BYTES = 64_000_000
"""The largest reference document that is read."""

_BASIC_LATIN = frozenset(f"{ascii_letters}{digits} .,;:!?'\"()[]-")


def read_image(template: str, key: str, path: Path) -> Image:
    """The picture at *path*, which *key* of *template* names.

    Raises InputError where it cannot be read, UsageError where it is no PNG or JPEG, damaged or too large.
    """
    from PIL import Image as Picture  # 40 ms: only for a template with a logo

    subject = f"{template}: {key}"
    data = _read(subject, path)
    try:
        with Picture.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            kind: Literal["PNG", "JPEG"] = "PNG" if picture.format == "PNG" else "JPEG"
            width, height = picture.size
            if width * height <= MOST_PIXELS:
                picture.load()
    except Exception as error:  # what a damaged picture raises is left open by Pillow
        raise UsageError(subject, f"{path.name} is not a picture that can be read", "use a PNG or JPEG file") from error
    if width * height > MOST_PIXELS:
        problem = f"{path.name} has {width * height:,} pixels"
        raise UsageError(subject, problem, f"make it smaller: at most {MOST_PIXELS:,}")
    return Image(data, kind, width, height)


def read_font(template: str, key: str, path: Path) -> Font:
    """The font at *path*, which *key* of *template* names.

    Raises InputError where it cannot be read, UsageError where it is not TrueType, damaged, may not be embedded or
    lacks a letter, digit or common sign of ASCII.
    """
    from reportlab.pdfbase.ttfonts import TTFontFile  # 100 ms: only for a template with fonts of its own

    subject = f"{template}: {key}"
    data = _read(subject, path)
    try:
        if _mapped(TTFontFile(BytesIO(data), charInfo=0)) > _MOST_CHARACTERS:
            raise ValueError("its table of characters is damaged")
        face = TTFontFile(BytesIO(data))
        family = str(face.familyName.decode() if isinstance(face.familyName, bytes) else face.familyName)
        missing = sorted(char for char in _BASIC_LATIN if not face.charToGlyph.get(ord(char)))
        permission = _permission(face)
        face.makeSubset(sorted(map(ord, _BASIC_LATIN)))  # as a PDF will
    except Exception as error:  # what a damaged font raises is left open by reportlab
        remedy = "use a .ttf file with TrueType outlines"
        raise UsageError(subject, f"{path.name} is not a font that can be read", remedy) from error
    if permission & 0x0F == 0x02 or permission & 0x0300:
        raise UsageError(subject, f"{path.name} may not be embedded", "choose a font whose licence allows it")
    if missing:
        problem = f"{path.name} lacks {' '.join(missing[:10])}"
        raise UsageError(subject, problem, "choose a font with the letters, digits and signs of ASCII")
    return Font(data, family)


def _mapped(face: Any) -> int:
    """How many characters the largest table of a font maps: a damaged one may claim billions."""
    table = face.seek_table("cmap")
    face.skip(2)
    most = 0
    for number in range(face.read_ushort()):
        face.seek(table + 8 + 8 * number)
        face.seek(table + face.read_ulong())
        kind = face.read_ushort()
        if kind == 4:
            face.skip(4)
            count = face.read_ushort() // 2
            face.skip(6)
            ends = [face.read_ushort() for _ in range(count)]
            face.skip(2)
            most = max(most, sum(max(end - face.read_ushort() + 1, 0) for end in ends))
        elif kind in (12, 13):
            face.skip(10)
            total = 0
            for _ in range(face.read_ulong()):
                total += max(1 - face.read_ulong() + face.read_ulong(), 0)
                face.skip(4)
                if total > _MOST_CHARACTERS:
                    return int(total)
            most = max(most, total)
    return most


def _permission(face: Any) -> int:
    """The field fsType of a font's OS/2 table: 2 forbids to embed it, 0x100 parts of it, 0x200 its outlines."""
    if "OS/2" not in face.table:
        return 0
    face.seek_table("OS/2")
    face.skip(8)
    return int(face.read_ushort())


def _read(subject: str, path: Path) -> bytes:
    try:
        if not path.is_file() and path.exists():  # a pipe would be waited for
            raise InputError(subject, f"{path} is not a file", "name a file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name has a NUL"
        raise InputError(subject, f"{path} cannot be read: {reason}", "check its name and permissions") from error
    if len(data) > MOST_BYTES:
        raise UsageError(subject, f"{path.name} is too large", f"use a file of at most {MOST_BYTES:,} bytes")
    return data


def read_reference(path: str | Path) -> Reference:
    """The reference document at *path*, whatever it holds; raises InputError where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_REFERENCE_BYTES + 1)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", "name a Word file that is there") from error
    if len(data) > MOST_REFERENCE_BYTES:
        raise UsageError(str(path), f"has more than {MOST_REFERENCE_BYTES:,} bytes", "save it anew with less in it")
    return Reference(str(path), data)
