"""Texts without spaces, in scripts whose vowels are marks, and in scripts that tell their language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import exporters
from exporters.parts import joined
from summarizer import Options, read, summarize
from summarizer.form import furniture
from summarizer.language import LANGUAGES, segmenter
from summarizer.options import Length, count_words
from summarizer.ranking import sumy_rating
from summarizer.words import Analyzer, tokens
from templates import load

ROOT = Path(__file__).parent.parent
JAPANESE = (
    "評議会は新しいフェリーを承認した。費用は四割下がる。住民は三回の集会で変更を求めた。"
    "フェリーの費用は四割下がると当局は述べた。批判者は港に十分な電力がないと疑っている。"
)
CHINESE = (
    "委员会批准了新的渡轮。费用将下降四成。居民在三次会议上要求改变。"
    "官员表示新渡轮的费用将下降四成。批评者怀疑港口没有足够的电力。"
)
HINDI = "परिषद ने नई नौका को मंजूरी दी। लागत कम होगी। निवासियों ने बदलाव की मांग की।"
RUSSIAN = "Совет одобрил новый паром. Новый паром заменит старый. Жители просили об этом на трёх собраниях."


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [(JAPANESE, "ja", 5), (CHINESE, "zh", 5), (HINDI, "hi", 3), (RUSSIAN, "ru", 3)],
)
def test_a_script_tells_the_language_and_its_full_stops(text: str, language: str, sentences: int) -> None:
    summary = summarize(read(text.encode(), name="a.txt"))
    assert summary.language == language
    assert len({statement.place for point in summary.points for statement in point.statements}) == sentences


@pytest.mark.parametrize(("text", "point"), [(JAPANESE, "費用は四割下がる。"), (CHINESE, "费用将下降四成。")])
def test_a_restatement_without_spaces_is_found(text: str, point: str) -> None:
    summary = summarize(read(text.encode(), name="a.txt"), Options(bullets=Length(4)))
    stated = [line.stated for line in summary.bullets]
    assert sorted(stated) == [1, 1, 1, 2]
    twice = next(line for line in summary.bullets if line.stated == 2)
    assert point in [statement.text for number in twice.points for statement in summary.points[number].statements]


def test_neighbours_stand_for_the_words_of_a_text_without_spaces() -> None:
    assert tokens("新渡轮 ABC 船") == ["新渡", "渡轮", "ABC", "船"]


def test_sumy_gets_words_of_a_text_without_spaces() -> None:
    paragraphs = [["委员会批准了新的渡轮。", "新的渡轮由委员会批准。", "海鸥在码头上睡觉。"]]
    alike, turned, unlike = sumy_rating("reduction", paragraphs, None, LANGUAGES["zh"])
    assert min(alike, turned) > unlike, "as runs of signs, the three share nothing and are rated alike"


def test_a_segmenter_cuts_it_into_words() -> None:
    assert Analyzer(LANGUAGES["zh"]).stems("新渡轮 ABC 批准") == ["渡轮", "abc", "批准"]
    assert Analyzer(LANGUAGES["ja"]).stems("評議会はフェリーを承認した") == ["評議会", "フェリー", "承認"]


@pytest.fixture
def without_segmenters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    segmenter.cache_clear()
    monkeypatch.setattr("summarizer.language.find_spec", lambda name: None)
    yield
    segmenter.cache_clear()


@pytest.mark.usefixtures("without_segmenters")
@pytest.mark.parametrize(
    ("text", "name", "point"), [(JAPANESE, "Japanese", "費用は四割下がる。"), (CHINESE, "Chinese", "费用将下降四成。")]
)
def test_without_segmenters_a_warning_names_the_extra(text: str, name: str, point: str) -> None:
    summary = summarize(read(text.encode(), name="a.txt"), Options(bullets=Length(4)))
    remedy = "(for its words: pip install 'conspectus[cjk]')"
    assert summary.warnings == (f"pairs of signs stand for the words of {name} {remedy}",)
    assert point in [statement.text for found in summary.points if found.stated == 2 for statement in found.statements]


def test_no_segmenter_is_loaded_or_missed_for_other_languages() -> None:
    assert segmenter(LANGUAGES["en"]) is None
    assert summarize(read(RUSSIAN.encode(), name="a.txt")).warnings == ()


def test_the_segmenter_of_chinese_is_silent_and_writes_nothing(tmp_path: Path) -> None:
    code = "from summarizer.language import *; print(segmenter(LANGUAGES['zh'])('新渡轮'))"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True, cwd=ROOT)
    assert (ran.stdout.decode().strip(), ran.stderr) == ("['新', '渡轮']", b"")
    assert not list(tmp_path.iterdir())


def test_a_vowel_sign_belongs_to_its_word() -> None:
    assert tokens("नई नौका को मंजूरी") == ["नई", "नौका", "को", "मंजूरी"]


def test_an_underscore_is_no_letter() -> None:
    assert Analyzer(LANGUAGES["en"]).stems("_ferry_ ___ snake_case") == ["ferri", "snake_cas"]


@pytest.mark.parametrize(("text", "count"), [(CHINESE, 5), (JAPANESE, 5), (HINDI, 3)])
def test_a_length_in_words_holds_without_spaces(text: str, count: int) -> None:
    summary = summarize(read(text.encode(), name="a.txt"), Options(short=Length(12, "words")))
    words = [count_words(line.sentence.text) for line in summary.short]
    assert 0 < sum(words) <= 12
    assert len(words) < count


@pytest.mark.parametrize("text", ["评者怀疑港口没有足够的电力。", "ร้านขนมปังริมท่าเรือปิดตลอดฤดูหนาว"])
def test_a_sentence_without_spaces_is_no_stump(text: str) -> None:
    assert furniture([text], [count_words(text)]) == (False,)


def test_sentences_without_spaces_are_joined_without() -> None:
    assert joined(["甲。", "乙。", "One.", "Two."]) == "甲。乙。 One. Two."
    summary = summarize(read(CHINESE.encode(), name="a.txt"))
    assert "。 " not in exporters.render(summary, "txt", load("plain")).data.decode()
