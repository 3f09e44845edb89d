"""The PDF in scripts beyond those of its own faces: what two readers find in it, and how its lines are set."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import manimgx_fonts
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

import templates
from exporters import Rendered
from exporters.pdf import render
from exporters.pdf.fallback import Fallback, installed
from exporters.pdf.fonts import Faces
from exporters.pdf.glyphs import GlyphFont
from exporters.pdf.paragraph import Look, Paragraph, Span, typeset
from exporters.pdf.shaping import ShapedParagraph
from summarizer import Options, read, summarize
from summarizer.summary import Summary
from tests.paragraphs import PARAGRAPHS
from tests.test_pdf import failures, reader, run, shown, told

BRIEFING = templates.load("briefing")

SCRIPTS = {
    "Arabic": (
        "ar",
        (*PARAGRAPHS["ar"], "لا يزال الأطفال ينتظرون السلام، والآن لأن العبارة تأخرت.", "قَرَأَ الطَّالِبُ كِتَابًا."),
    ),
    "Persian": ("fa", PARAGRAPHS["fa"]),
    "Hebrew": ("he", (*PARAGRAPHS["he"], "בְּרֵאשִׁית הָיָה הַיָּם שָׁקֵט.")),
    "Devanagari": (
        "hi",
        (*PARAGRAPHS["hi"], "विद्यार्थी और शक्ति क्षेत्रीय स्थिरता के लिए आवश्यक हैं।", "श्री कृष्ण ने प्रश्न का उत्तर दिया।"),
    ),
    "Thai": ("th", (*PARAGRAPHS["th"], "น้ำในท่าเรือขึ้นสูงกว่าที่ผู้คนเคยเห็น")),
    "Chinese": ("zh", PARAGRAPHS["zh"]),
    "Japanese": ("ja", (*PARAGRAPHS["ja"], "「フェリー」はゆっくりと岸を離れた。")),
    "Korean": ("ko", PARAGRAPHS["ko"]),
    "emoji": (
        "en",
        ("The ferry 😀 came ⛴️ and the crew 👩‍🚀 waved 👋🏽 on 2 May.", "Flags 🇯🇵 and families 👨‍👩‍👧 were there."),
    ),
    "all": ("en", ("The council (المجلس) met 委员会, העיר and परिषद, then สภา, 評議会 and 의회 said 😀 yes.",)),
}


@pytest.fixture(scope="module", autouse=True)
def _without_fonts_of_the_system() -> Iterator[None]:
    """Fonts from our extras alone, so that every machine makes the same files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exporters.pdf.fallback.FOLDERS", ())
        installed.cache_clear()
        yield
    installed.cache_clear()


def summary_of(name: str) -> Summary:
    language, paragraphs = SCRIPTS[name]
    text = f"# {paragraphs[0]}\n\n" + "\n\n".join(paragraphs)
    return summarize(read(text.encode(), name="a.md"), Options(language=language))


@cache
def made(name: str) -> Rendered:
    return render(summary_of(name), BRIEFING)


def plain_words(text: str) -> list[str]:
    """The words of *text* without marks of direction, which a file may add where directions meet."""
    text = unicodedata.normalize("NFC", text)
    return "".join(char for char in text if char not in "\u200e\u200f").split()


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_shown_in_a_valid_file(name: str) -> None:
    assert made(name).warnings == ()
    assert failures(made(name).data) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_word_comes_back(name: str) -> None:
    found = set(plain_words(shown(made(name).data)))
    for paragraph in SCRIPTS[name][1]:
        assert [word for word in plain_words(paragraph) if word not in found] == []


def spoken(data: bytes) -> list[str]:
    """What the elements of the tree say in place of their glyphs, in the order of reading."""

    def walk(element: Any) -> Iterator[str]:
        if "/ActualText" in element:
            yield str(element["/ActualText"])
        for kid in (kid.get_object() for kid in element.get("/K", ())):
            if isinstance(kid, dict) and "/S" in kid:
                yield from walk(kid)

    return list(walk(reader(data).root_object["/StructTreeRoot"]["/K"][0].get_object()))


@pytest.mark.parametrize("name", ["Arabic", "Persian", "Hebrew", "all"])
def test_text_from_the_right_is_in_the_tree_in_the_order_of_reading(name: str) -> None:
    texts = spoken(made(name).data)
    assert any("".join(SCRIPTS[name][1][0]) in text for text in texts)
    assert not any(mark in text for text in texts for mark in "\u200e\u200f")


def test_links_in_a_paragraph_from_the_right_are_read_where_they_stand() -> None:
    texts = spoken(made("Hebrew").data)
    note = texts.index("Stated\xa02\xa0times:\xa0")
    assert texts[note - 2 : note + 4] == [PARAGRAPHS["he"][2], " ", texts[note], "¶1", ",\xa0", "¶3"]


def test_the_bytes_do_not_depend_on_where_and_when() -> None:
    script = (
        "import hashlib; from exporters.pdf import fallback, render; from tests import test_pdf_scripts as t; "
        "fallback.FOLDERS = (); "
        "print(*(hashlib.sha256(render(t.summary_of(name), t.BRIEFING).data).hexdigest() for name in t.SCRIPTS))"
    )
    here = run(script, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    there = run(script, PYTHONHASHSEED="2", TZ="Asia/Kolkata", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1795000000")
    assert here == there
    assert len(set(here.split())) == len(SCRIPTS)


def fonts(data: bytes) -> dict[str, Any]:
    """The fonts of the first page that HarfBuzz has set, by their names without the tag."""
    found = (font.get_object() for font in reader(data).pages[0]["/Resources"]["/Font"].values())
    return {font["/BaseFont"].partition("+")[2]: font for font in found if font["/Subtype"] == "/Type0"}


def test_every_script_has_a_font_of_its_own_that_is_cut_down() -> None:
    found = fonts(made("all").data)
    assert {name.partition("-")[0] for name in found} == {
        "SourceSerifPro",
        "NotoSansArabic",
        "NotoSansHebrew",
        "NotoSansDevanagari",
        "NotoSansThai",
        "NotoSansCJKjp",
        "NotoEmoji",
    }
    assert len(made("all").data) < 100_000


def test_outlines_of_both_kinds_are_embedded() -> None:
    descriptors = {
        name: font["/DescendantFonts"][0]["/FontDescriptor"] for name, font in fonts(made("all").data).items()
    }
    kinds = {name.partition("-")[0]: {"/FontFile2", "/FontFile3"} & set(about) for name, about in descriptors.items()}
    assert kinds["NotoSansCJKjp"] == {"/FontFile3"}
    assert kinds["NotoSansArabic"] == {"/FontFile2"}


@pytest.mark.parametrize(
    ("language", "name"), [("zh", "sc"), ("zh-Hant", "tc"), ("ko", "kr"), ("ja", "jp"), ("en", "jp")]
)
def test_the_language_chooses_between_the_forms_of_a_character(language: str, name: str) -> None:
    data = render(told("委员会 met.", language=language), BRIEFING).data
    assert any(font.startswith(f"NotoSansCJK{name}-") for font in fonts(data))


# --- the page ---------------------------------------------------------------------------------------------------------


def places(data: bytes, text: str) -> Iterator[float]:
    """Where the left edge of each *text* is on the first page."""
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    search = page.search(text)
    while found := search.get_next():
        yield page.get_charbox(found[0])[0]


@pytest.mark.parametrize(("name", "at_the_left"), [("Hebrew", False), ("Devanagari", True), ("all", True)])
def test_a_page_begins_where_its_language_does(name: str, at_the_left: bool) -> None:
    heads = list(places(made(name).data, "Source text"))
    assert min(heads) < 60 if at_the_left else max(heads) > 430, "heads stand in the rail, where lines begin"
    signs = list(places(made(name).data, "¶"))
    assert min(signs) < 175 if at_the_left else max(signs) > 405, "the label of a paragraph stands before it"


def test_what_stands_out_is_bold_in_other_scripts_too() -> None:
    faces = Faces(language="ar")
    fallback = faces.fallback
    assert fallback
    regular, bold = (fallback.choice("س", face).font for face in (faces.serif, faces.serif_bold))
    assert regular
    assert bold
    assert regular is not bold
    assert bold.shape("س", "Arab", "ar", rightwards=False)[0].advance > 0
    assert {regular.width(number) for number in range(600, 640)} != {bold.width(number) for number in range(600, 640)}


def test_joined_signs_stay_joined_in_a_title() -> None:
    title = "ای‌میل 👩‍🚀"
    data = render(told("A word.", title=title), BRIEFING).data
    assert title in spoken(data)
    assert reader(data).outline[0]["/Title"] == title


def test_a_highlight_and_a_link_cover_their_text_from_the_right() -> None:
    data = made("Hebrew").data
    page, drawn = reader(data).pages[0], pypdfium2.PdfDocument(data)[0].get_textpage()
    found = []
    for link in (link.get_object() for link in page["/Annots"]):
        left, bottom, right, top = (float(edge) for edge in link["/Rect"])
        found.append("".join(plain_words(drawn.get_text_bounded(left, bottom, right, top))))
    assert len(found) == 8
    assert all(("¶" in text and len(text) == 2) or text.strip("[]").isdigit() for text in found)


# --- lines ------------------------------------------------------------------------------------------------------------

FACES = Faces()
LOOK = Look(FACES.serif, 10, "#000000")


def set_text(text: str, width: float = float("inf"), faces: Faces = FACES) -> Paragraph:
    return typeset([Span(text, replace(LOOK, face=faces.serif))], faces, 12, width)


def lines(text: str, width: float) -> list[str]:
    paragraph = set_text(text, width)
    return [paragraph._text[start:end] for start, end in paragraph.lines]


def test_plain_text_is_not_shaped() -> None:
    assert type(set_text("Plain text — naïve, Ελληνικά, Русский")) is Paragraph
    assert type(set_text("中")) is ShapedParagraph
    assert type(set_text("e\u0331")) is ShapedParagraph, "a mark has to be placed"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("委员会批准了。新的", ["委", "员", "会", "批", "准", "了。", "新", "的"]),
        ("「はい」っと、ー", ["「は", "い」っ", "と、ー"]),
        ("第3条（新）", ["第", "3", "条", "（新）"]),
        ("渡轮ABC 1号", ["渡", "轮", "ABC ", "1", "号"]),
        ("의회는 섬을 위한", ["의회는 ", "섬을 ", "위한"]),
        ("สภาอนุมัติเรือไป", ["สภาอนุมัติ", "เรือ", "ไป"]),
        ("wow😀👩‍🚀👋🏽🇯🇵!", ["wow", "😀", "👩‍🚀", "👋🏽🇯🇵!"]),
        ("परिषद ने द्वीप", ["परिषद ", "ने ", "द्वीप"]),
    ],
)
def test_a_line_ends_where_its_script_lets_it(text: str, parts: list[str]) -> None:
    paragraph = set_text(text)
    edges = [0, *(end for _, end in paragraph._places()), len(text)]
    assert [text[start:end] for start, end in pairwise(edges) if start < end] == parts


texts = st.text(st.sampled_from("aV 1.(א)בّسل\u064eلا中。「はक्षि\u200dกำเ😀🏽🇯🇵\u200f\xa0-/"), min_size=1, max_size=80)


@given(texts, st.integers(10, 200))
def test_lines_hold_the_text_and_no_cluster_is_torn(text: str, width: int) -> None:
    paragraph = set_text(text + "中", width)
    whole = paragraph._text
    assert "".join(whole[start:end] for start, end in paragraph.lines) == whole
    starts = {0}
    for cluster in iter_graphemes(whole):
        starts.add(max(starts) + len(cluster))
    assert {start for start, _ in paragraph.lines} <= starts


@given(st.lists(texts, min_size=1, max_size=3))
def test_a_line_shows_every_character_once(parts: list[str]) -> None:
    spans = [Span(part, LOOK) for part in [*parts, "中"]]
    paragraph = typeset(spans, FACES, 12, 150)
    for start, end in paragraph.lines:
        segments = list(paragraph._segments(start, end))
        shown_places = sorted(
            place for segment in segments for place in range(segment.start, segment.start + len(segment.text))
        )
        assert shown_places == list(range(start, end))


def test_letters_join_and_kern() -> None:
    assert set_text("لا中").width < set_text("ل中").width + set_text("ا").width - 0.1
    assert set_text("AVAVA\u0331").width < sum(LOOK.face.width(char, 10) for char in "AVAVA")


# --- without the fonts ------------------------------------------------------------------------------------------------


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"manimgx_fonts"}
    monkeypatch.setattr("exporters.pdf.fonts.find_spec", lambda name: name not in absent and find_spec(name))
    monkeypatch.setattr("exporters.pdf.fallback.find_spec", lambda name: name not in absent and find_spec(name))
    summary = told("The council שלום met 委员会.")
    (warning,) = render(summary, BRIEFING).warnings
    assert warning.startswith("4 characters could not be shown: U+05E9 ש,")
    assert warning.endswith(" (for their fonts: pip install 'conspectus[fonts]')")
    absent.add("manimgx_fonts_cjk")
    (warning,) = render(summary, BRIEFING).warnings
    assert warning.endswith(" (for their fonts: pip install 'conspectus[cjk,fonts]')")
    assert failures(render(summary, BRIEFING).data) == []


def test_what_no_font_has_is_told_without_a_remedy_and_can_be_copied() -> None:
    rendered = render(told("The council 委员会 said \ue000 and ᚠ."), BRIEFING)
    (warning,) = rendered.warnings
    assert warning == "2 characters could not be shown: U+E000 \ue000, U+16A0 ᚠ"
    assert "and ᚠ." in shown(rendered.data)
    assert failures(rendered.data) == []


def test_a_font_of_the_system_will_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    shutil.copy(Path(manimgx_fonts.__file__).parent / "NotoSansHebrew[wght].ttf", tmp_path / "deep" / "any.ttf")
    (tmp_path / "damaged.ttf").write_bytes(b"no font")
    (tmp_path / "cut.ttf").write_bytes((tmp_path / "deep" / "any.ttf").read_bytes()[:900])
    monkeypatch.setattr("exporters.pdf.fallback.find_spec", lambda name: None)
    monkeypatch.setattr("exporters.pdf.fallback.FOLDERS", (str(tmp_path), str(tmp_path / "nowhere")))
    installed.cache_clear()
    rendered = render(told("The council said שלום."), BRIEFING)
    installed.cache_clear()
    assert rendered.warnings == ()
    assert "שלום" in shown(rendered.data)


def test_a_font_has_no_more_codes_than_fit() -> None:
    fallback = Faces().fallback
    assert isinstance(fallback, Fallback)
    font = fallback.choice("א", FACES.serif).font
    assert isinstance(font, GlyphFont)
    codes = {font.code(number % 30 + 1, str(number)) for number in range(70_000)}
    assert max(codes) == 0xFFFF
    assert font.code(999, "new") == 0
