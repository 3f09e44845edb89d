"""The parts of a page -> the elements of its body.

What quotes the source stands in elements of its own: ``span.said`` and ``p.point`` in the summary, ``.text`` in the
source, and there ``mark`` around each sentence that is shown. All else is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from exporters.html.elements import attributes, element, escaped
from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Point,
    Points,
    Prose,
    Reference,
    Run,
    SourceHeading,
    SourceParagraph,
    SourceText,
    Title,
    gap,
)

DEEPEST = 6
"""A list within so many others is drawn as part of the innermost."""


def draw(parts: Sequence[Part], above: str, ours: str | None) -> str:
    """The header, *above* before all else in it, and the main part: the summary and, if it is shown, the source.

    *ours* is the language of our words where the page is in another.
    """
    front = [part for part in parts if isinstance(part, Title | Facts)]
    rest = parts[len(front) :]
    source = next(
        (n for n, part in enumerate(rest) if isinstance(part, Heading) and part.anchor == "source"), len(rest)
    )
    drawing = _Drawing(_places(parts), ours)
    header = "".join(map(drawing.part, front))
    summary = "".join(drawing.sections(rest[:source]))
    beside = "".join(drawing.sections(rest[source:]))
    if summary:
        summary = f'<div class="summary">\n{summary}</div>\n'
    return (
        f"<header>\n{above}{header}{_contents(parts, ours)}</header>\n"
        f'<main class="{"beside" if beside and summary else "alone"}">\n'
        f"{summary}{beside}</main>\n"
    )


def _contents(parts: Iterable[Part], ours: str | None) -> str:
    """Links to the sections, before all else that can be reached by the keyboard."""
    headings = [part.box if isinstance(part, Prose) else part for part in parts]
    links = [
        element("a", heading.text, href=f"#{heading.anchor}") for heading in headings if isinstance(heading, Heading)
    ]
    items = "".join(f"<li>{link}</li>\n" for link in links)
    return f"<nav{attributes(lang=ours)}>\n<ul>\n{items}</ul>\n</nav>\n" if items else ""


def _places(parts: Iterable[Part]) -> Mapping[tuple[str, str], str]:
    """For a key point and a paragraph, by their anchors, the first sentence there that states it."""
    places: dict[tuple[str, str], str] = {}
    blocks = (block for part in parts if isinstance(part, SourceText) for block in part.blocks)
    for block in blocks:
        if isinstance(block, SourceParagraph):
            for run in block.runs:
                for point in run.points:
                    places.setdefault((str(point.anchor), block.anchor), run.anchor or block.anchor)
    return places


class _Drawing:
    """Draws the parts of one page: *places* say where in a paragraph a key point is stated, *ours* as in `draw`."""

    def __init__(self, places: Mapping[tuple[str, str], str], ours: str | None) -> None:
        self._places = places
        self.ours = ours

    def sections(self, parts: Sequence[Part]) -> Iterator[str]:
        """Each heading and what follows it, as a section of that name."""
        is_open = False
        for part in parts:
            heading = part.box if isinstance(part, Prose) else part
            if isinstance(heading, Heading):
                yield "</section>\n" if is_open else ""
                kind = "box" if isinstance(part, Prose) else heading.anchor
                yield f'<section class="{kind}" aria-labelledby="{heading.anchor}">\n'
                is_open = True
            yield self.part(part)
        yield "</section>\n" if is_open else ""

    def part(self, part: Part) -> str:
        """The elements of *part*."""
        return _DRAW[type(part)](self, part)

    def reference(self, to: Reference, point: Point | None = None) -> str:
        """A link to what *to* names; plain text where that is not on the page."""
        if to.anchor is None:
            return escaped(to.label)
        anchor = self._places.get((point.anchor, to.anchor), to.anchor) if point else to.anchor
        return element("a", to.label, href=f"#{anchor}", title=to.description)


def _title(drawing: _Drawing, part: Title) -> str:
    kicker = f"{element('p', part.kicker, class_='kicker', lang=drawing.ours)}\n" if part.kicker else ""
    return f"{kicker}{element('h1', part.text, dir='auto')}\n"


def _facts(drawing: _Drawing, part: Facts) -> str:
    items = "".join(
        f"<div>{element('dt', label)} {element('dd', text, dir='auto')}</div>\n" for label, text in part.items
    )
    return f"<dl{attributes(class_='facts', lang=drawing.ours)}>\n{items}</dl>\n" if items else ""


def _heading(drawing: _Drawing, part: Heading) -> str:
    return f"{element('h2', part.text, id=part.anchor, lang=drawing.ours)}\n"


def _prose(drawing: _Drawing, part: Prose) -> str:
    heading = _heading(drawing, part.box) if part.box else ""
    places = part.places or ((),) * len(part.paragraphs)
    paragraphs = (_paragraph(drawing, *each) for each in zip(part.paragraphs, places, strict=True))
    return heading + "".join(paragraphs)


def _paragraph(drawing: _Drawing, sentences: Sequence[str], places: Sequence[Reference]) -> str:
    pieces = []
    for number, sentence in enumerate(sentences):
        before = gap(sentences[number - 1], sentence) if number else ""
        link = f"<sup{attributes(lang=drawing.ours)}>{drawing.reference(places[number])}</sup>" if places else ""
        pieces.append(f'{before}<span class="told">{element("span", sentence, class_="said")}{link}</span>')
    return f'<p dir="auto">{"".join(pieces)}</p>\n'


def _points(drawing: _Drawing, part: Points) -> str:
    items = (
        f'<li id="{point.anchor}">{element("p", point.text, class_="point", dir="auto")}{_note(drawing, point)}</li>\n'
        for point in part.points
    )
    return f"<ol>\n{''.join(items)}</ol>\n"


def _note(drawing: _Drawing, point: Point) -> str:
    if not point.note:
        return ""
    links = ", ".join(drawing.reference(reference, point) for reference in point.references)
    return f"<p{attributes(class_='note', lang=drawing.ours)}>{escaped(point.note)}{links}</p>"


def _source_text(drawing: _Drawing, part: SourceText) -> str:
    pieces: list[str] = []
    depth = 0  # of the lists that are open
    for block in part.blocks:
        wanted = 0
        if isinstance(block, SourceParagraph) and block.depth is not None:
            wanted = min(max(block.depth, 0), DEEPEST - 1, depth) + 1
        pieces.append(_lists(depth, wanted))
        depth = wanted
        if isinstance(block, SourceHeading):
            pieces.append(f"{element(f'h{block.level + 1}', block.text, dir='auto')}\n")
        else:
            pieces.append(_block(drawing, block))
    return "".join([*pieces, _lists(depth, 0)])


def _lists(depth: int, wanted: int) -> str:
    """What ends and begins lists between an item at *depth* and one at *wanted*; 0 is outside of all."""
    if wanted > depth:
        return "<ul>\n"
    return "</li>\n</ul>\n" * (depth - wanted) + ("</li>\n" if wanted else "")


def _block(drawing: _Drawing, block: SourceParagraph) -> str:
    if block.aside:
        return f"{element('p', ''.join(run.text for run in block.runs), class_=f'aside {block.aside}', dir='auto')}\n"
    text = "".join(_run(drawing, run) for run in block.runs)
    label = element("span", block.label, class_="label")
    name, end = ("div", "</div>\n") if block.depth is None else ("li", "")
    return f'<{name} id="{block.anchor}">{label} <p class="text" dir="auto">{text}</p>{end}'


def _run(drawing: _Drawing, run: Run) -> str:
    if run.anchor is None:
        return escaped(run.text)
    points = "" if run.note else " ".join(str(point.anchor) for point in run.points)
    mark = element("mark", run.text, id=run.anchor, data_points=points or None)
    if run.note:
        stated = ", ".join(map(drawing.reference, run.points))
        return f"{mark} <span{attributes(class_='note', lang=drawing.ours)}>({escaped(run.note)}{stated})</span>"
    links = (element("a", point.label, href=f"#{point.anchor}", title=point.description) for point in run.points)
    return "".join([mark, *(f"<sup{attributes(class_='back', lang=drawing.ours)}>{link}</sup>" for link in links)])


def _notice(drawing: _Drawing, part: Notice) -> str:
    return f"{element('p', part.text, class_='notice', lang=drawing.ours)}\n"


_DRAW: Mapping[type[Part], Callable[[_Drawing, Any], str]] = MappingProxyType(
    {
        Title: _title,
        Facts: _facts,
        Heading: _heading,
        Prose: _prose,
        Points: _points,
        SourceText: _source_text,
        Notice: _notice,
    }
)
