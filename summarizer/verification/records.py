"""The JSON form of a summary read back: every sentence at its place, every point with all that state it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exporters.references import reference_label
from summarizer.analysis import Analysis
from summarizer.errors import DataError
from summarizer.sentences import Sentence
from summarizer.summary import Shown, Summary
from summarizer.verification import Finding, Proof
from summarizer.verification.nearest import Nearest
from summarizer.verification.reading import ReadBack
from templates import VIEWS

_NOT_OURS = "give one that Conspectus wrote"


def proof_of_records(briefing: ReadBack, analysis: Analysis) -> Proof:
    """What the sources of *analysis* have of *briefing*, a summary in JSON, and what of it they do not bear out.

    Raises DataError where it is none.
    """
    try:
        values = json.loads(briefing.pages[0])
        summary = Summary.from_json(values, analysis.documents)
        right = {**summary.to_json(), "generator": values["generator"]}
        findings = tuple(_findings(summary, values, right, analysis))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise DataError(briefing.name, "is no summary in JSON", _NOT_OURS) from None
    wrong = sum(finding.text in {line.sentence.text for line in _lines(summary)} for finding in findings)
    return Proof(max(len(_lines(summary)) - wrong, 0), findings)


def _lines(summary: Summary) -> list[Shown]:
    return [line for view in VIEWS for line in getattr(summary, view)]


def _findings(summary: Summary, values: Any, right: Any, analysis: Analysis) -> Iterator[Finding]:
    if not isinstance(values["sources"], list) or len(values["sources"]) != len(analysis.documents):
        yield Finding(f"sources: {len(values['sources'])}", f"is not so: {len(analysis.documents)} are given")
        return
    titles = [document.title for document in analysis.documents]
    if summary.title is not None and summary.title not in titles:
        yield Finding(summary.title, "is not the title of a source")
    nearest = Nearest(analysis)
    known = {sentence.place: sentence for row in analysis.rows for sentence in row}
    sentences = dict.fromkeys(line.sentence for line in _lines(summary))
    sentences |= dict.fromkeys(statement for point in summary.points for statement in point.statements)
    sentences |= dict.fromkeys(told.sentence for told in summary.explanations)
    for sentence in sentences:
        if known.get(sentence.place) != sentence:
            yield _misplaced(sentence, analysis, nearest)
    yield from _points(summary, analysis)
    for line in _lines(summary):
        if line.stated != max((summary.points[point].stated for point in line.points), default=1):
            yield Finding(line.sentence.text, f"is not stated {line.stated} times")
    yield from _differences("", values, right)


def _misplaced(sentence: Sentence, analysis: Analysis, nearest: Nearest) -> Finding:
    near = nearest.row(sentence.text)
    if near is not None and analysis.text(near) == sentence.text:
        label = reference_label(sentence.place, len(analysis.documents))
        return Finding(sentence.text, f"is not where it is said to be, in {label}", nearest.told(near))
    names = ", ".join(document.source.name for document in analysis.documents)
    return Finding(sentence.text, f"is not in {names}", nearest.told(near))


def _points(summary: Summary, analysis: Analysis) -> Iterator[Finding]:
    """The points that the sources do not state so, at these places and nowhere else."""
    stated = {
        frozenset(sentence.place for sentence in analysis.statements(point))
        for point in range(len(analysis.points.statements))
    }
    for point in summary.points:
        if frozenset(statement.place for statement in point.statements) not in stated:
            yield Finding(point.statements[0].text if point.statements else "", "is not stated at these places")


def _differences(path: str, given: Any, right: Any) -> Iterator[Finding]:
    """Where the records that were *given* are not as they follow from the others."""
    if isinstance(given, Mapping) and isinstance(right, Mapping):
        for key in dict.fromkeys([*given, *right]):
            yield from _differences(f"{path}.{key}".lstrip("."), given.get(key), right.get(key))
    elif isinstance(given, Sequence) and isinstance(right, Sequence) and not isinstance(given, str):
        if len(given) != len(right):
            yield Finding(f"{path}: {len(given)}", f"is not so: {len(right)}")
        for number, (one, other) in enumerate(zip(given, right, strict=False)):
            yield from _differences(f"{path}[{number}]", one, other)
    elif given != right or type(given) is not type(right):
        yield Finding(f"{path}: {given}", f"is not so: {right}")
