"""What a document has about itself and others: the entries of its table of contents, and the works that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

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
_NUMBERED = re.compile(r"\[\d{1,3}\]\s")
_FEWEST = 5  # works that are cited without a heading
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
    return _LABELLED.match(text) is not None or _is_named(text)


def _is_named(text: str) -> bool:
    """Whether *text* has a year or an address among names and titles."""
    words = text.split()
    is_prose = sum(word[0].islower() for word in words) >= _PROSE * len(words)
    return not is_prose and _CITED.match(text) is not None


def _in_runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The numbers of the blocks of each run that has labels, and mostly names works, whatever the heading."""
    stated = [number for number, block in enumerate(blocks) if isinstance(block, Paragraph | ListItem)]
    for is_labelled, group in groupby(stated, lambda number: _NUMBERED.match(blocks[number].text) is not None):
        run = list(group)
        named = sum(_is_named(blocks[number].text) for number in run) if is_labelled else 0
        if len(run) >= _FEWEST and 2 * named > len(run):
            yield run


def with_references(blocks: Sequence[Block]) -> list[Block]:
    """*blocks*, with the works that are cited under a heading such as "References", or numbered "[1]", as asides.

    They stay what they are where most of what stands there is prose, and where there is nothing else.
    """
    kept = list(blocks)
    cited = {number for run in _in_runs(blocks) for number in run}
    starts = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    for start, end in pairwise([*starts, len(blocks)]):
        stated = [number for number in range(start, end) if isinstance(blocks[number], Paragraph | ListItem)]
        if same_letters(blocks[start].text).lstrip("0123456789") in _REFERENCES:
            entries = [number for number in stated if _is_cited(blocks[number].text)]
            listed = [number for number in stated if number <= max(entries, default=0)]
            cited.update(next((some for some in (stated, listed) if 2 * len(entries) > len(some)), []))
    if len(cited) < sum(isinstance(block, Paragraph | ListItem) for block in blocks):
        for number in cited:
            kept[number] = Aside(blocks[number].text, "note", blocks[number].page)
    return kept
