"""Sending the notices by which bodies are asked: each once, whatever happens.

As for letters (`docs/decisions/0039`): the log is asked before the first word is passed
on, what was surely not taken is tried again, and of what may have gone a person finds
out.  The address, and the link, are read here and nowhere else on the way.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4, uuid5

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.access.answer_links import answer_token
from asbreview.domain.asking.facts import About, HeldBackBecause, NoticeStatus
from asbreview.domain.asking.record import Asking
from asbreview.domain.days import local_day
from asbreview.domain.directory import ReachedBy
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.domain.sealed import ERASED
from asbreview.letters.answers import PAUSES, NotYet
from asbreview.letters.asking_after import NO_ANSWER_BY
from asbreview.letters.notice import subject_of, text_of
from asbreview.letters.notice_to_owner import owner_text
from asbreview.letters.outbox import Outbox
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.ways.smtp import Mail, MailServer
from asbreview.reviews import Case, CaseReviews
from asbreview.signing import SENDER

LOG: Final = structlog.get_logger(__name__)
Now = Callable[[], datetime]


class SendingNotices:
    """Takes each notice as far as it can go; *answer_at* is where links lead."""

    def __init__(
        self,
        reviews: CaseReviews,
        outbox: Outbox,
        server: MailServer | None,
        *,
        answer_at: str,
    ) -> None:
        self._reviews, self._outbox, self._server = reviews, outbox, server
        self._answer_at = answer_at
        self._down: Obstacle | None = None

    def begin_round(self) -> None:
        """Try again a server that could not be reached on the round before."""
        self._down = None

    def advance(self, asking_id: UUID, now: Now) -> None:
        """Take a notice as far as it can go (`NotYet` while it is to wait)."""
        asking = self._reviews.get(Asking, asking_id)
        if asking.status is NoticeStatus.DRAFTED:
            self._send(asking, now)
        elif asking.status is NoticeStatus.SENDING:
            self._give_up_waiting(asking, now)
        else:
            self._outbox.notice_has_gone(asking_id)

    def _give_up_waiting(self, asking: Asking, now: Now) -> None:
        assert asking.handed_over_at is not None  # noqa: S101
        until = asking.handed_over_at + NO_ANSWER_BY
        if now() < until:
            raise NotYet(until)
        self._uncertain(asking, Obstacle.NO_END, asking.version, now)

    def _send(self, asking: Asking, now: Now) -> None:
        if asking.tried_at is not None and asking.tries:
            until = asking.tried_at + PAUSES[min(asking.tries, len(PAUSES)) - 1]
            if now() < until:
                raise NotYet(until)
        case = self._reviews.case(asking.case_id)
        by, email = self._address(asking, now())
        because = self._why_not(asking, case, email)
        if because is not None or by is None or self._server is None:
            self._reviews.hold_back_notice(
                asking.request_id,
                because=because or HeldBackBecause.NO_ADDRESS,
                signed=self._signed(asking, case, f"hold back/{asking.version}", now),
            )
            return
        self._pass_on(asking, case, by.entry_id, email, now)

    def _pass_on(
        self, asking: Asking, case: Case, entry_id: UUID, email: str, now: Now
    ) -> None:
        version = asking.version

        def hand_over() -> None:
            nonlocal version
            signed = self._signed(asking, case, "hand over", now)
            self._reviews.hand_over_notice(
                asking.request_id,
                entry_id=entry_id,
                # Of its own: another worker's is another command, and is refused.
                signed=signed.model_copy(update={"command_id": uuid4()}),
            )
            version += 1

        try:
            self._carry(asking, case, email, now, about_to=hand_over)
        except NotTaken as refused:
            self._refused(asking, case, refused, version, now)
        except Unsure as unsure:
            self._uncertain(asking, unsure.because, version, now)
        else:
            signed = self._signed(asking, case, f"accept/{version}", now)
            self._reviews.notice_accepted(asking.request_id, signed=signed)

    def _carry(
        self,
        asking: Asking,
        case: Case,
        email: str,
        now: Now,
        *,
        about_to: Callable[[], None],
    ) -> None:
        """Hand the email in; whatever else fails is `NotTaken`, or `Unsure` after."""
        assert self._server is not None  # noqa: S101
        if self._down:
            raise NotTaken(self._down)
        is_handed_over = False

        def hand_over() -> None:
            nonlocal is_handed_over
            about_to()
            is_handed_over = True

        try:
            mail = self._mail(asking, case, email, now())
            self._server.send(mail, about_to=hand_over)
        except (NotTaken, Unsure, CaseReviewRefused, PersistenceError):
            raise
        except Exception as error:  # noqa: BLE001  one notice stops no other
            # Without the error's own words: they may name an address.
            failed = type(error).__name__
            LOG.error("failed", what="a notice", because=failed)  # noqa: TRY400
            raise (Unsure if is_handed_over else NotTaken)(Obstacle.OURS) from None

    def _mail(self, asking: Asking, case: Case, email: str, at: datetime) -> Mail:
        token = answer_token(self._reviews.keyring, asking, asking.number)
        link, kind, on = f"{self._answer_at}/{token}", asking.kind, local_day(at)
        if asking.about is About.ACTIONS:
            text = owner_text(case, asking.body_id, link, kind=kind, on=on)
        else:
            request = case.evidence.requests[asking.request_id]
            text = text_of(case, request, link, kind=kind, on=on)
        return Mail(
            to=email,
            subject=subject_of(case, kind, about=asking.about),
            text=text,
            known_as=f"{asking.id.hex}-{asking.number}",
            at=at,
        )

    def _why_not(
        self, asking: Asking, case: Case, email: str
    ) -> HeldBackBecause | None:
        if asking.about is About.ACTIONS:
            still = case.outcome.open_actions_of(asking.body_id)
            if not still and case.ended_as is None:
                return HeldBackBecause.NOTHING_OPEN
        elif asking.request_id not in case.evidence.requests:
            return HeldBackBecause.NOT_ASKED
        if asking.request_id in case.evidence.answers:
            return HeldBackBecause.ANSWERED
        if case.ended_as is not None:
            return HeldBackBecause.ENDED
        if self._server is None:
            return HeldBackBecause.NO_SERVER
        return None if email else HeldBackBecause.NO_ADDRESS

    def _address(self, asking: Asking, at: datetime) -> tuple[ReachedBy | None, str]:
        known = self._reviews.contact_point(asking.body_id)
        by = known.on(local_day(at)) if known else None
        if by is None:
            return None, ""
        email = self._reviews.keyring.reveal(by.email)
        return by, "" if email is ERASED else email

    def _refused(
        self, asking: Asking, case: Case, refused: NotTaken, since: int, now: Now
    ) -> None:
        """Record a refusal; one for good, or one too many, is a person's task."""
        if refused.is_down:
            self._down = refused.because
        is_last = refused.for_good or asking.tries >= len(PAUSES)
        reviews = self._reviews
        record = reviews.notice_failed if is_last else reviews.notice_refused_for_now
        record(
            asking.request_id,
            because=refused.because,
            since=since,
            signed=self._signed(asking, case, f"refuse/{since}", now),
        )

    def _uncertain(
        self, asking: Asking, because: Obstacle, since: int, now: Now
    ) -> None:
        case = self._reviews.case(asking.case_id)
        self._reviews.notice_uncertain(
            asking.request_id,
            because=because,
            since=since,
            signed=self._signed(asking, case, f"uncertain/{since}", now),
        )

    @staticmethod
    def _signed(asking: Asking, case: Case, step: str, now: Now) -> Signed:
        """Sign for the sender: the same step of the same notice is the same command."""
        return Signed(
            by=SENDER,
            for_body=case.procedure.lead_body.body_id,
            at=now(),
            command_id=uuid5(asking.id, step),
        )
