"""The waits of a case add up to its lead time: every case, at every instant.

Whatever happens on it, in whatever order and recorded however late: that it stands
still, is withdrawn, transferred, adjourned, looked at again, or was recorded wrongly.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from any_history import ONWARDS, TRIED, History, in_memory
from asbreview.store.log import EventLog
from everything import everything
from journey import HandClock
from projections.days_spent import days_spent
from projections.health import cases_parked
from projections.projector import Projector
from projections.streamlining import Streamlining, lives
from projections.waits import (
    days_by_party,
    days_by_stage,
    life_of,
    spans_of,
    spans_of_lives,
    told_between,
    waits_since,
)
from told_cases import FIRST, tell


def all_add_up(reviews, every=1):
    """Ask of every case, as of each so-many-th position, on days of all kinds."""
    views = create_engine("sqlite://")
    Projector(EventLog(reviews), views, (Streamlining(),)).catch_up()
    seen = 0
    with views.connect() as db:
        assert cases_parked(db) == []
        case_ids = db.scalars(select(lives.c.case_id).distinct()).all()
        for position in (None, *range(1, reviews.end_of_log() + 1, every)):
            for case_id in case_ids:
                seen += adds_up(db, case_id, position)
            add_up_together(db, position)
    views.dispose()
    return seen


def add_up_together(db, position):
    """Days counted together are those of the spans of each case, added up."""
    always = {"from_": date.min, "to": date.max, "as_of": position}
    for area_id in db.scalars(select(lives.c.area_id).distinct()).all():
        told = told_between(db, area_id=area_id, **always)
        spans = spans_of_lives(db, told, as_of=position)
        together = days_spent(db, area_id=area_id, **always)
        for count, found in (
            (days_by_stage, together.stages),
            (days_by_party, together.parties),
        ):
            each = [count(spans[x.case_id], to=x.outcome_told_on) for x in told]
            names = {str(name) for one in each for name in one.elements()}
            assert {(name, days, cases) for name, days, cases in found} == {
                (name, sum(x[name] for x in each), sum(x[name] > 0 for x in each))
                for name in names
            }


def adds_up(db, case_id, position):
    life = life_of(db, case_id, as_of=position)
    if life is None:
        return 0
    spans = spans_of(db, case_id, as_of=position)
    assert spans[0].began_on == life.applied_on
    assert [s.ended_on for s in spans[:-1]] == [s.began_on for s in spans[1:]]
    assert spans[-1].ended_on is None
    assert waits_since(db, case_id, as_of=position) == spans[-1].began_on
    days = [spans[-1].began_on, life.outcome_told_on, life.ended_on]
    days += [life.applied_on + timedelta(n) for n in (0, 1, 7, 400)]
    for day in filter(None, days):
        lead = (day - life.applied_on).days
        assert sum(span.days(to=day) for span in spans) == lead
        assert days_by_stage(spans, to=day).total() == lead
        assert days_by_party(spans, to=day).total() == lead
    assert spans_of_lives(db, [life], as_of=position)[case_id] == spans
    return 1


def test_on_cases_on_which_everything_happened():
    with in_memory() as reviews:
        everything(reviews)
        assert all_add_up(reviews, every=29) > 200


def test_on_cases_that_lie_across_each_other_at_every_instant():
    clock = HandClock(FIRST)
    with in_memory(clock=clock) as reviews:
        happened = tell(reviews, 6, clock, first=26)
        assert happened["recorded late"]
        assert happened["the application corrected"]
        log = EventLog(reviews)
        own = {}
        for entry in log.after(0, 10**6):
            own.setdefault(entry.case_id, []).append(entry.position)
        views = create_engine("sqlite://")
        Projector(log, views, (Streamlining(),)).catch_up()
        with views.connect() as db:
            assert cases_parked(db) == []
            asked = [(c, at) for c, held in own.items() if c for at in held]
            assert sum(adds_up(db, *each) for each in asked) > 200
        views.dispose()


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    passed_on=st.booleans(),
    onwards=st.integers(0, len(ONWARDS)),
    happens=st.lists(
        st.tuples(
            st.sampled_from(TRIED), st.integers(0, 9), st.sampled_from([0, 0, 3])
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_whatever_happens_in_whatever_order(passed_on, onwards, happens):
    with in_memory() as reviews:
        history = History(reviews, passed_on=passed_on)
        for name in ONWARDS[:onwards]:
            history.tries(name, 1, 0)
        for name, after, earlier in happens:
            history.tries(name, after, earlier)
        assert all_add_up(reviews, every=3)


@pytest.mark.parametrize("moved", ["was_applied_for_earlier", "was_applied_for_later"])
def test_another_day_of_application_moves_the_first_wait(moved):
    with in_memory() as reviews:
        history = History(reviews, passed_on=False)
        history.tries("asks", 1, 0)
        history.tries(moved, 5, 0)
        assert history.done == {"asks", moved}
        assert all_add_up(reviews)


def test_the_first_day_is_that_of_the_application():
    with in_memory() as reviews:
        history = History(reviews)
        history.tries("was_applied_for_earlier", 3, 0)
        views = create_engine("sqlite://")
        Projector(EventLog(reviews), views, (Streamlining(),)).catch_up()
        with views.connect() as db:
            (only, *_) = spans_of(db, history.case.case_id)
        assert only.began_on == date(2026, 2, 26)  # four days before 2 March
