"""Feeds one reader with made-up input: ``python -m tests.fuzz FORMAT SECONDS FOLDER``; what is found stays in FOLDER.

A finding is an exception that is none of ours, a text that is not clean, a process that dies, an input that takes over
ten seconds or over 1.5 GB. Of packages the part with the text is made up, not the ZIP file, which would hardly ever
open. Needs atheris, which only `make fuzz` installs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import atheris  # not declared in setup.cfg: `make fuzz` installs it

from summarizer.errors import ConspectusError
from summarizer.options import Limits
from tests.nasty.corpus import cases, samples
from tests.nasty.package_cases import packed, unpacked

BODIES = {"docx": "word/document.xml", "odt": "content.xml", "epub": "OPS/one.xhtml"}
SEEDS = 200  # cases of the corpus that fuzzing begins with
LONGEST_SEED = 20_000  # bytes
OURS = ("summarizer.readers", "summarizer.structure", "summarizer.characters", "summarizer.layout")
LIMITS = Limits(max_bytes=1_000_000, max_unpacked=8_000_000, max_pages=20, max_text=1_000_000)


def made_up(key: str) -> Callable[[bytes], bytes]:
    """What makes a file of the format *key* of made-up bytes."""
    if key not in BODIES:
        return bytes
    parts = unpacked(samples()[f"a.{key}"])
    return lambda data: packed({**parts, BODIES[key]: data})


def seeds(key: str) -> list[bytes]:
    """What is made up first: of our own cases, those of the format *key*, or their parts with the text."""
    files = [
        case.make() for case in cases() if case.file == f"a.{key}" and not case.is_slow and "bomb" not in case.name
    ]
    if key in BODIES:
        files = [part for part in (unpacked(samples()[f"a.{key}"])[BODIES[key]],) if isinstance(part, bytes)]
    return [data for data in files if len(data) < LONGEST_SEED][:SEEDS]


def check(key: str, make: Callable[[bytes], bytes], data: bytes) -> None:
    """Read made-up *data* in this process, and look at what comes out."""
    from summarizer.characters import clean
    from summarizer.readers import READERS, _cleaned
    from summarizer.structure import Content, structure

    try:
        content = import_module(READERS[key].module).read(make(data), name="a", encoding=None, limits=LIMITS)
    except ConspectusError:
        return
    assert Content.from_json(json.loads(json.dumps(content.to_json())), content.blocks) == content
    for block in structure(_cleaned(content)).blocks:
        assert block.text == clean(block.text)


def main(key: str, seconds: str, folder: str) -> None:
    """Fuzz the reader of the format *key* for so many *seconds*."""
    seeded = Path(folder, key)
    seeded.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(key)):
        (seeded / f"seed-{number}").write_bytes(data)
    with atheris.instrument_imports(include=list(OURS)):
        from summarizer.readers import READERS

        import_module(READERS[key].module)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=10",
        "-rss_limit_mb=1500",
        "-max_len=20000",
        "-print_final_stats=1",
    ]
    findings = f"-artifact_prefix={folder}{os.sep}finding-{key}-"
    atheris.Setup([sys.argv[0], *options, findings, str(seeded)], partial(check, key, made_up(key)))
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:4])
