"""The dated changes of an area: what changed on a day, besides the procedures."""

from typing import Final, Self
from uuid import UUID, uuid5

from asbreview.domain.changes.facts import (
    ChangeInError,
    ChangeNamed,
    ChangesFileOpened,
    DatedChange,
)
from asbreview.domain.dates import has_happened
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.model import Aggregate, Signed

NAMESPACE: Final = UUID("2f4f9a53-1d2b-5c0e-9d37-6a4f0b8e7c21")


class Changes(Aggregate):
    """What one area changed, day by day.

    Limits are reckoned anew at a dated event alone, as the NHS rules have it: one that
    somebody named, with why, and never where a chart would look better for it.
    """

    TOPIC = "changes"

    def __init__(self, area_id: str) -> None:
        self.area_id = area_id
        self.named: dict[UUID, ChangeNamed] = {}
        self.in_error: dict[UUID, ChangeInError] = {}

    @staticmethod
    def id_for(area_id: str) -> UUID:
        """Return the id of the record of an area's changes."""
        return uuid5(NAMESPACE, area_id)

    @classmethod
    def open_for(cls, area_id: str, *, signed: Signed) -> Self:
        """Open the record of an area's changes."""
        id_ = cls.id_for(area_id)
        return cls._open(ChangesFileOpened, id_, signed, area_id=area_id)

    @property
    def standing(self) -> list[DatedChange]:
        """The changes that stand, the first one first."""
        stand = (e.change for id_, e in self.named.items() if id_ not in self.in_error)
        return sorted(stand, key=lambda each: each.on)

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

    def take_back(self, change_id: UUID, *, reason: str, signed: Signed) -> None:
        """Record that a change was named in error (`NoSuchThing` if none stands)."""
        if change_id not in {each.change_id for each in self.standing}:
            raise NoSuchThing("There is no such change, or it was taken back")
        self._record(ChangeInError, signed, change_id=change_id, reason=reason)
