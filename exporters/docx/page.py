"""What surrounds the body of a document: sheet, language, header, footer and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from docx.document import Document
from docx.shared import RGBColor, Twips

from exporters.docx.elements import Paragraph, W, carried, paragraph
from exporters.docx.scripts import base_script
from exporters.docx.styles import TEXT_WIDTH, half_points
from exporters.outline import Properties
from templates import Template, marking_color

_SHEETS = MappingProxyType({"A4": (11906, 16838), "Letter": (12240, 15840)})
"""Width and height in twentieths of a point."""

_TITLE_SIZES = ((160, 16), (90, 19))
"""A title longer than so many characters is set in so many points."""

_RUNNING_TITLE = 90
"""So many characters of the title stand in the header; it has room for one line."""

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


def prepare(document: Document, template: Template, properties: Properties, styles: Mapping[str, str]) -> None:
    """Set all of *document* but its body; *styles* gives the id of a style by its English name."""
    _set_sheet(document, template.page.size)
    _set_language(document, properties.language)
    _set_title_size(document, len(properties.title))
    _fill_header(document, properties.title, styles)
    _fill_footer(document, template.text.footer, styles)
    if template.marking:
        _mark(document, template.marking, styles)
    _set_properties(document, properties)


def _set_sheet(document: Document, size: str) -> None:
    section = document.sections[0]
    width, height = _SHEETS[size]
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = Twips((width - TEXT_WIDTH) // 2)


def _set_language(document: Document, language: str) -> None:
    if not _TAG.fullmatch(language):
        return
    name = language.partition("-")[0].lower()
    kind = "eastAsia" if name in _EAST_ASIAN else "bidi" if name in _RIGHT_TO_LEFT else "val"
    for element in (
        document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"),
        document.settings.element.find(f"{W}themeFontLang"),
    ):
        element.set(W + kind, _TAGS.get(language.lower(), language))


def _set_title_size(document: Document, length: int) -> None:
    size = next((size for longest, size in _TITLE_SIZES if length > longest), None)
    if size:
        for element in document.styles["Title"].element.find(f"{W}rPr"):
            if element.tag in (f"{W}sz", f"{W}szCs"):
                element.set(f"{W}val", half_points(size))


def _fill_header(document: Document, title: str, styles: Mapping[str, str]) -> None:
    """Name the document on every page but the first, which shows its title anyway."""
    words = " ".join(title.split())
    if len(words) > _RUNNING_TITLE:
        words = words[:_RUNNING_TITLE].rpartition(" ")[0] or words[:_RUNNING_TITLE]
        words += "…"
    header = document.sections[0].header.part.element
    del header[0]
    paragraph(header, "Header", base_script(words), styles).text(words)


def _fill_footer(document: Document, text: str, styles: Mapping[str, str]) -> None:
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        if text:
            line = Paragraph(footer.part.element[0], "latin", styles)
            line.tab()
            line.text(text)


def _mark(document: Document, marking: str, styles: Mapping[str, str]) -> None:
    """Draw the handling marking at the top and at the bottom of every page."""
    color = marking_color(marking).removeprefix("#")
    document.styles["Handling Marking"].font.color.rgb = RGBColor.from_string(color)
    section = document.sections[0]
    first = section.first_page_header.part.element
    del first[0]
    for part in (
        first,
        section.header.part.element,
        section.footer.part.element,
        section.first_page_footer.part.element,
    ):
        banner = paragraph(part, "Handling Marking", "latin", styles)
        banner.text(f"\u00a0{marking}\u00a0")
        if part.tag == f"{W}hdr":
            part.insert(0, banner.element)


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
    return carried(text)[:_LONGEST_PROPERTY]


def _moment(date: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(date) if date and _DATE.fullmatch(date) else _UNDATED
    except ValueError:
        return _UNDATED
    return moment if moment.year >= _FIRST_YEAR else _UNDATED
