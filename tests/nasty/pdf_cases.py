"""PDF: damage, cycles, bombs, locks, actions and what is drawn without being text."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping
from functools import partial

from tests.nasty.case import ADDRESS, BAIT, MARK, SECRET, Case, Verdict, constant, prose, sentences
from tests.nasty.page_cases import page, paragraphs

_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_PAGE = (
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>{more}>>/Contents {contents} 0 R>>"
)
Body = str | bytes


def file_of(objects: Mapping[int, Body], trailer: str = "") -> bytes:
    """A PDF file of *objects* by number; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        free = number not in places
        out += b"%010d %05d %c \n" % (places.get(number, 0), 65535 if free else 0, b"f" if free else b"n")
    out += f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode("latin-1")
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object of *data*."""
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries.encode(), data)


def literal(text: str) -> str:
    """*text* as a string of PDF."""
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def drawn(text: str, top: int = 740) -> bytes:
    """The operators that draw *text* in lines of eighty characters."""
    words, lines = text.split(), [""]
    for word in words:
        lines = [*lines, word] if len(lines[-1]) + len(word) > 80 else [*lines[:-1], f"{lines[-1]} {word}".strip()]
    shown = " ".join(f"{literal(line)} Tj T*" for line in lines)
    return f"BT /F1 11 Tf 72 {top} Td 14 TL {shown} ET".encode("latin-1", "replace")


def document(*pages: bytes, catalog: str = "", trailer: str = "", more: Mapping[int, Body] | None = None) -> bytes:
    """A PDF file of *pages*, each given by its operators or as a stream."""
    objects: dict[int, Body] = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 3: _FONT}
    kids = range(10, 10 + 2 * len(pages), 2)
    for number, contents in zip(kids, pages, strict=True):
        objects[number] = _PAGE.format(contents=number + 1, more="")
        objects[number + 1] = contents if contents.startswith(b"<<") else stream(contents)
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
    return file_of({**objects, **(more or {})}, trailer)


_ONE, _TWO = drawn(prose(16)), drawn(prose(16, first=16))
_TEXT = (MARK,)


def cases() -> Iterator[Case]:
    """Every case of PDF."""
    yield from _whole()
    yield from _damaged()
    yield from _cyclic()
    yield from _bombs()
    yield from _locked()


def _whole() -> Iterator[Case]:
    actions: dict[int, Body] = {
        80: r"<</S/JavaScript/JS(app.alert\(1\))>>",
        81: f"<</S/GoToR/F(file://{BAIT})>>",
        82: f"<</S/URI/URI({ADDRESS}/u)>>",
        83: "<</S/Launch/F(/bin/sh)>>",
    }
    catalog = "/OpenAction 80 0 R/AA<</WC 81 0 R/WS 82 0 R/DS 83 0 R>>"
    live = "<script>alert(1)</script> **x** \x1b]0;pwned\x07 =1+1"
    heads = [
        drawn("QUARTERLY UNSEENHEAD", 775)
        + b" "
        + drawn(prose(9, first=9 * n))
        + b" "
        + drawn(f"Page {n} of 6 UNSEENFOOT", 25)
        for n in range(6)
    ]
    info = f"/Title {literal(live)}/Author {literal(live)}/CreationDate (D:99999999999999999999)/Subject 7"
    drawing = b"q 612 0 0 792 0 0 cm /I Do Q"
    scan: dict[int, Body] = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Count 1/Kids[4 0 R]>>",
        4: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</XObject<</I 6 0 R>>>>/Contents 5 0 R>>",
        5: stream(drawing),
        6: stream(
            zlib.compress(b"\x80" * 40_000),
            "/Type/XObject/Subtype/Image/Width 200/Height 200/ColorSpace/DeviceGray/BitsPerComponent 8"
            "/Filter/FlateDecode",
        ),
    }
    rows: tuple[tuple[str, bytes, Verdict, tuple[str, ...]], ...] = (
        ("plain", document(_ONE, _TWO), "shown", ()),
        ("actions", document(_ONE, catalog=catalog, more=actions), "shown", (SECRET,)),
        ("codes", document(drawn(prose(mark=f"\x1b]0;pwned\x07 {MARK}"))), "either", ("\x1b", "\x07")),
        ("running-heads", document(*heads), "either", ("UNSEENHEAD", "UNSEENFOOT")),
        ("live-title", document(_ONE, trailer="/Info 9 0 R", more={9: f"<<{info}>>"}), "shown", ("\x1b", "\x07")),
        ("wrong-info", document(_ONE, trailer="/Info 9 0 R", more={9: "[1 2 3]"}), "shown", ()),
    )
    for name, data, verdict, lacks in rows:
        yield Case(f"pdf-{name}", "a.pdf", constant(data), name, verdict, has_one=_TEXT, lacks=lacks)
    yield Case("pdf-scan", "a.pdf", constant(file_of(scan)), "a picture of a page", "refused", says="scan|recognition")
    yield Case("pdf-blank", "a.pdf", constant(document(b"", b"")), "blank pages", "refused")
    yield Case("pdf-no-pages", "a.pdf", constant(document()), "no page", "refused")


def _damaged() -> Iterator[Case]:
    whole = document(_ONE, _TWO)
    box = b"/MediaBox[0 0 612 792]"
    changes = {
        "bad-table": whole.replace(b"startxref\n", b"startxref\n99999999"),
        "length-lies": whole.replace(b"/Length ", b"/Length 99999999", 1),
        "length-negative": whole.replace(b"/Length ", b"/Length -", 1),
        "count-lies": whole.replace(b"/Count 2", b"/Count 2000000000"),
        "count-negative": whole.replace(b"/Count 2", b"/Count -2"),
        "no-catalogue": whole.replace(b"/Type/Catalog", b"/Type/Nothing"),
        "no-root": whole.replace(b"/Root 1 0 R", b"/Root 77 0 R"),
        "box-empty": whole.replace(box, b"/MediaBox[0 0 0 0]"),
        "box-negative": whole.replace(box, b"/MediaBox[612 792 0 0]"),
        "box-enormous": whole.replace(box, b"/MediaBox[0 0 1e38 1e38]"),
        "box-nonsense": whole.replace(box, b"/MediaBox[(a) /b null]"),
        "box-missing": whole.replace(box, b""),
        "box-unit": whole.replace(box, box + b"/UserUnit 1e30"),
        "rotated": whole.replace(box, box + b"/Rotate 45"),
        "font-missing": whole.replace(b"/F1 3 0 R", b"/F1 66 0 R"),
        "size-zero": whole.replace(b"/F1 11 Tf", b"/F1 0 Tf"),
        "size-negative": whole.replace(b"/F1 11 Tf", b"/F1 -11 Tf"),
        "size-enormous": whole.replace(b"/F1 11 Tf", b"/F1 1e30 Tf"),
        "matrix-nan": whole.replace(b"72 740 Td", b"1e39 -1e39 Td"),
        "unpaired-states": whole.replace(b"BT ", b"q " * 20_000 + b"BT ", 1),
        "no-end": whole[: whole.rindex(b"%%EOF")],
        "old-start": b"junk\n" * 100 + whole,
        "mixed-ends": whole.replace(b"\n", b"\r"),
        "two-files": whole + whole,
        "page-as-text": page(paragraphs()).encode(),
    }
    for name, data in changes.items():
        yield Case(f"pdf-{name}", "a.pdf", constant(data), name, longest=60_000)
    for tenth in range(10):
        yield Case(
            f"pdf-cut-{tenth}", "a.pdf", constant(whole[: len(whole) * tenth // 10]), f"{tenth} tenths of a file"
        )
    bad = document(_ONE, stream(b"\xff" * 300, "/Filter/FlateDecode"), _TWO)
    yield Case("pdf-bad-stream", "a.pdf", constant(bad), "one page that cannot be unpacked", has_one=_TEXT)
    nothing = (
        document(_ONE).replace(b"/Kids[10 0 R]", b"/Kids[10 0 R 55 0 R null (a)]").replace(b"/Count 1", b"/Count 4")
    )
    yield Case("pdf-bad-kids", "a.pdf", constant(nothing), "pages that are none", has_one=_TEXT)


def _cyclic() -> Iterator[Case]:
    leaf: dict[int, Body] = {3: _FONT, 4: _PAGE.format(contents=5, more=""), 5: stream(_ONE)}
    tree = "<</Type/Pages/Count {count}/Kids[{kids}]{more}>>"
    root: dict[int, Body] = {1: "<</Type/Catalog/Pages 2 0 R>>", **leaf}
    loop = {**root, 2: tree.format(count=3, kids="4 0 R 2 0 R 6 0 R", more="/Parent 6 0 R")}
    loop[6] = tree.format(count=1, kids="2 0 R", more="/Parent 2 0 R")
    deep = {
        **root,
        1: "<</Type/Catalog/Pages 10 0 R>>",
        4: _PAGE.format(contents=5, more="").replace("2 0 R", "3009 0 R"),
    }
    for number in range(10, 3010):
        kid = number + 1 if number < 3009 else 4
        deep[number] = tree.format(count=1, kids=f"{kid} 0 R", more=f"/Parent {number - 1} 0 R" if number > 10 else "")
    one = {**root, 2: tree.format(count=1, kids="4 0 R", more="")}
    whole = file_of(one)
    form = "/Type/XObject/Subtype/Form/BBox[0 0 600 700]/Resources<</Font<</F1 3 0 R>>/XObject<</X {} 0 R>>>>"
    with_form = {**one, 4: _PAGE.format(contents=5, more="/XObject<</X 20 0 R>>"), 5: stream(_ONE + b" /X Do")}
    laughs = dict(with_form)
    for number in range(20, 30):
        inner = b"/X Do " * 10 if number < 29 else b"BT /F1 9 Tf (lol) Tj ET"
        laughs[number] = stream(inner, form.format(number + 1))
    outlines: dict[int, Body] = {
        70: "<</First 71 0 R/Last 71 0 R/Count 9>>",
        71: "<</Title(x)/Next 71 0 R/First 70 0 R/Parent 70 0 R>>",
    }
    tags: dict[int, Body] = {72: "<</Type/StructTreeRoot/K 73 0 R>>", 73: "<</S/P/K[73 0 R 72 0 R]/P 73 0 R>>"}
    rows = {
        "tree-loop": file_of(loop),
        "tree-deep": file_of(deep),
        "table-loop": whole.replace(b"/Root 1 0 R", b"/Prev %d/Root 1 0 R" % whole.rfind(b"xref\n0"), 1),
        "form-loop": file_of({**with_form, 20: stream(b"/X Do", form.format(20))}),
        "outline-loop": document(_ONE, catalog="/Outlines 70 0 R", more=outlines),
        "tag-loop": document(_ONE, catalog="/StructTreeRoot 72 0 R/MarkInfo<</Marked true>>", more=tags),
        "length-loop": document(b"<</Length 11 0 R>>\nstream\n" + _ONE + b"\nendstream"),
        "nested-arrays": document(_ONE, catalog="/Z 8 0 R", more={8: "[" * 60_000 + "]" * 60_000}),
        "nested-operands": document(b"[" * 60_000 + b"]" * 60_000 + b" TJ " + _ONE),
        "nested-dictionaries": document(_ONE, catalog="/Z 8 0 R", more={8: "<</A" * 20_000 + " 1" + ">>" * 20_000}),
    }
    for name, data in rows.items():
        yield Case(f"pdf-{name}", "a.pdf", constant(data), name, longest=60_000)
    laughing = file_of(laughs)
    yield Case("pdf-form-laughs", "a.pdf", constant(laughing), "a billion laughs", longest=60_000, is_slow=True)
    wide = file_of({**root, 2: tree.format(count=20_000, kids="4 0 R " * 20_000, more="")})
    yield Case("pdf-tree-wide", "a.pdf", constant(wide), "one page 20,000 times", longest=60_000, is_slow=True)


def zeros(megabytes: int, head: bytes = b"", tail: bytes = b"", unit: bytes = b" ") -> bytes:
    """So many *megabytes* of *unit*, packed, between *head* and *tail*."""
    packer = zlib.compressobj(9)
    out = packer.compress(head)
    block = unit * ((1 << 20) // len(unit))
    for _ in range(megabytes):
        out += packer.compress(block)
    return out + packer.compress(tail) + packer.flush()


def _flate() -> bytes:
    return document(stream(zeros(400, tail=b"\n" + _ONE), "/Filter/FlateDecode"), _TWO)


def _twice() -> bytes:
    return document(stream(zlib.compress(zeros(1500), 9), "/Filter[/FlateDecode/FlateDecode]"), _TWO)


def _operators() -> bytes:
    unit = b"(the quillwort pump was sealed. ) Tj\n"
    return document(stream(zeros(60, b"BT /F1 9 Tf 10 700 Td ", b" ET", unit), "/Filter/FlateDecode"))


def _image() -> bytes:
    entries = "/Type/XObject/Subtype/Image/Width 20480/Height 20480/ColorSpace/DeviceGray/BitsPerComponent 8"
    picture = stream(zeros(400, unit=b"\x80"), f"{entries}/Filter/FlateDecode")
    resources = _PAGE.format(contents=11, more="/XObject<</I 60 0 R>>")
    return document(_ONE + b" q 612 0 0 792 0 0 cm /I Do Q", more={10: resources, 60: picture})


def _one_line(count: int) -> bytes:
    return document(b"BT /F1 9 Tf 10 700 Td " + b"(a ) Tj " * count + b"ET " + _ONE)


def _scattered(count: int) -> bytes:
    places = b" ".join(b"1 0 0 1 %d %d Tm (w) Tj" % (n * 7919 % 600, n * 104_729 % 780) for n in range(count))
    return document(b"BT /F1 9 Tf " + places + b" ET " + _ONE)


def _bombs() -> Iterator[Case]:
    rows = {"flate": _flate, "twice": _twice, "operators": _operators, "image": _image}
    for name, make in rows.items():
        yield Case(f"pdf-bomb-{name}", "a.pdf", make, f"a bomb: {name}", longest=60_000, is_slow=True)
    yield Case(
        "pdf-one-line", "a.pdf", partial(_one_line, 30_000), "a line of 30,000 words", longest=80_000, is_slow=True
    )
    yield Case(
        "pdf-scattered", "a.pdf", partial(_scattered, 20_000), "20,000 words anywhere", longest=80_000, is_slow=True
    )


# -- locks --

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(password: bytes) -> bytes:
    """A file that *password* opens, by the standard security handler of PDF 1.1."""
    number = hashlib.md5(b"mill").digest()
    owner = _rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], (password + _PADDING)[:32])
    key = hashlib.md5((password + _PADDING)[:32] + owner + struct.pack("<i", -4) + number).digest()[:5]
    contents = _rc4(hashlib.md5(key + struct.pack("<I", 11)[:3] + bytes(2)).digest()[:10], _ONE)
    handler = f"<</Filter/Standard/V 1/R 2/O<{owner.hex()}>/U<{_rc4(key, _PADDING).hex()}>/P -4>>"
    trailer = f"/Encrypt 9 0 R/ID[<{number.hex()}><{number.hex()}>]"
    return document(stream(contents), trailer=trailer, more={9: handler})


def _locked() -> Iterator[Case]:
    yield Case("pdf-password", "a.pdf", lambda: locked(b"fern"), "needs a password", "refused", says="password")
    yield Case("pdf-open-lock", "a.pdf", lambda: locked(b""), "is locked, and opens to all", has_one=_TEXT)
    odd = document(_ONE, trailer="/Encrypt 9 0 R", more={9: "<</Filter/Odd/V 99>>"})
    yield Case("pdf-odd-lock", "a.pdf", constant(odd), "a lock that nobody knows")


def sample() -> bytes:
    """A file to do damage to."""
    return document(_ONE, _TWO, more={9: f"<</Title {literal(sentences(1)[0])}>>"}, trailer="/Info 9 0 R")
