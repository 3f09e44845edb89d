"""The bytes of a Word file: parts in a zip that is the same on every day and in every place."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o644


def pack(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of *parts*, which are named by their paths: sorted, dated 1980, whatever machine it is made on."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = compression, _UNIX, _MODE << 16
            archive.writestr(entry, parts[name])
    return packed.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts in the zip *data*, by their paths."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
