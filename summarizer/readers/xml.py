"""XML of parts of a document, parsed so that it reaches for nothing and grows into nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from summarizer.errors import DataError, LimitError

_CHUNK = 1 << 16  # bytes

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

    Raises DataError where it is not well-formed, or declares entities of its own, which no program does that writes
    documents, LimitError where it is nested more than 256 levels deep.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(error, name, part) from None
    if declares_entities(root):
        raise DataError(name, f"declares entities in {part}, which no document needs", "get it from whoever made it")
    return root


def _refusal(error: Exception, name: str, part: str) -> DataError | LimitError:
    if "Excessive depth" in str(error):  # libxml2 has no code of its own for it
        return LimitError(name, f"is nested too deeply in {part}", "get it from whoever made it")
    problem = f"is damaged: {part} is not well-formed XML"
    return DataError(name, problem, "open it in the program that made it and save it again")


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


def pieces_of(data: bytes) -> Iterator[bytes]:
    """*data* as parsers take it best, which keep a copy of what they are fed at one time."""
    return (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))


# -- XML as it comes --

Attributes = Mapping[str, str]
Handler = Callable[[Any, Attributes], None]
"""What a `Walker` does when an element begins; it is given the walker and the attributes."""


class Walker:
    """Reads XML element by element, without a tree: memory goes by what is kept, not by what is read.

    A subclass has tables from tags to what it does when such an element begins and when it ends. Whatever stands in an
    element of *SKIPPED*, or for which `skip` was called as it began, is passed over. *text* is called with the
    character data of all the others.
    """

    BEGINS: Mapping[str, Handler]
    ENDS: Mapping[str, Callable[[Any], None]]
    SKIPPED: frozenset[str]

    def __init__(self, name: str) -> None:
        self.name = name
        self._skipped = 0  # elements that are open and passed over

    def walk(self, pieces: Iterable[bytes], *, part: str) -> None:
        """Read the XML that *pieces* make, which is *part* of the file.

        Raises DataError where it is none, or has a DTD, and what *pieces* raise.
        """
        parser = etree.XMLParser(target=self, **SAFE)
        try:
            for piece in pieces:
                parser.feed(piece)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _refusal(error, self.name, part) from None

    def skip(self) -> None:
        """Pass over what stands in the element that begins."""
        self._skipped = 1

    def text(self, data: str) -> None:
        """Take *data*, a piece of text as it stands in the XML."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Called by the parser where an element begins."""
        if self._skipped:
            self._skipped += 1
            return
        if tag in self.SKIPPED:
            self._skipped = 1
        handler = self.BEGINS.get(tag)
        if handler:
            handler(self, attributes)

    def end(self, tag: str) -> None:
        """Called by the parser where an element ends."""
        if self._skipped:
            self._skipped -= 1
            return
        handler = self.ENDS.get(tag)
        if handler:
            handler(self)

    def data(self, data: str) -> None:
        """Called by the parser with text."""
        if not self._skipped:
            self.text(data)

    def doctype(self, name: str, *_: object) -> None:
        """Called by the parser for a DTD, which no program that writes documents needs."""
        raise DataError(self.name, f"has a DTD for {name}, which no document needs", "get it from whoever made it")

    def close(self) -> None:
        """Called by the parser at the end."""
