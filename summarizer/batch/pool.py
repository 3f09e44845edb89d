"""Processes that work for this one, and end with it, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any

_GRACE = 1  # seconds, in which what is half done is cleared away


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def pool(jobs: int) -> Iterator[Executor]:
    """An executor of so many processes, of which none is left when the context is.

    When it is left by an exception, or this process is killed, they drop what they are doing, clear it away, and end.
    """
    context = _context()
    lifeline, held = multiprocessing.Pipe(duplex=False)
    executor = _Pool(jobs, context, _begin, (lifeline,))
    try:
        yield executor
        executor.shutdown()
    finally:
        held.close()
        executor.shutdown(cancel_futures=True)
        lifeline.close()


class _Pool(ProcessPoolExecutor):
    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        return super().submit(_carried_out, call, *arguments, **named)


def _context() -> Any:
    """The way in which processes are started: not by a fork of this one, whose threads and locks they would inherit."""
    if "forkserver" not in multiprocessing.get_all_start_methods():  # Windows
        return multiprocessing.get_context("spawn")
    from multiprocessing.forkserver import ensure_running

    # Ctrl-C is for us alone. What is blocked here stays so in the server and in all processes that it starts.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return multiprocessing.get_context("forkserver")


# -- in the process --


def _begin(lifeline: Connection) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there is a process for each core already
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _watch(lifeline: Connection) -> None:
    """Wait until the other end of *lifeline* is closed, and end this process."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        time.sleep(_GRACE)
    os._exit(1)


def _carried_out(call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    try:
        return call(*arguments, **named)
    except SystemExit as end:  # the loop of the pool would take it for a result, and go on
        os._exit(1 if end.code is None else int(end.code))
