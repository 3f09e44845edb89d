"""OUTDIR as the run sees it: its lock, what is finished in it, and what a crash has left."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Self

import exporters
from summarizer.batch.journal import FAILED, failure, fingerprint, is_temporary, parsed, synced
from summarizer.batch.names import FAILURES, JOURNAL, output
from summarizer.errors import BusyError, OutputError

_KEY = 8  # bytes of a hash; should two documents share one, the first is done again in each run
_RECORD = _KEY + 4 + len(FAILED)
_LOCK_AT = 1 << 40  # bytes; Windows lets nobody else read or write what is locked


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
                self.recover()
                self._records, whole = _records(self._journal)
                if not whole:  # a crash has torn the last line
                    self._journal.write(b"\n")
                self._begin = self._journal.seek(0, os.SEEK_END)
            except BaseException:
                self._journal.close()
                raise
        except OSError as error:
            raise failure(self.outdir, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()

    def known(self, stem: str) -> bytes:
        """The fingerprint that the document of a *stem* had when it was finished; `FAILED`, or b"" for a new one."""
        key = _key(stem)
        at = bisect_right(range(len(self._records) // _RECORD), key, key=self._key_at) - 1
        return self._records[at * _RECORD : (at + 1) * _RECORD][-len(FAILED) :] if self._key_at(at) == key else b""

    def _key_at(self, number: int) -> bytes:
        return self._records[number * _RECORD : number * _RECORD + _KEY] if number >= 0 else b""

    @property
    def folds(self) -> bool:
        """Whether names that differ only in the case of letters are one to the file system."""
        return (self.outdir / JOURNAL.upper()).exists()

    def finished(self, stems: Collection[str]) -> dict[str, Mapping[str, Any]]:
        """The lines that this run has written about *stems*."""
        return {line["stem"]: line for line in self._lines(self._begin) if line.get("stem") in stems}

    def recover(self, *, sync: bool = True) -> None:
        """Give its name to each file that a killed worker has left complete, and remove what it has left half done.

        Complete is what the journal has the hash of. No worker may be alive. Without *sync*, a power cut in the next
        seconds may undo it.
        """
        left: dict[str, list[Path]] = {}
        for folder, _, names in os.walk(self.outdir):
            for path in (Path(folder) / name for name in names if is_temporary(name)):
                with suppress(OSError):
                    left.setdefault(sha256(path.read_bytes()).hexdigest(), []).append(path)
        for line in self._lines(0) if left else ():
            with suppress(KeyError, TypeError, AttributeError):  # a line that tells of no summaries
                for kind, digest in line["outputs"].items():
                    if left.get(digest) and ".." not in line["stem"].split("/"):
                        self._place(left[digest].pop(), self.outdir / output(line["stem"], kind), sync)
        for path in (path for paths in left.values() for path in paths):
            with suppress(OSError):
                path.unlink()

    def _place(self, left: Path, path: Path, sync: bool) -> None:
        with suppress(OSError):
            if sync:
                synced(left)
            left.replace(path)

    def report(self) -> None:
        """Write `FAILURES`, which lists the documents that this run could not do, or remove it if there are none."""
        keys = ("file", "code", "problem", "remedy")
        failures = [{key: line[key] for key in keys} for line in self._lines(self._begin) if "code" in line]
        path = self.outdir / FAILURES
        if failures:
            failures.sort(key=lambda failure: str(failure["file"]))
            text = json.dumps({"format": 1, "failures": failures}, indent=1)
            exporters.write(path, f"{text}\n".encode(), replace=True)
        else:
            with suppress(FileNotFoundError):
                path.unlink()

    def _lines(self, begin: int) -> Iterator[Mapping[str, Any]]:
        self._journal.seek(begin)
        for line in self._journal:
            yield from parsed(line)


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
    synced(outdir)
    return journal


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


# -- what is finished --


def _records(journal: BinaryIO) -> tuple[bytes, bool]:
    """A record of each line, sorted: key, number of the line, fingerprint; and whether the last line is whole."""
    records: list[bytes] = []
    line = b"\n"
    journal.seek(0)
    for number, line in enumerate(journal):
        for values in parsed(line):
            with suppress(KeyError, TypeError, AttributeError):
                records.append(_key(values["stem"]) + number.to_bytes(4, "big") + _fingerprint(values))
    records.sort()
    return b"".join(records), line.endswith(b"\n")


def _fingerprint(line: Mapping[str, Any]) -> bytes:
    return FAILED if "code" in line else fingerprint(line["input"], line["asked"], line["outputs"].values())


def _key(stem: str) -> bytes:
    return sha256(os.fsencode(stem)).digest()[:_KEY]
