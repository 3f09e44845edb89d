"""Formulas in an OpenDocument text, which are MathML in it or in parts of their own."""

from __future__ import annotations

from contextlib import suppress
from types import MappingProxyType

from summarizer.errors import DataError
from summarizer.readers import xml
from summarizer.readers.archive import Archive, target
from summarizer.readers.formula import MATHML, Formula, FormulaWalker, begin_part

_MATH = "{http://www.w3.org/1998/Math/MathML}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_HEAD = 1000  # bytes of a part, within which a formula names its namespace


class Formulas(FormulaWalker):
    """Gathers the text of the formula that is open; a subclass says where it is put."""

    archive: Archive | None = None  # with the parts of the file, if it has any

    def _begin_object(self, attributes: xml.Attributes) -> None:
        """Read the formula in a part of its own; any other object, or one that is damaged, has no text."""
        part = f"{target(attributes.get(_LINK, ''), part='')}/content.xml"
        if self.formula or self.archive is None or part not in self.archive:
            return
        with suppress(DataError):
            data = self.archive[part]
            if _MATH[1:-1].encode() in data[:_HEAD]:
                self.walk(xml.pieces_of(data), part=part)
        self._skipped = 0
        self._end_formula()

    def _begin_formula(self, _: xml.Attributes) -> None:
        self.formula = self.formula or Formula()

    def _end_formula(self) -> None:
        formula, self.formula = self.formula, None
        if formula:
            self._put(formula.text())

    def _put(self, text: str) -> None:
        raise NotImplementedError


Formulas.BEGINS = MappingProxyType(
    {_MATH + name: begin_part(name) for name in MATHML} | {_MATH + "math": Formulas._begin_formula}
)
Formulas.ENDS = MappingProxyType(
    {_MATH + name: Formulas._end_part for name in MATHML} | {_MATH + "math": lambda walker: walker._end_formula()}
)
Formulas.SKIPPED = frozenset((_MATH + "annotation", _MATH + "annotation-xml"))
