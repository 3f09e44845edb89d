"""The published JSON Schemas describe what is written, key by key, and refuse what is not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import exporters
from summarizer import Options, read, summarize
from summarizer.document import Document
from tests.samples import document, summary
from tests.test_laws import options, reports

ROOT = Path(__file__).parent.parent
CORPUS = sorted(
    path
    for path in (ROOT / "tests" / "corpus").glob("[a-z]*.*")
    if path.suffix in {".txt", ".md", ".html", ".docx", ".pdf"}
)


def schema(name: str) -> Any:
    return json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))


SUMMARY = Draft202012Validator(schema("summary"))
DOCUMENT = Draft202012Validator(schema("document"))


@pytest.mark.parametrize("name", ["summary", "document"])
def test_each_is_a_schema_and_every_key_is_explained(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    definitions = schema(name)["$defs"]
    for key, value in _properties(schema(name)):
        behind = definitions.get(value.get("$ref", "").rpartition("/")[2], {})
        assert value.get("description") or behind.get("description"), key


def _properties(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield from value.get("properties", {}).items()
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _properties(child)


def test_golden_file() -> None:
    SUMMARY.validate(json.loads((ROOT / "tests" / "golden" / "ferry.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_documents_as_they_are_read_and_their_summaries(path: Path) -> None:
    of = read(path)
    DOCUMENT.validate(of.to_json())
    for wanted in (Options(), Options(explain=True)):
        SUMMARY.validate(json.loads(exporters.render(summarize(of, wanted), "json").data))


@given(st.lists(reports, min_size=1, max_size=2), options)
def test_any_documents(of: list[Document], wanted: Options) -> None:
    for each in of:
        DOCUMENT.validate(each.to_json())
    made = summarize(of, replace(wanted, explain=True)).to_json()
    SUMMARY.validate(json.loads(json.dumps(made)))
    assert _unnamed(made, schema("summary")) == set()


def _unnamed(value: Any, named: Any) -> set[str]:
    """The keys anywhere in *value* that a schema does not name: it may admit them, but then does not explain them."""
    keys = {key for key, _ in _properties(named)}
    if isinstance(value, dict):
        return {key for key in value if key not in keys}.union(*(_unnamed(each, named) for each in value.values()))
    return set().union(*(_unnamed(each, named) for each in value)) if isinstance(value, list) else set()


CHANGES: Mapping[str, Callable[[Any], object]] = {
    "a key renamed": lambda made: made.update(kurz=made.pop("short")),
    "another format": lambda made: made.update(format=2),
    "a text gone": lambda made: made["short"][0].pop("text"),
    "a place renamed": lambda made: made["points"][0]["statements"][0]["place"].update(sentence=1),
    "a place gone": lambda made: made["bullets"][0]["place"].pop("end"),
    "a score out of range": lambda made: made["points"][0].update(score=1.5),
    "a point never stated": lambda made: made["points"][0].update(stated=0, statements=[]),
    "a hash cut short": lambda made: made["sources"][0].update(sha256="abc"),
    "a number as text": lambda made: made["sources"][0].update(words="71"),
    "an unknown view": lambda made: made["explain"][0].update(shown=["long"]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_summary_is_refused(change: Callable[[Any], object]) -> None:
    made = summarize(document(), Options(explain=True)).to_json()
    made = json.loads(json.dumps(made))
    SUMMARY.validate(made)
    change(made)
    assert not SUMMARY.is_valid(made)


def test_other_keys_are_admitted_where_they_may_come() -> None:
    made = json.loads(json.dumps(summary().to_json()))
    made["later"] = made["short"][0]["later"] = 1
    assert SUMMARY.is_valid(made)


def test_a_changed_document_is_refused() -> None:
    original = document().to_json()
    for name in ("level", "text", "block", "page"):
        changed = copy.deepcopy(original)
        heading = next(block for block in changed["blocks"] if block["block"] == "heading")
        heading[f"{name}s"] = heading.pop(name)
        assert DOCUMENT.is_valid(original)
        assert not DOCUMENT.is_valid(changed)
