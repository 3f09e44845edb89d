"""Documents go in, a summary comes out.

from summarizer import read, summarize
from exporters import export

summary = summarize([read("article.txt")])
export(summary, "briefing.pdf")
"""

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from summarizer.composition import summarize
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


def __getattr__(name: str) -> Any:
    if name == "summarize":
        from summarizer.composition import summarize  # 0.3 s of numpy: only for those who summarise

        return summarize
    if name in ("Finding", "verify"):
        from summarizer import verification  # knows the exporters, which know what is above

        return getattr(verification, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
