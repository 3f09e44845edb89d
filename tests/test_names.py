"""Names of files that would steer a terminal, hide or forge: shown byte by byte, in messages and in every format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from summarizer import cli, read, summarize
from tests.packages import packed

ROOT = Path(__file__).parent.parent
TEXT = b"It rained for a week on the island. The ferry stayed in the harbour."
NAMES = {
    "clear the screen": (b"a\x1b[2Jb", r"a\x1b[2Jb"),
    "title of the window": (b"a\x1b]0;root\x07b", r"a\x1b]0;root\x07b"),
    "link": (b"a\x1b]8;;x\x1b\\b", r"a\x1b]8;;x\x1b\b"),
    "clipboard": (b"a\x1b]52;c;cm0=\x07b", r"a\x1b]52;c;cm0=\x07b"),
    "8 bits": ("a\x9b2Jb".encode(), r"a\xc2\x9b2Jb"),
    "second line": (b"a\nroot: ok", r"a\x0aroot: ok"),
    "overwritten": (b"a\rb\x08c", r"a\x0db\x08c"),
    "backwards": ("a\u202ebc".encode(), r"a\xe2\x80\xaebc"),
    "isolated": ("a\u2066b\u2069".encode(), r"a\xe2\x81\xa6b\xe2\x81\xa9"),
    "hidden": ("a\u200bb\ufeff\U000e0041".encode(), r"a\xe2\x80\x8bb\xef\xbb\xbf\xf3\xa0\x81\x81"),
    "line separator": ("a\u2028b".encode(), r"a\xe2\x80\xa8b"),
    "no UTF-8": (b"a\xe9\xffb", r"a\xe9\xffb"),
    "fine": ("naïve 東京 ❤".encode(), "naïve 東京 ❤"),
}
FORMATS = ("txt", "json", "docx", "pdf")
pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="has no such names")


def is_harmless(text: str) -> bool:
    """Whether *text* holds nothing but what is seen, and line feeds."""
    return all(unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn") or char == "\n" for char in text)


@pytest.fixture(params=NAMES)
def named(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The name of a file that is there, and how it is shown."""
    raw, shown = NAMES[request.param]
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(raw) + ".txt"
    Path(name).write_bytes(TEXT)
    return name, f"{shown}.txt"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    text = capsys.readouterr().err
    assert is_harmless(text), text
    return text


def test_in_messages(named: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    name, shown = named
    assert cli.main([name, "-o", name, "--force"]) == 73
    assert said(capsys) == f"{shown}: is the input file (choose another name)\n"
    assert cli.main([name, "-o", f"x{name}", "-v", "--bullets", "9"]) == 0
    assert said(capsys).splitlines() == [
        f"{shown}: read (text/plain, 14 words)",
        f"{shown}: warning: only 2 distinct points, where 9 were asked for",
        f"x{shown}: written ({Path(f'x{name}').stat().st_size} bytes)",
    ]
    assert cli.main([f"{name}.gone"]) == 66
    assert said(capsys) == f"{shown}.gone: does not exist (did you mean {shown}?)\n"
    assert cli.main(["--template", name, name]) == 2
    assert said(capsys).startswith(f"{shown}: is not TOML")
    assert cli.main([name, "--language", name]) == 2
    assert said(capsys).count("\n") == 1
    assert cli.main([f"--{name}"]) == 2
    assert said(capsys).startswith(f"--{shown.partition('=')[0]}: unknown option")


@pytest.mark.parametrize("format_", FORMATS)
def test_in_every_format(named: tuple[str, str], format_: str) -> None:
    name, shown = named
    assert cli.main([name, "-o", f"out.{format_}", "-q"]) == 0
    data = Path(f"out.{format_}").read_bytes()
    if format_ == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    elif format_ == "docx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            text = archive.read("word/document.xml").decode() + archive.read("docProps/core.xml").decode()
    else:
        text = data.decode()
    assert is_harmless(text)
    if format_ == "json":
        assert json.loads(text)["sources"][0]["name"] == shown
    elif format_ != "pdf" or shown.isascii():  # our fonts have no Chinese letters
        assert shown in text.replace("\n", "") or shown in text


def test_in_a_library(named: tuple[str, str]) -> None:
    name, shown = named
    document = read(name)
    assert document.source.name == shown
    assert summarize([document]).documents[0].source.name == shown


def test_on_a_terminal_that_takes_no_more_than_ascii(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xc3\xa9\x1b[2J\xff.txt")
    process = subprocess.run(
        [sys.executable, "-m", "summarizer", name],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
        },
        capture_output=True,
        check=False,
    )
    assert process.returncode == 66
    assert process.stderr.isascii()
    assert b"\x1b" not in process.stderr
    assert process.stderr.count(b"\n") == 1


@pytest.mark.parametrize("part", ["OPS/a&#10;b.opf", "OPS/\u202e.opf", "OPS/&#x9b;2J.opf"])
def test_parts_of_a_package(part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    container = f'<container><rootfiles><rootfile full-path="{part}"/></rootfiles></container>'
    book = tmp_path / "a.epub"
    book.write_bytes(packed({"META-INF/container.xml": container}))
    assert cli.main([str(book)]) == 65
    assert said(capsys).count("\n") == 1
