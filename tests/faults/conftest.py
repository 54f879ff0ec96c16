"""What every run of faults is given: a seed, a voice, and how long it may last."""

import os
import secrets
from datetime import UTC, datetime
from math import inf

import pytest


@pytest.fixture
def say(capsys):
    """Tell whoever waits, while it happens, what happens."""

    def said(line):
        with capsys.disabled():
            print(f"\n{datetime.now(UTC):%H:%M:%S} {line}", end="", flush=True)

    return said


@pytest.fixture
def seed(say):
    seed = int(os.environ.get("ASBREVIEW_SEED") or secrets.randbelow(10**6))
    say(f"ASBREVIEW_SEED={seed}")
    return seed


@pytest.fixture
def minutes():
    return float(os.environ.get("ASBREVIEW_MINUTES") or inf)
