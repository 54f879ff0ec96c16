"""A letter that was approved, and goes on another day than it was drawn."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.record import Letter
from journey import BODIES, Journey

ON, LATER = date(2026, 3, 9), date(2026, 3, 12)
OTTO = UUID(int=77)


@pytest.fixture
def case(reviews):
    return Journey(reviews).stand()


@pytest.fixture
def letter_id(case):
    case.apply(procedure_id=case.ask_a_second_officer(LetterKind.THRESHOLD_MET))
    signed = case.signed(ON)
    case.reviews.decide_threshold(
        case.case_id,
        met=True,
        decided_on=ON,
        decided_by=BODIES,
        reasons="Three complaints qualify.",
        signed=signed,
    )
    return Letter.id_for(LetterKind.THRESHOLD_MET, signed)


def by_another(case, on):
    return case.signed(on).model_copy(update={"by": OTTO})


def day(case, letter_id, name="challenge-by"):
    letter = case.reviews.letter(letter_id)
    return next(day.on for day in letter.days if day.name == name)


def something_else_happens(case, on):
    case.reviews.assign(case.case_id, OTTO, signed=case.signed(on))


def test_approved_on_a_later_day_it_prints_the_days_of_that_day(case, letter_id):
    assert day(case, letter_id) == date(2026, 4, 6)  # 28 days after 9 March
    case.reviews.approve_letter(letter_id, signed=by_another(case, LATER))
    letter = case.reviews.letter(letter_id)
    assert (letter.status, letter.dated) == (Status.DRAFTED, LATER)
    assert day(case, letter_id) == date(2026, 4, 9)  # 28 days after 12 March


def test_its_days_are_counted_anew_until_it_goes_and_nobody_is_asked_again(
    case, letter_id
):
    case.reviews.approve_letter(letter_id, signed=by_another(case, ON))
    something_else_happens(case, ON)
    case.reviews.redraw_letter(letter_id, signed=case.signed(LATER))
    assert case.reviews.letter(letter_id).status is Status.DRAFTED
    assert day(case, letter_id) == date(2026, 4, 9)


def test_but_held_back_and_drawn_from_other_records_it_is_approved_anew(
    case, letter_id
):
    case.reviews.approve_letter(letter_id, signed=by_another(case, ON))
    something_else_happens(case, ON)
    case.reviews.hold_back_letter(
        letter_id, because=HeldBecause.ADDRESS_CHANGED, signed=case.signed(ON)
    )
    case.reviews.redraw_letter(letter_id, signed=case.signed(LATER))
    assert case.reviews.letter(letter_id).held_because is HeldBecause.APPROVAL


def test_letters_of_other_kinds_go_without(case, letter_id):
    kinds = {x.kind: x for x in case.all_letters()}
    assert not kinds[LetterKind.ACKNOWLEDGEMENT].needs_approval
    assert kinds[LetterKind.ACKNOWLEDGEMENT].status is Status.DRAFTED
    assert kinds[LetterKind.THRESHOLD_MET].needs_approval
