"""Memory of reading, on a small scale: what is kept and built grows with the text, whatever its shape."""

from __future__ import annotations

import tracemalloc
from importlib import import_module

import pytest

from benchmarks.memory import MADE, SHAPES, parts
from summarizer.options import Limits
from summarizer.readers import READERS, _cleaned
from summarizer.structure import structure

TEXT = 300_000
# Times the text, a fifth above what it was when this was written. A line of PDF knows its place and look.
MOST = {"html": 8, "docx": 5, "odt": 5, "epub": 9, "pdf": 16}
MOST_OF_STRUCTURE = 8.5


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", MADE)
def test_memory_of_a_parser(name: str, shape: str) -> None:
    data = MADE[name](parts(shape, TEXT))
    read = import_module(READERS[name].module).read
    read(MADE[name](parts(shape, 1)), name="a", encoding=None, limits=Limits())  # tables that are made once
    tracemalloc.start()
    try:
        content = read(data, name="a", encoding=None, limits=Limits())
        parsed = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        kept = structure(_cleaned(content))
        structured = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    size = sum(len(block.text) for block in kept.blocks)
    assert size > TEXT / 2
    assert parsed < MOST[name] * size
    assert structured < MOST_OF_STRUCTURE * size
