"""The one model that every reader fills: a document as blocks of text, with a lossless JSON form.

The model is poorer than the formats on purpose: no emphasis, no links, no pictures, no layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of what follows; *level* counts from 1."""

    text: str
    level: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose, its lines joined."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, without its mark; *depth* is 0 for an outermost list."""

    text: str
    depth: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What belongs to the document but is never summarised; *kind* is ``table``, ``code``, ``caption`` or ``note``."""

    text: str
    kind: str
    page: int | None = None


Block = Heading | Paragraph | ListItem | Aside
AnyBlock = TypeVar("AnyBlock", bound=Block)

_BLOCKS: Mapping[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "list_item": ListItem,
    "aside": Aside,
}
_TYPES = {"str": str, "int": int, "int | None": int | None}
_NAMES = {block: name for name, block in _BLOCKS.items()}
_FIELDS = {block: {field.name: _TYPES[str(field.type)] for field in fields(block)} for block in _NAMES}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from.

    *name* is the file's name without folders, ``-`` for standard input; *sha256* is that of the bytes read, in
    hexadecimal; *words* counts runs between white space that hold a letter or digit; *date* is as the document
    states it.
    """

    name: str
    media_type: str
    sha256: str
    words: int
    pages: int | None = None
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Document:
    """A document as its reader understood it.

    *language* is an ISO 639 code, or None where the file states none. *warnings* say what was dropped or guessed,
    one sentence each, without the file's name. *truncated* tells that a limit left out some of the source.
    """

    source: Source
    title: str | None
    language: str | None
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    truncated: bool = False

    @cached_property
    def paragraphs(self) -> tuple[Paragraph | ListItem, ...]:
        """The blocks that state something, in order: ¶n of a briefing is ``paragraphs[n - 1]``."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph | ListItem))

    def to_json(self) -> dict[str, Any]:
        """The document as JSON values, without loss."""
        return {
            "source": _values_of(self.source),
            "title": self.title,
            "language": self.language,
            "blocks": blocks_to_json(self.blocks),
            "warnings": list(self.warnings),
            "truncated": self.truncated,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Document:
        """The document that `to_json` gave *values* for.

        Raises KeyError or TypeError when *values* has another shape.
        """
        return cls(
            source=Source(**values["source"]),
            title=values["title"],
            language=values["language"],
            blocks=blocks_from_json(values["blocks"]),
            warnings=tuple(values["warnings"]),
            truncated=values["truncated"],
        )


def with_text(block: AnyBlock, text: str) -> AnyBlock:
    """*block* with that *text*; it is the same where that is its text, which takes no memory."""
    return block if block.text == text else replace(block, text=text)


def blocks_to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """*blocks* as JSON values, without loss."""
    return [{"block": _NAMES[type(block)], **_values_of(block)} for block in blocks]


def blocks_from_json(values: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """The blocks that `blocks_to_json` gave *values* for; raises KeyError or TypeError for values of another shape."""
    return tuple(map(_block_from_json, values))


def _values_of(value: Source | Block) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _block_from_json(values: Mapping[str, Any]) -> Block:
    rest = dict(values)
    block = _BLOCKS[rest.pop("block")](**rest)
    for name, kind in _FIELDS[type(block)].items():
        if not isinstance(getattr(block, name), kind):
            raise TypeError(f"{name} is no {kind}")
    return block
