"""What texts hold in common by chance: as much as may make two of them alike that say different things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from summarizer.terms import Terms

UNSEEN = 200
"""How many more texts, without any of its stems, a text is taken to be among: what three sentences of ten say is no
common subject, but a point made three times."""

ODDS = 100
"""How many times likelier than elsewhere a pair is meant of which one stands in a section that restates others; and how
many times less likely one within a section, where sentences go on rather than say it again."""

USUAL = 8
"""As many texts that restate as often as those of the whole document are taken to be in each section: that two of three
do so says little of it."""


class Chance:
    """How many pairs of *n* texts are expected to share some stems, were all stems strewn over the texts at random.

    The chance that a text holds a stem is then the share of texts that do, times its number of stems over the mean one.
    The product of these chances, for the longer of two texts and the stems that they share, times n² is the number.
    More or fewer may be expected of a pair, by the *section* of each text (0 where that says nothing) and by the
    sections that are *restating* others.
    """

    def __init__(self, terms: Terms, section: Sequence[int] = (), restating: Collection[int] = ()) -> None:
        texts = len(terms) + UNSEEN
        self._pairs = float(texts**2)
        self._share = len(terms) / (max(len(terms.row), 1) * texts)
        self._frequency: list[int] = terms.frequency.tolist()
        self._section, self._restating = section, restating

    def odds(self, one: int, other: int) -> float:
        """How many times likelier than elsewhere it is that one of two texts is meant to say what the other says."""
        first, second = (self._section[one], self._section[other]) if self._section else (0, 0)
        if not first or not second:
            return 1.0
        if first == second:
            return 1 / ODDS
        return ODDS if first in self._restating or second in self._restating else 1.0

    def explains(self, one: Collection[int], other: Collection[int], shared: Iterable[int], odds: float = 1.0) -> bool:
        """Whether more pairs than *odds* are expected to have in common what the stems of two texts have."""
        share, expected = self._share * max(len(one), len(other)), self._pairs
        for stem in sorted(shared):  # a product in one order
            expected *= min(share * self._frequency[stem], 1.0)
        return expected > odds


def restating(section: Sequence[int], statements: Iterable[Sequence[int]]) -> frozenset[int]:
    """The sections of texts that say again what others say, as key points do: half of their texts or more.

    *section* is that of each text, 0 where it is unknown; *statements* are the texts that state each point.
    """
    again = {text for texts in statements if len({section[text] for text in texts} - {0}) > 1 for text in texts}
    texts, restated = Counter(section), Counter(section[text] for text in again)
    usual = USUAL * len(again) / max(len(section), 1)
    return frozenset(of for of in texts if of and 2 * (restated[of] + usual) >= texts[of] + USUAL)
