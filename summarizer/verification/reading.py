"""Files -> the whole text of a briefing, line by line as it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from summarizer.characters import clean
from summarizer.errors import DataError, UnsupportedError
from summarizer.options import Limits
from summarizer.readers.signatures import kind_of
from summarizer.readers.sources import loaded
from summarizer.readers.text import decode
from summarizer.verification.markdown import plain
from summarizer.verification.texts import as_in_pdf

if TYPE_CHECKING:
    from summarizer.readers.worker import Worker

_PARSERS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "summarizer.verification.docx",
        "html": "summarizer.verification.html",
        "pdf": "summarizer.verification.pdf",
    }
)
"""What needs a parser: the module that runs in a process of its own."""

# Bytes that move the cursor or hide text, all but the colours of ours; what turns the order of signs round.
_STEERING = re.compile(
    "\x1b(?!\\[(?:0|1|2|1;4|1;3[1-7])m)|[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)"
)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A briefing as it was read: its *name* for messages, its *format*, and the text of its pages or parts."""

    name: str
    format: str
    pages: tuple[str, ...]


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO, given: str | None, *, limits: Limits, worker: Worker | None
) -> ReadBack:
    """The whole text of the briefing in *source*, which is in the *given* format, else in the one that it looks like.

    Raises InputError where there is no readable file, DataError where it is damaged or empty, LimitError where it is
    too large, UnsupportedError for a format that no briefing has.
    """
    name = os.fsdecode(source) if isinstance(source, str | os.PathLike) else "-"
    data = loaded(source, name, limits.max_bytes)
    format_ = given or _format(name, data)
    if format_ in _PARSERS:
        from summarizer.readers.worker import Worker

        with Worker() as one:
            content = (worker or one).parse(_PARSERS[format_], data, name=name, encoding=None, limits=limits)
        pages = tuple(_shown(block.text) for block in content.blocks)
        pages = tuple(map(as_in_pdf, pages)) if format_ == "pdf" else pages
    else:
        text, _ = decode(data, name=name)
        pages = (text if format_ == "json" else _shown(plain(text) if format_ == "md" else text),)
    if not any(page.strip() for page in pages):
        raise DataError(name, "has no text", "give a briefing that Conspectus wrote")
    return ReadBack(name, format_, pages)


def _shown(text: str) -> str:
    """*text*, clean, with U+FFFD for whatever would make a screen show another."""
    return clean(_STEERING.sub("\ufffd", text))


def _format(name: str, data: bytes) -> str:
    kind = kind_of(data)
    if kind is None:
        ending = PurePath(name).suffix.lower()
        is_json = ending == ".json" or data.lstrip()[:1] == b"{"
        return "json" if is_json else "md" if ending in (".md", ".markdown") else "txt"
    if kind.format in _PARSERS:
        return kind.format
    if kind.is_locked:
        raise kind.refusal(name)
    raise UnsupportedError(name, f"is {kind.description}, which no briefing is", "give one that Conspectus wrote")
