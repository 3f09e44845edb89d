"""The blocks of a word processor's document in reading order: its tables, text boxes and bold titles made out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.errors import LimitError

CONTENTS_LEFT_OUT = "table of contents left out"
_TITLE_WORDS = 12
_MANY = 10_000  # cells of a table from which on it is what it has been so far, so that a long one is not kept in cells
_DEEPEST = 50  # tables and boxes in one another; programs make five, and what is joined is joined once for each level
_SENTENCE_CHARACTERS = 25  # below, what ends like a sentence is an abbreviation or a number with a full stop
_SENTENCE_ENDS = tuple(".!?:…。！？؟।")
_CLOSING = "\"'”’»)]*"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_LINE_BREAKS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Block]]] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)  # the rows before these, once it is sure to hold facts
    count: int = 0  # of cells in the rows
    most: int = _MANY

    @property
    def cells(self) -> list[list[Block]]:
        return [cell for row in self.rows for cell in row]

    def begin_row(self) -> None:
        if self.facts or self.count >= self.most:
            self.settle()
            self.most *= 2
        self.rows.append([])

    def add(self, cell: list[Block]) -> None:
        self.rows[-1].append(cell)
        self.count += 1

    def settle(self) -> None:
        """Take the rows for facts, unless they are text."""
        if self.facts or not _is_text(self):
            self.facts += (" | ".join(" ".join(block.text for block in cell) for cell in row) for row in self.rows)
            self.rows.clear()
            self.count = 0


class Flow:
    """Gathers blocks as they are read. What nests (a table, its cells, a text box) is begun and ended.

    Raises LimitError about the file *name* for tables and boxes that lie too deep in one another.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._gathered: list[list[Block]] = [[]]  # for the document, and each cell and box that is open
        self._tables: list[_Table | None] = []  # those that are open; a box is none, and parts what is around it
        self._level = 1  # of the heading above
        self.has_begun = False
        """Whether there is any text yet but headings and asides."""

    def blocks(self) -> tuple[Block, ...]:
        """All that was gathered; lines of code that follow each other are one block."""
        return tuple(_joined(self._gathered[0]))

    def add(self, *blocks: Block, sets_level: bool = True) -> None:
        """Put *blocks* next; those without any text are passed over."""
        for block in blocks:
            if isinstance(block, Heading) and sets_level:
                self._level = block.level
            if block.text and not block.text.isspace():
                self._gathered[-1].append(block)
                self.has_begun = self.has_begun or isinstance(block, Paragraph | ListItem)

    def add_paragraph(self, text: str, *, is_bold: bool = False) -> None:
        """Put a paragraph next, or the heading that it is if it is but a few words, all bold, outside of a table.

        Two line breaks end a paragraph, one is a space.
        """
        if is_bold and not self._tables and _is_title(text):
            self.add(Heading(text, min(self._level + 1, 6)), sets_level=False)
        else:
            self.add(*(Paragraph(part.replace("\n", " ")) for part in _LINE_BREAKS.split(text)))

    def begin_box(self) -> None:
        """What is added from now on belongs to a text box."""
        self._open(None)
        self._gathered.append([])

    def end_box(self, around: list[Block] | None) -> None:
        """Put the blocks of the box that was begun last to those *around* it in its paragraph, else put them next."""
        self._tables.pop()
        blocks = self._gathered.pop()
        if around is None:
            self.add(*blocks)
        else:
            around += blocks

    def begin_table(self) -> None:
        """What is added from now on, in cells, belongs to a table."""
        self._open(_Table())

    def begin_row(self) -> None:
        """The next row of the table."""
        if table := self._table():
            table.begin_row()

    def begin_cell(self) -> None:
        """The next cell of the row; each is ended, even where no table is open."""
        self._gathered.append([])

    def end_cell(self) -> None:
        """Close the cell that was begun last."""
        cell = self._gathered.pop()
        table = self._table()
        if table and table.rows:
            table.add(cell)
        else:
            self._gathered[-1] += cell

    def end_table(self) -> None:
        """Put the table next: as an aside, or as its paragraphs where it holds these rather than facts."""
        table = self._tables.pop()
        if not table:
            return
        table.settle()
        is_single = len(table.cells) == 1
        self._gathered[-1] += [_in_layout(block, is_single) for cell in table.cells for block in cell]
        text = " / ".join(table.facts)
        self.add(*([Aside(text, "table")] if any(map(str.isalnum, text)) else []))

    def _table(self) -> _Table | None:
        return self._tables[-1] if self._tables else None

    def _open(self, table: _Table | None) -> None:
        if len(self._tables) >= _DEEPEST:
            raise LimitError(self._name, "is nested too deeply", "take its tables out of one another")
        self._tables.append(table)


def _is_title(text: str) -> bool:
    text = text.strip()
    return (
        len(text.split(maxsplit=_TITLE_WORDS)) <= _TITLE_WORDS and text[-1:] not in tuple(".!?,;") and "\n" not in text
    )


def _is_text(table: _Table) -> bool:
    """Whether a table is there for the layout: it has one cell, or most of its characters stand in whole sentences."""
    lengths = [0, 0]  # of what is no sentence, and of what is
    for block in (block for cell in table.cells for block in cell):
        if not isinstance(block, Aside):
            lengths[_is_sentence(block)] += len(block.text)
    return len(table.cells) == 1 or lengths[1] > lengths[0]


def _is_sentence(block: Block) -> bool:
    return len(block.text) >= _SENTENCE_CHARACTERS and block.text.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _in_layout(block: Block, is_single: bool) -> Block:
    """*block* of a cell; what is no sentence beside others is a label and stays a piece of a table."""
    if is_single or not isinstance(block, Paragraph) or _is_sentence(block):
        return block
    return Aside(block.text, "table")


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    for is_code, group in groupby(blocks, lambda block: isinstance(block, Aside) and block.kind == "code"):
        if is_code:
            yield Aside("\n".join(block.text for block in group), "code")
        else:
            yield from group


# -- facts --

_NO_TITLES = re.compile(
    r"(?:document|dokument|untitled) ?\d*|unknown(?: title)?|word document|powerpoint presentation"
    r"|microsoft word - .*|\[.*\]|.?|.*\.(?:docx?|docm|odt|rtf|txt|pdf|epub|html?)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_SCRIPTS = "\u0590"  # Hebrew; from here on, a script tells more of the language than a setting of the program
_SAMPLE = 2000  # characters


def meaningful(title: str | None) -> str | None:
    """The *title* of the properties, unless a program or template filled it in."""
    return None if title is None or _NO_TITLES.fullmatch(title.strip()) else title


def language_of(tag: str | None, blocks: Iterable[Block]) -> str | None:
    """The ISO 639 code in a language *tag*, unless the script of *blocks* belies it: programs set one unasked."""
    match = _LANGUAGE.match((tag or "").strip())
    sample = "".join(block.text[:200] for block in islice(blocks, 50))[:_SAMPLE]
    letters = list(filter(str.isalpha, sample))
    others = sum(letter >= _OTHER_SCRIPTS for letter in letters)
    return match[0].lower() if match and others * 2 <= len(letters) else None
