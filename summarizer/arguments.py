"""The command line as values, and what ``--help`` prints of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from summarizer.commands import help_lines
from summarizer.errors import UsageError, nearest
from summarizer.limits import limits_of
from summarizer.option_groups import BATCH_GROUPS, GROUPS, VERIFY_GROUPS, Groups

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import NoReturn, TypeVar

    from summarizer.options import Length, Limits, Options
    from templates import View

    _Arguments = TypeVar("_Arguments", bound="Arguments")

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


class Arguments(argparse.Namespace):
    """What the user asked for: a field for each option, but none for a length that was not given."""

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
        from dataclasses import fields

        from summarizer.options import Options

        given = vars(self)
        return Options(**{field.name: given[field.name] for field in fields(Options) if field.name in given})

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
            dashes = "--" if option.startswith("--") else "-"
            alike = [known for known in parser.known_options if known.startswith("--") == (dashes == "--")]
            words = [known.removeprefix(dashes) for known in alike]
            raise UsageError(
                option, "unknown option", nearest(option.removeprefix(dashes), words, parser.remedy, dashes)
            )
    return [*rest[:border], *rest[border + 1 :]]


def _formatter(prog: str) -> argparse.HelpFormatter:
    from shutil import get_terminal_size

    columns = min(max(get_terminal_size().columns, 60), 100)
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=30, width=columns)


def _parser() -> _Parser:
    return _with(GROUPS, "conspectus", "FILE...", DESCRIPTION, f"{COMMANDS_HELP}\n{EXIT_CODES}\n{EXAMPLES}")


def _batch_parser() -> _Parser:
    return _with(BATCH_GROUPS, "conspectus batch", "PATH... -o OUTDIR", BATCH_DESCRIPTION, BATCH_EXAMPLES)


def _verify_parser() -> _Parser:
    return _with(VERIFY_GROUPS, "conspectus verify", "BRIEFING SOURCE...", VERIFY_DESCRIPTION, "")


def _with(groups: Groups, prog: str, files: str, description: str, epilog: str) -> _Parser:
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
