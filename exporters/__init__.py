"""A summary goes in, bytes come out: the table of formats, and the one place that writes files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from summarizer.summary import Summary
from templates import Template


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file: its bytes, and what could not be shown as it is."""

    data: bytes
    warnings: tuple[str, ...] = ()
