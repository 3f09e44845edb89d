"""The options of the commands, in the groups that the help shows, each checked as it is read."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence

from summarizer.choices import INPUT_FORMATS, METHODS, OUTPUT_FORMATS
from summarizer.errors import one_of
from summarizer.limits import add_limits
from summarizer.option_values import (
    METADATA_KEYS,
    MIN_COLUMNS,
    address,
    focus,
    formats,
    known_name,
    length,
    metadata,
    views,
    whole_number,
)
from templates import VIEWS


def _add_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action="append",
        default=[],
        help=f"write to FILE, in the format of its ending (.{', .'.join(OUTPUT_FORMATS)}); may be repeated; - is "
        "standard output, which is also the default",
    )
    group.add_argument(
        "-t",
        "--to",
        metavar="FORMAT",
        type=known_name("--to", "output format", OUTPUT_FORMATS),
        help="the format on standard output (default: txt)",
    )
    group.add_argument("--force", action="store_true", help="replace output files that exist")


def _add_batch_output(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-o", "--output", metavar="OUTDIR", dest="outdir", help="the folder for the summaries")
    group.add_argument(
        "-t",
        "--to",
        metavar="LIST",
        dest="formats",
        type=formats,
        default=("pdf", "docx"),
        help=f"formats, as any of {','.join(OUTPUT_FORMATS)} (default: pdf,docx)",
    )
    group.add_argument(
        "--only-failed", action="store_true", help="try only what has failed before (OUTDIR/failures.json lists it)"
    )
    group.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=whole_number("--jobs", 1),
        help="how many documents are done at a time (default: one for each processor)",
    )
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        type=address,
        help="have it done by the workers of the Dask scheduler at ADDRESS, as in tcp://10.0.0.5:8786",
    )
    group.add_argument(
        "--shared", action="store_true", help="the workers of the cluster find the documents under the same paths"
    )
    group.add_argument("--force", action="store_true", help="use an OUTDIR that has other files in it")


def _add_length(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--kind",
        metavar="LIST",
        type=views,
        default=VIEWS,
        help="which summaries: any of short,medium,bullets (default: all three; JSON always has all)",
    )
    group.description = (
        "LENGTH is a number of sentences or points (5), a share of the distinct\npoints (20%), or at most so many "
        "words (120w), but one\nsentence at least."
    )
    for view, default in (("short", "3"), ("medium", "20%%, within 5 to 10"), ("bullets", "7")):
        group.add_argument(
            f"--{view}",
            metavar="LENGTH",
            type=length(f"--{view}"),
            default=argparse.SUPPRESS,
            help=f"(default: {default})",
        )
    group.add_argument("--by-score", action="store_true", help="most salient first (default: in reading order)")
    group.add_argument(
        "--focus",
        metavar="TEXT",
        type=focus,
        default=argparse.SUPPRESS,
        help="prefer what is about TEXT, as in --focus 'ferry fares'",
    )
    group.add_argument(
        "--method",
        metavar="NAME",
        type=known_name("--method", "method", METHODS),
        default=METHODS[0],
        help=f"how sentences are ranked: {', '.join(METHODS)} (default: {METHODS[0]})",
    )
    group.add_argument(
        "--explain", action="store_true", help="add of every sentence why it is shown or not (text and JSON)"
    )


def _add_input(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-f",
        "--from",
        dest="source_format",
        metavar="FORMAT",
        type=known_name("--from", "input format", INPUT_FORMATS),
        help=f"the format of FILE: {one_of(INPUT_FORMATS)} (default: what its content and name say)",
    )
    group.add_argument("--language", metavar="NAME", default="auto", help="as in en or english (default: auto)")
    group.add_argument("--encoding", metavar="NAME", help="of text files, where it is not recognised, as in cp1252")


def _add_words(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--template",
        metavar="NAME|FILE",
        help="briefing (default for pdf and html), handout (for docx), highlight, large, plain (for text and md), or a "
        ".toml file of your own",
    )
    group.add_argument(
        "-M",
        "--metadata",
        metavar="KEY=VALUE",
        type=metadata,
        action="append",
        default=[],
        help=f"{', '.join(METADATA_KEYS)}; date=today is allowed, and KEY= for none; may be repeated",
    )
    group.add_argument("--marking", metavar="TEXT", help="a handling marking for every page, as in TLP:AMBER")
    group.add_argument(
        "--reference-doc",
        metavar="FILE",
        help="a .docx or .dotx file whose page, styles and text a Word summary is to have; its places are filled",
    )


def _add_look(group: argparse._ArgumentGroup) -> None:
    _add_words(group)
    group.add_argument(
        "--columns",
        metavar="N",
        type=whole_number("--columns", MIN_COLUMNS),
        help="width of text (default: that of the terminal, up to 88; 72 in files)",
    )
    group.add_argument("--ascii", action="store_true", help="text without any sign outside ASCII")


def _add_color(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--color",
        metavar="WHEN",
        type=known_name("--color", "choice", ("auto", "always", "never")),
        default="auto",
        help="auto, always or never, on standard output (default: auto; NO_COLOR is honoured)",
    )


def _add_quiet(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-q", "--quiet", action="store_true", help="no warnings")


def _add_messages(group: argparse._ArgumentGroup) -> None:
    _add_quiet(group)
    group.add_argument("-v", "--verbose", action="store_true", help="say what was read and written")
    group.add_argument("--fail-if-warnings", action="store_true", help="write nothing and exit with 65 at a warning")
    _add_help(group)


def _add_batch_messages(group: argparse._ArgumentGroup) -> None:
    group.add_argument("-q", "--quiet", action="store_true", help="say only whether some have failed")
    group.add_argument("-v", "--verbose", action="store_true", help="name every document")
    group.add_argument("--fail-if-warnings", action="store_true", help="a document with a warning has failed")
    _add_help(group)


def _add_help(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--debug", action="store_true", help="show the traceback of an error")
    group.add_argument("-h", "--help", action="store_true", help="show this text")


def _add_version(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--version", action="store_true", help="show the version")


# -- which groups a command has --

Groups = Mapping[str, Sequence[Callable[[argparse._ArgumentGroup], None]]]

GROUPS: Groups = {
    "output": [_add_output],
    "what the summary says": [_add_length],
    "input": [_add_input],
    "limits": [add_limits],
    "how it looks": [_add_look, _add_color],
    "messages": [_add_messages, _add_version],
}
BATCH_GROUPS: Groups = {
    **GROUPS,
    "output": [_add_batch_output],
    "how it looks": [_add_look],
    "messages": [_add_batch_messages],
}

VERIFY_GROUPS: Groups = {
    "input": [_add_input],
    "limits": [add_limits],
    "as given for the briefing": [_add_words],
    "messages": [_add_quiet, _add_help],
}
