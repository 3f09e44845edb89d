"""Our boundaries are those of Punkt, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import read
from summarizer.boundaries import Boundaries
from summarizer.language import LANGUAGES, sentence_tokenizer
from tests.near_languages import NEAR

ROOT = Path(__file__).parent.parent
CORPUS = [*(ROOT / "tests" / "corpus").glob("*.txt"), *(ROOT / "benchmarks" / "corpus").glob("*.[tm][xd]*")]
PIECES = (
    ". |. |. |! |? |.|!|?|...|…|. . .|..|--|-| |  |\n|\t|\u00a0|,|:|;|'|\"|”|“|’|)|(|]|[1]|*|@"
    "|Dr|No|no|St|p|Mr.|e.g|i.e.|etc|Op|Cit|U.S|a|A|I|foo|Bar|it|The|12|3.5|1990s|co|mining-co|É|ß|ł|und|z.B|語|。"
).split("|")
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize("code", LANGUAGES)
@given(texts)
def test_they_are_those_of_punkt(code: str, text: str) -> None:
    punkt = sentence_tokenizer(LANGUAGES[code])
    assert Boundaries(punkt)(text) == list(punkt.span_tokenize(text))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_they_are_those_of_punkt_in_whole_documents(path: Path) -> None:
    punkt = sentence_tokenizer(LANGUAGES["en"])
    boundaries = Boundaries(punkt)
    for paragraph in read(path).paragraphs:
        assert boundaries(paragraph.text) == list(punkt.span_tokenize(paragraph.text))


@pytest.mark.parametrize("code", NEAR)
def test_they_are_those_of_punkt_in_other_languages(code: str) -> None:
    punkt = sentence_tokenizer(LANGUAGES[code])
    assert Boundaries(punkt)(NEAR[code]) == list(punkt.span_tokenize(NEAR[code]))


def listened(*, answer: bool) -> tuple[Boundaries, list[str]]:
    """Boundaries whose Punkt gives that *answer* to all, and what it is asked."""
    boundaries = Boundaries(sentence_tokenizer(LANGUAGES["en"]))
    asked: list[str] = []

    def ask(context: str) -> bool:
        asked.append(context)
        return answer

    boundaries._asked = ask  # type: ignore[assignment]
    return boundaries, asked


def test_plain_ends_are_told_without_punkt() -> None:
    boundaries, asked = listened(answer=False)
    assert len(boundaries("It rains (hard). “It pours.” She said so! Did she? Dr. Klein did. In 1990. He went.")) == 6
    assert asked == ["Dr. Klein", "1990. He"]


def test_few_ends_of_prose_are_put_to_punkt() -> None:
    boundaries, asked = listened(answer=True)
    text = " ".join(paragraph.text for paragraph in read(ROOT / "examples" / "article.txt").paragraphs)
    ends = len(boundaries(text))
    assert 0 < len(asked) < ends / 4
