"""Signing in and out; a form sent after the session ended loses nothing."""

import json
import re
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.response import Redirect, Response
from pydantic import TypeAdapter, ValidationError

from asbreview.access.accounts import Account, account_with_password
from asbreview.access.policy import Action
from asbreview.access.throttle import Throttle, TooManyTries, Try
from asbreview.web.given import Given, TypedFields
from asbreview.web.page import Page
from asbreview.web.sessions import (
    BEFORE_SIGN_IN,
    COOKIE,
    NEEDS,
    PUBLIC,
    RECORDS_NOTHING,
    SIGNING_IN_COOKIE,
    Visitor,
    ended_cookie,
    kept_cookie,
)
from asbreview.web.submitted import Fault, Shown
from asbreview.web.typed import Fields
from asbreview.web.whence import network_address
from asbreview.web.words import moment

Asked = Request[Any, Any, Any]

FOR_ALL: Final = {RECORDS_NOTHING: True, NEEDS: Action.STAY}
OWN_ADDRESS: Final = re.compile(r"/(?![/\\])[!-~]*")
NOT_CARRIED: Final = frozenset({"csrf_token"})
_FIELDS: Final = TypeAdapter(dict[str, list[str]])
ENTER_NAME: Final = Fault("Enter your email address", "sign_in_name")
ENTER_PASSWORD: Final = Fault("Enter your password", "password")
WRONG: Final = Fault("The email address or the password is wrong", "sign_in_name")


class SigningIn(Controller):
    """Signing in, and out."""

    @get("/sign-in", opt={PUBLIC: True}, sync_to_thread=False)
    def show(self, request: Asked) -> Response[Any]:
        """Show the form."""
        asked_for = {"next": own_address(request.query_params.get("next", "/"))}
        return _form(request, Shown.first(asked_for), status_code=200)

    @post("/sign-in", opt={BEFORE_SIGN_IN: True}, sync_to_thread=True)
    def sign_in(
        self, request: Asked, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Begin a session, and go on where the visitor was."""
        shown = Shown(typed)
        account = _account(request, shown, installation)
        if isinstance(account, Fault):
            again = Shown({**typed, "password": [""]}, (account,))
            return _form(request, again, status_code=422)
        token = request.app.state.sessions.begin(
            account.account_id,
            instead_of=request.cookies.get(COOKIE, ""),
            at=installation.now(),
        )
        lasts = int(installation.settings.limits.idle.total_seconds())
        request.state.visitor = Visitor(token, account, lasts)
        answer = _go_on(shown)
        answer.set_cookie(kept_cookie(COOKIE, token))
        answer.set_cookie(ended_cookie(SIGNING_IN_COOKIE))
        return answer

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
    query = request.scope["query_string"].decode("latin-1")
    wanted = f"{request.url.path}?{query}" if query else request.url.path
    asked_for = "" if wanted == "/" else f"?{urlencode({'next': wanted})}"
    return Redirect(f"/sign-in{asked_for}", status_code=303)


def session_ended(request: Asked) -> Response[Any]:
    """Ask whoever sent a form to sign in again, and carry what they typed.

    Only of a form that was shown to this browser: its token fits the old cookie.
    """
    fields: Fields = request.state.fields
    kept = {"next": own_address(request.url.path)}
    if request.app.state.forms.fits(fields, request.cookies.get(COOKIE, "")):
        kept |= {"kept": json.dumps(_without_token(fields))}
    return _form(request, Shown.first(kept), status_code=401)


def own_address(asked: str) -> str:
    """Return an address of this installation; whatever else is asked for, the queue."""
    return asked if OWN_ADDRESS.fullmatch(asked) else "/"


def _without_token(fields: Fields) -> dict[str, list[str]]:
    return {
        name: list(values) for name, values in fields.items() if name not in NOT_CARRIED
    }


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


def _go_on(shown: Shown) -> Response[Any]:
    """Go where the visitor was; a form that was kept is shown, to be sent again."""
    address = own_address(shown.value("next", "/"))
    kept = _kept(shown.value("kept"))
    if not kept:
        return Redirect(address, status_code=303)
    return Page("signing_in/send_again.html.jinja", address=address, kept=kept)


def _kept(carried: str) -> dict[str, list[str]]:
    """Return the fields of the form that was carried; of anything else, none."""
    try:
        return _FIELDS.validate_json(carried)
    except ValidationError:
        return {}


def _form(request: Asked, shown: Shown, *, status_code: int) -> Page:
    """Show the form, bound to a cookie of its own: there is no session yet."""
    cookie = request.cookies.get(SIGNING_IN_COOKIE) or token_urlsafe(32)
    page = Page(
        "signing_in/show.html.jinja",
        status_code=status_code,
        shown=shown,
        token=request.app.state.forms.token(cookie),
        given=request.app.state.settings,
    )
    page.set_cookie(kept_cookie(SIGNING_IN_COOKIE, cookie))
    return page
