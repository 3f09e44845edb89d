"""``conspectus doctor``: what an installation can do, in under forty lines, and 1 where a promise does not hold."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable

import pytest

import exporters
from summarizer import cli, doctor
from summarizer.doctor import Finding, examine, report
from summarizer.readers import worker
from summarizer.readers.confinement import LAYERS


@pytest.fixture(scope="module")
def text() -> str:
    return report(examine())


def topic(name: str) -> list[Finding]:
    return [finding for finding in examine() if finding.topic == name]


def test_an_installation_that_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor"]) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert captured.err == ""
    assert lines[-1] == "All is well."
    assert len(lines) < 40
    assert max(map(len, lines)) <= 80
    assert captured.out.isprintable() or set(captured.out) - {"\n"} == {c for c in captured.out if c.isprintable()}


@pytest.mark.parametrize(
    "part",
    [
        "conspectus 0.",
        "Python 3.",
        "reportlab ",
        "languages     3",
        "English",
        "txt, json, md, html, docx, pdf",
        "Latin, Greek, Cyrillic",
    ],
)
def test_what_it_says(text: str, part: str) -> None:
    assert part in text


def test_what_it_says_of_confinement(text: str) -> None:
    assert f"parsers run apart, with {', '.join(worker.layers()) or 'nothing more'}" in " ".join(text.split())


def test_a_kernel_without_confinement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "layers", tuple)
    texts = [finding.text for finding in topic("confinement")]
    assert texts == ["parsers run apart, with nothing more", f"this system has no {', '.join(LAYERS)}: see SECURITY.md"]


def missing(name: str) -> Callable[[str], str]:
    real = importlib.metadata.version

    def version(wanted: str) -> str:
        if wanted == name:
            raise importlib.metadata.PackageNotFoundError(name)
        return real(wanted)

    return version


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(importlib.metadata, "version", missing("lxml"))
    assert cli.main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "            ! lxml is missing (pip install lxml)" in lines
    assert lines[-1] == "1 broken, marked with !"


def test_an_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", missing("jieba"))
    (extra, *_) = [finding for finding in topic("extras") if finding.text.startswith("cjk")]
    assert (
        extra.text
        == "cjk: jieba, tinysegmenter, uharfbuzz, manimgx-fonts-cjk: not installed (pip install 'conspectus[cjk]')"
    )
    assert not extra.is_broken


def test_sources_that_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def requires(name: str) -> list[str]:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "requires", requires)
    assert [finding.text for finding in examine() if finding.is_broken] == [
        "conspectus is not installed (pip install .)"
    ]


@pytest.mark.parametrize("what", ["a library that fails", "a parser that cannot run"])
def test_what_fails_its_check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], what: str) -> None:
    def fail(*_: object) -> None:
        raise ImportError("libjpeg.so.8 is missing")

    if what == "a library that fails":
        monkeypatch.setattr(exporters, "render", fail)
        message = "! fails with ImportError: libjpeg.so.8 is missing (install it anew)"
    else:
        monkeypatch.setattr(sys, "executable", "/nowhere/python")
        message = "! self-check.html: cannot be read, because no process can be started"
    assert cli.main(["doctor"]) == 1
    assert message in capsys.readouterr().out


def test_a_variable_that_is_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSPECTUS_MAX_BYTES", "much")
    (finding,) = topic("limits")
    assert finding.is_broken
    assert finding.text.startswith("CONSPECTUS_MAX_BYTES much: is not a limit")
    monkeypatch.setenv("CONSPECTUS_MAX_BYTES", "0")
    assert topic("limits")[0].text.startswith("max bytes unbounded, max unpacked 128,000,000")


def test_what_it_takes_nothing_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "me"]) == 2
    assert capsys.readouterr().err == "me: means nothing to doctor (write conspectus doctor)\n"
    assert doctor._amount(1000) == "1,000"
