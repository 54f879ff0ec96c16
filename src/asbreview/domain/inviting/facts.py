"""What may happen to the emails that invite one body to one meeting of a panel.

Each is handed over before its first word is passed on, as a letter is
(`docs/decisions/0039`); what it told is remembered, so that a meeting that moves is
told of once (`docs/decisions/0090`).
"""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import CaseEvent, OpeningEvent, Value

if TYPE_CHECKING:
    from asbreview.domain.inviting.record import Invitation


class Tells(StrEnum):
    """What an email about a meeting tells a body."""

    INVITED = "that it is invited"
    MOVED = "another time or place"
    OFF = "that it is not to come"


class NotSentBecause(StrEnum):
    """Why an email about a meeting does not go, to be read after "because"."""

    NO_ADDRESS = "the directory of bodies has no email address for it"
    NO_SERVER = "no mail server is set up"
    OFF = "the meeting was called off before it went"
    ON = "the meeting is to take place after all"
    OVER = "the meeting is over"


class EmailStatus(StrEnum):
    """How far the last email has come."""

    DRAFTED = "waits to be sent"
    SENDING = "is being sent"
    ACCEPTED = "was sent"
    UNKNOWN = "may or may not have gone"
    NOT_SENT = "was not sent"


class SaidOfMeeting(Value):
    """What an email says of the meeting, as a calendar takes it in.

    `moves` counts how often the meeting had moved by then; of two with one id a
    calendar keeps the one whose `sequence` is higher (RFC 5545, 3.8.7.4).
    """

    is_on: bool
    meets_at: AwareDatetime
    moves: int
    sequence: int


class InvitationOpened(CaseEvent, OpeningEvent):
    """A file was opened for how a body is invited to a meeting of the panel."""

    TOPIC: ClassVar[str] = "inviting.file-opened"

    panel_id: UUID
    body_id: UUID


class InvitationDrafted(CaseEvent):
    """An email was to tell the body of the meeting, as far as it had moved by then."""

    TOPIC: ClassVar[str] = "inviting.email-drafted"

    tells: Tells
    moves: int

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it is to go."""
        aggregate.number += 1
        aggregate.drafted = self
        aggregate.status, aggregate.tries = EmailStatus.DRAFTED, 0
        aggregate.because = ""


class InvitationHandedOver(CaseEvent):
    """An email was handed over to the mail server, for an address of the directory."""

    TOPIC: ClassVar[str] = "inviting.email-handed-over"

    entry_id: UUID
    told: SaidOfMeeting

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it is with the mail server, and what it says."""
        aggregate.status = EmailStatus.SENDING
        aggregate.handed_over = self


class InvitationRefusedForNow(CaseEvent):
    """An email was surely not taken, and is tried again later."""

    TOPIC: ClassVar[str] = "inviting.email-refused-for-now"

    because: Obstacle

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it is still to go, how often it was tried, and when."""
        aggregate.status, aggregate.because = EmailStatus.DRAFTED, str(self.because)
        aggregate.tries, aggregate.tried_at = aggregate.tries + 1, self.timestamp


class InvitationAccepted(CaseEvent):
    """An email was taken by the mail server; that it was read nobody has said."""

    TOPIC: ClassVar[str] = "inviting.email-accepted"

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it has gone, and what the body knows by it."""
        aggregate.status, aggregate.because = EmailStatus.ACCEPTED, ""
        aggregate.may_know()


class InvitationUncertain(CaseEvent):
    """Nobody can say whether an email was taken: a person has to find out."""

    TOPIC: ClassVar[str] = "inviting.email-uncertain"

    because: Obstacle

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it waits for a person, and what the body may know by it."""
        aggregate.status, aggregate.because = EmailStatus.UNKNOWN, str(self.because)
        aggregate.known_before = aggregate.told
        aggregate.may_know()


class InvitationFailed(CaseEvent):
    """An email could not be sent: a person has to look at it."""

    TOPIC: ClassVar[str] = "inviting.email-failed"

    because: Obstacle

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it is in no mailbox, and why."""
        aggregate.status, aggregate.because = EmailStatus.NOT_SENT, str(self.because)


class InvitationHeldBack(CaseEvent):
    """An email does not go, because of what is on record or was not set up."""

    TOPIC: ClassVar[str] = "inviting.email-held-back"

    because: NotSentBecause

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it is in no mailbox, and why."""
        aggregate.status, aggregate.because = EmailStatus.NOT_SENT, str(self.because)


class InvitationFoundSent(CaseEvent):
    """A person found out that an email had gone."""

    TOPIC: ClassVar[str] = "inviting.email-found-sent"

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it has gone."""
        aggregate.status, aggregate.because = EmailStatus.ACCEPTED, ""


class InvitationFoundUnsent(CaseEvent):
    """A person found out that an email had not gone."""

    TOPIC: ClassVar[str] = "inviting.email-found-unsent"

    def apply(self, aggregate: "Invitation") -> None:
        """Remember that it is in no mailbox: the body knows what it knew before."""
        aggregate.status = EmailStatus.NOT_SENT
        aggregate.because = "somebody found that out"
        aggregate.told = aggregate.known_before
