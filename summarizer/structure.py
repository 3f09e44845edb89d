"""Blocks -> blocks, for every reader: lines laid out, inline bullets split, one title, no heading over nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from summarizer.apparatus import with_references, without_contents
from summarizer.document import Aside, Block, Heading, ListItem, Paragraph, with_text
from summarizer.layout import lay_out
from summarizer.layout.headings import CONTENTS, same_letters
from summarizer.layout.marks import BULLETS, MIDDLE_DOTS

_NAMED = 5  # headings over nothing that are named one by one
_LEAD_CHARACTERS = 120
_INLINE_BULLET = re.compile(rf"(?:^|(?<=\s))[{BULLETS}]\s*+(?=\S)")
_MARKS = re.compile(rf"(?:[{BULLETS}{MIDDLE_DOTS}]\s*+|[·*–—-]\s++)++")
# First headings that are no title.
_NO_TITLE = re.compile(
    r"1\.?\s|(?:for immediate release|press release|embargoed|published|posted|updated|advertisement)\b", re.IGNORECASE
)
_SECTIONS = CONTENTS | {
    "abstract",
    "introduction",
    "overview",
    "background",
    "summary",
    "preface",
    "foreword",
    "keypoints",
    "keytakeaways",
    "highlights",
}

_TYPES: Mapping[str, Any] = {
    **dict.fromkeys(("title", "author", "date", "language"), str | None),
    **dict.fromkeys(("marked", "truncated"), bool),
    "pages": int | None,
}


@dataclass(frozen=True, slots=True)
class Content:
    """What a format's parser finds, before `structure`.

    The text of a block may still hold line breaks where the format has them. *marked* tells whether the format
    marks its headings and lists; where it does not, they are found by the layout of the lines. *pages* is how many
    the document has, for formats with pages; *truncated* tells that a limit left out some of it.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()
    marked: bool = True
    pages: int | None = None
    truncated: bool = False

    def to_json(self) -> dict[str, Any]:
        """All but the blocks as JSON values, without loss: of these there may be many, which travel by themselves."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "blocks"}

    @classmethod
    def from_json(cls, values: Mapping[str, Any], blocks: Iterable[Block]) -> Content:
        """The content of these *blocks* that `to_json` gave *values* for.

        Raises KeyError or TypeError for values of another shape.
        """
        for name, kind in _TYPES.items():
            if not isinstance(values[name], kind):
                raise TypeError(f"{name} is no {kind}")
        return cls(**{**values, "blocks": tuple(blocks), "warnings": tuple(map(str, values["warnings"]))})


def structure(content: Content) -> Content:
    """*content* with its blocks as a `Document` has them.

    No text is empty, or holds a line break or a list mark; the title stands apart from the blocks; there is something
    under every heading. Where headings are all there is, they become paragraphs.
    """
    blocks, entries = _laid_out(content)
    if not any(map(_is_stated, blocks)):
        stated = [Paragraph(_name(block), block.page) if isinstance(block, Heading) else block for block in blocks]
        return replace(content, blocks=tuple(stated))
    blocks, more = without_contents(with_references(blocks))
    entries += more
    title, blocks = _titled(content.title, blocks)
    blocks, empty = _without_empty_headings(blocks)
    warnings = [*content.warnings, *_warnings(entries, empty)]
    blocks = [with_text(block, _name(block)) if isinstance(block, Heading) else block for block in blocks]
    return replace(content, blocks=tuple(blocks), title=title and " ".join(title.split()), warnings=tuple(warnings))


def _is_stated(block: Block) -> bool:
    return isinstance(block, Paragraph | ListItem) and any(map(str.isalnum, block.text))


def _name(heading: Heading) -> str:
    return heading.text.rstrip(": ") or heading.text


# -- lines and inline bullets --


def _laid_out(content: Content) -> tuple[list[Block], int]:
    """The blocks of *content* without line breaks, and how many lines of a table of contents they lost."""
    blocks: list[Block] = []
    entries = 0
    for block in content.blocks:
        if isinstance(block, Paragraph) and (not content.marked or "\n" in block.text):
            parts, dropped = lay_out(block.text, headings=not content.marked)
            entries += dropped
            if block.page is not None:
                parts = [replace(part, page=block.page) for part in parts]
        else:
            parts = [with_text(block, _on_one_line(block.text))]
        for part in parts:
            blocks += _split(part, headings=not content.marked)
    return [block for block in blocks if block.text], entries


def _on_one_line(text: str) -> str:
    """*text* with one space for each run of white space. Most has that already: its words need not be parted."""
    is_so = text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]
    return text if is_so else " ".join(text.split())


def _split(block: Block, *, headings: bool) -> Iterator[Block]:
    """*block* as the list that it is if it holds several bullets in one line."""
    if isinstance(block, Heading | Aside) or not (isinstance(block, ListItem) or _has_bullet(block.text)):
        yield block
        return
    is_item, depth = (True, block.depth) if isinstance(block, ListItem) else (False, 0)
    text = _MARKS.sub("", block.text, count=1) if is_item and _MARKS.match(block.text) else block.text
    lead, items = _at_bullets(text)
    if not items or not (is_item or not lead or (len(items) > 1 and lead[-1] in ":.!?")):
        yield with_text(block, text)
        return
    if lead and headings and lead.endswith(":") and len(lead) <= _LEAD_CHARACTERS and not is_item:
        yield Heading(lead, 2, block.page)
    elif lead:
        yield replace(block, text=lead)
    yield from (ListItem(item, depth, block.page) for item in items)


def _has_bullet(text: str) -> bool:
    # No bullet is ASCII, and few texts have any: both are told much faster than by the pattern.
    return not text.isascii() and any(map(text.__contains__, BULLETS)) and _INLINE_BULLET.search(text) is not None


def _at_bullets(text: str) -> tuple[str, list[str]]:
    """What stands before the first bullet in *text*, and after each."""
    marks = list(_INLINE_BULLET.finditer(text))
    if not marks:
        return text, []
    ends = [mark.start() for mark in marks[1:]]
    items = (text[mark.end() : end].strip() for mark, end in zip(marks, [*ends, len(text)], strict=True))
    return text[: marks[0].start()].strip(), [item for item in items if item]


# -- headings --


def _titled(given: str | None, blocks: Sequence[Block]) -> tuple[str | None, list[Block]]:
    """The title of the document, *given* or its first heading, and *blocks* without the headings that repeat it.

    Where the whole document begins again, one repetition stays: it ends the section before it.
    """
    title = given or first_heading(blocks)
    letters = same_letters(title or "")
    start = next(block.text for block in blocks if _is_stated(block))
    kept: list[Block] = []
    repeated: Heading | None = None
    has_begun = False
    for block in blocks:
        if letters and isinstance(block, Heading) and same_letters(block.text) == letters:
            repeated = block if has_begun else None
            continue
        if repeated and title and block.text == start:
            kept.append(Heading(title, 1, repeated.page))
        repeated = None
        has_begun = has_begun or _is_stated(block)
        kept.append(block)
    return title, kept


def first_heading(blocks: Sequence[Block]) -> str | None:
    """The heading before all text if it can be a title, in the longer spelling where it stands there twice."""
    spellings: list[str] = []
    for block in (block for block in blocks if not isinstance(block, Aside)):
        if not isinstance(block, Heading) or (spellings and same_letters(spellings[0]) != same_letters(block.text)):
            break
        spellings.append(block.text)
    if not spellings or spellings[0].endswith(":") or _NO_TITLE.match(spellings[0]):
        return None
    if same_letters(spellings[0]) in _SECTIONS:
        return None
    return max(reversed(spellings), key=len)


def _without_empty_headings(blocks: Sequence[Block]) -> tuple[list[Block], list[Heading]]:
    """*blocks* without the headings that have nothing under them, and those headings."""
    empty: set[int] = set()
    opened: list[int] = []  # numbers of the headings above, outermost first, that have nothing under them yet
    for number, block in enumerate(blocks):
        if not isinstance(block, Heading):
            opened.clear()
            continue
        while opened and _level(blocks[opened[-1]]) >= block.level:
            empty.add(opened.pop())
        opened.append(number)
    empty.update(opened)
    kept = [block for number, block in enumerate(blocks) if number not in empty]
    return kept, [block for number, block in enumerate(blocks) if number in empty and isinstance(block, Heading)]


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _warnings(entries: int, empty: Sequence[Heading]) -> Iterator[str]:
    """What was dropped: *entries* of a table of contents, and headings with nothing under them."""
    if entries:
        yield f"{entries} {'lines' if entries > 1 else 'line'} of a table of contents left out"
    names = list(dict.fromkeys(_name(heading) for heading in empty))
    if entries:
        names = [name for name in names if same_letters(name) not in CONTENTS]
    for name in names[:_NAMED]:
        yield f"heading “{name}” has nothing under it"
    if len(names) > _NAMED:
        yield f"{len(names) - _NAMED} more headings have nothing under them"
