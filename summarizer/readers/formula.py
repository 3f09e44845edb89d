"""Formulas of MathML and of Word as a line of text: x², aᵢ as a_i, (a+b)/c."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from types import MappingProxyType

from summarizer.readers import xml
from summarizer.readers.raised import LOWERED, RAISED, shifted

MATHML = frozenset(
    "math mi mn mo mtext ms mspace mrow mstyle mpadded mphantom merror menclose mfenced semantics mfrac msqrt mroot "
    "msup msub msubsup mover munder munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd".split()
)
"""The elements of MathML that show something."""

_DEEPEST = 40  # elements in each other that are told apart; each costs one more copy of the text
_APPLICATION = "\u2061"  # what stands unseen between a function and its argument
_Role = Callable[[str], str]
_NOTHING: Mapping[str, str] = MappingProxyType({})


def _one(text: str) -> str:
    """*text* so that it is one thing beside a sign: in brackets, unless it is a number, a word or in brackets."""
    is_bracketed = text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1
    is_word = text.isascii() and text.isalpha()
    return text if len(text) < 2 or is_bracketed or is_word or text.replace(".", "").isdecimal() else f"({text})"


def _shifted(text: str, position: str, mark: str) -> str:
    """*text* in the signs of Unicode for that *position*; where there are none, after the *mark* of it."""
    text = text.strip()
    signs = shifted(text, position)
    return signs if signs != text or not any(map(str.isalnum, text)) else mark + _one(text)


def _raised(text: str) -> str:
    return _shifted(text, RAISED, "^")


def _lowered(text: str) -> str:
    return _shifted(text, LOWERED, "_")


def _below(text: str) -> str:
    return f"/{_one(text)}"


def _root(text: str) -> str:
    return f"√{_one(text)}"


_ROLES: Mapping[tuple[str, int | str], _Role] = MappingProxyType(
    {
        **{(name, 0): _one for name in ("msup", "msub", "msubsup", "mfrac")},
        **{(name, "e"): _one for name in ("sSup", "sSub", "sSubSup")},
        **{(name, 1): _lowered for name in ("msub", "msubsup", "munder", "munderover")},
        **{(name, 2): _raised for name in ("msubsup", "munderover")},
        ("msup", 1): _raised,
        ("mfrac", 1): _below,
        ("mroot", 0): _root,
        ("mroot", 1): _raised,
        ("rad", "e"): _root,
    }
)
"""What becomes of an element by the one that it stands in, and its number or name there."""

_NAMED: Mapping[str, _Role] = MappingProxyType(
    {
        **dict.fromkeys(("sup", "deg"), _raised),
        **dict.fromkeys(("sub", "lim"), _lowered),
        "num": _one,
        "den": _below,
        "msqrt": _root,
        "fName": lambda text: f"{text} ",
        "mtd": lambda text: f"{text} ",
    }
)
"""What becomes of the others by their names."""


@dataclass(slots=True)
class _Element:
    """An element that is open: what becomes of its text, and the parts of that which are fractions."""

    tag: str = ""
    roles: tuple[_Role, ...] = ()
    children: int = 0
    parts: list[str] = field(default_factory=list)
    fractions: list[int] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)
    separators: str = ""  # between its parts; the last serves for all that follow
    before: int = 0  # the number of the part from which on they stand before the others

    def text(self) -> str:
        """Its text; a fraction stands in brackets where a letter or digit touches it."""
        parts = self.parts
        for number in self.fractions:
            before, after = "".join(parts[max(number - 1, 0) : number]), "".join(parts[number + 1 : number + 2])
            if before[-1:].isalnum() or after[:1].isalnum():
                parts[number] = _one(parts[number])
        if self.separators:
            signs = chain(self.separators, repeat(self.separators[-1]))
            parts = [*(part + sign for part, sign in zip(parts[:-1], signs, strict=False)), *parts[-1:]]
        text = "".join(reversed(parts) if self.tag == "mroot" else parts[self.before :] + parts[: self.before])
        if self.brackets:
            text = f"{self.brackets[0]}{text}{self.brackets[1]}"
        for role in self.roles:
            text = role(text)
        return text

    def role(self, tag: str) -> _Role | None:
        """What becomes of the child *tag* that begins now, by its place."""
        if self.tag != "mmultiscripts":
            return _ROLES.get((self.tag, self.children)) or _ROLES.get((self.tag, tag))
        if tag == "mprescripts":
            self.before = self.children + 1
        if not self.children:
            return _one
        return _raised if (self.children - (self.before or 1)) % 2 else _lowered


class Formula:
    """A formula that comes element by element, by their names without namespaces."""

    def __init__(self) -> None:
        self._open = [_Element()]
        self._deeper = 0

    @property
    def parts(self) -> list[str]:
        """Where the text of the element that is open goes, as it is."""
        return self._open[-1].parts

    def start(self, tag: str, given: Mapping[str, str] = _NOTHING) -> None:
        """An element begins, with the attributes *given*."""
        around = self._open[-1]
        if self._deeper or len(self._open) > _DEEPEST:
            self._deeper += 1
            return
        if around.tag == "nary" and not around.parts:
            around.parts.append("∫")  # the sign that Word does not name
        roles = tuple(filter(None, (_NAMED.get(tag), around.role(tag))))
        around.children += 1
        element = _Element(tag, roles)
        if tag == "d":
            element.brackets, element.separators = ["(", ")"], "|"
        elif tag == "mfenced":
            element.brackets = [given.get("open", "(").strip(), given.get("close", ")").strip()]
            element.separators = "".join(given.get("separators", ",").split())
        self._open.append(element)

    def put(self, text: str) -> None:
        """Text comes, in which space between elements means nothing."""
        if self._open[-1].tag != "mtext":
            text = " ".join(text.split()).replace(_APPLICATION, " ")
        if text:
            self.parts.append(text)

    def name(self, which: str, sign: str) -> None:
        """Word names the *sign* of the element that is open: ``chr`` of a sum, those of brackets.

        These are ``begChr``, ``endChr`` and ``sepChr``.
        """
        element = self._open[-1]
        if which == "chr" and element.tag == "nary":
            element.parts.append(sign)
        elif which == "sepChr" and element.brackets:
            element.separators = sign
        elif which != "chr" and element.brackets:
            element.brackets[which == "endChr"] = sign

    def end(self) -> None:
        """The element that is open ends."""
        if self._deeper:
            self._deeper -= 1
        elif len(self._open) > 1:
            element = self._open.pop()
            if element.tag in ("mfrac", "f"):
                self._open[-1].fractions.append(len(self.parts))
            self.parts.append(element.text())

    def text(self) -> str:
        """The whole of it; what is still open ends."""
        self._deeper = 0
        while len(self._open) > 1:
            self.end()
        return self._open[0].text().strip()


class FormulaWalker(xml.Walker):
    """Gathers the text of the formula that is open; what begins and ends one is for a subclass to say."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.formula: Formula | None = None

    def _end_part(self) -> None:
        if self.formula:
            self.formula.end()


def begin_part(name: str) -> xml.Handler:
    """Begins that part of the formula that is open."""

    def handle(walker: FormulaWalker, attributes: xml.Attributes) -> None:
        if walker.formula:
            walker.formula.start(name, attributes)

    return handle
