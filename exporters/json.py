"""A summary as JSON: the form that scripts and checks read (docs/design.md, "JSON")."""

from __future__ import annotations

import json

from exporters import Rendered
from summarizer.summary import Summary
from templates import Template


def render(summary: Summary, template: Template) -> Rendered:
    """All of *summary*, whatever the template shows, in ASCII: safe in every terminal and every parser."""
    text = json.dumps(summary.to_json(), ensure_ascii=True, allow_nan=False, indent=2)
    return Rendered(f"{text}\n".encode("ascii"))
