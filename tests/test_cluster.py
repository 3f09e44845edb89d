"""A batch on a Dask cluster: a real scheduler and real workers on this machine, some of them killed."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import distributed
import pytest

from summarizer.batch import Job, Outcome, cluster, remote
from summarizer.batch.cluster import Cluster
from summarizer.batch.job import Failure
from summarizer.batch.names import FAILURES, JOURNAL, Entry
from summarizer.errors import ClusterError, UnsupportedError, UsageError
from tests.test_batch import bad, became, done, files, filled, has_lines, wait_for
from tests.test_cli import conspectus

ROOT = Path(__file__).parent.parent
TXT = Job.of("txt")
NOTHING = Failure(70, "nothing")
PATIENCE = 60  # seconds, for what takes one or two on a machine with nothing else to do
pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed by signals")

KILLER_MODULE = "killer"
KILLER = """
import os, signal
from summarizer.batch import remote

real = remote.summaries

def summaries(job, contents):
    if any(name.endswith("kills.txt") for name, _ in contents):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(job, contents)
"""


WITHOUT = "without/summarizer.py", "raise ModuleNotFoundError(\"No module named 'summarizer'\")"
OTHER = (
    "other/sitecustomize.py",
    """
import importlib.metadata
real = importlib.metadata.version
importlib.metadata.version = lambda name: "0" if name == "reportlab" else real(name)
""",
)
ALONE = ("--host", "127.0.0.1", "--nthreads", "1", "--memory-limit", "0")


class Dask:
    """A scheduler on a free port, and workers that may be killed, all on the loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        (folder / "modules").mkdir()
        (folder / "modules" / f"{KILLER_MODULE}.py").write_text(KILLER, encoding="utf-8")
        for name, source in (WITHOUT, OTHER):
            (folder / name).parent.mkdir()
            (folder / name).write_text(source, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(port))

    def start(self, *arguments: str, modules: str = "modules") -> subprocess.Popen[bytes]:
        """A process of Dask, which finds some *modules* before all others."""
        with (self.folder / f"{arguments[0]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": str(self.folder / modules),
                    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
                    "DASK_TEMPORARY_DIRECTORY": str(self.folder),
                },
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def work(self, number: int, *options: str) -> None:
        """Have so many workers."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        for _ in range(number - len(self.workers)):
            self.workers.append(self.start("worker", self.address, *ALONE, *(options or ("--no-nanny",))))
        wait_for(lambda: self.threads() == number, self.scheduler)

    @contextmanager
    def stranger(self, module: tuple[str, str]) -> Iterator[None]:
        """One more worker, which has a *module* that none should have."""
        before = self.threads()
        there = self.start("worker", self.address, *ALONE, "--no-nanny", modules=str(Path(module[0]).parent))
        self.workers.append(there)
        wait_for(lambda: self.threads() > before, there)
        try:
            yield
        finally:
            if there.poll() is None:
                self.kill(there)

    def threads(self) -> int:
        """How many threads the scheduler knows of."""
        client: Any = distributed.Client(self.address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        with client:
            return sum(client.nthreads().values())

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                self.kill(process)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    started = Dask(tmp_path_factory.mktemp("dask"))
    try:
        yield started
    finally:
        started.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with forty documents."""
    return filled(tmp_path / "in", *(f"{number:02}.txt" for number in range(40)))


def on(address: str, folder: Path, out: Path, **options: Any) -> list[Outcome]:
    """The outcomes of a batch on the cluster at *address*."""
    with Cluster(address, shared=options.pop("shared", False)) as there:
        return done(folder, out=out, cluster=there, **options)


# -- with a cluster --


@pytest.mark.parametrize("shared", [False, True])
def test_the_bytes_are_those_of_this_machine(shared: bool, dask: Dask, tmp_path: Path) -> None:
    folder = bad(tmp_path / "in")
    for name in ("story.odt", "story.epub"):
        shutil.copy(ROOT / "tests" / "corpus" / name, folder / f"good-{name}")
    filled(folder, *(f"port/{number}.md" for number in range(10)))
    job = Job.of("txt", "json", "docx", "pdf")
    dask.work(2)
    done(folder, out=tmp_path / "here", job=job)
    outcomes = on(dask.address, folder, tmp_path / "there", job=job, shared=shared)
    assert set(became(outcomes).values()) == {"failed", "summarised"}
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert FAILURES in files(tmp_path / "there")
    for again in (
        on(dask.address, folder, tmp_path / "there", job=job, shared=shared),
        done(folder, out=tmp_path / "there", job=job),
    ):
        assert became(again) == {
            name: "unchanged" if what == "summarised" else what for name, what in became(outcomes).items()
        }


def test_what_a_lost_worker_had_is_done_by_another(dask: Dask, folder: Path, tmp_path: Path) -> None:
    dask.work(2)
    done(folder, out=tmp_path / "here")
    process = started(dask, folder, tmp_path / "there")
    wait_for(partial(has_lines, tmp_path / "there", 5), process)
    dask.kill(dask.workers[0])
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, b"")
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_killed_client_goes_on(dask: Dask, folder: Path, tmp_path: Path) -> None:
    dask.work(2)
    done(folder, out=tmp_path / "here")
    process = started(dask, folder, tmp_path / "there")
    wait_for(partial(has_lines, tmp_path / "there", 5), process)
    process.kill()
    process.communicate()
    outcomes = on(dask.address, folder, tmp_path / "there")
    assert sum(outcome.unchanged for outcome in outcomes) >= 5
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_interrupted(dask: Dask, tmp_path: Path) -> None:
    folder, out = filled(tmp_path / "in", *(f"{number:03}.txt" for number in range(400))), tmp_path / "out"
    dask.work(2)
    process = started(dask, folder, out)
    wait_for(partial(has_lines, out, 5), process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (130, b"conspectus: stopped\n")
    noted = (out / JOURNAL).read_bytes()
    assert noted.endswith(b"\n")
    stems = {json.loads(line)["stem"] for line in noted.splitlines()}
    written = {name.removesuffix(".summary.txt") for name in files(out)}
    assert stems <= written  # nothing is left under a temporary name, either
    assert len(written - stems) <= 1
    assert len(written) < 400


def test_a_document_that_kills_workers_is_one_failure(
    dask: Dask, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask.work(2)
    for worker in dask.workers:
        dask.kill(worker)
    dask.work(1, "--nanny")
    filled(folder, "kills.txt")
    monkeypatch.syspath_prepend(dask.folder / "modules")
    monkeypatch.setattr(remote, "summaries", importlib.import_module(KILLER_MODULE).summaries)
    what = became(on(dask.address, folder, tmp_path / "out"))
    dask.kill(dask.workers[0])
    assert what.pop("kills.txt") == "failed"
    assert set(what.values()) == {"summarised"}
    (failed,) = json.loads((tmp_path / "out" / FAILURES).read_text())["failures"]
    assert (failed["code"], failed["problem"]) == (70, remote._LOST.problem)


def test_a_worker_without_the_package(dask: Dask, folder: Path, tmp_path: Path) -> None:
    dask.work(1)
    with (
        dask.stranger(WITHOUT),
        pytest.raises(ClusterError, match=r"^tcp://127.*: cannot load conspectus .*summarizer"),
    ):
        on(dask.address, folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_worker_of_another_version_that_joins_later(dask: Dask, folder: Path, tmp_path: Path) -> None:
    dask.work(1)
    with Cluster(dask.address) as there, dask.stranger(OTHER), pytest.raises(ClusterError, match="has reportlab 0,"):
        done(folder, out=tmp_path / "out", cluster=there)


def test_a_worker_of_another_version(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    dask.work(1)
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "99" if name == "reportlab" else real(name))
    problem = f"has reportlab {real('reportlab')}, where this machine has reportlab 99"
    with pytest.raises(ClusterError, match=problem), Cluster(dask.address):
        pass


def test_no_connection_but_to_the_cluster(dask: Dask, tmp_path: Path) -> None:
    dask.work(1)
    listens = (
        "import socket, sys\n"
        "def hook(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'socket.bind'):\n"
        "        print(event, *arguments[-2 if event == 'socket.connect' else 0:], file=sys.stderr)\n"
        "sys.addaudithook(hook)\n"
        "from summarizer.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    filled(tmp_path / "in", "a.txt")
    arguments = ["batch", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--to", "txt", "-q"]
    ended = subprocess.run(
        [sys.executable, "-c", listens, *arguments, "--cluster", dask.address],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=ROOT,
    )
    told = ended.stderr.decode().splitlines()
    port = dask.address.rpartition(":")[2]
    assert ended.returncode == 0
    assert {line.split()[0] for line in told} >= {"socket.connect"}
    assert {line for line in told if "socket.connect" in line and f"('127.0.0.1', {port})" not in line} == set()
    assert {line for line in told if "socket.getaddrinfo" in line and " 127.0.0.1 " not in line} == set()
    assert {line.split()[0] for line in told} <= {"socket.connect", "socket.getaddrinfo"}


def test_a_scheduler_that_goes(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dask").mkdir()
    dask = Dask(tmp_path / "dask")
    try:
        dask.work(1)
        process = started(dask, folder, tmp_path / "out")
        wait_for(partial(has_lines, tmp_path / "out", 5), process)
        dask.kill(dask.scheduler)
        _, errors = process.communicate(timeout=PATIENCE)
    finally:
        dask.close()
    remedy = "see that its scheduler runs; the same command goes on"
    assert (process.returncode, errors.decode()) == (69, f"{dask.address}: has gone ({remedy})\n")
    assert 5 <= sum(outcome.unchanged for outcome in done(folder, out=tmp_path / "out")) < 40


def started(dask: Dask, folder: Path, out: Path) -> subprocess.Popen[bytes]:
    arguments = ["batch", str(folder), "-o", str(out), "--to", "txt", "-q", "--cluster", dask.address]
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


# -- without one --


def test_nothing_answers(folder: Path, tmp_path: Path) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        ended = conspectus("batch", str(folder), "-o", str(tmp_path / "out"), "--cluster", address)
    assert ended.returncode == 69
    assert ended.stderr.decode() == f"{address}: no scheduler answers (check the address, and that it runs)\n"
    assert not (tmp_path / "out").exists()


def test_without_the_package_that_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UnsupportedError) as caught, Cluster("tcp://127.0.0.1:1"):
        pass
    assert str(caught.value) == "--cluster: needs the package distributed (pip install 'conspectus[dask]')"
    assert caught.value.exit_code == 69


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--shared"], "--shared: is for a cluster (name one with --cluster)"),
        (["--cluster", "tcp://a:1", "--jobs", "2"], "--jobs: is for this machine (leave it out with --cluster)"),
        *(
            (
                ["--cluster", address],
                f"--cluster {address}: is no address (write it as tcp://HOST:PORT or tls://HOST:PORT)",
            )
            for address in ("", "inproc://a", "http://a:1", "tcp://a b", "tcp://a/b")
        ),
    ],
)
def test_arguments(arguments: list[str], message: str) -> None:
    from summarizer.batch.command import run

    with pytest.raises(UsageError) as caught:
        run(["in", "-o", "out", *arguments])
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("there", "problem"),
    [
        ({"Python": "3.11", "conspectus": "1", "numpy": "2"}, ""),
        ({"Python": "3.12", "conspectus": "2", "numpy": "2"}, "has Python 3.12, where this machine has Python 3.11"),
        ({"Python": "3.11", "conspectus": "1"}, "has no numpy, where this machine has numpy 2"),
        (
            {"Python": "3.11", "conspectus": "1", "numpy": "2", "jieba": "0"},
            "has jieba 0, where this machine has no jieba",
        ),
        (ModuleNotFoundError("No module named 'summarizer'"), "cannot load conspectus 1: No module named 'summarizer'"),
    ],
)
def test_versions(there: Any, problem: str) -> None:
    assert cluster._difference(there, {"Python": "3.11", "conspectus": "1", "numpy": "2"}) == problem


def test_what_a_summary_depends_on_is_compared() -> None:
    names = set(cluster.installed())
    assert {"Python", "conspectus", "numpy", "reportlab", "lxml", "jieba", "distributed"} <= names
    assert not names & {"pytest", "ruff"}


class Pretended(Cluster):
    """A cluster of one thread in this process, in which the tasks of some documents lose their workers."""

    threads = 1

    def __init__(self, *killers: str) -> None:
        super().__init__("tcp://nowhere")
        self._killers = killers
        self._threads = ThreadPoolExecutor(1)
        self.sizes: list[list[int]] = []
        self.most = 0
        self._flying: set[Future[Any]] = set()

    def submit(self, call: Callable[..., Any], *arguments: Any) -> Future[Any]:
        _, contents = arguments
        self.sizes.append([len(content) if isinstance(content, bytes) else -1 for _, content in contents])
        lost = any(Path(name).name in self._killers for name, _ in contents)
        future = self._threads.submit((lambda *_: None) if lost else call, *arguments)
        self._flying.add(future)
        self.most = max(self.most, len(self._flying))
        return future

    def result(self, future: Future[Any]) -> Any:
        self._flying.remove(future)
        return future.result()

    def look(self) -> None: ...

    def cancel(self) -> None:
        self._threads.shutdown()


def test_suspects_are_tried_alone(folder: Path, tmp_path: Path) -> None:
    pretended = Pretended("07.txt", "31.txt")
    what = became(done(folder, out=tmp_path / "out", cluster=pretended))
    assert {name for name, how in what.items() if how == "failed"} == {"07.txt", "31.txt"}
    assert len(what) == 40
    suspects = 2 * len(pretended.sizes[0])
    assert [len(sizes) for sizes in pretended.sizes[-suspects:]] == [1] * suspects


def test_few_documents_travel_at_a_time(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (folder / "00.txt").stat().st_size
    monkeypatch.setattr(remote, "_MOST_BYTES", 2 * size + 1)
    pretended = Pretended()
    done(folder, out=tmp_path / "out", cluster=pretended)
    assert {len(sizes) for sizes in pretended.sizes[:-1]} == {3}
    assert pretended.most == remote._WAITING


def test_where_files_are_shared_none_travels(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretended = Pretended()
    pretended.shared = True
    monkeypatch.chdir(folder.parent)
    done(Path("in"), out=tmp_path / "out", cluster=pretended)
    assert {size for sizes in pretended.sizes for size in sizes} == {-1}
    assert remote._place(Entry("in/00.txt", "00.txt")).path == str(folder / "00.txt")
    assert remote.summaries(TXT, [("a", NOTHING)]) == [NOTHING]
