"""Word, OpenDocument and EPUB: damage and lies of archives, XML that reaches out, cycles, bombs, text in odd places."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape

from tests.nasty.case import ADDRESS, BAIT, ESCAPED, MARK, SECRET, Case, Verdict, constant, prose, sentences
from tests.nasty.page_cases import paragraphs
from tests.nasty.text_cases import LIVE, in_a_sentence
from tests.packages import STRICT, flat, open_document, paragraph, run, table, word

Maker = Callable[[str], bytes]
_TEXT = (MARK,)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ENTITIES = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{BAIT}"><!ENTITY p SYSTEM "file:///etc/passwd">]>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_LAUGHING = f'<!DOCTYPE d [<!ENTITY l0 "lol">{_LAUGHS}]>'
_SQUARE = f'<!DOCTYPE d [<!ENTITY a "{"b" * 50_000}">]>'
_OUTSIDE = f'<!DOCTYPE d SYSTEM "{ADDRESS}/d.dtd" [<!ENTITY % q SYSTEM "{ADDRESS}/p.dtd"> %q;]>'


def cases() -> Iterator[Case]:
    """Every case of an archive."""
    for file, body, whole in (
        ("a.docx", "word/document.xml", _word_text(prose())),
        ("a.odt", "content.xml", _odt_text(prose())),
        ("a.epub", "OPS/one.xhtml", book(paragraphs())),
    ):
        yield from _archives(file, body, whole)
        yield from _markup(file, body, whole)
    yield from _word()
    yield from _word_cycles()
    yield from _old_word()
    yield from _open_documents()
    yield from _books()
    yield from _live()


def _word_text(text: str) -> bytes:
    return word("".join(paragraph(escape(part)) for part in text.split("\n\n")))


def _odt_text(text: str) -> bytes:
    return open_document("".join(f"<text:p>{escape(part)}</text:p>" for part in text.split("\n\n")))


_CHAPTER = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'


def book(
    body: str, *, title: str = "Mills", author: str = "Ada", more: str = "", spine: str = "", head: str = ""
) -> bytes:
    """An EPUB book of one chapter; *more* items and a *spine* of them may follow."""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
        '<dc:language>en</dc:language></metadata><manifest><item id="one" href="one.xhtml" '
        f'media-type="application/xhtml+xml"/>{more}</manifest><spine><itemref idref="one"/>{spine}</spine></package>'
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></container>',
            "OPS/a.opf": package,
            "OPS/one.xhtml": head + _CHAPTER.format(body),
        }
    )


def packed(parts: Mapping[str, str | bytes | Iterator[bytes]]) -> bytes:
    """A ZIP file of *parts*; the bytes of one that comes in pieces are never together in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            if isinstance(part, str | bytes):
                archive.writestr(entry, part)
                continue
            with archive.open(entry, "w") as stream:
                for piece in part:
                    stream.write(piece)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, str | bytes | Iterator[bytes]]:
    """The parts of a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(whole: bytes, **parts: str | bytes | Iterator[bytes] | None) -> bytes:
    """*whole* with other *parts*, or without those that are None."""
    return packed({name: part for name, part in {**unpacked(whole), **parts}.items() if part is not None})


def _marked(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """*data* with *value* so far behind every *mark*."""
    out = bytearray(data)
    place = out.find(mark)
    while place >= 0:
        out[place + offset : place + offset + len(value)] = value
        place = out.find(mark, place + 4)
    return bytes(out)


_LOCAL, _ENTRY = b"PK\x03\x04", b"PK\x01\x02"


def _archives(file: str, body: str, whole: bytes) -> Iterator[Case]:
    kind = file[2:]
    out = str(ESCAPED)
    escapes = {f"../../../../../..{out}": "x", out: "x", "..\\..\\conspectus-escaped.txt": "x"}
    every: dict[str, bytes] = {
        "encrypted": _marked(_marked(whole, _LOCAL, 6, b"\x01"), _ENTRY, 8, b"\x01"),
        "sizes-lie": _marked(whole, _ENTRY, 24, struct.pack("<I", 12)),
        "sizes-enormous": _marked(whole, _ENTRY, 20, b"\xfe\xff\xff\xff\xfe\xff\xff\xff"),
        "sizes-zip64": _marked(whole, _ENTRY, 20, b"\xff" * 8),
        "offsets-lie": _marked(whole, _ENTRY, 42, struct.pack("<I", 99)),
        "offsets-enormous": _marked(whole, _ENTRY, 42, b"\xff" * 4),
        "sums-lie": _marked(whole, _ENTRY, 16, b"\0\0\0\0"),
        "method-odd": _marked(_marked(whole, _ENTRY, 10, b"\x63\0"), _LOCAL, 8, b"\x63\0"),
        "version-future": _marked(whole, _ENTRY, 6, b"\xff\xff"),
        "counts-lie": _marked(whole, b"PK\x05\x06", 8, b"\xff\xff\xff\xff"),
        "directory-lies": _marked(whole, b"PK\x05\x06", 12, b"\xff\xff\xff\x7f\xff\xff\xff\x7f"),
        "comment-lies": _marked(whole, b"PK\x05\x06", 20, b"\xff\xff"),
        "disk-odd": _marked(whole, b"PK\x05\x06", 4, b"\x07\0\x07\0"),
        "behind-junk": b"junk" * 50 + whole,
        "before-junk": whole + b"junk" * 20_000,
        "names-lead-out": _with(whole, **escapes),
        "names-odd": _with(whole, **{"a\0b": "x", "CON": "x", "x" * 60_000: "x", "\x1b]0;x\x07": "x", "é\ud7ff": "x"}),
        "twice": _twice(whole, body),
        "many-parts": _with(whole, **{f"x{n}.xml": "<a/>" for n in range(3000)}),
        "nothing": b"PK\x05\x06" + bytes(18),
        "other-zip": packed({"a.txt": "hello"}),
        "no-body": _with(whole, **{body: None}),
        "body-empty": _with(whole, **{body: ""}),
        "body-zero-bytes": _with(whole, **{body: bytes(2000)}),
        "body-folder": _with(whole, **{body: None, f"{body}/": ""}),
    }
    for name, data in every.items():
        yield Case(f"{kind}-zip-{name}", file, constant(data), f"{name}", longest=60_000)
    for tenth in range(1, 10):
        cut = whole[: len(whole) * tenth // 10]
        yield Case(f"{kind}-cut-{tenth}", file, constant(cut), f"{tenth} tenths of a file", "refused")
    for part in unpacked(whole):
        yield Case(
            f"{kind}-without-{part.replace('/', '-').lower()}",
            file,
            constant(_with(whole, **{part: None})),
            f"no {part}",
        )
    yield Case(
        f"{kind}-bomb-media",
        file,
        partial(_padded, whole, "media/a.png", 300),
        "a picture of 300 MB",
        "shown",
        has=_TEXT,
    )
    yield Case(f"{kind}-bomb-body", file, partial(_swollen, whole, body), "a body of 300 MB", "refused", megabytes=400)


def _twice(whole: bytes, body: str) -> bytes:
    """*whole* with two parts of the name *body*, the second of which is none."""
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as archive:
        archive.filelist.append(zipfile.ZipInfo(body))  # no warning, which appending by name would give
        archive.filelist.pop()
        entry = zipfile.ZipInfo(body.replace("/", "|", 1) if "/" in body else f"|{body[1:]}")
        archive.writestr(entry, "<nothing/>")
    other = entry.filename.encode()
    return out.getvalue().replace(other, body.encode())


def _pieces(megabytes: int, head: bytes = b"", tail: bytes = b"") -> Iterator[bytes]:
    yield head
    for _ in range(megabytes):
        yield b" " * (1 << 20)
    yield tail


def _padded(whole: bytes, part: str, megabytes: int) -> bytes:
    return _with(whole, **{part: _pieces(megabytes)})


def _swollen(whole: bytes, body: str) -> bytes:
    """*whole* whose *body* has 300 MB of spaces where its text begins."""
    part = unpacked(whole)[body]
    assert isinstance(part, bytes)
    place = part.index(b"The weavers")
    return _with(whole, **{body: _pieces(300, part[:place], part[place:])})


def _markup(file: str, body: str, whole: bytes) -> Iterator[Case]:
    """Every package has a body that may be XML, or try to be more."""
    kind = file[2:]
    part = unpacked(whole)[body]
    assert isinstance(part, bytes)
    text = part.decode()
    attributes = " ".join(f'a{n}="1"' for n in range(20_000))
    namespaces = " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(5000))
    include = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" parse="text" href="{BAIT}"/>'
    bait = text.replace(f" {MARK}.", f" &x; and &p; {MARK}.")
    rows: dict[str, str | bytes] = {
        "entity-file": _ENTITIES + bait,
        "entity-address": _OUTSIDE + text,
        "entity-laughs": _LAUGHING + text.replace(MARK, f"{MARK} &l9;", 1),
        "entity-square": _SQUARE + text.replace(MARK, f"{MARK} {'&a;' * 20_000}", 1),
        "entity-undeclared": text.replace(MARK, f"{MARK} &nbsp; &quux;"),
        "include": text.replace("The weavers", f"{include}The weavers", 1),
        "stylesheet": f'<?xml-stylesheet href="{ADDRESS}/s.xsl" type="text/xsl"?>{text}',
        "utf-16": b"\xff\xfe" + f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16-le"),
        "encoding-lies": f'<?xml version="1.0" encoding="UTF-16"?>{text}',
        "encoding-odd": f'<?xml version="1.0" encoding="x-nothing"?>{text}',
        "encoding-utf-7": f'<?xml version="1.0" encoding="UTF-7"?>{text}',
        "version-odd": f'<?xml version="9.9"?>{text}',
        "cut": text[: text.rindex("</")],
        "controls": text.replace(MARK, f"{MARK} \x1b]0;x\x07 \0"),
        "references": text.replace(MARK, f"&#27;]0;x&#7; &#xFFFF; &#x202E; {MARK}"),
        "noncharacters": text.replace(MARK, f"\ufffe\uffff\u202e {MARK}"),
        "surrogates": text.replace(MARK, f"{MARK} \ud800").encode("utf-8", "surrogatepass"),
        "comments": text.replace(MARK, f"{MARK} <!-- UNSEEN --><?UNSEEN pi?>"),
        "cdata": text.replace(f" {MARK}.", f" <![CDATA[<b>&amp;</b>]]> {MARK}."),
        "attributes": text.replace("The weavers", f"<a {attributes}/>The weavers", 1),
        "long-attribute": text.replace("The weavers", f'<a b="{"c" * 9_000_000}"/>The weavers', 1),
        "long-name": text.replace("The weavers", f"<{'a' * 60_000}/>The weavers", 1),
        "namespaces": text.replace("The weavers", f"<a {namespaces}/>The weavers", 1),
        "deep": text.replace("The weavers", "<a>" * 5000 + "The weavers", 1),
        "no-namespaces": text.replace("xmlns:", "nothing-"),
    }
    for name, changed in rows.items():
        data = _with(whole, **{body: changed})
        lacks = (SECRET, "lollol", "UNSEEN", "\x1b", "\u202e")
        yield Case(f"{kind}-xml-{name}", file, constant(data), name, lacks=lacks, longest=60_000)


# -- Word --


def _word() -> Iterator[Case]:
    lines = sentences(12)
    text = "".join(map(paragraph, lines))
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{}"
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    tracked = "".join(
        f'<w:p><w:ins w:id="1" w:author="a">{run(f"{line} ")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>UNSEEN. </w:delText></w:r>'
        "</w:del></w:p>"
        for line in lines
    )
    hidden = text + paragraph(run("UNSEEN words of the council near the river.", "<w:vanish/>")) * 2
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "{}"</w:instrText></w:r>'
    letters = "".join(paragraph(*map(run, line)) for line in lines)
    rows: dict[str, tuple[str, Verdict]] = {
        "plain": (text, "shown"),
        "table": (table(*((line, "x") for line in lines)), "shown"),
        "text-box": (box.format(text), "shown"),
        "control": (f"<w:sdt><w:sdtContent>{text}</w:sdtContent></w:sdt>", "shown"),
        "tracked": (tracked, "shown"),
        "links": (
            text.replace("<w:r>", '<w:hyperlink w:anchor="x"><w:r>').replace("</w:r>", "</w:r></w:hyperlink>"),
            "shown",
        ),
        "hidden": (hidden, "shown"),
        "letters": (letters, "shown"),
        "field": (f"<w:p>{field.format(BAIT)}</w:p>{text}", "shown"),
        "field-ends": ('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 50 + text, "shown"),
        "fields-nested": (f"<w:p>{field.format('x') * 3000}</w:p>{text}", "shown"),
        "levels": (paragraph("Mills", properties='<w:outlineLvl w:val="99999999999999999999"/>') + text, "shown"),
        "list-levels": (
            "".join(
                paragraph(line, properties=f'<w:numPr><w:ilvl w:val="{10**n}"/><w:numId w:val="-{n}"/></w:numPr>')
                for n, line in enumerate(lines)
            ),
            "shown",
        ),
        "spans": (
            table(tuple(lines)).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>') + text,
            "shown",
        ),
        "symbols": (
            f'<w:p><w:r><w:sym w:font="x" w:char="ZZZZ"/><w:sym w:char="110000"/><w:sym/></w:r></w:p>{text}',
            "shown",
        ),
        "ends-only": ("<w:p/>" * 10, "refused"),
        "no-attributes": (text.replace("w:val=", "val="), "shown"),
    }
    for name, (body, verdict) in rows.items():
        has = _TEXT if verdict == "shown" else ()
        data = word(body)
        yield Case(f"docx-{name}", "a.docx", constant(data), name, verdict, has_one=has, lacks=("UNSEEN", SECRET))
    nested = "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 3000 + text
    yield Case("docx-deep-tables", "a.docx", constant(word(nested)), "3,000 tables within each other")
    boxes = "".join("<w:p><w:r><w:txbxContent>" for _ in range(80)) + text + "</w:txbxContent></w:r></w:p>" * 80
    yield Case("docx-deep-boxes", "a.docx", constant(word(boxes)), "80 boxes within each other", has=_TEXT)
    strict = word(text, namespace=STRICT)
    yield Case("docx-strict", "a.docx", constant(strict), "strict namespaces", has=_TEXT)
    yield from _word_packages(word(text))
    yield Case(
        "docx-bomb-paragraphs", "a.docx", _paragraphs, "two million paragraphs", "refused", megabytes=400, is_slow=True
    )


def _paragraphs() -> bytes:
    head, tail = word("HERE"), b""
    part = unpacked(head)["word/document.xml"]
    assert isinstance(part, bytes)
    before, tail = part.split(b"HERE")
    block = paragraph("The quillwort pump was sealed.").encode() * 1000
    return _with(head, **{"word/document.xml": (piece for piece in (before, *[block] * 2000, tail))})


def _word_packages(whole: bytes) -> Iterator[Case]:
    relation = '<Relationship Id="r{}" Type="{}/{}" Target="{}"{}/>'
    spaces = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    away = ' TargetMode="External"'
    dangling = "".join(
        relation.format(n, _RELATIONS, "image", place, "") for n, place in enumerate(("gone.png", "NULL", "", "%00"))
    )
    kinds = ("attachedTemplate", "image", "hyperlink", "oleObject", "styles", "numbering", "subDocument")
    remote = "".join(relation.format(n, _RELATIONS, kind, f"{ADDRESS}/x", away) for n, kind in enumerate(kinds))
    local = "".join(relation.format(n, _RELATIONS, kind, f"file://{BAIT}", away) for n, kind in enumerate(kinds))
    climbing = "".join(
        relation.format(n, _RELATIONS, kind, "../../../../etc/passwd", "") for n, kind in enumerate(kinds)
    )
    itself = relation.format(1, _RELATIONS, "styles", "document.xml", "")
    rows = {"dangling": dangling, "remote": remote, "local": local, "climbing": climbing, "itself": itself}
    for name, relations in rows.items():
        part = f"<Relationships {spaces}>{relations}</Relationships>"
        data = _with(whole, **{"word/_rels/document.xml.rels": part})
        yield Case(
            f"docx-related-{name}",
            "a.docx",
            constant(data),
            f"parts elsewhere: {name}",
            "shown",
            has=_TEXT,
            lacks=(SECRET,),
        )
    for name, main in (("remote", f"{ADDRESS}/d.xml"), ("climbing", "../../etc/passwd"), ("rels", "_rels/.rels")):
        part = f"<Relationships {spaces}>{relation.format(1, _RELATIONS, 'officeDocument', main, '')}</Relationships>"
        data = _with(whole, **{"_rels/.rels": part})
        yield Case(f"docx-main-{name}", "a.docx", constant(data), f"the main part elsewhere: {name}")
    sheet = packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    yield Case("docx-workbook", "a.docx", constant(sheet), "a workbook", "refused", says="Excel")
    for part in ("word/styles.xml", "word/numbering.xml", "docProps/core.xml"):
        for name, markup in (
            ("torn", "<a><b>"),
            ("other", "<a/>"),
            ("entity", f"{_ENTITIES}<a>&x;</a>"),
            ("empty", ""),
        ):
            data = _with(whole, **{part: markup})
            kind = part.partition("/")[2].partition(".")[0]
            yield Case(f"docx-{kind}-{name}", "a.docx", constant(data), f"{part} is {name}", lacks=(SECRET,))


def _word_cycles() -> Iterator[Case]:
    text = "".join(paragraph(line, properties='<w:pStyle w:val="S0"/>') for line in sentences(12))

    def styles(count: int, based: Callable[[int], int]) -> str:
        return "".join(
            f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="s{n}"/>'
            f'<w:basedOn w:val="S{based(n)}"/></w:style>'
            for n in range(count)
        )

    rows = {
        "itself": styles(1, lambda n: n),
        "pair": styles(2, lambda n: 1 - n),
        "ring": styles(5000, lambda n: (n + 1) % 5000),
        "chain": styles(20_000, lambda n: n + 1),
        "doubled": styles(3, lambda n: n + 1) * 3000,
        "unnamed": "<w:style/>" * 100 + '<w:style w:styleId=""><w:basedOn/></w:style>',
    }
    for name, part in rows.items():
        yield Case(
            f"docx-styles-{name}", "a.docx", constant(word(text, styles=part)), f"styles: {name}", "shown", has=_TEXT
        )
    item = '<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>'
    listed = "".join(paragraph(line, properties=item) for line in sentences(12))
    loop = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    linked = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    data = word(listed, numbering=loop, styles=linked)
    yield Case(
        "docx-numbering-loop", "a.docx", constant(data), "a list and a style that name each other", "shown", has=_TEXT
    )
    wild = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="-1"><w:start w:val="1e99"/><w:lvlText/></w:lvl>'
        "</w:abstractNum>" * 2000
    )
    yield Case(
        "docx-numbering-wild",
        "a.docx",
        constant(word(listed, numbering=wild)),
        "levels below nothing",
        "shown",
        has=_TEXT,
    )


def _compound(*streams: tuple[str, bytes]) -> bytes:
    """A compound file of old Office as far as a signature goes: its header, and the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") + data for name, data in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def _old_word() -> Iterator[Case]:
    old = _compound(("Root Entry", b""), ("WordDocument", b"The quillwort pump was sealed. " * 200))
    locked = _compound(("Root Entry", b""), ("EncryptionInfo", bytes(64)), ("EncryptedPackage", b"\x5a" * 4000))
    yield Case("docx-password", "a.docx", constant(locked), "needs a password", "refused", says="password")
    for file in ("a.docx", "a.doc"):
        yield Case(f"docx-old-{file[2:]}", file, constant(old), "Word 97", "refused", says="Word 97")


# -- OpenDocument --


def _open_documents() -> Iterator[Case]:
    lines = sentences(12)
    text = "".join(f"<text:p>{line}</text:p>" for line in lines)
    style = '<style:style style:name="S{}" style:family="paragraph" style:parent-style-name="S{}"/>'
    styled = text.replace("<text:p>", '<text:p text:style-name="S0">')
    frame = "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>"
    away = f'<draw:frame><draw:image xlink:href="{ADDRESS}/i.png" xmlns:xlink="http://www.w3.org/1999/xlink"/></draw:frame>'
    section = f'<text:section><text:section-source xmlns:l="http://www.w3.org/1999/xlink" l:href="file://{BAIT}"/></text:section>'
    repeated = (
        '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    )
    rows: dict[str, bytes] = {
        "plain": open_document(text),
        "flat": flat(text),
        "flat-entity": flat(text.replace(MARK, f"&x; {MARK}")).replace(b"?>", b"?>" + _ENTITIES.encode(), 1),
        "styles-itself": open_document(styled, automatic=style.format(0, 0)),
        "styles-ring": open_document(styled, automatic="".join(style.format(n, (n + 1) % 5000) for n in range(5000))),
        "styles-chain": open_document(styled, automatic="".join(style.format(n, n + 1) for n in range(20_000))),
        "spaces": open_document(text.replace(MARK, f'{MARK}<text:s text:c="999999999999"/>')),
        "spaces-negative": open_document(text.replace(MARK, f'{MARK}<text:s text:c="-5"/><text:s text:c="x"/>')),
        "spaces-many": open_document(
            f"<text:p>{'<text:s text:c=' + chr(34) + '9999' + chr(34) + '/>'}</text:p>" * 3000 + text
        ),
        "levels": open_document(f'<text:h text:outline-level="99999999999999999999">Mills</text:h>{text}'),
        "cells-repeated": open_document(repeated + text),
        "boxes": open_document(
            "<text:p>"
            + frame.format("<text:p>") * 60
            + "deep"
            + "</text:p></draw:text-box></draw:frame>" * 0
            + "</text:p>"
        ),
        "remote": open_document(f"<text:p>{away}</text:p>{text}"),
        "section-file": open_document(section + text),
        "macro": open_document(f"<office:scripts><office:script>UNSEEN</office:script></office:scripts>{text}"),
        "notes": open_document(
            text.replace(MARK, f"{MARK}<text:note><text:note-body><text:p>UNSEEN</text:p></text:note-body></text:note>")
        ),
        "meta": open_document(text, meta="<dc:title>" + "t" * 500_000 + "</dc:title><dc:date>99999999-99-99</dc:date>"),
    }
    for name, data in rows.items():
        yield Case(f"odt-{name}", "a.odt", constant(data), name, lacks=("UNSEEN", SECRET), longest=60_000)
    deep = "<text:list><text:list-item>" * 100 + f"<text:p>{lines[0]}</text:p>" + "</text:list-item></text:list>" * 100
    yield Case(
        "odt-deep-lists", "a.odt", constant(open_document(deep + text)), "100 lists within each other", has=_TEXT
    )
    encrypted = open_document(text, manifest="<manifest:encryption-data/>")
    yield Case("odt-password", "a.odt", constant(encrypted), "needs a password", "refused", says="password")
    sheet = packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"})
    yield Case("odt-spreadsheet", "a.odt", constant(sheet), "a spreadsheet", "refused", says="spreadsheet")


# -- EPUB --


def _books() -> Iterator[Case]:
    item = '<item id="{0}" href="{1}" media-type="application/xhtml+xml"/>'
    places = (
        "../../../../etc/passwd",
        "/etc/passwd",
        f"file://{BAIT}",
        f"{ADDRESS}/c",
        "%2e%2e/%2e%2e/x",
        "",
        "one.xhtml#x",
    )
    more = "".join(item.format(f"i{n}", place) for n, place in enumerate(places))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(places)))
    body = paragraphs()
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{BAIT}">]>'
    rows: dict[str, bytes] = {
        "plain": book(body),
        "places": book(body, more=more, spine=spine),
        "same-chapter": book(body, spine='<itemref idref="one"/>' * 20_000),
        "items-double": book(body, more=item.format("one", "one.xhtml") * 5000),
        "fallback-loop": book(
            body,
            more='<item id="x" href="x.svg" media-type="image/svg+xml" fallback="x"/>',
            spine='<itemref idref="x"/>',
        ),
        "entity": book(paragraphs(mark=f"&x; {MARK}"), head=entity),
        "script": book(f"<script>UNSEEN</script>{body}<iframe src='file://{BAIT}'></iframe>"),
        "container-loop": _with(
            book(body), **{"META-INF/container.xml": '<c><rootfile full-path="META-INF/container.xml"/></c>'}
        ),
        "container-many": _with(
            book(body), **{"META-INF/container.xml": "<c>" + '<rootfile full-path="x"/>' * 20_000 + "</c>"}
        ),
        "package-is-chapter": _with(
            book(body), **{"META-INF/container.xml": '<c><rootfile full-path="OPS/one.xhtml"/></c>'}
        ),
        "rights": _with(book(body), **{"META-INF/encryption.xml": "<e><EncryptedData/></e>"}),
        "rights-torn": _with(book(body), **{"META-INF/encryption.xml": "<e><Encry"}),
        "titles": book(body, title="t" * 500_000, author="a" * 500_000),
        "no-spine": _with(book(body), **{"OPS/a.opf": "<package/>"}),
    }
    for name, data in rows.items():
        lacks = ("UNSEEN", SECRET)
        yield Case(f"epub-{name}", "a.epub", constant(data), name, lacks=lacks, longest=60_000)


# -- what would be live in a page of ours --


def _live() -> Iterator[Case]:
    for name, live in LIVE.items():
        shown = escape(live)
        text = f"{live} {MARK}"
        core = f"<dc:title>{shown}</dc:title><dc:creator>{shown}</dc:creator>"
        why = f"{name} in title, author and sentence"
        words = word("".join(map(paragraph, map(escape, sentences(12, text)))), core=core)
        yield Case(f"docx-live-{name}", "a.docx", constant(words), why, "shown", has=in_a_sentence(live))
        pages = book(paragraphs(mark=escape(text)), title=shown, author=shown)
        yield Case(f"epub-live-{name}", "a.epub", constant(pages), why, "shown", has=in_a_sentence(live))
        odt = open_document("".join(f"<text:p>{escape(line)}</text:p>" for line in sentences(12, text)), meta=core)
        yield Case(f"odt-live-{name}", "a.odt", constant(odt), why, "shown", has=in_a_sentence(live))
