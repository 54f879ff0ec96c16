"""A letter that told what turned out to be in error is flagged until put right."""

from datetime import date

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.tells import ITS_OWN, ON_RECORD, TOLD
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.reviews.plans import ActionReport, Became
from journey import APPLIED_ON, Journey, complaint
from projections.queue import case_row
from projections.timeline import timeline_of
from projections.wrong_letters import WHAT, wrong_letters_of

TOLD_ON, PUT_RIGHT_ON = date(2026, 3, 9), date(2026, 3, 12)


@pytest.fixture
def case(reviews, standing):
    """A case whose applicant was told that the threshold is met, on four complaints."""
    return Journey(reviews, 7).apply().post(date(2026, 3, 3)).decide().post(TOLD_ON)


@pytest.fixture
def flagged(ask, case):
    def which(as_of=None):
        found = ask(wrong_letters_of, case.case_id, as_of=as_of)
        reviews = case.reviews
        return [
            (reviews.letter(w.letter_id).kind, w.what, w.put_right_on, w.is_open)
            for w in found
        ]

    return which


def take_back_a_complaint(case, on=PUT_RIGHT_ON):
    found = case.reviews.case(case.case_id).evidence.complaints[0]
    case.reviews.correct_evidence(
        case.case_id, found.complaint_id, reason="Of another", signed=case.signed(on)
    )


def correct_application(case, on=PUT_RIGHT_ON, **changes):
    said = case.reviews.case(case.case_id).trigger.application
    case.reviews.correct_application(
        case.case_id,
        said.model_copy(update=changes),
        reason="It came by post",
        signed=case.signed(on),
    )


def test_the_letter_that_told_of_a_complaint_is_flagged_when_it_was_not_so(
    case, flagged
):
    before = case.reviews.end_of_log()
    assert flagged() == []
    take_back_a_complaint(case)
    met = LetterKind.THRESHOLD_MET
    assert flagged() == [(met, "a complaint", PUT_RIGHT_ON, True)]
    assert flagged(before) == []  # nobody knew it then


def test_the_queue_says_to_tell_them_again(case, ask):
    take_back_a_complaint(case)
    assert ask(case_row, case.case_id).next_step == (
        "Tell them again: the letter that the threshold is met told what was recorded"
        " in error"
    )


def test_what_no_letter_told_flags_none(case, flagged):
    correct_application(case, place="Littleport")  # no letter prints the place
    assert flagged() == []
    case.reviews.log_complaint(
        case.case_id,
        complaint(date(2026, 3, 1), date(2026, 3, 10)),
        signed=case.signed(PUT_RIGHT_ON),
    )
    late = case.reviews.case(case.case_id).evidence.complaints[-1]
    case.reviews.correct_evidence(
        case.case_id,
        late.complaint_id,
        reason="Twice",
        signed=case.signed(PUT_RIGHT_ON),
    )
    assert flagged() == []  # it was logged after the letter was drawn


def test_another_day_of_the_application_is_told_of_wrongly(case, flagged):
    correct_application(case, applied_on=date(2026, 2, 27))
    ack, what = LetterKind.ACKNOWLEDGEMENT, "the date of the application"
    assert flagged() == [(ack, what, PUT_RIGHT_ON, True)]


def test_a_letter_that_has_not_gone_is_drawn_anew_and_flagged_never(
    reviews, standing, ask
):
    case = Journey(reviews, 2).apply()
    correct_application(case, applied_on=date(2026, 2, 27))
    case.post(date(2026, 3, 13))
    assert ask(wrong_letters_of, case.case_id) == []


def test_one_that_was_on_its_way_is_flagged_once_it_has_gone(reviews, standing, ask):
    case = Journey(reviews, 2).apply().post(date(2026, 3, 3)).decide()
    case.hand_over(TOLD_ON)
    letter = next(x for x in case.all_letters() if x.kind is LetterKind.THRESHOLD_MET)
    case.convene(TOLD_ON)  # the decision cannot be taken back any more
    take_back_a_complaint(case, TOLD_ON)
    assert ask(wrong_letters_of, case.case_id) == []
    reviews.post_letters([letter.id], posted_on=TOLD_ON, signed=case.signed(TOLD_ON))
    (wrong,) = ask(wrong_letters_of, case.case_id)
    assert (wrong.letter_id, wrong.is_open) == (letter.id, True)


def test_a_reason_lifts_the_flag_and_holds_for_nothing_later(case, flagged, ask):
    take_back_a_complaint(case)
    letter = case.posted_letter(LetterKind.THRESHOLD_MET)
    case.reviews.leave_letter_as_it_is(
        letter, reason="Rang her: three still count", signed=case.signed(PUT_RIGHT_ON)
    )
    met = LetterKind.THRESHOLD_MET
    assert flagged() == [(met, "a complaint", PUT_RIGHT_ON, False)]
    assert "Tell them again" not in ask(case_row, case.case_id).next_step
    take_back_a_complaint(case, date(2026, 3, 16))
    assert [is_open for *_, is_open in flagged()] == [False, True]


def test_a_letter_that_has_not_gone_is_not_left_as_it_is(reviews, standing):
    case = Journey(reviews, 2).apply()
    (letter,) = case.letters()
    with pytest.raises(NotPermittedYet, match="draw it again"):
        reviews.leave_letter_as_it_is(
            letter, reason="No need", signed=case.signed(APPLIED_ON)
        )


def test_a_later_letter_that_tells_the_right_one_lifts_it(reviews, standing, ask):
    """An action was told as done; the closing letter, drawn since, tells what is so."""
    case = Journey(reviews, 2).apply().post(date(2026, 3, 3)).decide().post(TOLD_ON)
    case.ask().answer().assess().convene().choose().send_papers().hold().find()
    case.post(date(2026, 4, 7)).respond()
    on = date(2026, 4, 20)
    first, *_ = reviews.case(case.case_id).outcome.open_actions
    done = ActionReport(
        action_id=first.action_id, became=Became.DONE, on=on, says="Fitted"
    )
    reviews.report_actions(case.case_id, [done], signed=case.signed(on))
    case.post(on)
    reviews.correct_fact(
        case.case_id,
        "outcome.action-done",
        first.action_id,
        reason="At another house",
        signed=case.signed(date(2026, 4, 21)),
    )
    (wrong,) = ask(wrong_letters_of, case.case_id)
    assert (wrong.what, wrong.is_open) == ("an action done", True)
    case.do_actions().close().post(date(2026, 5, 14))
    (wrong,) = ask(wrong_letters_of, case.case_id)
    assert reviews.letter(wrong.told_again_in).kind in {
        LetterKind.PLAN_UPDATE,
        LetterKind.CLOSING,
    }
    assert not wrong.is_open


@pytest.fixture
def heard_of(reviews, standing, ask):
    """A case with two challenges; the hearing of the first was told, and taken back."""
    case = Journey(reviews, 2).apply().post(date(2026, 3, 3)).decide().post(TOLD_ON)
    case.ask().answer().assess().convene().choose().send_papers().hold().find()
    case.post(date(2026, 4, 7))
    on = date(2026, 4, 10)
    case.challenge(on).arrange_hearing(on).post(on)
    (hearing,) = reviews.case(case.case_id).outcome.hearings
    case.reviews.correct_fact(
        case.case_id,
        OutcomeFact.HEARING,
        hearing,
        reason="It was of another case",
        signed=case.signed(date(2026, 4, 13)),
    )
    return case


def test_a_letter_about_another_challenge_lifts_no_flag(heard_of, ask):
    other = date(2026, 4, 14)
    heard_of.challenge(other).arrange_hearing(other).post(other)
    (wrong,) = ask(wrong_letters_of, heard_of.case_id)
    assert (wrong.what, wrong.is_open) == ("who hears a challenge", True)


def test_one_about_the_same_challenge_lifts_it(heard_of, ask):
    on = date(2026, 4, 14)
    heard_of.arrange_hearing(on).post(on)
    (wrong,) = ask(wrong_letters_of, heard_of.case_id)
    told = heard_of.reviews.letter(wrong.told_again_in)
    assert told.kind is LetterKind.CHALLENGE_HEARING
    assert not wrong.is_open


def test_it_is_on_the_line_of_the_letter(case, ask):
    letter = case.posted_letter(LetterKind.THRESHOLD_MET)
    lines = ask(timeline_of, case.case_id)
    assert letter in {x.item_id for x in lines if x.title == "Letter posted"}


def test_every_kind_of_letter_says_what_it_tells_and_every_fact_has_a_name():
    assert set(ON_RECORD) == set(LetterKind)
    assert set(ITS_OWN) <= set(LetterKind)
    assert set(WHAT) >= TOLD
