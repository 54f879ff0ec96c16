"""Who is signed in: session, account and second factor, asked for together."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from asbreview.access.accounts import COLUMNS, Account, account_of, accounts
from asbreview.access.emergencies import opened_by
from asbreview.access.office import Office
from asbreview.access.policy import Action, may
from asbreview.access.second_factors import second_factors
from asbreview.access.sessions import Sessions, id_of, sessions


class SignedIn(NamedTuple):
    """Whose session it is, and until when it lasts if it is not used again.

    `has_second_factor` also where an identity provider saw one as it began; `proved_at`
    is when a password or a code was last shown in it.
    """

    account: Account
    until: datetime
    has_second_factor: bool
    proved_at: datetime


def signed_in(
    office: Office, kept: Sessions, token: str, *, at: datetime, demonstration: bool
) -> SignedIn | None:
    """Return who is signed in by a token, with an account that may be used here.

    Session and account are asked for together: every page asks.  To ask is to use it.
    """
    if not token:
        return None
    with office.reading() as db:
        asked = {"session_id": id_of(token)}
        found = db.execute(_of_session(demonstration), asked).one_or_none()
        account = account_of(db, found) if found else None
        if account and may(account, Action.OPEN_IN_EMERGENCY):
            opened = opened_by(db, account.account_id, at=at)
            account = account._replace(opened=opened)
    until = kept.use(token, found, at=at) if found else None
    if found is None or account is None or until is None:
        return None
    has_factor = found.strong or found.factor_of is not None
    return SignedIn(account, until, has_factor, found.proved_at)


@cache
def _of_session(demonstration: bool) -> Select[Any]:  # noqa: FBT001  a kept statement
    s, factor = sessions.c, second_factors.c.account_id.label("factor_of")
    return (
        select(s.began_at, s.used_at, s.proved_at, s.strong, factor, *COLUMNS)
        .select_from(sessions)
        .join(accounts, accounts.c.account_id == sessions.c.account_id)
        .outerjoin(second_factors, second_factors.c.account_id == accounts.c.account_id)
        .where(
            sessions.c.session_id == bindparam("session_id"),
            accounts.c.disabled_at.is_(None),
            accounts.c.demonstration.is_(demonstration),
        )
    )
