"""What is built and installed: three packages with their data and types, and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILT_FROM = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")
FOLDERS = ("summarizer", "exporters", "templates", "tests", "benchmarks", "examples", "docs")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of a copy of this tree, built with what is installed here, without a network."""
    copy = tmp_path_factory.mktemp("source")
    for name in BUILT_FROM:
        shutil.copy(ROOT / name, copy)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    built = tmp_path_factory.mktemp("wheel")
    build = [
        "wheel",
        "-q",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--no-cache-dir",
        "-w",
        str(built),
        str(copy),
    ]
    done = subprocess.run([sys.executable, "-m", "pip", *build], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (path,) = built.iterdir()
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    return Parser().parsestr(read(wheel, "METADATA"))


def read(wheel: zipfile.ZipFile, name: str) -> str:
    (path,) = (path for path in wheel.namelist() if path.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode()


def test_three_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {path.split("/")[0] for path in wheel.namelist()}
    assert tops == {"summarizer", "exporters", "templates", f"conspectus-{version('conspectus')}.dist-info"}


@pytest.mark.parametrize("package", ["summarizer", "exporters", "templates"])
def test_every_file_of_a_package_is_in_it(wheel: zipfile.ZipFile, package: str) -> None:
    files = {path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    expected = {path.relative_to(ROOT).as_posix() for path in files}
    assert f"{package}/py.typed" in expected
    assert {path for path in wheel.namelist() if path.startswith(f"{package}/")} == expected


def test_metadata(metadata: Message) -> None:
    assert metadata["Name"] == "conspectus"
    assert metadata["Version"] == version("conspectus")
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["License-File"] == "LICENSE"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "# Conspectus" in str(metadata.get_payload())


def test_command(wheel: zipfile.ZipFile) -> None:
    assert read(wheel, "entry_points.txt").split() == ["[console_scripts]", "conspectus", "=", "summarizer.cli:process"]


def test_tools_stay_out_of_an_ordinary_installation(metadata: Message) -> None:
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert needed
    assert not [line for line in needed if re.match(r"(ruff|mypy|pytest|hypothesis|rouge|pypdf\b|setuptools)", line)]


def test_newest_entry_of_the_changelog_is_this_version() -> None:
    entries = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert entries[0] == version("conspectus")
    assert (ROOT / "setup.cfg").read_text(encoding="utf-8").count(f"version = {entries[0]}\n") == 1


def test_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
    assert "END OF TERMS AND CONDITIONS" in text
