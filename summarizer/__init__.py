"""Documents go in, a summary comes out.

from summarizer import read, summarize
from exporters import export

summary = summarize([read("article.txt")])
export(summary, "briefing.pdf")
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import Any

    from summarizer.composition import summarize
    from summarizer.document import Aside, Block, Document, Heading, ListItem, Paragraph, Source
    from summarizer.errors import (
        BusyError,
        ConspectusError,
        DataError,
        InputError,
        LimitError,
        OutputError,
        UnsupportedError,
        UsageError,
        WriteError,
    )
    from summarizer.options import Length, Limits, Options
    from summarizer.readers import read
    from summarizer.sentences import Place, Sentence, Tokenizer
    from summarizer.summary import KeyPoint, Shown, Summary
    from summarizer.verification import Finding, verify

__all__ = [
    "Aside",
    "Block",
    "BusyError",
    "ConspectusError",
    "DataError",
    "Document",
    "Finding",
    "Heading",
    "InputError",
    "KeyPoint",
    "Length",
    "LimitError",
    "Limits",
    "ListItem",
    "Options",
    "OutputError",
    "Paragraph",
    "Place",
    "Sentence",
    "Shown",
    "Source",
    "Summary",
    "Tokenizer",
    "UnsupportedError",
    "UsageError",
    "WriteError",
    "read",
    "summarize",
    "verify",
]

_HOMES = {
    "composition": "summarize",
    "document": "Aside Block Document Heading ListItem Paragraph Source",
    "errors": "BusyError ConspectusError DataError InputError LimitError OutputError UnsupportedError UsageError "
    "WriteError",
    "options": "Length Limits Options",
    "readers": "read",
    "sentences": "Place Sentence Tokenizer",
    "summary": "KeyPoint Shown Summary",
    "verification": "Finding verify",
}
"""Where each public name is found. A module is loaded when one of its names is used: most commands need few of them."""


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names.split():
            return getattr(import_module(f"summarizer.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
