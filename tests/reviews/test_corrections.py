"""What was recorded in error, and the letters that would have told it."""

from datetime import date

import pytest

from asbreview.domain.errors import CaseReviewRefused, NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.people import Channel
from journey import APPLIED_ON

ON = date(2026, 3, 9)


def correct(case):
    decided = case.reviews.case(case.case_id).trigger.threshold
    case.reviews.correct_threshold(
        case.case_id, decided.decision_id, reason="Mixed up", signed=case.signed(ON)
    )


@pytest.fixture
def decided(case):
    """A case whose threshold was decided, and the id of the letter that tells it."""
    case.post(APPLIED_ON)
    case.decide(ON)
    (letter_id,) = case.letters()
    return case, letter_id


def test_the_letter_of_a_decision_recorded_in_error_is_held_back(decided):
    case, letter_id = decided
    correct(case)
    letter = case.reviews.letter(letter_id)
    assert (letter.status, letter.held_because) == (Status.HELD, HeldBecause.CORRECTED)


def test_even_if_it_lies_ready_to_be_posted(decided):
    case, letter_id = decided
    case.hand_over(ON)
    correct(case)
    assert case.reviews.letter(letter_id).status is Status.HELD


def test_it_is_not_drawn_again_nor_told_in_another_way(decided):
    """It would tell a decision that was never taken, or pass for the next one."""
    case, letter_id = decided
    correct(case)
    case.decide(ON)
    with pytest.raises(NotPermittedYet, match="recorded in error"):
        case.reviews.redraw_letter(letter_id, signed=case.signed(ON))
    with pytest.raises(NotPermittedYet, match="recorded in error"):
        case.reviews.tell_otherwise(
            letter_id,
            told_on=ON,
            channel=Channel.PHONE,
            how="Read",
            signed=case.signed(ON),
        )
    assert case.reviews.case(case.case_id).trigger.threshold_told_on is None


def test_it_may_be_cancelled_and_the_decision_taken_anew_is_told(decided):
    case, letter_id = decided
    correct(case)
    case.reviews.cancel_letter(letter_id, reason="Mixed up", signed=case.signed(ON))
    case.decide(ON).post(date(2026, 3, 10))
    trigger = case.reviews.case(case.case_id).trigger
    assert trigger.threshold_told_on == date(2026, 3, 10)


def test_a_decision_that_was_told_is_not_in_error(decided):
    case, _ = decided
    case.post(ON)
    with pytest.raises(NotPermittedYet, match="has been told"):
        correct(case)


def test_a_decision_a_panel_was_convened_on_is_not_in_error(decided):
    case, _ = decided
    case.convene()
    with pytest.raises(NotPermittedYet, match="panel has been convened"):
        correct(case)


def test_a_correction_says_what_was_wrong(decided):
    case, _ = decided
    decision = case.reviews.case(case.case_id).trigger.threshold.decision_id
    with pytest.raises(CaseReviewRefused) as refused:
        case.reviews.correct_threshold(
            case.case_id, decision, reason="", signed=case.signed(ON)
        )
    assert refused.value.field == "reason"


def test_what_is_not_on_the_case_is_not_corrected(case):
    for command in ("correct_threshold", "correct_evidence", "correct_outcome"):
        with pytest.raises(NoSuchThing):
            getattr(case.reviews, command)(
                case.case_id, case.case_id, reason="Mixed up", signed=case.signed(ON)
            )


def test_letters_are_posted_together_or_not_at_all(case):
    case.decide(ON)
    ready = case.letters()
    case.hand_over(ON)
    drafted = case.reviews.letter(ready[0])
    assert drafted.kind is LetterKind.ACKNOWLEDGEMENT
    case.reviews.post_letters(ready[:1], posted_on=ON, signed=case.signed(ON))
    before = case.reviews.end_of_log()
    with pytest.raises(CaseReviewRefused):
        case.reviews.post_letters(ready, posted_on=ON, signed=case.signed(ON))
    assert case.reviews.end_of_log() == before
    assert case.reviews.letter(ready[1]).status is Status.HANDED_OVER


def test_to_post_nothing_is_refused(case):
    with pytest.raises(CaseReviewRefused, match="Select the letters"):
        case.reviews.post_letters([], posted_on=ON, signed=case.signed(ON))
