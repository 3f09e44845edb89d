"""A summary goes in, bytes come out: the table of formats, and the one place that writes files."""

from __future__ import annotations

import errno
import importlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import templates
from summarizer.errors import ConspectusError, OutputError, UsageError, WriteError, one_of
from templates import Template

if TYPE_CHECKING:
    from summarizer.summary import Summary

__all__ = ["EXPORTERS", "Rendered", "export", "render"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: its bytes, and what could not be shown as it is."""

    data: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A row of `EXPORTERS`.

    *module* holds ``render(summary, template) -> Rendered`` and is imported when used; *template* names the built-in
    template that is used where none is asked for; *binary* files are not for a terminal.
    """

    module: str
    template: str
    binary: bool


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "txt": Exporter("exporters.text", "plain", binary=False),
        "json": Exporter("exporters.json", "plain", binary=False),
        "docx": Exporter("exporters.docx", "handout", binary=True),
        "pdf": Exporter("exporters.pdf", "briefing", binary=True),
    }
)
"""The formats, each under the ending of its files."""


def format_of(target: str | os.PathLike[str]) -> str:
    """The format that the ending of *target* names; raises UsageError where there is none of that name."""
    ending = Path(target).suffix
    if ending[1:].lower() not in EXPORTERS:
        remedy = f"use {one_of(f'.{name}' for name in EXPORTERS)}"
        raise UsageError(str(target), f"unknown output type {ending}" if ending else "has no ending", remedy)
    return ending[1:].lower()


def render(summary: Summary, format: str, template: Template | None = None) -> Rendered:  # noqa: A002
    """The file that shows *summary* in a *format* of `EXPORTERS`, by *template* or by the format's own default.

    Our words in it are in the language of the summary, where there are words for it. Raises UsageError for an unknown
    format.
    """
    if format not in EXPORTERS:
        raise UsageError(format, "unknown output type", f"use {', '.join(EXPORTERS)}")
    exporter = EXPORTERS[format]
    module = importlib.import_module(exporter.module)
    template = template or templates.load(exporter.template)
    worded = templates.in_language(template, template.metadata.language or summary.language)
    rendered: Rendered = module.render(summary, worded)
    return rendered


def export(
    summary: Summary,
    target: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    template: Template | None = None,
    replace: bool = False,
) -> tuple[str, ...]:
    """Write the file *target* that shows *summary*; the warnings say what could not be shown as it is.

    The format is that of the ending of *target* unless one is given. The file appears whole or not at all, and an
    existing one stands untouched until it is replaced. Raises UsageError, OutputError and WriteError.
    """
    format = format or format_of(target)  # noqa: A001
    check_target(target, replace=replace)
    rendered = render(summary, format, template)
    write(target, rendered.data, replace=replace)
    return rendered.warnings


def check_target(target: str | os.PathLike[str], *, replace: bool) -> None:
    """Raise OutputError if `write` could not put a file at *target* as things stand."""
    path = Path(target)
    try:
        if path.is_dir():
            raise OutputError(str(target), "is a folder", "name a file in it")
        if not path.parent.is_dir():
            raise OutputError(str(target), "its folder does not exist", "create it first")
        if not replace and _exists(path):
            raise _exists_already(path)
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise _failure(path, error) from error


def write(target: str | os.PathLike[str], data: bytes, *, replace: bool) -> None:
    """Make *target* a file that holds *data*, whole and on the disk, or leave everything as it was.

    Raises OutputError where the target is not to be had, WriteError where writing fails half-way.
    """
    path = Path(target)
    # A neighbour, since a rename must not cross file systems; short, since the name of *target* may be 255 bytes long.
    temporary = path.parent / f".conspectus-{os.getpid()}-{os.urandom(8).hex()}.tmp"
    try:
        _fill(temporary, data)
        _move(temporary, path, replace)
    except FileExistsError as error:
        raise _exists_already(path) from error
    except OSError as error:
        raise _failure(path, error) from error
    finally:  # after an interruption too
        with suppress(OSError):
            temporary.unlink()


def _fill(path: Path, data: bytes) -> None:
    # Not tempfile, whose files nobody else may read: the mode is what the umask leaves of 0666.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)  # before the rename: otherwise a crash can leave an empty file under the final name
    finally:
        os.close(descriptor)


def _move(temporary: Path, path: Path, replace: bool) -> None:
    if replace:
        temporary.replace(path)
    else:
        _move_to_new(temporary, path)
    try:
        _sync_folder(path.parent)
    except OSError:
        if not replace:
            path.unlink()
        raise


_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


def _move_to_new(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)  # unlike a rename, it fails if the name has come into being meanwhile
        return
    except NotImplementedError:
        pass
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    if _exists(path):
        raise FileExistsError
    temporary.rename(path)


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be written but not read; any folder on Windows
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_LINKS:  # some network file systems cannot sync a folder
            raise
    finally:
        os.close(descriptor)


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _exists_already(path: Path) -> OutputError:
    return OutputError(str(path), "exists already", "use --force to replace it")


_NOT_TO_BE_HAD = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENAMETOOLONG,
    errno.ELOOP,
}


def _failure(path: Path, error: OSError) -> ConspectusError:
    kind = OutputError if error.errno in _NOT_TO_BE_HAD else WriteError
    return kind(str(path), f"cannot be written: {error.strerror or error}")
