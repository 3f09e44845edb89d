"""OpenDocument texts as they are read: what counts as text, what is left out, what is refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.errors import DataError, LimitError
from summarizer.options import Limits
from summarizer.readers import odt, read
from summarizer.structure import Content
from tests.growth import grows_in_proportion
from tests.packages import flat, open_document, packed

CORPUS = Path(__file__).parent / "corpus"
ONE, TWO = "The council approved the plan for the new tram.", "The work on the harbour wall begins in spring."


def content(data: bytes, limits: Limits | None = None) -> Content:
    return odt.read(data, name="a.odt", encoding=None, limits=limits or Limits())


def blocks(body: str, *, styles: str = "", automatic: str = "") -> list[Block]:
    return list(content(open_document(body, styles=styles, automatic=automatic)).blocks)


def p(inner: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def style(name: str, properties: str = "", family: str = "paragraph", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}><style:text-properties {properties}/>'
        "</style:style>"
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in row) for row in rows)
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"


def items(*inner: str) -> str:
    return f"<text:list>{''.join(f'<text:list-item>{item}</text:list-item>' for item in inner)}</text:list>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('One<text:s text:c="3"/>two<text:tab/>three', "One two\tthree"),
        ("One<text:line-break/>two", "One two"),
        ("One.<text:line-break/><text:line-break/>Two.", "One. / Two."),
        ("One\n  two", "One   two"),
        ("<text:a>One</text:a><text:span> two</text:span>", "One two"),
        (
            "One<text:note><text:note-citation>1</text:note-citation><text:note-body>x</text:note-body></text:note>",
            "One",
        ),
        ("One<office:annotation><text:p>said</text:p></office:annotation>", "One"),
        ("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby>", "漢"),
        (
            'One<text:span text:style-name="hid">not</text:span><text:span text:style-name="struck">nor</text:span>',
            "One",
        ),
        ('<text:span text:style-name="hid"><text:span text:style-name="seen">One</text:span></text:span>', "One"),
        ("One<text:change-start/>two<text:change-end/>", "Onetwo"),
        (
            '10<text:span text:style-name="up">3</text:span> CO<text:span text:style-name="down">2</text:span>',
            "10³ CO₂",
        ),
        ('1<text:span text:style-name="up">st</text:span>, x<text:span text:style-name="low">1</text:span>', "1st, x₁"),
        ('10<text:span text:style-name="flat">3</text:span>', "103"),
        ('<text:hidden-text text:string-value="x">no</text:hidden-text>One', "One"),
        ("<text:page-number>7</text:page-number>", "7"),
        ("One<draw:frame><svg:desc>a picture</svg:desc></draw:frame>", "One"),
        ("One<draw:object><office:document>a sheet</office:document></draw:object>", "One"),
    ],
)
def test_text(inner: str, expected: str) -> None:
    automatic = (
        style("hid", 'text:display="none"', "text")
        + style("struck", 'style:text-line-through-style="solid"', "text")
        + style("seen", 'text:display="true"', "text")
        + style("up", 'style:text-position="super 58%"', "text")
        + style("down", 'style:text-position="-33% 58%"', "text")
        + style("low", 'style:text-position="sub 58%"', "text")
        + style("flat", 'style:text-position="0% 100%"', "text")
    )
    assert " / ".join(block.text for block in blocks(p(inner), automatic=automatic)) == expected


def test_deletions_and_what_is_hidden_are_left_out() -> None:
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{p('gone')}</text:deletion>"
    section = '<text:section text:display="{}" text:is-hidden="{}">{}</text:section>'
    body = (
        f"{changes}</text:changed-region></text:tracked-changes>"
        + section.format("none", "false", p("a"))
        + section.format("condition", "true", p("b"))
        + section.format("true", "false", p(ONE))
        + p('<text:hidden-paragraph text:is-hidden="true"/>c')
        + p("d", "Secret")
    )
    assert blocks(body, automatic=style("Secret", 'text:display="none"')) == [Paragraph(ONE)]


def test_headings() -> None:
    styles = style("Heading_20_1", more='style:display-name="Heading 1"') + style("Title") + style("Text", "")
    automatic = style("P1", more='style:parent-style-name="Heading_20_1"') + style("P2", 'fo:font-weight="bold"')
    body = (
        p("The line", "Title")
        + '<text:h text:outline-level="2">Costs</text:h><text:h text:outline-level="x">Odd</text:h>'
        + p("Works", "P1")
        + p("A few bold words", "P2")
        + p(ONE, "P2")
    )
    found = content(open_document(body, styles=styles, automatic=automatic))
    assert found.title == "The line"
    assert found.blocks == (
        Heading("The line"),
        Heading("Costs", 2),
        Heading("Odd"),
        Heading("Works"),
        Heading("A few bold words", 2),
        Paragraph(ONE),
    )


def test_asides_by_style() -> None:
    body = p("Figure 1", "Illustration") + p("one", "Preformatted_20_Text") + p("two", "Preformatted_20_Text") + p(ONE)
    assert blocks(body) == [Aside("Figure 1", "caption"), Aside("one\ntwo", "code"), Paragraph(ONE)]


def test_lists() -> None:
    body = items(p("one") + p("more"), p("two") + items(p("deeper")), '<text:h text:outline-level="3">Costs</text:h>')
    assert blocks(body) == [
        ListItem("one"),
        Paragraph("more"),
        ListItem("two"),
        ListItem("deeper", 1),
        Heading("Costs", 3),
    ]


def test_tables_and_boxes() -> None:
    box = f"<draw:frame><draw:text-box>{p(TWO)}</draw:text-box></draw:frame>"
    body = table(("Rails", "19")) + table((ONE, "x")) + p(f"Be{box}fore.") + box
    assert blocks(body) == [
        Aside("Rails | 19", "table"),
        Paragraph(ONE),
        Aside("x", "table"),
        Paragraph("Before."),
        Paragraph(TWO),
        Paragraph(TWO),
    ]


def test_contents_are_left_out_and_sources_not_opened() -> None:
    index = f"<text:table-of-content><text:index-body>{p('Costs 1')}</text:index-body></text:table-of-content>"
    source = '<text:section><text:section-source xlink:href="/etc/passwd" xmlns:xlink="x"/></text:section>'
    found = content(open_document(index + source + p(ONE)))
    assert found.blocks == (Paragraph(ONE),)
    assert found.warnings == ("table of contents left out", "names another document, which was not opened")


def test_facts() -> None:
    meta = (
        "<dc:title>The tram</dc:title><meta:initial-creator>Ann Oakes</meta:initial-creator><dc:creator>Bo</dc:creator>"
        "<meta:creation-date>2025-01-01T08:00:00</meta:creation-date><dc:date>2026-03-14T09:26:53</dc:date>"
    )
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="DE"/>'
        "</style:default-style>"
    )
    found = content(open_document(p(ONE), meta=meta, styles=default))
    assert (found.title, found.author, found.date, found.language) == ("The tram", "Ann Oakes", "2026-03-14", "de")
    french = style("F", 'fo:language="fr" fo:country="FR"')
    assert content(open_document(p(ONE, "F"), styles=default, automatic=french)).language == "fr"


def test_headers_are_no_text() -> None:
    master = f"<style:master-page><style:header>{p('Draft')}</style:header></style:master-page>"
    assert blocks(p(ONE), styles=f"<office:master-styles>{master}</office:master-styles>") == [Paragraph(ONE)]


def test_a_flat_file_is_read_whatever_its_name() -> None:
    for name in ("a.fodt", "a.xml", "-"):
        document = read(flat(p(ONE) + "<office:binary-data>QUJD</office:binary-data>"), name=name)
        assert (document.blocks, document.warnings) == ((Paragraph(ONE),), ())
        assert document.source.media_type == "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (open_document("", manifest="<manifest:encryption-data/>"), "a.odt: is encrypted and needs a password"),
        (packed({"mimetype": "x"}), "a.odt: is no OpenDocument text: content.xml is missing"),
        (packed({"content.xml": "<a/>"}), "a.odt: is no OpenDocument text"),
        (packed({"content.xml": "<a"}), "a.odt: is damaged: content.xml is not well-formed XML"),
        (b"<a", "a.odt: is damaged: the file is not well-formed XML"),
        (packed({"content.xml": "<!DOCTYPE d><d/>"}), "a.odt: has a DTD for d"),
        (open_document(p(ONE))[:200], "a.odt: is damaged or cut off"),
    ],
)
def test_what_is_no_opendocument_text(data: bytes, message: str) -> None:
    with pytest.raises(DataError) as caught:
        content(data)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "tags", [("table:table", "table:table-row", "table:table-cell"), ("draw:text-box",), ("text:p", "draw:text-box")]
)
def test_deep_nesting_is_refused(tags: tuple[str, ...]) -> None:
    body = "".join(map("<{}>".format, tags)) * 50_000 + "".join(map("</{}>".format, reversed(tags))) * 50_000
    with pytest.raises(LimitError, match="nested too deeply"):
        content(open_document(body), Limits(max_unpacked=0))


@pytest.mark.parametrize("tag", ["text:list", "text:p", "text:span", "text:section", "text:note", "unknown"])
def test_other_nesting_does_no_harm(tag: str) -> None:
    assert Paragraph(ONE) in blocks(f"<{tag}>" * 20_000 + f"</{tag}>" * 20_000 + p(ONE))


def test_spans_in_spans_are_bounded() -> None:
    assert grows_in_proportion(lambda size: blocks(p("<text:span>x" * size + "</text:span>" * size)), size=2000)


def test_limits() -> None:
    data = open_document(p(ONE) * 10)
    with pytest.raises(LimitError, match="raise --max-text"):
        content(data, Limits(max_text=100))
    with pytest.raises(LimitError, match="raise --max-unpacked"):
        content(data, Limits(max_unpacked=500))


def test_damage_anywhere_is_refused_or_read_over() -> None:
    whole = (CORPUS / "story.odt").read_bytes()
    for offset in range(0, len(whole), 97):
        for data in (whole[:offset], whole[:offset] + bytes([whole[offset] ^ 0xFF]) + whole[offset + 1 :]):
            with suppress(DataError, LimitError):
                content(data)


@pytest.mark.parametrize(
    "piece", [p(ONE), table((ONE, "x")), items(p("one")), p(f"One <draw:rect>{p(TWO)}</draw:rect>")]
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert grows_in_proportion(lambda size: content(open_document(piece * size)), size=2000)
