"""Sentences -> the distinct points they make: every sentence that states a point, however it words it.

A sentence *contains* a shorter one when it holds at least 60 % of its content stems, their numbers do not conflict, and
neither negates the other or says its opposite. Containment is directional and not transitive, so points are opened from
the shortest sentence up, and a long sentence may state several of them. What is counted is more than chance, too, of
which the sections that two sentences stand in may explain more or less.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.arrays import Floats
from summarizer.chance import Chance, restating
from summarizer.postings import Bounds, Postings
from summarizer.terms import Terms

CONTAINMENT = 0.60
"""The share of the shorter sentence's content stems that a restatement holds; measured in benchmarks/README.md."""

RARE_CONTAINMENT, MORE = 0.75, 2
"""In texts of over `terms.MANY` sentences, where many share words by chance: the share of the stems by their rarity,
and how many more than `Terms.few` make a sentence that can be part of another."""

JACCARD = 0.60
"""The share of common among all stems that is asked of two sentences when the shorter has under `Terms.few`."""

TOGETHER = 0.80
"""The share of a text's content stems that two neighbours hold between them when they split its point."""

FEWEST = 3
"""How many stems and numbers the shortest text shares with what it is likely to restate."""

BROAD = 1.25
"""Times `Terms.few`: a point of so few stems and without a number says too little to hold two numbers together."""

LONGEST_POSTING = 64
"""How many sentences an index entry may name. What only longer entries would find in a very long text is not found;
without the bound, a text of ten thousand lines cut from one mould would cost their square."""


def restates(terms: Terms, one: int, other: int) -> bool:
    """Whether one of two texts says what the other says: the same thing, or that and more."""
    return _restates(terms, one, other, None)


def state_one_point(terms: Terms, chance: Chance, one: int, other: int) -> bool:
    """Whether one of two texts restates the other, and so as neither chance nor a mould would make it.

    That two lines say much the same is enough to show only one of them; to count them as one point, it is not.
    """
    return _restates(terms, one, other, chance)


def _restates(terms: Terms, one: int, other: int, chance: Chance | None) -> bool:
    if _other_numbers(terms, one, other):  # first: among lines cut from one mould, nothing else tells them apart
        return False
    first, second = terms.content(min(one, other)), terms.content(max(one, other))
    return (
        (_enough(terms, first, second) or (chance is not None and _enough_again(terms, chance, one, other)))
        and (chance is None or _is_meant(terms, chance, first, second, chance.odds(one, other)))
        and not (_negates(terms, one, other) or _negates(terms, other, one))
        and not _opposed(terms, first, second)
    )


def _enough(terms: Terms, first: frozenset[int], second: frozenset[int]) -> bool:
    few, many = (first, second) if len(first) <= len(second) else (second, first)
    shared = few & many
    common = len(shared)
    if len(few) < _fewest(terms):
        return common > 0 and common >= JACCARD * (len(few) + len(many) - common)
    if common < CONTAINMENT * len(few):
        return False
    return not len(terms.rarity) or _are_rare(terms.rarity, few, shared)


def _enough_again(terms: Terms, chance: Chance, one: int, other: int) -> bool:
    """Whether two texts, one of which is likely to restate something, share enough, however short they are.

    A number is a word more then, also one in letters, which has no stem.
    """
    if not chance.restating or chance.odds(one, other) <= 1:
        return False
    first, second = terms.content(one) | _numbers(terms, one), terms.content(other) | _numbers(terms, other)
    common = len(first & second)
    return common >= FEWEST and common >= CONTAINMENT * min(len(first), len(second))


def _fewest(terms: Terms) -> int:
    """How many stems make a text of which a share is enough."""
    return terms.few + (MORE if len(terms.rarity) else 0)


def _are_rare(rarity: Floats, stems: Iterable[int], shared: Collection[int]) -> bool:
    """Whether the *shared* ones of the *stems* of a text are enough by their rarity."""
    stems = list(stems)
    weights: list[float] = rarity[stems].tolist()
    weight = math.fsum([weight for stem, weight in zip(stems, weights, strict=True) if stem in shared])
    return weight >= RARE_CONTAINMENT * math.fsum(weights) - 1e-9  # sums that do not depend on the order


def _opposed(terms: Terms, first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether one of two texts holds a stem that says the opposite of one that only the other holds."""
    opposed = (first - second) & terms.opposites.keys() if terms.opposites else ()
    return any(not terms.opposites[stem].isdisjoint(second - first) for stem in opposed)


def _is_meant(terms: Terms, chance: Chance, first: frozenset[int], second: frozenset[int], odds: float) -> bool:
    """Whether what two texts share is more than chance, and they are not lines that one stem in a mould tells apart.

    The latter in many texts only: in a few, another word for the same thing is likelier than another thing.
    """
    shared = first & second
    is_swap = len(terms.rarity) > 0 and len(first) == len(second) == len(shared) + 1
    return not is_swap and not chance.explains(first, second, shared, odds)


def restate_together(terms: Terms, pair: tuple[int, int], text: int) -> bool:
    """Whether two texts say between them all that *text* says, each a part of it."""
    content = terms.content(text)
    one, other = (terms.content(part) & content for part in pair)
    return (
        len(one | other) >= max(TOGETHER * len(content), terms.few)
        and bool(one - other)
        and bool(other - one)
        and _numbers(terms, text) <= _numbers(terms, pair[0]) | _numbers(terms, pair[1])
        and not any(_negates(terms, part, text) or _negates(terms, text, part) for part in pair)
    )


def _numbers(terms: Terms, text: int) -> frozenset[str]:
    return terms.numbers.get(text, _NONE)


_NONE: frozenset[str] = frozenset()


def _other_numbers(terms: Terms, one: int, other: int) -> bool:
    first, second = _numbers(terms, one), _numbers(terms, other)
    return bool(first and second) and not (first <= second or second <= first)


def _negates(terms: Terms, one: int, other: int) -> bool:
    """Whether a negation in *one* turns round what *other* says, and none in *other* does so too."""
    return one in terms.negated and any(
        not turned.isdisjoint(terms.content(other)) and all(map(turned.isdisjoint, terms.negated.get(other, ())))
        for turned in terms.negated[one]
    )


class Index:
    """Texts, findable by what they state, in whatever order they are entered.

    Two texts that restate each other have a share of the stems of the shorter one in common, so those that a text has
    in common with each entered one are counted. A stem that names as many as it may is taken to be common to all.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._by_stem: defaultdict[int, list[int]] = defaultdict(list)
        self._needed: dict[int, float] = {}

    def add(self, text: int) -> None:
        """Enter *text*."""
        stems = self._terms.columns(text)
        self._needed[text] = _needed(len(stems))
        for stem in stems:
            posting = self._by_stem[stem]
            if len(posting) < LONGEST_POSTING:
                posting.append(text)

    def restated(self, text: int) -> list[int]:
        """The entered texts that *text* restates, in the order of their numbers."""
        stems = self._terms.columns(text)
        common: dict[int, int] = {}
        full = 0
        for stem in stems:
            if posting := self._by_stem.get(stem):
                full += len(posting) >= LONGEST_POSTING
                for other in posting:
                    common[other] = common.get(other, 0) + 1
        enough, needed = _needed(len(stems)) - full, self._needed
        likely = [other for other, count in common.items() if count >= enough or count + full >= needed[other]]
        return sorted([other for other in likely if restates(self._terms, text, other)])


def _needed(stems: int) -> float:
    """How many of its stems, at the least, a text shares with any longer one that restates it."""
    return max(min(CONTAINMENT, JACCARD) * stems - 1e-9, 1.0)


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
    points = _fold(terms, Chance(terms, section), are_few and len(terms) <= LONGEST_POSTING)
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
    bounds = Bounds(min(CONTAINMENT, JACCARD), JACCARD, RARE_CONTAINMENT, _fewest(terms), LONGEST_POSTING)
    postings = Postings(terms, bounds)
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
        likely = [other for other, held, needed in earlier if (stems & held).bit_count() >= needed]
        yield text, sorted([other for other in likely if state_one_point(terms, chance, text, other)])
        if text not in stated:
            numbers = (1 - CONTAINMENT) * len(_numbers(terms, text))  # each of them may stand for a stem
            earlier.append((text, stems, _needed(size[text]) - numbers))


def _disagrees(terms: Terms, figured: dict[int, int], opener: int, text: int) -> bool:
    """Whether *text* gives other numbers for the point of *opener* than the first one that gives any."""
    stems = int(terms.start[opener + 1] - terms.start[opener])
    if text not in terms.numbers or opener in terms.numbers or stems > BROAD * terms.few:
        return False
    return _other_numbers(terms, figured.setdefault(opener, text), text)


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
