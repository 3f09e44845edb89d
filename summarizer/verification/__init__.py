"""A briefing read back: whether everything in it is what the sources say, word for word.

The rooms: `reading` gets the whole text out of a file, with `docx`, `pdf` and `html` for those that take a parser;
`texts` compares without white space, `expected` knows what a briefing of the sources may say, `covering` takes a
briefing apart by that, `findings` says what is wrong with it, `records` does so for the JSON form.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from summarizer.document import Document
from summarizer.options import Limits

if TYPE_CHECKING:
    from summarizer.readers.worker import Worker
    from templates import Template


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a briefing that the sources do not bear out.

    *text* is as it stands in the briefing, *problem* what is wrong with it, *nearest* the passage of the sources that
    comes nearest behind its label, as ``¶7 “…”``; "" where none comes near.
    """

    text: str
    problem: str
    nearest: str = ""

    def __str__(self) -> str:
        near = f" (nearest: {self.nearest})" if self.nearest else ""
        return f"“{self.text}” {self.problem}{near}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of reading a briefing back: how many sentences of it the sources have, and what is not borne out."""

    found: int
    findings: tuple[Finding, ...]


LIMITS = Limits()


def verify(
    briefing: str | os.PathLike[str] | bytes | BinaryIO,
    documents: Document | Sequence[Document],
    *,
    format: str | None = None,  # noqa: A002
    template: Template | None = None,
    language: str = "auto",
) -> tuple[Finding, ...]:
    """Whatever in *briefing*, a file that `exporters.export` wrote of *documents*, these do not bear out.

    Every word of the briefing is accounted for: it stands in the sources, in a whole sentence, heading or aside, or
    it is what a briefing says of such a sentence (how often and where it is stated), or it is a phrase of ours. What
    the template, the title or the language was, must be given as it was given for the briefing. *format* is a key of
    `exporters.EXPORTERS`; without one the content decides, and the ending of a name helps. Raises what
    `summarizer.read` raises, about the briefing.
    """
    return prove(briefing, documents, format=format, template=template, language=language).findings


def prove(
    briefing: str | os.PathLike[str] | bytes | BinaryIO,
    documents: Document | Sequence[Document],
    *,
    format: str | None = None,  # noqa: A002
    template: Template | None = None,
    language: str = "auto",
    limits: Limits = LIMITS,
    worker: Worker | None = None,
) -> Proof:
    """The proof behind `verify`; *limits* bound the reading of the briefing, by *worker* where it takes a parser."""
    import templates
    from summarizer.analysis import analyze  # 0.3 s of numpy
    from summarizer.verification.findings import proof
    from summarizer.verification.reading import read
    from summarizer.verification.records import proof_of_records

    read_back = read(briefing, format, limits=limits, worker=worker)
    analysis = analyze([documents] if isinstance(documents, Document) else documents, language)
    if read_back.format == "json":
        return proof_of_records(read_back, analysis)
    template = template or templates.load("briefing")
    around: list[str] = []
    if template.reference:  # its text stands in the briefing, too
        own = read(template.reference.data, "docx", limits=limits, worker=worker)
        around = [line for part in own.pages for line in part.splitlines()]
    return proof(read_back, analysis, template, around)
