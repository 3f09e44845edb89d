"""Which language a text is in: by its script, else by its commonest words and the letters that only it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from summarizer.language import DEFAULT, LANGUAGES, Language

_SCRIPTS = (
    ("[\u3040-\u30ff]", "ja"),
    ("[\u4e00-\u9fff]", "zh"),
    ("[\uac00-\ud7af]", "ko"),
    ("[\u0e00-\u0e7f]", "th"),
    ("[\u0900-\u097f]", "hi"),
    ("[\u0590-\u05ff]", "he"),
    ("[\u0370-\u03ff]", "el"),
    ("[\u0600-\u06ff]", "ar fa"),
    ("[\u0400-\u04ff]", "ru uk bg"),
)
"""Scripts and the languages in them. Japanese has a fifth of kana at least, so it is asked before Chinese."""

# Holds all of them. To compile it takes 0.05 ms for each thousand characters that are named: so these are the others.
_OTHER_SCRIPT = re.compile("[^\0-\u036f\u2000-\u303f]")
_SCRIPT_SHARE = 0.2
_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile("[\u2010-\u2027]")
_ASCII_LETTERS = bytes(code if bytes([code]).isalpha() else ord(" ") for code in range(256))
_SAMPLE = 20_000
"""Characters of a text that are looked at to tell its language."""


def detect(text: str) -> Language:
    """The language that most of the words of *text* speak for, among those in its script; English if none do.

    A word speaks for a language by being one of its function words, or by a letter that its near relations lack.
    """
    return told(text)[0]


def told(text: str) -> tuple[Language, bool]:
    """The language that `detect` gives for *text*, and whether its words speak for it; a few words need not.

    A sentence of any language has function words: one word in three or four, so one in 25 is asked for. However few the
    words, their letters must be of a script that is known, and most of them letters of the language.
    """
    sample = text[:_SAMPLE].lower()
    written = _script(sample)
    words = Counter(_words(sample))
    evidence = _evidence(words)
    codes = written.split() or _IN_COMMON_SCRIPTS
    best = max(codes, key=lambda code: (evidence[code], bool(LANGUAGES[code].stems)))
    found = LANGUAGES[best] if written or evidence[best] > evidence[DEFAULT.code] else DEFAULT
    if not written and (_is_in_unknown_script(sample) or _is_foreign(words, found, evidence)):
        return found, False
    few = words.total() < _FEW_WORDS or found.code in _IN_OTHER_SCRIPTS
    return found, few or evidence[found.code] > _LEAST * words.total()


_FEW_WORDS, _LEAST = 30, 0.04
_FEWEST_ODD, _ODD_SHARE, _PLENTY = 4, 0.1, 0.15
_LATIN = "A-Za-z\u00aa-\u024f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a"
_IN_OTHER_SCRIPTS = frozenset(code for _, codes in _SCRIPTS for code in codes.split())
_IN_COMMON_SCRIPTS = tuple(code for code in LANGUAGES if code not in _IN_OTHER_SCRIPTS)


def _is_in_unknown_script(sample: str) -> bool:
    """Whether most letters of *sample* are of scripts in which no language is known."""
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return False
    known = re.compile(f"[{_LATIN}{''.join(script[1:-1] for script, _ in _SCRIPTS)}]")
    letters = [character for character in sample if character.isalpha()]
    return 2 * sum(known.match(letter) is None for letter in letters) > len(letters)


def _is_foreign(words: Mapping[str, int], found: Language, evidence: Mapping[str, int]) -> bool:
    """Whether several of the *words* have letters that the language *found* lacks, and few are its function words."""
    own = frozenset(found.accented)
    odd = sum(count for word, count in words.items() if not word.isascii() and not own.issuperset(_accents(word)))
    total = sum(words.values())
    return odd >= _FEWEST_ODD and odd > _ODD_SHARE * total and evidence[found.code] < _PLENTY * total


def _accents(word: str) -> str:
    """The Latin letters of *word* outside ASCII."""
    return "".join(letter for letter in word if "\x7f" < letter < "\u0250" or "\u1e00" <= letter < "\u1f00")


def _script(sample: str) -> str:
    """The languages of the script that *sample* is written in, "" for scripts that many share."""
    if sample.isascii() or not _OTHER_SCRIPT.search(sample):
        return ""
    letters = sum(map(str.isalpha, sample))
    return next((codes for script, codes in _SCRIPTS if len(re.findall(script, sample)) > _SCRIPT_SHARE * letters), "")


def _words(sample: str) -> Sequence[str]:
    """The runs of letters in *sample*."""
    plain = sample if sample.isascii() else _SIGN.sub(" ", sample)
    if plain.isascii():
        return plain.encode().translate(_ASCII_LETTERS).decode().split()  # in a fifth of the time
    return _WORD.findall(sample)


def _evidence(words: Mapping[str, int]) -> Mapping[str, int]:
    """How many of the *words* speak for each language, by its code."""
    speaks_for, lettered = _table()
    evidence = dict.fromkeys(LANGUAGES, 0)
    for word in words.keys() & speaks_for.keys():
        for code in speaks_for[word]:
            evidence[code] += words[word]
    for word in () if "".join(words).isascii() else words:
        for code in () if word.isascii() else lettered:
            evidence[code] += words[word] * (not lettered[code].isdisjoint(word))
    return evidence


@cache
def _table() -> tuple[Mapping[str, Sequence[str]], Mapping[str, frozenset[str]]]:
    """The languages for which each function word speaks, and the letters that speak for each, none of them ASCII."""
    speaks_for: dict[str, list[str]] = {}
    for code, language in LANGUAGES.items():
        for word in language.function_words.split():
            speaks_for.setdefault(word, []).append(code)
    return speaks_for, {code: frozenset(language.letters) for code, language in LANGUAGES.items() if language.letters}
