"""Two caseworkers decide the same at the same moment: one wins, the other is told.

Both have passed every rule before either saves: only the log can tell them apart.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from unittest.mock import patch

import pytest
from litestar.testing import TestClient

from asbreview.access.accounts import open_account
from browser.every_page import CASE, FORMS, TODAY, case_of, typed_in
from browser.premises import WREN
from browser.stages import Stages
from browser.visitor import as_fields
from desk import ADDRESS, SAM, desk, filled_in, pages_of, words
from places import ON_BOTH
from visiting import PASSWORD, sign_in

# What each typed besides, and the fact that is to be on record once.
DECISIONS = {
    f"{CASE}/threshold": (
        {"reasons": "All three count."},
        {"reasons": "They count, and it grows worse."},
        ("trigger.threshold-decided",),
        "Threshold decided: met",
    ),
    f"{CASE}/panel/participation": (
        {"participation": "attends the meeting"},
        {
            "participation": "not invited",
            "not_invited_because": "She asked to be left out of it.",
        },
        ("panel.participation-chosen", "panel.victim-not-invited"),
        "",
    ),
    f"{CASE}/outcome/decide": (
        {"findings": "The visits should have been followed up."},
        {"findings": "More should have been done, and sooner."},
        ("outcome.findings-made",),
        "Findings made",
    ),
    # Of two who decide one challenge, the result of whoever was first is the result.
    f"{CASE}/challenges/{{challenge_id:uuid}}/decide": (
        {"upheld": "not upheld", "reasons": "They were rung twice."},
        {"upheld": "not upheld", "reasons": "They were written to as well."},
        ("outcome.challenge-decided",),
        "",
    ),
    # And of two who settle who hears it, and when.
    f"{CASE}/challenges/{{challenge_id:uuid}}/hearing": (
        {"hearers-0-name": "Thora Bexwell"},
        {"hearers-0-name": "Rufus Tinley"},
        ("outcome.hearing-arranged",),
        "",
    ),
}
NAMES = {account.account_id: account.name for account in (SAM, WREN)}


@pytest.fixture(scope="module", params=ON_BOTH)
def sam(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("at-once")
    with desk(folder, on_server=request.param == "postgres") as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.made = {r: FORMS[r].stage(stages).case_id for r in DECISIONS}
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
def saving_at_once(reviews):
    """Let nobody save before both are about to."""
    ready, save = Barrier(2, timeout=30), reviews.save

    def together(*records, **told):
        ready.wait()
        return save(*records, **told)

    with patch.object(reviews, "save", together):
        yield


@pytest.mark.parametrize("route", DECISIONS)
def test_one_wins_and_the_other_is_told_and_keeps_what_they_typed(sam, wren, route):
    by_sam, by_wren, topics, title = DECISIONS[route]
    case, form = case_of(sam.installation, sam.made[route]), FORMS[route]
    before = sam.reviews.end_of_log()
    browsers = {SAM.name: sam.browser, WREN.name: wren}
    typed = {SAM.name: by_sam, WREN.name: by_wren}
    sent = {}
    for who, browser in browsers.items():
        shown = filled_in(browser.get(form.shown(case)))
        sent[who] = shown | as_fields(typed_in(form, shown, case) | typed[who])

    def send(who):
        to = form.address(case)
        return browsers[who].post(to, data=sent[who], follow_redirects=False)

    with saving_at_once(sam.reviews), ThreadPoolExecutor(2) as pool:
        answers = dict(zip(sent, pool.map(send, sent), strict=True))
    won, lost = sorted(answers, key=lambda who: answers[who].status_code)
    assert [answers[who].status_code for who in (won, lost)] == [303, 409]
    said, kept = words(answers[lost]), filled_in(answers[lost])
    assert "Nothing you typed is lost" in said
    assert f"{won} recorded “{title}" in said
    assert "just now" in said
    assert {name: kept[name][-1] for name in typed[lost]} == typed[lost]
    notifications = sam.reviews.recorder.select_notifications(before + 1, 999)
    events = [sam.reviews.mapper.to_domain_event(n) for n in notifications]
    decided = [event.recorded_by for event in events if event.TOPIC in topics]
    assert [NAMES[account_id] for account_id in decided] == [won]
