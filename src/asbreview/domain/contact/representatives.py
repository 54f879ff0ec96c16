"""Somebody who speaks for the victim: who, since when, and what they may be told.

The victim chooses them and can end it.  No letter goes to them by itself: what a letter
tells, it tells to whom it has to be told.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from asbreview.domain.application import HowConsented
from asbreview.domain.contact.adjustments import AdjustmentsOnFile
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Person, Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class ToldAs(StrEnum):
    """What a representative may be told of the case."""

    EVERYTHING = "everything that the victim is told"
    MEETING = "only what concerns the meeting"
    NOTHING = "nothing: they only speak for the victim"


class RepresentativeNamed(CaseEvent):
    """The victim named somebody who speaks for them, and agreed to what they hear."""

    TOPIC: ClassVar[str] = "contact.representative-named"

    representative: Person
    represents: UUID
    named_on: date
    how_agreed: HowConsented
    may_be_told: ToldAs

    def apply(self, aggregate: "Contact") -> None:
        """Remember who speaks for them; another before is that no longer."""
        person = self.representative
        aggregate.know(person, since=self.originator_version)
        aggregate.representatives[person.person_id] = self
        aggregate.ever_spoke.add(person.person_id)


class RepresentativeEnded(CaseEvent):
    """Somebody speaks for the victim no longer."""

    TOPIC: ClassVar[str] = "contact.representative-ended"

    representative_id: UUID
    ended_on: date
    reason: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Remember that they do not; they stay known, to be forgotten."""
        aggregate.representatives.pop(self.representative_id, None)


class RepresentativesOnFile(AdjustmentsOnFile):
    """Who speaks for the victim now."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.representatives: dict[UUID, RepresentativeNamed] = {}
        self.ever_spoke: set[UUID] = set()

    def name_representative(  # noqa: PLR0913  who speaks for whom, and what they hear
        self,
        representative: Person,
        *,
        represents: UUID,
        named_on: date,
        how_agreed: HowConsented,
        may_be_told: ToldAs,
        signed: Signed,
    ) -> None:
        """Record whom the victim named, on a London date that has come."""
        has_happened(named_on, what="The day", field="named_on", signed=signed)
        self._record(
            RepresentativeNamed,
            signed,
            representative=representative,
            represents=represents,
            named_on=named_on,
            how_agreed=how_agreed,
            may_be_told=may_be_told,
        )

    def end_representative(
        self, representative_id: UUID, *, ended_on: date, reason: Prose, signed: Signed
    ) -> None:
        """Record that somebody speaks for the victim no longer, on a London date."""
        named = self.representatives.get(representative_id)
        if named is None:
            raise AlreadyDone("They do not speak for the victim, or no longer")
        has_happened(ended_on, what="The day", field="ended_on", signed=signed)
        is_not_before(ended_on, named.named_on, what="The end", field="ended_on")
        self._record(
            RepresentativeEnded,
            signed,
            representative_id=representative_id,
            ended_on=ended_on,
            reason=reason,
        )
