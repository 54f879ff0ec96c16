"""Each thing that somebody may try who means no good is shown by tests there are."""

import ast
import tomllib
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
LIST = tomllib.loads((TESTS / "web" / "abuse_list.toml").read_text("utf-8"))
pytestmark = pytest.mark.source


def found_in(file):
    """Return the names of what a file has; of one that there is not, none."""
    path = TESTS / file
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.parse("")
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("tried", sorted(LIST))
def test_each_that_is_named_is_there(tried):
    assert LIST[tried], "nothing shows it"
    for named in LIST[tried]:
        file, _, name = named.partition("::")
        assert name.startswith("test_"), named
        assert name in found_in(file), named


def test_each_test_of_abuse_is_in_the_list():
    """So that the list says all there is, too."""
    named = {test for tests in LIST.values() for test in tests}
    tests = {f"web/test_abuse.py::{name}" for name in found_in("web/test_abuse.py")}
    assert {test for test in tests if "::test_" in test} <= named
