"""Somebody is dissatisfied: recorded when it comes, and found in time or late."""

from datetime import date

import pytest

from desk import date_in, desk, words
from projections.deadlines import deadlines_of

NEW = "/challenges/new"
NOT_MET_TOLD = date(2026, 3, 10)  # and so to be challenged by 7 April
OF_THE_APPLICATION = {
    "of": "application",
    "channel": "phone",
    "grounds": "Nobody asked the police",
}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        tale = sam.tale.apply(complaints=()).post(date(2026, 3, 3))
        tale.decide(date(2026, 3, 9), met=False).post(NOT_MET_TOLD)
        yield sam.on(date(2026, 4, 7))


def deciding(sam):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    return [row for row in rows if row.timer_id == "decide-challenge"]


def test_a_challenge_on_the_last_day_is_in_time_and_starts_the_time_to_decide(sam):
    assert not deciding(sam)
    assert "the last day is Tuesday 7 April 2026" in words(sam.get(NEW))
    told = words(sam.fill_in(NEW, **OF_THE_APPLICATION))
    assert "The challenge is recorded." in told
    assert "challenged it on Tuesday 7 April 2026, by phone. It came in time" in told
    assert "Nobody asked the police" in told
    [row] = deciding(sam)
    assert row.due_on == date(2026, 5, 6)  # 20 working days, but for Monday 4 May
    assert row.is_open
    history = words(sam.get("/history"))
    assert "Challenge received: how the application was dealt with" in history


def test_a_late_challenge_is_recorded_as_late_on_a_case_that_has_ended(sam):
    sam.fill_in("/close", sure="yes")
    sam.tale.post(date(2026, 4, 8))
    sam.on(date(2026, 4, 8))
    told = words(sam.fill_in(NEW, **OF_THE_APPLICATION))
    assert "It came after its window had closed: the applicant was told on" in told
    [row] = deciding(sam)
    assert row.is_open
    queue = words(sam.browser.get("/"))
    assert "Send the letter that the challenge has come" in queue
    sam.tale.post(date(2026, 4, 8))
    sam.on(date(2026, 4, 8))
    assert "Decide the challenge" in words(sam.browser.get("/"))


def test_no_review_is_challenged_where_there_was_none_and_nothing_typed_is_lost(sam):
    page = sam.fill_in(NEW, **OF_THE_APPLICATION | {"of": "review"})
    assert page.status_code == 409
    assert "There has been no review" in page.text
    assert "Nobody asked the police" in page.text
    assert not sam.case.outcome.challenges


def test_a_challenge_cannot_come_before_the_application_or_tomorrow(sam):
    for day in (date(2026, 3, 1), date(2026, 4, 8)):
        page = sam.fill_in(NEW, **OF_THE_APPLICATION, **date_in("received_on", day))
        assert page.status_code == 409
        assert 'href="#received_on-day"' in page.text


def test_a_challenge_recorded_in_error_is_to_be_decided_no_more(sam):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge,) = sam.case.outcome.challenges
    told = words(sam.fill_in(f"/outcome/{challenge}/in-error", reason="Of another"))
    assert "recorded in error" in told
    assert not sam.case.outcome.challenges
    assert not deciding(sam)[0].is_open


def test_the_letter_that_a_challenge_has_come_is_previewed_and_nothing_recorded(sam):
    page = sam.fill_in(NEW, **OF_THE_APPLICATION, preview="yes")

    assert "We have received your challenge" in words(page)
    assert "They should decide by Wednesday 6 May 2026" in words(page)
    assert not sam.case.outcome.challenges


DECIDED = {
    "upheld": "upheld",
    "decided_by": "Thora Bexwell, who took no part",
    "reasons": "The police had not been asked.",
    "follows": "We ask the police and decide again by 5 May.",
}


@pytest.fixture
def challenged(sam):
    sam.fill_in(NEW, **OF_THE_APPLICATION)
    (challenge_id,) = sam.case.outcome.challenges
    return sam, f"/challenges/{challenge_id}/decide"


def test_the_decision_on_a_challenge_ends_the_time_for_it_and_drafts_its_letter(
    challenged,
):
    sam, decide = challenged
    told = words(sam.fill_in(decide, **DECIDED))

    assert "The decision on the challenge is recorded, and the letter" in told
    assert "It was decided on Tuesday 7 April 2026: upheld , by Thora Bexwell" in told
    assert "What happens now: We ask the police" in told
    [row] = deciding(sam)
    assert not row.is_open
    assert "Challenge decided: upheld" in words(sam.get("/history"))
    assert sam.tale.all_letters()[-1].kind == "challenge decided"


def test_the_letter_that_tells_the_decision_is_previewed(challenged):
    sam, decide = challenged
    page = words(sam.fill_in(decide, **DECIDED, preview="yes"))

    assert "Your challenge is upheld . They agree with you." in page
    assert not sam.case.outcome.decided


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"follows": ""}, "Enter what happens now"),
        (date_in("decided_on", date(2026, 4, 6)), "The decision"),
        ({"reasons": ""}, "Enter the reasons"),
        ({"decided_by": ""}, "Enter who decided"),
    ],
)
def test_a_decision_that_says_too_little_is_refused_and_nothing_typed_is_lost(
    challenged, changes, says
):
    sam, decide = challenged
    page = sam.fill_in(decide, **DECIDED | changes)

    assert page.status_code in {400, 409, 422}
    assert says in words(page)
    assert "Thora" in page.text or not changes.get("decided_by", "x")
    assert not sam.case.outcome.decided


def test_a_challenge_is_decided_once(challenged):
    sam, decide = challenged
    sam.fill_in(decide, **DECIDED)

    assert sam.fill_in(decide, **DECIDED).status_code == 409
    assert (
        sam.get("/challenges/00000000-0000-0000-0000-000000000009/decide").status_code
        == 404
    )
