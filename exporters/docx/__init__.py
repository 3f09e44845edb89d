"""A summary as a Word document: real styles, numbers that Word counts, links both ways between points and source.

`base_document` and `styles` make base.docx, which every document starts from; `package` is the zip around it, the
same bytes on every day. `reference` puts a document of the user's in its place, with the help of `house_styles`,
`furniture` and `own_text`; `form` fills the places that its text has for a summary. `sizes` makes its sizes follow the
template. `page` fills in what surrounds the text, `logo` is above it, `body` draws the parts of the outline as
paragraphs, `elements` writes these, `scripts` says which of Word's fonts a stretch of text needs.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from exporters import Rendered
from exporters.docx.package import pack, unpack
from exporters.outline import outline, places, properties
from summarizer.summary import Summary
from templates import Colors, Template

if TYPE_CHECKING:
    from exporters.docx.reference import Base


_LOST = "characters that Word cannot hold are shown as \ufffd"
_DOCUMENT = "word/document.xml"


def render(summary: Summary, template: Template) -> Rendered:
    """The Word document that shows *summary* by *template*, on the page and in the styles of its reference document.

    The same values give the same bytes. Characters that XML cannot carry are shown as U+FFFD, with a warning.
    Raises UsageError for a reference document that cannot serve.
    """
    import docx  # with lxml 0.1 s: only when a Word document is asked for

    from exporters.docx import body, form, logo, page
    from exporters.docx.elements import carried

    base = _base(template)
    document = docx.Document(BytesIO(pack(base.parts, zipfile.ZIP_STORED)))
    described = properties(summary, template)
    page.prepare(document, template, described, base)
    picture = logo.draw(document, template, described.title, base.styles)
    saved = BytesIO()
    document.save(saved)
    filled = form.Filled(unpack(saved.getvalue()))
    if template.reference is not None:
        filled = form.fill(filled.parts, template.reference.name, places(summary, template), base.styles)
    drawn, lost = "", False
    if not filled.has_view:
        drawn, lost = carried(picture + body.draw(outline(summary, template), base.styles))
    before, section, after = filled.parts[_DOCUMENT].rpartition(b"<w:sectPr")
    text = b"".join((before, drawn.encode(), section, after))
    warnings = (*base.warnings, *filled.warnings, *_missing(template, base, text.decode()), *((_LOST,) if lost else ()))
    return Rendered(pack({**filled.parts, _DOCUMENT: text}), warnings)


def check_reference(template: Template) -> None:
    """Raise UsageError where the reference document of *template* cannot serve."""
    _base(template)


def _base(template: Template) -> Base:
    """The base document in the template's sizes and colours: its own are all different, so that each has a name.

    The reference document, if there is one, takes its place and is completed from it.
    """
    from exporters.docx.base_document import PATH
    from exporters.docx.house_styles import our_ids
    from exporters.docx.reference import Base, base
    from exporters.docx.sizes import resized

    new = {getattr(Colors(), name)[1:]: getattr(template.colors, name)[1:] for name in Colors.__slots__}
    old = re.compile(b'"(%s)"' % "|".join(new).encode())
    parts = {
        name: old.sub(lambda match: b'"%s"' % new[match[1].decode()].encode(), part)
        for name, part in unpack(PATH.read_bytes()).items()
    }
    for name in ("word/styles.xml", "word/numbering.xml"):
        parts[name] = resized(parts[name], template.fonts)
    if template.reference is not None:
        return base(template.reference, template.styles, parts)
    return Base(parts, our_ids(parts))


def _missing(template: Template, base: Base, drawn: str) -> tuple[str, ...]:
    """The warning that names the styles of Word, among those that are used, which the reference document lacks."""
    used = [name for name, id_ in base.made.items() if name in _WORDS_OWN and f'Style w:val="{id_}"' in drawn]
    if not used or template.reference is None:
        return ()
    styles = f"style{'' if len(used) == 1 else 's'} {', '.join(used)}"
    return (f"{template.reference.name} has no {styles}; made to fit (or name yours under [styles] in a template)",)


_WORDS_OWN = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Normal", "Quote", "List Number")
