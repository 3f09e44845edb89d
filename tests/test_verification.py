"""A briefing read back: what we wrote is borne out, and whatever is changed in it is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import templates
from exporters import EXPORTERS, render
from summarizer import DataError, Document, Summary, UnsupportedError, read, summarize, verify
from summarizer.readers.worker import Worker
from summarizer.verification import Finding, Proof, prove
from summarizer.verification.command import verify as command
from templates import Metadata, Template
from tests.forgery import (
    changes,
    forged,
    in_html,
    in_json,
    in_markdown,
    in_pdf,
    in_text,
    in_word,
    rezipped,
    shown_in_pdf,
)
from tests.samples import document

ROOT = Path(__file__).parent.parent
SOURCES = (
    *sorted(path for path in (ROOT / "tests/corpus").iterdir() if path.suffix not in (".blocks", ".py", ".typ")),
    *sorted((ROOT / "tests/briefings").iterdir()),
    ROOT / "examples/article.txt",
)
ARTICLE = ROOT / "examples/article.txt"
GERMAN = ROOT / "tests/briefings/german.md"
CHINESE = ROOT / "tests/corpus/chinese.txt"
BRIEFING = templates.load("briefing")
FIRST = "Velmar has approved a plan to uncover the Ondel, the river that has run under its centre since 1958."


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as one:
        yield one


@cache
def source(path: Path) -> Document:
    return read(path)


@cache
def summary(path: Path) -> Summary:
    return summarize(source(path))


@cache
def made(path: Path, kind: str, name: str = "briefing") -> bytes:
    return render(summary(path), kind, templates.load(name)).data


def texts(proof: Proof) -> list[str]:
    return [finding.text for finding in proof.findings]


# -- what we wrote --


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_format_is_borne_out(path: Path, worker: Worker) -> None:
    for kind, exporter in EXPORTERS.items():
        proof = prove(made(path, kind, exporter.template), source(path), format=kind, worker=worker)
        assert proof.findings == (), kind
        assert proof.found, kind


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "golden").glob("ferry.*")), ids=lambda path: path.name)
def test_the_golden_files_are_borne_out(path: Path) -> None:
    marking = re.search(r"TLP:\w+", path.read_text())
    template = replace(BRIEFING, marking=marking[0] if marking else None)
    assert verify(path, document(), template=template) == ()


@pytest.mark.parametrize("kind", EXPORTERS)
@pytest.mark.parametrize("name", ["handout", "highlight", "large", "plain"])
def test_templates(kind: str, name: str, worker: Worker) -> None:
    for path in (ARTICLE, GERMAN, CHINESE):
        assert prove(made(path, kind, name), source(path), format=kind, worker=worker).findings == ()


@pytest.mark.parametrize("columns", [20, 41, 200])
@pytest.mark.parametrize("is_ascii", [False, True])
@pytest.mark.parametrize("views", [templates.VIEWS, ("bullets",), ("medium", "bullets")])
def test_text_of_any_width_and_signs(columns: int, is_ascii: bool, views: tuple[templates.View, ...]) -> None:
    for path in (ARTICLE, GERMAN, CHINESE):
        template = replace(BRIEFING, columns=columns, ascii=is_ascii, color=not is_ascii, views=views)
        assert verify(render(summary(path), "txt", template).data, source(path)) == ()


@pytest.mark.parametrize("language", ["en", "ar", "ja", "el"])
def test_words_of_ours_in_any_language(language: str, worker: Worker) -> None:
    template = replace(BRIEFING, text=replace(BRIEFING.text, language=language))
    for kind in ("txt", "docx"):
        assert prove(render(summary(ARTICLE), kind, template).data, source(ARTICLE), worker=worker).findings == ()


@pytest.mark.parametrize("kind", EXPORTERS)
def test_several_sources(kind: str, worker: Worker) -> None:
    documents = [source(path) for path in (ARTICLE, ROOT / "tests/corpus/story.md", ROOT / "tests/corpus/story.html")]
    data = render(summarize(documents), kind, BRIEFING).data
    assert prove(data, documents, format=kind, worker=worker).findings == ()
    assert prove(data, documents[::-1], format=kind, worker=worker).findings != ()


OWN = replace(
    BRIEFING,
    labels=replace(BRIEFING.labels, bullets="What to know", stated="Said {count} times over", share="{percent} of 100"),
    metadata=Metadata(title="The river, uncovered", date="2026-11-20"),
    marking="For the mayor",
)


@pytest.mark.parametrize("kind", [kind for kind in EXPORTERS if kind != "json"])
def test_words_of_the_user_are_known_where_they_are_given_again(kind: str, worker: Worker) -> None:
    data = render(summary(ARTICLE), kind, OWN).data
    assert prove(data, source(ARTICLE), format=kind, template=OWN, worker=worker).findings == ()
    told = " ".join(texts(prove(data, source(ARTICLE), format=kind, worker=worker)))
    assert {
        word for word in ("The river, uncovered", "For the mayor", "Said 4 times over") if word not in told
    } == set()


# -- what somebody changed --


def is_said(text: str, path: Path) -> bool:
    """Whether a sentence of the source reads so all the same."""
    return text in {statement.text for point in summary(path).points for statement in point.statements}


FORGED = (ARTICLE, GERMAN, ROOT / "tests/corpus/report.md", ROOT / "tests/corpus/story.html")


@settings(max_examples=120)
@given(data=st.data())
def test_a_change_of_any_word_before_the_file_is_made_is_told(data: st.DataObject, worker: Worker) -> None:
    path, kind = data.draw(st.sampled_from(FORGED)), data.draw(st.sampled_from(list(EXPORTERS)))
    view = data.draw(st.sampled_from(templates.VIEWS))
    lines = getattr(summary(path), view)
    line = data.draw(st.integers(0, len(lines) - 1))
    text = data.draw(changes(lines[line].sentence.text))
    assume(text and not is_said(text, path))
    template = templates.load(data.draw(st.sampled_from(["briefing", "handout", "plain"])))
    # Drawn whichever way: a view that only repeats another would be left out.
    template = replace(template, views=(view,))
    data_of = render(forged(summary(path), view, line, text), kind, template).data
    assert prove(data_of, source(path), format=kind, worker=worker).findings


IN_FILE = {"docx": in_word, "html": in_html, "json": in_json, "md": in_markdown, "txt": in_text}


@settings(max_examples=80)
@given(data=st.data())
def test_a_change_of_any_word_in_the_file_is_told(data: st.DataObject, worker: Worker) -> None:
    path = data.draw(st.sampled_from(FORGED))
    kind, change = data.draw(st.sampled_from(sorted(IN_FILE.items())))
    old = data.draw(
        st.sampled_from([line.sentence.text for view in templates.VIEWS for line in getattr(summary(path), view)])
    )
    new = data.draw(changes(old))
    assume(new and not is_said(new, path))
    whole = made(path, kind)
    altered = change(whole, old, new)
    assume(altered != whole)
    assert prove(altered, source(path), format=kind, worker=worker).findings


WORDS = {
    "a word left out": lambda codes: b" ".join(codes.split(b" ")[:1] + codes.split(b" ")[2:]),
    "a word said twice": lambda codes: b" ".join([*codes.split(b" "), codes.split(b" ")[1]]),
    "two words that change places": lambda codes: b" ".join(codes.split(b" ")[::-1]),
}


@settings(max_examples=40)
@given(number=st.integers(0, shown_in_pdf(made(ARTICLE, "pdf")) - 1), change=st.sampled_from(list(WORDS)))
def test_a_change_of_the_codes_in_a_pdf_is_told(number: int, change: str, worker: Worker) -> None:
    def changed(codes: bytes) -> bytes:
        assume(codes.count(b" ") > 5)  # no number of a page, nor a label
        words = WORDS[change](codes)
        assume(words != codes)
        return words

    assert prove(in_pdf(made(ARTICLE, "pdf"), number, changed), source(ARTICLE), worker=worker).findings


@pytest.mark.parametrize("kind", EXPORTERS)
def test_a_source_that_says_otherwise_is_told(kind: str, worker: Worker) -> None:
    other = read(ARTICLE.read_bytes().replace(b"86 million", b"68 million"), name="article.txt")
    proof = prove(made(ARTICLE, kind), other, format=kind, worker=worker)
    assert any("86 million" in text for text in texts(proof))
    assert any("68 million" in finding.nearest for finding in proof.findings)


def text_with(old: str, new: str, kind: str = "txt") -> bytes:
    whole = made(ARTICLE, kind).decode()
    assert old in whole
    return whole.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "text", "problem"),
    [
        ("Stated 3 times: ¶1, ¶8, ¶19", "Stated 4 times: ¶1, ¶8, ¶19", "Stated 4 times: ¶1, ¶8, ¶19", "is not so"),
        ("Stated 3 times: ¶1, ¶8, ¶19", "Stated 3 times: ¶1, ¶8, ¶18", "Stated 3 times: ¶1, ¶8, ¶18", "is not so"),
        ("Stated 3 times: ¶1, ¶8, ¶19", "Stated 2 times: ¶1, ¶8", "Stated 2 times: ¶1, ¶8", "is not so"),
        (" 3. The open", " 4. The open", "4.", "is not the number of a point: 3 is"),
        ("(9 %)", "(8 %)", "At a glance: 88 words (8 %)", "is not so: 88 words (9 %)"),
        ("960 words", "690 words", "Source: article.txt, 690 words", "is not in article.txt"),
        ("Source: article.txt", "Source: The Times", "Source: The Times, 960 words", "is not in article.txt"),
        ("AT A GLANCE\n", "AT A GLANCE\nMy own view.\n", "My own view.", "is not in article.txt"),
        ("nothing added.", "nothing added but this.", "nothing added but this.", "is not in article.txt"),
        ("BRIEFING NOTE\n", "BRIEFING NOTE\nTrue\n", "True", "is not in article.txt"),
        ("tunnel. [1]", "tunnel. [2]", "[2]", "is not the key point"),
    ],
)
def test_what_is_said_of_a_sentence_is_proved(old: str, new: str, text: str, problem: str) -> None:
    if "[1]" in old:
        old, new = "town. [1]", "town. [2]"
    proof = prove(text_with(old, new), source(ARTICLE))
    assert any(text in finding.text and problem in finding.problem for finding in proof.findings), proof.findings


def test_a_title_that_is_not_the_sources_is_told(worker: Worker) -> None:
    title = str(summary(ARTICLE).title)
    for kind, change in IN_FILE.items():
        data = change(made(ARTICLE, kind), title, "Velmar Buries Its River")
        proof = prove(data, source(ARTICLE), format=kind, worker=worker)
        assert texts(proof)[0] == "Velmar Buries Its River"


def test_the_nearest_passage_is_told() -> None:
    changed = in_text(made(ARTICLE, "txt"), FIRST, FIRST.replace("has approved", "has not approved"))
    assert verify(changed, source(ARTICLE)) == (
        Finding(FIRST.replace("has approved", "has not approved"), "is not in article.txt", f"¶8 “{FIRST}”"),
    )


def test_words_run_together_or_parted_are_told() -> None:
    for old, new in (("centre since", "centresince"), ("centre", "cen tre")):
        assert verify(text_with(old, new), source(ARTICLE))


@pytest.mark.parametrize("steering", ["\x1b[8m", "\x1b[2K", "\b\b", "\r", "\u202e", "\x9b1m"])
def test_what_would_make_a_terminal_show_something_else_is_told(steering: str) -> None:
    template = replace(BRIEFING, color=True)
    data = render(summary(ARTICLE), "txt", template).data.decode()
    assert verify(data.replace("has approved", f"has {steering}approved").encode(), source(ARTICLE))
    assert verify(data.replace("\n", "\r\n").encode(), source(ARTICLE)) == ()


def test_a_paragraph_of_the_source_text_must_be_whole_and_at_its_place() -> None:
    last = "Both attempts left surveys and drawings that the engineers still use."
    assert texts(prove(in_text(made(ARTICLE, "txt"), last, ""), source(ARTICLE)))
    assert "¶12" in texts(prove(text_with("\n¶11 ", "\n¶12 "), source(ARTICLE)))[0]
    assert prove(in_word(made(ARTICLE, "docx"), last, ""), source(ARTICLE)).findings


# -- what somebody's program did --


def test_a_word_document_saved_anew_is_borne_out(worker: Worker) -> None:
    import docx.text.run

    opened = docx.Document(BytesIO(made(ARTICLE, "docx")))
    for paragraph in opened.paragraphs:
        for run in list(paragraph.runs):  # each cut in two, as Word does where it has marked a change
            head, tail = run.text[: len(run.text) // 2], run.text[len(run.text) // 2 :]
            run.text = head
            new = docx.text.run.Run(run._r.makeelement(run._r.tag), paragraph)
            run._r.addnext(new._r)
            new.text = tail
    for number, style in enumerate(opened.styles):
        if not style.builtin:
            style.name = f"Other {number}"
    saved = BytesIO()
    opened.save(saved)
    assert prove(saved.getvalue(), source(ARTICLE), worker=worker).findings == ()


SHOWN = '</w:t></w:r><w:r><w:t xml:space="preserve">'
HIDDEN = '</w:t></w:r><w:r><w:rPr><w:{}/></w:rPr><w:t xml:space="preserve">'
FIELD = '</w:t></w:r><w:fldSimple w:instr="DOCPROPERTY word"><w:r><w:t xml:space="preserve">'


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "word/document.xml",
            "<w:sectPr",
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r></w:p><w:sectPr",
        ),
        ("word/document.xml", "<w:sectPr", "<w:p><w:ins><w:r><w:t>Put in.</w:t></w:r></w:ins></w:p><w:sectPr"),
        ("word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>Above.</w:t></w:r></w:p></w:hdr>"),
        ("word/document.xml", " that has run ", f" that {HIDDEN.format('vanish')}has {SHOWN} run "),
        ("word/document.xml", " that has run ", f" that {HIDDEN.format('strike')}has {SHOWN} run "),
        ("word/document.xml", " that has run ", f" that {FIELD}has </w:t></w:r></w:fldSimple><w:r>{SHOWN[15:]} run "),
        ("word/document.xml", "<w:sectPr", "<w:altChunk/><w:sectPr"),
        ("word/document.xml", "<w:sectPr", "<w:p><w:r><w:t>\u202e</w:t></w:r></w:p><w:sectPr"),
    ],
)
def test_text_anywhere_in_a_word_document_is_told(part: str, old: str, new: str, worker: Worker) -> None:
    changed = rezipped(made(ARTICLE, "docx"), part, lambda xml: xml.replace(old, new, 1))
    assert changed != made(ARTICLE, "docx")
    assert prove(changed, source(ARTICLE), worker=worker).findings


def test_what_was_deleted_with_track_changes_is_not_there(worker: Worker) -> None:
    deleted = "<w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p><w:sectPr"
    changed = rezipped(made(ARTICLE, "docx"), "word/document.xml", lambda xml: xml.replace("<w:sectPr", deleted, 1))
    assert prove(changed, source(ARTICLE), worker=worker).findings == ()


def test_headers_of_a_reference_document_are_known_where_it_is_given_again(worker: Worker) -> None:
    reference = rezipped(
        made(ARTICLE, "docx"),
        "word/header1.xml",
        lambda xml: xml.replace("</w:hdr>", "<w:p><w:r><w:t>House style</w:t></w:r></w:p></w:hdr>"),
    )
    template: Template = replace(BRIEFING, reference=templates.Reference("house.docx", reference))
    data = render(summary(ARTICLE), "docx", template).data
    assert prove(data, source(ARTICLE), template=template, worker=worker).findings == ()


# -- pages --


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</main>", "<p>Mine.</p></main>"),
        ("</main>", "<p hidden>Mine.</p></main>"),
        ("</main>", "<svg></svg></main>"),
        ("</main>", '<p style="color:red"></p></main>'),
        ("</main>", "<script>document.title = 1</script></main>"),
        ("</style>", "p::after{content:'not'}</style>"),
        ("</style>", "p::after{c\\6fntent:none}</style>"),
        ("</style>", ".told{display:none}</style>"),
        ("<style>", "<style>.told{display:none}"),
        ("@page{", ".told{display:none}@page{"),
        ("</style>", "p::after{content:attr(class)}</style>"),
        ('title="Paragraph', 'title="Not paragraph'),
        ("the tunnel", "the t<span>unnel</span>, not"),
        ('href="#point_1"', 'href="https://example.org/"'),
        ('lang="en"', 'lang="en" onclick="1"'),
        ("<title>Velmar", "<title>Not Velmar"),
    ],
)
def test_all_that_a_page_says_is_proved(old: str, new: str, worker: Worker) -> None:
    whole = made(ARTICLE, "html").decode()
    assert old in whole
    proof = prove(whole.replace(old, new, 1).encode(), source(ARTICLE), worker=worker)
    assert proof.findings


@pytest.mark.parametrize(
    "added", ["**Mine.**", "<b>Mine.</b>", "[Mine](https://example.org)", "<!-- Mine -->", "---\n*Mine*"]
)
def test_all_that_markdown_says_is_proved(added: str) -> None:
    changed = made(ARTICLE, "md") + f"\n{added}\n".encode()
    assert verify(changed, source(ARTICLE), format="md")


# -- the JSON form --


def records(change: object) -> bytes:
    values = json.loads(made(ARTICLE, "json"))
    change(values)  # type: ignore[operator]
    return json.dumps(values).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda values: values["bullets"][0].update(stated=9), "is not stated 9 times"),
        (lambda values: values["points"][0]["statements"].pop(), "is not stated at these places"),
        (lambda values: values["bullets"][0]["place"].update(paragraph=2), "is not where it is said to be, in ¶2"),
        (lambda values: values["sources"][0].update(words=7), "“sources[0].words: 7” is not so: 960"),
        (lambda values: values["sources"][0].update(sha256="0"), "“sources[0].sha256: 0” is not so"),
        (lambda values: values["sources"].append({}), "“sources: 2” is not so: 1 are given"),
        (lambda values: values.update(title="Mine"), "“Mine” is not the title of a source"),
        (lambda values: values.update(remark="Mine"), "“remark: Mine” is not so"),
    ],
)
def test_each_record_is_compared(change: object, told: str) -> None:
    assert any(told in str(finding) for finding in verify(records(change), source(ARTICLE)))


def test_records_with_explanations_are_borne_out() -> None:
    from summarizer import Options

    explained = summarize(source(ARTICLE), Options(explain=True))
    data = render(explained, "json").data
    assert verify(data, source(ARTICLE)) == ()
    assert verify(in_json(data, FIRST, f"{FIRST} Not."), source(ARTICLE))


# -- what is no briefing --


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", DataError),
        (b" \n", DataError),
        (b"{", DataError),
        (b'{"a":' * 100_000, DataError),
        (b'{"format": 1}', DataError),
        (b"%PDF-1.7 nothing", DataError),
        (b"PK\3\4 nothing", DataError),
        (b"\x89PNG\r\n\x1a\n", UnsupportedError),
    ],
)
def test_what_is_no_briefing_is_refused(data: bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        verify(data, source(ARTICLE))


@pytest.mark.parametrize(("quiet", "told"), [([], "a.pdf: warning: only the first page is read\n"), (["-q"], "")])
def test_quiet_tells_no_warnings(
    quiet: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = replace(source(ARTICLE), truncated=True, warnings=("only the first page is read",))
    monkeypatch.setattr("summarizer.verification.command.read", lambda *_, **__: cut)
    briefing = tmp_path / "b.txt"
    briefing.write_bytes(render(summary(ARTICLE), "txt", templates.load("plain")).data)
    assert command([*quiet, str(briefing), "a.pdf"]) == 0
    assert capsys.readouterr().err == told
