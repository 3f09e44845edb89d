"""The README's examples do what it says: its commands and programs are run, and the output it shows is compared."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from summarizer import errors
from tests.commands_in_documents import agrees, blocks, commands, run_console, run_python

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOT_HERE = ("make ", "python3 -m venv ", "~/")
"""How commands begin that fetch, install or build."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh folder with the project's examples, shared by the examples of the README in their order."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are written for a POSIX shell")
def test_examples(folder: Path, accept: bool) -> None:
    shown = blocks(README)
    languages = [block.language for block in shown]
    assert {"console", "python"} <= set(languages)
    made = README
    for block, following in zip(shown, [*shown[1:], None], strict=True):
        if block.language == "console":
            made = made.replace(block.text, run_block(block.text, folder))
        elif block.language == "python":
            printed = run_python(block.text, folder).stdout
            if following and following.language == "text" and not agrees(following.text, printed):
                made = made.replace(following.text, printed)
    if accept:
        (ROOT / "README.md").write_text(made, encoding="utf-8")
    else:
        assert made == README


def run_block(console: str, folder: Path) -> str:
    """The console block with what its commands print, where it shows something else."""
    todo = [command for command in commands(console) if not command.line.startswith(NOT_HERE)]
    outcomes = run_console([command.line for command in todo], folder)
    assert len(outcomes) == len(todo)
    made = console
    for number, (command, outcome) in enumerate(zip(todo, outcomes, strict=True)):
        following = todo[number + 1].line if number + 1 < len(todo) else ""
        assert outcome.code == 0 or following == "echo $?", f"{command.line}: {outcome}"
        if command.shown is not None and not agrees(command.shown, outcome.printed):
            made = made.replace(f"{command.line}\n{command.shown}", f"{command.line}\n{outcome.printed}")
    return made


def test_a_wrong_example_is_noticed(folder: Path) -> None:
    right = "$ echo one; echo two\none\n...\n$ false\n$ echo $?\n1\n"
    assert run_block(right, folder) == right
    assert run_block("$ echo one\ntwo\n", folder) == "$ echo one\none\n"
    assert run_block("$ echo one\none\n...\nthree\n", folder) == "$ echo one\none\n"
    with pytest.raises(AssertionError):
        run_block("$ false\n", folder)


def test_every_exit_code_is_listed() -> None:
    kinds: list[type[errors.ConspectusError]] = [errors.ConspectusError, *errors.ConspectusError.__subclasses__()]
    codes = {kind.exit_code for kind in kinds}
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert codes <= listed


def test_the_picture_of_the_terminal_shows_what_the_command_prints() -> None:
    picture = ElementTree.parse(ROOT / "docs" / "images" / "terminal.svg")
    shown = ["".join(line.itertext()) for line in picture.iter("{http://www.w3.org/2000/svg}text")]
    command = shown[0].removeprefix("$ ")
    [outcome] = run_console([f"{command} --columns 80"], ROOT / "examples")
    assert shown[2:] == outcome.printed.splitlines()


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
