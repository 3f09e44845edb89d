"""The text that the benchmarks of speed cut their documents from: a file of the user's, else one of chance words."""

from __future__ import annotations

import lzma
import random
from itertools import islice
from pathlib import Path


def long_text(source: str | None, size: int) -> str:
    """A text of at least *size* bytes: that of the file *source*, in UTF-8, plain or .xz; without one, chance words.

    The frequencies of these fall as those of a language do. Ends the program where the file is too short.
    """
    if source is None:
        return _chance(size)
    data = Path(source).read_bytes()
    data = lzma.decompress(data) if source.endswith(".xz") else data
    if len(data) < size:
        raise SystemExit(f"{source}: has {len(data):,} bytes, too few for {size:,} (give a longer one)")
    return data.decode("utf-8")


def _chance(size: int) -> str:
    chance = random.Random(7)
    syllables = "ba ce di fo gu la me ni po ru sa te vi zo".split()
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    sentences = []
    while size > 0:
        used = iter(chance.choices(words, weights, k=2_000))
        while of := list(islice(used, chance.randint(8, 30))):
            end = chance.choice((". ", ". ", ". ", ".\n\n"))
            sentences.append(f"{' '.join(of).capitalize()}{end}")
            size -= len(sentences[-1])
    return "".join(sentences)
