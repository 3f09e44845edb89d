"""Characters that do no harm: `clean` on the way in, `show` for names and messages."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("[\v\f\x85\u2028\u2029]")

# ECMA-48. A control string (OSC, DCS, SOS, PM, APC) ends with BEL or ST on its own line; one that does not is no
# control string, and losing the text after it would be worse than showing its payload. The 8-bit forms are held to
# their commonest shape, because curly quotes decoded in the wrong encoding look like them (“ ” give U+009C, U+009D).
_SEQUENCES = re.compile(
    r"""
      \x1b\[ [0-?]*+ [ -/]{0,2} [@-~]                                   # CSI
    | \x1b[\]PX^_] [^\x07\x1b\x9c\n]*+ (?: \x07 | \x1b\\ | \x9c )       # OSC, DCS, SOS, PM, APC
    | \x1b [ -/]{0,2} [0-OQ-WYZ\\`-~]                                   # the short ones
    | \x9b [0-?]++ [ -/]{0,2} [@-~]                                     # CSI, 8 bits
    | \x9d \d+; [^\x07\x1b\x9c\x9d\n]*+ (?: \x07 | \x1b\\ | \x9c )      # OSC, 8 bits
    """,
    re.VERBOSE,
)

_STEERING = re.compile("[\x1b\x9b\x9d]")

# A soft hyphen at the end of a line says that the word goes on in the next one.
_SOFT_HYPHENS = re.compile("\xad+(?:[ \t]*\n[ \t]*(?=\\w))?")

_DROPPED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f"
    "\u200b\u2060\ufeff"
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides, isolates
    "\U000e0000-\U000e007f"  # TAG characters, which hide text
    "\ud800-\udfff"
    "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)) + "]"
)

# UAX #15, stream-safe text: no script needs more than 30 marks on a letter, and to bring n marks into canonical
# order takes time that grows with n².
_MOST_MARKS = 30
_MAYBE_MARKS = re.compile(rf"[^\w\s\0-\u02ff]{{{_MOST_MARKS + 1},}}")


def clean(text: str) -> str:
    r"""*text* in NFC, with ``\n`` for every line end and without characters that steer a screen or hide text.

    Escape sequences go whole; the other control characters except TAB, bidirectional embeddings, overrides and
    isolates, zero-width spaces, soft hyphens, TAG characters, surrogates and noncharacters go one by one; of the
    combining marks on one letter the first 30 stay. ZWJ and ZWNJ are kept: emoji, Persian and Indic scripts need
    them. Idempotent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    characters = "".join(set(text))  # a few dozen in most texts: they tell which steps there is nothing to do in
    if _LINE_ENDS.search(characters):
        text = _LINE_ENDS.sub("\n", text)
    if _STEERING.search(characters):
        text = _SEQUENCES.sub("", text)
    if "\xad" in characters:
        text = _SOFT_HYPHENS.sub("", text)
    if _DROPPED.search(characters):
        text = _DROPPED.sub("", text)
    if not any(unicodedata.category(character).startswith("M") for character in characters):
        return unicodedata.normalize("NFC", text)
    text = unicodedata.normalize("NFC", _MAYBE_MARKS.sub(_without_surplus_marks, text))
    return _MAYBE_MARKS.sub(_without_surplus_marks, text)  # a few marks decompose into two


def _without_surplus_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def show(text: str) -> str:
    r"""*text* on one line, for file names and messages: each byte that cannot be printed is shown as ``\xNN``."""
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a file name that is not UTF-8 (PEP 383)
        return f"\\x{ord(character) - 0xDC00:02x}"
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
