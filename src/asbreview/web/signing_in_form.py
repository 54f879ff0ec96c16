"""The forms of signing in: bound to a cookie of their own, as there is no session."""

from secrets import token_urlsafe
from typing import Any

from litestar.connection import Request

from asbreview.web.given import given_of
from asbreview.web.page import Page
from asbreview.web.sessions import SIGNING_IN_COOKIE, kept_cookie
from asbreview.web.submitted import Shown

Asked = Request[Any, Any, Any]


def sign_in_form(request: Asked, shown: Shown, *, status_code: int) -> Page:
    """Ask for name and password."""
    cookie = request.cookies.get(SIGNING_IN_COOKIE) or token_urlsafe(32)
    return _bound(request, cookie, "show", shown, status_code)


def code_form(request: Asked, cookie: str, shown: Shown, *, status_code: int) -> Page:
    """Ask for the code; *cookie* is what tells whose password was shown."""
    return _bound(request, cookie, "code", shown, status_code)


def _bound(
    request: Asked, cookie: str, name: str, shown: Shown, status_code: int
) -> Page:
    page = Page(
        f"signing_in/{name}.html.jinja",
        status_code=status_code,
        shown=shown,
        token=request.app.state.forms.token(cookie),
        provider=given_of(request).provider,
    )
    page.set_cookie(kept_cookie(SIGNING_IN_COOKIE, cookie))
    return page
