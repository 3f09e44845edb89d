"""Commands and programs that a document shows, run as a reader would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "\x1e"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a Markdown document: its *language*, its *text* and the number of its first *line*."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a console block and the output that the block shows for it, None where it shows none."""

    line: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command *printed* on standard output, on standard error too if it failed, and its exit *code*."""

    printed: str
    code: int


def blocks(markdown: str) -> list[Block]:
    """The fenced blocks of a document, in order."""
    return [
        Block(match[1], match[2], markdown.count("\n", 0, match.start()) + 2) for match in _FENCE.finditer(markdown)
    ]


def commands(console: str) -> Iterator[Command]:
    """The commands of a console block: what follows ``$`` up to the next, a line that ends in a backslash goes on."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, output = re.sub(r"\\\n", "", part).partition("\n")
        yield Command(command, output if output.strip() else None)


def run_console(lines: list[str], cwd: Path) -> list[Outcome]:
    """The outcomes of shell commands, run one after the other in one shell."""
    after = f"code=$?; [ $code = 0 ] || cat $ERRORS; printf '{_MARK}%s{_MARK}' $code; (exit $code)"
    script = "".join(f"{{ {line}\n}} 2>$ERRORS\n{after}\n" for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "LC_ALL": "C.UTF-8",
            "ERRORS": str(Path(folder) / "errors"),
        }
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    printed = done.stdout.split(_MARK)
    return [Outcome(text, int(code)) for text, code in zip(printed[::2], printed[1::2], strict=False)]


def run_python(program: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What a program prints when a fresh interpreter runs it in *cwd*; its exit code must be 0."""
    environment = {**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def agrees(shown: str, printed: str) -> bool:
    """Whether a document shows what was printed, white space at the ends of lines and a line ``...`` left open."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ \t]*\n"
        for line in shown.strip("\n").splitlines()
    )
    return re.fullmatch(rf"\n*{pattern}\s*", printed.strip("\n") + "\n") is not None
