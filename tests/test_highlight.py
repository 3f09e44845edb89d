"""The source itself with what the summary quotes marked in it: the same sentences, notes and asides in every format."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import templates
from exporters import render
from exporters.outline import outline
from exporters.parts import Facts, Run, SourceHeading, SourceParagraph, SourceText
from summarizer import Document, Heading, ListItem, Paragraph, Summary, read, summarize
from templates import View
from tests.conftest import Golden
from tests.samples import document, summary
from tests.test_pdf import failures
from tests.word_checks import own_findings, validators

HIGHLIGHT = templates.load("highlight")
STORY = Path(__file__).parent / "corpus" / "story.md"
ESCAPE = re.compile(r"\x1b\[[\d;]*m")


@cache
def story() -> Summary:
    return summarize(read(STORY))


def blocks(of: Summary, template: templates.Template = HIGHLIGHT) -> list[SourceHeading | SourceParagraph]:
    return [block for part in outline(of, template) if isinstance(part, SourceText) for block in part.blocks]


def runs(of: Summary, template: templates.Template = HIGHLIGHT) -> list[Run]:
    return [run for block in blocks(of, template) if isinstance(block, SourceParagraph) for run in block.runs]


def test_every_block_of_the_source_is_there_in_order() -> None:
    drawn = [
        block.text if isinstance(block, SourceHeading) else "".join(run.text for run in block.runs)
        for block in blocks(story())
    ]
    assert drawn == [block.text for block in story().documents[0].blocks]


@pytest.mark.parametrize("views", [templates.VIEWS, ("short",), ("bullets", "medium")])
def test_what_is_marked_is_what_the_views_show(views: tuple[View, ...]) -> None:
    marked = [run.text for run in runs(story(), replace(HIGHLIGHT, views=views)) if run.is_marked]
    shown = {line.sentence.place: line.sentence.text for view in views for line in getattr(story(), view)}
    assert marked == [shown[place] for place in sorted(shown)]


def test_a_note_says_how_often_and_where() -> None:
    [run] = [run for run in runs(summary()) if run.text.startswith("Officials")]
    assert run.remark == " (stated 2 times: ¶2, ¶4)"
    assert [reference.anchor for reference in run.points] == ["source_1_2", "source_1_4"]
    [once] = [run for run in runs(summary()) if run.text.startswith("Critics")]
    assert (once.is_marked, once.remark) == (True, "")
    without = replace(HIGHLIGHT, show=replace(HIGHLIGHT.show, counts=False))
    assert {run.remark for run in runs(summary(), without)} == {""}


def test_the_facts_say_how_much_is_marked() -> None:
    [facts] = [part for part in outline(summary(), HIGHLIGHT) if isinstance(part, Facts)]
    assert facts.items[-1] == ("Marked", "58 words (82 %)")


def test_several_sources_stand_one_behind_the_other() -> None:
    documents = [read(STORY), document()]
    drawn = blocks(summarize(documents))
    assert [block.text for block in drawn if isinstance(block, SourceHeading) and block.level == 2] == [
        "1 The Lantern Line Returns to Harrow Bay",
        "2 An electric ferry for the island",
    ]
    labels = [block.label for block in drawn if isinstance(block, SourceParagraph) and not block.aside]
    assert labels[0] == "1¶1"
    assert labels[-1] == "2¶5"


def test_a_source_without_a_sentence_says_so() -> None:
    nothing = Summary((document(),), None, "en", "centroid", (), (), (), ())
    assert "No summary could be made" in render(nothing, "txt", HIGHLIGHT).data.decode()


# -- text --


def test_golden_pages(golden: Golden) -> None:
    golden("ferry.highlight.txt", render(summary(), "txt", replace(HIGHLIGHT, columns=60)).data)
    golden("ferry.highlight.color.txt", render(summary(), "txt", replace(HIGHLIGHT, columns=60, color=True)).data)
    golden("ferry.highlight.md", render(summary(), "md", HIGHLIGHT).data)


@pytest.mark.parametrize("columns", [20, 33, 72])
def test_colour_marks_what_signs_mark(columns: int) -> None:
    wide = replace(HIGHLIGHT, columns=columns)
    signed = render(story(), "txt", replace(wide, columns=10**6)).data.decode()
    colored = render(story(), "txt", replace(wide, color=True)).data.decode()
    lit = re.findall(r"\x1b\[1;4m(.*?)\x1b\[0m", colored, re.DOTALL)
    sentences = re.findall("⟦(.*?)⟧", signed)
    assert "".join("".join(lit).split()) == "".join("".join(sentences).split())
    assert all(len(ESCAPE.sub("", line)) <= columns for line in colored.splitlines())
    assert "\ufdd0" not in colored + signed
    assert "\ufdd1" not in colored + signed


def test_ascii_marks_with_ascii() -> None:
    text = render(summary(), "txt", replace(HIGHLIGHT, ascii=True, color=True)).data
    assert text.isascii()
    assert b"[[The new ferry will cut fuel costs by 40 percent.]]" in text


def test_markdown_is_bold_where_that_can_be_told() -> None:
    chinese = "小镇图书馆经过两年的翻修重新开放。孩子们立刻跑向漫画书架。"
    of = summarize(Document(document().source, None, "zh", (Paragraph(chinese),)))
    assert (
        "¶1 ⟦小镇图书馆经过两年的翻修重新开放。⟧⟦孩子们立刻跑向漫画书架。⟧" in render(of, "md", HIGHLIGHT).data.decode()
    )
    assert "¶5 **Critics doubt" in render(summary(), "md", HIGHLIGHT).data.decode()


# -- pages --


def test_a_page_marks_and_leads_from_place_to_place() -> None:
    page = render(summary(), "html", HIGHLIGHT).data.decode()
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert marks == [run.text for run in runs(summary()) if run.is_marked]
    assert '(stated 2 times: <a href="#source_1_2"' in page
    assert '<main class="alone">' in page
    assert '<div class="summary">' not in page


LISTS = (
    Paragraph("The work is done in this order."),
    ListItem("The asphalt is lifted."),
    ListItem("At night, that is.", depth=1),
    Heading("Costs", 2),
    Paragraph("It costs 5 million."),
)


@pytest.mark.parametrize("of", [summary(), story(), summarize(document(*LISTS))], ids=["ferry", "story", "lists"])
def test_a_pdf_is_accessible_and_archival(of: Summary) -> None:
    assert failures(render(of, "pdf", HIGHLIGHT).data) == []


@pytest.mark.parametrize("of", [summary(), story(), summarize(document(*LISTS))], ids=["ferry", "story", "lists"])
def test_a_word_document_has_no_findings(of: Summary, tmp_path: Path) -> None:
    data = render(of, "docx", HIGHLIGHT).data
    assert [*validators(data, tmp_path), *own_findings(data)] == []
