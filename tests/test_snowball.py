"""NLTK's stemmers by themselves give NLTK's stems, and leave NLTK as it is for others."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer import snowball
from summarizer.language import LANGUAGES
from tests.commands_in_documents import run_python
from tests.near_languages import NEAR

ROOT = Path(__file__).parent.parent
STEMMED = {code: language.name for code, language in LANGUAGES.items() if language.stems == "nltk"}
ENGLISH = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    snowball._module.cache_clear()
    yield
    snowball._module.cache_clear()


@pytest.fixture
def without_nltk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize("code", STEMMED)
@pytest.mark.usefixtures("without_nltk")
def test_stems_are_those_of_nltk(code: str) -> None:
    words = set(re.findall(r"\w+(?:'\w+)?", f"{NEAR.get(code, '')} {ENGLISH}".lower()))
    alone = snowball.snowball(STEMMED[code])
    assert "nltk" not in sys.modules
    from nltk.stem.snowball import SnowballStemmer

    ordinary = SnowballStemmer(STEMMED[code]).stem
    assert alone.__func__ is not ordinary.__func__  # type: ignore[attr-defined]
    assert len(words) > 300
    assert {word: alone(word) for word in words} == {word: ordinary(word) for word in words}


@pytest.mark.usefixtures("without_nltk")
def test_where_it_does_not_work_nltk_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(snowball, "find_spec", changed)
    assert snowball.snowball("english")("ferries") == "ferri"
    assert "nltk.stem.snowball" in sys.modules


def test_where_nltk_is_loaded_it_is_used() -> None:
    from nltk.stem.snowball import EnglishStemmer

    stem = snowball.snowball("english")
    assert isinstance(stem.__self__, EnglishStemmer)  # type: ignore[attr-defined]


def test_nothing_of_nltk_is_left_behind() -> None:
    code = """
        import builtins, sys
        before = builtins.__import__
        from summarizer.snowball import snowball
        print(snowball("english")("ferries"), [name for name in sys.modules if name.startswith("nltk")])
        from nltk.stem.snowball import SnowballStemmer
        print(SnowballStemmer("english").stem("ferries"), builtins.__import__ is before)
    """
    done = run_python("\n".join(line.strip() for line in code.splitlines()), cwd=ROOT)
    assert done.stdout.split() == ["ferri", "[]", "ferri", "True"], done.stderr
