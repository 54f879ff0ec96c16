"""How long each body took to answer what it was asked (Sch.4 para 7).

A case waits for one body at a time; this counts each body's own days, from the day it
was asked, whomever the case was waiting for meanwhile.
"""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, and_, select

from asbreview.domain.procedure import Anchor, Binds
from projections.caseload import caseload
from projections.deadlines_kept import deadlines
from projections.kinds import held

IS_REQUEST: Final = and_(
    deadlines.c.starts == Anchor.REQUEST,
    deadlines.c.binds == Binds.PARTNER,
    deadlines.c.body_id.is_not(None),
)


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
        return _days(self)

    @property
    def was_late(self) -> bool:
        """Did the answer come after the day it was due?"""
        return _was_late(self)


class Asked(NamedTuple):
    """A request to a body, and when it answered, whichever case it was on."""

    body_id: UUID
    requested_on: date
    due_on: date | None
    answered_on: date | None

    @property
    def days(self) -> int | None:
        """Days from the request to the answer, if there is one."""
        return _days(self)

    @property
    def was_late(self) -> bool:
        """Did the answer come after the day it was due?"""
        return _was_late(self)


def _days(asked: Answering | Asked) -> int | None:
    if asked.answered_on is None:
        return None
    return (asked.answered_on - asked.requested_on).days


def _was_late(asked: Answering | Asked) -> bool:
    if asked.answered_on is None or asked.due_on is None:
        return False
    return asked.answered_on > asked.due_on


def answering_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Answering]:
    """Return the requests made to bodies in a period, in the order they were made.

    Those of a case made on one day stand in the order of their bodies, as of any day.
    """
    d = deadlines.c
    rows = db.execute(
        select(
            d.case_id, caseload.c.reference, d.body_id, d.started_on, d.due_on, d.met_on
        )
        .join(caseload, caseload.c.case_id == d.case_id)
        .where(held(deadlines, as_of), held(caseload, as_of))
        .where(IS_REQUEST, caseload.c.area_id == area_id)
        .where(d.started_on >= from_, d.started_on <= to)
        .order_by(d.started_on, caseload.c.reference, d.body_id, d.item_id)
    )
    return [*map(Answering._make, rows.all())]


def asked_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Asked]:
    """Return the same, of which it is not asked on which cases they were made."""
    d = deadlines.c
    rows = db.execute(
        select(d.body_id, d.started_on, d.due_on, d.met_on)
        .where(IS_REQUEST, d.procedure_id == area_id, held(deadlines, as_of))
        .where(d.started_on >= from_, d.started_on <= to)
        .order_by(d.started_on)
    )
    return [*map(Asked._make, rows.all())]
