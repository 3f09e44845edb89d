"""Markdown is rendered back to exactly the text, by CommonMark and what is common beside it, and nothing is live."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import exporters
import templates
from exporters.markdown import _FORBIDDEN, escaped
from summarizer import summarize
from summarizer.document import Heading, ListItem, Paragraph
from summarizer.summary import Summary
from templates import View
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
    [
        *"* _ ` ~ [ ] ( ) < > # - + = | \\ & ! : . @ / 1. 2) &amp; &#65; <b> <!-- ** ~~ --- === ``` ~~~".split(),
        *"![a](b) [a]: [^1] $x$ :smile: | {.c} <https://g.example> <h@i.org> <script> javascript:alert(1)".split(),
        *"http://a.example https://b.example/?q=1 www.example.org ftp://c.example mailto:d@e.org x@y.org".split(),
        *"example.com //f.org".split(),
        *["\t", "\n", "\r", " ", "  ", "    ", "\n\n", "\u00a0", "\u2028", "\u3000", "word", "日本", "é"],
    ]
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


def test_a_briefing_with_its_source_reads_as_it_should() -> None:
    made = summary()
    for parser in PARSERS:
        seen = rendered(exporters.render(made, "md", BRIEFING).data.decode(), parser)
        assert {"a", "img", "code", "table", "!"}.isdisjoint(seen.names)
        assert [name for name in seen.names if name[0] == "h" and name != "hr"] == ["h1", "h2", "h2", "h2", "h2", "h3"]
        for paragraph in made.documents[0].paragraphs[2:]:
            assert paragraph.text in seen.text
        assert "Stated 2 times: ¶1, ¶3" in seen.text.splitlines()
        assert seen.text.count("[1]") == 2


HOSTILE = "1. <b>**a**</b> [x](https://y.example) &amp; | `c` $x$ http://z.example\n# no"


def test_nothing_of_a_document_is_live() -> None:
    of = document(Heading(HOSTILE), ListItem(HOSTILE), Paragraph(f"{HOSTILE} It rained."), title=HOSTILE)
    of = replace(of, source=replace(of.source, name=HOSTILE, date=HOSTILE))
    template = replace(BRIEFING, marking=HOSTILE, text=replace(BRIEFING.text, kicker=HOSTILE, footer=HOSTILE))
    labels = replace(template.labels, short=HOSTILE, bullets=HOSTILE, stated_once=HOSTILE, source=HOSTILE)
    text = exporters.render(summarize(of), "md", replace(template, labels=labels)).data.decode()
    for parser in PARSERS:
        seen = rendered(text, parser)
        meant = {"h1", "h2", "h3", "p", "ol", "ul", "li", "strong", "hr"}
        assert set(seen.names) <= meant
        assert seen.text.count(HOSTILE) >= 10


@pytest.mark.parametrize("view", templates.VIEWS)
def test_one_view_is_that_view_alone(view: View) -> None:
    text = exporters.render(summary(), "md", replace(BRIEFING, views=(view,))).data.decode()
    seen = rendered(text, "commonmark")
    assert set(seen.names) == ({"ul", "li"} if view == "bullets" else {"p"})
    assert text.count("Stated") == (2 if view == "bullets" else 0), "once is not worth a word"


def test_the_marking_stands_first_and_last() -> None:
    lines = exporters.render(summary(), "md", replace(BRIEFING, marking="TLP:RED")).data.decode().splitlines()
    assert lines[0] == lines[-1] == "**TLP:RED**"


def test_a_source_without_a_sentence() -> None:
    empty = Summary((document(),), None, "en", "centroid", (), (), (), ())
    for views in (templates.VIEWS, templates.VIEWS[:1]):
        text = exporters.render(empty, "md", replace(BRIEFING, views=views)).data.decode()
        assert "No summary could be made: the source has no sentence." in text


def test_what_markdown_cannot_hold_is_told() -> None:
    made = exporters.render(summary(of=document(title="a\0b")), "md")
    assert made.data.startswith("# a\ufffdb\n".encode())
    assert made.warnings == ("characters that Markdown cannot hold are shown as \ufffd",)


@pytest.mark.parametrize("name", ["plain", "briefing"])
def test_golden(golden: Golden, name: str) -> None:
    golden(f"ferry.{name}.md", exporters.render(summary(), "md", templates.load(name)).data)


def test_golden_bullets(golden: Golden) -> None:
    golden("ferry.bullets.md", exporters.render(summary(), "md", replace(BRIEFING, views=("bullets",))).data)
