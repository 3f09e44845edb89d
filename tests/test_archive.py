"""Packages and their XML: read within bounds, or refused in a line."""

from __future__ import annotations

import io
import random
import sys
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest

from summarizer.errors import ConspectusError, DataError, LimitError
from summarizer.readers import xml
from summarizer.readers.archive import MAX_PARTS, Archive, target

MEGABYTE = 1_000_000


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def opened(data: bytes, limit: int = MEGABYTE) -> Archive:
    return Archive(data, name="a.docx", limit=limit)


def test_parts() -> None:
    archive = opened(packed({"a/b.xml": b"<b/>", "a/": b"", "c.xml": b"<c/>"}))
    assert list(archive) == ["a/b.xml", "c.xml"]
    assert (archive["a/b.xml"], archive["c.xml"]) == (b"<b/>", b"<c/>")
    assert "c.xml" in archive
    assert archive.get("d.xml") is None


def test_the_limit_is_that_of_all_parts_together() -> None:
    archive = opened(packed({"a": b"x" * 600, "b": b"y" * 400, "c": b"z"}), limit=1000)
    assert len(archive["a"]) + len(archive["b"]) == 1000
    with pytest.raises(LimitError, match=r"^a\.docx: unpacks to more than 1,000 bytes \(raise --max-unpacked\)$"):
        archive["c"]


def test_a_part_that_is_not_asked_for_may_have_any_size() -> None:
    assert opened(packed({"picture": bytes(2 * MEGABYTE), "text": b"It rained."}))["text"] == b"It rained."


def test_a_bomb_is_stopped_by_its_ratio_unless_all_limits_are_off() -> None:
    bomb = packed({"a": bytes(30 * MEGABYTE)})
    tracemalloc.start()
    with pytest.raises(LimitError, match=r"200 times its size \(read it all the same with --max-unpacked 0\)$"):
        opened(bomb, limit=100 * MEGABYTE)["a"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15 * MEGABYTE
    assert len(opened(bomb, limit=sys.maxsize)["a"]) == 30 * MEGABYTE


def test_prose_that_packs_well_is_no_bomb() -> None:
    text = b"It rained on the town all day long. " * 200_000
    assert len(text) > 4 * MEGABYTE
    noisy = bytes(b ^ (random.Random(number).random() < 0.004) for number, b in enumerate(text[:MEGABYTE])) * 7
    assert opened(packed({"a": noisy}), limit=100 * MEGABYTE)["a"] == noisy


def test_a_size_that_lies_unpacks_no_further() -> None:
    data = packed({"a": b"x" * 1000}).replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(DataError, match="a cannot be unpacked"):
        opened(data)["a"]


def test_more_parts_than_a_document_has() -> None:
    data = packed({str(number): b"" for number in range(MAX_PARTS + 1)})
    with pytest.raises(LimitError, match="has more than 10,000 parts, which no document has"):
        opened(data)


def test_encrypted() -> None:
    data = bytearray(packed({"a": b"secret"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(DataError, match=r"^a\.docx: is encrypted \(save a copy without a password\)$"):
        opened(bytes(data))["a"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_can_be_bounded_is_unpacked(method: int) -> None:
    with pytest.raises(DataError, match="is packed in a way that documents are not"):
        opened(packed({"a": b"x" * 100}, method))["a"]


def test_damage_anywhere_is_a_refusal() -> None:
    whole = packed({"a.xml": b"<a>It rained all day.</a>" * 20, "b.xml": b"<b/>"})
    damaged = [whole[:length] for length in range(len(whole))]
    for place in range(len(whole)):
        damaged.append(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
    problems = [problem for data in damaged if (problem := problem_of(data))]
    assert len(problems) > len(whole)
    assert not [problem for problem in problems if "\n" in problem]


def problem_of(data: bytes) -> str:
    try:
        dict(opened(data))
    except ConspectusError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("b.xhtml", "text/b.xhtml"),
        ("b.xhtml#note", "text/b.xhtml"),
        ("../styles/a.css", "styles/a.css"),
        ("/word/a.xml", "word/a.xml"),
        ("the%20end.xhtml", "text/the end.xhtml"),
        ("../../etc/passwd", None),
        ("..%2f..%2f..%2fetc/passwd", None),
        ("file:///etc/passwd", None),
        ("http://example.org/a", None),
        ("//example.org/a", None),
        ("http://[", None),
        ("#note", None),
        ("", None),
    ],
)
def test_target(link: str, name: str | None) -> None:
    assert target(link, part="text/a.xhtml") == name


# -- XML --


def parsed(markup: str) -> object:
    return xml.parse(markup.encode(), name="a.docx", part="b.xml")


def test_xml() -> None:
    root = xml.parse(b"<a><!-- c -->x<?p q?>y</a>", name="a.docx", part="b.xml")
    assert ("".join(root.itertext()), len(root)) == ("xy", 0)
    assert xml.parse("<a>é</a>".encode("utf-16"), name="a.docx", part="b.xml").text == "é"
    ncx = '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://127.0.0.1:9/ncx.dtd"><ncx/>'
    assert parsed(ncx) is not None


@pytest.mark.parametrize("markup", ["", "<a>", "<a>&nbsp;</a>", "a", "<a>\0</a>"])
def test_xml_that_is_none(markup: str) -> None:
    with pytest.raises(
        DataError, match=r"^a\.docx: is damaged: b\.xml is not well-formed XML \(open it in the program"
    ):
        parsed(markup)


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "y">', '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;'],
)
def test_entities(declared: str) -> None:
    with pytest.raises(DataError, match=r"declares entities in b\.xml, which no document needs"):
        parsed(f"<!DOCTYPE a [{declared}]><a>z</a>")


def test_entities_that_laugh() -> None:
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(DataError):
        parsed(f'<!DOCTYPE a [<!ENTITY l0 "lol">{more}]><a b="&l9;">&l9;</a>')
