"""Every message of docs/errors.md, provoked through the command or the public names: its exact text and its code."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import dask
import distributed  # noqa: F401 -- its configuration is to be there
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

import exporters
import templates
import templates.files
from exporters.docx import package
from summarizer import Limits, Options, cli, read, readers, summarize
from summarizer.arguments import EXIT_CODES
from summarizer.batch import cluster, store, work
from summarizer.batch.job import Job
from summarizer.batch.journal import Journal
from summarizer.batch.names import JOURNAL, Entry
from summarizer.document import Paragraph
from summarizer.errors import ConspectusError
from summarizer.readers import READERS, Reader, archive, pdf, xml
from tests.packages import open_document, packed, word
from tests.raise_sites import KINDS, Site, sites
from tests.samples import document, summary
from tests.test_docx_reference import BAD, letterhead
from tests.test_epub import CONTAINER, ENCRYPTED, book
from tests.test_readers_pdf import drawn
from tests.test_template_files import SERIF, picture, with_permission

ROOT = Path(__file__).parent.parent
TABLE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
TEXT = b"It rained for a week on the island. The ferry stayed in the harbour."
GAP = "…"
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
Patch = Callable[[pytest.MonkeyPatch], object]


@dataclass(frozen=True, slots=True)
class Row:
    """A message of the table: its exit code (None for a warning) and its text with gaps."""

    code: int | None
    text: str

    @property
    def is_subject_open(self) -> bool:
        return self.text.startswith(("FILE: ", f"{GAP}: "))

    def fits(self, message: str) -> bool:
        """Whether the table means *message*."""
        text = re.sub(r"^FILE: ", f"{GAP}: ", self.text)
        return re.fullmatch(".+".join(map(re.escape, text.split(GAP))), message) is not None


def rows() -> list[Row]:
    code: int | None = None
    found = []
    for line in TABLE.splitlines():
        if line.startswith("## "):
            number = line.removeprefix("## ").partition(":")[0]
            code = int(number) if number.isdecimal() else None
        elif (match := re.match(r"\| `(.*?)` \|", line)) and "Error" not in match[1]:
            found.append(Row(code, match[1]))
    return found


ROWS = [row for row in rows() if row.code is not None]
WARNINGS = [row for row in rows() if row.code is None]


# --- the table against the sources


@cache
def raised() -> list[Site]:
    return sites()


def fits_site(row: Row, site: Site) -> bool:
    text = row.text.partition(": ")[2]
    return row.code == site.kind.exit_code and any(re.fullmatch(pattern, text) for pattern in site.patterns())


def test_every_error_that_the_sources_make_is_in_the_table() -> None:
    assert len(raised()) > 100
    missing = [
        (site.where, site.problems, site.remedies) for site in raised() if not any(fits_site(row, site) for row in ROWS)
    ]
    assert missing == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_every_row_is_made_somewhere(row: Row) -> None:
    by_the_command = ("conspectus: internal error", "conspectus: needs more memory")
    assert row.text.startswith(by_the_command) or any(fits_site(row, site) for site in raised())


def test_every_error_has_a_remedy() -> None:
    assert [site.where for site in raised() if "" in site.remedies] == []
    assert [row.text for row in ROWS if not re.search(r"\(.+\)$", row.text)] == []


@pytest.mark.parametrize("row", WARNINGS, ids=lambda row: row.text)
def test_every_warning_stands_in_the_sources(row: Row) -> None:
    texts = re.split(rf"{GAP}|; ", row.text.partition("warning: ")[2])
    source = "".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("[set]*/**/*.py") if "tests" not in path.parts
    )
    assert max(texts, key=len).strip().replace("�", r"\ufffd") in source.replace('"\n            "', "")


def test_the_kinds_and_their_codes() -> None:
    lines = re.findall(r"^\| (\d+) \| `(\w+)` \|", TABLE, re.MULTILINE)
    assert {name: int(code) for code, name in lines} == {name: kind.exit_code for name, kind in KINDS.items()}
    assert set(re.findall(r"(?<![:\d])\b(\d+)\b", EXIT_CODES)) == set(re.findall(r"^\| (\d+)", TABLE, re.MULTILINE)) | {
        "143"
    }


# --- each message


@dataclass(frozen=True, slots=True)
class Case:
    """*arguments* of the command, in a folder with *files*, after *patch*, end with *code* and *message*.

    Arguments that can be called are what a program does instead.
    """

    code: int
    message: str
    arguments: Sequence[str] | Callable[[], object]
    files: Mapping[str, bytes] = field(default_factory=dict)
    patch: Patch = lambda patch: None


def usage(message: str, *arguments: str, **files: bytes) -> Case:
    return Case(2, message, ["in.txt", *arguments], {name.replace("_", "."): data for name, data in files.items()})


def data(name: str, problem: str, content: bytes, *arguments: str, code: int = 65) -> Case:
    return Case(code, f"{name}: {problem}", [name, *arguments], {name: content})


def limit(name: str, problem: str, content: bytes, *arguments: str) -> Case:
    return data(name, problem, content, *arguments, code=75)


def template(problem: str, toml: str | bytes, code: int = 2, patch: Patch = lambda patch: None, **files: bytes) -> Case:
    every = {
        "t.toml": toml.encode() if isinstance(toml, str) else toml,
        **{k.replace("_", "."): v for k, v in files.items()},
    }
    return Case(code, f"t.toml: {problem}", ["in.txt", "--template", "t.toml"], every, patch)


def reference(problem: str, content: bytes, patch: Patch = lambda patch: None) -> Case:
    arguments = ["in.txt", "-o", "r.docx", "--reference-doc", "house.docx"]
    return Case(2, f"house.docx: {problem}", arguments, {"house.docx": content}, patch)


def parser(problem: str, request: str, code: int, patch: Patch = lambda patch: None, *arguments: str) -> Case:
    def prepare(patched: pytest.MonkeyPatch) -> None:
        row = {"fake": Reader("tests.fake_parser", "text/x-fake", (".fake",))}
        patched.setattr(readers, "READERS", MappingProxyType({**READERS, **row}))
        patch(patched)

    return Case(code, f"a.fake: {problem}", ["a.fake", *arguments], {"a.fake": request.encode()}, prepare)


def setting(target: object, name: str, value: object) -> Patch:
    return lambda patch: patch.setattr(target, name, value)


def failing(name: str, error: OSError, where: str) -> Patch:
    """``os.name`` fails for paths that end with *where*, or for all if that is empty."""
    real: Callable[..., Any] = getattr(os, name)

    def call(*arguments: Any, **options: Any) -> Any:
        if str(arguments[0]).endswith(where):
            raise error
        return real(*arguments, **options)

    return setting(os, name, call)


class Broken(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise OSError(5, "Input/output error")


class Closed(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise ValueError("I/O operation on closed file")


class FullDisk(io.BytesIO):
    def write(self, data: Any) -> int:
        raise FULL


class Shouting:
    """A tokenizer that changes the text."""

    language = "english"

    def to_sentences(self, text: str) -> list[str]:
        return ["THE FERRY"]

    def to_words(self, text: str) -> list[str]:
        return text.split()


def terminal(patch: pytest.MonkeyPatch) -> None:
    for stream in (sys.stdin, sys.stdout):
        patch.setattr(stream, "isatty", lambda: True)


def device(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(os, "stat", lambda *_, **__: os.stat_result((stat.S_IFCHR | 0o666, *[0] * 9)))


def pipe(patch: pytest.MonkeyPatch) -> None:
    os.mkfifo("in.fifo")


def dangling(patch: pytest.MonkeyPatch) -> None:
    Path("gone.txt").symlink_to("nowhere.txt")


def sockets(patch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("in.sock")


def nowhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sys, "executable", "/nowhere/python")


def out_of_memory(*_: object, **__: object) -> None:
    raise MemoryError


def with_a_bug(*_: object, **__: object) -> None:
    raise KeyError("colour")


def scan() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas: Any = Canvas(stream, invariant=1)
    canvas._code.append("q 500 0 0 700 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q")
    canvas.save()
    return stream.getvalue()


class Pageless:
    """A document of PDFium without pages; those that we could make, it refuses."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        return 0

    def close(self) -> None:
        """Nothing is open."""


def without_readable_pages() -> bytes:
    return (
        drawn([(72, 700, "It rained.")]).replace(b"/Type /Page\n", b"/Type /Nope\n").replace(b"/MediaBox", b"/MediaBux")
    )


def flagged(whole: bytes, offsets: Mapping[bytes, int], value: int) -> bytes:
    """A ZIP file with a field changed at *offsets* behind the first of each mark."""
    changed = bytearray(whole)
    for mark, offset in offsets.items():
        changed[changed.index(mark) + offset] = value
    return bytes(changed)


PART = word("<w:p/>")
LOCKED = flagged(PART, {b"PK\x03\x04": 6, b"PK\x01\x02": 8}, 1)
ODD = flagged(PART, {b"PK\x03\x04": 8, b"PK\x01\x02": 10}, 12)
TORN = PART[:60] + bytes(20) + PART[80:]
ENTITIES = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OPENED = ("table:table", "table:table-row", "table:table-cell")
DEEP = (
    "".join(f"<{tag}>" for tag in OPENED) * 60
    + "<text:p>It rained.</text:p>"
    + "".join(f"</{tag}>" for tag in reversed(OPENED)) * 60
)
MANY = b"\n\n".join(b"Word%d and thing%d met at place%d today." % (n, n, n) for n in range(700))
SAVE = "open it in the program that made it and save it again"
LOGO = '[logo]\nfile = "l.png"\ntext = "Ours"\n'
FONT = '[fonts]\nsans = "f.ttf"\n'
ZIPPED = {"_rels/.rels": "<x/>"}

USAGE = [
    Case(
        2, "conspectus: no FILE is given (name one, or - for standard input; see conspectus --help)", [], {}, terminal
    ),
    Case(2, "standard input: is named twice (it can be read once only)", ["-", "-"]),
    Case(2, "bacth: is no file and no command (did you mean batch?)", ["bacth", ".", "-o", "x.txt"]),
    usage("--colums: unknown option (did you mean --columns?)", "--colums", "80"),
    usage("--columns: expected one argument (see conspectus --help)", "--columns"),
    usage("--method lexrank: unknown method (did you mean lex-rank?)", "--method", "lexrank"),
    usage("language 'Deutsch': is not known (did you mean german?)", "--language", "Deutsch"),
    usage("--template t1: unknown template (did you mean t1.toml?)", "--template", "t1", t1_toml=b""),
    *(
        usage(
            f"--metadata date={date}: is no date (write a day that exists as YYYY-MM-DD, or date=today)",
            "-M",
            f"date={date}",
        )
        for date in ("tomorrow", "2025-02-30", "2025-13-1")
    ),
    *(
        usage(
            f"--metadata language={name}: is no code of a language (write it as in language=de or pt-BR)",
            "-M",
            f"language={name}",
        )
        for name in ("Deutsch", "de DE", "e", "xx", "xx-DE", "")
    ),
    *(
        usage(
            "--focus: is empty (name what you look for, as in --focus 'ferry fares', or leave it out)", "--focus", text
        )
        for text in ("", " ")
    ),
    usage("--columns 3: is out of range (give a whole number from 20 up)", "--columns", "3"),
    *(
        usage(f"--columns {text}: is no whole number (give a whole number from 20 up)", "--columns", text)
        for text in ("x", "40.5", "")
    ),
    Case(2, "--jobs x: is no whole number (give a whole number from 1 up)", ["batch", ".", "-o", "o", "--jobs", "x"]),
    Case(2, "--jobs 0: is out of range (give a whole number from 1 up)", ["batch", ".", "-o", "o", "--jobs", "0"]),
    usage("--max-bytes 1T: is not a limit (write it as 5000, 500K, 100M or 2G, or 0 for none)", "--max-bytes", "1T"),
    Case(2, "limit time: is -1 (give 0 or more)", lambda: Limits(time=-1)),
    usage("--short x: is not a length (write it as 3, 20% or 120w)", "--short", "x"),
    usage("--short 0: is too short (give 1 or more, as in 3, 20% or 120w)", "--short", "0"),
    usage("--short 101%: is more than the whole (give 1% to 100%)", "--short", "101%"),
    Case(2, "short: is 5, not a Length (write Length(5))", lambda: Options(short=5)),  # type: ignore[arg-type]
    Case(
        2,
        "method 'x': is not known (choose centroid, lead, lex-rank, text-rank, lsa, luhn, kl, sum-basic, reduction, "
        "edmundson)",
        lambda: Options(method="x"),
    ),
    usage(
        "encoding 'x': is not known (use a name that Python knows, as in utf-8, latin-1 or cp1252)", "--encoding", "x"
    ),
    Case(
        2,
        "tokenizer: gives a sentence that is not in the text: “THE FERRY” (give one that leaves text as it is)",
        lambda: summarize([document()], tokenizer=Shouting()),
    ),
    usage("--metadata title: has no value (write it as KEY=VALUE)", "--metadata", "title"),
    Case(
        2,
        "SOURCE_DATE_EPOCH x: is not a time (give seconds since 1970)",
        ["in.txt"],
        {},
        lambda patch: patch.setenv("SOURCE_DATE_EPOCH", "x"),
    ),
    Case(2, "x: means nothing to templates (write conspectus templates [NAME])", ["templates", "plain", "x"]),
    Case(2, "plan: is not a template (did you mean plain?)", ["templates", "plan"]),
    Case(
        2,
        "x: is not a template (choose briefing, handout, highlight, large or plain, or name a .toml file)",
        lambda: templates.load("x"),
    ),
    usage("r.xyz: unknown output type .xyz (use .txt, .json, .md, .html, .docx or .pdf)", "-o", "r.xyz"),
    Case(2, "x: unknown output type (use txt, json, md, html, docx, pdf)", lambda: exporters.render(summary(), "x")),
    usage("r: has no ending (use .txt, .json, .md, .html, .docx or .pdf)", "-o", "r"),
    usage("r.txt: is named as output twice (leave one out)", "-o", "r.txt", "-o", "./r.txt"),
    usage(
        "--to json: is for standard output (with -o, the ending of FILE says the format)", "--to", "json", "-o", "r.txt"
    ),
    usage(
        "--explain: is not shown in pdf (add -o - or an output that ends in .txt or .json)", "--explain", "-o", "r.pdf"
    ),
    Case(
        2,
        "standard output: is a terminal, which cannot show pdf (use -o FILE.pdf)",
        ["in.txt", "-t", "pdf"],
        {},
        terminal,
    ),
    usage("--reference-doc h.docx: is for Word (write one with -o FILE.docx)", "--reference-doc", "h.docx"),
    *(reference(problem, content) for content, problem in BAD.values()),
    reference("has more than 3 parts (save it anew with less in it)", letterhead(), setting(package, "MOST_PARTS", 3)),
    reference(
        "has more than 100 bytes unpacked (save it anew with less in it)",
        letterhead(),
        setting(package, "MOST_BYTES", 100),
    ),
    reference(
        "has more than 9 bytes (save it anew with less in it)",
        letterhead(),
        setting(templates.files, "MOST_REFERENCE_BYTES", 9),
    ),
    Case(
        2,
        "house.docx: has no paragraph style Tittle, which styles.title names (did you mean Title?)",
        ["in.txt", "-o", "r.docx", "--reference-doc", "house.docx", "--template", "t.toml"],
        {"house.docx": letterhead(), "t.toml": b'[styles]\ntitle = "Tittle"\n'},
    ),
    template("is not UTF-8 text (save it as UTF-8)", b"\xff"),
    template("is not TOML: Invalid value (at line 1, column 5) (mend it there)", "a = b"),
    template(
        "extends 'x', which is not a template (choose briefing, handout, highlight, large or plain)", 'extends = "x"'
    ),
    template("colors is not a table (write [colors])", "colors = 1"),
    template("has an unknown key colors.inc (did you mean colors.ink?)", '[colors]\ninc = "#000000"'),
    template("page.size is 'a9' (choose A4 or Letter)", '[page]\nsize = "a9"'),
    template(
        "logo.text is missing (say what the logo shows, for those who cannot see it)",
        '[logo]\nfile = "l.png"',
        l_png=picture(),
    ),
    template("logo.file: l.png is not a picture that can be read (use a PNG or JPEG file)", LOGO, l_png=b"x"),
    template(
        "logo.file: l.png has 4,002,000 pixels (make it smaller: at most 4,000,000)",
        LOGO,
        l_png=picture("PNG", (2001, 2000), "1"),
    ),
    template(
        "logo.file: l.png is too large (use a file of at most 9 bytes)",
        LOGO,
        patch=setting(templates.files, "MOST_BYTES", 9),
        l_png=picture(),
    ),
    template(
        "fonts.sans: f.ttf is not a font that can be read (use a .ttf file with TrueType outlines)", FONT, f_ttf=b"x"
    ),
    template(
        "fonts.sans: f.ttf may not be embedded (choose a font whose licence allows it)", FONT, f_ttf=with_permission(2)
    ),
    template(
        "fonts.sans: f.ttf lacks 中 (choose a font with the letters, digits and signs of ASCII)",
        FONT,
        patch=setting(templates.files, "_BASIC_LATIN", frozenset("a中")),
        f_ttf=SERIF,
    ),
    template(
        "colors.ink #ffffff on white has a contrast of 1.0 (4.5 is the least that can be read: make them differ more)",
        '[colors]\nink = "#ffffff"',
    ),
]

DATA = [
    data("a.txt", "is empty (give a document with text)", b""),
    data("a.txt", "has no text (give a document with text)", b" \n* * *\n"),
    data("a.md", "has no text to summarise (give a document with paragraphs or lists)", b"| a |\n|---|\n| b |\n"),
    Case(
        65,
        "ferry.txt: has no sentence to summarise (give a document with text)",
        lambda: summarize([document(Paragraph("..."))]),
    ),
    data("./a.txt", "has no sentence of under 5,000 characters (give a text with full stops)", b"rain " * 3000),
    data("a.txt", "is a PNG picture, not a document (run text recognition on it first)", picture()),
    data(
        "a.docx",
        "is encrypted and needs a password (save a copy without a password)",
        OLE + "EncryptedPackage".encode("utf-16-le"),
    ),
    data(
        "a.odt",
        "is encrypted and needs a password (save a copy without a password)",
        open_document(
            "<text:p>x</text:p>",
            manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>",
        ),
    ),
    data(
        "a.pdf",
        "is encrypted and needs a password (save a copy without it)",
        drawn([(72, 700, "It rained.")], encrypt=StandardEncryption("secret")),
    ),
    data("a.docx", "is encrypted (save a copy without a password)", LOCKED),
    data(
        "a.epub",
        "is protected by DRM (use a copy without it, from the publisher or the shop)",
        book(**{"META-INF/encryption.xml": ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}),
    ),
    data("a.zip", "is damaged or cut off (get or save it once more)", b"PK\x03\x04" + bytes(100)),
    data(
        "a.docx",
        "is damaged or cut off: the directory of its parts is missing (get or save it once more)",
        PART[: PART.index(b"PK\x01\x02")],
    ),
    data("a.docx", "is damaged or cut off: _rels/.rels cannot be unpacked (get or save it once more)", TORN),
    data("a.docx", "is packed in a way that documents are not (get or save it once more)", ODD),
    data("a.pdf", "is named .pdf, but is damaged or something else (get or save it once more)", b"junk\0junk"),
    data("a.docx", f"is damaged: word/document.xml is not well-formed XML ({SAVE})", word("<w:p>")),
    data(
        "a.epub",
        "declares entities in OPS/a.opf, which no document needs (get it from whoever made it)",
        book(**{"OPS/a.opf": ENTITIES}),
    ),
    data(
        "a.docx",
        "has a DTD for a, which no document needs (get it from whoever made it)",
        packed({"word/document.xml": ENTITIES, **ZIPPED}),
    ),
    data(
        "a.docx",
        "is no Word document (give it by the name of its format)",
        packed({"word/document.xml": "<a/>", **ZIPPED}),
    ),
    data(
        "a.odt",
        "is no OpenDocument text (export it as text or Markdown)",
        packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    ),
    data(
        "a.txt",
        "is not UTF-8 text, and its encoding cannot be told (first bad byte at offset 0) (name its encoding with "
        "--encoding, or save it as UTF-8)",
        bytes(range(128, 256)),
    ),
    data(
        "a.docx",
        f"is no Word document: word/document.xml is missing ({SAVE})",
        packed({"word/documents": "", **ZIPPED}),
    ),
    data(
        "a.odt",
        f"is no OpenDocument text: content.xml is missing ({SAVE})",
        packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
    ),
    data(
        "a.epub",
        "is no EPUB book: OPS/b.opf is missing (get it once more)",
        book(**{"META-INF/container.xml": CONTAINER.decode().replace("a.opf", "b.opf")}),
    ),
    data(
        "a.epub",
        "is no EPUB book: its container names no package (get it once more)",
        book(**{"META-INF/container.xml": "<container/>"}),
    ),
    data("a.pdf", "is damaged, or no PDF document (get or export it once more)", b"%PDF-1.7\njunk"),
    Case(
        65,
        "a.pdf: is damaged: it has no pages (get or export it once more)",
        lambda: pdf.read(b"", name="a.pdf", encoding=None, limits=Limits()),
        {},
        setting(pdf, "PdfDocument", Pageless),
    ),
    data("a.pdf", "is damaged: none of its pages can be read (get or export it once more)", without_readable_pages()),
    data(
        "a.pdf",
        "is a scan: its pages are pictures without text (run text recognition on it, for example with ocrmypdf)",
        scan(),
    ),
    data(
        "a.txt",
        "is binary, not text (export it as text, or name its encoding with --encoding)",
        b"rain\0\1\2\3 and \0 more",
    ),
    data(
        "a.txt",
        "is not UTF-8 text (first bad byte at offset 10) (name its right encoding with --encoding)",
        b"It rained \xe9\xe9\xe9\xe9\xe9",
        "--encoding",
        "utf-8",
    ),
    data(
        "a.pdf",
        "is a PDF document, which cannot be read as docx (leave out --from)",
        drawn([(72, 700, "x")]),
        "--from",
        "docx",
    ),
    parser(
        "crashes its parser (Segmentation fault): it is damaged, or takes too much memory (save it anew, or raise "
        "--memory-limit)",
        "die SIGSEGV",
        65,
    ),
    Case(
        65,
        "conspectus: 1 warning, so nothing was written (leave out --fail-if-warnings to go on)",
        ["in.txt", "--bullets", "99", "--fail-if-warnings"],
    ),
]

NONE = OSError(5, "Input/output error")
DENIED = PermissionError(13, "Permission denied")
FULL = OSError(28, "No space left on device")

INPUT = [
    Case(66, "inn.txt: does not exist (did you mean in.txt?)", ["inn.txt"]),
    Case(
        66,
        "in.txt: permission denied (ask its owner for leave to read it)",
        ["in.txt"],
        {},
        failing("stat", DENIED, "in.txt"),
    ),
    Case(
        66,
        "in.txt: cannot be opened: Input/output error (give a copy of it)",
        ["in.txt"],
        {},
        failing("stat", NONE, "in.txt"),
    ),
    Case(
        66,
        "https://example.org/a: is an address, which is not fetched (save the page, and give its file)",
        ["https://example.org/a"],
    ),
    Case(
        66,
        "gone.txt: is a link to a file that does not exist (mend the link, or give the file itself)",
        ["gone.txt"],
        {},
        dangling,
    ),
    Case(66, ".: is a folder (give the files in it, or summarise each with conspectus batch)", ["."]),
    Case(66, "in.fifo: is a pipe, not a file (read it from standard input, as -)", ["in.fifo"], {}, pipe),
    Case(66, "in.sock: is a socket, not a file (give a file)", ["in.sock"], {}, sockets),
    Case(66, "in.txt: is a device, not a file (read it from standard input, as -)", ["in.txt"], {}, device),
    Case(66, "a\0b: is not the name of a file (leave out the zero byte)", lambda: read("a\0b")),
    Case(66, "standard input: is closed (name a file)", ["-"], {}, setting(sys, "stdin", None)),
    Case(66, "standard input: is closed (give one that is open)", lambda: read(Closed())),
    Case(
        66,
        "none.toml: cannot be read: No such file or directory (check its name and permissions)",
        ["in.txt", "--template", "none.toml"],
    ),
    template("logo.file: l.png cannot be read: No such file or directory (check its name and permissions)", LOGO, 66),
    template("logo.file: . is not a file (name a file)", LOGO.replace("l.png", "."), 66),
    Case(
        66,
        "none.docx: cannot be read: No such file or directory (name a Word file that is there)",
        ["in.txt", "-o", "r.docx", "--reference-doc", "none.docx"],
    ),
]

UNSUPPORTED = [
    data("a.rtf", "is an RTF document, which cannot be read (save it as .docx)", b"{\\rtf1 It rained.}", code=69),
    Case(
        69,
        "format 'x': cannot be read (choose from txt, md, pdf, html, epub, docx, odt, eml)",
        lambda: read(TEXT, format="x"),
    ),
    parser(
        "cannot be read, because no process can be started for it: No such file or directory (close some programs)",
        "good",
        69,
        nowhere,
    ),
]

BUGS = [
    Case(
        70,
        "conspectus: internal error KeyError 'colour' (please report; --debug shows where)",
        ["in.txt"],
        {},
        setting(exporters, "render", with_a_bug),
    ),
    parser("internal error KeyError in fake_parser (please report; --debug shows where)", "fail", 70),
    parser("its parser cannot be started (please report)", "leave 1", 70),
    parser("its parser answers nonsense (please report)", "nonsense list", 70),
]

OUTPUT = [
    Case(73, "r.txt: exists already (use --force to replace it)", ["in.txt", "-o", "r.txt"], {"r.txt": b"old"}),
    Case(73, "in.txt: is the input file (choose another name)", ["in.txt", "-o", "in.txt", "--force"]),
    Case(
        73,
        "house.docx: is the reference document (choose another name)",
        ["in.txt", "-o", "house.docx", "--reference-doc", "house.docx", "--force"],
        {"house.docx": letterhead()},
    ),
    Case(
        73, "d.txt: is a folder (name a file in it)", ["in.txt", "-o", "d.txt"], {}, lambda patch: Path("d.txt").mkdir()
    ),
    Case(
        73,
        "r.txt: is a pipe or a device, not a file (use -o - and send standard output there)",
        ["in.txt", "-o", "r.txt", "--force"],
        {},
        lambda patch: os.mkfifo("r.txt"),
    ),
    Case(73, "no/r.txt: its folder does not exist (create it first)", ["in.txt", "-o", "no/r.txt"]),
    Case(
        73,
        "r.txt: cannot be written: Permission denied (choose another folder or name)",
        ["in.txt", "-o", "r.txt"],
        {},
        failing("open", DENIED, ".tmp"),
    ),
]

WRITE = [
    Case(
        74,
        "r.txt: cannot be written: No space left on device (make room, or choose another disk)",
        ["in.txt", "-o", "r.txt"],
        {},
        failing("fsync", FULL, ""),
    ),
    Case(
        74,
        "standard output: cannot be written: No space left on device (make room, or use -o FILE)",
        ["in.txt"],
        {},
        lambda patch: patch.setattr(sys, "stdout", io.TextIOWrapper(FullDisk(), encoding="utf-8")),
    ),
    Case(74, "standard output: is closed (use -o FILE)", ["in.txt"], {}, setting(sys, "stdout", None)),
    Case(74, "standard output: is closed (use -o FILE)", ["--help"], {}, setting(sys, "stdout", None)),
    Case(74, "standard input: cannot be read: Input/output error (copy it to another disk)", lambda: read(Broken())),
]

LIMIT = [
    limit("a.txt", "is larger than 9 bytes (raise --max-bytes)", TEXT, "--max-bytes", "9"),
    Case(
        75, "standard input: is larger than 9 bytes (raise --max-bytes)", lambda: read(TEXT, limits=Limits(max_bytes=9))
    ),
    limit("a.txt", "has more than 9 characters of text (raise --max-text)", TEXT, "--max-text", "9"),
    limit("a.docx", "unpacks to more than 99 bytes (raise --max-unpacked)", PART, "--max-unpacked", "99"),
    limit(
        "a.docx",
        "has a part that unpacks to more than 200 times its size (read it all the same with --max-unpacked 0)",
        packed({"word/document.xml": " " * 9_000_000, **ZIPPED}),
    ),
    limit(
        "a.docx",
        "has more than 10,000 parts, which no document has (unpack it first)",
        PART + b"PK\x01\x02" * (archive.MAX_PARTS + 1),
    ),
    limit(
        "a.eml",
        "has more than 1,000 parts (save the messages in it one by one)",
        b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 1_000,
    ),
    limit("a.md", "is nested too deeply (save it as plain text)", b">" * 200 + b" It rained."),
    parser("is nested too deeply (save it as plain text)", "dive", 75),
    Case(
        75,
        "a.docx: is nested too deeply in b.xml (get it from whoever made it)",
        lambda: xml.parse(b"<a>" * 300, name="a.docx", part="b.xml"),
    ),
    limit("a.odt", "is nested too deeply (take its tables out of one another)", open_document(DEEP)),
    parser("takes longer than 1 s to read (raise --time-limit)", "sleep", 75, lambda patch: None, "--time-limit", "1"),
    parser(
        "takes more than 300,000,000 bytes of memory to read (raise --memory-limit)",
        "take",
        75,
        lambda patch: None,
        "--memory-limit",
        "300M",
    ),
    parser("takes more memory to read than there is (close some programs, or split it)", "die SIGKILL", 75),
    Case(
        75,
        "method kl: ranks at most 200 distinct points, and there are 700 (use --method centroid)",
        ["a.txt", "--method", "kl"],
        {"a.txt": MANY},
    ),
    Case(
        75,
        "conspectus: needs more memory than there is (split the input)",
        ["in.txt"],
        {},
        setting(exporters, "render", out_of_memory),
    ),
]


def briefing(code: int, name: str, problem: str, content: bytes, *arguments: str) -> Case:
    return Case(code, f"{name}: {problem}", ["verify", name, "in.txt", *arguments], {name: content})


PAPER = (Path(__file__).parent / "corpus" / "paper.pdf").read_bytes()
VERIFY = [
    Case(
        2,
        "verify: needs a briefing and its source (write conspectus verify [OPTIONS] BRIEFING SOURCE...)",
        ["verify", "in.txt"],
    ),
    briefing(65, "a.pdf", "is damaged, encrypted or no PDF document (get or export it once more)", b"%PDF-1.7 torn"),
    briefing(65, "a.txt", "has no text (give a briefing that Conspectus wrote)", b" \n"),
    briefing(65, "a.json", "is no summary in JSON (give one that Conspectus wrote)", b"{}"),
    briefing(
        69,
        "a.odt",
        "is an OpenDocument text, which no briefing is (give one that Conspectus wrote)",
        open_document(DEEP),
    ),
    briefing(75, "a.pdf", "has more than 1 pages (raise --max-pages)", PAPER, "--max-pages", "1"),
]


def in_batch(code: int, message: str, *arguments: str, patch: Patch = lambda patch: None) -> Case:
    return Case(code, message, ["batch", *arguments], {}, patch)


def folders(*names: str) -> Patch:
    def make(patch: pytest.MonkeyPatch) -> None:
        for name in names:
            Path(name).mkdir()

    return make


def foreign(patch: pytest.MonkeyPatch) -> None:
    Path("out").mkdir()
    Path("out/of-others.txt").touch()


def busy(patch: pytest.MonkeyPatch) -> None:
    def taken() -> Callable[[int], None]:
        def lock(descriptor: int) -> None:
            raise BlockingIOError

        return lock

    patch.setattr(store, "_lock_of_system", taken)


def gone() -> None:
    """The folder for the summaries goes while a document is being summarised."""
    Path("out").mkdir()
    Path("out", JOURNAL).touch()
    with Journal(Path("out")) as journal:
        shutil.rmtree("out")
        journal.write("a.txt", {"txt": b"It rained."})


def unreadable() -> None:
    work._loaded(Job.of("txt"), Entry("locked", "locked", "permission denied"))


def warned() -> None:
    job = replace(Job.of("txt"), fail_if_warnings=True)
    work.make(job, "a.txt", b"Contents\n\nThe mill\n\nThe mill has closed. It rained.\n\nNothing\n")


class Asked:
    """A client of Dask, connected to a cluster with so many *threads*, whose workers have the *versions*."""

    def __init__(self, threads: int = 1, **versions: str) -> None:
        self._threads, self._versions = threads, versions

    def nthreads(self) -> dict[str, int]:
        if self._threads < 0:
            raise OSError("closed")
        return {"tcp://10.0.0.6:1": self._threads}

    def run(self, call: Callable[[], Mapping[str, str]], on_error: str) -> dict[str, Mapping[str, str]]:
        return {"tcp://10.0.0.6:1": {**call(), **self._versions}}

    def run_on_scheduler(self, call: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        return call()

    def get_executor(self, pure: bool) -> None: ...

    def close(self, timeout: float) -> None: ...


def answers(client: Asked) -> Patch:
    return setting(cluster, "_connected", lambda *_: client)


def in_cluster(message: str, patch: Patch, code: int = 69) -> Case:
    return in_batch(code, message, "in.txt", "-o", "out", "--cluster", "tcp://10.0.0.5:1", patch=patch)


def deserted() -> None:
    with pytest.MonkeyPatch.context() as patch:
        answers(Asked())(patch)
        patch.setattr(cluster, "_BETWEEN_COUNTS", -1)
        patch.setattr(cluster, "_WITHOUT_WORKERS", -1)
        with cluster.Cluster("tcp://10.0.0.5:1") as there:
            there.look()


def fails_there() -> None:
    failed: Future[None] = Future()
    failed.set_exception(KeyError("oops"))
    with pytest.MonkeyPatch.context() as patch:
        answers(Asked())(patch)
        with cluster.Cluster("tcp://10.0.0.5:1") as there:
            there.result(failed)


CLUSTER = [
    in_batch(2, "--shared: is for a cluster (name one with --cluster)", "in.txt", "-o", "out", "--shared"),
    in_batch(
        2,
        "--jobs: is for this machine (leave it out with --cluster)",
        *("in.txt", "-o", "out", "--cluster=tcp://a:1", "--jobs=2"),
    ),
    in_batch(
        2,
        "--cluster http://a: is no address (write it as tcp://HOST:PORT or tls://HOST:PORT)",
        *("in.txt", "-o", "out", "--cluster=http://a"),
    ),
    in_cluster(
        "--cluster: needs the package distributed (pip install 'conspectus[dask]')",
        lambda patch: patch.setitem(sys.modules, "distributed", None),
    ),
    in_batch(
        69,
        "tcp://127.0.0.1:1: no scheduler answers (check the address, and that it runs)",
        *("in.txt", "-o", "out", "--cluster=tcp://127.0.0.1:1"),
        patch=setting(cluster, "_TO_CONNECT", 0.1),
    ),
    in_batch(
        69,
        "tls://127.0.0.1:1: needs certificates (name them in the configuration of Dask)",
        *("in.txt", "-o", "out", "--cluster=tls://127.0.0.1:1"),
    ),
    in_cluster(
        "tcp://10.0.0.5:1: is not encrypted, as the configuration of Dask demands (write it as tls://…)",
        lambda patch: patch.setitem(dask.config.config["distributed"]["comm"], "require-encryption", True),
    ),
    in_cluster(
        "tcp://10.0.0.5:1: has no workers (start some with dask worker tcp://10.0.0.5:1)", answers(Asked(threads=0))
    ),
    in_cluster(
        "tcp://10.0.0.5:1: has gone (see that its scheduler runs; the same command goes on)", answers(Asked(threads=-1))
    ),
    in_cluster(
        f"tcp://10.0.0.6:1: has Python 3.0, where this machine has Python {sys.version_info[0]}.{sys.version_info[1]} "
        "(install there what is installed here)",
        answers(Asked(Python="3.0")),
    ),
    Case(69, "tcp://10.0.0.5:1: has no workers any more (start some; the same command goes on)", deserted),
    Case(69, "tcp://10.0.0.5:1: cannot do it: KeyError('oops') (see the logs of its workers)", fails_there),
]
BATCH = [
    in_batch(2, "conspectus batch: no PATH is given (name files or folders; see conspectus batch --help)"),
    in_batch(2, "conspectus batch: no OUTDIR is given (name a folder for the summaries with -o)", "in.txt"),
    in_batch(
        2, "--explain: is not shown in pdf (add txt or json to --to)", "in.txt", "-o", "out", "--to=pdf", "--explain"
    ),
    in_batch(
        2,
        "--reference-doc a.docx: is for Word (add docx to --to)",
        *("in.txt", "-o", "out", "--to=txt", "--reference-doc", "a.docx"),
    ),
    in_batch(2, "standard input: is no file or folder (summarise standard input without batch)", "-", "-o", "out"),
    in_batch(66, "in: holds no document (name another folder)", "in", "-o", "out", patch=folders("in")),
    in_batch(66, "no.txt: does not exist (check its name)", "no.txt", "-o", "out"),
    Case(66, "locked: permission denied (give a folder that can be read)", unreadable),
    Case(
        65,
        "a.txt: has a warning: heading “Contents” has nothing under it (leave out --fail-if-warnings to go on)",
        warned,
    ),
    in_batch(
        73,
        "in: holds what is to be summarised (name another folder with -o)",
        "in/a",
        "-o",
        "in",
        patch=folders("in", "in/a"),
    ),
    in_batch(
        73, "no/out: cannot be written to: No such file or directory (name another folder)", "in.txt", "-o", "no/out"
    ),
    in_batch(
        73,
        "out: is not empty, and no batch was written into it before "
        "(name another folder, or add --force to use this one)",
        *("in.txt", "-o", "out"),
        patch=foreign,
    ),
    Case(74, "out: is not there any more (run it again when it is)", gone),
    in_batch(
        75,
        "out: another batch is writing into it (wait until it has ended, or name another folder)",
        *("in.txt", "-o", "out"),
        patch=busy,
    ),
]

CASES = [*USAGE, *DATA, *INPUT, *UNSUPPORTED, *BUGS, *OUTPUT, *WRITE, *LIMIT, *BATCH, *CLUSTER, *VERIFY]


@needs_posix
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.message}"[:80])
def test_a_message_and_its_code(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in {"in.txt": TEXT, **case.files}.items():
        Path(name).write_bytes(content)
    before = {path: path.lstat().st_size for path in Path().iterdir()}
    with monkeypatch.context() as patch:
        case.patch(patch)
        if callable(case.arguments):
            with pytest.raises(ConspectusError) as caught:
                case.arguments()
            code, message = caught.value.exit_code, str(caught.value)
        else:
            code = cli.main(case.arguments)
            message = capsys.readouterr().err.splitlines()[-1]
    assert (code, message) == (case.code, case.message)
    assert {path: path.lstat().st_size for path in Path().iterdir() if path.is_file()}.items() <= before.items()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.text)
def test_every_row_has_its_case(row: Row) -> None:
    assert any(row.code == case.code and row.fits(case.message) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.message[:60])
def test_every_case_has_its_row(case: Case) -> None:
    assert any(row.code == case.code and row.fits(case.message) for row in ROWS)
