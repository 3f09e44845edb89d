"""The bytes of a Word file: parts in a zip that is the same on every day, and what is in a zip of somebody else's."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from summarizer.errors import UsageError

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o644

MOST_PARTS = 2_000
MOST_BYTES = 64_000_000
"""Unpacked; a template of a house has some dozen parts and a few million bytes."""

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, OSError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0"  # the container of Word 97, and of every file of Office that has a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = 0x1  # the flag of an entry of a zip


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


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: *kind* is the last word of its type, *target* a path in the file unless *external*."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A file of somebody else's by the Open Packaging Conventions (ECMA-376 part 2), called *name* in messages."""

    name: str
    parts: Mapping[str, bytes]

    @classmethod
    def read(cls, name: str, data: bytes) -> Package:
        """The package in *data*; raises UsageError for what is none, is encrypted, damaged or too large unpacked."""
        if data.startswith(_OLE):
            if _ENCRYPTED in data:
                raise UsageError(name, "is encrypted", "save it without a password")
            raise UsageError(name, "is a file of Word 97 to 2003", "save it as .docx")
        if not data.startswith(b"PK"):
            raise UsageError(name, "is not a Word file", "name a .docx or .dotx file")
        try:
            return cls(name, dict(_entries(name, data)))
        except _DAMAGES as error:
            raise UsageError(name, "is damaged", "open it in Word and save it anew") from error

    def xml(self, path: str) -> Any:
        """The root element of a part, None where there is no such part; entities and addresses are never resolved."""
        from lxml import etree

        if path not in self.parts:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(self.parts[path], parser)
        except etree.XMLSyntaxError as error:
            raise UsageError(self.name, f"is damaged: {path} is not XML", "open it in Word and save it anew") from error
        if root.getroottree().docinfo.doctype:
            raise UsageError(self.name, f"is damaged: {path} has a DTD", "open it in Word and save it anew")
        return root

    def relationships(self, path: str) -> dict[str, Relationship]:
        """What the part at *path* ("" for the whole package) refers to, by the ids that it uses."""
        folder, file = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            each.get("Id", ""): Relationship(
                each.get("Type", "").rpartition("/")[2],
                each.get("Target", "")
                if each.get("TargetMode") == "External"
                else _inside(folder, each.get("Target", "")),
                each.get("TargetMode") == "External",
            )
            for each in (() if root is None else root.iterfind("{*}Relationship"))
        }

    def target(self, path: str, kind: str) -> str:
        """The path of the part of that *kind* to which *path* refers, "" where there is none."""
        found = (each.target for each in self.relationships(path).values() if each.kind == kind and not each.external)
        return next((target for target in found if target in self.parts), "")


def _entries(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_PARTS:
            raise UsageError(name, f"has more than {MOST_PARTS:,} parts", "save it anew with less in it")
        left = MOST_BYTES
        for entry in entries:
            if entry.flag_bits & _LOCKED:
                raise UsageError(name, "is encrypted", "save it without a password")
            with archive.open(entry) as stream:
                part = stream.read(left + 1)  # what an entry says of its size need not be true
            left -= len(part)
            if left < 0:
                raise UsageError(name, f"has more than {MOST_BYTES:,} bytes unpacked", "save it anew with less in it")
            yield entry.filename, part


def _inside(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
