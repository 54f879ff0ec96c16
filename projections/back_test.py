"""Which open dates a changed procedure would move, were the cases under it.

They are not: a case keeps the version of its receipt.  This is asked before a version
is adopted, to see what it will mean.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, RowMapping, func, select

from asbreview.domain.procedure import Procedure
from asbreview.domain.working_days import WorkingCalendar
from projections.case.runs import Runs
from projections.case.state import Case
from projections.case.timers import running
from projections.caseload import caseload, cases
from projections.deadlines_kept import count, deadlines
from projections.kinds import held

Key = tuple[str, UUID]
PORTION: Final = 200  # cases


class WouldBeDue(NamedTuple):
    """An open step that would fall due on another day; no day is not due at all."""

    reference: str
    timer_id: str
    says: str
    from_: date | None
    to: date | None


class OpenDates(NamedTuple):
    """How many of the open cases were looked at, and the steps due otherwise."""

    looked_at: int
    of: int
    differ: list[WouldBeDue]


def would_be_due(
    db: Connection,
    procedure: Procedure,
    calendar: WorkingCalendar,
    *,
    most: int | None = None,
    seen: Callable[[], object] = lambda: None,
) -> OpenDates:
    """Return what would fall due otherwise, by case and step.

    Of so many cases at *most*, those of the latest applications; *seen* is called after
    each.  A step that was given more time keeps the day people gave, as do actions and
    promises; so no more is asked of a case than its procedure's own counting.
    """
    looked_at, differ = 0, list[WouldBeDue]()
    for portion in _in_portions(_open_cases(db, procedure.procedure_id, most)):
        is_due = _due_now(db, [case.case_id for _, case in portion])
        for reference, case in portion:
            due = is_due.get(case.case_id, {})
            differ += _of_case(due, reference, case, procedure, calendar)
            looked_at += 1
            seen()
    differ.sort(key=lambda moved: moved.reference)
    return OpenDates(looked_at, open_cases(db), differ)


def open_cases(db: Connection) -> int:
    """Return how many cases are open, whatever their procedure."""
    asked = select(func.count()).where(caseload.c.is_open, held(caseload, None))
    return db.execute(asked).scalar_one()


def _open_cases(
    db: Connection, procedure_id: str, most: int | None
) -> Iterator[tuple[str, Case]]:
    rows = db.execute(
        select(caseload.c.reference, cases.c.state)
        .join(cases, cases.c.case_id == caseload.c.case_id)
        .where(caseload.c.is_open, held(caseload, None))
        .order_by(caseload.c.applied_on.desc(), caseload.c.reference)
        .limit(most)
    )
    for reference, case in rows.all():
        if case.told is not None and case.told.procedure_id == procedure_id:
            yield reference, case


def _in_portions(
    found: Iterator[tuple[str, Case]],
) -> Iterator[list[tuple[str, Case]]]:
    """Yield them in portions, whose deadlines are asked for at once."""
    while portion := list(islice(found, PORTION)):
        yield portion


def _of_case(
    is_due: Mapping[Key, RowMapping],
    reference: str,
    case: Case,
    procedure: Procedure,
    calendar: WorkingCalendar,
) -> Iterator[WouldBeDue]:
    assert case.told is not None  # noqa: S101  _open_cases() yields no other
    would = {
        (run.timer_id, run.item_id): run
        for run in running(case, case.told, procedure)
        if run.timer is not None and run.met_on is None and run.moot is None
    }
    for key in sorted(is_due.keys() | would.keys(), key=str):
        row, run = is_due.get(key), would.get(key)
        if row is not None and row["was_due_on"]:
            continue
        from_ = row["due_on"] if row is not None else None
        to = _counted(run, calendar, procedure) if run is not None else None
        if from_ != to:
            says = run.says if run is not None else str(row and row["says"])
            yield WouldBeDue(reference, key[0], says, from_, to)


def _due_now(db: Connection, case_ids: list[UUID]) -> dict[UUID, dict[Key, RowMapping]]:
    """Return the open steps that a procedure's timer counts, as they are due now."""
    rows = db.execute(
        select(deadlines).where(
            deadlines.c.case_id.in_(case_ids),
            deadlines.c.is_open,
            deadlines.c.starts.is_not(None),
            held(deadlines, None),
        )
    ).mappings()
    found: dict[UUID, dict[Key, RowMapping]] = {}
    for row in rows:
        of_case = found.setdefault(row["case_id"], {})
        of_case[row["timer_id"], row["item_id"]] = row
    return found


def _counted(run: Runs, calendar: WorkingCalendar, procedure: Procedure) -> date | None:
    assert run.timer is not None  # noqa: S101  nor does a step without one come here
    return count(run.timer, run.started_on, calendar, procedure, run.standstills)
