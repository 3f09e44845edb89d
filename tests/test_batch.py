"""A batch: names, journal, resume, what stops it and what does not."""

from __future__ import annotations

import hashlib
import importlib
import json
import multiprocessing
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import exporters
from exporters import Rendered
from summarizer import composition
from summarizer.batch import Batch, Cluster, Failure, Job, Outcome, journal, names, pool, progress, run, work
from summarizer.batch.journal import FAILED, Journal, fingerprint
from summarizer.batch.names import FAILURES, JOURNAL, Entry, entries, output
from summarizer.batch.store import Store
from summarizer.document import Document
from summarizer.errors import BusyError, InputError, OutputError, UsageError, WriteError
from summarizer.options import Length, Options
from summarizer.readers.worker import Worker
from summarizer.summary import Summary
from tests.test_cli import conspectus

ROOT = Path(__file__).parent.parent
TEXT = """\
The harbour of {0} was dredged again in spring. Ships of deeper draught can now call at {0} on every tide. The council
paid for the work out of its reserves.

Fishermen had asked for it for years. Sand had closed the old channel twice since the storm of 2009.

A second channel is planned for {0}. It will be marked with lights, and pilots will guide the larger ships."""
TXT = Job.of("txt")
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
needs_signals = pytest.mark.skipif(os.name != "posix", reason="signals are sent to a group of processes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with six documents, two of them in a folder of their own."""
    return filled(tmp_path / "in", "a.txt", "b.txt", "c.md", "d.txt", "port/a.txt", "port/e.txt")


def filled(folder: Path, *documents: str) -> Path:
    for name in documents:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(name), encoding="utf-8")
    return folder


def done(*paths: Path, out: Path, job: Job = TXT, cluster: Cluster | None = None, **options: Any) -> list[Outcome]:
    """The outcomes of a batch in this process, or by a *cluster*."""
    if cluster:
        with Batch([str(path) for path in paths], str(out), job, cluster=cluster, **options) as batch:
            return list(batch.outcomes())
    with (
        ThreadPoolExecutor(1) as executor,
        Batch([str(path) for path in paths], str(out), job, executor=executor, **options) as batch,
    ):
        outcomes = list(batch.outcomes())
        assert len(outcomes) == batch.total
    return outcomes


def files(out: Path) -> dict[str, bytes]:
    """What is in *out* but the journal, by path."""
    paths = (path for path in out.rglob("*") if path.is_file() and path.name != JOURNAL)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def became(outcomes: list[Outcome]) -> dict[str, str]:
    return {
        Path(outcome.path).name: "failed" if outcome.failure else "unchanged" if outcome.unchanged else "summarised"
        for outcome in outcomes
    }


# -- names --


def stems(*paths: Path, out: str = "nowhere", folds: bool = False) -> list[str]:
    return [entry.stem for entry in entries(map(str, paths), out, folds=folds)]


def test_the_tree_is_kept(folder: Path) -> None:
    assert stems(folder) == ["a.txt", "b.txt", "c.md", "d.txt", "port/a.txt", "port/e.txt"]
    assert output("port/a.txt", "pdf") == "port/a.txt.summary.pdf"


def test_a_file_goes_by_its_name(folder: Path) -> None:
    assert stems(folder / "port" / "e.txt") == ["e.txt"]


def test_hidden_files_and_the_output_are_left_out(folder: Path) -> None:
    filled(folder, ".hidden", ".git/x.txt", "out/y.txt")
    assert "out/y.txt" in stems(folder)
    assert stems(folder, out=str(folder / "out")) == [*stems(folder)[:4], "port/a.txt", "port/e.txt"]


@needs_posix
def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "loop").symlink_to(".")
    (folder / "self").symlink_to("self")
    (folder / "z.txt").symlink_to("a.txt")
    assert stems(folder) == ["a.txt", "b.txt", "c.md", "d.txt", "self", "z.txt", "port/a.txt", "port/e.txt"]


def test_a_name_in_two_paths_has_a_suffix_in_both(folder: Path, tmp_path: Path) -> None:
    other = filled(tmp_path / "other", "a.txt", "port/a.txt", "port/f.txt")
    made = stems(folder, other)
    assert len(set(made)) == len(made) == 9
    assert [stem for stem in made if "~" not in stem] == ["b.txt", "c.md", "d.txt", "port/e.txt", "port/f.txt"]
    assert stems(other, folder) == made


def test_names_that_fold_together_have_a_suffix(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "A.txt", "Straße/r.txt")
    if (folder / "a.TXT").exists():
        pytest.skip("this file system folds names itself")
    filled(folder, "a.txt", "STRASSE/r.txt")
    assert stems(folder) == ["A.txt", "a.txt", "STRASSE/r.txt", "Straße/r.txt"]
    folded = [stem.casefold() for stem in stems(folder, folds=True)]
    assert len(set(folded)) == 4
    assert all("~" in stem for stem in folded)


@needs_posix
def test_a_long_name_is_cut_and_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for end in "ab":
        os.close(os.open(os.fsencode(folder) + b"/" + b"\xc3\xa4" * 120 + end.encode() * 15, os.O_CREAT))
    made = stems(folder)
    assert len(set(made)) == 2
    assert max(len(os.fsencode(output(stem, kind))) for stem in made for kind in exporters.EXPORTERS) <= 255
    assert len({stem.split("~")[0] for stem in made}) == 1


def test_nobody_can_pass_for_another(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", f"{'x' * 250}")
    (suffixed,) = stems(folder)
    filled(folder, suffixed)
    assert len(set(stems(folder))) == 2


def test_a_folder_does_not_stand_where_a_file_of_ours_is_to_be(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "r.txt", "r.txt.summary.txt/a.txt", "failures.json/b.txt", "empty.txt")
    (folder / "empty.txt").write_bytes(b"")
    assert became(done(folder, out=tmp_path / "out")) == {
        "r.txt": "summarised",
        "a.txt": "summarised",
        "b.txt": "summarised",
        "empty.txt": "failed",
    }
    assert (tmp_path / "out" / FAILURES).is_file()


@needs_posix
def test_odd_names(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = [b"new\nline.txt", b'comma,".txt', b"esc\x1b]0;x\x07.txt", b"caf\xe9.txt", b" both ", b"-rf.txt", b"%s{0}"]
    for name in odd:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(TEXT.format("Odd"), encoding="utf-8")
    outcomes = done(folder, out=tmp_path / "out")
    assert {outcome.failure for outcome in outcomes} == {None}
    written = {os.fsencode(path.name) for path in (tmp_path / "out").iterdir()}
    assert written == {JOURNAL.encode(), *(name + b".summary.txt" for name in odd)}
    assert set(became(done(folder, out=tmp_path / "out")).values()) == {"unchanged"}


@needs_posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_that_cannot_be_read_is_a_failure(folder: Path, tmp_path: Path) -> None:
    (folder / "port").chmod(0)
    try:
        outcomes = done(folder, out=tmp_path / "out")
    finally:
        (folder / "port").chmod(0o755)
    assert became(outcomes)["port"] == "failed"


def test_a_folder_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *_: object) -> None:
        if path.endswith("port"):
            raise PermissionError(13, "Permission denied")
        scan(path, *_)

    scan: Callable[..., None] = names._scan
    monkeypatch.setattr(names, "_scan", refuse)
    *_, last = entries([str(folder)], "nowhere")
    assert last == Entry(str(folder / "port"), "port/port", "Permission denied")


# -- what is refused before anything is written --


@pytest.mark.parametrize(
    ("paths", "out", "error"),
    [
        (["nowhere"], "out", InputError),
        (["-"], "out", UsageError),
        (["in"], "in", OutputError),
        (["in/port"], "in", OutputError),
        (["in"], "no/out", OutputError),
        (["in"], "in/a.txt", OutputError),
        (["in"], "full", OutputError),
        (["hollow"], "out", InputError),
    ],
)
def test_refused(
    paths: list[str], out: str, error: type[Exception], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    filled(Path("full"), "mine.txt")
    Path("hollow").mkdir()
    before = {path: path.stat().st_mtime_ns for path in Path().rglob("*")}
    with pytest.raises(error), Batch(paths, out, TXT):
        pass
    assert {path: path.stat().st_mtime_ns for path in Path().rglob("*")} == before


def test_a_folder_of_others_may_be_forced(folder: Path, tmp_path: Path) -> None:
    out = filled(tmp_path / "full", "mine.txt")
    assert set(became(done(folder, out=out, force=True)).values()) == {"summarised"}
    assert (out / "mine.txt").exists()


# -- resume --


def test_the_same_again_does_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert set(became(done(folder, out=out)).values()) == {"summarised"}
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.txt")}
    assert set(became(done(folder, out=out)).values()) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.txt")} == times
    assert len(times) == 6


def test_what_has_changed_is_done_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(folder, out=out)
    clean = files(out)
    (folder / "b.txt").write_text(TEXT.format("Elsewhere"), encoding="utf-8")
    (out / "c.md.summary.txt").write_text("edited", encoding="utf-8")
    (out / "d.txt.summary.txt").unlink()
    again = became(done(folder, out=out))
    assert {name for name, what in again.items() if what == "summarised"} == {"b.txt", "c.md", "d.txt"}
    assert b"Elsewhere" in files(out).pop("b.txt.summary.txt")
    assert {name: data for name, data in files(out).items() if name[0] != "b"} == {
        name: data for name, data in clean.items() if name[0] != "b"
    }


@pytest.mark.parametrize(
    "job",
    [
        Job.of("txt", options=Options(short=Length(1))),
        Job.of("txt", "json"),
        Job(TXT.templates, encoding="utf-8"),
        Job(TXT.templates, date="2026-01-01"),
    ],
)
def test_other_options_are_other_work(job: Job, folder: Path, tmp_path: Path) -> None:
    done(folder, out=tmp_path / "out")
    assert set(became(done(folder, out=tmp_path / "out", job=job)).values()) == {"summarised"}


def test_the_order_of_formats_is_no_matter(folder: Path, tmp_path: Path) -> None:
    done(folder, out=tmp_path / "out", job=Job.of("txt", "json"))
    assert {outcome.unchanged for outcome in done(folder, out=tmp_path / "out", job=Job.of("json", "txt"))} == {True}


def test_another_version_does_all_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done(folder, out=tmp_path / "out")
    monkeypatch.setattr("summarizer.batch.job.generator", lambda: "conspectus 99")
    assert set(became(done(folder, out=tmp_path / "out", job=Job.of("txt"))).values()) == {"summarised"}


def test_a_torn_line_costs_one_document(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(folder, out=out)
    (out / JOURNAL).write_bytes((out / JOURNAL).read_bytes()[:-30])
    assert sum(outcome.unchanged for outcome in done(folder, out=out)) == 5
    assert set(became(done(folder, out=out)).values()) == {"unchanged"}


@pytest.mark.parametrize(
    "line", [b"nonsense\n", b"[]\n", b'{"stem": 5}\n', b'{"stem": "a.txt", "outputs": []}\n', b"\xff\n"]
)
def test_a_spoilt_line_is_nothing(line: bytes, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(folder, out=out)
    (out / JOURNAL).write_bytes(line + (out / JOURNAL).read_bytes())
    assert set(became(done(folder, out=out)).values()) == {"unchanged"}


def test_the_last_line_of_a_document_counts(tmp_path: Path) -> None:
    done = {"asked": "", "outputs": {}}
    lines: list[dict[str, object]] = [{"stem": f"{number % 50}", "input": f"{number}", **done} for number in range(100)]
    lines += [{"stem": "7", "code": 65}]
    (tmp_path / JOURNAL).write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    with Store(str(tmp_path)) as store:
        assert store.known("7") == FAILED
        assert store.known("49") == fingerprint("99", "", [])
        assert store.known("50") == b""


def test_what_a_killed_writer_left_is_cleared_away(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(folder, out=out)
    for place in (out, out / "port"):
        (place / ".conspectus-12-ab.tmp").write_bytes(b"half")
    done(folder, out=out)
    assert not list(out.rglob("*.tmp"))


def test_what_a_killed_writer_has_finished_is_not_done_again(folder: Path, tmp_path: Path) -> None:
    clean, out = tmp_path / "clean", tmp_path / "out"
    done(folder, out=clean)
    with Store(str(out)):
        killed = Journal(out)
        killed.__enter__()
        for stem in ("b.txt", "port/e.txt"):
            data = (clean / f"{stem}.summary.txt").read_bytes()
            source = hashlib.sha256((folder / stem).read_bytes()).hexdigest()
            killed.write(stem, {"txt": data})
            killed.append(stem=stem, input=source, asked=TXT.key, outputs={"txt": hashlib.sha256(data).hexdigest()})
        killed.write("d.txt", {"txt": b"not yet noted"})
        os.close(killed._descriptor)
    assert not list(out.rglob("*.summary.txt"))
    unchanged = {Path(outcome.path).name for outcome in done(folder, out=out) if outcome.unchanged}
    assert unchanged == {"b.txt", "e.txt"}
    assert files(out) == files(clean)


def test_two_batches_exclude_each_other(folder: Path, tmp_path: Path) -> None:
    with Batch([str(folder)], str(tmp_path / "out"), TXT), pytest.raises(BusyError) as caught:
        done(folder, out=tmp_path / "out")
    assert caught.value.exit_code == 75
    assert set(became(done(folder, out=tmp_path / "out")).values()) == {"summarised"}


# -- failures --


def bad(folder: Path) -> Path:
    """A folder with a good document and a bad one of each kind."""
    corpus = ROOT / "tests" / "corpus"
    filled(folder, "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.md").write_bytes(b" \n")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for name in ("story.docx", "story-libreoffice.pdf", "story.epub", "story.odt"):
        (folder / name).write_bytes((corpus / name).read_bytes()[:-2000])
    (folder / "locked.pdf").write_bytes(b"%PDF-1.4\nnot really")
    if os.name == "posix":
        (folder / "nowhere.txt").symlink_to("gone")
        os.mkfifo(folder / "pipe.txt")
    return folder


def test_a_bad_document_stops_no_other(tmp_path: Path) -> None:
    folder, out = bad(tmp_path / "in"), tmp_path / "out"
    outcomes = done(folder, out=out)
    what = became(outcomes)
    assert what.pop("good.txt") == "summarised"
    repaired = {name for name in what if what[name] == "summarised"}
    assert repaired <= {"story-libreoffice.pdf"}
    failed = json.loads((out / FAILURES).read_text(encoding="utf-8"))
    assert failed["format"] == 1
    assert [failure["file"] for failure in failed["failures"]] == sorted(
        str(folder / name) for name in what.keys() - repaired
    )
    for failure in failed["failures"]:
        assert set(failure) == {"file", "code", "problem", "remedy"}
        assert failure["code"] in (65, 66, 69, 75)
        assert failure["problem"]
    assert set(files(out)) == {FAILURES, "good.txt.summary.txt", *(f"{name}.summary.txt" for name in repaired)}


def test_only_failed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "b.txt").write_bytes(b"")
    (folder / "port" / "e.txt").write_bytes(b"")
    done(folder, out=out)
    (folder / "b.txt").write_text(TEXT.format("b.txt"), encoding="utf-8")
    filled(folder, "new.txt")
    assert became(done(folder, out=out, only_failed=True)) == {"b.txt": "summarised", "e.txt": "failed"}
    assert [failure["file"] for failure in json.loads((out / FAILURES).read_text())["failures"]] == [
        str(folder / "port" / "e.txt")
    ]
    filled(folder, "port/e.txt")
    assert became(done(folder, out=out, only_failed=True)) == {"e.txt": "summarised"}
    assert not (out / FAILURES).exists()
    assert done(folder, out=out, only_failed=True) == []


def test_a_bug_is_the_failure_of_one_document(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(summary: Any, *_: object) -> Rendered:
        if summary.documents[0].source.name == "b.txt":
            raise KeyError("oops")
        if summary.documents[0].source.name == "c.md":
            raise MemoryError
        return Rendered(b"drawn")

    monkeypatch.setattr(exporters, "render", draw)
    outcomes = done(folder, out=tmp_path / "out")
    failures = {Path(outcome.path).name: outcome.failure for outcome in outcomes if outcome.failure}
    assert {name: failure.code for name, failure in failures.items()} == {"b.txt": 70, "c.md": 75}
    assert "KeyError 'oops'" in failures["b.txt"].problem


def test_warnings_may_be_failures(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "a.txt")
    (folder / "b.md").write_text(
        "# Tram\n\n## Notes\n\n## Text\n\nThe tram runs again. It is on time.\n", encoding="utf-8"
    )
    (warned,) = [outcome for outcome in done(folder, out=tmp_path / "out") if outcome.warnings]
    assert warned.warnings == ((str(folder / "b.md"), "heading “Notes” has nothing under it"),)
    strict = Job(TXT.templates, fail_if_warnings=True)
    assert became(done(folder, out=tmp_path / "strict", job=strict)) == {"a.txt": "summarised", "b.md": "failed"}


def test_a_place_that_is_not_to_be_had_is_the_failure_of_one_document(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done(folder / "a.txt", out=out)
    (out / "port").write_text("a file where a folder is needed", encoding="utf-8")
    (out / "b.txt.summary.txt").mkdir()
    what = became(done(folder, out=out))
    assert {name for name, became_of in what.items() if became_of == "failed"} == {"a.txt", "b.txt", "e.txt"}


# -- what stops it --


def test_a_full_disk_stops_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[Path] = []
    real = journal._fill

    def fill(path: Path, data: bytes) -> None:
        if len(filled) == 3:
            real(path, data[:100])
            raise OSError(28, "No space left on device")
        filled.append(path)
        real(path, data)

    monkeypatch.setattr(journal, "_fill", fill)
    with pytest.raises(WriteError, match="No space left"):
        done(folder, out=tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.tmp"))
    monkeypatch.undo()
    assert sum(outcome.unchanged for outcome in done(folder, out=tmp_path / "out")) == 3
    done(folder, out=tmp_path / "clean")
    assert files(tmp_path / "out") == files(tmp_path / "clean")


def test_a_lost_folder_stops_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    real = journal._check

    def check(path: Path) -> None:
        if path.name.startswith("c.md"):
            shutil.rmtree(out)
        real(path)

    monkeypatch.setattr(journal, "_check", check)
    with pytest.raises(WriteError, match="is not there any more"):
        done(folder, out=out)
    assert not out.exists()


def test_summaries_are_synced_before_they_get_their_names(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done_so_far: list[tuple[str, Path]] = []
    synced, replace = journal.synced, Path.replace

    def sync(path: Path) -> None:
        done_so_far.append(("sync", path))
        synced(path)

    def move(path: Path, target: Path) -> Path:
        done_so_far.append(("move", path))
        return replace(path, target)

    monkeypatch.setattr(journal, "synced", sync)
    monkeypatch.setattr(Path, "replace", move)
    done(folder, out=tmp_path / "out")
    moved = [path for what, path in done_so_far if what == "move"]
    assert len(moved) == 6
    for path in moved:
        assert done_so_far.index(("sync", path)) < done_so_far.index(("move", path))
        assert ("sync", path.parent) in done_so_far[done_so_far.index(("move", path)) :]


# -- processes --


def in_processes(*paths: Path, out: Path, jobs: int, job: Job = TXT) -> list[Outcome]:
    with Batch([str(path) for path in paths], str(out), job, jobs=jobs) as batch:
        return list(batch.outcomes())


def test_any_number_of_jobs_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    job = Job.of("txt", "json", "docx", "pdf")
    shutil.copy(ROOT / "tests" / "corpus" / "story.odt", folder)
    (folder / "b.txt").write_bytes(b"")
    done(folder, out=tmp_path / "here", job=job)
    assert len(files(tmp_path / "here")) == 25
    for jobs in (1, 2):
        in_processes(folder, out=tmp_path / f"{jobs}", jobs=jobs, job=job)
        assert files(tmp_path / f"{jobs}") == files(tmp_path / "here")


def test_a_job_travels(folder: Path) -> None:
    job = Job.of("txt", "json", "docx", "pdf")
    assert vars(pickle.loads(pickle.dumps(job)))["key"] == job.key, "it travels with the job"
    outcome = Outcome("a", ("b",), failure=Failure(1, "c"))
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    error = pickle.loads(pickle.dumps(WriteError("a", "b", "c")))
    assert (error.subject, error.problem, error.remedy) == ("a", "b", "c")


def test_few_chunks_are_under_way_at_a_time(folder: Path, tmp_path: Path) -> None:
    filled(folder, *(f"{number:03}.txt" for number in range(60)))
    taken: list[str] = []

    class Counting(Batch):
        def _tasks(self) -> Iterator[work.Task]:
            for task in super()._tasks():
                taken.append(task[0].path)
                yield task

    with (
        ThreadPoolExecutor(1) as executor,
        Counting([str(folder)], str(tmp_path / "out"), TXT, jobs=1, executor=executor) as batch,
    ):
        outcomes = batch.outcomes()
        next(outcomes)
        assert len(taken) <= run._WAITING * run._MOST_IN_CHUNK
        outcomes.close()


def test_what_is_wrong_with_one_is_nothing_to_its_neighbours(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(document: Document, options: Options) -> Summary:
        if document.source.name == "c.md":
            raise ZeroDivisionError("of c.md")
        return real(document, options)

    real = composition.summarize
    monkeypatch.setattr(composition, "summarize", faulty)
    monkeypatch.setattr(run, "_CHUNKS_FOR_EACH", 1)
    outcomes = done(folder, out=tmp_path / "out")
    assert became(outcomes) == {**dict.fromkeys(became(outcomes), "summarised"), "c.md": "failed"}
    assert [outcome.failure.problem for outcome in outcomes if outcome.failure] == [
        "internal error ZeroDivisionError of c.md"
    ]


def test_a_parser_gives_way_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    parsers = work._Parsers()
    monkeypatch.setattr(Worker, "close", lambda worker: closed.append(1))
    for _ in range(2 * work.PARSED_BY_ONE + 1):
        parsers.next()
    assert len(closed) == 2


MURDERER = """
import os, signal
from summarizer.batch import work

real = work.process

def process(job, outdir, tasks):
    outcomes = []
    for task in tasks:
        if task[0].path.endswith("b.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        outcomes += real(job, outdir, [task])
    return outcomes
"""


@needs_signals
def test_a_document_that_kills_its_process_is_one_failure(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "murderer.py"
    module.write_text(MURDERER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(run, "process", importlib.import_module(module.stem).process)
    monkeypatch.setattr(run, "_CHUNKS_FOR_EACH", 1)
    outcomes = in_processes(folder, out=tmp_path / "out", jobs=1)
    what = became(outcomes)
    assert len(outcomes) == 6
    assert what.pop("b.txt") == "failed"
    assert set(what.values()) == {"summarised"}
    assert [failure["code"] for failure in json.loads((tmp_path / "out" / FAILURES).read_text())["failures"]] == [70]
    monkeypatch.undo()
    again = became(done(folder, out=tmp_path / "out"))
    assert {name for name, what in again.items() if what == "summarised"} == {"b.txt"}


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", "batch", *map(str, arguments)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@needs_signals
def test_killed_and_resumed(tmp_path: Path) -> None:
    folder, out = filled(tmp_path / "in", *(f"{number:03}.txt" for number in range(60))), tmp_path / "out"
    done(folder, out=tmp_path / "clean")
    clean = files(tmp_path / "clean")
    choice = random.Random(7)
    for number in range(5):
        process = started(folder, "-o", out, "--to", "txt", "--jobs", "2")
        wait_for(partial(has_lines, out, 8 * number + choice.randrange(1, 9)), process)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert all(clean[name] == data for name, data in files(out).items() if not name.endswith(".tmp"))
    process = started(folder, "-o", out, "--to", "txt", "--jobs", "2")
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert files(out) == clean
    # Two workers, five times: each can have repeated one document.
    assert lines(out) <= 60 + 2 * 5


@needs_signals
def test_interrupted(tmp_path: Path) -> None:
    folder, out = filled(tmp_path / "in", *(f"{number:03}.txt" for number in range(300))), tmp_path / "out"
    process = started(folder, "-o", out, "--to", "txt", "--jobs", "2")
    wait_for(partial(has_lines, out, 3), process)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.decode().splitlines()[-1] == "conspectus: stopped"
    assert "Traceback" not in errors.decode()
    assert not list(out.rglob("*.tmp"))
    noted = (out / JOURNAL).read_bytes()
    assert noted.endswith(b"\n")
    stems = {json.loads(line)["stem"] for line in noted.splitlines()}
    written = {name.removesuffix(".summary.txt") for name in files(out)}
    assert stems <= written
    assert len(written - stems) <= 2
    assert len(written) < 300


@needs_signals
@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2])
def test_interrupted_while_it_starts(delay: float, tmp_path: Path) -> None:
    folder, out = filled(tmp_path / "in", *(f"{number:03}.txt" for number in range(300))), tmp_path / "out"
    process = started(folder, "-o", out, "--to", "txt", "--jobs", "2")
    wait_for((out / JOURNAL).exists, process)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert errors.decode().splitlines()[-1] == "conspectus: stopped"
    assert "Traceback" not in errors.decode()
    assert process.returncode == 130


@needs_signals
def test_no_process_outlives_a_killed_parent(tmp_path: Path) -> None:
    folder, out = filled(tmp_path / "in", *(f"{number:03}.txt" for number in range(300))), tmp_path / "out"
    process = started(folder, "-o", out, "--to", "txt", "--jobs", "2")
    wait_for(partial(has_lines, out, 3), process)
    process.kill()
    process.communicate(timeout=20)  # standard error is closed when the last process has ended
    count = lines(out)
    assert count < 300
    time.sleep(0.5)
    assert lines(out) == count


def lines(out: Path) -> int:
    try:
        return (out / JOURNAL).read_bytes().count(b"\n")
    except OSError:
        return 0


def has_lines(out: Path, least: int) -> bool:
    return lines(out) >= least


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not condition() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)


def test_children_are_no_forks_of_this_process() -> None:
    with pool.pool(1) as executor:
        assert executor.submit(os.getpid).result() != os.getpid()
        context = executor._mp_context  # type: ignore[attr-defined]
    assert context.get_start_method() in ("forkserver", "spawn")
    assert not [child for child in multiprocessing.active_children() if child.is_alive()]


# -- the command --


def test_command(folder: Path, tmp_path: Path) -> None:
    first = conspectus("batch", str(folder), "-o", str(tmp_path / "out"), "--to", "txt,json", "-q")
    assert (first.returncode, first.stdout, first.stderr) == (0, b"", b"")
    again = conspectus("batch", str(folder), "-o", str(tmp_path / "out"), "--to", "txt,json")
    *told, last = again.stderr.decode().splitlines()
    assert last == "conspectus: 6 documents summarised, 6 of them unchanged since before"
    assert told[-1] == "conspectus: 100 % (6 of 6 documents)"
    assert len(files(tmp_path / "out")) == 12


def test_command_with_failures(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_bytes(b"")
    ended = conspectus("batch", str(folder), "-o", str(tmp_path / "out"), "--to", "txt", "--jobs", "1", "-q")
    assert ended.returncode == 1
    assert ended.stderr.decode() == f"conspectus: 1 of 6 documents failed, see {tmp_path / 'out' / FAILURES}\n"


class Terminal:
    """A standard error that is a terminal."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", ["20", "80", "1", "0", "x"])
def test_bar_on_a_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", columns)
    with progress.Progress(20) as shown:
        for number in range(20):
            shown.count()
            if number == 10:
                shown.say("a.txt: is empty")
    if columns == "80":
        assert "20 documents" not in terminal.text
        assert "documents/s" in terminal.text
    assert "a.txt: is empty\n" in terminal.text
    width = int(columns) if columns.isdecimal() and int(columns) else 80
    assert max(len(line) for line in terminal.text.replace("\n", "\r").split("\r")) <= max(width, 15)


def test_messages_are_as_the_help_says(tmp_path: Path) -> None:
    told = " ".join(conspectus("batch", "--help").stdout.decode().split())
    assert "--quiet say only whether some have failed" in told
    assert "--verbose name every document" in told
    assert "--fail-if-warnings a document with a warning has failed" in told
    text, out = tmp_path / "a.txt", tmp_path / "out"
    text.write_text("The ferry is late. The harbour is closed.", encoding="utf-8")
    warned = ("batch", str(text), "-o", str(out), "--to", "txt", "--focus", "zebra", "--fail-if-warnings")
    ended = conspectus(*warned, "-q")
    assert (ended.returncode, [path.name for path in out.glob("*.txt")]) == (1, [])
    assert ended.stderr.decode().startswith("conspectus: 1 of 1 document failed, see ")
    named = conspectus("batch", str(text), "-o", str(out), "--to", "txt", "-v")
    assert f"{text}: summarised" in named.stderr.decode()


def test_a_line_for_every_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.Progress(1_000) as shown:
        for _ in range(1_000):
            shown.count()
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 10
    assert told[0] == "conspectus: 10 % (100 of 1,000 documents)"
    with progress.Progress(1_000, quiet=True) as shown:
        shown.count()
    assert capsys.readouterr().err == ""
