"""OUTDIR as a worker sees it: summaries are put in their places there, and noted in the journal.

The journal has a line of JSON for each document that is finished, done or failed. A document is finished when its
summaries are complete, under temporary names, and its line is written; so the death of the process costs the document
that it has at hand, and no other. At the end of a context all summaries of it are synced to the disk, then they get
their names: one wait for the disk instead of one for each, and yet a power cut can leave nothing half under a name.

That a document is done is not taken from the journal alone: what it was made of and what was written must still be what
its line says.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from summarizer.batch.names import JOURNAL, output
from summarizer.errors import OutputError, WriteError

FAILED = bytes(8)
"""What stands for the fingerprint of a document that has failed."""

_PREFIX, _SUFFIX = ".conspectus-", ".tmp"
_BINARY = getattr(os, "O_BINARY", 0)
_CANNOT_BE_SYNCED = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}
_THIS_ONE = {errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}
"""Errors that may be about one place in OUTDIR and say nothing of the others."""


def fingerprint(source: str, asked: str, outputs: Iterable[str]) -> bytes:
    """What tells a finished document: the hashes of what was read, asked and written, in hexadecimal, as one."""
    return sha256("\n".join((source, asked, *outputs)).encode()).digest()[: len(FAILED)]


def parsed(line: bytes) -> Iterator[Mapping[str, Any]]:
    """The values of a *line* of the journal, unless a crash or a hand has spoilt it."""
    with suppress(ValueError):
        values = json.loads(line)
        if isinstance(values, dict):
            yield values


def is_temporary(name: str) -> bool:
    """Whether a file of that *name* waits for its own."""
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def synced(path: Path) -> None:
    """Bring a file or the names in a folder to the disk; raises OSError where the disk fails."""
    try:
        descriptor = os.open(path, (os.O_RDONLY if path.is_dir() else os.O_RDWR) | _BINARY)
    except PermissionError:  # a folder that may be written but not read; any folder on Windows
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_BE_SYNCED:  # as folders on some network file systems
            raise
    finally:
        os.close(descriptor)


def failure(path: Path, error: OSError) -> WriteError:
    """The error that nothing can be written any more, in OUTDIR or to its journal."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return lost(path)
    return WriteError(str(path), f"cannot be written: {error.strerror or error}", "make room, or choose another disk")


def lost(path: Path) -> WriteError:
    """The error that OUTDIR has gone away."""
    return WriteError(str(path), "is not there any more", "run it again when it is")


class Journal:
    """A context in which a worker finishes some documents; raises WriteError where no more can be written."""

    def __init__(self, outdir: Path) -> None:
        self.outdir = outdir
        self._staged: list[tuple[Path, Path]] = []
        self._changed: set[Path] = set()

    def __enter__(self) -> Self:
        try:
            self._descriptor = os.open(self.outdir / JOURNAL, os.O_WRONLY | os.O_APPEND | _BINARY)
        except OSError as error:
            raise failure(self.outdir, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            self._settle(in_peace=kind is None)
        except OSError as error:
            if kind is None:
                raise failure(self.outdir, error) from error
        finally:
            os.close(self._descriptor)

    def _settle(self, *, in_peace: bool) -> None:
        """Sync what is staged, if there is time *in peace*, and give it its names."""
        if in_peace:
            for temporary, _ in self._staged:
                synced(temporary)
        for temporary, path in self._staged:
            temporary.replace(path)
        if in_peace:
            for folder in sorted(self._changed):
                synced(folder)
            os.fsync(self._descriptor)

    def write(self, stem: str, files: Mapping[str, bytes]) -> None:
        """Stage the *files* of a document, by format.

        Raises OutputError where their place is not to be had, WriteError where OUTDIR is lost or the disk fails.
        """
        staged: list[tuple[Path, Path]] = []
        path = self.outdir
        try:
            self._make_folders(stem)
            for kind, data in files.items():
                path = self.outdir / output(stem, kind)
                _check(path)
                temporary = path.parent / f"{_PREFIX}{os.getpid()}-{os.urandom(8).hex()}{_SUFFIX}"
                staged.append((temporary, path))
                _fill(temporary, data)
        except BaseException as error:
            for temporary, _ in staged:
                with suppress(OSError):
                    temporary.unlink()
            if isinstance(error, OSError):
                raise self._told(path, error) from error
            raise
        self._staged += staged
        self._changed.add(path.parent)

    def _make_folders(self, stem: str) -> None:
        folder = self.outdir
        for part in stem.split("/")[:-1]:
            above, folder = folder, folder / part
            if not folder.is_dir():
                with suppress(FileExistsError):
                    folder.mkdir()
                    self._changed.add(above)

    def _told(self, path: Path, error: OSError) -> OutputError | WriteError:
        """What an *error* means that has met the file at *path*."""
        if error.errno not in _THIS_ONE:
            return failure(path, error)
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._descriptor), (self.outdir / JOURNAL).stat()):
                return OutputError(str(path), f"cannot be written: {error.strerror}", "choose another folder or name")
        return lost(self.outdir)

    def hashes(self, stem: str, kinds: Iterable[str]) -> Iterator[str]:
        """The hashes of the files of a document, as far as they are there."""
        for kind in kinds:
            with suppress(OSError):
                yield sha256((self.outdir / output(stem, kind)).read_bytes()).hexdigest()

    def append(self, **line: Any) -> None:
        """Note that a document is finished; in one piece, whoever else appends."""
        data = f"{json.dumps(line)}\n".encode()
        try:
            written = os.write(self._descriptor, data)
            if written < len(data):
                os.write(self._descriptor, data[written:])
        except OSError as error:
            raise failure(self.outdir / JOURNAL, error) from error


def _check(path: Path) -> None:
    """Raise OSError where no file can get the name *path*."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _fill(path: Path, data: bytes) -> None:
    # Not tempfile, whose files nobody else may read: the mode is what the umask leaves of 0666.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)
