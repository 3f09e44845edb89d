"""What one command will read and write: all that can be known to fail is found out here, before any work is done."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import get_terminal_size
from typing import TextIO

import exporters
import templates
from summarizer.arguments import Arguments
from summarizer.commands import COMMANDS
from summarizer.document import Document
from summarizer.errors import OutputError, UsageError, WriteError, nearest, one_of
from summarizer.option_values import MIN_COLUMNS, known_name
from summarizer.options import Options
from summarizer.terminal import STDOUT
from templates import Metadata, Template

EXPLAINING = ("txt", "json")
"""The formats that show why a sentence was kept or left out."""
WIDEST = 88
"""Cells; longer lines are hard to read, however wide the screen."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written; *target* is None for standard output."""

    target: Path | None
    format: str
    template: Template

    @property
    def name(self) -> str:
        """What messages call it."""
        return STDOUT if self.target is None else str(self.target)


@dataclass(frozen=True, slots=True)
class Plan:
    """The *files* to read (``-`` is standard input), the *outputs* to write, standard output last.

    *epoch* is the date that SOURCE_DATE_EPOCH gives.
    """

    files: Sequence[str]
    outputs: Sequence[Output]
    metadata: Metadata
    epoch: str | None

    def template(self, output: Output, documents: Sequence[Document]) -> Template:
        """The template of *output*; its date is the user's, else a document's own, else that of SOURCE_DATE_EPOCH."""
        dated = self.metadata.date is not None or any(document.source.date for document in documents)
        metadata = self.metadata if dated else replace(self.metadata, date=self.epoch)
        return replace(output.template, metadata=metadata)


def plan(arguments: Arguments) -> Plan:
    """The plan that carries out *arguments*; raises UsageError, OutputError or WriteError where none can."""
    files = _files(arguments.files)
    _check_language(arguments.language)
    outputs = [_output(name, arguments) for name in arguments.output or ["-"]]
    _check_to(outputs, arguments.to)
    _check_explained(outputs, arguments.explain)
    outputs = _with_reference(outputs, arguments.reference_doc)
    _check_distinct(outputs)
    for output in outputs:
        _check_not_input(output, files)
        _check_available(output, arguments.force)
    # Standard output comes last: the files are safe by then, whatever becomes of the pipe.
    outputs.sort(key=lambda output: output.target is None)
    return Plan(files, outputs, metadata_of(arguments), epoch())


def options_of(arguments: Arguments, formats: Iterable[str]) -> Options:
    """What *arguments* ask of a summary that is written in these *formats*; it explains what they show.

    That are the kinds that were asked for, but all in JSON.
    """
    options = arguments.options
    shows_all = not options.explain or "json" in formats
    return options if shows_all else replace(options, explained=arguments.kind)


def templates_of(formats: Sequence[str], arguments: Arguments) -> dict[str, Template]:
    """The template by which *arguments* want files of each of the *formats* drawn; raises UsageError as `plan`."""
    _check_language(arguments.language)
    outputs = [Output(Path(f"summary.{kind}"), kind, _wished(kind, arguments)) for kind in formats]
    return {output.format: output.template for output in _with_reference(outputs, arguments.reference_doc)}


def wording(arguments: Arguments, documents: Sequence[Document]) -> Template:
    """The template that a briefing of *documents* by these *arguments* is worded by, whatever its format."""
    template = _template(arguments.template or "briefing")
    reference = templates.read_reference(arguments.reference_doc) if arguments.reference_doc else None
    output = Output(None, "txt", replace(template, marking=_marking(arguments, template), reference=reference))
    return Plan((), (), metadata_of(arguments), epoch()).template(output, documents)


def _files(files: Sequence[str]) -> Sequence[str]:
    if files.count("-") > 1:
        raise UsageError("-", "is named twice", "it can be read once only")
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise UsageError("conspectus", "no FILE is given", "name one, or - for standard input; see conspectus --help")
    if files and files[0] not in (*COMMANDS, "-") and not os.path.lexists(files[0]):
        _check_command(files[0])
    return files or ["-"]


def _check_command(word: str) -> None:
    """Raise UsageError for a *word* that is no file and nearly a command."""
    meant = {"help": "--help", "version": "--version"}.get(word) or nearest(word, COMMANDS, "")
    if meant and "." not in word and os.sep not in word:
        raise UsageError(word, "is no file and no command", meant if meant.endswith("?") else f"did you mean {meant}?")


def _check_language(name: str) -> None:
    if name != "auto":
        from summarizer.language import language

        language(name)


def _output(name: str, arguments: Arguments) -> Output:
    target = None if name == "-" else Path(name)
    kind = exporters.format_of(target) if target else arguments.to or "txt"
    template = _wished(kind, arguments)
    if target is None:
        template = _for_screen(template, arguments.color, sys.stdout)
        template = replace(template, columns=arguments.columns or template.columns)
    return Output(target, kind, template)


def _wished(kind: str, arguments: Arguments) -> Template:
    template = _template(arguments.template or exporters.EXPORTERS[kind].template)
    return replace(
        template,
        views=arguments.kind,
        marking=_marking(arguments, template),
        ascii=arguments.ascii,
        columns=arguments.columns or template.columns,
    )


def _with_reference(outputs: Sequence[Output], path: str | None) -> list[Output]:
    """The outputs, those in Word with the reference document at *path*, which can serve."""
    if path is None:
        return list(outputs)
    if not any(output.format == "docx" for output in outputs):
        raise UsageError(f"--reference-doc {path}", "is for Word", "write one with -o FILE.docx")
    from exporters.docx import check_reference  # brings lxml: only when there is a reference document

    for output in outputs:
        if output.target and _identity(output.target) and _identity(output.target) == _identity(Path(path)):
            raise OutputError(output.name, "is the reference document", "choose another name")
    reference = templates.read_reference(path)
    with_reference = [
        replace(output, template=replace(output.template, reference=reference)) if output.format == "docx" else output
        for output in outputs
    ]
    check_reference(next(output.template for output in with_reference if output.format == "docx"))
    return with_reference


def _template(name: str) -> Template:
    if not Path(name).suffix and not Path(name).exists():
        file = f"{name}.toml"
        if name not in templates.NAMES and Path(file).exists():
            raise UsageError(f"--template {name}", "unknown template", f"did you mean {file}?")
        known_name("--template", "template", templates.NAMES)(name)
    return templates.load(name)


def _for_screen(template: Template, color: str, stream: TextIO | None) -> Template:
    if stream is None:
        raise WriteError(STDOUT, "is closed", "use -o FILE")
    terminal = stream.isatty()
    return replace(
        template,
        columns=min(max(get_terminal_size().columns, 2 * MIN_COLUMNS), WIDEST) if terminal else template.columns,
        color=color == "always" or (color == "auto" and terminal and _takes_color()),
        ascii=template.ascii or not _can_take(stream, "“—•¶"),
    )


def _takes_color() -> bool:
    """Whether a terminal takes colour, and its user wants it (no-color.org); the old console of Windows does not."""
    kind = os.environ.get("TERM", "")
    old = sys.platform == "win32" and not (kind or os.environ.get("WT_SESSION"))
    return not (os.environ.get("NO_COLOR") or kind == "dumb" or old)


def _can_take(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _check_to(outputs: Sequence[Output], to: str | None) -> None:
    if to and all(output.target and output.format != to for output in outputs):
        raise UsageError(f"--to {to}", "is for standard output", "with -o, the ending of FILE says the format")


def _check_explained(outputs: Sequence[Output], explain: bool) -> None:
    if explain and not any(output.format in EXPLAINING for output in outputs):
        remedy = f"add -o - or an output that ends in {one_of(f'.{name}' for name in EXPLAINING)}"
        raise UsageError("--explain", f"is not shown in {outputs[0].format}", remedy)


def _check_distinct(outputs: Sequence[Output]) -> None:
    seen: set[object] = set()
    for output in outputs:
        keys = {_place(output.target), _identity(output.target)} - {None}
        if keys & seen:
            raise UsageError(output.name, "is named as output twice", "leave one out")
        seen |= keys


def _place(target: Path | None) -> object:
    if target is None:
        return STDOUT
    try:
        return os.path.normcase(target.parent.resolve() / target.name)
    except (OSError, RuntimeError):  # a loop of symbolic links
        return target


def _identity(file: Path | int | None) -> tuple[int, int] | None:
    """What tells a regular file from all others, whatever its names."""
    if file is None:
        return None
    try:
        status = os.fstat(file) if isinstance(file, int) else file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _check_not_input(output: Output, files: Sequence[str]) -> None:
    identity = _identity(output.target or 1)
    if identity and identity in (_identity(0 if file == "-" else Path(file)) for file in files):
        raise OutputError(output.name, "is the input file", "choose another name")


def _check_available(output: Output, force: bool) -> None:
    if output.target:
        exporters.check_target(output.target, replace=force)
    elif exporters.EXPORTERS[output.format].binary and sys.stdout.isatty():
        raise UsageError(STDOUT, f"is a terminal, which cannot show {output.format}", f"use -o FILE.{output.format}")


def _marking(arguments: Arguments, template: Template) -> str | None:
    """The marking of the command line, which may be "" for none, else that of the template."""
    given = {"marking": arguments.marking} if arguments.marking is not None else dict(arguments.metadata)
    return given.get("marking", template.marking) or None


def metadata_of(arguments: Arguments) -> Metadata:
    """What *arguments* say of the document."""
    metadata = Metadata(**{key: text for key, text in arguments.metadata if key != "marking"})
    return replace(metadata, date=date.today().isoformat()) if metadata.date == "today" else metadata


def epoch() -> str | None:
    """The day that SOURCE_DATE_EPOCH falls on in UTC (reproducible-builds.org/specs/source-date-epoch)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH {seconds}", "is not a time", "give seconds since 1970") from error
