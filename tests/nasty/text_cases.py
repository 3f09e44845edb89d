"""Plain text: encodings, shapes, languages, odd characters, markup that is none, and what is slow to take apart."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator

from tests.nasty.case import ADDRESS, BAIT, MARK, PICTURE, WHAT, Case, Verdict, constant, prose, sentences

CAFE = "at the café façade"
_JAPANESE = "".join(
    f"{place}の図書館は{1950 + n}年に古い{thing}を買い入れた。"
    for n, (place, thing) in enumerate(
        zip("東西南北中上下左右前後内外大小高低", "地図時計絵画楽器家具切手写真" * 2, strict=False)
    )
)
_CHINESE = (
    "图书馆在去年买入了一批旧地图。港口的新灯塔将在春天完工。渔民们担心鱼群会离开海湾。"
    "市长在会议上回答了居民的问题。学校的孩子们每周种一棵树。"
)
_RUSSIAN = (
    "Библиотека купила собрание старых карт. Новый маяк в гавани откроют весной. Рыбаки боятся, что рыба уйдёт из "
    "залива. Дети из школы каждую неделю сажают дерево. "
)
LANGUAGES = {
    "japanese": (_JAPANESE, ("図書館",)),
    "chinese": (_CHINESE, ("图书馆", "灯塔", "渔民", "市长", "学校")),
    "russian": (_RUSSIAN, ("Библиотека", "маяк", "Рыбаки", "Дети")),
    "arabic": (
        " ".join(f"اشترت المكتبة رقم {n} خرائط قديمة من المدينة في عام {1950 + n}." for n in range(20)),
        ("المكتبة",),
    ),
    "hebrew": (" ".join(f"הספרייה מספר {n} קנתה מפות ישנות בשנת {1950 + n}." for n in range(20)), ("הספרייה",)),
    "hindi": (" ".join(f"पुस्तकालय {n} ने पुराने नक्शे खरीदे।" for n in range(20)), ("पुस्तकालय",)),
    "thai": (" ".join(f"ห้องสมุดแห่งที่ {n} ซื้อแผนที่เก่า" for n in range(20)), ("ห้องสมุด",)),
    "korean": (" ".join(f"도서관 {n}호는 옛 지도를 사들였다." for n in range(20)), ("도서관",)),
    "greek": (" ".join(f"Η βιβλιοθήκη {n} αγόρασε παλιούς χάρτες το {1950 + n}." for n in range(20)), ("βιβλιοθήκη",)),
}
_CAFES = ("café", "cafe\u0301")
_CAFE_TEXT = prose(mark=CAFE)
_BREAKS = "\n"


def cases() -> Iterator[Case]:
    """Every case of plain text."""
    yield from _encodings()
    yield from _shapes()
    yield from _no_documents()
    yield from _languages()
    yield from _characters()
    yield from _injections()
    yield from _slow()


def _encodings() -> Iterator[Case]:
    bad = _CAFE_TEXT.encode().replace(b"repaired", b"rep\xffaired", 1)
    half = (
        _CAFE_TEXT.encode()
        + "Früher stand hier eine Mühle.\n\n".encode("latin-1")
        + prose(mark=CAFE, first=40).encode()
    )
    table: dict[str, tuple[bytes, Verdict]] = {
        "utf-8": (_CAFE_TEXT.encode(), "shown"),
        "utf-8-mark": (_CAFE_TEXT.encode("utf-8-sig"), "shown"),
        "utf-16-le": (b"\xff\xfe" + _CAFE_TEXT.encode("utf-16-le"), "shown"),
        "utf-16-be": (b"\xfe\xff" + _CAFE_TEXT.encode("utf-16-be"), "shown"),
        "utf-16-le-bare": (_CAFE_TEXT.encode("utf-16-le"), "either"),
        "utf-16-be-bare": (_CAFE_TEXT.encode("utf-16-be"), "either"),
        "utf-16-odd": (b"\xff\xfe" + _CAFE_TEXT.encode("utf-16-le")[:-1], "either"),
        "utf-32-le": (b"\xff\xfe\0\0" + _CAFE_TEXT.encode("utf-32-le"), "either"),
        "utf-32-be": (b"\0\0\xfe\xff" + _CAFE_TEXT.encode("utf-32-be"), "either"),
        "latin-1": (_CAFE_TEXT.encode("latin-1"), "shown"),
        "cp1252-quotes": (prose(mark=f"“{CAFE}” – here").encode("cp1252"), "shown"),
        "one-bad-byte": (bad, "either"),
        "two-encodings": (half, "either"),
        "surrogates": (prose(mark=f"{CAFE} \ud800\udfff\udc80").encode("utf-8", "surrogatepass"), "either"),
        "overlong": (_CAFE_TEXT.encode() + b"\xc0\xae\xc0\xae/etc", "either"),
        "carriage-returns": (_CAFE_TEXT.replace("\n", "\r").encode(), "shown"),
        "windows-lines": (_CAFE_TEXT.replace("\n", "\r\n").encode(), "shown"),
        "line-separators": (_CAFE_TEXT.replace("\n", "\u2028").replace(". ", ".\u0085").encode(), "shown"),
        "mark-within": (_CAFE_TEXT.replace("\n\n", "\n\n\ufeff").encode(), "shown"),
        "every-byte": (_CAFE_TEXT.encode() + bytes(range(256)), "either"),
        "zero-bytes": (_CAFE_TEXT.replace(" ", " \0").encode(), "either"),
    }
    for name, (data, verdict) in table.items():
        yield Case(
            f"encoding-{name}", "a.txt", constant(data), name, verdict, has_one=_CAFES, lacks=("\0", "Ã©", "\x85", "\r")
        )
    for name, codec, text, words in (
        ("shift-jis", "shift_jis", _JAPANESE * 2, LANGUAGES["japanese"][1]),
        ("gb18030", "gb18030", _CHINESE * 4, LANGUAGES["chinese"][1]),
        ("cp1251", "cp1251", _RUSSIAN * 4, LANGUAGES["russian"][1]),
        ("koi8", "koi8_r", _RUSSIAN * 4, LANGUAGES["russian"][1]),
    ):
        yield Case(f"encoding-{name}", "a.txt", constant(text.encode(codec)), f"{codec}, undeclared", has_one=words)
    twice = prose(mark="â€œhereâ€\u009d cafÃ©")
    yield Case(
        "encoding-twice", "a.txt", constant(twice), "UTF-8 once read as cp1252, with C1 controls", has_one=("caf",)
    )
    yield Case("encoding-only-mark", "a.txt", constant(b"\xef\xbb\xbf"), "nothing but a byte order mark", "refused")


def _shapes() -> Iterator[Case]:
    one = "The quillwort pump was sealed by the millers in 1911."
    disguised = [one, one.lower().rstrip("."), f"•  {one}", f"“{one}”", *sentences(8, "")]
    blank = " \n\t \r\n\u00a0\u3000\u200b\n" * 50
    words = " ".join(sentences(300, "")).replace(".", "")
    for name, data, why, verdict in (
        ("empty", "", "no byte", "refused"),
        ("blank", blank, "white space of all kinds", "refused"),
        ("signs", "… — * ? !!! ++ § ¶ …\n" * 30, "no letter", "refused"),
        ("controls", "\x01\x02\x1b[0m\x07" * 200, "nothing but controls", "refused"),
        ("invisible", "\u200b\u2060\u00ad\u200d\ufeff" * 300, "nothing that shows", "refused"),
    ):
        yield Case(f"text-{name}", "a.txt", constant(data), why, "refused" if verdict == "refused" else "either")
    yield Case("text-one-word", "a.txt", constant("Quillwort"), "one word", has=("Quillwort",))
    yield Case("text-one-sentence", "a.txt", constant(one), "one sentence", "shown", has=(one,))
    yield Case("text-said-twice", "a.txt", constant(f"{one} {one}"), "twice the same", "shown", once=(one,))
    yield Case(
        "text-disguised", "a.txt", constant("\n\n".join(disguised)), "the same four times", once=("quillwort pump",)
    )
    yield Case("text-unpunctuated", "a.txt", constant(words), "no full stop in 3,000 words", longest=20_000)
    yield Case("text-upper-ending", "A.TXT", constant(prose()), "an ending in capitals", "shown", has=(MARK,))
    yield Case("text-no-ending", "a", constant(prose()), "no ending", has=(MARK,))
    yield Case("text-odd-ending", "a.zzz", constant(prose()), "an ending that nobody knows", has=(MARK,))
    yield Case(
        "text-two-pages",
        "a.txt",
        constant(prose().replace("\n\n", "\f")),
        "form feeds",
        "shown",
        has=(MARK,),
        lacks=("\f",),
    )
    addresses = "\n".join(f"https://example.invalid/{n}?q=<x>&r=1" for n in range(30))
    yield Case("text-addresses", "a.txt", constant(addresses), "nothing but addresses")
    word = f"The {'x' * 120_000} stands here. {prose()}"
    yield Case("text-long-word", "a.txt", constant(word), "a word of 120,000 letters", has_one=WHAT)
    yield Case(
        "text-one-line", "a.txt", constant(" ".join(sentences(4000))), "one line of 270,000 characters", has=(MARK,)
    )
    yield Case("text-columns", "a.txt", constant(" " * 1_000_000 + prose()), "a line that begins at column one million")
    yield Case(
        "text-no-spaces",
        "a.txt",
        lambda: b"abcdefghij" * 500_000,
        "5 MB without a space",
        longest=200_000,
        is_slow=True,
    )
    many = "\n".join(f"item {n}" for n in range(20_000))
    yield Case("text-many-lines", "a.txt", constant(many), "20,000 lines", longest=20_000, is_slow=True)
    same = "The quillwort pump was sealed. " * 30_000
    yield Case("text-same", "a.txt", constant(same), "one sentence 30,000 times", once=("quillwort",), is_slow=True)
    yield Case(
        "text-many-sentences",
        "a.txt",
        constant(" ".join(sentences(15_000))),
        "15,000 sentences",
        has=(MARK,),
        is_slow=True,
    )


def picture() -> bytes:
    """A PNG picture of noise."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    noise = random.Random(5).randbytes(3 * 64)
    head = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + noise for _ in range(64))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _no_documents() -> Iterator[Case]:
    noise = random.Random(7).randbytes(4000)
    program = b"\x7fELF\x02\x01\x01" + bytes(9) + noise + b"usage: quillwort FILE. It says so. " * 20
    for name, file, data in (
        ("picture-as-text", "a.txt", picture()),
        ("picture-as-pdf", "a.pdf", picture()),
        ("picture-as-word", "a.docx", picture()),
        ("program", "a.txt", program),
        ("gzip", "a.txt", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + zlib.compress(prose().encode())),
        ("rtf-deep", "a.rtf", rb"{\rtf1 " + b"{" * 100_000 + b"}" * 100_000),
    ):
        yield Case(f"odd-{name}", file, constant(data), name, "refused")
    page = f"<html><body><p>{prose()}</p></body></html>"
    for name, file, data in (
        ("text-as-pdf", "a.pdf", prose().encode()),
        ("text-as-word", "a.docx", prose().encode()),
        ("text-as-book", "a.epub", prose().encode()),
        ("page-as-text", "a.txt", page.encode()),
        ("page-as-pdf", "a.pdf", page.encode()),
        ("noise", "a.txt", noise),
        ("noise-as-page", "a.html", noise),
        ("rtf", "a.rtf", rf"{{\rtf1\ansi {prose()}}}".encode()),
        ("json", "a.json", ('[{"t": "' + '"}, {"t": "'.join(sentences(10)) + '"}]').encode()),
        ("mail", "a.eml", f"From: a@b.invalid\nSubject: x\n\n{prose()}".encode()),
        ("table", "a.csv", "\n".join(f"{n},{line}" for n, line in enumerate(sentences(20))).encode()),
    ):
        has = (MARK,) if b"quillwort" in data else ()
        yield Case(f"odd-{name}", file, constant(data), name, has_one=has)


def _languages() -> Iterator[Case]:
    for name, (text, words) in LANGUAGES.items():
        whole = 2 * len(text) + 300  # with a title and what a page has
        yield Case(
            f"language-{name}", "a.txt", constant(text), f"{name} is cut and shown", has_one=words, longest=whole
        )


def _characters() -> Iterator[Case]:
    table = {
        "zero-width": ("pass\u200bword zero\u200d\u2060\ufeffwidth café", ("\u200b", "\ufeff")),
        "marks": ("z" + "\u0335\u0321\u0489" * 200 + "algo café", ()),
        "emoji": ("👩‍👩‍👧‍👦 🇯🇵 ✅ 𝔘 café", ()),
        "noncharacters": ("\ufffe\uffff\U0001ffff\ufdd0 x café", ("\uffff", "\ufdd0")),
        "decomposed": ("cafe\u0301 Zu\u0308rich", ()),
        "ligatures": ("of\ufb01ce \ufb02oor café", ()),
        "bidi": ("\u202egnirts\u202c \u2067x\u2069 café", ("\u202e", "\u2067")),
        "tags": ("café" + "".join(chr(0xE0000 + ord(sign)) for sign in "hidden"), ("\U000e0068",)),
        "private": ("\ue000\uf8ff\U000f0000 café", ()),
        "unassigned": ("\u0378\U0003fffd\U000e0fff café", ()),
        "isolated-jamo": ("ᄀᄀ가ᅡᆨᆨ café", ()),
        "wide-spaces": ("a\u00a0b\u2003c\u3000d\u202fe café", ()),
        "soft-hyphens": ("quill\u00adwort caf\u00adé", ("\u00ad",)),
        "annotations": ("\ufff9a\ufffab\ufffb café \ufffd\ufffc", ()),
        "variation": ("☂\ufe0e☂\ufe0f 葛\U000e0100 café", ()),
    }
    for name, (mark, lacks) in table.items():
        verdict: Verdict = "shown" if name in ("decomposed", "soft-hyphens", "bidi") else "either"
        yield Case(
            f"characters-{name}", "a.txt", constant(prose(mark=mark)), name, verdict, has_one=_CAFES, lacks=lacks
        )


LIVE = {
    "entities": "AT&T &nbsp; &amp; &#65; a<b c>d",
    "paragraph": "<para align=center> and </para> <font color=red size=40>x",
    "picture-file": f'<img src="{PICTURE}" width="50" height="50"/>',
    "picture-secret": f'<img src="file://{BAIT}"/>',
    "picture-address": f'<img src="{ADDRESS}/x.png" width="5" height="5"/>',
    "link": '<a href="http://evil.invalid/">click</a>',
    "script": "<script>alert(1)</script> <svg onload=alert(1)> <b onclick='x()'>",
    "style": "</style><style>*{display:none}</style> <!-- not shown -->",
    "attribute": "\" onmouseover=\"alert(1) ' onfocus='alert(2)",
    "template": "{{7*7}} ${7*7} {0.__class__} %s %d %(x)s {x!r} #{9} <%= 7 %>",
    "xml": "a]]> <?pi x> &#x3c; <c:d/> %ent;",
    "markdown-marks": "**x** _y_ `z` ~~gone~~ # h | t \\ \\* [i] ***",
    "markdown-link": "[l](javascript:alert(1)) <http://evil.invalid> [r][1]",
    "markdown-picture": f"![i]({ADDRESS}/i.png)",
    "json": '"quoted" \\ back \\u0041 \\" </script>',
    "latex": "\\input{/etc/passwd} \\write18{id} $x$ %rest",
    "formula": '=HYPERLINK("http://evil.invalid","x") +1+cmd|" /C calc"!A0 @SUM(1)',
    "field": "{ INCLUDETEXT /etc/passwd } { HYPERLINK http://evil.invalid }",
    "pdf": "(x) \\) /Launch <</S/JavaScript/JS(app.alert(1))>> endobj stream endstream",
    "address": "http://evil.invalid/ www.evil.invalid evil@evil.invalid",
    "shell": "$(touch /tmp/conspectus-escaped.txt) `touch /tmp/conspectus-escaped.txt`; rm -rf x",
}
"""Texts that would do something somewhere, if nothing is done about them."""


def in_a_sentence(live: str) -> tuple[str, ...]:
    """What a summary must show of a sentence with *live* in it: all, unless that ends the sentence."""
    return () if "![" in live else (live, MARK)


_TERMINAL = {
    "clear": "\x1b[2J\x1b[31m",
    "title": "\x1b]0;pwned\x07",
    "link": "\x1b]8;;http://evil.invalid\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "eight-bits": "\u009b2J\u009d0;pwned\u009c",
    "unfinished": "\x1b]0;never ends",
    "overwriting": "good\x08\x08\x08\x08evil \r again",
    "device": "\x1bP+q544e\x1b\\ \x1b[6n",
}


def _injections() -> Iterator[Case]:
    for name, live in LIVE.items():
        text = prose(mark=f"{live} {MARK}")
        yield Case(f"live-{name}", "a.txt", constant(text), f"{name} is text", "shown", has=in_a_sentence(live))
        titled = f"{live}\n\n{prose()}"
        yield Case(f"live-title-{name}", "a.txt", constant(titled), f"{name} in the first line", "shown", has=(MARK,))
        mail = f"From: {live} <a@b.invalid>\nSubject: {live}\nDate: {live}\n\n{prose()}"
        yield Case(f"live-mail-{name}", "a.eml", constant(mail), f"{name} in a mail's head", "shown", has=(MARK,))
    for name, codes in _TERMINAL.items():
        text = prose(mark=f"{codes} {MARK}")
        lacks = ("\x1b", "\x07", "\x08", "\x9b", "\r")
        yield Case(
            f"terminal-{name}", "a.txt", constant(text), f"{name} is not obeyed", "shown", has=(MARK,), lacks=lacks
        )


SLOW = {
    "dots": ".",
    "spaced-dots": ". ",
    "question-marks": "?!",
    "quotes": '"(',
    "closed-quotes": ')" ',
    "newlines": "\n",
    "spaces": " ",
    "tabs": "\t",
    "indents": "  \n   ",
    "dashes": "-" * 60 + "\n",
    "rules": "---\n\n",
    "initials": "A. ",
    "numbers": "1.1.1.",
    "capitals": "AB CD\n",
    "bullets": "• ",
    "items": "- a\n",
    "one-letters": "a ",
    "pipes": "| ",
    "colons": "A: b\n",
    "escapes": "\x1b]",
    "ends": "a.\n\n",
    "marks": "e\u0301\u0301\u0301",
    "soft-hyphens": "\xad\n",
    "page-ends": "\f1\n",
    "contents": "a ..... 1\n",
    "hyphens": "a-\n",
    "ideographs": "东。",
    "abbreviations": "e.g. Dr. ",
    "brackets": "[1] ",
    "signatures": "-- \n",
    "quotations": "> a\n",
    "introductions": "a wrote:\n",
    "fields": "From: a\n b\n",
}
"""Pieces that make some program or other slow when there are many of them."""


def _slow() -> Iterator[Case]:
    for name, piece in SLOW.items():
        text = piece * (60_000 // len(piece)) + "\n\n" + prose()
        yield Case(f"slow-{name}", "a.txt", constant(text), f"{name} without end, then text", longest=60_000)
