"""The laws of docs/design.md, "Values", on documents that repeat and contradict themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import exporters
from summarizer import Length, Options, read, summarize
from summarizer.analysis import analyze
from summarizer.document import Aside, Block, Document, Heading, ListItem, Paragraph
from summarizer.errors import DataError
from summarizer.language import LANGUAGES, language
from summarizer.options import METHODS, count_words
from summarizer.restatement import restates
from summarizer.sentences import Sentence, split
from summarizer.summary import Shown, Summary
from summarizer.terms import vectorize
from summarizer.words import Analyzer
from tests.samples import document

ROOT = Path(__file__).parent.parent
VIEWS = ("short", "medium", "bullets")
TITLE = "A report from the island"
SENTENCES = (
    "The council will replace the diesel ferry with an electric one.",
    "The island council will replace the old diesel ferry with an electric one in spring, after three meetings.",
    "The council will not replace the diesel ferry with an electric one.",
    "The new ferry will cut fuel costs by 40 percent.",
    "The new ferry will cut fuel costs by 30 percent.",
    "The council will replace the diesel ferry with an electric one, and the new ferry will cut fuel costs.",
    "Critics doubt that the harbour has enough power for charging.",
    "However, critics doubt that the harbour has power.",
    "“We have waited ten years for this,” said Ana Ruiz, who runs the bakery.",
    "Ana Ruiz runs the bakery.",
    "The bakery sells bread.",
    "Bread?",
    "It is.",
    "Residents asked for the change at three public meetings in winter",
    "Read more about NATO, No. 5 and Dr. Low.",
    "Pier 17 was closed on 3 May 2027.",
    "Pier 18 was closed on 3 May 2027.",
    # two that share their first clause and no more, and one that says most of a third and nothing of the clause
    "The council will replace the diesel ferry.",
    "The council will replace the diesel ferry next spring because residents asked for quiet nights at three meetings.",
    "The council will replace the diesel ferry, although critics doubt that the harbour has power for its batteries.",
    "The council will replace its diesel, say fishermen and bakers at the quiet northern pier.",
    "Fishermen and bakers meet at the quiet northern pier on Sunday mornings.",
)
HEADINGS = ("Key points", "Conclusions", "What the neighbours think", "An electric ferry")

sentences = st.sampled_from(SENTENCES)
prose = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
blocks: st.SearchStrategy[Block] = st.one_of(
    prose.map(Paragraph),
    prose.map(Paragraph),
    sentences.map(ListItem),
    st.builds(Heading, st.sampled_from(HEADINGS), st.integers(2, 3)),
    st.sampled_from([Aside("ferry = Ferry()", "code"), Paragraph("— * —")]),
)


def report(*body: Block) -> Document:
    return document(Heading(TITLE, 1), *body, title=TITLE)


reports = st.lists(blocks, max_size=9).map(lambda body: report(Paragraph(SENTENCES[0]), *body))
arbitrary = st.lists(st.text(max_size=60) | prose, min_size=1, max_size=6).map(
    lambda texts: document(*map(Paragraph, texts), title=texts[0] or None)
)
items = st.builds(Length, st.integers(1, 12))
lengths = st.one_of(
    items,
    st.builds(Length, st.integers(1, 100), st.just("percent")),
    st.builds(Length, st.integers(1, 50), st.just("words")),
)
options = st.builds(
    Options, lengths, lengths, lengths, method=st.sampled_from(METHODS), language=st.just("en"), by_score=st.booleans()
)


def lines(summary: Summary) -> Iterator[Shown]:
    return (line for view in VIEWS for line in getattr(summary, view))


def texts(view: tuple[Shown, ...]) -> list[str]:
    return [line.sentence.text for line in view]


def told(summary: Summary) -> set[Sentence]:
    return {statement for point in summary.points for statement in point.statements}


def is_verbatim(sentence: Sentence, documents: tuple[Document, ...]) -> bool:
    place = sentence.place
    paragraph = documents[place.source].paragraphs[place.paragraph - 1].text
    return sentence.text == paragraph[place.start : place.end]


# --- verbatim


@given(reports, options)
def test_sentences_are_verbatim(of: Document, wanted: Options) -> None:
    summary = summarize(of, wanted)
    for sentence in (*told(summary), *(line.sentence for line in lines(summary))):
        assert is_verbatim(sentence, (of,))


@given(arbitrary, st.sampled_from(["auto", *LANGUAGES]))
def test_sentences_of_any_text_are_verbatim(of: Document, name: str) -> None:
    try:
        summary = summarize(of, Options(language=name))
    except DataError:
        assert not [sign for paragraph in of.paragraphs for sign in paragraph.text if sign.isalnum()]
        return
    assert summary.short
    for sentence in (*told(summary), *(line.sentence for line in lines(summary))):
        assert is_verbatim(sentence, (of,))
    assert told(summary) == set(split(of, 0, language(summary.language)))


@given(reports, options)
def test_no_heading_is_shown_and_no_aside(of: Document, wanted: Options) -> None:
    assert not {TITLE, *HEADINGS, "ferry = Ferry()", "— * —"} & {
        line.sentence.text for line in lines(summarize(of, wanted))
    }


def test_no_list_mark_is_shown() -> None:
    summary = summarize(read(ROOT / "examples" / "article.txt"), Options(bullets=Length(99)))
    assert not [
        line.sentence.text
        for line in lines(summary)
        if not (line.sentence.text[0].isalnum() or line.sentence.text[0] == "“")
    ]
    assert any(is_listed(line, summary) for line in lines(summary))


def is_listed(line: Shown, summary: Summary) -> bool:
    place = line.sentence.place
    return isinstance(summary.documents[place.source].paragraphs[place.paragraph - 1], ListItem)


# --- nothing said twice


@given(reports, options)
def test_no_two_lines_of_a_view_say_the_same(of: Document, wanted: Options) -> None:
    summary = summarize(of, wanted)
    analysis = analyze([of], "en")
    fresh = vectorize([analysis.text(row) for row in range(len(analysis))], Analyzer(LANGUAGES["en"]))
    number = {analysis.text(row): row for row in range(len(analysis))}
    for view in VIEWS:
        shown: tuple[Shown, ...] = getattr(summary, view)
        for later, line in enumerate(shown):
            for other in shown[:later]:
                assert not restates(fresh, number[line.sentence.text], number[other.sentence.text])
                assert not set(line.points) & set(other.points)


# --- order and length


@given(reports, options)
def test_order_is_reading_order_or_that_of_choice(of: Document, wanted: Options) -> None:
    by_place, by_choice = (summarize(of, replace(wanted, by_score=by_score)) for by_score in (False, True))
    for view in VIEWS:
        places = [line.sentence.place for line in getattr(by_place, view)]
        assert places == sorted(places)
        assert set(getattr(by_choice, view)) == set(getattr(by_place, view))
    assert by_choice.medium[: len(by_choice.short)] == by_choice.short
    assert by_place.points == by_choice.points


@given(reports, options, st.integers(1, 8))
def test_one_more_line_is_one_more_choice(of: Document, wanted: Options, count: int) -> None:
    few, more = (
        summarize(of, replace(wanted, short=Length(number), bullets=Length(number), by_score=True))
        for number in (count, count + 1)
    )
    assert more.short[: len(few.short)] == few.short
    assert more.bullets[: len(few.bullets)] == few.bullets


@given(reports, options)
def test_short_is_part_of_medium(of: Document, wanted: Options) -> None:
    summary = summarize(of, wanted)
    assert set(summary.short) <= set(summary.medium)


@given(reports, options)
def test_as_many_lines_as_asked_for_or_a_reason(of: Document, wanted: Options) -> None:
    summary = summarize(of, wanted)
    distinct = len(summary.points)
    for view, noun in zip(VIEWS, ("sentence", "sentence", "point"), strict=True):
        length: Length = getattr(wanted, view)
        shown: tuple[Shown, ...] = getattr(summary, view)
        most = length.items(distinct)
        assert shown, "a text that has a sentence has a summary"
        if view == "medium" and len(shown) == len(summary.short):
            continue
        if most is None:
            assert sum(count_words(text) for text in texts(shown)) <= length.amount or len(shown) == 1
        elif len(shown) < most and length != getattr(Options(), view):
            plural = noun if len(shown) == 1 else f"{noun}s"
            assert f"only {len(shown)} distinct {plural}, where {most} were asked for" in summary.warnings
        else:
            assert len(shown) <= most


@given(reports, st.integers(1, 12))
def test_fewer_only_where_everything_is_said(of: Document, count: int) -> None:
    """A view ends early only when each point left is stated, or restated, by a line of it."""
    summary = summarize(of, Options(bullets=Length(count)))
    if len(summary.bullets) < count:
        analysis = analyze([of], "en")
        number = {analysis.text(row): row for row in range(len(analysis))}
        shown = [number[text] for text in texts(summary.bullets)]
        for point in summary.points:
            rows = {number[statement.text] for statement in point.statements}
            assert any(row in shown or any(restates(analysis.terms, row, line) for line in shown) for row in rows)


# --- counts


@given(reports, options)
def test_every_sentence_states_a_point(of: Document, wanted: Options) -> None:
    summary = summarize(of, wanted)
    assert told(summary) == set(split(of, 0, LANGUAGES["en"]))
    for point in summary.points:
        places = [statement.place for statement in point.statements]
        assert places == sorted(set(places))


@given(reports, options)
def test_a_document_pasted_twice_is_the_same_stated_twice_as_often(of: Document, wanted: Options) -> None:
    once, twice = summarize(of, wanted), summarize(report(*of.blocks[1:], *of.blocks), wanted)
    for view in VIEWS:
        before, after = getattr(once, view), getattr(twice, view)
        assert texts(after) == texts(before)
        assert [line.stated for line in after] == [2 * line.stated for line in before]
    assert [point.stated for point in twice.points] == [2 * point.stated for point in once.points]
    assert [point.score for point in twice.points] == [point.score for point in once.points]
    assert (twice.terms, twice.warnings) == (once.terms, once.warnings)


@given(reports, reports)
def test_a_summary_does_not_depend_on_those_before_it(of: Document, other: Document) -> None:
    before = summarize(of)
    summarize(other)
    assert summarize(of) == before


# --- the same bytes everywhere


PROGRAM = """
import sys
import exporters
from summarizer import Options, read, summarize
from summarizer.options import METHODS

document = read("examples/article.txt")
for method in METHODS:
    sys.stdout.buffer.write(exporters.render(summarize(document, Options(method=method)), "json").data)
"""
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Caracas", "LC_ALL": "tr_TR.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
)


def test_same_bytes_whatever_the_surroundings() -> None:
    environments = ({**os.environ, "PYTHONPATH": str(ROOT), **changed} for changed in SURROUNDINGS)
    processes = [
        subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        for environment in environments
    ]
    printed = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(SURROUNDINGS)
    assert printed[0].count(b'"method"') == len(METHODS)
    assert set(printed) == {printed[0]}


# --- through JSON and back


@given(reports, options)
def test_values_survive_a_trip_through_json_text(of: Document, wanted: Options) -> None:
    summary = summarize(of, wanted)
    assert Document.from_json(json.loads(json.dumps(of.to_json()))) == of
    assert Summary.from_json(json.loads(json.dumps(summary.to_json())), [of]) == summary
    assert Summary.from_json(json.loads(exporters.render(summary, "json").data), [of]) == summary


@given(arbitrary)
def test_summaries_of_any_text_survive_it_too(of: Document) -> None:
    assume(any(sign.isalnum() for paragraph in of.paragraphs for sign in paragraph.text))
    summary = summarize([of, of])
    assert Summary.from_json(json.loads(json.dumps(summary.to_json())), [of, of]) == summary


@pytest.mark.parametrize("key", ["title", "short", "points", "terms", "truncated"])
def test_a_summary_of_another_shape_is_refused(key: str) -> None:
    values = summarize(report(Paragraph(SENTENCES[0]))).to_json()
    del values[key]
    with pytest.raises(KeyError, match=key):
        Summary.from_json(values, [])
