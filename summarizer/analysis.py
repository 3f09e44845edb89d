"""Documents -> everything that is known of them before anything is asked: sentences, terms, points."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, groupby
from operator import attrgetter, itemgetter

import numpy as np

from summarizer.arrays import Floats, Integers
from summarizer.detection import told
from summarizer.document import Document, ListItem
from summarizer.errors import DataError
from summarizer.form import furniture, leaning
from summarizer.language import DEFAULT, LANGUAGES, Language, language, segmenter
from summarizer.repeats import Points, fold
from summarizer.sentences import Place, Sentence, Tokenizer, split
from summarizer.terms import Terms, vectorize
from summarizer.words import Analyzer, analyzer_of

FIRST_SENTENCES = 4.0
"""The number of sentences over which the weight of a place falls to 1/e, in a short document."""

FIRST_SHARE = 0.10
"""The share of its sentences over which it falls in a long one."""

_SAMPLED_PARAGRAPHS = 50
"""How many paragraphs of a document are looked at to tell its language."""


@dataclass(frozen=True)
class Analysis:
    """The *n* distinct sentences of the documents; *terms*, *points* and *words* count by them.

    *rows* holds each distinct sentence as every place where it stands word for word, in reading order. *sources*
    is the document in which each stands first, *words* its number of words; *leaning* tells whether it points at the
    sentence before it, *furniture* whether it says nothing by itself. Of every sentence, in reading order, *row* (m)
    says which of them it is, and *paragraph* (m) in which of the paragraphs it stands that open with a sentence, at
    *openings*. *warnings* say what is uncertain about the language.
    """

    documents: tuple[Document, ...]
    language: Language
    analyzer: Analyzer
    rows: tuple[tuple[Sentence, ...], ...]
    terms: Terms
    points: Points
    sources: Integers
    words: tuple[int, ...]
    leaning: tuple[bool, ...]
    furniture: tuple[bool, ...]
    row: Integers
    paragraph: Integers
    openings: tuple[Place, ...]
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

    def anywhere(self, flags: Sequence[bool]) -> Floats:
        """1 for a distinct sentence that stands in one of the paragraphs whose flag is set, else 0 (n,)."""
        if True not in flags:  # as mostly
            return np.zeros(len(self))
        standing = np.array(flags)[self.paragraph]
        return np.minimum(np.bincount(self.row, standing, minlength=len(self)), 1.0)

    @cached_property
    def position(self) -> Floats:
        """How near each distinct sentence stands to the start of its document (n,): 1 for the first, falling to 0."""
        first = self.sources.searchsorted(self.sources)
        decay = max(FIRST_SENTENCES, FIRST_SHARE * len(self) / len(self.documents))
        position: Floats = np.exp((first - np.arange(len(self))) / decay)
        return position

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
    number: defaultdict[str, int] = defaultdict(count().__next__)
    row = [number[sentence.text] for sentence in sentences]
    rows: list[list[Sentence]] = [[] for _ in number]
    for of, sentence in zip(row, sentences, strict=True):
        rows[of].append(sentence)
    paragraph, openings = _paragraphs(sentences)
    analyzer = Analyzer(spoken, tokenizer.to_words) if tokenizer else analyzer_of(spoken)
    texts = list(number)
    terms = vectorize(texts, analyzer)
    return Analysis(
        documents=documents,
        language=spoken,
        analyzer=analyzer,
        rows=tuple(map(tuple, rows)),
        terms=terms,
        points=fold(terms, _sections(documents, [of[0].place for of in rows])),
        sources=np.array([of[0].place.source for of in rows]),
        words=tuple(terms.length.tolist()),
        leaning=leaning(texts, spoken),
        furniture=furniture(texts, terms.length.tolist()),
        row=np.array(row),
        paragraph=paragraph,
        openings=openings,
        warnings=(*warnings, *_missing(spoken)),
    )


def _paragraphs(sentences: Sequence[Sentence]) -> tuple[Integers, tuple[Place, ...]]:
    """In which of the paragraphs that have sentences each of these stands, and the place of the first one in each."""
    paragraph: list[int] = []
    openings: list[Place] = []
    for _, together in groupby((sentence.place for sentence in sentences), itemgetter(0, 1)):
        places = list(together)
        paragraph += [len(openings)] * len(places)
        openings.append(places[0])
    return np.array(paragraph), tuple(openings)


def _sections(documents: Sequence[Document], places: Sequence[Place]) -> list[int]:
    """The number of the section of each of these places, 0 in a document that has only one.

    What stands under one heading is two sections, prose and list, as one of these may be the key points of the other.
    """
    paragraphs = [document.paragraphs for document in documents]
    number: defaultdict[tuple[int, tuple[str, ...], bool], int] = defaultdict(count(1).__next__)
    sections = [
        number[place.source, place.section, isinstance(paragraphs[place.source][place.paragraph - 1], ListItem)]
        for place in places
    ]
    of_source = Counter(source for source, _, _ in number)
    return [section if of_source[place.source] > 1 else 0 for place, section in zip(places, sections, strict=True)]


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
