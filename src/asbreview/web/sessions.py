"""Who is asking: the session behind a request, and what it may ask at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection, Request
from litestar.datastructures import Cookie
from litestar.exceptions import (
    ClientException,
    NotAuthorizedException,
    PermissionDeniedException,
)
from litestar.handlers.base import BaseRouteHandler

from asbreview.access.accounts import Account, Role
from asbreview.access.office import Office
from asbreview.access.policy import Action, granted, may
from asbreview.access.sessions import Sessions
from asbreview.access.signed_in import signed_in

COOKIE: Final = "__Host-session"
SIGNING_IN_COOKIE: Final = "__Host-signing-in"
PROVIDER_COOKIE: Final = "__Host-provider"
APPLICANT_COOKIE: Final = "__Host-applicant"
FOLLOWING_COOKIE: Final = "__Host-following"
ANSWERING_COOKIE: Final = "__Host-answering"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

MOST_FIELDS: Final = 2_000

# What a page says of itself, in `opt`.
PUBLIC: Final = "public"  # shown to anybody
BEFORE_SIGN_IN: Final = "before_sign_in"  # its form is bound to no session yet
FOR_APPLICANTS: Final = "for_applicants"  # no account is looked at; names its cookie
ASKS_NOBODY: Final = "asks_nobody"  # answered without a look at who asks
BY_A_PROGRAM: Final = "by_a_program"  # asked by no browser; it bears a token
RECORDS_NOTHING: Final = "records_nothing"  # its form may be sent by an auditor too
BEFORE_SECOND_FACTOR: Final = "before_second_factor"  # for who has to add one, too
NEEDS: Final = "needs"  # what an account must be allowed, where that is not the usual

READS_ONLY: Final = (
    "You are signed in as an auditor. An auditor reads everything and records nothing. "
    "You may read every case as it is and as it was on any day, its history and who "
    "read it, its letters, and the figures. What should be recorded, tell the "
    "caseworker of the case: the head of each of its pages names them."
)
AS_IT_WAS: Final = (
    "You were looking at the case as it was. Nothing can be recorded on that day: "
    "go back to the case as it is now."
)


@dataclass(frozen=True)
class Visitor:
    """Whoever is asking: what their cookie holds, and whose account it is, if any's.

    `lasts` is for how many seconds they are signed in, if they do nothing more.
    `must_add` where they have to add a second factor before anything else; `proved_at`
    is when they last showed a password or a code.
    """

    token: str = ""
    account: Account | None = None
    lasts: int = 0
    must_add: bool = False
    proved_at: datetime | None = None


class SecondFactorFirst(Exception):
    """Whoever asks has to have a second factor, and has none yet."""


class SessionGuard:
    """Finds out who is asking, and refuses what they may not ask."""

    def __init__(  # noqa: PLR0913  what tells who asks
        self,
        office: Office,
        sessions: Sessions,
        now: Callable[[], datetime],
        *,
        demonstration: bool,
        two_factors: frozenset[Role] = frozenset(),
        look: Callable[[], None] = lambda: None,
    ) -> None:
        self._two_factors = two_factors
        self._look = look
        self._office = office
        self._sessions = sessions
        self._now = now
        self._demonstration = demonstration

    def visitor(self, asked: ASGIConnection[Any, Any, Any, Any]) -> Visitor:
        """Return who is asking, and forget the keys destroyed since anybody asked."""
        self._look()
        token = asked.cookies.get(COOKIE, "")
        now = self._now()
        found = signed_in(
            self._office,
            self._sessions,
            token,
            at=now,
            demonstration=self._demonstration,
        )
        if found is None:
            return Visitor(token)
        lasts = int((found.until - now).total_seconds())
        must = found.account.role in self._two_factors
        must_add = must and not found.has_second_factor
        return Visitor(token, found.account, lasts, must_add, found.proved_at)

    async def __call__(
        self, asked: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
    ) -> None:
        """Let in whoever is signed in and, where something changes, may change it."""
        if handler.opt.get(ASKS_NOBODY) or handler.opt.get(BY_A_PROGRAM):
            asked.state.visitor, asked.state.fields = Visitor(), {}
            return
        # First what was typed: it is to be given back if the database is away.
        if "fields" not in asked.state:  # a form with a file is taken in before
            asked.state.fields = await _fields(asked)
        if handler.opt.get(FOR_APPLICANTS):
            asked.state.visitor = Visitor()
            return
        asked.state.visitor = await sync_to_thread(self.visitor, asked)
        if handler.opt.get(PUBLIC) or handler.opt.get(BEFORE_SIGN_IN):
            return
        account = asked.state.visitor.account
        if account is None:
            raise NotAuthorizedException
        only_adds = bool(handler.opt.get(BEFORE_SECOND_FACTOR))
        if asked.state.visitor.must_add and not only_adds:
            raise SecondFactorFirst
        only_looks = changes_nothing(asked) or bool(handler.opt.get(RECORDS_NOTHING))
        usual = Action.READ_CASES if only_looks else Action.WRITE
        needed = handler.opt.get(NEEDS, usual)
        opened = needed is Action.READ_CASES and _may_have_opened(asked, account)
        if not opened and not may(account, needed):
            raise PermissionDeniedException(not_for(account))
        if not only_looks and "as_of" in asked.query_params:
            raise PermissionDeniedException(AS_IT_WAS)


def _may_have_opened(
    asked: ASGIConnection[Any, Any, Any, Any], account: Account
) -> bool:
    """Say whether a page may be one of a case that they opened in an emergency.

    Whether it is, is found out with the case (`given.case_asked_for`).
    """
    of_a_case = "reference" in asked.path_params and changes_nothing(asked)
    return of_a_case and bool(account.opened)


def not_for(account: Account) -> str:
    """Say to whoever is refused what their account is for."""
    return READS_ONLY if account.role is Role.AUDITOR else granted(account).says


def note_refusal(
    asked: ASGIConnection[Any, Any, Any, Any],
    account: Account,
    case_id: UUID | None = None,
) -> None:
    """Log that somebody asked for what is not theirs, or for what there is not.

    By ids, and by which page it was: nothing typed, no address, nobody's name.
    """
    asked.logger.warning(
        "Refused",
        account=str(account.account_id),
        page=asked.scope.get("path_template"),
        method=asked.scope.get("method"),
        case=str(case_id) if case_id else None,
    )


def changes_nothing(asked: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Say whether a request only asks for something to be shown."""
    return isinstance(asked, Request) and asked.method in SAFE


async def _fields(asked: ASGIConnection[Any, Any, Any, Any]) -> dict[str, list[str]]:
    """Return what was typed; files are not among it."""
    if not isinstance(asked, Request) or changes_nothing(asked):
        return {}
    try:
        form = await asked.form()
    except (LookupError, ValueError) as unreadable:  # a character set nobody knows
        raise ClientException("That form cannot be read.") from unreadable
    if sum(1 for _ in form.multi_items()) > MOST_FIELDS:
        raise ClientException(
            f"That is more than {MOST_FIELDS:,} fields at once. Nothing was recorded."
        )
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    return found


def kept_cookie(name: str, value: str) -> Cookie:
    """Return a cookie that no other host and no script can read or plant."""
    return Cookie(
        key=name, value=value, path="/", secure=True, httponly=True, samesite="lax"
    )


def ended_cookie(name: str) -> Cookie:
    """Return the cookie that takes one away."""
    return Cookie(key=name, value="", path="/", secure=True, httponly=True, max_age=0)
