"""One story in every format says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import summarize
from summarizer.document import Aside, Block, Document, Heading, Paragraph
from summarizer.readers import read

CORPUS = Path(__file__).parent / "corpus"
Loss = Callable[[Block], Sequence[Block]]


def nothing(block: Block) -> Sequence[Block]:
    return (block,)


def what_text_has_no_marks_for(block: Block) -> Sequence[Block]:
    """Captions, levels, code, the lines of a table, and that a line introduces a list."""
    match block:
        case Aside(text, "code"):
            first, second = text[:18], text[19:]
            return (Heading(first, 2), Paragraph(second))
        case Aside(_, "caption"):
            return ()
        case Heading(text, level):
            return (Heading(text, min(level, 2)),)
        case Paragraph(text) if text.endswith(":") and len(text.split()) <= 12:
            return (Heading(text.removesuffix(":"), 2),)
    return (block,)


STORIES: dict[str, tuple[Loss, tuple[str, ...], int]] = {
    "story.md": (nothing, (), 0),
    "story.txt": (what_text_has_no_marks_for, ("author", "date", "language"), 0),
    "story.html": (nothing, (), 0),
    "story.epub": (nothing, (), 0),
    "story.docx": (nothing, (), 0),
    "story-libreoffice.docx": (nothing, (), 0),
    "story.odt": (nothing, (), 0),
    "story-libreoffice.odt": (nothing, (), 0),
    "story-weasyprint.pdf": (nothing, (), 1),
    "story-libreoffice.pdf": (nothing, ("date",), 1),
}
"""For each file, what becomes of a block in its format, the facts it has lost, and how many bullets may differ."""


def facts(document: Document, lost: Sequence[str] = ()) -> dict[str, str | None]:
    source = document.source
    stated = {"author": source.author, "date": source.date, "language": document.language}
    return {"title": document.title} | {name: fact for name, fact in stated.items() if name not in lost}


def bullets(document: Document) -> set[str]:
    return {line.sentence.text for line in summarize(document).bullets}


def bare(block: Block) -> Block:
    """*block* without its page, and what weasyprint sets before a description."""
    return replace(block, page=None, text=block.text.removeprefix("Image: "))


@pytest.mark.parametrize("name", STORIES)
def test_the_story_is_that_of_its_markdown(name: str) -> None:
    loss, lost, bullets_that_differ = STORIES[name]
    ours, theirs = read(CORPUS / "story.md"), read(CORPUS / name)
    assert [bare(block) for block in theirs.blocks] == [left for block in ours.blocks for left in loss(block)]
    assert facts(theirs, lost) == facts(ours, lost)
    assert len(bullets(ours) - bullets(theirs)) <= bullets_that_differ
    assert all(block.page for block in theirs.blocks) == name.endswith(".pdf")


def test_every_story_is_compared() -> None:
    assert {path.name for path in CORPUS.glob("story*") if path.suffix != ".blocks"} == set(STORIES)
