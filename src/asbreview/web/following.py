"""Who follows an application on the public pages: by its reference and its code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from litestar.di import NamedDependency, Provide

from asbreview.access.drafts import Content, Drafts, Of
from asbreview.access.flooding import TO_FOLLOW, TO_GUESS, take
from asbreview.access.read_log import Read, note_read
from asbreview.access.status_codes import code_of, is_code
from asbreview.access.throttle import Allowed, Throttle, TooManyTries, Try
from asbreview.domain.errors import Misrecorded
from asbreview.reviews import Case
from asbreview.signing import APPLICANT
from asbreview.web.finding import as_reference
from asbreview.web.given import Asked, Installation, given_of
from asbreview.web.sessions import FOLLOWING_COOKIE, SAFE
from asbreview.web.whence import network_address, of_codes
from asbreview.web.words import moment

IDLE: Final = timedelta(minutes=30)
TRIES: Final = Allowed(per_account=10, per_address=100)
WRONG: Final = (
    "There is no application with this reference and code. Check both: they are in the "
    "letter that says we received it"
)
TOO_OFTEN: Final = (
    "This application was opened very often just now. Try again in ten minutes, or "
    "ring us"
)


class NotFollowing(Exception):
    """Nobody entered a code in this browser, or it is too long ago."""


class CodeRefused(Misrecorded):
    """The reference and the code do not belong together; it is not said why."""


@dataclass(frozen=True)
class Following:
    """Somebody who entered the code of a case."""

    token: str
    case: Case


def must_not_guess(
    request: Asked, given: Installation, reference: str
) -> Callable[[], None]:
    """Note a try; refuse (`CodeRefused`) if there were too many.

    It is the same for a reference that nobody has.  What is returned forgets the try.
    They are counted for this reference from this address: a stranger who knows it keeps
    nobody waiting who asks from elsewhere (0087).
    """
    throttle = Throttle(given.office, TRIES)
    name = f"status {as_reference(reference) or reference}"
    address = network_address(request, given.settings.proxies)
    attempt = Try(f"{name} from {address}", of_codes(address))
    try:
        throttle.note(attempt, at=given.now())
    except TooManyTries as refused:
        raise CodeRefused(
            "There were too many tries. You can try again on "
            f"{moment(refused.again_at)}, or ring us",
            field="reference",
        ) from None
    if not take(given.office, TO_GUESS, name, at=given.now()):
        raise CodeRefused(TOO_OFTEN, field="reference")
    return lambda: throttle.forget(attempt)


def case_followed(given: Installation, reference: str, code: str) -> Case:
    """Return the case of a reference, if the code is its; `CodeRefused` for any other.

    As much is asked where there is no such case.
    """
    case_id = given.find_case(as_reference(reference) or "")
    case = given.reviews.case(case_id) if case_id else None
    kept = code_of(case.contact, given.keyring) if case else ""
    if case is None or not is_code(kept, code):
        raise CodeRefused(WRONG, field="reference")
    return case


def begin_following(given: Installation, case: Case, *, instead_of: str) -> str:
    """Let a browser follow a case, and return the token that lets it.

    `CodeRefused` where that was done too often with one code: there are so many places
    for those who follow, and one code could fill them all.
    """
    drafts, now = Drafts(given.office), given.now()
    one_code = f"{case.case_id} {case.contact.code_number}"
    if not take(given.office, TO_FOLLOW, one_code, at=now):
        raise CodeRefused(TOO_OFTEN, field="reference")
    drafts.end(instead_of)
    follows = {
        "follows": str(case.case_id),
        "code_number": case.contact.code_number,
        "used_at": now.isoformat(),
    }
    return drafts.begin(follows, at=now, of=Of.FOLLOWING)


def following(request: Asked) -> Following:
    """Return whose case is followed in this browser (`NotFollowing` if none is).

    It ends when it has not been used for half an hour, when the applicant was given
    another code, and when they were forgotten.  That it was read is noted: whoever has
    a code that is not theirs leaves a trace.
    """
    given, token = given_of(request), request.cookies.get(FOLLOWING_COOKIE, "")
    now = given.now()

    def used(content: Content) -> Content:
        return {**content, "used_at": now.isoformat()} if _lasts(content, now) else {}

    content = Drafts(given.office).change(token, used, at=now)
    if not content:
        raise NotFollowing
    case = given.reviews.case(UUID(content["follows"]))
    is_current = content["code_number"] == case.contact.code_number
    if not is_current or not code_of(case.contact, given.keyring):
        raise NotFollowing
    if request.method in SAFE:
        read = Read(APPLICANT, case.case_id, request.url.path, now)
        note_read(given.office, read)
    return Following(token, case)


def _lasts(content: Content, now: datetime) -> bool:
    used_at = content.get("used_at")
    if used_at is None or "follows" not in content:
        return False
    return now - datetime.fromisoformat(used_at) < IDLE


FOLLOWER: Final[dict[str, Any]] = {
    "followed": Provide(following, sync_to_thread=True),
}
ByFollower = NamedDependency[Following]
