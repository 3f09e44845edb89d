"""TOML -> a `Template`: every key known, every value of its kind, every colour readable, or an error that says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files
from pathlib import Path
from string import Formatter
from types import MappingProxyType, NoneType
from typing import Any, get_args, get_type_hints

from summarizer.errors import InputError, UsageError, nearest, one_of
from templates.contrast import check_contrast
from templates.files import read_font, read_image
from templates.values import Colors, Font, Fonts, Image, Labels, Logo, Page, Show, Styles, Template, Text
from templates.wording import LANGUAGES

NAMES = ("briefing", "handout", "highlight", "large", "plain")
"""The templates that come with the package."""

TABLES: Mapping[str, type] = MappingProxyType(
    {
        "page": Page,
        "logo": Logo,
        "fonts": Fonts,
        "text": Text,
        "labels": Labels,
        "colors": Colors,
        "show": Show,
        "styles": Styles,
    }
)
"""The tables of a file; each sets the part of a `Template` that has its name."""

SIZES = (8, 24)
"""The least and the largest size of running text, in points."""

HEIGHTS = (5, 40)
"""The least and the largest height of a logo, in mm."""


def load(name: str | Path) -> Template:
    """The template of that *name*, or the one in the TOML file at that path.

    A file may build on a built-in one by ``extends = "briefing"``; what it leaves out is as in `Template`. The fonts
    and the logo that it names are read from where it stands. Raises UsageError for an unknown name, key or value and
    for colours that cannot be told apart, InputError for a file that cannot be read.
    """
    if name in NAMES:
        return _parse(str(name), source(str(name)), Path())
    path = Path(name)
    if not path.suffix and not path.exists():
        raise UsageError(str(name), "is not a template", f"choose {one_of(NAMES)}, or name a .toml file")
    try:
        return _parse(str(name), path.read_text(encoding="utf-8"), path.parent)
    except OSError as error:
        raise InputError(str(name), f"cannot be read: {error.strerror}", "check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise UsageError(str(name), "is not UTF-8 text", "save it as UTF-8") from error


def source(name: str) -> str:
    """The TOML text of the built-in template of that *name*."""
    return files("templates").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def _parse(name: str, toml: str, folder: Path) -> Template:
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(name, f"is not TOML: {error}", "mend it there") from error
    base = values.pop("extends", None)
    if base is not None and base not in NAMES:
        raise UsageError(name, f"extends {base!r}, which is not a template", f"choose {one_of(NAMES)}")
    template = replace(load(base), name=name) if base else Template(name)
    if "marking" in values:
        marking = _Place(name, "marking", folder).text(values.pop("marking"))
        template = replace(template, marking=marking or None)
    for table, entries in values.items():
        _check_key(name, table, TABLES)
        if not isinstance(entries, dict):
            raise UsageError(name, f"{table} is not a table", f"write [{table}]")
        part = _fill(name, folder, table, getattr(template, table), entries)
        template = replace(template, **{table: part})
    _check_whole(name, template)
    return template


def _fill(name: str, folder: Path, table: str, default: Any, entries: Mapping[str, Any]) -> Any:
    hints = get_type_hints(type(default))
    filled = {}
    for key, value in entries.items():
        _check_key(name, key, [known.name for known in fields(default)], f"{table}.")
        place = _Place(name, f"{table}.{key}", folder)
        filled[key] = place.check(place.read(value, hints[key]), table, key)
    return replace(default, **filled)


@dataclass(frozen=True, slots=True)
class _Place:
    """A *key* of the file *name*, which stands in *folder*: reads its value, and says what is wrong with it."""

    name: str
    key: str
    folder: Path

    def wrong(self, value: object, remedy: str) -> UsageError:
        return UsageError(self.name, f"{self.key} is {value!r}", remedy)

    def read(self, value: Any, hint: Any) -> Any:
        """*value* as one of the type *hint*."""
        kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
        reader = _READERS.get(kinds[0])
        if reader:
            return reader(self, value)
        if value not in kinds:  # a Literal, of which these are the values
            raise self.wrong(value, f"choose {one_of(kinds)}")
        return value

    def text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.wrong(value, "give a text in quotes")
        return value

    def truth(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.wrong(value, "give a true or false")
        return value

    def number(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(value, "give a number")
        return float(value)

    def image(self, value: Any) -> Image:
        return read_image(self.name, self.key, self.folder / self.text(value))

    def font(self, value: Any) -> Font:
        return read_font(self.name, self.key, self.folder / self.text(value))

    def check(self, value: Any, table: str, key: str) -> Any:
        """*value*, if what is asked of the values of its table holds for it."""
        if table == "colors" and not _COLOR.fullmatch(value):
            raise self.wrong(value, 'write a colour as "#0B4F6C"')
        if table == "labels" and _names(value) != _names(getattr(Labels(), key)):
            names = " and ".join(sorted(_names(getattr(Labels(), key)), key=getattr(Labels(), key).find)) or "no braces"
            raise self.wrong(value, f"write it with {names}")
        if self.key == "text.language" and value not in ("auto", *LANGUAGES):
            raise self.wrong(value, f"choose {one_of(('auto', *LANGUAGES))}, or set every label yourself")
        for name, (least, most) in (("fonts.size", SIZES), ("logo.height", HEIGHTS)):
            if self.key == name and not least <= value <= most:
                raise self.wrong(value, f"give a number from {least} to {most}")
        return value


_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_READERS: Mapping[type, Callable[[_Place, Any], Any]] = MappingProxyType(
    {str: _Place.text, bool: _Place.truth, float: _Place.number, Image: _Place.image, Font: _Place.font}
)


def _names(label: str) -> set[str]:
    """What stands in braces in a *label*, braces included."""
    try:
        return {f"{{{name}}}" for _, name, *_ in Formatter().parse(label) if name is not None}
    except ValueError:
        return {"a brace that is not closed"}


def _check_whole(name: str, template: Template) -> None:
    """Raise UsageError for what is wrong between keys."""
    if template.logo.file and not template.logo.text.strip():
        raise UsageError(name, "logo.text is missing", "say what the logo shows, for those who cannot see it")
    check_contrast(name, template.colors)


def _check_key(name: str, key: str, known: Collection[str], prefix: str = "") -> None:
    if key not in known:
        remedy = nearest(key, known, f"choose {one_of(known)}", prefix)
        raise UsageError(name, f"has an unknown key {prefix}{key}", remedy)
