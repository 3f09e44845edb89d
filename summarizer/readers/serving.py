"""What goes on in the process of a parser: requests are answered, within limits."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import Any

from summarizer.document import json_of
from summarizer.errors import ConspectusError, LimitError
from summarizer.options import Limits

_MOST_OPEN = 32  # files; where a process is not confined, a module that is still to be loaded needs a few
_GRACE = 1  # seconds over the limit, after which a process ends itself if nobody has ended it
LONGEST = 2**31 - 1
"""Seconds, as many as timers take."""


def serve(module: str) -> None:
    """Answer the requests on standard input with the parser *module*, until it ends.

    A request is a line of JSON and the bytes of a document, an answer a line of JSON.
    """
    from summarizer.readers.confinement import confine, load

    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints is no answer, and nobody wants to see it
    sys.stdin = None
    load(module)
    confine()
    for line in iter(requests.readline, b""):
        request = json.loads(line)
        answers.write(_answer(module, request, requests.read(request["size"])))
        answers.write(b"\n")
        answers.flush()
        if os.name == "posix":
            signal.alarm(0)  # waiting for the next one may take as long as it likes


def _answer(module: str, request: Any, data: bytes) -> bytes:
    name, limits = request["name"], Limits(**request["limits"])
    try:
        _take(limits)
        read = sys.modules[module].read
        return _encoded(read(data, name=name, encoding=request["encoding"], limits=limits).to_json())
    except ConspectusError as refusal:
        error = refusal
    except MemoryError:
        error = hungry(name, limits)
    except RecursionError:
        error = LimitError(name, "is nested too deeply", "save it as plain text")
    except Exception as bug:
        what = f"internal error {type(bug).__name__} in {module.rpartition('.')[2]}"
        error = ConspectusError(name, what, "please report; --debug shows where")
        error.add_note(traceback.format_exc())
    notes = getattr(error, "__notes__", [])
    return _encoded({"error": type(error).__name__, "arguments": error.args, "notes": notes})


def _encoded(values: Any) -> bytes:
    """*values*, blocks among them, as a line of JSON; no more than one block at a time is there as JSON values."""
    return json.dumps(values, ensure_ascii=False, default=json_of).encode("utf-8", "surrogatepass")


def _take(limits: Limits) -> None:
    """Take on *limits*, as far as the system has them; of time, that for one more document."""
    try:
        import resource
    except ImportError:  # Windows
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = min(limits.time + _GRACE, LONGEST)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime) + seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _MOST_OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        with suppress(ValueError, OSError):  # macOS has no limit of memory
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    signal.alarm(seconds)  # for one whose parent is gone


def hungry(name: str, limits: Limits) -> LimitError:
    """What is said of a document that takes more memory than *limits* allow."""
    return LimitError(name, f"takes more than {limits.memory:,} bytes of memory to read", "raise --memory-limit")
