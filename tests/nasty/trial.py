"""One case, tried: the command is run on it, and what came of it is held against what may come of it."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from exporters import EXPORTERS
from tests.nasty.case import ESCAPED, LEAKS, Case
from tests.nasty.outputs import OUTPUTS

ROOT = Path(__file__).parent.parent.parent
PLAIN = ("--kind", "bullets", "--template", "plain")
SECONDS = 20
REFUSALS = (65, 66, 69, 74, 75)
_MOST_ADDRESSES = 8 << 30  # bytes: what escapes a limit of ours does not take the machine along
_LONGEST_MESSAGE = 600  # characters, with a path of 150
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, what it printed, and how much memory any one of its processes took."""

    code: int
    printed: str
    said: str
    megabytes: int = 0


Runner = Callable[[Sequence[str], Path], Ended]
"""Runs ``conspectus`` with arguments in a folder."""


def in_a_process(arguments: Sequence[str], folder: Path) -> Ended:
    """The command as a user runs it; it is ended after `SECONDS`, with all that it has started."""
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", *arguments],
            cwd=folder,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=said,
            start_new_session=True,
            preexec_fn=_limit,
        )
        timer = threading.Timer(SECONDS, _end, [process.pid])
        timer.start()
        _, status, used = os.wait4(process.pid, 0)  # of all its processes, the largest
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        return Ended(process.returncode, _text_of(printed), _text_of(said), used.ru_maxrss >> 10)


def _text_of(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "backslashreplace")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end(process: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


def tried(case: Case, folder: Path, run: Runner, look: Sequence[str] = PLAIN) -> list[str]:
    """All that is wrong with what becomes of *case* in the empty *folder*; every format is asked for at once."""
    data = case.make()
    source = folder / case.file
    source.write_bytes(data)
    targets = {ending: folder / f"summary.{ending}" for ending in EXPORTERS}
    wanted = [part for target in targets.values() for part in ("-o", str(target))]
    ended = run([str(source), *look, *wanted, "-o", "-"], folder)
    wrong = list(_always(case, ended))
    if source.read_bytes() != data:
        wrong.append("the input was changed")
    allowed = {source.name} | ({target.name for target in targets.values()} if ended.code == 0 else set())
    wrong += [f"left {path.name}" for path in folder.iterdir() if path.name not in allowed]
    if ended.code:
        return wrong + list(_refused(case, ended))
    if case.verdict == "refused":
        wrong.append("was summarised")
    for ending, target in targets.items():
        wrong += [f"{ending}: {fault}" for fault in _shown(case, ending, target.read_bytes(), look)]
    return wrong + [f"-: {fault}" for fault in _shown(case, "txt", ended.printed.encode(), look)]


def _always(case: Case, ended: Ended) -> Iterator[str]:
    """What is wrong whatever was asked."""
    if ended.code < 0:
        yield f"took over {SECONDS} s" if ended.code == -signal.SIGKILL else f"died of signal {-ended.code}"
    if "Traceback" in ended.said or "Exception ignored" in ended.said or "internal error" in ended.said:
        yield f"traceback: {ended.said.strip().splitlines()[-1]}"
    if found := _CONTROLS.search(ended.said):
        yield f"control character {found[0]!a} in a message"
    yield from (f"leaks {leak!r}" for leak in LEAKS if leak in ended.said + ended.printed)
    if ended.megabytes > case.megabytes:
        yield f"took {ended.megabytes} MB"
    if ESCAPED.exists():
        ESCAPED.unlink()
        yield "wrote a file that an archive named"


def _refused(case: Case, ended: Ended) -> Iterator[str]:
    if ended.code < 0:
        return
    last = (ended.said.splitlines() or [""])[-1]
    if case.verdict == "shown":
        yield f"was refused: {last}"
    if ended.code not in REFUSALS:
        yield f"exit code {ended.code}: {last}"
    if case.file not in last or len(last) > _LONGEST_MESSAGE or ended.printed:
        yield f"is no message about {case.file}: {last!r}"
    if not all("warning: " in line for line in ended.said.splitlines()[:-1]):
        yield f"says more than a line: {ended.said!r}"
    if not re.search(case.says, last, re.IGNORECASE):
        yield f"does not say {case.says!r}: {last}"


def _shown(case: Case, ending: str, data: bytes, look: Sequence[str]) -> Iterator[str]:
    try:
        seen = OUTPUTS[ending](data)
    except Exception as error:
        yield f"is not whole: {type(error).__name__}: {error}"
        return
    yield from seen.live[:3]
    text = squeezed(seen.text)
    yield from (f"lacks {part!r}" for part in case.has if squeezed(part) not in text)
    if case.has_one and not any(squeezed(part) in text for part in case.has_one):
        yield f"has none of {case.has_one!r}"
    yield from (f"has {part!r}" for part in (*case.lacks, *LEAKS) if part in seen.text)
    if look == PLAIN and ending != "json":  # JSON has all views and every statement, the other looks the source's title
        yield from (f"has {part!r} twice" for part in case.once if text.count(squeezed(part)) > 1)
        if len(seen.text) > case.longest:
            yield f"has {len(seen.text)} characters"


def squeezed(text: str) -> str:
    """*text* without spaces, so that the breaks of a layout do not count, and in compatible letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
