"""Markdown and HTML: what is hidden, what leads away, what declares one thing and is another, what nests or repeats."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.nasty.case import ADDRESS, BAIT, MARK, PICTURE, SECRET, Case, Verdict, constant, prose, sentences
from tests.nasty.text_cases import CAFE, LIVE, in_a_sentence

_CAFES = ("café", "cafe\u0301")


def cases() -> Iterator[Case]:
    """Every case of Markdown and HTML."""
    yield from _markdown()
    yield from _slow_markdown()
    yield from _pages()
    yield from _declarations()
    yield from _slow_pages()
    yield from _live()


# -- Markdown --


def _markdown() -> Iterator[Case]:
    rich = (
        f"# The mill race\n\n{prose(mark=f'**{MARK}** [orchard](https://x.invalid/long/address) `code`')}\n"
        f"```sh\nrm -rf codeblock\n```\n\n![a picture](img.png)\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n<!-- commented -->\n"
    )
    raw = (
        f"{prose()}\n<script>var scripted = 1;</script>\n<iframe src='file://{BAIT}'></iframe>\n"
        "<div style='display:none'>UNSEEN</div>\n"
    )
    table: dict[str, tuple[str, Verdict, tuple[str, ...]]] = {
        "rich": (rich, "shown", ("commented", "https://")),  # a page shows the source, and the code in it
        "raw-html": (raw, "either", ("scripted", SECRET)),
        "front-matter": (f"---\ntitle: [1, {{a: *b}}\nx: !!python/object:os.system id\n---\n\n{prose()}", "either", ()),
        "front-matter-open": (f"---\ntitle: x\n\n{prose()}", "either", ()),
        "references": (
            f"[r]: javascript:alert(1) 'x'\n[s]: file://{BAIT}\n\n{prose(mark=f'[r] [s] {MARK}')}",
            "either",
            (),
        ),
    }
    for name, (text, verdict, lacks) in table.items():
        yield Case(f"markdown-{name}", "a.md", constant(text), name, verdict, has_one=(MARK,), lacks=lacks)
    for name, text in (
        ("headings", "\n\n".join(f"{'#' * (1 + n % 6)} The {n} mills" for n in range(30))),
        ("code", "```python\n" + "x = f(y)  # see PEP 8. It says so.\n" * 60 + "```\n"),
        ("table", "| name | value |\n|---|---|\n" + "".join(f"| mill {n} | {n} |\n" for n in range(30))),
        ("items", "".join(f"- the {n} {line}\n" for n, line in enumerate(sentences(20, "")))),
        ("pictures", "![a](b.png)\n\n" * 50),
    ):
        yield Case(f"markdown-only-{name}", "a.md", constant(text), f"nothing but {name}", longest=5_000)


SLOW_MARKDOWN = {
    "emphasis": "*a **a ",
    "closers": "a**b" + "c* ",
    "links": "[a](<b",
    "brackets": "[",
    "both-brackets": "[a]",
    "pictures": "![",
    "quotes": "> ",
    "angles": "<",
    "tags": "<a href=",
    "entities": "&amp",
    "backslashes": "\\",
    "ticks": "`a``",
    "references": "[a]: b\n",
    "underscores": "_a__",
    "comments": "<!--",
    "cells": "|a",
    "tables": "|a|\n|-|\n",
    "struck": "~~a~",
    "items": "* ",
    "numbered": "1. a\n",
    "rules": "* * *\n",
    "footnotes": "[^1]: a\n",
}


def _slow_markdown() -> Iterator[Case]:
    for name, piece in SLOW_MARKDOWN.items():
        text = piece * (40_000 // len(piece)) + "\n\n" + prose()
        yield Case(f"markdown-slow-{name}", "a.md", constant(text), f"{name} without end, then text", longest=60_000)
    ticks = "".join(f"e{'`' * n}" for n in range(300)) + f"\n\n{prose()}"
    yield Case(
        "markdown-slow-growing-ticks", "a.md", constant(ticks), "runs of back-ticks, each longer", longest=60_000
    )
    deep = "\n".join(f"{'  ' * n}- deep" for n in range(600)) + f"\n\n{prose()}"
    yield Case("markdown-deep-items", "a.md", constant(deep), "600 lists within each other")
    quoted = "> " * 3000 + f"deep\n\n{prose()}"
    yield Case("markdown-deep-quotes", "a.md", constant(quoted), "3,000 quotations within each other", has=(MARK,))


# -- HTML --


def page(body: str, head: str = "<meta charset=utf-8>") -> str:
    """A page with that *body*."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def paragraphs(count: int = 12, mark: str = MARK) -> str:
    """As many sentences as `prose` has, in paragraphs of HTML."""
    return "".join(f"<p>{part}</p>" for part in prose(count, mark).split("\n\n"))


def _pages() -> Iterator[Case]:
    body = paragraphs()
    hidden = (
        "<nav><ul><li>UNSEEN home</li></ul></nav><style>UNSEEN</style><script>UNSEEN</script>"
        "<template>UNSEEN</template>"
        "<div hidden>UNSEEN words.</div><p style='display:none'>UNSEEN words.</p><!-- UNSEEN --><noscript>x</noscript>"
    )
    away = (
        f"<base href='{ADDRESS}/'><link rel=stylesheet href=x.css><meta http-equiv=refresh content='0;url={ADDRESS}/r'>"
        f"<iframe src='file://{BAIT}'></iframe><object data=file:///etc/passwd></object><img src='{ADDRESS}/i.png'>"
        f"<img src='{PICTURE}'><script src='{ADDRESS}/s.js'></script><video src='{ADDRESS}/v'></video>"
    )
    codes = "".join(
        f"<p>{line[:-1]} &#27;]0;pwned&#7; &#155;31m &#0; &#xFFFFFFFF; &#xD800;.</p>" for line in sentences(12)
    )
    torn = f"{body}<![/p><p>x<![if !vml]>y<![endif]><!DOCTYPE><!-<![CDATA[z]]></{body}<p"
    table = "".join(f"<tr><td>{line}</td><td>{n}</td></tr>" for n, line in enumerate(sentences(12)))
    rows: tuple[tuple[str, str, Verdict, tuple[str, ...]], ...] = (
        ("plain", page(f"<h1>Mills</h1>{body}"), "shown", ()),
        ("hidden", page(f"{hidden}<article><h1>Mills</h1>{body}</article>"), "shown", ("UNSEEN",)),
        ("away", page(f"{away}{body}"), "shown", (SECRET,)),
        ("codes", page(codes), "either", ("\x1b", "\x07", "\x9b", "\0")),
        ("torn", page(torn), "either", ()),
        ("fragment", f"<p>{sentences(1)[0]}", "shown", ()),
        ("layout-table", page(f"<table>{table}</table>"), "either", ()),
        ("breaks", page("<br><br>".join(sentences(12))), "shown", (f"{MARK}.The",)),
        ("bare-frames", page(f"<frameset><frame src='{ADDRESS}'></frameset>{body}"), "either", ()),
        ("crossed", page("<b><i><p>" + "</b></i></p><p><u><a>".join(sentences(12)) + "</u>"), "either", ()),
        ("upper-case", page(body).upper(), "either", ()),
        ("zero-bytes", page(body.replace("<p>", "<p\0>\0")), "either", ("\0",)),
        ("title-bomb", page(body, f"<title>{'title ' * 50_000}</title>"), "either", ()),
        ("unclosed-title", f"<html><head><title>{body}", "either", ()),
        ("unclosed-script", page(f"{body}<script>var unseen = 1;"), "either", ("unseen",)),
        ("unclosed-comment", page(f"{body}<!-- unseen"), "either", ("unseen",)),
        ("tags-of-prefixes", page(f"<o:/><a:>{body}</a:></:><o:p>{body}</o:p>"), "shown", ()),
        ("tags-of-digits", page(f"<h²>a</h²><h٣>b</h٣><h99>c</h99><h>{body}"), "shown", ()),
        (
            "levels",
            page(f"<p role=heading aria-level=1234>a</p><b role=heading aria-level=-1>b</b>{body}"),
            "shown",
            (),
        ),
        ("plaintext", page(f"{body}<plaintext>{body}"), "either", ()),
        ("select", page(f"{body}<select><option>{body}</select><textarea>{body}"), "either", ()),
        ("svg", page(f"{body}<svg><foreignObject>{body}</foreignObject><script>unseen</script></svg>"), "either", ()),
    )
    for name, text, verdict, lacks in rows:
        has = () if name in ("upper-case", "unclosed-title") else (MARK,)
        yield Case(f"page-{name}", "a.html", constant(text), name, verdict, has_one=has, lacks=lacks)
    blank = page("&nbsp;<br>&#8203;<p> </p><script>var x = 'words';</script>")
    yield Case("page-blank", "a.html", constant(blank), "no text", "refused", says="no text")


def _declarations() -> Iterator[Case]:
    cafe = paragraphs(mark=CAFE)
    laugh = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xhtml = '<?xml version="1.0"?><!DOCTYPE html {}><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
    outside = xhtml.format(f'[<!ENTITY x SYSTEM "file://{BAIT}">]', paragraphs(mark=f"&x; {MARK}"))
    cyrillic = page("<p>Библиотека купила собрание карт. Рыбаки боятся за рыбу.</p>", "<meta charset=windows-1251>")
    rows: tuple[tuple[str, bytes, Verdict, tuple[str, ...]], ...] = (
        ("charset-cp1251", cyrillic.encode("cp1251"), "shown", ("Библиотека", "Рыбаки")),
        ("charset-lies", page(cafe, "<meta charset=us-ascii>").encode(), "either", _CAFES),
        ("charset-none", page(cafe, "").encode(), "shown", _CAFES),
        ("charset-nonsense", page(cafe, "<meta charset='../../x\0'>").encode(), "either", _CAFES),
        ("charset-codec", page(cafe, "<meta charset=hex_codec>").encode(), "either", _CAFES),
        ("charset-utf-7", page(cafe, "<meta charset=utf-7>").encode(), "either", _CAFES),
        ("utf-16", b"\xff\xfe" + page(cafe, "").encode("utf-16-le"), "either", _CAFES),
        ("entity-file", outside.encode(), "either", (MARK,)),
        ("entity-address", xhtml.format(f'SYSTEM "{ADDRESS}/x.dtd"', paragraphs()).encode(), "either", (MARK,)),
        (
            "entity-laughs",
            xhtml.format(f'[<!ENTITY l0 "lol">{laugh}]', f"<p>&l9;</p>{paragraphs()}").encode(),
            "either",
            (),
        ),
    )
    for name, data, verdict, has_one in rows:
        file = "a.xhtml" if name.startswith("entity") else "a.html"
        yield Case(f"page-{name}", file, constant(data), name, verdict, has_one=has_one, lacks=(SECRET, "lollol"))


SLOW_PAGE = {
    "divisions": "<div>",
    "spans": "<span>",
    "bold": "<b>",
    "links": "<a href=x>",
    "lists": "<ul><li>",
    "tables": "<table><tr><td>",
    "tables-without-rows": "<table>",
    "ends": "</p>",
    "wrong-ends": "<b></i>",
    "forms": "<form>",
    "spaces": "&nbsp;",
    "breaks": "<br>",
    "half-tags": "<p ",
    "less-than": "<",
    "comments": "<!--",
    "half-entities": "&",
    "paragraphs": "<p>a",
    "headings": "<h1>a",
    "ruby": "<ruby>a<rt>",
    "navigations": "<nav><p>a",
    "sections": "<section><h2>a</h2>",
    "definitions": "<dl><dt>a<dd>",
    "options": "<select><option>",
    "objects": "<object>",
    "hidden": "<div hidden>",
    "preformatted": "<pre>\n",
    "quotes": "<q>",
}


def _slow_pages() -> Iterator[Case]:
    for name, piece in SLOW_PAGE.items():
        text = page(piece * (100_000 // len(piece)) + paragraphs())
        yield Case(f"page-slow-{name}", "a.html", constant(text), f"{name} without end", longest=60_000)
    attributes = " ".join(f"a{n}=1" for n in range(30_000))
    yield Case("page-attributes", "a.html", constant(page(f"<p {attributes}>{prose()}")), "30,000 attributes")
    classes = page(f"<p class='{'a ' * 100_000}' style='{'color:red;' * 20_000}'>{prose()}")
    yield Case("page-classes", "a.html", constant(classes), "an attribute of 200,000 characters")
    spans = page(f"<table><tr><td colspan=999999999 rowspan=-5>{paragraphs()}<td colspan=1e99>x</table>{paragraphs()}")
    yield Case("page-cell-spans", "a.html", constant(spans), "cells over a billion columns", has_one=(MARK,))
    numbers = page(f"<ol start=-99999999999999999999><li value=1e400>{sentences(1)[0]}</ol>{paragraphs()}")
    yield Case(
        "page-list-numbers", "a.html", constant(numbers), "items with numbers beyond all bounds", has_one=(MARK,)
    )


def _live() -> Iterator[Case]:
    for name, live in LIVE.items():
        shown = escape(live)
        head = f"<meta charset=utf-8><title>{shown}</title><meta name=author content='{shown}'>"
        text = page(f"<h1>{shown}</h1>{paragraphs(mark=f'{shown} {MARK}')}", head)
        why = f"{name} in title, author, heading and sentence"
        yield Case(f"page-live-{name}", "a.html", constant(text), why, "shown", has=in_a_sentence(live))
