from __future__ import annotations

import sys
from dataclasses import fields
from time import process_time
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import EXPORTERS
from summarizer.choices import INPUT_FORMATS, OUTPUT_FORMATS
from summarizer.errors import LimitError, UsageError
from summarizer.limits import OPTIONS, check_limit, limits_of
from summarizer.options import METHODS, Length, Limits, Options, Unit, count_words
from summarizer.readers import READERS
from templates import METADATA, VIEWS, Metadata, View


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


@given(st.text(st.sampled_from("ab1_-.—“é²\u00a0\u3000\x00\x1c\x85 \t\n")))
def test_words_are_the_runs_with_a_letter_or_digit(text: str) -> None:
    assert count_words(text) == sum(any(map(str.isalnum, run)) for run in text.split())


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


def test_the_names_that_can_be_chosen_are_those_of_the_tables() -> None:
    assert tuple(READERS) == INPUT_FORMATS
    assert tuple(EXPORTERS) == OUTPUT_FORMATS
    assert get_args(View) == VIEWS
    assert tuple(field.name for field in fields(Metadata)) == METADATA


def test_the_limits_in_the_help_are_the_defaults() -> None:
    given = [check_limit(option, name)(default) for name, (option, _, default) in OPTIONS.items()]
    assert [name for name, _ in given] == [field.name for field in fields(Limits)]
    assert Limits(**dict(given)) == Limits()


def test_a_limit_of_zero_is_none() -> None:
    limits = Limits(0, 0, 0, 0, 0, 0)
    assert limits == Limits(*[sys.maxsize] * 6)
    assert Limits(max_bytes=10**30).max_bytes == sys.maxsize
    with pytest.raises(UsageError) as caught:
        Limits(time=-1)
    assert str(caught.value) == "limit time: is -1 (give 0 or more)"


def test_too_much_text() -> None:
    Limits(max_text=9).check_text("a.txt", 9)
    with pytest.raises(LimitError) as caught:
        Limits(max_text=1234).check_text("a.txt", 1235)
    assert str(caught.value) == "a.txt: has more than 1,234 characters of text (raise --max-text)"


def test_limits_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits_of([]) == Limits()
    names = ("MAX_BYTES", "MAX_UNPACKED", "MAX_PAGES", "MAX_TEXT", "TIME_LIMIT", "MEMORY_LIMIT")
    for number, name in enumerate(names, 1):
        monkeypatch.setenv(f"CONSPECTUS_{name}", f"{number}k")
    assert limits_of([]) == Limits(1000, 2000, 3000, 4000, 5000, 6000)
    assert limits_of([("time", 0), ("time", 7)]) == Limits(1000, 2000, 3000, 4000, 7, 6000)
    monkeypatch.setenv("CONSPECTUS_TIME_LIMIT", "")
    assert limits_of([]).time == Limits().time
    monkeypatch.setenv("CONSPECTUS_MAX_PAGES", "-1")
    with pytest.raises(UsageError, match=r"^CONSPECTUS_MAX_PAGES -1: is not a limit"):
        limits_of([])
