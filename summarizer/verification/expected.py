"""What may stand in a briefing of some documents: their sentences, what is said of each, and our own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from exporters.references import MOST_REFERENCES, reference_label, said
from summarizer.analysis import Analysis
from summarizer.document import Aside, Heading
from summarizer.options import count_words
from summarizer.sentences import Sentence
from summarizer.verification.texts import Index, Squeezed, squeezed
from templates import VIEWS, Labels, Template, in_language
from templates.wording import LANGUAGES

_NUMBER = r"(?:\d[\d.,'’]*)?\d"
_REFERENCE = r"\d*(?:¶|par\. )\d+"


class Expected:
    """All that a briefing of the documents of *analysis* may say, in the words of *template*.

    *plain* is what becomes of a text in the format of the briefing; *around* are the lines of a text of the user's that
    it was put into. Signs are those of a text without its white space.
    """

    def __init__(
        self, analysis: Analysis, template: Template, plain: Callable[[str], str] = str, around: Sequence[str] = ()
    ) -> None:
        self.analysis = analysis
        self.template = template
        self.plain = plain
        self.rows: dict[str, list[int]] = {}
        for row in range(len(analysis)):
            self.rows.setdefault(self.signs(analysis.text(row)), []).append(row)
        self.sentences = Index(self.rows)
        self._around = [line for line in around if not self._quotes(line)]
        self.fixed_texts = {self.signs(text): self.plain(text) for text in self._fixed()}
        self.fixed = Index(self.fixed_texts)
        self.views = {self.signs(form(label)): view for view, label in self._view_labels() for form in (str, str.upper)}

    @property
    def labels(self) -> Labels:
        """Our words."""
        return self.template.labels

    def signs(self, text: str) -> str:
        """*text* in the signs that the briefing has, without white space."""
        return squeezed(self.plain(text))

    def notes(self, row: int) -> Iterator[str]:
        """How often and where a sentence is stated, in each form that a briefing may say it in."""
        for note, references in self._counts(row):
            words = f"{note}{self.labels.colon}{', '.join(references)}"
            yield words
            yield f"({words[0].lower()}{words[1:]})"

    def _counts(self, row: int) -> Iterator[tuple[str, Sequence[str]]]:
        """The note and the references of *row*; of several points that are stated as often, any may be meant."""
        for statements in self._most_stated(row):
            places = dict.fromkeys((sentence.place.source, sentence.place.paragraph) for sentence in statements)
            of = {(place.place.source, place.place.paragraph): place.place for place in statements}
            references = [reference_label(of[key], len(self.analysis.documents)) for key in places][:MOST_REFERENCES]
            if len(places) > MOST_REFERENCES:
                references.append(said(self.labels.more, count=len(places) - MOST_REFERENCES))
            once = len(statements) == 1
            yield self.labels.stated_once if once else said(self.labels.stated, count=len(statements)), references

    def _most_stated(self, row: int) -> Iterator[tuple[Sentence, ...]]:
        stated = [self.analysis.statements(point) for point in self.analysis.points.states[row]]
        most = max(map(len, stated), default=0)
        yield from (statements for statements in stated if len(statements) == most)

    def stating(self, row: int) -> frozenset[str]:
        """The sentences of the sources that state what *row* states."""
        return frozenset(sentence.text for statements in self._most_stated(row) for sentence in statements)

    def sources(self, row: int) -> str:
        """The numbers of the sources that state *row*, as they stand behind it where there are several."""
        if len(self.analysis.documents) == 1:
            return ""
        points = self.analysis.points.states[row]
        stated = {sentence.place.source for point in points for sentence in self.analysis.statements(point)}
        return f"[{', '.join(str(source + 1) for source in sorted({self.analysis.place(row).source, *stated}))}]"

    def places(self, row: int) -> Iterator[str]:
        """The labels of the paragraphs in which a sentence stands."""
        for sentence in self.analysis.rows[row]:
            yield reference_label(sentence.place, len(self.analysis.documents))

    @cached_property
    def paragraphs(self) -> Mapping[str, tuple[int, int]]:
        """Source and number of each paragraph, by its label."""
        documents = self.analysis.documents
        return {
            self.signs(f"{source + 1}¶{number}" if len(documents) > 1 else f"¶{number}"): (source, number)
            for source, document in enumerate(documents)
            for number in range(1, len(document.paragraphs) + 1)
        }

    @cached_property
    def spans(self) -> Mapping[tuple[int, int], Sequence[Sentence]]:
        """The sentences of each paragraph, in order."""
        spans: dict[tuple[int, int], list[Sentence]] = {}
        for sentence in (sentence for row in self.analysis.rows for sentence in row):
            spans.setdefault((sentence.place.source, sentence.place.paragraph), []).append(sentence)
        return {key: sorted(found, key=lambda sentence: sentence.place.start) for key, found in spans.items()}

    def _quotes(self, line: str) -> bool:
        """Whether a sentence of the sources is in *line*, as in an earlier briefing, which has made way."""
        text = Squeezed(self.plain(line))
        return any(True for at in text.word_starts(-1) for _ in self.sentences.found(text.signs, at))

    # -- our own words --

    def _view_labels(self) -> Iterator[tuple[str, str]]:
        yield from ((view, getattr(self.labels, view)) for view in (*VIEWS, "source"))

    def _fixed(self) -> Iterator[str]:
        """Every text of ours that always reads the same, and what the sources say beside their sentences."""
        labels, words = self.labels, self.template.text
        yield from self.furniture
        for _, label in self._view_labels():
            yield from (label, label.upper())
        yield from (
            words.kicker,
            labels.brackets,
            labels.highlights,
            labels.nothing,
            labels.whole,
            self.template.logo.text,
            "|",
            "·",
            "•",
        )
        yield from self._facts()
        if self._around:
            yield from self._properties()
        for number, document in enumerate(self.analysis.documents, 1):
            yield f"{number} {document.title or document.source.name}"
            yield from (block.text for block in document.blocks if isinstance(block, Heading | Aside))

    @cached_property
    def furniture(self) -> Sequence[str]:
        """What stands at the head and the foot of a page: title, marking, footer, and what *around* has."""
        return [*filter(None, (*self.titles, self.template.marking, self.template.text.footer, *self._around))]

    @property
    def titles(self) -> Iterator[str]:
        """The titles that the briefing may have."""
        documents = self.analysis.documents
        own = (self.template.metadata.title, *(document.title for document in documents))
        yield from filter(None, own)
        names = ", ".join(document.source.name for document in documents)
        yield from (names, *(name.strip() for name in names.split(",")), self.labels.untitled)

    def _properties(self) -> Iterator[str]:
        """What fills the places of a form besides the summary."""
        given = self.template.metadata
        yield from filter(None, (given.author, given.date, given.subject, given.keywords, given.language))
        for document in self.analysis.documents:
            yield from filter(None, (document.source.author, document.source.date, document.language))
        yield self.analysis.language.code

    def _facts(self) -> Iterator[str]:
        labels, sources = self.labels, [document.source for document in self.analysis.documents]
        words = self.words(sum(source.words for source in sources))
        for standing in (None, labels.standard_input):
            names = [standing if standing and len(sources) == 1 else source.name for source in sources]
            names = [labels.standard_input if name == "-" else name for name in names]
            name = (
                names[0]
                if len(names) == 1
                else labels.comma.join(f"{place} {name}" for place, name in enumerate(names, 1))
            )
            yield from self._labelled(labels.facts_source, f"{name}{labels.comma}{words}")
        dates = (self.template.metadata.date, *(source.date for source in sources))
        for date in filter(None, dates):
            yield from self._labelled(labels.facts_date, date)
        if self.template.marking:
            yield from self._labelled(labels.facts_marking, self.template.marking)

    def words(self, count: int) -> str:
        """So many words, as a briefing says it."""
        labels = self.labels
        return labels.word if count == 1 else said(labels.words, count=f"{count:,}".replace(",", labels.thousands))

    def share(self, words: int) -> str:
        """What part of the sources so many *words* are."""
        of = sum(document.source.words for document in self.analysis.documents)
        return said(self.labels.share, words=self.words(words), percent=round(100 * words / max(of, 1)))

    def count(self, row: int) -> int:
        """The number of words of a sentence."""
        return count_words(self.analysis.text(row))

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """What our words look like that name a number: of a page or paragraph, how much is marked or in a view."""
        labels = self.labels
        shares = [labels.share.replace("{words}", words) for words in (labels.words, labels.word)]
        return {
            "number": self._pattern(
                *(text for share in shares for text in self._labelled(labels.facts_marked, share)),
                *(labels.page, labels.paragraph_of, labels.paragraph, labels.back),
            ),
            **{
                view: self._pattern(
                    *(text for share in shares for text in self._labelled(getattr(labels, view), share))
                )
                for view in VIEWS
            },
        }

    @cached_property
    def remark(self) -> re.Pattern[str]:
        """What a remark looks like that says how often and where a sentence is stated; single spaces stand in it."""
        labels = (self.plain(label) for label in (self.labels.stated, self.labels.stated_once))
        forms = (_NUMBER.join(re.escape(piece) for piece in re.split(r"\{\w+\}", label)) for label in labels)
        colon = f" ?{re.escape(self.plain(self.labels.colon).strip())} ?"
        return re.compile(rf"\(?(?:{'|'.join(forms)})(?:{colon}{_REFERENCE}(?:, {_REFERENCE})*)?\)?", re.IGNORECASE)

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        yield from (f"{label} {text}", f"{label}{self.labels.colon}{text}")

    def _pattern(self, *labels: str) -> re.Pattern[str]:
        """What one of *labels* looks like with any number for what it names in braces."""
        split = (re.split(r"\{\w+\}", label) for label in labels)
        forms = (_NUMBER.join(re.escape(self.signs(piece)) for piece in pieces) for pieces in split)
        return re.compile("|".join(forms), re.IGNORECASE)


def in_its_language(template: Template, language: str, text: Squeezed) -> Template:
    """*template* with its words in the language that the briefing *text* has most of them in; *language* if none."""
    first = template.metadata.language or language
    candidates = [in_language(template, code) for code in (first, "en", *LANGUAGES)]

    def score(candidate: Template) -> int:
        labels = candidate.labels
        words = (labels.short, labels.bullets, labels.medium, labels.source, labels.facts_source)
        forms: list[Callable[[str], str]] = [str, str.upper]
        return sum(squeezed(form(word)) in text.signs for word in words for form in forms)

    return max(candidates, key=score)
