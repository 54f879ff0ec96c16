"""Which day is the next step's own, and what a letter that holds no more waits for."""

from datetime import date

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.letter.facts import HeldBecause, Status
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.people import Channel
from asbreview.reviews.told import PromiseTold
from journey import COUNCIL, Journey
from projections.case.stages import WaitsFor
from projections.queue import case_row

COUNCIL_NAME = "East Cambridgeshire District Council"


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7)


@pytest.fixture
def row(ask, case):
    return lambda: ask(case_row, case.case_id)


def test_a_step_has_the_day_of_the_deadline_that_it_meets(case, row):
    case.apply()
    # Five working days from Monday 2 March, by the sample procedure.
    assert row().next_step == "Send the acknowledgement"
    assert (row().step_timer_id, row().step_due_on) == ("acknowledge", date(2026, 3, 9))
    case.post(date(2026, 3, 3)).ask(date(2026, 3, 10))
    assert row().next_step.startswith(f"Get the answer of {COUNCIL_NAME}")
    # Ten working days from Tuesday 10 March.
    assert row().step_due_on == date(2026, 3, 24)
    assert row().step_timer_id == "partner-answer"


def test_a_step_that_meets_no_deadline_has_no_day(case, row):
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    case.post(date(2026, 3, 10))
    assert row().next_step == "Close the case"
    assert (row().step_due_on, row().step_timer_id) == (None, None)
    assert row().next_due_on is not None


def test_what_falls_due_first_may_be_another_thing_and_is_named(case, row):
    case.apply().post(date(2026, 3, 3)).ask(date(2026, 3, 10))
    on = date(2026, 3, 11)
    case.reviews.make_contact(
        case.case_id,
        person_id=case.reviews.case(case.case_id).contact.applicant_id,
        channel=Channel.PHONE,
        direction=Direction.TO_US,
        made_on=on,
        said="They rang.",
        promise=PromiseTold(promised="Ring back", due_on=date(2026, 3, 12)),
        signed=case.signed(on),
    )
    assert row().next_due_on == date(2026, 3, 12)
    assert row().next_to_do == "Do what was promised"
    assert row().step_due_on == date(2026, 3, 24)


def test_what_a_body_owes_is_said_as_what_is_to_be_done_here(case, row):
    case.apply().post(date(2026, 3, 3)).ask(date(2026, 3, 10))
    asks = f"Get the answer of {COUNCIL_NAME} to a request for information"
    decide_by = row().next_due_on
    assert decide_by == date(2026, 3, 24)
    assert row().next_due_says == "Answer a request for information"
    assert row().next_to_do == asks
    assert COUNCIL in case.reviews.case(case.case_id).trigger.passed_to


def corrected(case, on):
    decision = case.reviews.case(case.case_id).trigger.threshold
    case.reviews.correct_threshold(
        case.case_id,
        decision.decision_id,
        reason="The wrong case",
        signed=case.signed(on),
    )
    return case


def test_a_letter_that_holds_no_more_keeps_nothing_back(case, row):
    """What it tells was recorded in error: the threshold is what matters."""
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    corrected(case, date(2026, 3, 10))
    held = [x for x in case.all_letters() if x.status is Status.HELD]
    assert [x.held_because for x in held] == [HeldBecause.CORRECTED]
    assert row().next_step == "Ask the bodies, or decide the threshold"


def test_before_the_end_it_is_asked_to_record_that_it_is_not_sent(case, row):
    """A challenge comes before it; it comes before nothing."""
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    corrected(case, date(2026, 3, 10)).decide(date(2026, 3, 11), met=False)
    case.post(date(2026, 3, 12))
    not_sent = (
        "Record that the letter that the threshold is not met is not sent: it holds no"
        " more"
    )
    assert (row().waits_for, row().next_step) == (WaitsFor.US, not_sent)
    case.close(date(2026, 3, 13)).post(date(2026, 3, 13))
    assert (row().waits_for, row().next_step) == (WaitsFor.US, not_sent)
    (obsolete,) = [x for x in case.all_letters() if x.status is Status.HELD]
    case.reviews.cancel_letter(
        obsolete.id,
        reason="Decided anew",
        signed=case.signed(date(2026, 3, 16)),
    )
    assert row().waits_for is WaitsFor.NOBODY


def test_a_challenge_comes_before_a_letter_that_holds_no_more(case, row):
    case.apply().post(date(2026, 3, 3)).decide()
    corrected(case, date(2026, 3, 9)).decide(date(2026, 3, 9))
    case.post(date(2026, 3, 9)).ask().answer().assess().convene().choose()
    case.send_papers().hold().find().post(date(2026, 4, 7)).respond().do_actions()
    case.close().post(date(2026, 5, 14)).challenge(date(2026, 4, 10))
    case.post(date(2026, 5, 15))
    assert row().next_step == "Arrange who hears the challenge"
    case.arrange_hearing(date(2026, 5, 18)).post(date(2026, 5, 18))
    assert row().next_step == "Decide the challenge"
    (challenge_id,) = case.reviews.case(case.case_id).outcome.challenges
    case.reviews.decide_challenge(
        case.case_id,
        challenge_id,
        upheld=Upheld.NOT_UPHELD,
        decided_on=date(2026, 5, 20),
        reasons="It was carried out properly.",
        follows="",
        carried=None,
        signed=case.signed(date(2026, 5, 20)),
    )
    case.post(date(2026, 5, 20))
    assert row().next_step.endswith("is not sent: it holds no more")
