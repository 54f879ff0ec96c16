"""The working calendar, and how it grows."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import holidays as independent
import pytest

from asbreview.domain.calendar import (
    Calendar,
    CalendarSet,
    ClosureAdded,
    Holiday,
    HolidayProclaimed,
    WorkingCalendar,
)
from asbreview.domain.errors import AlreadyDone, Misrecorded, UnknownDay
from asbreview.domain.model import Signed
from asbreview.holidays import bundled_calendar, bundled_holidays, known_until

SIGNED = Signed(
    by=UUID(int=2),
    for_body=UUID(int=3),
    at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    command_id=UUID(int=4),
)
GOOD_FRIDAY = Holiday(on=date(2026, 4, 3), name="Good Friday")
FUNERAL = Holiday(on=date(2026, 9, 21), name="A state funeral")
YEAR_END = date(2026, 12, 31)


def a_calendar():
    return Calendar.set_to((GOOD_FRIDAY,), known_until=YEAR_END, signed=SIGNED)


def replayed(calendar):
    again = None
    for event in calendar.collect_events():
        again = event.mutate(again)
    return again


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 4, 2), None),  # Thursday
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 4), "Saturday"),
        (date(2026, 4, 5), "Sunday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2020, 5, 4), None),  # moved to VE day
    ],
)
def test_each_day_says_why_nobody_works(on, why):
    calendar = bundled_calendar()
    assert calendar.why_not(on) == why
    assert calendar.is_working(on) is (why is None)


def test_the_list_agrees_with_another_made_by_others():
    years = range(2015, 2029)
    other = independent.country_holidays("GB", subdiv="ENG", years=years)
    calendar, day = bundled_calendar(), date(2015, 1, 1)
    differ = []
    while day.year in years:
        if calendar.is_working(day) != (day.weekday() < 5 and day not in other):
            differ.append(day)
        day += timedelta(days=1)
    assert differ == []


@pytest.mark.parametrize("on", [date(2029, 1, 1), date(2029, 1, 6), date(2011, 12, 30)])
def test_an_unknown_day_never_passes_for_a_working_day(on):
    with pytest.raises(UnknownDay, match="Update the calendar"):
        bundled_calendar().is_working(on)


def test_the_list_is_known_to_the_end_of_its_last_year():
    assert known_until(bundled_holidays()) == date(2028, 12, 31)


def test_a_calendar_is_set_once_and_for_a_whole_installation():
    calendar = a_calendar()
    assert calendar.id == Calendar.ID
    [event] = calendar.pending_events
    assert (event.TOPIC, event.known_until) == ("calendar.calendar-set", YEAR_END)
    assert isinstance(event, CalendarSet)


def test_a_holiday_proclaimed_late_is_remembered():
    calendar = a_calendar()
    calendar.proclaim_holiday(FUNERAL, signed=SIGNED)
    assert isinstance(calendar.pending_events[-1], HolidayProclaimed)
    assert replayed(calendar).days.why_not(FUNERAL.on) == "A state funeral"


def test_a_closure_is_a_day_on_which_nobody_works():
    calendar = a_calendar()
    closed = Holiday(on=date(2026, 12, 29), name="Council closed")
    calendar.add_closure(closed, signed=SIGNED)
    assert isinstance(calendar.pending_events[-1], ClosureAdded)
    assert replayed(calendar).days.why_not(closed.on) == "Council closed"


def test_later_years_become_known():
    calendar = a_calendar()
    new_year = Holiday(on=date(2027, 1, 1), name="New Year's Day")
    calendar.extend(
        (GOOD_FRIDAY, new_year), known_until=date(2027, 12, 31), signed=SIGNED
    )
    days = replayed(calendar).days
    assert (days.why_not(new_year.on), days.is_working(date(2027, 1, 4))) == (
        "New Year's Day",
        True,
    )


def test_a_calendar_that_is_known_further_is_not_extended():
    with pytest.raises(AlreadyDone, match="Thursday 31 December 2026"):
        a_calendar().extend((), known_until=YEAR_END, signed=SIGNED)


@pytest.mark.parametrize("on", [date(2026, 4, 3), date(2026, 4, 4)])
def test_a_day_on_which_nobody_works_is_not_proclaimed_again(on):
    with pytest.raises(AlreadyDone, match="Nobody works"):
        a_calendar().proclaim_holiday(Holiday(on=on, name="Again"), signed=SIGNED)


def test_a_holiday_beyond_the_last_known_day_is_refused():
    with pytest.raises(Misrecorded):
        Calendar.set_to((GOOD_FRIDAY,), known_until=date(2026, 3, 31), signed=SIGNED)
    with pytest.raises(UnknownDay):
        a_calendar().proclaim_holiday(
            Holiday(on=date(2027, 5, 3), name="Early"), signed=SIGNED
        )


def test_an_added_day_leaves_the_calendar_it_was_added_to_as_it_was():
    before = WorkingCalendar.of((GOOD_FRIDAY,), known_until=YEAR_END)
    after = before.adding(FUNERAL)
    assert before.is_working(FUNERAL.on)
    assert not after.is_working(FUNERAL.on)
