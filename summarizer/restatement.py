"""Two sentences -> whether one says what the other says, or both make one point, and what was said finds it.

A sentence *contains* a shorter one when it holds at least 60 % of its content stems, their numbers do not conflict, and
neither negates the other or says its opposite. That is directional and not transitive. They make one point if this is
more than chance, too, which may explain more or less by the sections that they stand in.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable

from summarizer.arrays import Floats
from summarizer.chance import Chance
from summarizer.postings import Bounds
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
    if have_other_numbers(terms, one, other):  # first: among lines cut from one mould, nothing else tells them apart
        return False
    first, second = terms.content(min(one, other)), terms.content(max(one, other))
    odds = chance.odds(one, other) if chance else 1.0
    return (
        (_enough(terms, first, second) or (odds > 1 and _enough_again(terms, one, other)))
        and (chance is None or _is_meant(terms, chance, first, second, odds))
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


def _enough_again(terms: Terms, one: int, other: int) -> bool:
    """Whether two texts, one of which is likely to restate something, share enough, however short they are.

    A number is a word more then, also one in letters, which has no stem.
    """
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


def have_other_numbers(terms: Terms, one: int, other: int) -> bool:
    """Whether two texts give numbers, and neither gives all that the other gives."""
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
        enough, least = _needed(len(stems)) - full, self._needed
        likely = [other for other, count in common.items() if count >= enough or count + full >= least[other]]
        return sorted([other for other in likely if restates(self._terms, text, other)])


def needed(terms: Terms, text: int) -> float:
    """How many of its stems, at the least, a text shares with any longer one that states its point.

    Each of its numbers may stand for a stem there.
    """
    return _needed(len(terms.columns(text))) - (1 - CONTAINMENT) * len(_numbers(terms, text))


def _needed(stems: int) -> float:
    return max(min(CONTAINMENT, JACCARD) * stems - 1e-9, 1.0)


def bounds(terms: Terms) -> Bounds:
    """What tells candidates for a restatement of a text from others."""
    return Bounds(min(CONTAINMENT, JACCARD), JACCARD, RARE_CONTAINMENT, _fewest(terms), LONGEST_POSTING)
