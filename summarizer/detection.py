"""Which language a text is in: by its script, else by its commonest words and the letters that only it has."""

from __future__ import annotations

import re
from collections import Counter

from summarizer.language import DEFAULT, LANGUAGES, Language

_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0600-\u06ff]"), "ar fa"),
    (re.compile("[\u0400-\u04ff]"), "ru uk bg"),
)
"""Scripts and the languages in them. Japanese has a fifth of kana at least, so it is asked before Chinese."""

_SCRIPT_SHARE = 0.2
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
"""Characters of a text that are looked at to tell its language."""


def detect(text: str) -> Language:
    """The language that most of the words of *text* speak for, among those in its script; English if none do.

    A word speaks for a language by being one of its function words, or by a letter that its near relations lack.
    """
    sample = text[:_SAMPLE].lower()
    letters = sum(map(str.isalpha, sample))
    written = next((codes for script, codes in _SCRIPTS if len(script.findall(sample)) > _SCRIPT_SHARE * letters), "")
    codes = written.split() or [code for code in LANGUAGES if code not in _IN_OTHER_SCRIPTS]
    words = Counter(_WORD.findall(sample))
    evidence = {code: _evidence(words, LANGUAGES[code]) for code in codes}
    best = max(evidence, key=lambda code: (evidence[code], bool(LANGUAGES[code].stems)))
    return LANGUAGES[best] if written or evidence[best] > evidence[DEFAULT.code] else DEFAULT


def is_told(text: str, known: Language) -> bool:
    """Whether the words of *text* speak for that language; a few words need not.

    A sentence of any language has function words: one word in three or four, so one in 25 is asked for.
    """
    sample = text[:_SAMPLE].lower()
    words = Counter(_WORD.findall(sample))
    return (
        words.total() < _FEW_WORDS
        or known.code in _IN_OTHER_SCRIPTS
        or _evidence(words, known) > _LEAST * words.total()
    )


_FEW_WORDS, _LEAST = 30, 0.04
_IN_OTHER_SCRIPTS = frozenset(code for _, codes in _SCRIPTS for code in codes.split())


def _evidence(words: Counter[str], known: Language) -> int:
    function_words, letters = known.function_words.split(), set(known.letters)
    marked = sum(times for word, times in words.items() if letters and not letters.isdisjoint(word))
    return sum(words[word] for word in function_words) + marked
