"""Asking again who it is, before what reaches far or cannot be undone.

A session may be hours old, and the screen another's by now.  Whoever sends such a form
shows the password or the code again, if that was too long ago; what they typed is kept
meanwhile, and the session goes on under another token.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from litestar import Controller, get, post
from litestar.connection import ASGIConnection, Request
from litestar.handlers.base import BaseRouteHandler
from litestar.response import Response

from asbreview.access.accounts import Account, account_with_password
from asbreview.access.identities import identity_of
from asbreview.access.policy import Action
from asbreview.access.second_factors import SecondFactors
from asbreview.access.throttle import Throttle, TooManyTries, Try
from asbreview.web.carried import carried, go_on, own_address
from asbreview.web.codes_entered import wrong_with_code
from asbreview.web.given import Given, Installation, TypedFields, Who, given_of
from asbreview.web.page import Page
from asbreview.web.session_begun import renew_session
from asbreview.web.sessions import (
    BEFORE_SECOND_FACTOR,
    NEEDS,
    RECORDS_NOTHING,
    Visitor,
    changes_nothing,
)
from asbreview.web.submitted import Fault, Shown
from asbreview.web.typed import Fields
from asbreview.web.whence import network_address
from asbreview.web.words import moment

Asked = Request[Any, Any, Any]

ASKS_AGAIN: Final = "asks_again"  # what a page says in `opt`: its form reaches far
CARRIED: Final = ("next", "kept")
FOR_ALL: Final = {
    NEEDS: Action.STAY,
    RECORDS_NOTHING: True,
    BEFORE_SECOND_FACTOR: True,
}
CONFIRMED: Final = "Thank you: it is you"
ENTER_PASSWORD: Final = Fault("Enter your password", "password")
WRONG: Final = Fault("The password is wrong", "password")


class ProofNeeded(Exception):
    """It is too long since whoever asks showed a password or a code."""


class ProofGuard:
    """Refuses what reaches far where nobody has shown who they are for too long."""

    def __init__(self, now: Callable[[], datetime], holds: timedelta) -> None:
        self._now, self._holds = now, holds

    async def __call__(
        self, asked: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
    ) -> None:
        """Refuse it (`ProofNeeded`); to look at the form needs no proof."""
        if not handler.opt.get(ASKS_AGAIN) or changes_nothing(asked):
            return
        visitor: Visitor = asked.state.visitor
        proved_at = visitor.proved_at
        if proved_at is None or self._now() - proved_at >= self._holds:
            raise ProofNeeded


class ProofPages(Controller):
    """Showing again who it is."""

    path = "/confirm"
    opt: dict[str, Any] | None = FOR_ALL

    @get(sync_to_thread=True)
    def ask(self, request: Asked, who: Who, installation: Given) -> Page:
        """Ask for it, of whoever comes here again."""
        asked_for = own_address(request.query_params.get("next", "/"))
        return asking(installation, who, Shown.first({"next": asked_for}))

    @post(sync_to_thread=True)
    def show(
        self, request: Asked, who: Who, installation: Given, typed: TypedFields
    ) -> Response[Any]:
        """Go on where one was, if it is right."""
        shown = Shown(typed)
        has_factor = _has_factor(installation, who)
        wrong = wrong_with_code if has_factor else _wrong_with_password
        if fault := wrong(request, installation, who, shown):
            again = Shown(_carried(typed), (fault,))
            return asking(installation, who, again, status_code=422)
        now = installation.now()
        answer = go_on(shown, CONFIRMED)
        return renew_session(request, installation, answer, proved_at=now)


def proof_needed(request: Asked, _: ProofNeeded) -> Page:
    """Ask whoever sent a form who they are, and carry what they typed."""
    who: Account = request.state.visitor.account
    kept = Shown.first(carried(request))
    return asking(given_of(request), who, kept, status_code=403)


def asking(
    given: Installation, who: Account, shown: Shown, *, status_code: int = 200
) -> Page:
    """Ask somebody who they are: by a code, or a password, or their provider.

    A code is asked for of whoever has one here: a password alone is not enough then,
    and nor is a provider that may ask for no more.
    """
    has_factor = _has_factor(given, who)
    known = not has_factor and identity_of(given.office, who.account_id) is not None
    return Page(
        "signing_in/confirm.html.jinja",
        status_code=status_code,
        shown=shown,
        has_factor=has_factor,
        provider=given.provider if known else None,
    )


def _has_factor(given: Installation, who: Account) -> bool:
    held = SecondFactors(given.office, given.keyring).held(who.account_id)
    return held is not None


def _carried(typed: Fields) -> Fields:
    return {name: typed[name] for name in CARRIED if name in typed}


def _wrong_with_password(
    request: Asked, given: Installation, who: Account, shown: Shown
) -> Fault | None:
    """Say what is wrong with the password; a wrong one counts as one at sign-in."""
    password = shown.value("password")
    if not password:
        return ENTER_PASSWORD
    throttle = Throttle(given.office, given.settings.tries)
    address = network_address(request, given.settings.proxies)
    attempt = Try(who.sign_in_name, address)
    try:
        throttle.note(attempt, at=given.now())
    except TooManyTries as refused:
        says = "There were too many tries. You can try again on "
        return Fault(says + moment(refused.again_at), "password")
    found = account_with_password(
        given.office,
        sign_in_name=who.sign_in_name,
        password=password,
        demonstration=given.settings.demonstration,
    )
    if found is None:
        return WRONG
    throttle.forget(attempt)
    return None
