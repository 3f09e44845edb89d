"""What the elements around a text say of it, one in the other."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from summarizer.readers.markup_elements import UNSEEN, heading_level, position_of
from summarizer.readers.markup_looks import Look, Looks
from summarizer.readers.markup_regions import (
    CAPITALS,
    CAPTIONS,
    FIGURES,
    LISTS,
    NOTES,
    Region,
    is_hidden,
    region_of,
    types_of,
)
from summarizer.readers.raised import LEVEL, RAISED

_KINDS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("pre", "listing", "xmp"), "code") | dict.fromkeys(("figcaption", "caption"), "caption")
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the elements that are open say of the text that comes."""

    region: Region
    is_seen: bool = True
    is_linked: bool = False
    linked_from: int = 0  # linked characters before this link
    position: str = LEVEL
    is_note: bool = False  # the raised number of one
    is_capital: bool = False  # a dropped one
    kind: str = ""  # "code", "caption", "note" or "heading"
    level: int = 0  # of the heading
    depth: int = -1  # of the list
    look: Look = Look()  # noqa: RUF009 -- frozen
    is_figure: bool = False  # what has a title of its own in DocBook


def context_of(
    tag: str, given: Mapping[str, str], above: Context, *, linked: int, level: int, looks: Looks | None
) -> Context:
    """What the element *tag* with the attributes *given* says of its text, within what is *above* it.

    *linked* characters since the last block are links, and the heading above is of that *level*.
    """
    if tag in UNSEEN or is_hidden(tag, given):
        return replace(above, is_seen=False)
    if looks and ("class" in given or "style" in given):
        look = looks.look(given.get("class", ""), given.get("style", ""), above.look)
        above = above if look == above.look else replace(above, look=look)
    types = types_of(given)
    region = region_of(tag, given, above.region, is_in_list=above.depth >= 0)
    if (stated := heading_level(tag, given)) or tag == "summary":
        return replace(above, region=region, kind="heading", level=stated or min(level + 1, 6))
    if kind := _KINDS.get(tag) or ("" if tag in LISTS else _kind_of(tag, types, above)):
        return replace(above, region=region, kind=kind)
    if tag in LISTS:
        return replace(above, region=region, depth=above.depth + 1)
    if position := position_of(tag, given):
        is_note = position == RAISED and above.is_linked and linked == above.linked_from
        return replace(above, position=position, is_note=above.is_note or is_note)
    if tag == "a" and "href" in given:
        is_note = above.is_note or above.position == RAISED
        return replace(above, is_linked=True, linked_from=linked, is_note=is_note)
    return replace(
        above,
        region=region,
        is_capital=above.is_capital or bool(CAPITALS & types),
        is_figure=above.is_figure or bool(FIGURES & types),
    )


def _kind_of(tag: str, types: Set[str], above: Context) -> str:
    captions = types & CAPTIONS - ({"caption"} if tag == "div" else set())  # which is that of a card, text and all
    if captions or ("title" in types and above.is_figure):
        return "caption"
    return "note" if types & NOTES else ""
