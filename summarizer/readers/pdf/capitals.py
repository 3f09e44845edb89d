"""Dropped capitals: a letter over several lines is the first of the word beside its top."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.readers.pdf.pieces import Piece

_LARGE = 1.7  # times the size of the line beside it is the least that such a letter has
_NEAR = 1.2  # ems between it and that line, at most
_TOP, _FOOT = 0.9, 0.2  # of its size: how far above and below its base the lines beside it stand
_HIGHER = 0.4  # of the size of the line beside it is the least that its top line stands above its base
_WORDS = frozenset("AIO")  # letters that may be a word


def with_capitals(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces* of a page with each dropped capital before the line at its top; all lines beside it begin as it does."""
    capitals = [piece for piece in pieces if len(piece.text.strip("\"'“„«")) == 1 and piece.text[-1].isupper()]
    joined: set[int] = set()
    for capital in capitals:
        beside = [piece for piece in pieces if _is_beside(piece, capital)]
        if not beside or max(piece.base for piece in beside) < capital.base + _HIGHER * beside[0].size:
            continue
        first = max(beside, key=lambda piece: piece.base)
        first.text = f"{capital.text}{_gap(capital.text, first.text, pieces)}{first.text}"
        joined.add(id(capital))
        for piece in beside:
            piece.left = capital.left
    return [piece for piece in pieces if id(piece) not in joined]


def _is_beside(piece: Piece, capital: Piece) -> bool:
    is_near = -1 <= piece.left - capital.right < _NEAR * piece.size
    height = (piece.base - capital.base) / capital.size
    return is_near and _LARGE * piece.size <= capital.size and -_FOOT < height < _TOP


def _gap(letter: str, text: str, pieces: Sequence[Piece]) -> str:
    """What stands between a capital and the *text* beside it: a space where the letter is a word."""
    rest = text.partition(" ")[0]
    if letter[-1] not in _WORDS or not rest[:1].isalpha():
        return ""
    word = f"{letter[-1]}{rest}".casefold()
    return "" if any(word in piece.text.casefold().split() for piece in pieces) or not rest[0].islower() else " "
