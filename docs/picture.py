"""Draws docs/images/briefing.png, the picture in README.md: the first page of the example's briefing.

Run by ``make picture``.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from exporters import render
from summarizer import read, summarize

ROOT = Path(__file__).parent.parent
PIXELS_PER_POINT = 1.25


def main() -> None:
    """Draw the picture."""
    summary = summarize(read(ROOT / "examples" / "article.txt"))
    page = pypdfium2.PdfDocument(render(summary, "pdf").data)[0]
    picture = page.render(scale=PIXELS_PER_POINT).to_pil().convert("P", palette=1, colors=64)
    picture.save(ROOT / "docs" / "images" / "briefing.png", optimize=True)


if __name__ == "__main__":
    main()
