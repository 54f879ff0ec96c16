"""What a decision rests on, and what was told, is not taken away from under it."""

from datetime import date

import pytest

from asbreview.domain.errors import (
    ContraryToLaw,
    Misrecorded,
    NotPermittedYet,
)
from journey import BODIES, FOUR_COMPLAINTS, Journey

MONDAY = date(2026, 3, 9)
TOLD = date(2026, 3, 10)
LATER = date(2026, 4, 20)


@pytest.fixture
def unqualified(reviews):
    """A case in which only two complaints qualify, decided and told "not met"."""
    case = Journey(reviews).stand().apply(complaints=FOUR_COMPLAINTS[:3])
    return case.decide(MONDAY, met=False).post(TOLD)


def correct(case, item_id, on=LATER):
    return case.reviews.correct_evidence(
        case.case_id, item_id, reason="Of another case", signed=case.signed(on)
    )


def file_of(case):
    return case.reviews.case(case.case_id)


def log_the_third(case):
    case.reviews.log_complaint(
        case.case_id, FOUR_COMPLAINTS[3], signed=case.signed(LATER)
    )


def test_a_case_is_not_closed_on_not_met_once_enough_complaints_qualify(unqualified):
    """s.104(4): the bodies must decide that the threshold is met."""
    log_the_third(unqualified)
    with pytest.raises(ContraryToLaw, match=r"must be met.*s\.104\(4\)"):
        unqualified.close(LATER)


def test_a_decision_that_was_told_is_taken_back_where_the_law_leaves_no_choice(
    unqualified,
):
    decision = file_of(unqualified).trigger.threshold.decision_id
    case, reviews = unqualified, unqualified.reviews

    def take_back():
        reviews.correct_threshold(
            case.case_id, decision, reason="A third", signed=case.signed(LATER)
        )

    with pytest.raises(NotPermittedYet, match="told this decision"):
        take_back()
    log_the_third(case)
    take_back()
    assert file_of(case).trigger.threshold is None
    assert file_of(case).trigger.threshold_told_on is None
    case.decide(LATER, met=True).post(LATER)
    assert file_of(case).trigger.threshold_told_on == LATER


def test_a_complaint_that_a_decision_rests_on_is_not_taken_away_before_it(case):
    case.decide(MONDAY)
    (first, *_) = file_of(case).evidence.logged
    with pytest.raises(NotPermittedYet, match="Record first that the decision"):
        correct(case, first)
    case.post(TOLD)
    correct(case, first)  # the decision stands; its page says what was taken back
    assert first not in file_of(case).evidence.logged


def test_the_assessment_that_an_outcome_rests_on_stays(case):
    case.decide(MONDAY).post(TOLD).assess().convene().choose().hold().find()
    assessment = file_of(case).outcome.findings.assessment_id
    with pytest.raises(NotPermittedYet, match="rests on this assessment"):
        correct(case, assessment)


def test_what_the_applicant_was_told_in_the_outcome_is_not_recorded_in_error(case):
    case.decide(MONDAY).post(TOLD).assess().convene().choose().hold().find()
    outcome = file_of(case).outcome

    def take_back(item_id, on=LATER):
        case.reviews.correct_outcome(
            case.case_id, item_id, reason="Mixed up", signed=case.signed(on)
        )

    untold = next(iter(outcome.actions))
    take_back(untold, date(2026, 4, 3))
    case.post(date(2026, 4, 7))
    for item_id in (*outcome.recommendations, *(outcome.actions.keys() - {untold})):
        with pytest.raises(NotPermittedYet, match="told of it in the outcome"):
            take_back(item_id)
    case.do_actions().close()
    assert file_of(case).outcome.closed_on


def test_the_decision_follows_the_passing_on(reviews):
    case = Journey(reviews).stand().apply(passed_on=False)
    reviews.pass_on(case.case_id, passed_on=TOLD, signed=case.signed(TOLD))
    with pytest.raises(Misrecorded, match="cannot be before Tuesday 10 March 2026"):
        case.reviews.decide_threshold(
            case.case_id,
            met=True,
            decided_on=MONDAY,
            decided_by=BODIES,
            reasons="Three qualify",
            signed=case.signed(TOLD),
        )


@pytest.mark.parametrize("due_on", [date(9999, 12, 31), date(2027, 4, 22)])
def test_a_step_is_not_given_time_for_ever(case, due_on):
    with pytest.raises(Misrecorded, match="more than a year away"):
        case.reviews.extend_deadline(
            case.case_id,
            "decide-threshold",
            was_due_on=date(2026, 3, 30),
            due_on=due_on,
            reason="We wait",
            signed=case.signed(date(2026, 4, 20)),
        )


def test_a_year_that_is_a_slip_is_refused(case):
    with pytest.raises(Misrecorded, match="before the year 2000"):
        case.reviews.withdraw(
            case.case_id,
            withdrawn_on=date(1026, 3, 9),
            reason="x",
            signed=case.signed(MONDAY),
        )


def test_the_outcome_letter_does_not_tell_what_was_taken_back_before_it_went(case):
    case.decide(MONDAY).post(TOLD).assess().convene().choose().hold().find()
    reviews = case.reviews
    (letter_id,) = [x for x in case.letters() if reviews.letter(x).kind == "outcome"]
    case.hand_over(date(2026, 4, 2))
    (first, second) = file_of(case).outcome.recommendations
    reviews.correct_outcome(
        case.case_id, first, reason="Mixed up", signed=case.signed(date(2026, 4, 3))
    )
    letter = reviews.letter(letter_id)
    assert letter.status == "drafted"
    told = reviews.case_as(case.case_id, letter.drawn_from).outcome.recommendations
    assert list(told) == [second]
    case.post(date(2026, 4, 7))
    assert file_of(case).outcome.told_on == date(2026, 4, 7)


def test_a_letter_drawn_again_tells_the_decision_as_it_was_taken(case):
    """A complaint that it counted is in error since: the finding is what it was."""
    case.decide(MONDAY).post(TOLD)
    (first, *_) = file_of(case).evidence.logged
    correct(case, first)
    kept = file_of(case).evidence
    assert first not in kept.logged
    assert first in kept.ever_logged
