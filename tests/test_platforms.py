"""What differs on macOS and Windows, as far as it can be tried elsewhere."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import plan

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("platform", "environment", "takes"),
    [
        ("linux", {}, True),
        ("win32", {}, False),  # the old console
        ("win32", {"WT_SESSION": "1"}, True),
        ("win32", {"TERM": "xterm"}, True),  # as under Git for Windows
        ("win32", {"WT_SESSION": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_color_is_for_terminals_that_take_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], takes: bool
) -> None:
    for name in ("TERM", "WT_SESSION", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert plan._takes_color() is takes


# What Python has on POSIX alone; on Windows the attribute or the module is missing.
ONLY_POSIX = {
    "os": "fchmod fork getegid geteuid getgid getpgid getuid killpg mkfifo nice pipe2 posix_spawn pread "
    "sched_getaffinity setsid statvfs sync uname wait4 waitid",
    "signal": "SIGALRM SIGHUP SIGKILL SIGPIPE SIGXCPU alarm pthread_sigmask setitimer sigwait",
}
NOT_EVERYWHERE = {"fcntl", "grp", "msvcrt", "pwd", "resource", "termios"}
GUARDS = ("os.name", "sys.platform", "hasattr(", "getattr(", "ImportError")
SOURCES = [path for name in ("summarizer", "exporters", "templates") for path in sorted((ROOT / name).rglob("*.py"))]


def one_sided(source: str) -> Iterator[str]:
    """The functions that use what one system has, and do not look whether this one has it."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            text = ast.get_source_segment(source, function) or ""
            if any(map(is_of_one_system, ast.walk(function))) and not any(guard in text for guard in GUARDS):
                yield function.name


def is_of_one_system(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr in ONLY_POSIX.get(node.value.id, "").split()
    names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
    return bool(names & NOT_EVERYWHERE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_one_system_has_is_asked_for_first(path: Path) -> None:
    assert [name for name in one_sided(path.read_text(encoding="utf-8")) if name != "_lock_on_windows"] == []


def test_a_call_without_its_other_branch_is_noticed() -> None:
    assert list(one_sided("def f():\n    os.killpg(1, 9)\n")) == ["f"]
    assert list(one_sided("def f():\n    import fcntl\n")) == ["f"]
    assert list(one_sided("def f():\n    if os.name == 'posix':\n        os.killpg(1, 9)\n")) == []


def test_everything_works_where_python_has_only_what_windows_has(tmp_path: Path) -> None:
    """The command without the attributes and modules of POSIX, but for what `subprocess` and numpy need."""
    program = f"""
import os, signal, subprocess, sys
for module, names in {ONLY_POSIX!r}.items():
    for name in names.split():
        if name not in ("SIGKILL", "pthread_sigmask", "fork", "uname") and hasattr(sys.modules[module], name):
            delattr(sys.modules[module], name)
sys.modules.update(dict.fromkeys({sorted(NOT_EVERYWHERE)!r}))
os.killpg = lambda *_: (_ for _ in ()).throw(AssertionError("a group on Windows"))
from summarizer.readers import worker
worker.os = type("Windows", (), {{**vars(os), "name": "nt"}})
from summarizer.cli import main
sys.exit(main(sys.argv[1:]))
"""
    (tmp_path / "a.html").write_text("<p>The mill has closed. Forty people worked there.</p>", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program, "a.html", "-o", "a.txt", "-o", "a.pdf", "-o", "a.docx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert "The mill has closed." in (tmp_path / "a.txt").read_text("utf-8")
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".txt", ".pdf", ".docx"}
