"""Outputs are complete or absent after an error, a signal or a kill at any call of the system; several go together."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import exporters
from summarizer import cli
from summarizer.errors import OutputError
from tests.faults import NEW, NOT_TAKEN_BACK, OLD, STOPPED

ROOT = Path(__file__).parent.parent
STRAY = re.compile(r"\.conspectus-\d+-[0-9a-f]{16}\.tmp")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
Outcome = tuple[int, str, int, dict[str, bytes]]


def outcomes(folder: Path, names: str, how: str, fault: str) -> list[Outcome]:
    process = subprocess.run(
        [sys.executable, "-m", "tests.faults", str(folder), names, how, fault],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert process.returncode == 0, process.stderr
    lines = [json.loads(line) for line in process.stdout.splitlines()]
    found = [(at, hit, code, {name: text.encode() for name, text in files.items()}) for at, hit, code, files in lines]
    assert len(found) > 10 * len(names)
    assert found[-1][2:] == (0, expected(names, how)[1])
    return found


def expected(names: str, how: str) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """What the folder holds before and after."""
    before = OLD if how == "replace" else {}
    return before, {**before, **{f"{name}.txt": NEW[f"{name}.txt"] for name in names}}


def without_strays(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not STRAY.fullmatch(name)}


@needs_posix
@pytest.mark.parametrize("how", ["new", "replace"])
@pytest.mark.parametrize("names", ["a", "abc"])
@pytest.mark.parametrize("fault", ["error", "lasting error"])
def test_an_error_at_any_call_leaves_all_or_nothing(tmp_path: Path, names: str, how: str, fault: str) -> None:
    before, after = expected(names, how)
    for at, hit, code, files in outcomes(tmp_path, names, how, fault):
        assert code in (0, 73, 74, NOT_TAKEN_BACK), (at, hit)
        whole = without_strays(files)
        if code == NOT_TAKEN_BACK:  # a second error, while the first was cleared up: the message says what stays
            assert fault == "lasting error"
            assert all(data in (before.get(name), after[name]) for name, data in whole.items()), (at, hit)
        else:
            assert whole == (before if code else after), (at, hit)
        assert files == whole or hit == "unlink" or fault == "lasting error", (at, hit)


@needs_posix
@pytest.mark.parametrize("how", ["new", "replace"])
@pytest.mark.parametrize("names", ["a", "abc"])
def test_a_signal_at_any_call_leaves_all_or_nothing(tmp_path: Path, names: str, how: str) -> None:
    before, after = expected(names, how)
    seen = set()
    for at, hit, code, files in outcomes(tmp_path, names, how, "signal"):
        assert code == (STOPPED if hit else 0), at
        assert files in (before, after), (at, hit)
        seen.add(files == after)
    assert seen == {True, False}


@needs_posix
@pytest.mark.parametrize("how", ["new", "replace"])
@pytest.mark.parametrize("names", ["a", "abc"])
@pytest.mark.parametrize("fault", ["kill", "torn write"])
def test_a_kill_at_any_call_leaves_no_torn_file(tmp_path: Path, names: str, how: str, fault: str) -> None:
    before, after = expected(names, how)
    for at, _, code, files in outcomes(tmp_path, names, how, fault):
        assert code in (0, 9), at
        whole = without_strays(files)
        assert set(before) <= set(whole) <= set(after), at
        assert all(data in (before.get(name), after[name]) for name, data in whole.items()), at
        assert len(files) - len(whole) <= 2 * len(names)


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_second_of_three_outputs_fails(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    files = [(tmp_path / name, data) for name, data in NEW.items()]
    with pytest.raises(OutputError, match=r"b\.txt: exists already"):
        exporters.write_all(files, replace=False)
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
    (tmp_path / "a.txt").write_bytes(b"old")
    with pytest.raises(OutputError, match=r"b\.txt: cannot be written: Is a directory"):
        exporters.write_all(files, replace=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"old"


@needs_posix
def test_what_cannot_be_taken_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "link")  # a file system without links
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "b.txt").mkdir()
    files = [(tmp_path / name, data) for name, data in NEW.items()]
    with pytest.raises(OutputError) as caught:
        exporters.write_all(files, replace=True)
    assert caught.value.remedy == f"replaced already: {tmp_path / 'a.txt'}"
    assert (tmp_path / "a.txt").read_bytes() == NEW["a.txt"]


@needs_posix
def test_a_replaced_link_comes_back(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to("old")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError):
        exporters.write_all([(tmp_path / name, data) for name, data in NEW.items()], replace=True)
    assert (tmp_path / "a.txt").readlink() == Path("old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt", "old"]


# --- what is replaced, and what is not


@needs_posix
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"old")
    (tmp_path / "r.txt").symlink_to("precious")
    exporters.write(tmp_path / "r.txt", b"new", replace=True)
    assert listing(tmp_path) == {"precious": b"old", "r.txt": b"new"}
    assert not (tmp_path / "r.txt").is_symlink()


@needs_posix
def test_another_name_of_a_replaced_file_keeps_the_old_content(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"old")
    (tmp_path / "r.txt").hardlink_to(tmp_path / "other")
    exporters.write(tmp_path / "r.txt", b"new", replace=True)
    assert listing(tmp_path) == {"other": b"old", "r.txt": b"new"}


@needs_posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o777])
def test_a_replaced_file_passes_its_permissions_on(tmp_path: Path, mode: int) -> None:
    (tmp_path / "r.txt").write_bytes(b"old")
    (tmp_path / "r.txt").chmod(mode)
    exporters.write(tmp_path / "r.txt", b"new", replace=True)
    assert (tmp_path / "r.txt").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "r.txt").stat().st_mode) == mode


@needs_posix
def test_nobody_else_can_read_a_private_file_while_it_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "r.txt").write_bytes(b"old")
    (tmp_path / "r.txt").chmod(0o600)
    modes: list[int] = []
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    exporters.write(tmp_path / "r.txt", b"new", replace=True)
    assert modes == [0o600]


def test_an_existing_file_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_bytes(b"old")
    with pytest.raises(OutputError, match=r"r\.txt: exists already"):
        exporters.check_target(tmp_path / "r.txt", replace=False)


@needs_posix
@pytest.mark.parametrize("replace", [False, True])
def test_a_pipe_is_never_replaced(tmp_path: Path, replace: bool) -> None:
    os.mkfifo(tmp_path / "r.txt")
    with pytest.raises(OutputError, match=r"exists already|is a pipe or a device"):
        exporters.check_target(tmp_path / "r.txt", replace=replace)
    assert (tmp_path / "r.txt").is_fifo()


@needs_posix
@pytest.mark.parametrize("kind", ["link", "hard link", "itself", "through a folder"])
def test_the_input_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = b"It rained for a week on the island. The ferry stayed in the harbour."
    Path("in.txt").write_bytes(text)
    target = Path("in.txt" if kind == "itself" else "sub/../in.txt" if "folder" in kind else "out.txt")
    Path("sub").mkdir()
    if kind == "link":
        target.symlink_to("in.txt")
    elif kind == "hard link":
        target.hardlink_to("in.txt")
    assert cli.main(["in.txt", "-o", str(target), "--force"]) == 73
    assert capsys.readouterr().err == f"{target}: is the input file (choose another name)\n"
    assert Path("in.txt").read_bytes() == target.read_bytes() == text


# --- through the command


@needs_posix
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["templates"], ["templates", "plain"]])
def test_words_that_cannot_be_printed_are_an_error(arguments: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = [sys.executable, "-m", "summarizer", *arguments]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        process = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert process.returncode == 74
    assert (
        process.stderr == b"standard output: cannot be written: No space left on device (make room, or use -o FILE)\n"
    )
    closed = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], cwd=ROOT, stderr=subprocess.PIPE, check=False)
    assert closed.returncode == 74
    assert closed.stderr == b"standard output: is closed (use -o FILE)\n"
    quiet = subprocess.run(["sh", "-c", '"$@" | true', "sh", *command], cwd=ROOT, stderr=subprocess.PIPE, check=False)
    assert quiet.stderr == b""


def test_a_failing_write_of_the_command_leaves_none_of_its_outputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.txt").write_text("It rained for a week on the island. The ferry stayed in the harbour.")
    real = os.fsync
    calls: list[int] = []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    assert cli.main(["in.txt", "-o", "a.txt", "-o", "b.json", "-o", "c.docx", "-o", "-", "-v"]) == 74
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-1] == (
        "b.json: cannot be written: No space left on device (make room, or choose another disk)"
    )
    assert "written (" not in captured.err
    assert [path.name for path in Path().iterdir()] == ["in.txt"]
