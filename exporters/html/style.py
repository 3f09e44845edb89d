"""What a template says of the look, as the first lines of the style sheet; page.css draws by it."""

from __future__ import annotations

import re
from dataclasses import fields

from templates import DARK_GROUND, LARGE_PRINT, Colors, Fonts, Template, dark, marking_color

_USUAL = Fonts().size
_SMALL = 0.82
"""The size of notes in that of running text."""


def style(template: Template, page_css: str) -> str:
    """The style sheet of a page by *template*, on screens light and dark and on paper."""
    dark_colors = _variables(dark(template.colors), DARK_GROUND)
    root = (
        f"{_variables(template.colors, '#FFFFFF')};--scale:{template.fonts.size / _USUAL:.4g}"
        f";--small:{1 if template.fonts.size >= LARGE_PRINT else _SMALL};--logo:{template.logo.height:g}mm"
        f";--marking:{marking_color(template.marking or '')}"
    )
    return (
        f":root{{{root}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark_colors}}}}}\n"
        f"{_sheet(template)}{page_css}"
    )


def _variables(colors: Colors, ground: str) -> str:
    pairs = [("ground", ground), *((field.name, getattr(colors, field.name)) for field in fields(colors))]
    return ";".join(f"--{name}:{color}" for name, color in pairs)


def _sheet(template: Template) -> str:
    """The printed sheet, with what stands at its head and foot on every page."""
    muted = f"color:{template.colors.muted};font:8pt system-ui,sans-serif"
    boxes = [f"@bottom-left{{content:{_string(template.text.footer)};{muted}}}"]
    boxes.append(f"@bottom-right{{content:{_numbered(template.labels.page)};{muted}}}")
    if template.marking:
        look = "color:#000000;border:0.5pt solid;padding:1mm 2mm;font:bold 9pt sans-serif"  # browsers print no ground
        boxes.append(f"@top-right{{content:{_string(template.marking)};{look};height:min-content;margin-top:6mm}}")
    return f"@page{{size:{template.page.size};margin:22mm 20mm 20mm;{''.join(boxes)}}}\n"


def _numbered(label: str) -> str:
    """The label of a page, as in "Page {page} of {pages}", with counters for what it names."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    return " ".join(counters.get(piece) or _string(piece) for piece in re.split(r"(\{pages?\})", label))


def _string(text: str) -> str:
    """*text* as a string of CSS, in which nothing can end the style sheet."""
    return '"' + re.sub(r'["\\<>&\x00-\x1f\x7f]', lambda match: f"\\{ord(match[0]):x} ", text) + '"'
