"""What a parser's process can no longer do: all layers together, each alone, and what is left to it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer import read
from summarizer.errors import DataError
from summarizer.readers import READERS, confinement, worker
from summarizer.readers.confinement import LAYERS, confine
from tests.packages import packed

ROOT = Path(__file__).parent.parent

# What a parser that a document has taken over would try; each prints its name if it was let.
ATTEMPTS = {
    "open": "open({there!r}, 'rb').read()",
    "open by its number": "os.open({there!r}, os.O_RDONLY)",
    "list": "os.listdir('/')",
    "write": "open({new!r}, 'w').write('x')",
    "make a folder": "os.mkdir({new!r})",
    "remove": "os.unlink({there!r})",
    "rename": "os.rename({there!r}, {new!r})",
    "change the mode": "os.chmod({there!r}, 0o600)",
    "truncate": "os.truncate({there!r}, 0)",
    "connect": "socket.create_connection(('127.0.0.1', {port}), 1)",
    "datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))",
    "socket pair": "socket.socketpair()",
    "fork": "os.fork() or os._exit(0)",
    "program": "subprocess.run(['true'])",
    "replace the program": "os.execv('/bin/true', ['true'])",
    "signal another": "os.kill(parent, 0)",
    "trace another": "libc.ptrace(16, parent, 0, 0) == 0 or refuse()",
    "io_uring": "libc.syscall(425, 4, bytes(120)) >= 0 or refuse()",
    "limit another": "resource.prlimit(parent, resource.RLIMIT_NOFILE)",
}
LANDLOCKED = {"open", "open by its number", "list", "write", "make a folder", "remove", "rename", "truncate", "connect"}
PROGRAM = """
import ctypes, os, resource, signal, socket, subprocess, sys, threading
sys.path.append({root!r})
from summarizer.readers import confinement
libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()
def refuse():
    raise PermissionError
def signalled(*_):
    print("signalled itself")
signal.signal(signal.SIGUSR1, signalled)
confinement.load("summarizer.readers.html")
{confine}
for name, attempt in {attempts!r}.items():
    try:
        eval(attempt)
    except OSError:
        continue
    print("LET", name, flush=True)
signal.raise_signal(signal.SIGUSR1)
resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
print(len([bytes(1000) for _ in range(10000)]), os.stat("/").st_size > 0)
try:
    import antigravity
except (ImportError, OSError):
    print("cannot import")
"""
STILL = ["signalled itself", "10000 True"]
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux confines")


def tried(tmp_path: Path, call: str) -> list[str]:
    """What a process prints that has made *call* and tries everything; no attempt may do harm even if it is let."""
    there = tmp_path / "there"
    there.write_text("It rained.")
    attempts = {
        name: code.format(there=str(there), new=str(tmp_path / "new"), port=9) for name, code in ATTEMPTS.items()
    }
    program = PROGRAM.format(root=str(ROOT), confine=call, attempts=attempts)
    process = subprocess.run(
        [sys.executable, "-E", "-P", "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert process.returncode == 0, process.stderr
    return process.stdout.splitlines()


def let(lines: list[str]) -> set[str]:
    return {line.removeprefix("LET ") for line in lines if line.startswith("LET ")}


@pytest.fixture(scope="session")
def layers() -> tuple[str, ...]:
    """The layers that this system has."""
    return worker.layers()


def needed(layers: tuple[str, ...], *names: str) -> None:
    for name in names:
        if name not in layers:
            pytest.skip(f"this system has no {name}")


@needs_linux
def test_a_confined_process_can_do_nothing_but_compute(tmp_path: Path, layers: tuple[str, ...]) -> None:
    needed(layers, *LAYERS)
    lines = tried(tmp_path, "print(*confinement.confine())")
    assert lines == [" ".join(LAYERS), *STILL, "cannot import"]
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "It rained."


@needs_linux
def test_what_landlock_refuses_by_itself(tmp_path: Path, layers: tuple[str, ...]) -> None:
    needed(layers, "no_new_privs", "Landlock")
    call = "confinement._take_no_new_privs(libc) and confinement._take_landlock(libc) or sys.exit(1)"
    assert not let(tried(tmp_path, call)) & (LANDLOCKED - {"connect"})  # connections since its version 4


@needs_linux
def test_what_the_filter_refuses_by_itself(tmp_path: Path, layers: tuple[str, ...]) -> None:
    needed(layers, "no_new_privs", "seccomp")
    call = "confinement._take_no_new_privs(libc) and confinement._take_seccomp(libc) or sys.exit(1)"
    assert let(tried(tmp_path, call)) == set()


@needs_linux
def test_without_confinement_the_harmless_attempts_are_let(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    harmless = {"open", "open by its number", "list", "write", "socket pair", "program", "signal another"}
    monkeypatch.setattr(sys.modules[__name__], "ATTEMPTS", {name: ATTEMPTS[name] for name in harmless})
    assert let(tried(tmp_path, "")) == harmless


def test_elsewhere_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert confine() == ()


def test_a_kernel_without_a_layer_goes_on_with_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for take, answer in (("_take_no_new_privs", True), ("_take_landlock", False), ("_take_seccomp", True)):
        monkeypatch.setattr(confinement, take, lambda libc, answer=answer: answer)
    assert confine() == ("no_new_privs", "seccomp")


def test_an_unknown_machine_has_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "pdp11")
    assert not confinement._take_seccomp(None)  # type: ignore[arg-type]


# include/uapi/asm-generic/unistd.h and arch/x86/entry/syscalls/syscall_64.tbl: openat, openat2, socket, connect, clone,
# clone3, execve, kill, ptrace, io_uring_setup, mkdirat, unlinkat, process_vm_readv, bpf, and open and fork of old
DANGEROUS = {
    "x86_64": {257, 437, 41, 42, 53, 56, 435, 59, 62, 101, 425, 258, 263, 310, 321, 2, 57, 58, 85, 200, 424},
    "aarch64": {56, 437, 198, 203, 199, 220, 435, 221, 129, 117, 425, 34, 35, 270, 280, 130, 424},
}


@pytest.mark.parametrize("machine", DANGEROUS)
def test_no_dangerous_call_is_on_the_list(machine: str) -> None:
    calls = confinement._numbers(f"{confinement._CALLS} {confinement._CALLS_ON_ITSELF}", machine)
    assert not set(calls) & DANGEROUS[machine]
    assert len(set(calls)) == len(calls) > 50
    assert len(confinement._program(machine, 1)) < 256  # as far as an instruction can skip


# -- through the worker --


@needs_linux
@pytest.mark.parametrize("module", sorted({row.module for row in READERS.values() if row.confined}))
def test_each_parser_is_confined_before_its_first_byte(module: str, layers: tuple[str, ...]) -> None:
    needed(layers, *LAYERS)
    process = worker._start(module, "a")
    try:
        assert process.stdin
        process.stdin.write(b'{"name": "a", "encoding": null, "limits": {}, "size": 100}\n')  # and not one byte more
        process.stdin.flush()
        status = waiting(process.pid)
        assert status["NoNewPrivs"] == "1"
        assert status["Seccomp"] == "2"
        assert status["Threads"] == "1"  # a second one would have kept its rights
    finally:
        process.kill()
        process.communicate()


def waiting(process: int) -> dict[str, str]:
    """What the system says of a *process* once it reads."""
    for _ in range(3000):
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        status = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
        if status["Seccomp"] == "2" and status["State"].startswith("S"):
            break
        time.sleep(0.01)
    return status


@needs_linux
@pytest.mark.parametrize("charset", ["windows-1252", "koi8-r", "big5", "shift_jis", "idna", "no-such"])
def test_encodings_are_there_although_nothing_can_be_opened(charset: str) -> None:
    page = (
        f'<html><head><meta charset="{charset}"></head><body><p>It rained for a week on the island.</p></body></html>'
    )
    assert read(page.encode()).blocks


def test_an_encoding_is_guessed_although_nothing_can_be_opened() -> None:
    page = "<html><body><p>Café and naïve résumé: it rained for a week, señor, déjà vu.</p></body></html>"
    document = read(page.encode("cp1252"))
    assert document.blocks[0].text.startswith("Café and na")


def test_a_damaged_archive_is_still_told_from_a_refused_import() -> None:
    data = packed({"word/document.xml": "<w:document" * 100, "_rels/.rels": "<x/>"})
    with pytest.raises(DataError):
        read(data, name="a.docx")
