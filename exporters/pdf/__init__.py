"""PDF: a typeset page that can be read aloud (PDF/UA-1) and kept (PDF/A-2a), with links between summary and source.

The rooms: `layout` turns parts into blocks of text, `paragraph` sets a block in lines (`breaks` says where they may
end), `pages` puts blocks on pages, `furniture` draws what stands around them, `figure` the logo. `styles` has the look
of each kind of text, `fonts` knows what the faces can show, `tags` records what everything means, `metadata` what the
file says of itself. Text in other scripts goes through `shaping`, with the order of `bidi`, the fonts of `fallback`,
their `glyphs`, and the `pen` that shows them.
"""

from __future__ import annotations

from exporters import Rendered
from exporters.outline import outline, properties
from summarizer.summary import Summary
from templates import Template


def render(summary: Summary, template: Template) -> Rendered:
    """*summary* as a PDF by *template*.

    A character that no face has is drawn as a substitute, its real text kept for copying, and named in a warning.
    """
    # 0.1 s for reportlab: only when a PDF is asked for
    from exporters.pdf.fonts import Faces
    from exporters.pdf.furniture import Furniture
    from exporters.pdf.layout import lay_out
    from exporters.pdf.metadata import describe
    from exporters.pdf.pages import Sheet, draw, paginate
    from exporters.pdf.styles import Styles
    from exporters.pdf.tags import TaggedCanvas

    faces, about = Faces(template.fonts, summary.language), properties(summary, template)
    sheet = Sheet.of(template, rightwards=faces.rightwards)
    styles = Styles(template, faces)
    blocks, root = lay_out(outline(summary, template), template.logo, sheet, styles)
    pages = paginate(blocks, sheet)
    furniture = Furniture(about.title, template, sheet, styles)
    canvas = TaggedCanvas((sheet.width, sheet.height))
    describe(canvas.document, about)
    for number, page in enumerate(pages, 1):
        furniture.draw(canvas, number, len(pages))
        draw(canvas, page, sheet, template)
        canvas.showPage()
    return Rendered(canvas.finish(root), faces.warnings())
