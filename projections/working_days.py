"""The working calendar, as a projection keeps it: as it was at every position."""

from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from sqlalchemy import Column, Connection, Integer, MetaData, Select, Table, select

from asbreview.domain.calendar import (
    CalendarExtended,
    CalendarSet,
    ClosureAdded,
    ClosureRecordedInError,
    HolidayProclaimed,
)
from asbreview.domain.model import Value
from asbreview.domain.working_days import Holiday, WorkingCalendar
from projections.kinds import Document, held, holding
from projections.rows import Rows

CalendarEvent = (
    CalendarSet
    | CalendarExtended
    | HolidayProclaimed
    | ClosureAdded
    | ClosureRecordedInError
)


class Known(Value):
    """The days that are known not to be working days, up to a day."""

    holidays: tuple[Holiday, ...] = ()
    known_until: date = date.min

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The calendar they make."""
        return WorkingCalendar.of(self.holidays, known_until=self.known_until)


NOTHING_KNOWN: Final = Known()
ONLY: Final = 1


def calendars_in(meta: MetaData, name: str) -> Table:
    """Return a table that keeps the calendar."""
    return Table(
        name,
        meta,
        Column("calendar_id", Integer, primary_key=True),
        *holding(),
        Column("known", Document(Known, frozen=True), nullable=False),
    )


def learn_days(event: CalendarEvent, rows: Rows, calendars: Table) -> WorkingCalendar:
    """Keep what an event tells of the calendar, and return it."""
    row = next(iter(rows.matching(calendars, calendar_id=ONLY)), None)
    known: Known = row["known"] if row else NOTHING_KNOWN
    grown = _grown(known, event)
    if row:
        rows.from_now_on(calendars, row, known=grown)
    else:
        rows.begin(calendars, calendar_id=ONLY, known=grown)
    return grown.calendar


def _grown(known: Known, event: CalendarEvent) -> Known:
    """Return what is known after an event."""
    days, until = known.holidays, known.known_until
    match event:
        case CalendarSet() | CalendarExtended():
            days, until = days + event.holidays, event.known_until
        case ClosureRecordedInError():
            days = tuple(day for day in days if day.on != event.on)
        case _:
            days = (*days, event.holiday)
    return Known(holidays=days, known_until=until)


def calendar_now(rows: Rows, calendars: Table) -> WorkingCalendar:
    """Return the calendar as it stands; before it is set, nothing is known."""
    for row in rows.matching(calendars, calendar_id=ONLY):
        known: Known = row["known"]
        return known.calendar
    return NOTHING_KNOWN.calendar


def calendar_as_of(
    db: Connection, calendars: Table, position: int | None
) -> WorkingCalendar:
    """Return the calendar as it stood at a position of the log, or as it stands."""
    known: Known = db.scalar(_known(calendars, position)) or NOTHING_KNOWN
    return known.calendar


@lru_cache(100)
def _known(calendars: Table, position: int | None) -> Select[Any]:
    return select(calendars.c.known).where(held(calendars, position))
