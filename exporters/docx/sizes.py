"""The sizes of the base document, made to follow the size of running text that a template asks for."""

from __future__ import annotations

import re
from math import floor

from exporters.docx.styles import RUNNING_TEXT
from templates import LARGE_PRINT, Fonts

_SIZE = re.compile(rb'(<w:sz(?:Cs)? w:val=")(\d+)')
# Indents, and the tabulator behind a label that stands in one: what makes room for numbers, which grow too.
_INDENT = re.compile(rb'(w:(?:left|right|hanging)="|w:val="left" w:pos=")(\d+)')


def scaled(points: float, fonts: Fonts) -> float:
    """The size that goes with *fonts* as *points* go with the base document, in the halves that Word knows.

    Running text has the size of *fonts* or, where that is no half, the next smaller one. From `LARGE_PRINT` up
    nothing is smaller than that.
    """
    least = LARGE_PRINT if fonts.size >= LARGE_PRINT else 0.0
    return max(round(2 * points * _scale(fonts)) / 2, least)


def resized(part: bytes, fonts: Fonts) -> bytes:
    """Styles or lists of the base document in the sizes that go with *fonts*."""
    part = _SIZE.sub(lambda found: b"%s%d" % (found[1], 2 * scaled(int(found[2]) / 2, fonts)), part)
    return _INDENT.sub(lambda found: b"%s%d" % (found[1], round(int(found[2]) * _scale(fonts))), part)


def _scale(fonts: Fonts) -> float:
    return floor(2 * fonts.size) / 2 / RUNNING_TEXT
