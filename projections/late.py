"""What is late: the steps of an area whose day has passed, and that were not taken.

The applicant's own windows are nobody's to keep, and are never late.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, distinct, func, select

from asbreview.domain.timers import Binds
from projections.caseload import caseload
from projections.deadlines import deadlines
from projections.kinds import held


class Late(NamedTuple):
    """A step of a case that is past its day; `body_id` is whose it is, if a body's."""

    case_id: UUID
    reference: str
    says: str
    binds: Binds
    body_id: UUID | None
    due_on: date

    def days(self, on: date) -> int:
        """Return how many days it is late by a day."""
        return (on - self.due_on).days


class HowMany(NamedTuple):
    """How many steps are late, of how many cases, and how many of them are whose.

    Nobody's id stands for the partnership, under `bodies`.
    """

    steps: int
    cases: int
    bodies: dict[UUID | None, int]


def late_on(
    db: Connection,
    *,
    area_id: str,
    on: date,
    as_of: int | None = None,
    most: int | None = None,
) -> list[Late]:
    """Return what is late on a day, the longest first; *most* of it, or all."""
    d, c = deadlines.c, caseload.c
    rows = db.execute(
        select(d.case_id, c.reference, d.says, d.binds, d.body_id, d.due_on)
        .join(caseload, c.case_id == d.case_id)
        .where(_is_late(area_id, on, as_of))
        .order_by(d.due_on, c.reference, d.says)
        .limit(most)
    )
    return [Late(*row) for row in rows]


def how_many_late(
    db: Connection, *, area_id: str, on: date, as_of: int | None = None
) -> HowMany:
    """Count what is late on a day."""
    d = deadlines.c
    is_late = _is_late(area_id, on, as_of)
    joined = deadlines.join(caseload, caseload.c.case_id == d.case_id)
    whose = case((d.binds == Binds.PARTNER, d.body_id), else_=None)
    asked = select(whose, func.count()).select_from(joined).where(is_late)
    found = db.execute(asked.group_by(whose)).all()
    bodies: dict[UUID | None, int] = {row[0]: row[1] for row in found}
    cases = select(func.count(distinct(d.case_id))).select_from(joined).where(is_late)
    return HowMany(sum(bodies.values()), db.scalar(cases) or 0, bodies)


def _is_late(area_id: str, on: date, as_of: int | None) -> ColumnElement[bool]:
    d = deadlines.c
    return (
        d.is_open
        & (d.due_on < on)
        & (d.binds != Binds.APPLICANT)
        & (caseload.c.area_id == area_id)
        & held(deadlines, as_of)
        & held(caseload, as_of)
    )
