"""E-mail saved as text: the lines before it that say who wrote what when, quotations and the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from summarizer.document import Aside, Block, Paragraph
from summarizer.structure import Content

_MOST_LINES = 200  # of headers
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]*(.*)")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|antw|tr|rv)\s*:\s*)+", re.IGNORECASE)
_INTRODUCTION = re.compile(r".{5,200}\b(?:wrote|writes|schrieb|écrit|escribió|scritto|schreef)\s?:")
_SIGNATURES = ("\n-- \n", "\n--\n")
_LONGEST_SIGNATURE = 12  # lines


def content_of(text: str, warnings: tuple[str, ...] = ()) -> Content:
    """The plain *text*, which need be no e-mail.

    If it begins with lines as ``From: ...`` and ``Subject: ...``, these give author, title and date, and what is quoted
    is an aside. A signature is one in any text.
    """
    text = text.replace("\r\n", "\n") if "\r" in text else text
    fields, body = _fields(text)
    body, signature = _without_signature(body)
    blocks: list[Block] = list(_blocks(body)) if fields else [Paragraph(body)]
    if not any(isinstance(block, Paragraph) and any(map(str.isalnum, block.text)) for block in blocks):
        blocks = [Paragraph(body)]  # forwarded as it is
    if signature:
        blocks.append(Aside(signature, "note"))
    return Content(
        tuple(blocks),
        title=_REPLY.sub("", fields.get("subject", ""), count=1) or None,
        author=_author(fields.get("from", "")),
        date=_date(fields.get("date") or fields.get("sent") or ""),
        warnings=warnings,
        marked=False,
    )


def _fields(text: str) -> tuple[Mapping[str, str], str]:
    """The fields that *text* begins with, by their names in small letters, and what follows; none if it is no mail."""
    head, gap, body = text.lstrip("\n").partition("\n\n")
    lines = head.split("\n", _MOST_LINES)
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        if name and line[:1] in (" ", "\t"):
            fields[name] += f" {line.strip()}"
        elif field := _FIELD.fullmatch(line.rstrip()):
            name = field[1].lower()
            fields[name] = field[2]
        else:
            return {}, text
    is_mail = gap and "from" in fields and fields.keys() & {"subject", "date", "sent", "to"}
    return (fields, body) if is_mail else ({}, text)


def _without_signature(body: str) -> tuple[str, str]:
    start, mark = max((body.rfind(mark), mark) for mark in _SIGNATURES)
    end = start + len(mark)
    if start < 0 or body.count("\n", end) > _LONGEST_SIGNATURE:
        return body, ""
    return body[: start + 1], body[end:].strip()


def _blocks(body: str) -> Iterator[Block]:
    """The lines of *body*, those that are quoted as asides."""
    for is_quoted, lines in groupby(body.split("\n"), lambda line: line.startswith(">") or _is_introduction(line)):
        text = "\n".join(lines)
        yield Aside(text.replace(">", " "), "note") if is_quoted else Paragraph(text)


def _is_introduction(line: str) -> bool:
    return len(line) <= 250 and _INTRODUCTION.fullmatch(line.strip()) is not None


def _author(field: str) -> str | None:
    if not field:
        return None
    from email.utils import parseaddr  # 10 ms: only for e-mail

    name, address = parseaddr(field)
    return name or address or field.strip() or None


def _date(field: str) -> str | None:
    if not field:
        return None
    from email.utils import parsedate_tz

    found = parsedate_tz(field)
    return f"{found[0]:04}-{found[1]:02}-{found[2]:02}" if found else field.strip() or None
