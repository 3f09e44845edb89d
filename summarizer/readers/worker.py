"""A parser in a process of its own: bytes go in, lines of JSON come out, and whatever goes wrong there ends there.

A parser that crashes, hangs or takes too much memory ends alone, and its caller gets one error about one document. The
process is given bytes, and a name for messages; its environment and working folder say nothing. Where the system has
limits (Windows has none of these), they hold it to so much memory and processor time, let it open few files and write
nothing into them.

A process has one parser. It loads that, and then gives up on Linux all that a parser has no use for, before it is given
the first byte of a document: `confinement` says what. Elsewhere it keeps the rights of its user.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from summarizer.document import Block, blocks_from_json
from summarizer.errors import ConspectusError, DataError, LimitError, UnsupportedError
from summarizer.options import Limits
from summarizer.readers.serving import LONGEST, hungry
from summarizer.structure import Content

if TYPE_CHECKING:
    from subprocess import Popen

_ERRORS: Mapping[str, type[ConspectusError]] = {kind.__name__: kind for kind in ConspectusError.__subclasses__()}

# Of the environment, what Python needs to find the packages of its user and the libraries that it is linked with.
_PASSED = ("HOME", "USERPROFILE", "APPDATA", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_BESIDE_TEXT = 64_000_000  # bytes of an answer that are not text
_BYTES_PER_CHARACTER = 6  # at most, in JSON


class Worker:
    """A process for each parser, which takes one document after the other; it starts with the first, and anew after a
    failure.

    Closing it leaves no process behind. It serves one thread at a time.
    """

    def __init__(self) -> None:
        self._processes: dict[str, Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process, whatever it is doing, and all that it has started."""
        for module in list(self._processes):
            self._end(module)

    def _end(self, module: str) -> None:
        process = self._processes.pop(module)
        _kill(process)
        process.wait()
        for stream in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):  # closing writes what the process has not taken
                stream.close()

    def parse(self, module: str, data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
        """What the function ``read`` of *module* makes of *data*; what it refuses about *name*, this refuses.

        Raises LimitError where it takes too much time or memory, DataError where it crashes, UnsupportedError where
        no process can be started, ConspectusError where it fails or answers nonsense.
        """
        request = {"name": name, "encoding": encoding, "limits": asdict(limits), "size": len(data)}
        if module in self._processes and self._processes[module].poll() is not None:  # ended since the last document
            self._end(module)
        process = self._processes[module] = self._processes.get(module) or _start(module, name)
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            _kill(process)

        timer = threading.Timer(min(limits.time, LONGEST), expire)
        timer.daemon = True
        timer.start()
        try:
            _send(process, json.dumps(request).encode(), data)
            content = _content(_lines(process, name, limits), name)
            if content is None:
                code = process.wait()
                raise _slow(name, limits) if expired.is_set() else _death(code, name, limits)
        except BaseException:
            self._end(module)
            raise
        finally:
            timer.cancel()
        if expired.is_set():  # between the answer and here
            self._end(module)
        return content


def layers() -> tuple[str, ...]:
    """The layers of confinement that a process takes on here, as one says that does; none where none can be started."""
    with (
        suppress(UnsupportedError),
        _run("from summarizer.readers.confinement import confine; print(*confine())", "-") as process,
    ):
        return tuple(process.communicate()[0].decode().split())
    return ()


def _start(module: str, name: str) -> Popen[bytes]:
    """A process with the parser *module*; *name* is the document that it is started for."""
    return _run(f"from summarizer.readers.serving import serve; serve({module!r})", name)


def _run(statements: str, name: str) -> Popen[bytes]:
    import subprocess  # 6 ms: only for formats that need it

    folder = str(Path(__file__).parents[2])  # -E hides it where PYTHONPATH has led here
    program = f"import sys; sys.path.append({folder!r}); {statements}"
    try:
        return subprocess.Popen(
            [sys.executable, "-E", "-P", "-X", "utf8", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(folder).anchor,
            env={name: os.environ[name] for name in _PASSED if name in os.environ},
            start_new_session=True,  # a group to be ended as one, and out of reach of Ctrl-C
        )
    except OSError as error:
        problem = f"cannot be read, because no process can be started for it: {error.strerror}"
        raise UnsupportedError(name, problem, "close some programs") from None


def _kill(process: Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):  # it has ended; macOS says so with the second
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _send(process: Popen[bytes], request: bytes, data: bytes) -> None:
    """Give *process* a request and its document; one that has ended takes neither."""
    assert process.stdin
    with suppress(OSError):
        process.stdin.write(request + b"\n")
        process.stdin.write(data)
        process.stdin.flush()


def _lines(process: Popen[bytes], name: str, limits: Limits) -> Iterator[bytes]:
    """The whole lines that *process* writes before it ends; LimitError after more of them than *limits* allow."""
    assert process.stdout
    most = room = min(_BESIDE_TEXT + _BYTES_PER_CHARACTER * limits.max_text, sys.maxsize)
    while (line := process.stdout.readline(room)).endswith(b"\n"):
        yield line
        room -= len(line)
    if len(line) == room:
        limits.check_text(name, most)


def _content(lines: Iterable[bytes], name: str) -> Content | None:
    """The content that *lines* hold, None where they end before it does; raises the error that they hold instead."""
    blocks: list[Block] = []
    try:
        for line in lines:
            values = json.loads(line.decode("utf-8", "surrogatepass"))
            if isinstance(values, list):
                blocks += blocks_from_json(values)
            elif "error" in values:
                raise _error(values)
            else:
                return Content.from_json(values, blocks)
    except (ValueError, LookupError, TypeError, RecursionError):
        raise ConspectusError(name, "its parser answers nonsense", "please report") from None
    return None


def _error(values: Mapping[str, Any]) -> ConspectusError:
    error = _ERRORS.get(values["error"], ConspectusError)(*map(str, values["arguments"]))
    for note in values["notes"]:
        error.add_note(str(note))
    return error


def _slow(name: str, limits: Limits) -> LimitError:
    return LimitError(name, f"takes longer than {limits.time:,} s to read", "raise --time-limit")


def _death(code: int, name: str, limits: Limits) -> ConspectusError:
    """What it means for the document *name* that its process ended with *code*."""
    number = -code
    if number in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGALRM", None)):
        return _slow(name, limits)
    if number == getattr(signal, "SIGKILL", None):  # not by us: what the system does when memory runs out
        return LimitError(name, "takes more memory to read than there is", "close some programs, or split it")
    if number == getattr(signal, "SIGABRT", None) and limits.memory < sys.maxsize:
        return hungry(name, limits)  # libraries in C abort where they are refused memory
    if code == 1:  # an exception that nothing has caught
        return ConspectusError(name, "its parser cannot be started", "please report")
    crash = signal.strsignal(number) if number > 0 else None
    problem = f"crashes its parser ({crash or f'exit code {code}'}): it is damaged, or takes too much memory"
    return DataError(name, problem, "save it anew, or raise --memory-limit")
