"""The working calendar: the days on which nobody works, kept as they were proclaimed.

A count that needs a day beyond the bank holidays that are known is refused: unknown
never passes for a working day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar, Final, Self
from uuid import UUID

from asbreview.domain.days import (
    DAY,
    DAYS_OF_A_WEEK,
    SATURDAY,
    add_working_days,
    in_words,
    weekdays_between,
)
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
    UnknownDay,
)
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed, Value

FARTHEST: Final = timedelta(days=731)  # two years: beyond, a year is mistyped


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

    def without(self, day: date) -> Self:
        """Return the calendar with one day fewer on which nobody works."""
        names = {on: name for on, name in self.holidays.items() if on != day}
        return replace(self, holidays=MappingProxyType(names))

    def extended(self, holidays: Iterable[Holiday], *, known_until: date) -> Self:
        """Return the calendar with the holidays of later years."""
        names = {**self.holidays, **{h.on: h.name for h in holidays}}
        return replace(self, holidays=MappingProxyType(names), known_until=known_until)

    def is_working(self, day: date) -> bool:
        """Is it a day on which people work?"""
        self._must_know(day)
        return day.weekday() < SATURDAY and day not in self.holidays

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after *start*, up to and including *end*.

        They are not walked through: a long list counts them for each of its lines.
        """
        self._must_know(start)
        self._must_know(end)
        falling = self._on_weekdays
        fallen = bisect_right(falling, end) - bisect_right(falling, start)
        return weekdays_between(start, end) - fallen

    def working_day_after(self, start: date, n: int) -> date:
        """Return the *n*th working day after *start*, or before it if *n* is negative.

        The starting day is not counted, whether anybody works on it or not.  Refused
        (`UnknownDay`) as soon as a day is needed that is not among those known.
        """
        if n == 0:
            return start
        if not self.holidays:  # known from the beginning of time: none to look up
            return add_working_days(start, n, is_working=self.is_working)
        self._must_know(start + (DAY if n > 0 else -DAY))
        days, ordinal = self._working_ordinals, start.toordinal()
        if n > 0:
            place = bisect_right(days, ordinal) + n - 1
        else:
            place = bisect_left(days, ordinal) + n
        if not 0 <= place < len(days):
            self._must_know(self.known_until + DAY if n > 0 else self.known_from - DAY)
        return date.fromordinal(days[place])

    @cached_property
    def _working_ordinals(self) -> list[int]:
        """Every working day that is known, in order, as its number since the year 1."""
        first, last = self.known_from.toordinal(), self.known_until.toordinal()
        off = {day.toordinal() for day in self.holidays}
        return [
            ordinal
            for ordinal in range(first, last + 1)
            if (ordinal - 1) % DAYS_OF_A_WEEK < SATURDAY and ordinal not in off
        ]

    @cached_property
    def _on_weekdays(self) -> list[date]:
        """The holidays on which people would work otherwise, in order."""
        return sorted(day for day in self.holidays if day.weekday() < SATURDAY)

    def why_not(self, day: date) -> str | None:
        """Say why nobody works on a day: "Saturday", "Good Friday"; None if they do."""
        self._must_know(day)
        if day in self.holidays:
            return self.holidays[day]
        return f"{day:%A}" if day.weekday() >= SATURDAY else None

    def knows(self, day: date) -> bool:
        """Are the bank holidays of that day known?"""
        return self.known_from <= day <= self.known_until

    def _must_know(self, day: date) -> None:
        if not self.knows(day):
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
    """A day was proclaimed a bank holiday after the calendar was set.

    `source` says where it was read: the proclamation, or who published it.
    """

    TOPIC: ClassVar[str] = "calendar.holiday-proclaimed"

    holiday: Holiday
    source: str

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
        aggregate.closures.add(self.holiday.on)


class ClosureRecordedInError(Event):
    """A day on which the partnership was to be closed was recorded in error."""

    TOPIC: ClassVar[str] = "calendar.recorded-in-error"

    on: date
    reason: str

    def apply(self, aggregate: "Calendar") -> None:
        """Take the day for what it was before."""
        aggregate.days = aggregate.days.without(self.on)
        aggregate.closures.discard(self.on)


class Calendar(Aggregate):
    """The working calendar of an installation."""

    TOPIC = "calendar"
    ID: ClassVar[UUID] = UUID("3f0b6c52-5a0e-5d0c-9c35-6a2f0e4b7d11")

    def __init__(self, holidays: tuple[Holiday, ...], known_until: date) -> None:
        self.days = WorkingCalendar.of(holidays, known_until=known_until)
        self.closures: set[date] = set()

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

    def proclaim_holiday(
        self,
        holiday: Holiday,
        *,
        source: str,
        resting: Container[date] = (),
        signed: Signed,
    ) -> None:
        """Add a bank holiday proclaimed late; it moves deadlines that are open.

        *resting* are the days that something settled or overdue was counted over: such
        a day is refused once it is past (`NotPermittedYet`).
        """
        self._must_be_new(holiday.on, field="on", resting=resting, signed=signed)
        self._record(HolidayProclaimed, signed, holiday=holiday, source=source)

    def add_closures(
        self,
        closures: Iterable[Holiday],
        *,
        resting: Container[date] = (),
        signed: Signed,
    ) -> None:
        """Add days on which the partnership is closed, refused as for a holiday."""
        for closure in closures:
            self._must_be_new(
                closure.on, field="first_on", resting=resting, signed=signed
            )
            self._record(ClosureAdded, signed, holiday=closure)

    def take_back_closure(self, on: date, *, reason: str, signed: Signed) -> None:
        """Say that a closure was recorded in error (`NoSuchThing` if none is)."""
        if on not in self.closures:
            raise NoSuchThing(
                f"No closure is recorded on {in_words(on)}: choose one of the list",
                field="on",
            )
        self._record(ClosureRecordedInError, signed, on=on, reason=reason)

    def _must_be_new(
        self, on: date, *, field: str, resting: Container[date], signed: Signed
    ) -> None:
        if on > signed.on + FARTHEST:
            raise Misrecorded(
                f"{in_words(on)} is more than two years from now: check the year",
                field=field,
            )
        if why := self.days.why_not(on):
            raise AlreadyDone(
                f"Nobody works on {in_words(on)} already: {why}", field=field
            )
        if on < signed.on and on in resting:
            raise NotPermittedYet(
                f"{in_words(on)} is past, and a step that was taken, or has fallen "
                "due, was counted over it. Adding it now would change how that was "
                "counted, or hide that it is late. Give the steps that are late more "
                "time, with a reason, on their cases.",
                field=field,
            )
