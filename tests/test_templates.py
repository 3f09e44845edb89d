from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

import templates
from summarizer.errors import InputError, UsageError
from templates import NAMES, Colors, Labels, Metadata, Show, Template, Text, load


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


@pytest.mark.parametrize("name", NAMES)
def test_built_in_templates(name: str) -> None:
    template = load(name)
    assert template.name == name
    assert template.views == templates.VIEWS == ("short", "medium", "bullets")
    assert (template.metadata, template.marking, template.color) == (Metadata(), None, False)
    for color in fields(Colors):
        assert int(getattr(template.colors, color.name).removeprefix("#"), 16) <= 0xFFFFFF


def test_what_sets_the_built_in_templates_apart() -> None:
    briefing, handout, plain = map(load, NAMES)
    assert briefing.show == Show(rail=True, box=True, appendix="full")
    assert briefing.text.kicker == "BRIEFING NOTE"
    assert handout == Template("handout", show=Show(box=True, appendix="full"))
    assert plain.show == Show()
    assert plain.colors == replace(Colors(), ink="#000000", muted="#444444", accent="#000000")


def test_every_file_beside_the_module_has_a_name() -> None:
    assert templates.__file__
    assert sorted(path.stem for path in Path(templates.__file__).parent.glob("*.toml")) == sorted(NAMES)


def test_an_empty_file_is_the_default(written: Path) -> None:
    written.write_text("", encoding="utf-8")
    assert load(written) == Template(str(written))
    assert load(str(written)) == Template(str(written))


def test_a_file_sets_what_it_names_and_nothing_else(written: Path) -> None:
    written.write_text('[labels]\nshort = "Kurz gefaßt"\n[show]\ncounts = false\nappendix = "quoted"\n', "utf-8")
    assert load(written) == Template(
        str(written), labels=Labels(short="Kurz gefaßt"), show=Show(counts=False, appendix="quoted")
    )


def test_a_file_builds_on_a_built_in_template(written: Path) -> None:
    written.write_text('extends = "briefing"\n[text]\nfooter = ""\n[show]\nbox = false\n', "utf-8")
    briefing = load("briefing")
    assert load(written) == replace(
        briefing,
        name=str(written),
        text=Text("BRIEFING NOTE", ""),
        show=replace(briefing.show, box=False),
    )


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("[colour]", "has an unknown key colour (did you mean colors?)"),
        ("[color]", "has an unknown key color (did you mean colors?)"),
        ("views = 1", "has an unknown key views (choose page, text, labels, colors, show or styles)"),
        ('[labels]\nsort = "x"', "has an unknown key labels.sort (did you mean labels.short?)"),
        ("[show]\nxyz = 1", "has an unknown key show.xyz (choose rail, box, facts, counts or appendix)"),
        ("show = true", "show is not a table (write [show])"),
        ("[show]\nrail = 1", "show.rail is 1 (give a true or false)"),
        ("[text]\nkicker = false", "text.kicker is False (give a text in quotes)"),
        ('[show]\nappendix = "all"', "show.appendix is 'all' (choose none, quoted or full)"),
        ("[show]\nappendix = [1]", "show.appendix is [1] (choose none, quoted or full)"),
        ('[page]\nsize = "A5"', "page.size is 'A5' (choose A4 or Letter)"),
        ('[colors]\nink = "red"', "colors.ink is 'red' (write a colour as \"#0B4F6C\")"),
        ('[colors]\nrule = "#FFF"', "colors.rule is '#FFF' (write a colour as \"#0B4F6C\")"),
        ('extends = "brief"', "extends 'brief', which is not a template (choose briefing, handout or plain)"),
        ('extends = ["plain"]', "extends ['plain'], which is not a template (choose briefing, handout or plain)"),
    ],
)
def test_a_wrong_entry_is_named_with_what_would_be_right(written: Path, toml: str, problem: str) -> None:
    written.write_text(toml, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(written)
    assert str(caught.value) == f"{written}: {problem}"
    assert caught.value.exit_code == 2


def test_a_table_of_a_file_is_checked_even_if_it_builds_on_another(written: Path) -> None:
    written.write_text('extends = "plain"\n[colors]\nlink = "#FFF"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"has an unknown key colors\.link \(did you mean colors\.ink\?\)"):
        load(written)


def test_an_unknown_name() -> None:
    with pytest.raises(UsageError) as caught:
        load("breifing")
    expected = "breifing: is not a template (choose briefing, handout or plain, or name a .toml file)"
    assert str(caught.value) == expected


def test_a_missing_file(written: Path) -> None:
    with pytest.raises(InputError) as caught:
        load(written)
    assert str(caught.value) == f"{written}: cannot be read: No such file or directory"


def test_a_folder_is_no_template(written: Path) -> None:
    written.mkdir()
    with pytest.raises(InputError, match="cannot be read: "):
        load(written)


def test_what_is_not_toml(written: Path) -> None:
    written.write_text("kicker: BRIEFING\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.toml: is not TOML: .*\(at line 1, column \d+\)"):
        load(written)


def test_what_is_not_text(written: Path) -> None:
    written.write_bytes(b'[text]\nkicker = "\xff"\n')
    with pytest.raises(UsageError) as caught:
        load(written)
    assert str(caught.value) == f"{written}: is not UTF-8 text (save it as UTF-8)"
