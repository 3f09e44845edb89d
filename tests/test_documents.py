"""Examples do what they say: commands and programs of README.md and docs/ are run, and what they show is compared."""

from __future__ import annotations

import re
import shutil
import sys
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

import pytest

import templates
from exporters import EXPORTERS
from summarizer import errors
from summarizer.arguments import help_text
from summarizer.commands import COMMANDS
from summarizer.language import LANGUAGES
from summarizer.options import METHODS
from summarizer.readers import READERS
from tests.commands_in_documents import agrees, blocks, commands, run_console, run_python
from tests.test_template_files import picture

ROOT = Path(__file__).parent.parent
DOCUMENTS = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")))}
README = DOCUMENTS["README.md"].read_text(encoding="utf-8")
every_document = pytest.mark.parametrize("name", DOCUMENTS)
NOT_HERE = ("make ", "python3 -m venv ", "~/")
"""How commands begin that fetch, install or build."""
SHOWN_ONLY = ("text", "json", "py")
"""Languages of blocks that are no examples: what a program prints, a form, a fragment of a program."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh folder with the project's examples, shared by the examples of a document in their order."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "logo.png").write_bytes(picture())
    return tmp_path


@every_document
@pytest.mark.skipif(sys.platform == "win32", reason="the examples are written for a POSIX shell")
def test_examples(name: str, folder: Path, accept: bool) -> None:
    text = DOCUMENTS[name].read_text(encoding="utf-8")
    made = text
    shown = blocks(text)
    for block, following in zip_longest(shown, shown[1:]):
        if block.language == "console":
            made = made.replace(block.text, run_block(block.text, folder))
        elif block.language == "python":
            printed = run_python(block.text, folder).stdout
            if following and following.language == "text" and not agrees(following.text, printed):
                made = made.replace(following.text, printed)
        elif block.language == "toml":
            (folder / "ours.toml").write_text(block.text, encoding="utf-8")
            templates.load(folder / "ours.toml")
        else:
            assert block.language in SHOWN_ONLY, block
    if accept:
        DOCUMENTS[name].write_text(made, encoding="utf-8")
    else:
        assert made == text


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


@every_document
def test_links_lead_somewhere(name: str) -> None:
    text = DOCUMENTS[name].read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)]+)\)", text)
    for target in targets:
        path, _, anchor = target.partition("#")
        found = DOCUMENTS[name].parent / path if path else DOCUMENTS[name]
        assert found.exists(), target
        assert not anchor or anchor in anchors(found.read_text(encoding="utf-8")), target


def anchors(markdown: str) -> list[str]:
    """The anchors that GitHub gives the headings of a document."""
    headings = re.findall(r"^#+ (.*)$", markdown, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def documented(page: str) -> set[str]:
    """What stands as code on a page of docs/."""
    text = re.sub(
        r"^```.*?^```$", "", DOCUMENTS[f"docs/{page}"].read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return set(re.findall(r"`([^`\n]+)`", text))


def test_every_page_is_in_the_contents() -> None:
    linked = re.findall(r"\]\(([\w-]+\.md)\)", DOCUMENTS["docs/README.md"].read_text(encoding="utf-8"))
    assert sorted([*linked, "README.md"]) == sorted(Path(name).name for name in DOCUMENTS if name.startswith("docs/"))


def test_every_option_is_documented() -> None:
    options = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", help_text())) - {"-rank"}
    words = {word for code in documented("command.md") for word in re.split(r"[ =]", code)}
    assert {"--focus", "-o", "--max-text"} <= options
    assert options - words == set()
    assert {word for word in words if word.startswith("--") and word != "--"} - options == set()


def test_every_choice_of_an_option_is_documented() -> None:
    code = documented("command.md")
    assert set(METHODS) <= code
    assert set(templates.NAMES) <= code
    assert {"short", "medium", "bullets"} <= code
    assert set(READERS) | set(EXPORTERS) <= documented("formats.md")
    assert {row.usage for row in COMMANDS.values()} <= code


def test_every_language_is_documented() -> None:
    page = DOCUMENTS["docs/formats.md"].read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert set(LANGUAGES) <= rows


def test_every_template_has_its_picture() -> None:
    shown = re.findall(r"\((images/[\w-]+\.png)\)", DOCUMENTS["docs/templates.md"].read_text(encoding="utf-8"))
    assert {f"images/template-{name}.png" for name in templates.NAMES} == set(shown)
    assert all((ROOT / "docs" / path).is_file() for path in shown)
