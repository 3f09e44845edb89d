"""The Unicode bidirectional algorithm (UAX 9): the level of each character of a paragraph, and the order on a line.

Text is set with spaces for separators and without embeddings, overrides and isolates (`fonts.shapeable` leaves them
out), so the rules X1 to X8 have no place here; everything else follows the annex, rule by rule. The classes of the
characters are written as one letter each, so that a rule is a substitution in a string.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from unicodedata import bidirectional

_LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "ES": "S",
    "ET": "T",
    "AN": "N",
    "CS": "C",
    "NSM": "M",
    "BN": "-",
    "WS": "W",
    "S": "W",
    "B": "W",
}
"""The letter of each class; all that is not here is neutral, "O"."""

_OPENING = "([{༺༼᚛⁅⁽₍⌈⌊❨❪❬❮❰❲❴⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼⸢⸤⸦⸨⹕⹗⹙⹛〈《「『【〔〖〘〚﹙﹛﹝（［｛｟｢"
_CLOSING = ")]}༻༽᚜⁆⁾₎⌉⌋❩❫❭❯❱❳❵⟆⟧⟩⟫⟭⟯⦄⦆⦈⦊⦌⦐⦎⦒⦔⦖⦘⧙⧛⧽⸣⸥⸧⸩⹖⹘⹚⹜〉》」』】〕〗〙〛﹚﹜﹞）］｝｠｣"
"""The brackets of BidiBrackets.txt, each under its partner."""

_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}  # canonically equivalent brackets pair with each other
_PARTNERS = {_SAME.get(one, one): _SAME.get(other, other) for one, other in zip(_OPENING, _CLOSING, strict=True)}
_CLOSERS = frozenset(_PARTNERS.values())
_DEEPEST = 63  # brackets opened at one time (BD16)

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def base_level(text: str) -> int | None:
    """The level of a paragraph by its first strong character (P2, P3): 0 or 1, None if it has none."""
    for char in text:
        kind = _letter(char)
        if kind in "LRA":
            return 0 if kind == "L" else 1
    return None


def levels(text: str, base: int) -> list[int]:
    """The resolved level of each character of *text*, a paragraph of level *base* that is one line."""
    if not base and not _RIGHT_TO_LEFT.search(text):
        return [0] * len(text)
    kinds = "".join(map(_letter, text))
    kept = [index for index, kind in enumerate(kinds) if kind != "-"]  # X9
    direction = "LR"[base]
    resolved = _weak("".join(kinds[index] for index in kept), direction)
    resolved = _brackets([text[index] for index in kept], [kinds[index] for index in kept], resolved, direction)
    resolved = _neutral(resolved, direction)
    found: list[int | None] = [None] * len(text)
    for index, kind in zip(kept, resolved, strict=True):
        found[index] = base + _RAISED[base][kind]
    end = len(kinds.rstrip("W-"))
    found[end:] = [base] * (len(text) - end)  # L1
    return list(_with_removed(found, base))


_RAISED = ({"L": 0, "R": 1, "N": 2, "E": 2}, {"L": 1, "R": 0, "N": 1, "E": 1})  # I1, I2


def _with_removed(found: Sequence[int | None], base: int) -> Iterator[int]:
    """*found*, in which what X9 has removed has the level of the character before it."""
    level = base
    for at in found:
        level = level if at is None else at
        yield level


def order(line: Sequence[int]) -> list[int]:
    """The indices of the parts of a line with these levels, from left to right (L2)."""
    indices = list(range(len(line)))
    odd = [level for level in line if level % 2]
    for level in range(max(line, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(indices):
            end = start
            while end < len(indices) and line[indices[end]] >= level:
                end += 1
            indices[start:end] = indices[start:end][::-1]
            start = end + 1
    return indices


@cache
def _letter(char: str) -> str:
    return _LETTERS.get(bidirectional(char) or "L", "O")


def _weak(kinds: str, direction: str) -> str:
    """*kinds* after the rules W1 to W7, at the start of which the text before is of *direction*."""
    kinds = re.sub("(.)(M+)", lambda run: run[1] * len(run[0]), direction + kinds)  # W1
    kinds = _within("A[^LRA]*", "E", "N", kinds)  # W2
    kinds = kinds.replace("A", "R")  # W3
    kinds = re.sub("(?<=E)[SC](?=E)", "E", kinds)  # W4
    kinds = re.sub("(?<=N)C(?=N)", "N", kinds)
    kinds = re.sub("(?<=E)T++|(?<!T)T++(?=E)", lambda run: "E" * len(run[0]), kinds)  # W5
    kinds = re.sub("[STC]", "O", kinds)  # W6
    return _within("L[^LR]*", "E", "L", kinds)[1:]  # W7


def _within(stretch: str, old: str, new: str, kinds: str) -> str:
    replaced: Callable[[re.Match[str]], str] = lambda run: run[0].replace(old, new)  # noqa: E731
    return re.sub(stretch, replaced, kinds)


def _brackets(text: Sequence[str], original: Sequence[str], resolved: str, direction: str) -> str:
    """*resolved* after N0: brackets take the direction of what they hold, or of what stands before them."""
    kinds = list(resolved)
    before, reached = direction, 0
    for opening, closing in sorted(_pairs(text, kinds)):
        while reached < opening:
            before = _strong(kinds[reached]) or before
            reached += 1
        held = {_strong(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if not held:
            continue
        taken = before if direction not in held else direction
        for bracket in (opening, closing):
            kinds[bracket] = taken
            mark = bracket + 1
            while mark < len(kinds) and original[mark] == "M":
                kinds[mark] = taken
                mark += 1
    return "".join(kinds)


def _pairs(text: Sequence[str], kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of brackets that belong together (BD16)."""
    waiting: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        bracket = _SAME.get(char, char)
        if kinds[index] != "O" or (bracket not in _PARTNERS and bracket not in _CLOSERS):
            continue
        if bracket in _PARTNERS:
            if len(waiting) == _DEEPEST:
                return
            waiting.append((_PARTNERS[bracket], index))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == bracket:
                yield waiting[depth][1], index
                del waiting[depth:]
                break


def _strong(kind: str) -> str:
    """The direction that a class counts as for neutrals: numbers as right-to-left."""
    return "R" if kind in "REN" else "L" if kind == "L" else ""


def _neutral(kinds: str, direction: str) -> str:
    """*kinds* after N1 and N2: what is neutral takes the direction of both sides, else that of the paragraph."""

    def resolved(run: re.Match[str]) -> str:
        before = _strong(kinds[run.start() - 1]) if run.start() else direction
        after = _strong(kinds[run.end()]) if run.end() < len(kinds) else direction
        return (before if before == after else direction) * len(run[0])

    return re.sub("[WO]+", resolved, kinds)
