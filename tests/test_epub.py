"""Books are read chapter by chapter, or refused in a line."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from summarizer.document import Aside, Block, Heading, Paragraph
from summarizer.errors import ConspectusError, DataError, LimitError
from summarizer.options import Limits
from summarizer.readers import epub
from summarizer.readers.markup_looks import Look, Looks
from summarizer.structure import Content
from tests.growth import grows_in_proportion
from tests.test_archive import packed

CORPUS = Path(__file__).parent / "corpus"
CONTAINER = b'<container><rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></container>'
CHAPTER = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
ENCRYPTED = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'


def book(spine: str = '<itemref idref="two"/><itemref idref="one"/>', **parts: str) -> bytes:
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
    xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rain</dc:title><dc:creator>Ada</dc:creator>
    <dc:creator>Bo</dc:creator><dc:date>2026</dc:date><dc:language>de-AT</dc:language></metadata><manifest>
    <item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
    <item id="one" href="ch%201.xhtml" media-type="application/xhtml+xml"/>
    <item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
    <item id="far" href="../../../etc/passwd" media-type="application/xhtml+xml"/>
    <item id="lost" href="lost.xhtml" media-type="application/xhtml+xml"/></manifest>
    <spine>{spine}</spine><guide><reference type="cover" href="cover.xhtml"/></guide></package>"""
    every = {
        "META-INF/container.xml": CONTAINER.decode(),
        "OPS/a.opf": package,
        "OPS/nav.xhtml": CHAPTER.format("<nav><ol><li>One</li></ol></nav>"),
        "OPS/ch 1.xhtml": CHAPTER.format("<h1>One</h1><p>It rained.</p>"),
        "OPS/two.xhtml": CHAPTER.format("<h1>Two</h1><p>It stopped.</p>"),
    }
    return packed({name: text.encode() for name, text in {**every, **parts}.items()})


def content(data: bytes, limits: Limits = Limits()) -> Content:  # noqa: B008
    return epub.read(data, name="a.epub", encoding=None, limits=limits)


def refusal(data: bytes) -> str:
    with pytest.raises(DataError) as caught:
        content(data)
    return str(caught.value)


TWO: tuple[Block, ...] = (Heading("Two"), Paragraph("It stopped."))
ONE: tuple[Block, ...] = (Heading("One"), Paragraph("It rained."))


def test_chapters_in_the_order_of_the_spine() -> None:
    found = content(book())
    assert found.blocks == (*TWO, *ONE)
    assert (found.title, found.author, found.date, found.language) == ("Rain", "Ada, Bo", "2026", "de")


def test_what_is_no_chapter() -> None:
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("nav", "far", "lost", "none", "one", "one"))
    found = content(book(spine + '<itemref idref="two" linear="no"/>'))
    assert found.blocks == ONE
    assert found.warnings == ("chapter OPS/lost.xhtml is missing",)


@pytest.mark.parametrize("kind", ["toc", "cover", "copyright-page", "titlepage"])
def test_parts_of_a_chapter_that_are_no_text(kind: str) -> None:
    body = f'<section epub:type="{kind}"><p>All rights reserved.</p></section><p>It stopped.</p>'
    assert content(book(**{"OPS/two.xhtml": CHAPTER.format(body)})).blocks == (TWO[1], *ONE)


def test_notes() -> None:
    body = (
        '<p>It stopped.<a epub:type="noteref" href="#n">1</a></p>'
        '<aside epub:type="footnote" id="n"><p>At noon.</p></aside>'
    )
    found = content(book(**{"OPS/two.xhtml": CHAPTER.format(body)})).blocks
    assert found[:2] == (Paragraph("It stopped."), Aside("At noon.", "note"))


def test_protected() -> None:
    aes = ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    remedy = "(use a copy without it, from the publisher or the shop)"
    assert refusal(book(**{"META-INF/encryption.xml": aes})) == f"a.epub: is protected by DRM {remedy}"
    fonts = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert content(book(**{"META-INF/encryption.xml": fonts})).blocks == (*TWO, *ONE)


def test_no_book() -> None:
    assert "META-INF/container.xml is missing" in refusal(packed({"a": b"b"}))
    assert "names no package" in refusal(book(**{"META-INF/container.xml": "<container/>"}))
    far = '<container><rootfile full-path="../../etc/passwd"/></container>'
    assert "names no package" in refusal(book(**{"META-INF/container.xml": far}))
    assert "OPS/a.opf is not well-formed XML" in refusal(book(**{"OPS/a.opf": "<package>"}))


def test_entities_of_a_chapter_are_not_looked_up() -> None:
    declared = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = content(book(**{"OPS/two.xhtml": declared + CHAPTER.format("<p>It stopped &x;.</p>")}))
    assert found.blocks[0] == Paragraph("It stopped &x;.")


def test_bounds() -> None:
    with pytest.raises(LimitError, match="raise --max-text"):
        content(book(), Limits(max_text=20))
    with pytest.raises(LimitError, match="raise --max-unpacked"):
        content(book(), Limits(max_unpacked=900))


def test_any_part_of_a_book_is_read_or_refused() -> None:
    whole = (CORPUS / "story.epub").read_bytes()
    odd = [whole[:length] for length in range(0, len(whole), 397)]
    odd += [whole[:place] + b"\xff" + whole[place + 1 :] for place in range(0, len(whole), 397)]
    assert [data for data in odd if not is_handled(data)] == []


def is_handled(data: bytes) -> bool:
    try:
        return bool(content(data).blocks)
    except ConspectusError as error:
        return "\n" not in str(error)


SHEET = """/* a book } without headings */ @media print { .body { font-size: 3pt } }
.body { font-size: 12pt } .part, span.large { font-size: 18pt; font-weight: bold }
.small { font-size: 1.25em } .strong { font-weight: 700 } .broken { font-size: ; {"""
CHAPTERS = (
    '<p class="part">Rain</p><p><span class="body">It rained on the town all day, and on the hills behind it.</span>'
    '</p><p class="small">The night</p><p class="body">The river rose by two metres, and nobody slept.</p>'
    '<p class="body"><span class="strong">The end</span></p><p class="strong">It was over at noon.</p>'
    '<p class="body"><span class="large">B</span>ut the bridge was lost.</p>'
)


def with_sheet(body: str, title: str = "Rain", sheet: str = SHEET) -> Content:
    item = '<item id="css" href="a.css" media-type="text/css"/></manifest>'
    with_css = {"OPS/two.xhtml": CHAPTER.format(body), "OPS/a.css": sheet}
    whole = book('<itemref idref="two"/>', **with_css)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    package = parts["OPS/a.opf"].replace("</manifest>", item).replace("<dc:title>Rain", f"<dc:title>{title}")
    return content(packed({name: part.encode() for name, part in {**parts, "OPS/a.opf": package}.items()}))


def test_headings_by_their_look() -> None:
    found = with_sheet(CHAPTERS).blocks
    assert [block for block in found if isinstance(block, Heading)] == [
        Heading("Rain", 1),
        Heading("The night", 2),
        Heading("The end", 3),
    ]
    assert [block.text[:8] for block in found if isinstance(block, Paragraph)] == [
        "It raine",
        "The rive",
        "It was o",
        "But the ",
    ]


@pytest.mark.parametrize(
    ("style", "is_heading"),
    [
        ("font: bold 12pt/1.2 serif", True),
        ("font:italic 700 12pt serif", True),
        ("font-weight: bold; font: 12pt serif", False),
        ("font: caption", False),
        ("font-size: x-large", True),
        ("font-size: X-Large !important", True),
        ("font-size: larger", True),
        ("font-size: medium", False),
        ("font-size: smaller; font-weight: bold", False),
        ("font-size: .9em; font-size: 1.5em", True),
        ("font-size: 1.5em; font-size: .9em", False),
        ("font-weight: bold; font-weight: inherit", True),
        ("font-weight: bold!important", True),
        ("font-size: 2pc", True),
    ],
)
def test_what_styles_say_of_size_and_weight(style: str, is_heading: bool) -> None:
    text = "<p>It rained on the town all day, and on the hills behind it.</p><p {}>The night</p><p>Nobody slept.</p>"
    for attribute, sheet in ((f'style="{style}"', ""), ('class="a"', f".a {{ {style} }}")):
        found = with_sheet(text.format(attribute), sheet=sheet).blocks
        assert (Heading("The night") in found) is is_heading


def test_the_styles_of_a_chapter_are_its_own() -> None:
    base = Looks(".a { font-size: 20pt }")
    looks = Looks(before=base)
    looks.add(".a { font-weight: bold } .b { font-size: 9pt }")
    assert (looks.look("a", "", Look()), base.look("a", "", Look())) == (Look(20, True), Look(20))
    assert (looks.look("b", "", Look()), base.look("b", "", Look())) == (Look(9), Look(12))


def test_looks_make_no_headings_where_a_book_has_its_own() -> None:
    found = with_sheet(f"<h1>One</h1>{CHAPTERS}").blocks
    assert [block for block in found if isinstance(block, Heading)] == [Heading("One")]


@pytest.mark.parametrize("title", ["Unknown Title", "unknown", "report.epub", "Untitled"])
def test_a_title_that_is_none(title: str) -> None:
    assert with_sheet(CHAPTERS, title).title is None


@pytest.mark.parametrize("sheet", ["/*" * 1000, "{" * 1000, ".a" * 1000, ".a{font-size:" * 1000, "}" * 1000])
def test_style_sheets_grow_in_proportion(sheet: str) -> None:
    assert grows_in_proportion(lambda count: Looks(sheet * count), 100)
