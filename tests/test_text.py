from __future__ import annotations

import re
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, width

import exporters
import templates
from exporters import lines
from summarizer.document import Document, Paragraph, Source
from summarizer.sentences import Place, Sentence
from summarizer.summary import KeyPoint, Shown, Summary
from templates import Template, View
from tests.conftest import Golden
from tests.samples import document, summary

PLAIN = templates.load("plain")
JAPANESE = "日本とNATOは機密情報を共有する仕組みを構築しようとしている。地域の不安定化への懸念が高まっている。"
FAMILY = "👨‍👩‍👧‍👦"


def text(of: Summary, template: Template = PLAIN) -> str:
    return exporters.render(of, "txt", template).data.decode()


def one(line: str, times: int = 1, name: str = "a.txt", title: str | None = "Title") -> Summary:
    """A summary of one sentence, stated so many times."""
    of = Document(Source(name, "text/plain", "0" * 64, 1), title, "en", (Paragraph(line),) * times)
    statements = tuple(Sentence(line, Place(0, number + 1, 0, len(line))) for number in range(times))
    shown = (Shown(statements[0], (0,), 1.0, times),)
    return Summary((of,), title, "en", "centroid", shown, shown, shown, (KeyPoint(statements, 1.0),))


def only(view: View, **changes: object) -> Template:
    return replace(PLAIN, views=(view,), **changes)  # type: ignore[arg-type]  # any field of Template


def long_summary() -> Summary:
    """A summary with more than ten points, each stated in two paragraphs."""
    lines = [f"Point number {number} is about the harbour and the island." for number in range(1, 12)]
    return summary(*((line,) for line in lines), of=document(*(Paragraph(line) for line in lines)))


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("plain", PLAIN),
        ("briefing", replace(templates.load("briefing"), marking="TLP:AMBER", columns=60)),
        ("color", replace(templates.load("handout"), marking="TLP:RED", color=True)),
        ("ascii", replace(PLAIN, ascii=True)),
    ],
)
def test_golden_pages(golden: Golden, name: str, template: Template) -> None:
    golden(f"ferry.{name}.txt", text(summary(), template))


@pytest.mark.parametrize("view", templates.VIEWS)
def test_golden_views_alone(golden: Golden, view: View) -> None:
    golden(f"ferry.{view}.txt", text(summary(), only(view)))


def test_a_view_alone_is_its_sentences_and_nothing_else() -> None:
    sentences = [line.sentence.text for line in summary().medium]
    assert text(summary(), only("medium", columns=1000)) == " ".join(sentences) + "\n"


def test_a_bullet_alone_says_where_it_is_stated_if_that_is_more_than_once() -> None:
    assert text(one("It rains."), only("bullets")) == "• It rains.\n"
    assert text(one("It rains.", times=2), only("bullets")) == "• It rains. (stated 2 times: ¶1, ¶2)\n"


def test_a_view_alone_keeps_the_marking() -> None:
    page = text(one("It rains."), only("short", marking="SECRET", columns=20))
    assert page == f"{'SECRET':>20}\n\nIt rains.\n\n{'SECRET':>20}\n"


def test_a_summary_of_nothing_says_so() -> None:
    empty = Summary((document(),), "Title", "en", "centroid", (), (), (), ())
    assert text(empty, only("short")) == "No summary could be made: the source has no sentence.\n"
    assert "No summary could be made" in text(empty)


def test_numbers_hang() -> None:
    page = text(long_summary(), replace(PLAIN, columns=40))
    assert "\n 9. Point number 9 is about the harbour\n    and the island.\n    Stated once: ¶9\n10. Point" in page


def test_no_trailing_blanks_and_one_final_line_feed() -> None:
    page = text(summary(), replace(templates.load("briefing"), marking="TLP:RED"))
    assert not re.search(r"[ \t]\n|\n\n\n|\r", page)
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


def test_lines_break_at_spaces_only() -> None:
    page = text(one("A well-known long-term arrangement of the over-ambitious."), only("short", columns=24))
    assert page == "A well-known long-term\narrangement of the\nover-ambitious.\n"


def test_wide_characters_count_two_cells() -> None:
    lines = text(one(JAPANESE), only("bullets", columns=40)).splitlines()
    assert len(lines) > 1
    assert all(width(line) <= 40 for line in lines)
    assert "".join(line[2:] for line in lines) == JAPANESE


def test_no_line_begins_with_what_closes_or_ends_with_what_opens() -> None:
    for columns in range(20, 40):
        lines = text(one("「日本」は、“島”を（再び）結ぶ。" * 5), only("short", columns=columns)).splitlines()
        assert not [line for line in lines if line[0] in "」、”）。" or line[-1] in "「“（"]


@pytest.mark.parametrize("pattern", ["x", "日", "é", "a\u0301", "ก็", f"{FAMILY}a", "“’ ", "a-"])
def test_time_grows_with_the_text_only(pattern: str) -> None:
    long = (pattern * 100_000)[:100_000].strip()
    begin = process_time()
    page = text(one(long), only("short"))
    assert process_time() - begin < 5
    assert page.replace("\n", "").replace(" ", "") == long.replace(" ", "")


def test_joined_emoji_are_never_torn() -> None:
    lines = text(one(FAMILY * 50), only("short", columns=21)).splitlines()
    assert [width(line) for line in lines[:-1]] == [20] * (len(lines) - 1)
    assert {cluster for line in lines for cluster in iter_graphemes(line)} == {FAMILY}


def test_words_longer_than_a_line_are_cut() -> None:
    assert text(one("x" * 50), only("short", columns=20)) == f"{'x' * 20}\n{'x' * 20}\n{'x' * 10}\n"


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b]0;title\x07",
        "\x1b[2J",
        "\x9b31m",
        "a\x7fb",
        "\u202egnp.exe",
        "\u2066x\u2069",
        "\x00",
        "a\nb",
        "a\r\nb",
        "a\u2028b",
        "\x85",
        "\ud800",
    ],
)
def test_nothing_that_a_terminal_would_obey_comes_out(hostile: str) -> None:
    dirty = one(f"Rain {hostile} falls.", name=f"{hostile}.txt", title=f"Title {hostile}")
    hostile_template = replace(
        templates.load("briefing"),
        columns=200,
        marking=f"M {hostile}",
        labels=replace(PLAIN.labels, short=f"Short {hostile}"),
        text=replace(PLAIN.text, kicker=f"Kicker {hostile}", footer=f"Footer {hostile}"),
    )
    page = text(dirty, hostile_template)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", page)
    calm = text(one("Rain X falls.", name="X.txt", title="Title X"), hostile_template)
    assert page.count("\n") == calm.count("\n"), "a line feed in a text must not make a line"


def test_color_is_used_only_when_the_template_says_so() -> None:
    assert "\x1b" not in text(summary(), replace(PLAIN, marking="TLP:RED"))
    colored = text(summary(), replace(PLAIN, marking="TLP:RED", color=True))
    assert set(re.findall(r"\x1b\[([\d;]*)m", colored)) == {"0", "1", "2", "1;36", "1;31"}
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == text(summary(), replace(PLAIN, marking="TLP:RED"))


def test_ascii_replaces_what_it_can_and_escapes_the_rest() -> None:
    typography = "“Don’t” – he said… \u00a0no — see ¶3, «été» • 日"
    ascii_text = text(one(typography), only("short", ascii=True))
    assert ascii_text == '"Don\'t" - he said...  no -- see par. 3, "\\xe9t\\xe9" * \\u65e5\n'


def test_ascii_references() -> None:
    assert "* It rains. (stated 2 times: par. 1, par. 2)" in text(one("It rains.", 2), only("bullets", ascii=True))


def test_facts_stand_on_one_line_where_they_have_room() -> None:
    assert "Source: ferry.txt, 71 words | At a glance: 27 words (38 %)\n" in text(summary())
    assert "Source: ferry.txt, 71 words\nAt a glance: 27 words (38 %)\n" in text(summary(), replace(PLAIN, columns=30))


@given(
    st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=4),
    st.integers(20, 100),
    st.booleans(),
    st.sampled_from([("short",), ("bullets",), templates.VIEWS]),
)
def test_every_page_fits_and_is_clean(
    lines: list[str], columns: int, only_ascii: bool, views: tuple[View, ...]
) -> None:
    paragraphs = document(*(Paragraph(line) for line in lines), title=lines[0])
    page = text(
        summary(*((line,) for line in lines), of=paragraphs),
        replace(PLAIN, columns=columns, ascii=only_ascii, views=views, marking=lines[-1]),
    )
    assert page.isascii() or not only_ascii
    assert page.endswith("\n")
    for line in page.removesuffix("\n").split("\n"):
        assert width(line) <= columns
        assert line == line.rstrip(" ")
        assert line.isprintable() or not re.search("[\x00-\x1f\x7f-\x9f]", line)


@given(st.text(st.sampled_from("ab é“—¶日-"), max_size=40), st.integers(1, 14))
def test_plain_text_is_broken_as_any_other(line: str, room: int) -> None:
    assert list(lines.broken(line, room)) == list(lines._packed(lines._pieces(line, room), room))


def test_plain_text_is_one_cell_a_character() -> None:
    plain = [chr(code) for code in range(0x110000) if lines._PLAIN.fullmatch(chr(code))]
    assert "“" in plain
    assert [character for character in plain if width(character) != 1] == []
