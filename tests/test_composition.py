from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import exporters
import templates
from summarizer import Length, Options, read, summarize
from summarizer.document import Aside, Document, Heading, Paragraph
from summarizer.errors import DataError, UsageError
from summarizer.options import METHODS
from summarizer.summary import KeyPoint, Shown, Summary
from tests.samples import document, sentence

ROOT = Path(__file__).parent.parent
BAKERY = document(
    Paragraph(
        "The new ferry will cut fuel costs by 40 percent. The bakery at the harbour sells bread from four o’clock."
    ),
    Paragraph("Fishermen buy their bread before dawn."),
    name="bakery.txt",
    title="Bread before dawn",
)


def texts(lines: tuple[Shown, ...]) -> list[str]:
    return [line.sentence.text for line in lines]


def statements(summary: Summary, line: Shown) -> set[str]:
    """The texts of the sentences that state a point of *line*."""
    return {statement.text for point in line.points for statement in summary.points[point].statements}


def test_a_summary_of_the_ferry() -> None:
    summary = summarize(document())
    assert (summary.title, summary.language, summary.method) == ("An electric ferry for the island", "en", "centroid")
    assert summary.documents == (document(),)
    assert summary.warnings == ()
    assert len(summary.short) == 3
    assert texts(summary.bullets)[-3:] == [
        "The council will replace the diesel ferry with an electric one.",
        "The new ferry will cut fuel costs by 40 percent.",
        "Critics doubt that the harbour has enough power for charging.",
    ]
    replaced = summary.bullets[-3]
    assert replaced.stated == 2
    assert [(place.paragraph, place.section) for place in summary.places(replaced)] == [(1, ()), (3, ("Key points",))]


def test_points_are_numbered_by_their_salience() -> None:
    summary = summarize(document())
    scores = [point.score for point in summary.points]
    assert scores == sorted(scores, reverse=True)
    assert (scores[0], scores[-1]) == (1, 0)
    for line in (*summary.short, *summary.medium, *summary.bullets):
        assert 0 <= line.score <= 1
        assert list(line.points) == sorted(line.points)
        assert all(line.sentence in summary.points[point].statements for point in line.points)


def test_a_line_that_states_several_points_is_placed_by_the_most_stated() -> None:
    texts = ("The bakery is closed.", "The ferry is late.", "Critics doubt it.")
    of = document(Paragraph(" ".join(texts)), Paragraph(" ".join(texts[1:])))
    here = [sentence(of, text) for text in texts]
    there = [found._replace(place=found.place._replace(paragraph=2)) for found in here]
    points = (KeyPoint((here[0],), 1.0), KeyPoint((here[1], there[1]), 0.5), KeyPoint((here[2], there[2]), 0.5))
    made = Summary((of,), None, "en", "centroid", (), (), (), points)
    assert made.places(Shown(here[0], (0, 1, 2), 1.0, 2)) == (here[1].place, there[1].place)
    assert made.places(Shown(here[0], (), 1.0)) == (here[0].place,)
    [line] = summarize(of, Options(bullets=Length(1))).bullets
    assert (str(line), line.stated) in {("The ferry is late.", 2), ("Critics doubt it.", 2)}


def test_several_documents() -> None:
    summary = summarize([document(), BAKERY], Options(bullets=Length(8)))
    assert summary.documents == (document(), BAKERY)
    assert summary.title == "An electric ferry for the island"
    fuel = next(line for line in summary.bullets if "fuel costs" in line.sentence.text)
    assert {(place.source, place.paragraph) for place in summary.places(fuel)} == {(0, 2), (0, 4), (1, 1)}
    places = [line.sentence.place for line in summary.bullets]
    assert places == sorted(places)
    assert {place.source for place in places} == {0, 1}


def test_the_title_is_that_of_the_first_document_that_has_one() -> None:
    assert summarize([document(title=None), BAKERY]).title == "Bread before dawn"
    assert summarize(document(title=None)).title is None


def test_one_document_is_a_list_of_one() -> None:
    assert summarize(document()) == summarize([document()]) == summarize((document(),))


def test_a_line_names_the_sources_that_state_it() -> None:
    summary = summarize([document(), BAKERY], Options(bullets=Length(8)))
    told = {line.sentence.text: summary.sources(line) for line in summary.bullets}
    assert told["The new ferry will cut fuel costs by 40 percent."] == (0, 1)
    assert told["Fishermen buy their bread before dawn."] == (1,)
    assert told["Critics doubt that the harbour has enough power for charging."] == (0,)
    assert {tuple(line["sources"]) for line in summary.to_json()["bullets"]} == {(0,), (1,), (0, 1)}
    assert summary.sources(Shown(summary.bullets[-1].sentence, (), 1.0)) == (1,)


def test_a_summary_as_text() -> None:
    lines = str(summarize(document(), Options(short=Length(1), bullets=Length(2)))).splitlines()
    assert lines == [
        "The island council will replace the diesel ferry with an electric one in spring 2027.",
        "",
        "• The council will replace the diesel ferry with an electric one. (stated 2 times)",
        "• The new ferry will cut fuel costs by 40 percent. (stated 2 times)",
    ]
    assert "(stated" not in str(summarize(read(b"The ferry is late. Nobody knows why.")))


def test_a_document_given_twice_is_said() -> None:
    twice = [read(b"The ferry is late.", name=name) for name in ("a.txt", "b.txt")]
    assert summarize(twice).warnings == ("a.txt: given 2 times, so each of its points counts as often",)
    assert summarize(twice[0]).warnings == ()


def test_a_text_without_full_stops_has_no_sentence_to_show() -> None:
    run_on = "ferry bakery harbour " * 300
    with pytest.raises(DataError, match="has no sentence of under 5,000 characters"):
        summarize(document(Paragraph(run_on)))
    shown = summarize(document(Paragraph(run_on), Paragraph("The ferry sails at dawn.")), Options(short=Length(1)))
    assert texts(shown.short) == ["The ferry sails at dawn."]


def test_warnings_name_their_document_where_there_are_several() -> None:
    one, other = replace(document(), warnings=("lost a table",)), replace(BAKERY, warnings=("lost a note",))
    assert summarize(one).warnings == ("lost a table",)
    assert summarize([one, other]).warnings == ("ferry.txt: lost a table", "bakery.txt: lost a note")


@pytest.mark.parametrize(
    ("options", "warnings"),
    [
        (Options(), ()),
        (Options(short=Length(2), bullets=Length(3)), ()),
        (Options(short=Length(5)), ("only 3 distinct sentences, where 5 were asked for",)),
        (Options(medium=Length(7)), ("only 3 distinct sentences, where 7 were asked for",)),
        (Options(bullets=Length(9)), ("only 3 distinct points, where 9 were asked for",)),
        (Options(short=Length(1, "words"), bullets=Length(900, "words")), ()),
        (Options(short=Length(100, "percent")), ()),
    ],
)
def test_a_view_with_fewer_lines_than_asked_for_says_why(options: Options, warnings: tuple[str, ...]) -> None:
    assert summarize(BAKERY, options).warnings == warnings


@pytest.mark.parametrize(
    ("focus", "warnings"),
    [
        ("the and", ("focus “the and”: has only words that tell no subject, so nothing is preferred",)),
        ("!", ("focus “!”: has only words that tell no subject, so nothing is preferred",)),
        ("the zebra", ("focus “the zebra”: the text has none of these words",)),
        ("the ferry", ()),
    ],
)
def test_a_focus_that_prefers_nothing_is_told(focus: str, warnings: tuple[str, ...]) -> None:
    assert summarize(document(), Options(focus=focus)).warnings == warnings


def test_one_is_not_written_as_several() -> None:
    options = Options(short=Length(2), bullets=Length(2))
    assert summarize(document(Paragraph("The bakery is closed.")), options).warnings == (
        "only 1 distinct sentence, where 2 were asked for",
        "only 1 distinct point, where 2 were asked for",
    )


def test_an_unknown_method() -> None:
    with pytest.raises(UsageError) as caught:
        summarize(document(), Options(method="textrank"))
    assert str(caught.value) == f"method 'textrank': is not known (choose {', '.join(METHODS)})"
    assert caught.value.exit_code == 2


def test_an_unknown_language() -> None:
    with pytest.raises(UsageError, match="language 'englisch': is not known"):
        summarize(document(), Options(language="englisch"))


EMPTY = document(Heading("Only a heading"), Aside("x = 1", "code"), Paragraph("— * —"), name="empty.md")


@pytest.mark.parametrize(
    ("documents", "names"),
    [([EMPTY], "empty.md"), ([EMPTY, replace(EMPTY, title=None)], "empty.md, empty.md"), ([], "documents")],
)
def test_no_sentence(documents: list[Document], names: str) -> None:
    with pytest.raises(DataError) as caught:
        summarize(documents)
    assert str(caught.value) == f"{names}: has no sentence to summarise (give a document with text)"
    assert caught.value.exit_code == 65


def test_an_empty_document_beside_another_does_no_harm() -> None:
    assert texts(summarize([EMPTY, BAKERY]).short) == texts(summarize(BAKERY).short)


def test_language_is_that_asked_for_else_the_document_s_else_detected() -> None:
    german = document(Paragraph("Die Fähre ist neu und sie fährt auch in der Nacht."))
    assert summarize(replace(german, language=None)).language == "de"
    assert summarize(replace(german, language="fr-CA")).language == "fr"
    assert summarize(replace(german, language="tlh")).language == "de"
    assert summarize(german, Options(language="German")).language == "de"


def test_subject_terms_are_in_their_commonest_spelling() -> None:
    of = document(
        Paragraph("The NATO ferries sail. Ferries of NATO are late."),
        Paragraph("A ferry costs money, and ferries cost 40 crowns in 2027."),
        title=None,
    )
    terms = summarize(of).terms
    assert {"NATO", "ferries"} <= set(terms)
    assert not {"nato", "ferri", "ferry", "Ferries", "40", "2027", "the"} & set(terms)
    assert len(terms) <= 8
    assert len(set(map(str.lower, terms))) == len(terms)


def test_subject_terms_of_a_text_without_any() -> None:
    assert summarize(document(Paragraph("It is. They are. 40."), title=None)).terms == ()


def test_by_score_is_the_order_of_choice() -> None:
    chosen = [texts(summarize(document(), Options(short=Length(n), by_score=True)).short) for n in range(1, 6)]
    for fewer, more in pairwise(chosen):
        assert more[: len(fewer)] == fewer
    assert sorted(chosen[-1]) == sorted(texts(summarize(document(), Options(short=Length(5))).short))


# --- the example, whose points were labelled by a reader


ARTICLE = read(ROOT / "examples" / "article.txt")
LABELS = json.loads((ROOT / "benchmarks" / "corpus" / "example.json").read_text(encoding="utf-8"))["points"]


def test_the_example_s_points_are_those_of_a_reader() -> None:
    summary = summarize(ARTICLE)
    found = [{statement.text for statement in point.statements} for point in summary.points]
    right = {label["name"] for label in LABELS if set(label["statements"]) in found}
    assert right >= {
        "1.8 km into the open air, a park instead of the ring road",
        "shopkeepers fear for their customers",
        "86 million crowns, half of it from the flood fund",
        "the flood of 2021",
        "trout and kingfishers may return",
        "the tunnel is too small and has overflowed three times",
    }


def test_nine_points_of_the_example() -> None:
    summary = summarize(ARTICLE, Options(bullets=Length(9)))
    assert len(summary.bullets) == 9
    said = [statements(summary, line) for line in summary.bullets]
    told = [
        [label["name"] for label in LABELS if line.sentence.text in label["statements"]] for line in summary.bullets
    ]
    assert all(told), "each line makes a point that a reader found"
    assert not [one for number, one in enumerate(said) for other in said[:number] if one & other]
    assert len({name for names in told for name in names}) >= 8


@pytest.mark.parametrize(
    ("call", "arguments", "told"),
    [
        (summarize, ["The ferry is late."], "summarize() takes documents, as read() gives them, not str"),
        (summarize, [["a.txt"]], "summarize() takes documents, as read() gives them, not str"),
        (summarize, [Path("a.txt")], f"summarize() takes documents, as read() gives them, not {type(ROOT).__name__}"),
        (summarize, [document(), {"bullets": 5}], "summarize() takes Options(...), not dict"),
        (Length, ["20%"], "a Length takes a whole number, not '20%'; Length.parse() takes text"),
        (Length, [True], "a Length takes a whole number, not True; Length.parse() takes text"),
        (read, [StringIO("It rained.")], "read() takes a binary stream, as open(path, 'rb') gives it"),
        (read, [None], "read() takes a path, bytes or a binary stream, not NoneType"),
        (exporters.render, [document(), "txt"], "a summary is drawn, as summarize() gives it, not a Document"),
    ],
)
def test_what_is_no_document_is_told_kindly(call: Callable[..., object], arguments: Sequence[Any], told: str) -> None:
    with pytest.raises(TypeError) as caught:
        call(*arguments)
    assert str(caught.value) == told


def test_a_template_of_ours_goes_by_its_name() -> None:
    made = summarize(document())
    assert exporters.render(made, "txt", "large").data == exporters.render(made, "txt", templates.load("large")).data
