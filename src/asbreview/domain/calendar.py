"""The working calendar: days on which nobody works, kept as they were proclaimed."""

from collections.abc import Container, Iterable
from datetime import date, timedelta
from typing import ClassVar, Final, Self
from uuid import UUID

from asbreview.domain.days import in_words
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.model import Aggregate, Event, OpeningEvent, Signed
from asbreview.domain.working_days import Holiday, WorkingCalendar

FARTHEST: Final = timedelta(days=731)  # two years: beyond, a year is mistyped


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

    @property
    def public_holidays(self) -> WorkingCalendar:
        """The bank holidays alone: without the days on which only the office is shut.

        For a time that the law sets, which no closed office makes longer.
        """
        days = self.days
        for on in self.closures:
            days = days.without(on)
        return days

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
