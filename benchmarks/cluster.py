"""What a cluster costs, and whether it writes the same bytes: 2,000 documents on two workers, killed and not.

    python -m benchmarks.cluster                   2,000 documents of about 4 KB, made of the example
    python -m benchmarks.cluster FILE              made of the paragraphs of a text file, plain or .xz
    python -m benchmarks.cluster FILE 500          so many documents

A scheduler and two workers are started on the loopback of this machine, and ended again. Processor time is that of all
processes, as Linux tells it; *client*, *scheduler* and *workers* have their shares. The bytes are what all of them have
sent each other, and whatever else has used the loopback meanwhile.
"""

from __future__ import annotations

import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from benchmarks.batch import EXAMPLE, SIZE, TICKS, batch, documents, fill, same
from benchmarks.texts import long_text
from summarizer.batch import Cluster
from summarizer.batch.names import JOURNAL
from summarizer.batch.pool import cores
from summarizer.errors import ClusterError

NUMBER = 2_000
WORKERS = 2


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of Dask."""
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", "--no-dashboard"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DASK_TEMPORARY_DIRECTORY": tempfile.gettempdir()},
    )


def worker(address: str) -> subprocess.Popen[bytes]:
    """A worker of one thread."""
    return started("worker", address, "--no-nanny", "--nthreads", "1", "--memory-limit", "0")


@contextmanager
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler; its process and those of its workers, which may be replaced."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    processes = [started("scheduler", "--port", f"{port}"), *(worker(address) for _ in range(WORKERS))]
    try:
        wait_for_workers(address)
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for_workers(address: str) -> None:
    """Wait until all workers are there."""
    for _ in range(30):
        try:
            with Cluster(address) as there:
                if there.threads == WORKERS:
                    return
        except ClusterError:
            pass
        time.sleep(1)


def command(folder: Path, out: Path, address: str, *options: str) -> subprocess.Popen[bytes]:
    """The command under way."""
    arguments = ["batch", str(folder), "-o", str(out), "--to", "txt", "-q", "--cluster", address, *options]
    return subprocess.Popen([sys.executable, "-m", "summarizer", *arguments])


def seconds(process: subprocess.Popen[bytes]) -> float:
    """The processor time that a process has taken so far."""
    values = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / TICKS


def loopback() -> int:
    """The bytes that have been sent over the loopback."""
    lines = Path("/proc/net/dev").read_text().splitlines()
    return next(int(line.split()[9]) for line in lines if line.split()[0] == "lo:")


def lines(out: Path) -> int:
    """How many lines the journal has."""
    journal = out / JOURNAL
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def until(process: subprocess.Popen[bytes], out: Path, number: int) -> None:
    """Wait until so many documents are finished."""
    while process.poll() is None and lines(out) < number:
        time.sleep(0.01)


def undisturbed(
    folder: Path, out: Path, address: str, processes: Sequence[subprocess.Popen[bytes]], *options: str
) -> str:
    """A row: what a run to its end has taken."""
    before, sent, begun = [seconds(process) for process in processes], loopback(), time.monotonic()
    process = command(folder, out, address, *options)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    process.returncode = 0
    wall = time.monotonic() - begun
    scheduler, *workers = (seconds(process) - was for process, was in zip(processes, before, strict=True))
    shares = [usage.ru_utime + usage.ru_stime, scheduler, sum(workers)]
    number = lines(out)
    figures = " | ".join(f"{1000 * share / number:.2f}" for share in (sum(shares), *shares))
    peak = usage.ru_maxrss / 1024
    return f"{figures} | {wall:.0f} | {(loopback() - sent) / number / 1000:.1f} | {peak:.0f}"


def main(arguments: Sequence[str]) -> None:
    """Print the figures, each as soon as it is measured."""
    text = long_text(arguments[0] if arguments else str(EXAMPLE), SIZE)
    number = int(arguments[1]) if arguments[1:] else NUMBER
    print(f"Python {platform.python_version()}, distributed {version('distributed')}; {cores()} cores")
    print(f"{number:,} documents; milliseconds of processor time for each\n")
    print("| | all | client | scheduler | workers | wall s | KB over the wire | client's peak MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    with tempfile.TemporaryDirectory() as made, cluster() as (address, processes):
        folder, here, out = Path(made) / "in", Path(made) / "here", Path(made)
        fill(folder, documents(text, number))
        run = batch(folder, here, WORKERS)
        print(f"| `--jobs {WORKERS}` | {1000 * run.cpu / number:.2f} | | | | {run.wall:.0f} | | |", flush=True)
        row = undisturbed(folder, out / "there", address, processes)
        print(f"| `--cluster` | {row} |", flush=True)
        row = undisturbed(folder, out / "shared", address, processes, "--shared")
        print(f"| `--cluster --shared` | {row} |", flush=True)

        process = command(folder, out / "lost", address)
        until(process, out / "lost", number // 2)
        processes[-1].kill()
        process.wait()
        processes.append(worker(address))
        wait_for_workers(address)

        process = command(folder, out / "resumed", address)
        until(process, out / "resumed", number // 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        finished = lines(out / "resumed")
        command(folder, out / "resumed", address).wait()
        print()
        for name in ("there", "shared", "lost", "resumed"):
            print(f"{name}: {lines(out / name):,} lines in the journal, same bytes: {same(here, out / name)}")
        print(f"the client was killed after {finished:,} documents")


if __name__ == "__main__":
    main(sys.argv[1:])
