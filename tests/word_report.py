"""A report as it goes round an office: tables, tracked changes, a text box, a control, a table of contents."""

from __future__ import annotations

from tests.packages import paragraph, run, table, word

_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{inner}</w:style>'
    for identifier, name, inner in (
        ("Titel", "Title", ""),
        ("Untertitel", "Subtitle", ""),
        ("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Kapitel", "Chapter of the house", '<w:basedOn w:val="berschrift1"/>'),
        ("Verzeichnis1", "toc 1", ""),
        ("Beschriftung", "caption", ""),
        ("Aufzhlung", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ("Versteckt", "Notes to the editor", "<w:rPr><w:vanish/></w:rPr>"),
    )
)
_CORE = (
    "<dc:title>Document1</dc:title><dc:creator>Ines Calloway</dc:creator>"
    "<dcterms:modified>2026-05-04T10:00:00Z</dcterms:modified>"
)


def _p(style: str, *runs: str) -> str:
    return paragraph(*runs, properties=f'<w:pStyle w:val="{style}"/>')


def _inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="Ann">{run(text)}</w:ins>'


def _deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="Ann"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def _box(text: str) -> str:
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def report() -> bytes:
    """The report, by somebody whose Word speaks German."""
    control = "<w:sdt><w:sdtPr><w:alias w:val='Place'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = (
        _p("Titel", "Flood protection on the lower Weir")
        + _p("Untertitel", "Half-yearly report to the river board")
        + _p("Verzeichnis1", "Progress of the works\t2")
        + _p("Verzeichnis1", "Costs and risks\t3")
        + _p("Kapitel", "Progress of the works")
        + paragraph(
            "The northern dyke reached its full height in ",
            _deleted("March"),
            _inserted("April"),
            ", ",
            _deleted("two weeks"),
            _inserted("six weeks"),
            " later than planned. ",
            run("Persistent ground water delayed the foundations. "),
            _box("Residents can visit the site on the first Saturday of every month."),
            control.format(run("Pumps at Mill Lane kept the pit dry until the sheet piles were in place.")),
        )
        + paragraph(_deleted("The contractor has been warned twice."))
        + paragraph(
            _inserted("The contractor and the board agreed on a new date for the southern dyke: 30 September 2026.")
        )
        + _p("Versteckt", "Check this number with the treasurer before it goes out.")
        + _p("Beschriftung", "Table 1: Height of the dykes")
        + table(("Section", "Planned (m)", "Built (m)"), ("North", "4.20", "4.20"), ("South", "4.20", "2.75"))
        + _p("Kapitel", "Costs and risks")
        + paragraph(
            "So far 11.4 million pounds have been spent, which is 300,000 pounds below the budget. "
            "Steel became cheaper in winter, and this alone saved half a million pounds."
        )
        + table(
            ("Risk", "What it means and what is done"),
            ("Ground water", "A wet summer would stop the southern foundations for up to eight weeks."),
            ("Traffic", "Lorries use the harbour road only, so that the school route on Mill Lane stays free."),
        )
        + _p("Kapitel", "Decisions wanted")
        + _p("Aufzhlung", "Release the second instalment of 3.1 million pounds.")
        + _p("Aufzhlung", "Approve the new date for the southern dyke.")
        + paragraph("The board meets on 12 May to decide on both.")
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return word(body, styles=_STYLES, numbering=numbering, core=_CORE)
