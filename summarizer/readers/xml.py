"""XML of parts of a document, parsed so that it reaches for nothing and grows into nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from lxml import etree

from summarizer.errors import DataError

SAFE = MappingProxyType(
    {
        "resolve_entities": False,
        "load_dtd": False,
        "dtd_validation": False,
        "attribute_defaults": False,
        "no_network": True,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
    }
)
"""Options for `etree.XMLParser` and `etree.iterparse`: no entity, DTD, file or address is looked up.

Without *huge_tree*, libxml2 takes at most 256 levels of elements and 10 million bytes of one text.
"""


def parse(data: bytes, *, name: str, part: str) -> Any:
    """The root element of the XML in *data*, which is *part* of the file *name*.

    Raises DataError where it is not well-formed, is nested more than 256 levels deep, or declares entities of its
    own, which no program that writes documents does.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError):
        problem = f"is damaged: {part} is not well-formed XML"
        raise DataError(name, problem, "open it in the program that made it and save it again") from None
    if declares_entities(root):
        raise DataError(name, f"declares entities in {part}, which no document needs", "get it from whoever made it")
    return root


def declares_entities(root: Any) -> bool:
    """Whether the document of the element *root* declares entities in a DTD of its own."""
    dtd = root.getroottree().docinfo.internalDTD
    return dtd is not None and any(True for _ in dtd.iterentities())


def html_parser(stream: Any) -> Any:
    """A parser of HTML in UTF-8 that builds no tree but tells *stream* of each tag and text; it wants ``feed``.

    It takes any nonsense for HTML, and nesting of any depth.
    """
    return etree.HTMLParser(
        target=stream, encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
