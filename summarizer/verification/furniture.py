"""What stands around the text of a page: its title, a marking, the number of the page, the footer."""

from __future__ import annotations

from summarizer.verification.expected import Expected

_MOST_LINES = 8
"""So many lines of furniture a page has at most, at its head or its foot."""
_SHORTEST = 8
"""So many signs at least are shown of a text that is cut."""


def without_furniture(page: str, expected: Expected) -> str:
    """The text of a *page* without such lines at its beginning and its end, where a sentence may go on."""
    lines = page.splitlines()
    first = next((count for count in range(_MOST_LINES, 0, -1) if _is_furniture(lines[:count], expected)), 0)
    lines = lines[first:]
    last = next((count for count in range(_MOST_LINES, 0, -1) if _is_furniture(lines[-count:], expected)), 0)
    return "\n".join(lines[: len(lines) - last])


def _is_furniture(lines: list[str], expected: Expected) -> bool:
    signs = expected.signs("".join(lines))
    texts = sorted(map(expected.signs, expected.furniture), key=len, reverse=True)
    while signs:
        length = _page_number(signs, expected) or next((len(text) for text in texts if signs.startswith(text)), 0)
        length = length or next((cut for text in texts if (cut := _cut(signs, text))), 0)
        if not length:
            return False
        signs = signs[length:]
    return bool(lines)


def _page_number(signs: str, expected: Expected) -> int:
    match = expected.patterns["number"].match(signs)
    return match.end() if match else 0


def _cut(signs: str, text: str) -> int:
    """How much of *signs* is the beginning of *text* and an ellipsis; 0 where it is not."""
    end = signs.find("…")
    return end + 1 if end >= _SHORTEST and text.startswith(signs[:end]) else 0
