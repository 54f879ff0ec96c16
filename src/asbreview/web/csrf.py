"""A form can be sent only from the session it was shown to."""

import hmac
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler

from asbreview.web.sessions import (
    BEFORE_SIGN_IN,
    BY_A_PROGRAM,
    COOKIE,
    FOR_APPLICANTS,
    SIGNING_IN_COOKIE,
    changes_nothing,
)
from asbreview.web.typed import Fields

NOT_SHOWN_TO_YOU: Final = (
    "This form was not shown to you, or your session has ended since. "
    "Open the page again and fill it in there."
)


class FormGuard:
    """Makes the token of a session, and refuses a form that lacks it.

    The token is an HMAC of what the session's cookie holds, so that a token or a
    cookie planted by somebody else fits no session but theirs.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, cookie: str) -> str:
        """Return the token for the forms shown to whoever holds this cookie."""
        return hmac.digest(self._secret, f"form {cookie}".encode(), "sha256").hex()

    def fits(self, fields: Fields, cookie: str) -> bool:
        """Say whether a form was shown to whoever holds this cookie."""
        given = next(iter(fields.get("csrf_token", ())), "")
        # Bytes: `compare_digest` raises on a text that is not ASCII.
        return bool(cookie) and hmac.compare_digest(
            given.encode(), self.token(cookie).encode()
        )

    async def __call__(
        self, asked: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
    ) -> None:
        """Refuse whatever would change something without the session's own token."""
        if changes_nothing(asked) or handler.opt.get(BY_A_PROGRAM):
            return
        if not self.fits(asked.state.fields, asked.cookies.get(bound_to(handler), "")):
            raise PermissionDeniedException(NOT_SHOWN_TO_YOU)


def bound_to(handler: BaseRouteHandler) -> str:
    """Return the cookie that a page's forms are bound to."""
    if own := handler.opt.get(FOR_APPLICANTS):
        return str(own)
    return SIGNING_IN_COOKIE if handler.opt.get(BEFORE_SIGN_IN) else COOKIE
