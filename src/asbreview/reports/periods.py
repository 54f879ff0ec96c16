"""Quarters and years, as the procedures count them, and the period before each."""

from datetime import date
from functools import lru_cache
from typing import Final

from asbreview.domain.days import DAY, add_months
from asbreview.domain.errors import Misrecorded
from asbreview.domain.procedure import Reporting
from asbreview.domain.reporting_period import Period, reporting_period

QUARTER, YEAR = 3, 12  # months
NAMES: Final = {QUARTER: "quarter", YEAR: "year", 1: "month", 6: "half-year"}


def quarter_of(reporting: Reporting, on: date) -> Period:
    """Return the quarter of the procedures' year that a day is in."""
    return _of(QUARTER, reporting, on)


def last_quarter(reporting: Reporting, on: date) -> Period:
    """Return the last quarter that was over on a day."""
    return quarter_of(reporting, quarter_of(reporting, on).from_ - DAY)


def year_of(reporting: Reporting, on: date) -> Period:
    """Return the year, as the procedures begin it, that a day is in."""
    return _of(YEAR, reporting, on)


def last_year(reporting: Reporting, on: date) -> Period:
    """Return the last year that was over on a day."""
    return year_of(reporting, year_of(reporting, on).from_ - DAY)


@lru_cache(1_024)
def _of(months: int, reporting: Reporting, on: date) -> Period:
    """Return it; a report asks for each day of a year, and for each case."""
    return reporting_period(reporting.model_copy(update={"months": months}), on)


def before(period: Period) -> Period:
    """Return the period of the same length that ends the day before this one begins."""
    ends_on = period.from_ - DAY
    if months := months_of(period):
        return Period(add_months(period.from_, -months), ends_on)
    return Period(period.from_ - (period.to - period.from_) - DAY, ends_on)


def months_of(period: Period) -> int:
    """Return how many whole months a period is; 0 where it is not of whole months."""
    from_, after = period.from_, period.to + DAY
    if from_.day != 1 or after.day != 1:
        return 0
    return (after.year - from_.year) * YEAR + after.month - from_.month


def called(period: Period) -> str:
    """Return what a period of its length is called: "quarter", "year", "period"."""
    return NAMES.get(months_of(period), "period")


def in_words(period: Period) -> str:
    """Say a period: "1 July to 30 September 2026"."""
    from_, to = period
    year = "" if from_.year == to.year else f" {from_.year}"
    return f"{from_.day} {from_:%B}{year} to {to.day} {to:%B} {to.year}"


def must_have_begun(period: Period, *, on: date) -> None:
    """Refuse (`Misrecorded`) a period that begins after a day: nothing is known yet."""
    if period.from_ > on:
        raise Misrecorded("The period has not begun yet", field="from_on")
