"""Golden files: what a test made is compared with what stands in ``tests/golden``; ``pytest --accept`` renews it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, however slow the machine: what fails has been changed.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

FOLDER = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="take what the tests make for right: rewrite golden files")


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether expected results are to be rewritten."""
    return bool(pytestconfig.getoption("--accept"))


@dataclass(frozen=True, slots=True)
class Golden:
    """``golden(name, made)`` fails unless the file *name* of *folder* holds exactly *made*."""

    folder: Path
    accept: bool

    def __call__(self, name: str, made: str | bytes) -> None:
        path = self.folder / name
        data = made.encode() if isinstance(made, str) else made
        if self.accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif not path.exists():
            pytest.fail(f"there is no golden file {name}; look at what was made, then run pytest --accept", False)
        elif path.read_bytes() != data:
            pytest.fail(
                f"{name} has changed (right? run pytest --accept)\n{_difference(path.read_bytes(), data)}", False
            )


@pytest.fixture
def golden(accept: bool) -> Golden:
    """Compares with a golden file."""
    return Golden(FOLDER, accept)


def _difference(old: bytes, new: bytes) -> str:
    try:
        before, after = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        before, after = [], []
    lines = list(difflib.unified_diff(before, after, "expected", "made", lineterm=""))
    if lines:
        return "\n".join(lines)
    offset = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    near = slice(max(offset - 20, 0), offset + 20)
    return f"{len(old)} and {len(new)} bytes, different from byte {offset} on:\n- {old[near]!r}\n+ {new[near]!r}"
