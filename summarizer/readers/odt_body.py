"""The text of an OpenDocument: its elements -> blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType

from summarizer.document import Aside, Block, Heading, ListItem
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.flow import CONTENTS_LEFT_OUT, Flow
from summarizer.readers.odt_formulas import Formulas
from summarizer.readers.odt_styles import DRAW, OFFICE, STYLE, SVG, TABLE, TEXT, Definitions, tags
from summarizer.readers.raised import shifted
from summarizer.readers.styles import Style, inherited

_LEVELS = 10
_UNASKED = "en-US"  # the language that programs write without being asked


@dataclass(slots=True)
class _Paragraph:
    """A paragraph or heading that is open, and the boxes that are anchored in it."""

    style: Style
    level: int | None  # of a heading
    parts: list[str] = field(default_factory=list)
    spans: list[Style] = field(default_factory=list)  # those that are open, each with all that it inherits
    is_hidden: bool = False
    bold: int = 0  # characters
    boxes: list[Block] = field(default_factory=list)

    @property
    def look(self) -> Style:
        """What the styles say of the characters that come next."""
        return self.spans[-1] if self.spans else self.style


class Body(Definitions, Formulas):
    """Gathers the blocks of the text, and styles and properties, from whichever part they come."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(name)
        self.flow = Flow(name)
        self.titles: list[str] = []
        self.warnings: dict[str, None] = {}
        self.is_text = False
        self._limits = limits
        self._languages: Counter[str | None] = Counter()  # characters in each; None: in that of the document
        self._characters = 0
        self._paragraphs: list[_Paragraph] = []
        self._items: list[bool] = []  # for each open list, whether its item has no text yet

    def language(self) -> str | None:
        """The language that most of the text is marked to be in, if it is not merely what programs mark unasked."""
        default = self.default_language if self.default_language != _UNASKED else None
        counts: Counter[str | None] = Counter()
        for language, characters in self._languages.items():
            counts[language or default] += characters
        return next((language for language, _ in counts.most_common(1)), None)

    # paragraphs

    def _begin_body(self, _: xml.Attributes) -> None:
        self.is_text = True

    def _begin_document(self, _: xml.Attributes) -> None:
        if self.is_text:  # a sheet or another text in this one
            self.skip()

    def _begin_paragraph(self, attributes: xml.Attributes, level: int | None = None) -> None:
        self._paragraphs.append(_Paragraph(self._style("paragraph", attributes), level))

    def _begin_heading(self, attributes: xml.Attributes) -> None:
        stated = attributes.get(TEXT + "outline-level", "")
        level = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 3 else 1
        self._begin_paragraph(attributes, min(max(level, 1), _LEVELS))

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        text = "" if paragraph.is_hidden else "".join(paragraph.parts)
        self._characters += len(text)
        self._limits.check_text(self.name, self._characters)
        if text.strip():
            self._add(paragraph, text)
        self.flow.add(*paragraph.boxes)

    def _add(self, paragraph: _Paragraph, text: str) -> None:
        style = paragraph.style
        level = paragraph.level if paragraph.level or style.level in (None, 9) else (style.level or 0) + 1
        if style.role == "contents":
            self.warnings[CONTENTS_LEFT_OUT] = None
        elif style.role == "title":
            self.titles += [] if self.flow.has_begun else [" ".join(text.split())]
            self.flow.add(Heading(text))
        elif style.role in ("caption", "code"):
            self.flow.add(Aside(text, style.role))
        elif level:
            self.flow.add(Heading(text, level))
        elif self._items and self._items[-1]:
            self.flow.add(ListItem(text, len(self._items) - 1))
        elif style.role != "byline":  # whose text stands in the properties
            self.flow.add_paragraph(text, is_bold=paragraph.bold >= len(text.rstrip(": ")))
        if self._items:
            self._items[-1] = False

    # characters

    def text(self, data: str) -> None:
        """Take the characters that stand in a paragraph, or in a property of the document."""
        if self.formula:
            self.formula.put(data)
        elif self._fact is not None:
            self._fact.append(data)
        elif self._paragraphs:
            self._put(data.replace("\n", " "))

    def _put(self, text: str) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        look = paragraph.look
        if look.toggles.get("hidden"):
            return
        paragraph.parts.append(shifted(text, look.position))
        paragraph.bold += len(text) if look.toggles.get("bold") else 0
        self._languages[look.language] += len(text)

    def _begin_span(self, attributes: xml.Attributes) -> None:
        if self._paragraphs:
            paragraph = self._paragraphs[-1]
            paragraph.spans.append(inherited(self._style("text", attributes), paragraph.look))

    def _end_span(self) -> None:
        if self._paragraphs and self._paragraphs[-1].spans:
            self._paragraphs[-1].spans.pop()

    # what stands around paragraphs

    def _begin_list(self, _: xml.Attributes) -> None:
        self._items.append(False)

    def _begin_item(self, _: xml.Attributes) -> None:
        if self._items:
            self._items[-1] = True

    def _end_list(self) -> None:
        self._items.pop()

    def _end_box(self) -> None:
        self.flow.end_box(self._paragraphs[-1].boxes if self._paragraphs else None)

    def _begin_section(self, attributes: xml.Attributes) -> None:
        if attributes.get(TEXT + "display") == "none" or attributes.get(TEXT + "is-hidden") == "true":
            self.skip()

    def _hide_paragraph(self, attributes: xml.Attributes) -> None:
        if self._paragraphs and attributes.get(TEXT + "is-hidden") == "true":
            self._paragraphs[-1].is_hidden = True

    def _drop_contents(self, _: xml.Attributes) -> None:
        self.warnings[CONTENTS_LEFT_OUT] = None
        self.skip()

    def _warn_of_source(self, _: xml.Attributes) -> None:
        self.warnings["names another document, which was not opened"] = None


_INDEXES = ("table", "illustration", "object", "user", "alphabetical")
_SHAPES = ("text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polygon", "path", "caption", "connector")
Body.BEGINS = MappingProxyType(
    dict(Definitions.BEGINS)
    | dict(Formulas.BEGINS)
    | tags(OFFICE, {"text": Body._begin_body, "document": Body._begin_document})
    | tags(
        TEXT,
        {
            "p": Body._begin_paragraph,
            "h": Body._begin_heading,
            "span": Body._begin_span,
            "s": lambda body, _: body._put(" "),
            "tab": lambda body, _: body._put("\t"),
            "line-break": lambda body, _: body._put("\n"),
            "list": Body._begin_list,
            "list-item": Body._begin_item,
            "section": Body._begin_section,
            "section-source": Body._warn_of_source,
            "hidden-paragraph": Body._hide_paragraph,
            "table-of-content": Body._drop_contents,
            **{f"{name}-index": Body._drop_contents for name in _INDEXES},
        },
    )
    | tags(
        TABLE,
        {
            "table": lambda body, _: body.flow.begin_table(),
            "table-row": lambda body, _: body.flow.begin_row(),
            "table-cell": lambda body, _: body.flow.begin_cell(),
        },
    )
    | tags(DRAW, dict.fromkeys(_SHAPES, lambda body, _: body.flow.begin_box()) | {"object": Body._begin_object})
)
Body.ENDS = MappingProxyType(
    dict(Definitions.ENDS)
    | dict(Formulas.ENDS)
    | tags(
        TEXT,
        {
            **dict.fromkeys(("p", "h"), Body._end_paragraph),
            "span": Body._end_span,
            "list": Body._end_list,
        },
    )
    | tags(
        TABLE,
        {"table": lambda body: body.flow.end_table(), "table-cell": lambda body: body.flow.end_cell()},
    )
    | tags(DRAW, dict.fromkeys(_SHAPES, Body._end_box))
)
# Deleted text, notes, comments, what stands at the edges of pages, descriptions of pictures.
Body.SKIPPED = frozenset(
    {
        *(f"{TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "hidden-text", "bibliography")),
        *(f"{OFFICE}{name}" for name in ("annotation", "forms", "scripts", "binary-data", "event-listeners")),
        *(f"{STYLE}{name}" for name in ("master-page", "page-layout")),
        *(f"{SVG}{name}" for name in ("title", "desc")),
        *Formulas.SKIPPED,
        f"{TABLE}covered-table-cell",
    }
)
