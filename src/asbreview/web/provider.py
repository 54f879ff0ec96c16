"""Signing in by a council's identity provider: there, and back with what it says.

What a question is known by is made from a token in the browser's own cookie: an answer
to another browser's question fits nobody's.
"""

import hmac
import logging
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account
from asbreview.access.drafts import Drafts, Of
from asbreview.access.identities import account_linked, account_to_link, link
from asbreview.access.keeping import note_change
from asbreview.access.provider import (
    NotBelieved,
    Provider,
    ProviderAway,
    Vouched,
)
from asbreview.access.second_factors import SecondFactors
from asbreview.web.alerts import alert
from asbreview.web.carried import go_on, own_address
from asbreview.web.given import Given, Installation, TypedFields, Who
from asbreview.web.page import Page
from asbreview.web.proof import FOR_ALL, asking
from asbreview.web.proof_by_provider import (
    begin_proof,
    not_proved,
    proof_asked,
    proof_refused,
    proved,
)
from asbreview.web.provider_asked import asking_of, carried_by, carrying
from asbreview.web.session_begun import SIGNED_IN_AGAIN, begin_session
from asbreview.web.sessions import (
    BEFORE_SIGN_IN,
    PROVIDER_COOKIE,
    PUBLIC,
    ended_cookie,
    kept_cookie,
)
from asbreview.web.signing_in_code import ask_for_code
from asbreview.web.submitted import Fault, Shown
from asbreview.web.typed import Fields

Asked = Request[Any, Any, Any]

HERE: Final = "/sign-in/provider"
BACK: Final = f"{HERE}/back"
CONFIRM: Final = f"{HERE}/confirm"
CARRIED: Final = ("next", "kept")
REFUSED, AWAY = 403, 502
LINKED: Final = "Your account was linked to {name}, by your email address there."
NOT_ASKED: Final = (
    "This browser did not ask for it, or it is too long ago. Nobody was signed in."
    " Begin again from the page to sign in."
)
SAID_NO: Final = "{name} did not confirm who you are. Nobody was signed in."
NOT_PROVED: Final = (
    "What came from {name} does not prove who you are. Nobody was signed in. If it"
    " happens again, tell whoever looks after this system."
)
NO_ACCOUNT: Final = (
    "{name} knows you, but no account here that can be used is linked to you. Ask"
    " whoever keeps the accounts to link yours."
)
CANNOT_ASK: Final = (
    "{name} cannot be reached just now. Try again in a moment, or sign in with your"
    " password."
)
log = logging.getLogger(__name__)


class ProviderPages(Controller):
    """The way there, and back."""

    path = HERE

    @post("/confirm", opt=FOR_ALL, sync_to_thread=True)
    def confirm(
        self, who: Who, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Keep a form that reaches far, and lead to the provider, to ask afresh."""
        provider = _provider(installation)
        token = begin_proof(installation, who, typed)
        address = _address(provider, token, afresh=True)
        if address is None:
            again = Shown(typed, (Fault(_said(provider, CANNOT_ASK)),))
            return asking(installation, who, again, status_code=AWAY)
        page = Page(
            "signing_in/to_provider.html.jinja",
            address=address,
            name=provider.name,
            confirms=True,
        )
        page.set_cookie(kept_cookie(PROVIDER_COOKIE, carrying(token, CONFIRM)))
        return page

    @get(opt={PUBLIC: True}, sync_to_thread=True)
    def ask(self, request: Asked, installation: Given) -> Response[Any]:
        """Send the browser to the provider."""
        provider, token = _provider(installation), token_urlsafe(32)
        address = _address(provider, token)
        if address is None:
            return _refused(_said(provider, CANNOT_ASK), AWAY)
        answer = Redirect(address, status_code=303)
        wanted = own_address(request.query_params.get("next", "/"))
        answer.set_cookie(kept_cookie(PROVIDER_COOKIE, carrying(token, wanted)))
        return answer

    @post(opt={BEFORE_SIGN_IN: True}, sync_to_thread=True)
    def keep(self, typed: TypedFields, installation: Given) -> Response[Any]:
        """Keep a form that was typed before, sealed, and lead to the provider."""
        provider, now = _provider(installation), installation.now()
        content = {name: list(typed[name]) for name in CARRIED if name in typed}
        token = Drafts(installation.office).begin(content, at=now, of=Of.SIGNING_IN)
        address = _address(provider, token)
        if address is None:
            return _refused(_said(provider, CANNOT_ASK), AWAY)
        page = Page(
            "signing_in/to_provider.html.jinja",
            address=address,
            name=provider.name,
            confirms=False,
        )
        page.set_cookie(kept_cookie(PROVIDER_COOKIE, carrying(token, "/")))
        return page

    @get("/back", opt={PUBLIC: True}, sync_to_thread=True)
    def come_back(self, request: Asked, installation: Given) -> Response[Any]:
        """Sign in whom the provider vouches for, if an account is linked to them."""
        provider = _provider(installation)
        token, wanted = carried_by(request.cookies.get(PROVIDER_COOKIE, ""))
        answer = _come_back(request, installation, provider, token, wanted)
        answer.set_cookie(ended_cookie(PROVIDER_COOKIE))
        return answer


def _come_back(
    request: Asked, given: Installation, provider: Provider, token: str, wanted: str
) -> Response[Any]:
    proof = proof_asked(given, token)

    def refused(says: str, status_code: int = REFUSED) -> Page:
        says = _said(provider, says)
        asked_again = proof and proof_refused(request, given, proof, says, status_code)
        return asked_again or _refused(says, status_code)

    if no := _no(request, provider, token) or (
        NOT_ASKED if wanted == CONFIRM and not proof else ""  # it was answered
    ):
        return refused(no)
    code = request.query_params.get("code", "")
    try:
        vouched = provider.vouched(code, asking_of(token), at=given.now())
    except NotBelieved as why:
        log.warning("An answer of the identity provider is not believed: %s", why)
        return refused(NOT_PROVED)
    except ProviderAway as why:
        log.warning("The identity provider cannot be used: %s", why)
        return refused(CANNOT_ASK, AWAY)
    if proof:
        no = not_proved(request, given, proof, vouched)
        return refused(no) if no else proved(request, given, token, proof, vouched)
    account = _account(given, provider, vouched)
    if account is None:
        return refused(NO_ACCOUNT)
    return _signed_in(request, given, account, vouched, _kept(given, token, wanted))


def _no(request: Asked, provider: Provider, token: str) -> str:
    """Say why an answer is none to what this browser asked; an empty text if it is."""
    told, asked = request.query_params, asking_of(token).state
    if token and "error" in told:  # some say no without the state
        return SAID_NO
    state = told.get("state", "")
    if not token or not hmac.compare_digest(state.encode(), asked.encode()):
        return NOT_ASKED
    return "" if told.get("iss", provider.issuer) == provider.issuer else SAID_NO


def _signed_in(
    request: Asked, given: Installation, account: Account, by: Vouched, shown: Shown
) -> Response[Any]:
    """Begin the session; or ask for the code, if the provider saw no second factor."""
    factors = SecondFactors(given.office, given.keyring)
    if not by.has_second_factor and factors.held(account.account_id):
        return ask_for_code(request, given, account, shown)
    answer, now = go_on(shown, SIGNED_IN_AGAIN), given.now()
    return begin_session(
        request,
        given,
        account,
        answer,
        strong=by.has_second_factor,
        shown_ago=max(now - by.shown_at, timedelta()) if by.shown_at else None,
    )


def _account(given: Installation, provider: Provider, by: Vouched) -> Account | None:
    """Return the account that is linked; or link one, once, by a verified address."""
    demonstration = given.settings.demonstration
    linked = account_linked(given.office, by.identity, demonstration=demonstration)
    if linked or not provider.by_email or not by.email:
        return linked
    account = account_to_link(
        given.office, by.identity, by.email, demonstration=demonstration
    )
    if account:
        its, now = account.account_id, given.now()
        what = f"linked to {provider.name} by a verified email address"
        with given.office.together():
            link(given.office, its, by.identity, at=now)
            note_change(given.office, its, by=its, at=now, what=what)
            alert(given, account, LINKED.format(name=provider.name))
    return account


def _kept(given: Installation, token: str, wanted: str) -> Shown:
    """Return what was typed before, if it was kept; else the page that was wanted."""
    drafts = Drafts(given.office)
    kept: Fields = drafts.read(token, at=given.now()) or {"next": [wanted]}
    drafts.end(token)
    return Shown(kept)


def _provider(given: Installation) -> Provider:
    if given.provider is None:
        raise NotFoundException
    return given.provider


def _address(provider: Provider, token: str, *, afresh: bool = False) -> str | None:
    try:
        return provider.address(asking_of(token), afresh=afresh)
    except ProviderAway as why:
        log.warning("The identity provider cannot be used: %s", why)
        return None


def _said(provider: Provider, says: str) -> str:
    said = says.format(name=provider.name)
    return f"{said[:1].upper()}{said[1:]}"


def _refused(says: str, status_code: int = REFUSED) -> Page:
    template = "signing_in/provider_refused.html.jinja"
    return Page(template, status_code=status_code, says=says)
