"""How a summary looks: a `Template`, read from one of the TOML files beside this module or from the user's own.

Everything that changes the look is in the `Template`; an exporter knows nothing else about the user's wishes.
`values` has what it can set, `loading` reads it, `files` the fonts and the logo that it names, `contrast` checks its
colours, `wording` says its phrases in the language of a summary, `printing` writes it out for users to start from.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any

    from templates.contrast import DARK_GROUND, dark
    from templates.files import read_reference
    from templates.loading import NAMES, load
    from templates.names import METADATA, VIEWS
    from templates.values import (
        LARGE_PRINT,
        TLP,
        Colors,
        Font,
        Fonts,
        Image,
        Labels,
        Logo,
        Metadata,
        Page,
        Reference,
        Show,
        Styles,
        Template,
        Text,
        View,
        marking_color,
    )
    from templates.wording import in_language, words_language

__all__ = [
    "DARK_GROUND",
    "LARGE_PRINT",
    "METADATA",
    "NAMES",
    "TLP",
    "VIEWS",
    "Colors",
    "Font",
    "Fonts",
    "Image",
    "Labels",
    "Logo",
    "Metadata",
    "Page",
    "Reference",
    "Show",
    "Styles",
    "Template",
    "Text",
    "View",
    "dark",
    "in_language",
    "load",
    "marking_color",
    "read_reference",
    "words_language",
]

_HOMES = {
    "contrast": "DARK_GROUND dark",
    "files": "read_reference",
    "loading": "NAMES load",
    "names": "METADATA VIEWS",
    "values": "LARGE_PRINT TLP Colors Font Fonts Image Labels Logo Metadata Page Reference Show Styles Template Text "
    "View marking_color",
    "wording": "in_language words_language",
}
"""Where each public name is found. A module is loaded when one of its names is used: ``--help`` needs `names` alone."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names.split():
            return globals().setdefault(name, getattr(import_module(f"templates.{module}"), name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
