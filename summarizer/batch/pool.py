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
_MOST_ON_WINDOWS = 61  # processes, as many as it can wait for


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def pool(jobs: int) -> Iterator[Executor]:
    """An executor of so many processes, of which none is left when the context is.

    When it is left by an exception, or this process is killed, they drop what they are doing, clear it away, and end.
    """
    # Never a fork of this process, whose threads and locks it would inherit.
    posix = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if posix else "spawn")
    lifeline, held = multiprocessing.Pipe(duplex=False)
    executor = _Pool(jobs if posix else min(jobs, _MOST_ON_WINDOWS), context, _begin, (lifeline,))
    try:
        yield executor
        executor.shutdown()
    finally:
        held.close()
        executor.shutdown(cancel_futures=True)
        lifeline.close()


class _Pool(ProcessPoolExecutor):
    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        with _signals_held():
            return super().submit(_carried_out, call, *arguments, **named)


@contextmanager
def _signals_held() -> Iterator[None]:
    """What would interrupt this process waits, lest a process be started and forgotten; and is none of its business."""
    if os.name != "posix":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # starting it later would let the signals through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# -- in the process --


_working = False


def _begin(lifeline: Connection) -> None:
    """Get ready for work; SIGINT stays blocked, as it was in the process that has started this one."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # there is a process for each core already
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()
    if os.name == "posix":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def _end(number: int, frame: FrameType | None) -> None:
    if not _working:
        os._exit(1)
    raise SystemExit(1)


def _watch(lifeline: Connection) -> None:
    """Wait until the other end of *lifeline* is closed, and end this process."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    if os.name == "posix":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        time.sleep(_GRACE)
    os._exit(1)


def _carried_out(call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    global _working
    _working = True
    try:
        return call(*arguments, **named)
    except SystemExit:  # the loop of the pool would take it for a result, and go on
        os._exit(1)
    finally:
        _working = False
