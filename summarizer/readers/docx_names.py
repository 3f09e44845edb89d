"""The names of Word's elements and attributes, which have two namespaces: transitional and strict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from summarizer.readers import xml

WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)


def value_of(attributes: xml.Attributes, name: str = "val", namespaces: tuple[str, str] = WORD) -> str | None:
    """The attribute *name* of Word, or of another pair of *namespaces*."""
    transitional, strict = namespaces
    return attributes.get(transitional + name) or attributes.get(strict + name)


_Action = TypeVar("_Action", bound=Callable[..., None])


def tags(actions: Mapping[str, _Action], namespaces: tuple[str, ...] = WORD) -> dict[str, _Action]:
    """*actions* by the tags that they have in each of *namespaces*."""
    return {namespace + name: action for name, action in actions.items() for namespace in namespaces}
