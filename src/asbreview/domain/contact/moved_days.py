"""A day that people had been told, and that moved: they are owed the new one."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import CaseEvent, Value

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class DayMoved(Value):
    """The day of a step that somebody was told, and the day it is now.

    `now` is nothing while the day cannot be known.
    """

    timer_id: str
    told: date
    now: date | None


class TellingOwed(CaseEvent):
    """Days that a person had been told moved with the working calendar.

    They are to be told the new ones.  What was still owed to them before is in it.
    """

    TOPIC: ClassVar[str] = "contact.telling-owed"

    telling_id: UUID
    person_id: UUID
    days_off: tuple[date, ...]
    added: bool
    moved: tuple[DayMoved, ...]

    def apply(self, aggregate: "Contact") -> None:
        """Remember what they are to be told, instead of what they were to be told."""
        for owed in aggregate.owed_to(self.person_id):
            del aggregate.tellings[owed.telling_id]
        aggregate.tellings[self.telling_id] = self

    @property
    def by(self) -> date:
        """The day before which they should know: the first that they were told, or is.

        Not before the day on which it was recorded that they are owed it.
        """
        return min(day for moved in self.moved for day in _days(moved))


class TellingLapsed(CaseEvent):
    """The days are again those that the person had been told: nothing is owed."""

    TOPIC: ClassVar[str] = "contact.telling-lapsed"

    telling_id: UUID

    def apply(self, aggregate: "Contact") -> None:
        """Forget that they were to be told."""
        aggregate.tellings.pop(self.telling_id, None)


class MovedDaysTold(CaseEvent):
    """A person was told the days that had moved, in a contact or by a letter.

    `contact_id` is the contact; none where a letter told them.
    """

    TOPIC: ClassVar[str] = "contact.moved-days-told"

    telling_id: UUID
    told_on: date
    contact_id: UUID | None = None

    def apply(self, aggregate: "Contact") -> None:
        """Remember that they know, and from what."""
        if owed := aggregate.tellings.pop(self.telling_id, None):
            aggregate.moved_told[self.telling_id] = owed
            aggregate.moved_told_by[self.telling_id] = (
                self.contact_id or self.command_id
            )


class MovedDaysToldInError(FactRecordedInError):
    """A person was recorded as told by a letter that had not gone, or not so."""

    TOPIC: ClassVar[str] = "contact.moved-days-told-in-error"

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return MovedDaysTold.TOPIC

    def apply(self, aggregate: "Contact") -> None:
        """Remember that they are owed it still."""
        aggregate.owe_again(self.item_id)


def still_owed(
    before: Iterable[DayMoved], named: Iterable[DayMoved], moved: Iterable[DayMoved]
) -> tuple[DayMoved, ...]:
    """Return what a person is to be told once steps have *moved*.

    *before* is what they were to be told until then, *named* the days that they know
    and that move now.  A day that is again the one they know is left out; of a step
    that a later letter has named, what it named counts.
    """
    now = {(day.timer_id, day.told): day.now for day in moved}
    owed = {
        day.timer_id: day.model_copy(
            update={"now": now.get((day.timer_id, day.now), day.now)}  # type: ignore[arg-type]
        )
        for day in before
    }
    owed |= {day.timer_id: day for day in named}
    return tuple(day for day in owed.values() if day.told != day.now)


def _days(moved: DayMoved) -> list[date]:
    return [day for day in (moved.told, moved.now) if day is not None]
