"""What is wrong with a briefing, told of its stretches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from exporters.text import in_ascii
from summarizer.analysis import Analysis
from summarizer.verification import Finding, Proof
from summarizer.verification.covering import Headed, LeftOver, Numbered, Quoted, Share, Stretch, Whole, cover
from summarizer.verification.expected import Expected, in_its_language
from summarizer.verification.furniture import without_furniture
from summarizer.verification.nearest import Nearest
from summarizer.verification.reading import ReadBack
from summarizer.verification.texts import Squeezed, as_in_pdf
from templates import TLP, Template

_SENTENCE = re.compile(r"""\S.*?(?:[.!?…][”’»"')\]⟧]*(?=\s)|[。！？][”’」』）⟧]*|$)""")
_MARKS = re.compile(r"^(?:(?:\d{1,6}\.|•|\[\d+\]|·|\||⟦|\[\[)\s*)+|(?:⟧|\]\])$")

_MARKING = re.compile("|".join(map(re.escape, sorted(TLP, key=len, reverse=True))))


def proof(briefing: ReadBack, analysis: Analysis, template: Template, around: Sequence[str] = ()) -> Proof:
    """What the sources of *analysis* have of *briefing*, and what of it they do not bear out.

    *template* has its words; *around* are the lines of a text that stands around it.
    """
    text = Squeezed("\n".join(briefing.pages))
    template, unknown = _marked(in_its_language(template, analysis.language.code, text), text)
    expected = Expected(analysis, template, _plain(briefing, text), around)
    text = Squeezed("\n".join(without_furniture(page, expected) for page in briefing.pages))
    stretches = cover(text, expected)
    found = sum(1 for _ in _quoted(stretches))
    return Proof(found, tuple(dict.fromkeys([*unknown, *_Telling(text, expected, stretches).findings()])))


def _plain(briefing: ReadBack, text: Squeezed) -> Callable[[str], str]:
    """What becomes of the text of the sources in such a briefing."""
    if briefing.format == "pdf":
        return as_in_pdf
    return in_ascii if briefing.format in ("txt", "md") and text.signs.isascii() else str


def _marked(template: Template, text: Squeezed) -> tuple[Template, Sequence[Finding]]:
    """*template* with a marking that *text* has and nobody has given, which is a finding."""
    marking = _MARKING.search(text.whole)
    if template.marking or not marking:
        return template, ()
    return replace(template, marking=marking[0]), [Finding(marking[0], "is a marking that was not given")]


def _quoted(stretches: Sequence[Stretch]) -> Iterator[Quoted]:
    for stretch in stretches:
        if isinstance(stretch, Quoted):
            yield stretch
        elif isinstance(stretch, Whole):
            yield from stretch.quoted


class _Telling:
    def __init__(self, text: Squeezed, expected: Expected, stretches: Sequence[Stretch]) -> None:
        self._text = text
        self._expected = expected
        self._stretches = stretches
        self._nearest = Nearest(expected.analysis)
        self._points = {
            before.number: after.row
            for before, after in pairwise(stretches)
            if isinstance(before, Numbered) and isinstance(after, Quoted)
        }

    def findings(self) -> Iterator[Finding]:
        """What is wrong, in order; what a stretch that is left over may have thrown out is not told."""
        before: Stretch | None = None
        for number, stretch in enumerate(self._stretches):
            if isinstance(stretch, LeftOver):
                yield from self._left_over(stretch, before)
            elif isinstance(stretch, Whole) and not stretch.is_whole:
                after = self._stretches[number + 1 : number + 3]  # a sign of ours may stand between
                if not any(isinstance(each, LeftOver) for each in after):
                    yield self._not_whole(stretch)
            before = stretch
        if not any(isinstance(stretch, LeftOver) for stretch in self._stretches):
            yield from self._numbers()
            yield from self._back()
            yield from self._shares()

    def _original(self, stretch: Stretch) -> str:
        return self._text.original(stretch.start, stretch.end)

    def _left_over(self, stretch: LeftOver, before: Stretch | None) -> Iterator[Finding]:
        """What is wrong with each sentence of *stretch*, and with the remarks between them."""
        words = self._original(stretch)
        quoted = list(_quoted([before] if before else []))
        row = quoted[-1].row if quoted else None
        told, done = False, 0
        for remark in [*self._expected.remark.finditer(words), None]:
            for sentence in _sentences(words[done : remark.start() if remark else len(words)]):
                row = self._nearest.row(sentence)
                yield self._unknown(sentence, row)
                told = True
            if remark:
                done = remark.end()
                for finding in self._remark(remark[0], row):
                    yield finding
                    told = True
        if not told:
            yield self._unknown(words, None)

    def _unknown(self, words: str, row: int | None) -> Finding:
        names = ", ".join(document.source.name for document in self._expected.analysis.documents)
        return Finding(words, f"is not in {names}", self._nearest.told(row))

    def _remark(self, told: str, row: int | None) -> Iterator[Finding]:
        """What is wrong with a remark that is *told* of the sentence *row*."""
        if row is not None:
            right = list(self._expected.notes(row))
            if self._expected.signs(told) not in map(self._expected.signs, right):
                yield Finding(told, f"is not so: {right[0]}")

    def _not_whole(self, stretch: Whole) -> Finding:
        place = self._expected.paragraphs[stretch.label]
        missing = self._expected.spans[place][len(stretch.quoted) :]
        problem = "is not what stands there" if not stretch.quoted else "is not whole"
        return Finding(self._original(stretch), problem, f"{stretch.label} “{missing[0].text}”" if missing else "")

    def _numbers(self) -> Iterator[Finding]:
        numbers = [stretch for stretch in self._stretches if isinstance(stretch, Numbered)]
        for place, stretch in enumerate(numbers, 1):
            if stretch.number != place:
                yield Finding(self._original(stretch), f"is not the number of a point: {place} is")
                return

    def _back(self) -> Iterator[Finding]:
        for quoted in _quoted(self._stretches):
            for number in quoted.back:
                row = self._points.get(number)
                if row is None or self._expected.analysis.text(quoted.row) not in self._expected.stating(row):
                    words = self._expected.analysis.text(quoted.row)
                    yield Finding(f"[{number}]", f"is not the key point that “{words}” states")

    def _shares(self) -> Iterator[Finding]:
        """The shares that the views do not have."""
        words: dict[str, int] = {}
        view = ""
        for stretch in self._stretches:
            if isinstance(stretch, Headed):
                view = stretch.view
            elif isinstance(stretch, Quoted):
                words[view] = words.get(view, 0) + self._expected.count(stretch.row)
        for stretch in self._stretches:
            if isinstance(stretch, Share):
                share = self._expected.share(words.get(stretch.view, 0))
                if not self._text.signs.endswith(self._expected.signs(share), stretch.start, stretch.end):
                    yield Finding(self._original(stretch), f"is not so: {share}")


def _sentences(words: str) -> Iterator[str]:
    """The sentences of *words* without the numbers before and the signs between them."""
    for match in _SENTENCE.finditer(words):
        sentence = _MARKS.sub("", match[0]).strip()
        if any(map(str.isalnum, sentence)):
            yield sentence
