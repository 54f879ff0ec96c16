"""Somebody sets the server's clock back an hour, in the middle of a working day."""

from datetime import date, time, timedelta

import pytest

from desk import desk, filled_in, words
from places import IN_FOLDER_AND_ONCE_MORE, log_of

DAY = date(2026, 3, 4)
A_CALL = {"channel": "phone", "direction": "to us", "said": "She rang."}


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def sam(request, tmp_path):
    with desk(tmp_path, on_server=request.param == "postgres") as sam:
        sam.tale.apply()
        sam.clock.set(DAY, at=time(11, 0))
        yield sam.on(DAY)


def call(sam):
    page = sam.send("/contacts/new", filled_in(sam.get("/contacts/new")) | A_CALL)
    assert page.status_code == 200
    assert "/sign-in" not in str(page.url)
    return sam.reviews.end_of_log()


def test_nobody_is_signed_out_and_nothing_is_earlier_than_what_came_before(sam):
    first = call(sam)
    due = words(sam.get("/deadlines"))
    before = sam.clock.now
    sam.clock.now = before - timedelta(hours=1)

    second = call(sam)

    lines = log_of(sam.reviews)
    written = [line.recorded_at for line in lines]
    assert written == sorted(written)
    at = {line.position: line.recorded_at for line in lines}
    assert before - timedelta(minutes=1) < at[first] <= at[second] <= before
    assert words(sam.get("/deadlines")) == due
    # What was known before the clock was set back is known as of then, and no more.
    as_of = sam.reviews.recorder.position_as_of
    assert as_of(at[first] - timedelta(milliseconds=1)) < first
    assert as_of(at[second]) == second
    earlier = sam.get("", as_of=(before - timedelta(minutes=90)).isoformat())
    assert earlier.status_code == 200


def test_a_session_begun_before_ends_no_later_than_its_ten_hours_allow(sam):
    sam.clock.now -= timedelta(hours=1)
    assert sam.get().status_code == 200
    sam.clock.now += timedelta(hours=12)
    assert "/sign-in" in str(sam.get().url)
