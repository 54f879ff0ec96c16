"""What is decided, asked, proposed and done in a review, and challenged after it."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.panel.facts import Participation
from asbreview.domain.terms import Challenged


class Part(BaseModel):
    """What was recorded of the victim's part in the meeting."""

    participation: Participation
    on: date


class Decided(BaseModel):
    """A decision on the threshold."""

    decision_id: UUID
    met: bool
    decided_on: date


class Request(BaseModel):
    """A request for information, and when it was answered."""

    body_id: UUID
    requested_on: date
    answered_on: date | None = None


class Recommendation(BaseModel):
    """A recommendation to a body, and when it was answered."""

    body_id: UUID
    made_on: date
    answered_on: date | None = None


class Action(BaseModel):
    """An action of the plan, its number in it, and how it ended."""

    number: int
    body_id: UUID
    added_on: date
    due_on: date
    done_on: date | None = None
    cancelled_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Is it neither done nor cancelled?"""
        return self.done_on is None and self.cancelled_on is None


class Challenge(BaseModel):
    """A challenge, what it waits for, and when it was decided.

    `to_take_on` says that it is still to be said whether it is heard, `to_agree` that
    whoever made it has still to agree that it is passed on.
    """

    received_on: date
    of: Challenged
    tier: str
    to_take_on: bool
    to_agree: bool
    hearings: set[UUID] = set()
    decided_on: date | None = None


class Proposal(BaseModel):
    """A plan that was proposed to the victim, and by when they answer."""

    proposal_id: UUID
    proposed_on: date
    answer_by: date
