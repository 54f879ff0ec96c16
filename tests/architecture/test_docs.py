"""The pages that are made from the code say what the code says."""

import importlib.util
import re
import tomllib
from pathlib import Path

import click
import pytest

from asbreview.__main__ import main
from asbreview.settings_named import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
TO_WRITE_THEM = ".venv/bin/python scripts/write_docs.py"
pytestmark = pytest.mark.source


@pytest.fixture(scope="module")
def pages():
    path = ROOT / "scripts" / "write_docs.py"
    found = importlib.util.spec_from_file_location("write_docs", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.pages()


MADE = (
    "law.md",
    "events.md",
    "procedures.md",
    "letters.md",
    "access.md",
    "corrections.md",
)


@pytest.mark.parametrize("name", MADE)
def test_a_page_made_from_the_code_is_up_to_date(pages, name):
    written = ROOT / "docs" / name
    is_up_to_date = written.exists() and written.read_text("utf-8") == pages[name]
    assert is_up_to_date, f"docs/{name} is not up to date. To write: {TO_WRITE_THEM}"


def commands(group=main, name="asbreview"):
    """Every command there is, by what is typed to give it."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}"


def table_in(page):
    """The first cell of every row of the tables on a page, as code."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return set(re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE))


def test_every_command_is_in_the_pages_for_whoever_runs_it_and_no_other():
    told = {row for row in table_in("operating.md") if row.startswith("asbreview ")}
    assert told == set(commands())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_is_told_with_what_it_is_when_not_set(setting):
    told = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert f"| `{setting.variable}` | {setting.default} | {setting.says} |" in told


def test_what_the_readme_and_the_contributing_page_say_to_make_can_be_made():
    made = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for page in ("README.md", "CONTRIBUTING.md", "docs/operating.md"):
        told = re.findall(
            r"(?:^ *|`)make ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE
        )
        assert set(told) <= set(made), page


LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_page_that_is_linked_to_is_there(page):
    for linked in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / linked).exists(), linked


def test_each_setting_that_the_code_reads_is_among_the_settings():
    """None is read on the side: what is set from outside is in one list."""
    known = {setting.variable for setting in SETTINGS}
    for top in ("src/asbreview", "projections"):
        for path in (ROOT / top).rglob("*.py"):
            read = set(re.findall(r"\bASBREVIEW_[A-Z]+\b", path.read_text("utf-8")))
            assert read <= known, path


def test_the_project_has_one_licence_wherever_it_is_named():
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert named["project"]["license"] == "MIT"
    assert "license: MIT" in (ROOT / "publiccode.yaml").read_text("utf-8")
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
