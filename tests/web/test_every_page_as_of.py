"""Every page takes `?as_of=` an instant, or stands in `pages_of_then` with a reason.

That a page takes it is told by what it does with an instant that cannot be read: it
refuses to be shown at all, rather than be taken for what was.
"""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.web.as_of import NOT_A_MOMENT
from desk import desk, words
from journey import APPLIED_ON, AREAS, BODIES, EAST_CAMBRIDGESHIRE
from pages_of_then import (
    FILLED_IN,
    FOR_THE_PUBLIC,
    NOW_ONLY,
    left_open,
    pages,
    pages_of_then,
)
from visiting import PASSWORD, sign_in
from web.test_every_form import GIVEN, Another

TODAY = date(2026, 4, 7)
PROPOSED = 2
POLICE = Account(
    UUID(int=61), "pol@police.example", "Pol Reach", Role.PARTNER, BODIES[1], AREAS
)
# Before the bodies were asked on 10 March, and around their answers of the 18th.
DAYS = ("2026-03-09", "2026-03-12", "2026-03-18")


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("as-of")) as at_desk:
        open_account(
            at_desk.installation.office, POLICE, password=PASSWORD, at=at_desk.clock()
        )
        proposed = EAST_CAMBRIDGESHIRE.model_copy(update={"version": PROPOSED})
        signed = at_desk.tale.signed(APPLIED_ON)
        at_desk.reviews.propose_procedure(proposed, reason="Late", signed=signed)
        at_desk.another = Another(at_desk, 9000)
        at_desk.clock.set(TODAY)
        at_desk.installation.projector.catch_up()
        sign_in(at_desk.browser)
        yield at_desk


@pytest.fixture(scope="module")
def ids(at_desk):
    case = at_desk.another
    others = {"timer_id": "tell-outcome", "name": "x", "which": "1", "number": PROPOSED}
    reference = case.case.trigger.reference
    return case.ids | others | {"reference": reference, "token": "A" * 48}


def asked(at_desk, ids, path, as_of):
    address = GIVEN.sub(lambda name: str(ids[name[1]]), path)
    return at_desk.browser.get(address, params={"as_of": as_of}, follow_redirects=False)


def refuses(page):
    return page.status_code == 400 and NOT_A_MOMENT in words(page)


def test_every_page_takes_an_instant_or_has_a_reason_not_to(at_desk, ids):
    takes, not_so = set(), set()
    for path in pages(at_desk.browser.app):
        if path.startswith(FOR_THE_PUBLIC) or path in NOW_ONLY:
            continue
        if not path.startswith(("/requests", "/audit")):
            page = asked(at_desk, ids, path, "the day before")
            (takes if refuses(page) else not_so).add(path)
    assert not_so == set(), "Let it take as_of, or say in NOW_ONLY why it does not."
    assert len(takes) > 80


def test_every_page_of_an_auditor_takes_an_instant(at_desk, ids):
    theirs = [path for path in pages(at_desk.browser.app) if path.startswith("/audit")]
    assert theirs
    at_desk.as_auditor()
    taken = [path for path in theirs if refuses(asked(at_desk, ids, path, "then"))]
    sign_in(at_desk.browser)
    assert taken == [path for path in theirs if path not in NOW_ONLY]


def test_what_a_body_was_asked_takes_an_instant_too(at_desk, ids):
    case = at_desk.another
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=POLICE.sign_in_name)
    theirs = [p for p in pages(at_desk.browser.app) if p.startswith("/requests")]
    theirs = [p for p in theirs if p not in NOW_ONLY]
    assert [p for p in theirs if refuses(asked(at_desk, ids, p, "then"))] == theirs
    said = {on: words(asked(at_desk, ids, "/requests", on)) for on in DAYS}
    reference = case.case.trigger.reference
    assert [reference in said[on] for on in DAYS] == [False, True, True]
    answered = ["answered on Wednesday 18 March 2026" in said[on] for on in DAYS]
    assert answered == [False, False, True]
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser)


def test_what_has_a_reason_is_a_page_and_takes_no_instant(at_desk, ids):
    there = pages(at_desk.browser.app)
    assert set(NOW_ONLY) - set(there) == set()
    for path in NOW_ONLY:
        if "{" not in path:
            assert not refuses(asked(at_desk, ids, path, "the day before")), path


def test_what_the_address_of_a_page_of_then_leaves_open_can_be_filled_in(at_desk):
    there = pages_of_then(at_desk.browser.app, {})
    lacks = {path for path in there if set(left_open(path)) - FILLED_IN}
    assert lacks == set(), "Say in `pages_of_then` what it is of, or why it is not."
    assert {name for path in there for name in left_open(path)} == FILLED_IN
