"""The main part of a Word document: its elements -> blocks."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from summarizer.document import Aside, Heading, ListItem
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.docx_names import tags, value_of
from summarizer.readers.docx_runs import Paragraph, Runs
from summarizer.readers.docx_styles import Lists, Styles, is_on, level_of
from summarizer.readers.flow import CONTENTS_LEFT_OUT, Flow

_TEXT_LEVEL = 9  # of the outline: body text
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Body(Runs):
    """Gathers the blocks of the main part."""

    def __init__(self, name: str, limits: Limits, styles: Styles, lists: Lists, *, knows_fields: bool = True) -> None:
        super().__init__(name, styles, knows_fields=knows_fields)
        self.flow = Flow(name)
        self.titles: list[str] = []
        self.is_word = False
        self._limits = limits
        self._lists = lists
        self._characters = 0
        self._chosen: list[bool] = []  # for each open choice of markup, whether one was taken
        self._carried: list[str] = []  # the text of paragraphs without a mark
        self._is_empty_control = False  # whether the control that begins has nothing to say

    # paragraphs

    def _begin_paragraph(self, _: xml.Attributes) -> None:
        self._paragraphs.append(Paragraph(self.styles.default, self._carried))
        self._carried = []

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        if paragraph.runs_on:
            self._carried = paragraph.parts
        else:
            self._add(paragraph, "".join(paragraph.parts))
        self.flow.add(*paragraph.boxes)

    def _add(self, paragraph: Paragraph, text: str) -> None:
        style = paragraph.style
        self._characters += len(text)
        self._limits.check_text(self.name, self._characters)
        level = style.level if paragraph.level is None else paragraph.level
        number = style.number if paragraph.number is None else paragraph.number
        depth = paragraph.depth if paragraph.depth is not None and not style.depth else style.depth or 0
        if paragraph.is_entry or (style.role == "contents" and text.strip()):
            self.warnings[CONTENTS_LEFT_OUT] = None
        if style.role in ("contents", "byline"):
            return  # the properties say who wrote it and when
        if style.role == "title" and text.strip():
            self.titles += [] if self.flow.has_begun else [" ".join(text.split())]
            self.flow.add(Heading(text))
        elif style.role in ("caption", "code"):
            self.flow.add(Aside(text, style.role))
        elif level is not None and level < _TEXT_LEVEL:
            self.flow.add(Heading(text, level + 1))
        elif number not in (None, "0") and self._lists.has_mark(str(number), depth):
            self.flow.add(ListItem(text, depth))
        else:
            self.flow.add_paragraph(text, is_bold=bool(text.strip()) and paragraph.bold >= len(text.rstrip(": ")))

    def _set_in_properties(self, _: xml.Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].in_properties = True

    def _end_properties(self) -> None:
        if self._paragraphs:
            self._paragraphs[-1].in_properties = False

    def _set_style(self, attributes: xml.Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = self.styles[value_of(attributes) or ""]

    def _set_frame(self, attributes: xml.Attributes) -> None:
        if self._paragraphs and value_of(attributes, "dropCap") in ("drop", "margin"):
            self._paragraphs[-1].runs_on = True

    def _delete(self, _: xml.Attributes) -> None:
        """Pass over what was deleted or moved away; in the properties of a paragraph that is its mark."""
        if self._paragraphs and self._paragraphs[-1].in_properties:
            self._paragraphs[-1].runs_on = True
        self.skip()

    # what stands around paragraphs

    def _begin_body(self, _: xml.Attributes) -> None:
        self.is_word = True

    def _begin_box(self, _: xml.Attributes) -> None:
        self.flow.begin_box()

    def _end_box(self) -> None:
        self.flow.end_box(self._paragraphs[-1].boxes if self._paragraphs else None)

    def _begin_alternatives(self, _: xml.Attributes) -> None:
        self._chosen.append(False)

    def _end_alternatives(self) -> None:
        self._chosen.pop()

    def _begin_alternative(self, _: xml.Attributes) -> None:
        """Take the first alternative; the others show the same to older programs."""
        if self._chosen and self._chosen[-1]:
            self.skip()
        elif self._chosen:
            self._chosen[-1] = True

    def _begin_control(self, _: xml.Attributes) -> None:
        self._is_empty_control = False

    def _set_gallery(self, attributes: xml.Attributes) -> None:
        if (value_of(attributes) or "").lower() == "table of contents":
            self._is_empty_control = True
            self.warnings[CONTENTS_LEFT_OUT] = None

    def _set_placeholder(self, attributes: xml.Attributes) -> None:
        self._is_empty_control = self._is_empty_control or is_on(value_of(attributes))

    def _begin_control_content(self, _: xml.Attributes) -> None:
        if self._is_empty_control:
            self.skip()
        self._is_empty_control = False

    def _warn_of_chunk(self, _: xml.Attributes) -> None:
        self.warnings["holds another document, which was not opened"] = None

    def close(self) -> None:
        """Put last what ran on into nothing."""
        self.flow.add_paragraph("".join(self._carried))


def _of_paragraph(name: str, meant: Callable[[str | None], object] = lambda value: value) -> xml.Handler:
    """Sets that attribute of the paragraph that is open to what the value is *meant* to say."""

    def handle(body: Body, attributes: xml.Attributes) -> None:
        if body._paragraphs:
            setattr(body._paragraphs[-1], name, meant(value_of(attributes)))

    return handle


Body.BEGINS = MappingProxyType(
    dict(Runs.BEGINS)
    | tags(
        {
            "body": Body._begin_body,
            "p": Body._begin_paragraph,
            "pPr": Body._set_in_properties,
            "pStyle": Body._set_style,
            "outlineLvl": _of_paragraph("level", level_of),
            "numId": _of_paragraph("number"),
            "ilvl": _of_paragraph("depth", level_of),
            "framePr": Body._set_frame,
            **dict.fromkeys(("del", "moveFrom"), Body._delete),
            "tbl": lambda body, _: body.flow.begin_table(),
            "tr": lambda body, _: body.flow.begin_row(),
            "tc": lambda body, _: body.flow.begin_cell(),
            "txbxContent": Body._begin_box,
            "sdtPr": Body._begin_control,
            "docPartGallery": Body._set_gallery,
            "showingPlcHdr": Body._set_placeholder,
            "sdtContent": Body._begin_control_content,
            **dict.fromkeys(("altChunk", "subDoc"), Body._warn_of_chunk),
        }
    )
    | tags(
        {
            "AlternateContent": Body._begin_alternatives,
            **dict.fromkeys(("Choice", "Fallback"), Body._begin_alternative),
        },
        (_CHOICES,),
    )
)
Body.ENDS = MappingProxyType(
    dict(Runs.ENDS)
    | tags(
        {
            "p": Body._end_paragraph,
            "pPr": Body._end_properties,
            "tbl": lambda body: body.flow.end_table(),
            "tc": lambda body: body.flow.end_cell(),
            "txbxContent": Body._end_box,
        }
    )
    | tags({"AlternateContent": Body._end_alternatives}, (_CHOICES,))
)
# Text that was deleted, the reading over Japanese characters, and what properties were before a tracked change.
_CHANGES = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange")
Body.SKIPPED = frozenset(tags(dict.fromkeys((*_CHANGES, "delText", "delInstrText", "rt", "sectPr"), Body._delete)))
