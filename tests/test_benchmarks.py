"""The benchmarks of speed say what they measure: missed bounds, texts of the size, every row. No time counts here."""

from __future__ import annotations

import lzma
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks import batch, memory, processes, reading
from benchmarks.processes import Cost, Machine, Report
from benchmarks.texts import long_text
from summarizer.choices import INPUT_FORMATS
from summarizer.readers import read

TEXT = long_text(None, 30_000)


class Told:
    """A machine on which everything takes as long as *seconds* says for what it is about, else one second."""

    def __init__(self, folder: Path, seconds: dict[str, float]) -> None:
        self.folder, self.seconds, self.ran = folder, seconds, 0

    def once(self, command: Sequence[str], code: int = 0) -> Cost:
        self.ran += 1
        about = " ".join(command)
        return Cost(next((taken for part, taken in self.seconds.items() if part in about), 1.0), 50)

    def cost(self, command: Sequence[str], code: int = 0, times: int = 5) -> Cost:
        return self.once(command, code)


def machine(folder: Path, **seconds: float) -> Machine:
    return Told(folder, seconds)  # type: ignore[return-value]  # has what the tables ask for


# -- the table of bounds


def test_a_missed_bound_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.add("this", "seconds", 1.0, 1.0, 0.5)
    report.add("that", "seconds", 1.1, 1.0, 0.5)
    report.add("as many", "times", 30.0, 30, 40, least=True)
    report.add("too few", "times", 29.0, 30, 40, least=True)
    assert report.missed == ["that", "too few"]
    assert [row.split(" | ")[-1] for row in report.rows] == ["yes |", "NO |", "yes |", "NO |"]
    assert capsys.readouterr().out.splitlines() == report.rows
    assert report.rows[3] == "| too few | times | 29 | at least 30 (40) | NO |"


def work(report: Report) -> list[str]:
    return [row.split(" | ")[0].removeprefix("| ") for row in report.rows]


def test_every_row_of_the_table(tmp_path: Path) -> None:
    report = Report()
    texts = {size: processes.write(tmp_path, f"{size}", TEXT[:size]) for size in processes.SIZES}
    of = machine(tmp_path)
    processes.starts(of, report)
    assert set(processes.against_sumy(of, report, texts)) == set(processes.SUMY_SIZES)
    assert set(processes.growth(of, report, texts)) == set(processes.SIZES)
    processes.monotony(of, report, TEXT)
    assert work(report) == [
        "--help",
        "a usage error",
        "the article of the README",
        "50 KB",
        "200 KB",
        "10 MB",
        "10 MB",
        "2 to 10 MB",
        "20,000 templated sentences",
        "20,000 identical sentences",
    ]


def test_the_bounds_are_those_that_were_asked_for(tmp_path: Path) -> None:
    report = Report()
    processes.starts(machine(tmp_path, **{"--help": 5.1, "--no-such": 4.9}), report)
    processes.against_sumy(
        machine(tmp_path, **{"sumy lex-rank": 10.0, "50000.txt": 4.1, "200000.txt": 0.4, "article": 7.9}),
        report,
        {size: tmp_path / f"{size}.txt" for size in processes.SIZES},
    )
    processes.growth(
        machine(tmp_path, **{"2000000.txt": 0.5, "10000000.txt": 3.6}),
        report,
        {size: tmp_path / f"{size}.txt" for size in processes.SIZES},
    )
    processes.monotony(machine(tmp_path, templated=1.9, identical=2.1), report, TEXT)
    assert report.missed == ["--help", "50 KB", "10 MB", "2 to 10 MB", "20,000 identical sentences"]


def test_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STAGE_SIZES", (5_000,))
    (row,) = list(processes.stages(TEXT))[2:]
    assert row.startswith("| 5 KB | ")
    assert row.count("%") == 6


def test_the_plot_has_a_point_for_each_size() -> None:
    costs = {size: Cost(size / 1e6, 50) for size in processes.SIZES}
    drawn = processes.plot({"ours": costs, "theirs": {size: costs[size] for size in processes.SUMY_SIZES}})
    assert drawn.count("<circle") == len(processes.SIZES) + len(processes.SUMY_SIZES)


@pytest.mark.parametrize(("seconds", "code"), [(3.5, 0), (3.6, 1)])
def test_a_missed_bound_ends_the_run_with_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seconds: float, code: int
) -> None:
    def growth(on: Machine, report: Report, texts: Mapping[int, Path]) -> dict[int, Cost]:
        report.add("10 MB", "seconds", seconds, 3.5, 1)
        return {5_000: Cost(seconds, 50)}

    monkeypatch.setattr(processes, "Machine", lambda folder: machine(tmp_path))
    monkeypatch.setattr(processes, "long_text", lambda file, size: TEXT)
    monkeypatch.setattr(processes, "growth", growth)
    monkeypatch.setattr(processes, "against_sumy", lambda *_: {5_000: Cost(1.0, 50)})
    for part in ("starts", "monotony"):
        monkeypatch.setattr(processes, part, lambda *_: None)
    monkeypatch.setattr(processes, "STAGE_SIZES", ())
    monkeypatch.setattr(processes, "PLOT", tmp_path / "speed.svg")
    assert processes.main([]) == code
    assert (tmp_path / "speed.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(("seconds", "code"), [(40.0, 0), (0.001, 1)])
def test_too_few_documents_end_the_run_of_the_batch_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seconds: float, code: int
) -> None:
    monkeypatch.setattr(batch, "lex_rank", lambda texts: seconds * len(texts))
    monkeypatch.setattr(batch, "WITHOUT_FILES", 2)
    monkeypatch.setattr(batch, "batch", lambda folder, out, jobs: batch.Run(1.0, {1: 1.0}, [50.0]))
    assert batch.main([str(batch.EXAMPLE), "2"]) == code
    assert [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines() if "at least 30" in line] == [
        "| documents of 4 KB, in a batch",
        "| the same, without files",
    ]


# -- processes


def test_a_process_is_measured(tmp_path: Path) -> None:
    real = Machine(tmp_path)
    nothing = real.once(["-c", "pass"])
    assert 1 < nothing.megabytes < 30, "not the memory of this process"
    assert real.once(["-c", "x = bytearray(60_000_000)"]).megabytes > nothing.megabytes + 50
    assert real.once(["-c", "sum(range(5_000_000))"]).seconds > nothing.seconds
    assert real.once(processes.ours("--no-such"), code=2).megabytes < 30
    with pytest.raises(SystemExit, match="ended with 3"):
        real.once(["-c", "raise SystemExit(3)"])


# -- memory


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="nothing else has /proc")
def test_the_memory_of_both_processes_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(memory.MADE["html"](memory.parts("sentences", 1)))
    idle, _ = memory.peak(path)
    path.write_bytes(memory.MADE["html"](memory.parts("sentences", 1_000_000)))
    most, text = memory.peak(path)
    assert text > 900_000
    assert idle > 30_000_000, "not that of two interpreters"
    assert most - idle > 2 * text, "not that of the text on both sides"


@pytest.mark.parametrize(("used", "code"), [(70_000_000, 0), (90_000_000, 1)])
def test_memory_over_its_bound_ends_the_run_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], used: int, code: int
) -> None:
    monkeypatch.setattr(memory, "TEXT", 1000)
    monkeypatch.setattr(memory, "peak", lambda path: (used if path.stat().st_size > 1000 else 5_000_000, 1000))
    assert memory.main(["html"]) == code
    assert capsys.readouterr().out.count("NO |") == code * len(memory.SHAPES)


# -- texts


@pytest.mark.parametrize("size", [1, 5_000, 100_000])
def test_a_text_has_the_size_asked_for(size: int) -> None:
    text = long_text(None, size)
    assert size <= len(text) < size + 40_000
    assert text == long_text(None, size)


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Åland", encoding="utf-8")
    (tmp_path / "a.xz").write_bytes(lzma.compress("Åland".encode()))
    assert long_text(str(tmp_path / "a.txt"), 5) == long_text(str(tmp_path / "a.xz"), 5) == "Åland"
    with pytest.raises(SystemExit, match=r"has 6 bytes, too few for 7"):
        long_text(str(tmp_path / "a.txt"), 7)


# -- reading


def test_every_format_has_a_document() -> None:
    assert set(reading.WRITTEN) == set(INPUT_FORMATS)
    assert set(reading.PEERS) < set(INPUT_FORMATS)


@pytest.mark.parametrize("name", INPUT_FORMATS)
def test_the_same_text_in_every_format(name: str) -> None:
    of = reading.paragraphs(TEXT[:20_000])
    document = read(reading.WRITTEN[name](of), name=f"a.{name}")
    words = sum(map(len, map(str.split, of)))
    assert words <= document.source.words <= words + 2 * len(of) // 10 + 5
    assert not document.warnings


@pytest.mark.parametrize("name", ["txt", "docx"])
def test_a_row_for_a_format(tmp_path: Path, name: str) -> None:
    row = reading.row(machine(tmp_path, **{"import docx": 0.25}), name, ["It rained."] * 12)
    size = (tmp_path / f"read.{name}").stat().st_size / 1000
    beside = "python-docx | 0.250 | 50 | 4.00" if name == "docx" else "– | – | – | –"
    assert row == f"| {name} | {size:.0f} | 1.000 | 50 | {beside} |"


def test_a_peer_gives_the_text(tmp_path: Path) -> None:
    for name, (_, program) in reading.PEERS.items():
        path = tmp_path / f"a.{name}"
        path.write_bytes(reading.WRITTEN[name](["It rained."] * 12))
        exec(program, {"path": str(path)})
