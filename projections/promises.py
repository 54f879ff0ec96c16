"""The steps of an area that fell due in a period, and what became of each."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, or_, select

from asbreview.domain.procedure import Anchor, Binds, Procedure
from projections.case.runs import ACTION
from projections.deadlines_kept import deadlines
from projections.kinds import held
from projections.lateness import is_in_time, is_met_late, is_owed

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


class FellDue(NamedTuple):
    """The steps of one kind that fell due under a version, and what became of them.

    `starts` is nothing of those that have a day of their own; `n` is how many fell due
    in all, the others only those of them that were due before a day.
    """

    version: int
    timer_id: str
    starts: Anchor | None
    says: str
    n: int
    in_time: int
    late: int
    not_taken: int


class Actions(NamedTuple):
    """How many actions are open when a period ends, and what became of others in it.

    Those that are `overdue` are open, those done `late` are done.
    """

    open: int
    overdue: int
    done: int
    late: int
    cancelled: int


def due_between(  # noqa: PLR0913  where, when, until when it is looked at, as of when
    db: Connection,
    *,
    area_id: str,
    from_: date,
    to: date,
    before: date,
    as_of: int | None = None,
) -> list[FellDue]:
    """Count what fell due in a period, but for the applicants' own windows.

    What became of it is told of what was due *before* a day.
    """
    d = deadlines.c
    kind = d.procedure_version, d.timer_id, d.starts

    def often(so: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(d.due_on < before, so), 1), else_=0))

    rows = db.execute(
        select(*kind, func.min(d.says), func.count())
        .add_columns(often(is_in_time()), often(is_met_late()), often(is_owed()))
        .where(d.procedure_id == area_id, d.binds != Binds.APPLICANT)
        .where(d.due_on >= from_, d.due_on <= to, held(deadlines, as_of))
        .group_by(*kind)
        .order_by(*kind)
    )
    return [*map(FellDue._make, rows.all())]


def actions_between(  # noqa: PLR0913  where, when, until when it is looked at, as of when
    db: Connection,
    *,
    area_id: str,
    from_: date,
    to: date,
    before: date,
    as_of: int | None = None,
) -> Actions:
    """Count the actions that were open on any day of a period, by what became of them.

    One that is open at its end is overdue if it was due *before* a day.
    """
    d = deadlines.c
    is_open = and_(_not_by(d.met_on, to), _not_by(d.moot_on, to))
    done = d.met_on.between(from_, to)

    def often(so: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((so, 1), else_=0)), 0)

    found = db.execute(
        select(often(is_open), often(and_(is_open, d.due_on < before)))
        .add_columns(often(done), often(and_(done, is_met_late())))
        .add_columns(often(d.moot_on.between(from_, to)))
        .where(d.procedure_id == area_id, d.timer_id == ACTION)
        # No timer starts an action: said so that those that have none are looked at.
        .where(d.starts.is_(None), d.started_on <= to)
        .where(or_(d.met_on.is_(None), d.met_on >= from_))
        .where(or_(d.moot_on.is_(None), d.moot_on >= from_))
        .where(held(deadlines, as_of))
    )
    return Actions._make(found.one())


def _not_by(day: Column[Any], to: date) -> ColumnElement[bool]:
    """Say that something had not happened by the end of a day."""
    return or_(day.is_(None), day > to)


def promises_kept(due: Iterable[FellDue], procedure: Procedure) -> list[Kept]:
    """Add up what became of each step that was due.

    In the order of the procedure; then those of versions before it, and together those
    that have a day of their own.  Actions are counted by themselves.
    """
    by_step: dict[str, list[FellDue]] = {t.timer_id: [] for t in procedure.timers}
    for each in due:
        if each.timer_id != ACTION:
            step = OWN_DAY if each.starts is None else each.timer_id
            by_step.setdefault(step, []).append(each)
    counted = (_kept(id_, steps, procedure) for id_, steps in by_step.items())
    return [kept for kept in counted if kept.due]


def _kept(timer_id: str, steps: Sequence[FellDue], procedure: Procedure) -> Kept:
    timer = procedure.timer(timer_id)
    said = SAYS if timer_id == OWN_DAY else next((s.says for s in steps), "")
    before = " before" if timer and timer.before else ""
    return Kept(
        timer_id,
        timer.says if timer else said,
        f"{timer.in_words}{before}" if timer else "",
        in_time=sum(s.in_time for s in steps),
        late=sum(s.late for s in steps),
        not_taken=sum(s.not_taken for s in steps),
    )
