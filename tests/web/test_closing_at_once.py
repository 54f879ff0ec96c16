"""A case is closed while another records what forbids it: one of the two is on record.

Both have passed every rule before either saves.  Whoever comes second is told, and is
refused when they send it again, or closes a case that knows of the other thing.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier, Event
from unittest.mock import patch

import pytest
from litestar.testing import TestClient

from asbreview.access.accounts import open_account
from browser.every_page import CASE, FORMS, TODAY, case_of, typed_in
from browser.premises import WREN
from browser.stages import Stages
from browser.visitor import as_fields
from desk import ADDRESS, SAM, desk, filled_in, pages_of, words
from places import IN_FOLDER_AND_ONCE_MORE
from visiting import PASSWORD, sign_in

CLOSE = f"{CASE}/close"
CLOSED = "outcome.case-closed"
# What another records meanwhile, and what comes of it sent again to a closed case.
MEANWHILE = {
    f"{CASE}/outcome/actions/new": ("outcome.action-added", 409),
    f"{CASE}/complaints/new": ("evidence.complaint-logged", 409),
    # A right that the closing of a case does not end (Sch.4 para 3).
    f"{CASE}/challenges/new": ("outcome.challenge-received", 303),
}
# Whether the case can be closed by whoever was told, and sends the same again.
CAN_BE_CLOSED = {
    f"{CASE}/outcome/actions/new": 409,  # not with an action that is open
    f"{CASE}/complaints/new": 303,  # they know of it now
    f"{CASE}/challenges/new": 303,  # it goes on, though the case is closed
}


@pytest.fixture(scope="module", params=IN_FOLDER_AND_ONCE_MORE)
def sam(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("closing-at-once")
    with desk(folder, on_server=request.param == "postgres") as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.made = {
            (route, first): FORMS[CLOSE].stage(stages).case_id
            for route in MEANWHILE
            for first in (CLOSE, route)
        }
        open_account(
            sam.installation.office,
            WREN,
            password=PASSWORD,
            at=sam.clock(),
            demonstration=False,
        )
        yield sam.on(TODAY)


@pytest.fixture(scope="module")
def wren(sam):
    with TestClient(pages_of(sam.installation), base_url=ADDRESS) as browser:
        sign_in(browser, WREN.sign_in_name)
        yield browser


@contextmanager
def saving(reviews, first):
    """Let nobody save before both are about to; then *first*, an account, before."""
    ready, has_saved, save = Barrier(2, timeout=30), Event(), reviews.save

    def in_order(*records, **told):
        ready.wait()
        by = records[0].pending_events[0].recorded_by
        if by != first:
            has_saved.wait(30)
        try:
            return save(*records, **told)
        finally:
            has_saved.set()

    with patch.object(reviews, "save", in_order):
        yield


def asked_for(sam, wren, route, case):
    """Ask both for their pages, and return what each is about to send."""
    for page, browser in ((CLOSE, sam.browser), (route, wren)):
        form = FORMS[page]
        shown = filled_in(browser.get(form.shown(case)))
        typed = shown | as_fields(typed_in(form, shown, case))
        yield (
            page,
            partial(
                browser.post, form.address(case), data=typed, follow_redirects=False
            ),
        )


def sent_together(reviews, sent, first):
    """Send both pages; return how each was answered."""
    by = SAM if first == CLOSE else WREN
    with saving(reviews, by.account_id), ThreadPoolExecutor(2) as pool:
        return dict(zip(sent, pool.map(lambda page: sent[page](), sent), strict=True))


@pytest.mark.parametrize("closes_first", [True, False])
@pytest.mark.parametrize("route", MEANWHILE)
def test_a_case_is_closed_or_has_what_another_recorded(sam, wren, route, closes_first):
    topic, when_closed = MEANWHILE[route]
    first, second = (CLOSE, route) if closes_first else (route, CLOSE)
    case = case_of(sam.installation, sam.made[route, first])
    before = sam.reviews.end_of_log()
    sent = dict(asked_for(sam, wren, route, case))

    answers = sent_together(sam.reviews, sent, first)
    assert [answers[page].status_code for page in (first, second)] == [303, 409]
    assert "Nothing you typed is lost" in words(answers[second])
    of_both = {CLOSED, topic}
    assert of_both & set(recorded(sam, before)) == {CLOSED if closes_first else topic}

    again = sent[second]()
    expected = when_closed if closes_first else CAN_BE_CLOSED[route]
    assert again.status_code == expected
    is_both = of_both <= set(recorded(sam, before))
    assert is_both == (expected == 303)


def recorded(sam, before):
    """Return the topics of all that was recorded since."""
    notifications = sam.reviews.recorder.select_notifications(before + 1, 999)
    return [notification.topic for notification in notifications]
