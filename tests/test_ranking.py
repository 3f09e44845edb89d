from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from summarizer import ranking
from summarizer.analysis import Analysis, analyze
from summarizer.document import Document, Heading, Paragraph
from summarizer.errors import LimitError
from summarizer.features import features
from summarizer.language import LANGUAGES, stemmer, stop_words
from summarizer.options import METHODS
from summarizer.ranking import AS_RATED, BULLETS, PROSE, SUMY, rank
from tests.samples import document

TOWN = document(
    Paragraph("The old bakery of the harbour closed in winter. The baker had sold bread to fishermen for forty years."),
    Paragraph("Fishermen now buy their bread in the town behind the hill. The road over the hill is steep and slow."),
    Heading("What comes next", 2),
    Paragraph("The council wants a new bakery at the harbour. It offers the house beside the pier for little rent."),
    Paragraph("Two young bakers have seen the house. A decision is expected before the first boats leave in spring."),
    title=None,
)


def of(*documents: Document) -> Analysis:
    return analyze(documents or [document()])


def numbered(count: int) -> Document:
    """A document of so many sentences that have nothing in common."""
    return document(*(Paragraph(f"Aa{n}aa bb{n}bb cc{n}cc dd{n}dd ee{n}ee.") for n in range(count)))


def test_every_method_is_known() -> None:
    assert set(METHODS) == {"centroid", "lead", *SUMY}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("source", [document(), TOWN, document(Paragraph("It rains."))])
def test_rankings_are_finite_and_their_candidates_state_every_point(method: str, source: Document) -> None:
    analysis = of(source)
    for ranked in rank(analysis, method):
        assert ranked.scores.shape == (len(analysis),)
        assert np.isfinite(ranked.scores).all()
        assert list(ranked.candidates) == sorted(set(ranked.candidates))
        stated = {point for row in ranked.candidates for point in analysis.points.states[row]}
        assert stated == set(range(len(analysis.points.statements)))


@pytest.mark.parametrize("method", ["lead", *SUMY])
def test_other_methods_score_one_wording_of_each_point(method: str) -> None:
    analysis = of()
    prose, bullets = rank(analysis, method)
    for ranked in (prose, bullets):
        assert len(ranked.candidates) == len(analysis.points.statements)
        scores = ranked.scores[list(ranked.candidates)]
        assert scores.min() >= 0
        assert scores.max() <= 1
        assert ranked.diversity is AS_RATED
    assert prose.candidates == tuple(rows[0] for rows in analysis.points.statements)


@pytest.mark.parametrize("method", sorted(set(SUMY) - {"kl"}))
def test_sumy_tells_sentences_apart(method: str) -> None:
    prose, _ = rank(of(TOWN), method)
    assert len(set(prose.scores.tolist())) > 2


def order_of_sumy(texts: list[str], method: str) -> list[str]:
    """The *texts* from the best on, as sumy gives them when it is asked for one, for two, and so on."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    class Tokenizer:
        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple("".join(sign if sign.isalnum() else " " for sign in sentence).split())

    row, english = SUMY[method], LANGUAGES["en"]
    summarizer: Any = getattr(import_module(f"sumy.summarizers.{row.module}"), row.name)(stemmer(english))
    summarizer.stop_words = stop_words(english)
    source = ObjectDocumentModel([Paragraph([Sentence(text, Tokenizer()) for text in texts])])
    order: list[str] = []
    for count in range(1, len(texts) + 1):
        order += [str(sentence) for sentence in summarizer(source, count) if str(sentence) not in order]
    return order


@pytest.mark.parametrize("method", ["lex-rank", "text-rank"])
def test_order_is_that_of_sumy(method: str) -> None:
    analysis = of(TOWN)
    prose, _ = rank(analysis, method)
    best_first = sorted(prose.candidates, key=lambda row: (-prose.scores[row], row))
    texts = [analysis.text(row) for row in prose.candidates]
    assert len(texts) == 8
    assert [analysis.text(row) for row in best_first] == order_of_sumy(texts, method)
    assert best_first != sorted(best_first)


@pytest.mark.parametrize("method", SUMY)
def test_beyond_its_limit_a_method_refuses(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = ranking.Summarizer(SUMY[method].module, SUMY[method].name, 7)
    monkeypatch.setattr(ranking, "SUMY", {method: limit})
    rank(of(numbered(7)), method)
    with pytest.raises(LimitError) as caught:
        rank(of(numbered(8)), method)
    problem = "ranks at most 7 distinct points, and there are 8"
    assert str(caught.value) == f"method {method}: {problem} (use --method centroid)"
    assert caught.value.exit_code == 75


def test_large_numbers_are_written_with_commas() -> None:
    with pytest.raises(LimitError) as caught:
        rank(of(numbered(1_001)), "lex-rank")
    assert caught.value.problem == "ranks at most 1,000 distinct points, and there are 1,001"


def test_repeats_do_not_count_against_the_limit() -> None:
    blocks = numbered(200).blocks
    prose, _ = rank(of(document(*blocks, *blocks)), "sum-basic")
    assert len(prose.candidates) == 200


def test_lead_is_the_order_of_the_text() -> None:
    analysis = of()
    prose, _ = rank(analysis, "lead")
    order = sorted(prose.candidates, key=lambda row: -prose.scores[row])
    assert order == sorted(prose.candidates)
    assert prose.scores[order[0]] == 1
    assert (np.diff(prose.scores[order]) < 0).all()


def test_centroid_weighs_the_features() -> None:
    analysis = of()
    known = features(analysis)
    prose, bullets = rank(analysis, "centroid")
    weights = PROSE[0]
    expected = sum(getattr(weights, name) * getattr(known, name) for name in type(weights).__slots__)
    assert prose.scores == pytest.approx(expected)
    assert (prose.diversity, bullets.diversity) == (PROSE[1], BULLETS[1])
    assert prose.candidates == tuple(range(len(analysis)))


def test_bullets_are_the_shortest_clear_wordings() -> None:
    analysis = of()
    _, bullets = rank(analysis, "centroid")
    texts = {analysis.text(row) for row in bullets.candidates}
    assert "The council will replace the diesel ferry with an electric one." in texts
    assert "The new ferry will cut fuel costs by 40 percent." in texts
    assert not [text for text in texts if text.startswith(("The island council", "Officials say"))]


def test_a_wording_that_leans_on_another_gives_way() -> None:
    analysis = of(
        document(
            Paragraph("However, the old diesel ferry needs costly repairs."),
            Paragraph("The old diesel ferry needs costly repairs every single year."),
            Paragraph("Costly repairs: old diesel ferry."),
        )
    )
    _, bullets = rank(analysis, "centroid")
    assert [analysis.text(row) for row in bullets.candidates] == [
        "The old diesel ferry needs costly repairs every single year."
    ]
    assert bullets.scores[1] >= max(bullets.scores[0], bullets.scores[2])


@pytest.mark.parametrize("method", METHODS)
def test_a_sentence_that_leans_on_another_gives_way_in_prose(method: str) -> None:
    analysis = of(
        document(
            Paragraph("They say that the old diesel ferry needs costly repairs every single year."),
            Paragraph("The old diesel ferry needs costly repairs every year."),
            Paragraph("This pier is closed."),
        )
    )
    prose, _ = rank(analysis, method)
    assert prose.candidates == (1, 2)


def test_a_stump_does_not_stand_in_for_a_sentence_that_leans_on_another() -> None:
    analysis = of(
        document(
            Paragraph("They say that the old diesel ferry needs costly repairs every single year."),
            Paragraph("Diesel ferry: costly repairs, old."),
        )
    )
    assert rank(analysis, "centroid")[0].candidates == (0, 1)


def test_equal_ratings_are_no_error() -> None:
    for method in SUMY:
        prose, _ = rank(of(document(Paragraph("Ferry."), Paragraph("Bakery."), title=None)), method)
        assert ((prose.scores >= 0) & (prose.scores <= 1)).all()


QUOTATIONS = (
    "“We will not give in. We have waited,” said Ann Lee. The harbour will close for ten days. He said: “No!”",
    'The union said: "We will strike. Nobody asked us." The report (see p. 3. It is long.) came out in May.',
    "The bakery sells bread.",
)


@pytest.mark.parametrize("method", METHODS)
def test_no_part_of_a_quotation_is_chosen(method: str) -> None:
    analysis = of(document(*map(Paragraph, QUOTATIONS)))
    for ranking_of_view in rank(analysis, method):
        assert sorted(analysis.text(row) for row in ranking_of_view.candidates) == [
            "He said: “No!”",
            "The bakery sells bread.",
            "The harbour will close for ten days.",
        ]


def test_where_all_are_parts_of_quotations_they_are_candidates() -> None:
    analysis = of(document(Paragraph("“We will not give in. We have waited for years.”")))
    assert rank(analysis, "centroid")[0].candidates == (0, 1)
