"""The checks of a Word file notice each way of breaking one; a handout stays whole when a person edits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

import templates
from benchmarks import speed
from exporters.docx import render
from exporters.docx.package import pack
from summarizer.summary import Summary
from tests.samples import summary
from tests.word_checks import W, own_findings, parts, validators

Parts = dict[str, bytes]
BODY, TYPES = "word/document.xml", "[Content_Types].xml"


@cache
def handout() -> bytes:
    return render(summary(), templates.load("handout")).data


def changed(old: str, new: str, part: str = BODY, count: int = -1) -> Callable[[Parts], None]:
    def change(files: Parts) -> None:
        assert old.encode() in files[part]
        files[part] = files[part].replace(old.encode(), new.encode(), count)

    return change


def without(part: str) -> Callable[[Parts], None]:
    def change(files: Parts) -> None:
        del files[part]

    return change


QUOTE = '<w:pStyle w:val="Quote"/>'
LIST = '<w:pStyle w:val="ListNumber"/>'
MUTATIONS: Mapping[str, tuple[Callable[[Parts], None], str]] = {
    "a list that is nowhere": (
        changed(LIST, f'{LIST}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>', count=1),
        "no list 77",
    ),
    "a style that is nowhere": (changed('w:val="Quote"', 'w:val="NoSuch"'), "no style NoSuch"),
    "a link to nowhere": (changed('w:anchor="source_1_1"', 'w:anchor="nowhere"'), "nowhere is nowhere"),
    "properties out of order": (changed(QUOTE, f'<w:jc w:val="left"/>{QUOTE}'), f"{BODY}: <w:pPr"),
    "a footnote that is nowhere": (
        changed("<w:r>", '<w:r><w:footnoteReference w:id="9"/></w:r><w:r>', count=1),
        "no footnote 9",
    ),
    "a bookmark twice": (changed('w:name="point_2"', 'w:name="point_1"'), "point_1 is twice there"),
    "the number of a bookmark twice": (changed('w:id="2"', 'w:id="1"'), "number 1 is twice there"),
    "a bookmark of a long name": (changed('w:name="point_1"', f'w:name="{"a" * 41}"'), f"{'a' * 41} is no name"),
    "a control character": (changed("ferry", "fer&#1;ry"), "no XML: "),
    "a part that is missing": (without("word/footer1.xml"), "word/document.xml: word/footer1.xml is missing"),
    "a part without a type": (
        lambda files: files.update(
            {TYPES: re.sub(rb'<Override PartName="/word/footer1.xml"[^>]*/>', b"", files[TYPES])}
        ),
        "word/footer1.xml has no content type",
    ),
    "a header without a relationship": (changed('r:id="rId6"', 'r:id="rId66"'), "word/document.xml: rId66 is no"),
}


def test_a_good_file_has_no_findings(tmp_path: Path) -> None:
    assert own_findings(pack(parts(handout()))) == []
    assert validators(handout(), tmp_path) == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_way_of_breaking_a_file_is_noticed(name: str) -> None:
    change, problem = MUTATIONS[name]
    files = parts(handout())
    change(files)
    findings = own_findings(pack(files))
    assert any(finding.startswith(problem) for finding in findings), findings


def numbered(files: Parts) -> list[str]:
    """The texts of the paragraphs that Word numbers as key points, in order: their place is their number."""
    body = etree.fromstring(files[BODY])
    marks = body.iter(f"{W}pStyle")
    lines = [mark.getparent().getparent() for mark in marks if mark.get(f"{W}val") == "ListNumber"]
    assert all(line.find(f"{W}pPr/{W}numPr") is None for line in lines)  # no number of its own, the style counts
    return ["".join(line.itertext(f"{W}t")) for line in lines]


def test_a_point_that_a_person_adds_is_counted(tmp_path: Path) -> None:
    """As Word does at the Enter key behind a point: a paragraph of the same style, without the bookmark."""
    files = parts(handout())
    body = etree.fromstring(files[BODY])
    first = next(
        mark.getparent().getparent() for mark in body.iter(f"{W}pStyle") if mark.get(f"{W}val") == "ListNumber"
    )
    new = etree.Element(f"{W}p")
    new.append(deepcopy(first.find(f"{W}pPr")))
    etree.SubElement(etree.SubElement(new, f"{W}r"), f"{W}t").text = "Mine."
    first.addnext(new)
    files[BODY] = etree.tostring(body)
    edited = numbered(files)
    assert len(edited) == 4
    assert edited[1] == "Mine."
    assert own_findings(pack(files)) == []
    assert validators(pack(files), tmp_path) == []


def test_a_point_that_a_person_deletes_leaves_the_others_whole(tmp_path: Path) -> None:
    """As Word does: the paragraph goes with its bookmark, so that only the links to it lead nowhere."""
    files = parts(handout())
    before = numbered(files)
    body = etree.fromstring(files[BODY])
    second = next(mark.getparent() for mark in body.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == "point_2")
    second.getparent().remove(second)
    files[BODY] = etree.tostring(body)
    assert numbered(files) == [before[0], before[2]]
    assert set(own_findings(pack(files))) == {"point_2 is nowhere"}
    assert validators(pack(files), tmp_path) == []


def test_the_body_is_what_python_docx_makes_of_the_same_content() -> None:
    """So that `benchmarks/speed.py` measures two ways to one result."""
    space = b' xml:space="preserve"'  # python-docx has it only where it counts
    of = speed.content(2)
    ours, theirs = (parts(data)[BODY].replace(space, b"") for data in (_ours(of), speed.python_docx(of)))
    assert ours == theirs


def _ours(of: Summary) -> bytes:
    return render(of, speed.TEMPLATE).data
