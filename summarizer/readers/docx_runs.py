"""The text of the paragraphs of a Word document: runs, the characters in them, and fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from summarizer.document import Block
from summarizer.readers import xml
from summarizer.readers.docx_formulas import Formulas
from summarizer.readers.docx_names import MATH, tags, value_of
from summarizer.readers.docx_styles import HIDING, TOGGLES, Styles, is_on, position_of
from summarizer.readers.docx_symbols import symbol
from summarizer.readers.flow import CONTENTS_LEFT_OUT
from summarizer.readers.raised import shifted
from summarizer.readers.styles import Style

_DROPPED_FIELDS = ("TOC", "INDEX", "TOA")  # contents, index, authorities
_DEFAULT_LANGUAGE = "en-US"  # which programs write without being asked


@dataclass(slots=True)
class _Run:
    """A run that is open: its text, and what it says of its look."""

    parts: list[str] = field(default_factory=list)
    style: str | None = None
    language: str | None = None
    position: str | None = None
    toggles: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Paragraph:
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


class Runs(Formulas):
    """Gathers the text of each paragraph that is open, without what is hidden and the codes of fields."""

    def __init__(self, name: str, styles: Styles, *, knows_fields: bool = True) -> None:
        super().__init__(name)
        self.styles = styles
        self.fields: list[_Field] = []
        self.warnings: dict[str, None] = {}
        self._languages: Counter[str | None] = Counter()  # characters in each; None: in that of the document
        self._knows_fields = knows_fields
        self._paragraphs: list[Paragraph] = []
        self._text: list[str] | None = None  # where the characters of the open element go

    def language(self) -> str | None:
        """The language that most of the text is marked to be in, if it is not merely what programs mark unasked."""
        default = self.styles.language if self.styles.language != _DEFAULT_LANGUAGE else None
        counts: Counter[str | None] = Counter()
        for language, characters in self._languages.items():
            counts[language or default] += characters
        return next((language for language, _ in counts.most_common(1)), None)

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
        position = run.position or (of_style and of_style.position) or paragraph.style.position
        paragraph.parts.append(shifted("".join(run.parts), position))
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
        if self.formula:
            return self.formula.parts
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
        self._put(symbol(value_of(attributes, "char") or "", value_of(attributes, "font") or ""))

    # formulas

    def _end_formula(self) -> None:
        formula, self.formula = self.formula, None
        if formula:
            self._put(formula.text())

    # fields

    def _set_field(self, attributes: xml.Attributes) -> None:
        kind = value_of(attributes, "fldCharType")
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
        if _is_dropped(value_of(attributes, "instr") or ""):
            self.warnings[CONTENTS_LEFT_OUT] = None
            self.skip()


def _is_set(name: str, run: _Run, of_style: Style | None, of_paragraph: Style) -> bool:
    """Whether *run* has a toggle: as it says itself, else as one of its two styles does and the other does not."""
    if name in run.toggles:
        return run.toggles[name]
    return of_paragraph.toggles.get(name, False) != bool(of_style and of_style.toggles.get(name, False))


def _is_dropped(code: str) -> bool:
    return code.split(maxsplit=1)[:1] in ([name] for name in _DROPPED_FIELDS)


def _putter(text: str) -> xml.Handler:
    """What puts *text* for an element."""
    return lambda runs, _: runs._put(text)


def _of_run(name: str, meant: Callable[[str | None], object] = lambda value: value) -> xml.Handler:
    """Sets that attribute of the run that is open to what the value is *meant* to say, or that toggle."""

    def handle(runs: Runs, attributes: xml.Attributes) -> None:
        run = runs._paragraphs[-1].run if runs._paragraphs else None
        if run and name in TOGGLES:
            run.toggles[name] = is_on(value_of(attributes))
        elif run:
            setattr(run, name, meant(value_of(attributes)))

    return handle


Runs.BEGINS = MappingProxyType(
    dict(Formulas.BEGINS)
    | tags(
        {
            "r": Runs._begin_run,
            "rStyle": _of_run("style"),
            "lang": _of_run("language"),
            "vertAlign": _of_run("position", position_of),
            **{name: _of_run(name) for name in TOGGLES},
            "t": Runs._begin_text,
            "instrText": Runs._begin_code,
            "sym": Runs._put_symbol,
            **dict.fromkeys(("tab", "ptab"), _putter("\t")),
            **dict.fromkeys(("br", "cr"), _putter("\n")),
            "noBreakHyphen": _putter("-"),
            "fldChar": Runs._set_field,
            "fldSimple": Runs._begin_simple_field,
        }
    )
    | tags({"t": Runs._begin_text}, MATH)
)
Runs.ENDS = MappingProxyType(
    dict(Formulas.ENDS)
    | tags({"r": Runs._end_run, **dict.fromkeys(("t", "instrText"), Runs._end_text)})
    | tags({"t": Runs._end_text, "oMath": Runs._end_formula}, MATH)
)
