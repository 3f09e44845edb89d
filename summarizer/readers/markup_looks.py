"""Headings of books and pages that have none but by their look: what styles say of the size and weight of text."""

from __future__ import annotations

import re
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from summarizer.document import Block, Heading, Paragraph

if TYPE_CHECKING:
    from summarizer.readers.markup import Piece

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"[a-z1-6]*\.([\w-]+)", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{0,6})?|\.\d{1,6})(pt|pc|px|em|rem|%)")
_BOLD = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_LIGHT = frozenset(("normal", "lighter", "100", "200", "300", "400", "500"))
_POINTS = MappingProxyType({"pt": 1.0, "pc": 12.0, "px": 0.75, "rem": 12.0})
_SHARES = MappingProxyType({"em": 1.0, "%": 0.01})
# CSS Fonts 4, "Font size": of medium, which is the size of text, and of the size around.
_KEYWORDS = MappingProxyType(
    {
        "xx-small": 12 * 3 / 5,
        "x-small": 12 * 3 / 4,
        "small": 12 * 8 / 9,
        "medium": 12.0,
        "large": 12 * 6 / 5,
        "x-large": 12 * 3 / 2,
        "xx-large": 12 * 2.0,
        "xxx-large": 12 * 3.0,
    }
)
_STEPS = MappingProxyType({"larger": 1.2, "smaller": 1 / 1.2})
_STYLES_KEPT = 1000
_LARGER = 1.1  # times the text: less than that is chance
_HEADING_WORDS = 12
_NO_ENDS = (".", ",", ";", ":", "…", "。", "，")


class Look(NamedTuple):
    """Size in points and weight of text; the larger and bolder, the more."""

    size: float = 12
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    points: float | None = None
    share: float | None = None  # of the size around
    is_bold: bool | None = None

    def applied(self, around: Look) -> Look:
        """How text looks that this is said of, within text that looks like that *around* it."""
        size = self.points or (around.size * self.share if self.share else around.size)
        return Look(round(size, 2), around.is_bold if self.is_bold is None else self.is_bold)


_NOTHING = _Rule()


class Looks:
    """What style sheets say of classes, and elements of themselves; nothing else in them is understood."""

    def __init__(self, *sheets: str, before: Looks | None = None) -> None:
        self._rules: ChainMap[str, _Rule] = before._rules.new_child() if before else ChainMap()
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: str) -> None:
        """Take what one more *sheet* says; those *before* stay as they are."""
        for selectors, declarations in _rules(sheet):
            for selector in selectors.split(","):
                if match := _SELECTOR.fullmatch(selector.strip()):
                    self._rules[match[1]] = _ruled(declarations, self._rules.get(match[1], _NOTHING))

    def look(self, classes: str, style: str, around: Look) -> Look:
        """The look of an element of these *classes* and that *style*, within text that looks like that *around* it."""
        look = around
        for rule in filter(None, map(self._rules.get, classes.split())) if self._rules else ():
            look = rule.applied(look)
        return _own_rule(style).applied(look) if "font" in style else look


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of each rule of *sheet*."""
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, _, declarations = rule.rpartition("{")
        yield selectors.rpartition("{")[2], declarations


@lru_cache(maxsize=_STYLES_KEPT)
def _own_rule(style: str) -> _Rule:
    return _ruled(style, _NOTHING)


def _ruled(declarations: str, rule: _Rule) -> _Rule:
    """*rule* as *declarations* change it, of which the last counts."""
    for declaration in declarations.lower().split(";"):
        key, _, value = declaration.partition(":")
        words = value.replace("/", " ").replace("!", " !").split()
        key = key.strip()
        if key == "font-size":
            rule = _sized(words[:1], rule)
        elif key == "font-weight":
            rule = _weighted(words[:1], rule)
        elif key == "font":  # style, weight and size in any order, then the family
            rule = _sized(words, _weighted(words, replace(rule, is_bold=False)))
    return rule


def _sized(words: Iterable[str], rule: _Rule) -> _Rule:
    """*rule* with the first of the *words* that is a size."""
    for word in words:
        if word in _KEYWORDS:
            return replace(rule, points=_KEYWORDS[word], share=None)
        if word in _STEPS:
            return replace(rule, points=None, share=_STEPS[word])
        if (size := _SIZE.fullmatch(word)) and (number := float(size[1])):
            if size[2] in _POINTS:
                return replace(rule, points=number * _POINTS[size[2]], share=None)
            return replace(rule, points=None, share=number * _SHARES[size[2]])
    return rule


def _weighted(words: Iterable[str], rule: _Rule) -> _Rule:
    """*rule* with the weights among the *words*."""
    for word in words:
        if word in _BOLD:
            return replace(rule, is_bold=True)
        if word in _LIGHT:
            rule = replace(rule, is_bold=False)
    return rule


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
        blocks[number] = Heading(" ".join(blocks[number].text.split()), min(ranks.index(look) + 1, 6))
    return blocks


def _is_heading(piece: Piece, common: Look) -> bool:
    text, look = piece.block.text, piece.look
    is_set_off = look.size >= _LARGER * common.size or (
        look.is_bold and not common.is_bold and look.size >= common.size
    )
    is_short = len(text.split(maxsplit=_HEADING_WORDS)) <= _HEADING_WORDS and not text.endswith(_NO_ENDS)
    return is_set_off and is_short and isinstance(piece.block, Paragraph) and any(map(str.isalnum, text))
