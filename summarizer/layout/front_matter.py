"""Lines around a text that are none of it: what a press release calls itself, and whom to ask about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.layout.units import HEADING_CHARACTERS, Unit

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
_ADDRESS = re.compile(r"\w@\w|\+\d|\d[\d\s()/-]{6,}\d")  # of e-mail, or a telephone number


def note_front_matter(units: Sequence[Unit]) -> None:
    """Make each of *units* a ``note`` that is front matter: a label at the top, and blocks of contacts anywhere."""
    if units and units[0].kind == "text" and _LABEL.fullmatch(units[0].text):
        units[0].kind = "note"
    for block in _blocks(units):
        if _is_contact(block):
            for unit in block:
                unit.kind = "note"


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
