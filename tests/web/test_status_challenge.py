"""Challenging how it was dealt with, on the pages for following an application."""

from datetime import date

import pytest

from asbreview.domain.terms import Challenged
from browser.stages import Stages
from desk import desk, filled_in, words
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
TOLD_ON = date(2026, 3, 10)  # and so to be challenged by Tuesday 7 April
WORDS = "MARKER nobody asked the police"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale.apply(complaints=()).post(date(2026, 3, 3))
        sam.tale.decide(date(2026, 3, 9), met=False).post(TOLD_ON)
        sam.installation.projector.catch_up()
        yield sam


def follower(sam, on, case_id=None):
    sam.browser.cookies.clear()
    sam.clock.set(on)
    follow(sam.browser, *known(sam, case_id or sam.tale.case_id))
    return sam.browser


def send(browser, **typed):
    fields = filled_in(browser.get("/status/challenge")) | typed
    return browser.post("/status/challenge", data=fields), fields


def test_whoever_applied_challenges_in_their_own_words_and_reads_by_when(sam):
    browser = follower(sam, date(2026, 4, 7))
    form = browser.get("/status/challenge")
    assert "you have until Tuesday 7 April 2026" in words(form)
    assert filled_in(form)["of"] == ["application"]  # there was no review
    page, fields = send(browser, grounds=WORDS)
    told = words(page)
    assert "Your challenge is recorded." in told
    assert "MARKER" not in page.text
    # 20 working days from Tuesday 7 April, but for Monday 4 May.
    assert "It should be decided by Wednesday 6 May 2026" in told
    (challenge,) = sam.case.outcome.challenges.values()
    assert challenge.made_by == sam.case.contact.applicant_id
    assert challenge.channel == "online"
    assert challenge.timely == "in time"
    assert sam.installation.keyring.reveal(challenge.grounds.text) == WORDS
    end = sam.reviews.end_of_log()
    again = browser.post("/status/challenge", data=fields)  # a double click
    assert again.url == page.url
    assert sam.reviews.end_of_log() == end


def test_a_late_one_is_taken_and_the_page_says_that_it_is_late(sam):
    browser = follower(sam, date(2026, 4, 8))
    form = words(browser.get("/status/challenge"))
    assert "the time for it ended on Tuesday 7 April 2026 . You can still" in form
    send(browser, grounds=WORDS)
    (challenge,) = sam.case.outcome.challenges.values()
    assert challenge.has_to_be_taken_on


def test_nothing_is_lost_that_was_typed_and_other_grounds_are_refused(sam):
    browser = follower(sam, date(2026, 4, 7))
    page, _ = send(browser, grounds=" ", on_grounds=["It is unfair"])
    assert page.status_code == 422
    page, _ = send(browser, grounds=WORDS, on_grounds=["It is unfair"])
    assert page.status_code == 409
    assert WORDS in page.text
    assert not sam.case.outcome.challenges


def test_after_the_end_of_the_case_it_still_says_by_when_it_is_decided(sam):
    sam.tale.close(date(2026, 4, 7)).post(date(2026, 4, 7))
    browser = follower(sam, date(2026, 4, 7))
    send(browser, grounds=WORDS)
    told = words(browser.get("/status/case"))
    assert "By Wednesday 6 May 2026 : you hear what came of your challenge" in told
    assert "Nothing more is due" not in told


def test_when_it_is_heard_is_told_and_what_was_decided_only_by_letter(sam):
    sam.tale.challenge(date(2026, 4, 1), of=Challenged.APPLICATION)
    sam.tale.arrange_hearing(date(2026, 4, 2))
    told = words(follower(sam, date(2026, 4, 2)).get("/status/case"))
    assert "It is heard on Thursday 2 April 2026" in told
    assert "Thora" not in told


def test_before_anything_was_told_there_is_no_form(tmp_path):
    with desk(tmp_path) as sam:
        tale = Stages(sam.installation, sam.clock).until("decide")
        sam.installation.projector.catch_up()
        browser = follower(sam, date(2026, 3, 9), tale.case_id)
        assert browser.get("/status/challenge").status_code == 404
        assert "/status/challenge" not in browser.get("/status/case").text


def test_more_time_to_challenge_that_was_given_is_shown_when_the_first_has_passed(sam):
    tale = sam.tale
    tale.reviews.extend_deadline(
        tale.case_id,
        "challenge-threshold-window",
        was_due_on=date(2026, 4, 7),
        due_on=date(2026, 4, 20),
        reason="She is in hospital",
        signed=tale.signed(date(2026, 3, 30)),
    )
    tale.post(date(2026, 3, 30)).close(date(2026, 4, 10)).post(date(2026, 4, 10))
    told = words(follower(sam, date(2026, 4, 20)).get("/status/case"))
    assert "you can challenge it until Monday 20 April 2026" in told
    told = words(follower(sam, date(2026, 4, 21)).get("/status/case"))
    assert "There is nothing to challenge now." in told


def test_whoever_withdrew_challenges_from_the_letter_that_told_them_the_end(sam):
    tale = sam.tale
    tale.reviews.withdraw(
        tale.case_id,
        withdrawn_on=date(2026, 4, 1),
        reason="They moved away",
        signed=tale.signed(date(2026, 4, 1)),
    )
    tale.post(date(2026, 4, 1))  # four weeks: until Wednesday 29 April
    browser = follower(sam, date(2026, 4, 27))
    told = words(browser.get("/status/case"))
    assert "you can challenge it until Wednesday 29 April 2026" in told
    send(browser, grounds=WORDS)
    (challenge,) = sam.case.outcome.challenges.values()
    assert challenge.timely == "in time"


def test_whoever_withdrew_before_anything_was_decided_can_challenge_too(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale.apply().post(date(2026, 3, 3))
        sam.tale.reviews.withdraw(
            sam.tale.case_id,
            withdrawn_on=date(2026, 3, 4),
            reason="They moved away",
            signed=sam.tale.signed(date(2026, 3, 4)),
        )
        sam.tale.post(date(2026, 3, 5))
        sam.installation.projector.catch_up()
        browser = follower(sam, date(2026, 3, 9))
        told = words(browser.get("/status/case"))
        assert "you can challenge it until Thursday 2 April 2026" in told
        assert "/status/challenge" in browser.get("/status/case").text
        assert browser.get("/status/challenge").status_code == 200
