"""Whether text can be told from its ground: the contrast of colours by WCAG 2.1."""

from __future__ import annotations

from summarizer.errors import UsageError
from templates.values import Colors

LEAST = 4.5
"""What success criterion 1.4.3 asks for at level AA for text of any size."""

_WHITE = "#FFFFFF"
_PAIRS = (
    ("ink", None),
    ("muted", None),
    ("accent", None),
    ("ink", "tint"),
    ("accent", "tint"),
    ("ink", "highlight"),
)
# Not the rule: a line between parts that stand apart anyway is decoration, of which nothing is asked.


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours given as ``#RRGGBB``, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """The relative luminance of ``#RRGGBB`` in sRGB, from 0 to 1."""
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def check_contrast(name: str, colors: Colors) -> None:
    """Raise UsageError if text of the template *name* would not stand out from its ground."""
    for text, ground in _PAIRS:
        below = getattr(colors, ground) if ground else _WHITE
        ratio = contrast(getattr(colors, text), below)
        if ratio < LEAST:
            on = f"colors.{ground} {below}" if ground else "white"
            problem = f"colors.{text} {getattr(colors, text)} on {on} has a contrast of {int(ratio * 10) / 10}"
            raise UsageError(name, problem, f"{LEAST} is the least that can be read: make them differ more")
