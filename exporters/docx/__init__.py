"""A summary as a Word document: real styles, numbers that Word counts, links both ways between points and source.

`base_document` and `styles` make base.docx, which every document starts from; `package` is the zip around it, the
same bytes on every day. `page` fills in what surrounds the text, `body` draws the parts of the outline as paragraphs,
`elements` writes these, `scripts` says which of Word's fonts a stretch of text needs.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from exporters import Rendered
from exporters.outline import outline, properties
from summarizer.summary import Summary
from templates import Colors, Template

if TYPE_CHECKING:
    from docx.document import Document


_LOST = "characters that Word cannot hold are shown as \ufffd"


def render(summary: Summary, template: Template) -> Rendered:
    """The Word document that shows *summary* by *template*.

    The same values give the same bytes. Characters that XML cannot carry are shown as U+FFFD, with a warning.
    """
    from exporters.docx import body, page  # python-docx and lxml, 0.1 s: only when a Word document is asked for
    from exporters.docx.elements import uncarried
    from exporters.docx.package import pack, unpack

    document = _open(template.colors)
    styles = {style.name or "": style.style_id for style in document.styles}
    parts = outline(summary, template)
    page.prepare(document, template, properties(summary, template), styles)
    body.draw(parts, document.element.body, styles)
    saved = BytesIO()
    document.save(saved)
    lost = any(map(uncarried, _texts(parts)))
    return Rendered(pack(unpack(saved.getvalue())), (_LOST,) if lost else ())


def _texts(value: object) -> Iterator[str]:
    """Every text in *value*, which is made of tuples and dataclasses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _texts(member)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _open(colors: Colors) -> Document:
    """The base document in *colors*: its own are all different, so that each stands for the one of its name."""
    import docx

    from exporters.docx.base_document import PATH
    from exporters.docx.package import pack, unpack

    new = {getattr(Colors(), name)[1:]: getattr(colors, name)[1:] for name in Colors.__slots__}
    old = re.compile(b'"(%s)"' % "|".join(new).encode())
    parts = {
        name: old.sub(lambda match: b'"%s"' % new[match[1].decode()].encode(), part)
        for name, part in unpack(PATH.read_bytes()).items()
    }
    return docx.Document(BytesIO(pack(parts, zipfile.ZIP_STORED)))
