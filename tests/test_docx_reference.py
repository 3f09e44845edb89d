"""Word files of the user's as the ground of ours: what is taken from them, and what never is."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import docx.document
import pytest
from docx.shared import Mm
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import templates
from exporters import render
from exporters.docx import package
from exporters.docx.package import pack
from summarizer.cli import main
from summarizer.errors import UsageError
from templates import Reference, Styles, Template
from tests.samples import summary
from tests.test_docx import ARABIC, HOSTILE, told
from tests.word_checks import W, own_findings, parts, validators

HANDOUT = templates.load("handout")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = f'xmlns:w="{W[1:-1]}" xmlns:r="{OFFICE}/relationships"'
BLANK = f"<w:document {NAMESPACES}><w:body><w:p/></w:body></w:document>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def word_file(
    document: str = BLANK,
    related: Mapping[str, tuple[str, str]] | None = None,
    of_document: str = "",
    main_type: str = "document.main",
) -> bytes:
    """A Word file: *related* has the kind and the text of further parts by their names, *of_document* relationships."""
    related = related or {}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
        for name, (kind, _) in related.items()
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>'
        for name, (kind, _) in related.items()
    )
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}.{main_type}+xml"/>{types}</Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="'
            f'{OFFICE}/relationships/officeDocument" Target="/word/document.xml"/></Relationships>'.encode(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}{of_document}'
            "</Relationships>".encode(),
            **{f"word/{name}.xml": text.encode() for name, (_, text) in related.items()},
        }
    )


def style(name: str, id_: str, kind: str = "paragraph", inside: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{inside}</w:style>'


def styled(*styles: str) -> bytes:
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    return word_file(related={"styles": ("styles", f"<w:styles {NAMESPACES}>{normal}{''.join(styles)}</w:styles>")})


@cache
def new_word_file() -> bytes:
    """What a new file of Word has: four styles, a theme-less look, one section; no header, no lists."""
    defaults = "".join(
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
        for kind, id_, name in (
            ("paragraph", "Normal", "Normal"),
            ("character", "DefaultParagraphFont", "Default Paragraph Font"),
            ("table", "TableNormal", "Normal Table"),
            ("numbering", "NoList", "No List"),
        )
    )
    section = (
        '<w:sectPr w:rsidR="A1"><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
        'w:left="1440" w:header="708" w:footer="708" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
    )
    document = f"<w:document {NAMESPACES}><w:body><w:p/>{section}</w:body></w:document>"
    settings = f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="t"/><w:mirrorMargins/></w:settings>'
    related = {
        "styles": ("styles", f"<w:styles {NAMESPACES}><w:docDefaults/>{defaults}</w:styles>"),
        "settings": ("settings", settings),
    }
    return word_file(document, related)


@cache
def letterhead() -> bytes:
    """A house style: python-docx's template on a page of its own, with a picture in the header, text in the footer."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(200), Mm(250), Mm(40)
    section.header.paragraphs[0].add_run().add_picture(BytesIO(PNG))
    section.footer.paragraphs[0].text = "Example Institute"
    made.add_paragraph("Text of the template")
    saved = BytesIO()
    made.save(saved)
    return saved.getvalue()


@cache
def libre_office_file() -> bytes:
    """As LibreOffice 7 writes them: names with capitals, a list level out of order, no theme, no settings."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:pStyle w:val="Heading1"/><w:numFmt w:val="none"/></w:lvl>'
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    head = '<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    styles = normal + style("Heading 1", "Heading1", inside=head) + style("Text Body", "TextBody")
    return word_file(
        related={
            "styles": ("styles", f"<w:styles {NAMESPACES}>{styles}</w:styles>"),
            "numbering": ("numbering", numbering),
        }
    )


REFERENCES: Mapping[str, Callable[[], bytes]] = {
    "new": new_word_file,
    "letterhead": letterhead,
    "LibreOffice": libre_office_file,
    "no styles": word_file,
    "of ours": lambda: render(told("One.", title="An old title"), "docx", replace(HANDOUT, marking="TLP:RED")).data,
}
OWN_TEXT = {"letterhead": ["Text of the template"]}
"""What the new summary follows; an earlier one makes way for it."""
every_reference = pytest.mark.parametrize("name", REFERENCES)


def on(data: bytes, **changes: object) -> Template:
    return replace(HANDOUT, reference=Reference("house.docx", data), **changes)  # type: ignore[arg-type]


def made(data: bytes, **changes: object) -> bytes:
    return render(summary(), "docx", on(data, **changes)).data


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(BytesIO(data))


@every_reference
@pytest.mark.parametrize("marking", [None, "TLP:AMBER"])
def test_a_file_on_any_reference_has_no_findings(name: str, marking: str | None, tmp_path: Path) -> None:
    data = made(REFERENCES[name](), marking=marking)
    assert own_findings(data) == []
    assert validators(data, tmp_path) == []
    if marking:
        section = opened(data).sections[0]
        assert marking in section.header.paragraphs[0].text
        assert marking in section.footer.paragraphs[-1].text


@every_reference
def test_the_text_comes_back_whatever_the_reference(name: str) -> None:
    of = told(ARABIC, *HOSTILE[2:])
    plain, on_reference = (
        [each.text for each in opened(render(of, "docx", template).data).paragraphs]
        for template in (HANDOUT, on(REFERENCES[name]()))
    )
    assert on_reference == [*OWN_TEXT.get(name, []), *plain]


def test_page_header_footer_and_styles_are_those_of_the_reference() -> None:
    document = opened(made(letterhead()))
    section = document.sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height, section.left_margin) if each] == [
        200,
        250,
        40,
    ]
    assert section.footer.paragraphs[0].text == "Example Institute"
    assert PNG in parts(made(letterhead())).values()
    own, title, *_ = document.paragraphs
    assert own.text == "Text of the template"
    assert title.style is not None
    assert title.style.name == "Title"
    # Word's own look of 2013, not ours
    assert document.styles["Title"].font.size == opened(letterhead()).styles["Title"].font.size


def test_ours_stand_in_for_a_header_and_footer_that_are_not_there() -> None:
    section = opened(made(new_word_file())).sections[0]
    assert [each.text for each in section.header.paragraphs] == ["An electric ferry for the island"]
    assert [each.text for each in section.first_page_header.paragraphs] == [""]
    assert section.footer.paragraphs[0].text.startswith("Page 1 of 1\t")
    tabs = etree.fromstring(parts(made(new_word_file()))["word/footer3.xml"]).find(f".//{W}tabs")
    assert [tab.get(f"{W}pos") for tab in tabs][-1] == str(12240 - 2 * 1440)


def test_the_settings_of_the_page_are_kept_and_no_attached_template() -> None:
    settings = parts(made(new_word_file()))["word/settings.xml"]
    assert b"mirrorMargins" in settings
    assert b"attachedTemplate" not in settings


def test_a_handout_of_ours_as_reference_gets_the_new_title_and_marking() -> None:
    section = opened(made(REFERENCES["of ours"](), marking="TLP:GREEN")).sections[0]
    assert [each.text for each in section.header.paragraphs] == [
        "\u00a0TLP:GREEN\u00a0",
        "An electric ferry for the island",
    ]
    assert [each.text for each in section.footer.paragraphs][1:] == ["\u00a0TLP:GREEN\u00a0"]
    assert render(summary(), "docx", on(REFERENCES["of ours"]())).warnings == ()


@pytest.mark.parametrize(
    ("styles", "names", "id_"),
    [
        ([style("title", "T7")], {}, "T7"),
        ([style("TITLE", "T7")], {}, "T7"),
        ([style("Titel", "Title")], {}, "Title"),
        ([style("Title", "T7"), style("House Title", "H")], {"title": "house title"}, "H"),
        ([style("Title", "T7", "character")], {}, "Title"),  # of another kind: one is made
    ],
)
def test_styles_are_found_by_name_by_id_and_by_the_template(styles: list[str], names: dict[str, str], id_: str) -> None:
    data = made(styled(*styles), styles=Styles(**names))
    title = etree.fromstring(parts(data)["word/document.xml"]).find(f".//{W}pStyle")
    assert title.get(f"{W}val") == id_
    assert own_findings(data) == []


def test_what_is_missing_is_made_and_said() -> None:
    (warning,) = render(summary(), "docx", on(styled(style("Quote", "Q"), style("heading 1", "H1")))).warnings
    assert warning == (
        "house.docx has no styles Title, Subtitle, Heading 2, List Number; made to fit "
        "(or name yours under [styles] in a template)"
    )
    assert render(summary(), "docx", on(word_file())).warnings == (
        "house.docx has no styles; those of Conspectus are used",
    )


def test_a_list_number_that_does_not_count_is_given_numbers() -> None:
    rendered = render(summary(), "docx", on(styled(style("List Number", "LN"))))
    assert "the style List Number of house.docx does not count; numbers were added" in rendered.warnings
    styles = etree.fromstring(parts(rendered.data)["word/styles.xml"])
    assert styles.find(f"{W}style[@{W}styleId='LN']/{W}pPr/{W}numPr/{W}numId") is not None
    assert "does not count" not in "".join(render(summary(), "docx", on(letterhead())).warnings)


def test_a_marking_in_a_style_that_the_template_names() -> None:
    inside = '<w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>Letterhead</w:t></w:r>'
    data = made(header_with(inside), marking="TLP:RED")
    named = made(letterhead(), marking="TLP:RED", styles=Styles(handling_marking="Header"))
    assert [each.text for each in opened(data).sections[0].header.paragraphs] == ["\u00a0TLP:RED\u00a0", "Letterhead"]
    banner = opened(named).sections[0].header.paragraphs[0]
    assert banner.text == "\u00a0TLP:RED\u00a0"
    assert banner.style is not None
    assert banner.style.name == "Header"


def test_a_style_that_the_template_names_and_the_file_lacks() -> None:
    with pytest.raises(UsageError) as caught:
        made(styled(style("House Title", "H"), style("Titel", "Title")), styles=Styles(title="Hose Title"))
    assert str(caught.value) == (
        "house.docx: has no paragraph style Hose Title, which styles.title names (did you mean House Title?)"
    )


def header_with(inside: str, relationships: str = "") -> bytes:
    """A file whose header holds *inside*, with relationships of its own."""
    document = (
        f'<w:document {NAMESPACES}><w:body><w:sectPr><w:headerReference w:type="default" r:id="head"/>'
        '<w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
        'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    files = parts(word_file(document, {"head": ("header", f"<w:hdr {NAMESPACES}><w:p>{inside}</w:p></w:hdr>")}))
    files["word/_rels/head.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{relationships}</Relationships>'.encode()
    )
    return pack(files)


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="x" Type="{OFFICE}/relationships/{kind}" Target="{target}" TargetMode="External"/>'


def field(code: str, nested: str = "", result: str = "kept") -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in (code[:5], code[5:]))
        + f'{nested}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BLIP = (
    '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="x"/></w:drawing>'
    "</w:r><w:r><w:t>kept</w:t></w:r>"
)
VML = (
    '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://evil.example/a"/></w:pict></w:r>'
    "<w:r><w:t>kept</w:t></w:r>"
)


@pytest.mark.parametrize(
    ("inside", "relationships"),
    [
        (BLIP, relation("image", "http://evil.example/a.png")),
        (BLIP, relation("image", "file:///etc/passwd")),
        (VML, ""),
        (
            '<w:hyperlink r:id="x"><w:r><w:t>kept</w:t></w:r></w:hyperlink>',
            relation("hyperlink", "file://evil.example"),
        ),
        (field("INCLUDEPICTURE evil.example"), ""),
        (field("", field("TITLE") + "<w:r><w:instrText> evil.example</w:instrText></w:r>"), ""),
        (field("IF 1=1 ", field("INCLUDETEXT evil.example")), ""),
        ('<w:fldSimple w:instr="DDEAUTO evil.example"><w:r><w:t>kept</w:t></w:r></w:fldSimple>', ""),
    ],
)
def test_nothing_survives_that_word_would_fetch(inside: str, relationships: str) -> None:
    data = made(header_with(inside, relationships))
    everything = b"".join(parts(data).values())
    assert b"evil" not in everything
    assert b"TargetMode" not in everything
    assert own_findings(data) == []
    assert "kept" in opened(data).sections[0].header.paragraphs[0].text


def test_a_link_to_click_and_a_number_of_the_page_are_kept() -> None:
    link = '<w:hyperlink r:id="x"><w:r><w:t>kept</w:t></w:r></w:hyperlink>'
    data = made(header_with(link + field("PAGE"), relation("hyperlink", "https://example.org/")))
    header = parts(data)["word/header1.xml"]
    assert b"instrText" in header
    assert b"https://example.org/" in parts(data)["word/_rels/header1.xml.rels"]


def with_part(name: str, content: bytes, data: bytes | None = None) -> bytes:
    return pack({**parts(data or new_word_file()), name: content})


def locked() -> bytes:
    data = bytearray(new_word_file())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 1)
    return bytes(data)


BAD: Mapping[str, tuple[bytes, str]] = {
    "text": (b"Dear Sir", "is not a Word file (name a .docx or .dotx file)"),
    "empty": (b"", "is not a Word file (name a .docx or .dotx file)"),
    "a zip": (pack({"a.txt": b"a"}), "is not a Word file (name a .docx or .dotx file)"),
    "a workbook": (word_file(main_type="x"), "is not a Word file (name a .docx or .dotx file)"),
    "cut": (new_word_file()[:-30], "is damaged (open it in Word and save it anew)"),
    "Word 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a file of Word 97 to 2003 (save it as .docx)"),
    "password": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "is encrypted (save it without a password)",
    ),
    "zip password": (locked(), "is encrypted (save it without a password)"),
    "macros by type": (
        word_file(main_type="template.macroEnabledTemplate.main"),
        "has macros (save it as .docx or .dotx, which have none)",
    ),
    "macros by part": (
        with_part("word/vbaProject.bin", b""),
        "has macros (save it as .docx or .dotx, which have none)",
    ),
    "not XML": (
        with_part("word/document.xml", b"<w:docu"),
        "is damaged: word/document.xml is not XML (open it in Word and save it anew)",
    ),
    "a DTD": (
        with_part("word/document.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        "is damaged: word/document.xml has a DTD (open it in Word and save it anew)",
    ),
    "strict": (
        with_part("word/document.xml", b'<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        'is in the strict form of Open XML (save it as "Word Document (.docx)")',
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_serve_gets_one_line(name: str) -> None:
    data, problem = BAD[name]
    with pytest.raises(UsageError) as caught:
        made(data)
    assert str(caught.value) == f"house.docx: {problem}"


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 100_000)
    with pytest.raises(UsageError, match="has more than 100,000 bytes unpacked"):
        made(with_part("word/media/a.png", bytes(200_000)))
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    with pytest.raises(UsageError, match="has more than 3 parts"):
        made(new_word_file())


@given(st.data())
def test_a_damaged_file_is_refused_or_serves(data: st.DataObject) -> None:
    broken = bytearray(letterhead())
    for _ in range(3):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        made(bytes(broken))
    except UsageError as error:
        refused = error.subject == "house.docx"
        assert refused


def test_comments_in_the_xml_do_no_harm() -> None:
    data = word_file(main_type="template.main")
    commented = {
        name: part.replace(b"><", b"><!-- a --><?b c?><") if name.endswith((".xml", ".rels")) else part
        for name, part in parts(data).items()
    }
    assert made(pack(commented)) == made(data)


def test_a_dotx_serves_and_the_same_file_gives_the_same_bytes() -> None:
    data = word_file(main_type="template.main")
    assert made(data) == made(data)
    types = zipfile.ZipFile(BytesIO(made(data))).read("[Content_Types].xml")
    assert b"document.main+xml" in types
    assert b"template.main" not in types


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The river has been uncovered. Traders fear the building work.", "utf-8")
    (tmp_path / "house.dotx").write_bytes(letterhead())
    (tmp_path / "house.dotx.docx").write_bytes(letterhead())
    return tmp_path


def test_the_command_takes_a_reference_document(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.txt", "-o", "a.docx", "-o", "a.pdf", "--reference-doc", "house.dotx"]) == 0
    assert capsys.readouterr().err == ""
    assert opened((command / "a.docx").read_bytes()).sections[0].footer.paragraphs[0].text == "Example Institute"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", "a.docx", "--reference-doc", "no.docx"], 66, "no.docx: cannot be read: No such file or directory"),
        (["-o", "a.docx", "--reference-doc", "a.txt"], 2, "a.txt: is not a Word file (name a .docx or .dotx file)"),
        (
            ["-o", "house.dotx.docx", "--reference-doc", "house.dotx.docx", "--force"],
            73,
            "house.dotx.docx: is the reference document (choose another name)",
        ),
        (["-o", "a.pdf", "--reference-doc", "house.dotx"], 2, "house.dotx: is for Word (write one with -o FILE.docx)"),
    ],
)
def test_the_command_says_what_is_wrong_before_it_reads(
    command: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert main(["missing.txt", *arguments]) == code
    assert message in capsys.readouterr().err.replace("--reference-doc ", "")
    assert not list(command.glob("a.docx"))
