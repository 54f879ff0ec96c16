"""What may happen to a letter.

A letter is drafted in the save of the decision it tells.  It is kept as what it is
drawn from: the kind, the addressee, the records as they stood and the days worked out;
so that its words are made, when it is looked at or sent, from what was then on record.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from asbreview.domain.ground import ReliedOn
from asbreview.domain.model import CaseEvent, OpeningEvent, Value
from asbreview.domain.people import Channel, Prose

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class LetterKind(StrEnum):
    """What a letter tells."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CONSENT = "consent"
    THRESHOLD_MET = "threshold met"
    THRESHOLD_NOT_MET = "threshold not met"
    INVITATION = "invitation"
    NOT_INVITED = "not invited"
    DELAY = "delay"
    CLOCK_STOPPED = "clock stopped"
    CLOCK_STARTED = "clock started"
    DAYS_MOVED = "days moved"
    PLAN_CONSULTATION = "plan consultation"
    PROGRESS = "progress"
    REQUEST = "request"
    OUTCOME = "outcome"
    PLAN_UPDATE = "plan update"
    CLOSING = "closing"
    CHALLENGE_RECEIVED = "challenge received"
    CHALLENGE_HEARING = "challenge hearing"
    CHALLENGE_DECIDED = "challenge decided"
    LINKED_REVIEW = "linked review"
    JOINT_CASE = "joint case"
    DATA_REQUEST_RECEIVED = "data request received"
    DATA_REQUEST_LONGER = "data request longer"
    DATA_REQUEST_ANSWERED = "data request answered"
    RESTRICTION_LIFTED = "restriction lifted"


class Way(StrEnum):
    """The way a letter goes out."""

    PRINT_QUEUE = "print queue"
    SMTP = "email"
    NOTIFY_EMAIL = "email by GOV.UK Notify"
    NOTIFY_LETTER = "letter by GOV.UK Notify"

    @property
    def is_email(self) -> bool:
        """Does it go to an email address, and not through a letterbox?"""
        return self in {Way.SMTP, Way.NOTIFY_EMAIL}

    @property
    def is_by_notify(self) -> bool:
        """Can it be asked afterwards what became of a letter?"""
        return self in {Way.NOTIFY_EMAIL, Way.NOTIFY_LETTER}


class ChosenBecause(StrEnum):
    """Why a letter goes out in its way, to be read after "because"."""

    EMAIL_ASKED_FOR = "they asked for email, and it is safe"
    EMAIL_NOT_ASKED_FOR = "they did not ask for email"
    EMAIL_NOT_SAFE = "they asked for email, and email is not marked as safe for them"
    NO_EMAIL_ADDRESS = (
        "they asked for email, and no email address that can be used is on record"
    )
    EMAIL_NOT_SET_UP = "they asked for email, and none can be sent from here"
    FORMAT = "they need their letters in another form, which somebody has to make"
    SET_TO_POST = "somebody decided so after it could not be sent"
    NOBODY_LOOKED = "it came in online, and no caseworker has taken the case on yet"
    LOOK_FIRST = "somebody has to look at it before it goes"


class HeldBecause(StrEnum):
    """Why a letter may not go out."""

    NOT_SAFE_TO_WRITE = "it is not safe to write to this person"
    ADDRESS_CHANGED = "the address has changed since the letter was drafted"
    NO_ADDRESS = "there is no postal address that a letter can go to"
    ERASED = "what told of this person has been destroyed"
    FAILED = "the letter could not be made"
    CORRECTED = "what the letter tells was recorded in error"
    CHANGED = "what the letter tells has been corrected since"
    SUPERSEDED = "what it tells or asks has been overtaken by something recorded since"
    NOT_POSTED = "it had not been posted, as was recorded in error"
    NOT_TOLD = "they had not been told it in another way, as was recorded in error"
    NOT_CANCELLED = "it is to be sent after all: that it is not was recorded in error"
    READ_OTHERWISE = "they read letters in another form than this one is in"
    OVERTAKEN = "the meeting that the letter is about has been held"
    NOT_TAKEN = "it could not be sent"
    RETURNED = "it came back"
    LANGUAGE = "there is no text of it in the language they asked for"
    ADDRESS_FAILED = "an earlier letter to the same address came back"
    WORDS = "somebody wants to add words of their own"
    WORDS_GONE = "what somebody had added to it has been destroyed"
    APPROVAL = "a second officer has to approve it first"
    SENT_BACK = "a second officer sent it back"
    UNREAD = "nobody here has read yet what another body reported and it tells"


NOTHING_TO_TELL: Final = frozenset(
    {HeldBecause.CORRECTED, HeldBecause.ERASED, HeldBecause.SUPERSEDED}
)
"""What a letter is held back for that has nothing to tell any more."""


class NamedDay(Value):
    """A day that a letter prints, under the name its text uses."""

    name: str
    on: date


class LetterDrafted(CaseEvent, OpeningEvent):
    """A letter to a person of the case was drafted."""

    TOPIC: ClassVar[str] = "letter.letter-drafted"

    kind: LetterKind
    to: UUID
    dated: date
    template: str
    drawn_from: tuple[ReliedOn, ...]
    days: tuple[NamedDay, ...]
    mentions: tuple[UUID, ...]
    needs_approval: bool


class LetterHeldBack(CaseEvent):
    """A letter was held back: a person has to look at it."""

    TOPIC: ClassVar[str] = "letter.letter-held-back"

    because: HeldBecause

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it may not go."""
        aggregate.status = Status.HELD
        aggregate.held_because = self.because
        if self.because is HeldBecause.WORDS:
            aggregate.awaits_words = True
        if self.because is HeldBecause.CHANGED:
            aggregate.authors |= {self.recorded_by}


class LetterRedrawn(CaseEvent):
    """A letter held back was drawn again from what is now on record."""

    TOPIC: ClassVar[str] = "letter.letter-redrawn"

    dated: date
    drawn_from: tuple[ReliedOn, ...]
    days: tuple[NamedDay, ...]

    def apply(self, aggregate: "Letter") -> None:
        """Remember what it is drawn from now; nothing that went before is awaited."""
        if aggregate.status is Status.HELD:
            aggregate.tries, aggregate.tried_at = 0, None
        if aggregate.held_because is HeldBecause.WORDS:
            aggregate.awaits_words = False
        if self.drawn_from != aggregate.drawn_from:
            aggregate.is_approved = False
        aggregate.awaits_answer = False
        aggregate.drawing += 1
        aggregate.status = Status.DRAFTED
        aggregate.held_because = None
        aggregate.dated = self.dated
        aggregate.drawn_from, aggregate.days = self.drawn_from, self.days


class LetterPrepared(CaseEvent):
    """A letter was made as it goes out, and its sealed copy kept."""

    TOPIC: ClassVar[str] = "letter.letter-prepared"

    sha256: str
    pages: int
    made_with: tuple[str, ...]

    def apply(self, aggregate: "Letter") -> None:
        """Remember that the copy is made."""
        aggregate.status = Status.PREPARED
        aggregate.sha256 = self.sha256


class LetterHandedOver(CaseEvent):
    """A letter was handed over to the way it goes out."""

    TOPIC: ClassVar[str] = "letter.letter-handed-over"

    way: Way
    chosen_because: ChosenBecause

    @property
    def status(self) -> "Status":
        """How the letter stands then: a person posts it, or an answer is awaited."""
        by_hand = self.way is Way.PRINT_QUEUE
        return Status.HANDED_OVER if by_hand else Status.SENDING

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it is on its way."""
        aggregate.status = self.status
        aggregate.way, aggregate.handed_over_at = self.way, self.timestamp
        aggregate.awaits_answer = self.way is not Way.PRINT_QUEUE


class LetterPosted(CaseEvent):
    """A letter was posted; it is sent, which is not to say received."""

    TOPIC: ClassVar[str] = "letter.letter-posted"

    posted_on: date

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it has gone."""
        aggregate.status = Status.POSTED
        aggregate.told_by = self.command_id
        aggregate.posted_on = self.posted_on


class LetterToldOtherwise(CaseEvent):
    """What a letter says was told the person in another way."""

    TOPIC: ClassVar[str] = "letter.letter-told-otherwise"

    told_on: date
    channel: Channel
    how: Prose

    def apply(self, aggregate: "Letter") -> None:
        """Remember that there is nothing left to send."""
        aggregate.status = Status.TOLD_OTHERWISE
        aggregate.told_by = self.command_id
        aggregate.posted_on = self.told_on


class LetterCancelled(CaseEvent):
    """A letter was not to go out after all."""

    TOPIC: ClassVar[str] = "letter.letter-cancelled"

    reason: Prose

    def apply(self, aggregate: "Letter") -> None:
        """Remember that there is nothing left to send."""
        aggregate.status = Status.CANCELLED


class Status(StrEnum):
    """Where a letter stands."""

    DRAFTED = "drafted"
    HELD = "held back"
    PREPARED = "being made ready"
    HANDED_OVER = "ready to post"
    SENDING = "being sent"
    UNKNOWN = "perhaps sent"
    ACCEPTED = "sent"
    POSTED = "posted"
    TOLD_OTHERWISE = "told in another way"
    CANCELLED = "cancelled"
