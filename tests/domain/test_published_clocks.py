"""Every clock of every shipped procedure: worked out by hand, and by another list.

By hand, in 2026: Good Friday is 3 April, Easter Monday 6 April; 4 and 25 May are bank
holidays; the clocks change on Sunday 29 March and Sunday 25 October.  Every shipped
procedure counts from the next working day where nobody works on the day that starts.

  From Friday 27 March, before Easter: 1 Mon 30, 2 Tue 31, 4 Thu 2 April, 5 Tue 7,
  7 Thu 9, 10 Tue 14, 14 Mon 20, 15 Tue 21, 20 Tue 28, 21 Wed 29, 23 Fri 1 May,
  24 Tue 5, 28 Mon 11, 30 Wed 13, 35 Wed 20, 37 Fri 22, 38 Tue 26, 60 Thu 25 June.
  From Monday 4 May, a bank holiday: 0 Tue 5, 2 Thu 7, 3 Fri 8, 10 Tue 19, 13 Fri 22,
  14 Tue 26, 15 Wed 27, 20 Wed 3 June, 21 Thu 4.
  From Saturday 31 January: 0 Mon 2 February, 2 Wed 4, 3 Thu 5, 5 Mon 9, 10 Mon 16,
  14 Fri 20, 15 Mon 23, 20 Mon 2 March, 21 Tue 3, 28 Thu 12.
  From Friday 23 October: 2 Tue 27, 3 Wed 28, 5 Fri 30, 7 Tue 3 November, 10 Fri 6,
  14 Thu 12, 15 Fri 13, 20 Fri 20, 21 Mon 23, 28 Wed 2 December.
"""

from datetime import date, timedelta
from functools import cache

import holidays as independent
import pytest

from asbreview.domain.errors import UnknownDay
from asbreview.domain.procedure import DayZero, Origin, Unit
from asbreview.domain.timetable import due_on
from asbreview.holidays import bundled_calendar
from asbreview.procedures import read_procedure, shipped

CALENDAR = bundled_calendar()
WD, DAYS, WEEKS = Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS
EASTER, MAY_DAY = "2026-03-27", "2026-05-04"
JANUARY, OCTOBER = "2026-01-31", "2026-10-23"

PUBLISHED = [
    ("cambridge-city", "acknowledge", EASTER, "2026-03-31"),
    ("cambridge-city", "acknowledge", MAY_DAY, "2026-05-07"),
    ("cambridge-city", "acknowledge", JANUARY, "2026-02-04"),
    ("cambridge-city", "acknowledge", OCTOBER, "2026-10-27"),
    # Weeks fall where they fall: Good Friday, a Saturday, a bank holiday's Monday.
    ("cheltenham", "acknowledge", EASTER, "2026-04-03"),
    ("cheltenham", "acknowledge", JANUARY, "2026-02-07"),
    ("cheltenham", "decide-threshold", EASTER, "2026-04-17"),
    ("cheltenham", "decide-threshold", MAY_DAY, "2026-05-25"),
    ("cheltenham", "hold-panel", MAY_DAY, "2026-06-01"),
    ("cheltenham", "hold-panel", OCTOBER, "2026-11-20"),
    ("cheltenham", "tell-outcome", OCTOBER, "2026-10-30"),
    ("east-herts", "acknowledge", EASTER, "2026-04-01"),
    ("east-herts", "acknowledge", MAY_DAY, "2026-05-08"),
    ("east-herts", "decide-threshold", EASTER, "2026-04-20"),
    ("east-herts", "decide-threshold", JANUARY, "2026-02-20"),
    # A panel in 21 days, an appeal in 15 working days: the same Friday, two counts.
    ("east-herts", "hold-panel", EASTER, "2026-04-17"),
    ("east-herts", "hold-panel", JANUARY, "2026-02-21"),
    ("east-herts", "decide-challenge", EASTER, "2026-04-21"),
    ("east-herts", "decide-challenge", MAY_DAY, "2026-05-27"),
    ("fenland", "acknowledge", EASTER, "2026-03-31"),
    ("fenland", "acknowledge", MAY_DAY, "2026-05-07"),
    ("gosport", "acknowledge", EASTER, "2026-04-14"),
    ("gosport", "acknowledge", JANUARY, "2026-02-16"),
    ("gosport", "decide-threshold", EASTER, "2026-04-21"),
    ("gosport", "decide-threshold", MAY_DAY, "2026-05-27"),
    ("gosport", "hold-panel", EASTER, "2026-04-28"),
    ("gosport", "hold-panel", OCTOBER, "2026-11-20"),
    ("richmond", "acknowledge", EASTER, "2026-03-31"),
    ("richmond", "acknowledge", JANUARY, "2026-02-04"),
    ("richmond", "partner-answer", EASTER, "2026-04-20"),
    ("richmond", "partner-answer", MAY_DAY, "2026-05-26"),
    ("richmond", "decide-threshold", EASTER, "2026-04-29"),
    ("richmond", "decide-threshold", MAY_DAY, "2026-06-04"),
    ("richmond", "decide-threshold", JANUARY, "2026-03-03"),
    ("richmond", "decide-threshold", OCTOBER, "2026-11-23"),
    ("richmond", "hold-panel", EASTER, "2026-05-11"),
    ("richmond", "hold-panel", JANUARY, "2026-03-12"),
    ("richmond", "hold-panel", OCTOBER, "2026-12-02"),
    # Before a panel on Wednesday 8 April: Tuesday 7, then Thursday 2.
    ("richmond", "send-papers", "2026-04-08", "2026-04-02"),
    # Before one on Tuesday 27 October: Monday 26, then Friday 23.
    ("richmond", "send-papers", "2026-10-27", "2026-10-23"),
    # Before one on Tuesday 26 May: Friday 22, then Thursday 21.
    ("richmond", "refuse-invitation", "2026-05-26", "2026-05-21"),
    # Nobody meets on a Saturday; if they did, day 0 is Friday 30 January.
    ("richmond", "refuse-invitation", JANUARY, "2026-01-28"),
    ("richmond", "tell-outcome", EASTER, "2026-04-09"),
    ("richmond", "tell-outcome", OCTOBER, "2026-11-03"),
    ("south-wales", "whole-review", EASTER, "2026-04-24"),
    ("south-wales", "whole-review", JANUARY, "2026-02-28"),  # a Saturday
    ("south-wales", "whole-review", OCTOBER, "2026-11-20"),
    ("stockton", "acknowledge", EASTER, "2026-03-31"),
    ("stockton", "ask-partners", MAY_DAY, "2026-05-07"),
    ("stockton", "partner-answer", EASTER, "2026-04-14"),
    ("stockton", "partner-answer", JANUARY, "2026-02-16"),
    ("stockton", "decide-threshold", EASTER, "2026-04-01"),
    ("stockton", "decide-threshold", MAY_DAY, "2026-05-08"),
    ("stockton", "hold-panel", EASTER, "2026-04-07"),
    ("stockton", "tell-outcome", OCTOBER, "2026-10-30"),
    ("stockton", "challenge-threshold-window", MAY_DAY, "2026-05-19"),
    ("stockton", "challenge-window", OCTOBER, "2026-11-06"),
    # One county, one appeal, two last days.
    ("suffolk", "challenge-window", EASTER, "2026-04-29"),
    ("suffolk", "challenge-window-mid-suffolk", EASTER, "2026-04-17"),
    ("suffolk", "challenge-window", JANUARY, "2026-03-03"),
    ("suffolk", "challenge-window-mid-suffolk", JANUARY, "2026-02-21"),
]

FROM_EASTER = {
    # What the partnerships chose themselves is counted by these as well.
    (2, WD, False): "2026-03-31",
    (3, WD, False): "2026-04-01",
    (5, WD, False): "2026-04-07",
    (7, WD, False): "2026-04-09",
    (10, WD, False): "2026-04-14",
    (14, WD, False): "2026-04-20",
    (15, WD, False): "2026-04-21",
    (20, WD, False): "2026-04-28",
    (21, WD, False): "2026-04-29",
    (28, WD, False): "2026-05-11",
    (30, WD, False): "2026-05-13",
    (35, WD, False): "2026-05-20",
    (60, WD, False): "2026-06-25",
    (2, WD, True): "2026-03-25",  # Thursday 26, Wednesday 25
    (5, WD, True): "2026-03-20",  # from Friday 27: 26, 25, 24, 23, Friday 20
    (21, DAYS, False): "2026-04-17",
    (28, DAYS, False): "2026-04-24",
    (1, WEEKS, False): "2026-04-03",
    (2, WEEKS, False): "2026-04-10",
    (3, WEEKS, False): "2026-04-17",
    (4, WEEKS, False): "2026-04-24",
    (9, WEEKS, False): "2026-05-29",
}


PROCEDURES = {name: read_procedure(name) for name in shipped()}


def rule_of(timer):
    return timer.length, timer.unit, timer.before


def every_timer():
    for name, procedure in PROCEDURES.items():
        for timer in procedure.timers:
            yield name, timer


RULES = {rule_of(timer): timer for _, timer in every_timer()}


def falls_due(name, timer_id, started):
    procedure = PROCEDURES[name]
    return due_on(
        procedure.timer(timer_id),
        started_on=date.fromisoformat(started),
        calendar=CALENDAR,
        day_zero=procedure.day_zero,
    )


@pytest.mark.parametrize(("name", "timer_id", "started", "due"), PUBLISHED)
def test_a_published_time_is_due_on_the_day_worked_out_by_hand(
    name, timer_id, started, due
):
    assert falls_due(name, timer_id, started).isoformat() == due


def test_every_published_time_is_in_the_table():
    published = {
        (name, timer.timer_id)
        for name, timer in every_timer()
        if timer.origin is Origin.PUBLISHED
    }
    assert published == {(name, timer_id) for name, timer_id, *_ in PUBLISHED}


def test_every_time_of_a_partnerships_own_choice_is_counted_by_hand_as_well():
    assert set(RULES) == set(FROM_EASTER)
    for name, timer in every_timer():
        due = falls_due(name, timer.timer_id, EASTER).isoformat()
        assert due == FROM_EASTER[rule_of(timer)], (name, timer.timer_id)


def test_good_friday_by_the_two_day_zero_rules():
    """Ten working days from Friday 3 April: Tuesday 21 or Monday 20 April."""
    found = {
        rule: due_on(
            RULES[10, WD, False],
            started_on=date(2026, 4, 3),
            calendar=CALENDAR,
            day_zero=rule,
        ).isoformat()
        for rule in DayZero
    }
    assert found == {
        DayZero.NEXT_WORKING_DAY: "2026-04-21",
        DayZero.DAY_ITSELF: "2026-04-20",
    }


# Another list of holidays, plain loops, and nothing of ours.

FIRST, LAST = date(2015, 1, 1), date(2028, 12, 31)
ONE = timedelta(days=1)


@cache
def nobody_works_on(nation):
    listed = independent.country_holidays("GB", subdiv=nation, years=range(2014, 2030))
    days, day = set(listed), date(2014, 1, 1)
    while day < date(2030, 1, 1):
        if day.weekday() >= 5:
            days.add(day)
        day += ONE
    return days


def plainly(start, rule, day_zero, closed):
    length, unit, before = rule
    step = -ONE if before else ONE
    if unit == "days":
        return start + length * step
    if unit == "weeks":
        return start + 7 * length * step
    day = start
    while day_zero == "next working day" and day in closed:
        day += step
    while length:
        day += step
        if day not in closed:
            length -= 1
    return day


def test_wales_has_the_bank_holidays_of_england():
    assert nobody_works_on("WLS") == nobody_works_on("ENG")


COUNTED = {
    (rule_of(timer), PROCEDURES[name].day_zero) for name, timer in every_timer()
} | {((10, WD, False), rule) for rule in DayZero}


@pytest.mark.parametrize(("rule", "day_zero"), sorted(COUNTED), ids=str)
def test_each_day_of_fourteen_years_is_counted_alike_by_another_list(rule, day_zero):
    """What would be due on a day whose holidays are not known is refused."""
    timer, closed = RULES[rule], nobody_works_on("ENG")
    day, compared = FIRST, 0
    while day <= LAST:
        expected = plainly(day, rule, day_zero.value, closed)
        if expected > LAST and timer.unit is WD:
            with pytest.raises(UnknownDay):
                due_on(timer, started_on=day, calendar=CALENDAR, day_zero=day_zero)
        else:
            found = due_on(timer, started_on=day, calendar=CALENDAR, day_zero=day_zero)
            assert found == expected, day
            compared += 1
        day += ONE
    assert compared > 5000
