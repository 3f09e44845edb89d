"""The limits of reading as a user writes them: an option for each, and a variable of the environment."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable

from summarizer.errors import UsageError

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from summarizer.options import Limits

OPTIONS = {
    "max_bytes": ("--max-bytes", "bytes of input", "100M"),
    "max_unpacked": ("--max-unpacked", "bytes to which an archive may unpack", "128M"),
    "max_pages": ("--max-pages", "pages that are read; of a longer document, the rest is left out", "3K"),
    "max_text": ("--max-text", "characters of text", "16M"),
    "time": ("--time-limit", "seconds that a document may take to be parsed", "15"),
    "memory": ("--memory-limit", "bytes of memory that this may take", "1G"),
}
"""The limits by their names in `Limits`: option, help, and what is the default there."""

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
_LIMIT = re.compile(r"([0-9]{1,15})([KMG]?)", re.IGNORECASE)
_DESCRIPTION = """\
LIMIT is a whole number, or one of thousands, millions or billions (500K, 100M,
2G); 0 stands for none. Variables of the environment set them for every command:
CONSPECTUS_MAX_BYTES=1G is --max-bytes 1G."""


def add_limits(group: argparse._ArgumentGroup) -> None:
    """Add the options to *group*; what is given collects in ``given_limits``."""
    group.description = _DESCRIPTION
    for name, (option, text, default) in OPTIONS.items():
        group.add_argument(
            option,
            metavar="LIMIT",
            type=check_limit(option, name),
            dest="given_limits",
            action="append",
            default=[],
            help=f"{text} (default: {default})",
        )


def limits_of(given: Iterable[tuple[str, int]]) -> Limits:
    """The limits that are *given* by options, else by the environment; raises UsageError for nonsense in it."""
    from summarizer.options import Limits

    variables = {name: f"CONSPECTUS{option[1:].replace('-', '_').upper()}" for name, (option, *_) in OPTIONS.items()}
    found = [check_limit(key, name)(os.environ[key]) for name, key in variables.items() if os.environ.get(key)]
    return Limits(**dict([*found, *given]))


def check_limit(subject: str, name: str) -> Callable[[str], tuple[str, int]]:
    """A check that the value of *subject*, an option or a variable, is one for the limit *name*; it gives both."""

    def check(value: str) -> tuple[str, int]:
        match = _LIMIT.fullmatch(value)
        if not match:
            remedy = "write it as 5000, 500K, 100M or 2G, or 0 for none"
            raise UsageError(f"{subject} {value}", "is not a limit", remedy)
        return name, int(match[1]) * _UNITS[match[2].upper()]

    return check
