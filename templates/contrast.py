"""Whether text can be told from its ground: the contrast of colours by WCAG 2.1; and colours for a dark ground."""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

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
    red, green, blue = map(_linear, _channels(color))
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


DARK_GROUND = "#14181B"
"""What stands for white paper on a screen that is set to dark."""

_DARK_INK = "#E4E8EB"
_EASY = 6.0
"""The contrast that coloured text is made to have on the dark ground, so that 4.5 is left on the dark tint."""


def dark(colors: Colors) -> Colors:
    """*colors* for text on `DARK_GROUND`: the same hues, as light or dark as the contrast asks for."""
    accent = _lightened(colors.accent)
    hue, _, saturation = rgb_to_hls(*_channels(colors.highlight))
    return Colors(
        ink=_DARK_INK,
        muted=_lightened(colors.muted),
        accent=accent,
        tint=_mixed(DARK_GROUND, accent, 0.09),
        rule=_mixed(DARK_GROUND, _WHITE, 0.22),
        highlight=_hexadecimal(hls_to_rgb(hue, 0.19, 0.45 * saturation)),
    )


def _lightened(color: str) -> str:
    """*color* in the lightness, or more, that it needs to be read with ease on the dark ground."""
    hue, lightness, saturation = rgb_to_hls(*_channels(color))
    steps = (
        _hexadecimal(hls_to_rgb(hue, lightness + (1 - lightness) * step / 50, 0.7 * saturation)) for step in range(50)
    )
    return next((lighter for lighter in steps if contrast(lighter, DARK_GROUND) >= _EASY), _WHITE)


def _mixed(color: str, other: str, share: float) -> str:
    pairs = zip(_channels(color), _channels(other), strict=True)
    return _hexadecimal(one + (two - one) * share for one, two in pairs)


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _hexadecimal(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * channel):02X}" for channel in channels)
