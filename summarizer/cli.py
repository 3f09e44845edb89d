"""The command ``conspectus``: plan, read every input, summarise, draw every output, and only then write."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from summarizer.arguments import Arguments, help_text, parse
from summarizer.commands import command, run
from summarizer.errors import DataError, InputError
from summarizer.terminal import failure, progress, put, say, say_traceback, say_warning, shown_name

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

    from exporters import Rendered
    from summarizer.document import Document
    from summarizer.options import Options
    from summarizer.plan import Output, Plan
    from summarizer.readers.worker import Worker
    from summarizer.summary import Summary


def process() -> NoReturn:
    """`main` as a process of its own, which ends without taking apart what it made: a twentieth of its time."""
    sys.exit(main(on_written=lambda: os._exit(0)))  # nothing waits in a buffer: see `terminal.put`


def main(argv: Sequence[str] | None = None, on_written: Callable[[], None] | None = None) -> int:
    """Run the command line *argv*, by default that of the process; the exit code, after any message.

    *on_written* is called when a summary is written, before anything of it is forgotten.
    """
    argv = sys.argv[1:] if argv is None else argv
    try:
        with _termination_interrupts():
            return _run(argv, on_written)
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in argv:
            say_traceback(error)
        code, message = failure(error)
        say(message)
        return code


@contextmanager
def _termination_interrupts() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt, as SIGINT does, so that half-written files are cleaned up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt(number)

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # only the main thread may say so
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(argv: Sequence[str], on_written: Callable[[], None] | None) -> int:
    # NumPy's library for matrices starts a thread for each core, which costs more than it ever saves here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if command(argv):
        return run(argv)
    arguments = parse(argv)
    if arguments.help:
        put(help_text())
    elif arguments.version:
        from summarizer.summary import generator

        put(f"{generator()}\n")
    else:
        from summarizer.plan import plan

        with _without_collection():
            _summarize(arguments, plan(arguments), on_written)
    return 0


@contextmanager
def _without_collection() -> Iterator[None]:
    """Without the search for garbage in cycles: nearly all that a summary is made of is needed until it is written."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _summarize(arguments: Arguments, planned: Plan, on_written: Callable[[], None] | None) -> None:
    import exporters
    from summarizer.plan import options_of
    from summarizer.readers.worker import Worker

    with Worker() as worker:
        documents = [_read(file, arguments, worker) for file in planned.files]
    with progress("summarising", quiet=arguments.quiet):
        summary = _summary(
            planned.files, documents, options_of(arguments, [output.format for output in planned.outputs])
        )
    with progress("drawing", quiet=arguments.quiet):
        files = [
            exporters.render(summary, output.format, planned.template(output, documents)) for output in planned.outputs
        ]
    _warn(list(_warnings(planned, documents, summary.warnings, files)), arguments)
    _write(list(zip(planned.outputs, files, strict=True)), arguments)
    if on_written:
        on_written()


def _read(file: str, arguments: Arguments, worker: Worker) -> Document:
    from summarizer.readers import read

    if file == "-" and sys.stdin is None:
        raise InputError(file, "is closed", "name a file")
    typed = file == "-" and sys.stdin.isatty()
    with progress(f"reading {shown_name(file)}", quiet=arguments.quiet or typed):
        document = read(
            sys.stdin.buffer if file == "-" else file,
            format=arguments.source_format,
            encoding=arguments.encoding,
            limits=arguments.limits,
            worker=worker,
        )
    if arguments.verbose:
        source = document.source
        say(f"{shown_name(file)}: read ({source.media_type}, {source.words:,} words)")
    return document


def _summary(files: Sequence[str], documents: Sequence[Document], options: Options) -> Summary:
    """The summary of *documents*; an error about the only one names its file as the user did, folders included."""
    from summarizer.composition import summarize

    try:
        return summarize(documents, options)
    except DataError as error:
        if len(files) > 1:
            raise
        raise DataError(files[0], error.problem, error.remedy) from None


def _write(files: Sequence[tuple[Output, Rendered]], arguments: Arguments) -> None:
    """Write *files*, all of them or none; then what goes to standard output, whose reader may go away."""
    import exporters

    named = [(output.target, rendered.data) for output, rendered in files if output.target]
    exporters.write_all(named, replace=arguments.force)
    for target, data in named if arguments.verbose else ():
        say(f"{shown_name(str(target))}: written ({len(data):,} bytes)")
    for output, rendered in files:
        if output.target is None:
            put(rendered.data if exporters.EXPORTERS[output.format].binary else rendered.data.decode())


def _warnings(
    planned: Plan, documents: Sequence[Document], warnings: Sequence[str], files: Sequence[Rendered]
) -> Iterator[tuple[str, str]]:
    """Every warning once, behind the name of what it is about."""
    # A summary passes on what its documents warn of; of several, behind the name of the document.
    told = {told for of in documents for text in of.warnings for told in (text, f"{of.source.name}: {text}")}
    for file, document in zip(planned.files, documents, strict=True):
        yield from ((file, text) for text in document.warnings)
    name = planned.files[0] if len(planned.files) == 1 else "conspectus"
    yield from ((name, text) for text in warnings if text not in told)
    for output, rendered in zip(planned.outputs, files, strict=True):
        yield from ((output.name, text) for text in rendered.warnings)


def _warn(warnings: Sequence[tuple[str, str]], arguments: Arguments) -> None:
    if not arguments.quiet:
        for name, text in warnings:
            say_warning(name, text)
    if warnings and arguments.fail_if_warnings:
        count = "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
        raise DataError("conspectus", f"{count}, so nothing was written", "leave out --fail-if-warnings to go on")
