"""What speaks for or against each distinct sentence: its place, its words, its headings, its form."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.analysis import Analysis
from summarizer.arrays import Flags, Floats, distinct, highest
from summarizer.document import ListItem
from summarizer.quotations import OPENING, quoted
from summarizer.terms import Terms

PLACE_SHARE = 0.7
"""How much of a sentence's vote on what the document is about depends on its place."""

USUAL_WORDS = 22
"""The length, in words, of a sentence that stands well in a summary."""

SHORT_TEXT = 60
"""One document of at most so many sentences, and no headings, opens with what it is about, as news does."""

LONGEST = 5_000
"""Characters; what runs on for longer is no sentence to show, but a text without full stops."""

PHRASES_FROM = 40
"""In a document of fewer sentences, that a phrase recurs says nothing of it."""

_CUE = re.compile(
    r"key (?:points?|takeaways?|facts?|findings)|takeaways|summary|highlights|conclusions?|at a glance|in brief"
    r"|main points|abstract|overview|introduction",
    re.IGNORECASE,
)
_CONCLUSION = re.compile(r"conclu|discussion|future|summary", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for or against each of *n* distinct sentences; an array (n,) each, in [0, 1] or [-1, 0].

    *position* falls with the distance from the start of the document, from 1 in a short one without headings, else
    from 0.5. *centroid* is the likeness to the whole document, its first sentences counting most, *context* that of
    the sentence before (of several documents), *title* the likeness to the title. *length* falls on both sides of a
    usual one. *quotation* is negative for first and second person, questions and what opens with a quotation mark,
    *quoted* for what stands in quotation marks, *furniture* for what belongs to the page ("Read more") and for what
    runs on without a full stop. *cue* and *conclusion* mark the paragraphs under headings such as "Overview" and
    "Conclusions", *listed* the list items under one such as "Key Points". *phrases* is the share of its pairs of
    neighbouring stems that recur in another sentence, *repetition* grows with the number of paragraphs in which a
    point of the sentence is stated. *leaning* is negative for one that opens with a word which points at the sentence
    before. *focus* is the share of the words asked for that a sentence holds, by their weight.
    """

    position: Floats
    centroid: Floats
    context: Floats
    title: Floats
    length: Floats
    quotation: Floats
    quoted: Floats
    cue: Floats
    conclusion: Floats
    listed: Floats
    phrases: Floats
    repetition: Floats
    furniture: Floats
    leaning: Floats
    focus: Floats


def features(analysis: Analysis, focus: str = "") -> Features:
    """The features of the distinct sentences, where *focus* says what is asked for."""
    terms = analysis.terms
    texts = [row[0].text for row in analysis.rows]
    listed = _listed(analysis)
    cued = _headed(analysis, _CUE)
    centroid = _relative(terms.times(terms.transposed_times(place_weights(analysis))))
    titles = [document.title for document in analysis.documents if document.title]
    return Features(
        position=analysis.position * (1.0 if _is_news(analysis) else 0.5),
        centroid=centroid,
        context=_before(analysis, centroid),
        title=_relative(_likeness({stem for title in titles for stem in analysis.analyzer.stems(title)}, terms)),
        length=-np.minimum(np.abs(np.log(np.maximum(terms.length, 1) / USUAL_WORDS)), 1.5) / 1.5,
        quotation=_quotation(texts, terms.personal),
        quoted=_quoted(analysis, texts),
        cue=cued * (1 - listed),
        conclusion=_headed(analysis, _CONCLUSION) * (1 - listed),
        listed=cued * listed,
        phrases=_phrases(analysis),
        repetition=_relative(_paragraphs(analysis)),
        furniture=-(np.array(analysis.furniture) | (np.array(list(map(len, texts))) > LONGEST)).astype(float),
        leaning=-np.array(analysis.leaning, dtype=float),
        focus=focus_of(analysis, focus),
    )


def place_weights(analysis: Analysis) -> Floats:
    """The weight (n,) of each sentence's vote: 1 for the first sentence of a document, falling to 0.3."""
    return (1 - PLACE_SHARE) + PLACE_SHARE * analysis.position


def _relative(values: Floats) -> Floats:
    highest = values.max(initial=0.0)
    return values / highest if highest > 0 else values


def _is_news(analysis: Analysis) -> bool:
    is_short = len(analysis.documents) == 1 and len(analysis) <= SHORT_TEXT
    return is_short and not any(analysis.place(row).section for row in range(len(analysis)))


def _before(analysis: Analysis, centroid: Floats) -> Floats:
    """The *centroid* of the sentence before each in its document, where there are several documents.

    What several documents say in the same surroundings is news; in one document, the sentence after a central one
    rather dwells on it.
    """
    before = np.zeros(len(analysis))
    if len(analysis.documents) > 1:
        before[1:] = centroid[:-1] * (analysis.sources[1:] == analysis.sources[:-1])
    return before


def focus_of(analysis: Analysis, focus: str) -> Floats:
    """The share (n,) of the words of *focus* that each sentence holds, the rarer a word the more it weighs."""
    terms = analysis.terms
    if not focus:
        return np.zeros(len(analysis))
    weights = _weights(set(analysis.analyzer.stems(focus)), terms)
    return terms.sums(weights) / (weights.sum() or 1.0)


def _likeness(stems: Collection[str], terms: Terms) -> Floats:
    if not stems:
        return np.zeros(len(terms))
    vector = _weights(stems, terms)
    norm = np.sqrt((vector * vector).sum())
    return terms.times(vector / norm) if norm > 0 else np.zeros(len(terms))


def _weights(stems: Collection[str], terms: Terms) -> Floats:
    """The weight (V,) of each stem that is one of *stems*: the inverse of how many texts hold it."""
    asked = np.array([stem in stems for stem in terms.stems], dtype=float)
    weights: Floats = asked * np.log(1 + len(terms) / np.maximum(terms.frequency, 1))
    return weights


def _paragraphs(analysis: Analysis) -> Floats:
    """In how many paragraphs the most stated point of each sentence is stated."""

    def paragraphs(rows: Sequence[int]) -> int:
        if len(rows) == 1 == len(analysis.rows[rows[0]]):  # as most are
            return 1
        return len({sentence.place[:2] for row in rows for sentence in analysis.rows[row]})

    stated = np.array(list(map(paragraphs, analysis.points.statements)), dtype=float)
    return highest(stated, analysis.points.states)


def _quotation(texts: Sequence[str], personal: Flags) -> Floats:
    marks = np.array([(text[0] in OPENING) + ("?" in text) for text in texts])
    return (marks + personal) / -3


def _quoted(analysis: Analysis, texts: Sequence[str]) -> Floats:
    """-1 for what stands in a quotation; several documents agree in what they quote, so then 0."""
    return -quoted(analysis, texts).astype(float) if len(analysis.documents) == 1 else np.zeros(len(analysis))


def _listed(analysis: Analysis) -> Floats:
    """1 for a sentence that is anywhere in a list item, else 0."""
    paragraphs = [document.paragraphs for document in analysis.documents]
    blocks = (paragraphs[place.source][place.paragraph - 1] for place in analysis.openings)
    return analysis.anywhere([isinstance(block, ListItem) for block in blocks])


def _headed(analysis: Analysis, heading: re.Pattern[str]) -> Floats:
    """1 for a sentence that stands anywhere under such a *heading*, else 0."""
    above = [place.section[-1] if place.section else "" for place in analysis.openings]
    headed = {name for name in set(above) if name and heading.search(name)}
    return analysis.anywhere([name in headed for name in above])


def _phrases(analysis: Analysis) -> Floats:
    terms = analysis.terms
    if len(analysis) <= PHRASES_FROM:
        return np.zeros(len(analysis))
    follows = (terms.owner[1:] == terms.owner[:-1]).nonzero()[0]
    if not len(follows):
        return np.zeros(len(analysis))
    phrase = terms.sequence[follows] * len(terms.stems) + terms.sequence[follows + 1]
    held = distinct(phrase * len(terms) + terms.owner[follows])  # once for each sentence that holds it
    phrase, owner = np.divmod(held, len(terms))
    again = phrase[1:] == phrase[:-1]
    recurs = np.append(again, False) | np.append(False, again)
    return np.bincount(owner, recurs, minlength=len(terms)) / np.maximum(np.bincount(owner, minlength=len(terms)), 1)
