"""The working calendar, and how it grows."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import holidays as independent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.domain.calendar import (
    Calendar,
    CalendarSet,
    ClosureAdded,
    ClosureRecordedInError,
    HolidayProclaimed,
)
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
    UnknownDay,
)
from asbreview.domain.model import Signed
from asbreview.domain.working_days import Holiday, WorkingCalendar
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


@given(
    st.dates(date(2026, 1, 1), YEAR_END),
    st.dates(date(2026, 1, 1), YEAR_END),
    st.sets(st.dates(date(2026, 1, 1), YEAR_END), max_size=40),
)
def test_days_are_counted_as_if_they_were_walked_through(one, other, closed):
    days = [Holiday(on=day, name="Closed") for day in closed | {date(2026, 1, 1)}]
    calendar = WorkingCalendar.of(days, known_until=YEAR_END)
    start, end = sorted((one, other))
    walked = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    worked = [day for day in walked if calendar.is_working(day)]
    assert calendar.working_days_between(start, end) == len(worked)


def test_a_count_that_reaches_an_unknown_day_is_refused():
    with pytest.raises(UnknownDay):
        a_calendar().days.working_days_between(YEAR_END, date(2027, 1, 4))


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
    calendar.proclaim_holiday(FUNERAL, source="Gazette", signed=SIGNED)
    assert isinstance(calendar.pending_events[-1], HolidayProclaimed)
    assert replayed(calendar).days.why_not(FUNERAL.on) == "A state funeral"


def test_a_closure_is_a_day_on_which_nobody_works():
    calendar = a_calendar()
    closed = Holiday(on=date(2026, 12, 29), name="Council closed")
    calendar.add_closures((closed,), signed=SIGNED)
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
        a_calendar().proclaim_holiday(
            Holiday(on=on, name="Again"), source="Gazette", signed=SIGNED
        )


def test_a_holiday_beyond_the_last_known_day_is_refused():
    with pytest.raises(Misrecorded):
        Calendar.set_to((GOOD_FRIDAY,), known_until=date(2026, 3, 31), signed=SIGNED)
    with pytest.raises(UnknownDay):
        a_calendar().proclaim_holiday(
            Holiday(on=date(2027, 5, 3), name="Early"), source="Gazette", signed=SIGNED
        )


def test_an_added_day_leaves_the_calendar_it_was_added_to_as_it_was():
    before = WorkingCalendar.of((GOOD_FRIDAY,), known_until=YEAR_END)
    after = before.adding(FUNERAL)
    assert before.is_working(FUNERAL.on)
    assert not after.is_working(FUNERAL.on)


def closure(on, name="The offices are shut"):
    return Holiday(on=on, name=name)


def test_several_days_are_closed_together():
    calendar, days = a_calendar(), (date(2026, 12, 29), date(2026, 12, 30))
    calendar.add_closures(map(closure, days), signed=SIGNED)
    assert [type(e) for e in calendar.pending_events[1:]] == [ClosureAdded] * 2
    known = replayed(calendar).days
    assert not any(known.is_working(day) for day in days)


def test_a_closure_recorded_in_error_is_a_working_day_again_and_may_be_recorded_anew():
    calendar, day = a_calendar(), date(2026, 12, 29)
    calendar.add_closures((closure(day),), signed=SIGNED)
    calendar.take_back_closure(day, reason="The wrong year", signed=SIGNED)
    last = calendar.pending_events[-1]
    assert isinstance(last, ClosureRecordedInError)
    assert (last.on, last.reason) == (day, "The wrong year")
    assert calendar.days.is_working(day)
    calendar.add_closures((closure(day),), signed=SIGNED)
    assert replayed(calendar).days.why_not(day) == "The offices are shut"


@pytest.mark.parametrize("on", [GOOD_FRIDAY.on, date(2026, 4, 7)])
def test_only_a_closure_is_taken_back(on):
    with pytest.raises(NoSuchThing, match="No closure is recorded"):
        a_calendar().take_back_closure(on, reason="A mistake", signed=SIGNED)


@pytest.mark.parametrize(
    ("on", "resting", "refusal"),
    [
        (date(2026, 2, 27), {date(2026, 2, 27)}, NotPermittedYet),  # Friday, past
        (date(2026, 2, 27), {date(2026, 2, 26)}, None),  # something else rests
        (date(2026, 2, 27), set(), None),
        (date(2026, 3, 2), {date(2026, 3, 2)}, None),  # today
        (date(2026, 4, 3), set(), AlreadyDone),  # Good Friday
        (date(2026, 3, 7), set(), AlreadyDone),  # a Saturday
        (date(2027, 3, 3), set(), UnknownDay),  # beyond the list
        (date(2028, 3, 6), set(), Misrecorded),  # beyond two years
    ],
)
def test_what_day_may_be_added(on, resting, refusal):
    for add in (
        lambda c: c.add_closures((closure(on),), resting=resting, signed=SIGNED),
        lambda c: c.proclaim_holiday(
            closure(on), source="Gazette", resting=resting, signed=SIGNED
        ),
    ):
        calendar = a_calendar()
        if refusal is None:
            add(calendar)
            assert not calendar.days.is_working(on)
        else:
            with pytest.raises(refusal) as refused:
                add(calendar)
            assert refused.type is refusal
            assert len(calendar.pending_events) == 1


@given(start=st.dates(date(2012, 6, 1), date(2028, 6, 1)), n=st.integers(-100, 100))
def test_a_working_day_is_found_as_by_walking_to_it(start, n):
    calendar = bundled_calendar()
    day, step = start, timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not calendar.is_working(day):
            day += step
    assert calendar.working_day_after(start, n) == day


@pytest.mark.parametrize(
    ("start", "n"),
    [
        (date(2028, 12, 29), 1),  # a Friday, the last working day known
        (date(2028, 12, 20), 10),
        (date(2029, 3, 1), 1),
        (date(2012, 1, 4), -5),
        (date(2011, 12, 1), -1),
        (date(2011, 12, 1), 1),
    ],
)
def test_no_working_day_is_guessed_beyond_those_known(start, n):
    assert known_until(bundled_holidays()) == date(2028, 12, 31)
    with pytest.raises(UnknownDay):
        bundled_calendar().working_day_after(start, n)


def test_the_last_working_day_known_is_found():
    calendar = bundled_calendar()
    assert calendar.working_day_after(date(2028, 12, 28), 1) == date(2028, 12, 29)


def test_without_holidays_weekdays_are_counted():
    """Ten working days from Friday 3 April 2026, were it no holiday: the 17th."""
    calendar = WorkingCalendar.of((), known_until=date(2026, 12, 31))
    assert calendar.working_day_after(date(2026, 4, 3), 10) == date(2026, 4, 17)
    assert calendar.working_day_after(date(2026, 4, 17), -10) == date(2026, 4, 3)
