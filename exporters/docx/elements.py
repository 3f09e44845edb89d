"""The few elements of WordprocessingML that a summary needs, each written in the order of the schema.

They are written as text and put into the document as a whole. python-docx's own `add_paragraph` looks a style up among
all styles and the place among all paragraphs, each time, and every element is an object (benchmarks/README.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from exporters.docx.scripts import Script, base_script, split
from exporters.docx.styles import NAMESPACE

W = f"{{{NAMESPACE}}}"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}  # a parser makes a bare one a line feed
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


def carried(text: str) -> tuple[str, bool]:
    """*text* with U+FFFD for what XML cannot carry: most control characters, lone surrogates; whether it had any."""
    kept, count = _NOT_XML.subn("\ufffd", text)
    return kept, count > 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to which runs and links are appended; *styles* gives the id of a style by its English name.

    *pieces* are the text of the element so far, in which characters may stand that XML cannot carry.
    """

    pieces: list[str]
    script: Script
    styles: Mapping[str, str]

    def text(self, text: str, style: str | None = None) -> None:
        """Append *text* as it is, with the fonts and the direction of its scripts."""
        for piece, script in split(text, self.script):
            self.pieces.append(self._run(piece, style, script))

    def remark(self, text: str, style: str | None = None) -> None:
        """Append words of ours, whose script is their own whatever surrounds them."""
        for piece, script in split(text, base_script(text)):
            self.pieces.append(self._run(piece, style, script))

    def tab(self) -> None:
        """Append a tabulator."""
        self.pieces.append("<w:r><w:tab/></w:r>")

    def line(self) -> None:
        """Begin a new line."""
        self.pieces.append("<w:r><w:br/></w:r>")

    def field(self, code: str) -> None:
        """Append a field that Word fills in anew whenever it lays a page out; until then it reads 1."""
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        self.pieces.append(f"{begin}{instruction}{separate}<w:r><w:t>1</w:t></w:r>{end}")

    def bookmark(self, number: int, name: str) -> None:
        """Make what follows the target of links to *name*; *number* is unique in the file."""
        self.pieces.append(
            f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/><w:bookmarkEnd w:id="{number}"/>'
        )

    def link(self, text: str, anchor: str, tooltip: str, style: str) -> None:
        """Append a link to the bookmark *anchor*."""
        attributes = f'w:anchor={quoteattr(anchor)} w:tooltip={quoteattr(tooltip)} w:history="1"'
        self.pieces.append(f"<w:hyperlink {attributes}>{self._run(text, style, 'latin')}</w:hyperlink>")

    def xml(self) -> str:
        """The element as text."""
        return f"{''.join(self.pieces)}</w:p>"

    def element(self) -> Any:
        """The element itself."""
        text, _ = carried(self.xml())
        return etree.fromstring(text.replace("<w:p>", f'<w:p xmlns:w="{NAMESPACE}">', 1))

    def _run(self, text: str, style: str | None, script: Script) -> str:
        properties = f"<w:rStyle w:val={quoteattr(self.styles[style])}/>" if style else ""
        if script == "east_asian":
            properties += '<w:rFonts w:hint="eastAsia"/>'
        elif script == "right_to_left":
            properties += f'<w:rtl/><w:lang w:bidi="{"he-IL" if _HEBREW.search(text) else "ar-SA"}"/>'
        if properties:
            properties = f"<w:rPr>{properties}</w:rPr>"
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, _RETURN)}</w:t></w:r>'


def paragraph(style: str, script: Script, styles: Mapping[str, str]) -> Paragraph:
    """A new paragraph in a *style*, set from the right when its *script* is."""
    direction = "<w:bidi/>" if script == "right_to_left" else ""
    properties = f"<w:pPr><w:pStyle w:val={quoteattr(styles[style])}/>{direction}</w:pPr>"
    return Paragraph([f"<w:p>{properties}"], script, styles)
