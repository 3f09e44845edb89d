"""The PDF exporter, looked at from outside: what two readers and a validator find in the file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes
from pypdf import PdfReader
from pypdf.generic import ContentStream

import templates
from exporters.outline import outline
from exporters.parts import Points, SourceParagraph, SourceText
from exporters.pdf import render
from exporters.pdf.fonts import Faces, plain
from exporters.pdf.pages import Block, Sheet, paginate
from exporters.pdf.paragraph import Look, Paragraph, Span, fitted
from summarizer.document import Heading
from summarizer.document import Paragraph as SourceParagraphBlock
from summarizer.summary import KeyPoint, Shown, Summary
from templates import Metadata, Page, Template
from tests.samples import document, sentence, summary

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", autouse=True)
def _without_other_fonts() -> Iterator[None]:
    """What is here is about the faces that come with every installation; `test_pdf_scripts` has the others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exporters.pdf.fonts.find_spec", lambda name: None)
        yield


TEMPLATES = {name: templates.load(name) for name in templates.NAMES}
BRIEFING = TEMPLATES["briefing"]
MARKED = replace(BRIEFING, marking="TLP:AMBER", page=Page("Letter"))

MARKUP = (
    '<b>Bold</b> &amp; <img src="/etc/hostname"/> & <para> <foo>.',
    '<a href="javascript:x">A link</a> (in \\( brackets]]> and file:///etc/passwd.',
)
FOREIGN = (
    "中文 stands beside 𝔘 and 👩‍🚀 here, and שלום too.",
    "A\ttab, a\u2028line, a \x00 zero, a \ud800 half, a \ufffe none, 12\u202f000\u2009€ and a so\u00adft hyphen.",
    "Ελληνικά, Русский, tiếng Việt, Zażółć gęślą jaźń → ≤ ✓ stand by themselves.",
)
LONG_TITLE = "What the island council decided about the ferry, the harbour, the bakery and the school, and why " * 2
UNBROKEN = ("x" * 3000, "https://example.org" + "/a/path?to=1&something=else" * 60, "中" * 500)


def told(*texts: str, title: str | None = "A title", sources: int = 1, language: str = "en") -> Summary:
    """A summary of documents that all consist of *texts*, each of which is a point that every document states."""
    of = document(Heading("A head", 3), *map(SourceParagraphBlock, texts), title=title)
    points = tuple(KeyPoint(tuple(sentence(of, text, source) for source in range(sources)), 0.5) for text in texts)
    lines = tuple(Shown(point.statements[0], (number,), 0.5) for number, point in enumerate(points))
    return Summary((of,) * sources, title, language, "centroid", lines[:3], lines[:8], lines, points)


def numbered(count: int) -> Summary:
    return told(*(f"Statement {number} is about the boat with the number {number * 7}." for number in range(count)))


NOTHING = Summary((document(),), None, "en", "centroid", (), (), (), ())

SAMPLES = {
    "ferry": summary(),
    "markup": told(*MARKUP, title="<b>T</b> & ]]>"),
    "foreign": told(*FOREIGN, title="中文 title"),
    "unbroken": told(*UNBROKEN, title=LONG_TITLE),
    "many": numbered(60),
    "several sources": told("One thing is said.", "Another is said.", sources=3),
    "nothing": NOTHING,
    "no document": replace(NOTHING, documents=(), language="no such language"),
    "blank": told("\u00ad", "   ", "A word.", title="\u00ad"),
}


@cache
def made(sample: str, template: Template = BRIEFING) -> bytes:
    return render(SAMPLES[sample], template).data


def reader(data: bytes) -> Any:
    return PdfReader(BytesIO(data))


def words(text: str) -> str:
    """*text* with single spaces, however its lines are broken."""
    return " ".join(text.split())


def shown(data: bytes) -> str:
    """The text of a file as PDFium reads it."""
    pdf = pypdfium2.PdfDocument(data)
    return words(" ".join(leaf.get_textpage().get_text_bounded() for leaf in pdf))


# --- the structure, read from the file ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tag:
    """An element of the tree: its kids are elements and the text of its marked sequences."""

    name: str
    kids: tuple[Tag | str, ...]

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, *names: str) -> Iterator[Tag]:
        """The elements of these names, in the order in which they are read."""
        if self.name in names:
            yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all(*names)


class Marks:
    """The marked sequences of the pages of a file, with the text that ToUnicode gives their codes."""

    def __init__(self, data: bytes) -> None:
        self.reader = reader(data)
        self.texts: dict[tuple[int, int], str] = {}
        self.order: list[tuple[int, int]] = []
        self.loose: list[str] = []
        for number, leaf in enumerate(self.reader.pages):
            self._read(number, leaf)

    def _read(self, number: int, leaf: Any) -> None:
        fonts: dict[str, dict[int, str]] = {
            name: to_unicode(font.get_object()) for name, font in leaf["/Resources"]["/Font"].items()
        }
        font, stack = "", list[int | None]()
        for operands, operator in ContentStream(leaf.get_contents(), self.reader).operations:
            if operator in (b"BDC", b"BMC"):
                stack.append(operands[1].get("/MCID") if operator == b"BDC" else None)
                if operator == b"BDC" and "/MCID" in operands[1]:
                    self.order.append((number, operands[1]["/MCID"]))
                    self.texts[self.order[-1]] = ""
            elif operator == b"EMC":
                stack.pop()
            elif operator == b"Tf":
                font = operands[0]
            elif operator in (b"Tj", b"f", b"re", b"S"):
                if not stack:
                    self.loose.append(operator.decode())
                held = next((mark for mark in stack if mark is not None), None)
                if operator == b"Tj" and held is not None:
                    self.texts[number, held] += "".join(fonts[font][code] for code in operands[0].original_bytes)
        assert not stack

    def tree(self) -> Tag:
        root = self.reader.root_object["/StructTreeRoot"]
        return self._tag(root["/K"][0].get_object(), None)

    def _tag(self, element: Any, page: Any) -> Tag:
        on = element.get("/Pg", page)
        kids = (self._kid(kid.get_object(), on) for kid in element["/K"])
        return Tag(element["/S"][1:], tuple(kid for kid in kids if kid is not None))

    def _kid(self, kid: Any, page: Any) -> Tag | str | None:
        if isinstance(kid, int):
            return self.texts[self._number(page), kid]
        if kid.get("/Type") == "/OBJR":
            return None
        if kid.get("/Type") == "/MCR":
            return self.texts[self._number(kid.get("/Pg", page)), kid["/MCID"]]
        return self._tag(kid, page)

    def _number(self, page: Any) -> int:
        return next(n for n, leaf in enumerate(self.reader.pages) if leaf.get_object() == page.get_object())

    def read_order(self) -> list[tuple[int, int]]:
        """The marked sequences in the order in which the tree has them."""
        root = self.reader.root_object["/StructTreeRoot"]
        return list(self._sequences(root["/K"][0].get_object(), None))

    def _sequences(self, element: Any, page: Any) -> Iterator[tuple[int, int]]:
        on = element.get("/Pg", page)
        for kid in (kid.get_object() for kid in element["/K"]):
            if isinstance(kid, int):
                yield self._number(on), kid
            elif kid.get("/Type") == "/MCR":
                yield self._number(kid.get("/Pg", on)), kid["/MCID"]
            elif kid.get("/Type") != "/OBJR":
                yield from self._sequences(kid, on)


def to_unicode(font: Any) -> dict[int, str]:
    mapping = font["/ToUnicode"].get_object().get_data().decode("ascii")
    entries = re.findall(r"^<(\w\w)> <(\w+)>$", mapping, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in entries}


@cache
def tree(sample: str, template: Template = BRIEFING) -> Tag:
    return Marks(made(sample, template)).tree()


# --- valid ----------------------------------------------------------------------------------------------------------


PROFILES = (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A)


def failures(data: bytes) -> list[tuple[str, str]]:
    reports = (validate_pdf_bytes(data, profile=profile) for profile in PROFILES)
    return [(failure.rule_id, failure.message) for report in reports for failure in report.failures]


@pytest.mark.parametrize(
    "template", [*TEMPLATES.values(), MARKED], ids=lambda template: f"{template.name} {template.marking}"
)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_file_is_pdf_ua_and_pdf_a(sample: str, template: Template) -> None:
    assert failures(made(sample, template)) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"/DisplayDocTitle true", b"/DisplayDocTitle null"),
        (b"/Marked true", b"/Marked null"),
        (b"/Tabs /S", b"/Tabs /R"),
        (b"/S /H2 ", b"/S /X2 "),
        (b"<pdfuaid:part>1<", b"<pdfuaid:part>7<"),
        (b"<pdfaid:part>2<", b"<pdfaid:part>7<"),
        (b"/ToUnicode ", b"/ToUnicorn "),
        (b"/FontFile2 ", b"/FontFile9 "),
        (b"/Contents (Paragraph", b"/Contempt (Paragraph"),
    ],
    ids=lambda change: change.decode(),
)
def test_the_validator_notices_what_is_broken(good: bytes, bad: bytes) -> None:
    data = made("ferry")
    assert good in data
    assert failures(data.replace(good, bad))


@pytest.mark.parametrize("sample", SAMPLES)
def test_everything_drawn_is_marked_and_read_in_the_order_of_the_page(sample: str) -> None:
    marks = Marks(made(sample, MARKED))
    assert marks.loose == []
    assert marks.order == marks.read_order()
    assert len(marks.order) == len(set(marks.order))


def test_every_font_is_embedded_and_has_its_characters() -> None:
    fonts = [
        font.get_object()
        for sample in SAMPLES
        for leaf in reader(made(sample)).pages
        for font in leaf["/Resources"]["/Font"].values()
    ]
    assert {font["/FontDescriptor"]["/FontFile2"].get_object()["/Length1"] > 0 for font in fonts} == {True}
    assert {re.sub(r"/[A-Z]{6}\+", "", font["/BaseFont"]) for font in fonts} == {
        "SourceSerifPro-Regular",
        "SourceSerifPro-Semibold",
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
    }
    assert all("\x00" not in to_unicode(font).values() for font in fonts)


# --- the text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_line_comes_back(name: str) -> None:
    data = made("ferry", TEMPLATES[name])
    other = words(" ".join(leaf.extract_text() for leaf in reader(data).pages))
    for line in chain(summary().short, summary().bullets, summary().medium):
        assert line.sentence.text in shown(data)
        assert line.sentence.text in other


def test_the_tree_is_a_document_with_headings_lists_and_links() -> None:
    document_tag = tree("ferry")
    assert document_tag.name == "Document"
    assert [(tag.name, tag.text) for tag in document_tag.all("H1", "H2", "H3")] == [
        ("H1", "An electric ferry for the island"),
        ("H2", "At a glance"),
        ("H2", "Key points"),
        ("H2", "Summary"),
        ("H2", "Source text"),
        ("H3", "Key points"),
    ]
    items = list(document_tag.all("LI"))
    assert [[kid.name for kid in item.kids if isinstance(kid, Tag)] for item in items] == [["Lbl", "LBody"]] * 8
    labels = [tag.text for tag in document_tag.all("Lbl")]
    assert labels == ["1", "2", "3", "¶1", "¶2", "¶3", "¶4", "¶5"]


def test_words_do_not_run_together_in_the_tree() -> None:
    first, *_ = tree("ferry").all("LI")
    assert first.text == ("1The council will replace the diesel ferry with an electric one. Stated 2 times: ¶1, ¶3")
    texts = [words(tag.text) for tag in tree("ferry").all("P")]
    assert " ".join(line.sentence.text for line in summary().short) in texts


def test_headings_below_the_name_of_a_source_go_one_deeper() -> None:
    heads = [(tag.name, tag.text) for tag in tree("several sources").all("H3", "H4")]
    assert heads == [part for n in (1, 2, 3) for part in (("H3", f"{n} A title"), ("H4", "A head"))]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_literal(text: str) -> None:
    assert text in shown(made("markup"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_leads_out_of_the_file(sample: str) -> None:
    data = made(sample)
    assert not re.search(rb"/(URI|Launch|GoToR|JavaScript|JS|OpenAction|EmbeddedFile|Image)\b", data)
    for leaf in reader(data).pages:
        assert "/XObject" not in leaf["/Resources"]


def test_without_a_point_the_page_says_so() -> None:
    assert "No summary could be made" in shown(made("nothing"))
    assert "ferry.txt" in next(tree("nothing").all("H1")).text


def test_the_marking_stands_on_every_page_and_once_in_the_text() -> None:
    template = replace(MARKED, show=replace(MARKED.show, facts=False))
    pdf = pypdfium2.PdfDocument(made("many", template))
    assert len(pdf) > 2
    assert [leaf.get_textpage().get_text_bounded().count("TLP:AMBER") for leaf in pdf] == [3] + [2] * (len(pdf) - 1)
    assert tree("many", template).text.count("TLP:AMBER") == 1


def test_a_long_marking_is_whole() -> None:
    marking = "For the members of the harbour commission and their deputies only, " * 3
    pdf = pypdfium2.PdfDocument(render(summary(), replace(BRIEFING, marking=marking)).data)
    header = pdf[0].get_textpage().get_text_bounded(top=842, bottom=790)
    assert words(header) == words(marking)


def test_a_page_says_where_it_is() -> None:
    pdf = pypdfium2.PdfDocument(made("unbroken"))
    for number, leaf in enumerate(pdf, 1):
        text = leaf.get_textpage()
        assert f"Page {number} of {len(pdf)}" in text.get_text_bounded(top=60)
        header = words(text.get_text_bounded(bottom=790))
        assert header == "" if number == 1 else header.endswith("…") and LONG_TITLE.startswith(header[:-1])


def sizes_of_type(data: bytes) -> set[float]:
    operations = ContentStream(reader(data).pages[0].get_contents(), None).operations
    return {float(operands[1]) for operands, operator in operations if operator == b"Tf"}


def test_a_long_title_is_set_smaller() -> None:
    largest = [
        max(sizes_of_type(render(told("A word.", title="Word " * count), BRIEFING).data)) for count in (1, 24, 40)
    ]
    assert largest == [23, 19, 16]


def test_many_points_are_all_there() -> None:
    told_points = numbered(2000)
    text = shown(render(told_points, TEMPLATES["plain"]).data)
    assert all(f"the number {number * 7}." in text for number in range(2000))


def test_a_very_long_paragraph_is_all_there() -> None:
    text = " ".join(f"w{number}" for number in range(40_000)) + "."
    data = render(told(text), replace(TEMPLATES["plain"], views=("short",))).data
    assert text in next(tag.text for tag in Marks(data).tree().all("P") if tag.text.startswith("w0"))


# --- characters that no face has ------------------------------------------------------------------------------------


def test_what_no_face_has_is_named_once() -> None:
    (warning,) = render(SAMPLES["foreign"], BRIEFING).warnings
    assert warning.startswith("10 characters could not be shown: U+4E2D 中, U+6587 文, U+1D518 𝔘, ")
    assert render(told("One 中 two 中."), BRIEFING).warnings == (
        "1 character could not be shown: U+4E2D 中 (for its font: pip install 'conspectus[cjk]')",
    )
    assert render(summary(), BRIEFING).warnings == ()


@pytest.mark.parametrize(
    ("text", "drawn", "named"),
    [
        ("It is 10⁻⁶ m.", "It is 10¯⁶ m.", ()),
        ("It is Ca²⁺⁺.", "It is Ca²++.", ()),
        ("It is e\u2011mail.", "It is e-mail.", ()),
        ("It is xₙ₊₁.", "It is xn+₁.", ("ₙ", "₊")),
        ("It is 中⁻中.", "It is ?¯?.", ("中",)),
    ],
)
def test_signs_that_no_face_has_are_drawn_by_what_looks_like_them(
    text: str, drawn: str, named: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporters.pdf.fonts.find_spec", lambda name: None)
    faces = Faces()
    pieces = list(faces.pieces(text, faces.serif))
    assert "".join(piece.text for piece in pieces) == drawn
    assert "".join(piece.stands_for or piece.text for piece in pieces) == text
    assert all(f"U+{ord(char):04X} {char}" in "".join(faces.warnings()) for char in named)
    assert bool(faces.warnings()) is bool(named)


def test_many_missing_characters_are_counted() -> None:
    (warning,) = render(told("".join(map(chr, range(0x4E00, 0x4E20)))), BRIEFING).warnings
    assert warning.startswith("32 characters could not be shown: U+4E00 ")
    assert " and 22 more (" in warning


def test_the_real_text_stays_for_copying() -> None:
    text = shown(made("foreign"))
    assert "中文 stands beside" in text
    assert "שלום too." in text
    assert "?? stands beside ? and ?? here, and ???? too." in words(tree("foreign").text)


def test_spaces_and_what_has_no_glyph() -> None:
    text = tree("foreign").text
    assert "A tab, a line, a   zero, a ? half, a ? none, 12 000 € and a soft hyphen." in text
    assert plain("a\u202fb\u2007c") == "a\xa0b\xa0c"


def test_other_alphabets_need_no_substitute() -> None:
    assert FOREIGN[2] in tree("foreign").text


# --- links, outline, properties -------------------------------------------------------------------------------------


def target_text(pdf: pypdfium2.PdfDocument, numbers: dict[int, int], annotation: Any) -> str:
    """What stands on the first line below the place that a link leads to."""
    leaf, kind, _, top, _ = annotation["/Dest"]
    assert kind == "/XYZ"
    text = pdf[numbers[leaf.idnum]].get_textpage()
    return words(text.get_text_bounded(bottom=float(top) - 12, top=float(top)))


@pytest.mark.parametrize("name", ["briefing", "handout"])
def test_links_lead_there_and_back(name: str) -> None:
    data = made("many", TEMPLATES[name])
    pdf, file = pypdfium2.PdfDocument(data), reader(data)
    numbers = {leaf.indirect_reference.idnum: n for n, leaf in enumerate(file.pages) if leaf.indirect_reference}
    annotations = [link.get_object() for leaf in file.pages for link in leaf.get("/Annots", ())]
    assert len(annotations) == 2 * 60
    for annotation in annotations:
        where, _, number = annotation["/Contents"].rpartition(" ")
        label = {"Paragraph": f"¶{number}", "Back to key point": number}[where]
        there = target_text(pdf, numbers, annotation)
        assert there.removeprefix("Key points ").startswith(f"{label} Statement {int(number) - 1} is about")


def test_a_link_covers_its_text() -> None:
    data = made("ferry")
    pdf, file = pypdfium2.PdfDocument(data), reader(data)
    found = []
    for leaf, drawn in zip(file.pages, pdf, strict=True):
        for annotation in (link.get_object() for link in leaf.get("/Annots", ())):
            left, bottom, right, top = (float(edge) for edge in annotation["/Rect"])
            found.append(drawn.get_textpage().get_text_bounded(left, bottom, right, top).strip())
    parts = outline(summary(), BRIEFING)
    there = [
        ref.label for part in parts if isinstance(part, Points) for point in part.points for ref in point.references
    ]
    back = [
        ref.label
        for part in parts
        if isinstance(part, SourceText)
        for block in part.blocks
        if isinstance(block, SourceParagraph)
        for run in block.runs
        for ref in run.points
    ]
    assert found == there + back


def test_references_without_a_target_are_mere_text() -> None:
    assert "¶1" in shown(made("ferry", TEMPLATES["plain"]))
    assert not any(leaf.get("/Annots") for leaf in reader(made("ferry", TEMPLATES["plain"])).pages)


def test_a_back_link_stays_with_its_sentence() -> None:
    glued = [Span("one two three", LOOK), Span("\xa0", LOOK), Span("[1]", LOOK, "point_1", "Back")]
    for width in range(20, 120):
        paragraph = Paragraph(fitted(glued, FACES), 12, width, None)
        last = "".join(span.text for span in glued)[slice(*paragraph.lines[-1])]
        assert last.endswith("three\xa0[1]") or width < FACES.serif.width("three\xa0[1]", 10)


def test_the_outline_has_the_headings() -> None:
    def entries(items: Any) -> list[Any]:
        return [entries(item) if isinstance(item, list) else item["/Title"] for item in items]

    assert entries(reader(made("ferry")).outline) == [
        "An electric ferry for the island",
        "At a glance",
        "Key points",
        "Summary",
        "Source text",
        ["Key points"],
    ]
    assert entries(reader(made("several sources")).outline)[-1] == [
        part for number in (1, 2, 3) for part in (f"{number} A title", ["A head"])
    ]


def test_the_file_describes_itself() -> None:
    metadata = Metadata(author="A. <Writer> & co", date="2026-11-18", keywords="one, two", language="en_GB")
    file = reader(render(summary(), replace(BRIEFING, metadata=metadata)).data)
    info = file.metadata
    assert (info.title, info.author) == ("An electric ferry for the island", "A. <Writer> & co")
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261118000000+00'00'"
    assert info["/Subject"] == summary().short[0].sentence.text
    xmp = file.xmp_metadata
    assert xmp.dc_title == {"x-default": info.title}
    assert xmp.dc_creator == [info.author]
    assert xmp.dc_language == ["en-GB"]
    assert (xmp.pdf_keywords, xmp.xmp_create_date.year) == ("one, two", 2026)
    assert file.root_object["/Lang"] == "en-GB"
    assert file.root_object["/ViewerPreferences"]["/DisplayDocTitle"] is not None


@pytest.mark.parametrize("date", [None, "18 November 2026", "2026-99-99"])
def test_a_date_that_is_none_gives_a_fixed_one(date: str | None) -> None:
    file = reader(render(summary(), replace(BRIEFING, metadata=Metadata(date=date))).data)
    assert file.metadata["/CreationDate"] == "D:20000101000000+00'00'"
    assert date is None or date in words(" ".join(leaf.extract_text() for leaf in file.pages))


def test_an_unknown_language_is_undetermined() -> None:
    assert reader(made("no document")).root_object["/Lang"] == "und"


@pytest.mark.parametrize(("size", "width"), [("A4", 595), ("Letter", 612)])
def test_the_sheet_is_the_one_asked_for(size: Any, width: int) -> None:
    leaf = reader(render(summary(), replace(BRIEFING, page=Page(size))).data).pages[0]
    assert int(leaf.mediabox.width) == width


# --- lines and pages ------------------------------------------------------------------------------------------------


FACES = Faces()
LOOK = Look(FACES.serif, 10, "#000000")
SHEET = Sheet.of(BRIEFING)

texts = st.text(st.sampled_from("aei mW-–/&=.中\u0301 \xa0"), max_size=200) | st.text(max_size=60)


@given(st.lists(texts, max_size=4), st.integers(5, 400))
@settings(deadline=None)
def test_lines_hold_the_text_and_the_width(parts: list[str], width: int) -> None:
    spans = fitted([Span(part, LOOK) for part in parts], FACES)
    text = "".join(span.text for span in spans)
    paragraph = Paragraph(spans, 12, width, None)
    assert "".join(text[start:end] for start, end in paragraph.lines) == text
    for start, end in paragraph.lines:
        visible = text[start:end].rstrip(" ")
        assert (
            len(visible) <= 1
            or sum(LOOK.face.width(char, 10) if char in LOOK.face.advances else 0 for char in visible) <= width + 0.01
        )


def lines(text: str, width: float) -> list[str]:
    paragraph = Paragraph(fitted([Span(text, LOOK)], FACES), 12, width, None)
    return [text[start:end] for start, end in paragraph.lines]


def test_a_line_ends_after_a_slash_or_dash_and_not_after_a_hyphen() -> None:
    assert lines("see https://example.org/one?path=two", 105) == ["see ", "https://example.org/", "one?path=two"]
    assert lines("on the 10–12 May or—rather—June", 52) == ["on the ", "10–12 May ", "or—", "rather—", "June"]
    assert lines("in the Asia-Pacific", 70) == ["in the ", "Asia-Pacific"]
    assert lines("abcdefghijklmnop", 40) == ["abcdefg", "hijklmn", "op"]


def block(lines: int, **rest: Any) -> Block:
    return Block(Paragraph(fitted([Span("word " * lines, LOOK)], FACES), 14, 20, None), 0, **rest)


blocks = st.builds(
    block,
    st.integers(1, 120),
    before=st.sampled_from([0, 22]),
    after=st.sampled_from([0, 6]),
    keep=st.booleans(),
    boxed=st.booleans(),
    head=st.none() | st.builds(block, st.integers(1, 3), before=st.just(22)),
)


@given(st.lists(blocks, max_size=12))
@settings(deadline=None, max_examples=60)
def test_pages_hold_every_line_once_and_in_order(given_blocks: list[Block]) -> None:
    pages = paginate(given_blocks, SHEET)
    placed = [placed for leaf in pages for placed in leaf]
    found = [(id(part.block), line) for part in placed for line in range(part.first, part.last)]
    assert found == [(id(block), line) for block in given_blocks for line in range(len(block.paragraph.lines))]
    for leaf in pages:
        assert leaf or not given_blocks
        assert all(upper.bottom >= lower.top for upper, lower in pairwise(leaf))
        assert all(SHEET.bottom <= part.bottom and part.top <= SHEET.height - SHEET.top for part in leaf)


@pytest.mark.parametrize("above", range(30, 46))
def test_no_line_is_left_alone_and_no_head_at_the_foot(above: int) -> None:
    pages = paginate([block(above), block(1, keep=True), block(9)], SHEET)
    counts = [[(part.block, part.last - part.first) for part in leaf] for leaf in pages]
    assert not counts[0][-1][0].keep
    assert all(count > 1 for leaf in counts for part, count in leaf if not part.keep)


# --- the same bytes, and no more than is needed ---------------------------------------------------------------------


def run(script: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_bytes_do_not_depend_on_where_and_when() -> None:
    script = (
        "import hashlib, templates; from exporters.pdf import render; from tests.samples import summary; "
        "print(hashlib.sha256(render(summary(), templates.load('briefing')).data).hexdigest())"
    )
    here = run(script, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    there = run(script, PYTHONHASHSEED="2", TZ="Asia/Kolkata", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1795000000")
    assert here == there
    assert render(summary(), BRIEFING).data == render(summary(), BRIEFING).data


def test_other_texts_have_other_identifiers() -> None:
    first, second = (reader(render(told(text), BRIEFING).data).trailer["/ID"] for text in ("One.", "Two."))
    assert first != second


def test_reportlab_is_loaded_when_it_is_used() -> None:
    assert run("import sys, exporters.pdf; print('reportlab' in sys.modules)").strip() == "False"
