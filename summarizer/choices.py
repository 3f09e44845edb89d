"""The names that a user can write of a summary: formats and methods. They are here for those who need no more, as help.

The tables that say what stands behind them have these names and no others; a test holds that.
"""

from __future__ import annotations

INPUT_FORMATS = ("txt", "md", "pdf", "html", "epub", "docx", "odt", "eml")
"""The names in `readers.READERS`."""

OUTPUT_FORMATS = ("txt", "json", "md", "html", "docx", "pdf")
"""The names in `exporters.EXPORTERS`."""

METHODS = (
    "centroid",
    "lead",
    "lex-rank",
    "text-rank",
    "lsa",
    "luhn",
    "kl",
    "sum-basic",
    "reduction",
    "edmundson",
)
"""The ways to rank: ours, the opening of the text, and sumy's."""
