"""Markdown is rendered back to exactly the text, by CommonMark and by what is common beside it; nothing in it is live."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import exporters
import templates
from exporters.markdown import _FORBIDDEN, escaped
from summarizer.document import Paragraph
from summarizer.summary import Summary
from tests.conftest import Golden
from tests.samples import document, summary

BRIEFING = templates.load("briefing")
PARSERS = {
    "commonmark": MarkdownIt("commonmark"),
    "with more": MarkdownIt("commonmark", {"linkify": True}).enable(["linkify", "strikethrough", "table"]),
}


class Seen(HTMLParser):
    """The names of the elements of some HTML, and the text in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.names.append("!")


def rendered(markdown: str, parser: str) -> Seen:
    return Seen(PARSERS[parser].render(markdown))


LIVE = st.sampled_from(
    """* _ ` ~ [ ] ( ) < > # - + = | \\ & ! : . @ / 1. 2) &amp; &#65; <b> <!-- ** ~~ --- === ``` ~~~ ![a](b) [a]: [^1] $x$
    http://a.example https://b.example/?q=1 www.example.org ftp://c.example mailto:d@e.org x@y.org example.com //f.org
    :smile: <https://g.example> <h@i.org> javascript:alert(1) <script> | a | {.c}""".split()
    + ["\t", "\n", "\r", " ", "  ", "    ", "\n\n", "\u00a0", "\u2028", "\u3000", "word", "日本", "é"]
)
TEXTS = st.one_of(
    st.lists(LIVE, max_size=8).map("".join), st.lists(LIVE, max_size=6).map(" ".join), st.text(max_size=30)
)


@given(TEXTS)
@example("1. It rained.")
@example("#")
@example("a #")
@example("***")
@example("    code")
@example("[a]: b 'c'")
def test_any_text_is_rendered_back(text: str) -> None:
    text = _FORBIDDEN.sub("\ufffd", text)
    for parser in PARSERS:
        paragraph = rendered(escaped(text) + "\n", parser)
        assert paragraph.text == (f"{text}\n" if text else "")
        assert paragraph.names == (["p"] if text else [])
        heading = rendered(f"# {escaped(text)}\n", parser)
        assert (heading.names, heading.text) == (["h1"], f"{text}\n")
        item = rendered(f"- {escaped(text)}\n  - {escaped(text)}\n", parser)
        assert item.names == ["ul", "li", "ul", "li"]
        assert item.text.replace("\n", "") == (2 * text).replace("\n", "")
        bold = rendered(f"**{escaped(text)}**\n", parser)
        assert (bold.names, bold.text) == (["p", "strong"], f"{text}\n") or not text
