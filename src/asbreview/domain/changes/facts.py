"""What happens with the dated changes of an area: named, and taken back."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import Event, OpeningEvent, Value

if TYPE_CHECKING:
    from asbreview.domain.changes.record import Changes


class DatedChange(Value):
    """What changed in how an area works, on a London date: "a second caseworker".

    Both what it says and why are for everybody to read, and name nobody.
    """

    change_id: UUID
    on: date
    says: str
    why: str


class ChangesFileOpened(OpeningEvent):
    """The first dated change of an area was about to be named."""

    TOPIC: ClassVar[str] = "changes.file-opened"

    area_id: str


class ChangeNamed(Event):
    """A change in how an area works was named, from which charts are reckoned anew."""

    TOPIC: ClassVar[str] = "changes.change-named"

    change: DatedChange

    def apply(self, aggregate: "Changes") -> None:
        """Remember it."""
        aggregate.named[self.change.change_id] = self
        aggregate.on_record[self.change.change_id] = self.change


class ChangeInError(Event):
    """A change was named that there was not, or not on that day."""

    TOPIC: ClassVar[str] = "changes.change-in-error"

    change_id: UUID
    reason: str

    def apply(self, aggregate: "Changes") -> None:
        """Reckon nothing anew from it any more; it stays on record."""
        aggregate.in_error[self.change_id] = self.reason
