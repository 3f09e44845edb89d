"""The head of an e-mail, as it stands in a text: its lines, in the languages of mail programs, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_MOST_LINES = 200  # of a head that a text begins with
_FIELD = re.compile(r"\*?([^\W\d_](?:[\w -]{0,39}[\w-])?)\s{0,2}[:：]\*?[ \t]*(.*)")
_NAMES = {
    "from": "from, von, de, da, van, från, fra, od, от, отправитель, lähettäjä, feladó, kimden, 发件人, 差出人",
    "to": "to, an, à, a, para, aan, till, til, do, komu, кому, vastaanottaja, címzett, kime, 收件人, 宛先",
    "subject": "subject, betreff, objet, asunto, oggetto, assunto, onderwerp, ämne, emne, temat, předmět, тема, aihe,"
    " tárgy, konu, 主题, 件名",
    "date": "date, sent, gesendet, datum, envoyé, envoyé le, enviado, enviado el, enviado em, enviada em, fecha,"
    " inviato, inviato il, data, verzonden, skickat, sendt, dato, wysłano, odesláno, отправлено, дата, lähetetty,"
    " elküldve, gönderildi, tarih, 发送时间, 日期, 送信日時, 日時",
}
"""What the lines of a head are called that mail programs write above a text, in other languages, too."""
_NAMED = {name: field for field, names in _NAMES.items() for name in names.split(", ")}
_SENT_ON = re.compile(r"(?:fwd?|wg|tr|rv|enc|vb|vs|vl|pd|doorst|(?-i:I))\s*:", re.IGNORECASE)
_REPLY = re.compile(rf"(?:(?:(?:re|aw|antw|sv|res|odp|(?-i:R))\s*:|{_SENT_ON.pattern})\s*)+", re.IGNORECASE)
MOST_OF_HEAD = 20
"""Lines of a head within a text."""
_LONGEST_AUTHOR = 300  # characters that are taken apart, by functions which call themselves for each bracket


def fields_of(text: str) -> tuple[Mapping[str, str], str]:
    """The fields that *text* begins with, by their English names in small letters, and what follows.

    There are none if it is no mail.
    """
    start = text.lstrip("\n")
    gap = start.find("\n\n")
    lines = start[: max(gap, 0)].split("\n", _MOST_LINES)
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        if name and line[:1] in (" ", "\t"):
            fields[name] += f" {line.strip()}"
        elif field := _FIELD.fullmatch(line.rstrip()):
            name = _named(field)
            fields[name] = field[2]
        else:
            return {}, text
    is_mail = "from" in fields and fields.keys() & {"subject", "date", "to"}
    return (fields, start[gap + 2 :]) if is_mail else ({}, text)


def _named(field: re.Match[str]) -> str:
    name = field[1].lower()
    return _NAMED.get(name, name)


def is_head(lines: Sequence[str], begin: int) -> bool:
    """Whether the head of an e-mail begins there, with an author, a subject, and a date or who got it."""
    names: set[str] = set()
    for line in lines[begin : begin + MOST_OF_HEAD]:
        field = _FIELD.fullmatch(line.strip())
        if not field or (not names and _named(field) != "from"):
            break
        names.add(_named(field))
    return "subject" in names and bool(names & {"date", "to"})


def is_sent_on(fields: Mapping[str, str]) -> bool:
    """Whether the subject says that another e-mail is sent on, as "Fwd: ..." does."""
    return _SENT_ON.match(fields.get("subject", "")) is not None


def title_of(fields: Mapping[str, str]) -> str:
    """The subject, without marks of an answer as "Re: "; "" for none."""
    return _REPLY.sub("", fields.get("subject", ""), count=1)


def author_of(fields: Mapping[str, str]) -> str | None:
    """The name of who wrote it, else the address."""
    field = fields.get("from", "")
    if "@" not in field or len(field) > _LONGEST_AUTHOR:
        return field.strip() or None
    from email.utils import parseaddr  # 10 ms: only for e-mail

    name, address = parseaddr(field)
    return name or address or field.strip() or None


def date_of(fields: Mapping[str, str]) -> str | None:
    """The day as ISO 8601 has it; as it stands there, where it is not written as in RFC 5322."""
    field = fields.get("date", "")
    if not field:
        return None
    from email.utils import parsedate_tz

    found = parsedate_tz(field)
    return f"{found[0]:04}-{found[1]:02}-{found[2]:02}" if found else field.strip() or None
