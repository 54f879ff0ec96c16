"""Killed at random moments under load: what was acknowledged is there, and once.

Ten times here, a hundred in `make soak`.  The seed is printed; give it again with
ASBREVIEW_SEED to have the same faults in the same order, as far as the machine lets.
ASBREVIEW_MINUTES ends the longest run early; it is looked into all the same.
"""

import csv
import os
import secrets
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from math import inf
from statistics import median
from uuid import uuid5

import pytest

from asbreview.domain.letter.facts import LetterDrafted
from asbreview.installation import opened
from asbreview.stores_on_server import migrate
from browser.premises import SAM, settings
from faults.clients import ONCE
from faults.findings import (
    dumped,
    finish_letters,
    handed_over,
    letters_in_queue,
    log_of,
    made_anew,
    times_handed_over,
)
from faults.killing import Fire, under_fire
from faults.processes import lasting_port
from postgres_server import start


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(10, marks=pytest.mark.slow),
        pytest.param(100, marks=[pytest.mark.soak, pytest.mark.timeout(0)]),
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    tmp_path, say, seed, kills
):
    told = settings(tmp_path / "data", demonstration=False)
    fire = Fire(kills=kills, seed=seed, say=say)
    given = under_fire(told, fire)
    assert len(given.acknowledged) > kills
    say(f"{account_of(given)}; {looked_into(told, given, tmp_path)}")


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(0)
def test_on_postgresql_too_though_the_database_goes_down_and_comes_back(
    tmp_path, say, seed
):
    """Two servers, a worker, eight clients; the database recovers from a crash."""
    server = start(durable=True, port=lasting_port())
    told = replace(
        settings(tmp_path / "data", demonstration=False),
        database=server.address(server.new_database()),
        keys_database=server.address(server.new_database()),
    )
    migrate(told)

    def crash():
        server.control("restart", "-m", "immediate")

    fire = Fire(
        kills=100,
        disasters={crash: 20},
        seed=seed,
        servers=2,
        workers=1,
        clients=8,
        say=say,
        minutes=float(os.environ.get("ASBREVIEW_MINUTES") or inf),
    )
    given = under_fire(told, fire)
    say(f"{account_of(given)}; {looked_into(told, given, tmp_path)}")
    server.stop()


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


def account_of(given):
    """Say what the clients were answered, and how soon the servers were ready again."""
    back = sorted(given.back_after)
    return (
        f"{len(given.acknowledged)} forms acknowledged"
        f" ({dict(Counter(given.acknowledged.values()))}),"
        f" refused: {dict(Counter(given.refused))}"
        + (
            f"; servers ready again after {median(back):.2f} s,"
            f" {back[-1]:.2f} s at most"
            if back
            else ""
        )
    )


def looked_into(told, given, tmp_path):
    """See that all is there that was acknowledged, once, and that the views agree.

    Return what became of the commands whose clients got no answer.
    """
    with opened(told) as installation:
        finish_letters(installation)
        installation.projector.catch_up()
        lines = log_of(installation)
        there = _each_command_is_there_as_it_was_answered(given, lines)
        assert dumped(installation.views) == made_anew(installation, tmp_path)
        _no_letter_is_there_twice(installation, lines)
    unknown = len(given.unknown)
    return f"{unknown} unknown: {there} there once, {unknown - there} not at all"


def _each_command_is_there_as_it_was_answered(given, lines):
    by_sam = [line.event for line in lines if line.event.recorded_by == SAM.account_id]
    ours = [event for event in by_sam if event.timestamp > given.began]
    times = Counter((event.command_id, event.TOPIC) for event in ours)
    for command_id, kind in given.acknowledged.items():
        often = given.letters.get(command_id, 1)
        assert times[command_id, ONCE[kind]] == often, (command_id, kind)
    for command_id, kind in given.unknown.items():
        often = given.letters.get(command_id, 1)
        assert times[command_id, ONCE[kind]] in {0, often}, (command_id, kind)
    sent = given.acknowledged.keys() | given.unknown.keys()
    # To forget somebody is two commands: the decision and, under its own id, the deed.
    sent |= {uuid5(command_id, "finish") for command_id in sent}
    assert {event.command_id for event in ours} <= sent
    return sum(bool(times[given_]) for given_ in _as_recorded(given.unknown))


def _as_recorded(sent):
    return [(command_id, ONCE[kind]) for command_id, kind in sent.items()]


def _no_letter_is_there_twice(installation, lines):
    drafted = [x.event for x in lines if isinstance(x.event, LetterDrafted)]
    assert drafted
    kinds = Counter((letter.case_id, letter.kind) for letter in drafted)
    assert set(kinds.values()) == {1}
    assert set(times_handed_over(lines).values()) <= {1}
    waiting, files = (
        handed_over(installation, lines),
        list(letters_in_queue(installation)),
    )
    assert sorted(hash_ for _, hash_ in files) == sorted(waiting.values())
    with (installation.print_queue / "manifest.csv").open(newline="") as manifest:
        listed = list(csv.DictReader(manifest))
    assert sorted((row["file"], row["sha256"]) for row in listed) == files
    assert sorted(row["letter"] for row in listed) == sorted(map(str, waiting))
