"""The bidirectional algorithm, rule by rule; `make unicode` holds it to the tests of Unicode, too large for here.

Capitals stand for Hebrew letters, as in the annex, and ``*`` for an Arabic one.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.pdf.bidi import base_level, levels, order

_HEBREW = {chr(ord("A") + number): chr(0x5D0 + number) for number in range(26)} | {"*": "\u0628", "2": "\u0662"}


def text(pattern: str) -> str:
    return "".join(_HEBREW.get(char, char) for char in pattern)


@pytest.mark.parametrize(
    ("pattern", "base", "expected"),
    [
        ("car is THE CAR", 0, "00000001111111"),
        ("car MEANS CAR.", 0, "00001111111110"),
        ("CAR means car", 1, "1111222222222"),
        ("A \u0301b", 0, "1000"),  # W1: a mark goes with what is before it
        ("\u0301a", 1, "12"),
        ("*1", 0, "12"),  # W2: a European number after an Arabic letter is an Arabic one
        ("A1", 0, "12"),
        ("a1", 1, "22"),  # W7: after a Latin letter it is as Latin
        ("A 1-1,1", 0, "1122222"),  # W4: between two numbers
        ("A 1--1", 0, "112112"),
        ("A 2,2", 1, "11222"),
        ("A $1%", 0, "11222"),  # W5: at a number
        ("A $ 1", 0, "11112"),  # W6: elsewhere it is neutral
        ("a (B) c", 0, "0001000"),  # N0: brackets about what is against the text before them
        ("A (b) C", 1, "1112111"),
        ("A (b c) D", 0, "100000001"),
        ("A(B)c", 0, "11110"),
        ("a(B]", 0, "0010"),
        ("A [b(c)", 1, "1112222"),
        ("A - B", 0, "11111"),  # N1: between two of a direction
        ("A - b", 0, "10000"),  # N2: else as the paragraph
        ("A 1 B", 0, "11211"),
        ("A\u200dB", 0, "111"),  # X9: a joiner counts for nothing
        ("AB  ", 0, "1100"),  # L1: at the end of a line, as the paragraph
        ("ab  ", 1, "2211"),
        ("", 1, ""),
    ],
)
def test_levels(pattern: str, base: int, expected: str) -> None:
    assert levels(text(pattern), base) == [int(level) for level in expected]


@pytest.mark.parametrize(
    ("pattern", "level"), [("1 (A", 1), ("1 (a", 0), ("*", 1), ("\u200fa", 1), ("1.", None), ("", None)]
)
def test_the_first_letter_gives_the_direction_of_a_paragraph(pattern: str, level: int | None) -> None:
    assert base_level(text(pattern)) == level


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([], []),
        ([0, 0], [0, 1]),
        ([0, 1, 1, 0], [0, 2, 1, 3]),
        ([1, 2, 2, 1], [3, 1, 2, 0]),
        ([0, 1, 2, 1, 0], [0, 3, 2, 1, 4]),
        ([1, 1], [1, 0]),
    ],
)
def test_a_line_is_put_in_order(line: list[int], expected: list[int]) -> None:
    assert order(line) == expected


@given(st.text(st.sampled_from("aA*12 .,$%()[]-\u0301\u200d"), max_size=30), st.sampled_from([0, 1]))
def test_every_character_has_a_level_and_a_place(pattern: str, base: int) -> None:
    found = levels(text(pattern), base)
    assert len(found) == len(pattern)
    assert set(found) <= set(range(base, base + 3))
    assert sorted(order(found)) == list(range(len(pattern)))


def test_a_hundred_thousand_signs_take_no_time() -> None:
    for signs in ("%" * 100_000, "(" * 100_000, "()" * 50_000, "(" * 60 + ")" * 100_000):
        assert len(levels("\u05d0" + signs, 1)) == len(signs) + 1
