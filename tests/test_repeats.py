from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import repeats, restatement
from summarizer.analysis import analyze
from summarizer.chance import Chance, restating
from summarizer.document import Document, Heading, ListItem, Paragraph, Source
from summarizer.language import LANGUAGES
from summarizer.repeats import Points, fold
from summarizer.restatement import Index, restate_together, restates, state_one_point
from summarizer.terms import Terms, vectorize
from summarizer.words import Analyzer


def terms(*texts: str) -> Terms:
    return vectorize(texts, Analyzer(LANGUAGES["en"]))


SAME = [
    # word for word, but for the endings of the words
    ("The council will replace the diesel ferry.", "The council is replacing its diesel ferries."),
    # that and more
    (
        "The council will replace the diesel ferry.",
        "The council will replace the diesel ferry in spring, after three public meetings with residents.",
    ),
    (
        "The ferry costs 40 million crowns a year.",
        "The ferry costs 40 million crowns a year, and 60 residents paid for a new bell.",
    ),
    # a number that only one of them has, or that is written in another way
    ("The ferry costs 40 million crowns a year.", "The ferry costs millions of crowns every year."),
    ("The new ferry costs 1,200 crowns.", "The new ferry costs 1200 crowns."),
    # both negated
    ("The council will not build a new bridge.", "The council never wanted to build a new bridge."),
    # both negated, at different lengths
    (
        "Police had no objections to the late start of the match on Sunday.",
        "Police had no objections to the match on Sunday having a late start.",
    ),
    # "not just" denies nothing
    (
        "The guidelines call for a focus on the risks, not just cholesterol.",
        "The new guidelines call for a focus on all risks and on cholesterol.",
    ),
    # what is negated is not what they share
    ("The council will build a new bridge.", "The council will build a new bridge, not a tunnel."),
    # a number in words or in digits
    ("Fares rose twelve percent at the harbour in May.", "Fares rose 12 percent at the harbour in May."),
    # both sides of a pair of opposites stand in both
    ("Fares rose in May and fell in June.", "Fares rose in May and fell in June at the harbour."),
    # short ones, by what they share of all
    ("Ferry fares rise.", "Ferry fares rise daily."),
    ("Ferry fares rise.", "The ferry fare rises."),
]
DIFFERENT = [
    ("The council did not fully approve the bridge plan.", "The council approved the bridge plan on Monday."),
    (
        "The council did not raise ferry fares, and the queue did not shrink.",
        "The council did not raise ferry fares, but the queue shrank: it will shrink.",
    ),
    ("The firm shipped item 17 on Monday.", "The firm shipped item 18 on Monday."),
    ("Fuel costs fell by 40 percent in spring.", "Fuel costs fell by 4 percent in spring."),
    ("The ferry carried 1,200 people a day.", "The ferry carried 1,300 people a day."),
    ("The council will build the bridge this year.", "The council will not build the bridge this year."),
    ("The old ferry never runs at night in winter.", "The old ferry always runs at night in winter."),
    ("The council can build a bridge.", "The council cannot build a bridge."),
    ("The council approved the new bridge on Monday.", "The council rejected the new bridge on Monday."),
    ("Fares rose sharply at the harbour last year.", "Fares fell sharply at the harbour last year."),
    ("The older brother was convicted of fraud in Leeds.", "The younger brother was acquitted of fraud in Leeds."),
    ("Revenue rose in the first quarter of the year.", "Revenue rose in the second quarter of the year."),
    ("Travellers to Oslo wait at gate A12 of the hall.", "Travellers to Oslo wait at gate A13 of the hall."),
    ("Fares rose twelve percent in May.", "Fares rose thirteen percent in May."),
    ("The council will replace the diesel ferry.", "Critics doubt that the harbour has enough power."),
    ("The council will replace the diesel ferry.", "The council will paint the old bakery."),
    # short ones that share too little of all
    ("Ferries sail.", "Ferries sail north at dawn today."),
    ("Ferry fares rise.", "Ferry fares rise while the harbour loses its bakery."),
    # nothing that could be compared
    ("It is.", "It is."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_says_what_the_other_says(one: str, other: str) -> None:
    of = terms(one, other)
    assert restates(of, 0, 1)
    assert restates(of, 1, 0)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_one_says_something_else(one: str, other: str) -> None:
    of = terms(one, other)
    assert not restates(of, 0, 1)
    assert not restates(of, 1, 0)


def test_sixty_percent_of_the_shorter_one() -> None:
    of = terms("alpha beta gamma delta echo", "alpha beta gamma golf hotel india", "alpha beta golf hotel india juliet")
    assert restates(of, 0, 1)
    assert not restates(of, 0, 2)


def test_a_long_sentence_states_several_points() -> None:
    of = terms(
        "The council will replace the diesel ferry and cut the fuel costs of the harbour by 40 percent.",
        "The council will replace the diesel ferry.",
        "The harbour will cut its fuel costs by 40 percent.",
        "Critics doubt that there is enough power.",
    )
    assert fold(of) == Points(statements=((0, 1), (0, 2), (3,)), states=((0, 1), (0,), (1,), (2,)))


def test_points_are_opened_by_the_shortest_wording() -> None:
    """Two long sentences that share a clause state one point together, and are not the same point."""
    clause = "The council will replace the diesel ferry"
    of = terms(
        f"{clause} next spring because residents asked for quiet nights at three public meetings.",
        f"{clause}, although critics doubt that the harbour has enough power for charging its batteries.",
        f"{clause}.",
    )
    assert not restates(of, 0, 1)
    assert fold(of).statements == ((0, 1, 2),)
    alone = terms(
        f"{clause} next spring because residents asked for quiet nights at three public meetings.",
        f"{clause}, although critics doubt that the harbour has enough power for charging its batteries.",
    )
    assert fold(alone).statements == ((0,), (1,))


def test_nothing_to_fold() -> None:
    assert fold(terms()) == Points((), ())
    assert fold(terms("It is.", "It is.")) == Points(((0,), (1,)), ((0,), (1,)))


nouns = ["ferry", "council", "harbour", "power", "bakery", "fuel", "costs", "winter"]
words = st.sampled_from([*nouns, *nouns, "not", "17", "18", ","])
words_in_a_row = st.lists(words, max_size=9).map(" ".join)
some_texts = st.lists(words_in_a_row, min_size=1, max_size=14)


def folded_by_hand(of: Terms, section: Sequence[int] = (), again: Collection[int] = ()) -> Points:
    """What `fold` defines, by comparing every pair."""
    chance = Chance(of, section, again)
    opened: list[int] = []
    stated: list[Sequence[int]] = [()] * len(of)
    figured: dict[int, int] = {}
    for text in sorted(range(len(of)), key=lambda text: (len(of.content(text)), text)):
        restated = [opener for opener in sorted(opened) if state_one_point(of, chance, text, opener)]
        stated[text] = [opener for opener in restated if not repeats._disagrees(of, figured, opener, text)]
        if not stated[text]:
            opened.append(text)
            stated[text] = [text]
    statements = {opener: [text for text in range(len(of)) if opener in stated[text]] for opener in opened}
    order = sorted(opened, key=lambda opener: (statements[opener][0], opener))
    states = [tuple(sorted(order.index(opener) for opener in openers)) for openers in stated]
    return Points(tuple(tuple(statements[opener]) for opener in order), tuple(states))


@pytest.mark.parametrize("most", [4_096, 0], ids=["few texts", "as of many texts"])
@given(texts=some_texts)
def test_fold_agrees_with_comparing_every_pair(most: int, texts: list[str]) -> None:
    of = terms(*texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_MOST_BITS", most)
        points = fold(of)
    assert points == folded_by_hand(of)
    assert all(points.states)
    assert {text for statements in points.statements for text in statements} == set(range(len(of)))


@given(st.lists(st.tuples(words_in_a_row, st.integers(0, 3)), min_size=1, max_size=14))
def test_fold_asks_less_of_the_sections_that_restate_others(standing: list[tuple[str, int]]) -> None:
    of, section = terms(*(text for text, _ in standing)), [number for _, number in standing]
    points = folded_by_hand(of, section)
    if again := restating(section, points.statements):
        points = folded_by_hand(of, section, again)
    assert fold(of, section) == points


@pytest.mark.parametrize("longest", [64, 3])
@given(texts=some_texts)
def test_the_index_finds_what_comparing_every_pair_finds(longest: int, texts: list[str]) -> None:
    """Of the pairs, that is, of which the earlier one is among the first few that hold some stem of the later one."""
    of = terms(*texts)

    def is_named(other: int, text: int) -> bool:
        holding = ([each for each in range(text) if stem in of.content(each)] for stem in of.content(text))
        return any(other in names[:longest] for names in holding)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restatement, "LONGEST_POSTING", longest)
        index = Index(of)
        for text in range(len(of)):
            restated = [other for other in range(text) if restates(of, text, other)]
            assert index.restated(text) == [other for other in restated if is_named(other, text)]
            index.add(text)


@given(some_texts)
def test_restating_is_mutual(texts: list[str]) -> None:
    of = terms(*texts)
    for one in range(len(of)):
        for other in range(one):
            assert restates(of, one, other) == restates(of, other, one)


MANY_WORDS = [
    f"{a}{b}" for a in "kelp moss fern oak elm ash yew fir".split() for b in "ward dale ton ham by ley".split()
]


def varied(count: int) -> list[str]:
    """Texts of many words, of which a fifth restate an earlier one: shortened, lengthened or with other words."""
    random = Random(count)
    texts: list[list[str]] = []
    for _ in range(count):
        rare = ["".join(random.sample(MANY_WORDS, 2)) for _ in range(3)]
        text = random.sample(MANY_WORDS, random.randint(1, 14)) + rare
        if texts and random.random() < 0.2:
            text = random.choice(texts)[random.randint(0, 3) :] + random.sample(MANY_WORDS, random.randint(0, 6))
        texts.append(text)
    return list(map(" ".join, texts))


@pytest.mark.parametrize("bound", [64, 2])
@pytest.mark.parametrize("count", [30, 700])
def test_fold_agrees_with_an_index_that_is_asked_for_each_text(
    count: int, bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restatement, "LONGEST_POSTING", bound)
    # Texts that are looked up at once know of each other, with room for their names or without.
    monkeypatch.setattr("summarizer.postings._TEXTS", 50 if bound > 2 else 1)
    of = terms(*varied(count))
    points = fold(of)
    assert points == folded_by_prefixes(of)
    assert len(points.statements) < 0.95 * count


def folded_by_prefixes(of: Terms) -> Points:
    """The points of texts, found by postings that name so many texts each, a text at a time."""
    postings: dict[int, list[int]] = {}
    stated: list[list[int]] = [[] for _ in range(len(of))]
    opened = []
    for text in sorted(range(len(of)), key=lambda text: (len(of.content(text)), text)):
        found = {opener for stem in of.content(text) for opener in postings.get(stem, ())}
        stated[text] = sorted(opener for opener in found if state_one_point(of, Chance(of), text, opener))
        if not stated[text]:
            opened.append(text)
            stated[text] = [text]
            stems = sorted(of.content(text), key=lambda stem: (of.frequency[stem], stem))
            for stem in stems[: prefix_length(of, stems)]:
                if len(postings.setdefault(stem, [])) < restatement.LONGEST_POSTING:
                    postings[stem].append(text)
    return repeats._number({text: stated[text] for text in range(len(of)) if text not in opened}, len(of))


def prefix_length(of: Terms, stems: list[int]) -> int:
    """How many of the *stems* of a text, from the rarest on, a restatement cannot lack all of."""
    by_number = len(stems) - math.ceil(0.6 * len(stems) - 1e-9) + 1
    if not len(of.rarity) or len(stems) < of.few + restatement.MORE:
        return by_number
    rarity = [float(of.rarity[stem]) for stem in stems]
    by_rarity = next(count for count in range(len(stems)) if sum(rarity[:count]) > 0.25 * sum(rarity))
    return min(by_number, by_rarity)


def templated(count: int) -> list[str]:
    return [f"On day {n} the bakery of pier {n % 97} sold {n * 7 % 1001} loaves of bread." for n in range(count)]


def identical(count: int) -> list[str]:
    return ["The bakery at the harbour sold all of its bread."] * count


@pytest.mark.parametrize("texts", [templated, identical])
def test_time_grows_with_the_number_of_texts(
    texts: Callable[[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counting(of: Terms, chance: Chance, one: int, other: int) -> bool:
        nonlocal compared
        compared += 1
        return state_one_point(of, chance, one, other)

    monkeypatch.setattr(repeats, "state_one_point", counting)
    counts = []
    for count in (2_500, 10_000):
        of = terms(*texts(count))
        compared = 0
        points = fold(of)
        counts.append(compared)
        assert len(points.states) == count
    # four times the texts: four times the work, or sixteen times where all pairs are compared
    assert counts[1] <= 8 * counts[0]
    assert counts[1] <= 10_000 * 10 * restatement.LONGEST_POSTING


def test_identical_texts_are_one_point() -> None:
    """Of few texts and of many, if the rest of what they are among says something else."""
    for others in (20, 600):
        points = fold(terms(*identical(8), *(" ".join(text.split()[-3:]) for text in varied(others))))
        assert points.statements[0] == tuple(range(8))


def test_a_broad_point_without_a_number_holds_no_two_numbers_together() -> None:
    texts = (
        "Litres of cold water a day.",
        "The dam measures the fields with 102 litres of cold water a day.",
        "An engineer crosses the port with 104 litres of cold water a day.",
        "The town feeds 104 litres of cold water to its port a day.",
    )
    points = fold(terms(*texts))
    assert points.statements == ((0, 1), (2, 3))


def test_in_a_long_text_common_stems_say_little() -> None:
    one, other = (
        "Government, workers and people praise bakeries ashore.",
        "Government, workers and people praise diesel ferries and piers.",
    )
    many = [f"Government, workers and people praise item{number}." for number in range(500)]
    assert restates(terms(one, other), 0, 1)
    assert not restates(terms(one, other, *many), 0, 1)
    assert restates(terms(one, f"Today {one.lower()}", *many), 0, 1)


OTHERS = varied(600)


def counted(one: str, other: str, *others: str) -> bool:
    of = terms(one, other, *others)
    assert restates(of, 0, 1)
    return state_one_point(of, Chance(of), 0, 1)


def test_what_texts_share_by_chance_is_not_one_point() -> None:
    """The same two texts, where few others speak of what they share, and where many do."""
    one = "The command reads the file in the current directory."
    other = "In the current directory of the file stands a lock, which the command removes."
    many = [f"The command {verb} the file in the directory {n}." for n, verb in enumerate(OTHERS[:150])]
    assert counted(one, other, *OTHERS[:150])
    assert not counted(one, other, *many)
    assert fold(terms(one, other, *many)).states[0] != fold(terms(one, other, *many)).states[1]


def test_a_name_is_too_little_to_count() -> None:
    looks = ["It was Mr. Darcy.", "And then came Mr. Darcy.", "Where could Mr. Darcy be?", "Mr. Darcy said so himself."]
    assert restates(terms(*looks), 0, 1)
    points = fold(terms(*looks, *(f"Mr. {text}" for text in OTHERS)))
    assert len({points.states[look] for look in range(len(looks))}) == len(looks)


def test_what_a_few_sentences_repeat_is_no_common_subject() -> None:
    point = "The council will replace the diesel ferry"
    for more in range(1, 8):
        texts = [f"{point}{'' if not n else f', and {OTHERS[n]}'}." for n in range(more + 1)]
        assert fold(terms(*texts)).statements == (tuple(range(more + 1)),)


def test_a_long_text_holds_any_stem_sooner() -> None:
    one = "The river flooded the mill, the bakery, the harbour and the village."
    short = "The river flooded the bakery, the harbour, the mill and the village in spring."
    of = terms(one, short, f"{short} {' '.join(OTHERS[:200])}", *OTHERS[200:])
    assert state_one_point(of, Chance(of), 0, 1)
    assert restates(of, 0, 2)
    assert not state_one_point(of, Chance(of), 0, 2)


def test_lines_of_one_mould_are_told_apart_by_one_word() -> None:
    """In many texts; in a few, another word for the same thing is likelier than another thing."""
    one = "Each word of the list is a valid argument of the builtin command shopt."
    other = one.replace("shopt", "set")
    assert counted(one, other)
    assert not counted(one, other, *OTHERS)
    assert counted(one, f"{one[:-1]} or set.", *OTHERS)


PARTS = (
    "The harbour council voted on Monday, after long public meetings with residents, to replace its diesel ferry.",
    "A larger electric boat from the yard at Holm, with room for 120 passengers and a quiet cabin, will sail from May.",
)
WHOLE = "The council will replace its diesel ferry with an electric boat for 120 passengers."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE, True),
        (WHOLE.replace("120", "130"), False),
        (WHOLE.replace("will replace", "will not replace"), False),
        ("The council will replace its diesel ferry after long public meetings.", False),  # one of them says it alone
        ("The bakery and its electric oven get diesel from the council.", False),
    ],
)
def test_a_point_split_over_two_texts(text: str, said: bool) -> None:
    of = terms(*PARTS, text)
    assert restate_together(of, (0, 1), 2) is said
    assert restate_together(of, (1, 0), 2) is said


POINTS = (
    ("The council will replace the diesel ferry by an electric one.", "An electric ferry will replace the diesel one."),
    (
        "The bakery at the harbour closes in spring after ninety years.",
        "After ninety years, the harbour bakery closes.",
    ),
    ("Fuel costs of the power station rose by 40 percent in winter.", "Fuel costs of the power station up 40 percent."),
)
SHORT = ("The number of passengers fell by a third during the strike.", "Passengers down by a third during the strike")
STRIKE = (
    "The strike began in May.",
    "Passengers waited for hours during the strike.",
    "The strike ended with a dinner.",
)


def document(*sections: Sequence[str]) -> Document:
    """A document of these sections, the first of them prose, the others lists under a heading each."""
    blocks: list[Heading | Paragraph | ListItem] = [Paragraph(text) for text in sections[0]]
    for number, texts in enumerate(sections[1:]):
        blocks += [Heading(f"Part {number}"), *map(ListItem, texts)]
    return Document(Source("a.txt", "text/plain", "0" * 64, 99), None, "en", tuple(blocks))


def times(text: str, *sections: Sequence[str]) -> int:
    """How often the points of *text* are stated in a document of these sections."""
    analysis = analyze([document(*sections)])
    (row,) = [row for row in range(len(analysis)) if analysis.text(row) == text]
    return len({of for point in analysis.points.states[row] for of in analysis.statements(point)})


def test_a_section_that_restates_others_needs_to_say_less() -> None:
    body, again = zip(*POINTS, strict=True)
    full, short = SHORT
    assert times(short, [*body, full, *STRIKE], [*again, short]) == 2
    assert times(short, [*body, full, *STRIKE], [*again[:2], *OTHERS[:6], short]) == 1  # one of other things
    assert times(short, [*body, full, *STRIKE, *again, short]) == 1  # no section at all


@pytest.mark.parametrize(
    "short",
    ["Passengers down by a half during the strike", "Lorries down by a third", "No passengers lost during the strike"],
)
def test_it_says_something_of_its_own_all_the_same(short: str) -> None:
    body, again = zip(*POINTS, strict=True)
    assert times(short, [*body, SHORT[0], *STRIKE], [*again, short]) == 1


def test_a_section_goes_on_rather_than_says_it_again() -> None:
    """What two sentences have in common is the subject of their section, where it might be a point of two sections."""
    one, other = "The command reads the list from the file.", "The command then sorts the list in the file by name."
    of = terms(one, other, *(f"The command: {text}" for text in OTHERS[:20]))
    for sections, is_one in (((0, 0), True), ((1, 2), True), ((1, 1), False)):
        states = fold(of, [*sections, *[3] * 20]).states
        assert (states[0] == states[1]) is is_one


@pytest.mark.parametrize(
    ("section", "statements", "found"),
    [
        ([1, 1, 2, 2], [(0, 2), (1, 3)], {1, 2}),
        ([1, 1, 2, 2], [(0, 1), (2, 3)], set()),  # within a section
        ([0, 0, 2, 2], [(0, 2), (1, 3)], set()),  # where one is not known
        ([1] * 50 + [2] * 3, [(0, 50), (1, 51)], set()),  # two of three, which says little
        ([1] * 50 + [2] * 12, [(n, 50 + n) for n in range(11)], {2}),
        ([1] * 50 + [2] * 12, [(n, 50 + n) for n in range(6)], set()),
        ([], [], set()),
    ],
)
def test_which_sections_restate_others(section: list[int], statements: list[tuple[int, ...]], found: set[int]) -> None:
    assert restating(section, statements) == found
