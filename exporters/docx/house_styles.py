"""The styles and lists of a reference document, and ours in place of those that it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields
from typing import Any

from lxml import etree

from exporters.docx.elements import W
from exporters.docx.package import Package
from summarizer.errors import UsageError, nearest
from templates import Styles

_VAL, _ID = f"{W}val", f"{W}styleId"
_UNUSED = ("List Bullet", "Caption")  # for those who go on writing in a handout of ours
_LEADS = ("Title", "Heading 1", "Heading 2", "Heading 3")
_BEFORE_NUMBER = {W + tag for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
_LONGEST_CHAIN = 20
"""So many styles may be based on one another; Word itself allows eleven."""


@dataclass(frozen=True, slots=True)
class House:
    """The parts *styles* and *numbering*; *ids* of styles by the English names of ours, and those of them *made*.

    *uncounted* are styles of the user's that should count and did not; *ours* says that there were no styles at all.
    """

    styles: bytes
    numbering: bytes
    ids: Mapping[str, str]
    made: Mapping[str, str]
    uncounted: tuple[str, ...] = ()
    ours: bool = False


def merged(package: Package, main: str, names: Styles, ours: Mapping[str, bytes]) -> House:
    """The styles of *package* with those of *ours* that it lacks; *names* are the ones that the user named."""
    our_styles, our_lists = (etree.fromstring(ours[f"word/{name}.xml"]) for name in ("styles", "numbering"))
    theirs = package.xml(package.target(main, "styles"))
    if theirs is None or theirs.find(f"{W}style") is None:
        return House(ours["word/styles.xml"], ours["word/numbering.xml"], our_ids(ours), {}, ours=True)
    lists = package.xml(package.target(main, "numbering"))
    merging = _Merging(theirs, our_styles, _lists(lists), our_lists, bool(package.target(main, "theme")))
    merging.find(package.name, names)
    merging.make()
    uncounted = tuple(merging.count())
    return House(_bytes(merging.theirs), _bytes(merging.lists), merging.ids, merging.made, uncounted)


def our_ids(ours: Mapping[str, bytes]) -> dict[str, str]:
    """The ids of our styles by their English names."""
    root = etree.fromstring(ours["word/styles.xml"])
    return {_english(style): style.get(_ID) for style in root.iter(f"{W}style")}


def _bytes(root: Any) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _english(style: Any) -> str:
    """The name of one of our styles as the code has it: ``Heading 1`` for what Word's files call ``heading 1``."""
    name: str = style.find(f"{W}name").get(_VAL)
    return name.title()


def _lists(root: Any) -> Any:
    """The user's lists without the pictures that they may have for bullets; none is an empty element."""
    if root is None:
        return etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
    for picture in list(root.iter(f"{W}numPicBullet", f"{W}lvlPicBulletId")):
        alternatives = [each for each in picture.iterancestors() if each.tag.endswith("}AlternateContent")]
        whole = alternatives[0] if alternatives else picture
        if whole.getparent() is not None:
            whole.getparent().remove(whole)
    for level in root.iter(f"{W}lvl"):  # LibreOffice has the name of the style first, against the schema
        named = level.find(f"{W}pStyle")
        if named is not None:
            _insert(level, named, ("start", "numFmt", "lvlRestart"))
    return root


class _Merging:
    """The user's styles and lists, in which ours are being put: *ids* by English names, *made* those that are ours."""

    def __init__(self, theirs: Any, ours: Any, lists: Any, our_lists: Any, themed: bool) -> None:
        self.theirs, self.lists = theirs, lists
        self.ids: dict[str, str] = {}
        self.made: dict[str, str] = {}
        self._ours = {_english(style): style for style in ours.iter(f"{W}style")}
        self._our_lists = our_lists
        self._themed = themed
        self._styles = [style for style in theirs.iterchildren(f"{W}style") if style.get(_ID)]
        self._by_id = {style.get(_ID): style for style in self._styles}

    def find(self, document: str, names: Styles) -> None:
        """Find the user's styles: as named by the user, else by English name, else by id, else the default one."""
        named = {each.name.replace("_", " ").title(): getattr(names, each.name) for each in fields(names)}
        for english, our in self._ours.items():
            kind = our.get(f"{W}type")
            known = {_name(style): style.get(_ID) for style in self._styles if style.get(f"{W}type") == kind}
            wanted = named.get(english, "")
            found = _found(known, wanted or english, "" if wanted else our.get(_ID))
            if wanted and not found:
                key = f"styles.{english.lower().replace(' ', '_')}"
                problem = f"has no {kind} style {wanted}, which {key} names"
                raise UsageError(document, problem, nearest(wanted, list(known), "see the list of styles in Word"))
            if not found and our.get(f"{W}default"):
                found = next((id_ for id_ in known.values() if self._by_id[id_].get(f"{W}default") == "1"), None)
            if found:
                self.ids[english] = found

    def make(self) -> None:
        """Add those of ours that are missing, based on and followed by what stands for ours."""
        missing = [name for name in self._ours if name not in self.ids and name not in _UNUSED]
        for name in missing:
            self.ids[name] = self.made[name] = self._free_id(self._ours[name].get(_ID))
        ids = {self._ours[name].get(_ID): id_ for name, id_ in self.ids.items()}
        for name in missing:
            style = deepcopy(self._ours[name])
            style.set(_ID, self.ids[name])
            for reference in list(style.iterchildren(f"{W}basedOn", f"{W}next")):
                reference.set(_VAL, ids[reference.get(_VAL)])
            # The headings of a house have its theme's font for headings; all other words are in the font of its text.
            for fonts in list(style.iter(f"{W}rFonts")):
                if not self._themed or name not in _LEADS:
                    fonts.getparent().remove(fonts)
            self.theirs.append(style)
            self._by_id[self.ids[name]] = style

    def count(self) -> Iterator[str]:
        """Bind our lists to what needs them: to what was made, and to the user's List Number if it does not count."""
        for name in ("List Number", "Source Paragraph"):
            if name in self.made:
                self._bind(name)
            elif not self._counts(self._by_id[self.ids[name]]):
                self._bind(name)
                yield _name(self._by_id[self.ids[name]])

    def _free_id(self, wanted: str) -> str:
        taken, number, free = {*self._by_id, *self.ids.values()}, 1, wanted
        while free in taken:
            number += 1
            free = f"{wanted}{number}"
        return free

    def _counts(self, style: Any) -> bool:
        for _ in range(_LONGEST_CHAIN):
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None:
                return self._is_counter(number)
            based_on = style.find(f"{W}basedOn")
            style = self._by_id.get(based_on.get(_VAL)) if based_on is not None else None
            if style is None:
                return False
        return False

    def _is_counter(self, number: Any) -> bool:
        list_, level = (_value(number.find(W + tag), "0") for tag in ("numId", "ilvl"))
        instance = _with(self.lists, "num", "numId", list_)
        abstract = None if instance is None else _value(instance.find(f"{W}abstractNumId"))
        definition = _with(self.lists, "abstractNum", "abstractNumId", abstract)
        if definition is None:
            return False
        if definition.find(f"{W}numStyleLink") is not None:
            return True
        form = _value(next((each.find(f"{W}numFmt") for each in definition if each.get(f"{W}ilvl") == level), None))
        return form not in ("bullet", "none")

    def _bind(self, name: str) -> None:
        """Give the style *name* our list for it."""
        ours = self._ours[name]
        number = ours.find(f"{W}pPr/{W}numPr/{W}numId").get(_VAL)
        definition = deepcopy(_with(self._our_lists, "abstractNum", "abstractNumId", number))
        abstract, free = _next(self.lists, "abstractNum", "abstractNumId"), _next(self.lists, "num", "numId")
        definition.set(f"{W}abstractNumId", abstract)
        definition.find(f"{W}lvl/{W}pStyle").set(_VAL, self.ids[name])
        for fonts in list(definition.iter(f"{W}rFonts")):
            if not self._themed:
                fonts.getparent().remove(fonts)
        _insert(self.lists, definition, ("numPicBullet", "abstractNum"))
        instance = etree.Element(f"{W}num", {f"{W}numId": free})
        etree.SubElement(instance, f"{W}abstractNumId", {_VAL: abstract})
        _insert(self.lists, instance, ("numPicBullet", "abstractNum", "num"))
        _set_number(self._by_id[self.ids[name]], free)


def _found(known: Mapping[str, str], name: str, id_: str) -> str | None:
    for each, found in known.items():
        if each.casefold() == name.casefold():
            return found
    return next((found for found in known.values() if found.casefold() == id_.casefold()), None)


def _name(style: Any) -> str:
    return _value(style.find(f"{W}name")) or str(style.get(_ID))


def _value(element: Any, otherwise: str = "") -> str:
    return otherwise if element is None else str(element.get(_VAL, otherwise))


def _with(root: Any, tag: str, attribute: str, value: str | None) -> Any:
    return next((each for each in root.iterchildren(W + tag) if each.get(W + attribute) == value), None)


def _next(root: Any, tag: str, attribute: str) -> str:
    numbers = [each.get(W + attribute, "") for each in root.iterchildren(W + tag)]
    return str(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1)


def _insert(root: Any, element: Any, after: tuple[str, ...]) -> None:
    """Put *element* behind the last child that is one of *after*, where the schema has it."""
    if element.getparent() is root:
        root.remove(element)
    places = [number for number, child in enumerate(root, 1) if child.tag in {W + tag for tag in after}]
    root.insert(max(places, default=0), element)


def _set_number(style: Any, number: str) -> None:
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        runs = style.find(f"{W}rPr")
        place = len(style) if runs is None else style.index(runs)
        style.insert(place, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    numbered = etree.Element(f"{W}numPr")
    etree.SubElement(numbered, f"{W}numId", {_VAL: number})
    _insert(properties, numbered, tuple(tag.removeprefix(W) for tag in _BEFORE_NUMBER))
