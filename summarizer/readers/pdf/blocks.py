"""Lines in reading order -> blocks, with the levels of headings by size and weight, the depths of items by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.layout.headings import CONTENTS, is_caption, same_letters
from summarizer.layout.units import ended
from summarizer.readers.pdf.formulas import without_torn
from summarizer.readers.pdf.kinds import Unit
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.units import units_of
from summarizer.readers.pdf.words import Words

_BYLINES = 12  # blocks before which the first sentence of a document stands
_TITLE_PAGE = 600  # characters on a title page, at most
_LABEL_WORDS = 5  # before a colon are a label, at most
_KEYWORDS = re.compile(
    r"(?:additional |author )?key ?words(?: and phrases)?\s?[:—–.-]|index terms\s?[:—–.-]|subject headings\s?:"
    r"|(?:JEL|PACS|MSC|AMS|CCS)(?: \w+)? (?:codes?|numbers?|classification|concepts)\b.{0,20}?:"
    r"|schlüsselwörter\s?:|schlagwörter\s?:|mots[- ]clés\s?:|palabras clave\s?:|parole chiave\s?:",
    re.IGNORECASE,
)
_LONGEST_KEYWORDS = 600  # characters
_ABSTRACT = re.compile(r"(?:abstract|zusammenfassung|résumé|resumen)\s?[—–:.]\s*(?=\w)", re.IGNORECASE)


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """The blocks that *lines*, all of a document in reading order, consist of."""
    units = units_of(lines)
    words = Words(line.text for line in lines)
    for unit in units:
        unit.text = words.joined([line.text for line in unit.lines])[len(unit.mark) :].strip()
    units = list(without_torn(units))
    levels = _levels(units)
    depths = _depths(units)
    return _with_bylines(
        _with_title_page([_block(unit, levels, depth) for unit, depth in zip(units, depths, strict=True) if unit.text])
    )


def _with_title_page(blocks: list[Block]) -> list[Block]:
    """*blocks*, with all that a title page says beside the title as asides; no sentence stands on one, and little."""
    first = [block for block in blocks if block.page == blocks[0].page]
    is_page = not any(isinstance(block, ListItem) or ended(block.text) for block in first)
    top = min((block.level for block in first if isinstance(block, Heading)), default=0)
    if not (is_page and top) or len(first) == len(blocks) or sum(len(block.text) for block in first) > _TITLE_PAGE:
        return blocks
    beside = [block if _is_title(block, top) else Aside(block.text, "note", block.page) for block in first]
    return beside + blocks[len(first) :]


def _is_title(block: Block, top: int) -> bool:
    """Whether *block* of a title page is the title, at level *top*, or no text of its own."""
    if isinstance(block, Heading):
        return block.level == top or same_letters(block.text) in CONTENTS
    return not isinstance(block, Paragraph)


def _with_bylines(blocks: list[Block]) -> list[Block]:
    """*blocks*, with what stands before the first sentence (authors, an address, a date) as asides."""
    start = next(
        (
            number
            for number, block in enumerate(blocks[:_BYLINES])
            if isinstance(block, Paragraph) and (ended(block.text) or _leads_up(block.text))
        ),
        0,
    )
    return [
        Aside(block.text, "note", block.page) if number < start and isinstance(block, Paragraph) else block
        for number, block in enumerate(blocks)
    ]


def _leads_up(text: str) -> bool:
    """Whether *text* is what a list or a quotation comes after."""
    return text.endswith(":") and len(text.split()) > _LABEL_WORDS


def _block(unit: Unit, levels: dict[tuple[float, bool], int], depth: int) -> Block:
    if unit.kind == "table":
        rows = (" | ".join(piece.text for piece in line.pieces) for line in unit.lines)
        return Aside(" / ".join(rows), "table", unit.page)
    if unit.kind in ("code", "formula", "note"):
        return Aside(unit.text, "code" if unit.kind == "code" else "note", unit.page)
    if unit.mark.startswith("["):  # a work that is cited
        return Paragraph(unit.mark + unit.text, unit.page)
    if unit.kind == "item":
        return ListItem(unit.text, depth, unit.page)
    if is_caption(unit.text):
        return Aside(unit.text, "caption", unit.page)
    if _KEYWORDS.match(unit.text) and len(unit.text) < _LONGEST_KEYWORDS:
        return Aside(unit.text, "note", unit.page)
    if unit.kind == "heading":
        return Heading(unit.text, levels[_look(unit)], unit.page)
    label = _ABSTRACT.match(unit.text)
    return Paragraph(unit.text[label.end() if label else 0 :], unit.page)


# -- levels and depths --


def _look(unit: Unit) -> tuple[float, bool]:
    return round(unit.lines[0].main.size), unit.lines[0].main.bold


def _levels(units: Sequence[Unit]) -> dict[tuple[float, bool], int]:
    """The level of each look of headings: the larger, the higher, and bold before light."""
    looks = sorted({_look(unit) for unit in units if unit.kind == "heading"}, reverse=True)
    return {look: min(level, 6) for level, look in enumerate(looks, 1)}


def _depths(units: Sequence[Unit]) -> Iterator[int]:
    """For each unit, how many items it lies within, by the place of its mark."""
    indents: list[float] = []
    for unit in units:
        if unit.kind != "item":
            indents.clear()
            yield 0
            continue
        left, step = unit.lines[0].left, 0.6 * unit.lines[0].main.size
        while indents and left < indents[-1] - step:
            indents.pop()
        if not indents or left > indents[-1] + step:
            indents.append(left)
        yield len(indents) - 1
