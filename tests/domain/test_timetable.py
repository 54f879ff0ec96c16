"""When each step is due: each row is counted by hand, and again by another list."""

from datetime import date, timedelta

import holidays as independent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.domain.errors import StandsStill, UnknownDay
from asbreview.domain.procedure import (
    Anchor,
    Binds,
    DayZero,
    Origin,
    Timer,
    Unit,
)
from asbreview.domain.standstill import Standstill
from asbreview.domain.timers import WaitingFor
from asbreview.domain.timetable import due, due_on, explain
from asbreview.holidays import bundled_calendar

CALENDAR = bundled_calendar()
NEXT, ITSELF = DayZero.NEXT_WORKING_DAY, DayZero.DAY_ITSELF
WD, DAYS, WEEKS, MONTHS = Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS
OTHERS = independent.country_holidays("GB", subdiv="ENG", years=range(2014, 2029))
starts = st.dates(date(2015, 1, 1), date(2028, 6, 30))
rules = st.sampled_from(DayZero)


def timer(length, unit=WD, **details):
    return Timer(
        timer_id="a-step",
        says="Take a step",
        starts=Anchor.RECEIPT,
        length=length,
        unit=unit,
        binds=Binds.PARTNERSHIP,
        origin=Origin.OWN_CHOICE,
        reference="for the test",
        **details,
    )


def counting(a_timer, start, rule=NEXT):
    return due(a_timer, started_on=start, calendar=CALENDAR, day_zero=rule)


@pytest.mark.parametrize(
    ("started", "length", "unit", "rule", "due_day"),
    [
        ("2026-04-03", 10, WD, NEXT, "2026-04-21"),  # Good Friday → Tuesday
        ("2026-04-03", 10, WD, ITSELF, "2026-04-20"),  # Good Friday → Monday
        ("2026-03-02", 10, WD, NEXT, "2026-03-16"),  # Monday → Monday
        ("2026-03-02", 10, WD, ITSELF, "2026-03-16"),  # a working day: no difference
        ("2026-03-27", 10, WD, NEXT, "2026-04-14"),  # over Easter and the clock change
        ("2026-03-28", 10, WD, NEXT, "2026-04-15"),  # Saturday: day 0 is Monday
        ("2026-03-28", 10, WD, ITSELF, "2026-04-14"),
        ("2022-09-16", 1, WD, NEXT, "2022-09-20"),  # over the state funeral
        ("2023-05-05", 1, WD, NEXT, "2023-05-09"),  # over the coronation
        ("2025-12-24", 2, WD, NEXT, "2025-12-30"),  # over Christmas: Mon 29, Tue 30
        ("2026-03-02", 0, WD, NEXT, "2026-03-02"),
        ("2026-03-02", 21, DAYS, NEXT, "2026-03-23"),  # 21 days …
        ("2026-03-02", 21, WD, NEXT, "2026-03-31"),  # … are not 21 working days
        ("2026-03-07", 28, DAYS, NEXT, "2026-04-04"),  # Saturday; it stays there
        ("2026-03-02", 3, WEEKS, NEXT, "2026-03-23"),
        ("2026-01-31", 1, MONTHS, NEXT, "2026-02-28"),
        ("2026-01-05", 1, MONTHS, NEXT, "2026-02-05"),  # not the statute's 4 February
    ],
)
def test_a_step_is_due(started, length, unit, rule, due_day):
    found = counting(timer(length, unit), date.fromisoformat(started), rule)
    assert found.due_on == date.fromisoformat(due_day)


@pytest.mark.parametrize(
    ("panel", "length", "unit", "rule", "due_day"),
    [
        ("2026-03-18", 2, WD, NEXT, "2026-03-16"),  # Wednesday → Monday
        ("2026-03-16", 2, WD, NEXT, "2026-03-12"),  # Monday → Thursday
        ("2026-04-08", 2, WD, NEXT, "2026-04-02"),  # over Easter
        ("2026-03-21", 2, WD, NEXT, "2026-03-18"),  # Saturday: day 0 is Friday
        ("2026-03-21", 2, WD, ITSELF, "2026-03-19"),
        ("2026-03-31", 1, MONTHS, NEXT, "2026-02-28"),
        ("2026-03-16", 7, DAYS, NEXT, "2026-03-09"),
    ],
)
def test_a_step_is_due_before(panel, length, unit, rule, due_day):
    found = counting(timer(length, unit, before=True), date.fromisoformat(panel), rule)
    assert found.due_on == date.fromisoformat(due_day)


@pytest.mark.parametrize(
    ("before", "due_day"),
    [(False, date(2026, 4, 7)), (True, date(2026, 2, 6))],  # Saturday 4 April, 7 Feb
)
def test_a_due_date_moves_to_a_working_day_if_the_procedure_moves_it(before, due_day):
    moving = timer(28, DAYS, before=before, moves_to_working_day=True)
    found = counting(moving, date(2026, 3, 7))
    assert found.due_on == due_day
    assert found.ledger[-1].on == due_day
    assert "moved here" in found.ledger[-1].because


def plainly(start, length, rule, step):
    """Count as one counts on a wall calendar, by another list of holidays."""
    day = start

    def nobody_works():
        return day.weekday() >= 5 or day in OTHERS

    while rule is NEXT and nobody_works():
        day += step
    while length:
        day += step
        length -= not nobody_works()
    return day


@given(starts, st.integers(0, 60), rules, st.booleans())
def test_working_days_are_counted_as_on_a_wall_calendar(start, length, rule, before):
    step = timedelta(days=-1 if before else 1)
    found = due_on(
        timer(length, before=before),
        started_on=start,
        calendar=CALENDAR,
        day_zero=rule,
    )
    assert found == plainly(start, length, rule, step)


@given(starts, st.integers(0, 40), st.sampled_from([WD, DAYS, WEEKS, MONTHS]), rules)
def test_an_explanation_counts_what_was_promised_and_ends_with_the_due_date(
    start, length, unit, rule
):
    if unit is MONTHS:
        length %= 12
    found = counting(timer(length, unit), start, rule)
    counted = [day for day in found.ledger if day.counts]
    assert len(counted) == length * (7 if unit is WEEKS else 1)
    assert found.ledger[0].on == start
    assert found.ledger[-1].on == found.due_on
    days = [day.on for day in found.ledger]
    assert days == sorted(set(days))


def test_the_days_that_do_not_count_are_named():
    ledger = counting(timer(10), date(2026, 4, 3)).ledger
    told = [(day.on.day, day.counts, day.because) for day in ledger[:7]]
    assert told == [
        (3, False, "Good Friday"),
        (4, False, "Saturday"),
        (5, False, "Sunday"),
        (6, False, "Easter Monday"),
        (7, False, "day 0: Friday 3 April 2026 is not a working day"),
        (8, True, "working day 1"),
        (9, True, "working day 2"),
    ]


def test_a_month_that_is_too_short_says_so():
    ledger = counting(timer(1, MONTHS), date(2026, 1, 31)).ledger
    assert ledger[-1].because == "month 1: the month's last day"


def test_a_count_beyond_the_known_bank_holidays_is_refused():
    with pytest.raises(UnknownDay):
        counting(timer(10), date(2028, 12, 20))
    with pytest.raises(UnknownDay):
        explain(
            timer(10), started_on=date(2028, 12, 20), calendar=CALENDAR, day_zero=NEXT
        )


def test_a_count_of_days_needs_no_calendar():
    assert counting(timer(28, DAYS), date(2028, 12, 20)).due_on == date(2029, 1, 17)


# The clock stands still


def waiting(paused_on, resumed_on=None, what=WaitingFor.CONSENT):
    return Standstill(waiting_for=what, paused_on=paused_on, resumed_on=resumed_on)


def pausing(length, unit=WD, **details):
    waits = (WaitingFor.CONSENT, WaitingFor.PARTNER)
    return timer(length, unit, pauses_for=waits, **details)


def put_off(a_timer, start, *waits, rule=NEXT):
    return due_on(
        a_timer,
        started_on=start,
        calendar=CALENDAR,
        day_zero=rule,
        standstills=waits,
    )


def march(day):
    return date(2026, 3, day)


CONSENT_WAIT = waiting(march(10), march(17))
PARTNER_WAIT = waiting(march(13), march(19), WaitingFor.PARTNER)


# Good Friday is 3 April 2026, Easter Monday 6 April.  Received on Monday 2 March, 20
# working days are up on 30 March; from the 11th to the 17th five of them stand still.
@pytest.mark.parametrize(
    ("length", "unit", "waits", "due_day"),
    [
        (20, WD, (), date(2026, 3, 30)),
        (20, WD, (CONSENT_WAIT,), date(2026, 4, 8)),  # 31, 1, 2, 7, 8
        (20, WD, (CONSENT_WAIT, PARTNER_WAIT), date(2026, 4, 10)),  # two days more
        (20, WD, (waiting(march(10), march(10)),), date(2026, 3, 30)),  # no day
        (20, WD, (waiting(march(27), march(29)),), date(2026, 3, 30)),  # a weekend
        (20, WD, (waiting(march(30), march(31)),), date(2026, 3, 30)),  # due already
        (20, WD, (waiting(march(30)),), date(2026, 3, 30)),
        (
            20,
            WD,
            (CONSENT_WAIT, waiting(march(31), date(2026, 4, 1))),
            date(2026, 4, 9),
        ),
        (14, DAYS, (CONSENT_WAIT,), date(2026, 3, 23)),  # the 16th, and seven days
        (2, WEEKS, (CONSENT_WAIT, PARTNER_WAIT), date(2026, 3, 25)),  # and nine
        (1, MONTHS, (CONSENT_WAIT,), date(2026, 4, 9)),  # 2 April, and seven days
    ],
)
def test_a_day_that_stood_still_counts_as_none(length, unit, waits, due_day):
    a_timer = pausing(length, unit)
    assert put_off(a_timer, date(2026, 3, 2), *waits) == due_day


def test_no_day_is_due_while_the_wait_goes_on():
    with pytest.raises(StandsStill, match=r"since Tuesday 10 March 2026.*consent"):
        put_off(pausing(20), march(2), waiting(march(10)))


def test_a_timer_stands_still_only_for_what_its_procedure_says():
    applicant = waiting(march(10), march(17), WaitingFor.APPLICANT)
    assert put_off(pausing(20), march(2), applicant) == march(30)
    assert put_off(timer(20), march(2), CONSENT_WAIT) == march(30)
    assert put_off(pausing(5, before=True), march(20), CONSENT_WAIT) == march(13)


def ledger(a_timer, *waits):
    told = explain(
        a_timer,
        started_on=march(2),
        calendar=CALENDAR,
        day_zero=NEXT,
        standstills=waits,
    )
    return {entry.on: (entry.counts, entry.because) for entry in told}


@pytest.mark.parametrize("unit", [WD, DAYS, MONTHS])
def test_the_ledger_tells_each_day_that_stood_still(unit):
    told = ledger(pausing(20 if unit is not MONTHS else 1, unit), CONSENT_WAIT)
    stood = [on for on, (_, why) in told.items() if why.startswith("stood still")]
    days = (11, 12, 13, 16, 17) if unit is WD else range(11, 18)
    assert stood == [march(day) for day in days]
    assert told[march(11)] == (False, "stood still: waiting for consent")


def test_the_ledger_of_a_wait_that_goes_on_ends_where_it_began():
    told = ledger(pausing(20), waiting(march(10)))
    assert told[march(10)] == (True, "working day 6")
    assert list(told.items())[-1] == (
        march(11),
        (False, "stands still: waiting for consent"),
    )


stretches = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 40), st.sampled_from(WaitingFor)),
    max_size=4,
)


@given(
    start=st.dates(date(2015, 1, 1), date(2027, 6, 30)),
    length=st.integers(1, 40),
    unit=st.sampled_from([WD, DAYS]),
    stretches=stretches,
)
def test_days_that_stood_still_are_left_out_by_a_plain_loop(
    start, length, unit, stretches
):
    waits, off = [], set()
    for after, long, what in stretches:
        paused_on = start + timedelta(days=after - 10)
        waits.append(waiting(paused_on, paused_on + timedelta(days=long), what))
        if what is not WaitingFor.APPLICANT:
            off |= {paused_on + timedelta(days=n + 1) for n in range(long)}
    day, left = start, length
    while left:
        day += timedelta(days=1)
        nobody_works = day.weekday() >= 5 or day in OTHERS
        if day not in off and not (unit is WD and nobody_works):
            left -= 1
    assert put_off(pausing(length, unit), start, *waits, rule=ITSELF) == day
