"""The command line as values: the table of options, each checked as it is read."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from shutil import get_terminal_size
from typing import NoReturn, TypeVar

from exporters import EXPORTERS
from summarizer.commands import help_lines
from summarizer.errors import UsageError, nearest, one_of
from summarizer.limits import add_limits, limits_of
from summarizer.options import METHODS, Length, Limits, Options
from summarizer.readers import READERS
from templates import METADATA, VIEWS, View

DESCRIPTION = """\
A summary of a document, or of several on one subject. Every sentence is the
author's own, said once, with the place it came from. FILE - is standard input.
"""
COMMANDS_HELP = f"""\
commands:
{help_lines()}  (a FILE of that name is written ./templates)
"""
VERIFY_USAGE = "conspectus verify [OPTIONS] BRIEFING SOURCE..."
VERIFY_DESCRIPTION = """\
Read a briefing back, and say whether every sentence in it stands in the sources,
word for word. BRIEFING is a file that conspectus wrote, SOURCE what it was
written of, in the same order. The exit code is 0 if all of it is found, else 1.
"""
EXIT_CODES = """\
exit codes:
  0   done                             70  a bug of ours; please report it
  2   the command means nothing        73  the output is not to be had
  65  the input cannot be summarised   74  reading or writing failed
  66  a file is missing or unreadable  75  a limit was reached
  69  a format that is not supported   130, 143  stopped
"""
EXAMPLES = """\
examples:
  conspectus article.txt                              read it here
  conspectus article.txt -o brief.pdf -o brief.docx   or as files
  conspectus notes.md --kind bullets --bullets 5      five points, nothing else
  cat article.txt | conspectus --short 2 -            the text from a pipe
"""
BATCH_DESCRIPTION = """\
A summary of each document in folders, and of each file that is named. The tree
is kept: a/r.txt gives OUTDIR/a/r.txt.summary.pdf. The same command goes on where
it was stopped, and leaves alone what is done and has not changed.
"""
BATCH_EXAMPLES = """\
examples:
  conspectus batch articles -o summaries              as PDF and Word
  conspectus batch a.pdf notes -o out --to txt,json   in other formats
  conspectus batch articles -o summaries --only-failed
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


class BatchArguments(Arguments):
    """What the user asked of ``batch``, whose files may be folders."""

    outdir: str | None
    formats: tuple[str, ...]
    jobs: int | None
    cluster: str | None
    shared: bool
    only_failed: bool


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments of a command line; raises UsageError for one that means nothing."""
    return _parsed(_parser(), argv, Arguments())


def parse_batch(argv: Sequence[str]) -> BatchArguments:
    """The arguments of ``batch``; raises UsageError for one that means nothing."""
    return _parsed(_batch_parser(), argv, BatchArguments())


def parse_verify(argv: Sequence[str]) -> Arguments:
    """The arguments of ``conspectus verify``, of which few options mean something."""
    return _parsed(_verify_parser(), argv, Arguments())


def help_text() -> str:
    """What ``--help`` prints."""
    return _parser().format_help()


def verify_help_text() -> str:
    """What ``verify --help`` prints."""
    return _verify_parser().format_help()


def batch_help_text() -> str:
    """What ``batch --help`` prints."""
    return _batch_parser().format_help()


_Arguments = TypeVar("_Arguments", bound=Arguments)


def _parsed(parser: _Parser, argv: Sequence[str], into: _Arguments) -> _Arguments:
    # Files are not declared: argparse tears FILE... apart where options stand between them.
    arguments, rest = parser.parse_known_args(argv, into)
    arguments.files = _files(rest, parser)
    return arguments


class _Parser(argparse.ArgumentParser):
    @property
    def known_options(self) -> list[str]:
        return list(self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        subject, _, problem = message.removeprefix("argument ").partition(": ")
        raise UsageError(subject, problem or "is not understood", self.remedy)

    @property
    def remedy(self) -> str:
        return f"see {self.prog} --help"


def _files(rest: Sequence[str], parser: _Parser) -> list[str]:
    border = rest.index("--") if "--" in rest else len(rest)
    for word in rest[:border]:
        if word.startswith("-") and word != "-":
            option = word.partition("=")[0]
            alike = [known for known in parser.known_options if known.startswith("--") == option.startswith("--")]
            raise UsageError(option, "unknown option", nearest(option, alike, parser.remedy))
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


_METADATA = [*METADATA, "marking"]


def _metadata(value: str) -> tuple[str, str]:
    key, equals, text = value.partition("=")
    if not equals:
        raise UsageError(f"--metadata {value}", "has no value", "write it as KEY=VALUE")
    return known_name("--metadata", "key", _METADATA)(key), text


def _length(option: str) -> Callable[[str], Length]:
    def check(value: str) -> Length:
        try:
            return Length.parse(value)
        except UsageError as error:
            raise UsageError(f"{option} {value}", error.problem, error.remedy) from None

    return check


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
    return _with(_GROUPS, "conspectus", "FILE...", DESCRIPTION, f"{COMMANDS_HELP}\n{EXIT_CODES}\n{EXAMPLES}")


def _batch_parser() -> _Parser:
    return _with(_BATCH_GROUPS, "conspectus batch", "PATH... -o OUTDIR", BATCH_DESCRIPTION, BATCH_EXAMPLES)


def _verify_parser() -> _Parser:
    return _with(_VERIFY_GROUPS, "conspectus verify", "BRIEFING SOURCE...", VERIFY_DESCRIPTION, "")


def _with(groups: _Groups, prog: str, files: str, description: str, epilog: str) -> _Parser:
    parser = _Parser(
        prog=prog,
        usage=f"{prog} [OPTIONS] {files}",
        description=description,
        epilog=epilog,
        formatter_class=_formatter,
        add_help=False,
        allow_abbrev=False,
    )
    for name, adding in groups.items():
        group = parser.add_argument_group(name)
        for add in adding:
            add(group)
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


def _add_batch_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-o", "--output", metavar="OUTDIR", dest="outdir", help="the folder for the summaries")
    group.add_argument(
        "-t",
        "--to",
        metavar="LIST",
        dest="formats",
        type=_formats,
        default=("pdf", "docx"),
        help=f"formats, as any of {','.join(EXPORTERS)} (default: pdf,docx)",
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
    return tuple(dict.fromkeys(map(known_name("--to", "output format", EXPORTERS), value.split(","))))


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
        help=f"{', '.join(_METADATA)}; date=today is allowed; may be repeated",
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


def _add_messages(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-q", "--quiet", action="store_true", help="no warnings")
    group.add_argument("-v", "--verbose", action="store_true", help="say what was read and written")
    group.add_argument("--fail-if-warnings", action="store_true", help="write nothing and exit with 65 at a warning")
    _add_help(group)


def _add_help(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--debug", action="store_true", help="show the traceback of an error")
    group.add_argument("-h", "--help", action="store_true", help="show this text")


def _add_version(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--version", action="store_true", help="show the version")


_Groups = Mapping[str, Sequence[Callable[[argparse._ArgumentGroup], None]]]

_GROUPS: _Groups = {
    "output": [_add_output],
    "what the summary says": [_add_length],
    "input": [_add_input],
    "limits": [add_limits],
    "how it looks": [_add_look, _add_color],
    "messages": [_add_messages, _add_version],
}
_BATCH_GROUPS: _Groups = {
    **_GROUPS,
    "output": [_add_batch_output],
    "how it looks": [_add_look],
    "messages": [_add_messages],
}

_VERIFY_GROUPS: _Groups = {
    "input": [_add_input],
    "limits": [add_limits],
    "as given for the briefing": [_add_words],
    "messages": [_add_help],
}
