"""The whole demonstration, made once a run, whichever of its files are run where."""

import fcntl
import json
import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from asbreview.demonstration import make
from asbreview.settings import Settings

TODAY = date(2026, 11, 23)  # a Monday


def settings_of(folder, *, demonstration=True):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    return Settings.read(told, demonstration=demonstration)


@dataclass(frozen=True)
class Made:
    """A folder of the demonstration that is a test's own, and how far it was told."""

    folder: Path
    steps: list

    @property
    def settings(self):
        return settings_of(self.folder)


def _made_in(folder):
    steps = []
    make(
        settings_of(folder / "data"),
        today=TODAY,
        progress=lambda done, of: steps.append((done, of)),
    )
    (folder / "steps").write_text(json.dumps(steps))


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """The folder that the first who asks makes, and all others are given copies of."""
    at = tmp_path_factory.getbasetemp()
    at = at.parent if "PYTEST_XDIST_WORKER" in os.environ else at
    with (at / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (at / "demonstration").is_dir():
            begun = tmp_path_factory.mktemp("demonstration")
            _made_in(begun)
            begun.rename(at / "demonstration")
    return at / "demonstration"


@pytest.fixture(scope="module")
def demonstration(whole, tmp_path_factory):
    folder = tmp_path_factory.mktemp("of-its-own") / "data"
    shutil.copytree(whole / "data", folder)
    return Made(folder, json.loads((whole / "steps").read_text()))
