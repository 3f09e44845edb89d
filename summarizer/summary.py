"""A summary as a value: three views of the distinct points, with every place that states each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from summarizer.document import Document
from summarizer.sentences import Place, Sentence

FORMAT = 1
"""The version of the JSON form; it counts up when a key changes its meaning."""


class KeyPoint(NamedTuple):
    """What the sources say once or several times: every sentence that states it, in reading order.

    *score* is its salience in [0, 1], comparable within one summary only.
    """

    statements: tuple[Sentence, ...]
    score: float

    @property
    def stated(self) -> int:
        """How often the sources state it."""
        return len(self.statements)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a view: a sentence, and the points (as indices into `Summary.points`) that it states.

    *score* in [0, 1] is that of the view; *stated* tells how often the sources state its most stated point. ``str()``
    gives the sentence.
    """

    sentence: Sentence
    points: tuple[int, ...]
    score: float
    stated: int = 1

    def __str__(self) -> str:
        return self.sentence.text


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one sentence of the sources, and why.

    *points* are indices into `Summary.points`; *scores* in [0, 1] are those for ``prose`` and for ``bullets``; *shown*
    names the views that show it; *fate* says it in words.
    """

    sentence: Sentence
    points: tuple[int, ...]
    scores: Mapping[str, float]
    shown: tuple[str, ...]
    fate: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reader is shown of one document, or of several on one subject.

    *short*, *medium* and *bullets* are in reading order unless another order was asked for; the sentences of *short*
    are among those of *medium*. *points* holds every distinct point of the sources, most salient first; *terms* the
    words that mark the subject, in their commonest spelling. *truncated* tells that a limit cut a source short.
    *explanations* has one for every sentence if they were asked for. ``str()`` gives *short* and *bullets*.
    """

    documents: tuple[Document, ...]
    title: str | None
    language: str
    method: str
    short: tuple[Shown, ...]
    medium: tuple[Shown, ...]
    bullets: tuple[Shown, ...]
    points: tuple[KeyPoint, ...]
    terms: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    truncated: bool = False
    explanations: tuple[Explanation, ...] = ()

    def __str__(self) -> str:
        short = " ".join(map(str, self.short))
        bullets = (
            f"• {line} (stated {line.stated} times)" if line.stated > 1 else f"• {line}" for line in self.bullets
        )
        return "\n".join([short, "", *bullets])

    def places(self, line: Shown) -> tuple[Place, ...]:
        """Every place that states the most stated point of *line* (its first one, of several), in reading order."""
        if not line.points:
            return (line.sentence.place,)
        point = max(line.points, key=lambda index: (self.points[index].stated, -index))
        return tuple(statement.place for statement in self.points[point].statements)

    def sources(self, line: Shown) -> tuple[int, ...]:
        """The documents, as indices into *documents*, that state a point of *line*."""
        statements = (statement for point in line.points for statement in self.points[point].statements)
        return tuple(sorted({line.sentence.place.source, *(statement.place.source for statement in statements)}))

    def to_json(self) -> dict[str, Any]:
        """The summary in the form of docs/design.md, "JSON"; the documents themselves are not in it."""
        places = {statement.place for point in self.points for statement in point.statements}
        sentences = Counter(place.source for place in places)
        return {
            "format": FORMAT,
            "generator": generator(),
            "title": self.title,
            "language": self.language,
            "method": self.method,
            "truncated": self.truncated,
            "sources": [
                {
                    "name": document.source.name,
                    "media_type": document.source.media_type,
                    "sha256": document.source.sha256,
                    "words": document.source.words,
                    "sentences": sentences[number],
                }
                for number, document in enumerate(self.documents)
            ],
            **{view: [self._shown(line) for line in getattr(self, view)] for view in ("short", "medium", "bullets")},
            "points": [
                {
                    "id": number,
                    "score": point.score,
                    "stated": point.stated,
                    "statements": [
                        {"text": statement.text, "place": statement.place._asdict()} for statement in point.statements
                    ],
                }
                for number, point in enumerate(self.points)
            ],
            "terms": list(self.terms),
            "warnings": list(self.warnings),
            **({"explain": list(map(_explanation, self.explanations))} if self.explanations else {}),
        }

    def _shown(self, line: Shown) -> dict[str, Any]:
        return {
            "text": line.sentence.text,
            "score": line.score,
            "place": line.sentence.place._asdict(),
            "points": list(line.points),
            "stated": line.stated,
            "sources": list(self.sources(line)),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any], documents: Sequence[Document]) -> Summary:
        """The summary of *documents* that `to_json` gave *values* for.

        Raises KeyError or TypeError when *values* has another shape.
        """
        views = {view: tuple(map(_line, values[view])) for view in ("short", "medium", "bullets")}
        return cls(
            documents=tuple(documents),
            title=values["title"],
            language=values["language"],
            method=values["method"],
            points=tuple(
                KeyPoint(tuple(_sentence(statement) for statement in point["statements"]), point["score"])
                for point in values["points"]
            ),
            terms=tuple(values["terms"]),
            warnings=tuple(values["warnings"]),
            truncated=values["truncated"],
            explanations=tuple(
                Explanation(_sentence(told), tuple(told["points"]), told["scores"], tuple(told["shown"]), told["fate"])
                for told in values.get("explain", ())
            ),
            **views,
        )


def _explanation(told: Explanation) -> dict[str, Any]:
    return {
        "text": told.sentence.text,
        "place": told.sentence.place._asdict(),
        "scores": dict(told.scores),
        "points": list(told.points),
        "shown": list(told.shown),
        "fate": told.fate,
    }


def _line(values: Mapping[str, Any]) -> Shown:
    return Shown(_sentence(values), tuple(values["points"]), values["score"], values["stated"])


def _sentence(values: Mapping[str, Any]) -> Sentence:
    place = dict(values["place"])
    return Sentence(values["text"], Place(**{**place, "section": tuple(place["section"])}))


@cache
def generator() -> str:
    """What makes the summaries: name and version."""
    from importlib.metadata import version  # 20 ms: only when it is asked for

    return f"conspectus {version('conspectus')}"
