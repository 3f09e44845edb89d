"""What differs on macOS and Windows, as far as it can be tried elsewhere."""

from __future__ import annotations

import pytest

from summarizer import plan


@pytest.mark.parametrize(
    ("platform", "environment", "takes"),
    [
        ("linux", {}, True),
        ("win32", {}, False),  # the old console
        ("win32", {"WT_SESSION": "1"}, True),
        ("win32", {"TERM": "xterm"}, True),  # as under Git for Windows
        ("win32", {"WT_SESSION": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_color_is_for_terminals_that_take_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], takes: bool
) -> None:
    for name in ("TERM", "WT_SESSION", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert plan._takes_color() is takes
