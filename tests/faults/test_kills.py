"""Killed at random moments under load: what was acknowledged is there, and once.

Ten times here, a hundred in `make soak`.  The seed is printed; give it again with
ASBREVIEW_SEED to have the same faults in the same order, as far as the machine lets.
ASBREVIEW_MINUTES ends a longer run early; it is looked into all the same.
"""

from dataclasses import replace

import pytest

from asbreview.stores_on_server import migrate
from browser.premises import settings
from faults.clients import ONCE
from faults.killing import Fire, under_fire
from faults.looking_into import account_of, looked_into
from faults.processes import lasting_port
from postgres_server import start

MANY = 100


def each_was_given(given):
    """Say whether every kind of form was, so that none was left out all the time."""
    return set(given.acknowledged.values()) == set(ONCE)


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(10, marks=pytest.mark.slow),
        pytest.param(MANY, marks=[pytest.mark.soak, pytest.mark.timeout(0)]),
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(
    tmp_path, say, seed, kills, minutes
):
    told = settings(tmp_path / "data", demonstration=False)
    given = under_fire(told, Fire(kills=kills, seed=seed, say=say, minutes=minutes))
    assert len(given.acknowledged) > kills
    assert kills < MANY or each_was_given(given)
    say(f"{account_of(given)}; {looked_into(told, given, tmp_path)}")


@pytest.fixture
def on_postgres(tmp_path):
    """Settings of a server of its own, and what lets that server crash and recover."""
    server = start(durable=True, port=lasting_port())
    told = replace(
        settings(tmp_path / "data", demonstration=False),
        database=server.address(server.new_database()),
        keys_database=server.address(server.new_database()),
    )
    migrate(told)

    def crash(_):
        server.control("restart", "-m", "immediate")

    yield told, crash
    server.stop()


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(0)
def test_on_postgresql_too_though_the_database_goes_down_and_comes_back(
    tmp_path, say, seed, on_postgres, minutes
):
    """Two servers, a worker, eight clients; the database recovers from a crash."""
    told, crash = on_postgres
    fire = Fire(
        kills=100,
        disasters={crash: 20},
        seed=seed,
        servers=2,
        workers=1,
        clients=8,
        say=say,
        minutes=minutes,
    )
    given = under_fire(told, fire)
    assert each_was_given(given)
    say(f"{account_of(given)}; {looked_into(told, given, tmp_path)}")


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(0)
def test_two_workers_beside_two_servers_send_no_letter_twice(
    tmp_path, say, seed, on_postgres, minutes
):
    """Two of everything at once: each may be killed while the other goes on."""
    told, crash = on_postgres
    fire = Fire(
        kills=40,
        disasters={crash: 10},
        seed=seed,
        servers=2,
        workers=2,
        clients=8,
        say=say,
        minutes=minutes,
    )
    given = under_fire(told, fire)
    assert each_was_given(given)
    say(f"{account_of(given)}; {looked_into(told, given, tmp_path)}")
