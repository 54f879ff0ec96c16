"""Adjustments: what somebody asked to be done differently, and what we answered.

Why somebody needs one is about the most private things on a case: what they asked for
and what was arranged are sealed under their own key.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.in_error import CorrectedRecord, FactRecordedInError
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import HeardBy, OfPerson, Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class Made(StrEnum):
    """What became of an adjustment that was asked for."""

    AS_ASKED = "made as asked"
    OTHERWISE = "made otherwise"
    NOT_MADE = "not made"


class AdjustmentAskedFor(CaseEvent):
    """A person asked for something to be done differently; we answer by a day."""

    TOPIC: ClassVar[str] = "contact.adjustment-asked-for"

    adjustment_id: UUID
    person_id: UUID
    asked_on: date
    answer_by: date
    how: HeardBy
    asked: OfPerson

    def apply(self, aggregate: "Contact") -> None:
        """Remember that they wait for an answer."""
        aggregate.adjustments[self.adjustment_id] = self


class AdjustmentAnswered(CaseEvent):
    """We answered: what is arranged, or why nothing is.  A later answer replaces it."""

    TOPIC: ClassVar[str] = "contact.adjustment-answered"

    adjustment_id: UUID
    answered_on: date
    made: Made
    arranged: OfPerson

    def apply(self, aggregate: "Contact") -> None:
        """Remember the answer."""
        aggregate.adjustments_answered[self.adjustment_id] = self


class AdjustmentInError(FactRecordedInError):
    """An adjustment was recorded as asked for that was not, or not so."""

    TOPIC: ClassVar[str] = "contact.adjustment-in-error"

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return AdjustmentAskedFor.TOPIC

    def apply(self, aggregate: "Contact") -> None:
        """Leave it, and its answer, out of account."""
        aggregate.adjustments.pop(self.item_id, None)
        aggregate.adjustments_answered.pop(self.item_id, None)


class AdjustmentsOnFile(CorrectedRecord):
    """What was asked for, and what was answered."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.adjustments: dict[UUID, AdjustmentAskedFor] = {}
        self.adjustments_answered: dict[UUID, AdjustmentAnswered] = {}

    @property
    def adjustments_open(self) -> tuple[AdjustmentAskedFor, ...]:
        """What was asked for and is not answered yet, the oldest first."""
        answered = self.adjustments_answered
        return tuple(a for id_, a in self.adjustments.items() if id_ not in answered)

    def adjustments_of(self, person_id: UUID) -> tuple[AdjustmentAskedFor, ...]:
        """Return what a person asked for."""
        return tuple(a for a in self.adjustments.values() if a.person_id == person_id)

    def ask_for_adjustment(  # noqa: PLR0913  an adjustment is all of these
        self,
        adjustment_id: UUID,
        *,
        person_id: UUID,
        asked_on: date,
        answer_by: date,
        how: HeardBy,
        asked: OfPerson,
        signed: Signed,
    ) -> None:
        """Record what a person asked for, on a London date that has come."""
        has_happened(asked_on, what="The day", field="asked_on", signed=signed)
        self._record(
            AdjustmentAskedFor,
            signed,
            adjustment_id=adjustment_id,
            person_id=person_id,
            asked_on=asked_on,
            answer_by=answer_by,
            how=how,
            asked=asked,
        )

    def answer_adjustment(
        self,
        adjustment_id: UUID,
        *,
        answered_on: date,
        made: Made,
        arranged: OfPerson,
        signed: Signed,
    ) -> None:
        """Record the answer, on a London date not before they asked (`Misrecorded`)."""
        asked = self.adjustments.get(adjustment_id)
        if asked is None:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        if arranged.person_id != asked.person_id:
            raise Misrecorded("It is another person's", field="arranged")
        what, field = "The answer", "answered_on"
        has_happened(answered_on, what=what, field=field, signed=signed)
        is_not_before(answered_on, asked.asked_on, what=what, field=field)
        self._record(
            AdjustmentAnswered,
            signed,
            adjustment_id=adjustment_id,
            answered_on=answered_on,
            made=made,
            arranged=arranged,
        )

    def take_back_adjustment(
        self, adjustment_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Record that nobody asked for it, or not so (`NoSuchThing` if none did)."""
        if adjustment_id not in self.adjustments:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        self._record(AdjustmentInError, signed, item_id=adjustment_id, reason=reason)
