"""Makes examples/form.docx, a Word document with places that a summary fills in; run it to make it anew.

The places are what Word calls content controls, and LibreOffice too: boxes with a tag, here ``summary.title`` and so
on. A paragraph that is nothing but ``{{summary.short}}`` does the same.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

FORM = Path(__file__).parent / "form.docx"


def control(tag: str, prompt: str, style: str) -> str:
    """A content control of one paragraph in a *style*, which shows a *prompt* until it is filled."""
    return (
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val='{tag}'/><w:tag w:val='{tag}'/></w:sdtPr><w:sdtContent>"
        f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{prompt}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def main() -> None:
    """Make the form."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"
    document.styles["Title"].font.color.rgb = RGBColor(0x6B, 0x1F, 0x3A)
    document.styles["List Bullet"].font.size = Pt(12)
    document.sections[0].header.paragraphs[0].text = "Harbour Institute · Press review"
    body = document.element.body
    end = body.sectPr
    for part in (
        control("summary.title", "The title of the article", "Title"),
        control("summary.meta.date", "Its date", "Subtitle"),
        f"<w:p {nsdecls('w')}><w:r><w:t>What colleagues should know:</w:t></w:r></w:p>",
        control("summary.bullets", "A key point", "ListBullet"),
        f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>In short</w:t></w:r></w:p>",
        f"<w:p {nsdecls('w')}><w:r><w:rPr><w:i/></w:rPr><w:t>{{{{summary.short}}}}</w:t></w:r></w:p>",
        f"<w:p {nsdecls('w')}><w:r><w:t>Questions: ask the press office, room 12.</w:t></w:r></w:p>",
    ):
        end.addprevious(parse_xml(part))
    document.save(str(FORM))


if __name__ == "__main__":
    main()
