"""Standard output and standard error: what the commands print, each message one safe line."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from summarizer.characters import show
from summarizer.errors import ConspectusError, LimitError, WriteError

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from threading import Event
    from typing import TextIO

STDOUT = "standard output"
PATIENCE = 2.0
"""Seconds that a person waits without being told what for."""


def put(content: str | bytes) -> None:
    """Write to standard output, whose reader may go away without a word (``| head``); raises WriteError."""
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
        raise WriteError(STDOUT, f"cannot be written: {error.strerror}", "make room, or use -o FILE") from error


@contextmanager
def progress(doing: str, *, quiet: bool) -> Iterator[None]:
    """Say on a terminal what somebody is *doing*, and for how many seconds, from `PATIENCE` on until it is done."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(doing, done, sys.stderr), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(doing: str, done: Event, stream: TextIO) -> None:
    """Keep one line of *stream* up to date until what it tells of is *done*; then wipe it."""
    import time
    from shutil import get_terminal_size

    room = max(get_terminal_size().columns - 1, 0)
    start = time.monotonic()
    line, pause = "", PATIENCE
    with suppress(OSError):
        while not done.wait(pause):
            line, pause = f"{doing} ({time.monotonic() - start:.0f} s)"[:room], 1.0
            stream.write(f"\r{line}")
            stream.flush()
        if line:
            stream.write(f"\r{' ' * room}\r")
            stream.flush()


def say_warning(name: str, text: str) -> None:
    """Print a warning about the file *name*."""
    say(warning(name, text))


def warning(name: str, text: str) -> str:
    """The line that warns of something in the file *name*."""
    return f"{shown_name(name)}: warning: {clipped(show(text), 300)}"


def message(subject: str, problem: str, remedy: str = "") -> str:
    """The line that says what is wrong with *subject*, and what to do."""
    ending = f" ({clipped(show(remedy), 150)})" if remedy else ""
    return f"{shown_name(subject)}: {clipped(show(problem), 150)}{ending}"


def failure(error: BaseException) -> tuple[int, str]:
    """The exit code for *error*, and the one line that says what went wrong."""
    match error:
        case ConspectusError():
            return error.exit_code, message(error.subject, error.problem, error.remedy)
        case KeyboardInterrupt():
            return 128 + (error.args[0] if error.args else signal.SIGINT), "conspectus: stopped"
        case MemoryError():
            return LimitError.exit_code, "conspectus: needs more memory than there is (split the input)"
    what = clipped(show(f"{type(error).__name__} {error}"), 150)
    return ConspectusError.exit_code, f"conspectus: internal error {what} (please report; --debug shows where)"


def shown_name(name: str) -> str:
    """The *name* of a file as messages show it."""
    return "standard input" if name == "-" else clipped(show(name), 150)


def clipped(text: str, most: int) -> str:
    """*text* without its middle where it is too long for a message."""
    half = most // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


def say(line: str) -> None:
    """Print a *line* on standard error, if there is one."""
    if sys.stderr is not None:
        with suppress(OSError):  # nobody is left to tell
            print(line, file=sys.stderr, flush=True)


def say_traceback(error: BaseException) -> None:
    """Print on standard error where *error* came from, line by line."""
    import traceback

    for line in "".join(traceback.format_exception(error)).splitlines():
        say(show(line))
