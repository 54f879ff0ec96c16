"""The working calendar: the days on which nobody works, kept as they were proclaimed.

A count that needs a day beyond the bank holidays that are known is refused: unknown
never passes for a working day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final, Self
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.errors import AlreadyDone, Misrecorded, UnknownDay
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value

SATURDAY: Final = 5


class Holiday(Value):
    """A day on which nobody works, and what it is called."""

    on: date
    name: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are working days, from one known day to another."""

    holidays: Mapping[date, str]
    known_from: date
    known_until: date

    @classmethod
    def of(cls, holidays: Iterable[Holiday], *, known_until: date) -> Self:
        """Take a list of holidays, complete from the year of its first."""
        names = {holiday.on: holiday.name for holiday in holidays}
        first = date(min(names).year, 1, 1) if names else date.min
        return cls(MappingProxyType(names), first, known_until)

    def adding(self, holiday: Holiday) -> Self:
        """Return the calendar with one holiday more."""
        names = {**self.holidays, holiday.on: holiday.name}
        return replace(self, holidays=MappingProxyType(names))

    def extended(self, holidays: Iterable[Holiday], *, known_until: date) -> Self:
        """Return the calendar with the holidays of later years."""
        names = {**self.holidays, **{h.on: h.name for h in holidays}}
        return replace(self, holidays=MappingProxyType(names), known_until=known_until)

    def is_working(self, day: date) -> bool:
        """Is it a day on which people work?"""
        self._must_know(day)
        return day.weekday() < SATURDAY and day not in self.holidays

    def why_not(self, day: date) -> str | None:
        """Say why nobody works on a day: "Saturday", "Good Friday"; None if they do."""
        self._must_know(day)
        if day in self.holidays:
            return self.holidays[day]
        return f"{day:%A}" if day.weekday() >= SATURDAY else None

    def _must_know(self, day: date) -> None:
        if not self.known_from <= day <= self.known_until:
            raise UnknownDay(
                f"The bank holidays are known from {in_words(self.known_from)} to "
                f"{in_words(self.known_until)}, and {in_words(day)} is not among "
                "those days. Update the calendar with that year's bank holidays."
            )


class CalendarSet(OpeningEvent):
    """The days on which nobody works were set, complete up to a day."""

    TOPIC: ClassVar[str] = "calendar.calendar-set"

    holidays: tuple[Holiday, ...]
    known_until: date


class CalendarExtended(Event):
    """The bank holidays of later years became known."""

    TOPIC: ClassVar[str] = "calendar.calendar-extended"

    holidays: tuple[Holiday, ...]
    known_until: date

    def apply(self, aggregate: "Calendar") -> None:
        """Remember the days."""
        aggregate.days = aggregate.days.extended(
            self.holidays, known_until=self.known_until
        )


class HolidayProclaimed(Event):
    """A day was proclaimed a bank holiday after the calendar was set."""

    TOPIC: ClassVar[str] = "calendar.holiday-proclaimed"

    holiday: Holiday

    def apply(self, aggregate: "Calendar") -> None:
        """Remember the day."""
        aggregate.days = aggregate.days.adding(self.holiday)


class ClosureAdded(Event):
    """The partnership said that it is closed on a day."""

    TOPIC: ClassVar[str] = "calendar.closure-added"

    holiday: Holiday

    def apply(self, aggregate: "Calendar") -> None:
        """Remember the day."""
        aggregate.days = aggregate.days.adding(self.holiday)


class Calendar(Aggregate):
    """The working calendar of an installation."""

    TOPIC = "calendar"
    ID: ClassVar[UUID] = UUID("3f0b6c52-5a0e-5d0c-9c35-6a2f0e4b7d11")

    def __init__(self, holidays: tuple[Holiday, ...], known_until: date) -> None:
        self.days = WorkingCalendar.of(holidays, known_until=known_until)

    @classmethod
    def set_to(
        cls, holidays: tuple[Holiday, ...], *, known_until: date, signed: Signed
    ) -> Self:
        """Set the calendar for the first time."""
        if beyond := [h.on for h in holidays if h.on > known_until]:
            raise Misrecorded(f"{in_words(min(beyond))} is after the last day known")
        return cls._open(
            CalendarSet, cls.ID, signed, holidays=holidays, known_until=known_until
        )

    def extend(
        self, holidays: tuple[Holiday, ...], *, known_until: date, signed: Signed
    ) -> None:
        """Add the bank holidays of the years after the last one known."""
        if known_until <= self.days.known_until:
            raise AlreadyDone(
                f"The calendar is known to {in_words(self.days.known_until)} already"
            )
        later = tuple(h for h in holidays if h.on > self.days.known_until)
        self._record(CalendarExtended, signed, holidays=later, known_until=known_until)

    def proclaim_holiday(self, holiday: Holiday, *, signed: Signed) -> None:
        """Add a bank holiday proclaimed late; it moves deadlines that are open."""
        self._must_be_new(holiday)
        self._record(HolidayProclaimed, signed, holiday=holiday)

    def add_closure(self, holiday: Holiday, *, signed: Signed) -> None:
        """Add a day on which the partnership is closed."""
        self._must_be_new(holiday)
        self._record(ClosureAdded, signed, holiday=holiday)

    def _must_be_new(self, holiday: Holiday) -> None:
        if why := self.days.why_not(holiday.on):
            raise AlreadyDone(f"Nobody works on {in_words(holiday.on)} already: {why}")
