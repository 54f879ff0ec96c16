"""The dated changes of an area: what changed on a day, besides the procedures."""

from uuid import UUID

from asbreview.domain.area_record import AreaRecord
from asbreview.domain.changes.facts import (
    ChangeInError,
    ChangeNamed,
    ChangesFileOpened,
    DatedChange,
)
from asbreview.domain.dates import has_happened
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import Signed


class Changes(AreaRecord[DatedChange]):
    """What one area changed, day by day.

    Limits are reckoned anew at a dated event alone, as the NHS rules have it: one that
    somebody named, with why, and never where a chart would look better for it.
    """

    TOPIC = "changes"

    namespace = UUID("2f4f9a53-1d2b-5c0e-9d37-6a4f0b8e7c21")
    opened_as = ChangesFileOpened
    in_error_as = ChangeInError
    named_in = "change_id"
    none_stands = "There is no such change, or it was taken back"

    def __init__(self, area_id: str) -> None:
        super().__init__(area_id)
        self.named: dict[UUID, ChangeNamed] = {}

    @property
    def standing(self) -> list[DatedChange]:
        """The changes that stand, the first one first."""
        return sorted(self._standing(), key=lambda each: each.on)

    def name_change(self, change: DatedChange, *, signed: Signed) -> None:
        """Name a change on a day that has come (`Misrecorded` if it has not).

        Of one day only one is named (`AlreadyDone`): two at once cannot be told apart.
        """
        has_happened(change.on, what="The day of it", field="on", signed=signed)
        if any(each.on == change.on for each in self.standing):
            raise AlreadyDone(
                "A change of that day is named: take it back, and say both in one",
                field="on",
            )
        self._record(ChangeNamed, signed, change=change)
