"""Text -> stretches of one script class, because Word must be told which of a run's three fonts to use.

Word keeps one font for Latin and its like, one for East Asian and one for right-to-left text, and lays a run out by
its mark, not by its characters. The classes here follow the Unicode bidirectional algorithm (UAX 9) as far as runs
need it: numbers take the direction of the letters before them, what is neutral that of both sides or of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal
from unicodedata import bidirectional, category, east_asian_width

Script = Literal["latin", "east_asian", "right_to_left"]

# The blocks of all right-to-left and all wide characters; a text outside them is Latin, and most texts are.
_OTHER = re.compile("[\u0590-\u08ff\u200f\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufdff\ufe30-\uffef\U00010800-\U0003ffff]")


def base_script(text: str) -> Script:
    """The script class of the first letter of *text*, which is that of its paragraph; Latin if it has none."""
    if not _OTHER.search(text):
        return "latin"
    return next((kind for kind in map(_strong, text) if kind), "latin")


def split(text: str, base: Script) -> Iterator[tuple[str, Script]]:
    """The stretches of *text* that are of one class, in order, in a paragraph of class *base*."""
    if base == "latin" and not _OTHER.search(text):
        if text:
            yield text, "latin"
        return
    position = 0
    for kind, characters in groupby(_resolved(text, base)):
        end = position + sum(1 for _ in characters)
        yield text[position:end], kind
        position = end


def _strong(character: str) -> Script | None:
    """The class that *character* has by itself; None for numbers, spaces, signs and emoji."""
    direction = bidirectional(character)
    if direction in ("R", "AL"):
        return "right_to_left"
    if east_asian_width(character) in "WF" and (direction != "ON" or category(character) not in ("So", "Sk")):
        return "east_asian"
    return "latin" if direction == "L" else None


def _resolved(text: str, base: Script) -> Sequence[Script]:
    kinds: list[Script] = []
    before, waiting = base, 0
    for character in text:
        kind = _strong(character)
        if kind is None and bidirectional(character) in ("EN", "AN", "NSM"):
            kind = before
        if kind is None:
            waiting += 1
            continue
        neutral = kind if kind == before else base
        kinds += [neutral] * waiting + [kind]
        before, waiting = kind, 0
    return kinds + [base] * waiting
