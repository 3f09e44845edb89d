"""Characters that do no harm: `clean` on the way in, `show` for names and messages."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = ("\r\n", *"\r\v\f\x85\u2028\u2029")
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"

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

# A soft hyphen at the end of a line says that the word goes on in the next one.
_SOFT_HYPHENS = re.compile("\xad\xad*(?:[ \t]*\n[ \t]*(?=\\w))?")

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

# No letter before these combines with anything, and none is composed anew by NFC; nor do dashes, quotes and bullets.
_COMPOSABLE = re.compile("[^\0-\u02ff\u2010-\u2027]")


def clean(text: str) -> str:
    r"""*text* in NFC, with ``\n`` for every line end and without characters that steer a screen or hide text.

    Escape sequences go whole; the other control characters except TAB, bidirectional embeddings, overrides and
    isolates, zero-width spaces, soft hyphens, TAG characters, surrogates and noncharacters go one by one; of the
    combining marks on one letter the first 30 stay. ZWJ and ZWNJ are kept: emoji, Persian and Indic scripts need
    them. Idempotent.
    """
    if text.isascii() and not text.encode().translate(None, _PLAIN):
        return text
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    if any(map(text.__contains__, "\x1b\x9b\x9d")):
        text = _SEQUENCES.sub("", text)
    if "\xad" in text:
        text = _SOFT_HYPHENS.sub("", text)
    return "\n".join(map(_clean_line, text.split("\n")))


def _clean_line(line: str) -> str:
    """*line* without characters to be dropped, and in NFC; nothing composes over the end of a line."""
    if not line.isprintable():  # which no control or format character is
        line = _DROPPED.sub("", line)
    if line.isascii() or not _COMPOSABLE.search(line):
        return line
    line = unicodedata.normalize("NFC", _MAYBE_MARKS.sub(_without_surplus_marks, line))
    return _MAYBE_MARKS.sub(_without_surplus_marks, line)  # a few marks decompose into two


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
