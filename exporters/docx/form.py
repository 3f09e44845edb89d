"""The user's own text as a form: its places for the summary are found and filled.

A place is a content control with a tag of `outline.places`, as ``summary.bullets``, or a paragraph with nothing in it
but such a name in double braces. What fills it looks like what stood there: each paragraph of the summary is a copy
of the first paragraph of the place, its text in the style of the first run (ECMA-376 part 1, 17.5.2).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from exporters.docx import body
from exporters.docx.elements import W, carried
from exporters.docx.styles import NAMESPACE
from exporters.parts import Part
from summarizer.errors import nearest

_PREFIX = "summary."
_VIEWS = ("summary.short", "summary.medium", "summary.bullets")
_FILLED = re.compile(r"word/(document|header\d+|footer\d+)\.xml")
_BRACES = re.compile(r"\{\{\s*(summary\.[\w.]+)\s*\}\}")

# What a filled control is no longer: a prompt, bound to data that is not kept, or of one run without any format.
_NO_LONGER = frozenset(
    {"placeholder", "showingPlcHdr", "dataBinding", "text", "dropDownList", "comboBox", "date", "picture"}
)
# The order of the schema: what may stand in the properties of a run, and what behind the direction of a paragraph.
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
).split()
_BEHIND_DIRECTION = (
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()


@dataclass(frozen=True, slots=True)
class Place:
    """A place called *name*: a content control, or the paragraph that names it in braces."""

    name: str
    element: Any

    @property
    def is_control(self) -> bool:
        """Whether it is a content control."""
        return bool(self.element.tag == f"{W}sdt")


@dataclass(frozen=True, slots=True)
class Filled:
    """The *parts* of a file whose places are filled; whether a view of the summary stands in one of them."""

    parts: Mapping[str, bytes]
    has_view: bool = False
    warnings: tuple[str, ...] = ()


def places(root: Any) -> Iterator[Place]:
    """The places for a summary in a document, header or footer, in order."""
    for element in root.iter(f"{W}sdt", f"{W}p"):
        name = _tag(element) if element.tag == f"{W}sdt" else _braced(element)
        inside = any(_tag(each).startswith(_PREFIX) for each in element.iterancestors(f"{W}sdt"))
        if name.startswith(_PREFIX) and not inside:
            yield Place(name, element)


def fill(
    parts: Mapping[str, bytes], of: str, contents: Mapping[str, Sequence[Part]], styles: Mapping[str, str]
) -> Filled:
    """The *parts* of the file called *of*, their places filled with *contents*, by the names of the places."""
    roots = {name: etree.fromstring(part) for name, part in parts.items() if _FILLED.fullmatch(name)}
    found = {name: list(places(root)) for name, root in roots.items()}
    known = dict.fromkeys(place.name for each in found.values() for place in each)
    texts = body.draw_each({name: contents[name] for name in known if name in contents}, styles, plain=True)
    headings = {styles[f"Heading {level}"] for level in (1, 2, 3)}
    drawn = {name: _paragraphs(text, headings) for name, text in texts.items()}
    warnings = tuple(_unknown(of, name, contents) for name in known if name not in contents)
    filled = dict(parts)
    for name, root in roots.items():
        for place in found[name]:
            if place.name in drawn:
                _fill(place, drawn[place.name])
                drawn[place.name] = [_without_bookmarks(each) for each in drawn[place.name]]  # each is there once
        if found[name]:
            filled[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Filled(filled, any(name in known for name in _VIEWS), warnings)


def _tag(control: Any) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else str(tag.get(f"{W}val", "")).strip()


def _braced(paragraph: Any) -> str:
    match = _BRACES.fullmatch("".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip())
    return match[1] if match else ""


def _unknown(of: str, name: str, contents: Mapping[str, Sequence[Part]]) -> str:
    return f"{of} has a place {name}, which nothing fills ({nearest(name, list(contents), 'see docs/templates.md')})"


def _paragraphs(text: str, headings: Collection[str]) -> list[Any]:
    """The elements in *text*; *headings* are styles whose place bold letters take."""
    kept, _ = carried(text)
    paragraphs = list(etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{kept}</w:body>'))
    for paragraph in paragraphs:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in headings:
            for run in paragraph.iter(f"{W}r"):
                _set_properties(run, {f"{W}b": etree.Element(f"{W}b"), f"{W}bCs": etree.Element(f"{W}bCs")})
    return paragraphs


def _without_bookmarks(paragraph: Any) -> Any:
    copy = deepcopy(paragraph)
    for mark in list(copy.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    return copy


def _fill(place: Place, drawn: Sequence[Any]) -> None:
    if not place.is_control:
        for paragraph in _in_look_of(place.element, _run_look(place.element), drawn):
            place.element.addprevious(paragraph)
        place.element.getparent().remove(place.element)
        return
    properties, content = place.element.find(f"{W}sdtPr"), place.element.find(f"{W}sdtContent")
    if content is None:
        content = etree.SubElement(place.element, f"{W}sdtContent")
    look = properties.find(f"{W}rPr") if _is_prompt(properties) else _run_look(content)
    for setting in [each for each in properties if etree.QName(each).localname in _NO_LONGER]:
        properties.remove(setting)
    first = next(content.iter(f"{W}p"), None)
    if first is None:
        content[:] = _in_line(look, drawn)
    else:
        holder = first.getparent()
        holder[:] = [
            *holder.iterchildren(f"{W}tcPr"),  # where the control is a cell of a table
            *_in_look_of(first, look, drawn),
        ]


def _is_prompt(properties: Any) -> bool:
    return properties.find(f"{W}showingPlcHdr") is not None


def _run_look(element: Any) -> Any:
    """The properties of the first run, None where it has none."""
    run = next(element.iter(f"{W}r"), None)
    return None if run is None else run.find(f"{W}rPr")


def _in_look_of(model: Any, look: Any, drawn: Sequence[Any]) -> Iterator[Any]:
    """The *drawn* paragraphs with the properties of *model*, their text with those of *look*; at least one."""
    for paragraph in drawn or [etree.Element(f"{W}p")]:
        new = etree.Element(f"{W}p")
        properties = model.find(f"{W}pPr")
        if properties is not None:
            new.append(deepcopy(properties))
        if paragraph.find(f"{W}pPr/{W}bidi") is not None:
            _set_direction(new)
        new.extend(_content(paragraph, look))
        yield new


def _in_line(look: Any, drawn: Sequence[Any]) -> Iterator[Any]:
    """What stands in the *drawn* paragraphs, a line for each."""
    for number, paragraph in enumerate(drawn):
        if number:
            yield etree.fromstring(f'<w:r xmlns:w="{NAMESPACE}"><w:br/></w:r>')
        yield from _content(paragraph, look)


def _content(paragraph: Any, look: Any) -> Iterator[Any]:
    """What stands in *paragraph*, text of the source in that *look*."""
    for element in deepcopy(paragraph).iterchildren():
        if element.tag != f"{W}pPr":
            for run in element.iter(f"{W}r"):
                _dress(run, look)
            yield element


def _dress(run: Any, look: Any) -> None:
    """Give *run* the properties of *look* that it has not, unless it is in a style of ours."""
    own = run.find(f"{W}rPr")
    if look is None or (own is not None and own.find(f"{W}rStyle") is not None):
        return
    _set_properties(run, {each.tag: deepcopy(each) for each in look})


def _set_properties(run: Any, new: Mapping[str, Any]) -> None:
    """Give *run* the *new* properties, by their tags, beside those that it has, in the order of the schema."""
    own = run.find(f"{W}rPr")
    properties = {**new, **({} if own is None else {each.tag: each for each in own})}
    fonts = f"{W}rFonts"
    if fonts in new and properties[fonts] is not new[fonts]:  # ours says only which of the fonts is meant
        properties[fonts].attrib.update({**new[fonts].attrib, **properties[fonts].attrib})
    if own is None:
        own = etree.Element(f"{W}rPr")
        run.insert(0, own)
    own[:] = [properties[W + tag] for tag in _RUN if W + tag in properties]


def _set_direction(paragraph: Any) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{W}bidi") is None:
        later = {W + tag for tag in _BEHIND_DIRECTION}
        place = next((number for number, each in enumerate(properties) if each.tag in later), len(properties))
        properties.insert(place, etree.Element(f"{W}bidi"))
