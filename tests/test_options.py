from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.options import METHODS, Length, Options, Unit, count_words


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("3", 3, "items"),
        (" 7 ", 7, "items"),
        ("5 sentences", 5, "items"),
        ("1 point", 1, "items"),
        ("20%", 20, "percent"),
        ("100 %", 100, "percent"),
        ("120w", 120, "words"),
        ("1 W", 1, "words"),
        ("120 words", 120, "words"),
        ("999999999", 999_999_999, "items"),
    ],
)
def test_parse(text: str, amount: int, unit: Unit) -> None:
    assert Length.parse(text) == Length(amount, unit)


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "-1", "+1", "1.5", "1,5", "3 4", "1e3", "3 cats", "%", "w", "3%%", "½", "9999999999"]
)
def test_parse_refuses_what_is_no_length(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Length.parse(text)
    assert str(caught.value) == f"length {text!r}: is not a length (write it as 3, 20% or 120w)"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ["0", "0%", "0w", "000"])
def test_parse_refuses_nothing_at_all(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Length.parse(text)
    assert str(caught.value).removeprefix("length 0") in {
        f"{unit}: is too short (give 1 or more, as in 3, 20% or 120w)" for unit in ("", "%", "w")
    }
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("amount", [101, 200, 10_000])
def test_no_more_than_the_whole(amount: int) -> None:
    with pytest.raises(UsageError) as caught:
        Length.parse(f"{amount}%")
    assert str(caught.value) == f"length {amount}%: is more than the whole (give 1% to 100%)"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("unit", ["items", "percent", "words"])
@pytest.mark.parametrize("amount", [0, -1])
def test_a_length_built_in_python_has_the_same_bounds(amount: int, unit: Unit) -> None:
    with pytest.raises(UsageError, match="is too short"):
        Length(amount, unit)


@given(st.integers(1, 100), st.sampled_from(["items", "percent", "words"]))
def test_is_written_as_it_is_read(amount: int, unit: Unit) -> None:
    assert Length.parse(str(Length(amount, unit))) == Length(amount, unit)


@pytest.mark.parametrize(
    ("length", "points", "items"),
    [
        (Length(3), 0, 3),
        (Length(3), 100, 3),
        (Length(50, "words"), 100, None),
        (Length(20, "percent"), 10, 2),
        (Length(20, "percent"), 11, 3),
        (Length(1, "percent"), 3, 1),
        (Length(100, "percent"), 17, 17),
        (Length(20, "percent", at_least=5, at_most=10), 10, 5),
        (Length(20, "percent", at_least=5, at_most=10), 30, 6),
        (Length(20, "percent", at_least=5, at_most=10), 1000, 10),
        (Options().medium, 26, 6),
    ],
)
def test_items(length: Length, points: int, items: int | None) -> None:
    assert length.items(points) == items


@given(st.integers(1, 100), st.integers(1, 10_000))
def test_a_share_is_at_least_one_and_at_most_all(percent: int, points: int) -> None:
    items = Length(percent, "percent").items(points)
    assert items is not None
    assert 1 <= items <= points
    assert (items - 1) * 100 < points * percent <= items * 100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \t\n", 0),
        ("one", 1),
        ("one  two\nthree", 3),
        ("a well-known don’t 3.5 %", 4),
        ("— … _ * •", 0),
        ("(x) “y”", 2),
        ("日本 Ελλάδα 1st", 3),
        ("委员会批准了新的渡轮。费用将下降四成。", 9),
        ("สภาอนุมัติเรือใหม่", 4),
    ],
)
def test_count_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("run", ["-" * 200_000, "_" * 200_000, "-a" * 100_000, "- " * 100_000])
def test_counting_takes_time_in_proportion_to_the_text(run: str) -> None:
    begin = process_time()
    count_words(run)
    assert process_time() - begin < 1  # 0.03 s; a search that starts anew at every character takes minutes


@pytest.mark.parametrize("wrong", [{"method": "lexrank"}, {"short": 5}, {"bullets": "5"}])
def test_options_are_checked_when_they_are_made(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Options(**wrong)


def test_defaults() -> None:
    assert METHODS[0] == Options().method == "centroid"
    assert len(set(METHODS)) == len(METHODS) == 10
    assert (Options().short, Options().bullets) == (Length(3), Length(7))
