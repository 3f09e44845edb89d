"""Lines that are headings though nothing marks them, and captions, which look like them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.layout.units import (
    HEADING_CHARACTERS,
    HEADING_WORDS,
    OPENING,
    Unit,
    ended,
    has_letter,
    is_unfinished,
    roman,
    unspaced,
)

CONTENTS = frozenset({"contents", "tableofcontents", "inhalt", "inhaltsverzeichnis", "tabledesmatières", "índice"})
"""Headings of a table of contents, as `same_letters` gives them."""

_CAPTION_WORDS = 120
_TEENS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_CHAPTER_NUMBER = re.compile(
    r"(?:(?P<name>chapter|part|section|book|act|scene|appendix|chapitre|kapitel|cap[íi]tulo|capitolo|hoofdstuk)\s)?"
    rf"(?:(?P<digits>\d{{1,3}})|(?=\w)(?P<tens>{_TENS})?[-\s]?(?P<teens>{_TEENS})?|(?P<letters>[ivxlc]+|[a-z]))\.?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"((?:\d{1,2}\.)+\d{0,2})\s[^\W\d_]")
_CAPTION = re.compile(
    r"(?:figure|fig\.?|table|image|photo|picture|chart|listing|algorithm|abbildung|abb\.?|tabelle|tab\.?|grafik|tableau"
    r"|illustration|figura|tabla|gráfico|tabella)\s"
    r"(?:(?:[A-Z]\.?)?\d+(?:[.-]\d+)*(?:\s?[.:–—|]|$|\s(?-i:[A-ZÄÖÜÉ]))|[IVXL]+(?:\s?[.:–—|]|$)"
    r"|caption\b|copyright\b|credit\b)"
    r"|media\s(?:\d+\s?[.:]|caption\b)|(?:photos?|images?|pictures?|credits?):\s",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4,}\.\s")
_LEAD = re.compile(r"[^:]{2,60}:\s[\da-z]")
_SAYING = re.compile(r"\b(?:sa(?:id|ys)|add(?:ed|s)|wr(?:ote|ites)|ask(?:ed|s)|told|tells|explained|replied):$")


def heading_levels(units: Sequence[Unit]) -> list[int]:
    """For each unit the level of the heading that it is, else 0.

    Three or more lines in a row that might be headings are a list without marks, or facts about the document: only
    the first line of the text and the last one before some text stay headings.
    """
    levels = list(map(_level, units, [*units[1:], None]))
    if not any(levels):
        return levels
    first = next((same_letters(unit.text) for unit in units if unit.kind != "note"), "")
    run: list[int] = []
    for number, unit in enumerate([*units, None]):
        if unit and levels[number] and not _is_marked(unit) and same_letters(unit.text) != first:
            run.append(number)
            continue
        if len(run) > 2:
            kept = run[-1:] if unit and not levels[number] else []
            for doubtful in set(run) - set(kept):
                levels[doubtful] = 0
        run = []
    return _below_chapters(units, levels)


def _below_chapters(units: Sequence[Unit], levels: Sequence[int]) -> list[int]:
    """*levels*, one deeper for the headings inside chapters."""
    chapters = [bool(level and _is_chapter(unit.text)) for unit, level in zip(units, levels, strict=True)]
    first = chapters.index(True) if True in chapters else len(chapters)
    return [
        min(level + (level > 0 and number > first and not is_chapter), 6)
        for number, (level, is_chapter) in enumerate(zip(levels, chapters, strict=True))
    ]


def _level(unit: Unit, below: Unit | None) -> int:
    if unit.kind != "text" or len(unit.lines) > 1:
        return 0
    if len(unit.text) > HEADING_CHARACTERS:
        return unit.lines[0].level
    if unit.lines[0].level or _is_chapter(unit.text):
        return unit.lines[0].level or 2
    if not reads_as_heading(unit.text):
        return 0
    if number := _NUMBERED.match(unit.text):
        return min(1 + len(number[1].strip(".").split(".")), 6)
    if below and unit.text.endswith(":") and (below.text.startswith(tuple(OPENING)) or _SAYING.search(unit.text)):
        return 0
    is_hemmed_in = not unit.gap and below is not None and not below.gap
    return 0 if is_hemmed_in and not _stands_out(unit.text) else 2


def _is_marked(unit: Unit) -> bool:
    """Whether *unit* is a heading by its own words or marks, whatever stands around it."""
    is_named = _is_chapter(unit.text) or same_letters(unit.text) in CONTENTS
    return bool(unit.lines[0].level or is_named or _NUMBERED.match(unit.text))


def chapter_number(text: str) -> tuple[str, int] | None:
    """What *text* calls a chapter ("" where it is but a number) and which it is, in "Chapter 4", "Part Two" or "IV"."""
    found = _CHAPTER_NUMBER.fullmatch(text)
    if not found:
        return None
    if found["digits"]:
        value = int(found["digits"])
    elif found["letters"]:
        value = roman(found["letters"].lower())
    else:
        tens, teens = _TENS.split("|"), _TEENS.split("|")
        value = 10 * (tens.index(found["tens"].lower()) + 2) if found["tens"] else 0
        value += teens.index(found["teens"].lower()) + 1 if found["teens"] else 0
    return (found["name"] or "").casefold(), value


def _is_chapter(text: str) -> bool:
    """Whether *text* calls itself a chapter and says which."""
    chapter = chapter_number(text)
    return chapter is not None and chapter[0] != ""


def reads_as_heading(text: str) -> bool:
    """Whether *text*, on a line of its own, may be a heading by its words."""
    if len(text) > HEADING_CHARACTERS or len(text.split()) + unspaced(text) // 3 > HEADING_WORDS:
        return False
    begins_inside = text[0].islower() and not text[1:2].isupper()  # iPhone
    is_address = "://" in text or "@" in text.strip("@")
    return (
        has_letter(text)
        and not (begins_inside or is_address or ended(text) or is_unfinished(text))
        and not (_SENTENCE_INSIDE.search(text) or _LEAD.match(text) or is_caption(text))
    )


def _stands_out(text: str) -> bool:
    """Whether *text* is short, or set in capitals as titles are."""
    words = [word for word in text.split() if len(word) > 3]
    return len(text.split()) <= 4 or sum(not word[0].islower() for word in words) >= 0.6 * len(words)


def is_caption(text: str) -> bool:
    """Whether *text* describes a picture or table, or gives credit in brackets."""
    if len(text) <= HEADING_CHARACTERS and text[0] == "(" and text[-1] == ")":
        return not ended(text)
    return bool(_CAPTION.match(text)) and len(text.split()) <= _CAPTION_WORDS


def same_letters(text: str) -> str:
    """What two spellings of one heading have in common: the letters and digits, in small letters."""
    return "".join(filter(str.isalnum, text.casefold()))
