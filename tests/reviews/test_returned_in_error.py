"""A letter that had not come back, or not gone, as had been recorded by mistake."""

from datetime import date

import pytest

from asbreview.domain.errors import NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.people import Channel
from journey import Journey
from reviews.test_sending import ON, accepted, case, comes_back, told_on, uncertain

__all__ = ["case"]
RETURNED = "letter.letter-returned"
LATER = date(2026, 3, 11)


def returned(case):
    return case.reviews.letter(case.letter_id).came_back.item_id


def take_back(case, item_id, topic=RETURNED, on=LATER):
    case.reviews.correct_fact(
        case.case_id, topic, item_id, reason="It was another's", signed=case.signed(on)
    )


def contact(case):
    return case.reviews.case(case.case_id).contact


@pytest.fixture
def back(case):
    """A case whose letter was recorded as having come back."""
    accepted(case)
    comes_back(case)
    return case


def test_it_has_gone_as_it_had_and_has_told_what_it_says(back):
    assert told_on(back) is None
    take_back(back, returned(back))
    letter = back.reviews.letter(back.letter_id)
    assert (letter.status, letter.held_because) == (Status.ACCEPTED, None)
    assert letter.posted_on == told_on(back) == ON


def test_letters_go_where_it_went_again(back):
    assert contact(back).unreached != {}
    take_back(back, returned(back))
    assert contact(back).unreached == {}


def test_but_not_where_another_letter_came_back_as_well(reviews):
    case = Journey(reviews, 8).stand().apply().post(date(2026, 3, 3)).decide().post(ON)
    first, second = (case.posted_letter(k) for k in two_kinds(case))
    for letter_id in first, second:
        reviews.letter_came_back(
            letter_id, returned_on=ON, how="Gone away", signed=case.signed(ON)
        )
    by = reviews.letter(first).came_back.item_id
    take_back(case, by)
    to = reviews.letter(second).to
    assert contact(case).unreached == {to: {Channel.LETTER}}


def two_kinds(case):
    return LetterKind.ACKNOWLEDGEMENT, LetterKind.THRESHOLD_MET


def test_an_address_that_was_looked_at_stays_open(back):
    by, to = returned(back), back.reviews.letter(back.letter_id).to
    back.reviews.address_holds(back.case_id, to, signed=back.signed(ON))
    take_back(back, by)
    assert contact(back).unreached == {}


def test_it_can_come_back_after_all(back):
    take_back(back, returned(back))
    comes_back(back, on=LATER)
    assert told_on(back) is None
    assert contact(back).unreached != {}


def test_it_is_taken_back_once(back):
    by = returned(back)
    take_back(back, by)
    with pytest.raises(NoSuchThing):
        take_back(back, by)


def test_not_once_it_was_drawn_again_and_the_way_out_is_said(back):
    by, to = returned(back), back.reviews.letter(back.letter_id).to
    back.reviews.address_holds(back.case_id, to, signed=back.signed(ON))
    back.reviews.redraw_letter(back.letter_id, signed=back.signed(LATER))
    with pytest.raises(NotPermittedYet, match="the address was looked at"):
        take_back(back, by)


def test_that_no_letter_goes_there_is_taken_back_with_the_letter(back):
    with pytest.raises(NotPermittedYet, match="its letter came back in error"):
        take_back(back, returned(back), "contact.letter-came-back")


def test_a_letter_posted_in_error_afterwards_has_told_nothing(back):
    """What it had told again is told by it still, and is taken back with it."""
    take_back(back, returned(back))
    assert told_on(back) == ON
    comes_back(back, on=LATER)
    assert told_on(back) is None


def test_a_letter_found_to_have_gone_that_had_not_is_held(case):
    uncertain(case)
    case.reviews.letter_went(case.letter_id, signed=case.signed(ON))
    assert told_on(case) == ON
    take_back(case, case.letter_id, "letter.letter-found-sent")
    letter = case.reviews.letter(case.letter_id)
    assert (letter.status, letter.held_because) == (Status.HELD, HeldBecause.NOT_TAKEN)
    assert told_on(case) is None


def test_what_carries_it_had_said_so_is_not_taken_back(case):
    accepted(case)
    with pytest.raises(NoSuchThing):
        take_back(case, case.letter_id, "letter.letter-found-sent")
