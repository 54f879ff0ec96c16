"""The reporting period that a day is in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asbreview.domain.reporting_period import reporting_period
from asbreview.domain.terms import Reporting


@pytest.mark.parametrize(
    ("starts_in", "months", "on", "from_", "to"),
    [
        (4, 12, "2026-03-31", "2025-04-01", "2026-03-31"),
        (4, 12, "2026-04-01", "2026-04-01", "2027-03-31"),
        (1, 12, "2028-02-29", "2028-01-01", "2028-12-31"),
        (4, 3, "2026-06-30", "2026-04-01", "2026-06-30"),
        (4, 3, "2027-01-01", "2027-01-01", "2027-03-31"),
        (10, 6, "2026-09-30", "2026-04-01", "2026-09-30"),
        (4, 5, "2027-03-01", "2027-02-01", "2027-03-31"),  # ends with its year
    ],
)
def test_the_period_a_day_is_in(starts_in, months, on, from_, to):
    reporting = Reporting(starts_in_month=starts_in, months=months)
    found = reporting_period(reporting, date.fromisoformat(on))
    assert found == (date.fromisoformat(from_), date.fromisoformat(to))


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 12), st.integers(1, 12)
)
def test_periods_lie_end_to_end(on, starts_in, months):
    reporting = Reporting(starts_in_month=starts_in, months=months)
    found = reporting_period(reporting, on)
    assert found.from_ <= on <= found.to
    after = reporting_period(reporting, found.to + timedelta(days=1))
    assert after.from_ == found.to + timedelta(days=1)
