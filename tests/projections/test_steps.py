"""What a case took, from the one row of its steps: what the lines of its timeline say.

Of every case, at every position of the log, however late a line was taken back.
"""

from collections import Counter
from itertools import pairwise

import pytest
from sqlalchemy import create_engine, select

from any_history import in_memory
from asbreview.domain.days import local_day
from asbreview.signing import A_BODY, APPLICANT, SENDER, SYSTEM
from asbreview.store.log import EventLog
from everything import everything
from journey import HandClock
from projections.efforts import DEMANDS, DONE_ONCE, HOW_IT_GOES, channels_of, efforts_of
from projections.health import cases_parked
from projections.projector import Projector
from projections.timeline import Timeline, timeline, timeline_of
from told_cases import FIRST, tell

NOBODYS_HANDS = {SYSTEM, SENDER, APPLICANT, A_BODY}


def demand(line):
    """As what a line counts among what need not have been: by its details, as read."""
    if ("What for", "they asked how it is going") in line.details:
        return HOW_IT_GOES
    return line.topic if line.topic in DEMANDS else None


def recounted(lines):
    """Count what a case took by hand, from its lines, the oldest first."""
    topics = [line.topic for line in lines]
    stood = [line for line in lines if not line.in_error]
    by_hand = [line for line in lines if line.recorded_by not in NOBODYS_HANDS]
    came = [dict(x.details) for x in lines if x.topic == "trigger.application-received"]
    return {
        "channel": came[-1]["How"] if came else "",
        "touched": len({local_day(line.said_at) for line in by_hand}),
        "handovers": sum(a.recorded_by != b.recorded_by for a, b in pairwise(by_hand)),
        "again": sum(max(0, topics.count(topic) - 1) for topic in DONE_ONCE),
        "in_error": sum(line.in_error for line in lines),
        "demands": Counter(filter(None, map(demand, stood))),
    }


def all_are_as_their_lines_say(reviews, every):
    views = create_engine("sqlite://")
    Projector(EventLog(reviews), views, (Timeline(),)).catch_up()
    seen = 0
    with views.connect() as db:
        assert cases_parked(db) == []
        cases = db.scalars(select(timeline.c.case_id).distinct()).all()
        for position in (None, *range(0, reviews.end_of_log() + 1, every)):
            found = efforts_of(db, cases, told_on={}, as_of=position)
            came = channels_of(db, cases, as_of=position)
            assert set(found) == set(cases)
            for case_id in cases:
                lines = timeline_of(db, case_id, as_of=position)[::-1]
                took = recounted(lines)
                assert found[case_id]._asdict() == took
                assert came.get(case_id, "") == took["channel"]
                seen += bool(took["in_error"])
    views.dispose()
    return seen


def test_of_cases_on_which_everything_happened():
    with in_memory() as reviews:
        everything(reviews)
        assert all_are_as_their_lines_say(reviews, every=23) > 10


@pytest.mark.thorough
def test_of_cases_that_lie_across_each_other():
    clock = HandClock(FIRST)
    with in_memory(clock=clock) as reviews:
        tell(reviews, 6, clock, first=26)
        assert all_are_as_their_lines_say(reviews, every=1) > 10


def test_batch_by_batch_comes_to_the_same():
    """The row of a case grows: what was taken in before is read and added to."""
    with in_memory() as reviews:
        everything(reviews)
        at_once, by_tens = create_engine("sqlite://"), create_engine("sqlite://")
        Projector(EventLog(reviews), at_once, (Timeline(),)).catch_up()
        Projector(EventLog(reviews), by_tens, (Timeline(),), batch=10).catch_up()
        with at_once.connect() as one, by_tens.connect() as other:
            cases = one.scalars(select(timeline.c.case_id).distinct()).all()
            found = efforts_of(one, cases, told_on={})
            assert found == efforts_of(other, cases, told_on={})
            assert any(x.in_error for x in found.values())
        at_once.dispose()
        by_tens.dispose()
