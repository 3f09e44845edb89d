"""How good the summaries are: ROUGE against human ones, key points covered, things said twice.

    python benchmarks/quality.py --check             the small corpus beside this file, held to floors.json
    python benchmarks/quality.py --update            raise the floors to what is reached; never lower one
    python benchmarks/quality.py FOLDER [METHOD...]  every *.jsonl in FOLDER: our default, Lead and sumy's methods

A line of a ``.jsonl`` file is ``{"id", "text" or "documents", "title"?, "references"}``. A summary is the sentences in
the order in which a system chooses them, until the budget of words is reached, put into reading order and cut there.
The budget of a file is the ``budget_words`` under its name in a README.md of FOLDER or of the folder above, else 100.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rouge_score import rouge_scorer

from summarizer import Document, LimitError, Options, Summary, read, summarize
from summarizer.language import LANGUAGES, stop_words
from summarizer.options import Length
from summarizer.ranking import SUMY, sumy_rating
from summarizer.sentences import Sentence, split

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
FLOORS = HERE / "floors.json"
DEFAULT_BUDGET = 100
RESAMPLES = 2_000
COVERED = 0.5
"""The share of the content stems of a reference's sentence that a summary holds which says it."""

DUPLICATE = 0.7
"""The share of the shorter sentence's content stems from which a pair of sentences counts as said twice."""

METRICS = ("rouge1", "rouge2", "rougeLsum")
ENGLISH = LANGUAGES["en"]


@dataclass(frozen=True, slots=True)
class Record:
    """Documents on one subject, with what people wrote of them."""

    identity: str
    documents: tuple[Document, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The metrics of one summary.

    *rouge* holds F1 in percent, *duplicates* is the number of pairs of sentences that repeat each other, *covered* the
    share, in percent, of the references' sentences that the summary says: it holds half of their content stems.
    """

    rouge: tuple[float, ...]
    duplicates: int
    covered: float


# -- systems: documents and a budget -> sentences in the order of their choice --

System = Callable[[Sequence[Document], int], Sequence[Sentence]]


def conspectus(documents: Sequence[Document], budget: int) -> list[Sentence]:
    """Our default method."""
    options = Options(short=Length(max(budget // 4, 8)), by_score=True)
    return [line.sentence for line in summarize(documents, options).short]


def lead(documents: Sequence[Document], budget: int) -> list[Sentence]:
    """The first sentences; of several documents the first of each, then the second of each."""
    ranked = [(number, sentence) for document in _sentences(documents) for number, sentence in enumerate(document)]
    return [sentence for _, sentence in sorted(ranked, key=lambda entry: (entry[0], entry[1].place))]


def peer(method: str) -> System:
    """A method of sumy's as sumy applies it: to all sentences, repeats and all."""

    def choose(documents: Sequence[Document], budget: int) -> list[Sentence]:
        sentences = [sentence for document in _sentences(documents) for sentence in document]
        paragraphs = groupby(sentences, lambda sentence: (sentence.place.source, sentence.place.paragraph))
        texts = [[sentence.text for sentence in members] for _, members in paragraphs]
        title = next((document.title for document in documents if document.title), None)
        ratings = sumy_rating(method, texts, title, ENGLISH)
        return [sentences[number] for number in np.argsort(-ratings, kind="stable")]

    return choose


def _sentences(documents: Sequence[Document]) -> list[list[Sentence]]:
    return [list(split(document, number, ENGLISH)) for number, document in enumerate(documents)]


SYSTEMS: Mapping[str, System] = {"conspectus": conspectus, "lead": lead, **{name: peer(name) for name in SUMY}}


# -- scoring --


class Scorer:
    """Summaries -> scores, by Google's rouge-score with stemming; the stems of words are kept between summaries."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}
        self._scorer = rouge_scorer.RougeScorer(METRICS, tokenizer=self)
        self._stop_words = stop_words(ENGLISH)
        self._stemmer = rouge_scorer.RougeScorer(METRICS, use_stemmer=True)._tokenizer

    def tokenize(self, text: str) -> list[str]:
        """The tokens of *text* as rouge-score makes them."""
        tokens: list[str] = []
        for word in re.sub(r"[^a-z0-9]+", " ", text.lower()).split():
            if word not in self._known:
                self._known[word] = self._stemmer.tokenize(word)
            tokens += self._known[word]
        return tokens

    def score(self, chosen: Sequence[Sentence], references: Sequence[str], budget: int) -> Score:
        """The score of a summary against several references: the mean over them."""
        kept = _within(chosen, budget)
        text = "\n".join(_cut([sentence.text for sentence in kept], budget))
        found = [self._scorer.score(reference, text) for reference in references]
        rouge = tuple(100 * float(np.mean([scores[metric].fmeasure for scores in found])) for metric in METRICS)
        return Score(rouge, self.duplicates([sentence.text for sentence in kept]), self._covered(text, references))

    def _covered(self, text: str, references: Sequence[str]) -> float:
        held = self._stems(text)
        points = [self._stems(point) for reference in references for point in _POINT.split(reference)]
        said = [len(point & held) >= COVERED * len(point) for point in points if point]
        return 100 * sum(said) / max(len(said), 1)

    def _stems(self, text: str) -> set[str]:
        return set(self.tokenize(" ".join(_content(text, self._stop_words))))

    def duplicates(self, texts: Sequence[str]) -> int:
        """The number of pairs of *texts* in which one holds most content stems of the other."""
        stems = list(map(self._stems, texts))
        long_enough = [found for found in stems if len(found) >= 4]
        return sum(
            len(one & other) >= DUPLICATE * min(len(one), len(other)) for one, other in combinations(long_enough, 2)
        )


_POINT = re.compile(r"(?<=[.!?])\s+|\n+")


def _content(text: str, unwanted: frozenset[str]) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in unwanted and len(word) > 1]


def _within(chosen: Sequence[Sentence], budget: int) -> list[Sentence]:
    """The first sentences that reach the budget, in reading order; one that only fits in part stands last."""
    kept: list[Sentence] = []
    words = 0
    for sentence in chosen:
        if words >= budget:
            break
        kept.append(sentence)
        words += len(sentence.text.split())
    whole = kept[:-1] if words > budget else kept
    return sorted(whole, key=lambda sentence: sentence.place) + kept[len(whole) :]


def _cut(texts: Sequence[str], budget: int) -> Iterator[str]:
    for text in texts:
        words = text.split()[:budget]
        budget -= len(words)
        yield " ".join(words)


def interval(differences: NDArray[np.float64]) -> tuple[float, float, float]:
    """The mean of paired differences, with the bounds of its 95 % bootstrap interval."""
    generator = np.random.default_rng(1)
    drawn = generator.integers(0, len(differences), (RESAMPLES, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5])
    return float(differences.mean()), float(low), float(high)


# -- a folder of documents with references --


def records(path: Path) -> Iterator[Record]:
    """The records of a ``.jsonl`` file that have references."""
    for line in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(line)
        if values.get("references"):
            texts = values.get("documents") or [values["text"]]
            read_in = [read(text.encode(), name=f"{number}.txt") for number, text in enumerate(texts)]
            if values.get("title") and "documents" not in values:
                read_in = [replace(document, title=values["title"]) for document in read_in]
            yield Record(values["id"], tuple(read_in), tuple(values["references"]))


def budget_of(path: Path) -> int:
    """The budget of words that a README.md beside the file, or one folder above it, gives to a file."""
    for readme in (path.parent / "README.md", path.parent.parent / "README.md"):
        if readme.exists():
            section = re.search(
                rf"^## {path.stem}$(.*?)(?=^## |\Z)", readme.read_text("utf-8"), re.MULTILINE | re.DOTALL
            )
            found = section and re.search(r"budget_words: (\d+)", section[1])
            if found:
                return int(found[1])
    return DEFAULT_BUDGET


def compare(folder: Path, systems: Mapping[str, System]) -> None:
    """Print a table for each file in *folder*: every system's means, and how ours differs from each of the others."""
    scorer = Scorer()
    for path in sorted(folder.glob("*.jsonl")):
        rows = list(records(path))
        if rows:
            budget = budget_of(path)
            print(f"\n## {path.stem}: {len(rows)} documents, {budget} words\n")
            print("| system | R1 | R2 | RLsum | duplicate pairs | covered | conspectus minus it: R1 | R2 | RLsum |")
            print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
            ours = _scores(SYSTEMS["conspectus"], rows, budget, scorer)
            for name, system in systems.items():
                theirs = ours if name == "conspectus" else _scores(system, rows, budget, scorer)
                print(_row(name, ours, theirs), flush=True)


def _scores(system: System, rows: Sequence[Record], budget: int, scorer: Scorer) -> dict[str, Score]:
    """The score of each record that the system can do."""
    found = {}
    for record in rows:
        try:
            found[record.identity] = scorer.score(system(record.documents, budget), record.references, budget)
        except LimitError:
            continue
    return found


def _row(name: str, ours: Mapping[str, Score], theirs: Mapping[str, Score]) -> str:
    if not theirs:
        return f"| {name} | too long for it |"
    rouge = np.array([score.rouge for score in theirs.values()])
    means = " | ".join(f"{mean:.2f}" for mean in rouge.mean(axis=0))
    duplicates = np.mean([score.duplicates for score in theirs.values()])
    covered = np.mean([score.covered for score in theirs.values()])
    if name == "conspectus":
        return f"| **{name}** | {means} | {duplicates:.2f} | {covered:.1f} % | | | |"
    paired = np.array([ours[identity].rouge for identity in theirs]) - rouge
    intervals = (interval(paired[:, metric]) for metric in range(len(METRICS)))
    differences = " | ".join("{:+.2f} [{:+.2f}, {:+.2f}]".format(*bounds) for bounds in intervals)
    few = "" if len(theirs) == len(ours) else f" (n = {len(theirs)})"
    return f"| {name}{few} | {means} | {duplicates:.2f} | {covered:.1f} % | {differences} |"


# -- our own corpus, held to floors --


def measure(corpus: Path = CORPUS) -> dict[str, dict[str, float]]:
    """What is reached on each document of our own: the higher, the better.

    *covered* is the share of the hand-labelled points that as many bullets as there are points state; *unrepeated* is
    the share of lines, over all views, that say nothing which a line above them says; ``rouge1`` and ``rouge2`` are
    those of the short summary at the length of the first reference; *folded* is the F1 of the pairs of sentences that
    state one point, as found against as labelled.
    """
    scorer = Scorer()
    return {path.stem: _measure(path, scorer) for path in sorted(corpus.glob("*.json"))}


def _measure(path: Path, scorer: Scorer) -> dict[str, float]:
    labels = json.loads(path.read_text(encoding="utf-8"))
    document = read(path.parent / labels["document"])
    points = [frozenset(point["statements"]) for point in labels["points"]]
    summary = summarize(document, Options(bullets=Length(max(len(points) - 2, 1))))
    shown = [line.sentence.text for line in summary.bullets]
    covered = sum(any(text in point for text in shown) for point in points)
    views = [[line.sentence.text for line in view] for view in (summary.short, summary.medium, summary.bullets)]
    lines = sum(map(len, views))
    repeats = sum(_repeats(view, points) for view in views)
    budget = len(labels["references"][0].split())
    rouge = scorer.score(conspectus([document], budget), labels["references"], budget).rouge
    return {
        "folded": round(_folded(summary, points), 4),
        "covered": round(covered / len(points), 4),
        "unrepeated": round(1 - repeats / lines, 4),
        "rouge1": round(rouge[0], 2),
        "rouge2": round(rouge[1], 2),
    }


def _folded(summary: Summary, labelled: Sequence[frozenset[str]]) -> float:
    """F1 over the pairs of labelled sentences that state one point (pairwise F1 of clusterings)."""
    known = frozenset().union(*labelled)
    found = [frozenset(statement.text for statement in point.statements) & known for point in summary.points]
    first, second = (
        {frozenset(pair) for point in points for pair in combinations(point, 2)} for points in (found, labelled)
    )
    return 2 * len(first & second) / max(len(first) + len(second), 1)


def _repeats(view: Sequence[str], points: Sequence[frozenset[str]]) -> int:
    """How often a line of a view states a labelled point that a line above it states."""
    stated = [sum(text in point for text in view) for point in points]
    return sum(max(times - 1, 0) for times in stated)


def fingerprint(corpus: Path = CORPUS) -> str:
    """The hash of the corpus, so that nobody raises a score by changing the documents."""
    documents = {corpus / json.loads(path.read_text("utf-8"))["document"] for path in corpus.glob("*.json")}
    digest = hashlib.sha256()
    for path in sorted({path.resolve() for path in [*corpus.glob("*.json"), *documents]}):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def check(reached: Mapping[str, Mapping[str, float]], floors: Mapping[str, Any]) -> list[str]:
    """What is below its floor, a line each."""
    faults = [
        f"{name}: {metric} is {reached.get(name, {}).get(metric, 0):g}, its floor is {floor:g}"
        for name, metrics in floors["floors"].items()
        for metric, floor in metrics.items()
        if reached.get(name, {}).get(metric, 0) < floor - floors["noise"]
    ]
    if floors["corpus"] != fingerprint():
        faults.append("the corpus is not the one that the floors were measured on: run --update and review them")
    return faults


def update(reached: Mapping[str, Mapping[str, float]], floors: Mapping[str, Any]) -> dict[str, Any]:
    """The floors raised to what is reached; a floor is never lowered, except that of a changed corpus."""
    old = floors["floors"] if floors["corpus"] == fingerprint() else {}
    raised = {
        name: {metric: max(value, old.get(name, {}).get(metric, value)) for metric, value in metrics.items()}
        for name, metrics in reached.items()
    }
    return {**floors, "corpus": fingerprint(), "floors": raised}


def main() -> int:
    """Run the benchmark; 1 when a floor is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("methods", nargs="*", metavar="METHOD", help=f"of {', '.join(SYSTEMS)}; default all")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    if arguments.folder:
        names = ["conspectus", *(arguments.methods or [name for name in SYSTEMS if name != "conspectus"])]
        compare(arguments.folder, {name: SYSTEMS[name] for name in names})
        return 0
    reached = measure()
    for name, metrics in reached.items():
        print(f"{name:12} " + "  ".join(f"{metric} {value:g}" for metric, value in metrics.items()))
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    faults = check(reached, floors)
    if arguments.update:
        FLOORS.write_text(json.dumps(update(reached, floors), indent=2) + "\n", encoding="utf-8")
    for fault in faults if arguments.check else ():
        print(fault, file=sys.stderr)
    return 1 if arguments.check and faults else 0


if __name__ == "__main__":
    sys.exit(main())
