"""Documents -> everything that is known of them before anything is asked: sentences, terms, points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from summarizer.detection import told
from summarizer.document import Document, ListItem
from summarizer.errors import DataError
from summarizer.form import furniture, leans_on_another
from summarizer.language import DEFAULT, LANGUAGES, Language, language, segmenter
from summarizer.repeats import Points, fold
from summarizer.sentences import Place, Sentence, Tokenizer, split
from summarizer.terms import Terms, vectorize
from summarizer.words import Analyzer, analyzer_of

_SAMPLED_PARAGRAPHS = 50
"""How many paragraphs of a document are looked at to tell its language."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The *n* distinct sentences of the documents; *terms*, *points* and *words* count by them.

    *rows* holds each distinct sentence as every place where it stands word for word, in reading order. *sources*
    is the document in which each stands first, *words* its number of words; *listed* tells whether one of its places is
    a list item, *leaning* whether it points at the sentence before it, *furniture* whether it belongs to the page.
    *warnings* say what is uncertain about the language.
    """

    documents: tuple[Document, ...]
    language: Language
    analyzer: Analyzer
    rows: tuple[tuple[Sentence, ...], ...]
    terms: Terms
    points: Points
    sources: tuple[int, ...]
    words: tuple[int, ...]
    listed: tuple[bool, ...]
    leaning: tuple[bool, ...]
    furniture: tuple[bool, ...]
    warnings: tuple[str, ...]

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
        rows = self.points.statements[point]
        if len(rows) == 1:
            return self.rows[rows[0]]
        return tuple(sorted((sentence for row in rows for sentence in self.rows[row]), key=attrgetter("place")))

    @property
    def title(self) -> str | None:
        """The title of the first document that has one."""
        return next((document.title for document in self.documents if document.title), None)


def analyze(documents: Iterable[Document], name: str = "auto", tokenizer: Tokenizer | None = None) -> Analysis:
    """The analysis of one or several documents, read in the language of that *name*.

    Raises DataError where there is no sentence, UsageError for a language that is not known and for a *tokenizer* that
    changes the text.
    """
    documents = tuple(documents)
    spoken, warnings = _language(documents, name)
    sentences = [
        sentence for number, document in enumerate(documents) for sentence in split(document, number, spoken, tokenizer)
    ]
    if not sentences:
        names = ", ".join(document.source.name for document in documents) or "documents"
        raise DataError(names, "has no sentence to summarise", "give a document with text")
    places: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        places.setdefault(sentence.text, []).append(sentence)
    analyzer = Analyzer(spoken, tokenizer.to_words) if tokenizer else analyzer_of(spoken)
    texts = list(places)
    terms = vectorize(texts, analyzer)
    return Analysis(
        documents=documents,
        language=spoken,
        analyzer=analyzer,
        rows=tuple(map(tuple, places.values())),
        terms=terms,
        points=fold(terms),
        sources=tuple(row[0].place.source for row in places.values()),
        words=tuple(terms.length.tolist()),
        leaning=tuple(leans_on_another(text, spoken) for text in texts),
        furniture=furniture(texts, terms.length.tolist()),
        warnings=(*warnings, *_missing(spoken)),
        listed=_listed(documents, places.values()),
    )


def _language(documents: Sequence[Document], name: str) -> tuple[Language, tuple[str, ...]]:
    """The language of that *name*, else that of the documents, and what is uncertain about it."""
    if name != "auto":
        return language(name), ()
    stated = [code.lower().replace("_", "-").split("-")[0] for code in (of.language for of in documents) if code]
    for code in stated:
        if code in LANGUAGES:
            return LANGUAGES[code], ()
    samples = (document.paragraphs[:_SAMPLED_PARAGRAPHS] for document in documents)
    text = "\n".join(paragraph.text for sample in samples for paragraph in sample)
    found, is_told = told(text)
    if stated:
        problem = f"its language “{stated[0]}” is not known"
    elif not is_told:
        found, problem = DEFAULT, "its language cannot be told"
    else:
        return found, ()
    return found, (f"{problem}; read as {found.name.capitalize()} (name another with --language)",)


def _missing(spoken: Language) -> Iterator[str]:
    if spoken.segmenter and not segmenter(spoken):
        name = spoken.name.capitalize()
        yield f"pairs of signs stand for the words of {name} (for its words: pip install 'conspectus[cjk]')"


def _listed(documents: Sequence[Document], rows: Iterable[Sequence[Sentence]]) -> tuple[bool, ...]:
    """Whether one of the places of each row is a list item."""
    are = [[isinstance(paragraph, ListItem) for paragraph in document.paragraphs] for document in documents]
    return tuple(any(are[place.source][place.paragraph - 1] for _, place in row) for row in rows)
