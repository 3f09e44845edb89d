"""Word files of the user's with places for the summary: each is filled in its own look, and nothing else changes."""

from __future__ import annotations

import re
import runpy
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from exporters import render
from exporters.outline import Properties, places
from summarizer.summary import Summary
from templates import Metadata, Template
from tests.samples import FERRY_POINTS, summary
from tests.test_docx import ARABIC, told
from tests.test_docx_reference import HANDOUT, NAMESPACES, PNG, field, letterhead, on, word_file
from tests.word_checks import W, own_findings, parts, validators

EXAMPLES = Path(__file__).parent.parent / "examples"
FORM = EXAMPLES / "form.docx"
TITLE = "An electric ferry for the island"
BULLETS = [texts[-1] for texts in FERRY_POINTS]
SHORT = " ".join(texts[0] for texts in FERRY_POINTS[:2])
MEDIUM = " ".join(texts[0] for texts in FERRY_POINTS)
PROMPT = "<w:showingPlcHdr/>"
SECTION = (
    '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>" if look else f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inside: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>" if look else f"<w:p>{inside}</w:p>"


def control(tag: str, inside: str, properties: str = "") -> str:
    tagged = f'<w:tag w:val="{tag}"/>{properties}'
    return f"<w:sdt><w:sdtPr>{tagged}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def file_of(body: str, **related: tuple[str, str]) -> bytes:
    return word_file(f"<w:document {NAMESPACES}><w:body>{body}{SECTION}</w:body></w:document>", related)


def filled(data: bytes, of: Summary | None = None, **changes: object) -> Any:
    """The body of the file that shows a summary in the form *data*."""
    return body_of(render(of or summary(), "docx", on(data, **changes)).data)


def body_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"]).find(f"{W}body")


def texts(root: Any) -> list[str]:
    """The text of each paragraph, a bar for each break of a line."""
    return [
        "".join("|" if each.tag == f"{W}br" else each.text or "" for each in found.iter(f"{W}t", f"{W}br"))
        for found in root.iter(f"{W}p")
    ]


def looks(paragraph: Any) -> Iterator[tuple[str, list[str]]]:
    """The text of each run with the names of its properties."""
    for each in paragraph.iter(f"{W}r"):
        properties = each.find(f"{W}rPr")
        names = [] if properties is None else [etree.QName(name).localname for name in properties]
        yield "".join(text.text or "" for text in each.iter(f"{W}t")), names


def without_notes(lines: list[str]) -> list[str]:
    return [re.sub("\u200f?\u00a0Stated .*", "", line) for line in lines]


# -- where --


def test_a_control_of_paragraphs_is_filled_with_as_many_as_there_are() -> None:
    look = '<w:pStyle w:val="House"/><w:spacing w:after="40"/>'
    body = filled(
        file_of(paragraph(run("Dear all,")) + control("summary.bullets", paragraph(run("A point"), look) * 2))
    )
    assert without_notes(texts(body)) == ["Dear all,", *BULLETS]
    for each in body.find(f"{W}sdt").iter(f"{W}p"):
        assert [name.tag for name in each.find(f"{W}pPr")] == [f"{W}pStyle", f"{W}spacing"]


def test_a_control_in_a_line_is_filled_in_the_line() -> None:
    line = run("On: ") + control("summary.title", run("Title", "<w:b/><w:i/>")) + run(".")
    listed = control("summary.bullets", run("Points"))
    body = filled(file_of(paragraph(line) + paragraph(listed)))
    title, bullets = texts(body)
    assert title == f"On: {TITLE}."
    assert without_notes(bullets.split("|")) == BULLETS
    assert (TITLE, ["b", "i"]) in list(looks(body[0]))


def test_a_control_that_is_a_cell_of_a_table_is_filled() -> None:
    width = '<w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>'
    cell = control("summary.short", f"<w:tc>{width}{paragraph(run('Short'))}</w:tc>")
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    body = filled(file_of(f"<w:tbl>{grid}<w:tr>{cell}</w:tr></w:tbl>{paragraph('')}"))
    assert texts(body)[0] == SHORT
    assert body.find(f".//{W}tc/{W}tcPr") is not None


def test_a_name_in_braces_alone_in_its_paragraph_is_a_place_however_it_is_torn() -> None:
    torn = run("{{sum", "<w:i/>") + run("mary.med") + run("ium }}")
    body = filled(file_of(paragraph(torn, "<w:keepNext/>") + paragraph(run("See {{summary.title}} there."))))
    assert texts(body) == [MEDIUM, "See {{summary.title}} there."]
    assert body[0].find(f"{W}pPr/{W}keepNext") is not None
    assert list(looks(body[0])) == [(MEDIUM, ["i"])]


def test_headers_and_footers_have_places_too() -> None:
    head = f"<w:hdr {NAMESPACES}>{paragraph(run('{{summary.title}}'))}</w:hdr>"
    section = SECTION.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="head"/>')
    text = paragraph(run("{{summary.short}}"))
    data = word_file(
        f"<w:document {NAMESPACES}><w:body>{text}{section}</w:body></w:document>", {"head": ("header", head)}
    )
    made = render(summary(), "docx", on(data)).data
    assert texts(etree.fromstring(parts(made)["word/header1.xml"])) == [TITLE]
    assert texts(body_of(made)) == [SHORT]


def test_what_stands_nowhere_in_the_form_is_not_shown() -> None:
    assert texts(filled(file_of(paragraph(run("{{summary.short}}")) + paragraph(run("Regards"))))) == [SHORT, "Regards"]


def test_a_form_without_a_place_for_a_summary_is_followed_by_it() -> None:
    body = filled(file_of(paragraph(run("{{summary.title}}")) + paragraph(run("Dear all,"))))
    assert texts(body)[:3] == [TITLE, "Dear all,", TITLE]
    assert BULLETS[0] in "".join(texts(body))


# -- what --


def test_every_place_is_filled() -> None:
    known = places(summary(), HANDOUT)
    assert {name for name in known if name.startswith("summary.meta.")} == {
        f"summary.meta.{name}" for name in (*(each.name for each in fields(Properties)), "marking")
    }
    metadata = Metadata(author="City desk", subject="Ferries", keywords="ferry, power", date="2026-11-24")
    body = filled(
        file_of("".join(paragraph(run(f"{{{{{name}}}}}")) for name in known)), metadata=metadata, marking="TLP:GREEN"
    )
    found = "\n".join(texts(body))
    for text in (TITLE, SHORT, MEDIUM, *BULLETS, "City desk", "Ferries", "ferry, power", "2026-11-24", "TLP:GREEN"):
        assert f"{text}" in found
    assert not re.search("[{}]", found)


def test_the_source_has_its_numbers_its_headings_and_links_both_ways() -> None:
    form = file_of(paragraph(run("{{summary.bullets}}")) + paragraph(run("{{summary.source}}", '<w:sz w:val="16"/>')))
    made = render(summary(), "docx", on(form)).data
    body = body_of(made)
    lines = texts(body)[len(BULLETS) :]
    assert [line.partition("\u00a0")[0][:2] for line in lines if line.startswith("¶")] == ["¶1", "¶2", "¶3", "¶4", "¶5"]
    heading = next(each for each in body if texts(each) == ["Key points"] or "".join(texts(each)) == "Key points")
    assert list(looks(heading)) == [("Key points", ["b", "bCs", "sz"])]
    targets = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert {"point_1", "source_1_1"} <= targets
    assert own_findings(made) == []


def test_without_the_source_nothing_is_a_link() -> None:
    body = filled(file_of(paragraph(run("{{summary.bullets}}"))))
    assert list(body.iter(f"{W}hyperlink")) == []
    assert "Stated 2 times: ¶1, ¶3" in texts(body)[0]


def test_a_place_twice_is_filled_twice_and_links_lead_to_the_first() -> None:
    made = render(summary(), "docx", on(file_of(paragraph(run("{{summary.bullets}}")) * 2))).data
    assert without_notes(texts(body_of(made))) == BULLETS * 2
    assert own_findings(made) == []


def test_a_view_that_is_not_asked_for_leaves_its_place_empty() -> None:
    form = file_of(paragraph(run("{{summary.short}}")) + control("summary.bullets", paragraph(run("A point"))))
    body = filled(form, views=("short",))
    assert texts(body) == [SHORT, ""]


def test_a_place_of_another_name_is_left_and_told() -> None:
    form = file_of(control("summary.bulets", paragraph(run("Points"))) + paragraph(run("{{summary.short}}")))
    done = render(summary(), "docx", on(form))
    assert texts(body_of(done.data)) == ["Points", SHORT]
    warning = "house.docx has a place summary.bulets, which nothing fills (did you mean summary.bullets?)"
    assert warning in done.warnings


def test_controls_of_others_are_left_as_they_are() -> None:
    inside = paragraph(run("Room 12"))
    body = filled(file_of(control("room", inside) + control("", control("summary.short", paragraph(run("Short"))))))
    assert texts(body) == ["Room 12", SHORT]


# -- in which look --


def test_a_prompt_gives_no_look_but_the_control_s_own() -> None:
    grey = run("Click here", '<w:rStyle w:val="PlaceholderText"/>')
    blue = '<w:rPr><w:color w:val="0000FF"/></w:rPr>'
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:text/>'
    plain, colored = (
        filled(file_of(control("summary.title", paragraph(grey), f"{look}{PROMPT}{bound}"))) for look in ("", blue)
    )
    assert list(looks(plain.find(f"{W}sdt"))) == [(TITLE, [])]
    assert list(looks(colored.find(f"{W}sdt"))) == [(TITLE, ["color"])]
    left = [etree.QName(each).localname for each in colored.find(f"{W}sdt/{W}sdtPr")]
    assert sorted(left) == ["rPr", "tag"]


def test_arabic_runs_from_the_right_in_the_look_of_the_place() -> None:
    look = '<w:rFonts w:ascii="Georgia"/><w:b/><w:sz w:val="30"/><w:lang w:val="en-GB"/>'
    form = file_of(control("summary.short", paragraph(run("Short", look), '<w:keepNext/><w:jc w:val="left"/>')))
    [found] = filled(form, told(ARABIC)).iter(f"{W}p")
    assert [etree.QName(each).localname for each in found.find(f"{W}pPr")] == ["keepNext", "bidi", "jc"]
    assert next(looks(found))[1] == ["rFonts", "b", "sz", "rtl", "lang"]
    assert "".join(text for text, _ in looks(found)) == ARABIC


def test_japanese_keeps_the_fonts_of_the_place() -> None:
    look = '<w:rFonts w:ascii="Georgia" w:eastAsia="MS Mincho"/>'
    body = filled(file_of(paragraph(run("{{summary.short}}", look))), told("日本とNATOは情報を共有する。"))
    fonts = [each.find(f"{W}rPr/{W}rFonts").attrib for each in body.iter(f"{W}r")]
    assert all(each[f"{W}eastAsia"] == "MS Mincho" for each in fonts)
    assert [f"{W}hint" in each for each in fonts] == [True, False, True]


# -- the rest of the text --

HOSTILE_TEXT = {
    "a field that fetches": paragraph(field("INCLUDETEXT evil.example")),
    "a link to a file": paragraph('<w:hyperlink r:id="evil"><w:r><w:t>kept</w:t></w:r></w:hyperlink>'),
    "a document of another": f'{paragraph(run("kept"))}<w:altChunk r:id="evil"/>',
    "what was deleted": paragraph(
        f'<w:del w:id="1" w:author="evil"><w:r><w:delText>evil</w:delText></w:r></w:del>{run("kept")}'
    ),
    "what was inserted": paragraph(f'<w:ins w:id="1" w:author="evil">{run("kept")}</w:ins>'),
    "a comment": paragraph(f'<w:commentRangeStart w:id="1"/>{run("kept")}<w:r><w:commentReference w:id="1"/></w:r>'),
    "a note": paragraph(f'{run("kept")}<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "a bookmark of our name": paragraph(
        f'<w:bookmarkStart w:id="0" w:name="point_1"/>{run("kept")}<w:bookmarkEnd w:id="0"/>'
    ),
    "a section of its own": paragraph(run("kept"), f"{SECTION.replace('12240', '9999')}"),
    "data of elsewhere": control("x", paragraph(run("kept")), '<w:dataBinding w:xpath="/evil" w:storeItemID="{1}"/>'),
    "an object": paragraph(
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="evil"/></w:object></w:r>'
        + run("kept")
    ),
}


@pytest.mark.parametrize("name", HOSTILE_TEXT)
def test_the_text_around_is_kept_and_nothing_in_it_leads_elsewhere(name: str, tmp_path: Path) -> None:
    data = file_of(HOSTILE_TEXT[name] + paragraph(run("{{summary.bullets}}")) + paragraph(run("{{summary.source}}")))
    made = render(summary(), "docx", on(data)).data
    everything = b"".join(parts(made).values())
    assert texts(body_of(made))[0].startswith("kept")
    for gone in (b"evil", b"TargetMode", b"9999", b"commentR", b"footnoteR", b"altChunk"):
        assert gone not in everything
    assert own_findings(made) == []
    assert validators(made, tmp_path) == []


def test_pictures_in_the_text_are_kept() -> None:
    source = docx.Document(BytesIO(letterhead()))
    source.add_paragraph().add_run().add_picture(BytesIO(PNG))
    source.add_picture(BytesIO(PNG))
    saved = BytesIO()
    source.save(saved)
    made = render(summary(), "docx", on(saved.getvalue())).data
    opened = docx.Document(BytesIO(made))
    assert len(opened.inline_shapes) == 2
    assert own_findings(made) == []
    ids = [each.get("id") for each in body_of(made).iter() if each.tag.endswith("}docPr")]
    assert len(set(ids)) == 2


# -- whole files --


FORMS: Mapping[str, bytes] = {
    "controls": FORM.read_bytes(),
    "braces": file_of(
        "".join(paragraph(run(f"{{{{summary.{name}}}}}")) for name in ("title", "short", "bullets", "source"))
    ),
    "text alone": letterhead(),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("of", [summary(), told(ARABIC), told("日本とNATOは情報を共有する。", sources=2)])
def test_a_filled_form_has_no_findings_and_is_the_same_twice(name: str, of: Summary, tmp_path: Path) -> None:
    template: Template = on(FORMS[name], marking="TLP:AMBER")
    made = render(of, "docx", template).data
    assert render(of, "docx", template).data == made
    assert own_findings(made) == []
    assert validators(made, tmp_path) == []


def test_a_filled_form_can_be_filled_again() -> None:
    form = file_of(control("summary.title", paragraph(run("T"))) + control("summary.bullets", paragraph(run("P"))))
    once = render(told("One.", "Two.", title="Old"), "docx", on(form)).data
    assert texts(filled(once)) == texts(filled(form))


def test_a_handout_of_ours_with_a_place_is_a_form() -> None:
    handout = render(summary(), "docx", HANDOUT).data
    assert texts(filled(handout)) == texts(body_of(handout))  # without one it makes way
    assert replace(HANDOUT).reference is None
    opened = docx.Document(BytesIO(handout))
    opened.paragraphs[0].text = "{{summary.title}}"
    opened.paragraphs[2].text = "{{summary.short}}"
    saved = BytesIO()
    opened.save(saved)
    body = filled(saved.getvalue(), told("One.", title="New"))
    assert texts(body)[0] == "New"
    assert BULLETS[0] in "".join(texts(body))


def test_the_example_is_what_its_script_makes(tmp_path: Path) -> None:
    script = tmp_path / "word_form.py"
    shutil.copy(EXAMPLES / "word_form.py", script)
    runpy.run_path(str(script), run_name="__main__")
    assert parts((tmp_path / "form.docx").read_bytes()) == parts(FORM.read_bytes())
