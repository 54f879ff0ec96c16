"""Before what reaches far one shows again who one is, and nothing typed is lost."""

from datetime import date, timedelta

import pytest
from litestar.testing import TestClient

import framed
from desk import desk, filled_in
from visiting import PASSWORD, fields_of, sign_in
from web.mistakes import LONG
from web.test_every_form import GIVEN
from web.test_second_factor import ADDRESS, CODE, HERE, NOTE, Phone, codes_on, enter

TODAY = date(2026, 3, 12)
LATER = timedelta(minutes=15)
PAGE = "/who-sees/restriction"
TYPED = {"restricted": "yes", "reason": "MARKERREASON: she is a <councillor>"}
CONFIRM = "/confirm"


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide()
        yield at_desk.on(TODAY)


def restriction(at_desk):
    """Fill in the form and leave it for a quarter of an hour."""
    fields = filled_in(at_desk.get(PAGE)) | TYPED
    at_desk.clock.now += LATER
    return at_desk.send(PAGE, fields)


def confirm(at_desk, asked, password=PASSWORD):
    fields = fields_of(asked, CONFIRM) | {"password": password}
    return at_desk.browser.post(CONFIRM, data=fields)


def test_within_a_quarter_of_an_hour_nothing_is_asked(at_desk):
    fields = filled_in(at_desk.get(PAGE)) | TYPED
    at_desk.clock.now += LATER - timedelta(minutes=1)
    assert "The case is restricted" in at_desk.send(PAGE, fields).text


def test_after_it_the_password_is_asked_for_and_what_was_typed_goes_on(at_desk):
    asked = restriction(at_desk)
    assert asked.status_code == 403
    assert "Confirm that it is you" in asked.text
    assert "nothing has been sent yet" in asked.text
    assert not at_desk.case.known.is_restricted

    again = confirm(at_desk, asked)
    assert "Thank you: it is you" in again.text
    kept = fields_of(again, at_desk.address + PAGE)
    assert kept["reason"] == [TYPED["reason"]]
    assert not at_desk.case.known.is_restricted

    done = at_desk.send(PAGE, kept)
    assert "The case is restricted" in done.text
    assert at_desk.case.known.is_restricted


def test_a_wrong_password_goes_no_further_and_loses_nothing(at_desk):
    asked = restriction(at_desk)
    wrong = confirm(at_desk, asked, "mistyped")
    assert wrong.status_code == 422
    assert "The password is wrong" in wrong.text
    assert "mistyped" not in wrong.text
    none = confirm(at_desk, wrong, "")
    assert "Enter your password" in none.text
    again = confirm(at_desk, none)
    kept = fields_of(again, at_desk.address + PAGE)
    assert kept["reason"] == [TYPED["reason"]]


def test_forty_thousand_characters_are_no_password_and_lose_nothing(at_desk):
    again = confirm(at_desk, restriction(at_desk), password=LONG)
    assert again.status_code == 422
    assert "There is a problem" in again.text
    kept = fields_of(confirm(at_desk, again), at_desk.address + PAGE)
    assert kept["reason"] == [TYPED["reason"]]


def test_whoever_guesses_has_to_wait(at_desk):
    asked = restriction(at_desk)
    for _ in range(5):
        asked = confirm(at_desk, asked, "a guess")
    page = confirm(at_desk, asked)
    assert "There were too many tries. You can try again on" in page.text


def test_the_session_goes_on_under_another_cookie_and_the_old_one_is_nobodys(at_desk):
    asked = restriction(at_desk)
    before = at_desk.browser.cookies.get("__Host-session")
    confirm(at_desk, asked)
    after = at_desk.browser.cookies.get("__Host-session")
    assert after != before
    assert at_desk.get().status_code == 200
    at_desk.browser.cookies.clear()
    at_desk.browser.cookies.set("__Host-session", before, domain="testserver.local")
    assert at_desk.get().url.path == "/sign-in"


def test_a_form_somebody_else_made_is_not_carried_through(at_desk):
    fields = filled_in(at_desk.get(PAGE)) | TYPED
    at_desk.clock.now += LATER
    refused = at_desk.send(PAGE, fields | {"csrf_token": "0" * 64})
    assert refused.status_code == 403
    assert "This form was not shown to you" in refused.text
    assert TYPED["reason"] not in refused.text


def test_what_reaches_less_far_is_not_asked_about(at_desk):
    fields = fields_of(at_desk.browser.get("/find"), "/find") | {"query": "Marigold"}
    at_desk.clock.now += LATER
    found = at_desk.browser.post("/find", data=fields)
    assert found.status_code == 200
    assert "Confirm that it is you" not in found.text


FAR = (
    "/accounts",
    "/account/second-factor",
    "/cases/{reference:str}/who-sees",
    "/cases/{reference:str}/people/{person_id:uuid}/erase",
)
STOPS_IT = "/cases/{reference:str}/people/{person_id:uuid}/erase/return"


def test_every_form_that_reaches_far_asks(at_desk):
    """By the addresses themselves: one that is added under them is tried too."""
    ids = {"reference": at_desk.case.trigger.reference, "what": "ended"}
    ids |= {
        "person_id": at_desk.case.contact.victim_id,
        "account_id": at_desk.tale.seed,
    }
    token = filled_in(at_desk.get(PAGE))["csrf_token"]
    at_desk.clock.now += LATER
    there = [r.path for r in at_desk.browser.app.routes if "POST" in r.methods]
    far = [p for p in there if p.startswith(FAR) and p != STOPS_IT]
    assert len(far) > 10
    for path in far:
        address = GIVEN.sub(lambda name: str(ids[name[1]]), path)
        page = at_desk.browser.post(address, data={"csrf_token": token})
        asks = "Confirm that it is you" in page.text
        of_others = path.startswith("/accounts")  # an administrator's: not Sam's at all
        assert page.status_code == 403, path
        assert asks is not of_others, path


def test_whoever_has_a_second_factor_shows_its_code(installation, browser, clock):
    sign_in(browser)
    phone = Phone(browser, clock)
    form = fields_of(browser.get(HERE), f"{HERE}/codes")
    clock.pass_(minutes=15)
    asked = browser.post(f"{HERE}/codes", data=form)
    assert "Code from your app" in asked.text
    assert 'type="password"' not in asked.text
    wrong = browser.post(CONFIRM, data=fields_of(asked, CONFIRM) | {"code": "000000"})
    assert "The code is wrong" in wrong.text
    code = phone.code()
    again = browser.post(CONFIRM, data=fields_of(wrong, CONFIRM) | {"code": code})
    told = browser.post(f"{HERE}/codes", data=fields_of(again, f"{HERE}/codes"))
    assert len(codes_on(told)) == 10
    # The code that was shown here signs nobody in.
    with TestClient(framed.framed(installation), base_url=ADDRESS) as other:
        assert enter(other, sign_in(other), code=code).status_code == 422
        assert other.get(NOTE).url.path == "/sign-in"
        assert other.get(CODE).url.path == CODE
