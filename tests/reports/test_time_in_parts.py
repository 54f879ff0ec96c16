"""Where the time went, in parts: of five reviews or more, whatever is set beside it.

Breakdowns below five are suppressed, and totals are not.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from asbreview.domain.reporting_period import Period
from asbreview.domain.terms import Reporting
from asbreview.reports.how_long_it_took import how_long
from asbreview.reports.time_in_parts import Parts, TimeInParts, whole_quarters
from asbreview.reports.where_time_went import where_time_went

SPRING = date(2026, 4, 1), date(2026, 6, 30)
YEAR = date(2026, 4, 1), date(2027, 3, 31)
FROM_APRIL = Reporting(months=12, starts_in_month=4, published_at="the website")


def quarter(number, n):
    """Return a quarter of so many reviews, each with a day at a stage of its own."""
    cases = Counter({f"{number}/{case}": 1 for case in range(n)})
    return Parts(n, cases, Counter({"The police": n}))


@pytest.mark.parametrize(
    ("reviews", "told"),
    [
        ((), 0),
        ((1,), 0),
        ((4,), 0),
        ((5,), 5),
        ((6, 2, 7, 3), 18),  # the two and the three are five together
        ((6, 2, 7, 2), 13),  # and four are not told, nor left by difference
        ((6, 4, 7, 5), 18),
        ((1, 1, 1, 1), 0),
        ((2, 1, 1, 1), 5),
        ((5, 0, 0, 4), 5),
    ],
)
def test_how_many_reviews_are_told_of_in_parts(reviews, told):
    quarters = [quarter(number, n) for number, n in enumerate(reviews)]
    found = TimeInParts(quarters).told
    assert found.n == told
    assert sum(found.stages.values()) == told
    assert found.parties == Counter({"The police": told} if told else {})


def test_no_year_set_beside_its_quarters_leaves_fewer_than_five():
    """Every year of up to seven reviews in a quarter, and all that is told of it."""
    for reviews in product(range(8), repeat=4):
        quarters = [quarter(number, n) for number, n in enumerate(reviews)]
        year = set(TimeInParts(quarters).told.stages)
        own = [set(TimeInParts([each]).told.stages) for each in quarters]
        for several in range(5):
            for some in combinations(own, several):
                left = year.difference(*some)
                assert not left or len(left) >= 5, reviews
                # nor do quarters leave anything that the year does not tell
                assert not set().union(*some) - year


def test_a_year_is_made_of_its_quarters_and_no_other_period_of_any():
    found = whole_quarters(FROM_APRIL, Period(*YEAR))
    assert [each.from_ for each in found] == [
        date(2026, 4, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
        date(2027, 1, 1),
    ]
    assert found[-1].to == date(2027, 3, 31)
    assert whole_quarters(FROM_APRIL, Period(*SPRING)) == (Period(*SPRING),)
    for other in (
        (date(2026, 4, 1), date(2026, 5, 31)),
        (date(2026, 4, 2), date(2026, 6, 30)),
        (date(2026, 4, 1), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2026, 12, 31)),  # their year begins in April
    ):
        assert whole_quarters(FROM_APRIL, Period(*other)) == ()


def said(blocks):
    return " ".join(getattr(each, "text", "") for each in blocks)


def test_of_one_review_its_total_is_told_and_not_where_its_time_went(facts_on):
    facts = facts_on(*SPRING)
    assert facts.spent.quarters[0].n == 1
    (only,) = where_time_went(facts)
    assert only.text.startswith(
        "At which stage the time went, and whom was waited for, is not told of this"
        " quarter: fewer than 5 outcomes were on record when it ended"
    )
    # applied for on 2 March, the letter posted on 7 April: 29 days, and 7
    assert "From the application to the outcome it took 36 days (n = 1)." in said(
        how_long(facts)
    )


@pytest.mark.parametrize(
    ("period", "on", "because"),
    [
        (SPRING, date(2026, 6, 30), "is told once the quarter is over"),
        (SPRING, date(2026, 7, 1), "fewer than 5 outcomes were on record"),
        ((SPRING[0], date(2026, 4, 30)), date(2026, 7, 1), "whole quarters and whole"),
    ],
)
def test_why_it_is_not_told_is_said(facts_on, period, on, because):
    assert because in said(where_time_went(facts_on(*period, on=on)))


def test_of_a_year_that_tells_of_some_it_is_said_why_not_of_all(facts_on):
    facts = facts_on(*YEAR, on=date(2027, 4, 2))
    quarters = [quarter(number, n) for number, n in enumerate((6, 2, 7, 2))]
    told = replace(facts, told=facts.told * 17, spent=TimeInParts(quarters))
    first, stages, whom = where_time_went(told)
    assert first.text.startswith("13 of the 17 outcomes of this year are told of here.")
    assert stages.sentence.startswith("The 13 cases took 13 days together.")
    assert whom.table.rows[-1] == ("Together", "13")


def test_the_days_of_single_reviews_are_not_told_of_fewer_than_five(facts_on):
    """One in the first quarter, three in the next, six in the last but one."""
    facts = facts_on(*YEAR, on=date(2027, 4, 2))
    (life,) = facts.told
    days = [
        (date(2026, 4, 7), 36),
        *((date(2026, 8, n), 20 + n) for n in (3, 2, 1)),
        *((date(2026, 11, n), 40 + n) for n in (6, 5, 4, 3, 2, 1)),
        (date(2027, 2, 1), 99),
    ]
    run = [
        life._replace(outcome_told_on=on, applied_on=on - timedelta(taken))
        for on, taken in days
    ]
    chart = list(how_long(replace(facts, run=run, told=run)))[2]
    (row,) = chart.table.rows  # the last one alone is told with those before it
    assert row[:2] == ("1 April 2026 to 31 March 2027", "11")
    numbers = [int(each.split()[0]) for each in row[2].split(", ")]
    assert numbers == [21, 22, 23, 36, 41, 42, 43, 44, 45, 46, 99]
    by_five = run[:1] + run[4:9]
    rows = list(how_long(replace(facts, run=by_five, told=by_five)))[2].table.rows
    assert [row[:2] for row in rows] == [("1 April to 31 December 2026", "6")]
    few = list(how_long(replace(facts, run=run[:4], told=run[:4])))
    assert not [each for each in few if each.kind == "Drawn"]
