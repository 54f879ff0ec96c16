"""A decision is saved only if what it rests on is still as it was."""

from datetime import UTC, date, datetime

import pytest
from eventsourcing.persistence import IntegrityError

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.panel.facts import Disposal, Participation
from asbreview.reviews.told import (
    ActionTold,
    FindingsTold,
    IssueTold,
    OfficialTold,
    OptionTold,
    PanelTold,
    PartTold,
)
from journey import APPLIED_ON, BODIES, MARIGOLD, THERE, Journey, complaint

LATER = date(2026, 4, 2)
ODILE = OfficialTold(name="Odile Fenwick", body_id=BODIES[1])
ISSUE = IssueTold(issue="Not followed up", disposal=Disposal.UPHELD)
OPTION = OptionTold(option="Patrols", chosen=True, reasons="They help")


class Beginning:
    """A command is begun on a page; something else is saved; then it is saved."""

    def __init__(self, case, command, *args, on=LATER, **kwargs):
        self.case, self.reviews = case, case.reviews
        self.signed = case.signed(on)
        self.changed = self.reviews.would_change(
            getattr(self.reviews, command),
            case.case_id,
            *args,
            **kwargs,
            signed=self.signed,
        )

    def is_refused(self):
        before = self.reviews.end_of_log()
        with pytest.raises(IntegrityError):
            self.finish()
        assert self.reviews.end_of_log() == before

    def finish(self):
        self.reviews.save(*self.changed, command_id=self.signed.command_id)


def log(case, on=LATER):
    told = complaint(date(2026, 2, 20), date(2026, 2, 21))
    case.reviews.log_complaint(case.case_id, told, signed=case.signed(on))


def answer(case, on=LATER):
    request = case.reviews.case(case.case_id).evidence.unanswered[0]
    case.reviews.answer_request(
        case.case_id,
        request.request_id,
        answered_on=on,
        kind=AnswerKind.NIL,
        answer="",
        may_be_told=MayBeTold.ALL,
        signed=case.signed(on),
    )


def add(case, on=LATER):
    fence = ActionTold(
        body_id=BODIES[0], due_on=date(2026, 6, 30), action="Mend the fence"
    )
    case.reviews.add_action(case.case_id, fence, signed=case.signed(on))


def withdraw(case, on=LATER):
    case.reviews.withdraw(
        case.case_id, withdrawn_on=on, reason="It stopped", signed=case.signed(on)
    )


def deciding(case):
    return Beginning(
        case,
        "decide_threshold",
        on=APPLIED_ON,
        met=True,
        decided_on=APPLIED_ON,
        decided_by=BODIES,
        reasons="Three complaints qualify.",
    )


def finding(case):
    return Beginning(
        case,
        "decide_outcome",
        FindingsTold(
            made_on=LATER,
            made_by=BODIES,
            findings="More should have been done.",
            options=[OPTION],
        ),
    )


def closing(case):
    return Beginning(
        case, "close_case", on=date(2026, 6, 1), closed_on=date(2026, 6, 1)
    )


def correcting(case):
    decided = case.reviews.case(case.case_id).trigger.threshold
    return Beginning(
        case, "correct_threshold", decided.decision_id, reason="Of another case"
    )


def held(case):
    return case.decide().ask().assess().convene().choose().hold()


def test_a_complaint_logged_meanwhile_stops_a_decision_on_the_threshold(case):
    decision = deciding(case)
    log(case, APPLIED_ON)
    decision.is_refused()


def test_a_contact_made_meanwhile_does_not(case):
    """Only what a decision rests on stops it."""
    decision = deciding(case)
    case.reviews.change_contact_details(
        case.case_id,
        case.reviews.case(case.case_id).contact.applicant_id,
        MARIGOLD,
        signed=case.signed(APPLIED_ON),
    )
    decision.finish()
    assert case.reviews.case(case.case_id).trigger.threshold.met


def test_an_answer_given_meanwhile_stops_the_findings(case):
    held(case)
    findings = finding(case)
    answer(case)
    findings.is_refused()


def test_a_complaint_corrected_meanwhile_stops_the_findings(case):
    held(case)
    findings = finding(case)
    case.reviews.correct_evidence(
        case.case_id,
        next(iter(case.reviews.case(case.case_id).evidence.logged)),
        reason="Twice",
        signed=case.signed(LATER),
    )
    findings.is_refused()


def test_a_panel_is_not_held_on_less_than_came_in_meanwhile(case):
    case.decide().ask().assess().convene().choose()
    holding = Beginning(
        case,
        "hold_panel",
        held_on=LATER,
        attended=THERE,
        issues=[ISSUE],
    )
    answer(case)
    holding.is_refused()


def test_a_panel_is_not_convened_on_a_decision_corrected_meanwhile(case):
    case.decide()
    convening = Beginning(
        case,
        "convene_panel",
        PanelTold(
            meets_at=datetime(2026, 4, 1, 9, tzinfo=UTC),
            place="Ely",
            bodies=BODIES,
            chair=ODILE,
            chair_was_involved=False,
            independence="Has had no part in the case.",
        ),
        on=date(2026, 3, 20),
    )
    decided = case.reviews.case(case.case_id).trigger.threshold
    case.reviews.correct_threshold(
        case.case_id,
        decided.decision_id,
        reason="Of another case",
        signed=case.signed(date(2026, 3, 20)),
    )
    convening.is_refused()


def test_a_decision_is_not_corrected_when_a_panel_was_convened_meanwhile(case):
    case.decide()
    correction = correcting(case)
    case.convene()
    correction.is_refused()


@pytest.mark.parametrize("meanwhile", ["action", "complaint", "answer"])
def test_a_case_is_not_closed_when_something_was_added_meanwhile(case, meanwhile):
    held(case).find().post(date(2026, 4, 7)).do_actions()
    end = closing(case)
    on = date(2026, 5, 20)
    {"action": add, "complaint": log, "answer": answer}[meanwhile](case, on)
    end.is_refused()


@pytest.mark.parametrize(
    "meanwhile", ["complaint", "answer", "part", "holding", "plan"]
)
def test_a_case_is_not_withdrawn_when_something_was_added_meanwhile(case, meanwhile):
    """Nothing on a case is recorded after the end of it."""
    case.decide().ask().assess().convene().choose()
    if meanwhile == "plan":
        case.hold().find()
    withdrawal = Beginning(
        case, "withdraw", withdrawn_on=LATER, reason="It has stopped"
    )
    {
        "complaint": log,
        "answer": answer,
        "part": decline,
        "holding": lambda case: case.hold(),
        "plan": lambda case: case.do_actions(date(2026, 4, 20)),
    }[meanwhile](case)
    withdrawal.is_refused()


@pytest.mark.parametrize("begun", [finding, deciding])
def test_nothing_is_decided_on_a_case_withdrawn_meanwhile(case, begun):
    if begun is finding:
        held(case)
    decision = begun(case)
    withdraw(case)
    decision.is_refused()


def decline(case):
    case.reviews.decide_participation(
        case.case_id,
        PartTold(participation=Participation.DECLINED),
        decided_on=LATER,
        signed=case.signed(LATER),
    )


def test_two_areas_cases_do_not_get_in_each_others_way(case):
    """A save stops none that is about another case."""
    decision = deciding(case)
    Journey(case.reviews, number=2).apply()
    decision.finish()
    assert case.reviews.case(case.case_id).trigger.threshold.met
