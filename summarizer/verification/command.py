"""``conspectus verify BRIEFING SOURCE...``: read them all, and say what the sources do not bear out."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from summarizer.arguments import VERIFY_USAGE, Arguments, parse_verify
from summarizer.characters import show
from summarizer.document import Document
from summarizer.errors import UsageError
from summarizer.plan import wording
from summarizer.readers import read
from summarizer.readers.worker import Worker
from summarizer.terminal import clipped, put, say, say_warning, shown_name
from summarizer.verification import Finding, Proof, prove

_FAILED = 1
_MOST_TOLD = 20
"""So many findings are told one by one, the rest counted."""


def verify(argv: Sequence[str]) -> int:
    """Print what the briefing says that its sources do not, or how much of it they have; 1 or 0."""
    arguments = parse_verify(argv)
    if len(arguments.files) < 2:
        raise UsageError("verify", "needs a briefing and its source", f"write {VERIFY_USAGE}")
    if arguments.files.count("-") > 1:
        raise UsageError("-", "is named twice", "it can be read once only")
    briefing, *sources = arguments.files
    with Worker() as worker:
        documents = [_read(source, arguments, worker) for source in sources]
        proof = prove(
            sys.stdin.buffer if briefing == "-" else briefing,
            documents,
            template=wording(arguments, documents),
            language=arguments.language,
            limits=arguments.limits,
            worker=worker,
        )
    name = shown_name(briefing)
    if not proof.findings:
        count = "1 sentence" if proof.found == 1 else f"{proof.found:,} sentences"
        put(f"{name}: {count}, found in {', '.join(shown_name(source) for source in sources)}\n")
        return 0
    lines = [_line(name, finding) for finding in proof.findings[:_MOST_TOLD]]
    if len(proof.findings) > _MOST_TOLD:
        lines.append(f"{name}: and {len(proof.findings) - _MOST_TOLD:,} more")
    put("".join(f"{line}\n" for line in lines))
    say(f"{name}: {_hint(proof)}")
    return _FAILED


def _hint(proof: Proof) -> str:
    """What a reader who did not expect the findings may have overlooked."""
    if not proof.found:
        return "has no sentence of these sources; the briefing comes first, and its sources behind it"
    return "give again what it was made with: -M, --marking, --template, and the sources in their order"


def _read(source: str, arguments: Arguments, worker: Worker) -> Document:
    document = read(
        sys.stdin.buffer if source == "-" else source,
        format=arguments.source_format,
        encoding=arguments.encoding,
        limits=arguments.limits,
        worker=worker,
    )
    if document.truncated and not arguments.quiet:
        for warning in document.warnings:
            say_warning(source, warning)
    return document


def _line(name: str, finding: Finding) -> str:
    text, near = (clipped(show(words), 150) for words in (finding.text, finding.nearest))
    return f"{name}: “{text}” {show(finding.problem)}" + (f" (nearest: {near})" if near else "")
