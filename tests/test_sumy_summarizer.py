"""Our ranking behind sumy's interface, and sumy's tokenizers behind ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sumy.models.dom import ObjectDocumentModel, Sentence
from sumy.models.dom import Paragraph as SumyParagraph
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import ItemsCount

from summarizer import Length, Options, UsageError, read, summarize
from summarizer.sumy_summarizer import CentroidSummarizer
from tests.samples import document

ARTICLE = Path(__file__).parent.parent / "examples" / "article.txt"


class Semicolons:
    """Cuts at semicolons, as nobody else does; a tokenizer by sumy's measure."""

    def to_sentences(self, text: str) -> list[str]:
        return [part.strip() for part in text.split(";")]

    def to_words(self, text: str) -> list[str]:
        return re.findall(r"\w+", text)


PERIODS = type("Periods", (Semicolons,), {"to_sentences": lambda self, text: re.findall(r"[^.]+\.?", text)})()


def parsed(text: str) -> ObjectDocumentModel:
    return PlaintextParser.from_string(text, PERIODS).document


def test_it_is_called_as_sumy_s_own_are() -> None:
    of = parsed(ARTICLE.read_text("utf-8"))
    ours = CentroidSummarizer()(of, 5)
    theirs = LexRankSummarizer()(of, 5)
    assert len(ours) == len(theirs) == 5
    assert {type(sentence) for sentence in (*ours, *theirs)} == {Sentence}
    places = [of.sentences.index(sentence) for sentence in ours]
    assert places == sorted(places)


def test_nothing_is_said_twice() -> None:
    points = ("The ferry will be electric in 2027", "Fuel costs will fall by 40 percent", "Critics doubt the power")
    of = parsed("\n\n".join(f"{point} says the council. {point}." for point in points))
    found = [str(sentence) for sentence in CentroidSummarizer("english")(of, 6)]
    assert len(found) == 3
    assert [sum(point in text for text in found) for point in points] == [1, 1, 1]


@pytest.mark.parametrize("count", [2, "50%", ItemsCount(2), lambda sentences: sentences[:2]])
def test_every_count_of_sumy_s_serves(count: int | str) -> None:
    of = parsed("The mill has closed. Forty people worked there. The ferry runs again. Nobody knows the price.")
    assert len(CentroidSummarizer()(of, count)) == 2


def test_an_empty_document_has_an_empty_summary() -> None:
    assert CentroidSummarizer()(parsed(""), 3) == ()
    assert CentroidSummarizer()(parsed("The mill has closed."), 0) == ()


def test_headings_are_no_sentences() -> None:
    of = parsed("THE MILL AND THE FERRY\n\nThe mill has closed. The ferry runs again.\n\nTHE PRICE\n\nNobody knows it.")
    assert [str(heading) for heading in of.headings] == ["THE MILL AND THE FERRY", "THE PRICE"]
    assert {str(sentence) for sentence in CentroidSummarizer()(of, 9)} <= {str(each) for each in of.sentences}


def test_a_title_is_no_sentence() -> None:
    of = parsed("The mill and the ferry\n\nThe mill has closed. The ferry runs again.")
    assert str(of.sentences[0]) == "The mill and the ferry"
    assert [str(sentence) for sentence in CentroidSummarizer()(of, 9)] == [
        "The mill has closed.",
        "The ferry runs again.",
    ]
    assert len(CentroidSummarizer()(parsed("The mill and the ferry"), 9)) == 1


def test_the_same_sentence_in_two_paragraphs_is_the_first() -> None:
    twice = [Sentence("The mill has closed.", Semicolons()) for _ in range(2)]
    of = ObjectDocumentModel([SumyParagraph([sentence]) for sentence in twice])
    [found] = CentroidSummarizer()(of, 1)
    assert found is twice[0]


def test_a_tokenizer_of_sumy_s_cuts_sentences_and_words() -> None:
    of = read(b"The mill has closed; the ferry runs again. Nobody knows the price; it is high.")
    cut = summarize(of, Options(medium=Length(3)), tokenizer=Semicolons())
    assert [str(line) for line in cut.medium] == [
        "The mill has closed",
        "the ferry runs again. Nobody knows the price",
        "it is high.",
    ]
    words: list[str] = []

    class Listening(Semicolons):
        def to_words(self, text: str) -> list[str]:
            words.extend(super().to_words(text))
            return super().to_words(text)

    summarize(of, tokenizer=Listening())
    assert {"mill", "ferry", "price"} <= set(words)


def test_a_tokenizer_that_changes_the_text_is_refused() -> None:
    class Loud(Semicolons):
        def to_sentences(self, text: str) -> list[str]:
            return [text.upper()]

    with pytest.raises(UsageError, match=r"tokenizer: gives a sentence that is not in the text: “THE ISLAND"):
        summarize(document(), tokenizer=Loud())
