"""Each limit of reading: what is just under it is read, what is just over it refused with the option that raises it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest

from summarizer import cli
from summarizer.document import Document
from summarizer.errors import LimitError
from summarizer.options import Limits
from summarizer.readers import READERS, read, xml
from summarizer.readers.archive import MAX_PARTS, Archive
from tests.nasty.case import prose
from tests.nasty.corpus import samples
from tests.nasty.package_cases import unpacked
from tests.nasty.pdf_cases import document as pdf
from tests.nasty.pdf_cases import drawn
from tests.test_archive import packed

SAMPLES = samples()
# What is unpacked of each package: all but the names of types, and in Word the main part.
READ = {
    "a.docx": ("_rels/.rels", "word/document.xml"),
    "a.odt": ("META-INF/manifest.xml", "content.xml"),
    "a.epub": ("META-INF/container.xml", "OPS/a.opf", "OPS/one.xhtml"),
}
MEGABYTE = 1_000_000


def refusal(data: bytes, name: str, limits: Limits) -> LimitError:
    with pytest.raises(LimitError) as caught:
        read(data, name=name, limits=limits)
    return caught.value


def test_every_format_has_a_sample() -> None:
    assert {f"a.{name}" for name in READERS} == set(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_bytes(name: str) -> None:
    data = SAMPLES[name]
    assert read(data, name=name, limits=Limits(max_bytes=len(data))).paragraphs
    caught = refusal(data, name, Limits(max_bytes=len(data) - 1))
    assert (caught.exit_code, str(caught)) == (
        75,
        f"{name}: is larger than {len(data) - 1:,} bytes (raise --max-bytes)",
    )


@pytest.mark.parametrize("name", READ)
def test_unpacked(name: str) -> None:
    parts = unpacked(SAMPLES[name])
    needed = sum(len(part) for key, part in parts.items() if key in READ[name] and isinstance(part, bytes))
    assert read(SAMPLES[name], name=name, limits=Limits(max_unpacked=needed)).paragraphs
    caught = refusal(SAMPLES[name], name, Limits(max_unpacked=needed - 1))
    problem = f"{name}: unpacks to more than {needed - 1:,} bytes (raise --max-unpacked)"
    assert (caught.exit_code, str(caught)) == (75, problem)


@pytest.mark.parametrize(
    ("part", "is_read"),
    [
        (bytes(4 * MEGABYTE), True),  # a thousand times its packed size, but no more than any part may have
        (bytes(4 * MEGABYTE + 1), False),
        (bytes(6 * MEGABYTE) + Random(1).randbytes(30_000), True),
        (bytes(6 * MEGABYTE) + Random(1).randbytes(20_000), False),
    ],
)
def test_ratio(part: bytes, is_read: bool) -> None:
    archive = Archive(packed({"a": part}), name="a.docx", limit=100 * MEGABYTE)
    told = "200 times its size .read it all the same with --max-unpacked 0"
    with nullcontext() if is_read else pytest.raises(LimitError, match=told):
        assert archive["a"] == part


def test_parts() -> None:
    names = [str(number) for number in range(MAX_PARTS + 1)]
    assert len(Archive(packed(dict.fromkeys(names[1:], b"")), name="a.docx", limit=1)) == MAX_PARTS
    with pytest.raises(LimitError, match="has more than 10,000 parts"):
        Archive(packed(dict.fromkeys(names, b"")), name="a.docx", limit=1)


@pytest.mark.parametrize("name", SAMPLES)
def test_text(name: str) -> None:
    most = smallest(lambda limit: Limits(max_text=limit), SAMPLES[name], name)
    shown = sum(len(block.text) for block in read(SAMPLES[name], name=name).blocks)
    assert shown <= most <= shown + 150  # spaces and marks that are read and not shown
    caught = refusal(SAMPLES[name], name, Limits(max_text=most - 1))
    problem = f"{name}: has more than {most - 1:,} characters of text (raise --max-text)"
    assert (caught.exit_code, str(caught)) == (75, problem)


def smallest(limits: Callable[[int], Limits], data: bytes, name: str) -> int:
    """The smallest limit under which *data* is read."""
    low, high = 1, 10_000
    while low < high:
        middle = (low + high) // 2
        try:
            read(data, name=name, limits=limits(middle))
            high = middle
        except LimitError:
            low = middle + 1
    return low


def test_pages() -> None:
    data = pdf(*(drawn(prose(3, first=3 * number)) for number in range(4)))
    whole, cut = (read(data, name="a.pdf", limits=Limits(max_pages=most)) for most in (4, 3))
    assert (whole.truncated, whole.warnings) == (False, ())
    assert (cut.truncated, cut.warnings) == (True, ("only the first 3 of 4 pages are read; raise --max-pages",))
    assert words(cut) < words(whole)


def words(document: Document) -> int:
    return document.source.words


def test_levels_of_xml() -> None:
    deepest = 256  # of libxml2
    assert xml.parse(b"<a>" * deepest + b"</a>" * deepest, name="a.docx", part="b.xml") is not None
    with pytest.raises(LimitError, match=r"^a\.docx: is nested too deeply in b\.xml"):
        xml.parse(b"<a>" * (deepest + 1) + b"</a>" * (deepest + 1), name="a.docx", part="b.xml")


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("a.txt", "--max-bytes"),
        ("a.docx", "--max-unpacked"),
        ("a.md", "--max-text"),
        ("a.epub", "--max-text"),
    ],
)
def test_the_command_ends_with_75_and_names_the_option(
    name: str, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(SAMPLES[name])
    assert cli.main([str(path), option, "300"]) == 75
    printed, said = capsys.readouterr()
    assert (printed, said.count("\n")) == ("", 1)
    assert said.endswith(f"(raise {option})\n")
    assert cli.main([str(path), option, "0"]) == 0


def test_a_title_that_is_none() -> None:
    for length, title in ((1000, "t" * 1000), (1001, None)):
        page = f"<html><head><title>{'t' * length}</title></head><body><p>{prose()}</p></body></html>"
        document = read(page.encode(), name="a.html")
        assert document.title == title
    assert document.warnings == ("states 1,001 characters as its title, which is left out",)
