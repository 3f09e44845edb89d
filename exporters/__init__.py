"""A summary goes in, bytes come out: the table of formats. `files` is the one place that writes to the disk."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import templates  # its names are loaded when they are used
from exporters.files import check_target as check_target
from exporters.files import write as write
from exporters.files import write_all as write_all
from summarizer.errors import OutputError, UsageError, one_of

if TYPE_CHECKING:
    from summarizer.summary import Summary
    from templates import Template

__all__ = ["EXPORTERS", "Rendered", "export", "render"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: its bytes, and what could not be shown as it is."""

    data: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A row of `EXPORTERS`.

    *module* holds ``render(summary, template) -> Rendered`` and is imported when used; *template* names the built-in
    template that is used where none is asked for; *binary* files are not for a terminal.
    """

    module: str
    template: str
    binary: bool


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "txt": Exporter("exporters.text", "plain", binary=False),
        "json": Exporter("exporters.json", "plain", binary=False),
        "md": Exporter("exporters.markdown", "plain", binary=False),
        "html": Exporter("exporters.html", "briefing", binary=False),
        "docx": Exporter("exporters.docx", "handout", binary=True),
        "pdf": Exporter("exporters.pdf", "briefing", binary=True),
    }
)
"""The formats, each under the ending of its files."""


_SAME = {"htm": "html", "markdown": "md"}
"""Other endings of the same formats."""


def format_of(target: str | os.PathLike[str]) -> str:
    """The format that the ending of *target* names; raises UsageError where there is none of that name."""
    if os.path.isdir(target):  # noqa: PTH112 -- a Path fails where the name is too long
        raise OutputError(str(target), "is a folder", "name a file in it")
    ending = Path(target).suffix
    name = _SAME.get(ending[1:].lower(), ending[1:].lower())
    if name not in EXPORTERS:
        remedy = f"use {one_of(f'.{name}' for name in EXPORTERS)}"
        raise UsageError(str(target), f"unknown output type {ending}" if ending else "has no ending", remedy)
    return name


def render(summary: Summary, format: str, template: Template | str | None = None) -> Rendered:  # noqa: A002
    """The file that shows *summary* in a *format* of `EXPORTERS`, by *template* or by the format's own default.

    A *template* is a value or the name of one of ours. Our words are in the language of the summary, where there are
    words for it. Raises UsageError for an unknown format and for a name that is none.
    """
    if not hasattr(summary, "points"):
        raise TypeError(f"a summary is drawn, as summarize() gives it, not a {type(summary).__name__}")
    if format not in EXPORTERS:
        raise UsageError(format, "unknown output type", f"use {', '.join(EXPORTERS)}")
    exporter = EXPORTERS[format]
    module = importlib.import_module(exporter.module)
    if template is None or isinstance(template, str):
        template = templates.load(template or exporter.template)
    worded = templates.in_language(template, template.metadata.language or summary.language)
    rendered: Rendered = module.render(summary, worded)
    return rendered


def export(
    summary: Summary,
    target: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    template: Template | str | None = None,
    replace: bool = False,
) -> tuple[str, ...]:
    """Write the file *target* that shows *summary*; the warnings say what could not be shown as it is.

    The format is that of the ending of *target* unless one is given. The file appears whole or not at all, and an
    existing one stands untouched until it is replaced. Raises UsageError, OutputError and WriteError.
    """
    format = format or format_of(target)  # noqa: A001
    check_target(target, replace=replace)
    rendered = render(summary, format, template)
    write(target, rendered.data, replace=replace)
    return rendered.warnings
