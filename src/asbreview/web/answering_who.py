"""Who answers a request: a browser in which its link was opened, with its code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from litestar.di import NamedDependency, Provide

from asbreview.access.accounts import Account
from asbreview.access.drafts import Content, Drafts, Of
from asbreview.access.read_log import Read, note_read
from asbreview.domain.asking.record import Asking
from asbreview.domain.evidence.facts import (
    HowAnswered,
    InformationAnswered,
    InformationRequested,
)
from asbreview.domain.model import Signed
from asbreview.domain.sealed import ERASED
from asbreview.reviews import Case
from asbreview.signing import A_BODY, signed_by_body
from asbreview.web.given import Asked, Installation, given_of
from asbreview.web.public import ANSWERING, REPORTING
from asbreview.web.sessions import ANSWERING_COOKIE, SAFE

IDLE: Final = timedelta(hours=1)


class NotAnswering(Exception):
    """No code was entered in this browser, or it is too long ago."""


@dataclass(frozen=True)
class OpenHere:
    """What a link and its code opened in a browser, that was used not long ago."""

    token: str
    case: Case
    asking: Asking
    until: datetime


@dataclass(frozen=True)
class Answering:
    """Somebody of a body who opened its request.

    `at` is the address of its pages; `account` is who is signed in, where that is how
    it was opened, and not the link; `until` is when the link ends, if it is by one.
    """

    token: str
    case: Case
    asked: InformationRequested
    at: str = ANSWERING
    account: Account | None = None
    until: datetime | None = None

    @property
    def request_id(self) -> UUID:
        """The request; they see no other."""
        return self.asked.request_id

    @property
    def answer(self) -> InformationAnswered | None:
        """The answer that stands, if the body has answered."""
        return self.case.evidence.answers.get(self.request_id)

    @property
    def how(self) -> HowAnswered:
        """How an answer that is given here comes to be on record."""
        return HowAnswered.BY_ACCOUNT if self.account else HowAnswered.BY_LINK

    def signed(self, at: datetime, *, command_id: UUID) -> Signed:
        """Sign for the body: by the account that is signed in, or by the link."""
        return signed_by_body(
            at,
            body_id=self.asked.body_id,
            command_id=command_id,
            account_id=self.account.account_id if self.account else None,
        )


@dataclass(frozen=True)
class Reporting:
    """Somebody of a body who opened its actions on a case; else as `Answering`."""

    token: str
    case: Case
    body_id: UUID
    at: str = REPORTING
    account: Account | None = None

    @property
    def request_id(self) -> UUID:
        """What the body is asked for news of its actions by."""
        return Asking.of_actions(self.case.case_id, self.body_id)

    def signed(self, at: datetime, *, command_id: UUID) -> Signed:
        """Sign for the body: by the account that is signed in, or by the link."""
        return signed_by_body(
            at,
            body_id=self.body_id,
            command_id=command_id,
            account_id=self.account.account_id if self.account else None,
        )


def begin_answering(
    request: Asked, given: Installation, asking: Asking, number: int
) -> str:
    """Let a browser answer a request, and return the token that lets it.

    It lets it no longer than the link of that number holds, however it is used.
    """
    drafts, now = Drafts(given.office), given.now()
    drafts.end(request.cookies.get(ANSWERING_COOKIE, ""))
    opens = {
        "answers": str(asking.request_id),
        "case_id": str(asking.case_id),
        "used_at": now.isoformat(),
        "until": asking.link_ends(number).isoformat(),
    }
    return drafts.begin(opens, at=now, of=Of.ANSWERING)


def is_answering(request: Asked, given: Installation, request_id: UUID) -> bool:
    """Say whether this browser has opened a request already."""
    token, now = request.cookies.get(ANSWERING_COOKIE, ""), given.now()
    content = Drafts(given.office).read(token, at=now)
    return bool(content) and _opens(content or {}, now) == request_id


def answering(request: Asked) -> Answering:
    """Return which request is answered in this browser (`NotAnswering` if none is)."""
    here = open_here(request)
    asked = here.case.evidence.requests.get(here.asking.request_id)
    if asked is None:
        raise NotAnswering
    return Answering(here.token, here.case, asked, until=here.until)


def open_here(request: Asked) -> OpenHere:
    """Return what is open in this browser (`NotAnswering` if nothing is).

    It ends when it has not been used for an hour, with its link, and with the case's
    key.  That it was read is noted.
    """
    given, token = given_of(request), request.cookies.get(ANSWERING_COOKIE, "")
    now = given.now()

    def used(content: Content) -> Content:
        return {**content, "used_at": now.isoformat()} if _opens(content, now) else {}

    content = Drafts(given.office).change(token, used, at=now)
    request_id = _opens(content or {}, now)
    asking = given.reviews.asking(request_id) if request_id else None
    if asking is None or given.keyring.reveal(asking.secret) is ERASED:
        raise NotAnswering
    case = given.reviews.case(asking.case_id)
    if request.method in SAFE:
        note_read(given.office, Read(A_BODY, case.case_id, request.url.path, now))
    until = datetime.fromisoformat((content or {})["until"])
    return OpenHere(token, case, asking, until)


def _opens(content: Content, now: datetime) -> UUID | None:
    """Return the request that a browser has open, if it was used not long ago.

    Nothing once its link has ended; what was opened before links had their end here is
    opened again by its link.
    """
    used_at, until = content.get("used_at"), content.get("until")
    if "answers" not in content or used_at is None or until is None:
        return None
    lasts = now - datetime.fromisoformat(used_at) < IDLE
    holds = now < datetime.fromisoformat(until)
    return UUID(content["answers"]) if lasts and holds else None


WHO_ANSWERS: Final[dict[str, Any]] = {
    "who_answers": Provide(answering, sync_to_thread=True),
}
ByBody = NamedDependency[Answering]
