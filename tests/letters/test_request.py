"""A letter that asks the applicant for something, and what their answer does to it."""

from datetime import date
from uuid import uuid4

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.letters.plain_text import as_plain_text
from letters.bench import Bench

REQUEST = LetterKind.REQUEST
ON, BY = date(2026, 3, 12), date(2026, 3, 26)


@pytest.fixture
def bench(post, tmp_path):
    made = Bench(post.reviews, tmp_path)
    yield made
    made.office.close()


@pytest.fixture
def asked(post):
    return post.on_to(REQUEST)


def asked_id(post):
    return next(iter(post.reviews.case(post.case_id).contact.asked))


def answer(post, on=date(2026, 3, 16), says="She has no notes."):
    post.reviews.applicant_answered(
        post.case_id,
        asked_id(post),
        answered_on=on,
        answer=says,
        signed=post.signed(date(2026, 3, 16)),
    )


def take_back(post, fact):
    post.reviews.correct_fact(
        post.case_id,
        fact,
        asked_id(post),
        reason="Of another case",
        signed=post.signed(date(2026, 3, 16)),
    )


@pytest.mark.parametrize("reads", [None, LetterFormat.EASY_READ])
def test_it_asks_in_the_words_that_were_written_and_says_by_when(post, reads):
    post.read_in(reads).on_to(REQUEST)
    text = as_plain_text(post.document(REQUEST))
    assert "    Please send us your notes of when the noise was" in text
    assert "by Thursday 26 March 2026" in text


def test_drawn_again_once_the_day_has_come_it_names_none(asked):
    letter = asked.last(REQUEST)
    assert not asked.reviews.is_out_of_date(letter, date(2026, 3, 25))
    assert asked.reviews.is_out_of_date(letter, BY)
    asked.reviews.redraw_letter(letter.id, signed=asked.signed(BY))
    assert "as soon as you can" in as_plain_text(asked.document(REQUEST))


@pytest.mark.parametrize("by", [ON, date(2026, 3, 1)])
def test_nobody_is_asked_for_yesterday(post, by):
    post.ask_for_review()
    with pytest.raises(Misrecorded, match="must be after today"):
        post.reviews.ask_applicant(
            post.case_id, "Your notes", answer_by=by, signed=post.signed(ON)
        )


def test_one_thing_is_asked_at_a_time(asked):
    with pytest.raises(NotPermittedYet, match="record their answer first"):
        asked.ask(date(2026, 3, 13))
    answer(asked)
    asked.reviews.ask_applicant(
        asked.case_id,
        "And the landlord's letter?",
        answer_by=BY,
        signed=asked.signed(date(2026, 3, 16)),
    )


def test_an_answer_is_recorded_once_and_of_what_was_asked(asked):
    with pytest.raises(Misrecorded, match="before Thursday 12 March 2026"):
        answer(asked, on=date(2026, 3, 11))
    with pytest.raises(Misrecorded, match="Enter what they answered"):
        answer(asked, says=" ")
    answer(asked)
    with pytest.raises(AlreadyDone, match="on record already"):
        answer(asked)
    with pytest.raises(NoSuchThing):
        asked.reviews.applicant_answered(
            asked.case_id,
            uuid4(),
            answered_on=date(2026, 3, 16),
            answer="None",
            signed=asked.signed(date(2026, 3, 16)),
        )


def test_a_letter_goes_no_more_to_somebody_who_has_answered(asked, bench):
    letter_id = asked.last(REQUEST).id
    answer(asked)
    bench.round()
    held = asked.reviews.letter(letter_id)
    assert (held.status, held.held_because) == (Status.HELD, HeldBecause.SUPERSEDED)


def test_nor_once_the_case_has_ended(asked, bench):
    letter_id = asked.last(REQUEST).id
    asked.reviews.withdraw(
        asked.case_id, withdrawn_on=ON, reason="She moved", signed=asked.signed(ON)
    )
    bench.round()
    assert asked.reviews.letter(letter_id).held_because is HeldBecause.SUPERSEDED


def test_asked_in_error_its_letter_is_held_back(asked):
    letter_id = asked.last(REQUEST).id
    take_back(asked, AskingFact.ASKED)
    assert asked.reviews.letter(letter_id).held_because is HeldBecause.CORRECTED
    assert asked.reviews.case(asked.case_id).contact.unanswered is None


def test_an_answer_in_error_is_awaited_still_and_comes_first(asked):
    answer(asked)
    with pytest.raises(NotPermittedYet, match="that the answer was in error"):
        take_back(asked, AskingFact.ASKED)
    take_back(asked, AskingFact.ANSWERED)
    assert asked.reviews.case(asked.case_id).contact.unanswered is not None
    with pytest.raises(NoSuchThing):
        take_back(asked, AskingFact.ANSWERED)


def test_what_was_asked_does_not_keep_anybody_from_deciding(asked):
    asked.refuse(date(2026, 3, 13))
    assert asked.reviews.case(asked.case_id).trigger.threshold is not None
