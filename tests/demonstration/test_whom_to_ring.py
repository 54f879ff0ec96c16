"""Whom to ring a case's first page and the queue say alike, all through its course.

Of every other case on which somebody was asked to ring, as of each instant at which a
ringing was asked for or may have ended: the page reads the case, the queue a view.
"""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from asbreview.audit.leaves import case_of
from asbreview.demonstration.accounts import HARRIET
from asbreview.installation import opened
from demonstration.onlooker import OK, looking
from projections.ringing import to_ring
from rung import to_ring_on_case, to_ring_on_queue

pytestmark = pytest.mark.thorough
ASKED_TO_RING = {
    f"asking.{what}"
    for what in (
        "notice-failed",
        "notice-found-unsent",
        "notice-held-back",
        "ringing-asked-for",
    )
}
MAY_END_IT = {
    "asking.notice-accepted",
    "asking.notice-found-sent",
    "evidence.fact-in-error",
    "evidence.information-answered",
    "evidence.recorded-in-error",
    "evidence.request-chased",
    "outcome.action-cancelled",
    "outcome.action-done",
    "outcome.action-held-up",
    "outcome.action-progressed",
    "outcome.case-closed",
    "outcome.fact-in-error",
}
FEW = 20  # instants of which somebody was to ring


@pytest.fixture(scope="module")
def made(demonstration):
    hosts = ("testserver.local",)
    told = replace(demonstration.settings, hosts=hosts, https=True)
    with opened(told) as installation:
        yield installation


def instants(installation):
    """Return each case on which ringing was asked for, and its instants since."""
    found = defaultdict(dict)
    for line in installation.reviews.recorder.lines(0, limit=100_000):
        case_id, topic = case_of(line.stored.state), line.stored.topic
        if topic in ASKED_TO_RING or (topic in MAY_END_IT and case_id in found):
            found[case_id][line.recorded_at] = line.position
    return found


def test_each_page_of_then_asks_to_ring_as_many_as_the_queue_of_then(made):
    differ, seen = [], Counter()
    with looking(made, HARRIET) as browser:
        for case_id, positions in list(instants(made).items())[::2]:
            case = made.reviews.case(case_id)
            for at, position in positions.items():
                asked = {"as_of": at.isoformat()}
                address = f"/cases/{case.trigger.reference}"
                page = browser.get(address, params=asked)
                assert page.status_code == OK
                on_case = len(to_ring_on_case(page))
                has_ended = made.reviews.case(case_id, as_of=position).ended_as
                with made.views.connect() as db:
                    kept = to_ring(db, [case_id], as_of=position).get(case_id, 0)
                on_queue = 0 if has_ended else kept
                seen[on_case] += 1
                if on_case != on_queue:
                    differ.append((case.trigger.reference, at, on_case, on_queue))
    print(f"{seen.total()} instants, by how many were to be rung: {dict(seen)}")
    assert differ == []
    assert seen.total() - seen[0] > FEW


def test_today_the_queue_says_of_each_case_what_its_page_says(made):
    with looking(made, HARRIET) as browser:
        for case_id in instants(made):
            case = made.reviews.case(case_id)
            if case.ended_as is not None:
                continue
            reference = case.trigger.reference
            on_case = len(to_ring_on_case(browser.get(f"/cases/{reference}")))
            assert on_case == _on_queue(browser, reference), reference


def _on_queue(browser, reference):
    for number in range(1, 20):
        page = browser.get("/", params={"whose": "all", "page": number})
        try:
            return to_ring_on_queue(page, reference)
        except KeyError:
            continue
    raise KeyError(reference)
