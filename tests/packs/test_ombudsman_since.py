"""What an ombudsman asks after: delays, challenges, what was done, who was told."""

from datetime import date

import pytest

from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.trigger.facts import WaitingFor
from asbreview.reviews.plans import ActionReport, Became
from desk import desk, filled_in
from packs.papers import make, opened, pages

TODAY = date(2026, 5, 20)  # a Wednesday
HERE = "/history/pack"
PAUSED, RESUMED = date(2026, 3, 3), date(2026, 3, 5)
REPORTED, SAID_WHY = date(2026, 4, 21), date(2026, 5, 5)
CHALLENGED, DECIDED = date(2026, 4, 10), date(2026, 4, 13)


def delayed(tale):
    case_id = tale.apply().post(date(2026, 3, 3)).case_id
    tale.reviews.pause_clock(
        case_id,
        waiting_for=WaitingFor.CONSENT,
        paused_on=PAUSED,
        reason="MARKERPAUSE: her mother has not said yet",
        signed=tale.signed(PAUSED),
    )
    (pause_id,) = tale.reviews.case(case_id).trigger.pauses
    tale.post(PAUSED)
    told = {"resumed_on": RESUMED, "signed": tale.signed(RESUMED)}
    tale.reviews.resume_clock(case_id, pause_id, **told)
    return tale.post(RESUMED)


def carried_on(tale):
    first, *_ = tale.reviews.case(tale.case_id).outcome.open_actions
    news = {
        REPORTED: (Became.PROGRESSED, "MARKERNEWS: the letter is drafted"),
        SAID_WHY: (Became.HELD_UP, "MARKERHELDUP: the landlord is away"),
    }
    for on, (became, says) in news.items():
        report = ActionReport(
            action_id=first.action_id, became=became, on=on, says=says
        )
        tale.reviews.report_actions(tale.case_id, [report], signed=tale.signed(on))


def challenged(tale):
    tale.challenge(CHALLENGED).arrange_hearing(CHALLENGED).post(CHALLENGED)
    (challenge_id,) = tale.reviews.case(tale.case_id).outcome.challenges
    tale.reviews.decide_challenge(
        tale.case_id,
        challenge_id,
        upheld=Upheld.NOT_UPHELD,
        decided_on=DECIDED,
        reasons="MARKERWHY: she was rung twice",
        follows="",
        signed=tale.signed(DECIDED),
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        tale = delayed(work.tale).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose().hold().find()
        tale.post(date(2026, 4, 7))
        challenged(tale)
        carried_on(tale)
        work.on(TODAY).as_auditor()
        fields = filled_in(work.get(HERE)) | {"kind": PackKind.OMBUDSMAN}
        work.send(HERE, fields)
        assert make(work) == 1
        yield " ".join(pages(opened(work).content))


def test_it_says_why_the_clock_stood_still_and_who_was_told(told):
    assert "The clock stopped, after Tuesday 3 March 2026" in told
    assert "It went on after Thursday 5 March 2026. Recorded by Sam Reed" in told
    assert "MARKERPAUSE: her mother has not said yet" in told
    assert "Marigold MARKERNAME was told on Tuesday 3 March 2026, by letter." in told


def test_it_says_who_heard_a_challenge_who_decided_it_and_that_nobody_was_told(told):
    for what in (
        "Nobody rang back",
        "by: Thora Bexwell, The council, head of housing; Caspian Wray",
        "Neither has had any part in the case.",
        "Decided on Monday 13 April 2026: not upheld. Recorded by Sam Reed.",
        "MARKERWHY: she was rung twice",
        "The letter that tells Marigold MARKERNAME of it has not gone",
    ):
        assert what in told, what
    assert "What follows from it:" not in told


def test_it_says_what_was_reported_of_each_action_and_how_late_it_is(told):
    assert "Tuesday 21 April 2026: MARKERNEWS: the letter is drafted" in told
    late = "Tuesday 5 May 2026, not done yet: MARKERHELDUP: the landlord is away"
    assert late in told
    assert "Open, overdue by" in told


def test_the_time_that_an_applicant_used_to_challenge_says_when(told):
    assert "Challenge how the review was carried out" in told
    row = told.split("Challenge how the review was carried out", 1)[1][:160]
    assert "Friday 10 April 2026" in row
    assert "not done" not in row


def test_its_chronology_names_who_heard_it_and_keeps_what_a_step_is_counted_from(told):
    assert "Arranged who hears a challenge" in told
    assert "Counted from" in told
    assert "It is about how the review was carried out, and came in time." in told
