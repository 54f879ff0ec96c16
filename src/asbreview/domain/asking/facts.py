"""What may happen to what a body is sent of a request for information.

A notice says that there is a request and how to answer it; the questions, and whatever
tells of a person, are only behind its link.  It is handed over before the first word of
it is passed on, as a letter is (`docs/decisions/0039`).
"""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import CaseEvent, OpeningEvent
from asbreview.domain.sealed import Sealed

if TYPE_CHECKING:
    from asbreview.domain.asking.record import Asking


class NoticeKind(StrEnum):
    """What a notice is for."""

    REQUEST = "request"
    NEW_LINK = "new link"
    REMINDER = "reminder"
    GIVEN = "actions given"
    PUT_RIGHT = "what is put right"


class About(StrEnum):
    """What a body is asked for: what it holds, or how far the actions it owns are.

    Or nothing: it is told what is put right of what it had (UK GDPR, Art. 19).
    """

    INFORMATION = "information"
    ACTIONS = "its actions"
    PUT_RIGHT = "what is put right"


class HeldBackBecause(StrEnum):
    """Why a notice does not go, to be read after "because"."""

    NO_ADDRESS = "the directory of bodies has no email address for it"
    NO_SERVER = "no mail server is set up"
    ANSWERED = "it has answered meanwhile"
    NOT_ASKED = "the request was recorded in error"
    ENDED = "the case has ended"
    NOTHING_OPEN = "none of its actions is open any more"
    TOLD_ALREADY = "it is on record that it was told, or need not be"
    SO_NO_LONGER = "it is so no longer"
    NOT_KNOWN = "it is not known whether the last email to it went"


class NoticeStatus(StrEnum):
    """How far the last notice has come."""

    NONE = "none"
    DRAFTED = "waits to be sent"
    SENDING = "is being sent"
    ACCEPTED = "was sent"
    UNKNOWN = "may or may not have gone"
    NOT_SENT = "was not sent"


class FileOpened(CaseEvent, OpeningEvent):
    """A file was opened for how a body is asked; its links are made of the secret.

    Of the actions that a body owns there is one request, as long as the case goes on.
    """

    TOPIC: ClassVar[str] = "asking.file-opened"

    request_id: UUID
    body_id: UUID
    about: About
    secret: Sealed[str]


class LinkMade(CaseEvent):
    """A link to answer by was made, to be passed on to the body by hand."""

    TOPIC: ClassVar[str] = "asking.link-made"

    number: int

    def apply(self, aggregate: "Asking") -> None:
        """Remember since when it holds; it replaces the one before."""
        aggregate.number = self.number
        aggregate.links[self.number] = self.timestamp
        aggregate.by_hand = self.number


class NoticeDrafted(CaseEvent):
    """A notice with a link to answer by is to be sent to the body."""

    TOPIC: ClassVar[str] = "asking.notice-drafted"

    number: int
    kind: NoticeKind

    def apply(self, aggregate: "Asking") -> None:
        """Remember that it is to go."""
        aggregate.number, aggregate.kind = self.number, self.kind
        aggregate.status, aggregate.tries = NoticeStatus.DRAFTED, 0
        aggregate.because = ""


class NoticeHandedOver(CaseEvent):
    """A notice was handed over to the mail server, for an address of the directory."""

    TOPIC: ClassVar[str] = "asking.notice-handed-over"

    entry_id: UUID

    def apply(self, aggregate: "Asking") -> None:
        """Remember that it is with the mail server, and since when its link holds."""
        aggregate.status = NoticeStatus.SENDING
        aggregate.handed_over_at = self.timestamp
        aggregate.links[aggregate.number] = self.timestamp


class NoticeRefusedForNow(CaseEvent):
    """A notice was surely not taken, and is tried again later."""

    TOPIC: ClassVar[str] = "asking.notice-refused-for-now"

    because: Obstacle

    def apply(self, aggregate: "Asking") -> None:
        """Remember that it is still to go, how often it was tried, and when."""
        _went_nowhere(aggregate, NoticeStatus.DRAFTED, self.because)
        aggregate.tries, aggregate.tried_at = aggregate.tries + 1, self.timestamp


class NoticeAccepted(CaseEvent):
    """A notice was taken by the mail server; that it was read nobody has said."""

    TOPIC: ClassVar[str] = "asking.notice-accepted"

    def apply(self, aggregate: "Asking") -> None:
        """Remember that it has gone, and that nobody has to ring instead."""
        aggregate.status, aggregate.to_ring_since = NoticeStatus.ACCEPTED, None


class NoticeUncertain(CaseEvent):
    """Nobody can say whether a notice was taken: a person has to find out."""

    TOPIC: ClassVar[str] = "asking.notice-uncertain"

    because: Obstacle

    def apply(self, aggregate: "Asking") -> None:
        """Remember that it waits for a person; its link may be in a mailbox."""
        aggregate.status, aggregate.because = NoticeStatus.UNKNOWN, self.because


class NoticeFailed(CaseEvent):
    """A notice could not be sent: a person has to look at it."""

    TOPIC: ClassVar[str] = "asking.notice-failed"

    because: Obstacle

    def apply(self, aggregate: "Asking") -> None:
        """Remember that its link is in no mailbox."""
        _went_nowhere(aggregate, NoticeStatus.NOT_SENT, self.because)
        _is_to_be_rung(aggregate, self)


class NoticeHeldBack(CaseEvent):
    """A notice does not go, because of what is on record or was not set up."""

    TOPIC: ClassVar[str] = "asking.notice-held-back"

    because: HeldBackBecause

    def apply(self, aggregate: "Asking") -> None:
        """Remember that its link is in no mailbox."""
        _went_nowhere(aggregate, NoticeStatus.NOT_SENT, self.because)
        _is_to_be_rung(aggregate, self)


class NoticeFoundSent(CaseEvent):
    """A person found out that a notice had gone."""

    TOPIC: ClassVar[str] = "asking.notice-found-sent"

    def apply(self, aggregate: "Asking") -> None:
        """Remember that it has gone."""
        aggregate.status, aggregate.because = NoticeStatus.ACCEPTED, ""
        aggregate.to_ring_since = None


class NoticeFoundUnsent(CaseEvent):
    """A person found out that a notice had not gone."""

    TOPIC: ClassVar[str] = "asking.notice-found-unsent"

    def apply(self, aggregate: "Asking") -> None:
        """Remember that its link is in no mailbox."""
        _went_nowhere(aggregate, NoticeStatus.NOT_SENT, "somebody found that out")
        _is_to_be_rung(aggregate, self)


def _went_nowhere(asking: "Asking", status: NoticeStatus, because: str) -> None:
    asking.status, asking.because = status, str(because)
    asking.links.pop(asking.number, None)


def is_rung_for(kind: NoticeKind) -> bool:
    """Say whether somebody rings instead, where an email of a kind did not go.

    Not where a body asked for a new link itself: it is there, and asks again; nor for
    what is put right, which stands as still to be told beside the body.
    """
    return kind not in {NoticeKind.NEW_LINK, NoticeKind.PUT_RIGHT}


def _is_to_be_rung(asking: "Asking", event: CaseEvent) -> None:
    """Remember that somebody rings instead, where what was to go did not go."""
    if is_rung_for(asking.kind):
        asking.to_ring_since, asking.rings_because = event.timestamp, asking.because
