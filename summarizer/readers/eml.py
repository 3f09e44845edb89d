"""E-mail, mailboxes and web archives as programs save them (RFC 5322, MIME, mbox, MHTML): their text, decoded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from itertools import islice
from pathlib import PurePath

from summarizer.document import Block, Heading
from summarizer.errors import LimitError
from summarizer.options import Limits
from summarizer.readers import html, mail
from summarizer.readers.text import decode
from summarizer.structure import Content

_FIELDS = ("subject", "from", "date")
_READ = ("content-type", "content-disposition")
_LONGEST_FIELD = 4000  # characters; what is longer is not taken apart
_STUB = 200  # characters; a text that is shorter may say no more than to look at the page
_BY_A_BROWSER = "<Saved by"  # what stands in place of an author in MHTML; the page itself says who wrote it
_MOST_PARTS = 1000
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d:\d\d[^\r\n]*\r?\n")
"""The line before each message of an mbox (RFC 4155): who sent it, and when."""
_SET_IN = re.compile(rb"^>(?=>*From )", re.MULTILINE)  # a line of the text that looked like one


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of the message in *data*, or of all in a mailbox, one after the other under their subjects.

    Raises LimitError for more messages, or more parts of one, than are read at once, and what `decode` and `html.read`
    raise.
    """
    envelopes = list(islice(_ENVELOPE.finditer(data), _MOST_PARTS + 1)) if data.startswith(b"From ") else []
    if len(envelopes) > _MOST_PARTS:
        raise _too_many(name)
    if len(envelopes) < 2:
        return _read(data, name, encoding, limits)
    ends = [*(found.start() for found in envelopes[1:]), len(data)]
    messages = (_SET_IN.sub(b"", data[found.end() : end]) for found, end in zip(envelopes, ends, strict=True))
    return _together([_read(message, name, encoding, limits) for message in messages], PurePath(name).name)


def _together(contents: Sequence[Content], name: str) -> Content:
    """The *contents* of several messages as one; what they have in common is said once, subjects else as headings.

    Where subjects differ, the title is the *name* of the mailbox: that of one message says nothing of the others.
    """
    subject = _common(content.title for content in contents)
    blocks: list[Block] = []
    for content in contents:
        if content.title and not subject:
            blocks.append(Heading(content.title, 1))
        blocks += content.blocks
    return Content(
        tuple(blocks),
        title=subject or name,
        author=_common(content.author for content in contents),
        date=_common(content.date for content in contents),
        warnings=tuple(dict.fromkeys(warning for content in contents for warning in content.warnings)),
        marked=all(content.marked for content in contents),
    )


def _common(values: Iterable[str | None]) -> str | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def _read(data: bytes, name: str, encoding: str | None, limits: Limits) -> Content:
    """The text of one message; where it has none but as a page, that; attachments are not read."""
    message = BytesParser().parsebytes(data)
    fields = {field: _decoded(str(message[field])) for field in _FIELDS if message[field]}
    parts = list(_parts(message, name))
    warnings = _warnings(message, parts)
    texts = [_text(part, name, encoding) for part in parts if _is_plain(part)]
    pages = [_text(part, name, encoding) for part in parts if part.get_content_type() == "text/html"]
    told = tuple(dict.fromkeys(warning for _, warnings in (*texts, *pages) for warning in warnings))
    text = "\n\n".join(text for text, _ in texts)
    if pages and len(text.strip()) < _STUB:
        page = html.read(pages[0][0].encode(), name=name, encoding="utf-8", limits=limits)
        page = replace(page, warnings=(*warnings, *told, *page.warnings))
        return page if fields.get("from", "").startswith(_BY_A_BROWSER) else mail.with_fields(page, fields)
    return mail.letter(fields, text.replace("\r\n", "\n"), (*warnings, *told))


def _parts(message: Message, name: str) -> Iterator[Message]:
    """The parts of *message* that hold something, with those of messages in it."""
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            raise _too_many(name)
        for field in _READ:
            if len(str(part.get(field, ""))) > _LONGEST_FIELD:  # to take it apart takes the square of its length
                del part[field]
        if not part.is_multipart():
            yield part


def _too_many(name: str) -> LimitError:
    return LimitError(name, f"has more than {_MOST_PARTS:,} parts", "save the messages in it one by one")


def _text(part: Message, name: str, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of *part*, and warnings of what was guessed to get it; none of an attachment."""
    payload = part.get_payload(decode=True)
    if _is_attached(part) or not isinstance(payload, bytes):
        return "", ()
    charset = part.get_content_charset()
    return decode(payload, name=name, encoding=encoding, declared=charset)


def _is_plain(part: Message) -> bool:
    """Whether *part* is plain text, or what should have had parts of its own and cannot be taken apart."""
    return part.get_content_type() == "text/plain" or part.get_content_maintype() == "multipart"


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _warnings(message: Message, parts: list[Message]) -> tuple[str, ...]:
    attached = sum(map(_is_attached, parts))
    files = "1 attachment, which is" if attached == 1 else f"{attached:,} attachments, which are"
    told = (f"has {files} not read",) if attached else ()
    is_damaged = any(part.defects for part in (message, *parts))
    return (*told, "is a damaged e-mail, read as far as it goes") if is_damaged else told


def _decoded(field: str) -> str:
    """*field* of a head with its encoded words (RFC 2047) as the text that they stand for."""
    if "=?" not in field or len(field) > _LONGEST_FIELD:
        return " ".join(field.split())
    try:
        pieces = decode_header(field)
    except MessageError:
        return field
    text = "".join(piece if isinstance(piece, str) else _of_word(piece, charset) for piece, charset in pieces)
    return " ".join(text.split())


def _of_word(piece: bytes, charset: str | None) -> str:
    try:
        return piece.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", "replace")
