"""The second page of signing in, for whoever has a second factor: the code."""

from typing import Any, Final
from urllib.parse import urlencode

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account, account_with_id
from asbreview.access.half_signed_in import HalfSignedIn
from asbreview.web.carried import go_on, kept_in, own_address
from asbreview.web.codes_entered import wrong_with_code
from asbreview.web.given import Given, Installation, TypedFields
from asbreview.web.session_begun import SIGNED_IN_AGAIN, begin_session
from asbreview.web.sessions import (
    BEFORE_SIGN_IN,
    PUBLIC,
    SIGNING_IN_COOKIE,
    kept_cookie,
)
from asbreview.web.signing_in_form import code_form, sign_in_form
from asbreview.web.submitted import Fault, Shown
from asbreview.web.typed import Fields

Asked = Request[Any, Any, Any]

HERE: Final = "/sign-in/code"
RECOVERED: Final = "/account/second-factor?done=recovered"
TOO_LONG_AGO: Final = Fault(
    "It is too long since you entered your password. Enter it again", "sign_in_name"
)


class SigningInCode(Controller):
    """The code."""

    path = HERE

    @get(opt={PUBLIC: True}, sync_to_thread=True)
    def show(self, request: Asked, installation: Given) -> Response[Any]:
        """Ask for the code; whoever has shown no password, for that."""
        asked_for = {"next": own_address(request.query_params.get("next", "/"))}
        cookie = request.cookies.get(SIGNING_IN_COOKIE, "")
        if _half_signed_in(installation, cookie) is None:
            return Redirect(f"/sign-in?{urlencode(asked_for)}", status_code=303)
        return code_form(request, cookie, Shown.first(asked_for), status_code=200)

    @post(opt={BEFORE_SIGN_IN: True}, sync_to_thread=True)
    def enter(
        self, request: Asked, typed: TypedFields, installation: Given
    ) -> Response[Any]:
        """Begin the session, if the code is right."""
        shown, cookie = Shown(typed), request.cookies.get(SIGNING_IN_COOKIE, "")
        account = _half_signed_in(installation, cookie)
        if account is None:
            late = Shown(_carried(typed), (TOO_LONG_AGO,))
            return sign_in_form(request, late, status_code=401)
        if wrong := wrong_with_code(request, installation, account, shown):
            again = Shown(_carried(typed), (wrong,))
            return code_form(request, cookie, again, status_code=422)
        HalfSignedIn(installation.office).end(cookie)
        return begin_session(request, installation, account, _go_on(shown))


def ask_for_code(
    request: Asked, given: Installation, account: Account, shown: Shown
) -> Response[Any]:
    """Ask whoever has shown the password for the code, under a new cookie."""
    cookie = HalfSignedIn(given.office).begin(account.account_id, at=given.now())
    if kept_in(shown):
        again = Shown(_carried(shown.typed))
        return code_form(request, cookie, again, status_code=200)
    asked_for = {"next": own_address(shown.value("next", "/"))}
    answer = Redirect(f"{HERE}?{urlencode(asked_for)}", status_code=303)
    answer.set_cookie(kept_cookie(SIGNING_IN_COOKIE, cookie))
    return answer


def _go_on(shown: Shown) -> Response[Any]:
    """Go on; whoever used a recovery code and sent nothing sees how many are left."""
    if shown.value("recovery").strip() and not kept_in(shown):
        back = urlencode({"next": own_address(shown.value("next", "/"))})
        return Redirect(f"{RECOVERED}&{back}", status_code=303)
    return go_on(shown, SIGNED_IN_AGAIN)


def _half_signed_in(given: Installation, cookie: str) -> Account | None:
    account_id = HalfSignedIn(given.office).account_of(cookie, at=given.now())
    if account_id is None:
        return None
    demonstration = given.settings.demonstration
    return account_with_id(given.office, account_id, demonstration=demonstration)


def _carried(typed: Fields) -> Fields:
    return {name: typed[name] for name in ("next", "kept") if name in typed}
