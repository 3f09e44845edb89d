"""The checks of PDF/UA-1 and PDF/A-2a are checked themselves: whatever is broken in a good file, they notice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from exporters.pdf import render
from tests.samples import summary
from tests.test_pdf import BRIEFING, failures


@cache
def good() -> bytes:
    return render(summary(), BRIEFING).data


def elements(element: Any) -> Iterator[Any]:
    """The elements of the structure tree from *element* on."""
    if isinstance(element, Dictionary) and "/S" in element:
        yield element
        for kid in element.get("/K", ()):
            yield from elements(kid)


def first(pdf: Pdf, tag: str) -> Any:
    return next(element for element in elements(pdf.Root.StructTreeRoot.K[0]) if str(element.S) == tag)


def change_page(pdf: Pdf, pattern: bytes, by: bytes) -> None:
    page = pdf.pages[0]
    changed, count = re.subn(pattern, by, page.Contents.read_bytes(), count=1)
    assert count
    page.Contents = pdf.make_stream(changed)


def change_xmp(pdf: Pdf, pattern: bytes) -> None:
    changed, count = re.subn(pattern, b"", pdf.Root.Metadata.read_bytes(), flags=re.DOTALL)
    assert count
    pdf.Root.Metadata = pdf.make_stream(changed, Type=Name.Metadata, Subtype=Name.XML)


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def text_without_a_tag(pdf: Pdf) -> None:
    change_page(pdf, rb"/H1 <</MCID \d+>> BDC", b"/NonStruct BMC")


def skipped_heading(pdf: Pdf) -> None:
    first(pdf, "/H3").S = Name("/H5")


def links(pdf: Pdf) -> Iterator[Any]:
    found = [link for page in pdf.pages for link in page.get("/Annots", ())]
    assert found
    return iter(found)


def link_without_description(pdf: Pdf) -> None:
    for link in links(pdf):
        del link["/Contents"]


def link_outside_the_tree(pdf: Pdf) -> None:
    for link in links(pdf):
        del link["/StructParent"]


def no_tab_order(pdf: Pdf) -> None:
    del pdf.pages[0].Tabs


def unknown_tag(pdf: Pdf) -> None:
    first(pdf, "/H2").S = Name("/Heading")


def no_claim(pdf: Pdf) -> None:
    change_xmp(pdf, rb"<pdfuaid:part>1</pdfuaid:part>")


def no_title(pdf: Pdf) -> None:
    change_xmp(pdf, rb"<dc:title>.*?</dc:title>")


def title_not_shown(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def not_marked(pdf: Pdf) -> None:
    del pdf.Root.MarkInfo


def fonts(pdf: Pdf) -> Iterator[Any]:
    return iter(font for _, font in pdf.pages[0].Resources.Font.items())


def no_to_unicode(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font["/ToUnicode"]


def not_embedded(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font.FontDescriptor["/FontFile2"]


def decoration_in_text(pdf: Pdf) -> None:
    change_page(pdf, rb"(/P <</MCID \d+>> BDC)", rb"\1 /Artifact BMC EMC ")


def no_way_back(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array([])


def paragraph_in_an_item(pdf: Pdf) -> None:
    first(pdf, "/LBody").S = Name("/P")


def picture_without_text(pdf: Pdf) -> None:
    first(pdf, "/P").S = Name("/Figure")


MUTATIONS: tuple[Callable[[Pdf], None], ...] = (
    no_language,
    text_without_a_tag,
    skipped_heading,
    link_without_description,
    link_outside_the_tree,
    no_tab_order,
    unknown_tag,
    no_claim,
    no_title,
    title_not_shown,
    not_marked,
    no_to_unicode,
    not_embedded,
    decoration_in_text,
    no_way_back,
    paragraph_in_an_item,
    picture_without_text,
)


def mutated(change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(good())) as pdf:
        change(pdf)
        saved = BytesIO()
        pdf.save(saved, static_id=True)
    return saved.getvalue()


def test_a_file_saved_as_it_is_stays_good() -> None:
    assert failures(mutated(lambda pdf: None)) == []


@pytest.mark.parametrize("change", MUTATIONS, ids=lambda change: change.__name__)
def test_what_is_broken_is_noticed(change: Callable[[Pdf], None]) -> None:
    assert failures(mutated(change))
