from __future__ import annotations

import json
from dataclasses import replace

import pytest

import exporters
from summarizer import summarize
from tests.conftest import Golden
from tests.samples import document, summary


def test_is_the_json_form_of_the_summary() -> None:
    rendered = exporters.render(summary(), "json")
    assert json.loads(rendered.data) == json.loads(json.dumps(summary().to_json()))
    assert rendered.warnings == ()


def test_is_laid_out_as_python_does_it() -> None:
    for made in (summary(), replace(summary(), terms=(), bullets=(), warnings=("“a”\n",))):
        expected = json.dumps(made.to_json(), indent=2)
        assert exporters.render(made, "json").data.decode() == f"{expected}\n"


def test_is_ascii_and_ends_with_one_line_feed() -> None:
    data = exporters.render(summary(of=document(title="日本の“フェリー”\u2028")), "json").data
    assert data.isascii()
    assert data.endswith(b"}\n")
    assert json.loads(data)["title"] == "日本の“フェリー”\u2028"


def test_holds_every_view_whatever_the_template_shows() -> None:
    import templates

    one_view = replace(templates.load("plain"), views=("short",), ascii=True, marking="SECRET")
    assert exporters.render(summary(), "json", one_view) == exporters.render(summary(), "json")


def test_refuses_what_json_has_no_number_for() -> None:
    made = summary()
    not_a_number = replace(made, points=(made.points[0]._replace(score=float("nan")), *made.points[1:]))
    with pytest.raises(ValueError, match="not JSON compliant"):
        exporters.render(not_a_number, "json")


def test_golden(golden: Golden) -> None:
    text = exporters.render(summarize(document()), "json").data.decode()
    version = json.loads(text)["generator"]
    golden("ferry.json", text.replace(version, "conspectus X.Y.Z"))
