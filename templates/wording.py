"""Our words on a page in the language of the summary: a TOML file for each language, beside the templates.

What a template says in words of its own stays; whatever is still as in English is said in the language.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

from templates.values import Labels, Template, Text

LANGUAGES = ("ar", "de", "el", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "sv", "vi", "zh")
"""The languages, by ISO 639-1 code, that there are words for; any other page is labelled in English."""

KICKER = "BRIEFING NOTE"
"""What stands above the title of a briefing, and is said in the languages."""


def in_language(template: Template, language: str) -> Template:
    """*template* with its words in *language*, a tag such as ``de`` or ``pt-BR``, unless it sets one itself."""
    code = words_language(template, language)
    if code == "en":
        return template
    english, words = {"text": Text(kicker=KICKER), "labels": Labels()}, _words(code)
    return replace(
        template,
        **{table: _said(getattr(template, table), english[table], words[table]) for table in ("text", "labels")},
    )


def words_language(template: Template, language: str) -> str:
    """The language, of `LANGUAGES`, that the words of *template* are in on a page in *language*."""
    wanted = language if template.text.language == "auto" else template.text.language
    code = wanted.replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else "en"


def _said(own: Any, english: Any, words: dict[str, str]) -> Any:
    same = [field.name for field in fields(own) if getattr(own, field.name) == getattr(english, field.name)]
    return replace(own, **{name: words[name] for name in same if name in words})


@cache
def _words(code: str) -> dict[str, dict[str, str]]:
    """The tables of a language's file."""
    return tomllib.loads(files("templates").joinpath("labels", f"{code}.toml").read_text(encoding="utf-8"))
