"""Moving along the time line of a case: what was recorded last by then, and next."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, UnaryExpression, select

from projections.timeline import timeline


class Instant(NamedTuple):
    """An instant at which something of a case was recorded, and what.

    `title` is that of its first line, `others` how many more titles it has: a decision,
    and the letter that was drafted with it.
    """

    recorded_at: datetime
    title: str
    others: int


class Along(NamedTuple):
    """What stands beside an instant on a case's time line.

    `first` is where it begins, `last` what was recorded last by then, `next` what was
    recorded next; nothing where there is none.
    """

    first: Instant | None
    last: Instant | None
    next: Instant | None


def along(db: Connection, case_id: UUID, *, as_of: int) -> Along:
    """Return what was recorded of a case beside a position of the log.

    No instant falls between what was recorded at one: a save, or several.
    """
    c = timeline.c
    oldest, newest = c.position.asc(), c.position.desc()
    return Along(
        first=_beside(db, case_id, c.position >= 0, oldest),
        last=_beside(db, case_id, c.position <= as_of, newest),
        next=_beside(db, case_id, c.position > as_of, oldest),
    )


def positions_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[int]:
    """Return where the lines of a case stand in the log, newest first."""
    of_case = select(timeline.c.position).where(timeline.c.case_id == case_id)
    if as_of is not None:
        of_case = of_case.where(timeline.c.position <= as_of)
    return list(db.scalars(of_case.order_by(timeline.c.position.desc())))


def _beside(
    db: Connection,
    case_id: UUID,
    where: ColumnElement[bool],
    order: UnaryExpression[int],
) -> Instant | None:
    of_case = select(timeline.c.recorded_at).where(timeline.c.case_id == case_id)
    found = db.scalar(of_case.where(where).order_by(order).limit(1))
    return None if found is None else _at(db, case_id, found)


def _at(db: Connection, case_id: UUID, recorded_at: datetime) -> Instant:
    titles = db.scalars(
        select(timeline.c.title)
        .where(timeline.c.case_id == case_id, timeline.c.recorded_at == recorded_at)
        .order_by(timeline.c.position)
    )
    first, *others = dict.fromkeys(titles)
    return Instant(recorded_at, first, len(others))
