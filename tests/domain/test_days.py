"""Days and periods, as the law counts them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.domain.days import (
    add_months,
    add_working_days,
    in_words,
    last_day,
    local_day,
    weekdays_between,
)

ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def day(text):
    return date.fromisoformat(text)


def monday_to_friday(on):
    return on.weekday() < 5


@pytest.mark.parametrize(
    ("start", "months", "ends"),
    [
        ("2026-01-05", 1, "2026-02-04"),  # the day before the corresponding date
        ("2026-03-01", 1, "2026-03-31"),  # a whole month
        ("2026-01-31", 1, "2026-02-28"),  # February has no 31st: with the month
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-01-28", 1, "2026-02-27"),  # but it has a 28th
        ("2028-01-31", 1, "2028-02-29"),  # a leap year
        ("2028-01-29", 1, "2028-02-28"),
        ("2025-12-15", 1, "2026-01-14"),  # over the year's end
        ("2025-09-02", 6, "2026-03-01"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_a_period_beginning_with_a_day(start, months, ends):
    assert last_day(day(start), months=months) == day(ends)


@given(ANY_DAY, st.integers(1, 24))
def test_periods_never_shrink_as_they_start_later(start, months):
    tomorrow = start + timedelta(days=1)
    assert last_day(start, months=months) <= last_day(tomorrow, months=months)


@pytest.mark.parametrize(
    ("start", "months", "corresponds"),
    [
        ("2026-01-05", 1, "2026-02-05"),  # the starting day is not counted
        ("2026-01-31", 1, "2026-02-28"),  # else the month's last
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
    ],
)
def test_months_end_on_the_corresponding_date(start, months, corresponds):
    assert add_months(day(start), months) == day(corresponds)


@given(ANY_DAY, st.integers(1, 24))
def test_a_timer_of_months_ends_at_most_a_day_after_the_period_of_the_statute(
    start, months
):
    statute, timer = last_day(start, months=months), add_months(start, months)
    assert timer - statute in {timedelta(0), timedelta(days=1)}


@pytest.mark.parametrize(
    ("instant", "on"),
    [
        ("2026-06-30T22:59:59Z", "2026-06-30"),
        ("2026-06-30T23:00:00Z", "2026-07-01"),  # summer time
        ("2026-03-29T00:59:59Z", "2026-03-29"),  # the night the clocks go forward
        ("2026-10-24T23:30:00Z", "2026-10-25"),  # the night they go back
        ("2026-12-31T23:00:00Z", "2026-12-31"),
    ],
)
def test_a_legal_day_begins_at_midnight_in_london(instant, on):
    assert local_day(datetime.fromisoformat(instant)) == day(on)


@pytest.mark.parametrize(
    ("start", "days", "ends"),
    [
        ("2026-03-02", 1, "2026-03-03"),  # Monday, Tuesday
        ("2026-03-06", 1, "2026-03-09"),  # Friday, Monday
        ("2026-03-07", 1, "2026-03-09"),  # Saturday, Monday
        ("2026-03-09", -1, "2026-03-06"),
        ("2026-03-08", -2, "2026-03-05"),
        ("2026-03-07", 0, "2026-03-07"),
    ],
)
def test_working_days_after_and_before(start, days, ends):
    ended = add_working_days(day(start), days, is_working=monday_to_friday)
    assert ended == day(ends)


@given(ANY_DAY, st.integers(0, 60))
def test_as_many_weekdays_lie_between_as_were_added(start, days):
    end = add_working_days(start, days, is_working=monday_to_friday)
    assert weekdays_between(start, end) == days


def test_a_day_in_words_has_its_weekday():
    assert in_words(day("2026-02-06")) == "Friday 6 February 2026"
