"""Signing in by an identity provider: whom it lets in, and what is not believed."""

import hmac
import json
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from litestar.testing import TestClient

import framed
from asbreview.access.accounts import Role, disable_account
from asbreview.access.identities import Identity, IdentityTaken, identity_of, link
from asbreview.access.keeping import changes_of
from asbreview.access.provider import Provider
from asbreview.settings_of_oidc import OidcSettings
from framed import ANN, SAM
from visiting import fields_of, sign_in, token_of
from web.test_second_factor import ADDRESS, CODE, NEW, NOTE, Phone, enter

ISSUER = "https://login.council.example"
BACK = "/sign-in/provider/back"
SUBJECT = "248289761001"
TOLD = OidcSettings(ISSUER, "asbreview", "a secret / of & ours", "East Council")
OURS, THEIRS = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("one", "two"))


def challenge_of(verifier):
    """Return what a browser tells of the secret that it keeps (RFC 7636, 4.2)."""
    digest = sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


class Council:
    """An identity provider, which says what a test lets it say."""

    def __init__(self, clock):
        self.clock, self.claims, self.asked = clock, {}, []
        self.key, self.published = OURS, [OURS]
        self.issuer, self.away, self.token, self.challenge = ISSUER, False, None, ""

    def __call__(self, request):
        self.asked.append(request)
        if self.away:
            raise httpx.ConnectError("away")
        path = request.url.path
        if path.endswith("openid-configuration"):
            return httpx.Response(200, json=self._says())
        if path == "/keys":
            keys = KeySet(self.published).as_dict(private=False)
            return httpx.Response(200, json=keys)
        return self._token(request)

    def _says(self):
        at = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        found = {name: f"{ISSUER}/{path}" for name, path in at.items()}
        return {"issuer": self.issuer, "jwks_uri": f"{ISSUER}/keys", **found}

    def _token(self, request):
        told = {n: v[0] for n, v in parse_qs(request.content.decode()).items()}
        if challenge_of(told["code_verifier"]) != self.challenge:
            return httpx.Response(400, json={"error": "invalid_grant"})
        assert told["redirect_uri"] == f"{ADDRESS}{BACK}"
        return httpx.Response(200, json={"id_token": self.token or self.signed()})

    def signed(self):
        now = int(self.clock().timestamp())
        claims = {"iss": ISSUER, "sub": SUBJECT, "aud": "asbreview", "iat": now}
        claims |= {"exp": now + 300, "nonce": self.nonce, **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)


@pytest.fixture
def council(clock):
    return Council(clock)


@pytest.fixture
def linked(office, clock):
    link(office, SAM.account_id, Identity(ISSUER, SUBJECT), at=clock())


@contextmanager
def browser_of(installation, council, *roles, **told):
    how = {"back_at": f"{ADDRESS}{BACK}", "transport": httpx.MockTransport(council)}
    settings = replace(installation.settings, two_factors=frozenset(roles))
    given = replace(
        installation, provider=Provider(TOLD._replace(**told), **how), settings=settings
    )
    with TestClient(framed.framed(given), base_url=ADDRESS) as browser:
        yield browser


@pytest.fixture
def visitor(installation, council):
    with browser_of(installation, council) as browser:
        yield browser


def ask(browser, council, next_="/"):
    """Ask the provider, and return what the browser told it."""
    answer = browser.get(
        "/sign-in/provider", params={"next": next_}, follow_redirects=False
    )
    return asked_at(answer.headers["location"], council)


def asked_at(address, council):
    asked = {name: v[0] for name, v in parse_qs(urlsplit(address).query).items()}
    council.nonce, council.challenge = asked["nonce"], asked["code_challenge"]
    return asked


def come_back(browser, asked, **more):
    told = {"code": "a code", "state": asked["state"], **more}
    return browser.get(BACK, params=told)


def is_out(browser):
    return browser.get(NOTE).url.path == "/sign-in"


def test_whoever_is_linked_signs_in_and_goes_on_where_they_were(
    visitor, council, linked
):
    page = visitor.get(f"{NOTE}?as_of=2026-03-01")
    assert "Sign in with East Council" in page.text
    asked = ask(visitor, council, f"{NOTE}?as_of=2026-03-01")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert "openid" in asked["scope"].split()
    page = come_back(visitor, asked)
    assert (page.url.path, page.url.query) == (NOTE, b"as_of=2026-03-01")
    assert "Signed in as Sam Reed" in page.text


def test_the_secret_is_told_to_the_provider_alone(visitor, council, linked):
    asked = ask(visitor, council)
    come_back(visitor, asked)
    exchange = council.asked[-1] if council.asked[-1].method == "POST" else None
    exchange = exchange or next(r for r in council.asked if r.method == "POST")
    assert exchange.headers["authorization"].startswith("Basic ")
    assert "a secret" not in json.dumps(asked)


WRONG = {
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "for another client": {"aud": "somebody-else"},
    "for others too": {"aud": ["asbreview", "somebody-else"]},
    "asked for by another": {"azp": "somebody-else"},
    "for nobody": {"aud": None},
    "another question": {"nonce": "another"},
    "no question": {"nonce": None},
    "no subject": {"sub": None},
    "no end": {"exp": None},
}


@pytest.mark.parametrize("which", WRONG)
def test_a_token_that_is_wrong_is_not_believed(visitor, council, linked, which):
    asked = ask(visitor, council)
    council.claims = WRONG[which]
    page = come_back(visitor, asked)
    assert page.status_code == 403
    assert "does not prove who you are" in page.text
    assert is_out(visitor)


@pytest.mark.parametrize("times", [{"exp": -61, "iat": -300}, {"iat": 120}])
def test_one_that_is_over_or_of_days_to_come_is_not_believed(
    visitor, council, linked, clock, times
):
    asked, now = ask(visitor, council), int(clock().timestamp())
    council.claims = {name: now + seconds for name, seconds in times.items()}
    assert "does not prove" in come_back(visitor, asked).text
    assert is_out(visitor)


def test_clocks_may_differ_by_a_minute(visitor, council, linked, clock):
    asked, now = ask(visitor, council), int(clock().timestamp())
    council.claims = {"exp": now - 30, "iat": now + 30}
    assert come_back(visitor, asked).url.path == "/"


def part(told):
    return urlsafe_b64encode(told).decode().rstrip("=")


def unsigned(council):
    head = part(json.dumps({"alg": "none"}).encode())
    return f"{head}.{council.signed().split('.')[1]}."


def by_another(council):
    council.key = THEIRS
    return council.signed()


def by_what_all_know(council):
    """Signed with the public key, as if it were a secret: alg confusion."""
    head = part(json.dumps({"alg": "HS256", "kid": "one"}).encode())
    told = f"{head}.{council.signed().split('.')[1]}"
    made = hmac.digest(OURS.as_pem(private=False), told.encode(), "sha256")
    return f"{told}.{part(made)}"


@pytest.mark.parametrize(
    "forged", [unsigned, by_another, by_what_all_know, lambda _: "a.b.c", lambda _: 7]
)
def test_one_that_the_provider_did_not_sign_is_not_believed(
    visitor, council, linked, forged
):
    asked = ask(visitor, council)
    council.token = forged(council)
    page = come_back(visitor, asked)
    assert page.status_code == 403
    assert "does not prove" in page.text
    assert is_out(visitor)


def test_a_key_that_is_new_is_asked_for(visitor, council, linked):
    come_back(visitor, ask(visitor, council))
    visitor.cookies.clear()
    council.key, council.published = THEIRS, [THEIRS]
    asked = ask(visitor, council)
    council.token = jwt.encode(
        {"alg": "RS256", "kid": "two"},
        {
            "iss": ISSUER,
            "sub": SUBJECT,
            "aud": "asbreview",
            "iat": int(council.clock().timestamp()),
            "exp": int(council.clock().timestamp()) + 60,
            "nonce": council.nonce,
        },
        THEIRS,
    )
    assert come_back(visitor, asked).url.path == "/"


def test_another_browsers_question_is_answered_to_nobody_else(
    installation, visitor, council, linked
):
    asked = ask(visitor, council)
    with browser_of(installation, council) as other:
        page = come_back(other, asked)
        assert page.status_code == 403
        assert "This browser did not ask for it" in page.text
        assert is_out(other)
        ask(other, council)
        assert "did not ask" in come_back(other, asked).text
    assert "did not ask" in come_back(visitor, asked | {"state": "x"}).text


def test_an_answer_is_good_once(visitor, council, linked):
    asked = ask(visitor, council)
    come_back(visitor, asked)
    visitor.cookies.delete("__Host-session")
    assert "did not ask" in come_back(visitor, asked).text


def test_a_code_for_another_verifier_is_not_taken(visitor, council, linked):
    asked = ask(visitor, council)
    council.challenge = "of another question"
    assert "does not prove" in come_back(visitor, asked).text
    assert is_out(visitor)


@pytest.mark.parametrize(
    "more", [{"error": "access_denied"}, {"iss": "https://evil.example"}]
)
def test_a_no_and_another_issuers_answer_are_told(visitor, council, linked, more):
    page = come_back(visitor, ask(visitor, council), **more)
    assert page.status_code == 403
    assert "East Council did not confirm who you are" in page.text
    assert is_out(visitor)


def test_nobody_is_made_by_signing_in(visitor, council, office):
    council.claims = {"email": SAM.sign_in_name, "email_verified": True}
    page = come_back(visitor, ask(visitor, council))
    assert page.status_code == 403
    assert "no account here that can be used is linked to you" in page.text
    assert identity_of(office, SAM.account_id) is None
    assert is_out(visitor)


def test_a_disabled_account_is_not_signed_in_to(
    visitor, council, linked, office, clock
):
    disable_account(office, sign_in_name=SAM.sign_in_name, at=clock())
    page = come_back(visitor, ask(visitor, council))
    assert "no account here that can be used" in page.text
    assert is_out(visitor)


def test_a_verified_address_links_once_where_that_is_set(installation, council, office):
    council.claims = {"email": SAM.sign_in_name.upper(), "email_verified": True}
    with browser_of(installation, council, by_email=True) as browser:
        assert come_back(browser, ask(browser, council)).url.path == "/"
        its = SAM.account_id
        assert identity_of(office, its) == Identity(ISSUER, SUBJECT)
        linked = "linked to East Council by a verified email address"
        assert changes_of(office, its)[0].what == linked
        # Another person who is given the address is nobody.
        browser.cookies.clear()
        council.claims |= {"sub": "another"}
        assert "no account" in come_back(browser, ask(browser, council)).text
        assert is_out(browser)


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_is_not_verified_links_nothing(
    installation, council, office, verified
):
    council.claims = {"email": SAM.sign_in_name, "email_verified": verified}
    with browser_of(installation, council, by_email=True) as browser:
        assert "no account" in come_back(browser, ask(browser, council)).text
        assert identity_of(office, SAM.account_id) is None


def test_an_identity_is_of_one_account(linked, office, clock):
    with pytest.raises(IdentityTaken):
        link(office, ANN.account_id, Identity(ISSUER, SUBJECT), at=clock())


@pytest.mark.parametrize(
    ("claims", "counts"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "mfa"}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({}, False),
    ],
)
def test_a_second_factor_at_the_provider_counts_where_that_is_set(
    installation, council, linked, claims, counts
):
    council.claims, told = claims, {"second_factor": frozenset({"mfa"})}
    with browser_of(installation, council, Role.CASEWORKER, **told) as browser:
        page = come_back(browser, ask(browser, council, NOTE))
        assert page.url.path == (NOTE if counts else NEW)
        assert browser.get(NOTE).url.path == (NOTE if counts else NEW)
    with browser_of(installation, council, Role.CASEWORKER) as browser:
        assert come_back(browser, ask(browser, council, NOTE)).url.path == NEW


def test_ones_own_second_factor_is_asked_for_after_the_provider(
    visitor, council, linked, clock
):
    sign_in(visitor)
    phone = Phone(visitor, clock)
    clock.pass_(minutes=1)
    visitor.cookies.clear()
    page = come_back(visitor, ask(visitor, council, NOTE))
    assert page.url.path == CODE
    assert is_out(visitor)
    asked = come_back(visitor, ask(visitor, council, NOTE))
    assert enter(visitor, asked, code=phone.code()).url.path == NOTE


def test_a_form_that_was_typed_is_carried_there_and_back(
    visitor, council, linked, clock
):
    sign_in(visitor)
    note = {n: v[0] for n, v in fields_of(visitor.get(NOTE), None).items()}
    note |= {"csrf_token": token_of(visitor), "reasons": "Noise, every night."}
    clock.pass_(minutes=31)
    refused = visitor.post(NOTE, data=note)
    form = fields_of(refused, "/sign-in/provider")
    page = visitor.post("/sign-in/provider", data=form)
    assert "What you typed is kept" in page.text
    assert "Noise" not in page.text
    address = page.text.split('href="https://login')[1].split('"')[0]
    asked = asked_at(f"https://login{address.replace('&amp;', '&')}", council)
    again = come_back(visitor, asked)
    assert fields_of(again, NOTE)["reasons"] == ["Noise, every night."]


def test_a_provider_that_is_away_is_told_and_passwords_go_on(visitor, council, linked):
    council.away = True
    page = visitor.get("/sign-in/provider")
    assert page.status_code == 502
    assert "East Council cannot be reached just now" in page.text
    assert sign_in(visitor).url.path == "/"


def test_a_provider_that_is_another_than_it_is_asked_as_is_not_used(visitor, council):
    council.issuer = "https://evil.example"
    assert visitor.get("/sign-in/provider").status_code == 502


def test_without_a_provider_there_is_no_such_way(browser):
    assert "Sign in with" not in browser.get("/sign-in").text
    for address in ("/sign-in/provider", BACK):
        assert browser.get(address).status_code == 404
