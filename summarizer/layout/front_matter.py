"""Lines around a text that are none of it: what a press release calls itself, whom to ask, who wrote it when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from summarizer.layout.headings import reads_as_heading
from summarizer.layout.units import HEADING_CHARACTERS, Unit, ended

_MOST_LINES = 6  # of a block of contacts
_LABEL = re.compile(
    r"\W*(?:for immediate release|press release|news release|pressemitteilung|communiqué de presse|nota de prensa"
    r"|comunicato stampa)\W*",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:media|press) (?:contacts?|enquiries|inquiries)|pressekontakt|contacts? presse|contacto de prensa"
    r"|contatti stampa)\s?:",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI)\s(?P<name>\S+(?:\s\S+){1,7}?)(?:,\s[^,]{2,40}|\s\|\s[^|]{2,40})?"
)
_NAME = re.compile(r"(?:[A-Z\u00c0-\u024f][\w.'’-]*,?|and|und|et|y|e|de|da|di|van|von|der|den|del|la|le|al|el|bin)")
_ARTICLES = frozenset("the a an der die das le la les el los il lo my our".split())  # "By The Sea"
_DATE_LINE = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted)|veröffentlicht|aktualisiert|publié|mis à jour|publicado"
    r"|actualizado|pubblicato|aggiornato)\b(?:\s?:|\s(?:on|am|le|el|il)\b)?\s(?=.*\d).{4,80}",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d[./:]\d")
_ADDRESS = re.compile(r"\w@\w|\+\d|\d[\d\s()/-]{6,}\d")  # of e-mail, or a telephone number


def note_front_matter(units: Sequence[Unit]) -> None:
    """Make each of *units* a ``note`` that is front matter.

    That is a label at the top, a byline or a date between the title and the text, and blocks of contacts anywhere.
    """
    if units and units[0].kind == "text" and _LABEL.fullmatch(units[0].text):
        units[0].kind = "note"
    for block in _blocks(units):
        if _is_contact(block):
            for unit in block:
                unit.kind = "note"
    for unit in _below_title([unit for unit in units if unit.text and unit.kind != "note"]):
        if all(_is_byline(line.text) or _is_date_line(line.text) for line in unit.lines):
            unit.kind = "note"


def _below_title(units: Sequence[Unit]) -> Iterator[Unit]:
    """Those of *units* between the first, if it may be a title, and the first one that looks like text."""
    if units and len(units[0].lines) == 1 and reads_as_heading(units[0].text):
        yield from takewhile(
            lambda unit: unit.kind == "text" and len(unit.text) <= HEADING_CHARACTERS and not ended(unit.text),
            units[1:],
        )


def _is_byline(text: str) -> bool:
    """Whether *text* says who wrote what stands below it, by name."""
    found = _BYLINE.fullmatch(text) if len(text) <= HEADING_CHARACTERS else None
    words = found["name"].split() if found else [""]
    return words[0].casefold() not in _ARTICLES and all(map(_NAME.fullmatch, words))


def _is_date_line(text: str) -> bool:
    """Whether *text* says when what stands below it came out."""
    return _DATE_LINE.fullmatch(text) is not None and _DATE.search(text) is not None


def _blocks(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """The *units* between two gaps."""
    block: list[Unit] = []
    for unit in units:
        if unit.gap and block:
            yield block
            block = []
        block.append(unit)
    if block:
        yield block


def _is_contact(block: Sequence[Unit]) -> bool:
    """Whether the few short lines of *block* say whom the press may ask, and where."""
    if not _CONTACT.match(block[0].text):
        return False
    lines = [line for unit in block for line in unit.lines]
    is_short = len(lines) <= _MOST_LINES and all(len(line.text) <= HEADING_CHARACTERS for line in lines)
    return is_short and all(unit.kind == "text" for unit in block) and any(_ADDRESS.search(line.text) for line in lines)
