"""Signing in, and out; and what is carried through it."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from litestar.testing import TestClient

import framed
from asbreview.access.throttle import Allowed
from asbreview.refusal import CannotStart
from asbreview.settings import Settings as WhatIsSet
from asbreview.web.carried import own_address
from asbreview.web.given import Settings
from visiting import PASSWORD, fields_of, sign_in, token_of

NOTE = "/cases/EF-26-7K3MQ/note"


def a_note(browser):
    typed = {
        name: value[0] for name, value in fields_of(browser.get(NOTE), None).items()
    }
    return typed | {
        "csrf_token": token_of(browser),
        "met": "true",
        "agreed": ["district council", "chief officer of police"],
        "reasons": "Noise, every night.\r\nAnd <worse> & more.",
        "decided_on-day": "2",
        "decided_on-month": "3",
        "decided_on-year": "2026",
    }


def test_a_page_asks_whoever_is_not_signed_in_and_comes_back(browser):
    asked = browser.get(f"{NOTE}?as_of=2026-03-01")
    assert asked.url.path == "/sign-in"
    assert "Signed in as" not in asked.text

    page = sign_in(browser, page=asked)

    assert (page.url.path, page.url.query) == (NOTE, b"as_of=2026-03-01")
    assert "Signed in as Sam Reed (caseworker)" in page.text


def test_a_wrong_password_is_told_and_the_name_is_kept(browser):
    page = sign_in(browser, password="something else")
    assert page.status_code == 422
    assert page.text.count("The email address or the password is wrong") == 2
    assert 'value="sam@ely.example"' in page.text
    assert "something else" not in page.text
    assert "<title>Error: Sign in" in page.text


def test_an_unknown_name_is_told_the_same(browser):
    known = sign_in(browser, password="something else").text
    unknown = sign_in(browser, name="who@ely.example", password="something else").text
    assert unknown.replace("who@", "sam@").count("is wrong") == known.count("is wrong")


@pytest.mark.parametrize(
    ("name", "password", "says"),
    [("", "x", "Enter your email address"), ("sam@ely.example", "", "Enter your pass")],
)
def test_what_is_missing_is_asked_for(browser, name, password, says):
    assert says in sign_in(browser, name=name, password=password).text


def test_whoever_guesses_is_told_when_to_try_again(browser, clock):
    for _ in range(5):
        sign_in(browser, password="a guess")
    page = sign_in(browser)  # the right one, and still not let in
    assert "You can try again on 2 March 2026 at 9:45am" in page.text
    clock.pass_(minutes=15)
    assert sign_in(browser).url.path == "/"


PROXY = "127.0.0.1"
HERE, ELSEWHERE = "203.0.113.7", "2001:db8::7"


@contextmanager
def asked_by(installation, proxies, *, nearest=PROXY):
    """A browser that reaches the pages through whoever is nearest to them."""
    behind = replace(installation, settings=replace(WITH_ONE_TRY, proxies=proxies))
    pages = framed.framed(behind)

    async def reached(scope, receive, send):
        await pages({**scope, "client": (nearest, 50_000)}, receive, send)

    with TestClient(reached, base_url=ADDRESS) as browser:
        yield browser


ADDRESS = "https://testserver.local"
WITH_ONE_TRY = Settings(
    partnership="East Fen partnership",
    secret=b"s" * 32,
    allowed_hosts=("testserver.local",),
    tries=Allowed(per_account=99, per_address=1),
)


def lets_in(browser, said, password=PASSWORD):
    browser.cookies.clear()
    browser.headers["X-Forwarded-For"] = said
    page = sign_in(browser, password=password)
    return "There were too many tries" not in page.text


def test_behind_a_known_proxy_one_who_guesses_keeps_nobody_else_out(installation):
    with asked_by(installation, (PROXY,)) as browser:
        assert lets_in(browser, HERE, "a guess")
        assert not lets_in(browser, HERE)
        assert lets_in(browser, ELSEWHERE)


@pytest.mark.parametrize(
    ("nearest", "proxies", "first", "second"),
    [
        (PROXY, (PROXY,), f"10.1.1.1, {HERE}", f"10.2.2.2,{HERE}"),  # the browser's own
        (HERE, (PROXY,), "10.1.1.1", "10.2.2.2"),  # not by way of the proxy
        (PROXY, (), HERE, ELSEWHERE),  # no proxy is known
        (PROXY, (PROXY,), "unknown", ""),  # the proxy does not say
        (PROXY, (PROXY,), "2001:db8:1:2::7", "2001:db8:1:2:a::9"),  # one connection's
    ],
)
def test_what_anybody_may_write_of_themselves_is_not_believed(
    installation, nearest, proxies, first, second
):
    with asked_by(installation, proxies, nearest=nearest) as browser:
        assert lets_in(browser, first, "a guess")
        assert not lets_in(browser, second)


@pytest.mark.parametrize(
    ("told", "proxies"),
    [("", ()), ("127.0.0.1, ::0001", ("127.0.0.1", "::1"))],
)
def test_proxies_are_named_by_their_addresses(told, proxies):
    secret = {"ASBREVIEW_SECRET": "s" * 32}
    assert WhatIsSet.read(secret | {"ASBREVIEW_PROXIES": told}).proxies == proxies


def test_a_proxy_that_is_no_address_is_told():
    told = {"ASBREVIEW_SECRET": "s" * 32, "ASBREVIEW_PROXIES": "proxy.internal"}
    with pytest.raises(CannotStart, match=r"PROXIES is 'proxy\.internal'"):
        WhatIsSet.read(told)


def test_signing_in_gives_a_new_cookie_whatever_was_planted(browser):
    browser.cookies.set("__Host-session", "planted", domain="testserver.local")
    page = sign_in(browser)
    assert page.history[0].headers.get_list("set-cookie")[0].startswith("__Host-sess")
    assert "planted" not in browser.cookies.get("__Host-session")


def test_the_cookie_can_be_read_by_no_script_and_planted_by_no_other_host(browser):
    cookie = sign_in(browser).history[0].headers.get_list("set-cookie")[0]
    name, *attributes = [part.strip().casefold() for part in cookie.split(";")]
    assert name.startswith("__host-session=")
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= set(attributes)
    assert not any(part.startswith("domain") for part in attributes)


def test_signing_out_ends_the_session_and_not_only_the_cookie(browser):
    sign_in(browser)
    cookie = browser.cookies.get("__Host-session")
    page = browser.post("/sign-out", data={"csrf_token": token_of(browser)})
    assert page.url.path == "/sign-in"
    browser.cookies.set("__Host-session", cookie, domain="testserver.local")
    assert browser.get("/").url.path == "/sign-in"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\nb", "x"],
)
def test_signing_in_leads_nowhere_else(elsewhere):
    assert own_address(elsewhere) == "/"


def test_a_form_sent_after_the_session_ended_loses_nothing(
    browser, clock, installation
):
    sign_in(browser)
    note = a_note(browser)
    clock.pass_(minutes=31)

    refused = browser.post(NOTE, data=note)
    assert refused.status_code == 401
    assert "What you typed is kept, and nothing has been sent yet" in refused.text

    again = sign_in(browser, page=refused)
    assert "You are signed in again" in again.text
    assert installation.reviews.recorded == []

    kept = fields_of(again, NOTE)
    sent = browser.post(NOTE, data=kept)

    assert sent.url.path == "/"
    ((form, signed),) = installation.reviews.recorded
    assert form.reasons == "Noise, every night.\nAnd <worse> & more."
    assert len(form.agreed) == 2
    assert str(signed.command_id) == note["command_id"]


def test_a_wrong_password_on_the_way_loses_nothing_either(browser, clock):
    sign_in(browser)
    note = a_note(browser)
    clock.pass_(minutes=31)
    refused = browser.post(NOTE, data=note)
    once_more = sign_in(browser, password="mistyped", page=refused)
    again = sign_in(browser, page=once_more)
    assert fields_of(again, NOTE)["command_id"] == [note["command_id"]]


def test_a_form_somebody_else_made_is_not_carried_through(browser, clock):
    sign_in(browser)
    note = a_note(browser)
    clock.pass_(minutes=31)
    planted = browser.post(NOTE, data=note | {"csrf_token": "0" * 64})
    assert "What you typed is kept" not in planted.text
    assert sign_in(browser, page=planted).url.path == NOTE


def test_signing_in_cannot_be_done_for_another(browser):
    typed = fields_of(browser.get("/sign-in"), "/sign-in")
    browser.cookies.delete("__Host-signing-in")
    filled = {"sign_in_name": "sam@ely.example", "password": "heron over the washes"}
    assert browser.post("/sign-in", data=typed | filled).status_code == 403


@pytest.mark.parametrize(
    "carried", ["nonsense", "[]", "1", '{"reasons": 1}', '{"reasons": "<script>"}']
)
def test_what_no_form_carried_is_left_and_signing_in_goes_on(browser, carried):
    typed = fields_of(browser.get("/sign-in"), "/sign-in")
    typed |= {"sign_in_name": "sam@ely.example", "password": PASSWORD}
    page = browser.post("/sign-in", data=typed | {"kept": carried, "next": NOTE})
    assert page.url.path == NOTE
    assert "Signed in as Sam Reed" in page.text


def test_a_session_of_a_demonstration_is_nobodys_in_an_installation_of_ones_own(
    office, installation, browser
):
    sign_in(browser)
    shown = replace(
        installation, settings=replace(installation.settings, demonstration=True)
    )
    with TestClient(framed.framed(shown), base_url=str(browser.base_url)) as other:
        other.cookies.update(browser.cookies)
        assert other.get(NOTE).url.path == "/sign-in"
    assert browser.get(NOTE).url.path == NOTE
