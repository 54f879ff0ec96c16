"""The record of how one body is invited to one meeting of a panel."""

from datetime import datetime
from typing import Final, Self
from uuid import UUID, uuid5

from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.inviting.facts import (
    EmailStatus,
    InvitationAccepted,
    InvitationDrafted,
    InvitationFailed,
    InvitationFoundSent,
    InvitationFoundUnsent,
    InvitationHandedOver,
    InvitationHeldBack,
    InvitationOpened,
    InvitationRefusedForNow,
    InvitationUncertain,
    NotSentBecause,
    SaidOfMeeting,
    Tells,
)
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Aggregate, Event, Signed

ON_ITS_WAY: Final = frozenset({EmailStatus.DRAFTED, EmailStatus.SENDING})


class Invitation(Aggregate):
    """What went to a body of one meeting, and what it knows of it, or may know.

    `told` is what the last email said that went, or may have gone; None before any.
    """

    TOPIC = "inviting"

    def __init__(self, case_id: UUID, panel_id: UUID, body_id: UUID) -> None:
        self.case_id, self.panel_id, self.body_id = case_id, panel_id, body_id
        self.number = 0  # of the last email, whether or not it went out
        self.drafted: InvitationDrafted | None = None
        self.handed_over: InvitationHandedOver | None = None
        self.told: SaidOfMeeting | None = None
        self.known_before: SaidOfMeeting | None = None
        self.status: EmailStatus | None = None
        self.because = ""
        self.tries = 0
        self.tried_at: datetime | None = None

    @staticmethod
    def id_for(panel_id: UUID, body_id: UUID) -> UUID:
        """Return the id of the record of a body at a meeting."""
        return uuid5(panel_id, f"invitation of {body_id}")

    @classmethod
    def open_for(
        cls, case_id: UUID, *, panel_id: UUID, body_id: UUID, signed: Signed
    ) -> Self:
        """Open the file of a body at a meeting."""
        return cls._open(
            InvitationOpened,
            cls.id_for(panel_id, body_id),
            signed,
            case_id=case_id,
            panel_id=panel_id,
            body_id=body_id,
        )

    @property
    def is_on_its_way(self) -> bool:
        """Is an email with the mail server, or still to go there?"""
        return self.status in ON_ITS_WAY

    @property
    def last_sequence(self) -> int:
        """The number that was handed over last, whatever came of it; -1 before any."""
        return self.handed_over.told.sequence if self.handed_over else -1

    def may_know(self) -> None:
        """Take what was handed over for what the body knows."""
        if self.handed_over is not None:
            self.told = self.handed_over.told

    def draft(self, tells: Tells, *, moves: int, signed: Signed) -> None:
        """Let an email go, once no other is on its way.

        After one that may have gone, another that says the same does not
        (`NotPermittedYet`): it must be known first.  One that says something new does:
        a calendar takes it for itself.
        """
        if self.is_on_its_way:
            raise AlreadyDone("An email is on its way to this body already")
        is_known = self.status is not EmailStatus.UNKNOWN
        if not is_known and tells is Tells.INVITED:
            raise NotPermittedYet(
                "It is not known whether the last email went: say first what you found"
                " out"
            )
        self._record_of_case(InvitationDrafted, signed, tells=tells, moves=moves)

    def hand_over(self, entry_id: UUID, told: SaidOfMeeting, *, signed: Signed) -> None:
        """Record, before its first word is passed on, that the email is handed over.

        *entry_id* says to which address of the directory.
        """
        if self.status is not EmailStatus.DRAFTED:
            raise AlreadyDone("There is nothing that waits to be handed over")
        self._record_of_case(InvitationHandedOver, signed, entry_id=entry_id, told=told)

    def refuse_for_now(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that the email was surely not taken, and is to be tried again."""
        self._must_be_under_way()
        self._record_of_case(InvitationRefusedForNow, signed, because=because)

    def fail(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that the email could not be sent."""
        self._must_be_under_way()
        self._record_of_case(InvitationFailed, signed, because=because)

    def hold_back(self, because: NotSentBecause, *, signed: Signed) -> None:
        """Record that the email does not go."""
        if self.status is not EmailStatus.DRAFTED:
            raise AlreadyDone("There is nothing that waits to be sent")
        self._record_of_case(InvitationHeldBack, signed, because=because)

    def accept(self, *, signed: Signed) -> None:
        """Record that the mail server took the email, which may turn out late."""
        if self.status not in {EmailStatus.SENDING, EmailStatus.UNKNOWN}:
            raise AlreadyDone("No answer is awaited for this email")
        self._record_of_case(InvitationAccepted, signed)

    def become_uncertain(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that nobody can say whether the email was taken."""
        if self.status is not EmailStatus.SENDING:
            raise AlreadyDone("The email is not being sent any more")
        self._record_of_case(InvitationUncertain, signed, because=because)

    def find(self, *, sent: bool, signed: Signed) -> None:
        """Record that a person found out whether the email had gone."""
        if self.status is not EmailStatus.UNKNOWN:
            raise AlreadyDone("It is known already what became of this email")
        found = InvitationFoundSent if sent else InvitationFoundUnsent
        self._record_of_case(found, signed)

    def _must_be_under_way(self) -> None:
        if not self.is_on_its_way:
            raise AlreadyDone("The email is not under way")

    def _record_of_case(
        self, kind: type[Event], signed: Signed, /, **details: object
    ) -> None:
        self._record(kind, signed, case_id=self.case_id, **details)
