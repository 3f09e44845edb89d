"""Pages are read without what surrounds their text, whatever their markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.errors import LimitError
from summarizer.options import Limits
from summarizer.readers import html
from summarizer.readers.markup_tables import MANY
from summarizer.structure import Content, structure
from tests.growth import grows_in_proportion

FIRST, SECOND = "It rained on the town all day.", "The river rose by two metres at night."


def content(page: str | bytes) -> Content:
    data = page if isinstance(page, bytes) else page.encode()
    return html.read(data, name="a.html", encoding=None, limits=Limits())


def blocks(page: str | bytes) -> tuple[Block, ...]:
    return structure(content(page)).blocks


def texts(page: str) -> list[str]:
    return [block.text for block in blocks(page)]


@pytest.mark.parametrize(
    "boilerplate",
    [
        '<ul class="docnav"><li><a href="p">Prev</a></li><li>{}</li><li><a href="n">Next</a></li></ul>',
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<header>{}</header>",
        "<aside>{}</aside>",
        "<div role=navigation>{}</div>",
        "<div id='cookie-notice'>{}</div>",
        "<section class='post__related'>{}</section>",
        "<div class='comments'><article>{}</article></div>",
        "<p class='entry-meta'>{}</p>",
        "<div class='jp-relatedposts'><p>{}</p></div>",
        "<ol class=references><li>{}</ol>",
        "<div class='toc'><p>{}</p></div>",
        "<div class='author-bio'><p>{}</p></div>",
        "<section class='c-most-read'><p>{}</p></section>",
        "<div id=mostPopular><p>{}</p></div>",
        "<div class='you-may-also-like'><p>{}</p></div>",
        "<table class='box ambox'><tr><td>{}</table>",
        "<div class='article-timestamp'>{}</div>",
        "<p>© 2026 The Post. {}</p>",
        "<span class=mw-editsection>{}</span>",
        "<p hidden>{}</p>",
        "<div aria-hidden=true><p>{}</p></div>",
        "<div style='color: red; DISPLAY : none'>{}</div>",
        "<span class='note sr-only'>{}</span>",
        "<dialog><p>{}</p></dialog>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<template><p>{}</p></template>",
        "<noscript>{}</noscript>",
        "<svg><title>t</title><text>{}</text></svg>",
        "<iframe>{}</iframe>",
        "<select><option>{}</option></select>",
        "<button>{}</button>",
        "<!-- {} -->",
        "<p><del>{}</del></p>",
        "<ul><li><a href=/a>{}</a></li></ul>",
        "<p><a href=/a>Read more about our town</a></p>",
    ],
)
def test_left_out(boilerplate: str) -> None:
    odd = boilerplate.format("Accept what we show to you")
    page = f"<body>{odd}<p>{FIRST} {SECOND}</p>{odd}<p>{SECOND} {FIRST}</p>"
    assert texts(page) == [f"{FIRST} {SECOND}", f"{SECOND} {FIRST}"]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Share this article: Facebook X WhatsApp", False),
        ("Teilen: Facebook | X | E-Mail", False),
        ("FACEBOOK TWITTER", False),
        ("Facebook and X have written to the council about the wall", True),
        ("We use Facebook, X, e-mail.", True),
        ("Facebook", True),
    ],
)
def test_where_to_share_a_page_is_no_text_of_it(line: str, is_kept: bool) -> None:
    assert (line in texts(f"<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>")) is is_kept


def test_the_headings_of_docbook_are_kept() -> None:
    page = f"<div class=chapter><div class=titlepage><div><h1 class=title>Rain</h1></div></div><p>{FIRST}</p></div>"
    assert content(page).blocks == (Heading("Rain"), Paragraph(FIRST))


def test_a_card_is_no_caption() -> None:
    page = f"<div class=thumbnail><div class=caption><p>{FIRST} {SECOND}</p></div></div>"
    assert texts(page) == [f"{FIRST} {SECOND}"]


def test_dates_within_a_sentence_and_of_a_blog_are_kept() -> None:
    page = f"<div class=date-outer><p>On <span class=date>3 May</span> it rained.</p></div><p>{FIRST} {SECOND}</p>"
    assert texts(page) == ["On 3 May it rained.", f"{FIRST} {SECOND}"]


def test_headings_of_a_page_by_their_look() -> None:
    page = (
        f"<style>.head {{ font: bold 15pt sans-serif }}</style><p class=head>Rain</p><p>{FIRST} {SECOND}</p>"
        f'<p style="font-weight: bold">The<br>night</p><p>{SECOND}</p>'
    )
    found = [Heading("Rain"), Paragraph(f"{FIRST} {SECOND}"), Heading("The night", 2), Paragraph(SECOND)]
    assert content(page).blocks == tuple(found)
    assert Heading("Rain") not in content(f"<h2>Town</h2>{page}").blocks


@pytest.mark.parametrize(
    "caption",
    [
        "<p class=caption>{}</p>",
        "<div class=figcaption>{}</div>",
        "<div class=figure><p class=title><b>{}</b></p></div>",
        "<div class='table'><div><p class=title>{}</p></div></div>",
    ],
)
def test_captions_by_their_class(caption: str) -> None:
    page = f"<p>{FIRST}</p>{caption.format('The old bridge by night')}<p>{SECOND}</p>"
    assert content(page).blocks[1] == Aside("The old bridge by night", "caption")


def test_a_title_outside_a_figure_is_no_caption() -> None:
    assert Paragraph("Rain") in content(f"<div><p class=title>Rain</p></div><p>{FIRST}</p>").blocks


def test_marks_and_captions_that_only_their_class_tells() -> None:
    page = f"<h2>Rain<a class=headerlink href=#r>¶</a></h2><p>{FIRST}</p><div class=thumbcaption>The old bridge.</div>"
    assert content(page).blocks == (Heading("Rain", 2), Paragraph(FIRST), Aside("The old bridge.", "caption"))


def test_main_text() -> None:
    teaser = "<div><p>Win a holiday on an island of your choice.</p></div>"
    assert texts(f"<body>{teaser}<main><p>{FIRST}<p>{SECOND}</main>") == [FIRST, SECOND]
    assert len(texts(f"<main><p>Hello.</main><p>{FIRST}<p>{SECOND}")) == 3


def test_an_alert_before_the_title() -> None:
    alert, text = "<div><p>Snow is expected.</p></div>", f"<p>{FIRST} {SECOND}</p>" * 2
    assert "Snow is expected." not in texts(f"{alert}<h1>Town</h1>{text}")
    assert texts(f"<p>{FIRST}</p><h1>Town</h1><p>{SECOND}</p>") == [FIRST, "Town", SECOND]
    assert "Snow is expected." in texts(f"{alert}<h1>Town</h1>{text}<h1>Coast</h1>{text}")


def test_a_name_for_the_design_of_the_page_drops_nothing() -> None:
    assert texts(f"<div class='with-sidebar'><p>{FIRST}</p></div>") == [FIRST]
    assert texts(f"<form id=share><p>{FIRST}</p><p>{SECOND}</p></form><p>Bye.") == [FIRST, SECOND, "Bye."]


def test_a_page_of_nothing_but_a_menu() -> None:
    read_page = content("<nav><ul><li><a href=/>Ferries to the islands</a></ul></nav>")
    assert read_page.blocks == (ListItem("Ferries to the islands"),)
    assert read_page.warnings == ("no main text found; read with its menus and notices",)


def test_structure() -> None:
    page = f"""<h1>Town</h1><h2>Rain</h2><p>{FIRST}<ul><li>One.<p>More.</p><ol><li>Two.</ol><li><b>Three</b>.</ul>
    <dl><dt>Word<dd>Its meaning.</dl><blockquote>{SECOND}</blockquote><figure><img alt="The old town hall">
    <figcaption>The old town hall</figcaption></figure><pre>a\n  b</pre><table><caption>Prices<tr><th>a<th>b<tr><td>1
    <td><p>2</p></table>"""
    assert blocks(page) == (
        Heading("Rain", 2),
        Paragraph(FIRST),
        ListItem("One."),
        Paragraph("More."),
        ListItem("Two.", 1),
        ListItem("Three."),
        Paragraph("Word"),
        Paragraph("Its meaning."),
        Paragraph(SECOND),
        Aside("The old town hall", "caption"),
        Aside("a b", "code"),
        Aside("Prices", "caption"),
        Aside("a | b / 1 | 2", "table"),
    )


def test_a_table_that_lays_out_a_page_is_its_text() -> None:
    assert texts(f"<table><tr><td>{FIRST}<td>7<tr><td>{SECOND}<td>8</table>") == [FIRST, "7", SECOND, "8"]
    assert FIRST in texts(f"<table><tr><td><table><tr><td>a<td>b</table><td>{FIRST}</table>")


def test_a_long_table_is_what_it_begins_as() -> None:
    rows, prose = MANY // 2 + 1, f"<tr><td>{FIRST}<td>{SECOND}"
    facts, nested = "<tr><td>Boat<td>7" * rows, f"<tr><td><table><tr><td>a<td>b</table><td>{FIRST}"
    told = ["Boat | 7"] * rows
    for rest, row in (("", []), (prose * rows, [f"{FIRST} | {SECOND}"] * rows), (nested, [f"a | b | {FIRST}"])):
        assert texts(f"<p>One.</p><table>{facts}{rest}</table><p>Two.</p>") == ["One.", " / ".join(told + row), "Two."]
    laid_out = texts(f"<table>{prose * rows}{facts}</table>")
    assert laid_out == [FIRST, SECOND] * rows + ["Boat", "7"] * rows


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("10<sup>3</sup> m<sup>&minus;2</sup>", "10³ m⁻²"),
        ("<a href=/m>m<sup>2</sup></a> of ground", "m² of ground"),
        ('10<span style="font-size: 60%; vertical-align: super">12</span>', "10¹²"),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("x<sub>n</sub>", "xₙ"),
        ("word<sup><a href=#n1>1</a></sup>", "word"),
        ("word<a href=#n1><sup>1</sup></a>", "word"),
        ("<a href=/w>a link</a><a href=#n1><sup>1</sup></a>", "a link"),
        ("word<sup role=doc-noteref>1</sup>", "word"),
    ],
)
def test_raised_and_lowered(markup: str, expected: str) -> None:
    assert texts(f"<p>It is {markup}.") == [f"It is {expected}."]


def test_the_summary_of_details_is_a_heading() -> None:
    page = f"<h2>Questions</h2><details><summary>Why?</summary><p>{FIRST}</details>"
    page += f"<details><summary>When?</summary>{SECOND}</details>"
    assert blocks(page) == (Heading("Why?", 3), Paragraph(FIRST), Heading("When?", 3), Paragraph(SECOND))
    assert content(page).blocks[0] == Heading("Questions", 2)


def test_nul_bytes_are_left_out_and_told() -> None:
    found = content(b"<!doctype html><p>It rained on the to\0wn all day.")
    assert found.blocks == (Paragraph(FIRST),)
    assert found.warnings == ("has 1 NUL byte, left out",)


@pytest.mark.parametrize(
    "markup",
    [
        "<span class=dropcap>I</span> t rained on the town all day.",
        "<span class=drop-cap><b>I</b></span>\nt rained on the town all day.",
        "<span>I</span>t rained on the town all day.",
        "<div class=initial>I</div><p>t rained on the town all day.",
    ],
)
def test_a_dropped_capital_belongs_to_its_word(markup: str) -> None:
    assert texts(f"<div>{markup}</div>") == [FIRST]


def test_a_heading_with_which_the_title_begins_is_the_title() -> None:
    page = f"<title>The rain | Bo's blog</title><h2>The rain</h2><p>{FIRST}<h2>The river</h2><p>{SECOND}"
    assert content(page).title == "The rain"
    assert content(page.replace("<h2>The rain", "<h2>Rain")).title == "The rain | Bo's blog"


SITE = "<meta property=og:site_name content='The Post'>"
OPEN_GRAPH = "<meta property=og:title content='{}'>"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"<title>The rain - and the river | The Post</title>{SITE}", "The rain - and the river"),
        (f"<title>The rain — the post</title>{SITE}", "The rain"),
        (f"<title>The rain | The Times</title>{SITE}", "The rain | The Times"),
        ("<title>The rain | The Post</title>", "The rain | The Post"),
        (f"<title>The Post</title>{SITE}", "The Post"),
        (f"<title>| The Post</title>{SITE}", "| The Post"),
        (f"{OPEN_GRAPH.format('The rain · The Post')}{SITE}", "The rain"),
        (f"{OPEN_GRAPH.format('The rain: The Post')}<h1>The rain</h1>", "The rain"),
        (f"{OPEN_GRAPH.format('The rain: a story')}<h1>Rain</h1>{SITE}", "The rain: a story"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(head: str, title: str) -> None:
    assert content(f"{head}<p>{FIRST}</p><h2>River</h2><p>{SECOND}</p>").title == title


def test_words_are_not_mangled() -> None:
    assert texts("<p>H<sub>2</sub>O, <b>un</b>done,\n new&nbsp;word<sup><a href=#n>1</a></sup>.") == [
        "H₂O, undone, new word."
    ]
    assert texts(f"<p>{FIRST}<br><br>{SECOND}") == [FIRST, SECOND]
    assert texts(f"<div>{FIRST}<div>{SECOND}</div>Then it stopped.") == [FIRST, SECOND, "Then it stopped."]
    assert texts("<p>Alt<script>x</script>stadt liegt am <ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>を.") == [
        "Altstadt liegt am 橋を."
    ]


def test_xhtml() -> None:
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a"/></head>'
    assert texts(f"{page}<body><a id='b'/><p>{FIRST}</p></body></html>") == [FIRST]


FACTS = {
    "title": "<title>Rain | The Post</title><h1>Rain</h1>",
    "og": "<title>x</title><meta property=og:title content=Rain><meta name=author content=Ada>"
    "<meta property=article:published_time content=2026-01-02>",
    "json": '<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Rain", '
    '"author": [{"name": "Ada"}], "datePublished": "2026-01-02"}]}</script>',
}


@pytest.mark.parametrize(("key", "author"), [("title", None), ("og", "Ada"), ("json", "Ada")])
def test_facts(key: str, author: str | None) -> None:
    found = content(f"<html lang=en-GB><body>{FACTS[key]}<p>{FIRST}<time datetime=2026-01-02>2 January</time>")
    assert (found.title, found.author, found.date, found.language) == ("Rain", author, "2026-01-02", "en")


@pytest.mark.parametrize("data", ["{", "[" * 100_000, '{"@graph": 3}', "null", '{"headline": {}, "author": [7]}'])
def test_odd_json(data: str) -> None:
    assert texts(f'<script type="application/ld+json">{data}</script><p>{FIRST}') == [FIRST]


def test_a_declared_encoding() -> None:
    assert texts_of("<meta charset=windows-1251><p>Дождь шёл весь день.", "cp1251") == ["Дождь шёл весь день."]
    assert texts_of("<meta charset=us-ascii><p>Café.", "utf-8") == ["Café."]


def texts_of(page: str, codec: str) -> list[str]:
    return [block.text for block in blocks(page.encode(codec))]


@pytest.mark.parametrize(
    "odd",
    [
        "<![/p><p>x<![if !vml]>y<![endif]><!DOCTYPE><!-<![CDATA[z]]>",
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
        "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'>",
        "</div></b></p></html></body>",
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">",
        "<div>" * 100_000,
        "<ul><li>" * 5_000,
        "<table><tr><td>" * 5_000,
        "&nbsp;" * 50_000,
    ],
)
def test_odd_markup(odd: str) -> None:
    assert FIRST in " ".join(texts(f"{odd}<p>{FIRST}</p>"))
    assert "root:" not in str(content(f"{odd}<p>{FIRST}"))


@given(st.text(alphabet=st.sampled_from("<>/!-&;ab\"'= \n[]"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_markup_is_read(page: str) -> None:
    assert content(page).marked


@pytest.mark.parametrize(
    "piece", ["<p>It rained.", "<div>x", "<!--", "<a b=", "<table><tr><td>x", "<ul><li>x", "<b><i>x"]
)
def test_time_grows_with_the_page(piece: str) -> None:
    assert grows_in_proportion(lambda size: content(piece * size), 10_000)


def test_too_much_text() -> None:
    with pytest.raises(LimitError, match=r"raise --max-text"):
        html.read(b"<p>It rained.", name="a", encoding=None, limits=Limits(max_text=5))
