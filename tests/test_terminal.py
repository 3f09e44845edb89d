"""What the commands say of work that takes long."""

from __future__ import annotations

import io
import time
from contextlib import redirect_stderr

import pytest

from summarizer import terminal
from summarizer.errors import ConspectusError
from summarizer.terminal import progress


class Screen(io.StringIO):
    """A terminal that keeps what was printed on it."""

    def isatty(self) -> bool:
        return True


def until_it_says(screen: io.StringIO, text: str) -> None:
    """Wait until *screen* has *text*, at most half a minute."""
    for _ in range(3000):
        if text in screen.getvalue():
            return
        time.sleep(0.01)
    raise AssertionError(screen.getvalue())


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A terminal of 40 columns, and a person without any patience before it."""
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    monkeypatch.setenv("COLUMNS", "40")
    return Screen()


def test_long_work_is_told_and_the_line_is_wiped(screen: Screen) -> None:
    with redirect_stderr(screen), progress("reading a.pdf", quiet=False):
        until_it_says(screen, "reading a.pdf (0 s)")
    printed = screen.getvalue()
    assert "\n" not in printed
    assert printed.endswith(f"\r{' ' * 39}\r")


def test_the_line_is_wiped_before_an_error_is_told(screen: Screen) -> None:
    def fail() -> None:
        with redirect_stderr(screen), progress("reading a.pdf", quiet=False):
            until_it_says(screen, "reading")
            raise ConspectusError("a.pdf", "is a bug")

    with pytest.raises(ConspectusError):
        fail()
    assert screen.getvalue().endswith(" \r")


def test_the_line_never_wraps(screen: Screen) -> None:
    with redirect_stderr(screen), progress(f"reading {'long' * 30}.pdf", quiet=False):
        until_it_says(screen, "reading")
    assert max(map(len, screen.getvalue().split("\r"))) == 39


def test_short_work_is_not_told(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 3600.0)
    with redirect_stderr(screen), progress("reading a.pdf", quiet=False):
        pass
    assert screen.getvalue() == ""


def test_only_a_terminal_is_told_and_only_aloud(screen: Screen) -> None:
    with redirect_stderr(screen), progress("reading a.pdf", quiet=True):
        time.sleep(0.05)
    file = io.StringIO()
    for stream in (file, None):
        with redirect_stderr(stream), progress("reading a.pdf", quiet=False):
            time.sleep(0.05)
    assert (screen.getvalue(), file.getvalue()) == ("", "")
