"""Signing in and out; a form sent after the session ended loses nothing."""

from datetime import datetime
from typing import Any, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, account_with_password
from asbreview.access.policy import Action
from asbreview.access.second_factors import SecondFactors
from asbreview.access.throttle import Throttle, TooManyTries, Try
from asbreview.web.carried import carried, go_on, own_address, wanted
from asbreview.web.given import Given, TypedFields
from asbreview.web.session_begun import SIGNED_IN_AGAIN, begin_session
from asbreview.web.sessions import (
    BEFORE_SECOND_FACTOR,
    BEFORE_SIGN_IN,
    COOKIE,
    NEEDS,
    PUBLIC,
    RECORDS_NOTHING,
    ended_cookie,
)
from asbreview.web.signing_in_code import ask_for_code
from asbreview.web.signing_in_form import sign_in_form
from asbreview.web.submitted import Fault, Shown
from asbreview.web.whence import network_address
from asbreview.web.words import moment

Asked = Request[Any, Any, Any]

FOR_ALL: Final = {
    RECORDS_NOTHING: True,
    NEEDS: Action.STAY,
    BEFORE_SECOND_FACTOR: True,
}
ENTER_NAME: Final = Fault("Enter your email address", "sign_in_name")
ENTER_PASSWORD: Final = Fault("Enter your password", "password")
WRONG: Final = Fault("The email address or the password is wrong", "sign_in_name")


class SigningIn(Controller):
    """Signing in, and out."""

    @get("/sign-in", opt={PUBLIC: True}, sync_to_thread=False)
    def show(self, request: Asked) -> Response[Any]:
        """Show the form."""
        asked_for = {"next": own_address(request.query_params.get("next", "/"))}
        return sign_in_form(request, Shown.first(asked_for), status_code=200)

    @post("/sign-in", opt={BEFORE_SIGN_IN: True}, sync_to_thread=True)
    def sign_in(
        self, request: Asked, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Begin a session, and go on where the visitor was; or ask for the code."""
        shown = Shown(typed)
        account = _account(request, shown, installation)
        if isinstance(account, Fault):
            again = Shown({**typed, "password": [""]}, (account,))
            return sign_in_form(request, again, status_code=422)
        factors = SecondFactors(installation.office, installation.keyring)
        if factors.held(account.account_id):
            return ask_for_code(request, installation, account, shown)
        answer = go_on(shown, SIGNED_IN_AGAIN)
        return begin_session(request, installation, account, answer)

    @get("/signed-in", opt=FOR_ALL, sync_to_thread=False)
    def stay(self, request: Asked) -> dict[str, int]:
        """Say for how many seconds whoever asks stays signed in: to ask is to stay."""
        return {"seconds": request.state.visitor.lasts}

    @post("/sign-out", opt=FOR_ALL, sync_to_thread=True)
    def sign_out(self, request: Asked) -> Redirect:
        """End the session."""
        request.app.state.sessions.end(request.state.visitor.token)
        answer = Redirect("/sign-in", status_code=303)
        answer.set_cookie(ended_cookie(COOKIE))
        return answer


def sign_in_first(request: Asked) -> Redirect:
    """Ask whoever wants a page to sign in, and come back to it."""
    return Redirect(f"/sign-in{wanted(request)}", status_code=303)


def session_ended(request: Asked) -> Response[Any]:
    """Ask whoever sent a form to sign in again, and carry what they typed."""
    return sign_in_form(request, Shown.first(carried(request)), status_code=401)


def _account(request: Asked, shown: Shown, given: Given) -> Account | Fault:
    """Return whose name and password were typed, or what is wrong with them."""
    name, password = shown.value("sign_in_name").strip(), shown.value("password")
    if not name or not password:
        return ENTER_PASSWORD if name else ENTER_NAME
    throttle = Throttle(given.office, given.settings.tries)
    attempt = Try(name, network_address(request, given.settings.proxies))
    try:
        throttle.note(attempt, at=given.now())
    except TooManyTries as refused:
        return _too_many(refused.again_at)
    found = account_with_password(
        given.office,
        sign_in_name=name,
        password=password,
        demonstration=given.settings.demonstration,
    )
    if found is None:
        return WRONG
    throttle.forget(attempt)
    return found


def _too_many(again_at: datetime) -> Fault:
    says = "There were too many tries to sign in. You can try again on "
    return Fault(says + moment(again_at), "sign_in_name")
