"""How much memory reading takes: the whole of it, in both processes, for documents of every format and shape.

    python -m benchmarks.memory [FORMAT...]     all of them without one; Linux

Six megabytes of text in each format and shape are read by a process of ours. Every other millisecond the memory of that
process and of the parser's are added up, and the peak of the sum counts, less that for a document of one sentence: that
is what the interpreters and the modules take, which are loaded for any document. Each has a bound, ten times the text
and 64 MB; one that is missed ends the run with 1.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from itertools import chain
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType

from benchmarks.processes import ROOT
from benchmarks.reading import packed

TEXT = 6_000_000
"""Characters."""
TIMES, BESIDE = 10, 64 << 20
"""A document may take so many times its text, and so many bytes beside that."""

READING = """
import sys
from summarizer import read
from summarizer.options import Limits
print(sum(len(block.text) for block in read(sys.argv[1], limits=Limits(time=900, max_unpacked=10**9)).blocks))
"""
_FIRST = "The harbour was closed for the night, and nobody came in."
_ROWS = 30  # of a table

Part = tuple[str, Sequence[str]]
"""What a document consists of: a ``p``, an ``h`` or a ``row``, and its text, or that of its cells."""


def parts(shape: str, size: int) -> list[Part]:
    """Parts of the *shape* with *size* characters of chance words, after a first sentence."""
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghilmnoprstuv", k=chance.randint(2, 10))) for _ in range(5000)]

    def said(length: int) -> str:
        return " ".join(chance.choices(words, k=max(length // 7, 1))).capitalize()

    def more() -> Iterator[Part]:
        if shape == "cells":
            yield from (("row", [said(14) for _ in range(6)]) for _ in range(_ROWS))
        elif shape == "headings":
            yield "h", [said(35)]
        yield "p", [" ".join(f"{said(60)}." for _ in range(7 if shape == "paragraphs" else 1))]

    made: list[Part] = [("p", [_FIRST])]
    while size > 0:
        group = list(more())
        made += group
        size -= sum(len(text) for _, texts in group for text in texts)
    return made


SHAPES = ("paragraphs", "sentences", "headings", "cells")

# -- a document in every format --


def marked(of: Sequence[Part], marks: Mapping[str, str]) -> str:
    """The parts, each within its *marks*; rows that follow each other are a table."""
    return "".join(_marked(of, marks))


def _marked(of: Sequence[Part], marks: Mapping[str, str]) -> Iterator[str]:
    rows: list[str] = []
    for kind, texts in chain(of, [("", [""])]):
        if kind == "row":
            rows.append(marks["row"].format("".join(map(marks["cell"].format, texts))))
            continue
        if rows:
            yield marks["table"].format("".join(rows))
            rows.clear()
        if kind:
            yield marks[kind].format(texts[0])


_HTML = {
    "p": "<p>{}</p>\n",
    "h": "<h2>{}</h2>\n",
    "table": "<table>{}</table>\n",
    "row": "<tr>{}</tr>\n",
    "cell": "<td>{}</td>",
}
_RUN = '<w:r><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr><w:t>{}</w:t></w:r></w:p>'
_WORD = {
    "p": f'<w:p w:rsidR="00A77B3E">{_RUN}',
    "h": f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{_RUN}',
    "table": "<w:tbl>{}</w:tbl>",
    "row": "<w:tr>{}</w:tr>",
    "cell": f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:p>{_RUN}</w:tc>',
}
_OPEN = {
    "p": '<text:p text:style-name="P1">{}</text:p>',
    "h": '<text:h text:outline-level="2">{}</text:h>',
    "table": "<table:table>{}</table:table>",
    "row": "<table:table-row>{}</table:table-row>",
    "cell": '<table:table-cell><text:p text:style-name="P2">{}</text:p></table:table-cell>',
}


def _page(of: Sequence[Part]) -> bytes:
    return f"<!doctype html><title>T</title><body>{marked(of, _HTML)}".encode()


def _word(of: Sequence[Part]) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    body = f"<w:document {names}><w:body>{marked(of, _WORD)}</w:body></w:document>"
    return packed({"[Content_Types].xml": types, "word/document.xml": body})


def _open_document(of: Sequence[Part]) -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _OPEN_NAMES)
    body = f"<office:body><office:text>{marked(of, _OPEN)}</office:text></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


_OPEN_NAMES = ("office", "text", "table")


def _book(of: Sequence[Part]) -> bytes:
    chapter = f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{marked(of, _HTML)}</body></html>"
    item = '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>'
    package = f"<manifest>{item}</manifest><spine><itemref idref='one'/></spine>"
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>',
            "a.opf": f"<package xmlns='http://www.idpf.org/2007/opf' version='3.0'>{package}</package>",
            "one.xhtml": chapter,
        }
    )


def _pdf(of: Sequence[Part]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    saved = BytesIO()
    canvas = Canvas(saved, pagesize=(595, 842))
    height = 800
    for kind, texts in of:
        lines = [texts] if kind == "row" else [[line] for line in wrap(texts[0], 105)]
        for number, cells in enumerate(lines):
            height -= {"h": 20, "row": 12}.get(kind, 11 if number else 15)
            if height < 50:
                canvas.showPage()
                height = 785
            canvas.setFont("Helvetica-Bold" if kind == "h" else "Helvetica", {"h": 12, "row": 7}.get(kind, 9))
            for place, cell in enumerate(cells):
                canvas.drawString(55 + 82 * place, height, cell)
    canvas.save()
    return saved.getvalue()


MADE: Mapping[str, Callable[[Sequence[Part]], bytes]] = MappingProxyType(
    {"html": _page, "docx": _word, "odt": _open_document, "epub": _book, "pdf": _pdf}
)
"""How a document of each format that has a parser's process is made."""

# -- the table --


def peak(path: Path) -> tuple[int, int]:
    """How many bytes reading the file at *path* takes at most, in all its processes, and how much text it has."""
    command = [sys.executable, "-c", READING, str(path)]
    most = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most = max(most, sum(map(_resident, [str(process.pid), *_children(process.pid)])))
            time.sleep(0.002)
        assert process.stdout
        said = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{path.name}: ended with {process.returncode}")
    return most, int(said)


def _resident(process: str) -> int:
    with suppress(OSError):
        return int(Path("/proc", process, "statm").read_text().split()[1]) << 12
    return 0


def _children(process: int) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return []


def main(formats: Sequence[str]) -> int:
    """Print the table, a row as soon as it is measured; 1 if a bound is missed."""
    print(
        f"{TEXT / 1e6:g} MB of text\n\n| format | shape | file, MB | memory, MB | times the text | bound, MB | kept |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    is_missed = False
    with tempfile.TemporaryDirectory() as folder:
        for name in formats or MADE:
            path = Path(folder, f"a.{name}")
            path.write_bytes(MADE[name](parts("sentences", 1)))
            idle, _ = peak(path)
            for shape in SHAPES:
                path.write_bytes(MADE[name](parts(shape, TEXT)))
                most, text = peak(path)
                used, bound = most - idle, TIMES * text + BESIDE
                is_missed |= used >= bound
                figures = f"{path.stat().st_size / 1e6:.1f} | {used / 1e6:.0f} | {used / text:.1f} | {bound / 1e6:.0f}"
                print(f"| {name} | {shape} | {figures} | {'yes' if used < bound else 'NO'} |", flush=True)
    return int(is_missed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
