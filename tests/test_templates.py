from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

import templates
from summarizer.errors import InputError, UsageError
from templates import NAMES, Colors, Fonts, Labels, Metadata, Show, Template, Text, load
from templates.contrast import contrast
from templates.printing import NOTES, about, printed


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
    briefing, handout, highlight, large, plain = map(load, NAMES)
    assert briefing.show == Show(rail=True, box=True, appendix="full")
    assert briefing.text.kicker == "BRIEFING NOTE"
    assert handout == Template("handout", fonts=Fonts(10.9), show=Show(box=True, appendix="full"))
    assert highlight == Template("highlight", fonts=Fonts(11.6), show=Show(body="source"))
    assert large.fonts == Fonts(14)
    assert large.show == handout.show
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
        text=Text(kicker="BRIEFING NOTE", footer=""),
        show=replace(briefing.show, box=False),
    )


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("[colour]", "has an unknown key colour (did you mean colors?)"),
        ("[color]", "has an unknown key color (did you mean colors?)"),
        ("views = 1", "has an unknown key views (choose page, logo, fonts, text, labels, colors, show or styles)"),
        ('[labels]\nsort = "x"', "has an unknown key labels.sort (did you mean labels.short?)"),
        ("[show]\nxyz = 1", "has an unknown key show.xyz (choose rail, box, facts, counts, appendix or body)"),
        ("show = true", "show is not a table (write [show])"),
        ("[show]\nrail = 1", "show.rail is 1 (give a true or false)"),
        ("[text]\nkicker = false", "text.kicker is False (give a text in quotes)"),
        ('[show]\nappendix = "all"', "show.appendix is 'all' (choose none, quoted or full)"),
        ("[show]\nappendix = [1]", "show.appendix is [1] (choose none, quoted or full)"),
        ('[page]\nsize = "A5"', "page.size is 'A5' (choose A4 or Letter)"),
        ('[colors]\nink = "red"', "colors.ink is 'red' (write a colour as \"#0B4F6C\")"),
        ('[colors]\nrule = "#FFF"', "colors.rule is '#FFF' (write a colour as \"#0B4F6C\")"),
        ("marking = 1", "marking is 1 (give a text in quotes)"),
        (
            '[text]\nlanguage = "tlh"',
            "text.language is 'tlh' (choose auto, ar, de, el, en, es, fr, it, ja, nl, pl, pt, ru, sv, vi or zh",
        ),
        ("[fonts]\nsize = 7", "fonts.size is 7.0 (give a number from 8 to 24)"),
        ("[fonts]\nsize = nan", "fonts.size is nan (give a number from 8 to 24)"),
        ("[fonts]\nsize = true", "fonts.size is True (give a number)"),
        ("[logo]\nheight = 41", "logo.height is 41.0 (give a number from 5 to 40)"),
        ('[labels]\nstated = "often"', "labels.stated is 'often' (write it with {count})"),
        ('[labels]\nstated = "{count.real}"', "labels.stated is '{count.real}' (write it with {count})"),
        ('[labels]\nstated = "{count"', "labels.stated is '{count' (write it with {count})"),
        ('[labels]\npage = "{page}"', "labels.page is '{page}' (write it with {page} and {pages})"),
        ('[labels]\nshort = "{x}"', "labels.short is '{x}' (write it with no braces)"),
        (
            '[colors]\nmuted = "#999999"',
            "colors.muted #999999 on white has a contrast of 2.8 (4.5 is the least that can be read: "
            "make them differ more)",
        ),
        ('[colors]\ntint = "#444444"', "colors.ink #1B1F24 on colors.tint #444444 has a contrast of 1.7 (4.5 is"),
        ('[colors]\nhighlight = "#005500"', "colors.ink #1B1F24 on colors.highlight #005500 has a contrast of 1.8"),
        (
            'extends = "brief"',
            "extends 'brief', which is not a template (choose briefing, handout, highlight, large or plain)",
        ),
        (
            'extends = ["plain"]',
            "extends ['plain'], which is not a template (choose briefing, handout, highlight, large or plain)",
        ),
    ],
)
def test_a_wrong_entry_is_named_with_what_would_be_right(written: Path, toml: str, problem: str) -> None:
    written.write_text(toml, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(written)
    assert str(caught.value).startswith(f"{written}: {problem}")
    assert caught.value.exit_code == 2


def test_a_table_of_a_file_is_checked_even_if_it_builds_on_another(written: Path) -> None:
    written.write_text('extends = "plain"\n[colors]\nlink = "#FFF"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"has an unknown key colors\.link \(did you mean colors\.ink\?\)"):
        load(written)


def test_an_unknown_name() -> None:
    with pytest.raises(UsageError) as caught:
        load("breifing")
    expected = "breifing: is not a template (choose briefing, handout, highlight, large or plain, or name a .toml file)"
    assert str(caught.value) == expected


def test_a_missing_file(written: Path) -> None:
    with pytest.raises(InputError) as caught:
        load(written)
    assert str(caught.value) == f"{written}: cannot be read: No such file or directory (check its name and permissions)"


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


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == contrast("#FFFFFF", "#000000") == 21
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48
    assert round(contrast("#0000FF", "#FFFFFF"), 2) == 8.59


def test_a_rule_is_decoration(written: Path) -> None:
    written.write_text('[colors]\nrule = "#EEEEEE"\n', "utf-8")
    assert load(written).colors.rule == "#EEEEEE"


def test_a_file_may_mark_every_page(written: Path) -> None:
    written.write_text('marking = "TLP:GREEN"\n', "utf-8")
    assert load(written).marking == "TLP:GREEN"


@pytest.mark.parametrize("name", NAMES)
def test_a_printed_template_loads_back(written: Path, name: str) -> None:
    written.write_text(printed(name), "utf-8")
    assert load(written) == replace(load(name), name=str(written))


@pytest.mark.parametrize("name", NAMES)
def test_a_printed_template_has_every_key(name: str) -> None:
    lines = {line.removeprefix("# ").partition(" = ")[0] for line in printed(name).splitlines()}
    for table in (templates.Page, templates.Logo, Fonts, Text, Labels, Colors, Show):
        assert {key.name for key in fields(table)} <= lines


def test_every_note_is_of_a_key() -> None:
    tables = {
        name: getattr(Template(""), name) for name in ("page", "logo", "fonts", "text", "labels", "colors", "show")
    }
    known = {f"{name}.{key.name}" for name, table in tables.items() for key in fields(table)}
    assert set(NOTES) <= known
    assert {key for key in known if not key.startswith("labels.")} <= set(NOTES)


def test_every_key_has_a_row_in_the_documentation() -> None:
    page = (Path(__file__).parent.parent / "docs" / "templates.md").read_text("utf-8")
    rows = " ".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    keys = [key.partition(".") for key in NOTES if not key.startswith("labels.")]
    assert [key for table, _, key in keys if f"`{table}.{key}`" not in rows and f"`{key}`" not in rows] == []
    assert all(f"{name:10} {about(name)}" in page for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_says_what_it_is_in_one_line(name: str) -> None:
    assert 20 < len(about(name)) <= 69


def test_the_names_of_metadata_are_those_of_its_fields() -> None:
    assert tuple(field.name for field in fields(templates.Metadata)) == templates.METADATA


def test_public_names_are_loaded_from_their_homes() -> None:
    assert {name for names in templates._HOMES.values() for name in names.split()} == set(templates.__all__)
    assert set(templates.__all__) <= set(dir(templates))
    with pytest.raises(AttributeError, match="has no attribute 'style'"):
        _ = templates.style
