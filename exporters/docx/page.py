"""What surrounds the body of a document: sheet, language, header, footer and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from docx.document import Document
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.shared import Twips
from lxml import etree

from exporters.docx.elements import W, carried, paragraph
from exporters.docx.reference import Base
from exporters.docx.scripts import base_script
from exporters.docx.sizes import scaled
from exporters.docx.styles import TEXT_WIDTH, half_points
from exporters.outline import Properties
from templates import Fonts, Template, marking_color

_SHEETS = MappingProxyType({"A4": (11906, 16838), "Letter": (12240, 15840)})
"""Width and height in twentieths of a point."""

_TITLE_SIZES = ((160, 16), (90, 19))
"""A title longer than so many characters is set in so many points, where running text has its size in the base."""

_RUNNING_TITLE, _HEADER_SIZE = 90, 9
"""So many characters of the title, in so many points, stand in the header; it has room for one line."""

_MARKING = "HandlingMarking"
"""The id of our style for it, by which the marking of a handout that serves as reference document is known."""

_FIELDS = MappingProxyType({"page": "PAGE", "pages": "NUMPAGES"})
"""What the label of a page number names in braces, each with the field that says it."""

_NUMBER = re.compile(r"\{(page|pages)\}")

_UNDATED = datetime(2000, 1, 1)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# Earlier than this, Windows cannot say when a file was made.
_FIRST_YEAR = 1601
# What Open XML allows a property.
_LONGEST_PROPERTY = 255

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Word checks spelling by country; these stand in where only the language is known.
_COUNTRIES = (
    "ar-SA cs-CZ da-DK de-DE el-GR en-US es-ES et-EE fa-IR fi-FI fr-FR he-IL hi-IN hu-HU it-IT ja-JP ko-KR nb-NO nl-NL "
    "no-NO pl-PL pt-PT ro-RO ru-RU sl-SI sv-SE th-TH tr-TR uk-UA ur-PK vi-VN zh-CN"
)
_TAGS: Mapping[str, str] = MappingProxyType({tag[:2]: tag for tag in _COUNTRIES.split()})
_EAST_ASIAN, _RIGHT_TO_LEFT = ("ja", "ko", "zh"), ("ar", "fa", "he", "ur")


def prepare(document: Document, template: Template, properties: Properties, base: Base) -> None:
    """Set all of *document*, which is opened from *base*, but its body."""
    if template.reference is None:
        _set_sheet(document, template.page.size)
    _set_language(document, properties.language, base.styles["Normal"])
    if "Title" in base.made or template.reference is None:
        _set_title_size(_style(document, base.styles["Title"]), len(properties.title), template.fonts)
    for part in furniture(document):
        _renew(part, base, _running(properties.title, template.fonts))
    if "header" in base.own:
        _fill_header(document, _running(properties.title, template.fonts), base.styles)
    if "footer" in base.own:
        _fill_footer(document, template, base.styles)
    if template.marking:
        _mark(document, template.marking, base.styles)
    _set_properties(document, properties)


def _style(document: Document, id_: str) -> Any:
    return next(style for style in document.styles.element.iter(f"{W}style") if style.get(f"{W}styleId") == id_)


def furniture(document: Document) -> list[Any]:
    """The elements of all headers and footers."""
    parts = [each.target_part for each in document.part.rels.values() if not each.is_external]
    return [part.element for part in parts if isinstance(part, HeaderPart | FooterPart)]


def _set_sheet(document: Document, size: str) -> None:
    section = document.sections[0]
    width, height = _SHEETS[size]
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = Twips((width - TEXT_WIDTH) // 2)


def _set_language(document: Document, language: str, normal: str) -> None:
    if not _TAG.fullmatch(language):
        return
    name = language.partition("-")[0].lower()
    kind = "eastAsia" if name in _EAST_ASIAN else "bidi" if name in _RIGHT_TO_LEFT else "val"
    elements = [
        document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"),
        document.settings.element.find(f"{W}themeFontLang"),
        _style(document, normal).find(f"{W}rPr/{W}lang"),
    ]
    for element in elements:
        if element is not None:
            element.set(W + kind, _TAGS.get(language.lower(), language))


def _set_title_size(title: Any, length: int, fonts: Fonts) -> None:
    size = next((size for longest, size in _TITLE_SIZES if length > longest), None)
    if size:
        for element in title.find(f"{W}rPr"):
            if element.tag in (f"{W}sz", f"{W}szCs"):
                element.set(f"{W}val", half_points(scaled(size, fonts)))


def _running(title: str, fonts: Fonts) -> str:
    """As much of *title* as a header has room for in the size that goes with *fonts*."""
    words = " ".join(title.split())
    room = int(_RUNNING_TITLE * _HEADER_SIZE / scaled(_HEADER_SIZE, fonts))
    if len(words) <= room:
        return words
    return (words[:room].rpartition(" ")[0] or words[:room]) + "…"


def _renew(part: Any, base: Base, title: str) -> None:
    """Put *title* where a header or footer of a reference document shows that one's own, and take out its marking."""
    for each in list(part.iter(f"{W}p")):
        style = each.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == _MARKING:
            each.getparent().remove(each)
            continue
        words = list(each.iter(f"{W}t"))
        if base.title and _is_title("".join(word.text or "" for word in words).strip(), base.title):
            for number, word in enumerate(words):
                word.text = carried(title)[0] if number == 0 else ""
    if len(part) == 0:
        part.append(etree.Element(f"{W}p"))


def _is_title(words: str, title: str) -> bool:
    """Whether *words* are *title*, or the beginning of it that `_running` has left."""
    beginning = words.removesuffix("…")
    return words == title or (beginning != "" and beginning != words and " ".join(title.split()).startswith(beginning))


def _fill_header(document: Document, title: str, styles: Mapping[str, str]) -> None:
    """Name the document on every page but the first, which shows its title anyway."""
    for header in _of_other_pages(document, "header"):
        line = paragraph("Header", base_script(title), styles)
        line.text(title)
        header[:] = [line.element()]


def _of_other_pages(document: Document, kind: str) -> list[Any]:
    """The elements of the *kind* "header" or "footer" on all pages but the first."""
    section = document.sections[0]
    facing = [f"even_page_{kind}"] if document.settings.odd_and_even_pages_header_footer else []
    return [getattr(section, name).part.element for name in (kind, *facing)]


def _fill_footer(document: Document, template: Template, styles: Mapping[str, str]) -> None:
    """Number the pages on the side where reading begins; the words of the template stand on the other one."""
    section, label = document.sections[0], template.labels.page
    for footer in (*_of_other_pages(document, "footer"), section.first_page_footer.part.element):
        line = paragraph("Footer", base_script(_NUMBER.sub("", label)), styles)
        for number, piece in enumerate(_NUMBER.split(label)):
            if number % 2:
                line.field(_FIELDS[piece])
            else:
                line.text(piece)
        if template.text.footer:
            line.tab()
            line.remark(template.text.footer)
        footer[:] = [line.element()]
        if template.reference is not None:
            _set_tab(footer[0].find(f"{W}pPr"), _style(document, styles["Footer"]), document)


def _set_tab(properties: Any, style: Any, document: Document) -> None:
    """The only tabulator at the far edge of the text, whatever those of the style *Footer* are."""
    tabs = {tab.get(f"{W}pos"): "clear" for tab in style.iter(f"{W}tab")} | {str(text_width(document)): "right"}
    element = etree.Element(f"{W}tabs")
    properties.insert(1, element)  # behind the name of the style, where the schema has it
    for position in sorted(filter(str.isdecimal, tabs), key=int):
        etree.SubElement(element, f"{W}tab", {f"{W}val": tabs[position], f"{W}pos": position})


def text_width(document: Document) -> int:
    """From margin to margin, in twentieths of a point; 1 where the margins of a reference document meet."""
    section = document.sections[0]
    lengths = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (0 if length is None else round(length.twips) for length in lengths)
    return max(width - left - right, 1)


def _mark(document: Document, marking: str, styles: Mapping[str, str]) -> None:
    """Draw the handling marking at the top and at the bottom of every page."""
    color = _style(document, styles["Handling Marking"]).find(f"{W}rPr/{W}color")
    if color is not None:  # a style that the user named may have none
        color.set(f"{W}val", marking_color(marking).removeprefix("#"))
    for part in furniture(document):
        banner = paragraph("Handling Marking", "latin", styles)
        banner.text(f"\u00a0{marking}\u00a0")
        if len(part) == 1 and part[0].find(f"{W}r") is None:  # the empty paragraph of a page without a header
            del part[0]
        part.insert(0 if part.tag == f"{W}hdr" else len(part), banner.element())


def _set_properties(document: Document, properties: Properties) -> None:
    core = document.core_properties
    core.title = _property(properties.title)
    core.author = core.last_modified_by = _property(properties.author)
    core.subject = _property(properties.subject)
    core.keywords = _property(properties.keywords)
    core.language = properties.language if _TAG.fullmatch(properties.language) else ""
    core.created = core.modified = _moment(properties.date)
    core.revision = 1


def _property(text: str) -> str:
    return carried(text)[0][:_LONGEST_PROPERTY]


def _moment(date: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(date) if date and _DATE.fullmatch(date) else _UNDATED
    except ValueError:
        return _UNDATED
    return moment if moment.year >= _FIRST_YEAR else _UNDATED
