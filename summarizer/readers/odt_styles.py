"""What an OpenDocument says of itself before its text: its styles and its properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from summarizer.readers import xml
from summarizer.readers.raised import LEVEL, LOWERED, RAISED
from summarizer.readers.styles import PLAIN, Sheet, Style, by_name

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, STYLE, DRAW, TABLE = (_NAMESPACE % name for name in ("office", "text", "style", "drawing", "table"))
_FO, SVG, _META = (_NAMESPACE % name for name in ("xsl-fo-compatible", "svg-compatible", "meta"))
_DC = "{http://purl.org/dc/elements/1.1/}"
_POSITIONS = {"super": RAISED, "sub": LOWERED}


class Definitions(xml.Walker):
    """Gathers styles and properties, from whichever part they come."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.facts: dict[str, list[str]] = {}
        self.default_language: str | None = None
        self._own: dict[str, Style] = {}
        self._based: dict[str, str | None] = {}
        self._sheet = Sheet(self._own, self._based)
        self._defined = ""  # the style that is being defined
        self._fact: list[str] | None = None

    def _style(self, family: str, attributes: xml.Attributes) -> Style:
        name = attributes.get(TEXT + "style-name")
        if name is None:
            return PLAIN
        key = f"{family}/{name}"
        return self._sheet[key] if key in self._own else by_name(name.replace("_20_", " "))

    # styles and properties

    def _begin_style(self, attributes: xml.Attributes) -> None:
        name = f"{attributes.get(STYLE + 'family')}/{attributes.get(STYLE + 'name')}"
        parent = attributes.get(STYLE + "parent-style-name")
        shown = attributes.get(STYLE + "display-name") or attributes.get(STYLE + "name") or ""
        self._defined = name
        self._own[name] = by_name(shown.replace("_20_", " "))
        self._based[name] = parent and f"{attributes.get(STYLE + 'family')}/{parent}"

    def _begin_default_style(self, attributes: xml.Attributes) -> None:
        self._defined = "default" if attributes.get(STYLE + "family") == "paragraph" else ""

    def _set_look(self, attributes: xml.Attributes) -> None:
        language = _language(attributes)
        if self._defined == "default":
            self.default_language = language
        elif style := self._own.get(self._defined):
            toggles = _toggles(attributes)
            position = _position(attributes.get(STYLE + "text-position") or "")
            self._own[self._defined] = Style(style.role, style.level, None, None, language, toggles, position)

    def _end_style(self) -> None:
        self._defined = ""

    def _begin_fact(self, name: str) -> None:
        self._fact = self.facts.setdefault(name, [])

    def _end_fact(self) -> None:
        self._fact = None


def _language(attributes: xml.Attributes) -> str | None:
    code, country = attributes.get(_FO + "language"), attributes.get(_FO + "country")
    if code in (None, "none", "zxx"):
        return None
    return f"{code}-{country}" if country and country != "none" else code


def _position(stated: str) -> str | None:
    """Where in the line characters stand, from "super", "sub" or a share of their height, and their size after it."""
    place = stated.partition(" ")[0]
    if place in _POSITIONS or not place:
        return _POSITIONS.get(place)
    return LOWERED if place.startswith("-") else RAISED if place.strip("0.%") else LEVEL


def _toggles(attributes: xml.Attributes) -> dict[str, bool]:
    """What the properties of a style say of the weight of characters, and of whether they are seen."""
    toggles: dict[str, bool] = {}
    if weight := attributes.get(_FO + "font-weight"):
        toggles["bold"] = weight in ("bold", "600", "700", "800", "900")
    display = attributes.get(TEXT + "display")
    lines = [attributes.get(f"{STYLE}text-line-through-{name}") for name in ("style", "type")]
    if display or any(lines):
        toggles["hidden"] = display == "none" or any(line not in (None, "none") for line in lines)
    return toggles


_Action = TypeVar("_Action", bound=Callable[..., None])


def tags(namespace: str, actions: Mapping[str, _Action]) -> dict[str, _Action]:
    """*actions* by the tags that they have in *namespace*."""
    return {namespace + name: action for name, action in actions.items()}


def _fact(name: str) -> xml.Handler:
    return lambda definitions, _: definitions._begin_fact(name)


_FACTS = (
    *(_DC + name for name in ("title", "creator", "date", "language")),
    *(_META + name for name in ("initial-creator", "creation-date")),
)

Definitions.BEGINS = MappingProxyType(
    tags(
        STYLE,
        {
            "style": Definitions._begin_style,
            "default-style": Definitions._begin_default_style,
            "text-properties": Definitions._set_look,
        },
    )
    | {tag: _fact(tag.rpartition("}")[2]) for tag in _FACTS}
)
Definitions.ENDS = MappingProxyType(
    tags(STYLE, dict.fromkeys(("style", "default-style"), Definitions._end_style))
    | dict.fromkeys(_FACTS, Definitions._end_fact)
)
