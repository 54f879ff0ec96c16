"""What was recorded is never edited: no statement in the code could do it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDITS = re.compile(
    r"\b(update|delete\s+from|drop\s+table(\s+if\s+exists)?|replace\s+into|alter\s+table)"
    r"\s+(stored_events|commands)\b",
    re.IGNORECASE,
)
pytestmark = pytest.mark.source


def texts():
    for top in ("src/asbreview", "projections"):
        for path in (ROOT / top).rglob("*.py"):
            text = path.read_text("utf-8")
            if "stored_events" not in text and "commands" not in text:
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield path.name, node.value


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM stored_events WHERE rowid = ?",
        "UPDATE stored_events SET state = ?",
        "drop table if exists commands",
    ],
)
def test_a_statement_that_edits_is_known_when_it_is_seen(edit):
    assert EDITS.search(edit)


def test_no_statement_edits_or_deletes_what_was_recorded():
    assert [found for found in texts() if EDITS.search(found[1])] == []


def test_no_clearing_of_the_library_is_called():
    """Its recorders can delete nothing, but its databases can drop their tables."""
    for top in ("src/asbreview", "projections"):
        for path in (ROOT / top).rglob("*.py"):
            assert "drop_table" not in path.read_text("utf-8"), path
