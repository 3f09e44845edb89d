"""Briefings with something in them changed: in the words before a file is made of them, and in the file itself."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import assume
from hypothesis import strategies as st

from exporters import markdown
from exporters.html import elements
from summarizer.summary import Summary
from templates import View

_NUMBER = re.compile(r"\d+")


@st.composite
def changes(draw: st.DrawFn, sentence: str) -> str:
    """*sentence* with one word, number or negation in it changed."""
    words = sentence.split()
    at = draw(st.integers(0, len(words) - 1))
    word = draw(st.sampled_from(["not", "never", "otherwise", "7", "of"]))
    match draw(st.sampled_from(["replace", "insert", "delete", "number", "negation"])):
        case "replace":
            words[at] = word
        case "insert":
            words.insert(at, word)
        case "delete":
            del words[at]
        case "number":
            numbers = list(_NUMBER.finditer(sentence))
            assume(numbers)
            number = draw(st.sampled_from(numbers))
            return f"{sentence[: number.start()]}{int(number[0]) + 1}{sentence[number.end() :]}"
        case "negation":
            assume("not" in words or len(words) > 2)
            if "not" in words:
                words.remove("not")
            else:
                words.insert(2, "not")
    return " ".join(words)


def forged(summary: Summary, view: View, line: int, text: str) -> Summary:
    """*summary* with that *text* in place of a line of a view."""
    lines = list(getattr(summary, view))
    lines[line] = replace(lines[line], sentence=lines[line].sentence._replace(text=text))
    views: dict[str, Any] = {view: tuple(lines)}
    return replace(summary, **views)


def in_text(data: bytes, old: str, new: str) -> bytes:
    """A text file with the first *old*, over however many lines it goes, changed to *new*."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in old.split()))
    return pattern.sub(lambda _: new, data.decode(), count=1).encode()


def in_markdown(data: bytes, old: str, new: str) -> bytes:
    """Markdown with the first *old* changed to *new*."""
    return data.replace(markdown.escaped(old).encode(), markdown.escaped(new).encode(), 1)


def in_html(data: bytes, old: str, new: str) -> bytes:
    """The body of a page with the first *old* changed to *new*."""
    head, body = data.split(b"</head>")
    return b"</head>".join([head, body.replace(elements.escaped(old).encode(), elements.escaped(new).encode(), 1)])


def in_json(data: bytes, old: str, new: str) -> bytes:
    """A summary in JSON with the first *old* changed to *new*."""
    return data.replace(json.dumps(old).encode(), json.dumps(new).encode(), 1)


def in_word(data: bytes, old: str, new: str) -> bytes:
    """A Word document with the first *old* changed to *new*."""
    return rezipped(data, "word/document.xml", lambda xml: xml.replace(escape(old), escape(new), 1))


def rezipped(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A ZIP file with the text of one *part* changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return made.getvalue()


_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\) Tj")


def shown_in_pdf(data: bytes) -> int:
    """How many stretches of text a PDF shows."""
    return sum(len(_SHOWN.findall(content)) for _, content in _contents(data))


def in_pdf(data: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """A PDF with the codes of one stretch of text changed; its table of objects is left wrong, which readers mend."""
    for match, content in _contents(data):
        shown = list(_SHOWN.finditer(content))
        if number < len(shown):
            codes = shown[number]
            content = content[: codes.start(1)] + change(codes[1]) + content[codes.end(1) :]
            return data[: match.start(1)] + zlib.compress(content) + b"\n" + data[match.end(1) :]
        number -= len(shown)
    raise AssertionError("there is no such stretch")


def _contents(data: bytes) -> list[tuple[re.Match[bytes], bytes]]:
    found = []
    for match in _STREAM.finditer(data):
        try:
            content = zlib.decompressobj().decompress(match[1])
        except zlib.error:
            continue
        if b" Tj" in content:
            found.append((match, content))
    return found
