"""How cases departed from what the procedure expects: a story for each kind."""

from datetime import date

import pytest

from journey import EAST_CAMBRIDGESHIRE, Journey
from projections.conforming import conformance
from projections.departing import Departure
from projections.expected_order import pairs_of

AREA = "east-cambridgeshire"
YEAR = {"from_": date(2026, 1, 1), "to": date(2026, 12, 31)}
ON = date(2026, 3, 12)


@pytest.fixture
def followed(reviews, ask, standing):
    def procedure_of(id_, version):
        return reviews.procedure_version(id_, version).procedure

    def asked(*, on=ON, **besides):
        asked = {"area_id": AREA, **YEAR, "on": on, **besides}
        return ask(conformance, procedure_of, **asked)

    return asked


def departed(found):
    """Return each departure as (step, how), with what is said of it."""
    return {
        (step.timer_id, each.how): each.says
        for step in found.steps
        for each in step.departed
    }


def test_a_case_that_goes_as_expected_departs_nowhere(reviews, followed):
    case = Journey(reviews, 7).apply().post(date(2026, 3, 3)).ask(date(2026, 3, 4))
    case.answer(date(2026, 3, 6)).decide()
    found = followed()
    assert departed(found) == {}
    assert [life.case_id for life in found.as_expected] == [case.case_id]
    (decided,) = [s for s in found.steps if s.timer_id == "decide-threshold"]
    assert decided.expected_on == 1


def test_what_is_decided_before_the_bodies_were_asked_is_out_of_order(
    reviews, followed
):
    Journey(reviews, 7).apply().post(date(2026, 3, 3)).decide().ask(date(2026, 3, 10))
    says = departed(followed())["decide-threshold", Departure.OUT_OF_ORDER]
    assert "Monday 9 March 2026, before" in says
    assert "Tuesday 10 March 2026" in says


def test_a_threshold_decided_without_asking_anybody_misses_a_step(reviews, followed):
    Journey(reviews, 7).apply().post(date(2026, 3, 3)).decide()
    says = departed(followed())["ask-partners", Departure.MISSING]
    assert "Monday 9 March 2026" in says


def test_a_panel_held_without_papers_misses_them(reviews, followed):
    case = Journey(reviews, 7).apply().post(date(2026, 3, 3)).ask(date(2026, 3, 4))
    case.answer(date(2026, 3, 6)).decide().assess().convene().choose().hold()
    assert ("send-papers", Departure.MISSING) in departed(followed())


def test_a_threshold_decided_again_was_decided_too_often(reviews, followed):
    case = Journey(reviews, 7).apply().post(date(2026, 3, 3)).ask(date(2026, 3, 4))
    case.answer(date(2026, 3, 6)).decide()
    decision = reviews.case(case.case_id).trigger.threshold.decision_id
    reviews.correct_threshold(
        case.case_id, decision, reason="Mixed up", signed=case.signed(date(2026, 3, 9))
    )
    case.decide(date(2026, 3, 10))
    told = departed(followed())
    assert told == {("decide-threshold", Departure.TOO_OFTEN): "taken 2 times"}


def test_an_answer_after_its_day_is_late_and_one_that_has_not_come_is_too(
    reviews, followed
):
    case = Journey(reviews, 7).apply().post(date(2026, 3, 3)).ask(date(2026, 3, 4))
    # Ten working days from 4 March 2026 end on the 18th.
    assert departed(followed(on=date(2026, 3, 18))) == {}
    told = departed(followed(on=date(2026, 3, 19)))
    assert told["partner-answer", Departure.LATE].endswith("not taken yet")
    case.answer(date(2026, 3, 20))
    found = followed(on=date(2026, 3, 20))
    says = departed(found)["partner-answer", Departure.LATE]
    assert says == "due on Wednesday 18 March 2026, taken on Friday 20 March 2026"
    (step,) = [s for s in found.steps if s.timer_id == "partner-answer"]
    assert len(step.cases(Departure.LATE)) == 1  # a case once, of four bodies


def test_what_a_withdrawn_case_did_not_need_any_more_is_not_missing(reviews, followed):
    case = Journey(reviews, 7).apply().post(date(2026, 3, 3))
    on = date(2026, 3, 4)
    reviews.withdraw(
        case.case_id, withdrawn_on=on, reason="It stopped", signed=case.signed(on)
    )
    assert departed(followed()) == {}


def test_the_order_of_the_flow_is_that_of_the_procedures_own_timers():
    pairs = pairs_of(EAST_CAMBRIDGESHIRE)
    assert ("decide-threshold", "tell-threshold") in pairs
    assert ("send-papers", "hold-panel") in pairs  # its time runs before the panel
    assert ("tell-outcome", "whole-review") in pairs
    without = EAST_CAMBRIDGESHIRE.model_copy(
        update={
            "timers": tuple(
                t for t in EAST_CAMBRIDGESHIRE.timers if t.timer_id != "send-papers"
            )
        }
    )
    assert not [pair for pair in pairs_of(without) if "send-papers" in pair]
