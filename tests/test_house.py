"""What holds the house together: layers, one home for each heavy library, one door for files, names."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from fnmatch import fnmatchcase
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("summarizer", "exporters", "templates")

# What each module may import of ours, from the bottom up. A star stands for any end of the name.
READING = ("summarizer.errors", "summarizer.document", "summarizer.characters", "summarizer.options")
VALUES = (*READING, "summarizer.sentences", "summarizer.summary")
MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    "summarizer.errors": (),
    "summarizer.document": (),
    "summarizer.characters": (),
    "summarizer.choices": (),
    "summarizer.options": ("summarizer.errors", "summarizer.choices"),
    "templates*": ("summarizer.errors", "templates*"),
    "summarizer.layout*": ("summarizer.document", "summarizer.layout*"),
    "summarizer.apparatus": ("summarizer.document", "summarizer.layout*"),
    "summarizer.structure": (
        "summarizer.document",
        "summarizer.characters",
        "summarizer.layout*",
        "summarizer.apparatus",
    ),
    "summarizer.readers*": (*READING, "summarizer.layout*", "summarizer.structure", "summarizer.readers*"),
    "summarizer.limits": ("summarizer.errors", "summarizer.options"),
    "summarizer.snowball": (),
    "summarizer.language": ("summarizer.errors", "summarizer.snowball"),
    "summarizer.detection": ("summarizer.language",),
    "summarizer.boundaries": (),
    "summarizer.sentences": (
        "summarizer.boundaries",
        "summarizer.document",
        "summarizer.errors",
        "summarizer.language",
    ),
    "summarizer.summary": ("summarizer.document", "summarizer.sentences"),
    "summarizer.words": ("summarizer.language", "summarizer.options"),
    "summarizer.arrays": (),
    "summarizer.tokenized": ("summarizer.arrays", "summarizer.words"),
    "summarizer.terms": ("summarizer.arrays", "summarizer.tokenized", "summarizer.words"),
    "summarizer.postings": ("summarizer.arrays", "summarizer.terms"),
    "summarizer.chance": ("summarizer.terms",),
    "summarizer.restatement": ("summarizer.arrays", "summarizer.chance", "summarizer.postings", "summarizer.terms"),
    "summarizer.repeats": ("summarizer.chance", "summarizer.postings", "summarizer.restatement", "summarizer.terms"),
    "summarizer.form": ("summarizer.language", "summarizer.options"),
    "summarizer.analysis": (
        *READING,
        "summarizer.form",
        "summarizer.detection",
        "summarizer.language",
        "summarizer.sentences",
        "summarizer.arrays",
        "summarizer.terms",
        "summarizer.words",
        "summarizer.repeats",
    ),
    "summarizer.quotations": ("summarizer.analysis", "summarizer.arrays"),
    "summarizer.features": (
        "summarizer.analysis",
        "summarizer.document",
        "summarizer.quotations",
        "summarizer.arrays",
        "summarizer.terms",
    ),
    "summarizer.ranking": (
        "summarizer.errors",
        "summarizer.options",
        "summarizer.language",
        "summarizer.sentences",
        "summarizer.arrays",
        "summarizer.terms",
        "summarizer.words",
        "summarizer.analysis",
        "summarizer.features",
        "summarizer.quotations",
    ),
    "summarizer.selection": (
        "summarizer.options",
        "summarizer.arrays",
        "summarizer.terms",
        "summarizer.restatement",
        "summarizer.analysis",
        "summarizer.features",
        "summarizer.ranking",
    ),
    "summarizer.explanation": (
        *VALUES,
        "summarizer.analysis",
        "summarizer.features",
        "summarizer.form",
        "summarizer.restatement",
    ),
    "summarizer.composition": (
        *VALUES,
        "summarizer.explanation",
        "summarizer.language",
        "summarizer.arrays",
        "summarizer.terms",
        "summarizer.repeats",
        "summarizer.analysis",
        "summarizer.features",
        "summarizer.ranking",
        "summarizer.selection",
    ),
    "summarizer.sumy_summarizer": (*VALUES, "summarizer.composition", "summarizer.words"),
    "summarizer": (*VALUES, "summarizer.readers", "summarizer.composition", "summarizer.verification"),
    "exporters*": (*VALUES, "templates", "exporters*"),
    "summarizer.terminal": ("summarizer.characters", "summarizer.errors"),
    "summarizer.commands": (
        "summarizer.errors",
        "summarizer.terminal",
        "summarizer.arguments",
        "summarizer.batch.command",
        "summarizer.doctor",
        "summarizer.verification.command",
        "templates*",
    ),
    "summarizer.doctor": (
        *VALUES,
        "summarizer.composition",
        "summarizer.language",
        "summarizer.limits",
        "summarizer.readers*",
        "exporters",
    ),
    "summarizer.option_values": ("summarizer.choices", "summarizer.errors", "summarizer.options", "templates"),
    "summarizer.option_groups": (
        "summarizer.choices",
        "summarizer.errors",
        "summarizer.limits",
        "summarizer.option_values",
        "templates",
    ),
    "summarizer.arguments": (
        *READING,
        "summarizer.commands",
        "summarizer.limits",
        "summarizer.option_groups",
        "templates",
    ),
    "summarizer.plan": (
        "summarizer.option_values",
        *READING,
        "summarizer.language",
        "templates",
        "exporters",
        "exporters.docx",
        "summarizer.commands",
        "summarizer.arguments",
        "summarizer.terminal",
    ),
    "summarizer.batch": ("summarizer.batch*",),
    "summarizer.batch.names": ("summarizer.errors", "exporters"),
    "summarizer.batch.journal": ("summarizer.errors", "summarizer.batch.names"),
    "summarizer.batch.store": (
        "summarizer.errors",
        "summarizer.batch.names",
        "summarizer.batch.journal",
        "exporters",
    ),
    "summarizer.batch.job": (*READING, "summarizer.summary", "templates", "exporters"),
    "summarizer.batch.work": (
        *READING,
        "summarizer.readers",
        "summarizer.readers.sources",
        "summarizer.readers.worker",
        "summarizer.summary",
        "summarizer.composition",
        "summarizer.batch.job",
        "summarizer.batch.names",
        "summarizer.batch.journal",
        "exporters",
    ),
    "summarizer.batch.pool": (),
    "summarizer.batch.cluster": ("summarizer.errors",),
    "summarizer.batch.remote": (
        "summarizer.batch.job",
        "summarizer.batch.names",
        "summarizer.batch.journal",
        "summarizer.batch.work",
        "summarizer.batch.cluster",
    ),
    "summarizer.batch.run": (
        "summarizer.errors",
        "summarizer.batch.job",
        "summarizer.batch.names",
        "summarizer.batch.journal",
        "summarizer.batch.store",
        "summarizer.batch.work",
        "summarizer.batch.pool",
        "summarizer.batch.cluster",
        "summarizer.batch.remote",
    ),
    "summarizer.batch.progress": ("summarizer.terminal",),
    "summarizer.batch.command": (
        "summarizer.errors",
        "summarizer.terminal",
        "summarizer.arguments",
        "summarizer.plan",
        "summarizer.batch*",
    ),
    "summarizer.cli": ("summarizer*", "templates", "exporters"),
    "summarizer.__main__": ("summarizer.cli",),
    # Beside the way of the data: what reads a briefing back knows both ends of it.
    "summarizer.verification*": (
        *VALUES,
        "summarizer.analysis",
        "summarizer.readers*",
        "summarizer.apparatus",
        "summarizer.structure",
        "exporters.html",
        "exporters.references",
        "exporters.text",
        "templates*",
        "summarizer.verification*",
    ),
    "summarizer.verification.command": (
        *READING,
        "summarizer.arguments",
        "summarizer.plan",
        "summarizer.terminal",
        "summarizer.readers*",
        "summarizer.verification",
    ),
}

# Where each library that is not Python's own may be imported.
HOMES: Mapping[str, tuple[str, ...]] = {
    "sumy": ("summarizer.ranking", "summarizer.language", "summarizer.sumy_summarizer"),
    "nltk": ("summarizer.snowball",),
    "snowballstemmer": ("summarizer.language",),
    "jieba": ("summarizer.language",),
    "tinysegmenter": ("summarizer.language",),
    "punkt": ("summarizer.language", "summarizer.boundaries"),
    "numpy": (
        "summarizer.arrays",
        "summarizer.tokenized",
        "summarizer.terms",
        "summarizer.postings",
        "summarizer.analysis",
        "summarizer.quotations",
        "summarizer.features",
        "summarizer.ranking",
        "summarizer.selection",
        "summarizer.composition",
    ),
    "markdown_it": ("summarizer.readers.markdown",),
    "pypdfium2": ("summarizer.readers.pdf*", "summarizer.verification.pdf"),
    "charset_normalizer": ("summarizer.readers.text", "summarizer.readers.confinement"),
    "docx": ("exporters.docx*",),
    "lxml": ("exporters.docx*", "summarizer.readers.xml"),
    "reportlab": ("exporters.pdf*", "templates.files"),
    "PIL": ("exporters.pdf.figure", "templates.files"),
    "dask": ("summarizer.batch.cluster",),
    "distributed": ("summarizer.batch.cluster",),
    "tqdm": ("summarizer.batch.progress",),
    "uharfbuzz": ("exporters.pdf.glyphs", "exporters.pdf.fallback"),
    "wcwidth": ("exporters.lines", "exporters.pdf.shaping"),
}

# Modules that may write files (many append to the journal of a batch), and those that may read them, each with what it
# reads.
WRITERS = ("exporters.files", "summarizer.batch.store", "summarizer.batch.journal")
OPENERS: Mapping[str, str] = {
    "summarizer.readers.sources": "the sources",
    "summarizer.readers.archive": "parts of a ZIP file that is in memory",
    "summarizer.language": "the table of languages, and the word lists of sumy",
    "templates.loading": "templates, ours and the user's",
    "templates.files": "the fonts and the logo that a template names",
    "templates.wording": "our words in other languages",
    "exporters.docx": "its base document",
    "exporters.docx.package": "the members of a zip that is in memory",
    "exporters.html": "its own style and script",
    "exporters.pdf.fonts": "the fonts, from their packages",
    "exporters.pdf.fallback": "fonts, from packages and from the folders of the system",
    "exporters.pdf.figure": "the logo, from memory",
}

# A tool that no check needs: the target of the Makefile that uses it installs it.
NOT_FOR_CHECKS = {"atheris"}

NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "shared"}
LONGEST_FUNCTION = 50
WRITING = {"write_text", "write_bytes", "touch", "mkdir", "unlink", "rmdir", "symlink_to", "hardlink_to", "rmtree"}
WRITING_BY_MODULE = {
    "copy",
    "copy2",
    "copyfile",
    "copytree",
    "move",
    "remove",
    "makedirs",
    "link",
    "symlink",
    "truncate",
}
READING_CALLS = {"open", "read_text", "read_bytes", "fromfile", "memmap"}


def modules() -> dict[str, Path]:
    """Every module of ours, by its dotted name."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {name_of(path.relative_to(ROOT)): path for path in paths}


def name_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


OURS = modules()
SOURCES = {name: path.read_text(encoding="utf-8") for name, path in OURS.items()}


def imports(source: str, known: Mapping[str, object] = OURS) -> set[str]:
    """The modules that a source imports, wherever in it; a text that names one of ours counts as its import."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(name if name in known else str(node.module) for name in names)
        elif isinstance(node, ast.Call) and called(node) in ("import_module", "__import__", "files") and node.args:
            found.update(leading_text(node.args[0]))
        elif isinstance(node, ast.Constant) and "." in str(node.value) and node.value in known:
            found.add(str(node.value))
    return found


def leading_text(argument: ast.expr) -> Iterator[str]:
    """The constant text that an argument begins with: of f"sumy.{name}", "sumy"."""
    first = argument.values[0] if isinstance(argument, ast.JoinedStr) else argument
    if isinstance(first, ast.Constant):
        yield str(first.value).rstrip(".")


def called(node: ast.Call) -> str:
    """The last part of the name of what is called: ``open`` for ``path.open()``."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def row_for(table: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...] | None:
    rows = [pattern for pattern in table if fnmatchcase(name, pattern)]
    return table[max(rows, key=len)] if rows else None


def allowed(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def broken_layers(name: str, source: str) -> list[str]:
    """What is wrong with the imports of ours in module *name*."""
    row = row_for(MAY_IMPORT, name)
    if row is None:
        return [f"{name} has no row in MAY_IMPORT"]
    ours = {target for target in imports(source) if target.split(".")[0] in PACKAGES} - {name}
    return [f"{name} may not import {target}" for target in sorted(ours) if not allowed(target, row)]


def strangers(name: str, source: str) -> list[str]:
    """The libraries that module *name* imports without being their home."""
    roots = {target.split(".")[0] for target in imports(source)} - set(PACKAGES) - sys.stdlib_module_names
    return [f"{name} is no home of {root}" for root in sorted(roots) if not allowed(name, HOMES.get(root, ()))]


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def writes(source: str) -> list[str]:
    """The calls of a source that write to the disk."""
    return [f"line {node.lineno}: {called(node)}" for node in calls(source) if is_write(node)]


def is_write(node: ast.Call) -> bool:
    name = called(node)
    if name == "open":
        return any(is_writing_mode(value) for value in (*node.args, *(keyword.value for keyword in node.keywords)))
    if name in ("replace", "rename"):  # a text is replaced by two arguments, a path by one
        return owner(node) in ("os", "Path") or (isinstance(node.func, ast.Attribute) and len(node.args) == 1)
    return (
        name in WRITING or owner(node) == "tempfile" or (owner(node) in ("os", "shutil") and name in WRITING_BY_MODULE)
    )


def is_writing_mode(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return bool(set(value.value) & set("wax+")) and set(value.value) <= set("rwaxbt+")
    return any(isinstance(part, ast.Attribute) and part.attr in ("O_WRONLY", "O_RDWR") for part in ast.walk(value))


def reads(source: str) -> list[str]:
    """The calls of a source that read from the disk."""
    return [f"line {node.lineno}: {called(node)}" for node in calls(source) if called(node) in READING_CALLS]


def owner(node: ast.Call) -> str:
    return getattr(node.func.value, "id", "") if isinstance(node.func, ast.Attribute) else ""


@pytest.mark.parametrize("name", OURS)
def test_imports_point_one_way(name: str) -> None:
    assert not broken_layers(name, SOURCES[name])


def test_a_broken_layer_is_noticed() -> None:
    upwards = "def f():\n    from summarizer.cli import main\n"
    assert broken_layers("summarizer.document", upwards) == ["summarizer.document may not import summarizer.cli"]
    assert broken_layers("summarizer.document", 'ROW = "exporters.pdf"') == [
        "summarizer.document may not import exporters.pdf"
    ]
    assert broken_layers("exporters.text", "from summarizer import ranking") == [
        "exporters.text may not import summarizer.ranking"
    ]


def test_a_module_without_a_row_is_noticed() -> None:
    assert broken_layers("summarizer.newcomer", "") == ["summarizer.newcomer has no row in MAY_IMPORT"]


def test_every_row_names_a_module() -> None:
    rows = [*MAY_IMPORT, *WRITERS, *OPENERS, *(target for row in MAY_IMPORT.values() for target in row)]
    assert {row for row in rows if not any(fnmatchcase(name, row) for name in OURS)} == set()


def test_every_home_is_lived_in() -> None:
    used = {name: {target.split(".")[0] for target in imports(source)} for name, source in SOURCES.items()}
    homes = [(library, home) for library, homes in HOMES.items() for home in homes]
    assert [pair for pair in homes if not any(pair[0] in used[name] and allowed(name, pair[1:]) for name in used)] == []


@pytest.mark.parametrize("name", OURS)
def test_a_library_is_imported_at_home(name: str) -> None:
    assert not strangers(name, SOURCES[name])


def test_a_stranger_is_noticed() -> None:
    assert strangers("summarizer.structure", "import numpy.linalg") == ["summarizer.structure is no home of numpy"]
    assert strangers("summarizer.cli", 'import_module(f"sumy.{name}")') == ["summarizer.cli is no home of sumy"]
    assert strangers("exporters.text", 'files("sumy")') == ["exporters.text is no home of sumy"]
    assert strangers("summarizer.ranking", "import pandas") == ["summarizer.ranking is no home of pandas"]


def undeclared(libraries: set[str], *extras: str) -> list[str]:
    """Those of the imported *libraries* whose distribution setup.cfg does not name."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = setup["options"]["install_requires"] + "".join(setup["options.extras_require"][extra] for extra in extras)
    declared = {line.split()[0] for line in lines.splitlines() if line}
    distributions = packages_distributions()
    return sorted(
        library
        for library in libraries
        if not {name.lower().replace("_", "-") for name in distributions.get(library, ())} & declared
    )


def test_every_library_is_declared() -> None:
    assert undeclared(set(HOMES), "fonts", "cjk", "dask") == []
    assert undeclared({"numpy", "pytest", "nowhere"}) == ["nowhere", "pytest"]


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_every_tool_is_declared(folder: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.py")]
    roots = {target.split(".")[0] for source in sources for target in imports(source) if " " not in target}
    assert (
        undeclared(roots - sys.stdlib_module_names - {*PACKAGES, "tests", "benchmarks", *NOT_FOR_CHECKS}, "dev") == []
    )


@pytest.mark.parametrize("statement", ["import summarizer", "import exporters", "import templates"])
def test_nothing_heavy_is_loaded_before_it_is_used(statement: str) -> None:
    loaded = modules_of(statement)
    assert statement.split()[-1] in loaded
    assert loaded & set(HOMES) == set()


COMMAND = "from summarizer.cli import main; sys.exit(main({}))"
# The way to a help text: these modules of ours, and none of Python's that takes long to load.
OF_HELP = {
    "summarizer",
    *(
        f"summarizer.{name}"
        for name in "arguments characters choices cli commands errors limits option_groups option_values".split()
    ),
    "summarizer.terminal",
    "templates",
    "templates.names",
}
SLOW = {"dataclasses", "inspect", "ast", "typing", "pathlib", "urllib", "threading", "importlib.metadata", "json"}


@pytest.mark.parametrize(
    ("arguments", "not_for_it"),
    [(["--help"], {"difflib"}), (["--nothing"], {"shutil"}), (["a.txt", "--short", "--kind"], {"difflib", "shutil"})],
)
def test_the_import_plan_of_help_and_usage_errors(arguments: list[str], not_for_it: set[str]) -> None:
    loaded = modules_of(COMMAND.format(arguments), "-S")  # without what is installed, which may load some at the start
    assert {name for name in loaded if name.partition(".")[0] in PACKAGES} == OF_HELP
    assert loaded & {*HOMES, *SLOW, *not_for_it} == set()


def test_the_import_plan_of_a_plain_text() -> None:
    modules = modules_of(COMMAND.format(["examples/article.txt"]))
    libraries = {name for name in modules if "." not in name}
    # Of sumy, the word lists; of NLTK, its stemmers, which `sys.modules` does not know.
    assert libraries & set(HOMES) == {"numpy", "punkt", "sumy", "wcwidth"}
    assert {name for name in modules if name.startswith("sumy.")} <= {"sumy._version"}
    unused = {"scipy", "requests", "nltk", "subprocess", "multiprocessing", "asyncio", "ssl", "http", "numpy.ma"}
    unused |= {"regex", "email", "difflib"}
    assert modules & unused == set()


def modules_of(statement: str, *flags: str) -> set[str]:
    """The modules that a new process of Python with these *flags* has loaded when it has run *statement* and ends."""
    shows = "import atexit, sys; atexit.register(lambda: print('\\n', *sys.modules, file=sys.stderr)); "
    process = subprocess.run(
        [sys.executable, *flags, "-c", shows + statement], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in process.stderr
    return set(process.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("name", OURS)
def test_files_are_written_in_one_place(name: str) -> None:
    assert not writes(SOURCES[name]) or name in WRITERS


@pytest.mark.parametrize("name", OURS)
def test_files_are_opened_in_one_place(name: str) -> None:
    assert not reads(SOURCES[name]) or name in (*OPENERS, *WRITERS)


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "path.open(mode='xb')",
        "path.write_text(text)",
        "os.open(path, os.O_CREAT | os.O_WRONLY)",
        "os.replace(one, other)",
        "path.replace(other)",
        "shutil.copy(one, other)",
    ],
)
def test_writing_is_noticed(source: str) -> None:
    assert writes(source)


def test_reading_is_noticed_and_is_not_writing() -> None:
    assert reads("open(path, 'rb')")
    assert not writes("open(path, 'rb').read(); text.replace('w', 'a')")


@pytest.mark.parametrize("name", OURS)
def test_names_say_something(name: str) -> None:
    classes = {node.name for node in ast.walk(ast.parse(SOURCES[name])) if isinstance(node, ast.ClassDef)}
    assert not set(name.split(".")) & NO_NAMES
    assert not {word for word in classes if word.lower().removesuffix("s").endswith(("manager", "helper", "util"))}


@pytest.mark.parametrize("name", OURS)
def test_functions_are_short(name: str) -> None:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(SOURCES[name])}
    assert {function: lines for function, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_exist(package: str) -> None:
    namespace: dict[str, object] = {}
    exec(f"from {package} import *", namespace)
    assert namespace.keys() - {"__builtins__"}
    assert not [name for name in namespace if name.startswith("_") and name != "__builtins__"]
