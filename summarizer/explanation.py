"""Why each sentence is where it is: shown, said by another that is shown, or left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summarizer.analysis import Analysis
from summarizer.form import INTRODUCING
from summarizer.restatement import Index
from summarizer.summary import Explanation

SAID = "says what another says, which is shown"
PAGE = "belongs to the page, not to what it is about"
INTRODUCTION = "introduces what follows it, and says nothing by itself"
LEANING = "leans on the sentence before it, and another says the same"


def explain(
    analysis: Analysis,
    chosen: Mapping[str, Sequence[int]],
    scores: Mapping[str, Sequence[float]],
    number: Mapping[int, int],
) -> tuple[Explanation, ...]:
    """What became of every sentence, in reading order.

    *chosen* gives the rows of each view, *scores* in [0, 1] those of each row for prose and for bullets, *number* the
    place of each point in `Summary.points`.
    """
    shown: dict[int, tuple[str, ...]] = {}
    for view, rows in chosen.items():
        for row in rows:
            shown[row] = (*shown.get(row, ()), view)
    said = Index(analysis.terms)
    for row in sorted(shown):
        said.add(row)
    stating = {point: row for row in sorted(shown, reverse=True) for point in analysis.points.states[row]}
    ranked = scores["bullets" if [*chosen] == ["bullets"] else "prose"]
    order = sorted(range(len(analysis)), key=lambda row: (-ranked[row], row))
    rank = {row: place for place, row in enumerate(order, 1)}
    told = [
        Explanation(
            sentence=sentence,
            points=tuple(sorted(number[point] for point in analysis.points.states[row])),
            scores={name: values[row] for name, values in scores.items()},
            shown=shown.get(row, ()) if place == 0 else (),
            fate=_fate(analysis, row, place, shown, stating, said, rank[row]),
        )
        for row in range(len(analysis))
        for place, sentence in enumerate(analysis.rows[row])
    ]
    return tuple(sorted(told, key=lambda explanation: explanation.sentence.place))


def _fate(
    analysis: Analysis,
    row: int,
    place: int,
    shown: Mapping[int, Sequence[str]],
    stating: Mapping[int, int],
    said: Index,
    rank: int,
) -> str:
    """*place* counts the places of a row from 0, *stating* names the shown row that states a point, *said* has all."""
    if row in shown:
        views = ", ".join(shown[row])
        return f"stands word for word in {_label(analysis, row)}, which is shown" if place else f"shown in {views}"
    others = [stating[point] for point in analysis.points.states[row] if point in stating]
    others = others or said.restated(row)
    if others:
        gives_way = analysis.leaning[row] and not analysis.leaning[others[0]]
        return f"{LEANING if gives_way else SAID}: {_label(analysis, others[0])}"
    if analysis.furniture[row]:
        return INTRODUCTION if analysis.text(row).endswith(INTRODUCING) else PAGE
    return f"ranked {rank} of {len(analysis)}: others fill the length that was asked for"


def _label(analysis: Analysis, row: int) -> str:
    place = analysis.place(row)
    return f"{place.source + 1}¶{place.paragraph}" if len(analysis.documents) > 1 else f"¶{place.paragraph}"
