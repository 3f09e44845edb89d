"""The command line as values: the table of options, each checked as it is read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from shutil import get_terminal_size
from typing import NoReturn, TypeVar

from exporters import EXPORTERS
from summarizer.commands import help_lines
from summarizer.errors import UsageError, nearest, one_of
from summarizer.limits import add_limits, limits_of
from summarizer.options import METHODS, Length, Limits, Options
from summarizer.readers import READERS
from templates import VIEWS, Metadata, View

USAGE = "conspectus [OPTIONS] FILE..."
DESCRIPTION = """\
A summary of a document, or of several on one subject. Every sentence is the
author's own, said once, with the place it came from. FILE - is standard input.
"""
COMMANDS_HELP = f"""\
commands:
{help_lines()}  (a FILE of that name is written ./templates)
"""
EXAMPLES = """\
examples:
  conspectus article.txt                              read it here
  conspectus article.txt -o brief.pdf -o brief.docx   or as files
  conspectus notes.md --kind bullets --bullets 5      five points, nothing else
  cat article.txt | conspectus --short 2 -            the text from a pipe
"""
MIN_COLUMNS = 20


class Arguments(argparse.Namespace):
    """What the user asked for; a field for each option."""

    files: list[str]
    output: list[str]
    to: str | None
    force: bool
    kind: tuple[View, ...]
    short: Length
    medium: Length
    bullets: Length
    method: str
    language: str
    by_score: bool
    focus: str
    explain: bool
    source_format: str | None
    encoding: str | None
    given_limits: list[tuple[str, int]]
    template: str | None
    metadata: list[tuple[str, str]]
    marking: str | None
    reference_doc: str | None
    columns: int | None
    color: str
    ascii: bool
    quiet: bool
    verbose: bool
    fail_if_warnings: bool
    debug: bool
    help: bool
    version: bool

    @property
    def options(self) -> Options:
        """What is asked of the summary itself."""
        return Options(**{field.name: getattr(self, field.name) for field in fields(Options)})

    @property
    def limits(self) -> Limits:
        """What reading a file may cost: what the options say, else the environment; raises UsageError for nonsense."""
        return limits_of(self.given_limits)


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments of a command line; raises UsageError for one that means nothing."""
    parser = _parser()
    # Files are not declared: argparse tears FILE... apart where options stand between them.
    arguments, rest = parser.parse_known_args(argv, Arguments())
    arguments.files = _files(rest, parser.known_options)
    return arguments


def help_text() -> str:
    """What ``--help`` prints."""
    return _parser().format_help()


class _Parser(argparse.ArgumentParser):
    @property
    def known_options(self) -> list[str]:
        return list(self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        subject, _, problem = message.removeprefix("argument ").partition(": ")
        raise UsageError(subject, problem or "is not understood", "see conspectus --help")


def _files(rest: Sequence[str], known_options: Collection[str]) -> list[str]:
    border = rest.index("--") if "--" in rest else len(rest)
    for word in rest[:border]:
        if word.startswith("-") and word != "-":
            option = word.partition("=")[0]
            alike = [known for known in known_options if known.startswith("--") == option.startswith("--")]
            raise UsageError(option, "unknown option", nearest(option, alike, "see conspectus --help"))
    return [*rest[:border], *rest[border + 1 :]]


_Name = TypeVar("_Name", bound=str)


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


_METADATA = [*(field.name for field in fields(Metadata)), "marking"]


def _metadata(value: str) -> tuple[str, str]:
    key, equals, text = value.partition("=")
    if not equals:
        raise UsageError(f"--metadata {value}", "has no value", "write it as KEY=VALUE")
    return known_name("--metadata", "key", _METADATA)(key), text


def _number(option: str, least: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        # isdecimal() takes the digits of every script, as int() does.
        if not value.isdecimal() or len(value) > 15 or int(value) < least:
            raise UsageError(f"{option} {value}", "is out of range", f"give a whole number from {least} up")
        return int(value)

    return check


def _formatter(prog: str) -> argparse.HelpFormatter:
    columns = min(max(get_terminal_size().columns, 60), 100)
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=30, width=columns)


def _parser() -> _Parser:
    parser = _Parser(
        prog="conspectus",
        usage=USAGE,
        description=DESCRIPTION,
        epilog=f"{COMMANDS_HELP}\n{EXAMPLES}",
        formatter_class=_formatter,
        add_help=False,
        allow_abbrev=False,
    )
    for name, add in _GROUPS.items():
        add(parser.add_argument_group(name))
    return parser


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action="append",
        default=[],
        help=f"write to FILE, in the format of its ending (.{', .'.join(EXPORTERS)}); may be repeated; - is standard "
        "output, which is also the default",
    )
    group.add_argument(
        "-t",
        "--to",
        metavar="FORMAT",
        type=known_name("--to", "output format", EXPORTERS),
        help="the format on standard output (default: txt)",
    )
    group.add_argument("--force", action="store_true", help="replace output files that exist")


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
        "words (120w)."
    )
    for view, default in (("short", "3"), ("medium", "20%%, within 5 to 10"), ("bullets", "7")):
        group.add_argument(
            f"--{view}",
            metavar="LENGTH",
            type=Length.parse,
            default=getattr(Options(), view),
            help=f"(default: {default})",
        )
    group.add_argument("--by-score", action="store_true", help="most salient first (default: in reading order)")
    group.add_argument(
        "--focus", metavar="TEXT", default="", help="prefer what is about TEXT, as in --focus 'ferry fares'"
    )
    group.add_argument(
        "--method",
        metavar="NAME",
        type=known_name("--method", "method", METHODS),
        default=Options().method,
        help=f"how sentences are ranked: {', '.join(METHODS)} (default: {Options().method})",
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
        type=known_name("--from", "input format", READERS),
        help=f"the format of FILE: {one_of(READERS)} (default: what its content and name say)",
    )
    group.add_argument("--language", metavar="NAME", default="auto", help="as in en or english (default: auto)")
    group.add_argument("--encoding", metavar="NAME", help="of text files, where it is not recognised, as in cp1252")


def _add_look(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--template",
        metavar="NAME|FILE",
        help="briefing (default for pdf), handout (for docx), large, plain (for text), or a .toml file of your own",
    )
    group.add_argument(
        "-M",
        "--metadata",
        metavar="KEY=VALUE",
        type=_metadata,
        action="append",
        default=[],
        help=f"{', '.join(_METADATA)}; date=today is allowed; may be repeated",
    )
    group.add_argument("--marking", metavar="TEXT", help="a handling marking for every page, as in TLP:AMBER")
    group.add_argument(
        "--reference-doc",
        metavar="FILE",
        help="a .docx or .dotx file whose page, styles and text a Word summary is to have; its places are filled",
    )
    group.add_argument(
        "--columns",
        metavar="N",
        type=_number("--columns", MIN_COLUMNS),
        help="width of text (default: that of the terminal, up to 88; 72 in files)",
    )
    group.add_argument(
        "--color",
        metavar="WHEN",
        type=known_name("--color", "choice", ("auto", "always", "never")),
        default="auto",
        help="auto, always or never, on standard output (default: auto; NO_COLOR is honoured)",
    )
    group.add_argument("--ascii", action="store_true", help="text without any sign outside ASCII")


def _add_messages(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-q", "--quiet", action="store_true", help="no warnings")
    group.add_argument("-v", "--verbose", action="store_true", help="say what was read and written")
    group.add_argument("--fail-if-warnings", action="store_true", help="write nothing and exit with 65 at a warning")
    group.add_argument("--debug", action="store_true", help="show the traceback of an error")
    group.add_argument("-h", "--help", action="store_true", help="show this text")
    group.add_argument("--version", action="store_true", help="show the version")


_GROUPS = {
    "output": _add_output,
    "what the summary says": _add_length,
    "input": _add_input,
    "limits": add_limits,
    "how it looks": _add_look,
    "messages": _add_messages,
}
