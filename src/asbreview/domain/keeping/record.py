"""The record of what keeps a case, whatever the time for which it is kept."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

from asbreview.domain.dates import is_not_before, is_within_a_year
from asbreview.domain.days import DAY
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.keeping.facts import (
    HoldGround,
    HoldPlaced,
    HoldReleased,
    HoldReviewed,
    KeepingFileOpened,
    KeepingReliedOn,
)
from asbreview.domain.model import CaseAggregate, Signed
from asbreview.domain.people import Prose


class Keeping(CaseAggregate):
    """The holds on one case; it is opened with the first, or when there is none."""

    TOPIC = "keeping"
    relied_on_as = KeepingReliedOn

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.holds: dict[UUID, HoldPlaced] = {}
        self.ever: dict[UUID, HoldPlaced] = {}  # those that were released, too
        self.released: dict[UUID, HoldReleased] = {}

    @classmethod
    def open_for(cls, case_id: UUID, *, signed: Signed) -> Self:
        """Open the record of a case."""
        return cls._open_on(case_id, KeepingFileOpened, signed)

    def holds_on(self, person_id: UUID | None) -> list[HoldPlaced]:
        """Return the holds that keep a person of the case; for nobody, the whole case.

        What is held of one person keeps the case as a whole, too.
        """
        return [
            hold
            for hold in self.holds.values()
            if person_id is None or hold.person_id in {None, person_id}
        ]

    def released_at(self, ground: HoldGround) -> datetime | None:
        """Return when a hold for something was last released, if one was."""
        return max(
            (
                released.timestamp
                for id_, released in self.released.items()
                if self.ever[id_].ground is ground
            ),
            default=None,
        )

    def place_hold(  # noqa: PLR0913  a hold is all of these
        self,
        hold_id: UUID,
        *,
        person_id: UUID | None,
        ground: HoldGround,
        reason: Prose,
        review_on: date,
        signed: Signed,
    ) -> None:
        """Hold the case, or a person of it, until it is released.

        It is looked at again within a year, on a London date after today
        (`Misrecorded`).
        """
        _may_be_reviewed_on(review_on, signed=signed)
        self._record(
            HoldPlaced,
            signed,
            hold_id=hold_id,
            person_id=person_id,
            ground=ground,
            reason=reason,
            review_on=review_on,
        )

    def review_hold(
        self, hold_id: UUID, *, reason: Prose, review_on: date, signed: Signed
    ) -> None:
        """Record that a hold was looked at and stays; `NoSuchThing` if it does not."""
        self._must_hold(hold_id)
        _may_be_reviewed_on(review_on, signed=signed)
        self._record(
            HoldReviewed, signed, hold_id=hold_id, reason=reason, review_on=review_on
        )

    def release_hold(self, hold_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Record that a hold is over (`NoSuchThing` if it is already)."""
        self._must_hold(hold_id)
        self._record(HoldReleased, signed, hold_id=hold_id, reason=reason)

    def _must_hold(self, hold_id: UUID) -> None:
        if hold_id not in self.holds:
            raise NoSuchThing("There is no such hold, or it was released")


def _may_be_reviewed_on(day: date, *, signed: Signed) -> None:
    what, field = "The day to look at it again", "review_on"
    is_not_before(day, signed.on + DAY, what=what, field=field)
    is_within_a_year(day, what=what, field=field, signed=signed)
