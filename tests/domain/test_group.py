"""The standing group's calendar: planned, moved, called off, the cases on it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.group import (
    CalendarOpened,
    CasePutOnAgenda,
    Group,
    MeetingCalledOff,
    MeetingMoved,
    MeetingPlanned,
)
from asbreview.domain.sealed import Sealed
from story import SIGNED

APRIL, MAY = UUID(int=501), UUID(int=502)
AT = datetime(2026, 4, 14, 13, tzinfo=UTC)  # a Tuesday, at two in London
PLACE, WHY = Sealed("a token"), Sealed("another token")
A_CASE, ANOTHER = UUID(int=1), UUID(int=12)
LATER = SIGNED.model_copy(update={"at": AT + timedelta(days=1)})


@pytest.fixture
def group():
    group = Group.open_for("cambridge-city", signed=SIGNED)
    plan(group, APRIL, AT)
    return group


def plan(group, meeting_id, at, room_for=2, signed=SIGNED):
    group.plan(meeting_id, meets_at=at, place=PLACE, room_for=room_for, signed=signed)


def move(group, at, room_for=2, signed=SIGNED):
    group.move(
        APRIL, meets_at=at, place=PLACE, room_for=room_for, reason=WHY, signed=signed
    )


def kinds(group):
    return [type(event) for event in group.collect_events()]


def test_a_group_has_its_meetings_in_the_order_in_which_they_are_held(group):
    plan(group, MAY, AT + timedelta(days=28))
    plan(group, UUID(int=503), AT + timedelta(days=14))
    on = [meeting.meets_on for meeting in group.from_day(date(2026, 4, 14))]
    assert on == [date(2026, 4, 14), date(2026, 4, 28), date(2026, 5, 12)]
    assert len(group.from_day(date(2026, 4, 15))) == 2
    assert kinds(group) == [CalendarOpened, *[MeetingPlanned] * 3]


def test_a_meeting_that_moves_keeps_who_is_on_its_agenda(group):
    group.put_on_agenda(APRIL, A_CASE, signed=SIGNED)
    group.put_on_agenda(APRIL, ANOTHER, signed=SIGNED)
    group.put_on_agenda(APRIL, A_CASE, signed=SIGNED)  # again: it is on it once
    move(group, AT + timedelta(days=7), room_for=5)
    moved = group.meeting(APRIL)
    assert (moved.meets_on, moved.room_for) == (date(2026, 4, 21), 5)
    assert moved.cases == (ANOTHER, A_CASE)
    assert kinds(group)[2:] == [*[CasePutOnAgenda] * 3, MeetingMoved]


def test_a_meeting_that_is_called_off_is_none_any_more(group):
    group.call_off(APRIL, reason=WHY, signed=SIGNED)
    assert group.from_day(date(2026, 4, 1)) == ()
    with pytest.raises(NoSuchThing):
        group.put_on_agenda(APRIL, A_CASE, signed=SIGNED)
    assert kinds(group)[-1] is MeetingCalledOff
    plan(group, MAY, AT)  # its time is free again


@pytest.mark.parametrize(
    ("at", "room_for", "because"),
    [
        (datetime(2026, 3, 1, 23, tzinfo=UTC), 2, "today or later"),
        (datetime(2027, 4, 1, tzinfo=UTC), 2, "more than a year away"),
        (AT, 2, "meets at this time already"),
        (AT + timedelta(days=1), 0, "room for 1 to 50"),
        (AT + timedelta(days=1), 51, "room for 1 to 50"),
    ],
)
def test_what_is_no_meeting_is_refused(group, at, room_for, because):
    with pytest.raises(Misrecorded, match=because):
        plan(group, MAY, at, room_for)


def test_a_meeting_whose_day_is_past_does_not_change(group):
    for change in (
        lambda: move(group, AT + timedelta(days=9), signed=LATER),
        lambda: group.call_off(APRIL, reason=WHY, signed=LATER),
        lambda: group.put_on_agenda(APRIL, A_CASE, signed=LATER),
    ):
        with pytest.raises(AlreadyDone, match="is past"):
            change()


def test_a_meeting_may_be_moved_by_an_hour_or_stay(group):
    move(group, AT)
    move(group, AT + timedelta(hours=1))
    assert group.meeting(APRIL).meets_at == AT + timedelta(hours=1)
