"""Whom somebody is to ring the case and the queue say alike, whatever was heard since.

Of a body that no email reaches: until somebody rang, or it is heard of its actions.
"""

from datetime import date

import pytest

from asbreview.domain.people import Channel
from asbreview.reviews.plans import ActionReport, Became
from desk import desk
from journey import BODIES
from rung import to_ring_on_case, to_ring_on_queue

ON, LATER = date(2026, 4, 7), date(2026, 4, 8)
OWNER = BODIES[0]  # of two actions of the plan


@pytest.fixture
def work(tmp_path):
    """A plan is made; of its two actions an owner could not be told by email."""
    with desk(tmp_path) as work:
        work.tale.apply().decide().ask().answer().assess().convene().choose()
        work.tale.hold().find()
        work.reviews.write_to_owner(
            work.tale.case_id, OWNER, mails=False, signed=work.tale.signed(ON)
        )
        yield work


def rung(work, on=LATER):
    """Return how many bodies are to be rung, once both pages say the same."""
    work.on(on)
    reference = work.case.trigger.reference
    on_case = len(to_ring_on_case(work.get()))
    queue = work.browser.get("/", params={"whose": "all"})
    assert to_ring_on_queue(queue, reference) == on_case
    return on_case


def actions(work):
    return [a.action_id for a in work.case.outcome.open_actions_of(OWNER)]


def report(work, action, became, on=LATER):
    told = ActionReport(action_id=action, became=became, on=on, says="They rang us")
    work.reviews.report_actions(work.tale.case_id, [told], signed=work.tale.signed(on))


def take_back(work, topic, item_id, on=LATER):
    signed = work.tale.signed(on)
    work.reviews.correct_fact(
        work.tale.case_id, topic, item_id, reason="Of another", signed=signed
    )


@pytest.mark.parametrize("became", [Became.PROGRESSED, Became.HELD_UP, Became.DONE])
def test_whoever_was_heard_of_one_action_is_not_rung_for_the_other(work, became):
    """Also if it was done: it is the only report, and of no action still open."""
    assert rung(work) == 1
    report(work, actions(work)[0], became)
    assert rung(work) == 0


def test_that_one_of_two_is_cancelled_tells_its_owner_nothing_of_the_other(work):
    first, second = actions(work)
    report(work, first, Became.CANCELLED)
    assert rung(work) == 1
    report(work, second, Became.CANCELLED)
    assert rung(work) == 0
    take_back(work, "outcome.action-cancelled", second)
    assert rung(work) == 1


def test_what_was_not_done_after_all_was_not_heard_of(work):
    first, _ = actions(work)
    report(work, first, Became.DONE)
    take_back(work, "outcome.action-done", first)
    assert rung(work) == 1
    report(work, first, Became.DONE)
    assert rung(work) == 0


def test_nobody_is_rung_for_a_plan_that_was_recorded_in_error(work):
    findings = work.case.outcome.findings.findings_id
    take_back(work, "outcome.findings-made", findings)
    assert rung(work) == 0


def test_what_is_heard_before_it_is_asked_for_again_is_past(work):
    report(work, actions(work)[0], Became.PROGRESSED)
    assert rung(work) == 0
    due = date(2026, 4, 30)  # that of the first is due 28 days after 2 April 2026
    work.reviews.write_to_owner(
        work.tale.case_id, OWNER, mails=False, signed=work.tale.signed(due)
    )
    assert rung(work, due) == 1


# --- what was asked for


OVERDUE = date(2026, 3, 25)  # asked on 10 March, to be answered in ten working days
NEXT = date(2026, 3, 26)


@pytest.fixture
def asked(tmp_path):
    """A body was asked, and could not be reminded by email once that was overdue."""
    with desk(tmp_path) as work:
        work.tale.apply().ask()
        case_id, request_id = work.tale.case_id, next(iter(work.case.evidence.requests))
        rule = work.reviews.reminder_due(case_id, request_id, OVERDUE)
        work.reviews.remind_by_rule(
            case_id,
            request_id,
            rule=rule.chaser_id,
            mails=False,
            signed=work.tale.signed(OVERDUE),
        )
        work.request_id = request_id
        yield work


def ring(work):
    signed = work.tale.signed(NEXT)
    told = {"chased_on": NEXT, "channel": Channel.PHONE, "said": "They look for it"}
    work.reviews.chase_request(
        work.tale.case_id, work.request_id, **told, signed=signed
    )
    return next(reversed(work.case.evidence.chases))


def test_whoever_was_rung_by_mistake_of_record_is_rung_still(asked):
    assert rung(asked, OVERDUE) == 1
    chased = ring(asked)
    assert rung(asked, NEXT) == 0
    take_back(asked, "evidence.request-chased", chased, NEXT)
    assert rung(asked, NEXT) == 1


def test_nobody_is_rung_for_a_request_that_was_none(asked):
    take_back(asked, "evidence.information-requested", asked.request_id, NEXT)
    assert rung(asked, NEXT) == 0


def test_whose_answer_was_anothers_is_rung_again(asked):
    asked.tale.answer(NEXT)
    assert rung(asked, NEXT) == 0
    signed = asked.tale.signed(NEXT)
    asked.reviews.correct_evidence(
        asked.tale.case_id, asked.request_id, reason="Of another", signed=signed
    )
    assert rung(asked, NEXT) == 1
