"""How a summary looks: a `Template`, read from one of the TOML files beside this module or from the user's own.

Everything that changes the look is in the `Template`; an exporter knows nothing else about the user's wishes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_type_hints

from summarizer.errors import InputError, UsageError, nearest, one_of

View = Literal["short", "medium", "bullets"]
VIEWS: tuple[View, ...] = get_args(View)
NAMES = ("briefing", "handout", "plain")
"""The templates that come with the package."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet that PDF and Word are set on."""

    size: Literal["A4", "Letter"] = "A4"


@dataclass(frozen=True, slots=True)
class Text:
    """Words of ours that stand on every page; "" leaves them out."""

    kicker: str = ""
    footer: str = "Extracted from the source text; nothing added."


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of ours for the sections and facts of a page."""

    short: str = "At a glance"
    bullets: str = "Key points"
    medium: str = "Summary"
    source: str = "Source text"
    facts_source: str = "Source"
    facts_date: str = "Date"
    facts_marking: str = "Handling"


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as ``#RRGGBB``; on the terminal only *accent* and *muted* count, as bold and dim."""

    ink: str = "#1B1F24"
    muted: str = "#5A6572"
    accent: str = "#0B4F6C"
    tint: str = "#EEF4F6"
    rule: str = "#C9D3D9"
    highlight: str = "#FFF3C4"


@dataclass(frozen=True, slots=True)
class Show:
    """What is drawn: section heads in a left *rail*, the short summary in a tinted *box*, the source as *appendix*."""

    rail: bool = False
    box: bool = False
    facts: bool = True
    counts: bool = True
    appendix: Literal["none", "quoted", "full"] = "none"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the user says of the document; None leaves it to the sources. *date* is shown as it is written."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    subject: str | None = None
    keywords: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """Names of styles in a reference document, each to be used for the style of ours; "" looks for that one's name."""

    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    heading_1: str = ""
    heading_2: str = ""
    heading_3: str = ""
    normal: str = ""
    quote: str = ""
    list_number: str = ""
    notice: str = ""
    source_paragraph: str = ""
    labelled_source_paragraph: str = ""
    header: str = ""
    footer: str = ""
    handling_marking: str = ""
    hyperlink: str = ""
    source_link: str = ""
    source_label: str = ""
    fact_label: str = ""
    key_sentence: str = ""
    repetition_note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A Word file whose page, header, footer and styles are to be used: its bytes, and its *name* for messages."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Template:
    """How a summary looks.

    The tables up to *show* come from a file, the rest from the command line: the *views* that are drawn, the handling
    *marking* of every page, and for text the width in *columns*, whether *color* may be used, and whether signs
    outside ASCII must be replaced. For Word, *styles* (from a file) go with the *reference* document.
    """

    name: str
    page: Page = Page()
    text: Text = Text()
    labels: Labels = Labels()
    colors: Colors = Colors()
    show: Show = Show()
    views: tuple[View, ...] = VIEWS
    metadata: Metadata = field(default=Metadata())
    marking: str | None = None
    columns: int = 72
    color: bool = False
    ascii: bool = False
    styles: Styles = Styles()
    reference: Reference | None = None


TLP: Mapping[str, str] = MappingProxyType(
    {
        "TLP:RED": "#FF2B2B",
        "TLP:AMBER": "#FFC000",
        "TLP:AMBER+STRICT": "#FFC000",
        "TLP:GREEN": "#33FF00",
        "TLP:CLEAR": "#FFFFFF",
    }
)
"""The colours of the labels of the Traffic Light Protocol 2.0 (FIRST, 2022), which stand on black."""


def marking_color(marking: str) -> str:
    """The colour, on black, of a handling marking: that of a TLP label, else white."""
    return TLP.get(marking.strip().upper(), "#FFFFFF")


_TABLES: Mapping[str, Any] = {
    "page": Page,
    "text": Text,
    "labels": Labels,
    "colors": Colors,
    "show": Show,
    "styles": Styles,
}


def load(name: str | Path) -> Template:
    """The template of that *name*, or the one in the TOML file at that path.

    A file may build on a built-in one by ``extends = "briefing"``; what it leaves out is as in `Template`.
    Raises UsageError for an unknown name, key or value, InputError for a file that cannot be read.
    """
    if name in NAMES:
        return _parse(str(name), files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    path = Path(name)
    if not path.suffix and not path.exists():
        raise UsageError(str(name), "is not a template", f"choose {one_of(NAMES)}, or name a .toml file")
    try:
        return _parse(str(name), path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(name), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(str(name), "is not UTF-8 text", "save it as UTF-8") from error


def read_reference(path: str | Path) -> Reference:
    """The reference document at *path*, whatever it holds; raises InputError where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_REFERENCE_BYTES + 1)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if len(data) > MOST_REFERENCE_BYTES:
        raise UsageError(str(path), f"has more than {MOST_REFERENCE_BYTES:,} bytes", "save it anew with less in it")
    return Reference(str(path), data)


MOST_REFERENCE_BYTES = 64_000_000


def _parse(name: str, toml: str) -> Template:
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(name, f"is not TOML: {error}") from error
    base = values.pop("extends", None)
    if base is not None and base not in NAMES:
        raise UsageError(name, f"extends {base!r}, which is not a template", f"choose {one_of(NAMES)}")
    template = replace(load(base), name=name) if base else Template(name)
    for table, entries in values.items():
        _check_key(name, table, _TABLES)
        if not isinstance(entries, dict):
            raise UsageError(name, f"{table} is not a table", f"write [{table}]")
        template = replace(template, **{table: _fill(name, table, getattr(template, table), entries)})
    return template


def _fill(name: str, table: str, default: Any, entries: Mapping[str, Any]) -> Any:
    hints = get_type_hints(type(default))
    for key, value in entries.items():
        _check_key(name, key, [known.name for known in fields(default)], f"{table}.")
        allowed = get_args(hints[key])
        if allowed and value not in allowed:
            raise UsageError(name, f"{table}.{key} is {value!r}", f"choose {one_of(allowed)}")
        if not allowed and type(value) is not hints[key]:
            raise UsageError(name, f"{table}.{key} is {value!r}", f"give a {_KINDS[hints[key]]}")
        if table == "colors" and not _COLOR.fullmatch(value):
            raise UsageError(name, f"{table}.{key} is {value!r}", 'write a colour as "#0B4F6C"')
    return replace(default, **entries)


_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_KINDS = {str: "text in quotes", bool: "true or false"}


def _check_key(name: str, key: str, known: Collection[str], prefix: str = "") -> None:
    if key not in known:
        remedy = nearest(key, known, f"choose {one_of(known)}", prefix)
        raise UsageError(name, f"has an unknown key {prefix}{key}", remedy)
