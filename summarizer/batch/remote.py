"""A batch on a cluster: documents go there as bytes, summaries come back as bytes, and OUTDIR stays here.

A task is a few documents. When a worker is lost, the scheduler gives its tasks to others, and a task that loses one
after the other comes back. The documents of such tasks are tried once more at the end, each with nothing else under
way, so that none is blamed for what its neighbour does.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path

from summarizer.batch.cluster import Cluster
from summarizer.batch.job import Failure, Job, Made, Outcome
from summarizer.batch.journal import Journal
from summarizer.batch.names import Entry
from summarizer.batch.work import Task, attempted, finished, is_unchanged, loaded, unchanged

_WAITING = 3
"""Tasks under way for each thread there, so that memory does not grow with their number, here or at the scheduler."""
_MOST_BYTES = 1 << 20
"""The documents of a task, but for the last one, have less than so many bytes."""
_PATIENCE = 1  # second, after which there is time to look at the cluster
_LOST = Failure(70, "every worker that summarised it was lost", "give workers more memory, or split it")

Content = bytes | Failure | Entry
"""A document as it travels: its bytes, why there are none, or where a worker finds it."""
Parcel = tuple[Entry, Content]


def outcomes(
    cluster: Cluster, job: Job, outdir: Path, tasks: Iterable[Task], most: int
) -> Generator[Outcome, None, None]:
    """The outcome of each document of *tasks*, of which at most so many travel together.

    Raises ClusterError where the cluster fails, WriteError where *outdir* does; what is finished by then is safe.
    """
    flight = _Flight(cluster, job, outdir)
    try:
        for parcels in _chunks(cluster, job, outdir, tasks, most):
            if isinstance(parcels, Outcome):
                yield parcels
                continue
            flight.send(parcels)
            while flight.is_full:
                yield from flight.landed()
        while flight.is_under_way:
            yield from flight.landed()
        yield from flight.suspects_alone()
    finally:
        cluster.cancel()


def _chunks(
    cluster: Cluster, job: Job, outdir: Path, tasks: Iterable[Task], most: int
) -> Iterator[Outcome | Sequence[Parcel]]:
    """The documents that are to travel, some at a time, and the outcomes of those that are left alone."""
    journal = Journal(outdir)
    parcels: list[Parcel] = []
    size = 0
    for entry, known in tasks:
        content = loaded(job, entry) if known or not cluster.shared else b""
        if isinstance(content, bytes) and is_unchanged(job, journal, entry.stem, known, content):
            yield unchanged(job, entry)
            continue
        parcels.append((entry, _place(entry) if cluster.shared else content))
        size += len(content) if isinstance(content, bytes) else 0
        if len(parcels) == most or size >= _MOST_BYTES:
            yield parcels
            parcels, size = [], 0
    if parcels:
        yield parcels


def _place(entry: Entry) -> Entry:
    """Where a worker finds a document."""
    return replace(entry, path=os.path.abspath(entry.path))  # noqa: PTH100 -- resolve() would follow links


class _Flight:
    """Tasks under way: the documents of each one that is in the air, and of those that came back without a result."""

    def __init__(self, cluster: Cluster, job: Job, outdir: Path) -> None:
        self._cluster, self._job, self._outdir = cluster, job, outdir
        self._flying: dict[Future[list[Made | Failure]], Sequence[Entry]] = {}
        self._suspects: list[Entry] = []

    @property
    def is_under_way(self) -> bool:
        return bool(self._flying)

    @property
    def is_full(self) -> bool:
        return len(self._flying) >= _WAITING * max(self._cluster.threads, 1)

    def send(self, parcels: Sequence[Parcel]) -> None:
        """Send some documents to be done by one worker."""
        contents = [(entry.path, content) for entry, content in parcels]
        self._flying[self._cluster.submit(summaries, self._job, contents)] = [entry for entry, _ in parcels]

    def landed(self) -> Iterator[Outcome]:
        """The outcomes of what has come back, after waiting a little for it."""
        for entries, results in self._arrived():
            if results is None:
                self._suspects += entries
            else:
                yield from self._finished(entries, results)

    def suspects_alone(self) -> Iterator[Outcome]:
        """The outcomes of the suspects, one after the other."""
        for entry in self._suspects:
            self.send([(entry, _place(entry) if self._cluster.shared else loaded(self._job, entry))])
            while self._flying:
                for entries, results in self._arrived():
                    yield from self._finished(entries, [_LOST] if results is None else results)

    def _arrived(self) -> Iterator[tuple[Sequence[Entry], Sequence[Made | Failure] | None]]:
        done = wait(self._flying, _PATIENCE, FIRST_COMPLETED).done
        self._cluster.look()
        for future in done:
            yield self._flying.pop(future), self._cluster.result(future)

    def _finished(self, entries: Sequence[Entry], results: Sequence[Made | Failure]) -> list[Outcome]:
        with Journal(self._outdir) as journal:
            return [finished(self._job, journal, entry, result) for entry, result in zip(entries, results, strict=True)]


# -- at a worker --


def summaries(job: Job, contents: Sequence[tuple[str, Content]]) -> list[Made | Failure]:
    """What becomes of some documents, each a name for messages and what travels of it."""
    return [attempted(job, name, _bytes(job, content)) for name, content in contents]


def _bytes(job: Job, content: Content) -> bytes | Failure:
    return loaded(job, content) if isinstance(content, Entry) else content
