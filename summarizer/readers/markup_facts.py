"""What a page says of itself: its title, its language, and what stands in its head."""

from __future__ import annotations

from collections.abc import Mapping

_HEAD = 3  # elements around the title of a page; deeper ones are of pictures


class Facts:
    """Gathers facts from the stream of tags.

    *said* holds the contents of ``meta`` elements by their names in small letters, and ``title``, ``lang`` and
    ``time``; *scripts* those that hold JSON-LD, *sheets* those of styles.
    """

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.scripts: list[str] = []
        self.sheets: list[str] = []
        self._taken: list[str] | None = None  # text of the title, of styles or of a script with data

    def start(self, tag: str, given: Mapping[str, str], *, depth: int, is_text: bool) -> None:
        """An element begins within *depth* others; *is_text* tells whether it may be text of the page."""
        if tag == "html":
            self.said.setdefault("lang", given.get("lang") or given.get("xml:lang") or "")
        elif tag == "meta" and given.get("content"):
            name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
            self.said.setdefault(name.lower(), " ".join(given["content"].split()))
        elif tag == "time" and given.get("datetime") and is_text:
            self.said.setdefault("time", given["datetime"])
        elif (
            tag == "style"
            or (tag == "title" and depth <= _HEAD and "title" not in self.said)
            or (tag == "script" and given.get("type", "").strip().lower() == "application/ld+json")
        ):
            self._taken = []

    def data(self, text: str) -> None:
        """Text comes."""
        if self._taken is not None:
            self._taken.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._taken is None or tag not in ("title", "script", "style"):
            return
        taken, self._taken = "".join(self._taken), None
        if tag == "title":
            self.said.setdefault("title", " ".join(taken.split()))
        else:
            (self.sheets if tag == "style" else self.scripts).append(taken)
