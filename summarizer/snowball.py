"""NLTK's Snowball stemmers, loaded by themselves.

``import nltk.stem.snowball`` first runs the initialisation of the whole toolkit, which costs a short command twice as
much as all the rest. The stemmers need four small modules of it. So those are run from where NLTK is installed, as
modules of our own that are entered nowhere: `sys.modules`, and with it NLTK for everybody else in the process, stays as
it is. Where NLTK is loaded already, or this does not work with the installed version, the ordinary import is used.
"""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

_STEMMERS = "nltk.stem.snowball"
_UNUSED = {
    "nltk.corpus": SimpleNamespace(stopwords=None),
    "nltk.redos": re,
    "nltk.termsec": SimpleNamespace(safe_print=print),
}
"""What the stemmers import and do not need here, with something in its place.

The corpora serve an option, `ignore_stopwords`. NLTK's own way of compiling patterns serves its stemmer of Arabic,
which `language` does not use, and loads another library for it; that of printing serves demonstrations.
"""


def snowball(name: str) -> Callable[[str], str]:
    """NLTK's function that cuts a word of the language of that English *name*, in lower case, down to its stem."""
    stem: Callable[[str], str] = _module().SnowballStemmer(name).stem
    return stem


@cache
def _module() -> Any:
    if "nltk" not in sys.modules:
        try:
            return _Apart().module(_STEMMERS)
        except Exception:  # whatever another version of NLTK does
            pass
    from nltk.stem import snowball as module

    return module


class _Apart:
    """Modules of NLTK, each run from its file when another of them asks for it, and known to nobody else."""

    def __init__(self) -> None:
        spec = find_spec("nltk")
        if spec is None or spec.origin is None:
            raise ImportError("nltk is not in a folder")
        self._folder = Path(spec.origin).parent
        self._modules: dict[str, ModuleType] = {}

    def module(self, name: str) -> ModuleType:
        if name not in self._modules:
            path = self._folder.joinpath(*name.split(".")[1:]).with_suffix(".py")
            spec = spec_from_file_location(name, path)
            if spec is None or spec.loader is None or not path.is_file():
                raise ImportError(f"{name} is no module of one file")
            module = self._modules[name] = module_from_spec(spec)
            module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._import}
            spec.loader.exec_module(module)
        return self._modules[name]

    def _import(
        self, name: str, scope: Any = None, local: Any = None, names: Sequence[str] | None = (), level: int = 0
    ) -> Any:
        """What an import statement in these modules gives: of a package its modules, of a module itself."""
        if level or name.partition(".")[0] != "nltk":
            return builtins.__import__(name, scope, local, names or (), level)
        if name not in _UNUSED and self._folder.joinpath(*name.split(".")[1:], "__init__.py").is_file():
            return SimpleNamespace(**{part: self._given(f"{name}.{part}") for part in names or ()})
        return self._given(name)

    def _given(self, name: str) -> Any:
        return _UNUSED.get(name) or self.module(name)
