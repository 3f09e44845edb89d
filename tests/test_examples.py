"""The programs in examples/ run, and print what they printed before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands_in_documents import run_python
from tests.conftest import Golden

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.py")))
def test_examples(name: str, tmp_path: Path, golden: Golden) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    program = f"import runpy; runpy.run_path('examples/{name}', run_name='__main__')"
    golden(f"examples/{name}.txt", run_python(program, tmp_path).stdout)
