"""How each case departed is kept in its row: what its deadlines and lines come to.

Of every case, on several days, as of every save or some of them.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from any_history import ONWARDS, TRIED, History, in_memory
from asbreview.domain.working_days import Holiday
from asbreview.store.log import EventLog
from everything import everything
from flow_recounted import all_are_as_recounted, ends_of_saves
from journey import HandClock, Journey
from places import IN_FOLDER_AND_ONCE_MORE, place_of
from projections.departing import Departure
from projections.departures_kept import followed
from projections.every import ALL
from projections.projector import Projector
from told_cases import FIRST, tell


def as_recounted(reviews, every, *, batch=500):
    views = create_engine("sqlite://")
    Projector(EventLog(reviews), views, ALL, batch=batch).catch_up()
    with views.connect() as db:
        seen = all_are_as_recounted(reviews, db, ends_of_saves(reviews, every))
    views.dispose()
    return seen


def test_of_cases_on_which_everything_happened():
    with in_memory() as reviews:
        everything(reviews)
        assert as_recounted(reviews, every=23) == {
            Departure.MISSING,
            Departure.TOO_OFTEN,
            Departure.OUT_OF_ORDER,
            Departure.LATE,
        }


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    onwards=st.integers(0, len(ONWARDS)),
    happens=st.lists(
        st.tuples(st.sampled_from(TRIED), st.integers(0, 9), st.sampled_from([0, 3])),
        max_size=12,
    ),
)
def test_of_a_case_on_which_anything_happens_as_of_every_save(onwards, happens):
    with in_memory() as reviews:
        history = History(reviews)
        for name in ONWARDS[:onwards]:
            history.tries(name, 1, 0)
        for name, after, earlier in happens:
            history.tries(name, after, earlier)
        as_recounted(reviews, every=1, batch=7)


def test_a_holiday_that_is_proclaimed_moves_the_day_after_which_a_step_is_late():
    with in_memory() as reviews:
        standing = Journey(reviews).stand()
        Journey(reviews, 7).apply()
        reviews.proclaim_holiday(
            Holiday(on=date(2026, 3, 4), name="Day of mourning"),
            source="Gazette",
            signed=standing.signed(date(2026, 3, 3)),
        )
        views = create_engine("sqlite://")
        Projector(EventLog(reviews), views, ALL).catch_up()
        with views.connect() as db:
            asked = select(followed.c.departed).order_by(followed.c.from_position)
            then, now = db.scalars(asked).all()
        # Five working days from Monday 2 March 2026 end on the 9th, and then a day on.
        assert after_of(then, "acknowledge") == date(2026, 3, 9)
        assert after_of(now, "acknowledge") == date(2026, 3, 10)
        assert Departure.LATE in as_recounted(reviews, every=1)
        views.dispose()


def after_of(departed, timer_id):
    (late,) = [each for each in departed if each.timer_id == timer_id]
    return late.after


@pytest.mark.thorough
@pytest.mark.parametrize("kind", IN_FOLDER_AND_ONCE_MORE)
def test_of_cases_that_lie_across_each_other(kind, tmp_path):
    clock, place = HandClock(FIRST), place_of(kind, tmp_path)
    with place.opened(clock=clock) as reviews:
        tell(reviews, 12, clock, first=26)
        views = place.views()
        Projector(EventLog(reviews), views, ALL).catch_up()
        with views.connect() as db:
            positions = ends_of_saves(reviews, every=11)
            assert Departure.LATE in all_are_as_recounted(reviews, db, positions)
        views.dispose()
