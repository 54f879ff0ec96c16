"""The clock is stopped and started again on the deadlines of a case."""

from datetime import date

import pytest

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
