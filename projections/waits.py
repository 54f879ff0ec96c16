"""What the streamlining figures are made of: single cases, in order."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from asbreview.domain.application import Category
from projections.case.stages import Stage, WaitsFor
from projections.kinds import held
from projections.scope import AT_ONCE
from projections.streamlining import lives, spans
from projections.walking import portions


class Span(NamedTuple):
    """A time in which a case was in one stage and waited for one party.

    `ended_on` is nothing while it lasts.  The day it ends is the next one's.
    """

    case_id: UUID
    stage: Stage
    waits_for: WaitsFor
    body_id: UUID | None
    body_name: str | None
    began_on: date
    ended_on: date | None

    @property
    def waits_for_whom(self) -> str:
        """Say in words whom the case waited for."""
        return self.body_name or str(self.waits_for)

    def days(self, *, to: date) -> int:
        """Count its days up to a day; what lies after that day is not counted."""
        end = to if self.ended_on is None else min(self.ended_on, to)
        return max(0, (end - self.began_on).days)


class Life(NamedTuple):
    """A case from its application on."""

    case_id: UUID
    reference: str
    area_id: str
    category: Category
    place: str
    version: int
    applied_on: date
    outcome_told_on: date | None
    ended_on: date | None

    @property
    def lead_time(self) -> int | None:
        """Days from the application to the telling of the outcome, if it was told."""
        if self.outcome_told_on is None:
            return None
        return (self.outcome_told_on - self.applied_on).days


LIFE: Final = tuple(lives.c[name] for name in Life._fields)


def spans_of(db: Connection, case_id: UUID, *, as_of: int | None = None) -> list[Span]:
    """Return what a case waited for, in order, end to end from its application."""
    found = _spans(db, spans.c.case_id == case_id, as_of)
    life = life_of(db, case_id, as_of=as_of)
    return _from_application(found, life.applied_on) if life else found


def waits_since(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> date | None:
    """Return since when a case has waited as it does; nothing if it never did."""
    found = spans_of(db, case_id, as_of=as_of)
    return found[-1].began_on if found else None


def _from_application(found: list[Span], applied_on: date) -> list[Span]:
    """Let spans begin with the day of the application, which may have been put right.

    A later day cuts what lay before it; an earlier one lengthens the first wait.
    """
    return [
        span._replace(
            began_on=applied_on if number == 0 else max(span.began_on, applied_on),
            ended_on=span.ended_on and max(span.ended_on, applied_on),
        )
        for number, span in enumerate(found)
    ]


def life_of(db: Connection, case_id: UUID, *, as_of: int | None = None) -> Life | None:
    """Return a case's days; nothing if there was no such case."""
    asked = (lives.c.case_id == case_id) & held(lives, as_of)
    found = db.execute(select(*LIFE).where(asked)).first()
    return Life(*found) if found else None


def lives_of(
    db: Connection, *, cases: Collection[UUID], as_of: int | None = None
) -> list[Life]:
    """Return the days of some cases, in no order; what was not yet is left out."""
    asked = select(*LIFE).where(held(lives, as_of))
    return [
        Life(*row)
        for some in portions(cases, AT_ONCE)
        for row in db.execute(asked.where(lives.c.case_id.in_(some))).all()
    ]


def told_between(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> list[Life]:
    """Return the cases whose outcome was told in a period, in that order."""
    told_on = lives.c.outcome_told_on
    rows = db.execute(
        select(*LIFE)
        .where(lives.c.area_id == area_id, told_on >= from_, told_on <= to)
        .where(held(lives, as_of))
        .order_by(told_on, lives.c.reference)
    )
    return [*map(Life._make, rows.all())]


def days_by_stage(spans_of_case: list[Span], *, to: date) -> Counter[Stage]:
    """Count the days a case spent in each stage, up to a day."""
    counted: Counter[Stage] = Counter()
    for span in spans_of_case:
        counted[span.stage] += span.days(to=to)
    return counted


def days_by_party(spans_of_case: list[Span], *, to: date) -> Counter[str]:
    """Count the days a case waited for each party, up to a day."""
    counted: Counter[str] = Counter()
    for span in spans_of_case:
        counted[span.waits_for_whom] += span.days(to=to)
    return counted


def spans_of_lives(
    db: Connection, told: list[Life], *, as_of: int | None = None
) -> dict[UUID, list[Span]]:
    """Return, by case, what these waited for."""
    asked = spans.c.case_id.in_([life.case_id for life in told])
    by_case: dict[UUID, list[Span]] = {life.case_id: [] for life in told}
    if not told:
        return by_case
    for span in _spans(db, asked, as_of):
        by_case[span.case_id].append(span)
    return {
        life.case_id: _from_application(by_case[life.case_id], life.applied_on)
        for life in told
    }


def _spans(db: Connection, which: ColumnElement[bool], as_of: int | None) -> list[Span]:
    """Return spans begun by a position; one that ended after it had not ended yet."""
    rows = db.execute(
        select(spans)
        .where(which, spans.c.from_position <= as_of if as_of is not None else which)
        .order_by(spans.c.case_id, spans.c.from_position)
    )
    return [
        Span(
            row.case_id,
            row.stage,
            row.waits_for,
            row.body_id,
            row.body_name,
            row.began_on,
            None
            if as_of is not None and _still(row.to_position, as_of)
            else row.ended_on,
        )
        for row in rows.all()
    ]


def _still(to_position: int | None, as_of: int) -> bool:
    return to_position is None or to_position > as_of
