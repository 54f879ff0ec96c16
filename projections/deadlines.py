"""Deadlines: which step of which case falls due when, and whether it was met.

They are kept with the caseload, by the projection in `caseload.py`.  Time passing makes
nothing happen here: whether a step is overdue is asked with a day.
"""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Connection,
    select,
)

from asbreview.domain.errors import UnknownDay
from asbreview.domain.ledger import DayCounted
from asbreview.domain.procedure import Anchor, Binds, Procedure
from asbreview.domain.standstill import Standstill
from asbreview.domain.timetable import explain
from projections.case.runs import UNTIMED, Moot
from projections.deadlines_kept import calendars, deadlines
from projections.kinds import (
    held,
)
from projections.lateness import is_overdue, met_late, missed
from projections.working_days import calendar_as_of


class Deadline(NamedTuple):
    """A step that falls due, or did.

    `item_id` is the request, the action or the promise it is about, or else the case.
    A deadline that a correction changed says on which day, and what had been recorded.
    `due_on` is nothing while the bank holidays it needs are unknown; `was_due_on` is
    the day it was first due, if it was given more time.
    """

    case_id: UUID
    timer_id: str
    item_id: UUID
    says: str
    binds: Binds
    body_id: UUID | None
    procedure_id: str
    procedure_version: int
    starts: Anchor | None
    started_on: date
    due_on: date | None
    was_due_on: date | None
    counted_on: date | None
    counted_at: int
    standstills: tuple[Standstill, ...]
    extended_late: bool
    met_on: date | None
    corrected_on: date | None
    recorded_due_on: date | None
    recorded_met_on: date | None
    moot: Moot | None
    moot_on: date | None
    is_open: bool

    def is_overdue(self, on: date) -> bool:
        """Is it still open after its day?"""
        return is_overdue(self, on)

    @property
    def stands_still(self) -> Standstill | None:
        """The wait for which no day can be counted, if one goes on, or did to the end.

        More time that was given has a day nevertheless.
        """
        if self.due_on is not None:
            return None
        going_on = [wait for wait in self.standstills if wait.resumed_on is None]
        return min(going_on, key=lambda wait: wait.paused_on, default=None)

    @property
    def was_met_late(self) -> bool:
        """Was it met after its day?  More time given too late undoes no lateness."""
        return met_late(self)

    @property
    def was_missed(self) -> bool:
        """Was it not taken by its day, though it need not be taken any more now?"""
        return missed(self)

    @property
    def was_recorded_late(self) -> bool:
        """Was it late by what had been recorded before it was corrected?"""
        due_on, met_on = self.recorded_due_on, self.recorded_met_on
        return due_on is not None and met_on is not None and met_on > due_on


COLUMNS: Final = tuple(deadlines.c[name] for name in Deadline._fields)


def deadlines_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[Deadline]:
    """Return every deadline of a case, open or not, the earliest due first.

    What is to be answered by no day is none.
    """
    rows = db.execute(
        select(*COLUMNS)
        .where(deadlines.c.case_id == case_id, held(deadlines, as_of))
        .where(deadlines.c.timer_id != UNTIMED)
        .order_by(deadlines.c.due_on, deadlines.c.timer_id, deadlines.c.item_id)
    )
    return [Deadline(*row) for row in rows]


def overdue(db: Connection, *, on: date, as_of: int | None = None) -> list[Deadline]:
    """Return the steps not taken in time, the longest overdue first.

    The applicant's own windows are nobody's to keep.
    """
    late = deadlines.c.is_open & (deadlines.c.due_on < on)
    ours = deadlines.c.binds != Binds.APPLICANT
    rows = db.execute(
        select(*COLUMNS)
        .where(late, ours, held(deadlines, as_of))
        .order_by(deadlines.c.due_on, deadlines.c.case_id, deadlines.c.timer_id)
    )
    return [Deadline(*row) for row in rows]


def explanation(
    db: Connection, deadline: Deadline, procedure: Procedure
) -> tuple[DayCounted, ...]:
    """Explain a due date day by day, by the calendar it was counted with.

    An action or a promise was given its day by people: there is nothing to count.
    """
    timer = procedure.timer(deadline.timer_id)
    if timer is None or (deadline.counted_on is None and not deadline.standstills):
        return ()
    try:
        return explain(
            timer,
            started_on=deadline.started_on,
            calendar=calendar_as_of(db, calendars, deadline.counted_at),
            day_zero=procedure.day_zero,
            standstills=deadline.standstills,
        )
    except UnknownDay:
        return ()
