"""A summary as JSON: the form that scripts and checks read (docs/design.md, "JSON")."""

from __future__ import annotations

import json
from typing import Any

from exporters import Rendered
from summarizer.summary import Summary
from templates import Template


def render(summary: Summary, template: Template) -> Rendered:
    """All of *summary*, whatever the template shows, in ASCII: safe in every terminal and every parser."""
    return Rendered(f"{_indented(summary.to_json())}\n".encode("ascii"))


def _indented(value: Any, end: str = "\n") -> str:
    """*value* as `json.dumps` writes it with an indent of 2, three times as fast; *end* is the end of a line."""
    inner = f"{end}  "
    if isinstance(value, dict) and value:
        items = f",{inner}".join(f"{_quoted(key)}: {_indented(item, inner)}" for key, item in value.items())
        return f"{{{inner}{items}{end}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join(_indented(item, inner) for item in value)}{end}]"
    return _quoted(value) if isinstance(value, str) else _SCALARS.encode(value)


_quoted = json.encoder.encode_basestring_ascii
_SCALARS = json.JSONEncoder(allow_nan=False)
