"""Killed at random moments under load: what was acknowledged is there, and once.

Ten times here, a hundred in `make soak`.  The seed is printed; give it again with
ASBREVIEW_SEED to have the same moments.
"""

import csv
import os
import secrets
from collections import Counter
from dataclasses import replace
from uuid import uuid5

import pytest

from asbreview.domain.letter.facts import LetterDrafted
from asbreview.installation import opened
from asbreview.stores_on_server import migrate
from browser.premises import SAM, settings
from faults.clients import ONCE
from faults.killing import (
    Fire,
    dumped,
    finish_letters,
    handed_over,
    letters_in_queue,
    log_of,
    made_anew,
    times_handed_over,
    under_fire,
)
from postgres_server import start


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(10, marks=pytest.mark.slow),
        pytest.param(100, marks=[pytest.mark.soak, pytest.mark.timeout(0)]),
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    tmp_path, capsys, kills
):
    seed = int(os.environ.get("ASBREVIEW_SEED") or secrets.randbelow(10**6))
    told = settings(tmp_path / "data", demonstration=False)
    fire = Fire(kills=kills, seed=seed)
    given = under_fire(told, fire)
    with capsys.disabled():
        print(f"\n{account_of(fire, given)}")
    assert len(given.acknowledged) > kills
    looked_into(told, given, tmp_path)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(0)
def test_on_postgresql_too_though_the_database_goes_down_and_comes_back(
    tmp_path, capsys
):
    """Two servers, a worker, eight clients; the database recovers from a crash."""
    server = start(durable=True)
    told = replace(
        settings(tmp_path / "data", demonstration=False),
        database=server.address(server.new_database()),
        keys_database=server.address(server.new_database()),
    )
    migrate(told)
    fire = Fire(
        kills=100,
        restarts=20,
        restart=lambda: server.control("restart", "-m", "immediate"),
        seed=int(os.environ.get("ASBREVIEW_SEED") or secrets.randbelow(10**6)),
        servers=2,
        clients=8,
    )
    given = under_fire(told, fire)
    with capsys.disabled():
        print(f"\n{account_of(fire, given)}")
    assert len(given.acknowledged) > fire.kills
    looked_into(told, given, tmp_path)
    server.stop()


def account_of(fire, given):
    """Say what happened, and the seed with which it happens again."""
    back = sorted(given.back_after)
    return (
        f"ASBREVIEW_SEED={fire.seed}: killed {fire.kills} times,"
        f" database restarted {fire.restarts} times"
        + (f", servers ready again after {back[-1]:.1f} s at most;" if back else ";")
        + f" {len(given.acknowledged)} forms acknowledged"
        f" ({dict(Counter(given.acknowledged.values()))}),"
        f" {len(given.unknown)} unknown, refused: {dict(Counter(given.refused))}"
    )


def looked_into(told, given, tmp_path):
    """See that all is there that was acknowledged, once, and that the views agree."""
    with opened(told) as installation:
        finish_letters(installation)
        installation.projector.catch_up()
        lines = log_of(installation)
        _each_command_is_there_as_it_was_answered(given, lines)
        assert dumped(installation.views) == made_anew(installation, tmp_path)
        _no_letter_is_there_twice(installation, lines)


def _each_command_is_there_as_it_was_answered(given, lines):
    by_sam = [line.event for line in lines if line.event.recorded_by == SAM.account_id]
    ours = [event for event in by_sam if event.timestamp > given.began]
    times = Counter((event.command_id, event.TOPIC) for event in ours)
    for command_id, kind in given.acknowledged.items():
        often = given.letters.get(command_id, 1)
        assert times[command_id, ONCE[kind]] == often, (command_id, kind)
    for command_id, kind in given.unknown.items():
        assert times[command_id, ONCE[kind]] in {0, given.letters.get(command_id, 1)}
    sent = given.acknowledged.keys() | given.unknown.keys()
    # To forget somebody is two commands: the decision and, under its own id, the deed.
    sent |= {uuid5(command_id, "finish") for command_id in sent}
    assert {event.command_id for event in ours} <= sent


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
