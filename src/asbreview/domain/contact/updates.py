"""Progress updates as promised: a person is told how it goes every so many weeks.

Each contact from us with them, and each letter that goes to them, begins the time anew
(`docs/decisions/0053`).
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from asbreview.domain.contact.representatives import RepresentativesOnFile
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact

MOST_WEEKS: Final = 12  # so rarely is no update any more: our own choice


class UpdatesPromised(CaseEvent):
    """A person was promised to be told how it goes, every so many weeks."""

    TOPIC: ClassVar[str] = "contact.updates-promised"

    updates_id: UUID
    person_id: UUID
    every_weeks: int
    promised_on: date

    def apply(self, aggregate: "Contact") -> None:
        """Remember what is owed to them."""
        aggregate.updates[self.updates_id] = self


class UpdatesEnded(CaseEvent):
    """They are not to be told any more how it goes, for a reason."""

    TOPIC: ClassVar[str] = "contact.updates-ended"

    updates_id: UUID
    ended_on: date
    reason: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Remember that it is owed no more."""
        if promised := aggregate.updates.pop(self.updates_id, None):
            aggregate.updates_ended[self.updates_id] = promised


def next_by(last_told_on: date, every_weeks: int) -> date:
    """Return the day by which somebody is told again: so many weeks after the last."""
    return last_told_on + timedelta(weeks=every_weeks)


class UpdatesOnFile(RepresentativesOnFile):
    """Who was promised to be told how it goes."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.updates: dict[UUID, UpdatesPromised] = {}
        self.updates_ended: dict[UUID, UpdatesPromised] = {}

    def updates_to(self, person_id: UUID) -> UpdatesPromised | None:
        """Return what a person was promised, if it is open."""
        for promised in self.updates.values():
            if promised.person_id == person_id:
                return promised
        return None

    def promise_updates(
        self,
        updates_id: UUID,
        *,
        person_id: UUID,
        every_weeks: int,
        promised_on: date,
        signed: Signed,
    ) -> None:
        """Record the promise, on a London date that has come.

        Refused while another to the same person is open (`AlreadyDone`), and for no
        week or more than twelve (`Misrecorded`).
        """
        if self.updates_to(person_id):
            raise AlreadyDone("They have been promised updates: end those first")
        if not 1 <= every_weeks <= MOST_WEEKS:
            asks = f"Enter a number of weeks from 1 to {MOST_WEEKS}"
            raise Misrecorded(asks, field="every_weeks")
        has_happened(
            promised_on, what="The promise", field="promised_on", signed=signed
        )
        self._record(
            UpdatesPromised,
            signed,
            updates_id=updates_id,
            person_id=person_id,
            every_weeks=every_weeks,
            promised_on=promised_on,
        )

    def end_updates(
        self, updates_id: UUID, *, ended_on: date, reason: Prose, signed: Signed
    ) -> None:
        """Record that no more are owed, on a London date not before the promise."""
        promised = self.updates.get(updates_id)
        if promised is None:
            raise AlreadyDone("These updates have ended")
        what, field = "The end", "ended_on"
        has_happened(ended_on, what=what, field=field, signed=signed)
        is_not_before(ended_on, promised.promised_on, what=what, field=field)
        self._record(
            UpdatesEnded,
            signed,
            updates_id=updates_id,
            ended_on=ended_on,
            reason=reason,
        )
