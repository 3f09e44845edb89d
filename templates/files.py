"""The files that a template names, its fonts and its logo: read whole, bounded, and checked to be what they should."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from string import ascii_letters, digits
from typing import Any, Literal

from summarizer.errors import InputError, UsageError
from templates.values import Font, Image

MOST_BYTES = 20_000_000
"""The largest font, or picture, that is read."""

MOST_PIXELS = 4_000_000
"""The largest picture: at the height of a logo, more than any printer shows."""

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
        face = TTFontFile(BytesIO(data))
        family = str(face.familyName.decode() if isinstance(face.familyName, bytes) else face.familyName)
        missing = sorted(char for char in _BASIC_LATIN if not face.charToGlyph.get(ord(char)))
        permission = _permission(face)
    except Exception as error:  # what a damaged font raises is left open by reportlab
        remedy = "use a .ttf file with TrueType outlines"
        raise UsageError(subject, f"{path.name} is not a font that can be read", remedy) from error
    if permission & 0x0F == 0x02 or permission & 0x0300:
        raise UsageError(subject, f"{path.name} may not be embedded", "choose a font whose licence allows it")
    if missing:
        problem = f"{path.name} lacks {' '.join(missing[:10])}"
        raise UsageError(subject, problem, "choose a font with the letters, digits and signs of ASCII")
    return Font(data, family)


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
        raise InputError(subject, f"{path} cannot be read: {reason}") from error
    if len(data) > MOST_BYTES:
        raise UsageError(subject, f"{path.name} is too large", f"use a file of at most {MOST_BYTES:,} bytes")
    return data
