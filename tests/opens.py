"""The command with a list, on standard error, of all that Python opens, connects to and starts: in its parsers as well.

``python -m tests.opens ARGUMENTS`` is ``conspectus ARGUMENTS``; a line of the list is JSON behind a record separator.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

MARK = "\x1e"
ROOT = Path(__file__).parent.parent
WATCHED = ("open", "os.listdir", "os.scandir", "subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn", "os.system")
WATCHED_KINDS = (
    "socket.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "ctypes.dlopen",
    "shutil.",
    "tempfile.",
)


def record(who: str) -> None:
    """List on descriptor 2, for good, what happens in this process, the *who* of every line."""

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED or event.startswith(WATCHED_KINDS):
            values = [os.fsdecode(a) if isinstance(a, bytes | os.PathLike) else str(a) for a in arguments[:2]]
            os.write(2, f"{MARK}{json.dumps([who, event, *values])}\n".encode())

    sys.addaudithook(note)


def main() -> int:
    from summarizer import cli
    from summarizer.readers import worker

    run = worker._run

    def watched(statements: str, name: str) -> subprocess.Popen[bytes]:
        return run(f"from tests.opens import record; record('parser'); {statements}", name)

    worker._run = watched
    vars(subprocess)["DEVNULL"] = None  # so that a parser has this standard error
    record("command")
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
