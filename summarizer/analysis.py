"""Documents -> everything that is known of them before anything is asked: sentences, terms, points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.detection import detect
from summarizer.document import Document, ListItem
from summarizer.errors import DataError
from summarizer.language import LANGUAGES, Language, language
from summarizer.options import count_words
from summarizer.repeats import Points, fold
from summarizer.sentences import Place, Sentence, split
from summarizer.terms import Analyzer, Terms, vectorize

_SAMPLED_PARAGRAPHS = 50
"""How many paragraphs of a document are looked at to tell its language."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The *n* distinct sentences of the documents; *terms*, *points* and *words* count by them.

    *rows* holds each distinct sentence as every place where it stands word for word, in reading order. *words* is the
    number of words of each, *listed* tells whether one of its places is a list item.
    """

    documents: tuple[Document, ...]
    language: Language
    analyzer: Analyzer
    rows: tuple[tuple[Sentence, ...], ...]
    terms: Terms
    points: Points
    words: tuple[int, ...]
    listed: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def text(self, row: int) -> str:
        """The wording of a distinct sentence."""
        return self.rows[row][0].text

    def place(self, row: int) -> Place:
        """The first place where a distinct sentence stands."""
        return self.rows[row][0].place

    def statements(self, point: int) -> tuple[Sentence, ...]:
        """Every sentence that states a point, in reading order."""
        stating = (sentence for row in self.points.statements[point] for sentence in self.rows[row])
        return tuple(sorted(stating, key=lambda sentence: sentence.place))

    @property
    def title(self) -> str | None:
        """The title of the first document that has one."""
        return next((document.title for document in self.documents if document.title), None)


def analyze(documents: Iterable[Document], name: str = "auto") -> Analysis:
    """The analysis of one or several documents, read in the language of that *name*.

    Raises DataError where there is no sentence, UsageError for a language that is not known.
    """
    documents = tuple(documents)
    spoken = _language(documents, name)
    sentences = [sentence for number, document in enumerate(documents) for sentence in split(document, number, spoken)]
    if not sentences:
        names = ", ".join(document.source.name for document in documents) or "documents"
        raise DataError(names, "has no sentence to summarise", "give a document with text")
    places: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        places.setdefault(sentence.text, []).append(sentence)
    analyzer = Analyzer(spoken)
    terms = vectorize(list(places), analyzer)
    return Analysis(
        documents=documents,
        language=spoken,
        analyzer=analyzer,
        rows=tuple(map(tuple, places.values())),
        terms=terms,
        points=fold(terms),
        words=tuple(map(count_words, places)),
        listed=tuple(any(_is_list_item(documents, sentence.place) for sentence in row) for row in places.values()),
    )


def _language(documents: Sequence[Document], name: str) -> Language:
    if name != "auto":
        return language(name)
    for document in documents:
        code = (document.language or "").lower().replace("_", "-").split("-")[0]
        if code in LANGUAGES:
            return LANGUAGES[code]
    samples = (document.paragraphs[:_SAMPLED_PARAGRAPHS] for document in documents)
    return detect("\n".join(paragraph.text for sample in samples for paragraph in sample))


def _is_list_item(documents: Sequence[Document], place: Place) -> bool:
    return isinstance(documents[place.source].paragraphs[place.paragraph - 1], ListItem)
