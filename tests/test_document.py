from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Aside, Document, Heading, ListItem, Paragraph, Source
from tests.samples import FERRY, document

pages = st.none() | st.integers(1, 999)
blocks = st.one_of(
    st.builds(Heading, st.text(), st.integers(1, 9), pages),
    st.builds(Paragraph, st.text(), pages),
    st.builds(ListItem, st.text(), st.integers(0, 9), pages),
    st.builds(Aside, st.text(), st.sampled_from(["table", "code", "caption"]), pages),
)
maybe = st.none() | st.text()
sources = st.builds(Source, st.text(), st.text(), st.text(), st.integers(0), pages, maybe, maybe)
documents = st.builds(
    Document, sources, maybe, maybe, st.lists(blocks).map(tuple), st.lists(st.text(), max_size=3).map(tuple)
)


@given(documents)
def test_survives_a_trip_through_json_text(original: Document) -> None:
    made = Document.from_json(json.loads(json.dumps(original.to_json())))
    assert made == original
    assert made.paragraphs == original.paragraphs


def test_json_form() -> None:
    of = Document(Source("a.md", "text/markdown", "ab", 2, pages=1, author="A"), "T", "en", FERRY[2:4], ("lost",))
    assert of.to_json() == {
        "source": {
            "name": "a.md",
            "media_type": "text/markdown",
            "sha256": "ab",
            "words": 2,
            "pages": 1,
            "author": "A",
            "date": None,
        },
        "title": "T",
        "language": "en",
        "blocks": [
            {"block": "heading", "text": "Key points", "level": 2, "page": None},
            {
                "block": "list_item",
                "text": "The council will replace the diesel ferry with an electric one.",
                "depth": 0,
                "page": None,
            },
        ],
        "warnings": ["lost"],
        "truncated": False,
    }


@pytest.mark.parametrize("key", ["source", "title", "language", "blocks", "warnings"])
def test_a_missing_key_is_a_key_error(key: str) -> None:
    values = document().to_json()
    del values[key]
    with pytest.raises(KeyError, match=key):
        Document.from_json(values)


@pytest.mark.parametrize(
    ("block", "error"),
    [
        ({"text": "no kind"}, KeyError),
        ({"block": "picture", "text": "unknown kind"}, KeyError),
        ({"block": "paragraph", "text": "unknown field", "depth": 1}, TypeError),
        ({"block": "paragraph"}, TypeError),
    ],
)
def test_another_shape_of_block_is_refused(block: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        Document.from_json({**document().to_json(), "blocks": [block]})


def test_paragraphs_are_the_blocks_that_state_something() -> None:
    of = document()
    assert of.paragraphs == (FERRY[0], FERRY[1], FERRY[3], FERRY[4], FERRY[6])
    assert document(Heading("Alone"), Aside("x = 1", "code")).paragraphs == ()


def test_is_a_value() -> None:
    assert document() == document()
    assert hash(document()) == hash(document())
    with pytest.raises(FrozenInstanceError):
        document().title = "Another"  # type: ignore[misc]  # that it is refused is the point
