"""Characters of symbol fonts, which a Word document names by their place in the font."""

from __future__ import annotations

import re

_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{2,5}")

# What the characters of symbol fonts look like, at U+F000 and on: Greek and signs of Symbol, what Word puts for
# arrows and faces in Wingdings.
_SYMBOL = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
_SYMBOL |= zip(
    b"\x2d\xa3\xa5\xac\xae\xb0\xb1\xb3\xb4\xb6\xb7\xb8\xb9\xbb\xd6\xd7\xde\xe5\xf2", "−≤∞←→°±≥×∂•÷≠≈√⋅⇒∑∫", strict=True
)
_WINGDINGS = dict(zip(b"\x4a\x4c\x6c\xa7\xa8\xdf\xe0\xe8\xfb\xfc\xfd\xfe", "☺☹●▪□←→→✗✓☒☑", strict=True))


def symbol(code: str, font: str) -> str:
    """The character with that hexadecimal *code* in a symbol font, "" for one that is not known."""
    number = int(code, 16) if _HEXADECIMAL.fullmatch(code) else 0
    if not 0xF000 <= number <= 0xF0FF:
        return chr(number) if number else ""
    return (_WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL).get(number - 0xF000, "")
