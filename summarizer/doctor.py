"""What this installation can do: versions, languages, scripts, limits; and whether what is promised works here."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from importlib import metadata
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

from summarizer.errors import ConspectusError
from summarizer.limits import limits_of
from summarizer.summary import generator

if TYPE_CHECKING:
    from summarizer.summary import Summary

_WIDTH = 80  # cells of a line
_MARGIN = 14
_DISTRIBUTION = "conspectus"
_FOR_DEVELOPERS = "dev"
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)[^;]*(?:;.*extra\s*==\s*['\"](?P<extra>[\w-]+)['\"])?")

# A word of each script, in letters that its languages share.
_SCRIPTS = {
    "Latin": "Łódź",
    "Greek": "Ωλμέ",
    "Cyrillic": "Жизнь",
    "Arabic": "سلام",
    "Hebrew": "שלום",
    "Devanagari": "नमन",
    "Thai": "ไทย",
    "Chinese": "永水",
    "Japanese": "かな",
    "Korean": "한글",
}
_PAGE = b"<html><body><p>It rained for a week on the island. The ferry stayed in the harbour.</p></body></html>"
_SHOWN = "\N{BULLET}\N{LEFT DOUBLE QUOTATION MARK}\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the report: what *topic* it belongs to, and whether that *is_broken*."""

    topic: str
    text: str
    is_broken: bool = False


def examine() -> Sequence[Finding]:
    """All that there is to say, in order; nothing is written and nothing fetched."""
    system = f"{platform.system()} {platform.release()} on {platform.machine()}"
    findings = [Finding("version", f"{generator()}, Python {platform.python_version()}, {system}")]
    findings += _libraries()
    if any(finding.is_broken for finding in findings):  # what follows would fail for want of them
        return findings
    return [*findings, *_languages(), *_work(), *_extras(), *_confinement(), *_limits(), *_terminal()]


def report(findings: Sequence[Finding]) -> str:
    """The *findings* as lines of text, the topic in front; a broken one is marked with an exclamation mark."""
    lines = []
    topic = ""
    for finding in findings:
        name = finding.topic if finding.topic != topic else ""
        mark = "! " if finding.is_broken else "  "
        lines += wrap(
            finding.text,
            _WIDTH,
            initial_indent=f"{name:{_MARGIN - 2}}{mark}",
            subsequent_indent=" " * _MARGIN,
            break_on_hyphens=False,
        )
        topic = finding.topic
    broken = sum(finding.is_broken for finding in findings)
    return "".join(
        f"{line}\n" for line in [*lines, "", "All is well." if not broken else f"{broken} broken, marked with !"]
    )


def _required() -> Iterator[tuple[str, str]]:
    """The names of the distributions that ours asks for, each with the extra that it belongs to, else ""."""
    for requirement in metadata.requires(_DISTRIBUTION) or ():
        match = _REQUIREMENT.match(requirement)
        if match:
            yield match["name"], match["extra"] or ""


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _libraries() -> Iterator[Finding]:
    try:
        names = [name for name, extra in _required() if not extra]
    except metadata.PackageNotFoundError:
        yield Finding("libraries", f"{_DISTRIBUTION} is not installed (pip install .)", is_broken=True)
        return
    versions = {name: _version(name) for name in names}
    yield Finding("libraries", ", ".join(f"{name} {version}" for name, version in versions.items() if version))
    for name in (name for name, version in versions.items() if not version):
        yield Finding("libraries", f"{name} is missing (pip install {name})", is_broken=True)


def _languages() -> Iterator[Finding]:
    from summarizer.language import LANGUAGES, segmenter

    names = sorted(language.name.capitalize() for language in LANGUAGES.values())
    yield Finding("languages", f"{len(names)}: {', '.join(names)}")
    for language in LANGUAGES.values():
        if language.segmenter and not segmenter(language):
            yield Finding("languages", f"for words of {language.name.capitalize()}: pip install '{_DISTRIBUTION}[cjk]'")


def _work() -> Iterator[Finding]:
    """Whether a page is read, summarised and drawn in every format, and which scripts can be drawn."""
    import exporters
    from summarizer.composition import summarize
    from summarizer.readers import read

    try:
        summary = summarize([read(_PAGE, name="self-check.html")])
        for name in exporters.EXPORTERS:
            exporters.render(summary, name)
        yield Finding("self-check", f"reads, summarises and writes {', '.join(exporters.EXPORTERS)}")
        drawn = [script for script, word in _SCRIPTS.items() if _draws(summary, word)]
        yield Finding("PDF fonts", f"draw {', '.join(drawn)}")
        lacking = [script for script in _SCRIPTS if script not in drawn]
        if lacking:
            yield Finding("PDF fonts", f"lack {', '.join(lacking)}: name fonts of your own in a template")
    except ConspectusError as error:
        yield Finding("self-check", str(error), is_broken=True)
    except Exception as error:  # whatever a damaged library raises
        yield Finding("self-check", f"fails with {type(error).__name__}: {error} (install it anew)", is_broken=True)


def _draws(summary: Summary, word: str) -> bool:
    """Whether a PDF file shows *word* as it is."""
    import exporters

    return not exporters.render(replace(summary, title=word), "pdf").warnings


def _extras() -> Iterator[Finding]:
    extras: dict[str, list[str]] = {}
    for name, extra in _required():
        if extra and extra != _FOR_DEVELOPERS:
            extras.setdefault(extra, []).append(name)
    for extra, names in extras.items():
        is_there = all(map(_version, names))
        state = "installed" if is_there else f"not installed (pip install '{_DISTRIBUTION}[{extra}]')"
        yield Finding("extras", f"{extra}: {', '.join(names)}: {state}")


def _confinement() -> Iterator[Finding]:
    from summarizer.readers import worker
    from summarizer.readers.confinement import LAYERS

    layers = worker.layers()
    yield Finding("confinement", f"parsers run apart, with {', '.join(layers) or 'nothing more'}")
    missing = [layer for layer in LAYERS if layer not in layers]
    if missing:
        yield Finding("confinement", f"this system has no {', '.join(missing)}: see SECURITY.md")


def _limits() -> Iterator[Finding]:
    try:
        limits = limits_of(())
    except ConspectusError as error:
        yield Finding("limits", str(error), is_broken=True)
        return
    values = {field.name.replace("_", " "): getattr(limits, field.name) for field in fields(limits)}
    yield Finding("limits", ", ".join(f"{name} {_amount(value)}" for name, value in values.items()))
    if os.name != "posix":
        yield Finding("limits", "this system holds parsers to their time, not to memory and processor time")
    elif not sys.platform.startswith("linux"):
        yield Finding("limits", "this system may not hold parsers to their memory")


def _amount(value: int) -> str:
    return "unbounded" if value == sys.maxsize else f"{value:,}"


def _terminal() -> Iterator[Finding]:
    stream = sys.stdout
    if stream is None:
        return
    try:
        _SHOWN.encode(stream.encoding)
        signs = "all signs"
    except UnicodeEncodeError:
        signs = "ASCII signs only"
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not stream.isatty()
    kind = "a terminal" if stream.isatty() else "no terminal"
    colour = "no colour" if is_plain else "colour"
    yield Finding("output", f"{kind}, {stream.encoding}, {signs}, {colour}, {get_terminal_size().columns} columns")
