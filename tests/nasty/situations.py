"""What can be odd around a document: its name, where it lies, standard input, the output, the environment."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.nasty.case import MARK, prose
from tests.nasty.pdf_cases import sample
from tests.nasty.text_cases import picture
from tests.nasty.trial import ROOT, SECONDS

Argument = str | bytes
_TEXT = prose().encode()
_LONG = "n" * 251


@dataclass(frozen=True, slots=True)
class Situation:
    """The command with *arguments* in a folder that was prepared; *files* are what may be there afterwards.

    It must end with *code*, and its message match *says*; where that is 0 and no output is named, the text must be
    shown. *given* is standard input, closed if it is None. *setting* goes into the environment, without what is "".
    """

    name: str
    arguments: tuple[Argument, ...]
    code: int = 0
    says: str = ""
    prepare: Callable[[Path], object] = lambda folder: (folder / "a.txt").write_bytes(_TEXT)
    given: bytes | None = b""
    setting: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Argument, ...] = ("a.txt",)


def nothing(folder: Path) -> None:
    """Leave *folder* empty."""


def named(name: Argument) -> Callable[[Path], object]:
    """What makes a file of that *name*."""
    return lambda folder: (folder / os.fsdecode(name)).write_bytes(_TEXT)


def _loop(folder: Path) -> None:
    (folder / "a.txt").symlink_to("a.txt")


def _dangling(folder: Path) -> None:
    (folder / "a.txt").symlink_to("gone.txt")


def _socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "a.txt"))


def _sparse(folder: Path) -> None:
    with (folder / "a.txt").open("wb") as stream:
        stream.truncate(3 << 30)


def _linked(folder: Path) -> None:
    named("a.txt")(folder)
    (folder / "b.txt").hardlink_to(folder / "a.txt")


def _two(folder: Path) -> None:
    named("a.txt")(folder)
    named("b.txt")(folder)


def _folder(folder: Path) -> None:
    named("a.txt")(folder)
    (folder / "b.txt").mkdir()


def situations() -> Iterator[Situation]:
    """All of them."""
    yield from _inputs()
    yield from _names()
    yield from _outputs()
    yield from _environments()


def _inputs() -> Iterator[Situation]:
    yield Situation("missing", ("b.txt",), 66, r"b\.txt: does not exist \(did you mean a\.txt\?\)")
    yield Situation("folder", (".",), 66, "is a folder")
    yield Situation("loop", ("a.txt",), 66, "cannot be opened", _loop)
    yield Situation("dangling", ("a.txt",), 66, "does not exist", _dangling)
    yield Situation("pipe", ("a.txt",), 66, "is a pipe", lambda folder: os.mkfifo(folder / "a.txt"))
    yield Situation("socket", ("a.txt",), 66, "is a socket", _socket)
    yield Situation("device", ("/dev/zero",), 66, "is a device")
    yield Situation("sparse", ("a.txt",), 75, "raise --max-bytes", _sparse)
    for name, given, code, says in (
        ("text", _TEXT, 0, ""),
        ("pdf", sample(), 0, ""),
        ("empty", b"", 65, "standard input: is empty"),
        ("closed", None, 66, "is closed"),
        ("picture", picture(), 65, "is a PNG picture"),
    ):
        yield Situation(f"stdin-{name}", ("-",), code, says, nothing, given, files=())


def _names() -> Iterator[Situation]:
    for name in (
        b"-n.txt",
        b"[a]*.txt",
        b"caf\xe9.txt",
        b"a\nb\x1b]0;x\x07.txt",
        b" a .txt",
        b"%s{0}.txt",
        _LONG.encode() + b".txt",
    ):
        yield Situation(f"name-{name!a:.9}", (b"./" + name,), prepare=named(name), files=(name,))
        yield Situation(f"no-{name!a:.9}", (b"./" + name,), 66, "does not exist", nothing, files=())
    yield Situation("no-too-long", ("n" * 300,), 66, "n…n", nothing, files=())


def _outputs() -> Iterator[Situation]:
    yield Situation("existing", ("a.txt", "-o", "b.txt"), 73, "--force", _two, files=("a.txt", "b.txt"))
    yield Situation("itself", ("a.txt", "-o", "a.txt", "--force"), 73, "is the input file", files=("a.txt",))
    yield Situation(
        "linked", ("a.txt", "-o", "b.txt", "--force"), 73, "is the input file", _linked, files=("a.txt", "b.txt")
    )
    yield Situation("onto-folder", ("a.txt", "-o", "b.txt"), 73, "is a folder", _folder, files=("a.txt", "b.txt"))
    yield Situation("no-folder", ("a.txt", "-o", "b/c.txt"), 73, "its folder does not exist")
    yield Situation("odd-ending", ("a.txt", "-o", "b.xyz"), 2, "unknown output type .xyz")
    yield Situation("long-output", ("a.txt", "-o", f"{_LONG}.txt"), files=("a.txt", f"{_LONG}.txt"))
    yield Situation("odd-output", ("a.txt", "-o", b"\xe9\x1b.txt"), files=("a.txt", b"\xe9\x1b.txt"))
    yield Situation("too-long-output", ("a.txt", "-o", f"{_LONG}{_LONG}.txt"), 73, "too long")


def _environments() -> Iterator[Situation]:
    for name, setting in (
        ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        ("ascii-streams", {"PYTHONIOENCODING": "ascii"}),
        ("columns", {"COLUMNS": "junk"}),
        ("column", {"COLUMNS": "1"}),
        ("homeless", {"HOME": "", "USER": ""}),
        ("home-nowhere", {"HOME": "/nowhere"}),
        ("no-temporary", {"TMPDIR": "/nowhere"}),
        ("proxies", {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}),
    ):
        yield Situation(f"environment-{name}", ("a.txt",), setting=setting)
    yield Situation("environment-limit", ("a.txt",), 2, "is not a limit", setting={"CONSPECTUS_MAX_BYTES": "-1"})
    yield Situation("option", ("a.txt", "--nothing"), 2, "--nothing")


def faults(situation: Situation, folder: Path) -> list[str]:
    """All that is wrong with how the command ends in that *situation*, tried in the empty *folder*."""
    situation.prepare(folder)
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **situation.setting}
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", *situation.arguments],
        cwd=folder,
        env={name: value for name, value in environment.items() if value},
        input=situation.given,
        preexec_fn=None if situation.given is not None else lambda: os.close(0),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    said, printed = done.stderr.decode("utf-8", "backslashreplace"), done.stdout.decode("utf-8", "backslashreplace")
    wrong = [] if done.returncode == situation.code else [f"exit code {done.returncode}"]
    if not re.search(situation.says, said) or said.count("\n") > 1 or "Exception ignored" in said:
        wrong.append(f"says {said!r}")
    if re.search("[\0-\x09\x0b-\x1f\x7f-\x9f]", said + printed):
        wrong.append("a control character")
    if bool(printed) != (situation.code == 0 and "-o" not in situation.arguments):
        wrong.append(f"prints {printed[:80]!r}")
    if printed and MARK not in printed:
        wrong.append("does not show the text")
    left = sorted(path.name for path in folder.iterdir())
    allowed = sorted(map(os.fsdecode, situation.files))
    return wrong + ([f"leaves {left}"] if left != allowed else [])
