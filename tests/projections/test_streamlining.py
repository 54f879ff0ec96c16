"""Where the time of a case goes."""

from datetime import date

import pytest

from journey import Journey
from projections.case.stages import Stage
from projections.waits import (
    days_by_party,
    days_by_stage,
    life_of,
    spans_of,
    spans_of_lives,
    told_between,
    waits_since,
)

AREA = "east-cambridgeshire"
YEAR = {"from_": date(2026, 1, 1), "to": date(2026, 12, 31)}


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).go()


def test_the_waits_of_a_case_sum_to_its_lead_time(case, ask):
    life, spans = ask(life_of, case.case_id), ask(spans_of, case.case_id)
    told_on = life.outcome_told_on
    assert life.lead_time == (date(2026, 4, 7) - date(2026, 3, 2)).days
    assert sum(span.days(to=told_on) for span in spans) == life.lead_time
    assert days_by_stage(spans, to=told_on).total() == life.lead_time
    assert days_by_party(spans, to=told_on).total() == life.lead_time


def test_the_days_are_those_the_case_waited(case, ask):
    spans = ask(spans_of, case.case_id)
    by_stage = days_by_stage(spans, to=date(2026, 4, 7))
    assert +by_stage == {
        Stage.RECEIVED: 1,  # 2 to 3 March, until it was acknowledged
        Stage.THRESHOLD: 6,  # to 9 March
        Stage.TO_CONVENE: 11,  # to 20 March
        Stage.CONVENED: 12,  # to 1 April
        Stage.HELD: 1,
        Stage.OUTCOME: 5,  # to 7 April
    }
    by_party = days_by_party(spans, to=date(2026, 4, 7))
    assert by_party["East Cambridgeshire District Council"] == 8  # asked first


def test_spans_lie_end_to_end_from_the_application(case, ask):
    spans = ask(spans_of, case.case_id)
    assert spans[0].began_on == date(2026, 3, 2)
    assert [s.ended_on for s in spans[:-1]] == [s.began_on for s in spans[1:]]
    assert spans[-1].ended_on is None


def test_a_span_that_ended_later_had_not_ended_yet(case, ask, reviews):
    for position in range(1, reviews.end_of_log() + 1):
        spans = ask(spans_of, case.case_id, as_of=position)
        assert [s for s in spans if s.ended_on is None] == spans[-1:]
        since = ask(waits_since, case.case_id, as_of=position)
        assert since == (spans[-1].began_on if spans else None)
    assert ask(waits_since, case.case_id) == spans[-1].began_on


def test_a_thing_recorded_late_makes_no_time_of_its_own(reviews, standing, ask):
    late = Journey(reviews, 8).apply().post(date(2026, 3, 20)).decide(date(2026, 3, 4))
    spans = ask(spans_of, late.case_id)
    assert [s.ended_on for s in spans[:-1]] == [s.began_on for s in spans[1:]]
    assert sum(s.days(to=date(2026, 3, 25)) for s in spans) == 23


def test_single_cases_are_listed_in_the_order_their_outcome_was_told(case, ask):
    [told] = ask(told_between, area_id=AREA, **YEAR)
    assert (told.case_id, told.lead_time) == (case.case_id, 36)
    assert list(ask(spans_of_lives, [told])) == [case.case_id]
    assert ask(told_between, area_id="fenland", **YEAR) == []
    assert ask(told_between, area_id=AREA, **YEAR, as_of=10) == []
