"""The assessments that an area has made of its review procedures."""

from datetime import date
from uuid import UUID

from asbreview.domain.area_record import AreaRecord
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.days import local_day
from asbreview.domain.effectiveness.facts import (
    Assessment,
    AssessmentInError,
    AssessmentsFileOpened,
    EffectivenessAssessed,
)
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import Signed
from asbreview.domain.statute import EFFECTIVENESS, implements


class Assessments(AreaRecord[Assessment]):
    """What one area wrote under Sch.4 para 4, period by period."""

    TOPIC = "effectiveness"

    namespace = UUID("6b0c1f7d-93f2-5f0a-8d55-0c9e7a1b4d32")
    opened_as = AssessmentsFileOpened
    in_error_as = AssessmentInError
    named_in = "assessment_id"
    none_stands = "There is no such assessment, or it was taken back"

    @property
    def standing(self) -> list[Assessment]:
        """The assessments that stand, those of the latest period first."""
        return sorted(self._standing(), key=lambda each: each.to_on, reverse=True)

    def of_period(self, from_on: date, to_on: date) -> Assessment | None:
        """Return what stands of a period, if it was assessed."""
        own = from_on, to_on
        return next((a for a in self.standing if (a.from_on, a.to_on) == own), None)

    @implements(EFFECTIVENESS)
    def assess(self, assessment: Assessment, *, signed: Signed) -> None:
        """Record what the partnership found, and what it means to revise.

        Procedures "must include provision about" assessing their effectiveness and
        revising them.  Refused (`Misrecorded`): of a period that was not over when its
        facts were counted, and as of an instant yet to come; a period that was assessed
        is `AlreadyDone`.
        """
        counted_on = local_day(assessment.counted_as_of)
        if assessment.to_on < assessment.from_on:
            raise Misrecorded(
                "The last day must not be before the first", field="to_on"
            )
        if counted_on <= assessment.to_on:
            raise Misrecorded(
                "A period is assessed when it is over: choose one that is",
                field="to_on",
            )
        if assessment.counted_as_of > signed.at:
            raise Misrecorded("The facts cannot be as of an instant yet to come")
        what, field = "The day it was assessed", "assessed_on"
        has_happened(assessment.assessed_on, what=what, field=field, signed=signed)
        is_not_before(assessment.assessed_on, assessment.to_on, what=what, field=field)
        if self.of_period(assessment.from_on, assessment.to_on):
            raise AlreadyDone("This period has been assessed: say first what was wrong")
        self._record(EffectivenessAssessed, signed, assessment=assessment)
