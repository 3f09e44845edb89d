"""Tries every case, or those whose names match a pattern: ``python -m tests.nasty [PATTERN]``."""

from __future__ import annotations

import os
import re
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.nasty.case import PORT, Case
from tests.nasty.corpus import cases
from tests.nasty.situations import faults as surprises
from tests.nasty.situations import situations
from tests.nasty.trial import PLAIN, in_a_process, tried

LOOKS: Mapping[str, Sequence[str]] = {"plain": PLAIN, "default": ()}


@contextmanager
def listening() -> Iterator[list[str]]:
    """Who has connected to the address that documents name."""
    contacts: list[str] = []
    with socket.create_server(("127.0.0.1", PORT)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    contacts.append("somebody connected to the address in a document")

        threading.Thread(target=listen, daemon=True).start()
        yield contacts


def faults(case: Case, look: Sequence[str]) -> list[str]:
    """What is wrong with *case* in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return tried(case, Path(folder), in_a_process, look)


def told(name: str, wrong: Sequence[str]) -> bool:
    """Whether nothing is *wrong* with the case of that *name*; what is, is printed."""
    if wrong:
        print(ascii(f"{name}: {'; '.join(wrong)}")[1:-1], flush=True)
    return not wrong


def main(pattern: str = "") -> int:
    """Print each case that is not handled, and how many are; 1 if any is not."""
    chosen = [case for case in cases() if re.search(pattern, case.name)]
    trials = [
        (case, look)
        for case in chosen
        for look in LOOKS
        if look == "plain" or not (case.is_slow or case.verdict == "refused")
    ]
    around = [situation for situation in situations() if re.search(pattern, situation.name)]
    handled = 0
    with listening() as contacts, ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda trial: faults(trial[0], LOOKS[trial[1]]), trials)
        for (case, look), wrong in zip(trials, results, strict=True):
            handled += told(f"{case.name} ({look})", wrong)
        for situation in around:
            with tempfile.TemporaryDirectory() as folder:
                handled += told(situation.name, surprises(situation, Path(folder)))
        for contact in contacts:
            print(contact)
    total = len(trials) + len(around)
    print(f"handled {handled - len(contacts)} of {total}")
    return int(handled - len(contacts) < total)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
