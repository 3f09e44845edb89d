"""What a document has about itself and others: the entries of its table of contents, and the works that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.layout.headings import CONTENTS, same_letters

_ENTRY_CHARACTERS = 120
_PAGE_NUMBER = re.compile(r"[\s.…]+\d{1,4}$")
_REFERENCES = frozenset(
    "references referencescited listofreferences bibliography workscited literaturecited literatur "
    "literaturverzeichnis quellenverzeichnis références bibliographie referencias bibliografía bibliografia "
    "referências referênciasbibliográficas literatuur".split()
)
_CITED = re.compile(r"(?=.{1,400}\Z).*(?:\b(?:1[5-9]|20)\d\d[a-z]?(?:[).;:]|$|, (?:pp?|S)\.)|\bdoi\b|://)", re.DOTALL)
_LABELLED = re.compile(r"\[[\w+.:-]{1,20}\]\s")
_PROSE = 0.7  # of the words of a sentence begin with a small letter


def without_contents(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """*blocks* without the entries of a table of contents, and how many there were."""
    headings = {same_letters(block.text) for block in blocks if isinstance(block, Heading)}
    kept: list[Block] = []
    in_contents = False
    for block in blocks:
        if isinstance(block, Heading):
            in_contents = same_letters(block.text) in CONTENTS
        elif in_contents:
            in_contents = len(block.text) <= _ENTRY_CHARACTERS and not headings.isdisjoint(_entries(block.text))
        if isinstance(block, Heading) or not in_contents:
            kept.append(block)
    return kept, len(blocks) - len(kept)


def _entries(text: str) -> tuple[str, str]:
    """What a line of a table of contents may name: all of it, or what stands before the number of a page."""
    return same_letters(text), same_letters(_PAGE_NUMBER.sub("", text))


def _is_cited(text: str) -> bool:
    """Whether *text* looks like a work that is cited: it has a label, or a year or address among names and titles."""
    words = text.split()
    is_prose = sum(word[0].islower() for word in words) >= _PROSE * len(words)
    return bool(_LABELLED.match(text) or (_CITED.match(text) and not is_prose))


def with_references(blocks: Sequence[Block]) -> list[Block]:
    """*blocks*, with the works that are cited under a heading such as "References" as asides.

    They stay what they are where most of what stands there is prose, and where there is nothing else.
    """
    kept = list(blocks)
    cited: list[int] = []
    starts = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in pairwise([*starts, len(blocks)]):
        stated = [number for number in range(start, end) if isinstance(blocks[number], Paragraph | ListItem)]
        if same_letters(blocks[start].text).lstrip("0123456789") in _REFERENCES:
            entries = [number for number in stated if _is_cited(blocks[number].text)]
            listed = [number for number in stated if number <= max(entries, default=0)]
            cited += next((some for some in (stated, listed) if 2 * len(entries) > len(some)), [])
    if len(cited) < sum(isinstance(block, Paragraph | ListItem) for block in blocks):
        for number in cited:
            kept[number] = Aside(blocks[number].text, "note", blocks[number].page)
    return kept
