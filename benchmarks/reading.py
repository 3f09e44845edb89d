"""How fast documents of every format are read: whole processes of ours beside a named peer, on the same files.

    python -m benchmarks.reading [TEXT]       of TEXT, plain or .xz; without one, of chance words

One text of about a hundred pages is written in each format that can be read, and a process reads it from its start to
its end; where the parser of ours has a process of its own, that counts, too. The peer gives the text as it comes, with
no title, no headings and nothing left out. The two take turns, and the median of the ratios counts.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import zipfile
from base64 import encodebytes
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from statistics import median
from types import MappingProxyType

import docx

from benchmarks.processes import Cost, Machine
from benchmarks.texts import long_text

SIZE = 250_000
"""Characters: a hundred pages."""
TIMES = 5
OURS = "import sys; from summarizer import read; print(len(read(sys.argv[1]).blocks))"
_TITLE = "A report"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of *text*, each on one line."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


# -- one text in every format --


def plain(of: Sequence[str]) -> bytes:
    """Plain text, and Markdown as well: every tenth paragraph has a heading."""
    heads = (f"# Part {number // 10 + 1}\n\n" if number % 10 == 0 else "" for number in range(len(of)))
    return "".join(f"{head}{text}\n\n" for head, text in zip(heads, of, strict=True)).encode()


def page(of: Sequence[str]) -> bytes:
    """A page of HTML."""
    return f"<html><head><title>{_TITLE}</title></head><body>{_marked(of, 'h2', 'p')}</body></html>".encode()


def _marked(of: Sequence[str], heading: str, paragraph: str) -> str:
    ends = [name.partition(" ")[0] for name in (heading, paragraph)]
    lines = []
    for number, text in enumerate(of):
        if number % 10 == 0:
            lines.append(f"<{heading}>Part {number // 10 + 1}</{ends[0]}>")
        lines.append(f"<{paragraph}>{escape(text)}</{ends[1]}>")
    return "\n".join(lines)


def word(of: Sequence[str]) -> bytes:
    """A Word document, made by python-docx."""
    document = docx.Document()
    for number, text in enumerate(of):
        if number % 10 == 0:
            document.add_heading(f"Part {number // 10 + 1}")
        document.add_paragraph(text)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def open_document(of: Sequence[str]) -> bytes:
    """An OpenDocument text."""
    kind = "application/vnd.oasis.opendocument.text"
    names = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    body = _marked(of, 'text:h text:outline-level="1"', "text:p")
    return packed(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f"<manifest:manifest {names.format('manifest')}/>",
            "content.xml": f"<office:document-content {names.format('office')} {names.format('text')}><office:body>"
            f"<office:text>{body}</office:text></office:body></office:document-content>",
        }
    )


def book(of: Sequence[str]) -> bytes:
    """An EPUB book of one chapter."""
    container = '<container><rootfiles><rootfile full-path="OPS/a.opf"/></rootfiles></container>'
    item = '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>'
    package = f"<manifest>{item}</manifest><spine><itemref idref='one'/></spine>"
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OPS/a.opf": f"<package xmlns='http://www.idpf.org/2007/opf' version='3.0'>{package}</package>",
            "OPS/one.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{_marked(of, 'h1', 'p')}</body></html>",
        }
    )


def packed(parts: Mapping[str, str]) -> bytes:
    """A ZIP file of these *parts*."""
    saved = BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return saved.getvalue()


def pdf(of: Sequence[str]) -> bytes:
    """A PDF, set by platypus."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

    styles = getSampleStyleSheet()
    flow: list[Flowable] = []
    for number, text in enumerate(of):
        if number % 10 == 0:
            flow.append(Paragraph(f"Part {number // 10 + 1}", styles["Heading1"]))
        flow.append(Paragraph(escape(text), styles["BodyText"]))
    saved = BytesIO()
    SimpleDocTemplate(saved).build(flow)
    return saved.getvalue()


def message(of: Sequence[str]) -> bytes:
    """An e-mail, its text in Base64."""
    head = f"From: a@example.org\nSubject: {_TITLE}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return f"{head}Content-Transfer-Encoding: base64\n\n".encode() + encodebytes(plain(of))


WRITTEN: Mapping[str, Callable[[Sequence[str]], bytes]] = MappingProxyType(
    {
        "txt": plain,
        "md": plain,
        "html": page,
        "docx": word,
        "odt": open_document,
        "epub": book,
        "pdf": pdf,
        "eml": message,
    }
)
"""How a document of each format that can be read is made."""

PEERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "md": (
            "markdown-it-py",
            "import markdown_it, pathlib; markdown_it.MarkdownIt().parse(pathlib.Path(path).read_text())",
        ),
        "html": ("lxml", "import lxml.html; lxml.html.parse(path).getroot().text_content()"),
        "docx": ("python-docx", "import docx; [paragraph.text for paragraph in docx.Document(path).paragraphs]"),
        "pdf": ("pypdf", "import pypdf; [page.extract_text() for page in pypdf.PdfReader(path).pages]"),
    }
)
"""The peer of a format, by the name of its distribution, and how it gives the text."""


# -- the table --


def row(machine: Machine, name: str, of: Sequence[str], times: int = TIMES) -> str:
    """The row of the format *name*: what reading the paragraphs takes us, and what it takes the peer."""
    path = machine.folder / f"read.{name}"
    path.write_bytes(WRITTEN[name](of))
    ours = ["-c", OURS, str(path)]
    if name not in PEERS:
        return _row(name, path, machine.cost(ours, times=times), "– | – | – | –")
    peer, program = PEERS[name]
    theirs = ["-c", f"import sys; path = sys.argv[1]; {program}", str(path)]
    pairs = [(machine.once(ours), machine.once(theirs)) for _ in range(times + 1)][1:]
    ratio = median(one.seconds / other.seconds for one, other in pairs)
    mine, other = (
        Cost(median(cost.seconds for cost in costs), max(cost.megabytes for cost in costs))
        for costs in zip(*pairs, strict=True)
    )
    return _row(name, path, mine, f"{peer} | {other.seconds:.3f} | {other.megabytes:.0f} | {ratio:.2f}")


def _row(name: str, path: Path, ours: Cost, beside: str) -> str:
    return f"| {name} | {path.stat().st_size / 1000:.0f} | {ours.seconds:.3f} | {ours.megabytes:.0f} | {beside} |"


def main(arguments: Sequence[str]) -> None:
    """Print the table, a line as soon as it is measured."""
    peers = ", ".join(f"{name} {version(name)}" for name, _ in PEERS.values())
    print(f"Python {platform.python_version()}, {peers}; {platform.machine()}, {SIZE:,} characters\n")
    print("| format | KB | ours, s | MB | beside | theirs, s | MB | ratio |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    of = paragraphs(long_text(arguments[0] if arguments else None, SIZE)[:SIZE])
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        for name in WRITTEN:
            print(row(machine, name, of), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
