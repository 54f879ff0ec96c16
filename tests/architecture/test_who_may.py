"""Some things are done in one place only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.source

# Who may see what is about to be sealed: the value itself, the key ring that seals it,
# and the preview of a letter that is not saved yet.
SEE_IN_THE_CLEAR = {
    "src/asbreview/domain/sealed.py",
    "src/asbreview/letters/saying.py",
    "src/asbreview/store/keys.py",
}
# Who may ask what time it is: the log, which stamps what it records, and the one clock
# that everything else is given.
ASK_THE_TIME = {
    "src/asbreview/installation.py",
    "src/asbreview/store/sqlite.py",
}
TIMES = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}


def modules(within="", *, saying=("",)):
    """Yield the modules of a folder in which one of some words stands at all."""
    for top in ("src/asbreview", "projections"):
        for path in sorted((ROOT / top).rglob("*.py")):
            name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
            if name.startswith(within) and any(word in text for word in saying):
                yield name, ast.parse(text)


def reads_clear(tree):
    """Is `.clear` read, and not called as a mapping's is?"""
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "clear"
        and id(node) not in called
        for node in ast.walk(tree)
    )


def asks_the_time(tree):
    return any(
        isinstance(node, ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr)
        in TIMES
        for node in ast.walk(tree)
    )


def test_only_the_key_ring_sees_what_is_to_be_sealed():
    found = {name for name, tree in modules(saying=["clear"]) if reads_clear(tree)}
    assert found == SEE_IN_THE_CLEAR


def test_time_is_asked_for_in_one_place_and_handed_to_everything_else():
    words = {f".{word}" for _, word in TIMES}
    found = {name for name, tree in modules(saying=words) if asks_the_time(tree)}
    assert found == ASK_THE_TIME


def test_the_domain_opens_nothing_and_asks_nobody():
    """No file, no network, no database, no environment, nothing by chance."""
    outside = {"os", "io", "sqlite3", "socket", "random", "secrets", "time", "pathlib"}
    for name, tree in modules("src/asbreview/domain/"):
        imported = {
            alias.name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {
            (node.module or "").partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }
        assert not imported & outside, name


def asks_one_procedure_for_a_body(tree):
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "body"
        and getattr(node.func.value, "attr", getattr(node.func.value, "id", ""))
        == "procedure"
        for node in ast.walk(tree)
    )


def test_a_body_is_asked_of_the_case_and_not_of_one_areas_procedure():
    """A joint case has the relevant bodies of both areas: `Case.body` knows them."""
    found = {
        name
        for name, tree in modules(saying=["procedure.body"])
        if asks_one_procedure_for_a_body(tree)
        and not name.startswith("src/asbreview/domain/")
    }
    assert found == set()
