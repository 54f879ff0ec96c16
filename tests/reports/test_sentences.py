"""The rules by which numbers become sentences, and periods are named."""

from datetime import date

import pytest

from asbreview.domain.errors import Misrecorded
from asbreview.domain.procedure import Reporting
from asbreview.domain.reporting_period import Period
from asbreview.reports.periods import (
    before,
    called,
    in_words,
    must_have_begun,
    quarter_of,
    year_of,
)
from asbreview.reports.sentences import compared, listed, many, took


def period(from_, to):
    return Period(date.fromisoformat(from_), date.fromisoformat(to))


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "no cases"), (1, "1 case"), (2, "2 cases"), (2400, "2,400 cases")],
)
def test_how_many(number, said):
    assert many(number, "case") == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([40], "40 days"),
        ([1], "1 day"),
        ([40, 40], "40 days each"),
        ([40, 62], "between 40 and 62 days"),
        ([62, 40, 51, 50], "between 40 and 62 days"),  # of four, no middle one
        ([62, 40, 51, 50, 99], "51 days or less for half of them, 99 days at the most"),
    ],
)
def test_how_long_things_took_is_summed_up_by_how_many_there_are(values, said):
    assert took(values) == said


@pytest.mark.parametrize("few", [0, 1, 11])
@pytest.mark.parametrize("enough", [12, 40])
def test_two_periods_are_not_compared_where_one_has_fewer_than_twelve(few, enough):
    for now, then in (([9] * few, [5] * enough), ([9] * enough, [5] * few)):
        said = compared(now, then, called="quarter")
        assert said.startswith("It is not compared with the quarter before")
        assert f"(n = {len(then)})" in said


def test_two_periods_of_twelve_stand_side_by_side():
    said = compared([50] * 12, [*[40] * 6, *[60] * 6], called="year")
    assert said == "In the year before, half took 50 days or less (n = 12)."


def test_no_sentence_has_a_percentage():
    assert "%" not in took([1, 2, 3]) + compared([1] * 12, [2] * 12, called="year")


def test_several_things():
    assert [listed("a"), listed("ab"), listed("abc")] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("own", "was", "name"),
    [
        (("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30"), "quarter"),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), "quarter"),
        (("2025-04-01", "2026-03-31"), ("2024-04-01", "2025-03-31"), "year"),
        (("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), "month"),
        (("2026-03-10", "2026-03-16"), ("2026-03-03", "2026-03-09"), "period"),
        (("2026-03-10", "2026-03-10"), ("2026-03-09", "2026-03-09"), "period"),
    ],
)
def test_the_period_before_is_as_long(own, was, name):
    assert before(period(*own)) == period(*was)
    assert called(period(*own)) == name


@pytest.mark.parametrize(
    ("starts", "on", "quarter", "year"),
    [
        (4, "2026-03-31", ("2026-01-01", "2026-03-31"), ("2025-04-01", "2026-03-31")),
        (4, "2026-04-01", ("2026-04-01", "2026-06-30"), ("2026-04-01", "2027-03-31")),
        (1, "2026-05-15", ("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-12-31")),
        (2, "2026-01-15", ("2025-11-01", "2026-01-31"), ("2025-02-01", "2026-01-31")),
    ],
)
def test_quarters_are_those_of_the_procedures_year(starts, on, quarter, year):
    reporting = Reporting(starts_in_month=starts, months=12)
    day = date.fromisoformat(on)
    assert quarter_of(reporting, day) == period(*quarter)
    assert year_of(reporting, day) == period(*year)


def test_a_period_in_words():
    assert in_words(period("2026-07-01", "2026-09-30")) == "1 July to 30 September 2026"
    said = in_words(period("2025-04-01", "2026-03-31"))
    assert said == "1 April 2025 to 31 March 2026"


def test_a_period_to_come_is_refused():
    quarter = period("2026-07-01", "2026-09-30")
    must_have_begun(quarter, on=date(2026, 7, 1))
    with pytest.raises(Misrecorded, match="has not begun"):
        must_have_begun(quarter, on=date(2026, 6, 30))
