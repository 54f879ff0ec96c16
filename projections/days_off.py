"""The days on which nobody works, and who recorded each, when, and why."""

from datetime import date, datetime
from enum import StrEnum
from functools import singledispatchmethod
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    select,
)

from asbreview.domain.calendar import (
    CalendarExtended,
    CalendarSet,
    ClosureAdded,
    ClosureRecordedInError,
    HolidayProclaimed,
)
from asbreview.domain.model import Event
from asbreview.domain.working_days import Holiday
from projections.kept import Kept
from projections.kinds import Id, Instant, Word, held, holding
from projections.rows import Rows


class Why(StrEnum):
    """Why nobody works on a day."""

    LISTED = "bank holiday"
    PROCLAIMED = "bank holiday proclaimed late"
    CLOSED = "closure"


_meta: Final = MetaData()
days_off: Final = Table(
    "days_off",
    _meta,
    Column("on", Date, primary_key=True),
    Column("recorded_from", Integer, primary_key=True),
    *holding(),
    Column("why", Word(Why), nullable=False),
    Column("name", String, nullable=False),
    Column("source", String, nullable=False),
    Column("recorded_by", Id, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("error_reason", String),
    Column("error_by", Id),
    Column("error_at", Instant),
)
until: Final = Table(
    "days_off_known_until",
    _meta,
    Column("calendar_id", Integer, primary_key=True),
    *holding(),
    Column("known_until", Date, nullable=False),
)
ONLY: Final = 1


class DayOff(NamedTuple):
    """A day on which nobody works; or one recorded in error, which then has why."""

    on: date
    why: Why
    name: str
    source: str
    recorded_by: UUID
    recorded_at: datetime
    error_reason: str | None
    error_by: UUID | None
    error_at: datetime | None

    @property
    def in_error(self) -> bool:
        """Whether it was later recorded to have been recorded in error."""
        return self.error_at is not None


COLUMNS: Final = tuple(days_off.c[name] for name in DayOff._fields)


class DaysOff:
    """Projects the days on which nobody works, as they became known."""

    kept: ClassVar[Kept] = Kept("days_off", shape=1, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is not the calendar's."""

    @record.register(CalendarSet)
    @record.register(CalendarExtended)
    def _(self, event: CalendarSet | CalendarExtended, rows: Rows) -> None:
        for holiday in event.holidays:
            _begin(event, holiday, Why.LISTED, "", rows)
        for row in rows.matching(until, calendar_id=ONLY):
            rows.from_now_on(until, row, known_until=event.known_until)
            return
        rows.begin(until, calendar_id=ONLY, known_until=event.known_until)

    @record.register
    def _(self, event: HolidayProclaimed, rows: Rows) -> None:
        _begin(event, event.holiday, Why.PROCLAIMED, event.source, rows)

    @record.register
    def _(self, event: ClosureAdded, rows: Rows) -> None:
        _begin(event, event.holiday, Why.CLOSED, "", rows)

    @record.register
    def _(self, event: ClosureRecordedInError, rows: Rows) -> None:
        for row in rows.matching(days_off, on=event.on, error_at=None):
            rows.from_now_on(
                days_off,
                row,
                error_reason=event.reason,
                error_by=event.recorded_by,
                error_at=event.timestamp,
            )


def _begin(event: Event, holiday: Holiday, why: Why, source: str, rows: Rows) -> None:
    rows.begin(
        days_off,
        on=holiday.on,
        recorded_from=rows.position,
        why=why,
        name=holiday.name,
        source=source,
        recorded_by=event.recorded_by,
        recorded_at=event.timestamp,
    )


def days_off_known(
    db: Connection, *, from_: date = date.min, as_of: int | None = None
) -> list[DayOff]:
    """Return the days from a day on, in order; those recorded in error among them."""
    rows = db.execute(
        select(*COLUMNS)
        .where(days_off.c.on >= from_, held(days_off, as_of))
        .order_by(days_off.c.on, days_off.c.recorded_from)
    )
    return [DayOff(*row) for row in rows]


def known_until(db: Connection, *, as_of: int | None = None) -> date | None:
    """Return the last day the calendar tells of; nothing before it is set."""
    found: date | None = db.scalar(
        select(until.c.known_until).where(held(until, as_of))
    )
    return found
