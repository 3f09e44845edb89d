"""The command from the outside: order of work, streams, signals, terminals. Its words are in ``tests/commands``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import exporters
import summarizer
from exporters import Rendered
from summarizer import cli
from summarizer.arguments import parse
from summarizer.errors import ConspectusError, UsageError
from summarizer.options import Length
from summarizer.plan import Plan
from templates import Metadata
from tests.samples import document

ROOT = Path(__file__).parent.parent
FERRY = ROOT / "tests" / "commands" / "files" / "ferry.txt"
HEAVY = {"numpy", "sumy", "nltk", "punkt", "reportlab", "docx", "lxml", "markdown_it", "wcwidth", "PIL"}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def conspectus(*arguments: str | bytes, env: Mapping[str, str] | None = None, **options: Any) -> Any:
    """The finished process of a command; *env* is added to a bare environment."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "timeout": 60, "check": False, **options}
    return subprocess.run([sys.executable, "-m", "summarizer", *arguments], env=environment, **options)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of its own, with one file to summarise."""
    (tmp_path / "ferry.txt").write_bytes(FERRY.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- what is promised to those who import


def test_public_names_are_those_of_the_package() -> None:
    assert {name for names in summarizer._HOMES.values() for name in names.split()} == set(summarizer.__all__)
    assert all(getattr(summarizer, name).__name__ for name in summarizer.__all__ if name != "Block")
    assert summarizer.__all__ == sorted(summarizer.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'summarise'"):
        _ = summarizer.summarise


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["a.txt", "--nonsense"], ["a.txt", "-o", "r.xyz"], ["a.txt", "-o", "no/r.pdf"]],
)
def test_words_load_nothing_heavy(arguments: list[str]) -> None:
    program = f"""
import sys
from summarizer.cli import main
code = main({arguments!r})
loaded = {{name.partition(".")[0] for name in sys.modules}} & {HEAVY!r}
sys.exit(str(loaded) if loaded else 0)
"""
    process = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr


def test_matrices_take_one_thread_unless_the_user_wants_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert cli.main(["--version"]) == 0
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    assert cli.main(["--version"]) == 0
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"


# --- order of work


def test_nothing_is_written_before_everything_is_drawn(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    render, write_all = exporters.render, exporters.write_all

    def recorded_render(*arguments: Any) -> Rendered:
        calls.append(f"render {arguments[1]}")
        return render(*arguments)

    def recorded_write(files: Any, *, replace: bool) -> None:
        calls.append(f"write {' '.join(str(target) for target, _ in files)}")
        write_all(files, replace=replace)

    monkeypatch.setattr(exporters, "render", recorded_render)
    monkeypatch.setattr(exporters, "write_all", recorded_write)
    assert cli.main(["ferry.txt", "-o", "a.txt", "-o", "b.json", "-o", "c.txt"]) == 0
    assert calls == ["render txt", "render json", "render txt", "write a.txt b.json c.txt"]


def test_a_drawing_that_fails_leaves_nothing(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = exporters.render

    def render(of: Any, kind: str, template: Any) -> Rendered:
        if kind == "json":
            raise KeyError("colour\x1b[2J")
        return real(of, kind, template)

    monkeypatch.setattr(exporters, "render", render)
    assert cli.main(["ferry.txt", "-o", "a.txt", "-o", "b.json"]) == 70
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("conspectus: internal error KeyError 'colour")
    assert captured.err.endswith("(please report; --debug shows where)\n")
    assert captured.err.count("\n") == 1
    assert "\x1b" not in captured.err
    assert [path.name for path in work.iterdir()] == ["ferry.txt"]
    assert cli.main(["ferry.txt", "-o", "b.json", "--debug"]) == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_what_is_to_happen_once_all_is_written_happens_then_and_only_then(work: Path) -> None:
    seen: list[list[str]] = []
    written = lambda: seen.append(sorted(path.name for path in work.iterdir()))  # noqa: E731
    assert cli.main(["ferry.txt", "-o", "r.txt", "-o", "r.pdf"], written) == 0
    assert seen == [["ferry.txt", "r.pdf", "r.txt"]]
    assert cli.main(["ferry.txt", "-o", "r.txt"], written) == 73, "it is there already"
    assert cli.main(["gone.txt", "-o", "q.txt"], written) == 66
    assert len(seen) == 1


def test_a_process_that_ends_at_once_has_said_everything(work: Path) -> None:
    command = [sys.executable, "-m", "summarizer", "ferry.txt", "--to", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=work, env=environment, capture_output=True, check=True)
    assert cli.main(["ferry.txt", "-o", "r.json"]) == 0
    assert ended.stdout == (work / "r.json").read_bytes()


def test_an_error_has_its_own_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ConspectusError.__subclasses__():

        def run(argv: object, on_written: object, kind: type[ConspectusError] = kind) -> None:
            raise kind("a\nb.txt", "is not\x07 good", "try another")

        monkeypatch.setattr(cli, "_run", run)
        assert cli.main([]) == kind.exit_code
        assert capsys.readouterr().err == "a\\x0ab.txt: is not\\x07 good (try another)\n"


def test_messages_are_short(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(argv: object, on_written: object) -> None:
        raise UsageError("n" * 5000 + ".txt", "p" * 5000, "r" * 5000)

    monkeypatch.setattr(cli, "_run", run)
    assert cli.main([]) == 2
    line = capsys.readouterr().err
    assert len(line) < 500
    assert ".txt: p" in line


def test_no_memory(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(argv: object, on_written: object) -> None:
        raise MemoryError

    monkeypatch.setattr(cli, "_run", run)
    assert cli.main([]) == 75
    assert capsys.readouterr().err == "conspectus: needs more memory than there is (split the input)\n"


def test_warnings_name_their_file_and_are_said_once() -> None:
    one, two = document(name="one.txt"), document(name="two.txt")
    one = summarizer.Document(one.source, one.title, "en", one.blocks, ("lost a table",))
    planned = Plan(["a/one.txt", "two.txt"], [], Metadata(), None)
    warnings = list(cli._warnings(planned, [one, two], ["one.txt: lost a table", "only 3 distinct points"], []))
    assert warnings == [("a/one.txt", "lost a table"), ("conspectus", "only 3 distinct points")]


def test_runs_in_another_thread(work: Path) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(cli.main(["ferry.txt", "-o", "r.txt"])))
    thread.start()
    thread.join()
    assert codes == [0]


def test_leaves_the_handlers_of_signals_alone(work: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    cli.main(["ferry.txt", "-o", "r.txt"])
    assert signal.getsignal(signal.SIGTERM) is before


# --- options


def test_options_reach_the_summary() -> None:
    arguments = parse(["a", "--short", "4", "--medium", "30%", "--bullets", "90w", "--method", "luhn", "--by-score"])
    assert arguments.options == summarizer.Options(
        Length(4), Length(30, "percent"), Length(90, "words"), "luhn", "auto", by_score=True
    )
    assert parse([]).options == summarizer.Options()


@pytest.mark.parametrize(
    ("argv", "files"),
    [
        (["a", "-q", "b"], ["a", "b"]),
        (["-"], ["-"]),
        (["-q", "--", "-a", "--", "-b"], ["-a", "--", "-b"]),
        (["a", "--force", "--", "b"], ["a", "b"]),
        (["a b", ""], ["a b", ""]),
    ],
)
def test_files_stand_anywhere(argv: list[str], files: list[str]) -> None:
    assert parse(argv).files == files


def test_kinds_are_counted_once() -> None:
    assert parse(["--kind", "bullets,short,bullets"]).kind == ("bullets", "short")


# --- streams


def test_standard_output_stays_empty_with_o(work: Path) -> None:
    process = conspectus("ferry.txt", "-o", "r.txt", cwd=work)
    assert (process.returncode, process.stdout, process.stderr) == (0, b"", b"")


@pytest.mark.parametrize("name", ["utf-8", "latin-1", "cp1252", "ascii", "utf-16", "shift_jis"])
def test_any_encoding_of_standard_output_will_do(work: Path, name: str) -> None:
    (work / "odd.txt").write_text("Café “日本” – 👍 naïve \u00a0 text is here.", encoding="utf-8")
    process = conspectus("odd.txt", "--kind", "short", "-q", cwd=work, env={"PYTHONIOENCODING": name})
    assert process.returncode == 0, process.stderr
    assert "text is here" in process.stdout.decode(name)
    assert process.stderr == b""


def test_a_message_can_be_shown_anywhere(work: Path) -> None:
    process = conspectus("日本.txt", cwd=work, env={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"})
    assert process.returncode == 66
    assert process.stderr.isascii()
    assert process.stderr.count(b"\n") == 1


@needs_posix
def test_no_standard_stream_at_all(work: Path) -> None:
    def close_all() -> None:
        for descriptor in range(3):
            os.close(descriptor)

    process = conspectus("ferry.txt", "-o", "r.txt", cwd=work, preexec_fn=close_all)
    assert process.returncode == 0
    assert (work / "r.txt").read_bytes()
    assert conspectus("ferry.txt", cwd=work, preexec_fn=close_all).returncode == 74


@needs_posix
def test_a_file_is_safe_although_the_pipe_is_closed(work: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        process = conspectus("ferry.txt", "-o", "-", "-o", "r.txt", cwd=work, capture_output=False, stdout=write)
    finally:
        os.close(write)
    assert process.returncode == 0
    assert (work / "r.txt").read_bytes()


@needs_posix
def test_a_folder_that_is_gone(work: Path) -> None:
    script = f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m summarizer "{FERRY}" -o "{work}/r.txt"'
    subprocess.run(["sh", "-c", script], cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
    assert (work / "r.txt").read_bytes()


@needs_posix
def test_names_that_are_not_utf_8(work: Path) -> None:
    os.rename(b"ferry.txt", b"f\xe9rry.txt")  # noqa: PTH104 - a name in bytes
    process = conspectus(b"f\xe9rry.txt", "-o", b"s\xe9.json", "-v", cwd=work)
    assert process.returncode == 0, process.stderr
    assert process.stderr.startswith(b"f\\xe9rry.txt: read (")
    assert json.loads(Path(os.fsdecode(work / os.fsdecode(b"s\xe9.json"))).read_bytes())


# --- terminals


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a pseudo-terminal, which is 60 columns wide."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 60))
    yield ours, theirs
    os.close(ours)


def on_terminal(terminal: tuple[int, int], *arguments: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """The exit code of a command and what it shows on the terminal."""
    ours, theirs = terminal
    process = conspectus(*arguments, env=env, capture_output=False, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux says EIO at the end
        pass
    return process.returncode, shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_and_its_own_width(terminal: tuple[int, int]) -> None:
    code, shown = on_terminal(terminal, str(FERRY), env={"TERM": "xterm"})
    assert code == 0
    assert "\x1b[1;36mKEY POINTS\x1b[0m" in shown
    assert f"\x1b[2m{'─' * 60}\x1b[0m\n" in shown


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_a_terminal_without_colour(terminal: tuple[int, int], env: Mapping[str, str]) -> None:
    code, shown = on_terminal(terminal, str(FERRY), env=env)
    assert code == 0
    assert "KEY POINTS" in shown
    assert "\x1b" not in shown


def test_an_empty_no_color_means_nothing(terminal: tuple[int, int]) -> None:
    assert "\x1b[" in on_terminal(terminal, str(FERRY), env={"TERM": "xterm", "NO_COLOR": ""})[1]


@pytest.mark.parametrize(("columns", "width"), [("junk", 60), ("-3", 60), ("1", 40), ("500", 88)])
def test_odd_widths_of_a_terminal(terminal: tuple[int, int], columns: str, width: int) -> None:
    env = {"COLUMNS": columns, "LINES": "-3", "NO_COLOR": "1"}
    code, shown = on_terminal(terminal, str(FERRY), env=env)
    assert code == 0
    assert f"\n{'─' * width}\n" in shown


def test_no_file_on_a_terminal(terminal: tuple[int, int]) -> None:
    code, shown = on_terminal(terminal)
    assert code == 2
    assert shown == "conspectus: no FILE is given (name one, or - for standard input; see conspectus --help)\n"


def test_a_binary_format_is_not_for_a_terminal(terminal: tuple[int, int]) -> None:
    code, shown = on_terminal(terminal, str(FERRY), "--to", "pdf")
    assert code == 2
    assert shown == "standard output: is a terminal, which cannot show pdf (use -o FILE.pdf)\n"


# --- signals

SLOW = """
import os, sys, time
from summarizer import cli
from summarizer.arguments import parse
real = os.fsync
def fsync(descriptor):
    print("writing", flush=True)
    time.sleep(60)
os.fsync = fsync
sys.exit(cli.main(sys.argv[1:]))
"""


@needs_posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_while_writing(work: Path, number: int, code: int) -> None:
    (work / "r.txt").write_text("old")
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, "ferry.txt", "--force", "-o", "r.txt"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(number)
        assert process.wait(20) == code
        assert process.stderr.read() == b"conspectus: stopped\n"
    assert sorted(path.name for path in work.iterdir()) == ["ferry.txt", "r.txt"]
    assert (work / "r.txt").read_text() == "old"
