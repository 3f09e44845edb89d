"""A briefing of one article: as PDF with a marking and a date, and its key points printed here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import templates
from exporters import export
from summarizer import Length, Options, read, summarize

ARTICLE = Path(__file__).parent / "article.txt"


def main() -> None:
    """Write briefing.pdf into the current folder."""
    summary = summarize(read(ARTICLE), Options(bullets=Length(5)))
    look = replace(templates.load("briefing"), marking="TLP:GREEN", metadata=templates.Metadata(date="2026-11-24"))
    for warning in export(summary, "briefing.pdf", template=look, replace=True):
        print("warning:", warning)
    for line in summary.bullets:
        paragraphs = ", ".join(f"¶{place.paragraph}" for place in summary.places(line))
        print(f"{line.stated}x  {line}  ({paragraphs})")


if __name__ == "__main__":
    main()
