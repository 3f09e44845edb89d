"""``make unicode``: the bidirectional algorithm against BidiCharacterTest.txt and BidiTest.txt of Unicode.

They have half a million cases. Those with embeddings, overrides, isolates or separators are left out: text has none of
them when its levels are asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import bidirectional

from exporters.pdf.bidi import base_level, levels, order

_LEFT_OUT = frozenset("LRE RLE LRO RLO PDF LRI RLI FSI PDI B S".split())
_OF_CLASS = {
    "L": "a",
    "R": "\u05d0",
    "AL": "\u0628",
    "EN": "1",
    "ES": "-",
    "ET": "%",
    "AN": "\u0662",
    "CS": ",",
    "NSM": "\u0301",
    "BN": "\u200d",
    "WS": " ",
    "ON": "!",
}

Case = tuple[str, int | None, Sequence[str], Sequence[int]]
"""A text, its level (None: by its first letter), the level of each character ("x": any), and their order."""


def characters(folder: Path) -> Iterator[Case]:
    """The cases of BidiCharacterTest.txt."""
    for line in rows(folder / "BidiCharacterTest.txt"):
        codes, direction, _, expected, places = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        level = None if direction == "2" else int(direction)
        if not _LEFT_OUT & set(map(bidirectional, text)):
            yield text, level, expected.split(), [int(place) for place in places.split()]


def classes(folder: Path) -> Iterator[Case]:
    """The cases of BidiTest.txt, each class as one character that has it."""
    expected: Sequence[str] = ()
    places: Sequence[int] = ()
    for line in rows(folder / "BidiTest.txt"):
        if line.startswith("@Levels:"):
            expected = line.split()[1:]
        elif line.startswith("@Reorder:"):
            places = [int(place) for place in line.split()[1:]]
        else:
            names, _, directions = line.partition(";")
            if not _LEFT_OUT & set(names.split()):
                text = "".join(_OF_CLASS[name] for name in names.split())
                for bit, level in ((1, None), (2, 0), (4, 1)):
                    if int(directions) & bit:
                        yield text, level, expected, places


def rows(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def is_right(text: str, level: int | None, expected: Sequence[str], places: Sequence[int]) -> bool:
    found = levels(text, level if level is not None else base_level(text) or 0)
    kept = [place for place, wanted in enumerate(expected) if wanted != "x"]
    shown = [kept[place] for place in order([found[place] for place in kept])]
    return shown == list(places) and all(expected[place] == str(found[place]) for place in kept)


def main(folder: Path) -> int:
    """Check the tests in *folder*; 1 if one fails or there is none."""
    failed = passed = 0
    for case in (*characters(folder), *classes(folder)):
        if is_right(*case):
            passed += 1
        else:
            failed += 1
            sys.stdout.write(f"failed: {case}\n")
    sys.stdout.write(f"{passed} passed, {failed} failed\n")
    return int(failed > 0 or not passed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
