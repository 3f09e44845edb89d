"""What a sentence tells by its form: whether it leans on the one before it, whether it belongs to the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.language import LANGUAGES, Language

FEW_WORDS = 4
"""Fewer words than these are a stump, not a sentence to show."""

_FURNITURE = re.compile(
    r"scroll down|click here|share this|sign up|follow us|read more|subscribe (?:to|now|here)|advertisement[.:]?$"
    r"|image (?:copyright|caption)|photo by|media playback|(?:last )?(?:published|updated):"
)
_OPENING = 30
"""Characters at the beginning of a sentence in which these are looked for, the longest of them and more."""

_FURNITURE_INSIDE = (
    "getty images",
    "©",
    "all rights reserved",
    "file photo)",
    *(f"contributed to this {text}" for text in ("report", "story", "article")),
)
_FIRST_WORD = re.compile(r"\w+")


def furniture(texts: Sequence[str], words: Sequence[int]) -> tuple[bool, ...]:
    """Which sentences, of so many *words*, belong to the page and not to its subject: "Read more", or a stump."""
    whole = "\n".join(texts).lower()
    phrases = [phrase for phrase in _FURNITURE_INSIDE if phrase in whole]  # hardly ever any
    return tuple(
        count < FEW_WORDS
        or _FURNITURE.match(text[:_OPENING].lower()) is not None
        or (bool(phrases) and any(map(text.lower().__contains__, phrases)))
        for text, count in zip(texts, words, strict=True)
    )


def leans_on_another(text: str, spoken: Language) -> bool:
    """Whether a sentence opens with a word that points at the one before it: "However", "This", "They".

    "It is clear that" and "There are" point at nothing.
    """
    opener, first_words = _opener(spoken)
    first = _FIRST_WORD.match(text)  # of most sentences, it tells
    return first is not None and first[0] in first_words and bool(opener.match(text.replace("’", "'")))


@lru_cache(maxsize=len(LANGUAGES))
def _opener(spoken: Language) -> tuple[re.Pattern[str], frozenset[str]]:
    """The openers of a language, and the first word of each as it is written."""
    others, openers = (" ".join(words.split()).replace("; ", "|") for words in (spoken.not_openers, spoken.openers))
    except_for = rf"(?!(?:{others})\b)" if others else ""
    words = {_FIRST_WORD.findall(opener)[0] for opener in filter(None, openers.split("|"))}
    first_words = frozenset(written for word in words for written in (word.lower(), word.capitalize(), word.upper()))
    return re.compile(rf"{except_for}(?:{openers})\b" if openers else "(?!)", re.IGNORECASE), first_words
