"""ZIP packages of documents: bytes -> parts by name, each unpacked within bounds, in memory and nowhere else."""

from __future__ import annotations

import posixpath
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from urllib.parse import unquote, urlsplit

from summarizer.errors import DataError, LimitError

MAX_PARTS = 10_000
_ENTRY = b"PK\x01\x02"  # opens every entry of the directory of a ZIP file
_CHUNK = 1 << 16  # bytes
# Deflate packs prose four times, and XML that repeats itself fifty times smaller; a bomb a thousand times.
_MOST_PACKED = 200
_ANY_RATIO = 4_000_000  # bytes to which any part may unpack
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what OPC, OpenDocument and OCF allow; others have no bounds
_ENCRYPTED = 0x1  # bit of the flags of an entry
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    IndexError,
)
_SAVE_AGAIN = "get or save it once more"


class Archive(Mapping[str, bytes]):
    """The parts of the ZIP file *data* by name; a part is unpacked when it is asked for, and each time anew.

    `stream` gives a part in pieces, so that it need never be there as a whole.

    All that is unpacked, taken together, may have *limit* bytes (`sys.maxsize`: no limit), and a part of more than
    four million bytes at most 200 times its packed size. *name* stands for the file in messages.

    Raises DataError where *data* is damaged, cut off or encrypted, LimitError where it has too many parts. Looking
    up a part raises KeyError where there is none of that name, DataError where it is damaged or encrypted, and
    LimitError before more than the limit is held in memory.
    """

    def __init__(self, data: bytes, *, name: str, limit: int) -> None:
        if data.count(_ENTRY) > MAX_PARTS:
            raise LimitError(name, f"has more than {MAX_PARTS:,} parts, which no document has", "unpack it first")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGE:
            raise DataError(name, "is damaged or cut off: the directory of its parts is missing", _SAVE_AGAIN) from None
        self._parts = {part.filename: part for part in self._zip.infolist() if not part.is_dir()}
        self._name = name
        self._limit = limit
        self._room = limit

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __contains__(self, part: object) -> bool:
        return part in self._parts  # without unpacking it, as a Mapping would

    def __getitem__(self, part: str) -> bytes:
        return b"".join(self.stream(part))

    def stream(self, part: str) -> Iterator[bytes]:
        """The bytes of *part* in pieces, each unpacked when it is its turn; raises what looking up the part does."""
        entry = self._parts[part]
        if entry.flag_bits & _ENCRYPTED:
            raise DataError(self._name, "is encrypted", "save a copy without a password")
        if entry.compress_type not in _METHODS:
            raise DataError(self._name, "is packed in a way that documents are not", _SAVE_AGAIN)
        try:
            yield from self._unpacked(entry)
        except _DAMAGE:
            raise DataError(self._name, f"is damaged or cut off: {part} cannot be unpacked", _SAVE_AGAIN) from None

    def _unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of *entry*, and never more of them than allowed, whatever size it states."""
        most = max(_ANY_RATIO, _MOST_PACKED * entry.compress_size) if self._limit < sys.maxsize else sys.maxsize
        size = 0
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._room -= len(chunk)
                if self._room < 0:
                    raise LimitError(self._name, f"unpacks to more than {self._limit:,} bytes", "raise --max-unpacked")
                if size > most:
                    problem = f"has a part that unpacks to more than {_MOST_PACKED} times its size"
                    raise LimitError(self._name, problem, "read it all the same with --max-unpacked 0")
                yield chunk


def target(link: str, *, part: str) -> str | None:
    """The name of the part that *link*, found in *part*, leads to; None where it leads out of the archive.

    A fragment and a query are dropped, and percent signs decoded; a path from the root is one from the archive's.
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(part), unquote(parts.path))).lstrip("/")
    return None if path.split("/")[0] == ".." else path
