"""Showing again who it is to the identity provider: asked afresh, and believed once."""

from datetime import timedelta

import pytest

from asbreview.access.accounts import Role
from asbreview.access.identities import Identity, link
from framed import ANN
from visiting import PASSWORD, fields_of, sign_in
from web.test_provider import (
    BACK,
    ISSUER,
    asked_at,
    browser_of,
    come_back,
    council,
    linked,
    visitor,
)
from web.test_second_factor import NEW, Phone

__all__ = ["council", "linked", "visitor"]
CODES = "/account/second-factor/codes"
CONFIRM, BY_PROVIDER = "/confirm", "/sign-in/provider/confirm"
TYPED = "MARKER of what was typed"


def seconds(clock, **ago):
    return int((clock() - timedelta(**ago)).timestamp())


def by_provider(browser, council):
    """Sign in with the provider, which asks nobody who has a session with it."""
    asked = asked_at(
        browser.get("/sign-in/provider", follow_redirects=False).headers["location"],
        council,
    )
    return come_back(browser, asked)


def far(browser):
    """Send a form that reaches far: a second factor is added."""
    fields = fields_of(browser.get(NEW), NEW) | {"code": "123456", "note": TYPED}
    return browser.post(NEW, data=fields)


def is_asked(page):
    return "Confirm that it is you" in page.text


def ask_afresh(page, browser, council):
    """Press the button that leads to the provider; return what it was told."""
    shown = browser.post(BY_PROVIDER, data=fields_of(page, BY_PROVIDER))
    address = shown.text.split('href="https://login')[1].split('"')[0]
    return asked_at(f"https://login{address.replace('&amp;', '&')}", council)


@pytest.mark.parametrize(
    "told",
    [
        (None, True),  # it does not say
        ({"minutes": 0}, False),
        ({"minutes": 14}, False),
        ({"minutes": 16}, True),
        ({"hours": 9}, True),
    ],
)
def test_a_sign_in_counts_from_when_the_provider_was_shown_who_it_is(
    visitor, council, linked, clock, told
):
    """A browser that is left open signs in there without asking anybody anything."""
    ago, asks = told
    council.claims = {"auth_time": seconds(clock, **ago)} if ago else {}
    by_provider(visitor, council)
    assert is_asked(far(visitor)) is asks


def test_whoever_knows_no_password_confirms_it_there_and_loses_nothing(
    visitor, council, linked, clock
):
    by_provider(visitor, council)
    page = far(visitor)
    assert "Confirm with East Council" in page.text
    before = visitor.cookies.get("__Host-session")
    asked = ask_afresh(page, visitor, council)
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    clock.pass_(minutes=2)
    council.claims = {"auth_time": seconds(clock)}
    again = come_back(visitor, asked)
    assert "Thank you: it is you" in again.text
    assert fields_of(again, NEW)["note"] == [TYPED]
    assert visitor.cookies.get("__Host-session") != before
    assert not is_asked(visitor.post(NEW, data=fields_of(again, NEW)))


NOT_AFRESH = {
    "it does not say": lambda _: None,
    "before it was asked": lambda clock: seconds(clock, seconds=130),
    "in days to come": lambda clock: seconds(clock, days=-1),
    "in words": lambda _: "now",
    "yes": lambda _: True,
    "not a number": lambda _: 1e300,
}


@pytest.mark.parametrize("which", NOT_AFRESH)
def test_what_was_not_asked_afresh_proves_nothing_and_what_was_typed_is_kept(
    visitor, council, linked, clock, which
):
    """Whoever sits at an open browser can leave `prompt` out of the address."""
    by_provider(visitor, council)
    asked = ask_afresh(far(visitor), visitor, council)
    clock.pass_(minutes=1)
    council.claims = {"auth_time": NOT_AFRESH[which](clock)}
    page = come_back(visitor, asked)
    assert page.status_code == 403
    assert "did not ask you again who you are" in page.text
    assert TYPED in page.text
    assert is_asked(far(visitor))


def test_somebody_else_at_the_provider_proves_nothing(
    visitor, council, linked, clock, office
):
    link(office, ANN.account_id, Identity(ISSUER, "another"), at=clock())
    by_provider(visitor, council)
    for subject in ("another", "nobody"):
        asked = ask_afresh(far(visitor), visitor, council)
        council.claims = {"sub": subject, "auth_time": seconds(clock)}
        page = come_back(visitor, asked)
        assert "it is somebody else than who is signed in here" in page.text
        assert is_asked(far(visitor))
        assert "Signed in as Sam Reed" in visitor.get("/").text


def test_an_answer_proves_it_once(visitor, council, linked, clock):
    by_provider(visitor, council)
    asked = ask_afresh(far(visitor), visitor, council)
    cookie = visitor.cookies.get("__Host-provider")
    council.claims = {"auth_time": seconds(clock)}
    come_back(visitor, asked)
    clock.pass_(minutes=15)
    assert "did not ask" in come_back(visitor, asked).text
    visitor.cookies.set("__Host-provider", cookie, domain="testserver.local")
    council.claims = {"auth_time": seconds(clock)}
    assert "did not ask" in come_back(visitor, asked).text
    assert is_asked(far(visitor))


def test_the_state_and_the_nonce_are_those_of_this_question(
    installation, visitor, council, linked, clock
):
    by_provider(visitor, council)
    council.claims = {"auth_time": seconds(clock)}
    asked = ask_afresh(far(visitor), visitor, council)
    assert "did not ask" in come_back(visitor, asked | {"state": "x"}).text
    asked = ask_afresh(far(visitor), visitor, council)
    council.claims |= {"nonce": "another"}
    assert "does not prove who you are" in come_back(visitor, asked).text
    with browser_of(installation, council) as other:
        sign_in(other)
        assert "did not ask" in come_back(other, asked).text
    assert is_asked(far(visitor))


def test_whoever_signed_in_meanwhile_is_shown_nothing_of_it(
    visitor, council, linked, clock
):
    by_provider(visitor, council)
    asked = ask_afresh(far(visitor), visitor, council)
    council.claims = {"auth_time": seconds(clock)}
    visitor.cookies.delete("__Host-session")
    sign_in(visitor, ANN.sign_in_name)
    page = come_back(visitor, asked)
    assert page.status_code == 403
    assert TYPED not in page.text
    assert "Signed in as Ann" in visitor.get("/").text


def test_the_session_that_ended_meanwhile_is_not_begun_by_it(
    visitor, council, linked, clock
):
    by_provider(visitor, council)
    asked = ask_afresh(far(visitor), visitor, council)
    council.claims = {"auth_time": seconds(clock)}
    visitor.cookies.delete("__Host-session")
    assert come_back(visitor, asked).status_code == 403
    assert visitor.get(NEW).url.path == "/sign-in"


@pytest.mark.parametrize("amr", [["pwd"], ["mfa"]])
def test_whoever_has_a_code_here_is_offered_that_and_one_factor_is_not_enough(
    installation, council, linked, clock, amr
):
    proves, told = amr == ["mfa"], {"second_factor": frozenset({"mfa"})}
    with browser_of(installation, council, Role.CASEWORKER, **told) as browser:
        sign_in(browser)
        Phone(browser, clock)
        clock.pass_(minutes=15)
        form = fields_of(browser.get("/account/second-factor"), CODES)
        page = browser.post(CODES, data=form)
        assert "Confirm with East Council" not in page.text
        kept = fields_of(page, CONFIRM)
        shown = browser.post(BY_PROVIDER, data=kept)
        address = shown.text.split('href="https://login')[1].split('"')[0]
        asked = asked_at(f"https://login{address.replace('&amp;', '&')}", council)
        council.claims = {"auth_time": seconds(clock), "amr": amr}
        page = come_back(browser, asked)
        assert ("Thank you: it is you" in page.text) is proves
        assert ("You have a second factor here" in page.text) is not proves


def test_a_provider_that_is_away_is_told_and_the_password_goes_on(
    visitor, council, linked, clock
):
    by_provider(visitor, council)
    asked = ask_afresh(far(visitor), visitor, council)
    council.away = True
    page = come_back(visitor, asked)
    assert page.status_code == 502
    assert "East Council cannot be reached just now" in page.text
    told = fields_of(page, CONFIRM) | {"password": PASSWORD}
    assert "Thank you: it is you" in visitor.post(CONFIRM, data=told).text


def test_whoever_is_not_known_there_is_not_sent_there(visitor, council, clock):
    sign_in(visitor)
    clock.pass_(minutes=15)
    page = far(visitor)
    assert is_asked(page)
    assert "Confirm with East Council" not in page.text


def test_nobody_is_led_there_who_is_not_signed_in(visitor, council):
    assert visitor.post(BY_PROVIDER, data={}).status_code in {401, 403}
    assert visitor.get(BACK).status_code == 403
