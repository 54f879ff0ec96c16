"""Every page takes `?as_of=` an instant, or stands here with the reason why not.

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
from visiting import PASSWORD, sign_in
from web.test_every_form import GIVEN, Another

TODAY = date(2026, 4, 7)
PROPOSED = 2
POLICE = Account(
    UUID(int=61), "pol@police.example", "Pol Reach", Role.PARTNER, BODIES[1], AREAS
)
# Each of these shows what is so now, and says nothing of what was.
NOW_ONLY = {
    "/accessibility": "a statement about the pages themselves",
    "/static/{name:path}": "files of the pages themselves",
    "/sign-in": "lets somebody in now",
    "/signed-in": "tells a script how long a session still lasts",
    "/account": "an account as it is: accounts are kept in the office, not in the log",
    "/account/second-factor": "an account as it is, kept in the office",
    "/account/second-factor/new": "a form: nothing is recorded in the past",
    "/confirm": "asks again who it is now",
    "/sign-in/code": "lets somebody in now",
    "/sign-in/provider": "lets somebody in now",
    "/sign-in/provider/back": "lets somebody in now",
    "/emergency": "a form: nothing is recorded in the past",
    "/emergency/opened": "what may be opened now, by whoever opened it",
    "/audit/ledger": "the log as it is checked; each head says when it was signed",
    "/audit/ledger/heads/{number:int}": "a head says itself when it was signed",
    "/audit/ledger/verify_ledger.py": "a program",
    "/accounts": "accounts are kept in the office, not in the log",
    "/accounts/new": "a form: nothing is recorded in the past",
    "/accounts/{account_id:uuid}": "accounts are kept in the office, not in the log",
    "/applications/new": "a form of no case: nothing is recorded in the past",
    "/figures/what-if/{what_if_id:uuid}": "answered as of when it was kept",
    "/figures/what-if/{what_if_id:uuid}/let-go": "nothing is recorded in the past",
    "/retention/rule": "a form of no case: nothing is recorded in the past",
    "/retention/no-rule": "a form of no case: nothing is recorded in the past",
    "/find": "finds cases as they are now, by names that may have been put right",
    "/requests/{reference:str}/{request_id:uuid}": "half an answer is of no past",
    "/requests/{reference:str}/{request_id:uuid}/saved": "half an answer is of no past",
    "/requests/{reference:str}/{request_id:uuid}/check": "half an answer is of no past",
    "/requests/{reference:str}/actions": "a form: nothing is recorded in the past",
    "/healthz": "asked by a program whether it runs now",
    "/readyz": "asked by a program whether it runs now",
}
# Before the bodies were asked on 10 March, and around their answers of the 18th.
DAYS = ("2026-03-09", "2026-03-12", "2026-03-18")
# An applicant and a body see what is so now, and no more than that.
FOR_THE_PUBLIC = ("/apply", "/status", "/answer", "/reporting")


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


def pages(app):
    return sorted(r.path for r in app.routes if "GET" in getattr(r, "methods", ()))


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
