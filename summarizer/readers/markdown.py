"""Markdown: CommonMark with tables and strikethrough, and front matter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from summarizer.characters import clean
from summarizer.document import Aside, Block, Heading, ListItem, Paragraph
from summarizer.errors import LimitError
from summarizer.options import Limits
from summarizer.readers.raised import LEVEL, LOWERED, RAISED, shifted
from summarizer.readers.text import decode
from summarizer.structure import Content, first_heading

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_DEEPEST = 100  # levels of lists and quotes; the parser recurses, and from there on leaves out the rest of the text
_DEEPEST_LINK = 10  # levels of brackets that may be links; the parser looks at each bracket once for each of them
_TITLE_WORDS = 12
_BOX = re.compile(r"^\[[ xX]\]\s+(?=\S)")  # of a task (GitHub Flavored Markdown, 5.3)
_LABELLED = re.compile(r"[^\W\d_](?:[\w'’/-]| (?! )){0,29}:\s+\S")

_LISTS = MappingProxyType(
    {"bullet_list_open": 1, "ordered_list_open": 1, "bullet_list_close": -1, "ordered_list_close": -1}
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z_][\w -]*?)\s*:(?:\s+(.*))?")
_NO_FIELD = re.compile(r"[\s#-].*|")
_NO_VALUES = frozenset({"", "~", "null", "|", ">", "|-", ">-", "|+", ">+"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")

_HIDDEN_TAGS = "script|style|template|noscript|iframe|object|svg|head|title"
_HIDDEN = re.compile(rf"<!--.*?(?:-->|\Z)|<({_HIDDEN_TAGS})\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"<(/?)(p|div|br|hr|h[1-6]|[uod]l|li|d[td]|table|t[rdh]|section|article|center|details|summary|pre|blockquote)"
    r"(?![\w-])[^<>]*>",
    re.IGNORECASE,
)
_POSITIONS = MappingProxyType({"<sup>": RAISED, "<sub>": LOWERED})
_SHIFTED = re.compile(r"<(su[pb])>([^<>]*)</\1>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")


def read(data: bytes, *, name: str, encoding: str | None, limits: Limits) -> Content:
    """The blocks of the Markdown in *data*, with what its front matter says of it.

    Raises LimitError where lists and quotes lie too deep in one another.
    """
    text, warnings = decode(data, name=name, encoding=encoding)
    fields, body = _front_matter(clean(text))
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.core.ruler.before("inline", "shallow_links", _set_deepest_link)
    tokens = parser.parse(body)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise LimitError(name, "is nested too deeply", "save it as plain text")
    language = _LANGUAGE.match(fields.get("lang") or fields.get("language") or "")
    blocks = tuple(_blocks(tokens))
    return Content(
        blocks,
        title=_shown_title(blocks) or fields.get("title"),
        author=fields.get("author"),
        date=fields.get("date"),
        language=language[0].lower() if language else None,
        warnings=warnings,
    )


def _shown_title(blocks: Sequence[Block]) -> str | None:
    """The heading of level 1 that a reader sees first, if it is a title; front matter is for programs."""
    opens = blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1
    return first_heading(blocks) if opens else None


def _set_deepest_link(state: StateCore) -> None:
    state.md.options["maxNesting"] = _DEEPEST_LINK


# -- front matter --


def _front_matter(text: str) -> tuple[Mapping[str, str], str]:
    """The fields of the front matter of *text*, and the text after it.

    Only ``key: value`` lines are understood, with plain or quoted values on one line and lists in brackets; the rest
    of YAML is passed over. What does not look like front matter is left in the text.
    """
    match = _FRONT_MATTER.match(text)
    lines = match[1].splitlines() if match else []
    fields = {field[1].lower(): _scalar(field[2] or "") for line in lines if (field := _FIELD.fullmatch(line))}
    odd = sum(not (_FIELD.fullmatch(line) or _NO_FIELD.fullmatch(line)) for line in lines)
    if not match or len(fields) <= odd:
        return {}, text
    return {key: value for key, value in fields.items() if value not in _NO_VALUES}, text[match.end() :]


def _scalar(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_scalar, value[1:-1].split(","))))
    if len(value) > 1 and value[0] == value[-1] == '"':
        return " ".join(value[1:-1].replace('\\"', '"').replace("\\\\", "\\").split())
    if len(value) > 1 and value[0] == value[-1] == "'":
        return " ".join(value[1:-1].replace("''", "'").split())
    return " ".join(value.partition(" #")[0].split())


# -- blocks --


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    depth, level, opens_item = -1, 1, False  # of the list around; of the heading above; nothing in the item yet
    stream = pairwise(chain(tokens[:1], tokens))
    for container, token in stream:
        depth += _LISTS.get(token.type, 0)
        if token.type in ("list_item_open", "list_item_close"):
            opens_item = token.nesting > 0
        elif token.type == "table_open":
            yield _table(stream)
        elif token.type in ("fence", "code_block"):
            yield Aside(token.content, "code")
        elif token.type == "html_block":
            yield from _html_blocks(token.content)
        elif token.type == "inline":
            lines, captions = _text(token.children or [])
            text = lines.replace("\n", " ")
            if container.type == "heading_open" and not _is_underlined_sentence(container, text):
                level = int(container.tag[1])
                yield Heading(text, level)
            elif opens_item:
                yield ListItem(_unboxed(text, token.content), depth)
            elif depth < 0 and _is_bold_title(token.children or [], text):
                yield Heading(text, min(level + 1, 6))
            else:
                yield from map(Paragraph, lines.split("\n") if _is_labelled(lines) else [text])
            opens_item = opens_item and not text
            yield from (Aside(caption, "caption") for caption in captions)


def _table(stream: Iterator[tuple[Token, Token]]) -> Aside:
    """The table that has just been opened in *stream*, which is left behind it."""
    rows: list[list[str]] = []
    for container, token in stream:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and container.type in ("th_open", "td_open"):
            rows[-1].append(_text(token.children or [])[0])
    return Aside(" / ".join(" | ".join(row) for row in rows), "table")


def _unboxed(text: str, markup: str) -> str:
    """The *text* of a list item without the box of a task, where its *markup* has one, and not escaped."""
    return _BOX.sub("", text) if _BOX.match(markup) else text


def _is_underlined_sentence(heading: Token, text: str) -> bool:
    """Whether a rule was put below a paragraph without a gap, which makes it a heading by the letter only."""
    return heading.markup in ("=", "-") and len(text.split()) > _TITLE_WORDS and text[-1:] in tuple(".!?”")


def _is_bold_title(children: Sequence[Token], text: str) -> bool:
    """Whether a paragraph is nothing but a few words in bold, as writers without headings set their titles."""
    types = [child.type for child in children if child.content.strip(" :") or child.type != "text"]
    is_bold = len(types) > 2 and types[0] == "strong_open" and types.index("strong_close") == len(types) - 1
    return is_bold and len(text.split()) <= _TITLE_WORDS and text[-1:] not in tuple(".!?,;")


def _is_labelled(lines: str) -> bool:
    """Whether each of the *lines* of a paragraph begins with a label, as in "Present: ..." above "Apologies: ..."."""
    return "\n" in lines and all(map(_LABELLED.match, lines.split("\n")))


def _text(children: Sequence[Token]) -> tuple[str, list[str]]:
    """The text of inline *children* without what is struck out, in lines, and the descriptions of its pictures."""
    parts: list[str] = []
    captions: list[str] = []
    closed = {tag[2].lower(): number for number, tag in _tags(children) if tag[1]}
    struck, hidden, position = 0, "", LEVEL
    for number, child in enumerate(children):
        if child.type == "html_inline":
            hidden = _hidden(hidden, child.content, closed, number)
            position = _POSITIONS.get(child.content.lower(), LEVEL)
            parts.append(" " if child.content.lower().startswith("<br") else "")
        elif child.type in ("s_open", "s_close"):
            struck += child.nesting
        elif child.type == "image":
            captions.append(_text(child.children or [])[0].replace("\n", " "))
        elif not (struck or hidden):
            parts.append("\n" if child.type in ("softbreak", "hardbreak") else shifted(child.content, position))
    return "".join(parts), captions


def _tags(children: Sequence[Token]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, child in enumerate(children):
        if child.type == "html_inline" and (tag := _TAG_NAME.match(child.content)):
            yield number, tag


def _hidden(hidden: str, content: str, closed: Mapping[str, int], number: int) -> str:
    """The tag that hides the text after the tag *content*, "" for none; *hidden* is the one before it."""
    tag = _TAG_NAME.match(content)
    if not tag:
        return hidden
    name = tag[2].lower()
    if hidden:
        return "" if tag[1] and name == hidden else hidden
    hides = not tag[1] and name in _HIDDEN_TAGS.split("|") and closed.get(name, -1) > number
    return name if hides else ""


def _shifted(match: re.Match[str]) -> str:
    return shifted(match[2], _POSITIONS[f"<{match[1].lower()}>"])


def _html_blocks(markup: str) -> Iterator[Block]:
    """The text of an HTML block without its tags, scripts, styles and comments."""
    before, *rest = _BLOCK_TAG.split(_SHIFTED.sub(_shifted, _HIDDEN.sub("", markup)))
    for closes, tag, piece in [("", "p", before), *zip(rest[::3], rest[1::3], rest[2::3], strict=True)]:
        text = html.unescape(_TAG.sub("", piece)).strip()
        if not text:
            continue
        if not closes and tag[0] in "hH" and tag[1:].isdigit():
            yield Heading(" ".join(text.split()), int(tag[1]))
        elif not closes and tag.lower() == "li":
            yield ListItem(" ".join(text.split()))
        else:
            yield Paragraph(" ".join(text.split()))
