"""What a template can set, as values; `loading` reads them from a file, the exporters draw by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from templates.names import VIEWS

View = Literal["short", "medium", "bullets"]
"""The name of a view: one of `VIEWS`."""


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet that PDF and Word are set on."""

    size: Literal["A4", "Letter"] = "A4"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: the *data* of a PNG or JPEG file, its *format* and its size in pixels."""

    data: bytes = field(repr=False)
    format: Literal["PNG", "JPEG"]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture above the title: its *file*, the *text* that is read out in its place, its *height* in mm."""

    file: Image | None = None
    text: str = ""
    height: float = 12


@dataclass(frozen=True, slots=True)
class Font:
    """A TrueType font that may be embedded: the *data* of its file and the *family* that it belongs to."""

    data: bytes = field(repr=False)
    family: str


@dataclass(frozen=True, slots=True)
class Fonts:
    """The *size* of running text in points, in PDF and Word, and the fonts of a PDF; None is Source Serif or Sans."""

    size: float = 10.2
    serif: Font | None = None
    serif_bold: Font | None = None
    sans: Font | None = None
    sans_bold: Font | None = None


LARGE_PRINT = 14.0
"""In a template whose running text is of this size or larger, nothing is set smaller: who needs it, needs all of it."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of ours that stand on every page; "" leaves them out.

    *language* is the one that our words are in; ``auto`` is that of the summary.
    """

    language: str = "auto"
    kicker: str = ""
    footer: str = "Extracted from the source text; nothing added."


@dataclass(frozen=True, slots=True)
class Labels:
    """Every other phrase of ours that a reader sees; a name in braces stands for what it names.

    *thousands* parts the digits of a large number in groups of three. *colon* and *comma* have the space around them.
    """

    short: str = "At a glance"
    bullets: str = "Key points"
    medium: str = "Summary"
    source: str = "Source text"
    facts_source: str = "Source"
    facts_date: str = "Date"
    facts_marking: str = "Handling"
    facts_marked: str = "Marked"
    untitled: str = "Summary"
    standard_input: str = "standard input"
    word: str = "1 word"
    words: str = "{count} words"
    thousands: str = ","
    colon: str = ": "
    comma: str = ", "
    share: str = "{words} ({percent} %)"
    stated_once: str = "Stated once"
    stated: str = "Stated {count} times"
    more: str = "and {count} more"
    more_paragraphs: str = "More paragraphs"
    paragraph: str = "Paragraph {number}"
    paragraph_of: str = "Paragraph {number} of source {source}"
    back: str = "Back to key point {number}"
    brackets: str = "The number in brackets after a sentence is that of the key point that it states."
    highlights: str = (
        "What is marked is what the summary quotes; behind it stands how often and where the source says it."
    )
    nothing: str = "No summary could be made: the source has no sentence."
    whole: str = "This is the whole text: it is too short to be summarised."
    page: str = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as ``#RRGGBB``; on the terminal only *accent* and *muted* count, as bold and dim."""

    ink: str = "#1B1F24"
    muted: str = "#5A6572"
    accent: str = "#0B4F6C"
    tint: str = "#EEF4F6"
    rule: str = "#C9D3D9"
    highlight: str = "#FFF3C4"


@dataclass(frozen=True, slots=True)
class Show:
    """What is drawn: section heads in a left *rail*, the short summary in a tinted *box*, the source as *appendix*.

    The *body* of the page is the summary, or the source itself with the sentences marked that the summary shows.
    """

    rail: bool = False
    box: bool = False
    facts: bool = True
    counts: bool = True
    appendix: Literal["none", "quoted", "full"] = "none"
    body: Literal["summary", "source"] = "summary"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the user says of the document; None leaves it to the sources, "" takes it away, but for a *language*.

    Without a title, a page is called by the name of its file. *date* is shown as it is written.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    subject: str | None = None
    keywords: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """Names of styles in a reference document, each to be used for the style of ours; "" looks for that one's name."""

    logo: str = ""
    kicker: str = ""
    title: str = ""
    subtitle: str = ""
    heading_1: str = ""
    heading_2: str = ""
    heading_3: str = ""
    normal: str = ""
    quote: str = ""
    list_number: str = ""
    notice: str = ""
    source_paragraph: str = ""
    labelled_source_paragraph: str = ""
    header: str = ""
    footer: str = ""
    handling_marking: str = ""
    hyperlink: str = ""
    source_link: str = ""
    source_label: str = ""
    fact_label: str = ""
    key_sentence: str = ""
    repetition_note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A Word file whose page, header, footer and styles are to be used: its bytes, and its *name* for messages."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Template:
    """How a summary looks.

    The tables up to *show* and the handling *marking* of every page come from a file, the rest from the command line:
    the *views* that are drawn, and for text the width in *columns*, whether *color* may be used, and whether signs
    outside ASCII must be replaced. A marking may come from there, too. For Word, *styles* (from a file) go with the
    *reference* document.
    """

    name: str
    page: Page = Page()
    logo: Logo = Logo()
    fonts: Fonts = Fonts()
    text: Text = Text()
    labels: Labels = Labels()
    colors: Colors = Colors()
    show: Show = Show()
    views: tuple[View, ...] = VIEWS
    metadata: Metadata = field(default=Metadata())
    marking: str | None = None
    columns: int = 72
    color: bool = False
    ascii: bool = False
    styles: Styles = Styles()
    reference: Reference | None = None


TLP: Mapping[str, str] = MappingProxyType(
    {
        "TLP:RED": "#FF2B2B",
        "TLP:AMBER": "#FFC000",
        "TLP:AMBER+STRICT": "#FFC000",
        "TLP:GREEN": "#33FF00",
        "TLP:CLEAR": "#FFFFFF",
    }
)
"""The colours of the labels of the Traffic Light Protocol 2.0 (FIRST, 2022), which stand on black."""


def marking_color(marking: str) -> str:
    """The colour, on black, of a handling marking: that of a TLP label, else white."""
    return TLP.get(marking.strip().upper(), "#FFFFFF")
