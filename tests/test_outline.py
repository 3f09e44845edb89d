from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

import templates
from exporters.outline import Properties, outline, properties, title, views
from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Points,
    Prose,
    Reference,
    Run,
    SourceHeading,
    SourceParagraph,
    SourceText,
    Title,
)
from summarizer import Length, Options, summarize
from summarizer.document import Document, Paragraph
from summarizer.summary import Summary
from templates import Metadata, Show, Template, View
from tests.samples import document, sentence, summary

PLAIN = templates.load("plain")
BRIEFING = templates.load("briefing")
Kind = TypeVar("Kind", bound=Part)


def shown(**show: Any) -> Template:
    return replace(PLAIN, show=Show(**show))


def only(kind: type[Kind], parts: Sequence[Part]) -> Kind:
    """The one part of that kind."""
    (found,) = (part for part in parts if isinstance(part, kind))
    return found


def headings(parts: Sequence[Part]) -> list[str]:
    boxes = [part.box.text for part in parts if isinstance(part, Prose) and part.box]
    return boxes + [part.text for part in parts if isinstance(part, Heading)]


def notices(parts: Sequence[Part]) -> list[str]:
    return [part.text for part in parts if isinstance(part, Notice)]


def two_sources() -> Summary:
    bakery = document(
        Paragraph("The new ferry will cut fuel costs by 40 percent."), name="bakery.txt", title="The bakery"
    )
    return summarize([document(), bakery], Options(bullets=Length(9)))


# --- which views are drawn


def test_order_of_the_sections() -> None:
    parts = outline(summary(), BRIEFING)
    assert [type(part).__name__ for part in parts][:2] == ["Title", "Facts"]
    assert headings(parts) == ["At a glance", "Key points", "Summary", "Source text"]
    assert [part.anchor for part in parts if isinstance(part, Heading)] == ["points", "medium", "source"]


@pytest.mark.parametrize("view", templates.VIEWS)
def test_one_view_alone(view: View) -> None:
    assert views(summary(), replace(PLAIN, views=(view,))) == (view,)


def test_a_medium_that_is_the_short_again_is_not_drawn() -> None:
    made = summary()
    assert views(replace(made, medium=made.short), PLAIN) == ("short", "bullets")
    assert views(replace(made, medium=made.short), replace(PLAIN, views=("medium",))) == ("medium",)


def test_bullets_that_only_repeat_the_short_are_not_drawn() -> None:
    made = summary(
        ("Residents asked for the change at three public meetings.",),
        ("Critics doubt that the harbour has enough power for charging.",),
    )
    made = replace(made, bullets=made.short)
    assert [line.stated for line in made.bullets] == [1, 1]
    assert "bullets" not in views(made, PLAIN)


def test_bullets_with_counts_say_more_than_the_short() -> None:
    made = summary()
    assert made.short[0].stated == 2
    assert views(replace(made, bullets=made.short), PLAIN) == ("short", "bullets", "medium")


def test_an_empty_view_is_not_drawn() -> None:
    assert views(replace(summary(), short=()), PLAIN) == ("bullets", "medium")


def test_the_whole_text_is_shown_once_and_said_to_be_it() -> None:
    of = document(Paragraph("The bakery opens at four. Fishermen buy their bread before dawn."))
    parts = outline(summarize(of), PLAIN)
    assert headings(parts) == ["At a glance"]
    assert notices(parts) == ["This is the whole text: it is too short to be summarised."]
    assert notices(outline(summarize(document()), PLAIN)) == []


def test_a_source_without_a_sentence() -> None:
    empty = Summary((document(),), None, "en", "centroid", (), (), (), ())
    parts = outline(empty, BRIEFING)
    assert notices(parts) == ["No summary could be made: the source has no sentence."]
    assert headings(parts) == []


# --- title, facts, properties


def test_title() -> None:
    assert title(summary(), PLAIN) == "An electric ferry for the island"
    assert title(summary(), replace(PLAIN, metadata=Metadata(title="Mine"))) == "Mine"
    untitled = replace(summary(), title=None)
    assert title(untitled, PLAIN) == "ferry.txt"
    standard_input = replace(untitled, documents=(document(name="-"),))
    assert title(standard_input, PLAIN) == "Summary"
    assert only(Title, outline(summary(), BRIEFING)) == Title("An electric ferry for the island", "BRIEFING NOTE")


def test_facts() -> None:
    items = only(Facts, outline(summary(), replace(PLAIN, marking="SECRET"))).items
    words = len(" ".join(line.sentence.text for line in summary().short).split())
    assert items == (
        ("Source", "ferry.txt, 71 words"),
        ("At a glance", f"{words} words ({100 * words // 71} %)"),
        ("Handling", "SECRET"),
    )


def test_facts_of_several_documents_and_of_standard_input() -> None:
    assert only(Facts, outline(two_sources(), PLAIN)).items[0] == ("Source", "1 ferry.txt, 2 bakery.txt, 142 words")
    piped = replace(summary(), documents=(document(name="-"),))
    assert only(Facts, outline(piped, PLAIN)).items[0] == ("Source", "standard input, 71 words")


def test_a_marking_is_shown_where_facts_are_not() -> None:
    assert not [part for part in outline(summary(), shown(facts=False)) if isinstance(part, Facts)]
    marked = replace(shown(facts=False), marking="SECRET")
    assert only(Facts, outline(summary(), marked)).items == (("Handling", "SECRET"),)


def test_properties() -> None:
    dated = replace(document().source, author="Ana Ruiz", date="2027-05-03")
    made = replace(summary(), documents=(replace(document(), source=dated),))
    found = properties(made, PLAIN)
    assert (found.author, found.date, found.language) == ("Ana Ruiz", "2027-05-03", "en")
    assert (found.subject, found.keywords) == (made.short[0].sentence.text, "ferry, council")
    given = Metadata("T", "A", "D", "S", "K", "fr")
    mine = properties(made, replace(PLAIN, metadata=given, marking="SECRET"))
    assert (mine.title, mine.author, mine.date, mine.subject, mine.keywords, mine.language) == (*"TADSK", "fr")
    assert properties(made, replace(PLAIN, marking="SECRET")).keywords == "SECRET, ferry, council"
    none = properties(made, replace(PLAIN, metadata=Metadata("", "", "", "", "", ""), marking="SECRET"))
    assert none == Properties(title="ferry.txt", author="", subject="", keywords="", language="en", date=None)


# --- prose, points


def test_the_short_summary_is_a_paragraph_or_a_box() -> None:
    sentences = tuple(line.sentence.text for line in summary().short)
    plain = outline(summary(), PLAIN)
    assert plain[plain.index(Heading("At a glance", "short")) + 1] == Prose((sentences,))
    assert Prose((sentences,), Heading("At a glance", "short")) in outline(summary(), BRIEFING)


def test_the_medium_summary_begins_a_paragraph_with_each_section() -> None:
    made = summarize(document())
    parts = outline(made, replace(PLAIN, views=("medium",)))
    sections: list[list[str]] = []
    before = None
    for line in made.medium:
        if line.sentence.place.section != before:
            sections.append([])
        before = line.sentence.place.section
        sections[-1].append(line.sentence.text)
    assert only(Prose, parts).paragraphs == tuple(map(tuple, sections))
    assert len(sections) == 2


def test_lines_without_a_full_stop_do_not_run_into_one_another() -> None:
    paragraphs = (("call the bank (Mr Lee)",), ("max 4%",), ("The van needs tyres.", "We need these:", "one, two"))
    texts = [text for paragraph in paragraphs for text in paragraph]
    made = summary(*((text,) for text in texts), of=document(*map(Paragraph, texts)))
    made = replace(made, short=made.medium)
    assert only(Prose, outline(made, replace(PLAIN, views=("short",)))).paragraphs == paragraphs
    assert only(Prose, outline(made, replace(PLAIN, views=("medium",)))).paragraphs == paragraphs


def test_what_one_paragraph_says_stays_together() -> None:
    made = summary(("max 4%",), ("said they",), of=document(Paragraph("max 4% said they")))
    assert only(Prose, outline(made, replace(PLAIN, views=("short",)))).paragraphs == (("max 4%", "said they"),)


def test_points_say_how_often_and_where() -> None:
    points = only(Points, outline(summary(), PLAIN)).points
    assert [(point.number, point.anchor) for point in points] == [(1, "point_1"), (2, "point_2"), (3, "point_3")]
    assert [point.note for point in points] == ["Stated 2 times: ", "Stated 2 times: ", "Stated once: "]
    assert [[reference.label for reference in point.references] for point in points] == [
        ["¶1", "¶3"],
        ["¶2", "¶4"],
        ["¶5"],
    ]
    assert points[0].references[0] == Reference("¶1", "Paragraph 1", None)


def test_two_statements_in_one_paragraph_are_one_reference() -> None:
    text = "The bakery is closed for good. It rains. The bakery is closed for good."
    of = document(Paragraph(text))
    first = sentence(of, "The bakery is closed for good.")
    again = first._replace(place=first.place._replace(start=41, end=71))
    made = summary(("The bakery is closed for good.",), of=of)
    made = replace(made, points=(made.points[0]._replace(statements=(first, again)),))
    made = replace(made, bullets=(replace(made.bullets[0], stated=2),))
    (point,) = only(Points, outline(made, PLAIN)).points
    assert (point.note, [reference.label for reference in point.references]) == ("Stated 2 times: ", ["¶1"])


def test_without_counts() -> None:
    points = only(Points, outline(summary(), shown(counts=False))).points
    assert [(point.note, point.references) for point in points] == [("", ())] * 3


def test_prose_of_several_sources_names_those_that_state_a_sentence() -> None:
    alone, twice, other = (
        next(part for part in outline(made, PLAIN) if isinstance(part, Prose)).paragraphs[0]
        for made in (summarize(document()), summarize([document(), document()]), two_sources())
    )
    assert twice == tuple(f"{sentence} [1, 2]" for sentence in alone)
    assert any(sentence.endswith("[1]") for sentence in other)


def test_references_of_several_sources_name_the_source() -> None:
    made = two_sources()
    points = only(Points, outline(made, replace(BRIEFING, show=Show(appendix="full")))).points
    fuel = next(point for point in points if "fuel costs" in point.text)
    assert fuel.references == (
        Reference("1¶2", "Paragraph 2 of source 1", "source_1_2"),
        Reference("1¶4", "Paragraph 4 of source 1", "source_1_4"),
        Reference("2¶1", "Paragraph 1 of source 2", "source_2_1"),
    )


# --- the source text behind it


def source_paragraphs(parts: Sequence[Part]) -> list[SourceParagraph]:
    return [block for block in only(SourceText, parts).blocks if isinstance(block, SourceParagraph)]


def test_no_source_text() -> None:
    parts = outline(summary(), shown(appendix="none"))
    assert not [part for part in parts if isinstance(part, SourceText)]
    assert "Source text" not in headings(parts)


def test_the_full_source_text_is_the_source() -> None:
    parts = outline(summary(), shown(appendix="full"))
    paragraphs = source_paragraphs(parts)
    assert ["".join(run.text for run in paragraph.runs) for paragraph in paragraphs] == [
        paragraph.text for paragraph in document().paragraphs
    ]
    assert [paragraph.label for paragraph in paragraphs] == ["¶1", "¶2", "¶3", "¶4", "¶5"]
    assert only(SourceText, parts).blocks[2] == SourceHeading("Key points")


def test_the_quoted_source_text_is_what_states_a_point() -> None:
    made = replace(summary(), bullets=summary().bullets[:1])
    paragraphs = source_paragraphs(outline(made, shown(appendix="quoted")))
    assert [paragraph.label for paragraph in paragraphs] == ["¶1", "¶3"]
    assert paragraphs[0].runs == (
        Run(
            "The island council will replace the diesel ferry with an electric one in spring 2027.",
            (Reference("[1]", "Back to key point 1", "point_1"),),
        ),
        Run(" Residents asked for the change at three public meetings."),
    )


@pytest.mark.parametrize("made", [summary(), summarize(document()), two_sources()], ids=["hand", "one", "two"])
def test_references_and_back_references_match(made: Summary) -> None:
    parts = outline(made, shown(appendix="full"))
    points = only(Points, parts).points
    there = {(point.anchor, reference.anchor) for point in points for reference in point.references}
    back = {
        (link.anchor, paragraph.anchor)
        for paragraph in source_paragraphs(parts)
        for run in paragraph.runs
        for link in run.points
    }
    assert there == back
    assert len({paragraph.anchor for paragraph in source_paragraphs(parts)}) == len(source_paragraphs(parts))


@pytest.mark.parametrize("made", [summary(), summarize(document()), two_sources()], ids=["hand", "one", "two"])
def test_what_is_marked_in_the_source_are_the_statements(made: Summary) -> None:
    paragraphs = source_paragraphs(outline(made, shown(appendix="full")))
    marked = sorted(run.text for paragraph in paragraphs for run in paragraph.runs if run.points)
    places = {place for line in made.bullets for place in made.places(line)}
    texts = [made.documents[place.source].paragraphs[place.paragraph - 1].text for place in places]
    assert marked == sorted(text[place.start : place.end] for text, place in zip(texts, places, strict=True))


def test_nothing_is_marked_where_the_points_are_not_drawn() -> None:
    template = replace(shown(appendix="full"), views=("short",))
    assert not [
        run for paragraph in source_paragraphs(outline(summary(), template)) for run in paragraph.runs if run.points
    ]


def test_each_of_several_sources_has_a_heading() -> None:
    made = two_sources()
    untitled: Document = replace(made.documents[1], title=None)
    for second, name in ((made.documents[1], "2 The bakery"), (untitled, "2 bakery.txt")):
        of = replace(made, documents=(made.documents[0], second))
        blocks = only(SourceText, outline(of, shown(appendix="full"))).blocks
        assert [block for block in blocks if isinstance(block, SourceHeading)] == [
            SourceHeading("1 An electric ferry for the island", 2),
            SourceHeading("Key points", 3),
            SourceHeading(name, 2),
        ]
        assert [block.label for block in blocks if isinstance(block, SourceParagraph)][-2:] == ["1¶5", "2¶1"]


def test_a_point_of_very_many_paragraphs_names_some_of_them() -> None:
    said = tuple(f"The ferry leaves at dawn on day {day}." for day in range(40))
    of = document(*map(Paragraph, said))
    [point] = only(Points, outline(summary(said, of=of), PLAIN)).points
    assert point.note == "Stated 40 times: "
    assert [reference.label for reference in point.references[-2:]] == ["¶24", "and 16 more"]
