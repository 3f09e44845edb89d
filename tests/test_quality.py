"""The quality gate itself: that it fails when the ranking or the folding is broken, and that no floor is lowered."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import quality
from summarizer import ranking, read
from summarizer.sentences import split

FLOORS = json.loads(quality.FLOORS.read_text(encoding="utf-8"))


def test_the_floors_are_reached() -> None:
    assert quality.check(quality.measure(), FLOORS) == []


BROKEN_WEIGHTS = {"centroid": 0.0, "position": 5.0, "title": -1.0, "length": -1.0, "cue": -2.0, "furniture": -3.0}


@pytest.mark.parametrize("weight", BROKEN_WEIGHTS)
def test_a_broken_weight_is_noticed(weight: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for view in ("PROSE", "BULLETS"):
        weights, diversity = getattr(ranking, view)
        monkeypatch.setattr(ranking, view, (replace(weights, **{weight: BROKEN_WEIGHTS[weight]}), diversity))
    assert quality.check(quality.measure(), FLOORS)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("restatement.CONTAINMENT", 1.0),
        ("restatement.CONTAINMENT", 0.2),
        ("restatement.JACCARD", 1.0),
        ("chance.UNSEEN", 0),
    ],
)
def test_broken_folding_is_noticed(rule: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"summarizer.{rule}", value)
    assert quality.check(quality.measure(), FLOORS)


def test_a_missing_document_is_noticed() -> None:
    reached = quality.measure()
    del reached["harbour"]
    assert any(fault.startswith("harbour: covered is 0") for fault in quality.check(reached, FLOORS))


def test_floors_only_rise() -> None:
    lower = {name: dict.fromkeys(metrics, 0.0) for name, metrics in FLOORS["floors"].items()}
    assert quality.update(lower, FLOORS) == FLOORS
    higher = {name: dict.fromkeys(metrics, 99.0) for name, metrics in FLOORS["floors"].items()}
    assert quality.update(higher, FLOORS)["floors"] == higher


def test_other_documents_are_measured_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "fingerprint", lambda: "another")
    reached = {"harbour": {"covered": 0.1}}
    assert quality.update(reached, FLOORS)["floors"] == reached
    assert quality.check({}, FLOORS)[-1].startswith("the corpus is not the one")


def test_a_folder_of_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("## ferries\n- budget_words: 30\n", encoding="utf-8")
    corpus = quality.CORPUS
    labels = json.loads((corpus / "harbour.json").read_text(encoding="utf-8"))
    text = (corpus / labels["document"]).read_text(encoding="utf-8")
    records = [
        {"id": "a", "title": "The harbour", "text": text, "references": labels["references"]},
        {"id": "b", "documents": [text, text], "references": labels["references"]},
        {"id": "c", "text": text, "references": []},
    ]
    (tmp_path / "ferries.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    quality.compare(tmp_path, {name: quality.SYSTEMS[name] for name in ("conspectus", "lead", "kl")})
    printed = capsys.readouterr().out.splitlines()
    assert printed[1] == "## ferries: 2 documents, 30 words"
    assert [line.split(" | ")[0] for line in printed[5:]] == ["| **conspectus**", "| lead", "| kl"]
    assert "[" in printed[6]


def test_scores() -> None:
    scorer = quality.Scorer()
    document = read(
        b"The council will replace the ferry. The bakery sells bread. The council will replace its ferry.", name="a.txt"
    )
    sentences = list(split(document, 0, quality.ENGLISH))
    whole = scorer.score(sentences[:1], ["The council will replace the ferry."], 100)
    assert (whole.rouge, whole.covered, whole.duplicates) == ((100, 100, 100), 100, 0)
    half = scorer.score(sentences[:1], ["The council will replace the ferry. Fishermen are at sea."], 100)
    assert half.covered == 50
    cut = scorer.score(sentences[:1], ["The council will replace the ferry."], 3)
    assert cut.rouge[0] == pytest.approx(100 * 2 * 3 / (3 + 6))
    long = "The island council will replace the old diesel ferry with an electric one in spring."
    assert scorer.duplicates([long, long.replace("island", "city")]) == 1
