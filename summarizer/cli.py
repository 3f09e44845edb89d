"""The command ``conspectus``: plan, read every input, summarise, draw every output, and only then write."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

import exporters
from exporters import Rendered
from summarizer.arguments import Arguments, help_text, parse
from summarizer.characters import show
from summarizer.commands import command, run
from summarizer.document import Document
from summarizer.errors import ConspectusError, DataError, InputError, LimitError, WriteError
from summarizer.plan import STDOUT, Output, Plan, plan
from summarizer.readers.worker import Worker
from summarizer.summary import generator


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line *argv*, by default that of the process; the exit code, after any message."""
    argv = sys.argv[1:] if argv is None else argv
    try:
        with _termination_interrupts():
            _run(argv)
            return 0
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in argv:
            _say_traceback(error)
        code, message = _failure(error)
        _say(message)
        return code


def _failure(error: BaseException) -> tuple[int, str]:
    """The exit code for *error*, and the one line that says what went wrong."""
    match error:
        case ConspectusError():
            remedy = f" ({_clipped(show(error.remedy), 150)})" if error.remedy else ""
            return error.exit_code, f"{_shown_name(error.subject)}: {_clipped(show(error.problem), 150)}{remedy}"
        case KeyboardInterrupt():
            return 128 + (error.args[0] if error.args else signal.SIGINT), "conspectus: stopped"
        case MemoryError():
            return LimitError.exit_code, "conspectus: needs more memory than there is (split the input)"
    what = _clipped(show(f"{type(error).__name__} {error}"), 150)
    return ConspectusError.exit_code, f"conspectus: internal error {what} (please report; --debug shows where)"


@contextmanager
def _termination_interrupts() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt, as SIGINT does, so that half-written files are cleaned up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(argv: Sequence[str]) -> None:
    if command(argv):
        _put(run(argv))
        return
    arguments = parse(argv)
    if arguments.help:
        _put(help_text())
    elif arguments.version:
        _put(f"{generator()}\n")
    else:
        _summarize(arguments, plan(arguments))


def _summarize(arguments: Arguments, planned: Plan) -> None:
    from summarizer.composition import summarize

    with Worker() as worker:
        documents = [_read(file, arguments, worker) for file in planned.files]
    summary = summarize(documents, arguments.options)
    files = [
        exporters.render(summary, output.format, planned.template(output, documents)) for output in planned.outputs
    ]
    _warn(list(_warnings(planned, documents, summary.warnings, files)), arguments)
    for output, rendered in zip(planned.outputs, files, strict=True):
        _write(output, rendered, arguments)


def _read(file: str, arguments: Arguments, worker: Worker) -> Document:
    from summarizer.readers import read

    if file == "-" and sys.stdin is None:
        raise InputError(file, "is closed", "name a file")
    document = read(
        sys.stdin.buffer if file == "-" else file,
        format=arguments.source_format,
        encoding=arguments.encoding,
        limits=arguments.limits,
        worker=worker,
    )
    if arguments.verbose:
        source = document.source
        _say(f"{_shown_name(file)}: read ({source.media_type}, {source.words:,} words)")
    return document


def _write(output: Output, rendered: Rendered, arguments: Arguments) -> None:
    if output.target is None:
        binary = exporters.EXPORTERS[output.format].binary
        _put(rendered.data if binary else rendered.data.decode())
        return
    exporters.write(output.target, rendered.data, replace=arguments.force)
    if arguments.verbose:
        _say(f"{_shown_name(output.name)}: written ({len(rendered.data):,} bytes)")


def _put(content: str | bytes) -> None:
    """Write to standard output, whose reader may go away without a word (``| head``)."""
    if sys.stdout is None:
        raise WriteError(STDOUT, "is closed", "use -o FILE")
    data = content if isinstance(content, bytes) else content.encode(sys.stdout.encoding, "backslashreplace")
    # Unbuffered: what an error leaves in a buffer would fail once more, and louder, when Python exits.
    raw = getattr(sys.stdout.buffer, "raw", sys.stdout.buffer)
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[raw.write(rest) or 0 :]
    except BrokenPipeError:
        return
    except OSError as error:
        raise WriteError(STDOUT, f"cannot be written: {error.strerror}") from error


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
            _say(f"{_shown_name(name)}: warning: {_clipped(show(text), 300)}")
    if warnings and arguments.fail_if_warnings:
        count = "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
        raise DataError("conspectus", f"{count}, so nothing was written", "leave out --fail-if-warnings to go on")


def _shown_name(name: str) -> str:
    return "standard input" if name == "-" else _clipped(show(name), 150)


def _clipped(text: str, most: int) -> str:
    """*text* without its middle where it is too long for a message."""
    half = most // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


def _say(line: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is left to tell
            print(line, file=sys.stderr, flush=True)


def _say_traceback(error: BaseException) -> None:
    import traceback

    for line in "".join(traceback.format_exception(error)).splitlines():
        _say(show(line))
