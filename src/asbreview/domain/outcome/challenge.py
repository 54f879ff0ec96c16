"""A challenge: an applicant is dissatisfied, and says so (Sch.4 para 3).

Two things can be challenged: how the application was dealt with, and how the review was
carried out.  It is recorded whenever it comes; whether it came in time is a finding.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.people import HeardBy, Prose
from asbreview.domain.statute import CHALLENGE, implements
from asbreview.domain.terms import Challenged

if TYPE_CHECKING:
    from asbreview.domain.outcome.record import Outcome


class Timely(StrEnum):
    """Whether a challenge came while its window was open."""

    IN_TIME = "in time"
    LATE = "after its window had closed"
    EARLY = "before its window opened: the applicant had not been told yet"
    NO_WINDOW = "the procedure sets no window"


class Window(Value):
    """When a challenge may be made: from the telling on, to a last day, if one is set.

    Nothing was told yet where `opened_on` is nothing.
    """

    opened_on: date | None
    last_day: date | None

    @implements(CHALLENGE)
    def finds(self, received_on: date) -> Timely:
        """Say whether a challenge came in time; the last day is in the window.

        The procedures "must include provision about what is to happen" where an
        applicant is dissatisfied: so a late one is recorded, and found to be late.
        """
        if self.opened_on is None or received_on < self.opened_on:
            return Timely.EARLY
        if self.last_day is None:
            return Timely.NO_WINDOW
        return Timely.LATE if received_on > self.last_day else Timely.IN_TIME


class OnWhat(Value):
    """What the procedure knows of a challenge: to which tier it goes, and on what.

    `tier` is the id of one of its further tiers, empty for the partnership's own.
    `grounds` are those of its grounds that are given, `excluded_by` those of its
    exclusions that stand against it; it `needs_agreement` where whoever challenges has
    to agree first that what is known of them is passed on.
    """

    tier: str = ""
    grounds: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    needs_agreement: bool = False


class ChallengeReceived(CaseEvent):
    """Somebody challenged how the application, or the review, was dealt with."""

    TOPIC: ClassVar[str] = "outcome.challenge-received"

    challenge_id: UUID
    of: Challenged
    made_by: UUID
    received_on: date
    channel: HeardBy
    grounds: Prose
    on_what: OnWhat
    window: Window
    timely: Timely

    @property
    def has_to_be_taken_on(self) -> bool:
        """Is it heard only if somebody decides so, and says why?"""
        return self.timely is Timely.LATE or bool(self.on_what.excluded_by)

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the challenge: it is to be decided."""
        aggregate.challenges[self.challenge_id] = self


class Upheld(StrEnum):
    """What was decided on a challenge."""

    UPHELD = "upheld"
    IN_PART = "upheld in part"
    NOT_UPHELD = "not upheld"
    NOT_HEARD = "not heard"
    """It came too late, or the procedure excludes it: what it says was not judged."""


class ReferredBack(Value):
    """The linked review that a challenge was referred back to."""

    case_id: UUID
    reference: str


class ChallengeDecided(CaseEvent):
    """Whoever decides a challenge decided it, with reasons.

    What follows is told too: what the partnership now does about what was challenged.
    Who decided it are those who heard it, or the body of its tier.
    """

    TOPIC: ClassVar[str] = "outcome.challenge-decided"

    challenge_id: UUID
    upheld: Upheld
    decided_on: date
    reasons: Prose
    follows: Prose
    ground: Ground
    referred_back: ReferredBack | None = None

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that it is decided."""
        aggregate.decided[self.challenge_id] = self
