"""What an area changed on a day: named once for a day, when it has come, and why."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.changes.facts import DatedChange
from asbreview.domain.changes.record import Changes
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from facts import TODAY, TOMORROW, YESTERDAY
from story import SIGNED


def change(number=1, on=YESTERDAY):
    return DatedChange(
        change_id=UUID(int=number), on=on, says="Second caseworker", why="More time"
    )


@pytest.fixture
def ely():
    return Changes.open_for("ely", signed=SIGNED)


def days(changes):
    return [each.on for each in changes.standing]


def test_changes_stand_in_the_order_of_their_days(ely):
    ely.name_change(change(1, TODAY), signed=SIGNED)
    ely.name_change(change(2, date(2025, 5, 1)), signed=SIGNED)
    assert days(ely) == [date(2025, 5, 1), TODAY]


def test_what_is_yet_to_come_has_changed_nothing(ely):
    with pytest.raises(Misrecorded, match="future"):
        ely.name_change(change(on=TOMORROW), signed=SIGNED)


def test_two_of_one_day_cannot_be_told_apart(ely):
    ely.name_change(change(1), signed=SIGNED)
    with pytest.raises(AlreadyDone, match="say both in one"):
        ely.name_change(change(2), signed=SIGNED)


def test_what_was_named_in_error_stands_no_longer_and_another_may_be_named(ely):
    ely.name_change(change(1), signed=SIGNED)
    ely.take_back(UUID(int=1), reason="It was in June", signed=SIGNED)
    assert days(ely) == []
    assert list(ely.named) == [UUID(int=1)]  # it stays on record
    with pytest.raises(NoSuchThing):
        ely.take_back(UUID(int=1), reason="Again", signed=SIGNED)
    ely.name_change(change(2), signed=SIGNED)
    assert days(ely) == [YESTERDAY]
