"""What a change of the working calendar would move: asked before it is recorded."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, RowMapping, select

from asbreview.domain.procedure import Binds, Procedure
from asbreview.domain.working_days import Holiday, WorkingCalendar
from projections.case.runs import TELLING
from projections.caseload import caseload, procedures
from projections.deadlines_kept import counted_anew, deadlines
from projections.kinds import held
from projections.scope import Scope


class Move(NamedTuple):
    """An open step that would fall due on another day."""

    case_id: UUID
    reference: str
    timer_id: str
    says: str
    binds: Binds
    from_: date | None
    to: date | None


def moves(db: Connection, calendar: WorkingCalendar) -> list[Move]:
    """Return the open steps that *calendar* would move, by case and by day.

    One that was given more time, an action or a promise keeps the day people gave.
    """
    versions = _versions(db)
    open_rows = db.execute(
        select(deadlines, caseload.c.reference)
        .join(caseload, caseload.c.case_id == deadlines.c.case_id)
        .where(deadlines.c.is_open, held(deadlines, None), held(caseload, None))
        .order_by(caseload.c.reference, deadlines.c.due_on, deadlines.c.timer_id)
    ).mappings()
    found = []
    for row in open_rows:
        procedure = versions[row["procedure_id"], row["procedure_version"]]
        day = counted_anew(row, calendar, procedure)
        if day == row["counted_on"] or row["was_due_on"]:
            continue
        found.append(_move(row, day))
    return found


def _move(row: RowMapping, day: date | None) -> Move:
    return Move(
        case_id=row["case_id"],
        reference=row["reference"],
        timer_id=row["timer_id"],
        says=row["says"],
        binds=row["binds"],
        from_=row["due_on"],
        to=day,
    )


class ToTell(NamedTuple):
    """A person of a case who is still to be told a day that moved."""

    reference: str
    telling_id: UUID
    owed_on: date
    due_on: date


def still_to_tell(
    db: Connection, seen: Scope, *, as_of: int | None = None
) -> list[ToTell]:
    """Return who is to be told a day that moved, on cases seen: the first due first."""
    c = deadlines.c
    rows = db.execute(
        select(caseload.c.reference, c.item_id, c.started_on, c.due_on)
        .join(caseload, caseload.c.case_id == c.case_id)
        .where(
            c.timer_id == TELLING,
            c.is_open,
            held(deadlines, as_of),
            held(caseload, as_of),
            seen.where(),
        )
        .order_by(c.due_on, caseload.c.reference)
    )
    return [ToTell(*row) for row in rows]


def rested_on(
    db: Connection, calendar: WorkingCalendar, days: Iterable[date], *, today: date
) -> set[date]:
    """Return the past days that a step was counted by that is taken, or overdue.

    With such a day added, it would have fallen due on another.  Nothing rests on a day
    that is not past, nor on one after the step was taken.
    """
    past = [day for day in days if day < today and calendar.is_working(day)]
    if not past:
        return set()
    settled, versions = _settled(db, today), _versions(db)
    found = set()
    for day in past:
        changed = calendar.adding(Holiday(on=day, name=""))
        for row in settled:
            procedure = versions[row["procedure_id"], row["procedure_version"]]
            taken_before = row["met_on"] is not None and row["met_on"] < day
            anew = counted_anew(row, changed, procedure)
            if not taken_before and anew != row["counted_on"]:
                found.add(day)
                break
    return found


def _settled(db: Connection, today: date) -> Sequence[RowMapping]:
    c = deadlines.c
    settled = c.met_on.is_not(None) | (c.is_open & (c.due_on < today))
    rows = db.execute(select(deadlines).where(settled, held(deadlines, None)))
    return rows.mappings().all()


def _versions(db: Connection) -> dict[tuple[str, int], Procedure]:
    rows = db.execute(select(procedures)).mappings()
    return {(row["procedure_id"], row["version"]): row["procedure"] for row in rows}
