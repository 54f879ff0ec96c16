"""Whoever has never seen the code finds the room, and the word, of each thing."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.source

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "asbreview"
TOLD = (ROOT / "docs" / "architecture.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
CODE = "\n".join(
    f"{path.relative_to(ROOT)} {path.read_text('utf-8')}"
    for folder in (SOURCE, ROOT / "projections")
    for path in sorted(folder.rglob("*.py"))
)
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
WORDS = sorted(
    {
        name.strip("…").removeprefix("asbreview.")
        for line in GLOSSARY.splitlines()
        if line.startswith("| ")
        for name in re.findall(r"`([^`]+)`", line.split(" | ")[1])
    }
)


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_says_what_it_is_about(room):
    assert f"`{room}/`" in TOLD


@pytest.mark.parametrize("word", WORDS)
def test_what_the_glossary_says_is_in_the_code_is_there(word):
    """A name, the end of a topic, a folder or a file."""
    assert word in CODE or word.replace(".", "/") in CODE


def test_a_word_has_one_row():
    rows = [
        line.split(" | ")[0] for line in GLOSSARY.splitlines() if line.startswith("| ")
    ]
    assert len(rows) == len(set(rows))
