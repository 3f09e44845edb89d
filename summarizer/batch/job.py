"""What is asked of a document, and what becomes of it: plain values, so that any executor can carry them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

import exporters
import templates
from summarizer.document import Document
from summarizer.options import Limits, Options
from summarizer.summary import generator
from templates import Metadata, Template


@dataclass(frozen=True)
class Job:
    """What is asked of every document.

    *templates* has a template for each format to be written, by its name in `EXPORTERS`; *metadata* is shown in every
    summary, *date* where neither that nor the document has one. *fail_if_warnings* makes each warning a failure.
    """

    templates: Mapping[str, Template]
    options: Options = Options()
    limits: Limits = field(default=Limits())
    source_format: str | None = None
    encoding: str | None = None
    metadata: Metadata = field(default=Metadata())
    date: str | None = None
    fail_if_warnings: bool = False

    @classmethod
    def of(cls, *formats: str, options: Options = Options()) -> Job:
        """The job that writes *formats*, each by the template that is its own."""
        return cls({kind: templates.load(exporters.EXPORTERS[kind].template) for kind in formats}, options)

    @cached_property
    def key(self) -> str:
        """A hash of all that the bytes of an output depend on beside its document, our version among it."""
        values = json.dumps([generator(), asdict(self)], sort_keys=True, default=hash_of)
        return hash_of(values.encode())

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "key": self.key}  # which is not worked out again by each process for each few documents

    def template(self, kind: str, document: Document) -> Template:
        """The template by which the summary of a document is drawn in a format."""
        dated = self.metadata.date is not None or document.source.date
        metadata = self.metadata if dated else replace(self.metadata, date=self.date)
        return replace(self.templates[kind], metadata=metadata)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document has no summary: the exit *code* that it would have alone, and what a message says."""

    code: int
    problem: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the document at a *path*.

    *written* names its summaries, as paths below OUTDIR. They are *unchanged* where they had been written before and
    nothing has changed since. *warnings* are pairs of the name of a file and a text.
    """

    path: str
    written: tuple[str, ...] = ()
    unchanged: bool = False
    failure: Failure | None = None
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """The summaries of a document by format, the hash of its bytes, and warnings as an `Outcome` has them."""

    files: Mapping[str, bytes]
    source: str
    warnings: tuple[tuple[str, str], ...]


def hash_of(data: bytes) -> str:
    """The hash that the journal names *data* by, in hexadecimal."""
    return sha256(data).hexdigest()
