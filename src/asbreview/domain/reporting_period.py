"""The reporting periods for which the figures are published."""

from datetime import date
from typing import Final, NamedTuple

from asbreview.domain.days import DAY, add_months
from asbreview.domain.statute import PUBLISHED_FIGURES, implements
from asbreview.domain.terms import Reporting

MONTHS_IN_A_YEAR: Final = 12


class Period(NamedTuple):
    """A period of days, the first and the last included."""

    from_: date
    to: date


@implements(PUBLISHED_FIGURES)
def reporting_period(reporting: Reporting, on: date) -> Period:
    """Return the reporting period that a day is in.

    The procedure says in which month a year of them begins and how long each is; one
    that would run over the end of that year ends with it.
    """
    years_back = 0 if on.month >= reporting.starts_in_month else 1
    year_from = date(on.year - years_back, reporting.starts_in_month, 1)
    year_to = add_months(year_from, MONTHS_IN_A_YEAR) - DAY
    months_on = (on.year - year_from.year) * MONTHS_IN_A_YEAR
    months_on += on.month - year_from.month
    number = months_on // reporting.months
    from_ = add_months(year_from, number * reporting.months)
    to = add_months(year_from, (number + 1) * reporting.months) - DAY
    return Period(from_, min(to, year_to))
