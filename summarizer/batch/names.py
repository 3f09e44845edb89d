"""Which documents there are, and what their summaries are called: a name depends on the document's path alone."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from exporters import EXPORTERS
from summarizer.errors import InputError, OutputError, UsageError

JOURNAL = ".conspectus-journal.jsonl"
FAILURES = "failures.json"
_LONGEST_NAME = 255  # bytes, on nearly every file system
_MARK = ".summary"
_ROOM = _LONGEST_NAME - len(_MARK) - 1 - max(map(len, EXPORTERS))
_SUFFIX = re.compile("~[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to be summarised: its *path* as it is opened, and the *stem* of its summaries.

    The stem is a path below OUTDIR, with ``/`` between folders: ``a/r.txt`` for ``a/r.txt.summary.pdf``. *problem* says
    why a folder, which then stands here in place of its documents, cannot be read.
    """

    path: str
    stem: str
    problem: str = ""


def output(stem: str, kind: str) -> str:
    """The path below OUTDIR of the summary in a format, ``a/r.txt.summary.pdf``."""
    return f"{stem}{_MARK}.{kind}"


def check(paths: Iterable[str], outdir: str) -> None:
    """Raise InputError, UsageError or OutputError where *paths* and *outdir* cannot be the two ends of a batch."""
    out = os.path.realpath(outdir)
    for path in paths:
        if path == "-":
            raise UsageError("-", "is no file or folder", "summarise standard input without batch")
        if not os.path.lexists(path):
            raise InputError(path, "does not exist", "check its name")
        if Path(os.path.realpath(path)).is_relative_to(out):
            raise OutputError(outdir, "holds what is to be summarised", "name another folder with -o")


def entries(paths: Iterable[str], outdir: str, *, folds: bool = False) -> Iterator[Entry]:
    """Every document of *paths*, folder by folder in the order of names.

    A path is a document or a folder of documents. Left out are hidden files and folders, symbolic links to folders, and
    *outdir*. Where a name stands for two documents, be it in two of the *paths* or because the file system *folds*
    letters (a and A), each gets a suffix made of its path. No more is held than the names in one folder and the folders
    that wait.
    """
    given = sorted(set(paths))
    folders = [path for path in given if _is_folder(path)]
    files = [(Path(path).name, path) for path in given if path not in folders]
    out = _identity(outdir)
    waiting: list[tuple[str, list[str]]] = [("", folders)]
    while waiting:
        below, folders = waiting.pop()
        inner: list[tuple[str, str]] = []
        for folder in folders:
            try:
                _scan(folder, out, files, inner)
            except OSError as error:
                name = _named(Path(folder).name, folder, clash=False)
                yield Entry(folder, f"{below}{name}", error.strerror or "cannot be read")
        clashes = _clashes((name for name, _ in files), folds)
        for name, path in sorted(files):
            yield Entry(path, below + _named(name, path, clash=_key(name, folds) in clashes))
        merged = _merged(inner, {_key(name, folds) for name, _ in files}, below, folds)
        waiting += sorted(((f"{below}{name}/", same) for name, same in merged.items()), reverse=True)
        files = []


def _scan(folder: str, out: tuple[int, int] | None, files: list[tuple[str, str]], inner: list[tuple[str, str]]) -> None:
    """Add the *files* of a folder, and the folders in it to *inner*, as pairs of name and path."""
    with os.scandir(folder) as items:
        for item in items:
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                if out is None or _identity(item.path) != out:
                    inner.append((item.name, item.path))
            elif not (item.is_symlink() and _is_folder(item.path)):
                files.append((item.name, item.path))


def _merged(
    folders: Iterable[tuple[str, str]], files: Collection[str], below: str, folds: bool
) -> dict[str, list[str]]:
    """The paths of *folders* by their names in OUTDIR; *files* are the keys of the documents beside them."""
    same: dict[str, list[str]] = {}
    for name, path in folders:
        same.setdefault(name, []).append(path)
    clashes = _clashes(same, folds)
    return {
        _named(name, name, clash=_key(name, folds) in clashes or _is_ours(_key(name, folds), below, files)): paths
        for name, paths in same.items()
    }


def _clashes(names: Iterable[str], folds: bool) -> set[str]:
    return {key for key, count in Counter(_key(name, folds) for name in names).items() if count > 1}


def _key(name: str, folds: bool) -> str:
    """What names have in common that are one to the file system."""
    return unicodedata.normalize("NFC", name).casefold() if folds else name


def _is_ours(folder: str, below: str, files: Collection[str]) -> bool:
    """Whether a *folder* would stand where a file of ours is to be: the failures, or the summary of one of *files*."""
    ends = [output("", kind) for kind in EXPORTERS]
    return (not below and folder == FAILURES) or any(
        folder.endswith(end) and folder.removesuffix(end) in files for end in ends
    )


def _named(name: str, source: str, *, clash: bool) -> str:
    """*name*, with a suffix made of *source* where it clashes, is too long, or could be one with such a suffix."""
    if not (clash or len(os.fsencode(name)) > _ROOM or _SUFFIX.search(name)):
        return name
    digest = sha256(os.fsencode(source.replace(os.sep, "/"))).hexdigest()[:8]
    room = _ROOM - len(digest) - 1
    while len(os.fsencode(name)) > room:
        name = name[: min(len(name) - 1, room)]
    return f"{name}~{digest}"


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- Path.is_dir() raises where nobody may look


def _identity(path: str) -> tuple[int, int] | None:
    """What tells a folder from all others, whatever its names."""
    try:
        status = os.stat(path)  # noqa: PTH116 -- as the path was given
    except OSError:
        return None
    return status.st_dev, status.st_ino
