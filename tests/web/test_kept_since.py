"""A case kept from somebody since: on no page that is of no one case, as of any day.

The pages are asked of the router: one that is added is looked at, too.
"""

from datetime import date

import pytest

from browser.every_page import routes
from desk import date_in, desk
from journey import BODIES
from web.test_group import AT_MEETING, another_case, choice, meetings, plan

pytestmark = pytest.mark.thorough

THEN, SINCE = "2026-03-21", date(2026, 3, 23)
ALL_YEAR = {
    "area": "east-cambridgeshire",
    **date_in("from_on", date(2026, 1, 1)),
    **date_in("to_on", date(2026, 12, 31)),
}
ASKED = {
    "/": {"whose": "all"},
    "/audit": ALL_YEAR | {"question": "no-contact", "days": "1"},
    "/audit/csv": ALL_YEAR | {"question": "no-contact", "days": "1"},
    "/audit/reads": ALL_YEAR,
    "/audit/reads/csv": ALL_YEAR,
}
ONE_OF_MANY = ("{body_id:uuid}", "{meeting_id:uuid}")


@pytest.fixture
def ann(tmp_path):
    """The auditor; a case on an agenda, with a letter that waits, and another."""
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        at_desk.tale.ask(date(2026, 3, 10))
        at_desk.on(date(2026, 3, 20))
        plan(at_desk)
        at_desk.fill_in("/panel/convene", **AT_MEETING, meeting=choice(at_desk))
        another_case(at_desk)
        yield at_desk.on(SINCE).as_auditor()


def addresses(ann):
    """Return every page of no one case that a signed-in person may ask for."""
    (meeting,) = meetings(ann)
    found = set()
    for route in routes(ann.browser.app, "GET"):
        path = route.replace(ONE_OF_MANY[0], str(BODIES[1]))
        path = path.replace(ONE_OF_MANY[1], str(meeting.meeting_id))
        if "{" not in path and not path.startswith(("/apply", "/status", "/sign-")):
            found.add(path)
    return found


def on_which(ann, reference, **as_of):
    """Return the pages that name a case."""
    found = set()
    for at in addresses(ann):
        asked = ASKED.get(at, ALL_YEAR if at.startswith("/figures") else {})
        page = ann.browser.get(at, params=asked | as_of, follow_redirects=True)
        assert page.status_code < 500, at
        if reference in page.text:
            found.add(at)
    return found


def test_a_case_that_is_kept_from_somebody_since_is_on_no_page_of_any_day(ann):
    reference = ann.case.trigger.reference
    (meeting,) = meetings(ann)
    agenda = f"/meetings/{meeting.meeting_id}"
    before = on_which(ann, reference, as_of=THEN)
    assert {"/", "/meetings", agenda, "/figures/counts", "/audit"} <= before
    assert {"/letters", "/audit/reads"} <= on_which(ann, reference)
    tale = ann.tale
    tale.reviews.restrict_case(tale.case_id, (), reason="-", signed=tale.signed(SINCE))
    ann.on(SINCE).as_auditor()
    assert on_which(ann, reference, as_of=THEN) == set()
    assert on_which(ann, reference) == set()
