"""Scores: how salient each distinct sentence is, by our own method, by place, or by one of sumy's.

This is the only module that imports sumy's summarizers. They rate sentences by their text, so they are given texts
that differ: one sentence for each point.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import numpy as np

from summarizer.analysis import Analysis
from summarizer.arrays import Floats
from summarizer.errors import LimitError
from summarizer.features import Features, features, focus_of
from summarizer.language import Language, segmenter, stemmer, stop_words
from summarizer.quotations import parts_of_quotations
from summarizer.words import tokens

FOCUS = 2.0
"""How much the words that were asked for count; as much as all else that speaks for a sentence."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each of the `Features` counts."""

    position: float = 0.50
    centroid: float = 1.45
    context: float = 0.15
    title: float = 0.30
    length: float = 0.35
    quotation: float = 0.30
    quoted: float = 0.25
    cue: float = 0.33
    conclusion: float = 0.40
    listed: float = -0.30
    phrases: float = 0.40
    repetition: float = 0.0
    furniture: float = 3.0
    leaning: float = 0.0
    focus: float = FOCUS


@dataclass(frozen=True, slots=True)
class Diversity:
    """What a candidate gains by stems that are new, and loses by likeness to what is chosen.

    The gain is *coverage* times the weight of its uncovered stems over ``words ** exponent``, relative to the highest
    at the start; the loss is *redundancy* times its highest cosine to a chosen text (maximal marginal relevance,
    Carbonell and Goldstein 1998).
    """

    coverage: float = 0.0
    exponent: float = 0.0
    redundancy: float = 0.0


PROSE = Weights(), Diversity(coverage=0.5, exponent=0.14, redundancy=0.65)
BULLETS = (
    Weights(position=0.20, length=0.0, cue=0.40, listed=0.40, repetition=0.30, leaning=0.25),
    Diversity(coverage=0.5, exponent=0.6, redundancy=0.65),
)
AS_RATED = Diversity()
"""The order of the scores alone, for methods that are to be shown as they are."""

CLEAR_WORDS = 7
"""A wording of fewer words is rarely clear on its own."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rows among which a view is chosen, their *scores* (n,), and how much a choice minds what it says already."""

    candidates: tuple[int, ...]
    scores: Floats
    diversity: Diversity


def rank(analysis: Analysis, method: str, focus: str = "") -> tuple[Ranking, Ranking]:
    """The rankings by *method*, a name in `options.METHODS`, for prose and for bullets, preferring what *focus* names.

    Prose is chosen among all sentences, bullets among the clearest wordings of the points. Raises LimitError for more
    points than the method ranks in seconds.
    """
    parts = parts_of_quotations(analysis)
    if method == "centroid":
        known = features(analysis, focus)
        prose = Ranking(_whole(_standing_alone(analysis), parts), _salience(known, PROSE[0]), PROSE[1])
        return prose, _worded(analysis, _salience(known, BULLETS[0]), BULLETS[1], parts)
    stating = tuple(sorted({_first_alone(analysis, rows, parts) for rows in analysis.points.statements}))
    scores = np.zeros(len(analysis))
    scores[list(stating)] = _places(stating) if method == "lead" else _rating(analysis, method, stating)
    scores += FOCUS * focus_of(analysis, focus)
    return Ranking(_whole(stating, parts), scores, AS_RATED), _worded(analysis, scores, AS_RATED, parts)


def _whole(rows: Sequence[int], parts: Collection[int]) -> tuple[int, ...]:
    """The *rows* that are no *parts* of quotations; all, if they all are."""
    return tuple(row for row in rows if row not in parts) or tuple(rows)


def _standing_alone(analysis: Analysis) -> tuple[int, ...]:
    """The rows but those leaning on another whose points are all stated by some that do not, at half the length."""

    def gives_way(row: int) -> bool:
        rows = (analysis.points.statements[point] for point in analysis.points.states[row])
        return all(any(2 * alone[other] >= analysis.words[row] for other in stating) for stating in rows)

    alone = [0 if leaning else words for leaning, words in zip(analysis.leaning, analysis.words, strict=True)]
    return tuple(row for row, leaning in enumerate(analysis.leaning) if not (leaning and gives_way(row)))


def _first_alone(analysis: Analysis, rows: Sequence[int], parts: Collection[int]) -> int:
    """The first of *rows* that is no part of a quotation and does not lean on another, else the first."""
    return min(rows, key=lambda row: (row in parts, analysis.leaning[row], row))


def _salience(known: Features, weights: Weights) -> Floats:
    scores: Floats = np.add.reduce(np.array(_EACH(weights))[:, np.newaxis] * np.array(_EACH(known)))
    return scores.round(9)


_EACH = attrgetter(*(field.name for field in fields(Weights)))


def _worded(analysis: Analysis, scores: Floats, diversity: Diversity, parts: Collection[int]) -> Ranking:
    """The ranking of one wording for each point, which has the score of the point's best sentence."""
    wordings = {rows[0] for rows in analysis.points.statements if len(rows) == 1}
    worded = scores.copy()
    for rows in (rows for rows in analysis.points.statements if len(rows) > 1):
        wording = min(rows, key=lambda row: (row in parts, *_unclearness(analysis, row)))
        wordings.add(wording)
        worded[wording] = max(worded[wording], scores[list(rows)].max())
    return Ranking(_whole(sorted(wordings), parts), worded, diversity)


def _unclearness(analysis: Analysis, row: int) -> tuple[bool, bool, int, int]:
    """A key that sorts the wordings of a point from the shortest clear one on."""
    text, words = analysis.text(row), analysis.words[row]
    stump = words < CLEAR_WORDS or analysis.furniture[row]
    return stump, analysis.leaning[row] or text[0] in '"“‘«„', -words if stump else words, row


def _rating(analysis: Analysis, method: str, rows: Sequence[int]) -> Floats:
    members = groupby(rows, lambda row: (analysis.place(row).source, analysis.place(row).paragraph))
    paragraphs = [[analysis.text(row) for row in paragraph] for _, paragraph in members]
    return sumy_rating(method, paragraphs, analysis.title, analysis.language)


def _places(rows: Sequence[int]) -> Floats:
    return 1 - np.array(rows, dtype=float) / (max(rows) + 1)


@dataclass(frozen=True, slots=True)
class Summarizer:
    """A summarizer of sumy's by module and class; *most* is the number of sentences that it is asked to rank.

    sumy compares every pair of sentences (KL: every triple), so beyond *most* it would take minutes.
    """

    module: str
    name: str
    most: int


SUMY: Mapping[str, Summarizer] = MappingProxyType(
    {
        "lex-rank": Summarizer("lex_rank", "LexRankSummarizer", 1_000),
        "text-rank": Summarizer("text_rank", "TextRankSummarizer", 1_500),
        "lsa": Summarizer("lsa", "LsaSummarizer", 1_000),
        "luhn": Summarizer("luhn", "LuhnSummarizer", 3_000),
        "kl": Summarizer("kl", "KLSummarizer", 200),
        "sum-basic": Summarizer("sum_basic", "SumBasicSummarizer", 2_000),
        "reduction": Summarizer("reduction", "ReductionSummarizer", 1_500),
        "edmundson": Summarizer("edmundson", "EdmundsonSummarizer", 3_000),
    }
)

_BONUS_WORDS = ("significant", "important", "key", "conclusion", "result", "results", "found", "shows", "new", "first")
_STIGMA_WORDS = ("perhaps", "hardly", "impossible", "maybe", "incidentally", "moreover")


def sumy_rating(method: str, paragraphs: Sequence[Sequence[str]], title: str | None, spoken: Language) -> Floats:
    """What sumy's summarizer of that *method* rates each sentence of *paragraphs*, in order: (n,) in [0, 1].

    sumy tells sentences apart by their text, so equal ones get one rating. Raises LimitError for more sentences than
    the method ranks in seconds.
    """
    texts = [text for paragraph in paragraphs for text in paragraph]
    row = SUMY[method]
    if len(texts) > row.most:
        problem = f"ranks at most {row.most:,} distinct points, and there are {len(texts):,}"
        raise LimitError(f"method {method}", problem, "use --method centroid")
    summarizer = getattr(import_module(f"sumy.summarizers.{row.module}"), row.name)(stemmer(spoken))
    if method == "edmundson":
        summarizer.bonus_words, summarizer.stigma_words = _BONUS_WORDS, _STIGMA_WORDS
        summarizer.null_words = stop_words(spoken) or ("the",)
    elif hasattr(summarizer, "stop_words"):
        summarizer.stop_words = stop_words(spoken)
    ratings: dict[str, float] = {}

    def note(rated: list[Any]) -> list[Any]:
        ratings.update((str(info.sentence), float(info.rating)) for info in rated)
        return rated

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter(
            "ignore"
        )  # LSA warns of texts with fewer words than sentences, and ranks them all the same
        summarizer(_sumy_document(paragraphs, title, spoken), note)
    return _spread(np.array([ratings.get(text, 0.0) for text in texts]))


def _sumy_document(paragraphs: Sequence[Sequence[str]], title: str | None, spoken: Language) -> Any:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _Tokenizer(spoken)
    heading = [Paragraph([Sentence(title, tokenizer, is_heading=True)])] if title else []
    body = [Paragraph([Sentence(text, tokenizer) for text in paragraph]) for paragraph in paragraphs]
    return ObjectDocumentModel(heading + body)


class _Tokenizer:
    """Words as sumy asks for them, by the segmenter of a language that has one."""

    def __init__(self, spoken: Language) -> None:
        self._segment = segmenter(spoken)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(token for token in tokens(sentence, self._segment) if token[0].isalnum())


def _spread(ratings: Floats) -> Floats:
    """The *ratings* moved to [0, 1] and rounded, so that the noise of another processor does not change an order."""
    ratings = np.nan_to_num(ratings, nan=0.0, posinf=0.0, neginf=0.0)
    lowest, highest = ratings.min(initial=0.0), ratings.max(initial=0.0)
    return np.round((ratings - lowest) / (highest - lowest), 6) if highest > lowest else np.zeros(len(ratings))
