"""The fixture `golden` notices a difference, shows it, and takes it over only when told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Golden


def failure(golden: Golden, name: str, made: str | bytes) -> str:
    with pytest.raises(pytest.fail.Exception) as caught:
        golden(name, made)
    return str(caught.value)


def test_equal_passes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("été\n".encode())
    Golden(tmp_path, accept=False)("a.txt", "été\n")


def test_a_difference_fails_and_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\nthree\n")
    message = failure(Golden(tmp_path, accept=False), "a.txt", "one\n2\nthree\n")
    assert message.startswith("a.txt has changed (right? run pytest --accept)\n")
    assert message.endswith("@@ -1,3 +1,3 @@\n one\n-two\n+2\n three")
    assert (tmp_path / "a.txt").read_text() == "one\ntwo\nthree\n"


@pytest.mark.parametrize("made", ["one", "one\r\n", "one\n\n"])
def test_line_ends_count(tmp_path: Path, made: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"one\n")
    assert "has changed" in failure(Golden(tmp_path, accept=False), "a.txt", made)


def test_a_difference_of_bytes_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff" * 50 + b"A\x00")
    message = failure(Golden(tmp_path, accept=False), "a.bin", b"\xff" * 50 + b"B\x00C")
    assert "52 and 53 bytes, different from byte 50 on:" in message


def test_a_missing_file_fails(tmp_path: Path) -> None:
    assert "there is no golden file new/a.txt" in failure(Golden(tmp_path, accept=False), "new/a.txt", "one")
    assert list(tmp_path.iterdir()) == []


def test_accept_writes(tmp_path: Path) -> None:
    for made in ("one\n", "two\r\n"):
        Golden(tmp_path, accept=True)("new/a.txt", made)
        Golden(tmp_path, accept=False)("new/a.txt", made)
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"two\r\n"


def test_the_fixture_reads_the_option(golden: Golden, pytestconfig: pytest.Config) -> None:
    assert golden == Golden(Path(__file__).parent / "golden", pytestconfig.getoption("--accept"))
