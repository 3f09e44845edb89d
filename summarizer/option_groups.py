"""The options of the commands, in the groups that the help shows, each checked as it is read."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Mapping, Sequence

from summarizer.choices import INPUT_FORMATS, METHODS, OUTPUT_FORMATS
from summarizer.errors import UsageError, nearest, one_of
from summarizer.limits import add_limits
from templates import METADATA, VIEWS

TYPE_CHECKING = False  # that of `typing`, whose import takes half as long as all of Python's start
if TYPE_CHECKING:
    from typing import TypeVar

    from summarizer.options import Length
    from templates import View

    _Name = TypeVar("_Name", bound=str)

MIN_COLUMNS = 20


def known_name(option: str, what: str, known: Collection[_Name]) -> Callable[[str], _Name]:
    """A check that the value of *option* is one of the *known* names; *what* says what they name."""

    def check(value: str) -> _Name:
        for name in known:
            if name == value:
                return name
        remedy = nearest(value.lower(), known, f"choose {', '.join(known)}")
        raise UsageError(f"{option} {value}", f"unknown {what}", remedy)

    return check


def _views(value: str) -> tuple[View, ...]:
    return tuple(dict.fromkeys(map(known_name("--kind", "summary", VIEWS), value.split(","))))


_METADATA = [*METADATA, "marking"]


def _metadata(value: str) -> tuple[str, str]:
    key, equals, text = value.partition("=")
    if not equals:
        raise UsageError(f"--metadata {value}", "has no value", "write it as KEY=VALUE")
    key = known_name("--metadata", "key", _METADATA)(key)
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


def _focus(value: str) -> str:
    if not value.strip():
        raise UsageError("--focus", "is empty", "name what you look for, as in --focus 'ferry fares', or leave it out")
    return value


def _length(option: str) -> Callable[[str], Length]:
    def check(value: str) -> Length:
        from summarizer.options import Length

        try:
            return Length.parse(value)
        except UsageError as error:
            raise UsageError(f"{option} {value}", error.problem, error.remedy) from None

    return check


def _number(option: str, least: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        # isdecimal() takes the digits of every script, as int() does.
        if not value.isdecimal() or len(value) > 15 or int(value) < least:
            problem = "is out of range" if re.fullmatch(r"[-+]?\d+", value) else "is no whole number"
            raise UsageError(f"{option} {value}", problem, f"give a whole number from {least} up")
        return int(value)

    return check


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action="append",
        default=[],
        help=f"write to FILE, in the format of its ending (.{', .'.join(OUTPUT_FORMATS)}); may be repeated; - is "
        "standard output, which is also the default",
    )
    group.add_argument(
        "-t",
        "--to",
        metavar="FORMAT",
        type=known_name("--to", "output format", OUTPUT_FORMATS),
        help="the format on standard output (default: txt)",
    )
    group.add_argument("--force", action="store_true", help="replace output files that exist")


def _add_batch_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-o", "--output", metavar="OUTDIR", dest="outdir", help="the folder for the summaries")
    group.add_argument(
        "-t",
        "--to",
        metavar="LIST",
        dest="formats",
        type=_formats,
        default=("pdf", "docx"),
        help=f"formats, as any of {','.join(OUTPUT_FORMATS)} (default: pdf,docx)",
    )
    group.add_argument(
        "--only-failed", action="store_true", help="try only what has failed before (OUTDIR/failures.json lists it)"
    )
    group.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=_number("--jobs", 1),
        help="how many documents are done at a time (default: one for each processor)",
    )
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        type=_address,
        help="have it done by the workers of the Dask scheduler at ADDRESS, as in tcp://10.0.0.5:8786",
    )
    group.add_argument(
        "--shared", action="store_true", help="the workers of the cluster find the documents under the same paths"
    )
    group.add_argument("--force", action="store_true", help="use an OUTDIR that has other files in it")


def _formats(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(known_name("--to", "output format", OUTPUT_FORMATS), value.split(","))))


def _address(value: str) -> str:
    if not re.fullmatch(r"((tcp|tls)://)?[\w.\[\]:-]+", value, re.ASCII):
        raise UsageError(f"--cluster {value}", "is no address", "write it as tcp://HOST:PORT or tls://HOST:PORT")
    return value


def _add_length(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--kind",
        metavar="LIST",
        type=_views,
        default=VIEWS,
        help="which summaries: any of short,medium,bullets (default: all three; JSON always has all)",
    )
    group.description = (
        "LENGTH is a number of sentences or points (5), a share of the distinct\npoints (20%), or at most so many "
        "words (120w), but one\nsentence at least."
    )
    for view, default in (("short", "3"), ("medium", "20%%, within 5 to 10"), ("bullets", "7")):
        group.add_argument(
            f"--{view}",
            metavar="LENGTH",
            type=_length(f"--{view}"),
            default=argparse.SUPPRESS,
            help=f"(default: {default})",
        )
    group.add_argument("--by-score", action="store_true", help="most salient first (default: in reading order)")
    group.add_argument(
        "--focus",
        metavar="TEXT",
        type=_focus,
        default=argparse.SUPPRESS,
        help="prefer what is about TEXT, as in --focus 'ferry fares'",
    )
    group.add_argument(
        "--method",
        metavar="NAME",
        type=known_name("--method", "method", METHODS),
        default=METHODS[0],
        help=f"how sentences are ranked: {', '.join(METHODS)} (default: {METHODS[0]})",
    )
    group.add_argument(
        "--explain", action="store_true", help="add of every sentence why it is shown or not (text and JSON)"
    )


def _add_input(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-f",
        "--from",
        dest="source_format",
        metavar="FORMAT",
        type=known_name("--from", "input format", INPUT_FORMATS),
        help=f"the format of FILE: {one_of(INPUT_FORMATS)} (default: what its content and name say)",
    )
    group.add_argument("--language", metavar="NAME", default="auto", help="as in en or english (default: auto)")
    group.add_argument("--encoding", metavar="NAME", help="of text files, where it is not recognised, as in cp1252")


def _add_words(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--template",
        metavar="NAME|FILE",
        help="briefing (default for pdf and html), handout (for docx), highlight, large, plain (for text and md), or a "
        ".toml file of your own",
    )
    group.add_argument(
        "-M",
        "--metadata",
        metavar="KEY=VALUE",
        type=_metadata,
        action="append",
        default=[],
        help=f"{', '.join(_METADATA)}; date=today is allowed, and KEY= for none; may be repeated",
    )
    group.add_argument("--marking", metavar="TEXT", help="a handling marking for every page, as in TLP:AMBER")
    group.add_argument(
        "--reference-doc",
        metavar="FILE",
        help="a .docx or .dotx file whose page, styles and text a Word summary is to have; its places are filled",
    )


def _add_look(group: argparse._ArgumentGroup) -> None:
    _add_words(group)
    group.add_argument(
        "--columns",
        metavar="N",
        type=_number("--columns", MIN_COLUMNS),
        help="width of text (default: that of the terminal, up to 88; 72 in files)",
    )
    group.add_argument("--ascii", action="store_true", help="text without any sign outside ASCII")


def _add_color(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--color",
        metavar="WHEN",
        type=known_name("--color", "choice", ("auto", "always", "never")),
        default="auto",
        help="auto, always or never, on standard output (default: auto; NO_COLOR is honoured)",
    )


def _add_quiet(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-q", "--quiet", action="store_true", help="no warnings")


def _add_messages(group: argparse._ArgumentGroup) -> None:
    _add_quiet(group)
    group.add_argument("-v", "--verbose", action="store_true", help="say what was read and written")
    group.add_argument("--fail-if-warnings", action="store_true", help="write nothing and exit with 65 at a warning")
    _add_help(group)


def _add_batch_messages(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-q", "--quiet", action="store_true", help="say only whether some have failed")
    group.add_argument("-v", "--verbose", action="store_true", help="name every document")
    group.add_argument("--fail-if-warnings", action="store_true", help="a document with a warning has failed")
    _add_help(group)


def _add_help(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--debug", action="store_true", help="show the traceback of an error")
    group.add_argument("-h", "--help", action="store_true", help="show this text")


def _add_version(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--version", action="store_true", help="show the version")


# -- which groups a command has --

Groups = Mapping[str, Sequence[Callable[[argparse._ArgumentGroup], None]]]

GROUPS: Groups = {
    "output": [_add_output],
    "what the summary says": [_add_length],
    "input": [_add_input],
    "limits": [add_limits],
    "how it looks": [_add_look, _add_color],
    "messages": [_add_messages, _add_version],
}
BATCH_GROUPS: Groups = {
    **GROUPS,
    "output": [_add_batch_output],
    "how it looks": [_add_look],
    "messages": [_add_batch_messages],
}

VERIFY_GROUPS: Groups = {
    "input": [_add_input],
    "limits": [add_limits],
    "as given for the briefing": [_add_words],
    "messages": [_add_quiet, _add_help],
}
