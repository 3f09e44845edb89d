"""What is written behind an option -> its value; all checks raise UsageError for what can be none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from summarizer.choices import OUTPUT_FORMATS
from summarizer.errors import UsageError, nearest
from templates import METADATA, VIEWS

TYPE_CHECKING = False  # that of `typing`, whose import takes half as long as all of Python's start
if TYPE_CHECKING:
    from typing import TypeVar

    from summarizer.options import Length
    from templates import View

    _Name = TypeVar("_Name", bound=str)

MIN_COLUMNS = 20
"""Cells; in narrower lines nothing can be read."""


def known_name(option: str, what: str, known: Collection[_Name]) -> Callable[[str], _Name]:
    """A check that the value of *option* is one of the *known* names; *what* says what they name."""

    def check(value: str) -> _Name:
        for name in known:
            if name == value:
                return name
        remedy = nearest(value.lower(), known, f"choose {', '.join(known)}")
        raise UsageError(f"{option} {value}", f"unknown {what}", remedy)

    return check


def views(value: str) -> tuple[View, ...]:
    """The summaries that a list names, each once."""
    return tuple(dict.fromkeys(map(known_name("--kind", "summary", VIEWS), value.split(","))))


METADATA_KEYS = (*METADATA, "marking")
"""What a document can be told to be, by --metadata."""


def metadata(value: str) -> tuple[str, str]:
    """The key and the text of KEY=TEXT, which may be "" for none."""
    key, equals, text = value.partition("=")
    if not equals:
        raise UsageError(f"--metadata {value}", "has no value", "write it as KEY=VALUE")
    key = known_name("--metadata", "key", METADATA_KEYS)(key)
    if key == "date" and text not in ("", "today") and not _may_be_a_day(text):
        raise UsageError(f"--metadata {value}", "is no date", "write a day that exists as YYYY-MM-DD, or date=today")
    if key == "language" and not _may_be_a_language(text):
        raise UsageError(f"--metadata {value}", "is no code of a language", "write it as in language=de or pt-BR")
    return key, text


_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
"""As BCP 47 has it, or POSIX, with a low line; it need not be a language that we read."""
_ISO_639_1 = (
    "a:abefkmnrsvyz b:aeghimnors c:aehorsuvy d:aevz e:elnostu f:afijory g:adlnuv h:aeiortuyz i:adegiknostuw "
    "j:aiv k:agijklmnorsuvwy l:abginotuv m:ghiklnorsty n:abdeglnorvy o:cjmrs p:ailst q:u r:mnouw "
    "s:acdeghiklmnoqrstuvw t:aeghiklnorstwy u:gkrz v:eio w:ao x:h y:io z:ahu"
)
"""First and second letters of all codes of two letters, also of those replaced since; of three there are thousands."""


def _may_be_a_language(text: str) -> bool:
    code = re.split("[-_]", text.lower(), maxsplit=1)[0]
    is_known = len(code) == 3 or any(code[:1] == row[0] and code[1:] in row[2:] for row in _ISO_639_1.split())
    return _LANGUAGE_TAG.fullmatch(text) is not None and is_known


def _may_be_a_day(text: str) -> bool:
    """Whether *text* has a number and, if it looks like an ISO 8601 date, is one: others are shown as they are."""
    numbers = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text, re.ASCII)
    if not numbers:
        return any(map(str.isnumeric, text))
    from datetime import date

    try:
        date(*map(int, numbers.groups()))
    except ValueError:
        return False
    return True


def focus(value: str) -> str:
    """What is looked for, which is not empty."""
    if not value.strip():
        raise UsageError("--focus", "is empty", "name what you look for, as in --focus 'ferry fares', or leave it out")
    return value


def length(option: str) -> Callable[[str], Length]:
    """A check that the value of *option* is a length."""

    def check(value: str) -> Length:
        from summarizer.options import Length

        try:
            return Length.parse(value)
        except UsageError as error:
            raise UsageError(f"{option} {value}", error.problem, error.remedy) from None

    return check


def whole_number(option: str, least: int) -> Callable[[str], int]:
    """A check that the value of *option* is a whole number from *least* up."""

    def check(value: str) -> int:
        # isdecimal() takes the digits of every script, as int() does.
        if not value.isdecimal() or len(value) > 15 or int(value) < least:
            problem = "is out of range" if re.fullmatch(r"[-+]?\d+", value) else "is no whole number"
            raise UsageError(f"{option} {value}", problem, f"give a whole number from {least} up")
        return int(value)

    return check


def formats(value: str) -> tuple[str, ...]:
    """The output formats that a list names, each once."""
    return tuple(dict.fromkeys(map(known_name("--to", "output format", OUTPUT_FORMATS), value.split(","))))


def address(value: str) -> str:
    """The address of a scheduler."""
    if not re.fullmatch(r"((tcp|tls)://)?[\w.\[\]:-]+", value, re.ASCII):
        raise UsageError(f"--cluster {value}", "is no address", "write it as tcp://HOST:PORT or tls://HOST:PORT")
    return value
