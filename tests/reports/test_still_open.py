"""How old the oldest open case is: never so that its application day can be told."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from asbreview.reports.county_tables import OfArea, how_long_of
from asbreview.reports.still_open import open_told

SPRING = date(2026, 4, 1), date(2026, 6, 30)
END = SPRING[1]


@pytest.fixture(scope="module")
def facts(facts_on):
    return facts_on(*SPRING)


def with_open(facts, *ages):
    """As if cases had been open for so many days when the quarter ended."""
    (some,) = facts.told
    lives = [
        some._replace(applied_on=END - timedelta(age), outcome_told_on=None)
        for age in sorted(ages, reverse=True)
    ]
    return replace(facts, open_cases=lives)


def said(facts):
    return " ".join(block.text for block in open_told(facts))


def in_county(facts):
    area = OfArea(facts, facts.period, None, has_records=True)
    return next(how_long_of([area])).rows[0][-1]


def test_of_five_open_cases_the_oldest_is_told_in_weeks(facts):
    """Six weeks are 42 days: 44 are more."""
    told = with_open(facts, 44, 3, 3, 2, 1)
    assert said(told) == (
        "5 cases were open at the end, with no outcome told."
        " The oldest had been open for more than 6 weeks."
        # the one case of the run took 36 days
        " Of the 1 case whose outcome was told in the 24 months up to then, 0 took"
        " more than 6 weeks."
    )
    assert in_county(told) == "more than 6 weeks"


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_of_fewer_than_five_nothing_is_told_of_their_age(facts, n):
    told = with_open(facts, *[44] * n)
    assert "44" not in said(told)
    assert "6 weeks" not in said(told)
    assert "is told of 5 or more" in said(told)
    assert in_county(told) == "not told"


@pytest.mark.parametrize("age", [*range(70), 365, 371, 2800])
def test_no_application_day_is_the_end_less_what_is_printed(facts, age):
    told = with_open(facts, age, 0, 0, 0, 0)
    for printed in (said(told), in_county(told)):
        assert not re.search(r"\bdays?\b", printed)
        for weeks in re.findall(r"more than ([\d,]+) weeks?", printed):
            back = timedelta(weeks=int(weeks.replace(",", "")))
            assert END - back > told.open_cases[0].applied_on
            assert END - back - timedelta(7) <= told.open_cases[0].applied_on


def test_of_none_open_that_is_said(facts):
    assert said(with_open(facts)) == "No case was open without an outcome at the end."
    assert in_county(with_open(facts)) == "none open"
