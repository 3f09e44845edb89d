"""The fast part of the hostile corpus, in this process; ``make nasty`` tries all of it as a user would."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from exporters import EXPORTERS
from summarizer import cli
from tests.nasty.case import SECRET, Case, constant, prose
from tests.nasty.corpus import cases
from tests.nasty.outputs import OUTPUTS
from tests.nasty.pdf_cases import document
from tests.nasty.situations import Situation, situations
from tests.nasty.situations import faults as surprises
from tests.nasty.trial import Ended, Runner, in_a_process, tried
from tests.packages import word

# A few of those that differ only in their format, and none that only repeats a piece: tests/test_growth.py has those.
_SLOWER = ("flipped", "slow", "page-slow", "markdown-slow")
_FEWER = (
    "odt-live",
    "epub-live",
    "odt-cut",
    "epub-cut",
    "odt-zip",
    "epub-zip",
    "docx-live",
    "live-title",
    "live-mail",
    "odt-bomb",
    "epub-bomb",
)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs files and processes of POSIX")
CASES = {case.name: case for case in cases()}
FAST = [
    case
    for number, case in enumerate(CASES.values())
    if not (case.is_slow or case.name.startswith(_SLOWER) or (case.name.startswith(_FEWER) and number % 5))
]


def test_every_case_has_a_name_of_its_own() -> None:
    assert len(CASES) == sum(1 for _ in cases())


def test_every_format_is_looked_into() -> None:
    assert set(EXPORTERS) <= set(OUTPUTS)


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str]) -> Runner:
    """The command without a process of its own, which would take half a second."""

    def run(arguments: Sequence[str], folder: Path) -> Ended:
        code = cli.main(arguments)
        return Ended(code, *capfd.readouterr())

    return run


@pytest.mark.parametrize("case", FAST, ids=lambda case: case.name)
def test_handled(case: Case, tmp_path: Path, here: Runner) -> None:
    assert tried(case, tmp_path, here) == []


@needs_posix
@pytest.mark.parametrize("situation", list(situations()), ids=lambda situation: situation.name)
def test_situations(situation: Situation, tmp_path: Path) -> None:
    assert surprises(situation, tmp_path) == []


# -- the judge can fail a case --


@needs_posix
@pytest.mark.parametrize(
    ("situation", "fault"),
    [
        (Situation("a", ("a.txt",), 65), "exit code 0"),
        (Situation("a", ("b.txt",), 66, "is a folder"), "says "),
        (
            Situation("a", ("a.txt",), prepare=lambda folder: (folder / "a.txt").write_text("It rained.")),
            "does not show",
        ),
        (Situation("a", ("a.txt", "-o", "b.txt")), "leaves ['a.txt', 'b.txt']"),
        (Situation("a", ("--help",)), "does not show the text"),
    ],
)
def test_a_surprise_is_noticed(situation: Situation, fault: str, tmp_path: Path) -> None:
    assert [told for told in surprises(situation, tmp_path) if fault in told]


def test_what_is_live_is_noticed() -> None:
    page = "<p onclick='x()'>a<script>b</script><a href='javascript:c'>d</a><img src=e></p>"
    assert OUTPUTS["html"](page.encode()).live == ("onclick=x()", "<script>", "href=javascript:c", "<img>")
    assert OUTPUTS["md"](b"[a](http://b) ![c](d) <i>e</i>").live == ("href=http://b", "<img>")
    assert OUTPUTS["md"](rb"\[a](http://b) \![c\](d)").live == ()
    assert OUTPUTS["txt"]("a\x1b[2J\u202eb".encode()).live
    assert pdf_live(document(b"", catalog="/OpenAction<</S/JavaScript/JS(x)>>")) == ("action /JavaScript",)
    assert word_live('<w:p><w:r><w:instrText>HYPERLINK "a"</w:instrText></w:r></w:p>') == ('field HYPERLINK "a"',)
    with pytest.raises(ValueError, match="NaN"):
        OUTPUTS["json"](b"[NaN]")


def pdf_live(data: bytes) -> tuple[str, ...]:
    return OUTPUTS["pdf"](data).live


def word_live(body: str) -> tuple[str, ...]:
    return OUTPUTS["docx"](word(body)).live


WRONG = {
    "was summarised": Case("a", "a.txt", constant(prose()), "", "refused"),
    "was refused": Case("a", "a.txt", constant(""), "", "shown"),
    "does not say 'torn'": Case("a", "a.txt", constant(""), "", says="torn"),
    "txt: lacks 'nowhere'": Case("a", "a.txt", constant(prose()), "", has=("nowhere",)),
    "pdf: has none of ('nowhere',)": Case("a", "a.txt", constant(prose()), "", has_one=("nowhere",)),
    "docx: has 'quillwort'": Case("a", "a.txt", constant(prose()), "", lacks=("quillwort",)),
    "txt: has 'quillwort' twice": Case("a", "a.txt", constant(prose()), "", once=("quillwort",)),
    "pdf: has ": Case("a", "a.txt", constant(prose()), "", longest=10),
    f"leaks '{SECRET}'": Case("a", "a.txt", constant(prose(mark=SECRET)), ""),
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_is_noticed(fault: str, tmp_path: Path, here: Runner) -> None:
    assert [told for told in tried(WRONG[fault], tmp_path, here) if fault in told]


@pytest.mark.parametrize(
    ("ended", "fault"),
    [
        (Ended(1, "", "Traceback (most recent call last):\nKeyError: 'a'"), "traceback: KeyError: 'a'"),
        (Ended(70, "", "a.txt: internal error KeyError"), "exit code 70"),
        (Ended(65, "", "it is bad"), "is no message about a.txt"),
        (Ended(65, "half", "a.txt: is bad"), "is no message about a.txt"),
        (Ended(65, "", "note\na.txt: is bad"), "says more than a line"),
        (Ended(65, "", "a.txt: \x1b[2J is bad"), "control character '\\x1b' in a message"),
        (Ended(-9, "", ""), "took over 20 s"),
        (Ended(-11, "", ""), "died of signal 11"),
        (Ended(65, "", "a.txt: is bad", megabytes=9000), "took 9000 MB"),
    ],
)
def test_a_bad_end_is_noticed(ended: Ended, fault: str, tmp_path: Path) -> None:
    wrong = tried(Case("a", "a.txt", constant("x"), ""), tmp_path, lambda *_: ended)
    assert [told for told in wrong if fault in told]


def test_what_is_left_is_noticed(tmp_path: Path) -> None:
    def run(arguments: Sequence[str], folder: Path) -> Ended:
        (folder / ".conspectus-1.tmp").touch()
        (folder / "a.txt").write_bytes(b"y")
        return Ended(65, "", "a.txt: is bad")

    wrong = tried(Case("a", "a.txt", constant("x"), ""), tmp_path, run)
    assert wrong == ["the input was changed", "left .conspectus-1.tmp"]


def test_the_command_itself_is_run(tmp_path: Path) -> None:
    assert tried(Case("a", "a.txt", constant(prose()), "", "shown", has=("quillwort",)), tmp_path, in_a_process) == []
