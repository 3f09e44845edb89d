"""A summary as a page to read: one file that needs nothing else, the source beside the summary.

`body` draws the parts of the outline, `elements` escapes text, `style` puts the template in front of page.css.
page.js only adds comfort: without it every link leads where it should. The page forbids itself, by a Content Security
Policy with the hashes of its own style and script, to load or run anything else.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from exporters import Rendered
from exporters.html.body import draw
from exporters.html.elements import attributes, carried, element
from exporters.html.style import style
from exporters.outline import outline, properties
from exporters.parts import SourceText
from summarizer.summary import Summary, generator
from templates import Logo, Template, words_language

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""The languages, by ISO 639 code, that are written from the right, as far as they are told or may be named."""

_LOST = "characters that HTML cannot hold are shown as \ufffd"


def render(summary: Summary, template: Template) -> Rendered:
    """The page that shows *summary* by *template*, in UTF-8.

    Where the template shows the source, it stands beside the summary, each sentence that is shown in its place.
    """
    parts = outline(summary, template, located=True)
    has_source = any(isinstance(part, SourceText) for part in parts)
    sheet, _ = carried(style(template, own_sheet()))
    script = own_script() if has_source else ""
    tag = properties(summary, template).language
    language = tag.replace("_", "-").partition("-")[0].lower()
    words = words_language(template, tag)
    ours = None if words == language else words
    marking = element("p", template.marking, class_="marking") + "\n" if template.marking else ""
    footer = element("p", template.text.footer, lang=ours) + "\n" if template.text.footer else ""
    page, lost = carried(
        f"<!doctype html>\n"
        f"<html{attributes(lang=tag, dir='rtl' if language in RIGHT_TO_LEFT else 'ltr')}>\n"
        f"<head>\n{_head(summary, template, sheet, script)}</head>\n<body>\n"
        f"{draw(parts, marking + _logo(template.logo), ours)}<footer>\n{footer}{marking}</footer>\n"
        f"{script and f'<script>{script}</script>'}\n</body>\n</html>\n"
    )
    return Rendered(page.encode(), (_LOST,) if lost else ())


def _head(summary: Summary, template: Template, sheet: str, script: str) -> str:
    about = properties(summary, template)
    described = {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "referrer": "no-referrer",
        "generator": generator(),
        "author": about.author,
        "description": about.subject,
        "keywords": about.keywords,
        "date": about.date,
    }
    metas = "".join(
        f"<meta{attributes(name=name, content=content)}>\n" for name, content in described.items() if content
    )
    return (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_policy(sheet, script)}">\n'
        f"{metas}{element('title', about.title)}\n<style>{sheet}</style>\n"
    )


def _policy(sheet: str, script: str) -> str:
    """What the page may do: use this style sheet, this script and pictures within the file, and nothing else."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(sheet)}; {scripts}img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _logo(logo: Logo) -> str:
    if logo.file is None:
        return ""
    source = f"data:image/{logo.file.format.lower()};base64,{base64.b64encode(logo.file.data).decode()}"
    return f"<img{attributes(class_='logo', alt=logo.text, src=source)}>\n"


def own_script() -> str:
    """The script of a page that shows the source beside the summary."""
    return _file("page.js")


def own_sheet() -> str:
    """The style sheet of every page, behind what the template says."""
    return _file("page.css")


def _file(name: str) -> str:
    return files("exporters.html").joinpath(name).read_text(encoding="utf-8")
