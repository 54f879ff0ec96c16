"""What is known of a case that was over before this program kept it."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid5

from asbreview.domain.application import Category
from asbreview.domain.days import local_day
from asbreview.domain.model import CaseEvent, OpeningEvent, Value
from asbreview.domain.people import OfPerson
from asbreview.domain.sealed import Sealed

if TYPE_CHECKING:
    from asbreview.domain.past.record import PastCase


class Decided(StrEnum):
    """What was decided on the threshold."""

    MET = "met"
    NOT_MET = "not met"


class EndedAs(StrEnum):
    """How a case came to its end."""

    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


class PastFacts(Value):
    """The facts of a case of the past, each left out where it is not known.

    `place` is a ward or a town; an empty text is not known.  `recommended` says whether
    any recommendation was made, `recommendations` how many.
    """

    reference: str
    applied_on: date | None = None
    category: Category | None = None
    place: str = ""
    decided_on: date | None = None
    decided: Decided | None = None
    reviewed_on: date | None = None
    recommended: bool | None = None
    recommendations: int | None = None
    recommended_on: date | None = None
    ended_on: date | None = None
    ended_as: EndedAs | None = None


class PastPerson(Value):
    """Who applied, and what was recommended for them: sealed under their own key.

    An empty text is not known.
    """

    KEY_OWNER: ClassVar[str] = "person_id"

    person_id: UUID
    name: Sealed[str]
    address: Sealed[str]
    phone: Sealed[str]
    recommendations: Sealed[str]

    @classmethod
    def of(
        cls,
        case_id: UUID,
        *,
        name: str,
        address: str,
        phone: str,
        recommendations: str,
    ) -> Self:
        """Return what is about to be recorded of whoever applied."""
        return cls(
            person_id=uuid5(case_id, "applicant"),
            name=Sealed.of(name),
            address=Sealed.of(address),
            phone=Sealed.of(phone),
            recommendations=Sealed.of(recommendations),
        )


class PastCaseImported(CaseEvent, OpeningEvent):
    """A case of the past was brought in from a line of a list.

    It happened on the days that its facts name; it is known here from this event on.
    """

    TOPIC: ClassVar[str] = "past.case-imported"

    area_id: str
    facts: PastFacts
    person: PastPerson
    line: int


class PastCaseImportedAnew(CaseEvent):
    """A case that had been brought in wrongly was brought in again."""

    TOPIC: ClassVar[str] = "past.case-imported-anew"

    area_id: str
    facts: PastFacts
    person: PastPerson
    line: int

    def apply(self, aggregate: "PastCase") -> None:
        """Let these facts stand in the place of those recorded in error."""
        aggregate.facts, aggregate.person = self.facts, self.person
        aggregate.line, aggregate.in_error = self.line, False
        aggregate.brought_in_on = local_day(self.timestamp)


class PastCaseInError(CaseEvent):
    """A case of the past was brought in that there was not, or not so."""

    TOPIC: ClassVar[str] = "past.case-in-error"

    area_id: str
    reason: OfPerson

    def apply(self, aggregate: "PastCase") -> None:
        """Count it no longer."""
        aggregate.in_error = True
        aggregate.because = self.reason.words
