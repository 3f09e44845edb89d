"""Lines of text -> blocks: headings, paragraphs, list items and tables, told apart by their layout alone.

`lines` finds which lines belong together, `marks` which of them are list items, `front_matter` which are no part of
the text, `headings` which are headings. Each step looks a bounded distance back and ahead, so that the time grows with
the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.layout.front_matter import note_front_matter
from summarizer.layout.headings import heading_levels, is_caption
from summarizer.layout.lines import lines_of, units_of
from summarizer.layout.marks import depths_of
from summarizer.layout.units import Line, Unit, unspaced

_HYPHEN = re.compile(r"[-‐]\n[ \t>]*+([^\W\d_]++)")
_HEAD = re.compile(r"[^\W\d_]++\Z")
_LONGEST_HEAD = 100  # characters of a word before a hyphen that are looked at
_WORD = re.compile(r"[^\W\d_]++")
_SUSPENDED = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o"})  # "pre- and post-war"


def lay_out(text: str, *, headings: bool = True) -> tuple[list[Block], int]:
    """The blocks of *text*, a clean text with its line breaks, and how many lines of a table of contents it lost.

    With *headings* False no line becomes a heading unless it is marked as one.
    """
    lines, dropped = lines_of(text)
    units = units_of(lines)
    words = _joined_words(text)
    for unit in units:
        unit.text = _joined(unit.lines, words)[unit.mark :].strip()
    if headings:
        note_front_matter(units)
    levels = heading_levels(units) if headings else [unit.lines[0].level for unit in units]
    depths = depths_of(units)
    return [
        _block(unit, level, depth) for unit, level, depth in zip(units, levels, depths, strict=True) if unit.text
    ], dropped


def _block(unit: Unit, level: int, depth: int) -> Block:
    if unit.kind == "table":
        rows = ([cell.strip() for cell in line.text.strip("| ").split("|")] for line in unit.lines)
        return Aside(" / ".join(" | ".join(row) for row in rows if any(map(str.isalnum, "".join(row)))), "table")
    if unit.kind == "item":
        return ListItem(unit.text, depth)
    if unit.kind == "note":
        return Aside(unit.text, "note")
    if level:
        return Heading(unit.text, level)
    return Aside(unit.text, "caption") if is_caption(unit.text) else Paragraph(unit.text)


def _joined_words(text: str) -> frozenset[str]:
    """The words that a line end cuts in two at a hyphen and that stand elsewhere in *text* without the hyphen."""
    if "-\n" not in text and "‐\n" not in text:
        return frozenset()
    halves: set[str] = set()
    for hyphen in _HYPHEN.finditer(text):
        if head := _HEAD.search(text[max(hyphen.start() - _LONGEST_HEAD, 0) : hyphen.start()]):
            halves.add((head[0] + hyphen[1]).casefold())
    if not halves:
        return frozenset()
    words: set[str] = set()
    for line in text.split("\n"):
        words.update(_WORD.findall(line))
    return frozenset(halves.intersection(map(str.casefold, words)))


def _joined(lines: Sequence[Line], words: frozenset[str]) -> str:
    """The text of *lines* on one line; of a hyphen at a line end, only that of a word in *words* goes."""
    if len(lines) == 1:
        return lines[0].text
    pieces = [lines[0].text]
    for above, line in pairwise(lines):
        text = above.text
        if text[-1] in "-‐" and text[-2:-1].isalnum() and line.text[0].isalnum():
            first, head = _WORD.match(line.text), text.rpartition(" ")[2][:-1]
            if first and first[0] in _SUSPENDED:
                pieces.append(" ")
            elif first and line.text[0].islower() and (head + first[0]).casefold() in words:
                pieces[-1] = pieces[-1][:-1]
        elif not (unspaced(text[-1]) and unspaced(line.text[0])):
            pieces.append(" ")
        pieces.append(line.text)
    return "".join(pieces)
