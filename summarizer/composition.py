"""Documents -> a summary: analyse, rank, select, and say how often and where each point is stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from summarizer.analysis import Analysis, analyze
from summarizer.arrays import Floats, highest
from summarizer.document import Block, Document
from summarizer.errors import DataError
from summarizer.explanation import explain
from summarizer.features import LONGEST, focus_of, place_weights
from summarizer.options import Length, Options
from summarizer.ranking import rank
from summarizer.selection import Selection
from summarizer.sentences import Tokenizer
from summarizer.summary import KeyPoint, Shown, Summary

SUBJECT_TERMS = 8
"""How many words are named as those that mark the subject."""


DEFAULTS = Options()


def summarize(
    documents: Document | Sequence[Document], options: Options = DEFAULTS, *, tokenizer: Tokenizer | None = None
) -> Summary:
    """The summary of one document, or of several on one subject.

    A *tokenizer* cuts sentences and words in place of our own rules for the language. Raises DataError where no
    document has a sentence of readable length, UsageError for an unknown language or a tokenizer that changes the text,
    LimitError for more points than the method ranks.
    """
    analysis = analyze(_checked(documents, options), options.language, tokenizer)
    _check_sentences(analysis)
    prose, bullets = rank(analysis, options.method, options.focus)
    sentences = Selection(analysis, prose)
    short = sentences.choose(options.short)
    medium = sentences.choose(options.medium, company=True)
    listed = Selection(analysis, bullets).choose(options.bullets)
    salience = _share(highest(bullets.scores, analysis.points.statements))
    order = (-np.array(salience)).argsort(kind="stable").tolist()
    number = {point: rank for rank, point in enumerate(order)}
    make = tuple.__new__  # as the class does it itself, without a call of Python's for each
    points = tuple([make(KeyPoint, (analysis.statements(point), salience[point])) for point in order])
    scores = {"prose": _share(prose.scores), "bullets": _share(bullets.scores)}
    chosen = {"short": short, "medium": medium, "bullets": listed}
    explained = {view: rows for view, rows in chosen.items() if view in options.explained}

    def shown(rows: Iterable[int], scores: Sequence[float]) -> tuple[Shown, ...]:
        lines = [_shown(analysis, points, row, number, scores[row]) for row in rows]
        return tuple(lines if options.by_score else sorted(lines, key=lambda line: line.sentence.place))

    return Summary(
        documents=analysis.documents,
        title=analysis.title,
        language=analysis.language.code,
        method=options.method,
        short=shown(short, scores["prose"]),
        medium=shown(medium, scores["prose"]),
        bullets=shown(listed, scores["bullets"]),
        points=points,
        terms=_subject_terms(analysis),
        truncated=any(document.truncated for document in analysis.documents),
        warnings=(
            *_warnings(analysis.documents),
            *analysis.warnings,
            *_unheard(analysis, options.focus),
            *_shortfall("sentence", options.short, DEFAULTS.short, len(order), len(short)),
            *_shortfall("sentence", options.medium, DEFAULTS.medium, len(order), len(medium)),
            *_shortfall("point", options.bullets, DEFAULTS.bullets, len(order), len(listed)),
        ),
        explanations=explain(analysis, explained, scores, number) if options.explain else (),
    )


def _checked(documents: Document | Sequence[Document], options: Options) -> Sequence[Document]:
    """The *documents* as a sequence; raises TypeError for what somebody took for one."""
    found = (
        [documents] if isinstance(documents, Document | str) or not isinstance(documents, Iterable) else [*documents]
    )
    for each in found:
        if not isinstance(each, Document):
            raise TypeError(f"summarize() takes documents, as read() gives them, not {type(each).__name__}")
    if not isinstance(options, Options):
        raise TypeError(f"summarize() takes Options(...), not {type(options).__name__}")
    return found


def _check_sentences(analysis: Analysis) -> None:
    if all(len(analysis.text(row)) > LONGEST for row in range(len(analysis))):
        names = ", ".join(document.source.name for document in analysis.documents)
        raise DataError(names, f"has no sentence of under {LONGEST:,} characters", "give a text with full stops")


def _share(scores: Floats) -> list[float]:
    """The *scores* moved to [0, 1]: 0 for the lowest, 1 for the highest."""
    spread = scores.max() - scores.min()
    share = (scores - scores.min()) / spread if spread > 0 else np.ones(len(scores))
    rounded: list[float] = share.round(4).tolist()
    return rounded


def _shown(analysis: Analysis, points: Sequence[KeyPoint], row: int, number: Mapping[int, int], score: float) -> Shown:
    states = sorted(number[point] for point in analysis.points.states[row])
    return Shown(analysis.rows[row][0], tuple(states), score, max(points[state].stated for state in states))


def _subject_terms(analysis: Analysis) -> tuple[str, ...]:
    """The words that mark the subject, most of all first, in their commonest spelling."""
    terms = analysis.terms
    weights = terms.transposed_times(place_weights(analysis)).round(9)
    words = (stem for stem in (-weights).argsort(kind="stable").tolist() if not terms.stems[stem][0].isdigit())
    return tuple(map(terms.spelling, islice(words, SUBJECT_TERMS)))


def _warnings(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        name = f"{document.source.name}: " if len(documents) > 1 else ""
        yield from (f"{name}{warning}" for warning in document.warnings)
    names: dict[tuple[Block, ...], list[str]] = {}
    for document in documents:
        names.setdefault(document.blocks, []).append(document.source.name)
    for copies in names.values():
        if len(copies) > 1:
            yield f"{copies[0]}: given {len(copies)} times, so each of its points counts as often"


def _unheard(analysis: Analysis, focus: str) -> Iterator[str]:
    """That the text has no word of what was asked for, or that this has none that tells a subject."""
    if focus and not analysis.analyzer.stems(focus):
        yield f"focus “{focus}”: has only words that tell no subject, so nothing is preferred"
    elif focus and not focus_of(analysis, focus).any():
        yield f"focus “{focus}”: the text has none of these words"


def _shortfall(noun: str, asked: Length, default: Length, distinct: int, got: int) -> Iterator[str]:
    """Why a view has fewer lines than were *asked* for; nobody asked for the *default*."""
    wanted = asked.items(distinct)
    if asked != default and asked.unit == "items" and wanted is not None and got < wanted:
        yield f"only {got} distinct {noun}{'' if got == 1 else 's'}, where {wanted} were asked for"
