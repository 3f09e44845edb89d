"""What texts hold in common by chance: as much as may make two of them alike that say different things."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from summarizer.terms import Terms

UNSEEN = 200
"""How many more texts, without any of its stems, a text is taken to be among: what three sentences of ten say is no
common subject, but a point made three times."""


class Chance:
    """How many pairs of *n* texts are expected to share some stems, were all stems strewn over the texts at random.

    The chance that a text holds a stem is then the share of texts that do, times its number of stems over the mean one.
    The product of these chances, for the longer of two texts and the stems that they share, times n² is the number.
    """

    def __init__(self, terms: Terms) -> None:
        texts = len(terms) + UNSEEN
        self._pairs = float(texts**2)
        self._share = len(terms) / (max(len(terms.row), 1) * texts)
        self._frequency: list[int] = terms.frequency.tolist()

    def explains(self, one: Collection[int], other: Collection[int], shared: Iterable[int]) -> bool:
        """Whether more than one pair is expected to have in common what the stems of *one* and the *other* have."""
        share, expected = self._share * max(len(one), len(other)), self._pairs
        for stem in sorted(shared):  # a product in one order
            expected *= min(share * self._frequency[stem], 1.0)
        return expected > 1
