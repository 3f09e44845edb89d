"""Faults at the Nth call of the system while files are written, for every N, each in a process of its own.

``python -m tests.faults FOLDER FAULT HOW`` forks until a process meets no fault, and prints what each has left.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import exporters
from summarizer.errors import ConspectusError

NEW = {f"{name}.txt": name.encode() * 5000 for name in "abc"}
OLD = {"a.txt": b"old a", "b.txt": b"old b"}  # and no c.txt
CALLS = ("open", "write", "fsync", "fstat", "fchmod", "close", "link", "replace", "rename", "unlink", "lstat", "stat")
STOPPED = 130
NOT_TAKEN_BACK = 174


class Faults:
    """*fault* befalls the *at*-th call; ``error`` also befalls every later one of that name if *lasting*."""

    def __init__(self, fault: str, at: int) -> None:
        self.fault = fault
        self.at = at
        self.calls = 0
        self.hit = ""

    def wrap(self, name: str) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.at or (self.fault == "lasting error" and self.hit == name):
                self.hit = name
                self.befall(name, real, arguments)
            if name == "write":
                return real(arguments[0], arguments[1][:2000])
            if name == "fsync":  # slow, and no power is lost here
                return None
            return real(*arguments, **options)

        setattr(os, name, call)

    def befall(self, name: str, real: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        if self.fault == "kill":
            os._exit(9)
        elif self.fault == "signal":
            signal.raise_signal(signal.SIGINT)
        elif self.fault == "torn write" and name == "write":
            real(arguments[0], arguments[1][:7])
            os._exit(9)
        elif "error" in self.fault:
            if name == "close":
                real(*arguments)
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def attempt(folder: Path, names: str, replace: bool, fault: str, at: int) -> tuple[int, str]:
    """The exit code of a process that writes the files *names* with a fault, and the call that it befell."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        faults = Faults(fault, at)
        for call in CALLS:
            faults.wrap(call)
        code = 0
        try:
            exporters.write_all([(folder / f"{n}.txt", NEW[f"{n}.txt"]) for n in names], replace=replace)
        except ConspectusError as error:
            code = error.exit_code
            if error.remedy.startswith("replaced already"):
                code = NOT_TAKEN_BACK
        except KeyboardInterrupt:
            code = STOPPED
        finally:
            sys.stderr.flush()
        faults.fault = ""
        os.write(write, faults.hit.encode())
        os._exit(code)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as told:
        return os.waitstatus_to_exitcode(status), told.read()


def main(folder: Path, names: str, replace: bool, fault: str) -> None:
    """Print an outcome a line: the number of the call, its name where known, the exit code, what the folder holds."""
    for at in range(1, 500):
        work = folder / str(at)
        work.mkdir()
        if replace:
            for name, data in OLD.items():
                (work / name).write_bytes(data)
        code, hit = attempt(work, names, replace, fault, at)
        files = {path.name: path.read_bytes().decode() for path in work.iterdir()}
        sys.stdout.write(f"{json.dumps([at, hit, code, files])}\n")
        sys.stdout.flush()
        if code == 0 and not hit:
            return
    raise SystemExit("never an attempt without a fault")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "replace", sys.argv[4])
