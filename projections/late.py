"""What is late: the steps of an area whose day has passed, and that were not taken.

The applicant's own windows are nobody's to keep, and are never late.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, case, distinct, exists, func, select

from asbreview.domain.timers import Binds
from projections.caseload import caseload
from projections.deadlines_kept import deadlines
from projections.kinds import held
from projections.scope import AT_ONCE
from projections.walking import portions


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
    found = db.execute(
        select(d.case_id, d.says, d.binds, d.body_id, d.due_on)
        .where(_is_late(area_id, on, as_of))
        .order_by(d.due_on, d.case_id, d.says, d.item_id)
        .limit(most)
    ).all()
    named: dict[UUID, str] = {}
    for some in portions({row.case_id for row in found}, AT_ONCE):
        asked = select(c.case_id, c.reference).where(c.case_id.in_(some))
        named |= dict(db.execute(asked.where(held(caseload, as_of))).all())
    return [Late(row.case_id, named[row.case_id], *row[1:]) for row in found]


def how_many_late(
    db: Connection, *, area_id: str, on: date, as_of: int | None = None
) -> HowMany:
    """Count what is late on a day."""
    d = deadlines.c
    is_late = _is_late(area_id, on, as_of)
    whose = case((d.binds == Binds.PARTNER, d.body_id), else_=None)
    found = db.execute(select(whose, func.count()).where(is_late).group_by(whose))
    bodies: dict[UUID | None, int] = {row[0]: row[1] for row in found}
    cases = db.scalar(select(func.count(distinct(d.case_id))).where(is_late))
    return HowMany(sum(bodies.values()), cases or 0, bodies)


def _is_late(area_id: str, on: date, as_of: int | None) -> ColumnElement[bool]:
    """Say which deadlines are late; whose area it is asked of each of these alone."""
    d, c = deadlines.c, caseload.c
    of_area = exists().where(
        c.case_id == d.case_id, c.area_id == area_id, held(caseload, as_of)
    )
    return (
        held(deadlines, as_of)
        & d.is_open
        & d.binds.in_((Binds.PARTNERSHIP, Binds.PARTNER))
        & (d.due_on < on)
        & of_area
    )
