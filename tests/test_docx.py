"""The Word exporter, looked at from outside: through python-docx, the raw parts, and two validators."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import docx.document
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import templates
from exporters.docx import render
from exporters.docx.base_document import PATH, base_document
from exporters.docx.scripts import base_script, split
from exporters.outline import outline
from exporters.parts import Points, SourceParagraph, SourceText
from summarizer.document import Heading, Paragraph
from summarizer.summary import KeyPoint, Shown, Summary
from templates import Colors, Metadata, Page, Template
from tests.samples import document, sentence, summary
from tests.word_checks import W, broken_links, out_of_order, own_findings, parts, validators

ROOT = Path(__file__).parent.parent

BRIEFING, HANDOUT, PLAIN = (templates.load(name) for name in ("briefing", "handout", "plain"))
POINTS = replace(HANDOUT, views=("bullets",))
QUOTED = replace(POINTS, show=replace(HANDOUT.show, appendix="quoted"))
MARKED = replace(BRIEFING, marking="TLP:AMBER+STRICT", page=Page("Letter"))

HOSTILE = (
    "<b>Bold</b> & &amp; <img src=/etc/hostname> {{x}}.",
    "A \x00 zero, a \ud800 half, a \ufffe none and a \x1b[31m colour.",
    "One\ttab, a\u2028line and a\u0085break.",
    "See javascript:alert(1) or file:///etc/passwd.",
    "W" * 3000,
)
ARABIC = "اليابان وحلف الأطلسي (NATO) في عام 2024، وهي خطوة أثارت مخاوف."
HEBREW = "יפן (2024) חברה חדשה."
JAPANESE = "日本とNATOは「情報」を共有する。"


def told(*texts: str, title: str = "A title", sources: int = 1, language: str = "en") -> Summary:
    """A summary of documents that all consist of *texts*, each of which is a point."""
    of = document(Heading("A head", 3), *map(Paragraph, texts), title=title)
    statements = [sentence(of, text, source) for source in range(sources) for text in texts]
    points = tuple(KeyPoint((statement,), 0.5) for statement in statements)
    lines = tuple(Shown(statement, (number,), 0.5) for number, statement in enumerate(statements))
    return Summary((of,) * sources, title, language, "centroid", lines[:1], lines, lines, points, ("term",))


NOTHING = Summary((document(),), None, "en", "centroid", (), (), (), ())

SAMPLES: Mapping[str, tuple[Summary, Template]] = {
    "briefing": (summary(), BRIEFING),
    "handout": (summary(), HANDOUT),
    "plain": (summary(), PLAIN),
    "quoted": (summary(), QUOTED),
    "marked": (summary(), MARKED),
    "nothing": (NOTHING, BRIEFING),
    "hostile": (told(*HOSTILE, title="<i>\x00 & “title” " * 20, language='en"<'), replace(MARKED, marking="<b>\x01&")),
    "scripts": (told(ARABIC, HEBREW, JAPANESE, title=ARABIC, language="ar"), BRIEFING),
    "two sources": (told("One is here.", "Two is there.", sources=2), BRIEFING),
}
every_sample = pytest.mark.parametrize("name", SAMPLES)


@cache
def made(name: str) -> bytes:
    return render(*SAMPLES[name]).data


def xml(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[name])


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(data))


def texts(data: bytes, style: str) -> list[str]:
    """The texts of the paragraphs in *style*, in order."""
    return [each.text for each in opened(data).paragraphs if each.style and each.style.name == style]


def points_of(name: str) -> Points:
    (points,) = (part for part in outline(*SAMPLES[name]) if isinstance(part, Points))
    return points


def source_of(name: str) -> list[SourceParagraph]:
    (source,) = (part for part in outline(*SAMPLES[name]) if isinstance(part, SourceText))
    return [block for block in source.blocks if isinstance(block, SourceParagraph)]


def styled(root: Any, style: str) -> list[Any]:
    """The paragraphs and runs of a part whose style has that id."""
    return [
        mark.getparent().getparent() for mark in root.iter(f"{W}pStyle", f"{W}rStyle") if mark.get(f"{W}val") == style
    ]


def words(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


# Validity


@every_sample
def test_validators_find_nothing(name: str, tmp_path: Path) -> None:
    assert validators(made(name), tmp_path) == []
    assert own_findings(made(name)) == []


@every_sample
def test_links_and_bookmarks_fit_together(name: str) -> None:
    assert broken_links(xml(made(name))) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'w:anchor="point_1"', b'w:anchor="nowhere"', "nowhere is nowhere"),
        (b'w:name="point_2"', b'w:name="point_1"', "point_1 is twice there"),
        (b'bookmarkStart w:id="2"', b'bookmarkStart w:id="1"', "number 1 is twice there"),
        (b'w:name="point_1"', b'w:name="%s"' % (b"a" * 41), f"{'a' * 41} is no name"),
    ],
)
def test_a_broken_link_is_noticed(old: bytes, new: bytes, problem: str) -> None:
    broken = parts(made("handout"))["word/document.xml"].replace(old, new)
    assert problem in broken_links(etree.fromstring(broken))


@every_sample
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    for path in parts(made(name)):
        if path.startswith("word/") and path.endswith(".xml"):
            assert out_of_order(xml(made(name), path)) == []


def test_a_wrong_order_is_noticed() -> None:
    root = etree.fromstring(f'<w:pPr xmlns:w="{W[1:-1]}"><w:bidi/><w:pStyle w:val="Quote"/></w:pPr>')
    assert len(out_of_order(root)) == 1


@every_sample
def test_every_style_that_is_used_is_there(name: str) -> None:
    have = {style.get(f"{W}styleId") for style in xml(made(name), "word/styles.xml").iter(f"{W}style")}
    for path in parts(made(name)):
        if path.startswith("word/") and path.endswith(".xml"):
            marks = xml(made(name), path).iter(f"{W}pStyle", f"{W}rStyle", f"{W}basedOn", f"{W}next")
            assert {mark.get(f"{W}val") for mark in marks} <= have


@every_sample
def test_every_paragraph_has_a_style_and_no_look_of_its_own(name: str) -> None:
    root = xml(made(name))
    allowed = {f"{W}{tag}" for tag in ("pStyle", "bidi", "rStyle", "rFonts", "rtl", "lang")}
    assert {child.tag for kind in ("pPr", "rPr") for each in root.iter(W + kind) for child in each} <= allowed
    assert all(each.find(f"{W}pPr/{W}pStyle") is not None for each in root.iter(f"{W}p"))


def test_headings_stay_with_what_follows() -> None:
    styles = opened(PATH.read_bytes()).styles
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Notice"):
        assert styles[name].paragraph_format.keep_with_next


# The text


@every_sample
def test_spaces_at_the_ends_of_runs_are_kept(name: str) -> None:
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert {text.get(space) for text in xml(made(name)).iter(f"{W}t")} == {"preserve"}


@every_sample
def test_every_key_point_is_there_verbatim(name: str) -> None:
    if name == "nothing":
        return
    shown = [text.split("\nStated ")[0] for text in texts(made(name), "List Number")]
    assert shown == [
        re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800\ufffe]", "\ufffd", p.text) for p in points_of(name).points
    ]


def test_a_key_point_says_how_often_and_where_it_is_stated() -> None:
    assert texts(made("handout"), "List Number") == [
        "The council will replace the diesel ferry with an electric one.\nStated 2 times: ¶1, ¶3",
        "The new ferry will cut fuel costs by 40 percent.\nStated 2 times: ¶2, ¶4",
        "Critics doubt that the harbour has enough power for charging.\nStated once: ¶5",
    ]
    notes = [words(run) for run in styled(xml(made("handout")), "RepetitionNote")]
    assert [note for note in notes if note.strip("\u00a0")] == ["Stated 2 times: ", ", "] * 2 + ["Stated once: "]


def test_counts_can_be_left_out() -> None:
    template = replace(HANDOUT, show=replace(HANDOUT.show, counts=False))
    assert texts(render(summary(), template).data, "List Number")[2] == (
        "Critics doubt that the harbour has enough power for charging."
    )


def test_the_page_from_top_to_bottom() -> None:
    found = [(each.style.name, each.text) for each in opened(made("briefing")).paragraphs if each.style]
    ferry, costs, doubt = (each.split("\n")[0] for each in texts(made("briefing"), "List Number"))
    assert found[:7] == [
        ("Kicker", "BRIEFING NOTE"),
        ("Title", "An electric ferry for the island"),
        ("Subtitle", "Source\u00a0ferry.txt, 71 words\u00a0· At a glance\u00a027 words (38 %)"),
        ("Heading 1", "At a glance"),
        ("Quote", " ".join(line.sentence.text for line in summary().short)),
        ("Heading 1", "Key points"),
        ("List Number", f"{ferry}\nStated 2 times: ¶1, ¶3"),
    ]
    assert [style for style, _ in found[9:]] == [
        "Heading 1",
        "Normal",
        "Heading 1",
        "Notice",
        "Source Paragraph",
        "Source Paragraph",
        "Heading 2",
        *["Source Paragraph"] * 3,
    ]
    assert found[-1] == ("Source Paragraph", f"{doubt}\u00a0[3]")
    assert found[-2] == ("Source Paragraph", f"{costs}\u00a0[2]")


def test_a_plain_page_has_neither_box_nor_source() -> None:
    names = {each.style.name for each in opened(made("plain")).paragraphs if each.style}
    assert names == {"Title", "Subtitle", "Heading 1", "Normal", "List Number"}
    assert not list(xml(made("plain")).iter(f"{W}hyperlink"))
    assert "Stated 2 times: ¶1, ¶3" in texts(made("plain"), "List Number")[0]


def test_a_summary_of_nothing_says_so() -> None:
    assert texts(made("nothing"), "Notice") == ["No summary could be made: the source has no sentence."]


def test_headings_never_skip_a_level() -> None:
    for name in SAMPLES:
        names = [each.style.name or "" for each in opened(made(name)).paragraphs if each.style]
        levels = [0, *(int(each[-1]) for each in names if each.startswith("Heading "))]
        assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    assert texts(made("two sources"), "Heading 2") == ["1 A title", "2 A title"]
    assert texts(made("two sources"), "Heading 3") == ["A head", "A head"]


def test_markup_comes_out_as_it_is() -> None:
    data = made("hostile")
    assert texts(data, "List Number")[0].startswith(HOSTILE[0])
    assert texts(data, "Title")[0].startswith("<i>\ufffd & “title”")
    assert not list(xml(data).iter(f"{W}drawing", f"{W}pict", f"{W}fldSimple", f"{W}instrText"))


def test_what_xml_cannot_carry_is_replaced_and_said() -> None:
    rendered = render(*SAMPLES["hostile"])
    assert rendered.warnings == ("characters that Word cannot hold are shown as \ufffd",)
    assert (
        "A \ufffd zero, a \ufffd half, a \ufffd none and a \ufffd[31m colour." in texts(rendered.data, "List Number")[1]
    )
    assert render(*SAMPLES["handout"]).warnings == ()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_sentence_comes_back(text: str) -> None:
    (line,) = texts(render(told(text), POINTS).data, "List Number")
    carried = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert line == f"{carried}\nStated once: ¶1"


# Numbers and links


def numbering(data: bytes, style: str) -> tuple[str, str]:
    """The form and the pattern of the numbers that Word gives to paragraphs in *style*."""
    styles, lists = xml(data, "word/styles.xml"), xml(data, "word/numbering.xml")
    number = styles.find(f"{W}style[@{W}styleId='{style}']/{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    abstract = lists.find(f"{W}num[@{W}numId='{number}']/{W}abstractNumId").get(f"{W}val")
    level = lists.find(f"{W}abstractNum[@{W}abstractNumId='{abstract}']/{W}lvl")
    assert level.find(f"{W}pStyle").get(f"{W}val") == style
    assert level.find(f"{W}start").get(f"{W}val") == "1"
    return level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}lvlText").get(f"{W}val")


def test_lists_are_numbered_by_their_styles() -> None:
    data = made("handout")
    assert numbering(data, "ListNumber") == ("decimal", "%1")
    assert numbering(data, "SourceParagraph") == ("decimal", "¶%1")
    assert numbering(data, "ListBullet") == ("bullet", "•")
    assert not list(xml(data).iter(f"{W}numPr"))


def test_word_counts_the_paragraphs_of_one_whole_source() -> None:
    shown = styled(xml(made("handout")), "SourceParagraph")
    assert [block.label for block in source_of("handout")] == [f"¶{n}" for n in range(1, len(shown) + 1)]
    for paragraph, block in zip(shown, source_of("handout"), strict=True):
        assert paragraph.find(f"{W}bookmarkStart").get(f"{W}name") == block.anchor


@pytest.mark.parametrize(
    ("of", "template", "labels"),
    [
        (summary(("Critics doubt that the harbour has enough power for charging.",)), QUOTED, ["¶5"]),
        (told("One is here.", "Two is there.", sources=2), HANDOUT, ["1¶1", "1¶2", "2¶1", "2¶2"]),
    ],
)
def test_labels_are_text_where_word_would_count_otherwise(of: Summary, template: Template, labels: list[str]) -> None:
    data = render(of, template).data
    assert texts(data, "Source Paragraph") == []
    assert [text.split("\t")[0] for text in texts(data, "Labelled Source Paragraph")] == labels
    style = xml(data, "word/styles.xml").find(f"{W}style[@{W}styleId='LabelledSourceParagraph']")
    assert style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"


def test_points_and_source_lead_to_each_other() -> None:
    links = [
        (words(link), link.get(f"{W}anchor"), link.get(f"{W}tooltip"))
        for link in xml(made("handout")).iter(f"{W}hyperlink")
    ]
    assert links[:3] == [
        ("¶1", "source_1_1", "Paragraph 1"),
        ("¶3", "source_1_3", "Paragraph 3"),
        ("¶2", "source_1_2", "Paragraph 2"),
    ]
    assert links[-1] == ("[3]", "point_3", "Back to key point 3")


def test_a_place_that_is_not_on_the_page_is_named_without_a_link() -> None:
    of = told("One is here.", "Two is there.")
    elsewhere = of.points[0].statements[0]._replace(place=of.points[0].statements[0].place._replace(paragraph=99))
    data = render(replace(of, points=(KeyPoint((elsewhere,), 0.5), of.points[1])), HANDOUT).data
    assert texts(data, "List Number")[0] == "One is here.\nStated once: ¶99"
    assert broken_links(xml(data)) == []


def test_key_sentences_are_shaded_and_numbered() -> None:
    shaded = styled(xml(made("handout")), "KeySentence")
    assert [words(run) for run in shaded] == [
        run.text for block in source_of("handout") for run in block.runs if run.points
    ]
    for run in shaded:
        glue, link = run.getnext(), run.getnext().getnext()
        assert words(glue) == "\u00a0"
        assert re.fullmatch(r"\[\d+\]", words(link))


# Scripts


def test_right_to_left_text_is_set_from_the_right() -> None:
    arabic, hebrew, japanese = styled(xml(made("scripts")), "SourceParagraph")
    assert arabic.find(f"{W}pPr/{W}bidi") is not None
    assert japanese.find(f"{W}pPr/{W}bidi") is None
    directions = [(words(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in arabic.iter(f"{W}r")][:3]
    assert directions == [
        ("اليابان وحلف الأطلسي (", True),
        ("NATO", False),
        (") في عام 2024، وهي خطوة أثارت مخاوف.", True),
    ]
    assert arabic.find(f".//{W}lang").get(f"{W}bidi") == "ar-SA"
    assert hebrew.find(f".//{W}lang").get(f"{W}bidi") == "he-IL"


def test_east_asian_text_asks_for_its_font() -> None:
    japanese = styled(xml(made("scripts")), "SourceParagraph")[2]
    hints = [
        words(run) for run in japanese.iter(f"{W}r") if run.find(f"{W}rPr/{W}rFonts[@{W}hint='eastAsia']") is not None
    ]
    assert hints == ["日本と", "は「情報」を共有する。"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Plain “text”, 2024.", [("Plain “text”, 2024.", "latin")]),
        ("", []),
        ("日本 2024 “NATO”", [("日本 2024 “", "east_asian"), ("NATO", "latin"), ("”", "east_asian")]),
        ("See 日本, 😀 end", [("See ", "latin"), ("日本", "east_asian"), (", 😀 end", "latin")]),
        ("עברית, NATO.", [("עברית, ", "right_to_left"), ("NATO", "latin"), (".", "right_to_left")]),
        ("At 5 “עברית 7” o’clock", [("At 5 “", "latin"), ("עברית 7", "right_to_left"), ("” o’clock", "latin")]),
    ],
)
def test_stretches_of_one_script(text: str, pieces: list[tuple[str, str]]) -> None:
    assert list(split(text, base_script(text))) == pieces


@given(st.text(st.characters() | st.sampled_from("אבעربية日本かな한 (1).\u0301")))
def test_stretches_are_the_text(text: str) -> None:
    pieces = list(split(text, base_script(text)))
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    assert all(one != other for (_, one), (_, other) in pairwise(pieces))


# What surrounds the text


@pytest.mark.parametrize(("name", "size"), [("handout", (210.0, 297.0)), ("marked", (215.9, 279.4))])
def test_page_size(name: str, size: tuple[float, float]) -> None:
    section = opened(made(name)).sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    width, height, left, right = (length.mm for length in sizes if length is not None)
    assert (width, height) == pytest.approx(size, abs=0.1)
    assert width - left - right == pytest.approx(160, abs=0.1)


def surroundings(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """Header and footer of the first and of the other pages, each with the texts of its paragraphs."""
    section = opened(data).sections[0]
    assert section.different_first_page_header_footer
    for name in ("first_page_header", "header", "first_page_footer", "footer"):
        yield name, [paragraph.text for paragraph in getattr(section, name).paragraphs]


def test_marking_stands_on_every_page_and_among_the_facts() -> None:
    banner = "\u00a0TLP:AMBER+STRICT\u00a0"
    footer = ["Page 1 of 1\tExtracted from the source text; nothing added.", banner]
    assert dict(surroundings(made("marked"))) == {
        "first_page_header": [banner],
        "header": [banner, "An electric ferry for the island"],
        "first_page_footer": footer,
        "footer": footer,
    }
    facts = texts(made("marked"), "Subtitle")[0]
    assert facts.endswith("\u00a0· Handling\u00a0TLP:AMBER+STRICT")  # so that no line begins with the dot
    assert "TLP:AMBER+STRICT" in opened(made("marked")).core_properties.keywords


@pytest.mark.parametrize(
    ("marking", "color"),
    [("TLP:RED", "FF2B2B"), ("tlp:green", "33FF00"), ("TLP:CLEAR", "FFFFFF"), ("For internal use", "FFFFFF")],
)
def test_marking_has_its_color_on_black(marking: str, color: str) -> None:
    data = render(summary(), replace(HANDOUT, marking=marking)).data
    style = xml(data, "word/styles.xml").find(f"{W}style[@{W}styleId='HandlingMarking']/{W}rPr")
    assert style.find(f"{W}color").get(f"{W}val") == color
    assert style.find(f"{W}shd").get(f"{W}fill") == "000000"


def test_no_marking_no_banner() -> None:
    footer = ["Page 1 of 1\tExtracted from the source text; nothing added."]
    assert dict(surroundings(made("handout"))) == {
        "first_page_header": [""],
        "header": ["An electric ferry for the island"],
        "first_page_footer": footer,
        "footer": footer,
    }


def test_footer_without_words_of_the_template() -> None:
    template = replace(HANDOUT, text=replace(HANDOUT.text, footer=""))
    assert dict(surroundings(render(summary(), template).data))["footer"] == ["Page 1 of 1"]


def test_a_long_title_is_cut_in_the_header_and_set_smaller() -> None:
    data = render(summary(), replace(HANDOUT, metadata=Metadata(title="word " * 40))).data
    assert dict(surroundings(data))["header"] == ["word " * 17 + "word…"]
    title = opened(data).styles["Title"]
    assert title.font.size.pt == 16
    assert opened(made("handout")).styles["Title"].font.size.pt == 23


@every_sample
def test_the_only_fields_count_pages(name: str) -> None:
    fields = [
        field.text.strip()
        for path in parts(made(name))
        if path.endswith(".xml")
        for field in xml(made(name), path).iter(f"{W}instrText")
    ]
    assert sorted(fields) == ["NUMPAGES", "NUMPAGES", "PAGE", "PAGE"]


def test_colors_are_the_template_s() -> None:
    new = Colors("#000001", "#000002", "#000003", "#000004", "#000005", "#000006")
    data = render(summary(), replace(HANDOUT, colors=new)).data
    look = b"".join(parts(data)[f"word/{name}.xml"] for name in ("styles", "numbering", "theme1"))
    for name in Colors.__slots__:
        assert getattr(new, name)[1:].encode() in look
        assert getattr(Colors(), name)[1:].encode() not in look


def test_properties() -> None:
    given_ = Metadata("A title", "Ana Ruiz", "2026-11-18", "Ferries", "ferry, harbour", "fr")
    properties = opened(render(summary(), replace(HANDOUT, metadata=given_)).data).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("A title", "Ana Ruiz", "Ana Ruiz")
    assert (properties.subject, properties.keywords, properties.language) == ("Ferries", "ferry, harbour", "fr")
    assert properties.created == properties.modified
    assert str(properties.created).startswith("2026-11-18 00:00:00")
    assert properties.revision == 1


@pytest.mark.parametrize("date", [None, "18 November 2026", "2026-02-30", "20261118", "0001-01-01"])
def test_a_date_that_is_none_leaves_the_file_undated(date: str | None) -> None:
    data = render(summary(), replace(HANDOUT, metadata=Metadata(date=date))).data
    assert str(opened(data).core_properties.created).startswith("2000-01-01 00:00:00")


def test_long_properties_are_cut() -> None:
    properties = opened(render(summary(), replace(HANDOUT, metadata=Metadata(title="x" * 999))).data).core_properties
    assert properties.title == "x" * 255


@pytest.mark.parametrize(
    ("language", "kind", "tag"),
    [("de", "val", "de-DE"), ("en-GB", "val", "en-GB"), ("ja", "eastAsia", "ja-JP"), ("he", "bidi", "he-IL")],
)
def test_language(language: str, kind: str, tag: str) -> None:
    data = render(told("A sentence.", language=language), HANDOUT).data
    assert opened(data).core_properties.language == language
    assert xml(data, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang").get(W + kind) == tag
    assert xml(data, "word/settings.xml").find(f"{W}themeFontLang").get(W + kind) == tag


# The file


def test_nothing_is_left_over() -> None:
    made_of = parts(made("marked"))
    assert set(made_of) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(f"word/{name}.xml" for name in ("document", "fontTable", "numbering", "settings", "styles", "theme1")),
        *(f"word/{name}{number}.xml" for name in ("header", "footer") for number in (1, 2)),
    }
    everything = b"".join(made_of.values())
    for leftover in (b"python-docx", b"2013-", b"rsid", b"stylesWithEffects", b"customXml", b"TargetMode", b"docId"):
        assert leftover not in everything
    settings = xml(made("marked"), "word/settings.xml")
    mode = settings.find(f"{W}compat/{W}compatSetting[@{W}name='compatibilityMode']")
    assert mode.get(f"{W}val") == "15"


def test_members_are_sorted_and_dated_alike() -> None:
    with ZipFile(BytesIO(made("handout"))) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names == ["[Content_Types].xml", "_rels/.rels", *sorted(names[2:])]


PRINT = "import sys; from tests.test_docx import *; sys.stdout.buffer.write(render(*SAMPLES['scripts']).data)"


@pytest.mark.parametrize(
    "surrounding",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Caracas", "LC_ALL": "tr_TR.UTF-8"},
    ],
)
def test_the_same_bytes_everywhere(surrounding: dict[str, str]) -> None:
    assert printed("-c", PRINT, **surrounding) == made("scripts")


def printed(*arguments: str, **surrounding: str) -> bytes:
    environment = {**os.environ, **surrounding}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=True
    ).stdout


def test_the_base_document_is_what_its_module_makes() -> None:
    assert PATH.read_bytes() == base_document()
    assert printed("-m", "exporters.docx.base_document", PYTHONHASHSEED="3") == base_document()


def test_the_base_document_is_valid(tmp_path: Path) -> None:
    assert validators(PATH.read_bytes(), tmp_path) == []
    assert opened(PATH.read_bytes()).paragraphs == []


def test_many_points_take_little_time() -> None:
    many = told(*(f"Sentence {number} is about ferry {number}." for number in range(2000)))
    begun = time.process_time()
    data = render(many, HANDOUT).data
    assert time.process_time() - begun < 2
    assert len(styled(xml(data), "ListNumber")) == 2000


def test_a_document_of_its_own_is_made_each_time() -> None:
    first = render(summary(), MARKED).data
    render(told(*HOSTILE), replace(BRIEFING, marking="TLP:RED"))
    assert render(summary(), MARKED).data == first
