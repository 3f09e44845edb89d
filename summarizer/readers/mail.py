"""E-mail saved as text: the lines before it that say who wrote what when, quotations and the signature."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from summarizer.document import Aside, Block, Paragraph
from summarizer.readers.mail_head import MOST_OF_HEAD, author_of, date_of, fields_of, is_head, is_sent_on, title_of
from summarizer.structure import Content

_INTRODUCTION = re.compile(
    r".{5,200}\b(?:wrote|writes|schrieb|écrit|escribió|scritto|schreef)\s?:"
    r"|(?:Am|Le|El|Il|Op|On)\s(?=.*\d).{5,120}\b(?:schrieb|écrit|escribió|scritto|schreef|wrote)\b.{1,80}:"
)
_ORIGINAL = re.compile(
    r"[-_]{3,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale"
    r"|Oorspronkelijk bericht)\s*[-_]{3,}",
    re.IGNORECASE,
)
"""The line from which on an e-mail quotes the one that it answers, without a mark in each line.

Where its subject says that it sends one on, the first such line stands above that one."""

_FORWARDED = re.compile(
    r"[-_]{3,}\s*(?:Forwarded message|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|Messaggio inoltrato"
    r"|Doorgestuurd bericht)\s*[-_]{3,}"
    r"|(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Inicio del mensaje reenviado"
    r"|Début du message (?:réexpédié|transféré)|Inizio messaggio inoltrato|Begin doorgestuurd bericht)\s?:",
    re.IGNORECASE,
)
"""The line below which an e-mail that is sent on stands as it was, with the lines of its head."""

_RULE = re.compile(r"\s*_{5,}\s*")  # what Outlook draws above a head
_LINE_OF_HEAD = re.compile(r"\*?[^\W\d_][\w\s-]{0,20}:\*?(?:\s.*)?")  # in any language, and in stars where it was bold

_SIGNATURE_MARKS = ("-- ", "--")
_LONGEST_SIGNATURE = 12  # lines
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

    If it begins with lines as ``From: ...`` and ``Subject: ...``, it is a `letter`, also where all of it is set in by
    the mark of a quotation. A signature is one in any text.
    """
    text = text.replace("\r\n", "\n") if "\r" in text else text
    fields, body = fields_of(text)
    if not fields and text.lstrip().startswith(">"):
        found = fields_of(_drawn_out_whole(text))
        fields, body = found if found[0] else (fields, body)
    return letter(fields, body, warnings)


def letter(fields: Mapping[str, str], body: str, warnings: tuple[str, ...] = ()) -> Content:
    """The *body* of an e-mail with the *fields* of its head, by their names in small letters; without any, a text.

    The fields give author, title and date. What is quoted is an aside, and so are the greeting and the ending.
    """
    body, signatures = _without_signatures(body, is_mail=bool(fields))
    blocks: list[Block] = [Paragraph(body)]
    if fields:
        readings = (_blocks(body, is_sent_on=is_sent_on(fields)), _blocks(_drawn_out_whole(body), is_sent_on=True))
        # The second is for one that has been sent on as it is, and does not say so.
        blocks = next(filter(_says, map(list, readings)), blocks)
    blocks += [Aside(signature, "note") for signature in signatures]
    return with_fields(Content(tuple(blocks), warnings=warnings, marked=False), fields)


def with_fields(content: Content, fields: Mapping[str, str]) -> Content:
    """*content* with the title, author and date that the *fields* of an e-mail give."""
    return replace(
        content,
        title=title_of(fields) or content.title,
        author=author_of(fields),
        date=date_of(fields),
    )


def _says(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) and any(map(str.isalnum, block.text)) for block in blocks)


def _without_signatures(body: str, *, is_mail: bool) -> tuple[str, list[str]]:
    """*body* without its signatures, and these: each from its mark on to the end, or to the mail quoted below it."""
    lines = body.split("\n")
    marks = [number for number, line in enumerate(lines[:-1]) if number and line in _SIGNATURE_MARKS]
    if not marks:
        return body, []
    ends = [*(_quotations(lines) if is_mail else ()), len(lines)]
    kept: list[str] = []
    signatures: list[str] = []
    begin = 0
    for mark, following in pairwise([*marks, len(lines)]):
        end = ends[bisect(ends, mark)]
        if end <= following and end - mark <= _LONGEST_SIGNATURE + 2:  # its mark, and an empty line
            kept += lines[begin:mark]
            signatures.append("\n".join(lines[mark + 1 : end]).strip())
            begin = end
    return "\n".join([*kept, *lines[begin:]]) if signatures else body, list(filter(None, signatures))


def _quotations(lines: Sequence[str]) -> list[int]:
    """The lines from which on a mail is quoted, answered or sent on in *lines*."""
    quoted = [number for number, line in enumerate(lines) if _is_quoted(line)]
    return sorted([*quoted, *_answered(lines), *_marks(lines, _FORWARDED)])


def _blocks(body: str, *, is_sent_on: bool) -> Iterator[Block]:
    """The lines of *body*, and of each e-mail in it that is sent on, whose head is an aside."""
    lines = body.strip().split("\n")
    marks = _marks(lines, _FORWARDED) or (_answered(lines)[:1] if is_sent_on else [])
    if marks and next(filter(str.strip, lines[marks[0] + 1 :]), "").startswith(">"):  # all of it is set in by a mark
        lines[marks[0] :] = _drawn_out(lines[marks[0] :])
        marks = _marks(lines, _FORWARDED) or marks
    begin = 0
    for mark in marks:
        if end := _end_of_head(lines, mark + 1):
            yield from _written(lines[begin:mark])
            yield from _notes(lines[mark:end])
            begin = end
    rest = lines[begin:]
    if begin and all(line.startswith(">") for line in rest if line.strip()):
        rest = _drawn_out(rest)
    yield from _written(rest)


def _drawn_out_whole(text: str) -> str:
    """*text* without the first mark of a quotation in each line, if there is one in all."""
    lines = text.strip().split("\n")
    is_set_in = all(line.startswith(">") for line in lines if line.strip())
    return "\n".join(_drawn_out(lines)) if is_set_in else text


def _drawn_out(lines: Sequence[str]) -> list[str]:
    """*lines* without the first mark of a quotation in each."""
    return [re.sub("^> ?", "", line) for line in lines]


def _marks(lines: Sequence[str], mark: re.Pattern[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if mark.fullmatch(line.strip())]


def _answered(lines: Sequence[str]) -> list[int]:
    """The lines from which on an e-mail quotes one that it answers: a line that says so, or a head and its rule."""
    heads = [number for number in range(len(lines)) if is_head(lines, number)]
    ruled = (number - 1 if number and _RULE.fullmatch(lines[number - 1]) else number for number in heads)
    return sorted([*_marks(lines, _ORIGINAL), *ruled])


def _end_of_head(lines: Sequence[str], begin: int) -> int:
    """Where the head of an e-mail that is sent on ends, if one begins here, or a line or two further down; else 0."""
    start = next((number for number in range(begin, min(begin + 3, len(lines))) if lines[number].strip()), begin)
    end = start
    while end < min(start + MOST_OF_HEAD, len(lines)) and _LINE_OF_HEAD.fullmatch(lines[end].strip()):
        end += 1
    return end if end > start + 1 else 0


def _written(lines: Sequence[str]) -> Iterator[Block]:
    """The *lines* of one e-mail; those that greet, are quoted or end it as asides."""
    cut = next(iter(_answered(lines)), len(lines))
    last = cut
    while last and (not lines[last - 1].strip() or _is_quoted(lines[last - 1])):
        last -= 1
    greeting, text, ending = _parted(_without_blanks(lines[:last]))
    yield from _notes(greeting)
    for is_quoted, together in groupby(text, _is_quoted):
        stretch = list(together)
        yield from _notes(stretch) if is_quoted else [Paragraph("\n".join(stretch))]
    for part in (ending, lines[last:cut], lines[cut:]):
        yield from _notes(part)


def _without_blanks(lines: Sequence[str]) -> Sequence[str]:
    """*lines* from the first one on that says something."""
    return lines[next((number for number, line in enumerate(lines) if line.strip()), len(lines)) :]


def _is_quoted(line: str) -> bool:
    return line.startswith(">") or (len(line) <= 250 and _INTRODUCTION.fullmatch(line.strip()) is not None)


def _notes(lines: Sequence[str]) -> Iterator[Block]:
    """*lines* as one aside, without the marks of a quotation, if they say anything."""
    text = "\n".join(re.sub(r"^[>\s]+", "", line) for line in lines)
    if text.strip():
        yield Aside(text, "note")


def _parted(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The greeting that *lines* begin with ("Dear all,"), the text, and the ending ("Best regards,", and a name)."""
    if not lines:
        return (), (), ()
    first = 1 if len(lines[0].split()) <= _GREETING_WORDS and lines[0].rstrip().endswith(_GREETING_ENDS) else 0
    last = end = len(lines)
    while last > max(first, end - _ENDING_LINES) and _may_end(lines[last - 1]):
        last -= 1
        if lines[last].rstrip().endswith(_GREETING_ENDS) or _FORMULA.match(lines[last]):
            return lines[:first], lines[first:last], lines[last:]
    return lines[:first], lines[first:], ()


def _may_end(line: str) -> bool:
    """Whether *line* may be of the ending of an e-mail: a formula, a name, an office."""
    return len(line.split()) <= _GREETING_WORDS and not line.startswith(">") and not line.rstrip().endswith(_TEXT_ENDS)
