"""The HTML page: whole without a script, closed to the outside, quoted verbatim, and built for every reader."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import exporters
import templates
from exporters.html.style import style
from summarizer import Length, Options, summarize
from summarizer.document import Aside, Heading, ListItem, Paragraph
from summarizer.sentences import Place
from summarizer.summary import KeyPoint, Shown, Summary, generator
from templates import Colors, Image, Logo, Metadata, Show, Template
from templates.contrast import LEAST, contrast
from tests.conftest import Golden
from tests.growth import grows_in_proportion
from tests.samples import document, sentence, summary

BRIEFING = templates.load("briefing")
ARTICLE = Path(__file__).parent.parent / "examples" / "article.txt"


def source(made: Summary, template: Template = BRIEFING) -> str:
    return exporters.render(made, "html", template).data.decode()


def page(made: Summary, template: Template = BRIEFING) -> Any:
    return html.document_fromstring(source(made, template).encode(), parser=html.HTMLParser(encoding="utf-8"))


def texts(found: Any, path: str) -> list[str]:
    return [element.text_content() for element in found.xpath(path)]


def two_sources() -> Summary:
    bakery = document(
        Heading("At the harbour"),
        Paragraph("The new ferry will cut fuel costs by 40 percent."),
        ListItem("Bread is sold from four."),
        ListItem("On Sundays from six.", depth=1),
        ListItem("Fishermen come first.", depth=0),
        name="bakery.txt",
        title="The bakery",
    )
    return summarize([document(), bakery], Options(bullets=Length(9)))


PAGES = {
    "ferry": (summary(), BRIEFING),
    "two sources": (two_sources(), replace(BRIEFING, marking="TLP:AMBER")),
    "only bullets": (summary(), replace(BRIEFING, views=("bullets",))),
    "only short": (summary(), replace(BRIEFING, views=("short",))),
    "quoted": (two_sources(), replace(BRIEFING, show=Show(appendix="quoted"))),
    "plain": (summary(), templates.load("plain")),
    "large": (summary(), templates.load("large")),
    "arabic": (replace(summary(), language="ar"), BRIEFING),
    "empty": (Summary((document(),), None, "en", "centroid", (), (), (), ()), BRIEFING),
}
every_page = pytest.mark.parametrize(("made", "template"), PAGES.values(), ids=PAGES)


# --- for every reader


@every_page
def test_one_heading_names_the_page_and_none_is_skipped(made: Summary, template: Template) -> None:
    found = page(made, template)
    levels = [int(element.tag[1]) for element in found.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert texts(found, "//h1") == [found.findtext(".//title")]


@every_page
def test_everything_is_in_a_landmark(made: Summary, template: Template) -> None:
    found = page(made, template)
    assert [element.tag for element in found.body if element.tag != "script"] == ["header", "main", "footer"]
    named = [element.get("aria-labelledby") for element in found.xpath("//section")]
    assert named == [heading.get("id") for heading in found.xpath("//main//h2")]


@every_page
def test_every_link_has_its_target_and_every_target_is_one(made: Summary, template: Template) -> None:
    found = page(made, template)
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in found.xpath("//@href")} <= set(ids)
    assert all(link.startswith("#") for link in found.xpath("//@href"))


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("ja", "ltr"), ("fa_IR", "rtl")]
)
def test_language_and_direction(language: str, direction: str) -> None:
    found = page(replace(summary(), language=language))
    assert (found.get("lang"), found.get("dir")) == (language, direction)


def test_words_of_ours_in_a_language_without_them_are_marked_as_english() -> None:
    found = page(replace(summary(), language="cs"))
    assert found.get("lang") == "cs"
    assert {element.get("lang") for element in found.xpath("//h2 | //nav | //footer/p | //p[@class='note']")} == {"en"}
    assert not page(summary()).xpath("//body//@lang")


@every_page
def test_what_is_quoted_has_a_direction_of_its_own(made: Summary, template: Template) -> None:
    quoted = page(made, template).xpath("//h1 | //h3 | //p[@class='text' or @class='point' or .//span[@class='said']]")
    assert {element.get("dir") for element in quoted} == {"auto"}


def test_contents_come_before_all_else_that_the_keyboard_reaches() -> None:
    found = page(summary())
    assert [link.get("href") for link in found.xpath("//a")][:4] == ["#short", "#points", "#medium", "#source"]
    assert found.xpath("//a")[0].xpath("ancestor::nav")


# --- what is quoted


@every_page
def test_every_sentence_is_there_word_for_word(made: Summary, template: Template) -> None:
    found = page(made, template)
    shown = [line for view in template.views if view != "bullets" for line in getattr(made, view)]
    if template.views == templates.VIEWS:
        said = [text.split(" [")[0] for text in texts(found, "//span[@class='said']")]
        assert set(said) == {line.sentence.text for line in shown}
        assert texts(found, "//p[@class='point']") == [line.sentence.text for line in made.bullets]
    if template.show.appendix != "full" or not made.points:
        return
    paragraphs = [block.text for of in made.documents for block in of.paragraphs]
    kept = [_without_links(element) for element in found.xpath("//p[@class='text']")]
    assert kept == paragraphs


def _without_links(paragraph: Any) -> str:
    return "".join(map(str, paragraph.xpath(".//text()[not(ancestor::sup)]")))


@every_page
def test_every_place_is_marked_where_it_is(made: Summary, template: Template) -> None:
    found = page(made, template)
    if template.show.appendix == "none" or not made.points or "bullets" not in template.views:
        return
    for number, line in enumerate(made.bullets, 1):
        marks = texts(found, f"//mark[contains(concat(' ', @data-points, ' '), ' point_{number} ')]")
        assert marks == [_text_at(made, place) for place in made.places(line)]
        links = found.xpath(f"//li[@id='point_{number}']//a/@href")
        assert links
        for link in links:
            assert f"point_{number}" in found.get_element_by_id(link[1:]).get("data-points").split()
        assert found.xpath(f"//sup[@class='back']/a[@href='#point_{number}']")


def _text_at(made: Summary, place: Place) -> str:
    return made.documents[place.source].paragraphs[place.paragraph - 1].text[place.start : place.end]


def test_a_sentence_of_the_summary_leads_to_its_place() -> None:
    found = page(summary())
    for told in found.xpath("//span[@class='told']"):
        (said,), (link,) = told.xpath("span"), told.xpath(".//a/@href")
        assert found.get_element_by_id(link[1:]).text_content() == said.text_content()


def test_all_blocks_of_the_source_are_shown() -> None:
    found = page(summary())
    assert texts(found, "//section[@class='source']//h3") == ["Key points"]
    assert texts(found, "//p[@class='aside code']") == ["ferry = electric"]
    assert texts(found, "//span[@class='label']") == ["¶1", "¶2", "¶3", "¶4", "¶5"]
    assert len(found.xpath("//section[@class='source']/ul/li")) == 2


def test_lists_are_nested_as_in_the_source() -> None:
    items = [ListItem(f"Item {depth} is here.", depth) for depth in (0, 1, 2, 1, 0, 9, 9, 0)]
    found = page(summarize(document(*items)))
    depths = [len(item.xpath("ancestor::ul")) for item in found.xpath("//section[@class='source']//li")]
    assert depths == [1, 2, 3, 2, 1, 2, 3, 1]
    assert not found.xpath("//ul/ul")


def test_sources_stand_one_after_another() -> None:
    found = page(two_sources())
    assert texts(found, "//section[@class='source']//h3") == ["1 An electric ferry for the island", "2 The bakery"]
    assert texts(found, "//section[@class='source']//h4") == ["Key points", "At the harbour"]


def test_without_its_source_a_page_is_the_summary_alone() -> None:
    found = page(summary(), templates.load("plain"))
    assert found.xpath("//main/@class") == ["alone"]
    assert not found.xpath("//script | //mark | //main//a")
    assert "Stated 2 times: ¶1, ¶3" in texts(found, "//p[@class='note']")


def test_a_point_alone_looks_at_its_source_too() -> None:
    found = page(summary(), replace(BRIEFING, views=("short",)))
    assert texts(found, "//h2") == ["At a glance", "Source text"]
    assert texts(found, "//mark") == [line.sentence.text for line in summary().short]


# --- closed


@every_page
def test_nothing_comes_from_outside(made: Summary, template: Template) -> None:
    found = page(made, template)
    assert not found.xpath("//link | //iframe | //object | //embed | //form | //base | //@style | //@srcset")
    assert not [name for name in {str(a) for e in found.iter() for a in e.attrib} if name.startswith("on")]
    assert "http" not in source(made, template).replace("http-equiv", "")
    assert not re.search(r"url\(|@import", source(made, template))


@every_page
def test_the_policy_admits_only_what_is_in_the_page(made: Summary, template: Template) -> None:
    found = page(made, template)
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["style-src"] == _hashes(found.xpath("//style"))
    assert rules.get("script-src", "") == _hashes(found.xpath("//script"))
    assert rules["img-src"] == "data:"
    assert found.head[0].get("charset") == "utf-8"
    assert found.head[1].get("http-equiv") == "Content-Security-Policy"


def _hashes(elements: Any) -> str:
    digests = [hashlib.sha256(element.text.encode()).digest() for element in elements]
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=y> \" ' & &amp; https://a.example {page} \\"


def test_nothing_of_a_document_is_live() -> None:
    of = document(
        Heading(HOSTILE), Paragraph(f"{HOSTILE} It rained."), ListItem(HOSTILE), Aside(HOSTILE, "table"), title=HOSTILE
    )
    of = replace(of, source=replace(of.source, name=HOSTILE, author=HOSTILE, date=HOSTILE))
    text = replace(BRIEFING.text, kicker=HOSTILE, footer=HOSTILE)
    labels = replace(BRIEFING.labels, **dict.fromkeys(("short", "source", "paragraph", "back"), HOSTILE))
    template = replace(BRIEFING, text=text, labels=labels, marking=HOSTILE, metadata=Metadata(language=HOSTILE))
    found = page(summarize(of), template)
    plain = page(summarize(of), BRIEFING)
    assert len(found.xpath("//script | //style | //img")) == 2
    assert {element.tag for element in found.iter()} == {element.tag for element in plain.iter()}
    assert texts(found, "//h1") == [HOSTILE]
    assert texts(found, "//p[@class='aside table']") == [HOSTILE]
    assert found.get("lang") == HOSTILE
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert _hashes(found.xpath("//style")) in policy


def test_the_policy_fits_a_style_with_characters_that_html_cannot_hold() -> None:
    found = page(summary(), replace(BRIEFING, marking="A\x9b\u202eB", text=replace(BRIEFING.text, footer="a\x85b")))
    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert _hashes(found.xpath("//style")) in policy
    assert texts(found, "//p[@class='marking']") == ["A\ufffd\ufffdB"] * 2


def test_places_that_overlap_double_no_text() -> None:
    of = document(Paragraph("It rained. It poured. It hailed."))
    whole, first = sentence(of, "It rained. It poured. It hailed."), sentence(of, "It rained.")
    inner = sentence(of, "It poured.")
    points = tuple(KeyPoint((each,), 0.5) for each in (whole, first, inner))
    lines = tuple(Shown(each, (number,), 0.5) for number, each in enumerate((whole, first, inner)))
    made = replace(summary(), documents=(of,), short=lines, medium=lines, bullets=lines, points=points)
    found = page(made)
    assert [_without_links(text) for text in found.xpath("//p[@class='text']")] == ["It rained. It poured. It hailed."]
    test_every_link_has_its_target_and_every_target_is_one(made, BRIEFING)


@given(st.text(min_size=1))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    of = document(Paragraph(text), Aside(text, "code"), title=text)
    made = replace(summary(), documents=(of,), title=text)
    rendered = exporters.render(replace(made, short=(), medium=(), bullets=()), "html", BRIEFING)
    found = html.document_fromstring(rendered.data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    kept = re.sub(
        "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text
    )
    assert [texts(found, "//h1"), texts(found, "//p[@class='text']"), texts(found, "//p[@class='aside code']")] == [
        [kept],
        [kept],
        [kept],
    ]
    assert bool(rendered.warnings) == (kept != text)


def test_what_html_cannot_hold_is_told() -> None:
    rendered = exporters.render(summary(of=replace(document(), title="a\0b\ud800")), "html")
    assert rendered.warnings == ("characters that HTML cannot hold are shown as \ufffd",)
    assert b'<h1 dir="auto">a\xef\xbf\xbdb\xef\xbf\xbd</h1>' in rendered.data


# --- the look


@pytest.mark.parametrize("name", templates.NAMES)
@pytest.mark.parametrize("accent", [None, "#7A1F3D", "#000000", "#0000EE", "#006600"])
def test_text_stands_out_light_and_dark(name: str, accent: str | None) -> None:
    template = templates.load(name)
    colors = replace(template.colors, accent=accent) if accent else template.colors
    schemes = list(_schemes(style(replace(template, colors=colors), "")))
    assert len(schemes) == 2
    for scheme in schemes:
        for text, ground in (
            *((text, "ground") for text in ("ink", "muted", "accent")),
            ("ink", "tint"),
            ("accent", "tint"),
            ("ink", "highlight"),
        ):
            assert contrast(scheme[text], scheme[ground]) >= LEAST, (text, ground, scheme)


def _schemes(sheet: str) -> Iterator[dict[str, str]]:
    for variables in re.findall(r":root\{([^}]*)\}", sheet):
        yield dict(re.findall(r"--(\w+):(#\w{6})", variables))


def test_colours_of_the_template_are_those_of_the_page() -> None:
    sheet = style(replace(BRIEFING, colors=Colors(accent="#7A1F3D")), "")
    assert "--accent:#7A1F3D" in sheet
    assert "prefers-color-scheme:dark" in sheet


def test_large_print_has_nothing_small() -> None:
    assert "--scale:1.373;--small:1;" in style(templates.load("large"), "")
    assert "--scale:1;--small:0.82;" in style(BRIEFING, "")


def test_the_marking_stands_at_head_and_foot_and_on_every_printed_page() -> None:
    found = page(summary(), replace(BRIEFING, marking="TLP:RED"))
    assert texts(found, "//header/p[@class='marking'] | //footer/p[@class='marking']") == ["TLP:RED", "TLP:RED"]
    assert '@top-right{content:"TLP:RED";color:#000000' in style(replace(BRIEFING, marking="TLP:RED"), "")
    assert "@top-right" not in style(BRIEFING, "")


def test_pages_are_numbered_in_the_words_of_the_template() -> None:
    german = templates.in_language(BRIEFING, "de")
    assert 'content:"Seite " counter(page) " von " counter(pages) ""' in style(german, "")


def test_the_logo_is_in_the_file() -> None:
    logo = Logo(Image(b"\x89PNG", "PNG", 2, 1), 'City of "Velmar"', 15)
    found = page(summary(), replace(BRIEFING, logo=logo))
    (image,) = found.xpath("//img")
    assert dict(image.attrib) == {"class": "logo", "alt": 'City of "Velmar"', "src": "data:image/png;base64,iVBORw=="}
    assert "--logo:15mm" in source(summary(), replace(BRIEFING, logo=logo))


def test_facts_of_the_file() -> None:
    about = Metadata(title="A ferry", author="Ada", date="2026-11-18", subject="Ferries", keywords="ferry")
    found = page(summary(), replace(BRIEFING, metadata=about))
    meta = {element.get("name"): element.get("content") for element in found.xpath("//meta[@name]")}
    wanted = {"author": "Ada", "date": "2026-11-18", "description": "Ferries", "keywords": "ferry"}
    assert {key: meta[key] for key in wanted} == wanted
    assert meta["generator"] == generator()
    assert found.findtext(".//title") == "A ferry"


# --- bytes and time


def test_the_time_grows_with_the_source() -> None:
    def work(size: int) -> None:
        paragraphs = [Paragraph(f"The harbour opens at {number}. It rained.") for number in range(size)]
        of = document(*paragraphs, ListItem("The harbour opens at noon."))
        exporters.render(replace(summary(), documents=(of,)), "html")

    assert grows_in_proportion(work, 5_000)


def test_golden(golden: Golden) -> None:
    text = exporters.render(summary(), "html").data.decode()
    golden("ferry.html", text.replace(generator(), "conspectus X.Y.Z"))
