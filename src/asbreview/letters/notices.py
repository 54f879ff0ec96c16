"""Sending the notices by which bodies are asked: each once, whatever happens.

The address, and the link, are read here and nowhere else on the way.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.access.answer_links import answer_token
from asbreview.domain.asking.facts import About, HeldBackBecause, NoticeStatus
from asbreview.domain.asking.putting_right import PutRight, PutRightToBeTold
from asbreview.domain.asking.record import Asking
from asbreview.domain.days import local_day
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.letters.notice import subject_of, text_of
from asbreview.letters.notice_of_right import right_text, subject_of_right
from asbreview.letters.notice_to_owner import owner_text
from asbreview.letters.once_by_email import Now, OnceByEmail, Ready
from asbreview.letters.outbox import Outbox
from asbreview.letters.ways.smtp import Mail, MailServer
from asbreview.reviews import Case, CaseReviews


class SendingNotices(OnceByEmail[Asking]):
    """Takes each notice as far as it can go; *answer_at* is where links lead."""

    WHAT: ClassVar = "a notice"

    def __init__(
        self,
        reviews: CaseReviews,
        outbox: Outbox,
        server: MailServer | None,
        *,
        answer_at: str,
    ) -> None:
        super().__init__(reviews, server)
        self._outbox, self._answer_at = outbox, answer_at

    def advance(self, asking_id: UUID, now: Now) -> None:
        """Take a notice as far as it can go (`NotYet` while it is to wait)."""
        asking = self._reviews.get(Asking, asking_id)
        if asking.status is NoticeStatus.DRAFTED:
            self._send(asking, now)
        elif asking.status is NoticeStatus.SENDING:
            assert asking.handed_over_at is not None  # noqa: S101
            self._give_up_waiting(asking, asking.handed_over_at, now)
        else:
            self._outbox.notice_has_gone(asking_id)

    def _ready(
        self, record: Asking, case: Case, to: tuple[UUID, str], at: datetime
    ) -> Ready:
        entry_id, email = to
        request_id = record.request_id
        return Ready(
            self._mail(record, case, email, at),
            lambda signed: self._reviews.hand_over_notice(
                request_id, entry_id=entry_id, signed=signed
            ),
        )

    def _mail(self, asking: Asking, case: Case, email: str, at: datetime) -> Mail:
        if asking.put_right is not None:
            return Mail(
                to=email,
                subject=subject_of_right(case, asking.put_right),
                text=right_text(case, asking.put_right),
                known_as=f"{asking.id.hex}-{asking.number}",
                at=at,
            )
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
        self, record: Asking, case: Case, email: str, at: datetime
    ) -> HeldBackBecause | None:
        del at
        if (told := record.put_right) is not None:
            return _of_no_use(told, case) or self._cannot_go(email)
        if record.about is About.ACTIONS:
            still = case.outcome.open_actions_of(record.body_id)
            if not still and case.ended_as is None:
                return HeldBackBecause.NOTHING_OPEN
        elif record.request_id not in case.evidence.requests:
            return HeldBackBecause.NOT_ASKED
        if record.request_id in case.evidence.answers:
            return HeldBackBecause.ANSWERED
        if case.ended_as is not None:
            return HeldBackBecause.ENDED
        return self._cannot_go(email)

    def _cannot_go(self, email: str) -> HeldBackBecause | None:
        if self._server is None:
            return HeldBackBecause.NO_SERVER
        return None if email else HeldBackBecause.NO_ADDRESS

    def _hold_back(self, record: Asking, because: StrEnum, signed: Signed) -> None:
        self._reviews.hold_back_notice(
            record.request_id, because=HeldBackBecause(because), signed=signed
        )

    def _accept(self, record: Asking, signed: Signed) -> None:
        self._reviews.notice_accepted(record.request_id, signed=signed)

    def _refuse(
        self,
        record: Asking,
        because: Obstacle,
        since: int,
        signed: Signed,
        *,
        is_last: bool,
    ) -> None:
        reviews = self._reviews
        refuse = reviews.notice_failed if is_last else reviews.notice_refused_for_now
        refuse(record.request_id, because=because, since=since, signed=signed)

    def _become_uncertain(
        self, record: Asking, because: Obstacle, since: int, signed: Signed
    ) -> None:
        self._reviews.notice_uncertain(
            record.request_id, because=because, since=since, signed=signed
        )


def _of_no_use(told: PutRightToBeTold, case: Case) -> HeldBackBecause | None:
    """Return why a body is not to be told any more what is put right of what it had.

    What waited for the mail server may be known by now, or be otherwise again.
    """
    rights = case.rights
    if rights is None:
        return None
    if (told.about_id, told.body_id) in rights.recipients_settled:
        return HeldBackBecause.TOLD_ALREADY
    is_restricted = told.restriction_id in {x.restriction_id for x in rights.in_force}
    is_so = {
        PutRight.IN_ERROR: True,
        PutRight.CONTESTED: told.about_id in rights.annotations,
        PutRight.RESTRICTED: is_restricted,
        PutRight.LIFTED: not is_restricted,
    }
    return None if is_so[told.became] else HeldBackBecause.SO_NO_LONGER
