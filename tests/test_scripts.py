"""Texts without spaces, in scripts whose vowels are marks, and in scripts that tell their language."""

from __future__ import annotations

import pytest

from summarizer import Options, read, summarize
from summarizer.language import LANGUAGES
from summarizer.options import Length
from summarizer.terms import Analyzer

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
    stated = {line.sentence.text: summary.stated(line) for line in summary.bullets}
    assert stated.pop(point) == 2
    assert set(stated.values()) == {1}


def test_neighbours_stand_for_the_words_of_a_text_without_spaces() -> None:
    assert Analyzer(LANGUAGES["zh"]).stems("新渡轮 ABC 船") == ["新渡", "渡轮", "abc"]


def test_a_vowel_sign_belongs_to_its_word() -> None:
    assert Analyzer(LANGUAGES["hi"]).stems("नई नौका को मंजूरी") == ["नई", "नौका", "को", "मंजूरी"]


def test_an_underscore_is_no_letter() -> None:
    assert Analyzer(LANGUAGES["en"]).stems("_ferry_ ___ snake_case") == ["ferri", "snake_cas"]
