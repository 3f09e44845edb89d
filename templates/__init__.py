"""How a summary looks: a `Template`, read from one of the TOML files beside this module or from the user's own.

Everything that changes the look is in the `Template`; an exporter knows nothing else about the user's wishes.
`values` has what it can set, `loading` reads it, `files` the fonts and the logo that it names, `contrast` checks its
colours, `wording` says its phrases in the language of a summary, `printing` writes it out for users to start from.
"""

from __future__ import annotations

from templates.contrast import DARK_GROUND, dark
from templates.files import read_reference
from templates.loading import NAMES, load
from templates.values import (
    LARGE_PRINT,
    TLP,
    VIEWS,
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
