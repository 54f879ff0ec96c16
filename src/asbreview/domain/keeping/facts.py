"""What happens about the keeping of a case's records."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.model import CaseEvent, OpeningEvent, ReliedUpon
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.keeping.record import Keeping


class HoldGround(StrEnum):
    """For what records are held."""

    OMBUDSMAN = "an ombudsman looks into it"
    CLAIM = "a claim, or proceedings before a court"
    CRIME = "a criminal investigation or prosecution"
    INQUIRY = "an inquiry, an inquest or a review of a death"
    ACCESS = "a request for access that is not answered yet"
    OTHER = "another reason"


class KeepingFileOpened(CaseEvent, OpeningEvent):
    """It was about to be recorded that something keeps a case's records."""

    TOPIC: ClassVar[str] = "keeping.file-opened"


class KeepingReliedOn(ReliedUpon):
    """It was decided to forget, since nothing held what was forgotten."""

    TOPIC: ClassVar[str] = "keeping.relied-on"


class HoldPlaced(CaseEvent):
    """A case, or what tells of one person of it, is held: nothing of it is destroyed.

    Until it is released; `review_on` is the day by which to look at it again.
    """

    TOPIC: ClassVar[str] = "keeping.hold-placed"

    hold_id: UUID
    person_id: UUID | None
    ground: HoldGround
    reason: Prose
    review_on: date

    def apply(self, aggregate: "Keeping") -> None:
        """Remember the hold."""
        aggregate.holds[self.hold_id] = aggregate.ever[self.hold_id] = self


class HoldReviewed(CaseEvent):
    """A hold was looked at again: it stays, and is looked at by another day."""

    TOPIC: ClassVar[str] = "keeping.hold-reviewed"

    hold_id: UUID
    reason: Prose
    review_on: date

    def apply(self, aggregate: "Keeping") -> None:
        """Remember by when it is looked at next."""
        held = aggregate.holds[self.hold_id]
        changed = held.model_copy(update={"review_on": self.review_on})
        aggregate.holds[self.hold_id] = changed


class HoldReleased(CaseEvent):
    """A hold was released: it keeps nothing any more."""

    TOPIC: ClassVar[str] = "keeping.hold-released"

    hold_id: UUID
    reason: Prose

    def apply(self, aggregate: "Keeping") -> None:
        """Hold no longer by it."""
        del aggregate.holds[self.hold_id]
        aggregate.released[self.hold_id] = self
