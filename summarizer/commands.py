"""The commands besides summarising: words that stand where the first FILE would, each with arguments of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import templates
from summarizer.errors import UsageError, nearest, one_of
from summarizer.terminal import put


class Command:
    """A row of `COMMANDS`. It is no dataclass, for the module of these takes as long to load as all the rest of help.

    *usage* and *about* are its lines in the help; *run* takes the arguments behind its name, prints what there is to
    say, and gives the exit code. *help* gives its own help, where it has options.
    """

    __slots__ = ("about", "help", "run", "usage")

    def __init__(
        self,
        usage: str,
        about: str,
        run: Callable[[Sequence[str]], int],
        help: Callable[[], str] | None = None,  # noqa: A002
    ) -> None:
        self.usage, self.about, self.run, self.help = usage, about, run, help


def command(argv: Sequence[str]) -> str | None:
    """The command that the first word of *argv* names; a file of that name is written ``./templates``."""
    return argv[0] if argv and argv[0] in COMMANDS else None


def run(argv: Sequence[str]) -> int:
    """Carry out the command of *argv*; its exit code. Raises UsageError for arguments that mean nothing to it."""
    name, *arguments = argv
    row = COMMANDS[name]
    if "-h" in arguments or "--help" in arguments:
        put(row.help() if row.help else f"usage: {row.usage}\n\n{row.about}\n")
        return 0
    return row.run([argument for argument in arguments if argument != "--debug"])


def _templates(arguments: Sequence[str]) -> int:
    """Print the names of the built-in templates with what they are, or one of them as TOML."""
    from templates.printing import about, printed

    names = _names("templates", arguments, most=1)
    for name in names:
        if name not in templates.NAMES:
            remedy = nearest(name, templates.NAMES, f"choose {one_of(templates.NAMES)}")
            raise UsageError(name, "is not a template", remedy)
    width = max(map(len, templates.NAMES))
    table = "".join(f"{name:{width}}  {about(name)}\n" for name in templates.NAMES)
    put(f"{printed(names[0]).rstrip()}\n" if names else table)
    return 0


def _verify(arguments: Sequence[str]) -> int:
    from summarizer.verification.command import verify  # knows the readers and the exporters

    return verify(arguments)


def _verify_help() -> str:
    from summarizer.arguments import verify_help_text

    return verify_help_text()


def _batch(arguments: Sequence[str]) -> int:
    from summarizer.batch.command import run

    return run(arguments)


def _batch_help() -> str:
    from summarizer.arguments import batch_help_text

    return batch_help_text()


def _doctor(arguments: Sequence[str]) -> int:
    """Print what this installation can do; 1 if something that is promised does not work here."""
    from summarizer.doctor import examine, report

    _names("doctor", arguments, most=0)
    findings = examine()
    put(report(findings))
    return 1 if any(finding.is_broken for finding in findings) else 0


def _names(command: str, arguments: Sequence[str], most: int) -> Sequence[str]:
    """The *arguments* of a *command* that takes no option and at most so many names."""
    for number, argument in enumerate(arguments):
        if argument.startswith("-") or number >= most:
            raise UsageError(argument, f"means nothing to {command}", f"write {COMMANDS[command].usage}")
    return arguments


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "batch": Command(
            "conspectus batch PATH... -o OUTDIR", "a summary of each document in folders", _batch, _batch_help
        ),
        "templates": Command(
            "conspectus templates [NAME]", "list the templates, or print one to start from", _templates
        ),
        "verify": Command(
            "conspectus verify BRIEFING SOURCE...",
            "find every sentence of a briefing in its sources",
            _verify,
            _verify_help,
        ),
        "doctor": Command("conspectus doctor", "say what this installation can do, and check it", _doctor),
    }
)
"""The commands by their names."""


def help_lines() -> str:
    """The commands as ``--help`` lists them."""
    width = max(len(row.usage) for row in COMMANDS.values())
    return "".join(f"  {row.usage:{width}}  {row.about}\n" for row in COMMANDS.values())
