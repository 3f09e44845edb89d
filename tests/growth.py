"""Whether work grows with its size and not with its square, told by processor time."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

NOISE = 0.1  # seconds
TRIES = 3


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Whether *work* on four times *size* takes under eight times as long; quadratic work takes sixteen times.

    The best of several tries counts, because a busy machine makes a single one look slow.
    """
    return any(_seconds(work, 4 * size) < NOISE + 8 * _seconds(work, size) for _ in range(TRIES))


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # a collection looks at everything that other tests have left behind
    try:
        begin = process_time()
        work(size)
        return process_time() - begin
    finally:
        gc.enable()
