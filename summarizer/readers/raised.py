"""Raised and lowered characters: in text that has no layout, the signs of Unicode that look like them."""

from __future__ import annotations

RAISED, LOWERED, LEVEL = "raised", "lowered", "level"
"""Where characters stand: above the line, below it, on it."""

_PLAIN = "0123456789+-−=()n"
_SIGNS = {
    RAISED: str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"),
    LOWERED: str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ"),
}
_SHIFTED = frozenset(_PLAIN + " ")


def shifted(text: str, position: str | None) -> str:
    """*text* as it stands at that *position*: 10 and a raised 3 make 10³, not 103.

    It stays as it is where one of its characters has no such sign, as in 1st.
    """
    signs = _SIGNS.get(position or LEVEL)
    return text.translate(signs) if signs and _SHIFTED.issuperset(text) else text
