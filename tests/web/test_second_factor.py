"""A second factor: adding one, signing in with it, losing it; who has to have one."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from litestar.testing import TestClient

import framed
from asbreview.access.accounts import Role, change_password, disable_account
from asbreview.access.accounts import remove_second_factor as removed_on_the_machine
from asbreview.access.keeping import changes_of
from asbreview.domain.letter.sending import Obstacle
from asbreview.keeping_alerts import send_alerts
from asbreview.letters.ways.carrying import Unsure
from framed import ANN, SAM
from one_time_codes import code_at
from visiting import fields_of, sign_in, token_of
from web.mistakes import LONG

HERE = "/account/second-factor"
NEW = f"{HERE}/new"
NOTE = "/cases/EF-26-7K3MQ/note"
CODE = "/sign-in/code"
ADDRESS = "https://testserver.local"


def key_on(page):
    return re.search(r'id="key">([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")


def codes_on(page):
    return re.findall(r"<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>", page.text)


class Phone:
    """An app with a key, and the recovery codes that were written down."""

    def __init__(self, browser, clock):
        self.clock = clock
        asked = browser.get(NEW)
        self.key = key_on(asked)
        typed = fields_of(asked, NEW) | {"code": self.code()}
        self.told = browser.post(NEW, data=typed)
        self.codes = codes_on(self.told)

    def code(self, steps=0):
        return code_at(self.key, self.clock(), steps=steps)


@pytest.fixture
def phone(browser, clock):
    sign_in(browser)
    phone = Phone(browser, clock)
    clock.pass_(minutes=1)
    return phone


@pytest.fixture
def elsewhere(installation):
    with TestClient(framed.framed(installation), base_url=ADDRESS) as other:
        yield other


def enter(browser, page, **typed):
    return browser.post(CODE, data=fields_of(page, CODE) | typed)


def with_two_factors(installation, *roles):
    settings = replace(installation.settings, two_factors=frozenset(roles))
    return framed.framed(replace(installation, settings=settings))


@pytest.fixture
def strict(installation):
    """A browser where caseworkers have to have a second factor."""
    pages = with_two_factors(installation, Role.CASEWORKER)
    with TestClient(pages, base_url=ADDRESS) as browser:
        yield browser


def test_a_second_factor_is_added_with_its_code_and_recovery_codes_are_told_once(
    browser, clock
):
    sign_in(browser)
    phone = Phone(browser, clock)
    assert len(phone.codes) == 10
    assert "They are shown this once" in phone.told.text
    page = browser.get(HERE)
    assert "10 are left" in page.text
    assert not codes_on(page)
    assert phone.key not in page.text


def test_the_key_is_shown_as_a_picture_and_in_groups_to_be_pasted(browser):
    sign_in(browser)
    page = browser.get(NEW)
    picture = re.search(r'<img[^>]+src="(data:image/svg[^"]+)"[^>]+>', page.text)
    assert 'alt="QR code' in picture[0]
    assert "img-src 'self' data:" in page.headers["content-security-policy"]
    assert re.search(r'id="key">([A-Z2-7]{4} ){7}[A-Z2-7]{4}<', page.text)
    assert f"secret={key_on(page)}" in page.text


def test_a_wrong_code_adds_nothing_and_keeps_the_key(browser):
    sign_in(browser)
    asked = browser.get(NEW)
    again = browser.post(NEW, data=fields_of(asked, NEW) | {"code": "000000"})
    assert "The code is not the one that the app shows for this key" in again.text
    assert key_on(again) == key_on(asked)
    assert "You sign in with your password alone" in browser.get(HERE).text


def test_a_key_that_was_made_for_somebody_else_is_not_taken(browser, clock, elsewhere):
    sign_in(elsewhere, name=ANN.sign_in_name)
    anns = elsewhere.get(NEW)
    sign_in(browser)
    planted = fields_of(browser.get(NEW), NEW)
    planted |= {"secret": fields_of(anns, NEW)["secret"]}
    code = code_at(key_on(anns), clock())
    again = browser.post(NEW, data=planted | {"code": code})
    assert "This key was not made for you" in again.text
    assert key_on(again) != key_on(anns)


def test_signing_in_asks_for_the_code_and_goes_on_where_one_was(browser, phone):
    browser.cookies.clear()
    asked = sign_in(browser, page=browser.get(f"{NOTE}?as_of=2026-03-01"))
    assert asked.url.path == CODE
    assert 'autocomplete="one-time-code"' in asked.text
    assert 'inputmode="numeric"' in asked.text
    assert "Signed in as" not in asked.text
    assert browser.get(NOTE).url.path == "/sign-in"
    page = enter(browser, asked, code=f" {phone.code()[:3]} {phone.code()[3:]} ")
    assert (page.url.path, page.url.query) == (NOTE, b"as_of=2026-03-01")
    assert "Signed in as Sam Reed" in page.text


def test_a_code_that_was_seen_lets_nobody_else_in(browser, phone, elsewhere):
    """Whoever has the password and looks on while it is typed comes too late."""
    code = phone.code()
    browser.cookies.clear()
    enter(browser, sign_in(browser), code=code)
    assert browser.get(NOTE).url.path == NOTE
    again = enter(elsewhere, sign_in(elsewhere), code=code)
    assert again.status_code == 422
    assert "was used already" in again.text
    assert elsewhere.get(NOTE).url.path == "/sign-in"


def test_a_wrong_code_is_told_and_can_be_put_right(browser, phone):
    browser.cookies.clear()
    again = enter(browser, sign_in(browser), code="12345")
    assert again.status_code == 422
    assert "The code is wrong" in again.text
    assert "<title>Error: " in again.text
    assert enter(browser, again, code=phone.code()).url.path == "/"


def test_forty_thousand_characters_are_no_code(browser, phone):
    browser.cookies.clear()
    again = enter(browser, sign_in(browser), code=LONG)
    assert again.status_code == 422
    assert "There is a problem" in again.text
    assert enter(browser, again, code=phone.code()).url.path == "/"


def test_no_code_is_asked_for(browser, phone):
    browser.cookies.clear()
    assert "Enter the code that your app" in enter(browser, sign_in(browser)).text


def test_the_code_is_asked_of_nobody_who_showed_no_password(browser, phone):
    browser.cookies.clear()
    assert browser.get(CODE).url.path == "/sign-in"
    typed = fields_of(browser.get("/sign-in"), "/sign-in") | {"code": phone.code()}
    page = browser.post(CODE, data=typed)
    assert page.status_code == 401
    assert browser.get(NOTE).url.path == "/sign-in"


def test_a_password_holds_for_ten_minutes(browser, phone, clock):
    browser.cookies.clear()
    asked = sign_in(browser)
    clock.pass_(minutes=10)
    late = enter(browser, asked, code=phone.code())
    assert "It is too long since you entered your password" in late.text
    assert sign_in(browser, page=late).url.path == CODE


def test_a_cookie_that_was_planted_before_the_password_is_worth_nothing_after_it(
    browser, phone, elsewhere
):
    planted = "planted-cookie"
    browser.cookies.clear()
    for each in (browser, elsewhere):
        each.cookies.set("__Host-signing-in", planted, domain="testserver.local")
    sign_in(browser)
    assert elsewhere.get(CODE).url.path == "/sign-in"
    assert browser.cookies.get("__Host-signing-in") != planted


@pytest.mark.parametrize("how", ["password", "disabled", "removed"])
def test_whoever_was_about_to_enter_a_code_is_out_once_the_account_changes(
    browser, phone, office, clock, how
):
    browser.cookies.clear()
    asked = sign_in(browser)
    name = SAM.sign_in_name
    if how == "password":
        change_password(office, sign_in_name=name, password="otters under the bridge")
    elif how == "disabled":
        disable_account(office, sign_in_name=name, at=clock())
    else:
        removed_on_the_machine(office, sign_in_name=name)
    assert enter(browser, asked, code=phone.code()).status_code == 401


def test_whoever_guesses_codes_has_to_wait_and_keeps_nobody_else_out(
    browser, phone, elsewhere, clock
):
    browser.cookies.clear()
    asked = sign_in(browser)
    for _ in range(5):
        wrong = enter(browser, asked, code="000000")
    assert "The code is wrong" in wrong.text
    kept_out = enter(browser, asked, code=phone.code())
    assert "There were too many wrong codes. You can try again on" in kept_out.text
    # A colleague at the same address, and a recovery code of the account's own.
    assert sign_in(elsewhere, name=ANN.sign_in_name).url.path == "/"
    assert enter(browser, asked, recovery=phone.codes[0]).status_code == 200
    clock.pass_(minutes=15)
    browser.cookies.clear()
    assert enter(browser, sign_in(browser), code=phone.code()).url.path == "/"


def test_wrong_codes_from_elsewhere_do_not_keep_the_owner_out(
    installation, phone, clock
):
    def at(address):
        pages = framed.framed(installation)

        async def reached(scope, receive, send):
            await pages({**scope, "client": (address, 50_000)}, receive, send)

        return TestClient(reached, base_url=ADDRESS)

    with at("203.0.113.7") as thief, at("198.51.100.9") as owner:
        asked = sign_in(thief)
        for _ in range(6):
            refused = enter(thief, asked, code="000000")
        assert "too many wrong codes" in refused.text
        assert enter(owner, sign_in(owner), code=phone.code()).url.path == "/"


def test_a_recovery_code_lets_in_once_and_is_told(browser, phone, office):
    browser.cookies.clear()
    typed = phone.codes[2].lower().replace("-", " ")
    page = enter(browser, sign_in(browser), recovery=typed)
    assert page.url.path == HERE
    assert "9 are left" in page.text
    assert "You signed in with a recovery code" in page.text
    assert changes_of(office, SAM.account_id)[0].what == "recovery code used"
    browser.cookies.clear()
    again = enter(browser, sign_in(browser), recovery=phone.codes[2])
    assert "The recovery code is wrong, or was used already" in again.text


def test_new_recovery_codes_end_those_before(browser, phone):
    token = {"csrf_token": token_of(browser), "command_id": framed.CASE}
    told = browser.post(f"{HERE}/codes", data=token)
    assert len(codes_on(told)) == 10
    assert not set(codes_on(told)) & set(phone.codes)
    browser.cookies.clear()
    asked = sign_in(browser)
    assert enter(browser, asked, recovery=phone.codes[0]).status_code == 422
    assert enter(browser, asked, recovery=codes_on(told)[0]).url.path == HERE


def test_adding_one_gives_a_new_cookie_and_ends_every_other_session(
    browser, clock, elsewhere
):
    for each in (browser, elsewhere):
        sign_in(each)
    before = browser.cookies.get("__Host-session")
    Phone(browser, clock)
    assert browser.get(NOTE).url.path == NOTE
    assert elsewhere.get(NOTE).url.path == "/sign-in"
    assert browser.cookies.get("__Host-session") != before
    elsewhere.cookies.set("__Host-session", before, domain="testserver.local")
    assert elsewhere.get(NOTE).url.path == "/sign-in"


def test_whoever_removes_it_is_signed_out_and_signs_in_without(browser, phone):
    token = {"csrf_token": token_of(browser), "command_id": framed.CASE}
    page = browser.post(f"{HERE}/remove", data=token)
    assert page.url.path == "/sign-in"
    assert browser.get(NOTE).url.path == "/sign-in"
    assert sign_in(browser).url.path == "/"


def test_a_form_that_was_kept_is_carried_past_the_code_too(
    browser, phone, clock, installation
):
    note = {n: v[0] for n, v in fields_of(browser.get(NOTE), None).items()}
    note |= {"csrf_token": token_of(browser), "reasons": "Noise, every night."}
    clock.pass_(minutes=31)
    refused = browser.post(NOTE, data=note)
    asked = sign_in(browser, page=refused)
    assert "What you typed before is kept" in asked.text
    once_more = enter(browser, asked, code="000000")
    again = enter(browser, once_more, code=phone.code())
    assert "You are signed in again" in again.text
    kept = fields_of(again, NOTE)
    assert kept["reasons"] == ["Noise, every night."]
    assert kept["command_id"] == [note["command_id"]]


def test_who_has_to_have_one_gets_nowhere_without(strict, clock):
    page = sign_in(strict, page=strict.get(f"{NOTE}?as_of=2026-03-01"))
    assert page.url.path == NEW
    assert "Your role has to have one before anything else" in page.text
    for address in ("/", NOTE, HERE, "/accessibility"):
        asked = strict.get(address)
        assert asked.url.path == (NEW if address != "/accessibility" else address)
    assert "Find a case" not in page.text
    told = strict.post(
        NEW,
        data=fields_of(page, NEW) | {"code": code_at(key_on(page), clock())},
    )
    assert 'href="/cases/EF-26-7K3MQ/note?as_of=2026-03-01"' in told.text
    assert strict.get(NOTE).url.path == NOTE


def test_whoever_has_to_add_one_may_sign_out_instead(strict):
    page = sign_in(strict)
    token = fields_of(page, "/sign-out")
    assert strict.post("/sign-out", data=token).url.path == "/sign-in"


def test_another_role_need_not_have_one(strict):
    assert sign_in(strict, name=ANN.sign_in_name).url.path == "/"


def test_a_form_that_comes_before_the_second_factor_loses_nothing(
    browser, installation, clock
):
    sign_in(browser)
    note = {n: v[0] for n, v in fields_of(browser.get(NOTE), None).items()}
    note |= {"csrf_token": token_of(browser), "reasons": "Noise, every night."}
    pages = with_two_factors(installation, Role.CASEWORKER)
    with TestClient(pages, base_url=ADDRESS) as strict:
        strict.cookies.update(browser.cookies)
        asked = strict.post(NOTE, data=note)
        assert asked.status_code == 403
        assert "What you typed is kept" in asked.text
        assert installation.reviews.recorded == []
        code = code_at(key_on(asked), clock())
        told = strict.post(NEW, data=fields_of(asked, NEW) | {"code": code})
        assert fields_of(told, NOTE)["reasons"] == ["Noise, every night."]


def test_who_has_to_have_one_replaces_it_and_does_not_remove_it(strict, clock):
    sign_in(strict)
    before = Phone(strict, clock)
    page = strict.get(HERE)
    assert "Remove the second factor" not in page.text
    token = {"csrf_token": token_of(strict), "command_id": framed.CASE}
    assert strict.post(f"{HERE}/remove", data=token).status_code == 403
    clock.pass_(minutes=1)
    after = Phone(strict, clock)
    clock.pass_(minutes=1)
    strict.cookies.clear()
    asked = sign_in(strict)
    assert enter(strict, asked, code=before.code()).status_code == 422
    assert enter(strict, asked, code=after.code()).url.path == "/"


class Postbox:
    """A mail server that keeps what it is given, or fails."""

    def __init__(self, *, failing):
        self.got, self.failing = [], failing

    def send(self, mail):
        if self.failing:
            raise Unsure(Obstacle.REFUSED)
        self.got.append(mail)


@pytest.mark.parametrize("failing", [False, True])
def test_whoever_it_is_is_told_by_email_and_no_failure_of_it_undoes_anything(
    installation, clock, failing
):
    post = Postbox(failing=failing)
    pages = framed.framed(replace(installation, mail=post))
    with TestClient(pages, base_url=ADDRESS) as browser:
        sign_in(browser)
        phone = Phone(browser, clock)
        browser.cookies.clear()
        assert (
            enter(browser, sign_in(browser), recovery=phone.codes[0]).url.path == HERE
        )
    office, later = installation.office, clock() + timedelta(minutes=5)
    send_alerts(office, post, clock())
    if failing:
        assert post.got == []
        post.failing = False
        send_alerts(office, post, later)
    added, used = post.got
    assert (added.to, used.to) == (SAM.sign_in_name, SAM.sign_in_name)
    assert "A second factor was added to your account." in added.text
    assert "A recovery code of your account was used." in used.text
    assert "2 March 2026 at 9:30am" in used.text
    assert phone.key not in added.text + used.text
    assert not any(code in added.text + used.text for code in phone.codes)
