"""Signing in by a real identity provider, on loopback, in Chromium."""

import warnings
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from asbreview.access.identities import Identity, identity_of, link
from asbreview.settings_of_oidc import OidcSettings
from browser.every_page import TODAY
from browser.in_chromium import follow, send, sign_in
from browser.looking import Look
from browser.premises import ADA, SAM, free_port, premises

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
SUBJECT = "248289761001"


@contextmanager
def a_provider():
    with warnings.catch_warnings(record=True):  # of what the provider is made with
        warnings.simplefilter("ignore")
        import oidc_provider_mock  # noqa: PLC0415  warns as it is read

        port = free_port()
        with oidc_provider_mock.run_server_in_thread(port=port, require_nonce=True):
            yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def issuer():
    with a_provider() as issuer:
        claims = {"sub": SUBJECT, "email": "sam.reed@elsewhere.example"}
        httpx.put(f"{issuer}/users/{SUBJECT}", json=claims).raise_for_status()
        yield issuer


@pytest.fixture(scope="module")
def there(tmp_path_factory, issuer):
    told = OidcSettings(issuer, "asbreview", "a secret", "East Council")
    folder = tmp_path_factory.mktemp("provider")
    with premises(folder, TODAY, oidc=told) as there:
        there.clock.pass_(datetime.now(UTC) - there.clock())  # the provider's is real
        yield there


@pytest.fixture
def look(there, chrome):
    look = Look(there, chrome)
    yield look
    look.tab.context.close()


def by_provider(tab, subject=SUBJECT):
    tab.goto("/find")
    follow(tab, tab.get_by_role("button", name="Sign in with East Council"))
    tab.get_by_placeholder("sub").fill(subject)
    follow(tab, tab.get_by_role("button", name="Authorize"))


def test_there_and_back_once_the_account_is_linked(there, look, capsys):
    tab = look.tab
    look.open("/sign-in")
    by_provider(tab)
    look.says("nobody yet", "no account here that can be used is linked to you")

    sign_in(tab, ADA)
    look.open(f"/accounts/{SAM.account_id}")
    send(tab, "Link the account")
    look.says("no subject", "Enter the subject")
    tab.get_by_label("Subject", exact=True).fill(SUBJECT)
    send(tab, "Link the account")
    look.says("linked", "The account is linked")
    office = there.installation.office
    assert identity_of(office, SAM.account_id).subject == SUBJECT
    send(tab, "Sign out")

    by_provider(tab)
    tab.wait_for_url("**/find")
    assert "Signed in as Sam Reed" in tab.locator("body").inner_text()
    send(tab, "Sign out")

    sign_in(tab, ADA)
    tab.goto(f"/accounts/{SAM.account_id}")
    send(tab, "Unlink it")
    send(tab, "Sign out")
    by_provider(tab)
    look.says("nobody again", "no account here that can be used is linked to you")
    look.done(capsys, "an identity provider")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what it is made with
def test_whoever_signs_in_there_confirms_there_what_reaches_far(
    there, look, issuer, capsys
):
    tab, now = look.tab, there.clock()
    office = there.installation.office
    link(office, SAM.account_id, Identity(issuer, SUBJECT), at=now)
    says_when(issuer, now - timedelta(hours=1))  # it asks nobody who is known there
    by_provider(tab)
    tab.wait_for_url("**/find")
    tab.goto("/account/second-factor/new")
    tab.locator("#code").fill("000000")
    follow(tab, tab.get_by_role("button", name="Use this second factor"))
    look.says("asked", "Confirm that it is you")
    follow(tab, tab.get_by_role("button", name="Confirm with East Council"))
    look.says("on the way", "They ask you again who you are")
    authorized(tab)
    look.says("not afresh", "East Council did not ask you again who you are")

    follow(tab, tab.get_by_role("button", name="Confirm with East Council"))
    says_when(issuer, datetime.now(UTC))
    authorized(tab)
    look.says("confirmed", "Thank you: it is you")
    look.done(capsys, "confirming with an identity provider")


def says_when(issuer, shown_at):
    claims = {"sub": SUBJECT, "email": "sam.reed@elsewhere.example"}
    claims |= {"auth_time": int(shown_at.timestamp())}
    httpx.put(f"{issuer}/users/{SUBJECT}", json=claims).raise_for_status()


def authorized(tab):
    follow(tab, tab.get_by_role("button", name="Go on to East Council"))
    tab.get_by_placeholder("sub").fill(SUBJECT)
    follow(tab, tab.get_by_role("button", name="Authorize"))


def test_whoever_says_no_there_is_told_here(look, capsys):
    tab = look.tab
    tab.goto("/sign-in")
    follow(tab, tab.get_by_role("button", name="Sign in with East Council"))
    follow(tab, tab.get_by_role("button", name="Deny"))
    look.says("refused there", "East Council did not confirm who you are")
    look.done(capsys, "an identity provider that says no")
