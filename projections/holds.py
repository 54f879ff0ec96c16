"""Holds: what keeps which case, for what, and by when to look at it again."""

from datetime import date
from functools import singledispatchmethod
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import Column, Connection, Date, MetaData, Table, select

from asbreview.domain.keeping.facts import (
    HoldGround,
    HoldPlaced,
    HoldReleased,
    HoldReviewed,
)
from projections.caseload import caseload
from projections.kept import Kept
from projections.kinds import Id, Word, held, holding
from projections.rows import Rows
from projections.scope import Scope

_meta: Final = MetaData()
holds: Final = Table(
    "holds",
    _meta,
    Column("hold_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("person_id", Id),
    Column("ground", Word(HoldGround), nullable=False),
    Column("review_on", Date, nullable=False),
)


class HoldRow(NamedTuple):
    """A hold, and the case that it is on."""

    reference: str
    of_a_person: bool
    ground: HoldGround
    review_on: date


class Holds:
    """Projects what is held, and until when."""

    kept: ClassVar[Kept] = Kept("holds", shape=1, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is no hold's."""

    @record.register
    def _(self, event: HoldPlaced, rows: Rows) -> None:
        rows.begin(
            holds,
            hold_id=event.hold_id,
            case_id=event.case_id,
            person_id=event.person_id,
            ground=event.ground,
            review_on=event.review_on,
        )

    @record.register
    def _(self, event: HoldReviewed, rows: Rows) -> None:
        for row in rows.of_case(holds, event.case_id):
            if row["hold_id"] == event.hold_id:
                rows.from_now_on(holds, row, review_on=event.review_on)

    @record.register
    def _(self, event: HoldReleased, rows: Rows) -> None:
        for row in rows.of_case(holds, event.case_id):
            if row["hold_id"] == event.hold_id:
                rows.end(holds, row)


def holds_in(
    db: Connection, area_id: str, *, seen: Scope, as_of: int | None = None
) -> list[HoldRow]:
    """Return the holds on the cases of an area, the first to be looked at first."""
    h, c = holds.c, caseload.c
    rows = db.execute(
        select(c.reference, h.person_id, h.ground, h.review_on)
        .join(caseload, c.case_id == h.case_id)
        .where(held(holds, as_of), held(caseload, as_of))
        .where(c.area_id == area_id, seen.where())
        .order_by(h.review_on, c.reference)
    )
    return [
        HoldRow(row.reference, row.person_id is not None, row.ground, row.review_on)
        for row in rows
    ]
