"""Assessing the risk to a victim."""

import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.model import Signed
from asbreview.domain.people import OfPerson
from asbreview.domain.risk import EXAMPLE_MATRIX, Band
from asbreview.domain.sealed import Sealed
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.told import OfficialTold


class RiskCommands(Commands):
    """How great the risk is; nothing is decided without knowing it."""

    @once
    def assess_risk(  # noqa: PLR0913  an assessment is all of these
        self,
        case_id: UUID,
        *,
        assessed_on: date,
        assessor: OfficialTold,
        answers: Mapping[str, str],
        remarks: str,
        band: Band | None = None,
        signed: Signed,
    ) -> Changed:
        """Record an assessment; a *band* given overrides the points', for the remarks.

        What was answered may tell of health, so it is sealed; the points and the
        band are kept in the clear.
        """
        case = self.case(case_id)
        case.must_be_open()
        case.must_know([assessor.body_id], field="assessor_body")
        case.evidence.assess_risk(
            uuid5(signed.command_id, "assessment"),
            assessed_on=assessed_on,
            assessor=assessor.sealed(uuid5(signed.command_id, "assessor")),
            answers=OfPerson(
                person_id=case.trigger.victim_id,
                words=Sealed.of(json.dumps(dict(answers))),
            ),
            weighed=EXAMPLE_MATRIX.weigh(answers, instead=band),
            remarks=case.prose(remarks, "remarks", signed=signed),
            signed=signed,
        )
        return (case.evidence,)
