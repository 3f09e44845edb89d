"""The styles and lists of a Word document."""

from __future__ import annotations

from typing import Any

from summarizer.readers.raised import LEVEL, LOWERED, RAISED
from summarizer.readers.styles import PLAIN, Sheet, Style, by_name

TOGGLES = ("b", "vanish", "strike", "dstrike")
"""Properties of characters that a style turns on, and a style over it turns off again (ISO/IEC 29500-1, 17.7.3)."""

HIDING = ("vanish", "strike", "dstrike")
"""Those that take the text out: hidden, and struck out by hand."""


_POSITIONS = {"superscript": RAISED, "subscript": LOWERED, "baseline": LEVEL}


def position_of(value: str | None) -> str | None:
    """Where in the line a vertical alignment of that *value* puts characters."""
    return _POSITIONS.get(value or "")


def is_on(value: str | None) -> bool:
    """Whether a property with that value is set; without a value it is."""
    return value not in ("0", "false", "off")


def level_of(value: str | None) -> int | None:
    """The level that *value* states, if it is one."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) == 1 else None


class Styles:
    """The styles of the tree *root*, each with all that it inherits; None for a document that has none."""

    def __init__(self, root: Any | None) -> None:
        elements = [] if root is None else list(root.iterchildren("{*}style"))
        own = {_attribute(element, "styleId"): _own(element) for element in elements}
        based = {_attribute(element, "styleId"): _value(element, "basedOn") for element in elements}
        self._sheet = Sheet(own, based)
        defaults = None if root is None else root.find("{*}docDefaults/{*}rPrDefault/{*}rPr")
        default = next((element for element in elements if _is_default(element)), None)
        self.language = None if defaults is None else _value(defaults, "lang")
        self.default = PLAIN if default is None else self[_attribute(default, "styleId")]

    def __getitem__(self, identifier: str) -> Style:
        """The style of that *identifier*."""
        return self._sheet[identifier]


class Lists:
    """The lists of the tree *root*, of which some show no mark: they only set a paragraph in."""

    def __init__(self, root: Any | None) -> None:
        self._unmarked: set[tuple[str, int]] = set()
        if root is None:
            return
        unmarked = {
            _attribute(element, "abstractNumId"): {
                level_of(_attribute(level, "ilvl")) or 0 for level in element.iterchildren("{*}lvl") if _is_blank(level)
            }
            for element in root.iterchildren("{*}abstractNum")
        }
        for element in root.iterchildren("{*}num"):
            levels = unmarked.get(_value(element, "abstractNumId") or "", set())
            self._unmarked.update((_attribute(element, "numId"), level) for level in levels)

    def has_mark(self, number: str, depth: int) -> bool:
        """Whether the items of list *number* have a bullet or number at that depth."""
        return (number, depth) not in self._unmarked


def _is_blank(level: Any) -> bool:
    text = level.find("{*}lvlText")
    return _value(level, "numFmt") == "none" or (text is not None and not (_attribute(text, "val") or "").strip())


def _own(element: Any) -> Style:
    """What the style in *element* says itself."""
    named = by_name(_value(element, "name") or "")
    level = level_of(_value(element, "pPr/{*}outlineLvl"))
    number = _value(element, "pPr/{*}numPr/{*}numId")
    depth = level_of(_value(element, "pPr/{*}numPr/{*}ilvl"))
    found = {name: element.find(f"{{*}}rPr/{{*}}{name}") for name in TOGGLES}
    return Style(
        role=named.role,
        level=named.level if level is None or named.role == "contents" else level,
        number=number,
        depth=named.depth if named.depth else depth,
        language=_value(element, "rPr/{*}lang"),
        toggles={name: is_on(_attribute(toggle, "val")) for name, toggle in found.items() if toggle is not None},
        position=position_of(_value(element, "rPr/{*}vertAlign")),
    )


def _is_default(element: Any) -> bool:
    is_default = _attribute(element, "default")
    return is_default is not None and is_on(is_default) and _attribute(element, "type") == "paragraph"


def _value(element: Any, path: str) -> str | None:
    """The attribute ``val`` of the element at *path*."""
    found = element.find(f"{{*}}{path}")
    return None if found is None else _attribute(found, "val")


def _attribute(element: Any, name: str) -> Any:
    """The attribute *name* of the namespace of *element*, which a strict document has another of."""
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}")
