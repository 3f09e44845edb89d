"""What a screen reader follows: the structure tree, the marks that tie the page to it, and links with their names.

reportlab writes none of it. `TaggedCanvas` adds it from outside: an operator that opens a marked sequence for an
`Element`, rectangles that are marked as decoration, link annotations, and the tree itself when the file is saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from exporters.pdf.fonts import Face
from exporters.pdf.metadata import Stream

if TYPE_CHECKING:
    from exporters.pdf.glyphs import GlyphFont


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree: its standard *tag*, and what it holds in the order in which it is read.

    A kid is another element, a marked sequence as (page, number), or a link annotation as (page, its name).
    """

    tag: str
    parent: Element | None = None
    attributes: str = ""
    kids: list[Element | tuple[int, int | str]] = field(default_factory=list)

    def child(self, tag: str, attributes: str = "") -> Element:
        """A new element at the end of this one."""
        element = Element(tag, self, attributes)
        self.kids.append(element)
        return element

    def prune(self) -> bool:
        """Drop every element below that holds nothing; whether this one holds something."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids)


NUMBERED = "/A <</O /List /ListNumbering /Decimal>> "
"""The attributes of a list whose items are numbered."""


class TaggedCanvas(Canvas):
    """A canvas that knows for each thing it draws what it means, or that it means nothing."""

    _doc: Any  # reportlab's PDFDocument, of which its stubs know half

    def __init__(self, size: tuple[float, float]) -> None:
        self._buffer = BytesIO()
        self._marked: list[Element] = []  # the sequences of this page, by number
        self._pages: list[str] = []
        self._parents: list[Element | list[Element]] = []  # by structure parent key: a link, or a page's sequences
        self._decoration = False
        self._shaped: dict[GlyphFont, str] = {}  # the names of these fonts in the file
        self._pictures: set[str] = set()  # of glyphs
        self._known: dict[Face, dict[int, str]] = {}  # the codes in the first subset of a face, by character
        super().__init__(self._buffer, pagesize=size, pageCompression=1, invariant=1, pdfVersion=(1, 7))

    @property
    def document(self) -> Any:
        """The file that is written."""
        return self._doc

    def _make_preamble(self) -> None:
        self._preamble: str = "1 0 0 1 0 0 cm"  # reportlab's names Helvetica, which is not embedded

    def mark(self, element: Element) -> str:
        """The operator that opens a marked sequence of *element*; EMC closes it."""
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append((len(self._pages), number))
        return f"/{element.tag} <</MCID {number}>> BDC"

    @contextmanager
    def artifact(self, kind: str) -> Iterator[None]:
        """Everything drawn inside is page furniture of that *kind*, Header or Footer, and is not read out."""
        self.addLiteral(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
        self._decoration = True
        yield
        self._decoration = False
        self.addLiteral("EMC")

    def fill(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle, as decoration; *color* is ``#RRGGBB``."""
        self.decorate(f"q {paint(color)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def decorate(self, operators: str) -> None:
        """Draw by *operators* what is not read out."""
        self.addLiteral(operators if self._decoration else f"/Artifact BMC {operators} EMC")

    def picture(self, element: Element, image: Stream, box: tuple[float, float, float, float]) -> None:
        """Draw *image*, which is *element*, into the *box*."""
        name = f"picture{len(self._pages)}_{len(self._marked)}"
        self._doc.Reference(image, self._doc.getXObjectName(name))
        self._formsinuse.append(name)  # type: ignore[attr-defined]  # not in the stubs
        left, bottom, right, top = box
        place = f"{right - left:.2f} 0 0 {top - bottom:.2f} {left:.2f} {bottom:.2f} cm"
        self.addLiteral(f"{self.mark(element)} q {place} /{self._doc.getXObjectName(name)} Do Q EMC")

    def encoded(self, face: Face, text: str) -> Iterator[tuple[str, str]]:
        """*text* in the codes that the file's subsets of *face* have for it, as literal strings behind their font."""
        known = self._known.setdefault(face, {})
        if known and known.keys() >= set(map(ord, text)):  # most text: reportlab takes ten times as long
            yield face.getSubsetInternalName(0, self._doc), text.translate(known)
            return
        subsets = face.splitString(text, self._doc)
        if [subset for subset, _ in subsets] == [0]:
            known.update((ord(char), escapePDF(bytes([code]))) for char, code in zip(text, subsets[0][1], strict=True))
        for subset, codes in subsets:
            yield face.getSubsetInternalName(subset, self._doc), escapePDF(codes)

    def glyph_font(self, font: GlyphFont) -> str:
        """The name of *font* in the file."""
        return self._shaped.setdefault(font, f"/H{len(self._shaped)}")

    def glyph_picture(self, font: GlyphFont, number: int) -> str:
        """The name, on this page, of the picture of a glyph of *font*."""
        name = f"glyph{self.glyph_font(font)[1:]}_{number}"
        if name not in self._pictures:
            self._doc.Reference(font.picture(number), self._doc.getXObjectName(name))
            self._pictures.add(name)
        if name not in self._formsinuse:  # type: ignore[attr-defined]  # not in the stubs
            self._formsinuse.append(name)  # type: ignore[attr-defined]
        return f"/{self._doc.getXObjectName(name)}"

    def link(self, element: Element, anchor: str, description: str, box: tuple[float, float, float, float]) -> None:
        """Make the *box* on this page, which shows *element*, a link to *anchor*; *description* names it aloud."""
        name = f"link{len(self._parents)}"
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([round(edge, 2) for edge in box]),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": PDFString(description),
                "Dest": self._bookmarkReference(anchor),  # type: ignore[attr-defined]  # not in the stubs
                "StructParent": len(self._parents),
            }
        )
        self._addAnnotation(annotation, name)  # type: ignore[attr-defined]  # not in the stubs
        self._parents.append(element)
        element.kids.append((len(self._pages), name))

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End the page, and tie its marked sequences to the tree."""
        name = self._doc.thisPageName()
        super().showPage()
        page: Any = self._doc.idToObject[name]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._parents)
        page.Tabs = PDFName("S")
        page.Contents = Stream(content=page.stream, filters=[PDFZCompress])
        self._doc.updateSignature(page.stream)
        self._pages.append(name)
        self._parents.append(self._marked)
        self._marked = []

    def finish(self, root: Element) -> bytes:
        """The finished file, whose structure is the tree under *root*."""
        root.prune()
        _Tree(self._doc, root, self._pages).write(self._parents)
        for face in self._doc.delayedFonts:
            face.addObjects(self._doc)
        self._doc.delayedFonts = []
        for font, name in self._shaped.items():
            self._doc.idToObject["BasicFonts"].dict[name[1:]] = font.embed(self._doc)
        for made in self._doc.idToObject.values():
            if type(made) is PDFStream:  # of a font
                made.__class__ = Stream
        self.save()
        return self._buffer.getvalue()


@cache
def paint(color: str) -> str:
    """The operator that makes ``#RRGGBB`` the colour of what is filled."""
    red, green, blue = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


class _Written(PDFObject):
    """An object of the file in its written form, which reportlab's dictionaries take far longer to make."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.text = ""

    def format(self, document: Any) -> bytes:
        return self.text.encode("ascii")


class _Tree:
    """The structure tree on its way into a file, whose pages have these names."""

    def __init__(self, document: Any, root: Element, pages: list[str]) -> None:
        self._document = document
        self._root = root
        self._pages = [self._known(name) for name in pages]
        self._written = {element: _Written() for element in _walk(root)}
        self._numbers = {element: self._number(written) for element, written in self._written.items()}

    def write(self, parents: list[Element | list[Element]]) -> None:
        """Write the tree, and the table that leads from the structure parent keys of pages and links back into it."""
        top, table = _Written(), _Written()
        for element, written in self._written.items():
            above = self._numbers[element.parent] if element.parent else self._number(top)
            page = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
            kids = " ".join(self._kid(kid, page) for kid in element.kids)
            where = "" if page is None else f"/Pg {self._pages[page]} 0 R "
            written.text = f"<</S /{element.tag} /P {above} 0 R {where}{element.attributes}/K [{kids}]>>"
        entries = " ".join(f"{key} {self._entry(held)}" for key, held in enumerate(parents))
        table.text = f"<</Nums [{entries}]>>"
        top.text = (
            f"<</Type /StructTreeRoot /K [{self._numbers[self._root]} 0 R] /ParentTree {self._number(table)} 0 R"
            f" /ParentTreeNextKey {len(parents)}>>"
        )
        self._document.Catalog.StructTreeRoot = self._document.Reference(top)
        self._document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _kid(self, kid: Element | tuple[int, int | str], page: int | None) -> str:
        """A kid as it is written in an element that stands on *page*."""
        if isinstance(kid, Element):
            return f"{self._numbers[kid]} 0 R"
        on, which = kid
        where = "" if on == page else f"/Pg {self._pages[on]} 0 R "
        if isinstance(which, str):
            return f"<</Type /OBJR {where}/Obj {self._known(f'Annot.{which}')} 0 R>>"
        return f"<</Type /MCR {where}/MCID {which}>>" if where else str(which)

    def _entry(self, held: Element | list[Element]) -> str:
        if isinstance(held, Element):
            return f"{self._numbers[held]} 0 R"
        return f"[{' '.join(f'{self._numbers[element]} 0 R' for element in held)}]"

    def _number(self, written: _Written) -> int:
        """The number of the object in the file, which it gets when first asked for."""
        return self._known(self._document.Reference(written).name)

    def _known(self, name: str) -> int:
        number: int = self._document.idToObjectNumberAndVersion[name][0]
        return number


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _walk(kid)
