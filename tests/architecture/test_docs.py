"""The pages that are made from the code say what the code says."""

import importlib.util
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", ["law.md", "events.md"])
def test_a_page_made_from_the_code_is_up_to_date(pages, name):
    written = ROOT / "docs" / name
    is_up_to_date = written.exists() and written.read_text("utf-8") == pages[name]
    assert is_up_to_date, f"docs/{name} is not up to date. To write: {TO_WRITE_THEM}"
