"""What goes on in the process of a parser: requests are answered, within limits."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from summarizer.document import blocks_to_json
from summarizer.errors import ConspectusError, LimitError
from summarizer.options import Limits
from summarizer.structure import Content

_MOST_OPEN = 32  # files; where a process is not confined, a module that is still to be loaded needs a few
_BLOCKS = 256  # to a line: so many are there as JSON at one time, on either side
_GRACE = 1  # seconds over the limit, after which a process ends itself if nobody has ended it
LONGEST = 2**31 - 1
"""Seconds, as many as timers take."""


def serve(module: str) -> None:
    """Answer the requests on standard input with the parser *module*, until it ends.

    A request is a line of JSON and the bytes of a document. An answer is lines of JSON: lists of blocks, and then an
    object, which is the rest of the content, or an error in place of it.
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
        for answer in _answer(module, request, requests.read(request["size"])):
            answers.write(answer)
        answers.flush()
        if os.name == "posix":
            signal.alarm(0)  # waiting for the next one may take as long as it likes


def _answer(module: str, request: Any, data: bytes) -> Iterator[bytes]:
    """The lines that answer *request* for the document *data*."""
    name, limits = request["name"], Limits(**request["limits"])
    try:
        _take(limits)
        read = sys.modules[module].read
        yield from _lines(read(data, name=name, encoding=request["encoding"], limits=limits))
        return
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
    yield _encoded({"error": type(error).__name__, "arguments": error.args, "notes": notes})


def _lines(content: Content) -> Iterator[bytes]:
    for start in range(0, len(content.blocks), _BLOCKS):
        yield _encoded(blocks_to_json(content.blocks[start : start + _BLOCKS]))
    yield _encoded(content.to_json())


def _encoded(values: Any) -> bytes:
    return f"{json.dumps(values, ensure_ascii=False)}\n".encode("utf-8", "surrogatepass")


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
