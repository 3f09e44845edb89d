"""A hostile input as a value, and the prose and the bait that inputs are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Verdict = Literal["shown", "refused", "either"]

MARK = "quillwort"
"""A word of every sentence of `prose`, to know it by."""

SECRET = "zq7-left-in-the-vault"
BAIT = Path(__file__).parent / "bait.txt"
"""A file that no document may pull in; it holds `SECRET`."""

PICTURE = Path(__file__).parent.parent.parent / "docs" / "images" / "briefing.png"
PORT = 18734
ADDRESS = f"http://127.0.0.1:{PORT}"
"""Where the scorer listens: whoever connects has followed an address in a document."""

LEAKS = (SECRET, "root:x:0:0")
ESCAPED = Path("/tmp/conspectus-escaped.txt")
"""A file that only a part of an archive with such a name could make."""


@dataclass(frozen=True, slots=True)
class Case:
    """One input and what may become of it.

    *make* gives the bytes of a file called *file*. A summary must show each of *has* and one of *has_one*, none of
    *lacks*, each of *once* at most once, and have at most *longest* characters. A refusal must match *says*. The peak
    memory of any one process may be *megabytes*. A case that *is_slow* takes over two seconds.
    """

    name: str
    file: str
    make: Callable[[], bytes]
    why: str
    verdict: Verdict = "either"
    has: tuple[str, ...] = ()
    has_one: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    longest: int = 1_000_000
    says: str = ""
    megabytes: int = 1100
    is_slow: bool = False


def constant(data: str | bytes) -> Callable[[], bytes]:
    """A maker of *data*; lone surrogates of a text become the three bytes that UTF-8 does not allow."""
    encoded = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return lambda: encoded


WHO = (
    *("weavers", "ferrymen", "teachers", "beekeepers", "councillors", "gardeners", "surveyors", "bakers", "nurses"),
    *("printers", "foresters", "miners", "archivists", "potters", "pilots", "glaziers", "millers"),
)
DID = ("repaired", "counted", "painted", "refused", "opened", "sold", "moved", "described", "flooded", "measured")
WHAT = (
    *("lock gates", "school roof", "northern orchard", "old archive", "tram depot", "salt works", "town clock"),
    *("signal box", "reading room", "cattle market", "stone quarry", "winter garden", "grain store"),
)
WHERE = ("Orlen", "Tamsel", "Brigg", "Vadstow", "Keld", "Murrow", "Ansty")


def sentences(count: int, mark: str = MARK, first: int = 0) -> list[str]:
    """*count* sentences, no two alike, each with *mark* before its full stop."""
    return [
        f"The {WHO[n % len(WHO)]} {DID[n * 7 % len(DID)]} the {WHAT[n * 5 % len(WHAT)]} of {WHERE[n % len(WHERE)]} "
        f"in {1800 + n} {mark}".rstrip()
        + "."
        for n in range(first, first + count)
    ]


def prose(count: int = 12, mark: str = MARK, first: int = 0) -> str:
    """Paragraphs of three of the `sentences`."""
    lines = sentences(count, mark, first)
    return "\n\n".join(" ".join(lines[n : n + 3]) for n in range(0, count, 3)) + "\n"
