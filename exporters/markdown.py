"""A summary as Markdown that CommonMark renders back to exactly the text, and in which nothing of the text is live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporters import Rendered
from exporters.outline import outline
from exporters.parts import (
    Facts,
    Heading,
    Notice,
    Part,
    Point,
    Points,
    Prose,
    Run,
    SourceHeading,
    SourceParagraph,
    SourceText,
    Title,
    joined,
)
from summarizer.summary import Summary
from templates import Template

_LOST = "characters that Markdown cannot hold are shown as \ufffd"

# What CommonMark has no way to write, or a screen would obey, as in `text`.
_FORBIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# What CommonMark, and what is common beside it, takes for more than text within a line; each gets a backslash.
_LIVE = re.compile(
    r"""
      [\\`*_\[\]<~$^{}]                           # code, emphasis, links, HTML, struck-out text, formulas
    | &(?=\#?\w)                                  # entities
    | (?<=\S)\.(?=[^\W\d_]\w)                     # addresses that become links: www.example.org, a@example.org
    | /(?=/) | :(?=[a-z0-9_+-]+:)                 # https://…, :smile:
    | (?<!\S)\#                                   # headings and their ends
    """,
    re.VERBOSE,
)
# What makes a line more than a paragraph where it begins one.
_BEGINNING = re.compile(r"[-+=>|:]|(?<=\d)[.)](?!\S)")
_NUMBER = re.compile(r"\d{1,9}(?=[.)])")


def render(summary: Summary, template: Template) -> Rendered:
    """The page as CommonMark, a line for each paragraph, in UTF-8.

    Where the template draws one view, the text is that view alone, with nothing of ours around it but the marking.
    """
    parts = outline(summary, template)
    if len(template.views) == 1 and template.show.body == "summary":
        blocks = _one_view(parts, [line.stated for line in summary.bullets])
    else:
        blocks = _whole_page(parts, template.text.footer)
    marking = [f"**{escaped(template.marking)}**"] if template.marking else []
    text = "\n\n".join([*marking, *blocks, *marking])
    text, lost = _FORBIDDEN.subn("\ufffd", text)
    return Rendered(f"{text}\n".encode(), (_LOST,) if lost else ())


def escaped(text: str) -> str:
    """*text* as the whole of a line, so that CommonMark renders it as it is."""
    return _bounded(_begun(_LIVE.sub(r"\\\g<0>", text)))


def _begun(text: str) -> str:
    """*text*, escaped within, with a backslash before what would make its beginning a list, quotation or rule."""
    number = _NUMBER.match(text)
    mark = _BEGINNING.match(text, number.end() if number else 0)
    return f"{text[: mark.start()]}\\{text[mark.start() :]}" if mark else text


def _bounded(text: str) -> str:
    """*text* with line ends, and white space at its ends, as entities: a parser strips and joins them."""
    middle = text.strip()
    start = text.index(middle)
    before, after = text[:start], text[start + len(middle) :]
    return _entities(_WHITE, before) + _entities(_LINE_ENDS, middle) + _entities(_WHITE, after)


_WHITE = re.compile(r"[^\S\x0b\x0c\x1c-\x1f\x85]")  # the rest is forbidden, and has no entity either
_LINE_ENDS = re.compile(r"[\t\n\r]")


def _entities(kind: re.Pattern[str], text: str) -> str:
    return kind.sub(lambda match: f"&#{ord(match[0])};", text)


def _one_view(parts: Sequence[Part], stated: Sequence[int]) -> Iterator[str]:
    view: list[Part] = [part for part in parts if isinstance(part, Prose | Points)]
    for part in view or [part for part in parts if isinstance(part, Notice)]:
        if isinstance(part, Points):
            pairs = zip(part.points, stated, strict=True)
            yield "\n".join(_item("-", point, point.note if times > 1 else "") for point, times in pairs)
        elif isinstance(part, Prose):
            yield from map(escaped, map(joined, part.paragraphs))
        else:
            yield from _draw(part)


def _whole_page(parts: Sequence[Part], footer: str) -> Iterator[str]:
    for part in parts:
        yield from _draw(part)
    if footer:
        yield "---"
        yield escaped(footer)


def _draw(part: Part) -> Iterator[str]:
    """The blocks of *part*, which blank lines will part."""
    match part:
        case Title():
            if part.kicker:
                yield escaped(part.kicker)
            yield f"# {escaped(part.text)}"
        case Facts():
            yield " · ".join(_fact(label, part.colon, text) for label, text in part.items)
        case Heading():
            yield f"## {escaped(part.text)}"
        case Prose():
            if part.box:
                yield f"## {escaped(part.box.text)}"
            yield from map(escaped, map(joined, part.paragraphs))
        case Points():
            yield "\n".join(_item(f"{point.number}.", point, point.note) for point in part.points)
        case SourceText():
            yield from map(_source, part.blocks)
        case Notice():
            yield escaped(part.text)


def _item(mark: str, point: Point, note: str) -> str:
    """A point as an item of a list; *note*, how often it is stated, and where are an item of their own below it."""
    item = f"{mark} {escaped(point.text)}"
    if not note:
        return item
    places = ", ".join(reference.label for reference in point.references)
    return f"{item}\n{' ' * (len(mark) + 1)}- {escaped(f'{note}{places}')}"


def _source(block: SourceHeading | SourceParagraph) -> str:
    """A paragraph of the source behind its number; after what states a key point, the point's number."""
    if isinstance(block, SourceHeading):
        return f"{'#' * (block.level + 1)} {escaped(block.text)}"
    if block.aside:
        return escaped("".join(run.text for run in block.runs))
    bullet = "" if block.depth is None else f"{2 * _NBSP * block.depth}• "
    return _bold(escaped(f"{block.label} {bullet}{''.join(map(_run, block.runs))}"))


def _fact(label: str, colon: str, text: str) -> str:
    """A fact behind its bold label, with the colon but where no space follows: then the asterisks would not end it."""
    bold = label + colon.rstrip() if colon.endswith(" ") else label
    return f"**{escaped(bold)}**{(label + colon)[len(bold) :]}{escaped(text)}"


_NBSP = "\u00a0"
_OPENING, _CLOSING = "\ufdd0", "\ufdd1"
"""Where a marked sentence begins and ends until it is escaped; no document has these, which are no characters."""
_EMPHASIS = re.compile(rf"(?<!\S){_OPENING}(?=\S)([^{_CLOSING}]*)(?<=\S){_CLOSING}(?!\S)")


def _run(run: Run) -> str:
    return (run.text if run.anchor is None else f"{_OPENING}{run.text}{_CLOSING}") + run.remark


def _bold(text: str) -> str:
    """*text* with what is marked in bold type, or between signs where CommonMark would not take asterisks for that."""
    return _EMPHASIS.sub(r"**\1**", text).replace(_OPENING, "⟦").replace(_CLOSING, "⟧")
