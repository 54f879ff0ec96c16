"""Showing again who it is, to the identity provider.

Whoever signs in there may know no password here.  The provider is asked to ask afresh,
and is believed only if it says that it did: its own session may be hours old, and the
browser at which it is could be asked to leave out that it has to.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from litestar.connection import Request
from litestar.response import Response

from asbreview.access.accounts import Account
from asbreview.access.drafts import Drafts, Of
from asbreview.access.identities import account_linked
from asbreview.access.provider import LEEWAY, Vouched
from asbreview.access.second_factors import SecondFactors
from asbreview.web.carried import go_on
from asbreview.web.given import Installation
from asbreview.web.page import Page
from asbreview.web.proof import CARRIED, CONFIRMED, asking
from asbreview.web.session_begun import renew_session
from asbreview.web.sessions import Visitor
from asbreview.web.submitted import Fault, Shown
from asbreview.web.typed import Fields

Asked = Request[Any, Any, Any]
Kept = Mapping[str, Any]

OF, AT = "account", "asked_at"
SOMEBODY_ELSE: Final = (
    "{name} says that it is somebody else than who is signed in here. Nothing was sent."
)
NOT_AFRESH: Final = (
    "{name} did not ask you again who you are, or does not say when it did. Nothing was"
    " sent. Confirm it another way, or tell whoever looks after this system."
)
NOT_ENOUGH: Final = (
    "You have a second factor here: enter its code, or use one at {name}. Nothing was"
    " sent."
)


def begin_proof(given: Installation, who: Account, typed: Fields) -> str:
    """Keep what was typed, sealed, with who asks and when; return its token."""
    now = given.now()
    content: dict[str, Any] = {n: list(typed[n]) for n in CARRIED if n in typed}
    content |= {OF: str(who.account_id), AT: now.isoformat()}
    return Drafts(given.office).begin(content, at=now, of=Of.PROVING)


def proof_asked(given: Installation, token: str) -> Kept | None:
    """Return what was kept, if it was asked for a proof and not to sign in."""
    found = Drafts(given.office).read(token, at=given.now()) if token else None
    return found if found and AT in found else None


def not_proved(request: Asked, given: Installation, asked: Kept, by: Vouched) -> str:
    """Say why an answer does not prove that it is who asked; an empty text if so."""
    visitor: Visitor = request.state.visitor
    account = account_linked(
        given.office, by.identity, demonstration=given.settings.demonstration
    )
    here = visitor.account and visitor.account.account_id
    if account is None or not here == account.account_id == UUID(asked[OF]):
        return SOMEBODY_ELSE
    leeway, now = timedelta(seconds=LEEWAY), given.now()
    asked_at = datetime.fromisoformat(asked[AT])
    if by.shown_at is None or not asked_at - leeway <= by.shown_at <= now + leeway:
        return NOT_AFRESH
    if _has_factor(given, account) and not by.has_second_factor:
        return NOT_ENOUGH
    return ""


def proved(
    request: Asked, given: Installation, token: str, asked: Kept, by: Vouched
) -> Response[Any]:
    """Go on with what was kept, once, in a session under a new token."""
    Drafts(given.office).end(token)
    now = given.now()
    answer = go_on(_shown(asked), CONFIRMED)
    proved_at = min(by.shown_at or now, now)
    return renew_session(request, given, answer, proved_at=proved_at)


def proof_refused(
    request: Asked, given: Installation, asked: Kept, says: str, status_code: int = 403
) -> Page | None:
    """Ask again, with why it was not confirmed and what was typed.

    Nothing for anybody but whoever asked: what was typed is theirs.
    """
    who = request.state.visitor.account
    if who is None or str(who.account_id) != asked[OF]:
        return None
    again = Shown(_shown(asked).typed, (Fault(says),))
    return asking(given, who, again, status_code=status_code)


def _shown(asked: Kept) -> Shown:
    return Shown({name: asked[name] for name in CARRIED if name in asked})


def _has_factor(given: Installation, who: Account) -> bool:
    factors = SecondFactors(given.office, given.keyring)
    return factors.held(who.account_id) is not None
