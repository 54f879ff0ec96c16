"""The disk fills up and is freed, over and over, under load and killed meanwhile.

The seed is printed; ASBREVIEW_SEED and ASBREVIEW_MINUTES as in `test_kills.py`.
"""

import random
import time

import pytest

from browser.premises import settings
from faults.killing import Fire, under_fire
from faults.looking_into import account_of, looked_into
from small_disk import small_disk

MEGABYTES = 192
FULL_FOR = (0.5, 3.0)  # seconds


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_what_was_acknowledged_while_the_disk_was_filling_is_there_and_once(
    tmp_path, say, seed, minutes
):
    """What the processes say goes elsewhere, as it does to a system's journal."""
    chance = random.Random(seed)  # noqa: S311  nothing secret
    with small_disk(tmp_path / "data", megabytes=MEGABYTES) as disk:

        def full(_):
            disk.fill()
            time.sleep(chance.uniform(*FULL_FOR))
            disk.make_room()

        def full_and_killed(processes):
            disk.fill()
            time.sleep(chance.uniform(*FULL_FOR))
            (server,) = processes
            server.kill()
            server.start()
            time.sleep(chance.uniform(*FULL_FOR))
            disk.make_room()
            server.come_up()

        fire = Fire(
            kills=20,
            disasters={full: 30, full_and_killed: 20},
            seed=seed,
            say=say,
            minutes=minutes,
        )
        told = settings(disk.folder, demonstration=False)
        given = under_fire(told, fire)
        say(account_of(given))
        assert given.unknown | given.sent_again  # it was full while they wrote
        say(looked_into(told, given, tmp_path))
