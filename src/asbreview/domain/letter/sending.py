"""What may happen to a letter that goes by itself: by email, or by GOV.UK Notify.

It is handed over before the first word of it is passed on, so that whatever is cut off
leaves a letter that awaits an answer, and never one that looks as if it were still to
go.  `docs/decisions/0039` says what is certain and what is not.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.letter.facts import HeldBecause, Status, Way
from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.letter.record import Letter


class Obstacle(StrEnum):
    """What stood in a letter's way, to be read after "because"; it names nobody."""

    UNREACHABLE = "the server could not be reached"
    NOT_NOW = "the server could not take it then"
    SIGN_IN = "the server did not accept our user name, password or key"
    ADDRESS = "the server does not take mail for this address"
    REFUSED = "the server refused it for good"
    NOT_DELIVERED = "it was taken, and could not be delivered"
    NO_ANSWER = "the connection ended before the server answered"
    NO_END = "asbreview stopped before it had recorded an answer"
    OURS = "asbreview itself failed"


class LetterRefusedForNow(CaseEvent):
    """A letter was surely not taken, and is tried again later."""

    TOPIC: ClassVar[str] = "letter.letter-refused-for-now"

    way: Way
    because: Obstacle

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it is still to go, how often it was tried, and when."""
        aggregate.status, aggregate.awaits_answer = Status.PREPARED, False
        aggregate.tries, aggregate.tried_at = aggregate.tries + 1, self.timestamp


class LetterAccepted(CaseEvent):
    """A letter was taken by what carries it on, which knows it by an id of its own.

    That it was read, or even received, nobody has said.
    """

    TOPIC: ClassVar[str] = "letter.letter-accepted"

    way: Way
    sent_on: date
    taken_as: str

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it has gone."""
        aggregate.taken_as = self.taken_as
        aggregate.is_settled = not self.way.is_by_notify
        _has_gone(aggregate, self.sent_on, self)


class LetterForwarded(CaseEvent):
    """What had taken a letter says that it passed it on."""

    TOPIC: ClassVar[str] = "letter.letter-forwarded"

    way: Way

    def apply(self, aggregate: "Letter") -> None:
        """Remember that there is nothing more to ask."""
        aggregate.is_settled = True


class LetterUncertain(CaseEvent):
    """Nobody can say whether a letter was taken: a person has to find out."""

    TOPIC: ClassVar[str] = "letter.letter-uncertain"

    way: Way
    because: Obstacle

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it waits for a person."""
        aggregate.status = Status.UNKNOWN


class LetterFoundSent(CaseEvent):
    """A person found out that a letter had gone."""

    TOPIC: ClassVar[str] = "letter.letter-found-sent"

    sent_on: date

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it has gone."""
        aggregate.is_settled = True
        aggregate.found_sent = aggregate.drawing
        _has_gone(aggregate, self.sent_on, self)


class LetterFoundUnsent(CaseEvent):
    """A person found out that a letter had not gone: it is drawn again."""

    TOPIC: ClassVar[str] = "letter.letter-found-unsent"

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it is still to go."""
        aggregate.status, aggregate.awaits_answer = Status.HELD, False
        aggregate.held_because = HeldBecause.NOT_TAKEN


class LetterFailed(CaseEvent):
    """A letter could not be sent: a person has to look at it."""

    TOPIC: ClassVar[str] = "letter.letter-failed"

    way: Way
    because: Obstacle

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it has told nobody anything."""
        _has_not_gone(aggregate, HeldBecause.NOT_TAKEN)


class LetterReturned(CaseEvent):
    """A letter that had gone came back, by post or from the email address."""

    TOPIC: ClassVar[str] = "letter.letter-returned"

    returned_on: date
    how: Prose

    def apply(self, aggregate: "Letter") -> None:
        """Remember that it has told nobody anything, and how it had gone."""
        aggregate.note_return(self.command_id)
        _has_not_gone(aggregate, HeldBecause.RETURNED)


class LetterSetToPost(CaseEvent):
    """A person decided that a letter goes by post, whatever was asked for."""

    TOPIC: ClassVar[str] = "letter.letter-set-to-post"

    def apply(self, aggregate: "Letter") -> None:
        """Remember it, until the letter has gone."""
        aggregate.is_set_to_post = True


def _has_gone(letter: "Letter", on: date, event: CaseEvent) -> None:
    letter.status, letter.awaits_answer = Status.ACCEPTED, False
    letter.held_because = None
    letter.posted_on, letter.told_by = on, event.command_id


def _has_not_gone(letter: "Letter", because: HeldBecause) -> None:
    letter.status, letter.awaits_answer = Status.HELD, False
    letter.held_because = because
    letter.is_settled = True
    letter.posted_on = letter.told_by = None
