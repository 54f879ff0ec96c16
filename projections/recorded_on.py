"""On which cases somebody recorded anything, and whether these go on."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from projections.caseload import caseload
from projections.kinds import held
from projections.timeline import timeline


class RecordedOn(NamedTuple):
    """A case, and the day on which it ended, if it has."""

    case_id: UUID
    ended_on: date | None


def recorded_on(db: Connection, account_id: UUID) -> list[RecordedOn]:
    """Return the cases on which an account recorded anything that is told of them."""
    c, t = caseload.c, timeline.c
    theirs = select(t.case_id).where(t.recorded_by == account_id).distinct()
    asked = select(c.case_id, c.ended_on).where(
        held(caseload, None), c.case_id.in_(theirs)
    )
    return [RecordedOn(row.case_id, row.ended_on) for row in db.execute(asked)]
