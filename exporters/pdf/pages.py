"""Blocks of text put on pages, one under the other, and drawn there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.pdf.figure import Figure
from exporters.pdf.paragraph import Paragraph
from exporters.pdf.tags import TaggedCanvas
from templates import Template

SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}

_PADDING = 12.0  # of a box
_BAR = 4.0  # the accent bar at its left
_HEAD_RULE = (24.0, 1.1)  # the accent rule above a head in the rail


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and the frame that text stands in, in points; the column begins *rail* after the margin where lines begin.

    That is the left one, unless *rightwards* is False: then the whole page begins at the right.
    """

    width: float
    height: float
    left: float
    right: float
    rail: float
    top: float = 74
    bottom: float = 68
    rightwards: bool = True

    @classmethod
    def of(cls, template: Template, *, rightwards: bool = True) -> Sheet:
        """The sheet that *template* asks for."""
        side, rail = (56, 112) if template.show.rail else (92, 0)
        return cls(*SIZES[template.page.size], left=side, right=side, rail=rail, rightwards=rightwards)

    @property
    def full(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    def at(self, start: float, width: float) -> float:
        """Where the left edge is of what is *width* wide and begins *start* after the margin."""
        return self.left + (start if self.rightwards else self.full - start - width)

    @property
    def column(self) -> float:
        """The width of the column beside the rail."""
        return self.full - self.rail


@dataclass(slots=True)
class Block:
    """A paragraph or figure with its place: *x* from the margin, *before* and *after* the space around it.

    *keep* holds it on the page of the next block. *label* stands on its first line at *label_x*. *head* stands beside
    it in the rail. *boxed* blocks in a row stand in one tinted box, *ruled* ones under a line. Links to *anchor* lead
    to it, and so does the entry *outline*, a level and a title.
    """

    paragraph: Paragraph | Figure
    x: float
    before: float = 0
    after: float = 0
    keep: bool = False
    label: Paragraph | None = None
    label_x: float = 0
    head: Block | None = None
    boxed: bool = False
    ruled: bool = False
    anchor: str = ""
    outline: tuple[int, str] | None = None

    @property
    def space(self) -> float:
        """The least space above it, in which the space after the block before counts."""
        return max(self.before, self.head.before if self.head else 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """The lines of a block from *first* to before *last*, the upper edge of the first of them at *top*."""

    block: Block
    first: int
    last: int
    top: float

    @property
    def bottom(self) -> float:
        """The lower edge of the last line."""
        return self.top - (self.last - self.first) * self.block.paragraph.leading


class _Flow:
    """Pages that fill from the top."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pages: list[list[Placed]] = [[]]
        self.head_end = sheet.height  # the lowest line of a head in the rail of this page

    def place(self, block: Block, following: Sequence[Block]) -> None:
        """Place *block*, over as many pages as it needs, with the beginning of what it must not be parted from."""
        lines, first = len(block.paragraph.lines), 0
        head = block.head.paragraph.height if block.head else 0
        if self._top(block) - max(head, _needed([block, *following])) < self._floor(block):
            self._turn()
        while first < lines:
            top = self._top(block)
            room = int((top - self._floor(block)) / block.paragraph.leading + 0.001)
            count = _fitting(lines - first, room, at_top=not self.pages[-1])
            if count:
                self.pages[-1].append(Placed(block, first, first + count, top))
                if block.head and not first:
                    self.head_end = top - block.head.paragraph.height
            first += count
            if first < lines:
                self._turn()

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self.head_end = self.sheet.height

    def _floor(self, block: Block) -> float:
        return self.sheet.bottom + (_PADDING if block.boxed else 0)

    def _top(self, block: Block) -> float:
        """Where the next line of *block* goes on this page."""
        padding = _PADDING if block.boxed else 0
        if not self.pages[-1]:
            return self.sheet.height - self.sheet.top - padding
        above = self.pages[-1][-1]
        edges = 0.0 if above.block.boxed and block.boxed else padding + (_PADDING if above.block.boxed else 0)
        top = above.bottom - max(above.block.after, block.space) - edges
        return min(top, self.head_end - block.space) if block.head else top


def _needed(chain: Sequence[Block]) -> float:
    """The height of the first lines of a chain of blocks that must stand on one page."""
    height = 0.0
    for block in chain:
        lines = len(block.paragraph.lines)
        if not block.keep:
            return height + (lines if lines <= 3 else 2) * block.paragraph.leading
        height += block.paragraph.height + block.after
    return height


def _fitting(lines: int, room: int, *, at_top: bool) -> int:
    """How many of *lines* to set where there is *room* for so many: no single line is left at either end."""
    if lines <= room:
        return lines
    count = room - 1 if lines == room + 1 else room
    return max(room, 1) if at_top and count < 2 else count if count >= 2 else 0


def paginate(blocks: Sequence[Block], sheet: Sheet) -> list[list[Placed]]:
    """*blocks* on pages, in order."""
    flow = _Flow(sheet)
    for index, block in enumerate(blocks):
        end = index + 1
        while block.keep and end < len(blocks) and blocks[end - 1].keep:
            end += 1
        flow.place(block, blocks[index + 1 : end])
    return flow.pages


def draw(canvas: TaggedCanvas, page: Sequence[Placed], sheet: Sheet, template: Template) -> None:
    """Draw what is placed on a page."""
    _draw_box(canvas, [placed for placed in page if placed.block.boxed], sheet, template)
    for placed in page:
        block = placed.block
        if not placed.first:
            _draw_beginning(canvas, placed, sheet, template)
        block.paragraph.draw(canvas, sheet.at(block.x, block.paragraph.measure), placed.top, placed.first, placed.last)


def _draw_box(canvas: TaggedCanvas, boxed: Sequence[Placed], sheet: Sheet, template: Template) -> None:
    if boxed:
        bottom = boxed[-1].bottom - _PADDING
        height = boxed[0].top + _PADDING - bottom
        canvas.fill(sheet.left, bottom, sheet.full, height, template.colors.tint)
        canvas.fill(sheet.at(0, _BAR), bottom, _BAR, height, template.colors.accent)


def _draw_beginning(canvas: TaggedCanvas, placed: Placed, sheet: Sheet, template: Template) -> None:
    """Draw what belongs to the first line of a block: the rule above it, its head, its label, its anchor."""
    block = placed.block
    above = placed.top + block.space
    for part in filter(None, (block.head, block)):
        if part.ruled:
            canvas.fill(sheet.left, above - 10, sheet.full, 0.6, template.colors.rule)
        if part.anchor:
            canvas.bookmarkHorizontalAbsolute(part.anchor, placed.top + 3)  # a little air above it
        if part.outline:
            level, title = part.outline
            canvas.addOutlineEntry(title, part.anchor, level)
    if block.head:
        baseline = placed.top - block.paragraph.drop
        top = baseline + block.head.paragraph.drop
        canvas.fill(sheet.at(0, _HEAD_RULE[0]), top + 4, *_HEAD_RULE, template.colors.accent)
        block.head.paragraph.draw(canvas, sheet.at(0, block.head.paragraph.measure), top)
    if block.label:
        baseline = placed.top - block.paragraph.drop
        block.label.draw(canvas, sheet.at(block.label_x, block.label.measure), baseline + block.label.drop)
