"""How long each body took to answer what it was asked (Sch.4 para 7).

A case waits for one body at a time; this counts each body's own days, from the day it
was asked, whomever the case was waiting for meanwhile.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from asbreview.domain.procedure import Anchor, Binds
from projections.caseload import caseload
from projections.deadlines_kept import deadlines
from projections.kinds import held


class Answering(NamedTuple):
    """A request to a body, and when it answered, if it did."""

    case_id: UUID
    reference: str
    body_id: UUID
    requested_on: date
    due_on: date | None
    answered_on: date | None

    @property
    def days(self) -> int | None:
        """Days from the request to the answer, if there is one."""
        if self.answered_on is None:
            return None
        return (self.answered_on - self.requested_on).days

    @property
    def was_late(self) -> bool:
        """Did the answer come after the day it was due?"""
        if self.answered_on is None or self.due_on is None:
            return False
        return self.answered_on > self.due_on


def answering_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Answering]:
    """Return the requests made to bodies in a period, in the order they were made."""
    d = deadlines.c
    rows = db.execute(
        select(
            d.case_id, caseload.c.reference, d.body_id, d.started_on, d.due_on, d.met_on
        )
        .join(caseload, caseload.c.case_id == d.case_id)
        .where(held(deadlines, as_of), held(caseload, as_of))
        .where(d.starts == Anchor.REQUEST, d.binds == Binds.PARTNER)
        .where(d.body_id.is_not(None), caseload.c.area_id == area_id)
        .where(d.started_on >= from_, d.started_on <= to)
        .order_by(d.started_on, caseload.c.reference)
    )
    return [*map(Answering._make, rows.all())]
