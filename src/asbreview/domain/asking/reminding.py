"""What may happen when a body that has not answered is to be reminded.

By the procedure's rule each reminder goes once: by email, or somebody rings.
"""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.asking.facts import HeldBackBecause
from asbreview.domain.days import local_day
from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.asking.record import Asking


class ReminderFellDue(CaseEvent):
    """By a rule of the procedure a body was to be reminded that day."""

    TOPIC: ClassVar[str] = "asking.reminder-fell-due"

    body_id: UUID
    rule: str
    answer_due_on: date

    def apply(self, aggregate: "Asking") -> None:
        """Remember it: the rule is used once."""
        aggregate.reminders[self.rule] = self


class OwnerToBeTold(CaseEvent):
    """By rule a body was to be told that day of actions that it was given."""

    TOPIC: ClassVar[str] = "asking.owner-to-be-told"

    body_id: UUID
    actions: tuple[UUID, ...]

    def apply(self, aggregate: "Asking") -> None:
        """Remember of which: it is told of each once."""
        aggregate.told_of |= set(self.actions)


class OwnerReminderFellDue(CaseEvent):
    """By a rule of the procedure a body was to be reminded of its actions that day."""

    TOPIC: ClassVar[str] = "asking.owner-reminder-fell-due"

    body_id: UUID
    rule: str
    actions_due_on: date

    def apply(self, aggregate: "Asking") -> None:
        """Remember it: the rule is used once for each day on which actions are due."""
        aggregate.owner_reminders[self.rule, self.actions_due_on] = self


class RingingAskedFor(CaseEvent):
    """No email can remind a body: somebody is to ring it."""

    TOPIC: ClassVar[str] = "asking.ringing-asked-for"

    body_id: UUID
    because: HeldBackBecause

    def apply(self, aggregate: "Asking") -> None:
        """Remember since when it waits for somebody, and why."""
        aggregate.to_ring_since = self.timestamp
        aggregate.rings_because = str(self.because)


class RemindersHeld(CaseEvent):
    """Somebody said that a body is not to be reminded by rule, and why."""

    TOPIC: ClassVar[str] = "asking.reminders-held"

    body_id: UUID
    reason: Prose

    def apply(self, aggregate: "Asking") -> None:
        """Remember the reason."""
        aggregate.held = self


class RemindersResumed(CaseEvent):
    """A body is reminded by rule again, of what falls due from now on."""

    TOPIC: ClassVar[str] = "asking.reminders-resumed"

    body_id: UUID

    def apply(self, aggregate: "Asking") -> None:
        """Remember the day: what fell due while they were held is not made up for."""
        aggregate.held, aggregate.resumed_on = None, local_day(self.timestamp)
