"""Styles of word processors: what a paragraph is by the name of its style, without the look that this gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

_HEADING = re.compile(r"heading ?([1-9])")
_CONTENTS = re.compile(r"toc(?: ?\d| ?heading)|table of (?:figures|authorities)|contents (?:\d|heading)|index ?\d")
_LIST_LEVEL = re.compile(r"list (?:bullet|number) ([2-5])")
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z\d])")
_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "title": "title",
        "author": "byline",
        "date": "byline",
        **dict.fromkeys(("subtitle", "caption", "figure", "illustration", "table"), "caption"),
        **dict.fromkeys(("source code", "html preformatted", "preformatted text", "code", "code block"), "code"),
    }
)
"""What a style is by its name, which the file states in English for the built-in ones, whatever Word shows."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of a paragraph or of characters; None where it says nothing.

    *role* is ``title``, ``byline``, ``contents``, ``caption``, ``code`` or "". *level* is that of the outline, from 0,
    where 9 is text; *number* is that of a list, ``0`` for none, *depth* the level in it. *position* is one of
    those in `raised`.
    """

    role: str = ""
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    language: str | None = None
    toggles: Mapping[str, bool] = field(default_factory=dict)
    position: str | None = None


PLAIN = Style()


def by_name(name: str) -> Style:
    """What a style is by its name, or by its identifier where the file has no styles."""
    name = " ".join(name.lower().replace("_", " ").split())
    if heading := _HEADING.fullmatch(name):
        return Style(level=int(heading[1]) - 1)
    if _CONTENTS.fullmatch(name):
        return Style(role="contents", level=9)
    deeper = _LIST_LEVEL.fullmatch(name)
    return Style(role=_ROLES.get(name, ""), depth=int(deeper[1]) - 1 if deeper else None)


class Sheet:
    """Styles by name, each with all that it inherits from those that it is *based* on."""

    def __init__(self, own: Mapping[str, Style], based: Mapping[str, str | None]) -> None:
        self._own = own
        self._based = based
        self._whole: dict[str, Style] = {}

    def __getitem__(self, name: str) -> Style:
        """The style of that *name*; one that is not defined is what its name says."""
        chain: dict[str, None] = {}
        current: str | None = name
        while current is not None and current in self._own and current not in self._whole and current not in chain:
            chain[current] = None
            current = self._based.get(current)
        for link in reversed(chain):
            self._whole[link] = inherited(self._own[link], self._whole.get(self._based.get(link) or "", PLAIN))
        if name not in self._whole:
            self._whole[name] = by_name(_WORDS.sub(" ", name))
        return self._whole[name]


def inherited(own: Style, base: Style) -> Style:
    """The style *own* over *base*, which says what it does not."""
    return replace(
        own,
        role=own.role or base.role,
        level=base.level if own.level is None else own.level,
        number=base.number if own.number is None else own.number,
        depth=base.depth if own.depth is None else own.depth,
        language=own.language or base.language,
        toggles={**base.toggles, **own.toggles},
        position=own.position or base.position,
    )
