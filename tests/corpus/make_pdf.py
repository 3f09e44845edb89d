"""Writes the PDF files of the corpus; needs markdown-it-py, weasyprint, typst and LibreOffice, which no test does.

python tests/corpus/make_pdf.py
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

HERE = Path(__file__).parent


def story_page() -> str:
    """The story as an HTML page."""
    body = (HERE / "story.md").read_text(encoding="utf-8").split("---", 2)[2]
    body = re.sub(r"!\[(.*?)\]\(.*?\)", r"<p>Image: \1</p>", body)
    body = MarkdownIt("commonmark").enable("table").render(body).replace("<table>", '<table cellpadding="6">')
    return (
        '<html lang="en"><head><meta charset="utf-8"><title>The Lantern Line Returns to Harrow Bay</title>'
        '<meta name="author" content="Ines Calloway"><meta name="dcterms.created" content="2026-03-14">'
        "<style>th, td { padding: 0 1em }</style></head>"
        f"<body>{body}</body></html>"
    )


def main() -> None:
    page = HERE / "story-libreoffice.html"
    page.write_text(story_page(), encoding="utf-8")
    subprocess.run(["weasyprint", str(page), str(HERE / "story-weasyprint.pdf")], check=True)
    command = ["soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(HERE), str(page)]
    subprocess.run(command, check=True)
    page.unlink()
    program = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
    subprocess.run([sys.executable, "-c", program, str(HERE / "paper.typ"), str(HERE / "paper.pdf")], check=True)


if __name__ == "__main__":
    main()
