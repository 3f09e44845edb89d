"""What speaks for or against each distinct sentence: its place, its words, its headings, its form."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from summarizer.analysis import Analysis
from summarizer.sentences import Sentence
from summarizer.terms import Floats, Terms

FIRST_SENTENCES = 4.0
"""The number of sentences over which the weight of a place falls to 1/e."""

PLACE_SHARE = 0.7
"""How much of a sentence's vote on what the document is about depends on its place."""

USUAL_WORDS = 22
"""The length, in words, of a sentence that stands well in a summary."""

FEW_WORDS = 4
"""Fewer words than these are a stump, not a sentence to show."""

_OPENER = re.compile(
    r"(?:and|but|so|or|yet|then|also|however|meanwhile|moreover|furthermore|therefore|thus|instead|nevertheless"
    r"|in addition|for example|for instance|by contrast|as a result|in contrast|he|she|it|they|this|that|these|those"
    r"|such|his|her|their|its|here|there|we|i|you)\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"key (?:points?|takeaways?|facts?|findings)|takeaways|summary|highlights|conclusions?|at a glance|in brief"
    r"|main points|abstract|overview|introduction",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"scroll down|click here|for video|image (?:copyright|caption)|share this|sign up|follow us|read more|getty images"
    r"|©|all rights reserved|newsletter|subscribe|\(photo|photo by|file photo|advertisement|contributed to this"
    r"|media playback|^(?:published|updated|last updated):",
    re.IGNORECASE,
)
_FIRST_OR_SECOND_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our)\b")
_WORD = re.compile(r"\w[\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for or against each of *n* distinct sentences; an array (n,) each, in [0, 1] or [-1, 0].

    *position* falls with the distance from the start of the document; *centroid* is the likeness to the whole
    document, its first sentences counting most; *lexrank* and *title* are likeness to the other sentences and to the
    title; *length* falls on both sides of a usual one. *quotation* is negative for quoted speech, first and second
    person and questions, *furniture* for what belongs to the page ("Read more"). *cue* marks the paragraphs, *listed*
    the list items under a heading such as "Conclusions" or "Key Points". *capitals* is the share of names and numbers,
    *repetition* grows with the number of paragraphs in which a point of the sentence is stated.
    """

    position: Floats
    centroid: Floats
    lexrank: Floats
    title: Floats
    length: Floats
    quotation: Floats
    cue: Floats
    listed: Floats
    capitals: Floats
    repetition: Floats
    furniture: Floats


def features(analysis: Analysis) -> Features:
    """The features of the distinct sentences."""
    terms = analysis.terms
    texts = [row[0].text for row in analysis.rows]
    cued = np.array([any(_is_cued(sentence) for sentence in row) for row in analysis.rows], dtype=float)
    listed = np.array(analysis.listed, dtype=float)
    titles = [document.title for document in analysis.documents if document.title]
    return Features(
        position=_position(analysis),
        centroid=_relative(terms.times(terms.transposed_times(place_weights(analysis)))),
        lexrank=_relative(lexrank(terms)),
        title=_relative(_likeness({stem for title in titles for stem in analysis.analyzer.stems(title)}, terms)),
        length=-np.minimum(np.abs(np.log(np.maximum(np.array(analysis.words), 1) / USUAL_WORDS)), 1.5) / 1.5,
        quotation=np.array([_quotation(text) for text in texts]),
        cue=cued * (1 - listed),
        listed=cued * listed,
        capitals=_relative(np.array([_capitals(text) for text in texts])),
        repetition=_relative(_paragraphs(analysis)),
        furniture=-np.array([is_furniture(text) for text in texts], dtype=float),
    )


def place_weights(analysis: Analysis) -> Floats:
    """The weight (n,) of each sentence's vote: 1 for the first sentence of a document, falling to 0.3."""
    return (1 - PLACE_SHARE) + PLACE_SHARE * _position(analysis)


def is_furniture(text: str) -> bool:
    """Whether a sentence belongs to the page and not to its subject: "Read more", a stump of under four words."""
    return len(text.split()) < FEW_WORDS or _FURNITURE.search(text) is not None


def leans_on_another(text: str) -> bool:
    """Whether a sentence opens with a word that points at the one before it: "However", "This", "They"."""
    return _OPENER.match(text) is not None


def lexrank(terms: Terms, damping: float = 0.85, steps: int = 40) -> Floats:
    """The continuous LexRank (n,) of each text (Erkan and Radev 2004, section 3.2), adding up to 1.

    The similarity matrix is never formed: its product with a vector is ``X (Xᵀ v) - |x|² v``, linear in the number of
    entries of X.
    """
    squares = np.bincount(terms.row, terms.weight * terms.weight, minlength=len(terms))

    def similarity_times(vector: Floats) -> Floats:
        return terms.times(terms.transposed_times(vector)) - squares * vector

    degree = np.maximum(similarity_times(np.ones(len(terms))), 1e-6)
    rank = np.full(len(terms), 1 / len(terms))
    for _ in range(steps):
        following = damping * similarity_times(rank / degree) + (1 - damping) / len(terms)
        following /= following.sum()
        moved = np.abs(following - rank).sum()
        rank = following
        if moved < 1e-6:
            break
    return rank


def _relative(values: Floats) -> Floats:
    highest = values.max(initial=0.0)
    return values / highest if highest > 0 else values


def _position(analysis: Analysis) -> Floats:
    met = [0] * len(analysis.documents)
    places = []
    for row in range(len(analysis)):
        source = analysis.place(row).source
        places.append(met[source])
        met[source] += 1
    return np.exp(-np.array(places, dtype=float) / FIRST_SENTENCES)


def _likeness(stems: Collection[str], terms: Terms) -> Floats:
    vector = np.array([stem in stems for stem in terms.stems], dtype=float)
    vector *= np.log(1 + len(terms) / np.maximum(terms.frequency, 1))
    norm = np.sqrt((vector * vector).sum())
    return terms.times(vector / norm) if norm > 0 else np.zeros(len(terms))


def _paragraphs(analysis: Analysis) -> Floats:
    """In how many paragraphs the most stated point of each sentence is stated."""
    stated = [
        len({(sentence.place.source, sentence.place.paragraph) for row in rows for sentence in analysis.rows[row]})
        for rows in analysis.points.statements
    ]
    return np.array([max(stated[point] for point in points) for points in analysis.points.states], dtype=float)


def _quotation(text: str) -> float:
    marks = (text[0] in "\"“‘'«„", _FIRST_OR_SECOND_PERSON.search(text) is not None, "?" in text)
    return -sum(marks) / len(marks)


def _is_cued(sentence: Sentence) -> bool:
    return any(_CUE.search(heading) for heading in sentence.place.section[-1:])


def _capitals(text: str) -> float:
    words: list[str] = _WORD.findall(text)[1:]
    return sum(word[0].isupper() or word[0].isdigit() for word in words) / max(len(words), 1)
