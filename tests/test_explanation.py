from __future__ import annotations

import json
from dataclasses import replace

import pytest

import exporters
import templates
from summarizer import Length, Options, Summary, summarize
from summarizer.document import Heading, ListItem, Paragraph
from summarizer.options import METHODS
from tests.samples import document

OF = document(
    Paragraph("The council will replace the diesel ferry with an electric one. Bread is dear at the old bakery."),
    Paragraph("Critics doubt that the harbour has enough power for charging at night."),
    Paragraph("They doubt that the harbour has enough power for charging at night in the winter months."),
    Paragraph("Read more."),
    Heading("Key points"),
    Paragraph("The council will replace the diesel ferry with an electric one."),
    Paragraph("The old diesel ferry will be replaced by the council with an electric one in spring."),
)


def explained(count: int = 2, method: str = "centroid") -> Summary:
    options = Options(short=Length(1), medium=Length(count), bullets=Length(count), method=method, explain=True)
    return summarize(OF, options)


def test_each_sentence_has_its_fate() -> None:
    told = [(item.sentence.place.paragraph, item.fate) for item in explained().explanations]
    assert told == [
        (1, "shown in short, medium, bullets"),
        (1, "ranked 5 of 6: others fill the length that was asked for"),
        (2, "shown in medium, bullets"),
        (3, "leans on the sentence before it, and another says the same: ¶2"),
        (4, "belongs to the page, not to what it is about"),
        (5, "stands word for word in ¶1, which is shown"),
        (6, "says what another says, which is shown: ¶1"),
    ]


def test_what_is_said_is_told_where_it_makes_no_point_of_it() -> None:
    """Of what many sentences share, two lines are too much alike to be shown, and yet two points."""
    ends = ("alone", "at sea", "by night", "in winter", "for islanders", "without noise", "on Sundays", "in fog")
    text = document(*(Paragraph(f"The council ferry sails {end}.") for end in ends))
    only = Length(1)
    summary = summarize(text, Options(short=only, medium=only, bullets=only, explain=True))
    fates = [item.fate for item in summary.explanations]
    assert len(summary.points) > 1
    assert sum(fate.startswith("says what another says, which is shown: ¶") for fate in fates) == len(ends) - 1


def test_an_introduction_says_nothing_by_itself() -> None:
    tools = document(
        Paragraph("The new tools can be used to:"),
        ListItem("Plan all crossings between the islands in summer and in winter."),
        ListItem("Compare the fuel of the old ferry with the power that it will need."),
        ListItem("Tell the council when the harbour has to be closed for works on the wall."),
    )
    summary = summarize(tools, Options(short=Length(2), medium=Length(2), bullets=Length(2), explain=True))
    assert summary.explanations[0].fate == "introduces what follows it, and says nothing by itself"
    assert summary.explanations[0].shown == ()


@pytest.mark.parametrize("method", METHODS)
def test_what_is_shown_is_what_the_views_show(method: str) -> None:
    summary = explained(method=method)
    for view in ("short", "medium", "bullets"):
        shown = [item.sentence for item in summary.explanations if view in item.shown]
        assert shown == [line.sentence for line in getattr(summary, view)]
    for item in summary.explanations:
        assert set(item.scores) == {"prose", "bullets"}
        assert all(0 <= score <= 1 for score in item.scores.values())
        assert all(item.sentence in summary.points[point].statements for point in item.points)


def test_only_what_is_printed_is_told() -> None:
    options = Options(short=Length(1), medium=Length(4), bullets=Length(1), explain=True)
    some = summarize(OF, replace(options, explained=("bullets",)))
    assert {view for item in some.explanations for view in item.shown} == {"bullets"}
    assert not any("short" in item.fate or "medium" in item.fate for item in some.explanations)
    for view in ("short", "medium", "bullets"):
        assert getattr(some, view) == getattr(summarize(OF, options), view)
    ranked = sorted(
        (item for item in some.explanations if item.fate.startswith("ranked")),
        key=lambda item: int(item.fate.split()[1]),
    )
    scores = [item.scores["bullets"] for item in ranked]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_none_without_being_asked() -> None:
    summary = summarize(OF)
    assert summary.explanations == ()
    assert "explain" not in summary.to_json()


def test_json_keeps_them() -> None:
    summary = explained()
    values = json.loads(json.dumps(summary.to_json()))
    assert Summary.from_json(values, summary.documents) == summary
    assert values["explain"][3]["fate"] == "leans on the sentence before it, and another says the same: ¶2"


def test_text_shows_them_after_the_summary() -> None:
    page = replace(templates.load("plain"), views=("short",), columns=48)
    lines = exporters.render(explained(), "txt", page).data.decode().splitlines()
    assert lines[:6] == [
        "The council will replace the diesel ferry with",
        "an electric one.",
        "",
        "WHY",
        "¶1 1.00 1.00 The council will replace the diesel…",
        "  shown in short, medium, bullets",
    ]
    assert max(map(len, lines)) <= 49, "one more for the sign of what is cut off"


def test_several_documents_are_told_apart() -> None:
    summary = summarize([OF, document(Paragraph("Bread is dear at the old bakery."))], Options(explain=True))
    assert summary.explanations[-1].fate == "stands word for word in 1¶1, which is shown"
