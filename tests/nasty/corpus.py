"""Every case, in order."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Iterator

from tests.nasty import package_cases, page_cases, pdf_cases, text_cases
from tests.nasty.case import Case, constant, prose
from tests.nasty.package_cases import book
from tests.packages import open_document, paragraph, word

FLIPS = 12
_BYTES = 4  # that each flip changes


def cases() -> Iterator[Case]:
    """All cases; no two have one name."""
    yield from text_cases.cases()
    yield from page_cases.cases()
    yield from package_cases.cases()
    yield from pdf_cases.cases()
    yield from _flipped()


def samples() -> dict[str, bytes]:
    """A whole file of each format, by its name."""
    text = prose().split("\n\n")
    page = page_cases.page(page_cases.paragraphs())
    return {
        "a.txt": prose().encode(),
        "a.md": f"# Mills\n\n{prose()}\n- a\n- b\n\n```\nx\n```\n".encode(),
        "a.html": page.encode(),
        "a.docx": word("".join(map(paragraph, text))),
        "a.odt": open_document("".join(f"<text:p>{part}</text:p>" for part in text)),
        "a.epub": book(page_cases.paragraphs()),
        "a.pdf": pdf_cases.sample(),
        "a.eml": _message(prose()),
    }


def _message(text: str) -> bytes:
    head = b"From: a@b.invalid\nSubject: =?utf-8?q?Mills?=\nContent-Type: multipart/mixed; boundary=x\n\n"
    part = b"--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    return b"%s%s%s\n--x--\n" % (head, part, b64encode(text.encode()))


def _flipped() -> Iterator[Case]:
    """Whole files of which a few bytes are others."""
    for file, whole in samples().items():
        chance = random.Random(file)
        for number in range(FLIPS):
            data = bytearray(whole)
            for _ in range(_BYTES):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield Case(
                f"flipped-{file[2:]}-{number}", file, constant(bytes(data)), "some bits are others", longest=60_000
            )
