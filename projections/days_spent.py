"""Where the days of many cases went together, from application to outcome told.

The same as the spans of each case come to (`waits.py`), which of ten thousand cases are
too many to be read one by one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, type_coerce
from sqlalchemy.types import NullType

from projections.kinds import held
from projections.streamlining import lives, spans
from projections.unread import Days, unread


class DaysSpent(NamedTuple):
    """The days that cases spent in one way, and how many cases did."""

    name: str
    days: int
    cases: int


class Spent(NamedTuple):
    """Where the days went, most first: both add up to all of them."""

    stages: list[DaysSpent]
    parties: list[DaysSpent]


class DaysOfCase(NamedTuple):
    """The days of one case, by stage and by the party that it waited for."""

    stages: Counter[str]
    parties: Counter[str]


class _Spans(NamedTuple):
    """What the spans of one case come to; its id is as it is kept."""

    kept_id: Any
    stages: Counter[str]
    parties: Counter[str]


def days_spent(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> Spent:
    """Return where the days went of the cases whose outcome was told in a period."""
    stages, parties = _Together(), _Together()
    for spent in _of_each(_rows(db, area_id, from_, to, as_of), as_of):
        stages.add(spent.stages)
        parties.add(spent.parties)
    return Spent(stages.most_first(), parties.most_first())


def days_of_each(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> dict[UUID, DaysOfCase]:
    """Return the same days case by case; those told on the day they came have none."""
    return {
        _read_id(spent.kept_id): DaysOfCase(spent.stages, spent.parties)
        for spent in _of_each(_rows(db, area_id, from_, to, as_of), as_of)
    }


def days_of_cases(
    db: Connection,
    *,
    stage: str | None = None,
    party: str | None = None,
    as_of: int | None = None,
    **asked: Any,
) -> dict[UUID, int]:
    """Return, by case, its days in a stage, or of waiting for a party; without, all.

    Asked of the same area and period as `days_spent`, whose days they add up to; cases
    that spent no day so are left out.
    """
    found: dict[UUID, int] = {}
    for spent in _of_each(_rows(db, **asked, as_of=as_of), as_of):
        if stage is not None:
            days = spent.stages[stage]
        else:
            days = spent.parties.total() if party is None else spent.parties[party]
        if days:
            found[_read_id(spent.kept_id)] = days
    return found


def _read_id(kept: Any) -> UUID:
    return kept if isinstance(kept, UUID) else UUID(kept)


class _Together:
    """Days added up over cases."""

    def __init__(self) -> None:
        self._days: Counter[str] = Counter()
        self._cases: Counter[str] = Counter()

    def add(self, of_one: Counter[str]) -> None:
        """Add those of one case."""
        for name, days in of_one.items():
            if days:
                self._days[name] += days
                self._cases[name] += 1

    def most_first(self) -> list[DaysSpent]:
        """Return them, those on which most was spent first."""
        ordered = sorted(self._days.items(), key=lambda each: (-each[1], each[0]))
        return [DaysSpent(name, days, self._cases[name]) for name, days in ordered]


def _rows(
    db: Connection, area_id: str, from_: date, to: date, as_of: int | None
) -> Iterator[list[Any]]:
    """Yield the spans of each case, in order: the first, and all that took a day."""
    s, c = spans.c, lives.c
    begun = s.case_id == c.case_id
    if as_of is not None:
        begun = and_(begun, s.from_position <= as_of)
    own = s.case_id, s.from_position, s.to_position
    party = func.coalesce(s.body_name, s.waits_for)
    rows = db.execute(
        select(*map(unread, own), unread(s.stage), type_coerce(party, NullType()))
        .add_columns(*map(unread, (s.began_on, s.ended_on)))
        .add_columns(*map(unread, (c.applied_on, c.outcome_told_on)))
        .select_from(lives.join(spans, begun))
        .where(_took_days(as_of))
        .where(c.area_id == area_id, held(lives, as_of))
        .where(c.outcome_told_on >= from_, c.outcome_told_on <= to)
    )
    by_case: dict[Any, list[Any]] = {}
    for row in rows.all():
        by_case.setdefault(row[0], []).append(row)
    for found in by_case.values():
        found.sort(key=lambda row: row[1])
        yield found


def _took_days(as_of: int | None) -> ColumnElement[bool]:
    """Say which spans are read: of a case told, most of them begin and end on one day.

    The first is, whichever: the day of application may have been put right.
    """
    s, c, earlier = spans.c, lives.c, spans.alias("earlier").c
    first = select(func.min(earlier.from_position))
    is_first = s.from_position == (
        first.where(earlier.case_id == s.case_id).scalar_subquery()
    )
    lasted = or_(s.ended_on.is_(None), s.ended_on > s.began_on)
    if as_of is not None:
        lasted = or_(lasted, s.to_position > as_of)
    return or_(and_(s.began_on < c.outcome_told_on, lasted), is_first)


def _of_each(cases: Iterable[list[Any]], as_of: int | None) -> Iterator[_Spans]:
    """Yield the days of each case.

    Its first span begins with the application, whenever it was recorded to have; what
    ended after an instant that is looked at had not ended yet.
    """
    number = Days()
    for own in cases:
        stages: Counter[str] = Counter()
        parties: Counter[str] = Counter()
        first = True
        for _, _, until, stage, party, began, ended, applied, told in own:
            applied_on, end = number[applied], number[told]
            began_on = applied_on if first else max(number[began], applied_on)
            if ended is not None and (as_of is None or (until or as_of + 1) <= as_of):
                end = min(end, max(number[ended], applied_on))
            days = max(0, end - began_on)
            stages[stage] += days
            parties[party] += days
            first = False
        yield _Spans(own[0][0], stages, parties)
