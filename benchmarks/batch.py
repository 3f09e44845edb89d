"""How fast and how large a batch is: many documents of about 4 KB, as text, beside sumy's LexRank in the same run.

    python -m benchmarks.batch                     1,000 and 10,000 documents, made of the example
    python -m benchmarks.batch FILE                made of the paragraphs of a text file, plain or .xz
    python -m benchmarks.batch FILE 1000           so many documents

The command runs as a user runs it. Processor time and memory are those of all its processes, as Linux tells them every
tenth of a second; memory is the proportional set size. Sumy parses and ranks the first documents one by one in this
process, with its stemmer, its stop words and NLTK's words; sentences are cut by Punkt from the package that we use too,
because NLTK's own Punkt has to be downloaded. A bound that is missed and a byte that a kill changes end the run with 1.
"""

from __future__ import annotations

import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from nltk.tokenize import word_tokenize
from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words

from benchmarks.processes import Report
from benchmarks.texts import long_text
from exporters import render
from summarizer import ConspectusError, read, summarize
from summarizer.batch.names import JOURNAL
from summarizer.batch.pool import cores
from summarizer.language import LANGUAGES, sentence_tokenizer
from templates import load

EXAMPLE = Path(__file__).parent.parent / "examples" / "article.txt"
SIZE = 4_000
NUMBERS = (1_000, 10_000)
IN_A_FOLDER = 1_000
BY_SUMY = 100
WITHOUT_FILES = 300
TIMES_SUMY = 30
"""How many times as many documents a second and core as sumy were asked for."""

KILLED = 1_000
KILLS = 5
TICKS = os.sysconf("SC_CLK_TCK")


def documents(text: str, number: int) -> Iterator[str]:
    """So many documents of about `SIZE` characters: paragraphs of *text*, behind a sentence of their own."""
    paragraphs = [paragraph for paragraph in text.split("\n\n") if len(paragraph) > 60]
    for document in range(number):
        parts = [f"Report {document} is that of station {37 * document % 1009}."]
        at = document * 7919
        while sum(map(len, parts)) < SIZE:
            parts.append(paragraphs[at % len(paragraphs)])
            at += 1 + document % 5
        yield "\n\n".join(parts)


def fill(folder: Path, texts: Iterator[str]) -> None:
    """Write *texts* into folders below *folder*."""
    for number, text in enumerate(texts):
        path = folder / f"{number // IN_A_FOLDER:02}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


# -- ours --


@dataclass
class Run:
    """What a run of the command took: *wall* and processor seconds of each process, and the memory over time in MB."""

    wall: float = 0.0
    seconds: dict[int, float] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Processor seconds of all processes."""
        return sum(self.seconds.values())

    def sample(self, session: int) -> None:
        """Look at every process of a *session*."""
        total = 0.0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                values = (process / "stat").read_text().rpartition(")")[2].split()
                if int(values[3]) != session:
                    continue
                self.seconds[int(process.name)] = (int(values[11]) + int(values[12])) / TICKS
                lines = (process / "smaps_rollup").read_text().splitlines()
            except (OSError, ProcessLookupError):
                continue
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        self.memory.append(total)


def started(folder: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """The command under way, in a session of its own."""
    arguments = ["batch", str(folder), "-o", str(out), "--to", "txt", "--jobs", str(jobs), "-q"]
    return subprocess.Popen([sys.executable, "-m", "summarizer", *arguments], start_new_session=True)


def batch(folder: Path, out: Path, jobs: int) -> Run:
    """Run the command to its end."""
    run, begun = Run(), time.monotonic()
    process = started(folder, out, jobs)
    while process.poll() is None:
        run.sample(process.pid)
        time.sleep(0.1)
    run.wall = time.monotonic() - begun
    assert process.returncode == 0
    return run


def killed(folder: Path, out: Path, wall: float) -> int:
    """Kill the command at random a few times, then let it end; how many lines its journal has."""
    choice = random.Random(7)
    for _ in range(KILLS):
        process = started(folder, out, cores())
        time.sleep(wall * choice.uniform(0.1, 0.3))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    batch(folder, out, cores())
    return (out / JOURNAL).read_bytes().count(b"\n")


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same summaries."""
    names = [sorted(path.relative_to(out) for path in out.rglob("*.summary.txt")) for out in (one, other)]
    return names[0] == names[1] and all((one / name).read_bytes() == (other / name).read_bytes() for name in names[0])


# -- sumy's --


class Tokenizer:
    """Sentences by Punkt, words by NLTK, as sumy's own tokenizer has them."""

    def __init__(self) -> None:
        self._punkt = sentence_tokenizer(LANGUAGES["en"])

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph."""
        return tuple(paragraph[start:end] for start, end in self._punkt.span_tokenize(paragraph))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence."""
        return tuple(word for word in word_tokenize(sentence, preserve_line=True) if word.isalpha())


def lex_rank(texts: Sequence[str]) -> float:
    """The processor time in which sumy summarises *texts* by LexRank, in ten sentences each."""
    tokenizer = Tokenizer()
    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    begun = 0.0
    for number, text in enumerate([texts[0], *texts]):
        begun = begun if number != 1 else time.process_time()  # once before, so that no import is measured
        summarizer(PlaintextParser.from_string(text, tokenizer).document, 10)
    return time.process_time() - begun


# -- the table --


def without_files(texts: Sequence[str]) -> float:
    """The processor time in which *texts* are read, summarised and drawn in one process, the best of three."""
    plain = load("plain")
    taken = []
    for _ in range(4):  # once before, so that no import is measured
        begun = time.process_time()
        for text in texts:
            with suppress(ConspectusError):  # one without a sentence
                render(summarize(read(text.encode(), format="txt")), "txt", plain)
        taken.append(time.process_time() - begun)
    return min(taken[1:])


def main(arguments: Sequence[str]) -> int:
    """Print the figures, each as soon as it is measured; 1 if a bound is missed, or bytes differ."""
    text = long_text(arguments[0] if arguments else str(EXAMPLE), SIZE)
    print(f"Python {platform.python_version()}, sumy {version('sumy')}; {platform.machine()}, {cores()} cores\n")
    sumy = BY_SUMY / lex_rank(list(documents(text, BY_SUMY)))
    print(f"sumy's LexRank: {sumy:.1f} documents a second and core\n")
    print("| documents | jobs | a second and core | times sumy | wall s | busy cores | peak MB | again, unchanged s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    fastest, is_same = 0.0, True
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        for number in map(int, arguments[1:]) if arguments[1:] else NUMBERS:
            fill(work / f"{number}", documents(text, number))
            for jobs in dict.fromkeys((1, cores())) if number == KILLED else (cores(),):
                run = batch(work / f"{number}", work / f"out-{number}-{jobs}", jobs)
                again = batch(work / f"{number}", work / f"out-{number}-{jobs}", jobs)
                speed = number / run.cpu
                fastest = max(fastest, speed)
                figures = f"{speed:.0f} | {speed / sumy:.1f} | {run.wall:.0f} | {run.cpu / run.wall:.1f}"
                print(f"| {number:,} | {jobs} | {figures} | {max(run.memory):.0f} | {again.wall:.1f} |", flush=True)
                if number == KILLED and jobs == cores():
                    lines = killed(work / f"{number}", work / "killed", run.wall)
                    is_same = same(work / "killed", work / f"out-{number}-{jobs}")
                    is_same = is_same and same(work / "killed", work / f"out-{number}-1")
        if (work / "killed").exists():
            print(f"\nKilled {KILLS} times: {lines:,} lines for {KILLED:,} documents; same bytes: {is_same}")
    report = Report()
    print("\n| work | figure | reached | bound (goal) | kept |\n| --- | --- | --- | --- | --- |")
    report.add("documents of 4 KB, in a batch", "times sumy", fastest / sumy, TIMES_SUMY, TIMES_SUMY, least=True)
    alone = WITHOUT_FILES / without_files(list(documents(text, WITHOUT_FILES)))
    report.add("the same, without files", "times sumy", alone / sumy, TIMES_SUMY, TIMES_SUMY, least=True)
    return 1 if report.missed or not is_same else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
