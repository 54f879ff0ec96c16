"""The days that letters print: those on which the steps of this case fall due.

The days off are those of GOV.UK's list for England and Wales in 2026 (Good Friday is
3 April, Easter Monday 6 April); the days were counted on a calendar by hand.
"""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.terms import Challenged
from asbreview.domain.timers import WaitingFor
from journey import Journey, opened
from letters.areas import case_of

APPLIED, ACKNOWLEDGED = date(2026, 3, 2), date(2026, 3, 4)
DECIDED, TOLD = date(2026, 3, 9), date(2026, 3, 11)


@pytest.fixture
def reviews(tmp_path):
    with opened(tmp_path) as reviews:
        yield reviews


def days_of(case: Journey, kind: LetterKind) -> dict[str, date]:
    """Return the days of the letter of a kind that was drafted last."""
    letter = [each for each in case.all_letters() if each.kind is kind][-1]
    return {day.name: day.on for day in letter.days}


def more_time(case: Journey, timer_id: str, *, was: date, now: date, on: date) -> None:
    case.reviews.extend_deadline(
        case.case_id,
        timer_id,
        was_due_on=was,
        due_on=now,
        reason="The clerk is ill",
        signed=case.signed(on),
    )


def by_progress(case: Journey, on: date) -> dict[str, date]:
    """Return the days of a letter that says how a case is going."""
    case.reviews.write_progress(case.case_id, "We wait.", signed=case.signed(on))
    return days_of(case, LetterKind.PROGRESS)


def test_a_closing_letter_names_the_longer_time_to_challenge_that_was_given(reviews):
    case = Journey(reviews).stand()
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False).post(DECIDED)
    more_time(  # four weeks from Monday 9 March
        case,
        "challenge-threshold-window",
        was=date(2026, 4, 6),
        now=date(2026, 4, 20),
        on=date(2026, 3, 30),
    )
    case.post(date(2026, 3, 30)).close(date(2026, 4, 10))
    assert days_of(case, LetterKind.CLOSING) == {"challenge-by": date(2026, 4, 20)}
    case.challenge(date(2026, 4, 20), of=Challenged.APPLICATION)
    (challenge,) = reviews.case(case.case_id).outcome.challenges.values()
    assert challenge.timely == "in time"


def test_more_time_that_was_given_takes_none_where_a_decision_is_told_again(reviews):
    """A later letter opens the window anew: more time given before takes none of it."""
    case = Journey(reviews).stand()
    case.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False).post(DECIDED)
    more_time(
        case,
        "challenge-threshold-window",
        was=date(2026, 4, 6),
        now=date(2026, 4, 8),
        on=date(2026, 3, 30),
    )
    letter = case.posted_letter(LetterKind.THRESHOLD_NOT_MET)
    reviews.letter_came_back(
        letter,
        returned_on=date(2026, 4, 1),
        how="“Gone away”",
        signed=case.signed(date(2026, 4, 1)),
    )
    reviews.redraw_letter(letter, signed=case.signed(date(2026, 4, 1)))
    told = days_of(case, LetterKind.THRESHOLD_NOT_MET)
    assert told == {"challenge-by": date(2026, 4, 29)}  # four weeks from 1 April


def test_a_threshold_that_runs_from_the_acknowledgement_is_promised_from_there(
    reviews, monkeypatch
):
    """Gosport decides 15 working days after its acknowledgement."""
    case = case_of("gosport", reviews, monkeypatch).apply().post(ACKNOWLEDGED)
    told = days_of(case, LetterKind.ACKNOWLEDGEMENT)
    assert told["decide-threshold"] == date(2026, 3, 25)
    assert by_progress(case, date(2026, 3, 10)) == {
        "decide-threshold": date(2026, 3, 25)
    }


def test_a_day_that_nobody_can_know_yet_is_left_out(reviews, monkeypatch):
    """Stockton decides 3 working days after all the information is in."""
    case = case_of("stockton", reviews, monkeypatch).apply().post(ACKNOWLEDGED)
    told = days_of(case, LetterKind.ACKNOWLEDGEMENT)
    assert told == {"tell-outcome": date(2026, 4, 15)}  # 30 working days from 2 March
    assert by_progress(case, date(2026, 3, 5)) == {}
    case.ask(date(2026, 3, 6)).answer(date(2026, 3, 18))
    assert by_progress(case, date(2026, 3, 18)) == {
        "decide-threshold": date(2026, 3, 23)
    }


@pytest.mark.parametrize(
    ("area", "meets_by"),
    [
        ("richmond", date(2026, 4, 13)),  # 28 working days from receipt
        ("cheltenham", date(2026, 4, 6)),  # 4 weeks from the decision
        ("east-herts", date(2026, 3, 30)),  # 21 days from the decision
        ("stockton", date(2026, 3, 16)),  # 5 working days from the decision
        ("south-wales", date(2026, 3, 16)),  # a week from the decision
        ("gosport", date(2026, 4, 10)),  # 20 working days from the letter
        ("east-cambridgeshire", date(2026, 4, 10)),  # the same
    ],
)
def test_the_panel_is_promised_from_what_starts_its_time(
    area, meets_by, reviews, monkeypatch
):
    case = case_of(area, reviews, monkeypatch).apply().post(ACKNOWLEDGED)
    case.decide(DECIDED).post(TOLD)
    assert days_of(case, LetterKind.THRESHOLD_MET)["hold-panel"] == meets_by


def test_more_time_to_tell_the_outcome_is_what_people_are_told(reviews):
    case = Journey(reviews).stand().apply().post(date(2026, 3, 3)).decide()
    case.post(DECIDED).ask().answer().convene()
    # Ten working days from Wednesday 1 April, past Good Friday and Easter Monday.
    invited = days_of(case, LetterKind.INVITATION)
    assert invited["tell-outcome"] == date(2026, 4, 17)
    case.post(date(2026, 3, 21)).choose().send_papers().hold()
    assert by_progress(case, date(2026, 4, 2)) == {"tell-outcome": date(2026, 4, 17)}
    more_time(
        case,
        "tell-outcome",
        was=date(2026, 4, 17),
        now=date(2026, 4, 30),
        on=date(2026, 4, 8),
    )
    assert by_progress(case, date(2026, 4, 20)) == {"tell-outcome": date(2026, 4, 30)}


def test_an_invitation_names_the_longer_time_that_the_outcome_was_given(reviews):
    case = Journey(reviews).stand().apply().post(date(2026, 3, 3)).decide()
    case.post(DECIDED).ask().answer().convene()
    more_time(
        case,
        "tell-outcome",
        was=date(2026, 4, 17),
        now=date(2026, 4, 30),
        on=date(2026, 3, 23),
    )
    (invitation,) = (
        each.id for each in case.all_letters() if each.kind is LetterKind.INVITATION
    )
    reviews.keep_letter_back(invitation, signed=case.signed(date(2026, 3, 23)))
    reviews.write_in_letter(
        invitation, {}, goes=True, signed=case.signed(date(2026, 3, 23))
    )
    assert days_of(case, LetterKind.INVITATION)["tell-outcome"] == date(2026, 4, 30)


def test_each_delay_is_told_by_its_own_letter_when_it_is_drawn_again(reviews):
    case = Journey(reviews).stand().apply().post(date(2026, 3, 3))
    on = date(2026, 3, 5)
    given = {
        "decide-threshold": (date(2026, 3, 30), date(2026, 4, 14)),
        "whole-review": (date(2026, 5, 29), date(2026, 6, 15)),
    }
    for timer_id, (was, now) in given.items():
        more_time(case, timer_id, was=was, now=now, on=on)
    delays = [each for each in case.all_letters() if each.kind is LetterKind.DELAY]
    for letter in delays:
        reviews.keep_letter_back(letter.id, signed=case.signed(on))
        reviews.write_in_letter(letter.id, {}, goes=True, signed=case.signed(on))
    told = [
        tuple(day.on for day in each.days)
        for each in case.all_letters()
        if each.kind is LetterKind.DELAY
    ]
    assert told == [*given.values()]


def test_each_wait_that_ended_is_told_by_its_own_letter_when_it_is_drawn_again(
    reviews, monkeypatch
):
    """Gosport waits for consent, and for information from whoever applied.

    Its threshold is due 15 working days after Wednesday 4 March: on 25 March.
    """
    case = case_of("gosport", reviews, monkeypatch).apply().post(ACKNOWLEDGED)
    for waiting_for, stopped, started in (
        (WaitingFor.CONSENT, date(2026, 3, 5), date(2026, 3, 6)),  # one day stood still
        (WaitingFor.APPLICANT, date(2026, 3, 9), date(2026, 3, 11)),  # two more
    ):
        reviews.pause_clock(
            case.case_id,
            waiting_for,
            paused_on=stopped,
            reason="We asked",
            signed=case.signed(stopped),
        )
        (pause_id,) = reviews.case(case.case_id).trigger.paused
        reviews.resume_clock(
            case.case_id, pause_id, resumed_on=started, signed=case.signed(started)
        )
    on = date(2026, 3, 12)
    for letter in case.all_letters():
        if letter.kind is LetterKind.CLOCK_STARTED:
            reviews.keep_letter_back(letter.id, signed=case.signed(on))
            reviews.write_in_letter(letter.id, {}, goes=True, signed=case.signed(on))
    told = [
        {day.name: day.on for day in letter.days}
        for letter in case.all_letters()
        if letter.kind is LetterKind.CLOCK_STARTED
    ]
    now = {"decide-threshold": date(2026, 3, 30)}  # three working days later in all
    assert told == [
        {"was-decide-threshold": date(2026, 3, 27), **now},  # but for the first wait
        {"was-decide-threshold": date(2026, 3, 26), **now},  # but for the second
    ]
