"""The logo and the fonts of a template: read from where the template stands, and checked."""

from __future__ import annotations

import os
import struct
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Picture

import templates.files
from summarizer.errors import InputError, UsageError
from templates import load

SERIF = files("font_source_serif_pro").joinpath("files", "SourceSerifPro-Regular.ttf").read_bytes()


def picture(format_: str = "PNG", size: tuple[int, int] = (30, 10), mode: str = "RGB") -> bytes:
    file = BytesIO()
    Picture.new(mode, size).save(file, format_)
    return file.getvalue()


def template(folder: Path, toml: str) -> str:
    (folder / "ours.toml").write_text(toml, "utf-8")
    return str(folder / "ours.toml")


LOGO = '[logo]\nfile = "img/logo.png"\ntext = "Ours"\n'


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
def test_a_logo_is_read_from_where_the_template_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "logo.png").write_bytes(picture(format_))
    monkeypatch.chdir(tmp_path / "img")
    logo = load(template(tmp_path, LOGO)).logo
    assert logo.file == templates.Image(picture(format_), format_, 30, 10)  # type: ignore[arg-type]
    assert (logo.text, logo.height) == ("Ours", 12)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<svg/>", "logo.png is not a picture that can be read (use a PNG or JPEG file)"),
        (picture("GIF"), "logo.png is not a picture that can be read (use a PNG or JPEG file)"),
        (picture()[:45], "logo.png is not a picture that can be read (use a PNG or JPEG file)"),
        (b"", "logo.png is not a picture that can be read (use a PNG or JPEG file)"),
        (picture("PNG", (2001, 2000), "1"), "logo.png has 4,002,000 pixels (make it smaller: at most 4,000,000)"),
        (picture() + bytes(1000), "logo.png is too large (use a file of at most 1,000 bytes)"),
    ],
)
def test_a_logo_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, problem: str) -> None:
    monkeypatch.setattr(templates.files, "MOST_BYTES", 1000)
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "logo.png").write_bytes(data)
    name = template(tmp_path, LOGO)
    with pytest.raises(UsageError) as caught:
        load(name)
    assert str(caught.value) == f"{name}: logo.file: {problem}"


def test_a_logo_needs_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    name = template(tmp_path, '[logo]\nfile = "a.png"\ntext = " "\n')
    with pytest.raises(UsageError) as caught:
        load(name)
    assert str(caught.value) == f"{name}: logo.text is missing (say what the logo shows, for those who cannot see it)"


@pytest.mark.parametrize("key", ["logo.file", "fonts.serif", "fonts.sans_bold"])
def test_a_file_that_is_not_there(tmp_path: Path, key: str) -> None:
    table, _, entry = key.partition(".")
    name = template(tmp_path, f'[{table}]\n{entry} = "none.x"\n')
    with pytest.raises(InputError) as caught:
        load(name)
    problem = f"{tmp_path / 'none.x'} cannot be read: No such file or directory (check its name and permissions)"
    assert str(caught.value) == f"{name}: {key}: {problem}"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is not a file"):
        load(template(tmp_path, '[logo]\nfile = "pipe"\n'))


def test_a_name_with_a_nul(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"logo\.file: .*cannot be read"):
        load(template(tmp_path, '[logo]\nfile = "a\\u0000b"\n'))


def test_a_font_is_read(tmp_path: Path) -> None:
    (tmp_path / "ours.ttf").write_bytes(SERIF)
    fonts = load(template(tmp_path, '[fonts]\nserif = "ours.ttf"\n')).fonts
    assert fonts.serif == templates.Font(SERIF, "Source Serif Pro")
    assert fonts.sans is None


def with_permission(bits: int) -> bytes:
    """The serif face with these bits in its OS/2 table's field fsType."""
    at = SERIF.index(b"OS/2")
    (offset,) = struct.unpack(">I", SERIF[at + 8 : at + 12])
    return SERIF[: offset + 8] + struct.pack(">H", bits) + SERIF[offset + 10 :]


def with_characters_up_to(last: int) -> bytes:
    """The serif face whose table of characters (format 12) ends with *last*, which would take minutes to go through."""
    at = SERIF.index(b"cmap")
    (table,) = struct.unpack(">I", SERIF[at + 8 : at + 12])
    start = SERIF.index(struct.pack(">HH", 12, 0), table)
    (count,) = struct.unpack(">I", SERIF[start + 12 : start + 16])
    end = start + 16 + 12 * (count - 1) + 4
    return SERIF[:end] + struct.pack(">I", last) + SERIF[end + 4 :]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (with_permission(2), "ours.ttf may not be embedded (choose a font whose licence allows it)"),
        (with_permission(0x100), "ours.ttf may not be embedded (choose a font whose licence allows it)"),
        (with_characters_up_to(0xFFFFFFFF), "ours.ttf is not a font that can be read (use a .ttf file with TrueType"),
        (b"OTTO" + SERIF[4:], "ours.ttf is not a font that can be read (use a .ttf file with TrueType outlines)"),
        (SERIF[:5000], "ours.ttf is not a font that can be read (use a .ttf file with TrueType outlines)"),
        (b"", "ours.ttf is not a font that can be read (use a .ttf file with TrueType outlines)"),
    ],
)
def test_a_font_that_cannot_be_used(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "ours.ttf").write_bytes(data)
    name = template(tmp_path, '[fonts]\nsans = "ours.ttf"\n')
    with pytest.raises(UsageError) as caught:
        load(name)
    assert str(caught.value).startswith(f"{name}: fonts.sans: {problem}")


def test_a_font_without_latin_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates.files, "_BASIC_LATIN", frozenset("ab中文"))
    (tmp_path / "ours.ttf").write_bytes(SERIF)
    with pytest.raises(UsageError, match=r"ours\.ttf lacks 中 文 \(choose a font with the letters, digits and signs"):
        load(template(tmp_path, '[fonts]\nsans = "ours.ttf"\n'))
