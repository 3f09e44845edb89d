"""Sentences -> the distinct points they make: every sentence that states a point, however it words it.

As a restatement may say more than what it restates, points are opened from the shortest sentence up, and a long
sentence may state several of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.chance import Chance, restating
from summarizer.postings import Postings
from summarizer.restatement import bounds, have_other_numbers, needed, state_one_point
from summarizer.terms import Terms

BROAD = 1.25
"""Times `Terms.few`: a point of so few stems and without a number says too little to hold two numbers together."""


@dataclass(frozen=True, slots=True)
class Points:
    """The distinct points of *n* texts: *statements* are the texts that state each, *states* the points of each text.

    Points are in the order in which they are first stated; every text states at least one.
    """

    statements: tuple[tuple[int, ...], ...]
    states: tuple[tuple[int, ...], ...]


def fold(terms: Terms, section: Sequence[int] = ()) -> Points:
    """The distinct points of the texts, each of which stands in a *section* (as `Chance` numbers them).

    From the shortest text up, one that contains the text which opened a point states that point; one that contains
    none opens a point of its own. Texts are compared through postings, so the time grows with their number. Of a few,
    the sections are then known that restate others, and the texts are folded again with less asked of these.
    """
    are_few = not len(terms.rarity) and len(terms.stems) <= _MOST_BITS
    points = _fold(terms, Chance(terms, section), are_few and len(terms) <= bounds(terms).longest)
    again = restating(section, points.statements) if are_few and section else ()
    return _fold(terms, Chance(terms, section, again), are_few) if again else points


def _fold(terms: Terms, chance: Chance, are_few: bool) -> Points:
    figured: dict[int, int] = {}  # for each point whose opener has no number, the first text to give it one
    stated: dict[int, Sequence[int]] = {}
    for text, restated in (_restated_of_few if are_few else _restated)(terms, chance, stated):
        openers = [opener for opener in restated if not _disagrees(terms, figured, opener, text)]
        if openers:
            stated[text] = openers
    return _number(stated, len(terms))


_Restated = Iterator[tuple[int, list[int]]]
"""Texts from the shortest up, each with those before it that it restates and that have not *stated* others.

One that restates none may be left out."""

_MOST_BITS = 4_096
"""Stems; each of few texts is a number of so many bits, from which on to copy it takes longer than to compare lists."""


def _restated(terms: Terms, chance: Chance, stated: Collection[int]) -> _Restated:
    postings = Postings(terms, bounds(terms))
    for text, likely in postings.candidates():
        openers = [opener for opener in likely if opener not in stated]
        yield text, [opener for opener in openers if state_one_point(terms, chance, text, opener)]
        if text in stated:
            postings.leave_out()


def _restated_of_few(terms: Terms, chance: Chance, stated: Collection[int]) -> _Restated:
    """The same of a few texts, where no posting can be full, and sooner: each text is a set of bits."""
    start, column = terms.start.tolist(), terms.column.tolist()
    size = [end - begin for begin, end in pairwise(start)]
    earlier: list[tuple[int, int, float]] = []
    for text in sorted(range(len(size)), key=size.__getitem__):
        stems = 0
        for stem in column[start[text] : start[text + 1]]:
            stems |= 1 << stem
        likely = [other for other, held, enough in earlier if (stems & held).bit_count() >= enough]
        yield text, sorted([other for other in likely if state_one_point(terms, chance, text, other)])
        if text not in stated:
            earlier.append((text, stems, needed(terms, text)))


def _disagrees(terms: Terms, figured: dict[int, int], opener: int, text: int) -> bool:
    """Whether *text* gives other numbers for the point of *opener* than the first one that gives any."""
    stems = int(terms.start[opener + 1] - terms.start[opener])
    if text not in terms.numbers or opener in terms.numbers or stems > BROAD * terms.few:
        return False
    return have_other_numbers(terms, figured.setdefault(opener, text), text)


def _number(stated: Mapping[int, Sequence[int]], texts: int) -> Points:
    """The points of so many *texts*, of which those that open none have *stated* those of others."""
    statements: dict[int, tuple[int, ...]] = {text: (text,) for text in range(texts) if text not in stated}
    restated: defaultdict[int, list[int]] = defaultdict(list)
    for text, openers in stated.items():
        for opener in openers:
            restated[opener].append(text)
    for opener, others in restated.items():
        statements[opener] = tuple(sorted([opener, *others]))
    ordered = [opener for _, opener in sorted((rows[0], opener) for opener, rows in statements.items())]
    number = {opener: point for point, opener in enumerate(ordered)}
    states: list[tuple[int, ...]] = [()] * texts
    for opener, point in number.items():
        states[opener] = (point,)
    for text, openers in stated.items():
        states[text] = tuple(sorted(map(number.__getitem__, openers)))
    return Points(tuple(map(statements.__getitem__, ordered)), tuple(states))
