"""The plan of actions: each has an owner and a day, and is followed to its end."""

from datetime import date, datetime
from uuid import UUID

from asbreview.domain.dates import has_happened
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    ActionHeldUp,
    ActionProgressed,
)
from asbreview.domain.outcome.hearing import HeardChallenges
from asbreview.domain.people import Prose


class PlanOfActions(HeardChallenges):
    """What is to be done, by whom and by when, and what became of it."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.actions: dict[UUID, ActionAdded] = {}
        self.action_numbers: dict[UUID, int] = {}  # of those in error since, too
        self.done: dict[UUID, ActionDone] = {}
        self.cancelled: dict[UUID, ActionCancelled] = {}
        self.news: dict[UUID, ActionProgressed | ActionHeldUp] = {}  # by the report

    @property
    def open_actions(self) -> tuple[ActionAdded, ...]:
        """The actions neither done nor cancelled."""
        return tuple(
            action
            for action in self.actions.values()
            if action.action_id not in self.done
            and action.action_id not in self.cancelled
        )

    def last_heard_from(self, body_id: UUID) -> datetime | None:
        """Return when there was last news of any action that a body owns, or was done.

        That one was cancelled is no news of theirs.
        """
        owned = {a.action_id for a in self.actions.values() if a.body_id == body_id}
        told = (*self.news.values(), *self.done.values())
        return max((n.timestamp for n in told if n.action_id in owned), default=None)

    def open_actions_of(self, body_id: UUID) -> tuple[ActionAdded, ...]:
        """Return the actions that a body owns and has still to carry out."""
        return tuple(a for a in self.open_actions if a.body_id == body_id)

    def progress(
        self, action_id: UUID, *, reported_on: date, progress: Prose, signed: Signed
    ) -> None:
        """Record progress on an open action."""
        self._must_be_going_on(action_id, reported_on, signed=signed)
        self._record(
            ActionProgressed,
            signed,
            action_id=action_id,
            reported_on=reported_on,
            progress=progress,
        )

    def hold_up(
        self, action_id: UUID, *, reported_on: date, reason: Prose, signed: Signed
    ) -> None:
        """Record why an open action is not done yet; it stays due when it was."""
        self._must_be_going_on(action_id, reported_on, signed=signed)
        self._record(
            ActionHeldUp,
            signed,
            action_id=action_id,
            reported_on=reported_on,
            reason=reason,
        )

    def complete(
        self, action_id: UUID, *, done_on: date, result: Prose, signed: Signed
    ) -> None:
        """Record that an open action was done."""
        self._must_be_going_on(action_id, done_on, signed=signed)
        self._record(
            ActionDone, signed, action_id=action_id, done_on=done_on, result=result
        )

    def cancel(
        self, action_id: UUID, *, cancelled_on: date, reason: Prose, signed: Signed
    ) -> None:
        """Cancel an open action, with the reason the applicant is told."""
        self._must_be_going_on(action_id, cancelled_on, signed=signed)
        self._record(
            ActionCancelled,
            signed,
            action_id=action_id,
            cancelled_on=cancelled_on,
            reason=reason,
        )

    def _must_be_going_on(self, action_id: UUID, day: date, *, signed: Signed) -> None:
        if action_id not in self.actions:
            raise NoSuchThing("There is no such action on this case")
        if action_id in self.done or action_id in self.cancelled:
            raise AlreadyDone("This action is done or cancelled already")
        has_happened(day, what="The day", field="on", signed=signed)
