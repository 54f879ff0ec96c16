"""Assessing how effective the review procedures are: what the partnership writes."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import uuid5

from asbreview.domain.effectiveness.facts import Assessment
from asbreview.domain.effectiveness.record import Assessments
from asbreview.domain.model import Signed
from asbreview.domain.reporting_period import Period
from asbreview.reviews.area_records import AreaRecordCommands
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.procedures import ProcedureCommands


class AssessmentTold(NamedTuple):
    """What was written of a period, and the instant of the facts it was written of.

    `assessed_on` is a London date.
    """

    period: Period
    counted_as_of: datetime
    assessed_on: date
    found: str
    to_revise: str


class EffectivenessCommands(ProcedureCommands, AreaRecordCommands):
    """What is found of an area's procedures."""

    @once
    def assess_effectiveness(
        self, area_id: str, *, told: AssessmentTold, signed: Signed
    ) -> Changed:
        """Record what the partnership found of a period that is over.

        Refused (`Misrecorded`): without what it found, or without what is to be revised
        or why nothing is; `AlreadyDone` if the period was assessed.
        """
        must_say(told.found, asks="Enter what you find", field="found")
        asks = "Enter what is to be revised, or why nothing is"
        must_say(told.to_revise, asks=asks, field="to_revise")
        procedure = self.procedure_in_force(area_id, signed.on)
        assessments = self.area_record_to_add_to(Assessments, area_id, signed=signed)
        assessment = Assessment(
            assessment_id=uuid5(signed.command_id, "assessment"),
            area=procedure.area,
            version=procedure.version,
            from_on=told.period.from_,
            to_on=told.period.to,
            counted_as_of=told.counted_as_of,
            assessed_on=told.assessed_on,
            found=told.found.strip(),
            to_revise=told.to_revise.strip(),
        )
        assessments.assess(assessment, signed=signed)
        return (assessments,)

    def assessments_of(
        self, area_id: str, *, as_of: int | None = None
    ) -> Assessments | None:
        """Return what an area has assessed; nothing if it has assessed nothing."""
        return self.area_record(Assessments, area_id, as_of=as_of)
