"""The bytes of sources: the one place that opens source files."""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError, LimitError, WriteError, nearest
from summarizer.options import Limits

_LIMITS = Limits()
_CHUNK = 1 << 20  # bytes
_FROM_STDIN = "read it from standard input, as -"
_NO_FILES = {
    stat.S_IFDIR: ("is a folder", "give the files in it, or summarise each with conspectus batch"),
    stat.S_IFIFO: ("is a pipe, not a file", _FROM_STDIN),
    stat.S_IFSOCK: ("is a socket, not a file", "give a file"),
}
_NO_FILE = ("is a device, not a file", _FROM_STDIN)
_OPEN_PIPE = "/dev/fd/"  # what a shell gives for <(command): somebody writes to it
_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_MOST_NAMES = 1000  # of a folder that are looked at for the one that was meant


def load(path: str, limits: Limits = _LIMITS) -> bytes:
    """The bytes of the file at *path*, for `read`; raises InputError, LimitError and WriteError as it does."""
    return loaded(path, path, limits.max_bytes)


def loaded(source: str | os.PathLike[str] | bytes | BinaryIO, subject: str, limit: int) -> bytes:
    """The bytes of *source*, which messages call *subject*; raises LimitError where they are more than *limit*."""
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | os.PathLike):
        data = _loaded_file(os.fsdecode(source), subject, limit)
    elif hasattr(source, "read"):
        data = _loaded_stream(source, subject, limit)
    else:
        raise TypeError(f"read() takes a path, bytes or a binary stream, not {type(source).__name__}")
    if len(data) > limit:
        raise LimitError(subject, f"is larger than {limit:,} bytes", "raise --max-bytes")
    return data


def _loaded_file(path: str, subject: str, limit: int) -> bytes:
    """At most *limit* + 1 bytes of the file at *path*; of one that is larger, none need be read."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- Path("") is the working folder
        is_open = stat.S_ISFIFO(found.st_mode) and path.startswith(_OPEN_PIPE)
        if not (stat.S_ISREG(found.st_mode) or is_open):
            raise InputError(subject, *_NO_FILES.get(stat.S_IFMT(found.st_mode), _NO_FILE))
        if found.st_size > limit:
            raise LimitError(subject, f"is larger than {limit:,} bytes", "raise --max-bytes")
        with Path(path).open("rb") as stream:
            return _loaded_stream(stream, subject, limit)
    except FileNotFoundError:
        raise InputError(subject, *_missing(path)) from None
    except PermissionError:
        raise InputError(subject, "permission denied", "ask its owner for leave to read it") from None
    except OSError as error:
        raise InputError(subject, f"cannot be opened: {error.strerror}", "give a copy of it") from None
    except ValueError:
        raise InputError(subject, "is not the name of a file", "leave out the zero byte") from None


def _missing(path: str) -> tuple[str, str]:
    """What is wrong with a *path* where no file is, and the remedy."""
    if _ADDRESS.match(path):
        return "is an address, which is not fetched", "save the page, and give its file"
    if os.path.islink(path):  # noqa: PTH114 -- as above
        return "is a link to a file that does not exist", "mend the link, or give the file itself"
    return "does not exist", _meant(path)


def _meant(path: str) -> str:
    """The remedy for a *path* where nothing is: the nearest name in its folder."""
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST_NAMES + 1) if entry.name != name)
    except OSError:
        return "check the name of its folder"
    otherwise = "check its name"
    return otherwise if len(names) > _MOST_NAMES else nearest(name, names, otherwise)


def _loaded_stream(stream: BinaryIO, subject: str, limit: int) -> bytes:
    chunks: list[bytes] = []
    room = limit + 1
    try:
        while room and (chunk := stream.read(min(room, _CHUNK))):
            if not isinstance(chunk, bytes):
                raise TypeError("read() takes a binary stream, as open(path, 'rb') gives it")
            chunks.append(chunk)
            room -= len(chunk)
    except OSError as error:
        raise WriteError(subject, f"cannot be read: {error.strerror}", "copy it to another disk") from None
    except ValueError:
        raise InputError(subject, "is closed", "give one that is open") from None
    return b"".join(chunks)
