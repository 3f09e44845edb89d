"""A parser in a process of its own: whatever it does, its caller gets a document or one error, and no process stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import cli, readers
from summarizer.document import Paragraph
from summarizer.errors import ConspectusError, DataError, LimitError, UnsupportedError
from summarizer.options import Limits
from summarizer.readers import READERS, Reader, read, serving, worker
from summarizer.readers.worker import Worker
from summarizer.structure import Content
from tests.fake_parser import GOOD
from tests.test_document import blocks, maybe

ROOT = Path(__file__).parent.parent
PARSER = "tests.fake_parser"
SHORT = Limits(time=1)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the limits and signals of POSIX")


@pytest.fixture
def process() -> Iterator[Worker]:
    with Worker() as one:
        yield one


def parsed(by: Worker, request: str, limits: Limits = SHORT, name: str = "a.pdf") -> Content:
    return by.parse(PARSER, request.encode(), name=name, encoding=None, limits=limits)


def text(content: Content) -> str:
    return content.blocks[0].text


def refusal(by: Worker, request: str, limits: Limits = SHORT) -> ConspectusError:
    with pytest.raises(ConspectusError) as caught:
        parsed(by, request, limits)
    return caught.value


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_end_of(number: int) -> None:
    deadline = time.monotonic() + 30
    while is_alive(number) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(number)


# -- answers --


contents = st.builds(
    Content, st.lists(blocks).map(tuple), maybe, maybe, maybe, maybe, st.lists(st.text()).map(tuple), st.booleans()
)


@given(contents)
def test_content_survives_a_trip_through_json(content: Content) -> None:
    assert worker._content(serving._lines(content), "a.html") == content


def test_of_an_answer_a_few_lines_are_in_memory_at_one_time() -> None:
    content = Content(tuple(Paragraph(f"Number {number} is a sentence of seven words.") for number in range(20_000)))
    size = sum(len(block.text) for block in content.blocks)
    tracemalloc.start()
    try:
        assert sum(map(len, serving._lines(content))) > size
        sent = tracemalloc.get_traced_memory()[1]
        got = worker._content(serving._lines(content), "a.html")
        received = tracemalloc.get_traced_memory()[1] - tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert got == content
    assert max(sent, received) < size / 2, "beside what is sent and what has come"


@pytest.mark.parametrize("most", [1, 3])
def test_an_answer_that_ends_early(most: int) -> None:
    content = Content(tuple(Paragraph("It rained.") for _ in range(1000)))
    assert worker._content(islice(serving._lines(content), most), "a.html") is None


def test_one_process_answers_one_document_after_the_other(process: Worker) -> None:
    assert parsed(process, "good") == GOOD
    first = text(parsed(process, "pid"))
    assert parsed(process, "say It rained. 東京").blocks[0].text == "It rained. 東京" * 1000
    assert text(parsed(process, "pid")) == first


def test_what_a_parser_is_told(process: Worker) -> None:
    content = process.parse(PARSER, b"told", name="f\udce9.pdf", encoding="cp1252", limits=Limits(max_pages=7))
    root = Path(sys.executable).anchor
    assert text(content) == repr(("f\udce9.pdf", "cp1252", 7, [], root, None))


def test_what_a_parser_prints_is_no_answer(process: Worker) -> None:
    assert parsed(process, "chat") == GOOD


def test_a_limit_lifted(process: Worker) -> None:
    assert parsed(process, "good", Limits(0, 0, 0, 0, 0, 0)) == GOOD


# -- failures --


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        ("refuse", DataError, "a.pdf: is bad (do better)"),
        ("fail", ConspectusError, "a.pdf: internal error KeyError in fake_parser (please report; --debug shows where)"),
        ("dive", LimitError, "a.pdf: is nested too deeply (save it as plain text)"),
        ("sleep", LimitError, "a.pdf: takes longer than 1 s to read (raise --time-limit)"),
        ("spin", LimitError, "a.pdf: takes longer than 1 s to read (raise --time-limit)"),
        ("nonsense list", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        ("nonsense number", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        ("nonsense empty", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        ("nonsense text", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        ("nonsense level", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        ("nonsense title", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        ("nonsense error", ConspectusError, "a.pdf: its parser answers nonsense (please report)"),
        (
            "leave 3",
            DataError,
            "a.pdf: crashes its parser (exit code 3): it is damaged, or takes too much memory "
            "(save it anew, or raise --memory-limit)",
        ),
        ("leave 1", ConspectusError, "a.pdf: its parser cannot be started (please report)"),
    ],
)
def test_failures(process: Worker, request_: str, error: type[ConspectusError], message: str) -> None:
    caught = refusal(process, request_)
    assert (type(caught), str(caught)) == (error, message)
    assert parsed(process, "good") == GOOD


@needs_posix
@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        (
            "die SIGSEGV",
            DataError,
            "a.pdf: crashes its parser (Segmentation fault): it is damaged, or takes too much memory "
            "(save it anew, or raise --memory-limit)",
        ),
        (
            "die SIGKILL",
            LimitError,
            "a.pdf: takes more memory to read than there is (close some programs, or split it)",
        ),
        (
            "die SIGABRT",
            LimitError,
            "a.pdf: takes more than 1,000,000,000 bytes of memory to read (raise --memory-limit)",
        ),
        ("die SIGXCPU", LimitError, "a.pdf: takes longer than 1 s to read (raise --time-limit)"),
        ("fork", LimitError, "a.pdf: takes longer than 1 s to read (raise --time-limit)"),
    ],
)
def test_failures_of_posix(process: Worker, request_: str, error: type[ConspectusError], message: str) -> None:
    test_failures(process, request_, error, message)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="macOS and Windows have no limit of memory")
def test_memory(process: Worker) -> None:
    caught = refusal(process, "take", Limits(memory=300_000_000))
    assert str(caught) == "a.pdf: takes more than 300,000,000 bytes of memory to read (raise --memory-limit)"


@needs_posix
def test_nothing_is_written_and_little_opened(process: Worker, tmp_path: Path) -> None:
    refused = ("internal error OSError", "internal error PermissionError")  # by a limit; by confinement
    assert any(error in str(refusal(process, f"write {tmp_path / 'a'}")) for error in refused)
    assert not (tmp_path / "a").exists() or (tmp_path / "a").read_bytes() == b""
    assert any(error in str(refusal(process, "open_many")) for error in refused)


def test_an_answer_that_is_too_long(process: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_BESIDE_TEXT", 100)
    caught = refusal(process, "say It rained.", Limits(max_text=9))
    assert str(caught) == "a.pdf: has more than 9 characters of text (raise --max-text)"


def test_a_bug_can_be_found(process: Worker) -> None:
    (note,) = refusal(process, "fail").__notes__
    assert "fake_parser.py" in note
    assert "KeyError: 'colour'" in note


def test_no_process_can_be_started(process: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    caught = refusal(process, "good")
    assert type(caught) is UnsupportedError
    assert "no process can be started" in str(caught)


def test_a_process_that_has_ended_meanwhile(process: Worker) -> None:
    parsed(process, "good")
    process._processes[PARSER].kill()
    process._processes[PARSER].wait()
    assert parsed(process, "good") == GOOD


# -- nothing stays --


@needs_posix
def test_closing_leaves_no_process(process: Worker) -> None:
    number = int(text(parsed(process, "pid")))
    process.close()
    assert not is_alive(number)
    process.close()


STOPPED = f"""
import sys
from types import MappingProxyType
from summarizer import cli, readers
from summarizer.readers import Reader, worker
readers.READERS = MappingProxyType({{"txt": Reader({PARSER!r}, "text/x-fake", (".txt",))}})
send = worker._send
def sent(process, request, data):
    send(process, request, data)
    print(process.pid, flush=True)
worker._send = sent
sys.exit(cli.main(sys.argv[1:]))
"""


@needs_posix
@pytest.mark.parametrize(
    ("number", "request_"), [("SIGINT", "sleep"), ("SIGINT", "fork"), ("SIGTERM", "sleep"), ("SIGKILL", "sleep")]
)
def test_no_process_survives_the_command(tmp_path: Path, number: str, request_: str) -> None:
    sent = signal.Signals[number]
    (tmp_path / "a.txt").write_text(request_)
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path / "a.txt"), "--time-limit", "3"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout
        assert command.stderr
        child = int(command.stdout.readline())
        command.send_signal(sent)
        assert command.wait(30) == (-9 if number == "SIGKILL" else 128 + sent)
        assert command.stderr.read() == (b"" if number == "SIGKILL" else b"conspectus: stopped\n")
        wait_for_end_of(child)


# -- through read() and the command --


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"fake": Reader(PARSER, "text/x-fake", (".fake",))}
    monkeypatch.setattr(readers, "READERS", MappingProxyType({**READERS, **row}))


@pytest.mark.usefixtures("fake")
def test_a_document_from_a_process() -> None:
    document = read(b"good", name="a.fake")
    assert (document.title, document.source.pages, document.truncated) == ("Täst", 3, True)
    assert document.blocks[0].text == "It rained ."
    assert document.warnings == ("w",)
    with pytest.raises(LimitError, match=r"^a\.fake: has more than 9,000 characters of text \(raise --max-text\)$"):
        read(b"say It rained.", name="a.fake", limits=Limits(max_text=9_000))


@pytest.mark.usefixtures("fake")
def test_several_files_share_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.fake", "b.fake"):
        Path(name).write_text("good")
    started: list[str] = []
    start = worker._start

    def recorded_start(module: str, name: str) -> subprocess.Popen[bytes]:
        started.append(name)
        return start(module, name)

    monkeypatch.setattr(worker, "_start", recorded_start)
    assert cli.main(["a.fake", "b.fake", "-o", "r.json", "-q"]) == 0
    assert started == ["a.fake"]
    assert '"truncated": true' in Path("r.json").read_text()


@pytest.mark.usefixtures("fake")
def test_a_bug_in_a_parser_is_shown_with_debug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.fake").write_text("fail")
    assert cli.main(["a.fake", "--debug"]) == 70
    assert "fake_parser.py" in capsys.readouterr().err
    assert cli.main(["a.fake"]) == 70
    assert capsys.readouterr().err.count("\n") == 1
