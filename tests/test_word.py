"""Word documents as they are read: what counts as text, what is left out, what is refused."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest

from exporters import render
from summarizer import Options, summarize
from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.errors import DataError, LimitError
from summarizer.options import Limits
from summarizer.readers import docx, flow, read
from summarizer.structure import Content
from templates import load
from tests.conftest import Golden
from tests.growth import grows_in_proportion
from tests.packages import STRICT, open_document, packed, paragraph, run, table, word
from tests.test_readers import sketch
from tests.word_report import report

CORPUS = Path(__file__).parent / "corpus"
ONE, TWO = "The council approved the plan for the new tram.", "The work on the harbour wall begins in spring."


def content(data: bytes, limits: Limits | None = None) -> Content:
    return docx.read(data, name="a.docx", encoding=None, limits=limits or Limits())


def blocks(body: str, *, styles: str = "", numbering: str = "") -> list[Block]:
    return list(content(word(body, styles=styles, numbering=numbering)).blocks)


def text(body: str, styles: str = "") -> str:
    return " / ".join(block.text for block in blocks(body, styles=styles))


def style(identifier: str, inner: str = "", name: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name or identifier}"/>{inner}</w:style>'


def styled(identifier: str, text: str = ONE) -> str:
    return paragraph(text, properties=f'<w:pStyle w:val="{identifier}"/>')


def shifted(alignment: str, text: str) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="{alignment}"/></w:rPr><w:t>{text}</w:t></w:r>'


def part_of_field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    opened = f"{part_of_field('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{part_of_field('separate')}"
    return opened + result + part_of_field("end")


def test_a_report_with_tables_and_tracked_changes(golden: Golden) -> None:
    document = read(report(), name="report.docx")
    bullets = [f"• {line.sentence.text}\n" for line in summarize(document, Options()).bullets]
    golden("word-report.blocks", sketch(document) + "\n" + "".join(bullets))


def test_our_own_handout_reads_back() -> None:
    summary = summarize(read(CORPUS / "story.md"), Options())
    document = read(render(summary, "docx", load("handout")).data)
    texts = " ".join(block.text for block in document.blocks)
    assert document.title == summary.title
    assert [line.sentence.text for line in summary.bullets if line.sentence.text not in texts] == []


def test_what_python_docx_writes() -> None:
    made = python_docx.Document()
    made.add_heading("The tram", 0)
    made.add_heading("Costs", 2)
    made.add_paragraph(ONE)
    made.add_paragraph("Rails", style="List Bullet")
    made.add_paragraph("Depot", style="List Number 2")
    stream = BytesIO()
    made.save(stream)
    found = content(stream.getvalue())
    assert found.title == "The tram"
    assert found.blocks == (
        Heading("The tram"),
        Heading("Costs", 2),
        Paragraph(ONE),
        ListItem("Rails"),
        ListItem("Depot", 1),
    )
    assert found.language is None  # en-US is what the library writes unasked
    assert (found.author, found.date) == (None, None)  # as it does "python-docx" and 23 December 2013


# -- text --


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (run("One") + run(" two"), "One two"),
        (run("One") + "<w:r><w:tab/></w:r>" + run("two"), "One\ttwo"),
        (run("One") + "<w:r><w:br/></w:r>" + run("two"), "One two"),
        (run("One.") + "<w:r><w:br/><w:br/></w:r>" + run("Two."), "One. / Two."),
        (run("well") + "<w:r><w:noBreakHyphen/></w:r>" + run("known"), "well-known"),
        (run("har") + "<w:r><w:softHyphen/></w:r>" + run("bour"), "harbour"),
        (f'<w:hyperlink w:anchor="x">{run("One")}</w:hyperlink>', "One"),
        (f"<w:ins>{run('One')}</w:ins><w:moveTo>{run(' two')}</w:moveTo>", "One two"),
        (run("One") + f"<w:moveFrom>{run('moved')}</w:moveFrom>", "One"),
        (run("One") + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", "One"),
        (run("One") + run("hidden", "<w:vanish/>") + run("two", '<w:vanish w:val="0"/>'), "Onetwo"),
        (run("One") + run("struck", "<w:strike/>") + run("twice", "<w:dstrike w:val='true'/>"), "One"),
        (field("PAGE", run("7")), "7"),
        (field(f"IF {field('NAME', run('x'))} = 1", run("yes")), "yes"),
        ('<w:fldSimple w:instr="AUTHOR">' + run("Ann") + "</w:fldSimple>", "Ann"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>' + run(" ray"), "α ray"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>' + run(" here"), "→ here"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F001"/></w:r>' + run("x"), "x"),
        ('<w:r><w:sym w:font="Any" w:char="zz"/></w:r>' + run("x"), "x"),
        (f"<w:r><w:ruby><w:rt>{run('かん')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>", "漢"),
        ("<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>" + run(" holds"), "E=mc holds"),
        (run("One") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "One"),
        (run("10") + shifted("superscript", "3") + run(" m") + shifted("superscript", "-2"), "10³ m⁻²"),
        (run("CO") + shifted("subscript", "2"), "CO₂"),
        (run("1") + shifted("superscript", "st"), "1st"),
        (run("10") + shifted("baseline", "3"), "103"),
        (f"<w:smartTag><w:customXml>{run('One')}</w:customXml></w:smartTag>", "One"),
    ],
)
def test_text(inner: str, expected: str) -> None:
    assert text(f"<w:p>{inner}</w:p>") == expected


def test_a_style_raises_characters() -> None:
    raised = style("Power", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', kind="character")
    body = f"<w:p>{run('10')}<w:r><w:rPr><w:rStyle w:val='Power'/></w:rPr><w:t>3</w:t></w:r></w:p>"
    assert text(body, styles=raised) == "10³"


def test_a_strict_document_is_read() -> None:
    body = paragraph(ONE) + styled("Heading2", "Costs")
    assert content(word(body, namespace=STRICT)).blocks == (Paragraph(ONE), Heading("Costs", 2))


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    deleted = paragraph("One ", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert text(deleted + paragraph("two.") + paragraph("Three.")) == "One two. / Three."
    assert text(paragraph("Zero.") + deleted) == "Zero. / One "


def test_a_dropped_capital_belongs_to_its_word() -> None:
    assert text(paragraph("T", properties='<w:framePr w:dropCap="drop"/>') + paragraph("he tram.")) == "The tram."


def test_old_properties_of_a_tracked_change_do_not_count() -> None:
    change = '<w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    assert blocks(paragraph(ONE, properties=change)) == [Paragraph(ONE)]
    assert text(f"<w:p>{run(ONE, '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')}</w:p>") == ONE


def test_styles_hide_and_show() -> None:
    styles = (
        style("Secret", "<w:rPr><w:vanish/></w:rPr>")
        + style("Deeper", '<w:basedOn w:val="Secret"/>')
        + style("Seen", '<w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr>')
        + style("Toggle", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    )
    assert text(styled("Secret") + styled("Deeper", TWO) + styled("Seen", "Seen.") + paragraph(ONE), styles) == (
        f"Seen. / {ONE}"
    )
    toggled = run("seen again", '<w:rStyle w:val="Toggle"/>')
    assert (
        text(paragraph(toggled) + paragraph(toggled, properties='<w:pStyle w:val="Secret"/>'), styles) == "seen again"
    )


# -- headings --


@pytest.mark.parametrize(
    ("name", "inner", "expected"),
    [
        ("heading 3", "", Heading(ONE, 3)),
        ("Mine", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', Heading(ONE, 2)),
        ("Mine", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', Paragraph(ONE)),
        ("Mine", '<w:basedOn w:val="berschrift1"/>', Heading(ONE, 1)),
        ("Mine", '<w:basedOn w:val="Mine"/>', Paragraph(ONE)),
        ("Mine", '<w:basedOn w:val="nowhere"/>', Paragraph(ONE)),
        ("caption", "", Aside(ONE, "caption")),
        ("Subtitle", "", Aside(ONE, "caption")),
        ("Source Code", "", Aside(ONE, "code")),
        ("Body Text", "", Paragraph(ONE)),
    ],
)
def test_styles(name: str, inner: str, expected: Block) -> None:
    styles = style("Mine", inner, name) + style("berschrift1", name="heading 1")
    assert blocks(styled("Mine"), styles=styles) == [expected]


def test_the_level_of_a_paragraph_counts_before_that_of_its_style() -> None:
    properties = '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="{}"/>'
    body = paragraph("Three", properties=properties.format(2)) + paragraph("Text.", properties=properties.format(9))
    assert blocks(body) == [Heading("Three", 3), Paragraph("Text.")]


def test_a_few_words_in_bold_are_a_heading() -> None:
    bold = run("What it costs", "<w:b/>") + run(":")
    body = styled("Heading2", "Tram") + paragraph(bold) + paragraph(run(ONE, "<w:b/>"))
    assert blocks(body) == [Heading("Tram", 2), Heading("What it costs:", 3), Paragraph(ONE)]
    assert blocks(table((paragraph(run("Risk", "<w:b/>")), ONE)))[0] == Aside("Risk", "table")
    assert blocks(paragraph(run("Bold", "<w:b/>"), " and more")) == [Paragraph("Bold and more")]


# -- lists --

NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
)


def numbered(number: str, depth: str = "0") -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (numbered("5"), ListItem(ONE)),
        (numbered("5", "2"), ListItem(ONE, 2)),
        (numbered("6"), Paragraph(ONE)),
        (numbered("0"), Paragraph(ONE)),
        ('<w:pStyle w:val="Items"/>', ListItem(ONE)),
        ('<w:pStyle w:val="More"/>', ListItem(ONE, 1)),
        (f'<w:pStyle w:val="Items"/>{numbered("0")}', Paragraph(ONE)),
        (f'<w:pStyle w:val="Heading1"/>{numbered("5")}', Heading(ONE)),
    ],
)
def test_lists(properties: str, expected: Block) -> None:
    styles = style("Items", f"<w:pPr>{numbered('5')}</w:pPr>") + style(
        "More", '<w:basedOn w:val="Items"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>'
    )
    assert blocks(paragraph(ONE, properties=properties), styles=styles, numbering=NUMBERING) == [expected]


# -- tables, boxes, controls --


def test_a_table_of_facts_is_an_aside() -> None:
    assert blocks(table(("Part", "Cost"), ("Rails", "19"), ("", "")) + paragraph(ONE)) == [
        Aside("Part | Cost / Rails | 19 /  | ", "table"),
        Paragraph(ONE),
    ]
    assert blocks(table(("", ""))) == []


def test_a_table_of_sentences_is_text_and_its_labels_are_not() -> None:
    assert blocks(table((ONE, "x"), ("Risk", TWO))) == [
        Paragraph(ONE),
        Aside("x", "table"),
        Aside("Risk", "table"),
        Paragraph(TWO),
    ]


def test_a_table_of_one_cell_is_text() -> None:
    assert blocks(table((paragraph("Open until ten", properties=numbered("5")),))) == [ListItem("Open until ten")]


def test_a_long_table_is_what_it_begins_as() -> None:
    rows = flow._MANY // 2 + 1
    facts, prose = [("Boat", "7")] * rows, [(ONE, TWO)] * rows
    for rest, row in (([], []), (prose, [f"{ONE} | {TWO}"] * rows)):
        told = " / ".join(["Boat | 7"] * rows + row)
        assert blocks(table(*facts, *rest) + paragraph(ONE)) == [Aside(told, "table"), Paragraph(ONE)]
    laid_out = blocks(table(*prose, *facts))
    assert laid_out[: 2 * rows] == [Paragraph(ONE), Paragraph(TWO)] * rows
    assert laid_out[2 * rows :] == [Aside("Boat", "table"), Aside("7", "table")] * rows


def test_a_table_in_a_table() -> None:
    inner = table(("Rails", "19"))
    assert blocks(table((paragraph(ONE) + inner + paragraph(TWO), "x"))) == [
        Paragraph(ONE),
        Aside("Rails | 19", "table"),
        Paragraph(TWO),
        Aside("x", "table"),
    ]


def test_a_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(TWO)}{table(('Rails', '19'))}</w:txbxContent>"
    drawing = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    expected = [Paragraph(ONE), Paragraph(TWO), Aside("Rails | 19", "table")]
    for inner in (drawing, old, f"{both}</mc:AlternateContent>"):
        assert blocks(f"<w:p>{run(ONE[:12])}<w:r>{inner}</w:r>{run(ONE[12:])}</w:p>") == expected
    fallback = f"<mc:AlternateContent><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert blocks(f"<w:p><w:r>{fallback}</w:r></w:p>") == expected[1:]


def control(properties: str, inner: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def test_controls() -> None:
    assert blocks(control('<w:alias w:val="Report"/><w:rPr><w:vanish/></w:rPr>', paragraph(ONE))) == [Paragraph(ONE)]
    assert blocks(f"<w:p>{run('By ')}{control('', run('Ann.'))}</w:p>") == [Paragraph("By Ann.")]
    placeholder = control("<w:showingPlcHdr/>", paragraph("Click here to enter text."))
    assert blocks(placeholder + paragraph(ONE)) == [Paragraph(ONE)]


@pytest.mark.parametrize(
    "contents",
    [
        f"<w:p>{part_of_field('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{part_of_field('separate')}"
        f"{run('Costs 1')}</w:p>{paragraph('Risks 2')}<w:p>{part_of_field('end')}</w:p>",
        control(
            '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', paragraph("Contents", "Costs")
        ),
        styled("TOC1", "Costs 1") + styled("TOCHeading", "Contents"),
        '<w:p><w:fldSimple w:instr="TOC">' + run("Costs 1") + "</w:fldSimple></w:p>",
    ],
)
def test_a_table_of_contents_is_left_out(contents: str) -> None:
    found = content(word(contents + paragraph(ONE)))
    assert found.blocks == (Paragraph(ONE),)
    assert found.warnings == ("table of contents left out",)


def test_text_beside_a_table_of_contents_stays() -> None:
    begun = f"{part_of_field('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>{part_of_field('separate')}"
    nested = field("PAGEREF x", run("2"))
    body = f"<w:p>{run('Before. ')}{begun}{run('Costs')}{nested}</w:p><w:p>{part_of_field('end')}{run(ONE)}</w:p>"
    assert text(body) == f"Before.  / {ONE}"


def test_a_field_that_never_ends_swallows_nothing() -> None:
    for code in ("TOC", "PAGE"):
        opened = f"{part_of_field('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>"
        assert text(f"<w:p>{opened}{run(ONE)}</w:p>" + paragraph(TWO)) == f"{ONE} / {TWO}"
        assert text(f"<w:p>{opened}{part_of_field('separate')}{run(ONE)}</w:p>" + paragraph(TWO)) == f"{ONE} / {TWO}"
    assert text(f"<w:p>{part_of_field('end')}{part_of_field('separate')}{run(ONE)}</w:p>") == ONE


def test_documents_within_are_not_opened() -> None:
    found = content(word('<w:altChunk r:id="r9" xmlns:r="r"/>' + paragraph(ONE)))
    assert found.warnings == ("holds another document, which was not opened",)


# -- facts --


def test_facts() -> None:
    core = (
        "<dc:title>The tram</dc:title><dc:creator>Ann Oakes</dc:creator><dcterms:created>2025-01-01T08:00:00Z"
        "</dcterms:created><dcterms:modified>2026-03-14T09:26:53Z</dcterms:modified>"
    )
    found = content(word(paragraph(ONE), core=core))
    assert (found.title, found.author, found.date) == ("The tram", "Ann Oakes", "2026-03-14")
    assert content(word(styled("Title", "The line") + paragraph(ONE), core=core)).title == "The line"


@pytest.mark.parametrize(
    "title", ["Document1", "Microsoft Word - a.doc", "report.docx", "[Title]", "Word Document", ""]
)
def test_a_title_that_a_program_put_in_is_none(title: str) -> None:
    assert content(word(paragraph(ONE), core=f"<dc:title>{title}</dc:title>")).title is None


@pytest.mark.parametrize(
    ("default", "marked", "text", "expected"),
    [
        ("de-DE", "", ONE, "de"),
        ("en-US", "", ONE, None),
        ("en-US", "fr-FR", ONE, "fr"),
        ("de-DE", "en-US", ONE, "en"),
        ("de-DE", "", "Совет одобрил план строительства.", "de"),
        ("de-DE", "", "市议会批准了新的电车计划。", None),
    ],
)
def test_language(default: str, marked: str, text: str, expected: str | None) -> None:
    styles = f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{default}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    properties = f'<w:lang w:val="{marked}"/>' if marked else ""
    assert content(word(paragraph(run(text, properties)), styles=styles)).language == expected


# -- what is refused --


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (packed({"word/document.xml": "<w"}), "a.docx: is damaged: word/document.xml is not well-formed XML"),
        (packed({"word/document.xml": "<a/>"}), "a.docx: is no Word document"),
        (packed({"word/documents": "x"}), "a.docx: is no Word document: word/document.xml is missing"),
        (word(paragraph(ONE))[:300], "a.docx: is damaged or cut off"),
        (
            packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'}),
            "a.docx: has a DTD for d, which no document needs",
        ),
    ],
)
def test_what_is_no_word_document(data: bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        content(data)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("element", ["<w:tbl><w:tr><w:tc>", "<w:txbxContent>", "<w:p><w:r><w:txbxContent>"])
def test_deep_nesting_is_refused(element: str) -> None:
    ends = "".join(f"</{tag}>" for tag in reversed(element.strip("<>").split("><")))
    with pytest.raises(LimitError, match="nested too deeply"):
        content(word(element * 100_000 + ends * 100_000, core=""), Limits(max_unpacked=0))


@pytest.mark.parametrize("element", ["w:p", "w:sdt", "w:del", "w:r", "mc:AlternateContent", "w:unknown"])
def test_other_nesting_does_no_harm(element: str) -> None:
    assert blocks(f"<{element}>" * 20_000 + f"</{element}>" * 20_000 + paragraph(ONE)) == [Paragraph(ONE)]


def test_the_limit_of_text() -> None:
    data = word(paragraph(ONE) * 100)
    assert len(content(data, Limits(max_text=100 * len(ONE))).blocks) == 100
    with pytest.raises(LimitError, match="raise --max-text"):
        content(data, Limits(max_text=100 * len(ONE) - 1))


def test_the_limit_of_what_is_unpacked() -> None:
    with pytest.raises(LimitError, match="raise --max-unpacked"):
        content(word(paragraph(ONE)), Limits(max_unpacked=500))


@pytest.mark.parametrize(
    "relationship",
    [
        'Target="file:///etc/passwd" TargetMode="External"',
        'Target="../../../../etc/passwd"',
        'Target="http://example.org/a.xml"',
        'Target="NULL"',
        "",
    ],
)
def test_relationships_lead_nowhere_else(relationship: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    related = f'<Relationships><Relationship Type="{kind}" {relationship}/></Relationships>'
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{paragraph(ONE)}</w:body></w:document>'
    assert content(packed({"_rels/.rels": related, "word/document.xml": document})).blocks == (Paragraph(ONE),)


def test_a_relationship_out_of_the_file_is_not_taken_for_a_part() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    related = f'<Relationships><Relationship Type="{kind}" Target="decoy.xml" TargetMode="External"/></Relationships>'
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{paragraph(ONE)}</w:body></w:document>'
    data = packed({"_rels/.rels": related, "word/document.xml": document, "decoy.xml": "<a/>"})
    assert content(data).blocks == (Paragraph(ONE),)


def test_a_main_part_of_another_name_is_found() -> None:
    kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    related = f'<Relationships><Relationship Type="{kind}" Target="/a/main.xml"/></Relationships>'
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{paragraph(ONE)}</w:body></w:document>'
    assert content(packed({"_rels/.rels": related, "a/main.xml": document})).blocks == (Paragraph(ONE),)


def test_damage_anywhere_is_refused_or_read_over() -> None:
    whole = (CORPUS / "story.docx").read_bytes()
    for offset in range(0, len(whole), 97):
        for data in (whole[:offset], whole[:offset] + bytes([whole[offset] ^ 0xFF]) + whole[offset + 1 :]):
            with suppress(DataError, LimitError):
                content(data)


@pytest.mark.parametrize(
    "piece",
    [
        paragraph(ONE),
        table((ONE, "x")),
        f"<w:p>{part_of_field('begin')}{run('x')}</w:p>",
        f"<w:p>{part_of_field('begin')}{part_of_field('separate')}{run('x')}</w:p>",
        f"<w:p>{run('One ')}<w:r><w:txbxContent>{paragraph(TWO)}</w:txbxContent></w:r></w:p>",
        paragraph("One ", properties="<w:rPr><w:del/></w:rPr>"),
        styled("Title", "T"),
        styled("SourceCode", "code"),
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert grows_in_proportion(lambda size: content(word(piece * size + paragraph(ONE))), size=2000)


MEASURED = """
import resource, sys
from summarizer.options import Limits
from summarizer.readers import docx, odt
data = sys.stdin.buffer.read()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = peak()
reader = odt if data[30:38] == b"mimetype" else docx
content = reader.read(data, name="-", encoding=None, limits=Limits())
print(peak() - before, sum(len(block.text) for block in content.blocks))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the peak has another unit, or is not told")
@pytest.mark.parametrize("is_word", [True, False])
def test_memory_stays_within_ten_times_the_text(is_word: bool) -> None:
    texts = [f"Boat {number} of the harbour left late in the evening. " * 10 for number in range(10_000)]
    if is_word:
        marks = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/><w:lang w:val="en-GB"/>'
        data = word(
            "".join(paragraph(*(run(text[start : start + 50], marks) for start in range(0, 500, 50))) for text in texts)
        )
    else:
        data = open_document("".join(f"<text:p>{text}</text:p>" for text in texts))
    script = [sys.executable, "-c", MEASURED]
    done = subprocess.run(script, check=True, cwd=CORPUS.parent.parent, capture_output=True, input=data)
    used, characters = map(int, done.stdout.split())
    assert characters > 4_000_000
    assert used < 10 * characters + (64 << 20)


def test_a_chain_of_styles_takes_no_longer() -> None:
    def chain(size: int) -> Content:
        styles = "".join(style(f"S{number}", f'<w:basedOn w:val="S{number + 1}"/>') for number in range(size))
        return content(word("".join(styled(f"S{number}", "Text.") for number in range(size)), styles=styles))

    assert grows_in_proportion(chain, size=1000)
