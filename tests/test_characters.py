"""No character that steers a screen or hides text gets in, and none gets out in a message."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import characters
from summarizer.characters import clean, show
from tests.growth import grows_in_proportion

# Any character, but often one that matters here.
AWKWARD = st.one_of(
    st.characters(),
    st.sampled_from("\x1b\x9b\x9d\x07\x9c[]P0;m\\ \r\n\x85\u2028\u00ad\u0301\u0321\u0f73\u200b\u202e\ud800\ufeff\0"),
)
TEXTS = st.text(AWKWARD, max_size=60)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[2J\x1b[31mred\x1b[0m.", "red."),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\.", "link."),
        ("\x1bP1$r\x1b\\a\x1b_b\x1b\\c\x1b^d\x1b\\e\x1bXf\x1b\\g", "aceg"),
        ("\x1b(Ba\x1b7b\x1bcc", "abc"),
        ("\x9b31mred\x9d0;title\x07text", "redtext"),
        ("\x1b]an unfinished string\nkeeps its text", "]an unfinished string\nkeeps its text"),
        ("â\x80\x9cquoted in the wrong encodingâ\x80\x9d and on", "âquoted in the wrong encodingâ and on"),
        ("good\x08\x08\x08\x08evil\0", "goodevil"),
        ("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h\ti", "a\nb\nc\nd\ne\nf\ng\nh\ti"),
        ("\u202dleft\u202c \u2066isolated\u2069", "left isolated"),
        ("zero\u200b\u2060\ufeffwidth", "zerowidth"),
        ("a\U000e0041\U000e007fb\ufdd0\ufffe\U0010ffffc\ud800d", "abcd"),
        ("syl\u00adlable, co\u00ad\n  operate, end\u00ad\n\nnext", "syllable, cooperate, end\n\nnext"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u0645\u06cc\u200c\u062e 👩\u200d👧 \u200e!", "\u0645\u06cc\u200c\u062e 👩\u200d👧 \u200e!"),
        ("z" + "\u0335" * 200 + "algo", "z" + "\u0335" * 30 + "algo"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(TEXTS)
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(TEXTS)
def test_nothing_that_steers_or_hides_is_left(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert not {character for character in cleaned if unicodedata.category(character) == "Cc"} - {"\t", "\n"}
    assert not set(cleaned) & set("\u200b\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u2028\u2029")


@given(st.text("abc XYZ.,éß委\n\t", max_size=60))
def test_clean_leaves_plain_text_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "piece", ["\x1b]", "\x1b[", "\x1b[1", "\x1b    ", "\x9d1;", "\u00ad \t", "a\u0301\u0321", "\u0f73", "\x1bP\x1b\\"]
)
def test_clean_takes_linear_time(piece: str) -> None:
    assert grows_in_proportion(lambda length: clean(piece * (length // len(piece))), 100_000)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("notes é委👩.txt", "notes é委👩.txt"),
        ("a\nb\tc\x1b[2J\x7f.txt", "a\\x0ab\\x09c\\x1b[2J\\x7f.txt"),
        (b"caf\xe9.txt".decode("utf-8", "surrogateescape"), "caf\\xe9.txt"),
        ("\u202etxt.exe\u2028", "\\xe2\\x80\\xaetxt.exe\\xe2\\x80\\xa8"),
        ("\ud800", "\\xed\\xa0\\x80"),
    ],
)
def test_show(text: str, shown: str) -> None:
    assert show(text) == shown


@given(TEXTS)
def test_what_is_shown_can_be_printed_on_one_line(text: str) -> None:
    shown = show(text)
    assert shown.isprintable()
    assert show(shown) == shown


@given(st.text(st.sampled_from("ab \r\n\t“—é\x85\u00ad\u0301\x1b[m"), max_size=20))
def test_the_short_way_through_leads_to_the_same(text: str) -> None:
    whole = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    for dropped, by in (("_SEQUENCES", ""), ("_SOFT_HYPHENS", ""), ("_DROPPED", "")):
        whole = getattr(characters, dropped).sub(by, whole)
    assert clean(text) == unicodedata.normalize("NFC", whole)


def test_what_takes_the_short_way_does_not_combine() -> None:
    short = [chr(code) for code in range(0x110000) if not characters._COMPOSABLE.match(chr(code))]
    assert "é" in short
    assert "“" in short
    assert [letter for letter in short if unicodedata.category(letter).startswith("M")] == []
    assert unicodedata.normalize("NFC", "".join(short)) == "".join(short)
