"""What the lines of a text turn out to be, and what a document is made of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.structure import Content, structure
from tests.growth import grows_in_proportion


def of_text(text: str) -> Content:
    """What a plain *text* becomes."""
    return structure(Content((Paragraph(text),), marked=False))


def of_blocks(*blocks: Block, title: str | None = None) -> Content:
    """What the blocks of a format with marks of its own become."""
    return structure(Content(blocks, title=title))


def sketch(content: Content) -> list[str]:
    """The blocks of *content* as short lines: ``2# heading``, ``- item``, ``table: text``, plain text."""
    return [_sketch(block) for block in content.blocks]


def _sketch(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{level}# {text}"
        case ListItem(text, depth):
            return f"{'  ' * depth}- {text}"
        case Aside(text, kind):
            return f"{kind}: {text}"
    return block.text


# -- paragraphs --

WRAPPED = """\
The keeper climbed the hundred and twelve steps of the
lighthouse every evening. She lit the lamp, wrote down
the weather and went to bed. Nobody in the village has
Maria
Oduya's patience.
Her daughter left the island at the age of seventeen.
"""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert sketch(of_text("He said.\n\n" + WRAPPED.replace("Maria\n", "Maria ")))[1:] == [
        "The keeper climbed the hundred and twelve steps of the lighthouse every evening. She lit the lamp, wrote down "
        "the weather and went to bed. Nobody in the village has Maria Oduya's patience.",
        "Her daughter left the island at the age of seventeen.",
    ]


def test_one_paragraph_a_line() -> None:
    lines = [
        "The ferry sails again from Monday, the council said in a letter to all who live on the island.",
        "It had been out of service since January.",
        "Two firms worked on the ramp. They replaced eleven plates.",
        "Tickets can be bought on board.",
    ]
    assert sketch(of_text("\n".join(lines))) == lines


def test_reviews_without_a_full_stop_stay_apart() -> None:
    lines = ["Great rooms and staff .", "long battery and light weight", "A pleasure to use .", "It is loud ."]
    assert sketch(of_text("\n".join(lines))) == lines


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("He met a well-\nknown painter in the town.", "He met a well-known painter in the town."),
        ("The light-\nhouse, a lighthouse of stone, is old.", "The lighthouse, a lighthouse of stone, is old."),
        (
            "She moved to a house in Anglo-\nSaxon style last year.",
            "She moved to a house in Anglo-Saxon style last year.",
        ),
        ("A history of the pre-\nand post-war years in brief.", "A history of the pre- and post-war years in brief."),
        ("The war of 1939-\n1945 was over, and they went home.", "The war of 1939-1945 was over, and they went home."),
        ("The council spoke of\nSunday morning.", "The council spoke of Sunday morning."),
        (
            "委员会批准了新的桥梁计划，预算将在明年春天之\n前确定。",
            "委员会批准了新的桥梁计划，预算将在明年春天之前确定。",
        ),
    ],
)
def test_two_lines_of_one_sentence(text: str, joined: str) -> None:
    assert sketch(of_text(text)) == [joined]


def test_a_sentence_runs_over_the_end_of_a_page() -> None:
    above = "The height of the tide depends on the moon, on the wind and on the shape of the coast, which narrows the"
    assert sketch(of_text(above + "\n\nflow in the strait.")) == [above + " flow in the strait."]


def test_first_lines_set_in_open_a_paragraph() -> None:
    text = (
        "  The keeper climbed the steps every evening, and she lit the lamp\n"
        "before she wrote down the weather. Nobody ever saw her at the door.\n"
        "  The lamp was made automatic, and the ministry wrote her a letter\n"
        "of thanks.\n"
    )
    assert [line[:8] for line in sketch(of_text(text))] == ["The keep", "The lamp"]


def test_quotation_marks_of_mail_go() -> None:
    text = "She wrote to us.\n\n> The current turns late,\n> the pilot says.\n>> Not in spring.\nWe agree."
    assert sketch(of_text(text)) == [
        "She wrote to us.",
        "The current turns late, the pilot says.",
        "Not in spring.",
        "We agree.",
    ]


def test_verse_is_one_paragraph_a_stanza() -> None:
    lines = [
        "The ship came in at morning light,",
        "With torn and salted sail,",
        "And none could say what coast it left",
    ]
    assert sketch(of_text("\n".join([*lines, "Or who had seen it hale."]))) == [
        " ".join(lines) + " Or who had seen it hale."
    ]


# -- headings --


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Repairs", "2# Repairs"),
        ("Key Points:", "2# Key Points"),
        ("WHAT HAPPENED NEXT", "2# WHAT HAPPENED NEXT"),
        ("Chapter IV.", "2# Chapter IV."),
        ("CHAPTER TWENTY-ONE", "2# CHAPTER TWENTY-ONE"),
        ("Kapitel 3.", "2# Kapitel 3."),
        ("3. Results", "2# 3. Results"),
        ("3.1. Results of spring", "3# 3.1. Results of spring"),
        ("Repairs\n=======", "2# Repairs"),
        ("Are there repairs?\n------", "3# Are there repairs?"),
        ("## Repairs ##", "2# Repairs"),
        ("‘Very late’", "2# ‘Very late’"),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_headings(line: str, heading: str, gap: str) -> None:
    text = f"The ferry sails again from Monday.\n\n{line}{gap}Two firms worked on the ramp for six weeks."
    assert sketch(of_text(text)) == [
        "The ferry sails again from Monday.",
        heading,
        "Two firms worked on the ramp for six weeks.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry sails again.",
        "Will it sail?",
        "Note: all prices include tax",
        "a pleasure to use",
        "https://ferry.example/timetable",
        "This line has no full stop at its end but far too many words",
        "He met Maria. She left",
        "12,400",
        "The director said:",
    ],
)
def test_no_headings(line: str) -> None:
    text = f"The ferry sails again from Monday.\n\n{line}\n\nTwo firms worked on the ramp."
    assert sketch(of_text(text))[1] == line


def test_a_line_before_a_quotation_is_no_heading() -> None:
    assert sketch(of_text("It rained.\n\nIn her own words:\n\n“We are late.”"))[1] == "In her own words:"


def test_headings_without_gaps() -> None:
    text = (
        "Ferry returns to service\nThe ferry sails again from Monday, the council said.\nRepairs\n"
        "Two firms worked on the ramp.\nKey Points:\n• It sails.\n"
    )
    content = of_text(text)
    assert content.title == "Ferry returns to service"
    assert sketch(content) == [
        "The ferry sails again from Monday, the council said.",
        "2# Repairs",
        "Two firms worked on the ramp.",
        "2# Key Points",
        "- It sails.",
    ]


def test_a_heading_directly_above_an_unwrapped_paragraph() -> None:
    firm = "Lumen makes lamps for lighthouses and sells them all over the north of Europe, as it has since 1911."
    contact = "Sales:\nAda Moor, Head of Sales\nsales@lumen.example"
    about = f"About Lumen\n{firm}\n\nAbout The Old Pier House\nThe Old {firm}\n"
    assert sketch(of_text(f"The lamps of the north\n\n{contact}\n\n{about}"))[-4:] == [
        "2# About Lumen",
        firm,
        "2# About The Old Pier House",
        f"The Old {firm}",
    ]


@pytest.mark.parametrize(
    "contact", ["Media contact:\nAda Moor, Lumen\n", "Pressekontakt: Ada Moor\n", "Press enquiries: "]
)
@pytest.mark.parametrize("address", ["press@lumen.example | 555 0199", "+44 20 7946 0991"])
@pytest.mark.parametrize("label", ["FOR IMMEDIATE RELEASE", "*** Press release ***"])
def test_the_title_of_a_press_release_stands_below_its_label_and_contacts(
    contact: str, address: str, label: str
) -> None:
    found = of_text(f"{label}\n\n{contact}{address}\n\nLumen lights the north\n\nIt does so at last.\n")
    assert found.title == "Lumen lights the north"
    assert [block.text for block in found.blocks if not isinstance(block, Aside)] == ["It does so at last."]


@pytest.mark.parametrize(
    "line",
    [
        "Media contact: she rang the editor, who was out.",
        "Press releases are read by few.",
        "The press contact is press@lumen.example",
    ],
)
def test_no_contacts(line: str) -> None:
    assert Paragraph(line) in of_text(f"The lamp\n\n{WRAPPED}\n{line}\n\n{WRAPPED}").blocks


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("byline", "date"),
    [
        ("By Ada Moor", "Published: March 4, 2024 | Updated 09:14"),
        ("BY ADA MOOR, Staff Writer", "Updated on 4 March 2024"),
        ("Von Ada Moor und Jörg van der Berg", "Veröffentlicht am 4.3.2024"),
        ("Par Élodie Moor", "Publié le 4 mars 2024 à 9 h 14"),
        ("Por Ada Moor", "Publicado el 4 de marzo de 2024"),
        ("Di Ada Moor", "Pubblicato il 4 marzo 2024"),
    ],
)
def test_bylines_and_dates_below_the_title_are_asides(byline: str, date: str, gap: str) -> None:
    found = of_text(f"Two berths are shut{gap}{byline}\n{date}\n\nThe port closed two berths on Monday.\n")
    assert (found.title, found.warnings) == ("Two berths are shut", ())
    assert sketch(found) == [f"note: {byline}", f"note: {date}", "The port closed two berths on Monday."]


@pytest.mark.parametrize("line", ["By The Old Sea", "By Hand", "By bus and by boat", "Published in haste", "Par Avion"])
def test_no_bylines(line: str) -> None:
    text = "The port closed two berths on Monday."
    assert sketch(of_text(f"Two berths are shut\n\n{line}\n\n{text}\n")) == [f"2# {line}", text]


def test_no_byline_within_the_text() -> None:
    text = "The port closed two berths on Monday."
    assert "2# By Ada Moor" in sketch(of_text(f"Two berths are shut\n\n{text}\n\nBy Ada Moor\n\n{text}\n"))


def test_a_heading_after_wrapped_lines_is_not_swallowed() -> None:
    text = WRAPPED + "Early Years\nThe island had no school then, and\nchildren rowed to the mainland.\n"
    assert "2# Early Years" in sketch(of_text(text))


def test_lines_in_a_row_without_text_between_are_no_headings() -> None:
    text = "Menu\n\nSoup of the day\n\nFish of the day\n\nApple cake\n\nBread\n"
    assert sketch(of_text(f"{text}\nDinner\n\nAll is cooked here.")) == [
        "Soup of the day",
        "Fish of the day",
        "Apple cake",
        "Bread",
        "2# Dinner",
        "All is cooked here.",
    ]


def test_headings_within_chapters_lie_below_them() -> None:
    text = "It rained.\n\nChapter 1\n\nThe start\n\nIt began.\n\nChapter 2\n\nThe end\n\nIt ended."
    assert sketch(of_text(text))[1::2] == ["2# Chapter 1", "It began.", "3# The end"]


def test_formats_that_mark_their_headings_are_believed() -> None:
    assert sketch(of_blocks(Paragraph("Thanks to everyone"), Heading("Notes:", 3), Paragraph("Ana Ruiz\nBo Lind"))) == [
        "Thanks to everyone",
        "3# Notes",
        "Ana Ruiz",
        "Bo Lind",
    ]


# -- lists --


@pytest.mark.parametrize("mark", ["•", "● ", "▪ ", "‣ ", "◦ ", "· ", "・", "・ ", "* ", "- ", "– ", "— "])
def test_marks(mark: str) -> None:
    text = f"Plans:\n\n{mark}The market moves\n  to the square.\n{mark}Stalls open at seven.\n"
    assert sketch(of_text(text)) == ["2# Plans", "- The market moves to the square.", "- Stalls open at seven."]


@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a)", "b)"), ("iii.", "iv."), ("A.", "B.")]
)
def test_numbers_in_sequence_are_marks(marks: tuple[str, str]) -> None:
    text = f"{marks[0]} The market moves.\n{marks[1]} Stalls open at seven.\n"
    assert sketch(of_text(text)) == ["- The market moves.", "- Stalls open at seven."]


@pytest.mark.parametrize(
    "text",
    [
        "1998. The year was cold.",
        "42. Street is closed on Monday.",
        "3. This comes first.\n\n9. This comes later.",
        "– One dash alone opens no list.",
        "・一つだけでは箇条書きではない。",
        "委員長はマリア・オドゥヤが務める。",
        "A. Falk wrote the letter.",
        "-5 degrees were measured.",
        "*Emphasis* is not a list.",
    ],
)
def test_no_marks(text: str) -> None:
    assert sketch(of_text(text)) == text.split("\n\n")


def test_a_dash_within_a_wrapped_sentence_is_no_mark() -> None:
    assert sketch(of_text("The vote of the council was close\n- nine to eight - and the mayor abstained.")) == [
        "The vote of the council was close - nine to eight - and the mayor abstained."
    ]


def test_numbered_headings_are_no_list() -> None:
    assert sketch(of_text("1. Tides\n\nThe tide rises.\n\n2. Currents\n\nThey turn."))[::2] == [
        "2# 1. Tides",
        "2# 2. Currents",
    ]


def test_lists_in_lists() -> None:
    text = "1. One.\n   a) Inner.\n   b) Second.\n      - Deep.\n2. Two.\n"
    assert sketch(of_text(text)) == ["- One.", "  - Inner.", "  - Second.", "    - Deep.", "- Two."]


def test_a_bullet_on_a_line_of_its_own() -> None:
    assert sketch(of_text("•\nThe market moves.\n\n•\n\nStalls open.\n")) == ["- The market moves.", "- Stalls open."]


@pytest.mark.parametrize("block", [Paragraph("• One. • Two. ● Three."), ListItem("One. • Two. ● Three.")])
def test_bullets_within_a_line(block: Block) -> None:
    assert sketch(of_blocks(block)) == ["- One.", "- Two.", "- Three."]


def test_text_before_bullets_within_a_line() -> None:
    assert sketch(of_text("Yes.\n\nHighlights: • One. • Two.")) == ["Yes.", "2# Highlights", "- One.", "- Two."]
    assert sketch(of_blocks(Paragraph("They said: • One. • Two."))) == ["They said:", "- One.", "- Two."]


def test_one_bullet_within_a_sentence_is_left() -> None:
    assert sketch(of_text("The price is 3 • 4 crowns in all.")) == ["The price is 3 • 4 crowns in all."]


def test_no_mark_survives_in_an_item() -> None:
    assert sketch(of_blocks(ListItem("• – One."))) == ["- One."]


# -- what is no text of the document --


def test_tables_and_captions_are_set_aside() -> None:
    text = (
        "It rained.\n\n+-----+----+\n| day | mm |\n+-----+----+\n| 1   | 4  |\n+-----+----+\n\n"
        "Figure 1: Rain in May.\n\nImage caption Ana Ruiz at the harbour\n\n(credit: A. Falk)\n\nIt stopped."
    )
    assert sketch(of_text(text)) == [
        "It rained.",
        "table: day | mm / 1 | 4",
        "caption: Figure 1: Rain in May.",
        "caption: Image caption Ana Ruiz at the harbour",
        "caption: (credit: A. Falk)",
        "It stopped.",
    ]


def test_rules_say_nothing() -> None:
    assert sketch(of_text("It rained.\n\n* * *\n\nIt stopped.\n_____\n\n- - - - -\nIt rained again.")) == [
        "It rained.",
        "It stopped.",
        "It rained again.",
    ]


def test_a_table_of_contents_is_dropped() -> None:
    text = (
        "Handbook\n\nContents\n\nStart ........ 3\nStop . . . . . iv\n\nStart\n\nTurn the key.\n\nStop\n\nTurn it back."
    )
    content = of_text(text)
    assert sketch(content) == ["2# Start", "Turn the key.", "2# Stop", "Turn it back."]
    assert content.warnings == ("2 lines of a table of contents left out",)


def test_a_table_of_contents_without_dots_is_dropped() -> None:
    blocks: list[Block] = [
        Heading("Contents", 2),
        ListItem("Start 3"),
        ListItem("Stop"),
        Heading("Start", 2),
        Paragraph("Turn."),
    ]
    content = of_blocks(*blocks, Heading("Stop", 2), Paragraph("Turn back."))
    assert sketch(content) == ["2# Start", "Turn.", "2# Stop", "Turn back."]
    assert content.warnings == ("2 lines of a table of contents left out",)


def test_an_entry_of_a_table_of_contents_may_end_with_the_number_of_its_chapter() -> None:
    entries: list[Block] = [ListItem("Chapter 1"), ListItem("Chapter 2 9")]
    chapters: list[Block] = [
        Heading("Chapter 1", 2),
        Paragraph("Turn."),
        Heading("Chapter 2", 2),
        Paragraph("Turn back."),
    ]
    content = of_blocks(Heading("Contents", 2), *entries, *chapters)
    assert sketch(content) == ["2# Chapter 1", "Turn.", "2# Chapter 2", "Turn back."]


CITED: list[Block] = [
    Paragraph("[1] A. Lind. Tides in a small estuary. Journal of Coastal Notes 12 (2024), 3-9."),
    ListItem("Feld, O. (1998a). The gauge. Velmar: Quay Press."),
    ListItem("The harbourmaster. A logbook."),
]


@pytest.mark.parametrize("name", ["References", "7. References", "Works cited:", "Literaturverzeichnis"])
def test_works_that_are_cited_are_asides(name: str) -> None:
    content = of_blocks(Heading("Tides", 2), Paragraph("The tide is late."), Heading(name, 2), *CITED)
    assert [type(block) for block in content.blocks[-3:]] == [Aside] * 3
    after = of_blocks(Paragraph("It is late."), Heading(name, 2), *CITED, Heading("Annex", 2), Paragraph("It rained."))
    assert after.blocks[-1] == Paragraph("It rained.")


@pytest.mark.parametrize(
    "prose",
    [
        ["In 2019 we asked for three references from each candidate.", "Since 2022 we ask for one reference only."],
        [
            "The first book of the town was printed in 1621.",
            "In 1950, Anna Berg and Carl Olsen founded a press.",
        ],
    ],
)
def test_prose_with_years_under_such_a_heading_stays(prose: list[str]) -> None:
    found = of_blocks(Paragraph("We hire."), Heading("References", 2), *map(Paragraph, prose))
    assert found.blocks[-2:] == tuple(map(Paragraph, prose))


@pytest.mark.parametrize("name", ["References", "Earlier work"])
def test_other_text_under_such_a_heading_stays(name: str) -> None:
    people = [
        Paragraph("The mayor of Velmar will speak for me."),
        Paragraph("So will the pilot, whom I know since 1994."),
    ]
    found = of_blocks(Paragraph("I can sail."), Heading(name, 2), *people)
    assert [block for block in found.blocks if not isinstance(block, Heading)][-2:] == people


def test_prose_on_literature_stays() -> None:
    prose = [
        Paragraph(f"In {year} a novel of the coast appeared. " + "Everybody read it aloud. " * 16)
        for year in (1951, 1952)
    ]
    found = of_blocks(Paragraph("Velmar writes."), Heading("Bibliography", 2), *prose)
    assert not any(isinstance(block, Aside) for block in found.blocks)


def test_a_document_that_is_all_references_keeps_them() -> None:
    content = of_blocks(Heading("References", 2), *CITED)
    assert not any(isinstance(block, Aside) for block in content.blocks)


# -- title, empty headings --


def test_a_title_printed_twice_counts_once_in_its_longer_spelling() -> None:
    content = of_text("Towns Plan to Share\n\nTown’s plan to share\n\nIt rained.")
    assert content.title == "Town’s plan to share"
    assert sketch(content) == ["It rained."]


def test_the_title_of_the_format_wins() -> None:
    content = of_blocks(Heading("the TITLE!"), Paragraph("It rained."), title="The Title")
    assert (content.title, sketch(content)) == ("The Title", ["It rained."])


@pytest.mark.parametrize("first", ["Key Points:", "1. Tides", "1 Introduction", "Abstract", "It rained."])
def test_no_title(first: str) -> None:
    assert of_text(f"{first}\n\nIt rained.\n\nLater\n\nIt stopped.").title is None


def test_a_running_head_is_dropped() -> None:
    content = of_text("The Tide\n\nIt rises.\n\nTHE TIDE\n\nIt falls.")
    assert (content.title, sketch(content)) == ("The Tide", ["It rises.", "It falls."])


def test_where_the_document_begins_again_its_title_ends_the_section() -> None:
    text = "The Tide\n\nIt rises.\n\nKey Points:\n\n• It rises.\n\n"
    assert sketch(of_text(text + text)) == [
        "It rises.",
        "2# Key Points",
        "- It rises.",
        "1# The Tide",
        "It rises.",
        "2# Key Points",
        "- It rises.",
    ]


def test_headings_over_nothing_are_dropped_with_a_warning() -> None:
    headings = (Heading("Part", 2), Heading("Empty", 3), Heading("Rain", 2), Heading("May", 3))
    content = of_blocks(Paragraph("It rained."), *headings, Paragraph("4."))
    assert sketch(content) == ["It rained.", "2# Rain", "3# May", "4."]
    assert content.warnings == ("heading “Part” has nothing under it", "heading “Empty” has nothing under it")


def test_many_headings_over_nothing_are_counted() -> None:
    content = of_blocks(Paragraph("It rained."), *(Heading(f"Part {n}", 2) for n in range(9)))
    assert content.warnings[4:] == ("heading “Part 4” has nothing under it", "4 more headings have nothing under them")


@pytest.mark.parametrize("text", ["Zephyrine", "Rain\n\nSnow\n\nHail", "# Rain\n\n# Snow"])
def test_headings_without_any_text_become_paragraphs(text: str) -> None:
    content = of_text(text)
    assert {type(block) for block in content.blocks} == {Paragraph}
    assert content.title is None
    assert " ".join(block.text for block in content.blocks).split() == text.replace("#", "").split()


def test_pages_are_kept() -> None:
    blocks = of_blocks(Heading("Rain", 2, page=3), Paragraph("• One.\n• Two.", page=4)).blocks
    assert blocks == (ListItem("One.", page=4), ListItem("Two.", page=4))


# -- properties --

WORDS = st.sampled_from(
    ["ferry", "harbour", "the", "of", "Maria", "Oduya’s", "reached", "1998", "well-known", "and", "Ellby,", "café", "a"]
)
SENTENCES = st.lists(WORDS, min_size=3, max_size=30).map(lambda words: "The " + " ".join(words) + " left.")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join)
ITEMS = st.lists(SENTENCES.map("• {}".format), min_size=1, max_size=4)
PARTS = st.one_of(
    PARAGRAPHS,
    ITEMS.map("\n".join),
    ITEMS.map(" ".join),
    PARAGRAPHS.map("Key Points:\n\n{}".format),
    PARAGRAPHS.map("Background\n{}".format),
)


def wrapped(text: str, width: int) -> str:
    """*text* with its words in lines of at most *width* characters, but never a dash or digit at their start."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def words(blocks: Sequence[Block]) -> list[str]:
    return " ".join(block.text for block in blocks).split()


@given(st.lists(PARAGRAPHS, min_size=1, max_size=6), st.integers(30, 120))
def test_no_word_of_a_wrapped_text_is_lost_or_moved(paragraphs: list[str], width: int) -> None:
    text = "\n\n".join(wrapped(paragraph, width) for paragraph in paragraphs)
    content = of_text(text)
    assert (content.title or "").split() + words(content.blocks) == text.split()


@given(st.lists(PARAGRAPHS, min_size=1, max_size=8))
def test_paragraphs_are_found_with_and_without_gaps(paragraphs: list[str]) -> None:
    assert [block.text for block in of_text("\n\n".join(paragraphs)).blocks] == paragraphs
    assert [block.text for block in of_text("\n".join(paragraphs)).blocks] == paragraphs


@given(st.lists(PARTS, min_size=1, max_size=6), st.booleans())
def test_a_document_pasted_twice_states_the_same_twice(parts: list[str], titled: bool) -> None:
    text = "\n\n".join([*(["How Maria Left the Harbour"] * titled), *parts])

    def stated(text: str) -> list[str]:
        return [block.text for block in of_text(text).blocks if isinstance(block, Paragraph | ListItem)]

    assert stated(f"{text}\n\n{text}") == stated(text) * 2


@given(st.text(st.sampled_from("aA. \n•-–1.)#=|>:“”é委,?"), max_size=80), st.booleans())
def test_blocks_are_never_empty_and_hold_no_line_break(text: str, marked: bool) -> None:
    for block in structure(Content((Paragraph(text), ListItem(text), Heading(text)), marked=marked)).blocks:
        assert block.text == " ".join(block.text.split())
        assert block.text


@pytest.mark.parametrize(
    "piece",
    ["\n", "• ", "• a\n", "- - - ", "word ", "abc", ". ", ". . x ", "| a | b |\n", "1. a\n", "> > a\n", "Title\n===\n",
     "minis-\nter ", "# ", "Heading\n\n", "Intro ..... 5\n", " a\n  b\n   c\n", "a: ", "((", "— a\n", "委员会。",
     "A B\n"],
)  # fmt: skip
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    def work(length: int) -> None:
        of_text("The council met.\n\n" + piece * (length // len(piece)) + "\n\nIt agreed.")

    assert grows_in_proportion(work, 20_000)
