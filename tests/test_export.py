"""Files appear whole or not at all, and an old one stands until the new one is complete; the table of formats."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pytest

import exporters
import templates
from exporters import Rendered, export
from exporters import __all__ as public_names
from summarizer.errors import ConspectusError, OutputError, UsageError, WriteError
from summarizer.summary import Summary
from templates import Template
from tests.samples import summary

OLD = b"my precious notes\n"
NEW = exporters.render(summary(), "txt").data
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- the table


def test_public_names() -> None:
    assert sorted(public_names) == ["EXPORTERS", "Rendered", "export", "render"]


def test_every_default_template_exists() -> None:
    assert {row.template for row in exporters.EXPORTERS.values()} <= set(templates.NAMES)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("r.txt", "txt"),
        ("a.b/R.DOCX", "docx"),
        (Path("x.pdf"), "pdf"),
        ("a.txt.json", "json"),
        ("x.HTM", "html"),
        ("x.markdown", "md"),
    ],
)
def test_the_ending_names_the_format(name: str | Path, expected: str) -> None:
    assert exporters.format_of(name) == expected


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("r.xyz", "r.xyz: unknown output type .xyz (use .txt, .json, .md, .html, .docx or .pdf)"),
        ("out/r", "out/r: has no ending (use .txt, .json, .md, .html, .docx or .pdf)"),
        (".txt", ".txt: has no ending (use .txt, .json, .md, .html, .docx or .pdf)"),
    ],
)
def test_other_endings_are_refused(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        exporters.format_of(name)
    assert str(caught.value) == message


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^odt: unknown output type"):
        exporters.render(summary(), "odt")


def test_a_new_format_is_one_module_and_one_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    toy = ModuleType("toy_exporter")

    def render(of: Summary, template: Template) -> Rendered:
        lines = [f"{template.name}: {line.sentence.text}" for line in of.short]
        return Rendered("\n".join(lines).encode(), ("toys cannot be tagged",))

    toy.render = render  # type: ignore[attr-defined]  # a module made by hand
    monkeypatch.setitem(sys.modules, "toy_exporter", toy)
    rows: Mapping[str, exporters.Exporter] = {
        **exporters.EXPORTERS,
        "toy": exporters.Exporter("toy_exporter", "handout", binary=False),
    }
    monkeypatch.setattr(exporters, "EXPORTERS", MappingProxyType(rows))
    assert export(summary(), tmp_path / "r.toy") == ("toys cannot be tagged",)
    assert (tmp_path / "r.toy").read_text().startswith("handout: The island council")


# --- export


def test_writes_what_render_gives(tmp_path: Path) -> None:
    assert export(summary(), str(tmp_path / "r.txt")) == ()
    assert listing(tmp_path) == {"r.txt": NEW}


def test_format_and_template_may_be_given(tmp_path: Path) -> None:
    export(summary(), tmp_path / "r.out", format="txt", template=templates.load("briefing"))
    assert (tmp_path / "r.out").read_text(encoding="utf-8").startswith("BRIEFING NOTE\n")


def test_an_existing_file_stands_until_it_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "r.txt"
    target.write_bytes(OLD)
    with pytest.raises(OutputError) as caught:
        export(summary(), target)
    assert str(caught.value) == f"{target}: exists already (use --force to replace it)"
    assert listing(tmp_path) == {"r.txt": OLD}
    export(summary(), target, replace=True)
    assert listing(tmp_path) == {"r.txt": NEW}


def test_a_file_that_came_into_being_meanwhile_stands(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_bytes(OLD)
    with pytest.raises(OutputError, match="exists already"):
        exporters.write(tmp_path / "r.txt", NEW, replace=False)
    assert listing(tmp_path) == {"r.txt": OLD}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("folder.txt", "is a folder (name a file in it)"),
        ("missing/r.txt", "its folder does not exist (create it first)"),
        ("file.txt/r.txt", "its folder does not exist (create it first)"),
        (f"{'n' * 300}.txt", "cannot be written: File name too long (choose another folder or name)"),
    ],
)
def test_targets_that_are_not_to_be_had(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "file.txt").write_bytes(OLD)
    before = sorted(path.name for path in tmp_path.iterdir())
    for replace in (False, True):
        with pytest.raises(OutputError) as caught:
            export(summary(), tmp_path / name, replace=replace)
        assert str(caught.value) == f"{tmp_path / name}: {problem}"
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@needs_posix
def test_a_dangling_link_counts_as_existing(tmp_path: Path) -> None:
    (tmp_path / "r.txt").symlink_to("gone.txt")
    with pytest.raises(OutputError, match="exists already"):
        export(summary(), tmp_path / "r.txt")
    with pytest.raises(OutputError, match="exists already"):
        exporters.write(tmp_path / "r.txt", NEW, replace=False)
    export(summary(), tmp_path / "r.txt", replace=True)
    assert listing(tmp_path) == {"r.txt": NEW}


@needs_posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="cannot be written: Permission denied"):
            export(summary(), tmp_path / "r.txt")
    finally:
        tmp_path.chmod(0o755)


@needs_posix
def test_the_mode_is_what_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        export(summary(), tmp_path / "r.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "r.txt").stat().st_mode) == 0o640


@needs_posix
@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"o" * 251 + b".txt", b"-n.txt", b"a\nb.txt"])
def test_names_may_be_anything(tmp_path: Path, name: bytes) -> None:
    export(summary(), tmp_path / os.fsdecode(name))
    assert [os.fsencode(path.name) for path in tmp_path.iterdir()] == [name]


def test_the_folder_may_be_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    export(summary(), "r.txt")
    assert listing(tmp_path) == {"r.txt": NEW}


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("write", "fsync", "link", "replace"):
        monkeypatch.setattr(os, name, _recorded(name, calls))
    export(summary(), tmp_path / "new.txt")
    export(summary(), tmp_path / "new.txt", replace=True)
    assert calls == ["write", "fsync", "link", "fsync", "write", "fsync", "link", "replace", "fsync"]


def _recorded(name: str, calls: list[str]) -> Callable[..., Any]:
    real = getattr(os, name)

    def call(*arguments: Any, **options: Any) -> Any:
        calls.append(name)
        return real(*arguments, **options)

    return call


# --- faults


def _failing(name: str, after: int, error: BaseException, calls: list[int]) -> Callable[..., Any]:
    """``os.name``, which from call number *after* on raises *error*; writes are torn into small pieces."""
    real = getattr(os, name)

    def call(*arguments: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) > after:
            if name == "close":
                real(*arguments)
            raise error
        if name == "write":
            return real(arguments[0], arguments[1][:100])
        return real(*arguments, **options)

    return call


def _fault_points() -> Iterator[tuple[str, int]]:
    yield from (("open", n) for n in range(2))
    yield from (("write", n) for n in (0, 1, 5))
    yield from (("fsync", n) for n in range(2))
    yield from (("link", 0), ("replace", 0), ("close", 0), ("close", 1))


@pytest.mark.parametrize("replace", [False, True], ids=["new", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EIO, "I/O error")])
@pytest.mark.parametrize(("name", "after"), list(_fault_points()))
def test_an_error_at_any_point_leaves_nothing_or_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int, error: OSError, replace: bool
) -> None:
    target = tmp_path / "r.txt"
    if replace:
        target.write_bytes(OLD)
    calls: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, name, _failing(name, after, error, calls))
        try:
            export(summary(), target, replace=replace)
            failure: ConspectusError | None = None
        except ConspectusError as caught:
            failure = caught
    if len(calls) <= after:  # such a call is not made: replace has no link, a new file no replace
        assert failure is None
        assert listing(tmp_path) == {"r.txt": NEW}
        return
    assert isinstance(failure, WriteError)
    assert str(failure) == f"{target}: cannot be written: {error.strerror} (make room, or choose another disk)"
    assert listing(tmp_path) == ({"r.txt": OLD} if replace else {})


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), SystemExit(143), MemoryError()])
@pytest.mark.parametrize("name", ["write", "fsync", "link"])
def test_an_interruption_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, interruption: BaseException
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, name, _failing(name, 0, interruption, []))
        with pytest.raises(type(interruption)):
            export(summary(), tmp_path / "r.txt")
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "link", _failing("link", 0, OSError(number, os.strerror(number)), []))
    export(summary(), tmp_path / "r.txt")
    assert listing(tmp_path) == {"r.txt": NEW}
    with pytest.raises(OutputError, match="exists already"):
        exporters.write(tmp_path / "r.txt", OLD, replace=False)
    assert listing(tmp_path) == {"r.txt": NEW}


def test_a_system_without_links_or_folders_to_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def windows_open(path: Any, flags: int, *rest: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, *rest)

    monkeypatch.delattr(os, "link")
    monkeypatch.setattr(os, "open", windows_open)
    export(summary(), tmp_path / "r.txt")
    assert listing(tmp_path) == {"r.txt": NEW}


@needs_posix
@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="needs Linux")
def test_a_full_disk(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a disk of 64 KB")
    try:
        (folder / "r.txt").write_bytes(OLD)
        with pytest.raises(WriteError, match="cannot be written: No space left on device"):
            exporters.write(folder / "r.txt", b"x" * 100_000, replace=True)
        assert listing(folder) == {"r.txt": OLD}
    finally:
        subprocess.run(["umount", str(folder)], check=True)


SLOW_WRITER = """
import os, sys, time
import exporters
real = os.write
def write(descriptor, data):
    count = real(descriptor, data[:50_000])
    if len(sys.argv) > 3:
        print("writing", flush=True)
        time.sleep(60)
    time.sleep(0.001)
    return count
os.write = write
try:
    exporters.write(sys.argv[1], sys.argv[2].encode() * 1_000_000, replace=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


def slow_writer(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", textwrap.dedent(SLOW_WRITER), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent)


@needs_posix
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_killed_while_writing_the_old_file_stands(tmp_path: Path, number: int) -> None:
    target = tmp_path / "r.txt"
    target.write_bytes(OLD)
    with slow_writer(str(target), "x", "wait") as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"writing\n"
        writer.send_signal(number)
    assert target.read_bytes() == OLD
    assert len(listing(tmp_path)) == (2 if number == signal.SIGKILL else 1), "only kill -9 leaves the temporary file"


def test_of_two_writers_one_wins_whole(tmp_path: Path) -> None:
    target = tmp_path / "r.txt"
    writers = [slow_writer(str(target), letter) for letter in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    for writer in writers:
        assert writer.stdout
        writer.stdout.close()
    assert listing(tmp_path) in ({"r.txt": b"a" * 1_000_000}, {"r.txt": b"b" * 1_000_000})


def test_of_many_writers_of_a_new_file_one_wins(tmp_path: Path) -> None:
    refused: list[OutputError] = []

    def write(number: int) -> None:
        try:
            exporters.write(tmp_path / "r.txt", b"%d" % number * 10_000, replace=False)
        except OutputError as error:
            refused.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7
    (data,) = listing(tmp_path).values()
    assert len(data) == 10_000
    assert len(set(data)) == 1
