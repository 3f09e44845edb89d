"""Rules broken one at a time, each of which a test has to notice: whether the tests are alive.

``make mutations`` copies the tree, breaks a rule in the copy, runs the tests that guard it, and says whether they fail.
``python tests/mutations.py WORD`` breaks those rules only whose name has the WORD.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIED = (
    "summarizer",
    "exporters",
    "templates",
    "tests",
    "benchmarks",
    "docs",
    "examples",
    "setup.cfg",
    "pyproject.toml",
)
COPIED_TOO = ("README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "Makefile")
FAILED = 1  # pytest's exit code where a test fails; others say that none has run


@dataclass(frozen=True, slots=True)
class Mutation:
    """A *rule* that is broken where *old* becomes *new* in *path*; the *tests* have to notice."""

    rule: str
    path: str
    old: str
    new: str
    tests: str


CHARACTERS, READERS, WORKER = (
    "summarizer/characters.py",
    "summarizer/readers/__init__.py",
    "summarizer/readers/worker.py",
)
SOURCES, SERVING = "summarizer/readers/sources.py", "summarizer/readers/serving.py"
CONFINEMENT, ARCHIVE, XML = (f"summarizer/readers/{name}.py" for name in ("confinement", "archive", "xml"))
FILES, PLAN, TERMINAL, CLI = "exporters/files.py", "summarizer/plan.py", "summarizer/terminal.py", "summarizer/cli.py"
FAULTS, ERRORS, NAMES = "tests/test_faults.py", "tests/test_errors.py", "tests/test_names.py"

MUTATIONS = (
    Mutation(
        "clean() drops escape sequences", CHARACTERS, '_SEQUENCES.sub("", text)', "text", "tests/test_characters.py"
    ),
    Mutation(
        "clean() drops bidi controls", CHARACTERS, '"\\u202a-\\u202e\\u2066-\\u2069"', '""', "tests/test_characters.py"
    ),
    Mutation(
        "clean() drops what hides text", CHARACTERS, '"\\U000e0000-\\U000e007f"', '""', "tests/test_characters.py"
    ),
    Mutation(
        "show() shows no line feed",
        CHARACTERS,
        "character.isprintable() else",
        "character.isprintable() or character == '\\n' else",
        NAMES,
    ),
    Mutation("messages show names safely", TERMINAL, "clipped(show(name), 150)", "clipped(name, 150)", NAMES),
    Mutation(
        "outputs show names safely",
        READERS,
        "name=show(PurePath(name).name or name)",
        "name=PurePath(name).name or name",
        NAMES,
    ),
    Mutation(
        "no folder in a name", READERS, "show(PurePath(name).name or name)", "show(name)", "tests/test_readers.py"
    ),
    Mutation(
        "every block is cleaned",
        READERS,
        "with_text(block, clean(block.text))",
        "block",
        "tests/test_readers.py tests/test_worker.py",
    ),
    Mutation(
        "text for a terminal is escaped",
        "exporters/text.py",
        '_CONTROLS.sub("\\ufffd", _SPACES.sub(" ", text))',
        '_SPACES.sub(" ", text)',
        "tests/test_text.py",
    ),
    Mutation(
        "text in Word is legal XML",
        "exporters/docx/elements.py",
        '_NOT_XML.subn("\\ufffd", text)',
        "text, 0",
        "tests/test_docx.py",
    ),
    Mutation(
        "text in Word is escaped", "exporters/docx/elements.py", "escape(text, _RETURN)", "text", "tests/test_docx.py"
    ),
    Mutation(
        "text in PDF has no controls",
        "exporters/pdf/fonts.py",
        'if category in {"Cc", "Zl", "Zp", "Zs"}:',
        'if category in {"Zl", "Zp", "Zs"}:',
        "tests/test_pdf.py tests/test_pdf_documents.py",
    ),
    Mutation("JSON is ASCII", "exporters/json.py", "basestring_ascii", "basestring", "tests/test_json.py"),
    Mutation("a limit of bytes", SOURCES, "if len(data) > limit:", "if False:", ERRORS),
    Mutation("a limit of text", "summarizer/options.py", "if characters > self.max_text:", "if False:", ERRORS),
    Mutation("a limit of what is unpacked", ARCHIVE, "if self._room < 0:", "if False:", "tests/test_archive.py"),
    Mutation("a limit of the ratio", ARCHIVE, "if size > most:", "if False:", "tests/test_archive.py"),
    Mutation("a limit of parts", ARCHIVE, "if data.count(_ENTRY) > MAX_PARTS:", "if False:", "tests/test_archive.py"),
    Mutation(
        "a parser whose parent is gone ends itself",
        SERVING,
        "seconds = min(limits.time + _GRACE, LONGEST)",
        "seconds = LONGEST",
        "tests/test_worker.py::test_no_process_survives_the_command",
    ),
    Mutation("a limit of memory", SERVING, "(resource.RLIMIT_AS, limits.memory),", "", "tests/test_worker.py"),
    Mutation(
        "a link leads nowhere outside",
        ARCHIVE,
        'None if path.split("/")[0] == ".." else path',
        "path",
        "tests/test_archive.py tests/test_epub.py",
    ),
    Mutation("no DTD", XML, 'raise DataError(self.name, f"has a DTD', 'DataError(self.name, f"has a DTD', ERRORS),
    Mutation("no entities", XML, "if declares_entities(root):", "if False:", ERRORS),
    Mutation("parsers run apart", READERS, "if not reader.confined:", "if True:", "tests/test_opens.py"),
    Mutation("a parser is confined", SERVING, "    confine()\n", "", "tests/test_confinement.py"),
    Mutation(
        "Landlock holds",
        CONFINEMENT,
        "fields = [(1 << _PATH_RIGHTS.get(version, 16)) - 1]",
        "fields = [1 << 12]",
        "tests/test_confinement.py",
    ),
    Mutation(
        "the filter refuses the rest",
        CONFINEMENT,
        "return [*program, (_RETURN, 0, 0, _REFUSED)]",
        "return [*program, (_RETURN, 0, 0, _ALLOWED)]",
        "tests/test_confinement.py",
    ),
    Mutation(
        "no call opens a file", CONFINEMENT, "close:3:57", "close:3:57 openat:257:56", "tests/test_confinement.py"
    ),
    Mutation(
        "limits of oneself only", CONFINEMENT, "(_EQUAL, 0, 1, 0),", "(_EQUAL, 0, 0, 0),", "tests/test_confinement.py"
    ),
    Mutation(
        "encodings are loaded before",
        CONFINEMENT,
        "        _load_encodings()\n",
        "        pass\n",
        "tests/test_confinement.py",
    ),
    Mutation(
        "a parser learns nothing",
        WORKER,
        "env={name: os.environ[name] for name in _PASSED if name in os.environ},",
        "",
        "tests/test_worker.py",
    ),
    Mutation("answers are not what is printed", SERVING, "    os.dup2(2, 1)", "    os.dup(2)", "tests/test_worker.py"),
    Mutation("an existing file stands", FILES, "if not replace and _exists(path):", "if False:", FAULTS),
    Mutation(
        "a new file takes no name that is there",
        FILES,
        "            self._move_to_new()\n",
        "            self.temporary.replace(self.path)\n",
        "tests/test_export.py",
    ),
    Mutation(
        "bytes are on the disk first",
        FILES,
        "            os.fsync(descriptor)  # before",
        "            # before",
        "tests/test_export.py",
    ),
    Mutation(
        "the name is on the disk",
        FILES,
        "        os.fsync(descriptor)\n    except",
        "        pass\n    except",
        "tests/test_export.py",
    ),
    Mutation("nothing is left behind", FILES, "                one.clear()\n", "                pass\n", FAULTS),
    Mutation("all outputs or none", FILES, "if not one.take_back()", "if False", FAULTS),
    Mutation("what is replaced can come back", FILES, "            self._keep()\n", "", FAULTS),
    Mutation("signals wait for names", FILES, "        signal.signal(number, wait)\n", "        pass\n", FAULTS),
    Mutation(
        "permissions are passed on",
        FILES,
        "                self._take_mode(descriptor)\n",
        "                pass\n",
        FAULTS,
    ),
    Mutation(
        "a link is not followed",
        FILES,
        "self.temporary.replace(self.path)",
        "self.temporary.replace(self.path.resolve())",
        FAULTS,
    ),
    Mutation("the input is never replaced", PLAN, "        _check_not_input(output, files)\n", "", FAULTS),
    Mutation("no pipe is replaced", FILES, "if path.exists() and not path.is_file():", "if False:", FAULTS),
    Mutation(
        "a closed output is an error",
        TERMINAL,
        'raise WriteError(STDOUT, "is closed", "use -o FILE")',
        "return",
        FAULTS,
    ),
    Mutation(
        "a full disk is an error",
        TERMINAL,
        "    except OSError as error:\n        raise WriteError",
        "    except OSError as error:\n        return\n        raise WriteError",
        FAULTS,
    ),
    Mutation(
        "a broken pipe is none", TERMINAL, "    except BrokenPipeError:\n        return\n", "", "tests/test_cli.py"
    ),
    Mutation("an empty input is an error", READERS, "    if not data:\n", "    if False:\n", ERRORS),
    Mutation("an unknown error is one line", CLI, 'if "--debug" in argv:', "if True:", "tests/test_cli.py"),
    Mutation("each error has its code", "summarizer/errors.py", "exit_code = 73", "exit_code = 74", ERRORS),
    Mutation(
        "nothing is written after a warning that counts",
        CLI,
        '        raise DataError("conspectus"',
        '        DataError("conspectus"',
        ERRORS,
    ),
)


def copied(folder: Path) -> None:
    for name in (*COPIED, *COPIED_TOO):
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, folder / name)


def run(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *tests.split()]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def notice(mutation: Mutation) -> str:
    """The test that fails once the rule is broken; raises LookupError where none does."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as name:
        folder = Path(name)
        copied(folder)
        path = folder / mutation.path
        source = path.read_text(encoding="utf-8")
        if source.count(mutation.old) != 1:
            raise LookupError(f"{mutation.old!r} stands {source.count(mutation.old)} times in {mutation.path}")
        path.write_text(source.replace(mutation.old, mutation.new), encoding="utf-8")
        process = run(folder, mutation.tests)
    failed = [line for line in process.stdout.splitlines() if line.startswith("FAILED ")]
    if process.returncode != FAILED or not failed:
        raise LookupError(f"exit code {process.returncode}: {(process.stdout or process.stderr)[-300:]}")
    return failed[0].removeprefix("FAILED ").split(" - ")[0]


def main(words: Sequence[str]) -> int:
    chosen = [mutation for mutation in MUTATIONS if all(word in mutation.rule for word in words)]
    missed = 0
    for mutation in chosen:
        try:
            result = f"noticed  {mutation.rule}: {notice(mutation)}"
        except LookupError as error:
            missed += 1
            result = f"MISSED   {mutation.rule}: {error}"
        sys.stdout.write(f"{result}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - missed} of {len(chosen)} noticed\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
