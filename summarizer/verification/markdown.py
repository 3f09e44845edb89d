"""The text of Markdown of ours: escapes undone, marks left out; any other mark stays, as text that is not ours."""

from __future__ import annotations

import re

_MARK = re.compile(r"\\([!-/:-@\[-`{-~])|\*\*|&#(\d{1,7});")
_BEGINNING = re.compile(r"^(?:#{1,6} |\s*[-*] |-{3}$)", re.MULTILINE)


def plain(text: str) -> str:
    """*text* as CommonMark shows it."""
    return _MARK.sub(_shown, _BEGINNING.sub("", text))


def _shown(mark: re.Match[str]) -> str:
    return mark[1] or (chr(int(mark[2])) if mark[2] and int(mark[2]) <= 0x10FFFF else "")
