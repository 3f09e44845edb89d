"""The styles and the numbering of the base document, as WordprocessingML.

Fonts are those of the theme, which every desk with an office suite has: Cambria for reading, Calibri for what leads
the eye. Each paragraph and run of a summary has a style, so that a user changes a look in one place.
"""

from __future__ import annotations

from templates import Colors

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT_WIDTH = 9070
"""The width of the text in twentieths of a point, 160 mm: as wide on Letter as on A4, so that tabulators fit both."""

COLORS = {name: getattr(Colors(), name)[1:] for name in Colors.__slots__}
"""The colours that stand for the template's, as ``RRGGBB`` by their names in `templates.Colors`."""

RUNNING_TEXT = 10.5
"""The size of running text, in points, that all other sizes here go with."""

_LISTED, _COUNTED, _BULLETED, _NONE = 1, 2, 3, 0


def half_points(points: float) -> str:
    """A size in *points* as Word writes it."""
    return f"{points * 2:.0f}"


def _fonts(theme: str) -> str:
    return (
        f'<w:rFonts w:asciiTheme="{theme}HAnsi" w:hAnsiTheme="{theme}HAnsi" '
        f'w:eastAsiaTheme="{theme}EastAsia" w:cstheme="{theme}Bidi"/>'
    )


_SERIF, _SANS = _fonts("minor"), _fonts("major")
_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"


def _color(name: str) -> str:
    return f'<w:color w:val="{COLORS[name]}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _border(side: str, color: str, eighths: int, space: int) -> str:
    """A line of a width in eighths of a point, its distance from the text in points."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{COLORS[color]}"/>'


# Word has no padding: lines in the colour of the ground push its edge away from the text.
_BOX = (
    f"<w:pBdr>{_border('top', 'tint', 4, 6)}{_border('left', 'accent', 24, 9)}"
    f"{_border('bottom', 'tint', 4, 6)}{_border('right', 'tint', 4, 9)}</w:pBdr>{_shade(COLORS['tint'])}"
)


def _spacing(before: float, after: float, line: float) -> str:
    """Space *before* and *after* in points, the distance of lines as a multiple of the font's own."""
    twips = f'w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"'
    return f'<w:spacing {twips} w:line="{line * 240:.0f}" w:lineRule="auto"/>'


def _indent(left: int, hanging: int = 0, right: int = 0) -> str:
    """Indents in twentieths of a point; left is where the reading begins, in right-to-left text on the right."""
    rest = (f' w:right="{right}"' if right else "") + (f' w:hanging="{hanging}"' if hanging else "")
    return f'<w:ind w:left="{left}"{rest}/>'


def _numbered(list_: int) -> str:
    return f'<w:numPr><w:numId w:val="{list_}"/></w:numPr>'


def _tab(side: str, position: int) -> str:
    return f'<w:tabs><w:tab w:val="{side}" w:pos="{position}"/></w:tabs>'


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number}"/>'


# name as Word spells it, based on, followed by, properties of the paragraph, properties of its runs
_PARAGRAPHS = (
    ("Logo", "Normal", "Title", _KEEP + _spacing(0, 10, 1), ""),
    ("Kicker", "Normal", "Title", _KEEP + _spacing(0, 3, 1), _SANS + _BOLD + _color("accent") + _size(9)),
    ("Title", "Normal", "Subtitle", _KEEP + _spacing(0, 7, 1), _BOLD + _size(23)),
    ("Subtitle", "Normal", "Normal", _spacing(0, 12, 1.1), _SANS + _color("muted") + _size(9.5)),
    (
        "heading 1",
        "Normal",
        "Normal",
        _KEEP + _spacing(16, 5, 1) + _level(0),
        _SANS + _BOLD + _color("accent") + _size(14),
    ),
    ("heading 2", "Normal", "Normal", _KEEP + _spacing(10, 4, 1) + _level(1), _SANS + _BOLD + _size(11.5)),
    (
        "heading 3",
        "Normal",
        "Normal",
        _KEEP + _spacing(8, 3, 1) + _level(2),
        _SANS + _BOLD + _color("muted") + _size(10.5),
    ),
    (
        "Quote",
        "Normal",
        "Normal",
        f"<w:keepLines/>{_BOX}{_spacing(6, 12, 1.2)}{_indent(227, right=227)}",
        _size(11.5),
    ),
    ("List Number", "Normal", "List Number", f"<w:keepLines/>{_numbered(_LISTED)}{_spacing(0, 5, 1.15)}", ""),
    ("List Bullet", "Normal", "List Bullet", _numbered(_BULLETED) + _spacing(0, 5, 1.15), ""),
    ("caption", "Normal", "Normal", _spacing(0, 6, 1), _SANS + _color("muted") + _size(9)),
    ("Notice", "Normal", "Normal", _KEEP + _spacing(0, 8, 1.1), _SANS + _color("muted") + _size(9.5)),
    ("Source Paragraph", "Normal", "Source Paragraph", _numbered(_COUNTED) + _spacing(0, 4, 1.15), _size(9)),
    (
        "Labelled Source Paragraph",
        "Source Paragraph",
        "Labelled Source Paragraph",
        _numbered(_NONE) + _tab("left", 737) + _indent(737, 737),
        "",
    ),
    ("header", "Normal", "", _spacing(0, 0, 1), _SANS + _color("muted") + _size(9)),
    (
        "footer",
        "Normal",
        "",
        f"<w:pBdr>{_border('top', 'rule', 4, 6)}</w:pBdr>{_tab('right', TEXT_WIDTH)}{_spacing(0, 0, 1)}",
        _SANS + _color("muted") + _size(9),
    ),
    (
        "Handling Marking",
        "Normal",
        "",
        f'{_spacing(4, 4, 1)}<w:jc w:val="right"/>',
        f'{_SANS}{_BOLD}<w:color w:val="FFFFFF"/>{_size(12)}{_shade("000000")}',
    ),
)

# name, based on, properties
_CHARACTERS = (
    ("Hyperlink", "Default Paragraph Font", f'{_color("accent")}<w:u w:val="single"/>'),
    ("Source Link", "Hyperlink", _SANS + _size(9)),
    ("Source Label", "Default Paragraph Font", _SANS + _color("muted") + _size(8)),
    ("Fact Label", "Default Paragraph Font", _BOLD),
    ("Key Sentence", "Default Paragraph Font", _shade(COLORS["highlight"])),
    ("Repetition Note", "Default Paragraph Font", _SANS + _color("muted") + _size(9)),
)

_OWN = frozenset(
    {
        "Logo",
        "Kicker",
        "Notice",
        "Source Paragraph",
        "Labelled Source Paragraph",
        "Handling Marking",
        "Source Link",
        "Source Label",
        "Fact Label",
        "Key Sentence",
        "Repetition Note",
    }
)

_DEFAULTS = f"""\
<w:docDefaults><w:rPrDefault><w:rPr>{_SERIF}{_size(RUNNING_TEXT)}\
<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" \
w:defQFormat="0" w:count="376"/>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr><w:widowControl/>{_spacing(0, 6, 1.2)}</w:pPr><w:rPr>{_color("ink")}</w:rPr></w:style>\
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>\
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>\
<w:style w:type="table" w:default="1" w:styleId="NormalTable"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>\
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>\
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>\
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>\
<w:semiHidden/><w:unhideWhenUsed/></w:style>"""


def styles() -> str:
    """The element of all styles."""
    paragraphs = (
        _style("paragraph", name, based_on, f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr>", following)
        for name, based_on, following, paragraph, run in _PARAGRAPHS
    )
    characters = (_style("character", name, based_on, f"<w:rPr>{run}</w:rPr>") for name, based_on, run in _CHARACTERS)
    return f'<w:styles xmlns:w="{NAMESPACE}">{_DEFAULTS}{"".join(paragraphs)}{"".join(characters)}</w:styles>'


def _style(kind: str, name: str, based_on: str, properties: str, following: str = "") -> str:
    own = ' w:customStyle="1"' if name in _OWN else ""
    after = f'<w:next w:val="{_id(following)}"/>' if following else ""
    return (
        f'<w:style w:type="{kind}"{own} w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{_id(based_on)}"/>{after}<w:qFormat/>{properties}</w:style>'
    )


def _id(name: str) -> str:
    return name.title().replace(" ", "")


def numbering() -> str:
    """The element of all lists, each bound to the paragraph style of the same kind."""
    lists = (
        _list(_LISTED, "decimal", "%1", "ListNumber", 425, _SANS + _BOLD + _color("accent")),
        _list(_COUNTED, "decimal", "¶%1", "SourceParagraph", 567, _SANS + _color("muted") + _size(8)),
        _list(_BULLETED, "bullet", "•", "ListBullet", 425, _color("accent")),
    )
    numbers = (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (_LISTED, _COUNTED, _BULLETED)
    )
    return f'<w:numbering xmlns:w="{NAMESPACE}">{"".join(lists)}{"".join(numbers)}</w:numbering>'


def _list(number: int, form: str, text: str, style: str, indent: int, run: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="0C05BEC{number}"/>'
        '<w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{_indent(indent, indent)}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:lvl></w:abstractNum>"
    )
