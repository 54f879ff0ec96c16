"""The clock is stopped and started again on the deadlines of a case."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind, Status
from desk import date_in, desk, words

STOP, DEADLINES = "/clock/stop", "/deadlines"
WHY = "She wants to think it over."


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale.apply()
        sam.on(date(2026, 3, 10))
        yield sam


def stop(sam, **typed):
    day = date_in("paused_on", date(2026, 3, 10))
    return sam.fill_in(
        STOP, **{"waiting_for": "consent", "reason": WHY, **day, **typed}
    )


def test_the_clock_stands_still_and_goes_on(sam):
    stopped = words(stop(sam))
    assert "Stands still since Tuesday 10 March 2026 : waiting for consent" in stopped
    assert WHY in stopped
    assert "No day can be counted while it stands still." in stopped
    assert "Stop the clock" not in stopped
    (pause_id,) = sam.case.trigger.paused
    sam.on(date(2026, 3, 17))
    day = date_in("resumed_on", date(2026, 3, 17))
    started = words(sam.fill_in(f"/clock/{pause_id}/start", **day))
    assert "Wednesday 8 April 2026" in started  # as the table of the domain has it
    assert "stood still: waiting for consent" in started
    assert "Stop the clock" in started
    told = words(sam.get("/history"))
    assert "Clock stopped" in told
    assert "Clock started again" in told


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"reason": ""}, "Enter what you are waiting for, and what was asked"),
        (date_in("paused_on", date(2026, 3, 11)), "cannot be in the future"),
        (date_in("paused_on", date(2026, 3, 1)), "cannot be before"),
        (
            {"waiting_for": "information from a partner"},
            "The procedure stops no clock for this",
        ),
        ({"waiting_for": "rain"}, "Select what you are waiting for"),
    ],
)
def test_what_cannot_be_says_so_and_loses_nothing(sam, typed, says):
    page = stop(sam, **typed)
    assert page.status_code in {409, 422}
    assert says in page.text
    assert typed.get("reason", WHY) in page.text
    assert not sam.case.trigger.pauses


def test_there_is_no_way_to_start_what_was_not_stopped(sam):
    nothing = "00000000-0000-0000-0000-000000000001"
    assert sam.get(f"/clock/{nothing}/start").status_code == 404


def kinds(sam, *statuses):
    letters = sam.tale.all_letters()
    return [x.kind for x in letters if x.status in statuses]


def test_the_applicant_is_written_to_when_it_stands_still_and_when_it_goes_on(sam):
    looked_at = stop(sam, preview="yes")
    assert "The time for your case stands still for now" in words(looked_at)
    assert WHY in words(looked_at)
    assert kinds(sam, Status.DRAFTED) == [LetterKind.ACKNOWLEDGEMENT]
    stop(sam)
    assert LetterKind.CLOCK_STOPPED in kinds(sam, Status.DRAFTED)
    sam.tale.post(date(2026, 3, 10))
    sam.on(date(2026, 3, 17))
    (pause_id,) = sam.case.trigger.paused
    day = date_in("resumed_on", date(2026, 3, 17))
    looked_at = sam.fill_in(f"/clock/{pause_id}/start", preview="yes", **day)
    assert "now by Wednesday 8 April 2026 . It was due by Monday 30" in words(looked_at)
    sam.fill_in(f"/clock/{pause_id}/start", **day)
    assert kinds(sam, Status.DRAFTED) == [LetterKind.CLOCK_STARTED]


def test_a_letter_that_has_not_gone_when_the_wait_is_over_does_not_go(sam):
    stop(sam)
    (pause_id,) = sam.case.trigger.paused
    sam.fill_in(f"/clock/{pause_id}/start", **date_in("resumed_on", date(2026, 3, 10)))
    assert kinds(sam, Status.CANCELLED) == [LetterKind.CLOCK_STOPPED]
    assert LetterKind.CLOCK_STARTED in kinds(sam, Status.DRAFTED)


def test_a_wait_of_no_day_says_that_no_date_changes(sam):
    """It began and was over on one day: the days after it, up to it, are none."""
    stop(sam)
    (pause_id,) = sam.case.trigger.paused
    day = date_in("resumed_on", date(2026, 3, 10))
    page = words(sam.fill_in(f"/clock/{pause_id}/start", preview="yes", **day))
    assert "The dates that we gave you stay as they are." in page


def test_a_wait_recorded_in_error_holds_its_letter_back(sam):
    stop(sam)
    (pause_id,) = sam.case.trigger.paused
    sam.reviews.correct_fact(
        sam.tale.case_id,
        "trigger.clock-paused",
        pause_id,
        reason="Of another case",
        signed=sam.tale.signed(date(2026, 3, 10)),
    )
    assert kinds(sam, Status.HELD) == [LetterKind.CLOCK_STOPPED]


def test_a_step_that_was_given_more_time_keeps_its_day_in_the_letter(sam):
    on = date(2026, 3, 10)
    sam.reviews.extend_deadline(
        sam.tale.case_id,
        "decide-threshold",
        was_due_on=date(2026, 3, 30),
        due_on=date(2026, 4, 20),
        reason="The police answer late.",
        signed=sam.tale.signed(on),
    )
    page = words(stop(sam.on(on), preview="yes"))
    assert "Finishing the whole review: it was due by" in page.replace(" :", ":")
    assert "Deciding whether there will be a review" not in page
