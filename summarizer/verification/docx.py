"""The whole text of a Word document, nothing dropped: body, notes, headers and footers, with the numbers of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from summarizer.document import Paragraph
from summarizer.errors import DataError
from summarizer.options import Limits
from summarizer.readers import xml
from summarizer.readers.archive import Archive
from summarizer.readers.docx_styles import HIDING, Styles, is_on
from summarizer.structure import Content

_MAIN = "word/document.xml"
_UNSOUND = "\ufffd"
"""Stands where what Word shows is not what stands there: hidden text, a field, what is brought in from elsewhere."""
_BROUGHT_IN = ("{*}altChunk", "{*}subDoc", "{*}dataBinding")
_FIELDS = (["PAGE"], ["NUMPAGES"])
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "sym": "\ufffd"}


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """Each part of the Word document in *data* that has text, its paragraphs as lines; what was deleted is left out.

    The body comes first, then footnotes and endnotes, then headers and footers. Raises DataError where it is damaged.
    """
    archive = Archive(data, name=name, limit=limits.max_unpacked)
    if _MAIN not in archive:
        remedy = "open it in the program that made it and save it again"
        raise DataError(name, f"is no Word document: {_MAIN} is missing", remedy)
    sheet, numbering = (_tree(archive, f"word/{part}.xml", name) for part in ("styles", "numbering"))
    numbers, styles = _Numbers(sheet, numbering), Styles(sheet)
    parts = [_MAIN, *sorted(part for part in archive if part.startswith(("word/footnotes", "word/endnotes")))]
    parts += sorted(part for part in archive if part.startswith(("word/header", "word/footer")))
    trees = (_tree(archive, part, name) for part in parts if part.endswith(".xml"))
    return Content(tuple(Paragraph("\n".join(_paragraphs(tree, numbers, styles))) for tree in trees))


def _tree(archive: Archive, part: str, name: str) -> Any | None:
    return xml.parse(archive[part], name=name, part=part) if part in archive else None


def _paragraphs(root: Any | None, numbers: _Numbers, styles: Styles) -> Iterator[str]:
    """The text of each paragraph under *root*; one in a text box comes behind the one that holds the box."""
    for paragraph in [] if root is None else root.iter("{*}p"):
        if next(paragraph.iterancestors("{*}Fallback"), None) is None:
            yield numbers.label(paragraph) + "".join(_pieces(paragraph, styles))
    yield from (_UNSOUND for _ in ([] if root is None else root.iter(*_BROUGHT_IN)))


def _pieces(element: Any, styles: Styles) -> Iterator[str]:
    """The text in *element* but not in paragraphs within it, with a sign where some of it is not shown as it is."""
    for child in element.iterchildren("{*}*"):
        tag = _local(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _SIGNS and _local(element) == "r":
            yield _SIGNS[tag]
        elif tag in ("instrText", "fldSimple"):
            code = (child.text if tag == "instrText" else _value(child, "instr")) or ""
            yield "" if code.split()[:1] in _FIELDS else f"{_UNSOUND}{code}"
            yield from _pieces(child, styles)
        elif tag not in ("p", "del", "Fallback", "pPr", "rPr"):
            yield _UNSOUND if tag == "r" and _is_hidden(child, styles) else ""
            yield from _pieces(child, styles)


def _is_hidden(run: Any, styles: Styles) -> bool:
    """Whether the text of *run* is hidden or struck out, by itself or by a style."""
    paragraph = next(run.iterancestors("{*}p"), None)
    of_run = _value(run.find("{*}rPr/{*}rStyle"))
    of_paragraph = "" if paragraph is None else _value(paragraph.find("{*}pPr/{*}pStyle"))
    by_style = [styles[name].toggles for name in (of_run, of_paragraph) if name] or [styles.default.toggles]
    for name in HIDING:
        own = run.find(f"{{*}}rPr/{{*}}{name}")
        if any(toggles.get(name) for toggles in by_style) if own is None else is_on(_value(own)):
            return True
    return False


class _Numbers:
    """What Word counts by itself before paragraphs, by the trees of their *styles* and of the *numbering*."""

    def __init__(self, styles: Any | None, numbering: Any | None) -> None:
        self._of_style = {
            _value(style, "styleId"): (_number(style), _value(style.find("{*}basedOn")))
            for style in ([] if styles is None else styles.iter("{*}style"))
        }
        shapes = {
            _value(shape, "abstractNumId"): _value(shape.find("{*}lvl/{*}lvlText"))
            for shape in ([] if numbering is None else numbering.iter("{*}abstractNum"))
        }
        nums = {} if numbering is None else {_value(num, "numId"): num for num in numbering.iter("{*}num")}
        self._shapes = {number: _value(num.find("{*}abstractNumId")) for number, num in nums.items()}
        self._texts = {number: shapes.get(shape, "") for number, shape in self._shapes.items()}
        self._counted: Counter[str] = Counter()

    def label(self, paragraph: Any) -> str:
        """The number before *paragraph*, with a space; "" where there is none."""
        number = _number(paragraph)
        style = _value(paragraph.find("{*}pPr/{*}pStyle"))
        for _ in self._of_style:  # as often as styles can build on one another
            if number or style not in self._of_style:
                break
            number, style = self._of_style[style]
        text = self._texts.get(number, "")
        if text.count("%") != 1 or "%1" not in text:  # a bullet, or a number of several levels
            return ""
        shape = self._shapes[number]
        self._counted[shape] += 1
        return f"{text.replace('%1', str(self._counted[shape]))} "


def _number(element: Any) -> str:
    """The number of the list that a style or paragraph says it is in; "" where it says nothing."""
    return _value(element.find("{*}pPr/{*}numPr/{*}numId"))


def _value(element: Any | None, name: str = "val") -> str:
    if element is None:
        return ""
    return str(element.get(f"{element.tag.rpartition('}')[0]}}}{name}") or "")


def _local(element: Any | None) -> str:
    return "" if element is None else str(element.tag).rpartition("}")[2]
