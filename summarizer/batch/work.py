"""What is done to documents: read some, summarise them together, draw each in each format, write that, and note it.

All that a process is given and all that it answers are plain values, so that any executor can carry them.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import exporters
from summarizer.batch.job import Failure, Job, Made, Outcome, hash_of
from summarizer.batch.journal import FAILED, Journal, fingerprint
from summarizer.batch.names import Entry, output
from summarizer.document import Document
from summarizer.errors import ConspectusError, DataError, InputError, LimitError, OutputError
from summarizer.options import Options
from summarizer.readers import load, read
from summarizer.readers.worker import Worker
from summarizer.summary import Summary

_MOST_TEXT = 250_000
"""Characters of text, in one document or some, to which no more are added: memory must not grow with a chunk."""

PARSED_BY_ONE = 200
"""After so many documents a parser's process gives way to a new one, so that what its libraries leak stays little."""


Task = tuple[Entry, bytes]
"""A document and the fingerprint that it had when it was finished last, if ever."""


def process(job: Job, outdir: str, tasks: Sequence[Task]) -> list[Outcome]:
    """Do *job* for some documents and write the summaries into *outdir*, where a `Store` is held meanwhile.

    The documents of a group are complete and noted in the journal before the next group is begun. Raises WriteError
    where nothing can be written any more; whatever else goes wrong is the outcome of one document.
    """
    outcomes: list[Outcome] = []
    begun: deque[Entry] = deque()

    def contents() -> Iterator[tuple[str, bytes | Failure]]:
        for entry, known in tasks:
            data = loaded(job, entry)
            if isinstance(data, bytes) and is_unchanged(job, journal, entry.stem, known, data):
                outcomes.append(unchanged(job, entry))
            else:
                begun.append(entry)
                yield entry.path, data

    with Journal(Path(outdir)) as journal:
        for result in attempted(job, contents()):
            outcomes.append(finished(job, journal, begun.popleft(), result))
    return outcomes


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


def attempted(job: Job, contents: Iterable[tuple[str, bytes | Failure]]) -> Iterator[Made | Failure]:
    """The summaries of each document, by its name and its bytes, or why there are none; no file is read or written.

    Documents that follow each other are summarised together, until they have `_MOST_TEXT` characters.
    """
    group: list[tuple[str, Document | Failure]] = []
    size = 0
    for name, data in contents:
        document = data if isinstance(data, Failure) else _document(job, name, data)
        group.append((name, document))
        if isinstance(document, Document):
            size += sum(len(block.text) for block in document.blocks)
        if size >= _MOST_TEXT:
            yield from _made(job, group)
            group, size = [], 0
    yield from _made(job, group)


def _document(job: Job, name: str, data: bytes) -> Document | Failure:
    try:
        return read(
            data, name=name, format=job.source_format, encoding=job.encoding, limits=job.limits, worker=_parsers.next()
        )
    except Exception as error:
        return _failure(error)


def _made(job: Job, group: Sequence[tuple[str, Document | Failure]]) -> Iterator[Made | Failure]:
    """The summaries of each document of a *group*; what is wrong with one is nothing to its neighbours."""
    summaries = _summaries([document for _, document in group if isinstance(document, Document)], job.options)
    for name, document in group:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            yield made(job, name, document, next(summaries))
        except Exception as error:
            yield _failure(error)


def _summaries(documents: Sequence[Document], options: Options) -> Iterator[Summary | Exception]:
    """The summary of each document, or why there is none; where they cannot be had together, of each by itself."""
    from summarizer.composition import summarize, summarize_each

    done = 0
    try:
        for summary in summarize_each(documents, options):
            done += 1
            yield summary
    except Exception:  # a bug, or no memory: perhaps not for each of them
        for document in documents[done:]:
            try:
                yield summarize(document, options)
            except Exception as error:
                yield error


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


def made(job: Job, name: str, document: Document, summary: Summary | Exception) -> Made:
    """The summaries of the document of that *name*, drawn; raises the error that stands in place of its *summary*."""
    if isinstance(summary, Exception):
        raise summary
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
