from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.analysis import Analysis, analyze
from summarizer.document import Paragraph
from summarizer.features import place_weights
from summarizer.options import METHODS, Length
from summarizer.ranking import AS_RATED, Diversity, Ranking, rank
from summarizer.restatement import restates
from summarizer.selection import FEWEST_WORDS, Selection
from tests.samples import document

SENTENCES = (
    "The council will replace the diesel ferry with an electric one.",
    "The island council will replace the old diesel ferry with an electric one in spring, after three meetings.",
    "The new ferry will cut fuel costs by 40 percent.",
    "The new ferry will cut fuel costs by 30 percent.",
    "The council will not replace the diesel ferry with an electric one.",
    "Critics doubt that the harbour has enough power for charging.",
    "The bakery at the harbour sells bread to the fishermen.",
    "Bread is dear.",
    "Fishermen pay for bread.",
    "Why?",
    "The council will replace the diesel ferry with an electric one, and the new ferry will cut fuel costs.",
    "Residents asked for the change at three public meetings in winter.",
    # two that share their first clause and no more, and one that says most of a third and nothing of the clause
    "The council will replace the diesel ferry.",
    "The council will replace the diesel ferry next spring because residents asked for quiet nights at three meetings.",
    "The council will replace the diesel ferry, although critics doubt that the harbour has power for its batteries.",
    "The council will replace its diesel, say fishermen and bakers at the quiet northern pier.",
    "Fishermen and bakers meet at the quiet northern pier on Sunday mornings.",
)
diversities = st.sampled_from(
    [AS_RATED, Diversity(0.5, 0.14, 0.65), Diversity(0.5, 0.6, 0.65), Diversity(2, 1), Diversity(0, 0, 3)]
)
some_sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14)
scores = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.50001, 1.0]), min_size=14, max_size=14)
lengths = st.builds(Length, st.integers(1, 12)) | st.builds(Length, st.integers(1, 60), st.just("words"))


def analyzed(*sentences: str) -> Analysis:
    return analyze([document(*map(Paragraph, sentences or SENTENCES))])


def ranked(of: Analysis, values: list[float], diversity: Diversity = AS_RATED) -> Ranking:
    return Ranking(tuple(range(len(of))), np.array(values[: len(of)]), diversity)


def chosen_by_hand(of: Analysis, ranking: Ranking, length: Length) -> tuple[int, ...]:
    """What `Selection` defines, by looking at every candidate at every step."""
    terms, diversity = of.terms, ranking.diversity
    votes = {
        stem: sum(place_weights(of)[row] for row in range(len(of)) if stem in terms.content(row))
        * (0.5 if terms.frequency[stem] < 2 and len(of) >= 8 else 1)
        for stem in range(len(terms.stems))
    }

    def new(row: int, covered: set[int]) -> float:
        words = max(of.words[row], FEWEST_WORDS)
        return float(sum(votes[stem] for stem in terms.content(row) - covered) / words**diversity.exponent)

    def cosine(one: int, other: int) -> float:
        weights = terms.entries(other)
        return sum(weight * weights.get(stem, 0.0) for stem, weight in terms.entries(one).items())

    highest = max(new(row, set()) for row in range(len(of))) or 1.0
    chosen: list[int] = []
    most = length.items(len(of.points.statements))
    while most is None or len(chosen) < most:
        covered = {stem for row in chosen for stem in terms.content(row)}
        stated = {point for row in chosen for point in of.points.states[row]}
        words = sum(of.words[row] for row in chosen)
        gains = {
            row: round(
                float(ranking.scores[row])
                + diversity.coverage * new(row, covered) / highest
                - diversity.redundancy * max((cosine(row, other) for other in chosen), default=0.0),
                6,
            )
            for row in ranking.candidates
            if stated.isdisjoint(of.points.states[row])
            and not any(restates(terms, row, other) for other in chosen)
            and (most is not None or not chosen or words + of.words[row] <= length.amount)
        }
        if not gains:
            break
        chosen.append(max(gains, key=lambda row: (gains[row], -row)))
    return tuple(chosen)


@given(some_sentences, scores, diversities, lengths)
def test_is_the_greedy_choice(sentences: list[str], values: list[float], diversity: Diversity, length: Length) -> None:
    of = analyzed(*sentences)
    ranking = ranked(of, values, diversity)
    assert Selection(of, ranking).choose(length) == chosen_by_hand(of, ranking, length)


@given(some_sentences, scores, diversities, st.lists(lengths, min_size=2, max_size=4))
def test_a_later_choice_holds_the_earlier(
    sentences: list[str], values: list[float], diversity: Diversity, wanted: list[Length]
) -> None:
    of = analyzed(*sentences)
    selection = Selection(of, ranked(of, values, diversity))
    before: tuple[int, ...] = ()
    for length in wanted:
        after = selection.choose(length)
        assert after[: len(before)] == before
        before = after


@pytest.mark.parametrize("method", METHODS)
def test_going_on_is_choosing_at_once(method: str) -> None:
    of = analyzed()
    for ranking in rank(of, method):
        selection = Selection(of, ranking)
        for count in range(1, len(of) + 1):
            assert selection.choose(Length(count)) == Selection(of, ranking).choose(Length(count))


@pytest.mark.parametrize("words", [1, 5, 11, 12, 20, 40, 1000])
def test_a_budget_of_words(words: int) -> None:
    of = analyzed()
    chosen = Selection(of, ranked(of, [1 - row / 20 for row in range(len(of))])).choose(Length(words, "words"))
    fits = [row for row in range(len(of)) if of.words[row] <= words]
    assert chosen[0] == min(fits, default=0), "the best of those that fit; the best of all where none does"
    total = sum(of.words[row] for row in chosen)
    assert total <= words or (not fits and len(chosen) == 1)


def test_a_budget_is_filled_with_what_fits() -> None:
    of = analyzed(SENTENCES[0], SENTENCES[5], SENTENCES[7])
    assert of.words == (11, 10, 3)
    selection = Selection(of, ranked(of, [1.0, 0.5, 0.1]))
    assert selection.choose(Length(14, "words")) == (0, 2)
    assert selection.choose(Length(23, "words")) == (0, 2), "23 words hold the first and one of the others"
    assert selection.choose(Length(24, "words")) == (0, 2, 1), "what was too long before is not lost"


def test_a_share_is_one_of_the_distinct_points() -> None:
    of = analyzed(*SENTENCES[:3], SENTENCES[5])
    assert len(of.points.statements) == 3
    ranking = ranked(of, [0.9, 1.0, 0.5, 0.1])
    assert Selection(of, ranking).choose(Length(50, "percent")) == (1, 2)
    assert Selection(of, ranking).choose(Length(100, "percent")) == (1, 2, 3)


def test_a_short_sentence_after_the_long_one_that_holds_it_is_not_chosen() -> None:
    of = analyzed(SENTENCES[10], SENTENCES[0], SENTENCES[5])
    assert Selection(of, ranked(of, [1.0, 0.9, 0.1])).choose(Length(3)) == (0, 2)
    assert Selection(of, ranked(of, [0.5, 0.9, 0.1])).choose(Length(3)) == (1, 2)


def test_two_that_state_one_point_are_not_chosen_together() -> None:
    of = analyzed(*SENTENCES[12:15])
    assert not restates(of.terms, 1, 2)
    assert Selection(of, ranked(of, [0.1, 1.0, 0.9])).choose(Length(3)) == (1,)


def test_two_that_restate_each_other_are_not_chosen_together() -> None:
    of = analyzed(SENTENCES[12], *SENTENCES[15:])
    assert not set(of.points.states[1]) & set(of.points.states[2])
    assert Selection(of, ranked(of, [0.1, 1.0, 0.9])).choose(Length(3)) == (1,)


def test_only_candidates_are_chosen() -> None:
    of = analyzed()
    ranking = Ranking((2, 5), np.ones(len(of)), AS_RATED)
    assert Selection(of, ranking).choose(Length(9)) == (2, 5)


def test_equal_gains_are_taken_in_reading_order() -> None:
    of = analyzed(SENTENCES[6], SENTENCES[2], SENTENCES[5])
    assert Selection(of, ranked(of, [0.5, 0.5, 0.5])).choose(Length(3)) == (0, 1, 2)


def test_a_sentence_that_two_neighbours_say_together_is_not_chosen() -> None:
    parts = (
        "The harbour council voted on Monday, after long public meetings with residents, to replace its ferry.",
        "A larger electric boat from the yard at Holm, with room for 120 passengers and a cabin, will sail in May.",
    )
    whole = "The council will replace its ferry with an electric boat for 120 passengers."
    of = analyzed(*parts, "Bread is dear at the old bakery.", whole)
    assert len(of.points.statements) == 4
    assert Selection(of, ranked(of, [1.0, 0.9, 0.1, 0.8])).choose(Length(4)) == (0, 1, 2)
    assert Selection(of, ranked(of, [1.0, 0.1, 0.5, 0.8])).choose(Length(3)) == (0, 3, 2), "only one of them is chosen"


LEANING = (
    "The council will replace the diesel ferry next spring.",
    "Critics doubt that the harbour has enough power for charging.",
    "However, they say nothing against a tunnel.",
    "Bread is dear at the bakery.",
)


def test_company_keeps_what_a_sentence_leans_on() -> None:
    of = analyze([document(Paragraph(" ".join(LEANING)))])
    ranking = ranked(of, [0.9, 0.1, 1.0, 0.5])
    assert Selection(of, ranking).choose(Length(3)) == (2, 0, 3)
    assert Selection(of, ranking).choose(Length(3), company=True) == (1, 2, 0)
    assert Selection(of, ranking).choose(Length(1), company=True) == (0,), "not without its company"
    assert Selection(of, ranking).choose(Length(17, "words"), company=True) == (1, 2)
    assert Selection(of, ranking).choose(Length(16, "words"), company=True) == (0, 3)
    assert Selection(of, replace(ranking, candidates=(2,))).choose(Length(1), company=True) == (2,), (
        "better than nothing"
    )


def test_company_comes_along_later() -> None:
    of = analyze([document(Paragraph(" ".join(LEANING)))])
    selection = Selection(of, ranked(of, [0.9, 0.1, 1.0, 0.5]))
    assert selection.choose(Length(1)) == (2,)
    assert selection.choose(Length(3), company=True) == (2, 1, 0)


def test_company_of_another_section_or_source_is_none() -> None:
    one, other = document(Paragraph(LEANING[1])), document(Paragraph(LEANING[2]), Paragraph(LEANING[3]))
    of = analyze([one, other])
    assert Selection(of, ranked(of, [0.1, 1.0, 0.5])).choose(Length(2), company=True) == (1, 2)
