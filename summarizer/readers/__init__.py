"""Files -> documents: the table of formats."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from summarizer.characters import clean, show
from summarizer.errors import DataError, UnsupportedError
from summarizer.options import Limits, count_words
from summarizer.readers.signatures import SIGNED, kind_of
from summarizer.readers.sources import loaded

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
        "eml": Reader("summarizer.readers.eml", "message/rfc822", (".eml", ".mbox", ".mht", ".mhtml")),
    }
)

LIMITS = Limits()
_LONGEST_NAME = 1000  # characters of a title, author or date, which every page of a summary may show
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
    from summarizer.document import with_text

    return replace(
        content,
        blocks=tuple(with_text(block, clean(block.text)) for block in content.blocks),
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
