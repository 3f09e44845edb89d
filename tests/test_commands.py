"""The command line as documents: each fenced block of ``tests/commands/*.md`` is run as it stands.

A block is one or more commands with what they print:

    $ conspectus - --kind short <<END        the command, for the shell; a text for its standard input may follow
    It rains.
    END
    It rains.                                what it prints on standard output
    stderr:
    conspectus: warning: ...                 and on standard error
    => 65                                    and its exit code, unless that is 0

Each block has a folder of its own, with the sample files of ``tests/commands/files``. ``pytest --accept`` rewrites
what is printed.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import cli

FOLDER = Path(__file__).parent / "commands"
FENCE = re.compile(r"^```\n(\$ .*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(
    r"^\$ (?P<line>.*)\n(?P<input>(?:(?<=<<END\n)(?:.*\n)*?END\n)?)(?P<printed>(?:(?!\$ ).*\n)*)", re.MULTILINE
)
NEEDS_NO_SHELL = re.compile(r"conspectus(?: [\w./=%,:-]+)*")
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHON": sys.executable,
    "PYTHONPATH": str(FOLDER.parent.parent),
    "PYTHONUTF8": "1",
    "COLUMNS": "80",
}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the commands are written for a POSIX shell")


def blocks() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for number, match in enumerate(FENCE.finditer(text)):
            line = text.count("\n", 0, match.start()) + 1
            yield pytest.param(path, number, id=f"{path.name}:{line}")


@pytest.mark.parametrize(("path", "number"), list(blocks()))
def test_command(path: Path, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: bool) -> None:
    text = path.read_text(encoding="utf-8")
    match = list(FENCE.finditer(text))[number]
    for sample in (FOLDER / "files").iterdir():
        shutil.copy(sample, tmp_path)
    monkeypatch.chdir(tmp_path)
    made = COMMAND.sub(
        lambda command: f"$ {command['line']}\n{command['input']}{printed(command, monkeypatch)}", match[1]
    )
    if accept:
        path.write_text(text[: match.start(1)] + made + text[match.end(1) :], encoding="utf-8")
    else:
        assert made == match[1]


def printed(command: re.Match[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command prints, in the form of a block."""
    if NEEDS_NO_SHELL.fullmatch(command["line"]):
        with monkeypatch.context() as patch:
            output, errors, code = run_here(shlex.split(command["line"])[1:], patch)
    else:
        output, errors, code = run_in_shell(f"{command['line']}\n{command['input']}")
    return output + (f"stderr:\n{errors}" if errors else "") + (f"=> {code}\n" if code else "")


def run_in_shell(script: str) -> tuple[str, str, int]:
    function = 'conspectus() { "$PYTHON" -m summarizer "$@"; }'
    process = subprocess.run(
        ["sh", "-c", f"{function}\n{script}"],
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return process.stdout.decode(), process.stderr.decode(), process.returncode


def run_here(arguments: list[str], patch: pytest.MonkeyPatch) -> tuple[str, str, int]:
    """The same in this process, which has loaded everything already: twenty times as fast."""
    output, errors = io.BytesIO(), io.BytesIO()
    patch.setattr(os, "environ", ENVIRONMENT)
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    patch.setattr(sys, "stdout", io.TextIOWrapper(output, encoding="utf-8"))
    patch.setattr(sys, "stderr", io.TextIOWrapper(errors, encoding="utf-8"))
    code = cli.main(arguments)
    return output.getvalue().decode(), errors.getvalue().decode(), code
