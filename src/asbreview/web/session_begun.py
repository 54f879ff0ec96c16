"""A session that begins, or goes on under another token: the browser's new cookie."""

from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from litestar.connection import Request
from litestar.response import Response

from asbreview.access.accounts import Account
from asbreview.web.given import Installation
from asbreview.web.sessions import (
    COOKIE,
    SIGNING_IN_COOKIE,
    Visitor,
    ended_cookie,
    kept_cookie,
)

Asked = Request[Any, Any, Any]
R = TypeVar("R", bound=Response[Any])
SIGNED_IN_AGAIN: Final = "You are signed in again"


def begin_session(  # noqa: PLR0913  what was shown, and how long ago
    request: Asked,
    given: Installation,
    account: Account,
    answer: R,
    *,
    strong: bool = False,
    shown_ago: timedelta | None = timedelta(),
) -> R:
    """Sign somebody in; whatever session the browser had before ends.

    `strong` is for whom an identity provider saw a second factor of.  *shown_ago* is
    how long ago they showed who they are; nothing where a provider does not say.
    """
    token = request.app.state.sessions.begin(
        account.account_id,
        instead_of=request.cookies.get(COOKIE, ""),
        at=given.now(),
        strong=strong,
        shown_ago=shown_ago,
    )
    lasts = int(given.settings.limits.idle.total_seconds())
    request.state.visitor = Visitor(token, account, lasts)
    answer.set_cookie(kept_cookie(COOKIE, token))
    answer.set_cookie(ended_cookie(SIGNING_IN_COOKIE))
    return answer


def renew_session(
    request: Asked,
    given: Installation,
    answer: R,
    *,
    proved_at: datetime | None = None,
) -> R:
    """Let the session go on under a new token: whoever had the old one is out.

    *proved_at* is for whoever has just shown again who they are.
    """
    before: Visitor = request.state.visitor
    sessions = request.app.state.sessions
    token = sessions.renew(before.token, at=given.now(), proved_at=proved_at)
    request.state.visitor = Visitor(token, before.account, before.lasts)
    answer.set_cookie(kept_cookie(COOKIE, token))
    return answer
