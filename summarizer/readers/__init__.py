"""Files -> documents: the table of formats, and the one place that opens source files."""

from __future__ import annotations

import importlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from summarizer.characters import clean, show
from summarizer.errors import DataError, InputError, LimitError, UnsupportedError, WriteError, nearest
from summarizer.options import Limits, count_words
from summarizer.readers.signatures import SIGNED, kind_of

if TYPE_CHECKING:
    from summarizer.document import Document
    from summarizer.readers.worker import Worker
    from summarizer.structure import Content

Parser = Callable[..., "Content"]
"""``read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content``; *name* is for messages."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that can be read: the module that parses it, imported when used, and how its files are known.

    A parser that is *confined* runs in a process of its own. Only one that takes bytes apart with nothing but Python's
    own strings can do without.
    """

    module: str
    media_type: str
    endings: tuple[str, ...]
    confined: bool = True


_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "txt": Reader("summarizer.readers.text", "text/plain", (".txt", ".text"), confined=False),
        "md": Reader("summarizer.readers.markdown", "text/markdown", (".md", ".markdown"), confined=False),
        "pdf": Reader("summarizer.readers.pdf", "application/pdf", (".pdf",)),
        "html": Reader("summarizer.readers.html", "text/html", (".html", ".htm", ".xhtml")),
        "epub": Reader("summarizer.readers.epub", "application/epub+zip", (".epub",)),
        "docx": Reader("summarizer.readers.docx", _WORD_TYPE, (".docx", ".docm", ".dotx", ".dotm")),
        "odt": Reader("summarizer.readers.odt", "application/vnd.oasis.opendocument.text", (".odt", ".ott", ".fodt")),
    }
)

LIMITS = Limits()
_CHUNK = 1 << 20  # bytes
_LONGEST_NAME = 1000  # characters of a title, author or date, which every page of a summary may show
_FROM_STDIN = "read it from standard input, as -"
_NO_FILES = {
    stat.S_IFDIR: ("is a folder", "give the files in it"),
    stat.S_IFIFO: ("is a pipe, not a file", _FROM_STDIN),
    stat.S_IFSOCK: ("is a socket, not a file", "give a file"),
}
_NO_FILE = ("is a device, not a file", _FROM_STDIN)
_OPEN_PIPE = "/dev/fd/"  # what a shell gives for <(command): somebody writes to it
_MOST_NAMES = 1000  # of a folder that are looked at for the one that was meant
_SAVE_AGAIN = "get or save it once more"


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    format: str | None = None,  # noqa: A002
    name: str | None = None,
    encoding: str | None = None,
    limits: Limits = LIMITS,
    worker: Worker | None = None,
) -> Document:
    """The document in *source*: the path of a file, its bytes, or an open binary stream.

    *format* is a key of `READERS`; without one the content decides, and the ending of the name helps. *name* stands
    for the source in messages and in the document, by default the path, or ``-``. *limits* bound what reading it may
    cost. Formats that are confined are parsed by *worker*, else by one of their own.

    Raises InputError where there is no readable file, LimitError, DataError for a source without text,
    UnsupportedError for a format that cannot be read, WriteError where reading fails half-way.
    """
    import hashlib

    from summarizer.document import Document, Source
    from summarizer.structure import structure

    name = name or (os.fsdecode(source) if isinstance(source, str | os.PathLike) else "-")
    subject = "standard input" if name == "-" else name
    data = loaded(source, subject, limits.max_bytes)
    if not data:
        raise DataError(subject, "is empty", "give a document with text")
    key, *warnings = _format(format, subject, data)
    reader = READERS[key]
    content = _cleaned(_parsed(reader, data, worker, name=subject, encoding=encoding, limits=limits))
    limits.check_text(subject, sum(len(block.text) for block in content.blocks))
    if not _has_words(content):
        raise DataError(subject, "has no text", "give a document with text")
    content = _named(structure(content))
    source_of = Source(
        name=show(PurePath(name).name or name),
        media_type=reader.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        words=sum(count_words(block.text) for block in content.blocks),
        pages=content.pages,
        author=content.author,
        date=content.date,
    )
    document = Document(
        source_of, content.title, content.language, content.blocks, (*warnings, *content.warnings), content.truncated
    )
    if not any(map(_has_letter_or_digit, (block.text for block in document.paragraphs))):
        raise DataError(subject, "has no text to summarise", "give a document with paragraphs or lists")
    return document


def _parsed(reader: Reader, data: bytes, worker: Worker | None, **options: Any) -> Content:
    if not reader.confined:
        parse: Parser = importlib.import_module(reader.module).read
        return parse(data, **options)
    from summarizer.readers.worker import Worker

    if worker:
        return worker.parse(reader.module, data, **options)
    with Worker() as one:
        return one.parse(reader.module, data, **options)


# -- bytes --


def load(path: str, limits: Limits = LIMITS) -> bytes:
    """The bytes of the file at *path*, for `read`; raises InputError, LimitError and WriteError as it does."""
    return loaded(path, path, limits.max_bytes)


def loaded(source: str | os.PathLike[str] | bytes | BinaryIO, subject: str, limit: int) -> bytes:
    """The bytes of *source*, which messages call *subject*; raises LimitError where they are more than *limit*."""
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | os.PathLike):
        data = _loaded_file(os.fsdecode(source), subject, limit)
    else:
        data = _loaded_stream(source, subject, limit)
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
        raise InputError(subject, "does not exist", _meant(path)) from None
    except PermissionError:
        raise InputError(subject, "permission denied", "ask its owner for leave to read it") from None
    except OSError as error:
        raise InputError(subject, f"cannot be opened: {error.strerror}", "give a copy of it") from None
    except ValueError:
        raise InputError(subject, "is not the name of a file", "leave out the zero byte") from None


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
            chunks.append(chunk)
            room -= len(chunk)
    except OSError as error:
        raise WriteError(subject, f"cannot be read: {error.strerror}", "copy it to another disk") from None
    except ValueError:
        raise InputError(subject, "is closed", "give one that is open") from None
    return b"".join(chunks)


# -- format --


def _format(given: str | None, subject: str, data: bytes) -> tuple[str, ...]:
    """The format of *data*, with a warning where its name says another.

    It is the one *given*, else what the content says, else what the ending of the name says.
    """
    if given is not None and given not in READERS:
        raise UnsupportedError(f"format {given!r}", "cannot be read", f"choose from {', '.join(READERS)}")
    kind = kind_of(data)
    ending = PurePath(subject).suffix.lower()
    named = next((key for key, reader in READERS.items() if ending in reader.endings), None)
    if given and (kind is None or kind.is_text or kind.format == given):
        return (given,)
    if kind is None and named in SIGNED:
        if b"\0" in data:
            raise DataError(subject, f"is named {ending}, but is damaged or something else", _SAVE_AGAIN)
        return "txt", f"is named {ending}, but holds plain text"
    if kind is None:
        return (named or "txt",)
    if kind.format not in READERS:
        raise kind.refusal(subject)
    if given:
        raise DataError(subject, f"is {kind.description}, which cannot be read as {given}", "leave out --from")
    if named and named != kind.format:
        return kind.format, f"is named {ending}, but holds {kind.description}"
    return (kind.format,)


# -- characters --


def _cleaned(content: Content) -> Content:
    """*content* with every text in it clean, whatever its parser left in."""
    return replace(
        content,
        blocks=tuple(replace(block, text=clean(block.text)) for block in content.blocks),
        title=content.title and clean(content.title),
        author=content.author and clean(content.author),
        date=content.date and clean(content.date),
    )


def _named(content: Content) -> Content:
    """*content* without a title, author or date that is far too long to be one, which a warning tells."""
    for name, text in (("title", content.title), ("author", content.author), ("date", content.date)):
        if text and len(text) > _LONGEST_NAME:
            told = f"states {len(text):,} characters as its {name}, which is left out"
            without: dict[str, Any] = {name: None, "warnings": (*content.warnings, told)}
            content = replace(content, **without)
    return content


def _has_words(content: Content) -> bool:
    return any(_has_letter_or_digit(block.text) for block in content.blocks)


def _has_letter_or_digit(text: str) -> bool:
    return any(map(str.isalnum, text))
