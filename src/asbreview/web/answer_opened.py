"""Who opens a request by its link: what the link names, and the code that goes with it.

Wrong, expired, replaced and unknown are one answer.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from asbreview.access.answer_codes import AnswerCodes
from asbreview.access.answer_links import is_link, mailed_code, named_by, spoken_code
from asbreview.access.flooding import Bucket, take
from asbreview.access.status_codes import is_code
from asbreview.access.throttle import Allowed, Throttle, TooManyTries, Try
from asbreview.domain.asking.facts import NoticeKind
from asbreview.domain.asking.record import Asking
from asbreview.domain.days import local_day
from asbreview.domain.errors import CaseReviewRefused, Misrecorded
from asbreview.domain.sealed import ERASED
from asbreview.letters.notice import code_text, subject_of
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.ways.smtp import Mail
from asbreview.signing import signed_by_body
from asbreview.web.given import Asked, Installation
from asbreview.web.whence import network_address, of_codes
from asbreview.web.words import moment

CODES: Final = Bucket("have a code sent", 5, timedelta(hours=1))
NEW_LINKS: Final = Bucket("have a new link sent", 3, timedelta(hours=8))
FROM_ONE: Final = Bucket("ask for a code or a link", 60, timedelta(minutes=1))
TRIES: Final = Allowed(per_account=10, per_address=100)
WRONG: Final = (
    "This is not the code, or it holds no longer. Check it, or have a new one sent"
)
TOO_OFTEN: Final = (
    "Too many codes were sent for this request. Wait an hour, or ring us: we can enter"
    " your answer for you"
)
NOT_SENT: Final = (
    "The code could not be sent just now. Try again in some minutes, or ring us: we can"
    " enter your answer for you"
)


@dataclass(frozen=True)
class Opened:
    """A link that was made for a request, and whether it still opens it."""

    asking: Asking
    number: int
    holds: bool

    @property
    def is_by_hand(self) -> bool:
        """Was it passed on by hand, so that its code is told by telephone?"""
        return self.asking.by_hand == self.number


def opened_by(given: Installation, token: str) -> Opened | None:
    """Return what a link opens, or opened once; nothing if it never was one."""
    named = named_by(token)
    asking = given.reviews.asking(named.request_id) if named else None
    if named is None or asking is None or not is_link(given.keyring, asking, named):
        return None
    return Opened(asking, named.number, asking.link_holds(named.number, given.now()))


def may_ask(request: Asked, given: Installation) -> bool:
    """Say whether one network address has not asked too often, for whatever link."""
    address = network_address(request, given.settings.proxies)
    return take(given.office, FROM_ONE, address, at=given.now())


def send_code(request: Asked, given: Installation, opened: Opened) -> None:
    """Send a code to the body's mailbox (`Misrecorded` where that cannot be done).

    Of two presses of the button one sends a code: a second would make the first void.
    """
    asking, now = opened.asking, given.now()
    within = take(given.office, CODES, str(asking.request_id), at=now)
    if not (within and may_ask(request, given)):
        raise Misrecorded(TOO_OFTEN, field="code")
    case, to = given.reviews.case(asking.case_id), mailbox_of(given, asking.body_id)
    if not to or given.mail is None:
        raise Misrecorded(NOT_SENT, field="code")
    codes = AnswerCodes(given.office)
    nonce = codes.begin(asking.request_id, at=now)
    if nonce is None:
        return
    code = mailed_code(given.keyring, asking, nonce)
    mail = Mail(
        to=to,
        subject=f"Code: {subject_of(case, about=asking.about)}",
        text=code_text(case, code, about=asking.about),
        known_as=f"{asking.id.hex}-{nonce.hex()[:12]}",
        at=now,
    )
    try:
        given.mail.send(mail)
    except (NotTaken, Unsure):
        codes.unsent(asking.request_id, nonce)
        raise Misrecorded(NOT_SENT, field="code") from None


def must_be_code(
    request: Asked, given: Installation, opened: Opened, typed: str
) -> None:
    """Refuse (`Misrecorded`) a code that does not go with the link."""
    forget = _must_not_guess(request, given, opened)
    asking, keyring = opened.asking, given.keyring
    plain = "".join(typed.split())

    def is_mailed(nonce: bytes) -> bool:
        made = mailed_code(keyring, asking, nonce)
        return bool(made) and hmac.compare_digest(made.encode(), plain.encode())

    if opened.is_by_hand:
        is_right = is_code(spoken_code(keyring, asking, opened.number), typed)
    else:
        codes = AnswerCodes(given.office)
        is_right = codes.is_right(asking.request_id, is_mailed, at=given.now())
    if not is_right:
        raise Misrecorded(WRONG, field="code")
    forget()


def ask_for_new_link(request: Asked, given: Installation, token: str) -> None:
    """Let a new link go to the body's own mailbox, if the link was once one.

    Whatever comes of it is told to nobody who asks.
    """
    now, may = given.now(), may_ask(request, given)
    opened = opened_by(given, token)
    if opened is None or not may or given.mail is None:
        return
    asking = opened.asking
    if not take(given.office, NEW_LINKS, str(asking.request_id), at=now):
        return
    try:
        given.reviews.send_notice(
            asking.case_id,
            asking.request_id,
            kind=NoticeKind.NEW_LINK,
            signed=signed_by_body(now, body_id=asking.body_id, command_id=uuid4()),
        )
    except CaseReviewRefused:  # it has answered, or one is on its way
        return


def mailbox_of(given: Installation, body_id: UUID) -> str:
    """Return the mailbox of a body today; an empty text if none is known."""
    known = given.reviews.contact_point(body_id)
    by = known.on(local_day(given.now())) if known else None
    if by is None:
        return ""
    email = given.keyring.reveal(by.email)
    return "" if email is ERASED else email


def _must_not_guess(
    request: Asked, given: Installation, opened: Opened
) -> Callable[[], None]:
    """Note a try; refuse (`Misrecorded`) if there were too many."""
    throttle = Throttle(given.office, TRIES)
    address = network_address(request, given.settings.proxies)
    attempt = Try(f"answer {opened.asking.request_id}", of_codes(address))
    try:
        throttle.note(attempt, at=given.now())
    except TooManyTries as refused:
        raise Misrecorded(
            f"There were too many tries. You can try again on"
            f" {moment(refused.again_at)}, or ring us",
            field="code",
        ) from None
    return lambda: throttle.forget(attempt)
