"""Our ranking as a summarizer of sumy: it takes sumy's documents and gives back their sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Any

from sumy.models.dom import ObjectDocumentModel
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.utils import ItemsCount

from summarizer.composition import summarize
from summarizer.document import Block, Document, Heading, Paragraph, Source
from summarizer.options import Length, Options
from summarizer.words import tokens

_END = re.compile(r"[.!?…:;。！？][”’»\"')\]]*$")


class CentroidSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy carries no type information
    """A drop-in for sumy's summarizers: ``CentroidSummarizer()(parser.document, 10)``.

    Sentences and words are those of the document's own tokenizer; stems and stop words are ours for the *language*, by
    default the one that the text is in.
    """

    def __init__(self, language: str = "auto") -> None:
        super().__init__()
        self._language = language

    def __call__(
        self, document: ObjectDocumentModel, sentences_count: int | str | Callable[[Sequence[Any]], Sequence[Any]]
    ) -> tuple[SumySentence, ...]:
        """The sentences that say most of *document*, in its order and without repetition.

        They are *sentences_count*, a number, a share as ``"20%"`` or what a function leaves of all, or fewer where
        there are fewer points. Raises UsageError for an unknown language.
        """
        count = sentences_count if callable(sentences_count) else ItemsCount(sentences_count)
        wanted = len(count(document.sentences))
        if not wanted:
            return ()
        titles = _titles(document)
        paragraphs = [part.sentences for part in document.paragraphs[len(titles) :] if part.sentences]
        summary = summarize(
            _document(document, titles),
            Options(short=Length(wanted), language=self._language),
            tokenizer=_Cut(paragraphs),
        )
        found = {
            (number, start): sentence
            for number, sentences in enumerate(paragraphs, 1)
            for start, sentence in zip(_starts(sentences), sentences, strict=False)
        }
        places = (line.sentence.place for line in summary.short)
        return tuple(found[place.paragraph, place.start] for place in places)


class _Cut:
    """Paragraphs that are cut up already, as a `Tokenizer`."""

    def __init__(self, paragraphs: Sequence[Sequence[SumySentence]]) -> None:
        self._sentences = {_text(sentences): list(map(str, sentences)) for sentences in paragraphs}
        self._words: dict[str, Sequence[str]] = {
            str(sentence): sentence.words for sentences in paragraphs for sentence in sentences
        }

    def to_sentences(self, text: str) -> Sequence[str]:
        return self._sentences[text]

    def to_words(self, text: str) -> Sequence[str]:
        return self._words.get(text) or tokens(text)  # headings are no sentences


def _titles(document: ObjectDocumentModel) -> Sequence[str]:
    """The paragraphs at the front that are a sentence without an end each, which sumy takes for text."""
    lines = (list(map(str, paragraph.sentences)) for paragraph in document.paragraphs[:-1])
    return [line[0] for line in takewhile(lambda line: len(line) == 1 and not _END.search(line[0]), lines)]


def _document(of: ObjectDocumentModel, titles: Sequence[str]) -> Document:
    blocks: list[Block] = []
    for paragraph in of.paragraphs[len(titles) :]:
        blocks += (Heading(str(heading)) for heading in paragraph.headings)
        if paragraph.sentences:
            blocks.append(Paragraph(_text(paragraph.sentences)))
    return Document(Source("document", "text/plain", "", len(of.words)), next(iter(titles), None), None, tuple(blocks))


def _text(sentences: Iterable[SumySentence]) -> str:
    return " ".join(map(str, sentences))


def _starts(sentences: Iterable[SumySentence]) -> Iterator[int]:
    """Where in the text of a paragraph each of its *sentences* begins."""
    return accumulate((len(str(sentence)) + 1 for sentence in sentences), initial=0)
