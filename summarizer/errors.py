"""What can go wrong, each with its exit code: one tree, one line a message.

    ConspectusError
    ├── UsageError          2   an option that means nothing, or two that contradict each other
    ├── DataError          65   the input cannot be summarised as it is
    ├── InputError         66   the input is missing, unreadable or not a file
    ├── UnsupportedError   69   a format that cannot be read yet, a package that is missing
    ├── ClusterError       69   the cluster of a batch does not answer, or has workers that cannot do it
    ├── OutputError        73   the target exists, is the input, or has no folder
    ├── WriteError         74   reading or writing failed half-way: a full disk, a closed pipe
    ├── LimitError         75   a limit was reached; the remedy names the option that raises it
    └── BusyError          75   somebody else is at it; later it may work

Anything else that escapes is a bug of ours and ends with exit code 70.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

TYPE_CHECKING = False  # that of `typing`, which takes long to load
if TYPE_CHECKING:
    from typing import ClassVar


class ConspectusError(Exception):
    """A failure that its reader can do something about; ``str()`` gives ``SUBJECT: PROBLEM (REMEDY)``.

    *subject* is the file, option or value in question, *remedy* what to do next ("" where nothing helps).
    The text may hold any character of a file's name: pass it through `characters.show` before printing.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, subject: str, problem: str, remedy: str = "") -> None:
        super().__init__(subject, problem, remedy)
        self.subject = subject
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.subject}: {self.problem}{remedy}"


class UsageError(ConspectusError):
    """An option or argument that means nothing, or two that contradict each other."""

    exit_code = 2


class DataError(ConspectusError):
    """The input cannot be summarised as it is: empty, damaged, encrypted, undecodable."""

    exit_code = 65


class InputError(ConspectusError):
    """The input is missing, cannot be read or is not a file."""

    exit_code = 66


class UnsupportedError(ConspectusError):
    """A format that cannot be read yet, or an optional package that is missing."""

    exit_code = 69


class ClusterError(ConspectusError):
    """The cluster of a batch does not answer, has gone, or has workers that cannot do the work."""

    exit_code = 69


class OutputError(ConspectusError):
    """The output exists already, is the input, or has no folder to stand in."""

    exit_code = 73


class WriteError(ConspectusError):
    """Reading or writing failed half-way: a full disk, a closed standard output."""

    exit_code = 74


class LimitError(ConspectusError):
    """A limit was reached; the remedy names the option that raises it."""

    exit_code = 75


class BusyError(ConspectusError):
    """Somebody else is at it; later it may work."""

    exit_code = 75


def one_of(names: Iterable[str]) -> str:
    """*names* as a choice: ``a, b or c``."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def nearest(word: str, known: Collection[str], otherwise: str, prefix: str = "") -> str:
    """The remedy for a *word* that is not *known*: what may have been meant, after *prefix*, else *otherwise*."""
    import difflib  # only when something is misspelt

    near = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {prefix}{near[0]}?" if near else otherwise
