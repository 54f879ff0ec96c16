"""Sending the bodies of a panel their invitations: each email once, whatever happens.

What a meeting is, is read when the email goes and not when it was drafted: so one that
waited tells what is so.  What it told is recorded as it is handed over.
"""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid5

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.inviting.facts import (
    EmailStatus,
    NotSentBecause,
    SaidOfMeeting,
    Tells,
)
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.domain.sealed import ERASED
from asbreview.letters.calendar_file import method_of, sent_file
from asbreview.letters.invitation_text import invitation_subject, invitation_text
from asbreview.letters.once_by_email import Now, OnceByEmail, Ready
from asbreview.letters.outbox import Outbox
from asbreview.letters.ways.smtp import Invite, Mail, MailServer
from asbreview.reviews import Case, CaseReviews
from asbreview.reviews.invited import is_invited, is_over
from asbreview.signing import SENDER


class SendingInvitations(OnceByEmail[Invitation]):
    """Takes each invitation as far as it can go.

    *sender* is the address that emails come from: a calendar answers there where the
    partnership has published no mailbox.
    """

    WHAT: ClassVar = "an invitation"

    def __init__(
        self,
        reviews: CaseReviews,
        outbox: Outbox,
        server: MailServer | None,
        *,
        sender: str,
    ) -> None:
        super().__init__(reviews, server)
        self._outbox, self._sender = outbox, sender

    def look_at(self, case_id: UUID, now: Now) -> None:
        """Let an email go to each body that knows the meeting of a case otherwise.

        The command is named by what it changes: two that look at once are one.
        """
        at = now()
        try:
            told = self._reviews.to_be_told(case_id, at)
        except NoSuchThing:  # the log was put back to before it
            told = []
        if told:
            what = ",".join(f"{each.id.hex}.{each.version}" for each, _ in told)
            lead = self._reviews.case(case_id).procedure.lead_body
            signed = Signed(
                by=SENDER,
                for_body=lead.body_id,
                at=at,
                command_id=uuid5(case_id, f"tell the bodies/{what}"),
            )
            self._reviews.tell_bodies(case_id, signed=signed)
        self._outbox.meeting_was_looked_at(case_id)

    def advance(self, invitation_id: UUID, now: Now) -> None:
        """Take an email as far as it can go (`NotYet` while it is to wait)."""
        try:
            invitation = self._reviews.get(Invitation, invitation_id)
        except NoSuchThing:  # the log was put back to before it
            self._outbox.invitation_has_gone(invitation_id)
            return
        if invitation.status is EmailStatus.DRAFTED:
            self._send(invitation, now)
        elif invitation.status is EmailStatus.SENDING:
            assert invitation.handed_over is not None  # noqa: S101
            self._give_up_waiting(invitation, invitation.handed_over.timestamp, now)
        else:
            self._outbox.invitation_has_gone(invitation_id)

    def _ready(
        self, record: Invitation, case: Case, to: tuple[UUID, str], at: datetime
    ) -> Ready:
        entry_id, email = to
        told = _as_it_is(record, case)
        mail = self._mail(record, case, told, email, at)
        return Ready(
            mail,
            lambda signed: self._reviews.hand_over_invitation(
                record.id, entry_id=entry_id, told=told, signed=signed
            ),
        )

    def _mail(
        self,
        invitation: Invitation,
        case: Case,
        told: SaidOfMeeting,
        email: str,
        at: datetime,
    ) -> Mail:
        place = self._place(case) if told.is_on else ""
        tells = _tells(invitation, told)
        calendar = sent_file(
            case,
            invitation.panel_id,
            told,
            place=place,
            organiser=case.procedure.partnership.email or self._sender,
            attendee=email,
            at=at,
        )
        return Mail(
            to=email,
            subject=invitation_subject(case, tells),
            text=invitation_text(
                case,
                invitation.body_id,
                tells,
                told,
                place=place,
                before=invitation.told,
            ),
            known_as=f"{invitation.id.hex}-{invitation.number}",
            at=at,
            invite=Invite(
                method_of(told), f"meeting-{case.trigger.reference}.ics", calendar
            ),
        )

    def _place(self, case: Case) -> str:
        assert case.panel.convened is not None  # noqa: S101  the meeting is on
        place = self._reviews.keyring.reveal(case.panel.convened.place.text)
        return "" if place is ERASED else place

    def _why_not(
        self, record: Invitation, case: Case, email: str, at: datetime
    ) -> NotSentBecause | None:
        assert record.drafted is not None  # noqa: S101
        is_on = is_invited(case, record)
        is_to_end = record.drafted.tells is Tells.OFF
        if is_to_end and is_on:
            return NotSentBecause.ON
        if is_over(case, at) and (is_on or case.panel.held is not None):
            return NotSentBecause.OVER
        if not is_to_end and not is_on:
            return NotSentBecause.OFF
        if self._server is None:
            return NotSentBecause.NO_SERVER
        return None if email else NotSentBecause.NO_ADDRESS

    def _hold_back(self, record: Invitation, because: StrEnum, signed: Signed) -> None:
        self._reviews.hold_back_invitation(
            record.id, because=NotSentBecause(because), signed=signed
        )

    def _accept(self, record: Invitation, signed: Signed) -> None:
        self._reviews.invitation_accepted(record.id, signed=signed)

    def _refuse(
        self,
        record: Invitation,
        because: Obstacle,
        since: int,
        signed: Signed,
        *,
        is_last: bool,
    ) -> None:
        reviews = self._reviews
        for_now, for_good = (
            reviews.invitation_refused_for_now,
            reviews.invitation_failed,
        )
        refuse = for_good if is_last else for_now
        refuse(record.id, because=because, since=since, signed=signed)

    def _become_uncertain(
        self, record: Invitation, because: Obstacle, since: int, signed: Signed
    ) -> None:
        self._reviews.invitation_uncertain(
            record.id, because=because, since=since, signed=signed
        )


def _as_it_is(invitation: Invitation, case: Case) -> SaidOfMeeting:
    """Return what a body is told now; its number is higher than any it was told.

    One that is not to come is told of the meeting that it knows.
    """
    before, panel = invitation.told, case.panel
    is_on = is_invited(case, invitation)
    meets_at = panel.meets_at if is_on or before is None else before.meets_at
    assert meets_at is not None  # noqa: S101  it is on, or was told before
    return SaidOfMeeting(
        is_on=is_on,
        meets_at=meets_at,
        moves=panel.moves,
        sequence=max(panel.moves, invitation.last_sequence + 1),
    )


def _tells(invitation: Invitation, told: SaidOfMeeting) -> Tells:
    """Say what an email tells: nothing has moved for who never heard of the meeting."""
    before = invitation.told
    if not told.is_on:
        return Tells.OFF
    return Tells.MOVED if before is not None and before.is_on else Tells.INVITED
