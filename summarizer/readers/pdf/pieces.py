"""Words of a page -> pieces of lines, with raised and lowered numbers as signs, and the marks of notes left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from summarizer.readers.raised import LEVEL, LOWERED, RAISED, shifted

_WIDE = 0.9  # ems between two words from which on they may stand in different cells or columns
_CLOSE = 0.12  # ems that part no words
_SMALL = 0.85  # of the size of the line is the most that a raised or lowered word has
_TINY = 0.5  # of the size of a letter is what stands beside it but not in its line
_HIGH, _LOW = 0.15, 0.08  # ems above and below the line
_FORMULA = 0.3  # of a formula is from fonts of formulas, at least; the rest are digits and brackets
_MARK = re.compile(r"[\d,–*∗†‡§-]+")
_LETTER = re.compile(r"\(?[a-z]\)?")  # the mark of a note that begins with it
# What a number is a power of; after any other word it is the mark of a note.
_POWERED = re.compile(r"\d$|(?:^|[\W\d_])(?:[^\W\d_]|[kcmdnµ]m|ft|in|yd|mi|ha|CO|sec)$")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![^\W\d_])")  # ¹⁴C


class Set(NamedTuple):
    """What the pieces of a page that look alike have in common.

    *size* is the size of most of the glyphs, *start* that of the first word; *fixed* tells that all are of fixed width
    but for a number before them, *formula* that many are from a font of formulas, *note* that a piece begins with a
    raised mark, which its text lacks, *ruled* that it stands between the rules of a table.
    """

    page: int
    size: float
    start: float
    bold: bool
    fixed: bool
    formula: bool
    note: bool
    ruled: bool = False


@dataclass(slots=True)
class Piece:
    """Words on one line with no wide gap between them; coordinates in points from the lower left of the page.

    A book has hundreds of thousands: what many of them have in common is kept once, as *set*.
    """

    text: str
    left: float
    right: float
    base: float
    set: Set

    @property
    def page(self) -> int:
        """The number of its page."""
        return self.set.page

    @property
    def size(self) -> float:
        """The size of most of its glyphs, in points."""
        return self.set.size

    @property
    def start(self) -> float:
        """The size of its first word, in points."""
        return self.set.start

    @property
    def bold(self) -> bool:
        """Whether most of it is bold."""
        return self.set.bold

    @property
    def fixed(self) -> bool:
        """Whether all its glyphs are of fixed width."""
        return self.set.fixed

    @property
    def formula(self) -> bool:
        """Whether much of it is from a font of formulas."""
        return self.set.formula

    @property
    def note(self) -> bool:
        """Whether it begins with a raised mark, which its text lacks."""
        return self.set.note

    @property
    def ruled(self) -> bool:
        """Whether it stands between the rules of a table."""
        return self.set.ruled


@dataclass(frozen=True, slots=True)
class Style:
    """How glyphs look."""

    size: float
    bold: bool
    fixed: bool
    formula: bool  # whether nothing but formulas is set so
    level: bool  # whether the text runs from left to right as the page is shown


@dataclass(slots=True)
class Word:
    """Glyphs without a space between them and at one height, or what is left of a word where some are raised."""

    text: str
    left: float
    right: float
    base: float
    style: Style
    breaks: bool = False  # whether PDFium begins a line with it
    position: str = LEVEL
    is_glued: bool = False  # to the word before it


def pieces_of(words: Iterable[Word], page: int) -> Iterator[Piece]:
    """The pieces that *words* make, in the order in which they are drawn."""
    places: dict[float, float] = {}
    sets: dict[Set, Set] = {}
    for run in _runs(words):
        piece = _piece(run, page)
        piece.left, piece.base = (places.setdefault(place, place) for place in (piece.left, piece.base))
        piece.set = sets.setdefault(piece.set, piece.set)
        yield piece


def _runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if run and _breaks(run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _breaks(above: Word, word: Word) -> bool:
    """Whether *word* does not belong to the piece that *above* ends."""
    if word.is_glued:
        return False
    size, small = above.style.size, word.style.size
    gap, back = word.left - above.right, above.left - word.right  # to the right, or to the left as Hebrew runs
    if back > gap:
        gap = back
    if above.style is word.style and above.base == word.base:  # as nearly all words
        return gap > _WIDE * size or (word.breaks and (word.left < above.right - size or gap > 0.5 * size))
    if size < small:
        size, small = small, size
    is_shifted = small < _SMALL * size and gap < 0.3 * size
    if small < _TINY * size:  # a dropped capital
        size, is_shifted = small, False
    if abs(above.base - word.base) > (0.7 if is_shifted else 0.5) * size:
        return True
    return gap > _WIDE * size or (word.breaks and (word.left < above.right - size or gap > 0.5 * size))


def _piece(run: Sequence[Word], page: int) -> Piece:
    style = run[0].style
    left, right = min([word.left for word in run]), max([word.right for word in run])
    if all(word.style is style and word.position is LEVEL and not word.is_glued for word in run):  # as nearly all
        of = Set(page, style.size, style.size, style.bold, style.fixed, style.formula, note=False)
        return Piece(_spelt(run), left, right, run[0].base, of)
    weights: dict[Style, int] = {}
    for style, words in groupby(run, attrgetter("style")):
        weights[style] = weights.get(style, 0) + sum(len(word.text) for word in words)
    style = max(weights, key=lambda each: weights[each])
    bold = sum(length for each, length in weights.items() if each.bold) > 0.7 * sum(weights.values())
    formula = sum(length for each, length in weights.items() if each.formula) > _FORMULA * sum(weights.values())
    fixed = all(word.style.fixed for word in run[run[0].text.isdecimal() and len(run) > 1 :])
    base = next(word.base for word in run if word.style == style)
    is_shifted = len(weights) > 1 or any(word.position != LEVEL for word in run)
    kept = _settled(run, style.size, base) if is_shifted else run
    note = not kept or kept[0] is not run[0]
    return Piece(_spelt(kept), left, right, base, Set(page, style.size, run[0].style.size, bold, fixed, formula, note))


# -- raised and lowered words --


def _settled(run: Sequence[Word], size: float, base: float) -> list[Word]:
    """*run* without the marks of notes; what else is raised or lowered is glued to what it stands at."""
    kept: list[Word] = []
    was_shifted, was_glued = False, True  # the latter of a mark that was left out
    for number, word in enumerate(run):
        word.position = _position(word, size, base)
        above, below = (kept[-1] if kept else None), (run[number + 1] if number + 1 < len(run) else None)
        is_shifted = word.position != LEVEL
        if number and (is_shifted or was_shifted):
            word.is_glued = word.is_glued or word.left - run[number - 1].right < _CLOSE * size
        word.is_glued = word.is_glued and was_glued
        was_shifted, was_glued = is_shifted, True
        if word.position == RAISED and _is_mark(word, above, below):
            was_glued = word.is_glued
            continue
        word.text = shifted(word.text, word.position)
        kept.append(word)
    return kept


def _position(word: Word, size: float, base: float) -> str:
    """Where *word* stands in a line of that *size* and *base*."""
    if word.position != LEVEL or word.style.size >= _SMALL * size:
        return word.position
    height = word.base - base
    return RAISED if height > _HIGH * word.style.size else LOWERED if height < -_LOW * size else LEVEL


def _is_mark(word: Word, above: Word | None, below: Word | None) -> bool:
    """Whether the raised *word* is the mark of a note: a number after a word or at the beginning of a line.

    There it may be a letter, too.
    """
    if not _MARK.fullmatch(word.text):
        return above is None and below is not None and _LETTER.fullmatch(word.text) is not None
    if above and not word.is_glued:
        return not (below and below.is_glued and _ELEMENT.match(below.text))
    return above is None or not _POWERED.search(above.text)


def _spelt(run: Sequence[Word]) -> str:
    """The words of *run* as one text; letters that are spaced out for looks are words again."""
    letters = sum([len(word.text) == 1 for word in run])
    if letters < 5 or letters < 0.8 * len(run):
        return "".join([word.text if word.is_glued else f" {word.text}" for word in run]).lstrip()
    gaps = [after.left - word.right for word, after in pairwise(run)]
    usual = max(median(gaps), 0.01)
    spaces = ["" if gap < 1.6 * usual else " " for gap in gaps]
    return "".join(word.text + space for word, space in zip(run, [*spaces, ""], strict=True))
