"""A case put right shows what one recorded right would, and that it was put right."""

from datetime import date

import pytest

from asbreview.domain.application import Capacity
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.evidence.in_error import EvidenceFact
from asbreview.domain.letter.facts import Status
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews.told import ActionTold
from everything import OLEANDER
from journey import APPLIED_ON, BODIES, Journey
from projections.case.in_error import UNDONE
from projections.deadlines import deadlines_of
from projections.letters import letters_of
from projections.people import Role, people_of
from projections.queue import case_row
from projections.timeline import timeline_of

ON = date(2026, 3, 20)


@pytest.fixture
def ones(reviews, standing):
    """A case recorded right, and one that was passed on late by a slip."""
    rightly = Journey(reviews, 2).apply(passed_on=False)
    reviews.pass_on(
        rightly.case_id, passed_on=date(2026, 3, 4), signed=rightly.signed(ON)
    )
    slip = Journey(reviews, 3).apply(passed_on=False)
    reviews.pass_on(slip.case_id, passed_on=date(2026, 3, 16), signed=slip.signed(ON))
    for body in BODIES:
        reviews.correct_fact(
            slip.case_id,
            "trigger.application-passed-on",
            body,
            reason="It was on 4 March",
            signed=slip.signed(ON),
        )
    reviews.pass_on(slip.case_id, passed_on=date(2026, 3, 4), signed=slip.signed(ON))
    return rightly, slip


CORRECTION = ("corrected_on", "recorded_due_on", "recorded_met_on")
OF_THE_CASE = ("case_id", "item_id", "counted_at", *CORRECTION)


def without(told, names):
    return {name: v for name, v in told._asdict().items() if name not in names}


def test_deadlines_and_caseload_are_those_of_a_case_recorded_right(ones, ask):
    rightly, slip = (
        [without(d, OF_THE_CASE) for d in ask(deadlines_of, case.case_id)]
        for case in ones
    )
    assert rightly == slip
    rows = [ask(case_row, case.case_id) for case in ones]
    names = ("case_id", "reference", "applicant_name", "applicant_address")
    assert without(rows[0], names) == without(rows[1], names)


def test_lateness_that_was_corrected_stays_visible(ones, ask):
    _, slip = ones
    (passed,) = [d for d in ask(deadlines_of, slip.case_id) if d.timer_id == "pass-on"]
    assert passed.met_on == date(2026, 3, 4)
    assert not passed.was_met_late
    assert (passed.corrected_on, passed.recorded_met_on) == (ON, date(2026, 3, 16))
    assert passed.was_recorded_late


def test_the_timeline_tells_the_slip_the_correction_and_what_is_right(ones, ask):
    _, slip = ones
    lines = [
        line
        for line in ask(timeline_of, slip.case_id)
        if "pass" in line.title.casefold()
    ]
    told = [(line.title.split(" to ")[0], line.in_error) for line in lines]
    n = len(BODIES)
    assert told == (
        [("Application passed on", False)] * n
        + [("Recorded in error: passing the application on", False)] * n
        + [("Application passed on", True)] * n
    )


def test_a_corrected_day_moves_its_deadlines_visibly(reviews, standing, ask):
    case = Journey(reviews, 4).apply()
    before = reviews.end_of_log()
    said = reviews.case(case.case_id).trigger.application
    reviews.correct_application(
        case.case_id,
        said.model_copy(update={"applied_on": date(2026, 2, 27)}),
        reason="It came by post",
        signed=case.signed(ON),
    )

    def threshold(as_of=None):
        found = ask(deadlines_of, case.case_id, as_of=as_of)
        return next(d for d in found if d.timer_id == "decide-threshold")

    assert threshold(before).due_on == date(2026, 3, 30)
    now = threshold()
    assert (now.started_on, now.due_on) == (date(2026, 2, 27), date(2026, 3, 27))
    assert (now.corrected_on, now.recorded_due_on) == (ON, date(2026, 3, 30))
    lines = ask(timeline_of, case.case_id)
    line = next(x for x in lines if x.title == "Application put right")
    assert (
        "where Monday 2 March 2026 had been recorded" in dict(line.details)["Made on"]
    )
    assert case_row_of(ask, case).applied_on == date(2026, 2, 27) < APPLIED_ON


def case_row_of(ask, case):
    return ask(case_row, case.case_id)


def test_a_case_closed_by_mistake_is_open_in_the_queue(reviews, standing, ask):
    case = Journey(reviews, 5).go()
    assert case_row_of(ask, case).stage == "closed"
    reviews.correct_fact(
        case.case_id,
        "outcome.case-closed",
        case.case_id,
        reason="The other case was meant",
        signed=case.signed(date(2026, 5, 15)),
    )
    assert case_row_of(ask, case).stage == "plan monitored"
    closed = next(x for x in ask(timeline_of, case.case_id) if x.title == "Case closed")
    assert closed.in_error


def test_whoever_is_not_the_victim_is_found_on_the_case_no_more(reviews, standing, ask):
    case = Journey(reviews, 6).apply()
    for victim in (OLEANDER, None):
        reviews.correct_victim(
            case.case_id,
            Capacity.REPRESENTATIVE if victim else Capacity.VICTIM,
            victim,
            reason="Misheard",
            signed=case.signed(ON),
        )
    before = reviews.end_of_log()
    names = [row.role for row in ask(people_of, case.case_id)]
    assert names == [Role.APPLICANT]
    then = ask(people_of, case.case_id, as_of=before - 6)
    assert Role.VICTIM in [row.role for row in then]
    told = [line.title for line in ask(timeline_of, case.case_id)]
    assert told.count("Who the victim is put right") == 2


def test_a_letter_said_to_have_gone_in_error_is_among_those_held(
    reviews, standing, ask
):
    case = Journey(reviews, 7).apply().post(ON)
    (letter,) = ask(letters_of, case.case_id)
    assert letter.status is Status.POSTED
    reviews.correct_fact(
        case.case_id,
        "letter.letter-posted",
        letter.letter_id,
        reason="It lay in the tray",
        signed=case.signed(ON),
    )
    (letter,) = ask(letters_of, case.case_id)
    assert (letter.status, letter.posted_on) == (Status.HELD, None)


def test_an_action_keeps_its_number_when_another_was_in_error(reviews, standing, ask):
    case = Journey(reviews, 8).apply().decide().post(date(2026, 3, 9))
    case.assess().convene().choose().hold().find()
    outcome = reviews.case(case.case_id).outcome
    first, second, third = outcome.actions
    reviews.correct_outcome(
        case.case_id,
        first,
        reason="Not agreed",
        signed=case.signed(date(2026, 4, 2)),
    )
    added = ActionTold(body_id=BODIES[0], due_on=date(2026, 5, 5), action="Visit")
    signed = case.signed(date(2026, 4, 2))
    reviews.add_action(case.case_id, added, signed=signed)
    outcome = reviews.case(case.case_id).outcome
    *_, fourth = outcome.actions
    numbers = {second: 2, third: 3, fourth: 4}
    assert {id_: outcome.action_numbers[id_] for id_ in outcome.actions} == numbers
    due = {d.item_id: d.says for d in ask(deadlines_of, case.case_id) if d.is_open}
    for id_, number in numbers.items():
        assert due[id_] == f"Carry out action {number}"


KINDS_OF_FACT = (
    AskingFact,
    ContactFact,
    EvidenceFact,
    LetterFact,
    OutcomeFact,
    PanelFact,
    TriggerFact,
)


@pytest.mark.parametrize("fact", [fact for kind in KINDS_OF_FACT for fact in kind])
def test_whatever_can_be_recorded_in_error_can_be_undone(fact):
    """Otherwise the correction parks its case, which then stands where it stood."""
    assert fact in UNDONE
