"""Headings of books that have none but by their look: what style sheets say of the size and weight of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.document import Block, Heading, Paragraph

if TYPE_CHECKING:
    from summarizer.readers.markup import Piece

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"[a-z1-6]*\.([\w-]+)", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*(\d{1,3}(?:\.\d{1,6})?)\s*(pt|px|em|rem|%)", re.IGNORECASE)
_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*([a-z]+|[1-9]00)\b", re.IGNORECASE)
_BOLD = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_POINTS = MappingProxyType({"pt": 1.0, "px": 0.75, "rem": 12.0})
_SHARES = MappingProxyType({"em": 1.0, "%": 0.01})
_LARGER = 1.1  # times the text: less than that is chance
_HEADING_WORDS = 12
_NO_ENDS = (".", ",", ";", ":", "…", "。", "，")


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """Size in points and weight of text; the larger and bolder, the more."""

    size: float = 12
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    points: float | None = None
    share: float | None = None  # of the size around
    is_bold: bool | None = None


class Looks:
    """What style sheets say of classes; nothing else in them is understood."""

    def __init__(self, *sheets: str) -> None:
        self._rules: dict[str, _Rule] = {}
        for sheet in sheets:
            for selectors, declarations in _rules(sheet):
                for selector in selectors.split(","):
                    if match := _SELECTOR.fullmatch(selector.strip()):
                        self._rules[match[1]] = _ruled(declarations, self._rules.get(match[1], _Rule()))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def look(self, classes: str, around: Look) -> Look:
        """The look of an element of these *classes* within text that looks like that *around* it."""
        for rule in filter(None, map(self._rules.get, classes.split())):
            size = rule.points or (around.size * rule.share if rule.share else around.size)
            around = Look(round(size, 2), around.is_bold if rule.is_bold is None else rule.is_bold)
        return around


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each rule of *sheet*."""
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, _, declarations = rule.rpartition("{")
        yield selectors.rpartition("{")[2], declarations


def _ruled(declarations: str, before: _Rule) -> _Rule:
    if (size := _SIZE.search(declarations)) and float(size[1]):
        unit, number = size[2].lower(), float(size[1])
        if unit in _POINTS:
            before = replace(before, points=number * _POINTS[unit], share=None)
        else:
            before = replace(before, points=None, share=number * _SHARES[unit])
    if weight := _WEIGHT.search(declarations):
        before = replace(before, is_bold=weight[1].lower() in _BOLD)
    return before


def with_headings(pieces: Sequence[Piece]) -> list[Block]:
    """The blocks of *pieces*; where none is a heading, those are that look it, and their looks give the levels.

    Such are paragraphs of a few words, all of them larger than most of the text, or bold where that is not.
    """
    blocks = [piece.block for piece in pieces]
    if any(isinstance(block, Heading) for block in blocks):
        return blocks
    counts: Counter[Look] = Counter()
    for piece in pieces:
        counts[piece.look] += len(piece.block.text)
    common = max(counts, key=counts.__getitem__, default=Look())
    chosen = {number: piece.look for number, piece in enumerate(pieces) if _is_heading(piece, common)}
    ranks = sorted(set(chosen.values()), reverse=True)
    for number, look in chosen.items():
        blocks[number] = Heading(blocks[number].text, min(ranks.index(look) + 1, 6))
    return blocks


def _is_heading(piece: Piece, common: Look) -> bool:
    text, look = piece.block.text, piece.look
    is_set_off = look.size >= _LARGER * common.size or (
        look.is_bold and not common.is_bold and look.size >= common.size
    )
    is_short = len(text.split()) <= _HEADING_WORDS and not text.endswith(_NO_ENDS)
    return is_set_off and is_short and isinstance(piece.block, Paragraph) and any(map(str.isalnum, text))
