"""The commands besides summarising: words that stand where the first FILE would, each with arguments of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import templates
from summarizer.errors import UsageError, nearest, one_of


@dataclass(frozen=True, slots=True)
class Command:
    """A row of `COMMANDS`.

    *usage* and *about* are its lines in the help, *most* is how many arguments it takes; *run* gives what it prints,
    line by line.
    """

    usage: str
    about: str
    most: int
    run: Callable[[Sequence[str]], Iterator[str]]


def command(argv: Sequence[str]) -> str | None:
    """The command that the first word of *argv* names; a file of that name is written ``./templates``."""
    return argv[0] if argv and argv[0] in COMMANDS else None


def run(argv: Sequence[str]) -> str:
    """What the command of *argv* prints; raises UsageError for arguments that mean nothing to it."""
    name, *arguments = argv
    row = COMMANDS[name]
    if "-h" in arguments or "--help" in arguments:
        return f"usage: {row.usage}\n\n{row.about}\n"
    arguments = [argument for argument in arguments if argument != "--debug"]
    for number, argument in enumerate(arguments):
        if argument.startswith("-") or number >= row.most:
            raise UsageError(argument, f"means nothing to {name}", f"write {row.usage}")
    return "".join(f"{line}\n" for line in row.run(arguments))


def _templates(names: Sequence[str]) -> Iterator[str]:
    """The names of the built-in templates with what they are, or one of them as TOML."""
    from templates.printing import about, printed

    if not names:
        width = max(map(len, templates.NAMES))
        yield from (f"{name:{width}}  {about(name)}" for name in templates.NAMES)
        return
    if names[0] not in templates.NAMES:
        remedy = nearest(names[0], templates.NAMES, f"choose {one_of(templates.NAMES)}")
        raise UsageError(names[0], "is not a template", remedy)
    yield printed(names[0]).rstrip("\n")


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "templates": Command(
            "conspectus templates [NAME]", "list the templates, or print one to start from", 1, _templates
        ),
    }
)
"""The commands by their names."""


def help_lines() -> str:
    """The commands as ``--help`` lists them."""
    width = max(len(row.usage) for row in COMMANDS.values())
    return "".join(f"  {row.usage:{width}}  {row.about}\n" for row in COMMANDS.values())
