"""A batch: every document through an executor, a few at a time, and an `Outcome` for each."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from typing import Any, Self

from summarizer.batch.cluster import Cluster
from summarizer.batch.job import Failure, Job, Outcome
from summarizer.batch.journal import FAILED, Journal
from summarizer.batch.names import check, entries, output
from summarizer.batch.pool import cores, pool
from summarizer.batch.remote import outcomes
from summarizer.batch.store import Store
from summarizer.batch.work import Task, note_failure, process
from summarizer.errors import InputError

_MOST_IN_CHUNK = 16
"""Documents that a worker is given at once: enough to make the way there cheap, few enough to end together."""
_CHUNKS_FOR_EACH = 4
"""Chunks that a worker gets at least, where there are documents enough."""
_WAITING = 2
"""Chunks for each worker that are under way at a time, so that memory does not grow with their number."""

_KILLED = Failure(70, "its process was killed while it was summarised", "close some programs, or split it")


class Batch:
    """The documents of some *paths*, each to be summarised into *outdir*; a context, which holds *outdir* meanwhile.

    The work is done by *jobs* processes, by default one for each processor, by any *executor* whose workers see the
    same files, or by a *cluster*, which has been entered. With *only_failed*, only documents that have failed before
    are tried. An *outdir* with files of others in it is not used unless it is forced.

    Entering it counts the documents and raises InputError, UsageError or OutputError where the batch cannot be done,
    before anything is written; BusyError where another one is writing into *outdir*.
    """

    total: int
    """How many outcomes there will be."""

    def __init__(
        self,
        paths: Sequence[str],
        outdir: str,
        job: Job,
        *,
        jobs: int | None = None,
        executor: Executor | None = None,
        cluster: Cluster | None = None,
        only_failed: bool = False,
        force: bool = False,
    ) -> None:
        self._paths, self._outdir, self._job = paths, outdir, job
        self._jobs = jobs or cores()
        self._executor = executor
        self._cluster = cluster
        self._only_failed = only_failed
        self._store = Store(outdir, force=force)

    def __enter__(self) -> Self:
        check(self._paths, self._outdir)
        self.total = sum(1 for _ in entries(self._paths, self._outdir))
        if not self.total:
            raise InputError(self._paths[0] if self._paths else "batch", "holds no document", "name another folder")
        with ExitStack() as context:
            context.enter_context(self._store)
            if self._only_failed:
                self.total = sum(1 for _ in self._tasks())
            self._context = context.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def outcomes(self) -> Generator[Outcome, None, None]:
        """Do it: the outcome of each document, in the order in which they are finished.

        Raises WriteError where no more can be written, ClusterError where the cluster fails; what is finished by then
        is safe. Closing it stops the work.
        """
        jobs = min(self._cluster.threads if self._cluster else self._jobs, max(self.total, 1))
        size = min(max(self.total // (_CHUNKS_FOR_EACH * jobs), 1), _MOST_IN_CHUNK)
        chunks = _chunks(self._tasks(), size)
        if self._executor:
            yield from self._through(self._executor, chunks, {}, _WAITING * jobs)
        elif self.total:
            try:
                if self._cluster:
                    yield from outcomes(self._cluster, self._job, self._store.outdir, self._tasks(), size)
                else:
                    yield from self._in_processes(chunks, jobs)
            except BaseException:  # whoever wrote has ended, perhaps in a hurry
                self._store.recover(sync=False)
                raise
        self._store.report()

    def _tasks(self) -> Iterator[Task]:
        for entry in entries(self._paths, self._outdir, folds=self._store.folds):
            known = self._store.known(entry.stem)
            if known == FAILED or not self._only_failed:
                yield entry, known

    def _through(
        self, executor: Executor, chunks: Iterable[Sequence[Task]], flying: dict[Future[Any], Sequence[Task]], most: int
    ) -> Iterator[Outcome]:
        """The outcomes of *chunks*, of which at most so many are *flying* at a time."""
        try:
            for chunk in chunks:
                flying[self._submitted(executor, chunk, flying)] = chunk
                if len(flying) >= most:
                    yield from _landed(flying)
            while flying:
                yield from _landed(flying)
        finally:
            for future in flying:
                future.cancel()

    def _submitted(
        self, executor: Executor, chunk: Sequence[Task], flying: dict[Future[Any], Sequence[Task]]
    ) -> Future[list[Outcome]]:
        try:
            return executor.submit(process, self._job, self._outdir, chunk)
        except BrokenExecutor:
            flying[Future()] = chunk  # it is lost like those that are under way
            raise

    def _in_processes(self, chunks: Iterator[Sequence[Task]], jobs: int) -> Iterator[Outcome]:
        while True:
            flying: dict[Future[Any], Sequence[Task]] = {}
            try:
                with pool(jobs) as executor:
                    yield from self._through(executor, chunks, flying, _WAITING * jobs)
                return
            except BrokenExecutor:
                lost = deque(task for chunk in flying.values() for task in chunk)
            yield from self._one_by_one(lost)

    def _one_by_one(self, tasks: deque[Task]) -> Iterator[Outcome]:
        """The outcomes of *tasks* that were under way when a process died, one of which may have killed it."""
        yield from self._noted(tasks)
        while tasks:
            try:
                with pool(1) as executor:
                    while tasks:
                        yield from executor.submit(process, self._job, self._outdir, [tasks[0]]).result()
                        tasks.popleft()
            except BrokenExecutor:
                yield from self._noted(deque([tasks[0]]))
                entry, _ = tasks.popleft()
                with Journal(self._store.outdir) as journal:
                    yield note_failure(journal, entry, _KILLED)

    def _noted(self, tasks: deque[Task]) -> Iterator[Outcome]:
        """The outcomes of those *tasks* that the journal knows to be finished; they are taken out."""
        self._store.recover()
        lines = self._store.finished({entry.stem for entry, _ in tasks})
        for task in list(tasks):
            entry, _ = task
            if entry.stem in lines:
                tasks.remove(task)
                yield _outcome(entry.path, lines[entry.stem])


def _chunks(tasks: Iterable[Task], size: int) -> Iterator[Sequence[Task]]:
    chunk: list[Task] = []
    for task in tasks:
        chunk.append(task)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _landed(flying: dict[Future[list[Outcome]], Sequence[Task]]) -> Iterator[Outcome]:
    """The outcomes of the next chunk, or chunks, to be finished."""
    for future in wait(flying, return_when=FIRST_COMPLETED).done:
        outcomes = future.result()
        del flying[future]
        yield from outcomes


def _outcome(path: str, line: Mapping[str, Any]) -> Outcome:
    """The outcome that a *line* of the journal tells."""
    if "code" in line:
        return Outcome(path, failure=Failure(line["code"], line["problem"], line["remedy"]))
    return Outcome(path, tuple(output(line["stem"], kind) for kind in line["outputs"]))
