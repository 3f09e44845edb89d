"""Draws docs/images: the pages and the terminal that README.md and docs/templates.md show, all of them of the example.

Run by ``make pictures``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import pypdfium2

import templates
from exporters import render
from summarizer import Summary, read, summarize

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SHOWN = "conspectus article.txt --kind short,bullets"
COLUMNS = 80
LINE, CELL, MARGIN = 19, 8.43, 18  # pixels
PAGE, THUMBNAIL = 1.25, 0.75  # pixels for each point of a page

_STYLED = re.compile("\x1b\\[([0-9;]*)m")
_CLASSES = {"1": "bold", "2": "dim", "1;36": "bold accent"}

_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{title}</title>
<style>
  rect {{ fill: #fbfaf7; stroke: #d8d4c8 }}
  text {{ font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #24231f; white-space: pre }}
  .bold {{ font-weight: 700 }} .dim {{ fill: #6b6860 }} .accent {{ fill: #0b6e74 }}
  @media (prefers-color-scheme: dark) {{
    rect {{ fill: #1d1f21; stroke: #3a3d40 }}
    text {{ fill: #e4e2dc }} .dim {{ fill: #9c998f }} .accent {{ fill: #5cc4c9 }}
  }}
</style>
<rect x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="8"/>
{lines}
</svg>
"""


def main() -> None:
    """Draw every picture."""
    summary = summarize(read(ROOT / "examples" / "article.txt"))
    draw_page(summary, "briefing", "briefing", PAGE)
    for name in templates.NAMES:
        draw_page(summary, name, f"template-{name}", THUMBNAIL)
    (IMAGES / "terminal.svg").write_text(terminal(summary), encoding="utf-8")


def draw_page(summary: Summary, template: str, name: str, scale: float) -> None:
    """Draw the first page of the PDF of *summary* by a built-in *template*."""
    page = pypdfium2.PdfDocument(render(summary, "pdf", templates.load(template)).data)[0]
    picture = page.render(scale=scale).to_pil().convert("P", palette=1, colors=64)
    picture.save(IMAGES / f"{name}.png", optimize=True)


def terminal(summary: Summary) -> str:
    """A terminal as SVG: the command, and the short summary and key points that it prints."""
    look = replace(templates.load("plain"), columns=COLUMNS, color=True, views=("short", "bullets"))
    lines = [f"\x1b[2m$\x1b[0m {SHOWN}", "", *render(summary, "txt", look).data.decode().splitlines()]
    width, height = round(COLUMNS * CELL) + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    drawn = (
        f'<text x="{MARGIN}" y="{MARGIN + number * LINE + 14}">{"".join(_spans(line))}</text>'
        for number, line in enumerate(lines)
    )
    return _SVG.format(
        width=width,
        height=height,
        inner_width=width - 1,
        inner_height=height - 1,
        title=f"{SHOWN}: title, gist and seven numbered key points, each with the paragraphs that state it",
        lines="\n".join(drawn),
    )


def _spans(line: str) -> Iterator[str]:
    """*line* as SVG text, a span for each stretch of one style."""
    text, *styled = _STYLED.split(line)
    yield escape(text)
    for style, stretch in zip(styled[::2], styled[1::2], strict=True):
        name = _CLASSES.get(style)
        yield f'<tspan class="{name}">{escape(stretch)}</tspan>' if name else escape(stretch)


if __name__ == "__main__":
    main()
