"""A parser that does whatever the document tells it: the worker process is tested with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from summarizer.document import Heading, Paragraph
from summarizer.errors import DataError
from summarizer.options import Limits
from summarizer.structure import Content

GOOD = Content((Heading("Täst", page=2), Paragraph("It rained \ud800.")), warnings=("w",), pages=3, truncated=True)


class Nonsense:
    """An answer without blocks, of which the rest is none that a parser should give."""

    blocks = ()

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def to_json(self) -> object:
        return self.answer


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> object:
    """What the function of this module does that *data* names."""
    action, _, rest = data.decode().partition(" ")
    return globals()[action](rest, name, encoding, limits)


def good(*_: object) -> object:
    return GOOD


def say(rest: str, *_: object) -> object:
    return Content((Paragraph(rest * 1000),))


def told(rest: str, name: str, encoding: str | None, limits: Limits) -> object:
    environment = set(os.environ) - {"HOME", "LC_CTYPE", "LD_LIBRARY_PATH"}
    return Content(
        (Paragraph(repr((name, encoding, limits.max_pages, sorted(environment), str(Path.cwd()), sys.stdin))),)
    )


def pid(*_: object) -> object:
    return Content((Paragraph(str(os.getpid())),))


def chat(*_: object) -> object:
    sys.stdout.write("{}\n" * 9)
    sys.stdout.flush()
    os.write(1, b"{}\n")
    with suppress(OSError):  # a confined process may start none
        subprocess.run(["echo", "{}"], check=True)
    return GOOD


def refuse(_: str, name: str, *__: object) -> object:
    raise DataError(name, "is bad", "do better")


def fail(*_: object) -> object:
    raise KeyError("colour")


def sleep(*_: object) -> object:
    time.sleep(60)
    return GOOD


def spin(*_: object) -> object:
    while True:
        pass


def fork(*_: object) -> object:
    with suppress(OSError):  # a confined process may not
        if os.fork() == 0:
            time.sleep(60)
    return sleep()


def take(*_: object) -> object:
    return [bytes(10_000_000) for _ in range(1000)]


def dive(*_: object) -> object:
    return dive()


def die(rest: str, *_: object) -> object:
    signal.raise_signal(signal.Signals[rest])
    return sleep()


def leave(rest: str, *_: object) -> object:
    os._exit(int(rest))


def write(rest: str, *_: object) -> object:
    Path(rest).write_text("It rained.")
    return GOOD


def open_many(*_: object) -> object:
    return [os.open(__file__, os.O_RDONLY) for _ in range(100)]


def nonsense(rest: str, *_: object) -> object:
    answers: dict[str, object] = {
        "list": Nonsense([5]),
        "number": Nonsense(5),
        "empty": Nonsense({}),
        "text": replace(GOOD, blocks=(Paragraph(5),)),  # type: ignore[arg-type]
        "level": replace(GOOD, blocks=(Heading("a", "b"),)),  # type: ignore[arg-type]
        "title": replace(GOOD, title=5),  # type: ignore[arg-type]
        "error": Nonsense({"error": "SystemExit"}),
    }
    return answers[rest]
