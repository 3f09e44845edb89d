"""Formulas on lines of their own. PDF gives but their signs, in any order, so they and the sentences around them go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.layout.units import ended
from summarizer.readers.pdf.kinds import Unit
from summarizer.readers.pdf.lines import Line
from summarizer.readers.pdf.measures import Measures

_WORD = re.compile(r"[^\W\d_₀-₉⁰-⁹²³¹]{4,}")
_WORDY = 0.2  # of the characters of a formula are in words of four letters or more, at most
_SIGN = re.compile(r"[=≤≥≈≃≅≡≠∼∝→↦⇒∈⊂⊆∑∏∫√∂∇∞]")
_NUMBER = re.compile(r"(?:^|\s)\(\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
_SET_IN = 1  # ems from the edge of its column begins a formula, at least
_SHARE = 0.3  # of the characters of a formula are in pieces of it that are set as such, at least
_APART = 1.3  # times the usual distance of lines is more than text has
_NEAR = 2.5  # times the usual distance of lines is the furthest that its parts stand from each other
_LINES = 3  # of a part of a formula, at most
_END = re.compile(r"(?:[^\W\d_]{3}|[\d)\]])[.!?][”’\"')\]]*\s+(?=[^\W\d_])|[。！？।۔؟]\s*")  # of a sentence


def is_formula(line: Line, above: Line | None, below: Line | None, measures: Measures) -> bool:
    """Whether *line* is a formula that is set by itself: set in, or apart from the text *above* and *below* it."""
    has_sign = _SIGN.search(line.text) or (line.text[-1] == ")" and _NUMBER.search(line.text))
    if not (has_sign or _is_set_as_formula(line)) or not _is_wordless(line.text):
        return False
    is_set_in = line.left - measures.edges[line.column][0] > _SET_IN * line.main.size
    return is_set_in or (_is_apart(above, line, measures) and _is_apart(line, below, measures))


def _is_apart(above: Line | None, below: Line | None, measures: Measures) -> bool:
    """Whether no line of text is one of two neighbours, or they stand further from each other than such lines do."""
    if above is None or below is None or above.column != below.column:
        return True
    is_far = above.main.base - below.main.base > _APART * measures.leading
    return is_far or (_is_wordless(above.text) and _is_wordless(below.text))


def _is_set_as_formula(line: Line) -> bool:
    """Whether *line* is from fonts of formulas, as far as these have all of it."""
    return sum(len(piece.text) for piece in line.pieces if piece.formula) > _SHARE * len(line.text)


def _is_wordless(text: str) -> bool:
    return sum(map(len, _WORD.findall(text))) <= _WORDY * len(text)


def with_fragments(units: Iterable[Unit], measures: Measures) -> Iterator[Unit]:
    """*units*, with the parts of one formula that stand at other heights, as limits and fractions do, made one."""
    run: list[Unit] = []
    for unit in units:
        if run and not (_is_near(run[-1], unit, measures) and _is_part(run[-1]) and _is_part(unit)):
            yield from _merged(run)
            run = []
        run.append(unit)
    yield from _merged(run)


def _is_near(above: Unit, below: Unit, measures: Measures) -> bool:
    last, first = above.lines[-1], below.lines[0]
    return last.column == first.column and last.main.base - first.main.base < _NEAR * measures.leading


def _is_part(unit: Unit) -> bool:
    """Whether *unit* is a formula or may be a part of one."""
    if unit.kind in ("formula", "code"):
        return unit.kind == "formula"
    return len(unit.lines) <= _LINES and all(
        _is_wordless(line.text) and (_is_set_as_formula(line) or not ended(line.text)) for line in unit.lines
    )


def _merged(run: Sequence[Unit]) -> Iterator[Unit]:
    if any(unit.kind == "formula" for unit in run):
        yield Unit("formula", [line for unit in run for line in unit.lines])
    else:
        yield from run


def without_torn(units: Sequence[Unit]) -> Iterator[Unit]:
    """*units*, with what is left of a sentence before a formula and after it made part of the formula.

    Code that a sentence goes on below is like a formula, but a clause that ends with a colon before it stays.
    """
    for above, unit, below in zip([None, *units], units, [*units[1:], None], strict=False):
        is_open = above is not None and above.kind in ("text", "item") and not ended(above.text)
        goes_on = below is not None and below.kind == "text" and below.text[:1].islower()
        if unit.kind not in ("formula", "code") or (unit.kind == "code" and not (is_open and goes_on)):
            continue
        if above and is_open and not (unit.kind == "code" and above.text.endswith(":")):
            ends = [end.end() for end in _END.finditer(above.text)]
            cut = ends[-1] if ends else 0
            unit.text = f"{above.text[cut:]} {unit.text}"
            above.text = above.text[:cut].rstrip()
        if below and goes_on:
            end = _END.search(below.text)
            cut = end.end() if end else len(below.text)
            unit.text = f"{unit.text} {below.text[:cut].rstrip()}"
            below.text = below.text[cut:]
    yield from units
