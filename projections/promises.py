"""The steps of an area that fell due in a period, and what became of each."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, or_, select

from asbreview.domain.procedure import Binds, Procedure
from projections.case.runs import ACTION, Moot
from projections.deadlines import COLUMNS, Deadline
from projections.deadlines_kept import deadlines
from projections.kinds import held

OWN_DAY: Final = "own-day"
SAYS: Final = "Do what was promised to somebody, or asked for, by its own day"
"""What is due by no timer of a procedure: together, since each may tell of somebody."""


class Kept(NamedTuple):
    """A step, and of the times it fell due: taken in time, taken late, not taken.

    `promised` is how long the procedure gives for it, or nothing where each has a day
    of its own.  What need not be taken any more, and was not late, is not counted.
    """

    timer_id: str
    says: str
    promised: str
    in_time: int
    late: int
    not_taken: int

    @property
    def due(self) -> int:
        """How often it fell due."""
        return self.in_time + self.late + self.not_taken


def due_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Deadline]:
    """Return what fell due in a period, but for the applicants' own windows."""
    d = deadlines.c
    rows = db.execute(
        select(*COLUMNS)
        .where(d.procedure_id == area_id, d.binds != Binds.APPLICANT)
        .where(d.due_on >= from_, d.due_on <= to, held(deadlines, as_of))
        .order_by(d.due_on, d.case_id, d.timer_id, d.item_id)
    )
    return [*map(Deadline._make, rows.all())]


def actions_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Deadline]:
    """Return the actions that were open on any day of a period, the first due first."""
    d = deadlines.c
    rows = db.execute(
        select(*COLUMNS)
        .where(d.procedure_id == area_id, d.timer_id == ACTION, d.started_on <= to)
        .where(or_(d.met_on.is_(None), d.met_on >= from_))
        .where(or_(d.moot_on.is_(None), d.moot_on >= from_))
        .where(held(deadlines, as_of))
        .order_by(d.due_on, d.case_id, d.item_id)
    )
    return [*map(Deadline._make, rows.all())]


def promises_kept(
    due: Iterable[Deadline], procedure: Procedure, *, on: date
) -> list[Kept]:
    """Count what became of each step that was due before a day.

    In the order of the procedure; then those of versions before it, and together those
    that have a day of their own.  Actions are counted by themselves.
    """
    by_step: dict[str, list[Deadline]] = {t.timer_id: [] for t in procedure.timers}
    for each in due:
        if each.timer_id != ACTION and each.due_on and each.due_on < on:
            step = OWN_DAY if each.starts is None else each.timer_id
            by_step.setdefault(step, []).append(each)
    counted = (_kept(id_, steps, procedure) for id_, steps in by_step.items())
    return [kept for kept in counted if kept.due]


def _kept(timer_id: str, steps: Sequence[Deadline], procedure: Procedure) -> Kept:
    timer = procedure.timer(timer_id)
    said = SAYS if timer_id == OWN_DAY else next((s.says for s in steps), "")
    before = " before" if timer and timer.before else ""
    return Kept(
        timer_id,
        timer.says if timer else said,
        f"{timer.in_words}{before}" if timer else "",
        in_time=sum(bool(s.met_on) and not s.was_met_late for s in steps),
        late=sum(s.was_met_late for s in steps),
        not_taken=sum(not s.met_on and _is_owed(s) for s in steps),
    )


def _is_owed(step: Deadline) -> bool:
    """Is a step that was not taken still owed, or was it not taken by its day?"""
    if step.moot is Moot.NO_LONGER_RUNS:
        return False
    return step.is_open or step.was_missed
