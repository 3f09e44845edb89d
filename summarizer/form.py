"""What a sentence tells by its form: whether it leans on others, whether it belongs to the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import filterfalse

from summarizer.language import LANGUAGES, Language

FEW_WORDS = 4
"""Fewer words than these are a stump, not a sentence to show."""

INTRODUCING, INTRODUCING_WORDS = (":", "："), 9
"""How a sentence ends that only introduces a list, and the fewest words in which it says something, too.

"The tools can be used to:" says nothing.
"""

_FURNITURE = re.compile(
    r"scroll down|click here|share this|sign up|follow us|read more|subscribe (?:to|now|here)|advertisement[.:]?$"
    r"|image (?:copyright|caption)|photo by|media playback|(?:last )?(?:published|updated):",
    re.IGNORECASE,
)
_FURNITURE_INSIDE = (
    "getty images",
    "©",
    "all rights reserved",
    "file photo)",
    *(f"contributed to this {text}" for text in ("report", "story", "article")),
)
_FIRST_WORD = re.compile(r"\w+")


def furniture(texts: Sequence[str], words: Sequence[int]) -> tuple[bool, ...]:
    """Which sentences, of so many *words*, say nothing by themselves.

    Such belong to the page and not to its subject ("Read more"), are a stump, or only introduce what follows them.
    """
    # Hardly any text has any of these, and what is ASCII is made lower case much faster than the rest.
    latin = "\n".join(filter(str.isascii, texts)).lower()
    others = "\n".join(filterfalse(str.isascii, texts)).lower()
    phrases = [phrase for phrase in _FURNITURE_INSIDE if phrase in latin or phrase in others]
    opening = _FURNITURE.match
    return tuple(
        count < FEW_WORDS
        or (count < INTRODUCING_WORDS and text.endswith(INTRODUCING))
        or opening(text) is not None
        or (bool(phrases) and any(map(text.lower().__contains__, phrases)))
        for text, count in zip(texts, words, strict=True)
    )


def leaning(texts: Iterable[str], spoken: Language) -> tuple[bool, ...]:
    """Which sentences open with a word that points at the one before it: "However", "This", "They".

    "It is clear that" and "There are" point at nothing.
    """
    opener, first_words = _opener(spoken)
    first_of = map(_FIRST_WORD.match, texts)  # of most sentences, it tells
    return tuple(
        first is not None and first[0] in first_words and opener.match(first.string) is not None for first in first_of
    )


@lru_cache(maxsize=len(LANGUAGES))
def _opener(spoken: Language) -> tuple[re.Pattern[str], frozenset[str]]:
    """The openers of a language, and the first word of each as it is written."""
    others, openers = (" ".join(words.split()).replace("; ", "|") for words in (spoken.not_openers, spoken.openers))
    except_for = rf"(?!(?:{others})\b)" if others else ""
    words = {_FIRST_WORD.findall(opener)[0] for opener in filter(None, openers.split("|"))}
    first_words = frozenset(written for word in words for written in (word.lower(), word.capitalize(), word.upper()))
    pattern = rf"{except_for}(?:{openers})\b" if openers else "(?!)"
    return re.compile(pattern.replace("'", "['’]"), re.IGNORECASE), first_words
