"""E-mail saved as text: the lines before it that say who wrote what when, quotations and the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from summarizer.document import Aside, Block, Paragraph
from summarizer.structure import Content

_MOST_LINES = 200  # of headers
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,40}):[ \t]*(.*)")
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|antw|tr|rv)\s*:\s*)+", re.IGNORECASE)
_INTRODUCTION = re.compile(r".{5,200}\b(?:wrote|writes|schrieb|écrit|escribió|scritto|schreef)\s?:")
_SIGNATURES = ("\n-- \n", "\n--\n")
_LONGEST_SIGNATURE = 12  # lines
_LONGEST_AUTHOR = 300  # characters that are taken apart, by functions which call themselves for each bracket
_GREETING_WORDS, _ENDING_LINES = 6, 6
_GREETING_ENDS = (",", "，", "!", "！")
_FORMULA = re.compile(
    r"(?:(?:best|kind|warm) (?:regards|wishes)|regards|sincerely|yours|cheers|(?:many )?thanks|mit \w+ grüßen|\w+ grüße"
    r"|(?:bien )?cordialement|(?:un )?saludos?|cordiali saluti|met \w+ groet)\b",
    re.IGNORECASE,
)
_TEXT_ENDS = (".", "?", ":", ";", "。", "？", "：")


def content_of(text: str, warnings: tuple[str, ...] = ()) -> Content:
    """The plain *text*, which need be no e-mail.

    If it begins with lines as ``From: ...`` and ``Subject: ...``, it is a `letter`. A signature is one in any text.
    """
    text = text.replace("\r\n", "\n") if "\r" in text else text
    return letter(*_fields(text), warnings)


def letter(fields: Mapping[str, str], body: str, warnings: tuple[str, ...] = ()) -> Content:
    """The *body* of an e-mail with the *fields* of its head, by their names in small letters; without any, a text.

    The fields give author, title and date. What is quoted is an aside, and so are the greeting and the ending.
    """
    body, signature = _without_signature(body)
    blocks: list[Block] = list(_blocks(body)) if fields else [Paragraph(body)]
    if not any(isinstance(block, Paragraph) and any(map(str.isalnum, block.text)) for block in blocks):
        blocks = [Paragraph(body)]  # forwarded as it is
    if signature:
        blocks.append(Aside(signature, "note"))
    return with_fields(Content(tuple(blocks), warnings=warnings, marked=False), fields)


def with_fields(content: Content, fields: Mapping[str, str]) -> Content:
    """*content* with the title, author and date that the *fields* of an e-mail give."""
    return replace(
        content,
        title=_REPLY.sub("", fields.get("subject", ""), count=1) or content.title,
        author=_author(fields.get("from", "")),
        date=_date(fields.get("date") or fields.get("sent") or ""),
    )


def _fields(text: str) -> tuple[Mapping[str, str], str]:
    """The fields that *text* begins with, by their names in small letters, and what follows; none if it is no mail."""
    start = text.lstrip("\n")
    gap = start.find("\n\n")
    lines = start[: max(gap, 0)].split("\n", _MOST_LINES)
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
    is_mail = "from" in fields and fields.keys() & {"subject", "date", "sent", "to"}
    return (fields, start[gap + 2 :]) if is_mail else ({}, text)


def _without_signature(body: str) -> tuple[str, str]:
    start, mark = max((body.rfind(mark), mark) for mark in _SIGNATURES)
    end = start + len(mark)
    if start < 0 or body.count("\n", end) > _LONGEST_SIGNATURE:
        return body, ""
    return body[: start + 1], body[end:].strip()


def _blocks(body: str) -> Iterator[Block]:
    """The lines of *body*; those that greet, are quoted or end it as asides."""
    greeting, body, ending = _parted(body)
    if greeting:
        yield Aside(greeting, "note")
    for is_quoted, lines in groupby(body.split("\n"), lambda line: line.startswith(">") or _is_introduction(line)):
        text = "\n".join(lines)
        yield Aside(text.replace(">", " "), "note") if is_quoted else Paragraph(text)
    if ending:
        yield Aside(ending, "note")


def _parted(body: str) -> tuple[str, str, str]:
    """The greeting that *body* begins with ("Dear all,"), its text, and the ending ("Best regards,", and a name)."""
    lines = body.strip().split("\n")
    first = 1 if len(lines[0].split()) <= _GREETING_WORDS and lines[0].rstrip().endswith(_GREETING_ENDS) else 0
    last = end = len(lines)
    while last > max(first, end - _ENDING_LINES) and _may_end(lines[last - 1]):
        last -= 1
        if lines[last].rstrip().endswith(_GREETING_ENDS) or _FORMULA.match(lines[last]):
            return "\n".join(lines[:first]), "\n".join(lines[first:last]), "\n".join(lines[last:])
    return "\n".join(lines[:first]), "\n".join(lines[first:]), ""


def _may_end(line: str) -> bool:
    """Whether *line* may be of the ending of an e-mail: a formula, a name, an office."""
    return len(line.split()) <= _GREETING_WORDS and not line.startswith(">") and not line.rstrip().endswith(_TEXT_ENDS)


def _is_introduction(line: str) -> bool:
    return len(line) <= 250 and _INTRODUCTION.fullmatch(line.strip()) is not None


def _author(field: str) -> str | None:
    if not field or len(field) > _LONGEST_AUTHOR:
        return field.strip() or None
    from email.utils import parseaddr  # 10 ms: only for e-mail

    name, address = parseaddr(field)
    return name or address or field.strip() or None


def _date(field: str) -> str | None:
    if not field:
        return None
    from email.utils import parsedate_tz

    found = parsedate_tz(field)
    return f"{found[0]:04}-{found[1]:02}-{found[2]:02}" if found else field.strip() or None
