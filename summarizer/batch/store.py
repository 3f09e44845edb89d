"""OUTDIR: its lock, its journal, and what a crash has left in it.

The journal has a line of JSON for each document that is finished, done or failed. An output is whole and in its place
before its line is written, so a crash can cost a repetition and never a document. That a document is done is not taken
from the journal alone: what it was made of and what was written must still be what the line says.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Self

import exporters
from summarizer.batch.names import FAILURES, JOURNAL, output
from summarizer.errors import BusyError, ConspectusError, OutputError, WriteError

FAILED = bytes(8)
"""What stands for the fingerprint of a document that has failed."""

_KEY = 8  # bytes of a hash; should two documents share one, the first is done again in each run
_RECORD = _KEY + 4 + len(FAILED)
_LOCK_AT = 1 << 40  # bytes; Windows lets nobody else read or write what is locked


def fingerprint(source: str, asked: str, outputs: Iterable[str]) -> bytes:
    """What tells a finished document: the hashes of what was read, asked and written, in hexadecimal, as one."""
    return sha256("\n".join((source, asked, *outputs)).encode()).digest()[: len(FAILED)]


class Store:
    """OUTDIR as one run holds it: a context that makes it, locks it and clears it up.

    Raises OutputError where it cannot be had, BusyError where another run holds it, WriteError where the disk fails.
    """

    def __init__(self, outdir: str, *, force: bool = False) -> None:
        self.outdir = Path(outdir)
        self._force = force

    def __enter__(self) -> Self:
        try:
            self._journal = _opened(self.outdir, self._force)
            try:
                _lock(self._journal, self.outdir)
                self.clear()
                self._records, whole = _records(self._journal)
                if not whole:  # a crash has torn the last line
                    self._journal.write(b"\n")
                self._begin = self._journal.seek(0, os.SEEK_END)
            except BaseException:
                self._journal.close()
                raise
        except OSError as error:
            raise _failure(self.outdir, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()

    def known(self, stem: str) -> bytes:
        """The fingerprint that the document of a *stem* had when it was finished; `FAILED`, or b"" for a new one."""
        key = _key(stem)
        at = bisect_right(range(len(self._records) // _RECORD), key, key=self._key_at) - 1
        return self._records[at * _RECORD + _KEY + 4 :][: len(FAILED)] if at >= 0 and self._key_at(at) == key else b""

    def _key_at(self, number: int) -> bytes:
        return bytes(self._records[number * _RECORD :][:_KEY])

    @property
    def folds(self) -> bool:
        """Whether names that differ only in the case of letters are one to the file system."""
        return (self.outdir / JOURNAL.upper()).exists()

    def finished(self, stems: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """The lines that this run has written about *stems*."""
        return {line["stem"]: line for line in self._lines() if line.get("stem") in stems}

    def clear(self) -> None:
        """Remove the temporary files of writers that have been killed; there must be none alive."""
        for folder, _, names in os.walk(self.outdir):
            for name in names:
                if name.startswith(".conspectus-") and name.endswith(".tmp"):
                    with suppress(OSError):
                        (Path(folder) / name).unlink()

    def report(self) -> None:
        """Write `FAILURES`, which lists the documents that this run could not do, or remove it if there are none."""
        keys = ("file", "code", "problem", "remedy")
        failures = [{key: line[key] for key in keys} for line in self._lines() if "code" in line]
        path = self.outdir / FAILURES
        if failures:
            failures.sort(key=lambda failure: str(failure["file"]))
            text = json.dumps({"format": 1, "failures": failures}, indent=1)
            exporters.write(path, f"{text}\n".encode(), replace=True)
        else:
            with suppress(FileNotFoundError):
                path.unlink()

    def _lines(self) -> Iterator[Mapping[str, Any]]:
        self._journal.seek(self._begin)
        for line in self._journal:
            yield from _parsed(line)


class Journal:
    """OUTDIR as a worker sees it: a context that writes outputs and lines, and syncs what it has written in the end.

    An output is synced before it gets its name. Folders and the journal are synced once for all documents of a context,
    so that a power cut can undo their last few names and lines; these documents are done again.
    """

    def __init__(self, outdir: Path) -> None:
        self.outdir = outdir
        self._changed: set[Path] = set()

    def __enter__(self) -> Self:
        try:
            self._descriptor = os.open(self.outdir / JOURNAL, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise _failure(self.outdir, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                for folder in sorted(self._changed):
                    exporters.sync_folder(folder)
                os.fsync(self._descriptor)
        except OSError as error:
            raise _failure(self.outdir, error) from error
        finally:
            os.close(self._descriptor)

    def write(self, stem: str, files: Mapping[str, bytes]) -> None:
        """Put the *files* of a document, by format, in their places.

        Raises OutputError where a place is not to be had, WriteError where OUTDIR is lost or the disk fails.
        """
        try:
            self._make_folders(stem)
            for kind, data in files.items():
                path = self.outdir / output(stem, kind)
                exporters.write(path, data, replace=True, sync=False)
                self._changed.add(path.parent)
        except OSError as error:
            raise self._lost() or OutputError(output(stem, ""), f"cannot be written: {error.strerror}") from error
        except OutputError as error:
            raise self._lost() or error from error

    def _make_folders(self, stem: str) -> None:
        folder = self.outdir
        for part in stem.split("/")[:-1]:
            above, folder = folder, folder / part
            with suppress(FileExistsError):
                folder.mkdir()
                self._changed.add(above)

    def _lost(self) -> WriteError | None:
        """The error that OUTDIR is not there any more."""
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._descriptor), (self.outdir / JOURNAL).stat()):
                return None
        return WriteError(str(self.outdir), "is not there any more", "run it again when it is")

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
            raise _failure(self.outdir / JOURNAL, error) from error


def _opened(outdir: Path, force: bool) -> BinaryIO:
    """The journal in *outdir*, which is made if need be."""
    try:
        with suppress(FileExistsError):
            outdir.mkdir()
        names = {path.name for path in outdir.iterdir()}
    except OSError as error:
        raise OutputError(str(outdir), f"cannot be written to: {error.strerror}", "name another folder") from error
    if names and JOURNAL not in names and not force:
        remedy = "name another folder, or add --force to use this one"
        raise OutputError(str(outdir), "is not empty, and no batch was written into it before", remedy)
    try:
        journal = (outdir / JOURNAL).open("a+b")
    except OSError as error:
        raise OutputError(str(outdir), f"cannot be written to: {error.strerror}", "name another folder") from error
    exporters.sync_folder(outdir)
    return journal


def _failure(path: Path, error: OSError) -> ConspectusError:
    return WriteError(str(path), f"cannot be written: {error.strerror or error}")


# -- the lock --


def _lock(journal: BinaryIO, outdir: Path) -> None:
    try:
        _lock_of_system()(journal.fileno())
    except BlockingIOError:
        remedy = "wait until it has ended, or name another folder"
        raise BusyError(str(outdir), "another batch is writing into it", remedy) from None


def _lock_of_system() -> Callable[[int], None]:
    """Takes the lock on an open file, or raises BlockingIOError where another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _lock_on_windows
    return lambda descriptor: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_on_windows(descriptor: int) -> None:
    import msvcrt  # it has nothing in it for a type checker elsewhere

    windows: Any = msvcrt
    os.lseek(descriptor, _LOCK_AT, os.SEEK_SET)
    try:
        windows.locking(descriptor, windows.LK_NBLCK, 1)
    except PermissionError as error:
        raise BlockingIOError from error


# -- the journal --


def _records(journal: BinaryIO) -> tuple[bytes, bool]:
    """A record of each line, sorted: key, number of the line, fingerprint; and whether the last line is whole."""
    records: list[bytes] = []
    line = b"\n"
    journal.seek(0)
    for number, line in enumerate(journal):
        for values in _parsed(line):
            with suppress(KeyError, TypeError, AttributeError):
                records.append(_key(values["stem"]) + number.to_bytes(4, "big") + _fingerprint(values))
    records.sort()
    return b"".join(records), line.endswith(b"\n")


def _fingerprint(line: Mapping[str, Any]) -> bytes:
    return FAILED if "code" in line else fingerprint(line["input"], line["asked"], line["outputs"].values())


def _parsed(line: bytes) -> Iterator[Mapping[str, Any]]:
    """The values of a *line*, unless a crash or a hand has spoilt it."""
    with suppress(ValueError):
        values = json.loads(line)
        if isinstance(values, dict):
            yield values


def _key(stem: str) -> bytes:
    return sha256(os.fsencode(stem)).digest()[:_KEY]
