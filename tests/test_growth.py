"""Nothing of ours takes a time that grows with the square of a hostile text: four times as much takes four times it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

import pytest

import exporters
from summarizer import Options, summarize
from summarizer.document import Block, Heading, ListItem, Paragraph
from summarizer.errors import DataError, LimitError
from summarizer.language import language
from summarizer.options import Limits
from summarizer.readers import READERS, read
from summarizer.sentences import split
from summarizer.structure import structure
from tests.growth import grows_in_proportion
from tests.nasty.case import prose, sentences
from tests.nasty.page_cases import SLOW_MARKDOWN, SLOW_PAGE, page
from tests.nasty.pdf_cases import document as pdf
from tests.nasty.pdf_cases import drawn
from tests.nasty.text_cases import SLOW
from tests.packages import flat, paragraph, run, table, word
from tests.samples import document

SIZE = 10_000  # characters
# Of libxml2, which looks for each end tag through all tags that are open; the limit of time holds for it.
NOT_OURS = {"wrong-ends"}

PIECES = [
    *(("txt", name, piece) for name, piece in SLOW.items()),
    *(("md", name, piece) for name, piece in SLOW_MARKDOWN.items()),
    *(("html", name, piece) for name, piece in SLOW_PAGE.items() if name not in NOT_OURS),
]


def parse(key: str, data: bytes) -> None:
    """Read and structure *data* in this process, whose time is measured."""
    with suppress(DataError, LimitError):
        content = import_module(READERS[key].module).read(data, name="a", encoding=None, limits=Limits())
        structure(content)


@pytest.mark.parametrize(("key", "name", "piece"), PIECES, ids=lambda value: value if len(value) > 1 else "")
def test_reading(key: str, name: str, piece: str) -> None:
    def work(size: int) -> None:
        text = piece * (size // len(piece)) + "\n\nIt rained in the town.\n"
        parse(key, (page(text) if key == "html" else text).encode())

    assert grows_in_proportion(work, SIZE)


@pytest.mark.parametrize("name", SLOW)
def test_summarising(name: str) -> None:
    def work(size: int) -> None:
        with suppress(DataError):
            summarize(read((SLOW[name] * (size // len(SLOW[name])) + f"\n\n{prose(3)}").encode(), name="a.txt"))

    assert grows_in_proportion(work, SIZE // 2)


# Ends of sentences with and without spaces, titles, dots, and marks that open and close; a word that never ends.
ENDS = (
    *(
        "a… B ",
        "a.)a",
        "a?)a",
        "Dr. ",
        "a?” b ",
        "“a.” ",
        "(a. ",
        "a? [1] ",
        "a. [",
        "A.B.C. ",
        "... ",
        ". . . ",
        '… "A',
    ),
    *("东。", "a。b", "「あ。」", "あ！？", "ก" * 30 + " ", "क।", "क। ", "ا۔ا", "ا؟ا", "a.b", "a!B", "a", "a\u3000。"),
)


@pytest.mark.parametrize("code", ["en", "zh", "th"])
@pytest.mark.parametrize("piece", ENDS)
def test_sentences(piece: str, code: str) -> None:
    def work(size: int) -> None:
        list(split(document(Paragraph(piece * (size // len(piece)))), 0, language(code)))

    assert grows_in_proportion(work, SIZE // 2)


def items(count: int) -> str:
    return "".join(
        f"<text:list><text:list-item><text:p>{line}</text:p></text:list-item></text:list>" for line in lines(count)
    )


def lines(count: int) -> list[str]:
    return sentences(count // 50)


def styles(count: int) -> str:
    based = '<w:style w:type="paragraph" w:styleId="S{}"><w:name w:val="s"/><w:basedOn w:val="S{}"/></w:style>'
    return "".join(based.format(number, number + 1) for number in range(count // 20))


def message(fields: str, text: str) -> bytes:
    return f"From: a@b.invalid\nMIME-Version: 1.0\n{fields}\n\n{text}".encode()


PACKAGES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "text-of-mail": ("eml", lambda size: message("Subject: a", "\n".join(lines(size)))),
    "fields-of-mail": ("eml", lambda size: message("X-A: a\n" * (size // 7) + "X-A: a", "a b.")),
    "encoded-words-of-mail": ("eml", lambda size: message(f"Subject: {'=?x?q?' * (size // 6)}", "a b.")),
    "parameters-of-mail": ("eml", lambda size: message(f"Content-Type: text/plain{'; a=b' * (size // 5)}", "a b.")),
    "brackets-of-mail": ("eml", lambda size: message(f"From: {'(' * size}", "a b.")),
    "paragraphs": ("docx", lambda size: word("".join(map(paragraph, lines(size))))),
    "runs": ("docx", lambda size: word(paragraph(*map(run, "a b. " * (size // 10))))),
    "rows": ("docx", lambda size: word(table(*((line, "x") for line in lines(size))))),
    "cells": ("docx", lambda size: word(table(tuple(lines(size))))),
    "style-chain": (
        "docx",
        lambda size: word(paragraph("a b.", properties='<w:pStyle w:val="S0"/>'), styles=styles(size)),
    ),
    "fields": (
        "docx",
        lambda size: word(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * (size // 20)) + paragraph("A.")),
    ),
    "paragraphs-of-odt": ("odt", lambda size: flat("".join(f"<text:p>{line}</text:p>" for line in lines(size)))),
    "spans": ("odt", lambda size: flat("<text:p>" + "<text:span>a. </text:span>" * (size // 10) + "</text:p>")),
    "items": ("odt", lambda size: flat(items(size))),
    "lines": ("pdf", lambda size: pdf(drawn(" ".join(lines(size // 2))))),
    "pages": ("pdf", lambda size: pdf(*(drawn(line) for line in lines(size // 2)))),
    "words": ("pdf", lambda size: pdf(b"BT /F1 9 Tf 10 700 Td " + b"(a ) Tj " * (size // 40) + b"ET")),
    "places": ("pdf", lambda size: pdf(b"BT /F1 9 Tf %b ET" % b" ".join(map(anywhere, range(size // 40))))),
}


def anywhere(number: int) -> bytes:
    return b"1 0 0 1 %d %d Tm (w) Tj" % (number * 7919 % 600, number * 104_729 % 780)


@pytest.mark.parametrize("name", PACKAGES)
def test_packages(name: str) -> None:
    key, make = PACKAGES[name]
    assert grows_in_proportion(lambda size: parse(key, make(size)), SIZE)


BLOCKS: dict[str, Callable[[int], list[Block]]] = {
    "headings": lambda count: [Heading(f"Part {number}", 1 + number % 6) for number in range(count)],
    "deeper-headings": lambda count: [Heading("Part", number + 1) for number in range(count)],
    "one-heading": lambda count: [Heading("Part", 2)] * count,
    "items": lambda count: [ListItem(f"a {number}", number % 9) for number in range(count)],
    "one-paragraph": lambda count: [Paragraph("It rained.")] * count,
    "bullets": lambda count: [Paragraph("a • b • c; " * count)],
}


@pytest.mark.parametrize("name", BLOCKS)
def test_structure(name: str) -> None:
    from summarizer.structure import Content

    assert grows_in_proportion(lambda count: structure(Content(tuple(BLOCKS[name](count)))), SIZE // 10)


TEXTS = {
    "word": "a",
    "words": "a ",
    "ideographs": "东",
    "escaped": "*<&\\_`",
    "marks": "e\u0301",
    "right-to-left": "ا ",
    "emoji": "👩‍👩‍👧",
    "address": "http://a.b/",
    "unknown": "\ue000",
}


@pytest.mark.parametrize("ending", exporters.EXPORTERS)
@pytest.mark.parametrize("name", TEXTS)
def test_exporting(name: str, ending: str) -> None:
    """A sentence may be as long as 5,000 characters, and a title as 1,000."""

    def work(size: int) -> None:
        text = f"It was {TEXTS[name] * (size // len(TEXTS[name]))} that rained."
        exporters.render(summarize(document(Paragraph(text), title=text[:1000]), Options(language="en")), ending)

    work(10)
    assert grows_in_proportion(work, 1000)
