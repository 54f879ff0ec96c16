"""How long records are kept: years of the calendar, dated rules, and no rule at all."""

from datetime import date

import pytest

from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.retention.rules import (
    CountedFrom,
    RecordKind,
    RetentionRule,
    kind_of,
)
from asbreview.domain.retention.schedule import RetentionSchedule
from asbreview.domain.terms import Origin
from journey import Journey

TODAY = date(2026, 3, 2)
NOT_MET = RecordKind.NOT_MET


def signed(on=TODAY):
    return Journey(None).signed(on)


def rule(years=6, *, of=NOT_MET, counted_from=CountedFrom.ENDED, from_on=TODAY):
    return RetentionRule(
        of=of,
        years=years,
        counted_from=counted_from,
        origin=Origin.OWN_CHOICE,
        source="As long as a claim may be brought",
        from_on=from_on,
    )


@pytest.fixture
def schedule():
    return RetentionSchedule.open_for("east-cambridgeshire", signed=signed())


@pytest.mark.parametrize(
    ("ended_on", "years", "due_on"),
    [
        (date(2020, 3, 5), 6, date(2026, 3, 5)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 29), 6, date(2026, 3, 1)),  # never a day too early
        (date(2019, 12, 31), 1, date(2020, 12, 31)),
    ],
)
def test_years_are_those_of_the_calendar(ended_on, years, due_on):
    assert rule(years).due_on(ended_on=ended_on, told_on=None) == due_on


def test_what_is_counted_from_a_day_not_on_record_is_kept():
    told = rule(counted_from=CountedFrom.TOLD)
    assert told.due_on(ended_on=date(2001, 1, 1), told_on=None) is None
    on = told.due_on(ended_on=date(2001, 1, 1), told_on=date(2002, 1, 1))
    assert on == date(2008, 1, 1)


@pytest.mark.parametrize(
    ("ended_as", "not_met", "of"),
    [
        ("closed", False, RecordKind.WITH_OUTCOME),
        ("closed", True, RecordKind.NOT_MET),
        ("withdrawn", True, RecordKind.WITHDRAWN),
        ("transferred", False, RecordKind.TRANSFERRED),
    ],
)
def test_how_a_case_ended_says_of_which_class_it_is(ended_as, not_met, of):
    assert kind_of(ended_as, not_met=not_met) is of


def test_a_rule_applies_from_its_day_and_those_before_it_stay_on_record(schedule):
    later = date(2026, 6, 1)
    schedule.set_rule(rule(6), signed=signed())
    schedule.set_rule(rule(5, from_on=later), signed=signed())
    assert schedule.rule_for(NOT_MET, on=date(2026, 5, 31)) == rule(6)
    assert schedule.rule_for(NOT_MET, on=later) == rule(5, from_on=later)
    assert schedule.to_come(NOT_MET, on=TODAY) == [rule(5, from_on=later)]
    assert schedule.rule_for(NOT_MET, on=date(2026, 3, 1)) is None
    assert schedule.rule_for(RecordKind.WITHDRAWN, on=later) is None


def test_two_rules_of_one_day_are_one_the_last(schedule):
    schedule.set_rule(rule(6), signed=signed())
    schedule.set_rule(rule(7), signed=signed())
    assert schedule.rule_for(NOT_MET, on=TODAY) == rule(7)


def test_a_class_without_a_rule_any_more_has_one_again_when_it_is_laid_down(schedule):
    ends, again = date(2026, 4, 1), date(2026, 8, 1)
    schedule.set_rule(rule(6), signed=signed())
    schedule.end_rule(NOT_MET, from_on=ends, reason="An inquiry", signed=signed())
    schedule.set_rule(rule(8, from_on=again), signed=signed())
    on = {day: schedule.rule_for(NOT_MET, on=day) for day in (TODAY, ends, again)}
    assert on == {TODAY: rule(6), ends: None, again: rule(8, from_on=again)}


def test_what_has_no_rule_cannot_end(schedule):
    with pytest.raises(NoSuchThing):
        schedule.end_rule(NOT_MET, from_on=TODAY, reason="None", signed=signed())


@pytest.mark.parametrize(
    "wrong",
    [
        rule(0),
        rule(101),
        rule(from_on=date(2026, 3, 1)),
        rule(from_on=date(2027, 3, 4)),
    ],
)
def test_a_rule_that_cannot_be_is_refused(schedule, wrong):
    with pytest.raises(Misrecorded):
        schedule.set_rule(wrong, signed=signed())
