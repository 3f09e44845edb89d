"""Our words in other languages: nothing is missing, and a user's own words stay."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

import exporters
import templates
from exporters.references import said
from templates import Labels, Metadata, Text, in_language, load
from templates.loading import TABLES, _names
from templates.wording import KICKER, LANGUAGES
from tests.samples import summary

BRIEFING = load("briefing")
OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_says_everything(code: str) -> None:
    assert templates.__file__
    path = Path(templates.__file__).parent / "labels" / f"{code}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(tables) == {"text", "labels"} <= set(TABLES)
    assert list(tables["text"]) == ["kicker", "footer"]
    assert list(tables["labels"]) == [label.name for label in fields(Labels)]
    for key, text in tables["labels"].items():
        assert text
        assert _names(text) == _names(getattr(Labels(), key)), key


def test_every_file_is_a_language() -> None:
    assert templates.__file__
    files = (Path(templates.__file__).parent / "labels").iterdir()
    assert sorted(path.stem for path in files) == OTHERS


@pytest.mark.parametrize("tag", ["de", "de-AT", "de_CH", "DE"])
def test_a_page_is_labelled_in_the_language_of_the_summary(tag: str) -> None:
    german = in_language(BRIEFING, tag)
    assert german.labels.bullets == "Kernaussagen"
    assert german.text == Text(kicker="KURZDOSSIER", footer="Auszug aus dem Ausgangstext; nichts hinzugefügt.")
    assert german == replace(BRIEFING, labels=german.labels, text=german.text)


@pytest.mark.parametrize("tag", ["en", "en-GB", "cs", "und", "", "x"])
def test_other_pages_are_labelled_in_english(tag: str) -> None:
    assert in_language(BRIEFING, tag) == BRIEFING


def test_words_of_a_template_stay_and_what_it_leaves_out_stays_out() -> None:
    own = replace(
        BRIEFING, text=replace(BRIEFING.text, kicker="DIGEST", footer=""), labels=replace(Labels(), short="In brief")
    )
    german = in_language(own, "de")
    assert (german.text.kicker, german.text.footer) == ("DIGEST", "")
    assert (german.labels.short, german.labels.medium) == ("In brief", "Zusammenfassung")
    assert in_language(load("plain"), "de").text.kicker == ""


def test_a_template_may_name_the_language() -> None:
    own = replace(BRIEFING, text=replace(BRIEFING.text, language="fr"))
    assert in_language(own, "de").labels.bullets == "Points clés"
    assert in_language(replace(own, text=replace(own.text, language="en")), "de").labels == Labels()


def test_the_kicker_is_that_of_the_briefing() -> None:
    assert BRIEFING.text.kicker == KICKER


@pytest.mark.parametrize(
    ("code", "facts", "note"),
    [
        ("en", "Source: ferry.txt, 71 words", "Stated 2 times: ¶1"),
        ("fr", "Source\u00a0: ferry.txt, 71 mots", "Énoncé 2 fois\u00a0: ¶1"),
        ("ar", "المصدر: ferry.txt، عدد الكلمات 71", "عدد مرات الذكر 2: ¶1"),
        ("ja", "出典：ferry.txt、71語", "言及2回：¶1"),
        ("zh", "来源：ferry.txt，71 词", "提及 2 次：¶1"),
    ],
)
def test_colons_and_commas_are_those_of_the_language(code: str, facts: str, note: str) -> None:
    made = replace(summary(), language=code)
    page = exporters.render(made, "txt", BRIEFING).data.decode()
    assert facts.replace("\u00a0", " ") in page.replace("\u00a0", " ")
    markdown = exporters.render(made, "md", BRIEFING).data.decode()
    assert note in markdown
    html = exporters.render(made, "html", BRIEFING).data.decode()
    assert note.removesuffix("¶1") in html


@pytest.mark.parametrize("format_", ["txt", "pdf", "docx"])
def test_every_format_speaks_the_language(format_: str) -> None:
    german = exporters.render(replace(summary(), language="de"), format_)
    english = exporters.render(summary(), format_)
    assert german.data != english.data
    if format_ == "txt":
        assert "KERNAUSSAGEN" in german.data.decode()
        assert "2-mal genannt: ¶1, ¶3" in german.data.decode()


def test_the_language_that_the_user_says_counts() -> None:
    template = replace(load("plain"), metadata=Metadata(language="ru"))
    text = exporters.render(summary(), "txt", template).data.decode()
    assert "ОСНОВНЫЕ ПОЛОЖЕНИЯ" in text
    assert "Упоминаний\u00a0— 2: ¶1, ¶3" in text


def test_only_what_a_label_names_is_replaced() -> None:
    assert said("{count} of {other} {count}", count=3) == "3 of {other} 3"
    assert said("{words}", words="{count}", count=1) == "{count}"
