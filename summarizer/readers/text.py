"""Plain text: bytes -> one block that still holds every line break; `structure` finds what the lines are."""

from __future__ import annotations

import codecs

from summarizer.document import Paragraph
from summarizer.errors import DataError, UsageError
from summarizer.options import Limits
from summarizer.structure import Content

# UTF-32 stands before UTF-16: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096  # bytes that are looked at for the pattern of NULs in UTF-16


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text in *data*, as one block."""
    text, warnings = decode(data, name=name, encoding=encoding)
    return Content((Paragraph(text),), warnings=warnings, marked=False)


def decode(data: bytes, *, name: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text that *data* encodes, and what was guessed to get it.

    *encoding* overrides; else a byte order mark, the NULs of UTF-16 or strict UTF-8 over all of *data* decide, and
    nothing is ever guessed from frequencies. Raises DataError about *name* where bytes do not fit the encoding, or
    where NULs show that they are no text; UsageError where Python knows no such *encoding*.
    """
    if encoding is not None:
        return _decoded(data, encoding, name, "name its right encoding with --encoding"), ()
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data, codec, name, "save it as UTF-8", start=len(mark)), ()
    if b"\0" not in data:
        return _decoded(data, "utf-8", name, "name its encoding with --encoding, or save it as UTF-8"), ()
    if codec := _utf_16(data[:_SAMPLE]):
        warning = f"has no byte order mark; read as {_label(codec)}"
        return _decoded(data, codec, name, "name its encoding with --encoding, or save it as UTF-8"), (warning,)
    raise DataError(name, "is binary, not text", "export it as text, or name its encoding with --encoding")


def _utf_16(sample: bytes) -> str:
    """The byte order in which *sample* reads as UTF-16 of a mostly Latin text, or ""."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > len(sample) or max(even, odd) * 3 < len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _decoded(data: bytes, encoding: str, name: str, remedy: str, *, start: int = 0) -> str:
    try:
        return data[start:].decode(encoding)
    except LookupError:
        known = "use a name that Python knows, as in utf-8, latin-1 or cp1252"
        raise UsageError(f"encoding {encoding!r}", "is not known", known) from None
    except UnicodeDecodeError as error:
        at = f" (first bad byte at offset {start + error.start})"
        raise DataError(name, f"is not {_label(encoding)} text{at}", remedy) from None
    except ValueError:  # codecs such as idna and undefined tell no place
        raise DataError(name, f"is not {_label(encoding)} text", remedy) from None


def _label(codec: str) -> str:
    return codec.upper().removesuffix("-LE").removesuffix("-BE") if codec.startswith("utf") else codec
