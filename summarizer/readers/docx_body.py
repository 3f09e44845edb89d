"""The main part of a Word document: its elements -> blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from summarizer.document import Aside, Block, Heading, ListItem
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.docx_styles import HIDING, TOGGLES, Lists, Styles, is_on, level_of
from summarizer.readers.flow import CONTENTS_LEFT_OUT, Flow
from summarizer.readers.styles import Style

_TEXT_LEVEL = 9  # of the outline: body text
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{2,5}")
_DROPPED_FIELDS = ("TOC", "INDEX", "TOA")  # contents, index, authorities
_DEFAULT_LANGUAGE = "en-US"  # which programs write without being asked

# What the characters of symbol fonts look like, at U+F000 and on: Greek and signs of Symbol, what Word puts for
# arrows and faces in Wingdings.
_SYMBOL = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
_SYMBOL |= zip(
    b"\x2d\xa3\xa5\xac\xae\xb0\xb1\xb3\xb4\xb6\xb7\xb8\xb9\xbb\xd6\xd7\xde\xe5\xf2", "−≤∞←→°±≥×∂•÷≠≈√⋅⇒∑∫", strict=True
)
_WINGDINGS = dict(zip(b"\x4a\x4c\x6c\xa7\xa8\xdf\xe0\xe8\xfb\xfc\xfd\xfe", "☺☹●▪□←→→✗✓☒☑", strict=True))


@dataclass(slots=True)
class _Run:
    """A run that is open: its text, and what it says of its look."""

    parts: list[str] = field(default_factory=list)
    style: str | None = None
    language: str | None = None
    toggles: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is open: its text, what it says of itself, and the boxes that are anchored in it."""

    style: Style
    parts: list[str]
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    runs_on: bool = False  # its mark is deleted, or it is a dropped capital: what follows is one with it
    in_properties: bool = False
    is_entry: bool = False  # of a table of contents
    bold: int = 0  # characters
    run: _Run | None = None
    boxes: list[Block] = field(default_factory=list)


class _Field(NamedTuple):
    """A field that is open: in its code, of which *code* gathers the text, or else in its result.

    The text in it *is_silent* in the code and where the result, or that of a field around it, *is_dropped*.
    """

    code: list[str]
    in_code: bool = False
    is_silent: bool = False
    is_dropped: bool = False


_NO_FIELD = _Field([])


class Body(xml.Walker):
    """Gathers the blocks of the main part."""

    def __init__(self, name: str, limits: Limits, styles: Styles, lists: Lists, *, knows_fields: bool = True) -> None:
        super().__init__(name)
        self.flow = Flow(name)
        self.styles = styles
        self.fields: list[_Field] = []
        self.titles: list[str] = []
        self._languages: Counter[str | None] = Counter()  # characters in each; None: in that of the document
        self.warnings: dict[str, None] = {}
        self.is_word = False
        self._limits = limits
        self._lists = lists
        self._knows_fields = knows_fields
        self._characters = 0
        self._paragraphs: list[_Paragraph] = []
        self._chosen: list[bool] = []  # for each open choice of markup, whether one was taken
        self._carried: list[str] = []  # the text of paragraphs without a mark
        self._is_empty_control = False  # whether the control that begins has nothing to say
        self._text: list[str] | None = None  # where the characters of the open element go

    def language(self) -> str | None:
        """The language that most of the text is marked to be in, if it is not merely what programs mark unasked."""
        default = self.styles.language if self.styles.language != _DEFAULT_LANGUAGE else None
        counts: Counter[str | None] = Counter()
        for language, characters in self._languages.items():
            counts[language or default] += characters
        return next((language for language, _ in counts.most_common(1)), None)

    # paragraphs

    def _begin_paragraph(self, _: xml.Attributes) -> None:
        self._paragraphs.append(_Paragraph(self.styles.default, self._carried))
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

    def _add(self, paragraph: _Paragraph, text: str) -> None:
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
            self._paragraphs[-1].style = self.styles[_value(attributes) or ""]

    def _set_frame(self, attributes: xml.Attributes) -> None:
        if self._paragraphs and _value(attributes, "dropCap") in ("drop", "margin"):
            self._paragraphs[-1].runs_on = True

    def _delete(self, _: xml.Attributes) -> None:
        """Pass over what was deleted or moved away; in the properties of a paragraph that is its mark."""
        if self._paragraphs and self._paragraphs[-1].in_properties:
            self._paragraphs[-1].runs_on = True
        self.skip()

    # runs

    def _begin_run(self, _: xml.Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].run = _Run()

    def _end_run(self) -> None:
        paragraph = self._paragraphs[-1] if self._paragraphs else None
        run = paragraph and paragraph.run
        if not paragraph or not run:
            return
        paragraph.run = None
        if not run.parts:
            return
        of_style = self.styles[run.style] if run.style else None
        if run.toggles or of_style or paragraph.style.toggles:
            shown = {name: _is_set(name, run, of_style, paragraph.style) for name in TOGGLES}
            if any(shown[name] for name in HIDING):
                return
            paragraph.bold += sum(map(len, run.parts)) if shown["b"] else 0
        paragraph.parts += run.parts
        language = run.language or (of_style and of_style.language) or paragraph.style.language
        self._languages[language] += sum(map(len, run.parts))

    # characters

    def _put(self, text: str) -> None:
        """Add *text* to the run or paragraph that is open, unless it is the code of a field or an entry of contents."""
        if (parts := self._parts()) is not None:
            parts.append(text)

    def _parts(self) -> list[str] | None:
        if not self._paragraphs:
            return None
        paragraph = self._paragraphs[-1]
        if self.fields and self.fields[-1].is_silent:
            paragraph.is_entry |= self.fields[-1].is_dropped
            return None
        return paragraph.run.parts if paragraph.run else paragraph.parts

    def text(self, data: str) -> None:
        """Take the characters that stand in a text or the code of a field."""
        if self._text is not None:
            self._text.append(data)

    def _begin_text(self, _: xml.Attributes) -> None:
        self._text = self._parts()

    def _begin_code(self, _: xml.Attributes) -> None:
        self._text = self.fields[-1].code if self.fields and self.fields[-1].in_code else None

    def _end_text(self) -> None:
        self._text = None

    def _put_symbol(self, attributes: xml.Attributes) -> None:
        self._put(_symbol(_value(attributes, "char") or "", _value(attributes, "font") or ""))

    # fields

    def _set_field(self, attributes: xml.Attributes) -> None:
        kind = _value(attributes, "fldCharType")
        if not self._knows_fields:
            return
        around = next(iter(self.fields[-2:-1] if kind == "separate" else self.fields[-1:]), _NO_FIELD)
        if kind == "begin":
            self.fields.append(_Field([], True, True, around.is_dropped))
        elif kind == "separate" and self.fields:
            is_dropped = around.is_dropped or _is_dropped("".join(self.fields[-1].code))
            self.fields[-1] = _Field([], False, is_dropped or around.is_silent, is_dropped)
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _begin_simple_field(self, attributes: xml.Attributes) -> None:
        if _is_dropped(_value(attributes, "instr") or ""):
            self.warnings[CONTENTS_LEFT_OUT] = None
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
        if (_value(attributes) or "").lower() == "table of contents":
            self._is_empty_control = True
            self.warnings[CONTENTS_LEFT_OUT] = None

    def _set_placeholder(self, attributes: xml.Attributes) -> None:
        self._is_empty_control = self._is_empty_control or is_on(_value(attributes))

    def _begin_control_content(self, _: xml.Attributes) -> None:
        if self._is_empty_control:
            self.skip()
        self._is_empty_control = False

    def _warn_of_chunk(self, _: xml.Attributes) -> None:
        self.warnings["holds another document, which was not opened"] = None

    def close(self) -> None:
        """Put last what ran on into nothing."""
        self.flow.add_paragraph("".join(self._carried))


def _is_set(name: str, run: _Run, of_style: Style | None, of_paragraph: Style) -> bool:
    """Whether *run* has a toggle: as it says itself, else as one of its two styles does and the other does not."""
    if name in run.toggles:
        return run.toggles[name]
    return of_paragraph.toggles.get(name, False) != bool(of_style and of_style.toggles.get(name, False))


def _is_dropped(code: str) -> bool:
    return code.split(maxsplit=1)[:1] in ([name] for name in _DROPPED_FIELDS)


def _symbol(code: str, font: str) -> str:
    """The character with that hexadecimal *code* in a symbol font, "" for one that is not known."""
    number = int(code, 16) if _HEXADECIMAL.fullmatch(code) else 0
    if not 0xF000 <= number <= 0xF0FF:
        return chr(number) if number else ""
    return (_WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL).get(number - 0xF000, "")


def _value(attributes: xml.Attributes, name: str = "val") -> str | None:
    transitional, strict = _WORD
    return attributes.get(transitional + name) or attributes.get(strict + name)


def _putter(text: str) -> xml.Handler:
    return lambda body, _: body._put(text)


def _of_paragraph(name: str, meant: Callable[[str | None], object] = lambda value: value) -> xml.Handler:
    """Sets that attribute of the paragraph that is open to what the value is *meant* to say."""

    def handle(body: Body, attributes: xml.Attributes) -> None:
        if body._paragraphs:
            setattr(body._paragraphs[-1], name, meant(_value(attributes)))

    return handle


def _of_run(name: str) -> xml.Handler:
    """Sets that attribute, or that toggle, of the run that is open."""

    def handle(body: Body, attributes: xml.Attributes) -> None:
        run = body._paragraphs[-1].run if body._paragraphs else None
        if run and name in TOGGLES:
            run.toggles[name] = is_on(_value(attributes))
        elif run:
            setattr(run, name, _value(attributes))

    return handle


_Action = TypeVar("_Action", bound=Callable[..., None])


def _tags(actions: Mapping[str, _Action], namespaces: tuple[str, ...] = _WORD) -> dict[str, _Action]:
    return {namespace + name: action for name, action in actions.items() for namespace in namespaces}


Body.BEGINS = MappingProxyType(
    _tags(
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
            "r": Body._begin_run,
            "rStyle": _of_run("style"),
            "lang": _of_run("language"),
            **{name: _of_run(name) for name in TOGGLES},
            "t": Body._begin_text,
            "instrText": Body._begin_code,
            "sym": Body._put_symbol,
            **dict.fromkeys(("tab", "ptab"), _putter("\t")),
            **dict.fromkeys(("br", "cr"), _putter("\n")),
            "noBreakHyphen": _putter("-"),
            "fldChar": Body._set_field,
            "fldSimple": Body._begin_simple_field,
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
    | _tags({"t": Body._begin_text}, _MATH)
    | _tags(
        {
            "AlternateContent": Body._begin_alternatives,
            **dict.fromkeys(("Choice", "Fallback"), Body._begin_alternative),
        },
        (_CHOICES,),
    )
)
Body.ENDS = MappingProxyType(
    _tags(
        {
            "p": Body._end_paragraph,
            "pPr": Body._end_properties,
            "r": Body._end_run,
            **dict.fromkeys(("t", "instrText"), Body._end_text),
            "tbl": lambda body: body.flow.end_table(),
            "tc": lambda body: body.flow.end_cell(),
            "txbxContent": Body._end_box,
        }
    )
    | _tags({"t": Body._end_text}, _MATH)
    | _tags({"AlternateContent": Body._end_alternatives}, (_CHOICES,))
)
# Text that was deleted, the reading over Japanese characters, and what properties were before a tracked change.
_CHANGES = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange")
Body.SKIPPED = frozenset(_tags(dict.fromkeys((*_CHANGES, "delText", "delInstrText", "rt", "sectPr"), Body._delete)))
