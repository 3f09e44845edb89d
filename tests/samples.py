"""Documents and summaries made by hand, for tests that need no reader and no ranking."""

from __future__ import annotations

from summarizer.document import Aside, Block, Document, Heading, ListItem, Paragraph, Source
from summarizer.sentences import Place, Sentence
from summarizer.summary import KeyPoint, Shown, Summary

FERRY = (
    Paragraph(
        "The island council will replace the diesel ferry with an electric one in spring 2027. "
        "Residents asked for the change at three public meetings."
    ),
    Paragraph(
        "Officials say the new ferry will cut fuel costs by 40 percent. “We have waited ten years for this,” "
        "said Ana Ruiz, who runs the bakery at the harbour."
    ),
    Heading("Key points", level=2),
    ListItem("The council will replace the diesel ferry with an electric one."),
    ListItem("The new ferry will cut fuel costs by 40 percent."),
    Aside("ferry = electric", "code"),
    Paragraph("Critics doubt that the harbour has enough power for charging."),
)


def document(
    *blocks: Block, name: str = "ferry.txt", title: str | None = "An electric ferry for the island"
) -> Document:
    """A document of *blocks*, or the one about the ferry."""
    return Document(Source(name, "text/plain", "0" * 64, 71), title, "en", blocks or FERRY)


def sentence(of: Document, text: str, source: int = 0) -> Sentence:
    """The first sentence of the document that reads *text*."""
    for number, paragraph in enumerate(of.paragraphs, 1):
        start = paragraph.text.find(text)
        if start >= 0:
            return Sentence(text, Place(source, number, start, start + len(text)))
    raise AssertionError(text)


def summary(*points: tuple[str, ...], of: Document | None = None) -> Summary:
    """A summary of a document whose points have these statements; each view shows them all, in order."""
    of = of or document()
    key_points = tuple(
        KeyPoint(tuple(sentence(of, text) for text in statements), 1 / (number + 1))
        for number, statements in enumerate(points or FERRY_POINTS)
    )
    prose = tuple(
        Shown(point.statements[0], (number,), point.score, point.stated) for number, point in enumerate(key_points)
    )
    bullets = tuple(
        Shown(point.statements[-1], (number,), point.score, point.stated) for number, point in enumerate(key_points)
    )
    return Summary((of,), of.title, "en", "centroid", prose[:2], prose, bullets, key_points, ("ferry", "council"))


FERRY_POINTS = (
    (
        "The island council will replace the diesel ferry with an electric one in spring 2027.",
        "The council will replace the diesel ferry with an electric one.",
    ),
    (
        "Officials say the new ferry will cut fuel costs by 40 percent.",
        "The new ferry will cut fuel costs by 40 percent.",
    ),
    ("Critics doubt that the harbour has enough power for charging.",),
)
