"""What happens with the assessment of how effective the review procedures are."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from asbreview.domain.model import Event, OpeningEvent, Value

if TYPE_CHECKING:
    from asbreview.domain.effectiveness.record import Assessments


class Assessment(Value):
    """What a partnership wrote of a period, and the instant of the facts it wrote of.

    `found` is what it finds of the procedures; `to_revise` what is to be revised in
    them, or why nothing is.  Both are for everybody to read, and name nobody.
    """

    assessment_id: UUID
    area: str
    version: int
    from_on: date
    to_on: date
    counted_as_of: AwareDatetime
    assessed_on: date
    found: str
    to_revise: str


class AssessmentsFileOpened(OpeningEvent):
    """The first assessment of an area's procedures was about to be recorded."""

    TOPIC: ClassVar[str] = "effectiveness.file-opened"

    area_id: str


class EffectivenessAssessed(Event):
    """A partnership assessed how effective its review procedures are (Sch.4 para 4)."""

    TOPIC: ClassVar[str] = "effectiveness.procedures-assessed"

    assessment: Assessment

    def apply(self, aggregate: "Assessments") -> None:
        """Keep it as it was written."""
        aggregate.on_record[self.assessment.assessment_id] = self.assessment


class AssessmentInError(Event):
    """An assessment was recorded that was not made, or not so."""

    TOPIC: ClassVar[str] = "effectiveness.assessment-in-error"

    assessment_id: UUID
    reason: str

    def apply(self, aggregate: "Assessments") -> None:
        """Hold it for made no longer; it stays on record."""
        aggregate.in_error[self.assessment_id] = self.reason
