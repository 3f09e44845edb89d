"""Every place in the sources that makes an error of ours: its kind and its text, with a gap for what is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import ConspectusError

ROOT = Path(__file__).parent.parent
PACKAGES = ("summarizer", "exporters", "templates")
EVERY: Sequence[type[ConspectusError]] = (ConspectusError, *ConspectusError.__subclasses__())
KINDS = {kind.__name__: kind for kind in EVERY}
GAP = "\0"


@dataclass(frozen=True, slots=True)
class Site:
    """A place where an error is made; *problems* and *remedies* are the texts that it may have there."""

    where: str
    kind: type[ConspectusError]
    problems: tuple[str, ...]
    remedies: tuple[str, ...]

    def patterns(self) -> Iterator[str]:
        """Regular expressions for its messages, without the subject."""
        for problem in self.problems:
            for remedy in self.remedies:
                text = f"{problem} ({remedy})" if remedy else problem
                yield ".+".join(re.escape(part) for part in re.split(f"{GAP}+", text))


def sites() -> list[Site]:
    """Every one, in the order of the files."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [site for path in paths for site in sites_of(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))]


def sites_of(source: str, path: str) -> Iterator[Site]:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
            kinds = [KINDS[node.func.id]] if node.func.id in KINDS else []
            if node.func.id == "kind":
                kinds = [kind for name, kind in KINDS.items() if name != "ConspectusError" and name in source]
            for kind in kinds:
                arguments = arguments_of(tree, node)
                yield Site(f"{path}:{node.lineno}", kind, arguments[0], arguments[1])


def arguments_of(tree: ast.Module, call: ast.Call) -> Sequence[tuple[str, ...]]:
    """The texts that the problem and the remedy of *call* may be."""
    around = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and call in set(ast.walk(node))]
    scopes: Sequence[ast.AST] = [*reversed(around), tree]
    problem, *rest = call.args[1:]
    if isinstance(problem, ast.Starred):  # rows of a table that holds both
        return (GAP,), (GAP,)
    remedy = rest[0] if rest else ast.Constant("")
    return texts(scopes, problem), texts(scopes, remedy)


def texts(scopes: Sequence[ast.AST], expression: ast.expr) -> tuple[str, ...]:
    """What *expression* may be, as text with gaps; a name is what is assigned to it in the nearest of *scopes*."""
    match expression:
        case ast.Constant():
            return (str(expression.value),)
        case ast.JoinedStr():
            parts = expression.values
            return ("".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in parts),)
        case ast.IfExp():
            return (*texts(scopes, expression.body), *texts(scopes, expression.orelse))
        case ast.Name():
            for scope in scopes:
                values = [node.value for node in ast.walk(scope) if assigns(node, expression.id)]  # type: ignore[attr-defined]
                if values:
                    return tuple(dict.fromkeys(text for value in values for text in texts(scopes, value)))
    return (GAP,)


def assigns(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
