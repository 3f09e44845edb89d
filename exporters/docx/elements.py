"""The few elements of WordprocessingML that a summary needs, each written in the order of the schema.

Paragraphs are appended as plain elements: python-docx's own `add_paragraph` looks a style up among all styles and the
place among all paragraphs, each time, which makes 10,000 paragraphs take 15 seconds instead of a third of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from exporters.docx.scripts import Script, split

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


def carried(text: str) -> str:
    """*text* with U+FFFD for every character that XML cannot carry: most control characters, lone surrogates."""
    return _NOT_XML.sub("\ufffd", text)


def uncarried(text: str) -> bool:
    """Whether *text* has characters that XML cannot carry."""
    return _NOT_XML.search(text) is not None


def add(parent: Any, tag: str, /, **attributes: str) -> Any:
    """A new last child of *parent*, with attributes, all in Word's own namespace."""
    return etree.SubElement(parent, W + tag, {W + key: value for key, value in attributes.items()})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to which runs and links are appended; *styles* gives the id of a style by its English name."""

    element: Any
    script: Script
    styles: Mapping[str, str]

    def text(self, text: str, style: str | None = None) -> None:
        """Append *text* as it is, with the fonts and the direction of its scripts."""
        for piece, script in split(carried(text), self.script):
            self._run(self.element, piece, style, script)

    def remark(self, text: str, style: str | None = None) -> None:
        """Append words of ours, which are Latin whatever surrounds them."""
        self._run(self.element, carried(text), style, "latin")

    def tab(self) -> None:
        """Append a tabulator."""
        add(add(self.element, "r"), "tab")

    def line(self) -> None:
        """Begin a new line."""
        add(add(self.element, "r"), "br")

    def bookmark(self, number: int, name: str) -> None:
        """Make what follows the target of links to *name*; *number* is unique in the file."""
        add(self.element, "bookmarkStart", id=str(number), name=name)
        add(self.element, "bookmarkEnd", id=str(number))

    def link(self, text: str, anchor: str, tooltip: str, style: str) -> None:
        """Append a link to the bookmark *anchor*."""
        self._run(add(self.element, "hyperlink", anchor=anchor, tooltip=tooltip, history="1"), text, style, "latin")

    def _run(self, parent: Any, text: str, style: str | None, script: Script) -> None:
        run = add(parent, "r")
        if style or script != "latin":
            properties = add(run, "rPr")
            if style:
                add(properties, "rStyle", val=self.styles[style])
            if script == "east_asian":
                add(properties, "rFonts", hint="eastAsia")
            if script == "right_to_left":
                add(properties, "rtl")
                add(properties, "lang", bidi="he-IL" if _HEBREW.search(text) else "ar-SA")
        element = add(run, "t")
        element.text = text
        element.set(_SPACE, "preserve")


def paragraph(parent: Any, style: str, script: Script, styles: Mapping[str, str]) -> Paragraph:
    """A new last paragraph of *parent* in a *style*, set from the right when its *script* is."""
    element = add(parent, "p")
    properties = add(element, "pPr")
    add(properties, "pStyle", val=styles[style])
    if script == "right_to_left":
        add(properties, "bidi")
    return Paragraph(element, script, styles)
