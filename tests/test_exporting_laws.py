"""Whatever a document says: each format shows it as it is, with nothing in it that runs, fetches or leads away."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import exporters
import templates
from summarizer import Options, summarize
from summarizer.characters import clean
from summarizer.document import Document, Paragraph, Source
from summarizer.errors import DataError
from tests.nasty.outputs import OUTPUTS
from tests.nasty.text_cases import LIVE
from tests.nasty.trial import squeezed

# Pieces that some format gives a meaning, between words that make a sentence of them.
SIGNS = (
    "<b> &amp; &#27; \x1b]0;x\x07 \u202e \ud800 \0 | # - 1. > ` * _ ~ \\ [a] (b) < > \" ' =1+1 \ufffe 東京 اب e\u0301"
)
PIECES = st.lists(
    st.sampled_from([*LIVE.values(), *SIGNS.split(" "), " ", "\n", "\t", "word", "The ferry left"]),
    min_size=1,
    max_size=8,
).map(" ".join)
TEXTS = PIECES | st.text(min_size=1, max_size=80)
LOOKS = st.sampled_from(["briefing", "handout", "large", "plain"])


def stating(text: str, title: str, author: str) -> Document:
    """A document of one sentence, whose file is called by its title, too."""
    words = " ".join(clean(f"It was {text} that rained").split()) + "."
    facts = [" ".join(clean(name).split()) for name in (title, author)]
    source = Source(title or "-", "text/plain", "0" * 64, 5, author=facts[1] or None)
    return Document(source, facts[0] or None, "en", (Paragraph(words),))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, TEXTS, st.sampled_from(sorted(exporters.EXPORTERS)), LOOKS)
def test_every_format_shows_text_as_text(text: str, title: str, author: str, ending: str, look: str) -> None:
    document = stating(text, title, author)
    try:
        summary = summarize(document, Options(language="en"))
    except DataError:
        assume(False)
    template = templates.load(look)
    rendered = exporters.render(summary, ending, template)
    assert exporters.render(summary, ending, template) == rendered
    seen = OUTPUTS[ending](rendered.data)
    assert seen.live == ()
    if not rendered.warnings and ending != "pdf":  # where a letter is replaced, a warning says so
        for line in summary.bullets:
            assert squeezed(line.sentence.text) in squeezed(seen.text)
