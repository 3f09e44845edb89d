"""How far a batch is, on standard error: a bar on a terminal, a line for every tenth elsewhere."""

from __future__ import annotations

import sys
from contextlib import suppress
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Self

from summarizer.terminal import say

if TYPE_CHECKING:
    from tqdm import tqdm


class Progress:
    """A context that counts up to *total* documents, and lets other lines through; silent if *quiet*."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total = total
        self._done = 0
        self._quiet = quiet or not total
        self._bar: tqdm[object] | None = None

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # no thread of its own: there is an outcome every few seconds anyway
            columns = get_terminal_size().columns
            with suppress(OSError):
                self._bar = tqdm(total=self._total, unit=" documents", ncols=columns, file=sys.stderr, leave=False)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            with suppress(OSError):
                self._bar.close()

    def count(self) -> None:
        """One more document is finished."""
        tenths = 10 * self._done // self._total
        self._done += 1
        if self._bar is not None:
            with suppress(OSError):
                self._bar.update()
        elif not self._quiet and 10 * self._done // self._total > tenths:
            percent = 100 * self._done // self._total
            say(f"conspectus: {percent} % ({self._done:,} of {self._total:,} documents)")

    def say(self, line: str) -> None:
        """Print another *line*, above the bar."""
        if self._bar is not None:
            with suppress(OSError):
                self._bar.clear()
        say(line)
