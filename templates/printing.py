"""A built-in template written out for users to start from: every key, with what it does, in TOML that loads back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from templates.loading import HEIGHTS, SIZES, TABLES, load, source
from templates.values import Template
from templates.wording import LANGUAGES

TABLE_NOTES: Mapping[str, str] = {
    "page": "The sheet that PDF and Word are set on.",
    "logo": "A picture above the title; file is a PNG or JPEG, its path seen from this file.",
    "fonts": "The type of a PDF; fonts are TrueType files (.ttf), their paths seen from this file.",
    "text": 'What stands on the pages besides the summary; "" leaves it out.',
    "labels": (
        "All other words of ours. One that reads as in English here is said in the language of the summary\n"
        "# where there are words for it; a name in braces must stay."
    ),
    "colors": "As #RRGGBB; text must differ from its ground by a contrast of 4.5 (WCAG 2.1, AA).",
    "show": "What is drawn.",
    "styles": 'Styles of a reference document (--reference-doc) to use for those of ours; "" looks for our own name.',
}

NOTES: Mapping[str, str] = {
    "page.size": "A4 or Letter",
    "logo.file": "",
    "logo.text": "what the logo shows, read out in its place; needed with a file",
    "logo.height": f"in mm, {HEIGHTS[0]} to {HEIGHTS[1]}",
    "fonts.size": f"of running text in points, {SIZES[0]} to {SIZES[1]}; from 14 up, nothing is set smaller than 14",
    "fonts.serif": "for the summary and the source",
    "fonts.serif_bold": "for the title",
    "fonts.sans": "for what stands around them",
    "fonts.sans_bold": "for the names of sections",
    "text.language": f"of the words below: auto, or one of {' '.join(LANGUAGES)}",
    "text.kicker": "above the title",
    "text.footer": "at the foot of every page",
    "labels.thousands": "what parts the digits of 1,000",
    "labels.colon": "behind a label, with the space around it",
    "labels.comma": "between facts of one kind, with the space around it",
    "colors.ink": "text",
    "colors.muted": "facts, notes, footers; on white",
    "colors.accent": "names of sections, numbers, links; on white and on the tint",
    "colors.tint": "the box",
    "colors.rule": "hairlines",
    "colors.highlight": "behind what states a key point in the source",
    "show.rail": "section names in a rail at the left (PDF)",
    "show.box": "the short summary in a tinted box",
    "show.facts": "the line of facts under the title",
    "show.counts": "how often a point is stated, and where",
    "show.appendix": 'the source behind the summary: "none", "quoted" (what states a point) or "full"',
    "show.body": 'what the page is: "summary", or "source" for the source with what the summary shows marked in it',
}

_EXAMPLES = {
    "logo.file": "logo.png",
    "fonts.serif": "Ours-Regular.ttf",
    "fonts.serif_bold": "Ours-Bold.ttf",
    "fonts.sans": "OursSans-Regular.ttf",
    "fonts.sans_bold": "OursSans-Bold.ttf",
}


def about(name: str) -> str:
    """What the built-in template of that *name* is, in one line."""
    return source(name).partition("\n")[0].removeprefix("# ")


def printed(name: str) -> str:
    """The built-in template of that *name* as TOML with every key; `load` makes the same template of it."""
    return "\n".join(_lines(load(name)))


def _lines(template: Template) -> Iterator[str]:
    yield f"# {about(template.name)}. Change what you like and leave out the rest;"
    yield f'# extends = "{template.name}" in the first line then keeps the rest as it is here.'
    yield ""
    yield "# A handling marking for every page, as in TLP:AMBER; the option --marking goes before it."
    yield f"marking = {_value(template.marking or '')}"
    for table in TABLES:
        yield ""
        yield f"# {TABLE_NOTES[table]}"
        yield f"[{table}]"
        part = getattr(template, table)
        for field in fields(part):
            yield _entry(f"{table}.{field.name}", field.name, getattr(part, field.name))
    yield ""


def _entry(place: str, key: str, value: Any) -> str:
    line = f"# {key} = {_value(_EXAMPLES[place])}" if value is None else f"{key} = {_value(value)}"
    note = NOTES.get(place, "")
    return f"{line}  # {note}" if note else line


def _value(value: Any) -> str:
    """*value* as TOML, whose strings, numbers and truth values are written as those of JSON."""
    return json.dumps(int(value) if isinstance(value, float) and value.is_integer() else value, ensure_ascii=False)
