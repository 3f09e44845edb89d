"""Files become documents, or a refusal that says what to do."""

from __future__ import annotations

import hashlib
import io
import os
import random
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import process_time
from types import MappingProxyType, ModuleType
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import readers
from summarizer.characters import clean
from summarizer.document import Aside, Document, Heading, ListItem, Paragraph
from summarizer.errors import ConspectusError, DataError, InputError, LimitError, UnsupportedError, WriteError
from summarizer.options import Limits
from summarizer.readers import READERS, Reader, read
from summarizer.readers.signatures import kind_of
from summarizer.readers.text import decode
from summarizer.structure import Content
from tests.commands_in_documents import blocks
from tests.conftest import Golden
from tests.growth import grows_in_proportion

CORPUS = Path(__file__).parent / "corpus"
SIGNS = {Heading: "#", Paragraph: "¶", ListItem: "-"}


def sketch(document: Document) -> str:
    """*document* as a page that is easy to check by eye."""
    facts = {"title": document.title, "author": document.source.author, "date": document.source.date}
    lines = [f"{name}: {fact}" for name, fact in {**facts, "language": document.language}.items() if fact]
    for block in document.blocks:
        match block:
            case Heading(text, level):
                lines.append(f"{'#' * level} {text}")
            case ListItem(text, depth):
                lines.append(f"{'  ' * depth}- {text}")
            case Aside(text, kind):
                lines.append(f"[{kind}] {text}")
            case Paragraph(text):
                lines.append(f"¶ {text}")
    return "\n".join([*lines, *(f"warning: {warning}" for warning in document.warnings), ""])


@pytest.mark.parametrize(
    "path",
    sorted(path for path in CORPUS.iterdir() if path.suffix not in (".blocks", ".py", ".typ")),
    ids=lambda path: path.name,
)
def test_corpus(path: Path, accept: bool) -> None:
    Golden(CORPUS, accept)(f"{path.name}.blocks", sketch(read(path)))


# -- where a document comes from --


def test_source() -> None:
    path = CORPUS / "article.txt"
    document = read(path)
    data = path.read_bytes()
    assert (document.source.name, document.source.media_type) == ("article.txt", "text/plain")
    assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    assert document.source.words == sum(len(block.text.split()) for block in document.blocks)
    assert read(str(path)) == document
    assert read(data, name="folder/article.txt") == document
    assert read(io.BytesIO(data), name="article.txt") == document
    assert read(data).source.name == "-"


@pytest.mark.parametrize(
    ("name", "key", "media_type"),
    [
        ("a.md", None, "text/markdown"),
        ("A.MARKDOWN", None, "text/markdown"),
        ("a.txt", None, "text/plain"),
        ("a.xyz", None, "text/plain"),
        ("a.pdf", None, "text/plain"),
        (None, None, "text/plain"),
        ("a.txt", "md", "text/markdown"),
        ("a.md", "txt", "text/plain"),
        ("a.html", "txt", "text/plain"),
    ],
)
def test_format(name: str | None, key: str | None, media_type: str) -> None:
    assert read(b"It *rained* all day.", name=name, format=key).source.media_type == media_type


def test_a_third_format_is_one_module_and_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("toy_reader")

    def read_toy(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
        return Content((Heading("Toy"), Paragraph(data.decode().replace("/", "\n"))), author=name)

    module.read = read_toy  # type: ignore[attr-defined]  # what a module of a format has
    monkeypatch.setitem(sys.modules, "toy_reader", module)
    row = {"toy": Reader("toy_reader", "text/x-toy", (".toy",), confined=False)}
    monkeypatch.setattr(readers, "READERS", MappingProxyType({**READERS, **row}))

    document = read(b"It rained./\x1b[31mIt stopped.", name="a.toy")
    assert document.title == "Toy"
    assert document.blocks == (Paragraph("It rained."), Paragraph("It stopped."))
    assert (document.source.media_type, document.source.author) == ("text/x-toy", "a.toy")
    assert read(b"It rained.", format="toy").title == "Toy"


def test_the_guide_to_a_new_format_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = blocks((CORPUS.parent.parent / "docs" / "adding-a-format.md").read_text(encoding="utf-8"))
    module, row = (block.text for block in guide if block.language in ("python", "py"))
    (tmp_path / "notes_reader.py").write_text(module, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found: dict[str, Reader] = eval(f"{{{row.replace('summarizer.readers.notes', 'notes_reader')}}}")
    rows = {key: replace(reader, confined=False) for key, reader in found.items()}
    monkeypatch.setattr(readers, "READERS", MappingProxyType({**READERS, **rows}))
    document = read(b"*The ferry\nIt rained.\n*Later\n\x1b[1m It stopped.", name="a.notes")
    assert sketch(document) == "title: The ferry\n¶ It rained.\n# Later\n¶ It stopped.\n"


def test_parsers_are_loaded_when_used() -> None:
    script = (
        "import sys, summarizer.readers as r; assert 'markdown_it' not in sys.modules; "
        "r.read(b'It rained.'); assert 'markdown_it' not in sys.modules; "
        "r.read(b'It rained.', format='md'); assert 'markdown_it' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=CORPUS.parent.parent)


# -- encodings --

SENTENCE = "Zwölf Boote liegen am Café.\n"


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
    ],
)
def test_byte_order_marks(codec: str, mark: bytes) -> None:
    document = read(mark + SENTENCE.encode(codec))
    assert (document.blocks, document.warnings) == ((Paragraph(SENTENCE.strip()),), ())


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(codec: str) -> None:
    document = read(SENTENCE.encode(codec))
    assert document.blocks == (Paragraph(SENTENCE.strip()),)
    assert document.warnings == ("has no byte order mark; read as UTF-16",)


GERMAN = "Der Stadtrat hat beschlossen, daß die Händler während der Bauarbeiten entschädigt werden. Es ist spät."
ENGLISH = "“We have waited ten years,” said the mayor – and the city’s traders agreed. The café stays open."
FRENCH = "Le conseil a décidé mardi de découvrir la rivière. Les commerçants sont inquiets à l’idée des travaux."
POLISH = "Rada miasta zatwierdziła we wtorek plan odsłonięcia rzeki. Źródła mówią, że koszt będzie wysoki."
RUSSIAN = "Комитет одобрил новый план моста возле реки. Бюджет будет утверждён весной следующего года."
GREEK = "Το δημοτικό συμβούλιο ενέκρινε την Τρίτη το σχέδιο για τον ποταμό. Οι έμποροι φοβούνται τα έργα."
JAPANESE = "東京の委員会は新しい橋の計画を承認した。予算は来年の春までに確定する見込みだ。"
CHINESE = "委员会批准了新的桥梁计划。预算将在明年春天之前确定。居民对车站附近的图书馆发表了意见。"
KOREAN = "위원회는 강 근처의 새 다리 계획을 승인했다. 예산은 내년 봄까지 확정될 것이다."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (GERMAN, "cp1252"),
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
    ],
)
@pytest.mark.parametrize("before", [0, 100_000])
def test_a_guess_is_told(text: str, codec: str, before: int) -> None:
    lead = "It rained. " * (before // 11)
    decoded, warnings = decode(f"{lead}\n{text}\n".encode(codec), name="a.txt")
    assert decoded == f"{lead}\n{text}\n"
    assert warnings == (f"is not UTF-8; read as {codec}, which is a guess (--encoding names another)",)


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        (b"\xc3\xa4 \xe4.", "ä \ufffd.", ("has 1 character that is not UTF-8, shown as \ufffd",)),
        (
            "äöü ".encode() * 4 + b"\xff a\xff b\xff",
            "äöü " * 4 + "\ufffd a\ufffd b\ufffd",
            ("has 3 characters that are not UTF-8, shown as \ufffd",),
        ),
        (b"It rained on \xc3\xa4\xc3", "It rained on ä\ufffd", ("has 1 character that is not UTF-8, shown as \ufffd",)),
        (
            b"\xff\xfeI\0t\0.",
            "It\ufffd",
            ("has 1 character that is not UTF-16, shown as \ufffd",),
        ),
        (b"A \xed\xa0\xbd\xed\xb1\x8d.", "A \U0001f44d.", ("is not quite UTF-8; read as CESU-8",)),
        (b"A \xed\xa0\xbd.", "A \ufffd.", ("is not quite UTF-8; read as CESU-8",)),
    ],
)
def test_a_few_bad_bytes_are_forgiven(data: bytes, text: str, warnings: tuple[str, ...]) -> None:
    assert decode(data, name="a.txt") == (text, warnings)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Весь день над городом шёл дождь, и река поднялась.",
        "Όλη μέρα έβρεχε στην πόλη, και το ποτάμι ανέβηκε.",
        "整天都在下雨，河水在夜里上涨了两米。",
        "一日中雨が降り、川の水位が上がった。",
        "하루 종일 비가 와서 강물이 불었다.",
        "It rained: 12 м, ж — and “wind”.",
    ],
)
def test_utf_16_is_known_without_a_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec), name="a.txt") == (text, ("has no byte order mark; read as UTF-16",))


@pytest.mark.parametrize(
    "data",
    [struct.pack("<40h", *range(-20, 20)), struct.pack("<20I", *range(9000, 9020)), random.Random(1).randbytes(400)],
)
def test_numbers_are_no_utf_16(data: bytes) -> None:
    with pytest.raises(DataError, match="is binary, not text"):
        decode(b"\0" + data, name="a.dat")


def test_a_file_name_that_is_no_utf_8_is_kept_as_it_is_shown() -> None:
    document = read(SENTENCE.encode(), name="f\udce9.txt")
    assert document.source.name == "f\\xe9.txt"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"caf\xe9 \x93a\x94", "ISO-8859-1", "café “a”"),
        ("東京".encode("shift_jis"), "Shift_JIS", "東京"),
        ("東京".encode("iso-2022-jp"), "iso-2022-jp", "東京"),
        ("東京".encode(), "latin-1", "東京"),
        (b"It rained.", "utf-16", "It rained."),
        (b"It rained.", "rot13", "It rained."),
        (b"It rained.", "no such thing\0", "It rained."),
        (b"caf\xe9 au lait", "utf-8", "café au lait"),
        (b"\xff\xfeI\0t\0", "latin-1", "It"),
    ],
)
def test_what_a_text_declares_of_itself_counts_if_it_is_true(data: bytes, declared: str, text: str) -> None:
    assert decode(data, name="a.html", declared=declared)[0] == text


@given(st.binary(max_size=60), st.sampled_from([None, "latin-1", "shift_jis", "undefined", "idna", "utf-7", "x\0"]))
def test_decoding_gives_text_or_a_refusal(data: bytes, declared: str | None) -> None:
    with suppress(DataError):
        text, warnings = decode(data, name="a.txt", declared=declared)
        assert ("\ufffd" not in text) or warnings or b"\xef\xbf\xbd" in data or declared


@pytest.mark.parametrize("piece", [b"caf\xe9 ", b"\xc3\xa4\xff\n", b"\xe9\n", "東京".encode("shift_jis")])
def test_time_grows_with_the_length_of_what_is_decoded(piece: bytes) -> None:
    def work(length: int) -> None:
        with suppress(DataError):
            decode(piece * (length // len(piece)), name="a.txt")

    assert grows_in_proportion(work, 500_000)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("key", ["txt", "md"])
def test_a_named_encoding(codec: str, key: str) -> None:
    assert read(SENTENCE.encode(codec), encoding=codec, format=key).blocks == (Paragraph(SENTENCE.strip()),)


# -- refusals --

UTF_8 = "name its encoding with --encoding, or save it as UTF-8"
OCR = "run text recognition on it first"
CONVERT = "convert it to text or Markdown"
TEXT = "give a document with text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str, mimetype: str = "") -> bytes:
    """A ZIP archive with files of these names, and with a *mimetype* as OpenDocument and EPUB have it."""
    data = io.BytesIO()
    with ZipFile(data, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "It rained.")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"", DataError, f"a.txt: is empty ({TEXT})"),
        (b" \n\t\r\n\xc2\xa0\xe3\x80\x80\xe2\x80\x8b", DataError, f"a.txt: has no text ({TEXT})"),
        (b"\xef\xbb\xbf", DataError, f"a.txt: has no text ({TEXT})"),
        (b". . . . .\n-----\n", DataError, f"a.txt: has no text ({TEXT})"),
        (
            b"| a | b |\n| 1 | 2 |\n",
            DataError,
            "a.txt: has no text to summarise (give a document with paragraphs or lists)",
        ),
        (
            bytes(range(128, 256)) * 4,
            DataError,
            f"a.txt: is not UTF-8 text, and its encoding cannot be told (first bad byte at offset 0) ({UTF_8})",
        ),
        (
            b"\xff\xfe\0\xd8\0\xd8a\0",
            DataError,
            "a.txt: is not UTF-16 text (first bad byte at offset 0) (save it as UTF-8)",
        ),
        (
            b"a\0\1\2bcdef",
            DataError,
            "a.txt: is binary, not text (export it as text, or name its encoding with --encoding)",
        ),
        (b"\x89PNG\r\n\x1a\n\0", DataError, f"a.txt: is a PNG picture, not a document ({OCR})"),
        (b"\xff\xd8\xff\xe0\0", DataError, f"a.txt: is a JPEG picture, not a document ({OCR})"),
        (b"RIFF\1\2\3\4WEBPVP8", DataError, f"a.txt: is a WebP picture, not a document ({OCR})"),
        (b"\x1f\x8b\x08\0", DataError, "a.txt: is a gzip archive, not a document (unpack it first)"),
        (b"PK\x03\x04notes.txt", DataError, "a.txt: is damaged or cut off (get or save it once more)"),
        (b"PK\x03\x04notes.txtPK\x05\x06", DataError, "a.txt: is a ZIP archive, not a document (unpack it first)"),
        (b"\x7fELF\2\1", DataError, "a.txt: is a program, not a document (give a text document)"),
        (b"\0\0\0\x18ftypmp42", DataError, "a.txt: is an MP4 film or recording, not a document (give a transcript)"),
        (b"{\\rtf1 a}", UnsupportedError, "a.txt: is an RTF document, which cannot be read (save it as .docx)"),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            UnsupportedError,
            "a.txt: is a document of Word 97 to 2003, which cannot be read (save it as .docx)",
        ),
        (
            OLE + "PowerPoint Document".encode("utf-16-le"),
            UnsupportedError,
            "a.txt: is a presentation of PowerPoint 97 to 2003, which cannot be read (export it as text or Markdown)",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            DataError,
            "a.txt: is encrypted and needs a password (save a copy without a password)",
        ),
        (OLE, UnsupportedError, "a.txt: is a document of an old Office, which cannot be read (save it as .docx)"),
        (
            archive("xl/workbook.xml"),
            UnsupportedError,
            "a.txt: is an Excel workbook, which cannot be read (export it as text or Markdown)",
        ),
        (
            archive("Index/Document.iwa"),
            UnsupportedError,
            "a.txt: is a document of Pages, Numbers or Keynote, which cannot be read (export it as Word, PDF or text)",
        ),
        (
            b"a" * 60 + b"BOOKMOBI",
            UnsupportedError,
            "a.txt: is a Kindle book, which cannot be read (convert it to EPUB)",
        ),
    ],
)
def test_content_that_is_no_text(data: bytes, error: type[ConspectusError], message: str) -> None:
    with pytest.raises(error) as caught:
        read(data, name="a.txt")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.7\n", "pdf"),
        (b"junk\n%PDF-1.7\n...%%EOF\n", "pdf"),
        (b"What a PDF begins with:\n%PDF-1.7\n", None),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "word/document.xml")[:120], "docx"),
        (archive("word/document2.xml", "word/embeddings/a.xlsx/xl/workbook.xml"), "docx"),
        (archive(mimetype="application/epub+zip"), "epub"),
        (archive("META-INF/container.xml"), "epub"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (archive(mimetype="application/vnd.oasis.opendocument.text-template"), "odt"),
        (archive("ppt/presentation.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (b"\n<!DOCTYPE html><p>It rained.", "html"),
        (b"<?xml version='1.0'?><html/>", "html"),
        ("<!doctype HTML>".encode("utf-16"), "html"),
        (b"From: a@b.c\r\nTo: d\r\n e\r\nMIME-version: 1.0\r\n\r\nIt rained.", "eml"),
        (b"MIME-Version: 1.0\nFrom: a@b.c\n\nIt rained.", "eml"),
        (b"From a@b.c Tue\nSubject: =?utf-8?q?Rain?=\nFrom: a@b.c\n\nIt rained.", "eml"),
        (b"From: a@b.c\nSubject: Rain\n\nIt rained.", None),
        (b"From: the coast\nIt rained.\nContent-Type: rain\n\nIt rained.", None),
        (b"From: the coast\nContent-Type: rain\n", None),
        (b"<p>It rained.</p>", None),
        (b"It rained.", None),
    ],
)
def test_signatures(data: bytes, format: str | None) -> None:  # noqa: A002
    kind = kind_of(data)
    assert (kind and kind.format) == format


def test_a_word_document_within_a_workbook_makes_it_none() -> None:
    data = io.BytesIO()
    with ZipFile(data, "w") as made:
        made.writestr("xl/embeddings/a.docx", archive("word/document.xml"))
        made.writestr("xl/workbook.xml", "")
    kind = kind_of(data.getvalue())
    assert kind
    assert kind.format == "xlsx"


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows for every format that a signature tells, with a parser that takes anything."""
    module = ModuleType("any_reader")

    def read_any(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
        return Content((Paragraph("It rained."),))

    module.read = read_any  # type: ignore[attr-defined]  # what a module of a format has
    monkeypatch.setitem(sys.modules, "any_reader", module)
    rows = {
        "html": Reader("any_reader", "html", (".html", ".htm"), confined=False),
        "docx": Reader("any_reader", "docx", (".docx", ".docm"), confined=False),
        "pdf": Reader("any_reader", "pdf", (".pdf",), confined=False),
    }
    monkeypatch.setattr(readers, "READERS", MappingProxyType({**READERS, **rows}))


PDF = b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("name", "data", "media_type", "warnings"),
    [
        ("a.pdf", PDF, "pdf", ()),
        ("a.xyz", PDF, "pdf", ()),
        ("a", PDF, "pdf", ()),
        ("a.doc", archive("word/document.xml"), "docx", ()),
        ("a.DOCM", archive("word/document.xml"), "docx", ()),
        ("a.txt", archive("word/document.xml"), "docx", ("is named .txt, but holds a Word document",)),
        ("a.docx", PDF, "pdf", ("is named .docx, but holds a PDF document",)),
        ("a.docx", b"It rained.", "text/plain", ("is named .docx, but holds plain text",)),
        ("a.md", b"<!doctype html>", "html", ("is named .md, but holds an HTML page",)),
        ("a.html", b"<p>It rained.", "html", ()),
        ("a.HTM", b"It rained.", "html", ()),
    ],
)
@pytest.mark.usefixtures("formats")
def test_content_decides_and_an_ending_that_lies_is_told(
    name: str, data: bytes, media_type: str, warnings: tuple[str, ...]
) -> None:
    document = read(data, name=name)
    assert (document.source.media_type, document.warnings) == (media_type, warnings)


@pytest.mark.usefixtures("formats")
def test_what_is_said_overrides_the_content_if_it_can() -> None:
    assert read(b"<!doctype html>It rained.", name="a.html", format="txt").source.media_type == "text/plain"
    assert read(b"It rained.", name="a.txt", format="html").source.media_type == "html"
    with pytest.raises(DataError) as caught:
        read(PDF, name="a.pdf", format="docx")
    assert str(caught.value) == "a.pdf: is a PDF document, which cannot be read as docx (leave out --from)"
    with pytest.raises(DataError) as caught:
        read(b"\0\1\2 torn", name="a.docx")
    assert str(caught.value) == "a.docx: is named .docx, but is damaged or something else (get or save it once more)"


@pytest.mark.parametrize("key", READERS)
def test_a_named_format_does_not_make_a_picture_a_text(key: str) -> None:
    with pytest.raises(DataError, match="is a PNG picture"):
        read(b"\x89PNG\r\n\x1a\n", name="a.md", format=key)


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("utf-9", "encoding 'utf-9': is not known (use a name that Python knows, as in utf-8, latin-1 or cp1252)"),
        ("rot13", "encoding 'rot13': is not known (use a name that Python knows, as in utf-8, latin-1 or cp1252)"),
        ("ascii", "a.txt: is not ascii text (first bad byte at offset 3) (name its right encoding with --encoding)"),
        ("utf-8", "a.txt: is not UTF-8 text (first bad byte at offset 3) (name its right encoding with --encoding)"),
        ("undefined", "a.txt: is not undefined text (name its right encoding with --encoding)"),
    ],
)
def test_a_wrong_encoding(encoding: str, message: str) -> None:
    with pytest.raises(ConspectusError) as caught:
        read(b"Caf\xe9..", name="a.txt", encoding=encoding)
    assert str(caught.value) == message
    assert caught.value.exit_code == (2 if "not known" in message else 65)


def test_an_unknown_format() -> None:
    with pytest.raises(UnsupportedError) as caught:
        read(b"It rained.", format="rtf")
    assert str(caught.value) == f"format 'rtf': cannot be read (choose from {', '.join(READERS)})"


def refusal(source: str | os.PathLike[str]) -> str:
    with pytest.raises(InputError) as caught:
        read(source)
    assert caught.value.exit_code == 66
    return str(caught.value)


@pytest.mark.skipif(os.name == "nt", reason="needs pipes, devices and symbolic links")
def test_paths_that_are_no_files(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    assert refusal(pipe) == f"{pipe}: is a pipe, not a file (read it from standard input, as -)"
    batch = "give the files in it, or summarise each with conspectus batch"
    assert refusal(tmp_path) == f"{tmp_path}: is a folder ({batch})"
    assert refusal("/dev/zero") == "/dev/zero: is a device, not a file (read it from standard input, as -)"
    assert refusal(loop) == f"{loop}: cannot be opened: Too many levels of symbolic links (give a copy of it)"
    assert refusal(tmp_path / ("n" * 300)).endswith(": cannot be opened: File name too long (give a copy of it)")


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs /dev/fd")
def test_an_open_pipe_of_the_shell() -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"It rained.")
    os.close(theirs)
    try:
        assert read(f"/dev/fd/{ours}").blocks == (Paragraph("It rained."),)
    finally:
        os.close(ours)


def test_paths_without_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.txt") == f"{tmp_path / 'a.txt'}: does not exist (check its name)"
    (tmp_path / "ferry.txt").touch()
    assert refusal(tmp_path / "fery.txt") == f"{tmp_path / 'fery.txt'}: does not exist (did you mean ferry.txt?)"
    assert refusal(tmp_path / "no" / "a").endswith("a: does not exist (check the name of its folder)")
    assert refusal("a\0b") == "a\0b: is not the name of a file (leave out the zero byte)"
    assert refusal("It rained.\nIt stopped.") == "It rained.\nIt stopped.: does not exist (check its name)"
    assert refusal("") == ": does not exist (check its name)"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It rained.")

    def refuse(*_: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # as root, nothing else is refused
    assert refusal(path) == f"{path}: permission denied (ask its owner for leave to read it)"


class Failing(io.RawIOBase):
    """A stream that breaks after its first bytes."""

    def __init__(self) -> None:
        self.data = b"It rained."

    def read(self, size: int = -1) -> bytes:
        if not self.data:
            raise OSError(5, "Input/output error")
        data, self.data = self.data, b""
        return data


class Endless(io.RawIOBase):
    """A stream without an end, which counts what is taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"a" * size


def test_a_stream_that_breaks() -> None:
    with pytest.raises(WriteError) as caught:
        read(Failing(), name="-")  # type: ignore[arg-type]  # all that a stream needs here is read()
    assert str(caught.value) == "standard input: cannot be read: Input/output error (copy it to another disk)"
    assert caught.value.exit_code == 74


def test_a_closed_stream() -> None:
    stream = io.BytesIO()
    stream.close()
    with pytest.raises(InputError, match=r"^standard input: is closed \(give one that is open\)$"):
        read(stream)


def test_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"It rained.")
    endless = Endless()
    assert read(path, limits=Limits(max_bytes=10)) == read(path, limits=Limits(max_bytes=0))
    for source in (path, b"It rained.", io.BytesIO(b"It rained.")):
        with pytest.raises(LimitError) as caught:
            read(source, name="a.txt", limits=Limits(max_bytes=9))
        assert str(caught.value) == "a.txt: is larger than 9 bytes (raise --max-bytes)"
    with pytest.raises(LimitError, match=r"is larger than 5,000,000 bytes"):
        read(endless, limits=Limits(max_bytes=5_000_000))  # type: ignore[arg-type]  # all that a stream needs here is read()
    assert endless.taken == 5_000_001


def test_a_large_file_is_not_read_to_find_that_it_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(3 << 30)
    start = process_time()
    with pytest.raises(LimitError):
        read(path)
    assert process_time() - start < 1


MEASURED = """
import resource, sys
from summarizer.readers import read
import summarizer.readers.text, summarizer.readers.markdown
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before = peak()
document = read(sys.argv[1])
print(peak() - before, sum(len(block.text) for block in document.blocks))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the peak has another unit, or is not told")
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_memory_stays_within_ten_times_the_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sentences = (f"Boat {number} of the harbour left late in the evening. " for number in range(10_000))
    path.write_text("\n\n".join(sentence * 10 for sentence in sentences))
    assert path.stat().st_size > 5_000_000
    script = [sys.executable, "-c", MEASURED, str(path)]
    done = subprocess.run(script, check=True, cwd=CORPUS.parent.parent, capture_output=True)
    used, characters = map(int, done.stdout.split())
    assert used < 10 * characters + (64 << 20)


# -- Markdown --


@pytest.mark.parametrize(
    ("text", "sketched"),
    [
        (
            'a *b* **c** `d  e` [f](g "h") <https://i.example> \\*j\\* &amp; k',
            "¶ a b c d e f https://i.example *j* & k\n",
        ),
        ("one  \ntwo\\\nthree\nfour", "¶ one two three four\n"),
        ("a ![b *c*](d.png) e", "¶ a e\n[caption] b c\n"),
        ("It is ~~not~~ so.", "¶ It is so.\n"),
        ("- ~~done~~\n- open", "- open\n"),
        ("a<br>b <b>c</b> \\<d\\> `<e>` x<sub>2</sub>", "¶ a b c <d> <e> x₂\n"),
        ("10<sup>3</sup> 1<sup>st</sup>\n\n<p>m<sup>2</sup></p>", "¶ 10³ 1st\n¶ m²\n"),
        ("a <script>b</script> c <SCRIPT>d", "¶ a c d\n"),
        ("a <!-- b --> c", "¶ a c\n"),
        ("a\n\n<!-- b\n\nc -->\n\nd", "¶ a\n¶ d\n"),
        ("a\n\n<style>\nb\n\nc\n</style>\n\nd", "¶ a\n¶ d\n"),
        ("<ul><li>a<li>b &lt;</ul>\n\n<h2>T</h2><p>c<p>d", "- a\n- b <\n## T\n¶ c\n¶ d\n"),
        ("&#27;[2Ja &#8238;b", "¶ �[2Ja b\n"),
        ("> a\n>\n> - b\n>   - c", "¶ a\n- b\n  - c\n"),
        ("1. a\n\n   b\n2. c", "- a\n¶ b\n- c\n"),
        ("- ```\n  a\n  ```\n- b", "[code] a\n- b\n"),
        ("    a\n\nb", "[code] a\n¶ b\n"),
        ("| a | b |\n|---|---|\n| *c* | d\\|e |\n\nf", "[table] a | b / c | d|e\n¶ f\n"),
        ("a\n\n**B c:**\n\nd\n\n**e.**\n\n**f** g", "¶ a\n## B c\n¶ d\n¶ e.\n¶ f g\n"),
        ("T\n=\n\na\n\nS\n-\n\nb", "title: T\n¶ a\n## S\n¶ b\n"),
        (f"{'a ' * 12}b.\n---\nc", f"¶ {'a ' * 12}b.\n¶ c\n"),
        ("a\n\nShort line\n\nb", "¶ a\n¶ Short line\n¶ b\n"),
        ("a\r\nb\r\n\r\nc", "¶ a b\n¶ c\n"),
        ("* * *\na", "¶ a\n"),
    ],
)
def test_markdown(text: str, sketched: str) -> None:
    assert sketch(read(text.encode(), format="md")) == sketched


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "---\ntitle: A Title\nauthor: Ana\ndate: 2024-05-01\nlang: de\n---\nx",
            "title: A Title\nauthor: Ana\ndate: 2024-05-01\nlanguage: de\n¶ x\n",
        ),
        ("---\ntitle: 'It''s \"so\"'\nlanguage: pt-BR\n...\nx", 'title: It\'s "so"\nlanguage: pt\n¶ x\n'),
        ('---\nTitle: "a \\"b\\" \\\\ c"  \n# note\nlist:\n  - d\n---\nx', 'title: a "b" \\ c\n¶ x\n'),
        ("---\ntitle: a # b\nauthor: [Ana, 'Bo']\n---\nx", "title: a\nauthor: Ana, Bo\n¶ x\n"),
        ("---\ntitle: |\n  a\nauthor: ~\nlang: {}\n: odd\n---\nx", "¶ x\n"),
        ("---\ntitle: >\n  a\nauthor: null\nlang: [\n---\nx", "¶ x\n"),
        ("---\ntitle: For programs\n---\n# For readers\nx", "title: For readers\n¶ x\n"),
        ("---\ntitle: For programs\n---\n# Introduction\nx", "title: For programs\n# Introduction\n¶ x\n"),
        ("---\ntitle: For programs\n---\nx\n\n# Later\ny", "title: For programs\n¶ x\n# Later\n¶ y\n"),
        ("---\nIt rained.\n---\nx", "title: It rained.\n¶ x\n"),
        ("---\nAnd: on.\nIt rained.\n---\nx", "title: And: on. It rained.\n¶ x\n"),
        ("---\ntitle: a\n\nx", "¶ title: a\n¶ x\n"),
        ("x\n\n---\ntitle: a\n---\n", "¶ x\n"),
    ],
)
def test_front_matter(text: str, facts: str) -> None:
    document = read(text.encode(), format="md")
    made = sketch(document)
    assert made.partition("warning:")[0] == facts


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- [ ] Order it.\n- [x] Done.\n  1. [X]  More.", "- Order it.\n- Done.\n  - More.\n"),
        ("- \\[ ] kept\n- [y] kept\n- [ ]\n- [x]kept", "- [ ] kept\n- [y] kept\n- [ ]\n- [x]kept\n"),
        ("[ ] No item.\n\n- [x] a link\n\n[x]: b", "¶ [ ] No item.\n- x a link\n"),
    ],
)
def test_boxes_of_task_lists(text: str, blocks: str) -> None:
    assert sketch(read(text.encode(), format="md")) == blocks


def test_lists_that_lie_too_deep() -> None:
    text = "\n".join("  " * depth + "- deep" for depth in range(600)) + "\n\nIt rained."
    with pytest.raises(LimitError, match=r"^a\.md: is nested too deeply \(save it as plain text\)$"):
        read(text.encode(), name="a.md")


@pytest.mark.parametrize(
    "piece",
    ["*a **a ", "[a](<b", "a**b c* ", "`", "- a\n", "> a\n", "<div>a\n\n", "<!--", "<script>", "~~a", "<a href='",
     "&#27;", "| a | b |\n|---|---|\n", "---\na: b\n", "![a](b)", "[a]: b\n", "# a\n"],
)  # fmt: skip
def test_time_grows_with_the_length_of_the_markdown(piece: str) -> None:
    def work(length: int) -> None:
        with suppress(DataError, LimitError):
            read((piece * (length // len(piece)) + "\n\nIt rained.").encode(), format="md")

    assert grows_in_proportion(work, 10_000)


# -- properties --

MARKDOWN = st.lists(
    st.sampled_from(
        ["# a\n", "a b.\n", "- ", "  ", "1. ", "> ", "\n", "`", "```\n", "*", "_", "~~", "<b>", "</p>", "<script>",
         "<!--", "-->", "[a](b)", "![", "](c)", "|a|b|\n", "|-|-|\n", "---\n", "a: b\n", "===\n", "&amp;",
         "&#x202e;", "\\", "\t", "\x1b[", "é"]
    ),
    max_size=40,
).map("".join)  # fmt: skip
DATA = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text("aB .\n•-–1)#|=>:“”\x1b\r\u2028", max_size=200).map(str.encode),
    MARKDOWN.map(str.encode),
)


@settings(max_examples=300)
@given(DATA, st.sampled_from([None, *READERS]), st.sampled_from([None, "utf-8", "latin-1", "utf-16"]))
def test_bytes_give_a_document_or_a_refusal(data: bytes, key: str | None, encoding: str | None) -> None:
    try:
        document = read(data, format=key, encoding=encoding)
    except (DataError, UnsupportedError, LimitError):
        return
    assert document.paragraphs
    for block in document.blocks:
        assert block.text
        assert block.text == " ".join(clean(block.text).split())
    assert Document.from_json(document.to_json()) == document


@given(st.lists(st.sampled_from(["The", "ferry", "5", "café", "it’s", "“yes”", "left.", "A"]), min_size=1, max_size=40))
def test_plain_prose_is_the_same_in_markdown(words: list[str]) -> None:
    text = f"It rained and {' '.join(words)} and then it stopped."
    assert read(text.encode(), format="md").blocks == read(text.encode()).blocks == (Paragraph(text),)


def test_lines_that_begin_with_a_label_are_lines_of_their_own() -> None:
    found = read(b"# Minutes\n\n**Present:** A. Ferris\n*Apologies*: R. Hume  \nIn attendance: J. Kemp\n", format="md")
    assert [block.text for block in found.blocks] == [
        "Present: A. Ferris",
        "Apologies: R. Hume",
        "In attendance: J. Kemp",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Note: the pump is old\nand the wall is new.",
        "The wall is\nnew: it stands.",
        "See\nhttps://example.org",
        "At 9:30\nPM: no.",
    ],
)
def test_other_lines_of_a_paragraph_are_joined(lines: str) -> None:
    found = read(f"# Minutes\n\n{lines}\n".encode(), format="md")
    assert [block.text for block in found.blocks] == [lines.replace("\n", " ")]
