"""A report counted by PostgreSQL says, word for word, what one in files says."""

from datetime import UTC, date, datetime

import pytest

from asbreview.domain.reporting_period import Period
from asbreview.reports.making import Making
from asbreview.store.log import EventLog
from journey import PROCEDURE, HandClock
from places import place_of
from projections.every import ALL
from projections.projector import Projector
from told_cases import FIRST, tell

PERIODS = (
    Period(date(2025, 1, 1), date(2025, 12, 31)),
    Period(date(2025, 7, 1), date(2025, 9, 30)),
)


def told_in(kind, folder):
    """Return a year's report and a quarter's, now and as of the middle of the log."""
    folder.mkdir()
    clock, place = HandClock(FIRST), place_of(kind, folder)
    with place.opened(clock=clock) as reviews:
        tell(reviews, 8, clock, first=26)
        views, end = place.views(), reviews.end_of_log()
        Projector(EventLog(reviews), views, ALL).catch_up()
        then = datetime(2026, 11, 1, tzinfo=UTC)
        at = reviews.recorder.position_as_of
        told = [
            Making(reviews, views, at, then, then.date(), position).committee(*asked)
            for position in (None, end // 2)
            for asked in [(PROCEDURE, period) for period in PERIODS]
        ]
        views.dispose()
    return told


@pytest.mark.postgres
@pytest.mark.thorough
def test_it_is_the_same_in_files_and_on_a_server(tmp_path):
    in_files, on_server = (
        told_in(kind, tmp_path / kind) for kind in ("sqlite", "postgres")
    )
    assert in_files == on_server
    assert len({repr(report) for report in in_files}) == len(in_files)
