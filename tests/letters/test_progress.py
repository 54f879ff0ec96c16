"""A progress letter: what was written, how far the case is, and the day of the next."""

from datetime import date

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.composing import CannotBeComposed
from asbreview.letters.plain_text import as_plain_text
from letters.posting import Post

PROGRESS = LetterKind.PROGRESS


def told(post):
    return as_plain_text(post.document(PROGRESS))


def days(post):
    return {day.name: day.on for day in post.last(PROGRESS).days}


@pytest.mark.parametrize("reads", [None, LetterFormat.EASY_READ])
def test_it_says_what_was_written_and_by_when_it_is_decided(post, reads):
    post.read_in(reads).on_to(PROGRESS)
    text = told(post)
    assert "    We have asked the police and your landlord what they did." in text
    assert "    The council has put equipment in your flat" in text
    # 20 working days from Monday 2 March
    assert days(post) == {"decide-threshold": date(2026, 3, 30)}
    assert "decide by Monday 30 March 2026" in text


def test_more_time_given_is_the_day_it_prints(post):
    post.ask_for_review().wait().tell_progress(date(2026, 3, 26))
    assert days(post) == {"decide-threshold": date(2026, 4, 15)}


def test_a_day_that_has_passed_is_told_as_late(post):
    post.ask_for_review().tell_progress(date(2026, 4, 1))
    assert days(post) == {"was-due": date(2026, 3, 30)}
    text = told(post)
    assert "This was due by Monday 30 March 2026. We are sorry that it is late." in text
    assert "They will decide" not in text


def test_one_that_waits_until_the_day_has_passed_has_to_be_drawn_again(post):
    post.on_to(PROGRESS)
    letter = post.last(PROGRESS)
    assert not post.reviews.is_out_of_date(letter, date(2026, 3, 30))
    assert post.reviews.is_out_of_date(letter, date(2026, 3, 31))


TOLD = (Post.grant, Post.told_on)
INVITED = (*TOLD, Post.invite)
MET = (*INVITED, Post.assess, Post.meet)
CONCLUDED = (*MET, Post.conclude)


@pytest.mark.parametrize(
    ("steps", "on", "says"),
    [
        (TOLD, date(2026, 3, 10), "We are now planning the meeting"),
        (INVITED, date(2026, 3, 23), "The panel meets on Wednesday 1 April 2026."),
        (
            MET,
            date(2026, 4, 2),
            "The panel has met. We will write to you about the outcome",
        ),
        (
            (*CONCLUDED, Post.told),
            date(2026, 4, 8),
            "The actions in the plan are now being done.",
        ),
    ],
)
def test_it_says_how_far_the_case_has_come(post, steps, on, says):
    post.ask_for_review(more=True)
    for step in steps:
        step(post)
    post.tell_progress(on)
    assert says in told(post)


def test_or_that_there_will_be_no_review(post):
    post.ask_for_review().refuse().told_on().tell_progress()
    assert "There will be no review. We have told you why" in told(post)


@pytest.mark.parametrize("steps", [(Post.grant,), CONCLUDED])
def test_no_decision_is_told_by_it_before_its_own_letter_tells_it(post, steps):
    post.ask_for_review(more=True)
    for step in steps:
        step(post)
    with pytest.raises(NotPermittedYet, match="send its own letter first"):
        post.tell_progress(date(2026, 4, 9))


def test_nor_by_one_that_was_drafted_before_and_is_drawn_again(post):
    post.ask_for_review(more=True).tell_progress(date(2026, 3, 5))
    letter = post.last(PROGRESS)
    post.grant()
    signed = [post.signed(date(2026, 3, 9)) for _ in range(2)]
    post.reviews.keep_letter_back(letter.id, signed=signed[0])
    post.reviews.redraw_letter(letter.id, signed=signed[1])
    with pytest.raises(CannotBeComposed, match="still to be told, by its own letter"):
        post.document(PROGRESS)


def test_without_words_there_is_nothing_to_tell(post):
    post.ask_for_review()
    with pytest.raises(Misrecorded, match="Enter what has happened"):
        post.reviews.write_progress(
            post.case_id, " ", signed=post.signed(date(2026, 3, 12))
        )


def test_a_case_that_has_ended_makes_no_progress(post):
    post.ask_for_review()
    on = date(2026, 3, 12)
    post.reviews.withdraw(
        post.case_id, withdrawn_on=on, reason="She moved", signed=post.signed(on)
    )
    with pytest.raises(NotPermittedYet, match="has ended"):
        post.tell_progress()


def test_two_letters_tell_each_its_own(post):
    post.on_to(PROGRESS)
    post.reviews.write_progress(
        post.case_id, "The police answered.", signed=post.signed(date(2026, 3, 19))
    )
    text = told(post)
    assert "The police answered." in text
    assert "We have asked the police" not in text
