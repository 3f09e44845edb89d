"""What a template asks of a Word file: its logo, the size of its text, its words and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image as Picture

import exporters
import templates
from exporters.docx import render
from exporters.docx.base_document import PATH
from exporters.docx.package import pack
from exporters.docx.sizes import scaled
from summarizer.summary import Summary
from templates import Fonts, Image, Labels, Logo, Metadata, Reference, Template, Text, in_language
from tests.samples import document, summary
from tests.test_docx import (
    ARABIC,
    BRIEFING,
    HANDOUT,
    JAPANESE,
    POINTS,
    made,
    opened,
    printed,
    styled,
    surroundings,
    texts,
    told,
    words,
    xml,
)
from tests.test_docx_reference import REFERENCES, every_reference, new_word_file
from tests.word_checks import R, W, own_findings, parts, validators

LARGE = templates.load("large")
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MILLIMETRE = 36_000


@cache
def picture(format_: str = "PNG", mode: str = "RGBA", size: tuple[int, int] = (60, 20)) -> Image:
    file = BytesIO()
    Picture.new(mode, size).save(file, format_)
    return Image(file.getvalue(), format_, *size)  # type: ignore[arg-type]


LOGO = Logo(picture(), 'The "ring" <of> the\nInstitute & Sons', 12)


def inline(data: bytes) -> Any:
    """The one picture in the text."""
    (found,) = xml(data).iter(f"{DRAWING}inline")
    return found


# --- logo -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "mode", "ending"),
    [("PNG", "RGBA", "png"), ("PNG", "P", "png"), ("JPEG", "RGB", "jpeg"), ("JPEG", "CMYK", "jpeg")],
)
def test_a_logo_stands_above_the_title_and_is_read_out(format_: str, mode: str, ending: str, tmp_path: Path) -> None:
    logo = replace(LOGO, file=picture(format_, mode))
    data = render(summary(), replace(BRIEFING, logo=logo, marking="TLP:RED")).data
    assert validators(data, tmp_path) == []
    assert own_findings(data) == []
    assert [each.style.name for each in opened(data).paragraphs if each.style][:3] == ["Logo", "Kicker", "Title"]
    assert inline(data).find(f"{DRAWING}docPr").get("descr") == LOGO.text
    extent = inline(data).find(f"{DRAWING}extent")
    assert (extent.get("cx"), extent.get("cy")) == (str(36 * MILLIMETRE), str(12 * MILLIMETRE))
    assert logo.file is not None
    assert parts(data)[f"word/media/logo.{ending}"] == logo.file.data


def test_a_page_without_a_logo_has_no_place_for_one() -> None:
    assert texts(made("handout"), "Logo") == []
    assert not [name for name in parts(made("handout")) if "media" in name]


@every_reference
def test_a_logo_on_any_reference(name: str, tmp_path: Path) -> None:
    template = replace(HANDOUT, logo=LOGO, reference=Reference("house.docx", REFERENCES[name]()))
    data = render(summary(), template).data
    assert validators(data, tmp_path) == []
    assert own_findings(data) == []
    numbers = [
        each.get("id") for path in parts(data) if path.endswith("1.xml") for each in xml(data, path).iter("{*}docPr")
    ]
    assert inline(data).find(f"{DRAWING}docPr").get("id") not in numbers
    relationship = next(inline(data).iter("{*}blip")).get(f"{R}embed")
    assert f'Id="{relationship}"'.encode() in parts(data)["word/_rels/document.xml.rels"]
    assert render(summary(), replace(template, logo=Logo())).warnings == render(summary(), template).warnings


def test_a_wide_logo_keeps_within_the_margins_and_its_shape() -> None:
    wide = Logo(replace(picture(), width=6000), "A line", 40)
    extent = inline(render(summary(), replace(HANDOUT, logo=wide)).data).find(f"{DRAWING}extent")
    width, height = int(extent.get("cx")), int(extent.get("cy"))
    assert width == pytest.approx(160 * MILLIMETRE, rel=0.001)
    assert width / height == pytest.approx(300, rel=0.001)


def test_a_logo_on_a_page_whose_margins_leave_no_room(tmp_path: Path) -> None:
    files = parts(new_word_file())
    files["word/document.xml"] = files["word/document.xml"].replace(b'w:left="1440"', b'w:left="14400"')
    template = replace(HANDOUT, logo=LOGO, reference=Reference("house.docx", pack(files)))
    data = render(summary(), template).data
    assert inline(data).find(f"{DRAWING}extent").get("cy") == "212"
    assert validators(data, tmp_path) == []


@pytest.mark.parametrize(("title", "from_the_right"), [(ARABIC, True), ("A title", False)])
def test_a_logo_stands_on_the_side_of_the_title(title: str, from_the_right: bool) -> None:
    (line,) = styled(xml(render(told(ARABIC, title=title), replace(HANDOUT, logo=LOGO)).data), "Logo")
    assert (line.find(f"{W}pPr/{W}bidi") is not None) == from_the_right


PRINT = """
import sys
from tests.test_docx_template import *
sys.stdout.buffer.write(render(summary(), replace(LARGE, logo=LOGO)).data)
"""


def test_the_same_bytes_with_a_logo_everywhere() -> None:
    here = render(summary(), replace(LARGE, logo=LOGO)).data
    assert printed("-c", PRINT, PYTHONHASHSEED="7", TZ="Asia/Kolkata", LC_ALL="C") == here


# --- sizes ----------------------------------------------------------------------------------------------------------


def sizes(data: bytes) -> dict[str, float]:
    """The sizes of text in points, by the ids of the styles; under "" that of running text."""
    root = xml(data, "word/styles.xml")
    found = {"": root.find(f"{W}docDefaults//{W}sz")}
    found |= {style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}sz") for style in root.iter(f"{W}style")}
    return {name: int(size.get(f"{W}val")) / 2 for name, size in found.items() if size is not None}


def test_large_print_has_nothing_that_is_smaller() -> None:
    data = render(summary(), replace(LARGE, marking="TLP:RED")).data
    smallest = {
        int(size.get(f"{W}val"))
        for name in parts(data)
        if name.startswith("word/") and name.endswith(".xml")
        for size in xml(data, name).iter(f"{W}sz", f"{W}szCs")
    }
    assert min(smallest) == 28
    assert sizes(data)[""] == sizes(data)["SourceParagraph"] == sizes(data)["Footer"] == 14
    assert sizes(data)["Title"] > sizes(data)["Heading1"] > sizes(data)["Quote"] > 14


def test_sizes_are_those_of_the_base_document_in_a_handout() -> None:
    assert sizes(made("handout")) == sizes(PATH.read_bytes())
    assert parts(made("handout"))["word/numbering.xml"].count(b'w:left="425"') == 2


@pytest.mark.parametrize(
    ("asked", "points", "size"),
    [
        (10.5, 9, 9),
        (10.9, 23, 23),
        (10.2, 10.5, 10),
        (12, 10.5, 12),
        (13.9, 8, 10.5),
        (14, 8, 14),
        (14, 21, 28),
        (8, 10.5, 8),
    ],
)
def test_a_size_goes_with_that_of_running_text(asked: float, points: float, size: float) -> None:
    assert scaled(points, Fonts(size=asked)) == size


def test_room_for_numbers_grows_with_them() -> None:
    data = render(summary(), replace(LARGE, fonts=Fonts(size=21))).data
    assert parts(data)["word/numbering.xml"].count(b'w:left="850" w:hanging="850"') == 2
    label = xml(data, "word/styles.xml").find(f"{W}style[@{W}styleId='LabelledSourceParagraph']/{W}pPr")
    assert label.find(f"{W}tabs/{W}tab").get(f"{W}pos") == label.find(f"{W}ind").get(f"{W}left") == "1474"
    footer = xml(data, "word/styles.xml").find(f"{W}style[@{W}styleId='Footer']/{W}pPr/{W}tabs/{W}tab")
    assert footer.get(f"{W}pos") == "9070"  # the edge of the page is where it was


def test_a_long_title_in_large_print_is_smaller_but_large() -> None:
    longer = render(summary(), replace(LARGE, metadata=Metadata(title="word " * 40))).data
    assert sizes(longer)["Title"] == scaled(16, LARGE.fonts) == 21.5


def test_the_header_keeps_to_one_line_in_large_print() -> None:
    title = "word " * 40
    shown = {}
    for template in (HANDOUT, LARGE):
        data = render(summary(), replace(template, metadata=Metadata(title=title))).data
        shown[template.name] = dict(surroundings(data))["header"][0]
        assert shown[template.name].endswith(" word…")
    assert len(shown["large"]) * 14 <= len(shown["handout"]) * 9


@pytest.mark.parametrize("before", [HANDOUT, LARGE])
def test_a_title_that_was_cut_is_known_in_a_reference_document(before: Template) -> None:
    old = render(summary(), replace(before, metadata=Metadata(title="An older title " * 20))).data
    data = render(summary(), replace(HANDOUT, reference=Reference("house.docx", old))).data
    assert dict(surroundings(data))["header"] == ["An electric ferry for the island"]


def test_what_a_reference_document_lacks_is_made_in_the_size_of_the_template() -> None:
    template = replace(LARGE, reference=Reference("house.docx", new_word_file()))
    assert min(sizes(render(summary(), template).data).values()) == 14


# --- words ----------------------------------------------------------------------------------------------------------


def pages(data: bytes, part: str) -> list[tuple[str, bool]]:
    """The texts of a footer's runs, or the field that each is, and whether it is set from the right."""
    found = []
    for run in xml(data, part).iter(f"{W}r"):
        code = run.findtext(f"{W}instrText")
        if code or run.find(f"{W}t") is not None:
            found.append(((code or words(run)).strip(), run.find(f"{W}rPr/{W}rtl") is not None))
    return found


ARABIC_WORDS, JAPANESE_WORDS = (in_language(HANDOUT, code) for code in ("ar", "ja"))


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        (in_language(HANDOUT, "de"), ["Seite", "PAGE", "1", "von", "NUMPAGES", "1"]),
        (replace(HANDOUT, labels=Labels(page="of {pages}, {page}th")), ["of", "NUMPAGES", "1", ",", "PAGE", "1", "th"]),
        (replace(HANDOUT, labels=Labels(page="<{page}> & {pages}")), ["<", "PAGE", "1", "> &", "NUMPAGES", "1"]),
        (JAPANESE_WORDS, ["PAGE", "1", "/", "NUMPAGES", "1", "ページ"]),
        (ARABIC_WORDS, ["صفحة", "PAGE", "1", "من", "NUMPAGES", "1"]),
    ],
)
@pytest.mark.parametrize("reference", [None, new_word_file])
def test_the_footer_counts_pages_as_the_label_says(
    template: Template, shown: list[str], reference: Callable[[], bytes] | None
) -> None:
    on = Reference("house.docx", reference()) if reference else None
    data = render(summary(), replace(template, text=Text(footer=""), reference=on)).data
    footers = [name for name in parts(data) if re.fullmatch(r"word/footer\d\.xml", name)]
    assert len(footers) == 2
    for name in footers:
        assert [text for text, _ in pages(data, name)] == shown
    assert own_findings(data) == []


@pytest.mark.parametrize("reference", [None, new_word_file])
def test_a_footer_in_arabic_is_set_from_the_right(reference: Callable[[], bytes] | None, tmp_path: Path) -> None:
    on = Reference("house.docx", reference()) if reference else None
    data = render(told(ARABIC, title=ARABIC, language="ar"), replace(ARABIC_WORDS, reference=on)).data
    for name in [name for name in parts(data) if re.fullmatch(r"word/footer\d\.xml", name)]:
        assert xml(data, name)[0].find(f"{W}pPr/{W}bidi") is not None
        assert [rtl for text, rtl in pages(data, name) if re.search("[ء-ي]", text)] == [True] * 3
        assert not any(rtl for text, rtl in pages(data, name) if text in ("PAGE", "NUMPAGES", "1"))
    assert validators(data, tmp_path) == []
    assert own_findings(data) == []


def test_a_label_that_begins_with_a_number_is_set_as_its_words_are() -> None:
    template = replace(HANDOUT, labels=Labels(page="{page} من {pages}"))
    assert xml(render(summary(), template).data, "word/footer1.xml")[0].find(f"{W}pPr/{W}bidi") is not None


def test_words_of_ours_are_set_in_their_own_direction() -> None:
    """An Arabic handout whose labels are English, and the other way round: each word as it is read."""
    english = render(told(ARABIC, title=ARABIC, language="ar"), POINTS).data
    arabic = render(told("A sentence.", language="en"), in_language(POINTS, "ar")).data
    for data, from_the_right in ((english, False), (arabic, True)):
        for style in ("Heading1", "Notice"):
            for line in styled(xml(data), style):
                assert (line.find(f"{W}pPr/{W}bidi") is not None) == from_the_right
        (note, *_) = styled(xml(data), "RepetitionNote")
        assert (note.find(f"{W}rPr/{W}rtl") is not None) == from_the_right


def test_a_date_among_arabic_words_reads_as_it_is_written() -> None:
    template = replace(ARABIC_WORDS, metadata=Metadata(date="2026-11-18"))
    (facts,) = styled(xml(render(told(ARABIC, language="ar"), template).data), "Subtitle")
    directions = {words(run): run.find(f"{W}rPr/{W}rtl") is not None for run in facts.iter(f"{W}r")}
    assert directions["\u200e2026-11-18"] is False
    assert directions["التاريخ"] is True


@pytest.mark.parametrize(
    ("code", "heading"), [("ar", "النقاط الرئيسية"), ("ja", "要点"), ("zh", "要点"), ("sv", "Huvudpunkter")]
)
def test_a_handout_speaks_the_language_of_the_summary(code: str, heading: str, tmp_path: Path) -> None:
    text = {"ar": ARABIC, "ja": JAPANESE}.get(code, "A sentence.")
    data = exporters.render(told(text, language=code), "docx", replace(POINTS, marking="TLP:GREEN", logo=LOGO)).data
    assert heading in texts(data, "Heading 1")
    assert validators(data, tmp_path) == []
    assert own_findings(data) == []


# --- what the file says of itself -----------------------------------------------------------------------------------


def sourced(**source: Any) -> Summary:
    """The sample summary of a source that says something of itself."""
    of = summary()
    return replace(of, documents=tuple(replace(each, source=replace(each.source, **source)) for each in of.documents))


def test_properties_come_from_the_source_and_the_summary() -> None:
    of = sourced(author="Ben Okoro", date="2025-03-01")
    core = opened(render(of, HANDOUT).data).core_properties
    assert (core.title, core.author, core.language) == ("An electric ferry for the island", "Ben Okoro", "en")
    assert core.subject == of.short[0].sentence.text
    assert core.keywords == ", ".join(of.terms)
    assert str(core.created) == str(core.modified) == "2025-03-01 00:00:00+00:00"


def test_the_user_s_date_and_author_go_before_the_source_s() -> None:
    of = sourced(author="Ben Okoro", date="2025-03-01")
    data = render(of, replace(HANDOUT, metadata=Metadata(author="Ana Ruiz", date="2026-11-18"))).data
    assert opened(data).core_properties.author == "Ana Ruiz"
    assert str(opened(data).core_properties.created).startswith("2026-11-18")
    assert texts(data, "Subtitle")[0].split("\u00a0· ")[1] == "Date\u00a02026-11-18"


def test_a_date_in_words_is_shown_as_it_is_and_leaves_the_file_undated() -> None:
    data = render(sourced(date="early in 2025"), HANDOUT).data
    assert texts(data, "Subtitle")[0].split("\u00a0· ")[1] == "Date\u00a0early in 2025"
    assert str(opened(data).core_properties.created).startswith("2000-01-01")


def test_a_source_without_a_date_shows_none() -> None:
    assert "Date" not in texts(made("handout"), "Subtitle")[0]
    assert "Date" not in texts(render(replace(summary(), documents=(document(),)), HANDOUT).data, "Subtitle")[0]


@pytest.mark.parametrize("on_reference", [False, True])
def test_nothing_of_a_reference_document_is_among_the_properties(on_reference: bool) -> None:
    old = render(sourced(author="Somebody Else", date="1999-09-09"), HANDOUT).data
    on = Reference("house.docx", old) if on_reference else None
    data = render(summary(), replace(HANDOUT, reference=on)).data
    assert b"Somebody" not in b"".join(parts(data).values())
    root = etree.fromstring(parts(data)["docProps/core.xml"])
    assert {etree.QName(each).localname for each in root if each.text} == {
        *("title", "subject", "keywords", "language", "created", "modified", "revision"),
    }
