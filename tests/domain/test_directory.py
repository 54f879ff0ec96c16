"""The directory: how a body is reached on a day."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.directory import ContactPoint, ReachedBy
from asbreview.domain.errors import Misrecorded
from asbreview.domain.sealed import Sealed
from journey import BODIES, Journey

POLICE = BODIES[1]
FIRST, LATER = date(2026, 3, 2), date(2026, 4, 1)


def by(number):
    words = Sealed.of(f"desk{number}@constabulary.example")
    return ReachedBy(entry_id=UUID(int=number), team=words, email=words, phone=words)


def signed(on=FIRST):
    return Journey(None).signed(on)


def opened(number=1, on=FIRST):
    return ContactPoint.open_for(
        POLICE, from_on=on, reached=by(number), signed=signed()
    )


def test_a_body_is_reached_from_a_day_on_and_not_before():
    point = opened(on=LATER)
    assert point.on(date(2026, 3, 31)) is None
    assert point.on(LATER) == by(1)


def test_what_is_recorded_for_a_later_day_holds_from_that_day():
    point = opened()
    point.change(from_on=LATER, reached=by(2), signed=signed())
    assert point.on(date(2026, 3, 31)) == by(1)
    assert point.on(LATER) == by(2)


def test_of_one_day_what_was_recorded_last_holds():
    point = opened()
    point.change(from_on=FIRST, reached=by(2), signed=signed(LATER))
    assert point.on(FIRST) == by(2)


def test_an_earlier_day_recorded_late_takes_nothing_from_a_later_one():
    point = opened(on=LATER)
    point.change(from_on=FIRST, reached=by(2), signed=signed(LATER))
    assert point.on(LATER) == by(1)
    assert point.on(date(2026, 3, 31)) == by(2)


@pytest.mark.parametrize("on", [date(2012, 1, 1), date(2027, 3, 4)])
def test_a_day_that_must_be_a_slip_is_refused(on):
    with pytest.raises(Misrecorded) as refused:
        opened(on=on)
    assert refused.value.field == "from_on"
