"""What is due for disposal: the cases whose rule says that they are kept no longer.

Nothing is kept for it: the caseload says how each case ended and when, the schedule of
its area the years.
"""

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from asbreview.domain.days import local_day
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from projections.caseload import caseload
from projections.kinds import held
from projections.past import PastRow, past_of_areas
from projections.scope import Scope

MOST: Final = 200  # cases of a class; more are counted, and named once these are gone


class Due(NamedTuple):
    """A case that is due for disposal, and the first day on which it was.

    `is_open` says that something is to be done on it still, such as a letter to send.
    Of an earlier case it may not be known when it ended.
    """

    case_id: UUID
    reference: str
    ended_on: date | None
    due_on: date
    is_open: bool


class OfClass(NamedTuple):
    """What is due of a class: the cases named, how many there are in all.

    `not_counted` ended, and the day from which their years run is not on record.
    """

    cases: list[Due]
    total: int
    not_counted: int


def due(  # noqa: PLR0913  of what, for whom, when
    db: Connection,
    area_id: str,
    rule: RetentionRule,
    *,
    seen: Scope,
    on: date,
    as_of: int | None = None,
) -> OfClass:
    """Return what is due on a London day by a rule, the longest due first."""
    if rule.of.is_of_past:
        return _due_of_past(db, area_id, rule, seen=seen, on=on, as_of=as_of)
    c = caseload.c
    of_class = _of_class(area_id, rule.of, seen, as_of)
    from_ended = rule.counted_from is CountedFrom.ENDED
    start = c.ended_on if from_ended else c.told_on
    rows = db.execute(
        select(c.case_id, c.reference, c.ended_on, c.told_on, c.is_open)
        .where(of_class, start <= _last_start(on, rule.years))
        .order_by(start, c.reference)
    )
    found = [
        Due(row.case_id, row.reference, row.ended_on, due_on, row.is_open)
        for row in rows
        if (due_on := rule.due_on(ended_on=row.ended_on, told_on=row.told_on))
        and due_on <= on
    ]
    not_counted = select(func.count()).where(of_class, start.is_(None))
    return OfClass(found[:MOST], len(found), db.scalar(not_counted) or 0)


def ended_of(
    db: Connection,
    area_id: str,
    of: RecordKind,
    *,
    seen: Scope,
    as_of: int | None = None,
) -> int:
    """Count the cases of a class that ended and are kept still."""
    if of.is_of_past:
        return len(_of_past(db, area_id, seen, as_of))
    asked = select(func.count()).where(_of_class(area_id, of, seen, as_of))
    return db.scalar(asked) or 0


def _due_of_past(  # noqa: PLR0913  of what, for whom, when
    db: Connection,
    area_id: str,
    rule: RetentionRule,
    *,
    seen: Scope,
    on: date,
    as_of: int | None,
) -> OfClass:
    rows = _of_past(db, area_id, seen, as_of)
    days = [
        rule.past_due_on(
            ended_on=row.facts.ended_on, brought_in_on=local_day(row.said_at)
        )
        for row in rows
    ]
    found = [
        Due(row.case_id, row.reference, row.facts.ended_on, due_on, is_open=False)
        for row, due_on in zip(rows, days, strict=True)
        if due_on is not None and due_on <= on
    ]
    found.sort(key=lambda due: (due.due_on, due.reference))
    return OfClass(found[:MOST], len(found), days.count(None))


def _of_past(
    db: Connection, area_id: str, seen: Scope, as_of: int | None
) -> list[PastRow]:
    """Return the earlier cases of an area whose applicant is not forgotten."""
    if seen.only is not None or area_id not in seen.areas:
        return []
    rows = past_of_areas(db, [area_id], as_of=as_of)
    return [row for row in rows if row.forgotten_on is None]


def _of_class(
    area_id: str, of: RecordKind, seen: Scope, as_of: int | None
) -> ColumnElement[bool]:
    c = caseload.c
    return (
        held(caseload, as_of)
        & (c.kept_as == of)
        & (c.area_id == area_id)
        & seen.where()
    )


def _last_start(on: date, years: int) -> date:
    """Return a day not before the last from which the years are over on a day."""
    last = on.year - years
    is_leap_day = (on.month, on.day) == (2, 29)
    return date(last, 3, 1) if is_leap_day else on.replace(year=last)
