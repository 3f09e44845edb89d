from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.arrays import Floats
from summarizer.language import LANGUAGES
from summarizer.restatement import restates
from summarizer.terms import Terms, vectorize
from summarizer.words import Analyzer, analyzer_of, tokens

TEXTS = (
    "The council will replace the diesel ferry with an electric ferry.",
    "The electric ferry will cut fuel costs by 40 percent.",
    "It is so.",
    "Critics doubt that the harbour has power for an electric ferry.",
    "Residents asked for the change; the council heard the residents, and the residents cheered.",
)
words = st.sampled_from(["ferry", "council", "harbour", "power", "costs", "the", "not", "40", "1,200", "fuel,"])
some_texts = st.lists(st.lists(words, max_size=8).map(" ".join), min_size=1, max_size=8)


def analyzer(code: str = "en") -> Analyzer:
    return Analyzer(LANGUAGES[code])


def terms(*texts: str) -> Terms:
    return vectorize(texts, analyzer())


def dense(of: Terms) -> Floats:
    """The weights as a matrix (n, V)."""
    matrix = np.zeros((len(of), len(of.stems)))
    matrix[of.row, of.column] = of.weight
    return matrix


def by_hand(texts: tuple[str, ...]) -> dict[tuple[int, str], float]:
    """The weights as `Terms` defines them, one by one."""
    counts = [Counter(analyzer().stems(text)) for text in texts]
    weights: dict[tuple[int, str], float] = {}
    for row, count in enumerate(counts):
        raw = {
            stem: (1 + math.log(tf)) * math.log(1 + len(texts) / sum(stem in other for other in counts))
            for stem, tf in count.items()
        }
        norm = math.sqrt(sum(weight * weight for weight in raw.values()))
        weights.update({(row, stem): weight / norm for stem, weight in raw.items()})
    return weights


def test_weights_are_as_defined() -> None:
    of = terms(*TEXTS)
    expected = by_hand(TEXTS)
    keys = [(int(row), of.stems[column]) for row, column in zip(of.row, of.column, strict=True)]
    assert set(keys) == set(expected)
    assert of.weight == pytest.approx([expected[key] for key in keys])


@given(some_texts)
def test_rows_have_length_one(texts: list[str]) -> None:
    of = terms(*texts)
    lengths = np.linalg.norm(dense(of), axis=1)
    assert lengths == pytest.approx([1.0 if of.content(text) else 0.0 for text in range(len(of))])


@given(some_texts)
def test_products_are_those_of_the_matrix(texts: list[str]) -> None:
    of = terms(*texts)
    matrix = dense(of)
    generator = np.random.default_rng(len(texts))
    over_stems, over_texts = generator.normal(size=len(of.stems)), generator.normal(size=len(of))
    assert of.times(over_stems) == pytest.approx(matrix @ over_stems)
    assert of.transposed_times(over_texts) == pytest.approx(matrix.T @ over_texts)
    assert of.sums(over_stems) == pytest.approx((matrix > 0).astype(float) @ over_stems)


@given(some_texts)
def test_the_sparse_form_is_sorted_and_complete(texts: list[str]) -> None:
    of = terms(*texts)
    entries = list(zip(of.row.tolist(), of.column.tolist(), strict=True))
    assert entries == sorted(set(entries))
    contents = [of.content(text) for text in range(len(of))]
    assert of.frequency.tolist() == [sum(stem in content for content in contents) for stem in range(len(of.stems))]
    for text in range(len(of)):
        assert set(of.entries(text)) == of.content(text)
        assert (of.row[of.start[text] : of.start[text + 1]] == text).all()
        assert all(turned <= of.content(text) for turned in of.negated.get(text, ()))


def test_no_texts_and_no_stems() -> None:
    assert len(terms()) == 0
    of = terms("It is.", "")
    assert (len(of), of.stems, of.content(0), of.content(1)) == (2, (), frozenset(), frozenset())
    assert of.times(np.zeros(0)).tolist() == [0, 0]
    assert of.transposed_times(np.ones(2)).tolist() == []


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("The councils replaced the ferries.", ["council", "replac", "ferri"]),
        ("Anna’s cat and the cats' bowl", ["anna", "cat", "cat", "bowl"]),
        ("It’s everyone's, not one’s own", []),
        ("A b c, 7 - _ …", ["7"]),
        ("3.5 and 1,200 and 2nd", ["3.5", "1,200", "2nd"]),
        ("FERRY Ferry ferry", ["ferri", "ferri", "ferri"]),
        ("", []),
    ],
)
def test_stems(text: str, stems: list[str]) -> None:
    assert analyzer().stems(text) == stems


def test_elided_articles_are_cut_off() -> None:
    french = analyzer("fr")
    assert french.stems("L’énergie du port") == french.stems("l'énergie, port") == french.stems("d’énergie au port")
    assert french.stems("Aujourd’hui") == ["aujourd'hui"]
    italian = analyzer("it")
    assert italian.stems("L’isola") == italian.stems("isola")


def test_a_spelling_is_the_commonest_word_that_a_stem_was_made_from() -> None:
    of = terms("The Council’s ferries, its ferry", "A ferry and a council", "Ferries; the council's harbours, harbour")
    assert {stem: of.spelling(number) for number, stem in enumerate(of.stems)} == {
        "council": "council",
        "ferri": "ferry",
        "harbour": "harbours",
    }


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It cost 1,200 crowns.", {"1200"}),
        ("It cost 1200 crowns.", {"1200"}),
        ("It cost 12,000,000 crowns in 2027.", {"12000000", "2027"}),
        ("It cost 3.5 million.", {"3.5"}),
        ("A list: 1,20 or 1,2345.", {"1,20", "1,2345"}),
        ("No number at all.", set()),
    ],
)
def test_numbers(text: str, numbers: set[str]) -> None:
    assert terms(text).numbers == ({0: frozenset(numbers)} if numbers else {})


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The council will not build a bridge.", [{"build", "bridg"}]),
        ("The plan does not cut costs, but it helps residents.", [{"cut", "cost"}]),
        ("It isn’t cheap to run ferries daily.", [{"cheap", "run"}]),
        ("It isn't cheap, and it never runs.", [{"cheap"}, {"run"}]),
        ("Without power; boats stop.", [{"power"}]),
        ("Nothing stops the ferry (it runs daily).", [{"stop", "ferri"}]),
        ("It is not only cheap.", []),
        ("Costs rise.", []),
        ("Costs rise, or not.", []),
    ],
)
def test_a_negation_reaches_two_stems_in_its_clause(text: str, negated: list[set[str]]) -> None:
    assert negations(analyzer(), text) == negated


def negations(of: Analyzer, text: str) -> list[set[str]]:
    """The stems that each negation of *text* turns round."""
    terms = vectorize([text], of)
    return [{terms.stems[stem] for stem in turned} for turned in terms.negated.get(0, ())]


def test_negations_of_other_languages() -> None:
    french = analyzer("fr")
    late = negations(french, "Le bateau n’arrive jamais en hiver.")
    assert set(french.stems("hiver")) in late, "the Dutch and Danish for “and” ends no French clause"
    assert negations(french, "pas seulement le prix") == []
    assert negations(french, "Le pont n’est pas ouvert.") == [set(french.stems("ouvert"))] * 2
    assert negations(french, "Le pont n’ouvre plus.") == [set(french.stems("ouvre plus"))]
    german = analyzer("de")
    assert negations(german, "Die Fähre fährt nicht im Winter.") == [set(german.stems("Winter"))]


def test_the_words_of_earlier_texts_are_kept_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    english = analyzer_of(LANGUAGES["en"])
    english.stems("A remarkable ferry")
    assert english is analyzer_of(LANGUAGES["en"])
    assert "remarkable" in english
    monkeypatch.setattr("summarizer.words._MOST_WORDS", len(english) - 1)
    assert "remarkable" not in analyzer_of(LANGUAGES["en"])


def test_an_address_is_one_word() -> None:
    text = "See https://www.debian.org/Bugs/. Mail debian-devel@lists.debian.org, or x@y."
    assert tokens(text) == [
        *("See", "https://www.debian.org/Bugs", ".", "Mail", "debian-devel@lists.debian.org", ",", "or", "x", "y", "."),
    ]
    english = analyzer_of(LANGUAGES["en"])
    assert english["http://a.example/2026"].number == ""


def test_sentences_with_addresses_of_one_house_are_no_restatements() -> None:
    analyzer = analyzer_of(LANGUAGES["en"])
    one, other = "Write to ferry@lists.harbour.example.org.", "The list bakery@lists.harbour.example.org is closed."
    assert not restates(vectorize([one, other], analyzer), 0, 1)


def test_in_long_texts_chance_is_no_restatement() -> None:
    """Four common words in a sentence of a book are no point that others state; in a short text they may be."""
    texts = [
        "The harbour office counts ships.",
        "Every harbour of the coast has an office, where ships that unload coal and timber are counted by a clerk.",
    ]
    others = [f"Harbour {number} has an office for ships and crane{number}." for number in range(600)]
    few, many = (vectorize(each, analyzer_of(LANGUAGES["en"])) for each in (texts, [*texts, *others]))
    assert restates(few, 0, 1)
    assert not restates(many, 0, 1)
