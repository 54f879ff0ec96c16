"""Test files whose assertions are rewritten once, and not by every worker at once.

pytest keeps what it made of a file beside it, but workers that begin together find
nothing there yet: each made all of it, eight seconds of a core.  Here each begins with
a share of its own, and finds the others' when it comes to them.
"""

import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session):
    worker = getattr(session.config, "workerinput", None)
    if worker is None or sys.dont_write_bytecode:
        return
    number, of = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    for file in files[number::of]:
        _see_that_it_is_rewritten(file, session.config)


def _see_that_it_is_rewritten(file, config):
    """Do what pytest's own loader does before it runs a file."""
    kept = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
    if rewrite._read_pyc(file, kept) is None:  # noqa: SLF001
        source, code = rewrite._rewrite_test(file, config)  # noqa: SLF001
        if rewrite.try_makedirs(kept.parent):
            state = config.stash[rewrite.assertstate_key]
            rewrite._write_pyc(state, code, source, kept)  # noqa: SLF001
