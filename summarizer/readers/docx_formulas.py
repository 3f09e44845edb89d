"""Formulas in the text of a Word document."""

from __future__ import annotations

from types import MappingProxyType

from summarizer.readers import xml
from summarizer.readers.docx_names import MATH, tags, value_of
from summarizer.readers.formula import Formula, FormulaWalker, begin_part

# What formulas consist of, but for runs, properties and what makes no difference in a line.
_PARTS = tuple("sSup sSub sSubSup f rad d nary acc func limLow limUpp e sup sub num den deg fName lim".split())


class Formulas(FormulaWalker):
    """Gathers the text of the formula that is open; what ends one is for a subclass to say."""

    def _begin_formula(self, _: xml.Attributes) -> None:
        self.formula = Formula()


def _sign(name: str) -> xml.Handler:
    """Tells the formula that is open a sign that an attribute has."""

    def handle(walker: Formulas, attributes: xml.Attributes) -> None:
        if walker.formula:
            walker.formula.name(name, value_of(attributes, namespaces=MATH) or "")

    return handle


Formulas.BEGINS = MappingProxyType(
    tags(
        {
            "oMath": Formulas._begin_formula,
            **{name: begin_part(name) for name in _PARTS},
            **{name: _sign(name) for name in ("chr", "begChr", "endChr", "sepChr")},
        },
        MATH,
    )
)
Formulas.ENDS = MappingProxyType(tags(dict.fromkeys(_PARTS, Formulas._end_part), MATH))
