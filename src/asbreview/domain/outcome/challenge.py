"""A challenge: an applicant is dissatisfied, and says so (Sch.4 para 3).

Two things can be challenged: how the application was dealt with, and how the review was
carried out.  It is recorded whenever it comes; whether it came in time is a finding.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.ground import Ground
from asbreview.domain.model import CaseEvent, Signed, Value
from asbreview.domain.outcome.consulting import ConsultedOnPlan
from asbreview.domain.people import Channel, Prose
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


class ChallengeReceived(CaseEvent):
    """Somebody challenged how the application, or the review, was dealt with."""

    TOPIC: ClassVar[str] = "outcome.challenge-received"

    challenge_id: UUID
    of: Challenged
    made_by: UUID
    received_on: date
    channel: Channel
    grounds: Prose
    window: Window
    timely: Timely

    def apply(self, aggregate: "Outcome") -> None:
        """Remember the challenge: it is to be decided."""
        aggregate.challenges[self.challenge_id] = self


class Upheld(StrEnum):
    """What was decided on a challenge."""

    UPHELD = "upheld"
    IN_PART = "upheld in part"
    NOT_UPHELD = "not upheld"


class ChallengeDecided(CaseEvent):
    """Whoever decides a challenge decided it, with reasons.

    What follows is told too: what the partnership now does about what was challenged.
    """

    TOPIC: ClassVar[str] = "outcome.challenge-decided"

    challenge_id: UUID
    upheld: Upheld
    decided_on: date
    decided_by: Prose
    reasons: Prose
    follows: Prose
    ground: Ground

    def apply(self, aggregate: "Outcome") -> None:
        """Remember that it is decided."""
        aggregate.decided[self.challenge_id] = self


class OpenToChallenge(ConsultedOnPlan):
    """What was challenged on a case, and what was decided on it."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.challenges: dict[UUID, ChallengeReceived] = {}
        self.decided: dict[UUID, ChallengeDecided] = {}

    @property
    def undecided(self) -> tuple[ChallengeReceived, ...]:
        """The challenges that are still to be decided."""
        return tuple(
            each for id_, each in self.challenges.items() if id_ not in self.decided
        )

    def receive_challenge(  # noqa: PLR0913  a challenge is all of these
        self,
        challenge_id: UUID,
        *,
        of: Challenged,
        made_by: UUID,
        received_on: date,
        channel: Channel,
        grounds: Prose,
        window: Window,
        signed: Signed,
    ) -> None:
        """Record a challenge, whenever it comes, and whether it came in time."""
        what = "The challenge"
        has_happened(received_on, what=what, field="received_on", signed=signed)
        self._record(
            ChallengeReceived,
            signed,
            challenge_id=challenge_id,
            of=of,
            made_by=made_by,
            received_on=received_on,
            channel=channel,
            grounds=grounds,
            window=window,
            timely=window.finds(received_on),
        )

    def decide_challenge(  # noqa: PLR0913  a decision is all of these
        self,
        challenge_id: UUID,
        *,
        upheld: Upheld,
        decided_on: date,
        decided_by: Prose,
        reasons: Prose,
        follows: Prose,
        ground: Ground,
        signed: Signed,
    ) -> None:
        """Record what was decided on a challenge, on a London date.

        Not before it came, and once (`AlreadyDone`); `NoSuchThing` if none came.
        """
        challenge = self.challenges.get(challenge_id)
        if challenge is None:
            raise NoSuchThing("There is no such challenge", field="challenge_id")
        if challenge_id in self.decided:
            raise AlreadyDone("This challenge has been decided")
        what, field = "The decision", "decided_on"
        has_happened(decided_on, what=what, field=field, signed=signed)
        is_not_before(decided_on, challenge.received_on, what=what, field=field)
        self._record(
            ChallengeDecided,
            signed,
            challenge_id=challenge_id,
            upheld=upheld,
            decided_on=decided_on,
            decided_by=decided_by,
            reasons=reasons,
            follows=follows,
            ground=ground,
        )
