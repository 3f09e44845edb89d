"""What is done to one document: read it, summarise it, draw it in each format, write that, and note it.

All that a process is given and all that it answers are plain values, so that any executor can carry them.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import exporters
from summarizer.batch.job import Failure, Job, Made, Outcome, hash_of
from summarizer.batch.journal import FAILED, Journal, fingerprint
from summarizer.batch.names import Entry, output
from summarizer.errors import ConspectusError, DataError, InputError, LimitError, OutputError
from summarizer.readers import read
from summarizer.readers.sources import load
from summarizer.readers.worker import Worker

PARSED_BY_ONE = 200
"""After so many documents a parser's process gives way to a new one, so that what its libraries leak stays little."""


Task = tuple[Entry, bytes]
"""A document and the fingerprint that it had when it was finished last, if ever."""


def process(job: Job, outdir: str, tasks: Sequence[Task]) -> list[Outcome]:
    """Do *job* for some documents and write the summaries into *outdir*, where a `Store` is held meanwhile.

    Each document is complete and noted in the journal before the next one is begun. Raises WriteError where nothing can
    be written any more; whatever else goes wrong is the outcome of one document.
    """
    with Journal(Path(outdir)) as journal:
        return [_processed(job, journal, entry, known) for entry, known in tasks]


def _processed(job: Job, journal: Journal, entry: Entry, known: bytes) -> Outcome:
    data = loaded(job, entry)
    if isinstance(data, bytes) and is_unchanged(job, journal, entry.stem, known, data):
        return unchanged(job, entry)
    return finished(job, journal, entry, attempted(job, entry.path, data))


def loaded(job: Job, entry: Entry) -> bytes | Failure:
    """The bytes of a document, or why there are none."""
    try:
        return _loaded(job, entry)
    except Exception as error:
        return _failure(error)


def _loaded(job: Job, entry: Entry) -> bytes:
    if entry.problem:
        raise InputError(entry.path, entry.problem, "give a folder that can be read")
    return load(entry.path, job.limits)


def is_unchanged(job: Job, journal: Journal, stem: str, known: bytes, data: bytes) -> bool:
    """Whether the document is as it was when it was finished, and the summaries that are in OUTDIR are, too."""
    if known in (b"", FAILED):
        return False
    return known == fingerprint(hash_of(data), job.key, journal.hashes(stem, sorted(job.templates)))


def unchanged(job: Job, entry: Entry) -> Outcome:
    """The outcome of a document that is left alone."""
    return Outcome(entry.path, _names(job, entry), unchanged=True)


def attempted(job: Job, name: str, data: bytes | Failure) -> Made | Failure:
    """What `make` makes of *data*, or why there is nothing."""
    if isinstance(data, Failure):
        return data
    try:
        return make(job, name, data)
    except Exception as error:
        return _failure(error)


def finished(job: Job, journal: Journal, entry: Entry, result: Made | Failure) -> Outcome:
    """Write the *result* into the *journal*; raises WriteError where nothing can be written any more."""
    if isinstance(result, Failure):
        return note_failure(journal, entry, result)
    try:
        journal.write(entry.stem, result.files)
    except OutputError as error:
        return note_failure(journal, entry, _failure(error))
    outputs = {kind: hash_of(data) for kind, data in sorted(result.files.items())}
    journal.append(stem=entry.stem, input=result.source, asked=job.key, outputs=outputs)
    return Outcome(entry.path, _names(job, entry), warnings=result.warnings)


def _names(job: Job, entry: Entry) -> tuple[str, ...]:
    return tuple(output(entry.stem, kind) for kind in job.templates)


def make(job: Job, name: str, data: bytes) -> Made:
    """The summaries of the document of that *name*, whose bytes are *data*; nothing is read or written."""
    from summarizer.composition import summarize

    document = read(
        data, name=name, format=job.source_format, encoding=job.encoding, limits=job.limits, worker=_parsers.next()
    )
    summary = summarize(document, job.options)
    drawn = {kind: exporters.render(summary, kind, job.template(kind, document)) for kind in job.templates}
    warnings = [*((name, text) for text in summary.warnings)]
    warnings += ((f"{name} in {kind}", text) for kind, rendered in drawn.items() for text in rendered.warnings)
    if warnings and job.fail_if_warnings:
        raise DataError(name, f"has a warning: {warnings[0][1]}", "leave out --fail-if-warnings to go on")
    return Made({kind: rendered.data for kind, rendered in drawn.items()}, document.source.sha256, tuple(warnings))


def note_failure(journal: Journal, entry: Entry, failure: Failure) -> Outcome:
    """Note in the *journal* that a document has failed."""
    journal.append(stem=entry.stem, file=entry.path, **asdict(failure))
    return Outcome(entry.path, failure=failure)


def _failure(error: Exception) -> Failure:
    if isinstance(error, ConspectusError):
        return Failure(error.exit_code, error.problem, error.remedy)
    if isinstance(error, MemoryError):
        return Failure(LimitError.exit_code, "needs more memory than there is", "split it")
    what = f"internal error {type(error).__name__} {error}"
    return Failure(ConspectusError.exit_code, what, "please report; without batch, --debug shows where")


class _Parser(Worker):
    def __del__(self) -> None:  # with the thread that it has served
        self.close()


class _Parsers(threading.local):
    """The parser's process of each thread."""

    def __init__(self) -> None:
        self._worker = _Parser()
        self._given = 0

    def next(self) -> Worker:
        """The process for one more document."""
        if self._given == PARSED_BY_ONE:
            self._worker.close()
            self._given = 0
        self._given += 1
        return self._worker


_parsers = _Parsers()
