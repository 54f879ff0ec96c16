"""Keeping accounts: an administrator keeps those of their areas, nobody else any."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from litestar.testing import TestClient

from asbreview.access.accounts import (
    Account,
    Role,
    account_with_password,
    all_accounts,
    open_account,
)
from asbreview.access.alerts_due import take_alerts
from asbreview.access.keeping import changes_of
from desk import ADDRESS, ANN, SAM, desk, pages_of
from journey import APPLIED_ON, AREAS, COUNCIL
from one_time_codes import code_at
from visiting import PASSWORD, fields_of, sign_in, token_of
from web.test_second_factor import Postbox

ADA = Account(
    UUID(int=61), "ada@ely.example", "Ada Prior", Role.ADMINISTRATOR, COUNCIL, AREAS
)
FLORA = Account(
    UUID(int=62),
    "flora@fens.example",
    "Flora Drove",
    Role.CASEWORKER,
    COUNCIL,
    frozenset({"the-fens"}),
)
BOTH = FLORA._replace(
    account_id=UUID(int=63),
    sign_in_name="both@fens.example",
    name="Bo Thorpe",
    areas=FLORA.areas | AREAS,
)
NEW_PASSWORD = "otters under the old bridge"
EVE = {
    "name": "Eve Marsh",
    "sign_in_name": "Eve@ely.example",
    "role": "caseworker",
    "body_id": str(COUNCIL),
    "areas": sorted(AREAS),
    "password": NEW_PASSWORD,
}


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        for account in (ADA, FLORA, BOTH):
            open_account(
                at_desk.installation.office,
                account,
                password=PASSWORD,
                at=at_desk.clock(),
            )
        at_desk.tale.apply()
        at_desk.on(APPLIED_ON)
        at_desk.browser.cookies.clear()
        sign_in(at_desk.browser, name=ADA.sign_in_name)
        yield at_desk


@pytest.fixture
def sams(at_desk):
    """Another browser, in which Sam is signed in."""
    with TestClient(pages_of(at_desk.installation), base_url=ADDRESS) as browser:
        sign_in(browser)
        yield browser


def of(account):
    return f"/accounts/{account.account_id}"


def send(at_desk, address, **typed):
    token = fields_of(at_desk.browser.get("/account"), "/sign-out")["csrf_token"][0]
    fields = {"csrf_token": token, "command_id": str(uuid4()), **typed}
    return at_desk.browser.post(address, data=fields)


def known(at_desk, name):
    found = {a.sign_in_name: a for a in all_accounts(at_desk.installation.office)}
    return found.get(name)


def test_an_administrator_begins_at_the_accounts_of_their_areas(at_desk):
    page = at_desk.browser.get("/")
    assert page.url.path == "/accounts"
    assert "Sam Reed" in page.text
    assert "Flora Drove" not in page.text
    assert "Bo Thorpe" not in page.text


def test_an_account_is_opened_once_and_can_be_signed_in_with(at_desk):
    shown = at_desk.browser.get("/accounts/new")
    fields = fields_of(shown, None) | EVE
    for _ in range(2):
        page = at_desk.browser.post("/accounts/new", data=fields)
        assert "The account is open" in page.text
        assert NEW_PASSWORD not in page.text
    eve = known(at_desk, "eve@ely.example")
    assert (eve.name, eve.role, eve.areas) == ("Eve Marsh", Role.CASEWORKER, AREAS)
    assert "opened as caseworker, by Ada Prior" in page.text
    page = sign_in(at_desk.browser, "eve@ely.example", NEW_PASSWORD)
    assert "Eve Marsh" in page.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "short"}, "password"),
        ({"sign_in_name": SAM.sign_in_name}, "Somebody signs in by that name already"),
        ({"role": "emperor"}, "Select the role"),
        ({"body_id": str(UUID(int=5))}, "Select the body they act for"),
        ({"areas": ["the-fens"]}, "Select from the areas"),
        ({"name": ""}, "Enter their name"),
    ],
)
def test_a_mistake_opens_nothing_and_loses_nothing_but_the_password(
    at_desk, wrong, says
):
    before = len(all_accounts(at_desk.installation.office))
    page = send(at_desk, "/accounts/new", **(EVE | wrong))
    assert page.status_code in {409, 422}
    assert says in page.text
    assert EVE["password"] not in page.text
    assert "Eve" in page.text
    assert len(all_accounts(at_desk.installation.office)) == before


def test_a_change_holds_at_once_where_they_are_signed_in(at_desk, sams):
    assert sams.get(at_desk.address).status_code == 200
    typed = {
        "role": "manager",
        "body_id": str(COUNCIL),
        "areas": ["east-cambridgeshire"],
    }
    page = send(at_desk, of(SAM), **typed)
    assert "The account is changed" in page.text
    assert "now manager, of east-cambridgeshire, by Ada Prior" in page.text
    assert sams.get(at_desk.address).status_code == 403
    send(at_desk, of(SAM), **(typed | {"role": "caseworker", "areas": []}))
    assert sams.get(at_desk.address).status_code == 404


@pytest.mark.parametrize("what", ["password", "disabled", "ended"])
def test_sessions_end_with_a_new_password_disabling_and_on_request(at_desk, sams, what):
    assert "Since" in at_desk.browser.get(of(SAM)).text
    typed = {"password": NEW_PASSWORD} if what == "password" else {}
    page = send(at_desk, f"{of(SAM)}/{what}", **typed)
    assert "signed out everywhere" in page.text
    asked = sams.get(at_desk.address, follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/sign-in?")
    assert "Signed in nowhere" in at_desk.browser.get(of(SAM)).text


def test_a_lost_second_factor_is_removed_and_with_it_every_session(at_desk, sams):
    asked = sams.get("/account/second-factor/new")
    key = re.search(r'id="key">([A-Z2-7 ]+)<', asked.text)[1].replace(" ", "")
    fields = fields_of(asked, "/account/second-factor/new")
    code = code_at(key, at_desk.clock())
    sams.post("/account/second-factor/new", data=fields | {"code": code})
    assert "with 10 recovery codes left" in at_desk.browser.get(of(SAM)).text
    page = send(at_desk, f"{of(SAM)}/factor-removed")
    assert "Their second factor is removed" in page.text
    assert "second factor removed, by Ada Prior" in page.text
    assert sams.get("/account", follow_redirects=False).status_code == 303
    assert sign_in(sams).url.path == "/"
    mine = sams.get("/account").text
    assert "second factor removed, by whoever keeps the accounts" in mine
    again = send(at_desk, f"{of(SAM)}/factor-removed")
    assert again.text.count("second factor removed, by Ada") == 1


def test_after_a_quarter_of_an_hour_whoever_keeps_accounts_is_asked_again(at_desk):
    at_desk.clock.now += timedelta(minutes=15)
    for address in ("/accounts/new", *(of(SAM) + what for what in ("", "/disabled"))):
        asked = send(at_desk, address, **EVE)
        assert asked.status_code == 403
        assert "Confirm that it is you" in asked.text
    assert known(at_desk, SAM.sign_in_name) == SAM
    assert known(at_desk, "eve@ely.example") is None


def test_whoever_is_disabled_signs_in_again_once_they_are_enabled(at_desk):
    def signs_in():
        return account_with_password(
            at_desk.installation.office,
            sign_in_name=SAM.sign_in_name,
            password=PASSWORD,
            demonstration=False,
        )

    page = send(at_desk, f"{of(SAM)}/disabled")
    assert "<strong>disabled</strong>" in page.text
    assert signs_in() is None
    assert "Disabled" in at_desk.browser.get("/accounts").text
    send(at_desk, f"{of(SAM)}/enabled")
    assert signs_in() == SAM


@pytest.mark.parametrize("theirs", [FLORA, BOTH, ADA], ids=["other", "both", "own"])
def test_nobody_keeps_their_own_account_or_one_that_reaches_further(at_desk, theirs):
    nobodys = at_desk.browser.get(f"/accounts/{UUID(int=99)}")
    page = at_desk.browser.get(of(theirs))
    assert page.status_code == nobodys.status_code == 404
    typed = {"role": "lead", "body_id": str(COUNCIL), "areas": sorted(AREAS)}
    for address in ("", "/password", "/disabled", "/ended"):
        more = typed if not address else {}
        more |= {"password": NEW_PASSWORD} if address == "/password" else {}
        assert send(at_desk, of(theirs) + address, **more).status_code == 404
    assert known(at_desk, theirs.sign_in_name) == theirs


def test_a_field_that_the_form_does_not_ask_changes_nothing(at_desk):
    typed = {"role": "lead", "body_id": str(COUNCIL), "areas": sorted(AREAS)}
    for more in ({"account_id": str(ADA.account_id)}, {"demonstration": "true"}):
        page = send(at_desk, of(SAM), **typed, **more)
        assert page.status_code == 422
    assert known(at_desk, SAM.sign_in_name) == SAM


@pytest.mark.parametrize("name", [SAM.sign_in_name, ANN.sign_in_name])
def test_nobody_else_is_shown_the_accounts(at_desk, name):
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=name)
    for address in ("/accounts", "/accounts/new", of(SAM)):
        assert at_desk.browser.get(address).status_code == 403


def test_everybody_sees_their_own_account_and_signs_out_elsewhere(at_desk, sams):
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser)
    page = at_desk.browser.get("/account")
    assert "Sam Reed" in page.text
    assert "East Cambridgeshire" in page.text
    assert len(re.findall("Since ", page.text)) == 3
    assert page.text.count("this one") == 1
    token = {"csrf_token": token_of(at_desk.browser)}
    done = at_desk.browser.post("/account/end-sessions", data=token)
    assert "signed out everywhere else" in done.text
    assert len(re.findall("Since ", done.text)) == 1
    assert sams.get("/", follow_redirects=False).status_code == 303
    assert at_desk.browser.get("/").status_code == 200


def test_no_page_of_accounts_shows_a_case(at_desk):
    for address in ("/accounts", "/accounts/new", of(SAM), "/account"):
        page = at_desk.browser.get(address)
        assert page.status_code == 200
        assert "MARKER" not in page.text
        assert at_desk.case.trigger.reference not in page.text
    assert at_desk.get().status_code == 403


def test_a_password_typed_for_somebody_is_on_no_page_that_asks_again(at_desk):
    """Nor hidden on one: what is hidden there, a browser or a look at it gives away."""
    at_desk.clock.now += timedelta(minutes=15)
    asked = send(at_desk, "/accounts/new", **EVE)
    assert "Confirm that it is you" in asked.text
    assert NEW_PASSWORD not in asked.text
    shown = fields_of(asked, "/confirm") | {"password": PASSWORD}
    again = at_desk.browser.post("/confirm", data=shown)
    assert NEW_PASSWORD not in again.text
    assert PASSWORD not in again.text
    kept = fields_of(again, "/accounts/new")
    assert kept["name"] == [EVE["name"]]
    assert kept["password"] == [""]
    assert re.search(r'<input[^>]*name="password"[^>]*type="password"', again.text)
    done = at_desk.browser.post("/accounts/new", data=kept | {"password": NEW_PASSWORD})
    assert EVE["name"] in done.text
    at_desk.browser.cookies.clear()
    assert sign_in(at_desk.browser, EVE["sign_in_name"], NEW_PASSWORD).is_success


def test_whose_password_is_changed_by_another_is_told_so(at_desk):
    """Or whoever keeps the accounts could sign in as anybody, and nobody would know."""
    state = at_desk.browser.app.state
    state.installation = replace(state.installation, mail=Postbox(failing=False))
    office = at_desk.installation.office
    refused = send(at_desk, f"{of(SAM)}/password", password="short")
    assert refused.status_code in {409, 422}
    assert take_alerts(office, at=at_desk.clock()) == []
    page = send(at_desk, f"{of(SAM)}/password", password=NEW_PASSWORD)
    assert page.status_code == 200
    (told,) = take_alerts(office, at=at_desk.clock())
    assert told.to == SAM.sign_in_name
    assert "given another password by whoever keeps the accounts" in told.text
    assert NEW_PASSWORD not in told.text


SENT_TWICE = {
    "": {"role": "auditor", "body_id": str(COUNCIL), "areas": sorted(AREAS)},
    "/password": {"password": NEW_PASSWORD},
    "/disabled": {},
    "/ended": {},
}


@pytest.mark.parametrize("to", SENT_TWICE)
def test_a_change_that_is_sent_twice_is_noted_once_and_answered_alike(at_desk, to):
    before = changes_of(at_desk.installation.office, SAM.account_id)
    same = {"command_id": str(uuid4())}
    first = send(at_desk, f"{of(SAM)}{to}", **SENT_TWICE[to], **same)
    again = send(at_desk, f"{of(SAM)}{to}", **SENT_TWICE[to], **same)
    assert (again.status_code, again.url) == (200, first.url)
    after = changes_of(at_desk.installation.office, SAM.account_id)
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    "what", [{"role": "auditor"}, {"password": "bats at dusk fly"}]
)
def test_a_new_account_sent_again_with_other_words_is_not_said_to_be_so(at_desk, what):
    same = {"command_id": str(uuid4())}
    assert send(at_desk, "/accounts/new", **EVE, **same).status_code == 200
    again = send(at_desk, "/accounts/new", **(EVE | what), **same)
    assert again.status_code == 409
    assert "nothing was recorded now" in again.text
    assert known(at_desk, "eve@ely.example").role is Role.CASEWORKER
    once = send(at_desk, "/accounts/new", **EVE, **same)
    assert "The account is open" in once.text
