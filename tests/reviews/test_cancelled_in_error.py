"""A letter that is to be sent after all, though somebody recorded that it is not."""

from datetime import date

import pytest

from asbreview.domain.errors import ContraryToLaw, NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from journey import Journey

ON, LATER = date(2026, 3, 3), date(2026, 3, 5)
CANCELLED = "letter.letter-cancelled"


@pytest.fixture
def case(reviews):
    return Journey(reviews, 8).stand().apply()


def letter_of(case, kind):
    (found,) = (x.id for x in case.all_letters() if x.kind is kind)
    return found


def cancel(case, letter_id, on=ON):
    case.reviews.cancel_letter(letter_id, reason="We rang them", signed=case.signed(on))


def take_back(case, letter_id, on=LATER):
    case.reviews.correct_fact(
        case.case_id, CANCELLED, letter_id, reason="Of another", signed=case.signed(on)
    )


@pytest.fixture
def acknowledgement(case):
    """The acknowledgement, which somebody took for another letter."""
    letter_id = letter_of(case, LetterKind.ACKNOWLEDGEMENT)
    cancel(case, letter_id)
    return letter_id


def test_it_is_held_until_somebody_draws_it_again_and_then_goes(case, acknowledgement):
    take_back(case, acknowledgement)
    letter = case.reviews.letter(acknowledgement)
    held = (Status.HELD, HeldBecause.NOT_CANCELLED)
    assert (letter.status, letter.held_because) == held
    case.reviews.redraw_letter(acknowledgement, signed=case.signed(LATER))
    assert case.reviews.letter(acknowledgement).status is Status.DRAFTED
    case.post(LATER)
    assert case.reviews.case(case.case_id).trigger.acknowledged_on == LATER


def test_it_is_taken_back_once_and_only_where_it_is_on_record(case, acknowledgement):
    take_back(case, acknowledgement)
    with pytest.raises(NoSuchThing):
        take_back(case, acknowledgement)


def test_it_may_be_cancelled_again(case, acknowledgement):
    take_back(case, acknowledgement)
    cancel(case, acknowledgement, on=LATER)
    assert case.reviews.letter(acknowledgement).status is Status.CANCELLED


def test_one_that_had_nothing_to_tell_has_nothing_to_tell_still(case):
    """A decision recorded in error: nobody is ever told it (s.104(5))."""
    case.decide(on=ON)
    letter_id = letter_of(case, LetterKind.THRESHOLD_MET)
    with pytest.raises(ContraryToLaw):
        cancel(case, letter_id)
    case.reviews.correct_threshold(
        case.case_id,
        case.reviews.case(case.case_id).trigger.threshold.decision_id,
        reason="The box below was meant",
        signed=case.signed(ON),
    )
    cancel(case, letter_id)
    take_back(case, letter_id)
    letter = case.reviews.letter(letter_id)
    assert (letter.status, letter.held_because) == (
        Status.HELD,
        HeldBecause.CORRECTED,
    )
    with pytest.raises(NotPermittedYet):
        case.reviews.redraw_letter(letter_id, signed=case.signed(LATER))


def test_not_of_a_case_that_has_ended(case, acknowledgement):
    case.reviews.withdraw(
        case.case_id, withdrawn_on=ON, reason="It stopped", signed=case.signed(ON)
    )
    with pytest.raises(NotPermittedYet):
        take_back(case, acknowledgement)
