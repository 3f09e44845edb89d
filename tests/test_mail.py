"""E-mail saved as text, and tables whose columns are set by spaces."""

from __future__ import annotations

import pytest

from summarizer.document import Aside, Block, Document, ListItem, Paragraph
from summarizer.readers import read
from tests.growth import grows_in_proportion

HEAD = """From: Ann Lee <ann@example.org>
To: The committee
Subject: Re: The harbour
 wall
Date: Tue, 3 Mar 2026 09:12:00 +0000

"""
FIRST, SECOND = "The council approved the plan last night.", "The pumps come a year later than the wall."
TABLE = """\
Item            Cost    Year
----------------------------
Wall           1,200    2026
Pumps            300    2027
"""


def document(text: str) -> Document:
    return read(text.encode(), format="txt")


def blocks(text: str) -> tuple[Block, ...]:
    return document(text).blocks


def test_the_head_of_an_e_mail_says_who_wrote_what_when() -> None:
    found = document(f"{HEAD}{FIRST}\n\n{SECOND}\n")
    assert (found.title, found.source.author, found.source.date) == ("The harbour wall", "Ann Lee", "2026-03-03")
    assert found.blocks == (Paragraph(FIRST), Paragraph(SECOND))


def test_what_is_quoted_is_an_aside_and_so_is_the_signature() -> None:
    quoted = "On Mon, 2 Mar 2026, Bob wrote:\n> What did they decide?\n> I was away.\n\n"
    found = blocks(f"{HEAD}{FIRST}\n\n{quoted}{SECOND}\n\n-- \nAnn Lee\nHarbour office\n")
    assert found == (
        Paragraph(FIRST),
        Aside("On Mon, 2 Mar 2026, Bob wrote: What did they decide? I was away.", "note"),
        Paragraph(SECOND),
        Aside("Ann Lee Harbour office", "note"),
    )


def test_an_e_mail_that_is_all_quoted_is_read() -> None:
    assert blocks(f"{HEAD}> {FIRST}\n> {SECOND}\n") == (Paragraph(FIRST), Paragraph(SECOND))


@pytest.mark.parametrize(
    "text",
    [
        f"Subject: the harbour\n\n{FIRST}",
        f"From: the council\n{FIRST}\n\n{SECOND}",
        f"{FIRST}\n\nFrom: Ann\nSubject: b\n\n{SECOND}",
    ],
)
def test_what_is_no_e_mail_keeps_its_lines(text: str) -> None:
    found = document(text)
    assert found.source.author is None
    assert FIRST in " ".join(block.text for block in found.blocks)


def test_columns_set_by_spaces_are_a_table() -> None:
    table = Aside("Item | Cost | Year / Wall | 1,200 | 2026 / Pumps | 300 | 2027", "table")
    assert blocks(f"{FIRST}\n\n{TABLE}\n{SECOND}\n") == (Paragraph(FIRST), table, Paragraph(SECOND))
    tabbed = "Item\tCost\nWall\t1,200\nPumps\t300\n"
    assert blocks(f"{FIRST}\n\n{tabbed}\n{SECOND}\n")[1] == Aside("Item | Cost / Wall | 1,200 / Pumps | 300", "table")


@pytest.mark.parametrize(
    "text",
    [
        "It rained all day.  The river rose.  It fell\nin the night.  People came out and saw.  Then\n"
        "they went to bed.  Nobody slept.  It was late",
        "The council approved the harbour    Meanwhile the festival drew large\n"
        "plan after a long debate which      crowds to the old market square,\n"
        "lasted until midnight that day.     all through the warm summer days.\n",
        "Wall           1,200    2026\nPumps            300    2027\n",
    ],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert not any(isinstance(block, Aside) for block in blocks(f"{FIRST}\n\n{text}\n\n{SECOND}"))
    assert any(isinstance(block, Paragraph | ListItem) for block in blocks(text))


@pytest.mark.parametrize("line", ["a  b\n", "a\t\t", "-- \n", "> a\n", "a: b\n", "On a wrote: ", "a  "])
def test_time_grows_with_the_length(line: str) -> None:
    assert grows_in_proportion(lambda length: document(f"{HEAD}a\n{line * (length // len(line))}b"), 200_000)
