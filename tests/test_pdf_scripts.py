"""The PDF in scripts beyond those of its own faces: what two readers find in it, and how its lines are set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import templates
from exporters.pdf import render
from exporters.pdf.fallback import installed
from summarizer import read, summarize
from summarizer.summary import Summary
from tests.paragraphs import PARAGRAPHS
from tests.test_pdf import failures, shown

BRIEFING = templates.load("briefing")

SCRIPTS = {
    "Arabic": (
        "ar",
        (*PARAGRAPHS["ar"], "لا يزال الأطفال ينتظرون السلام، والآن لأن العبارة تأخرت.", "قَرَأَ الطَّالِبُ كِتَابًا."),
    ),
    "Persian": ("fa", PARAGRAPHS["fa"]),
    "Hebrew": ("he", (*PARAGRAPHS["he"], "בְּרֵאשִׁית הָיָה הַיָּם שָׁקֵט.")),
    "Devanagari": (
        "hi",
        (*PARAGRAPHS["hi"], "विद्यार्थी और शक्ति क्षेत्रीय स्थिरता के लिए आवश्यक हैं।", "श्री कृष्ण ने प्रश्न का उत्तर दिया।"),
    ),
    "Thai": ("th", (*PARAGRAPHS["th"], "น้ำในท่าเรือขึ้นสูงกว่าที่ผู้คนเคยเห็น")),
    "Chinese": ("zh", PARAGRAPHS["zh"]),
    "Japanese": ("ja", (*PARAGRAPHS["ja"], "「フェリー」はゆっくりと岸を離れた。")),
    "Korean": ("ko", PARAGRAPHS["ko"]),
    "emoji": (
        "en",
        ("The ferry 😀 came ⛴️ and the crew 👩‍🚀 waved 👋🏽 on 2 May.", "Flags 🇯🇵 and families 👨‍👩‍👧 were there."),
    ),
    "all": ("en", ("The council (المجلس) met 委员会, העיר and परिषद, then สภา, 評議会 and 의회 said 😀 yes.",)),
}


@pytest.fixture(scope="module", autouse=True)
def _without_fonts_of_the_system() -> Iterator[None]:
    """Fonts from our extras alone, so that every machine makes the same files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exporters.pdf.fallback.FOLDERS", ())
        installed.cache_clear()
        yield
    installed.cache_clear()


def summary_of(name: str) -> Summary:
    _, paragraphs = SCRIPTS[name]
    text = f"# {paragraphs[0]}\n\n" + "\n\n".join(paragraphs)
    return summarize(read(text.encode(), name="a.md"))


@cache
def made(name: str) -> Any:
    return render(summary_of(name), BRIEFING)


def plain_words(text: str) -> list[str]:
    """The words of *text* without marks of direction, which a file may add where directions meet."""
    text = unicodedata.normalize("NFC", text)
    return "".join(char for char in text if char not in "\u200e\u200f").split()


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_is_shown_in_a_valid_file(name: str) -> None:
    assert made(name).warnings == ()
    assert failures(made(name).data) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_word_comes_back(name: str) -> None:
    found = set(plain_words(shown(made(name).data)))
    for paragraph in SCRIPTS[name][1]:
        assert [word for word in plain_words(paragraph) if word not in found] == []
