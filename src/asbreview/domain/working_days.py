"""Which days are working days, from one known day to another.

A count that needs a day beyond the bank holidays that are known is refused: unknown
never passes for a working day.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Self

from asbreview.domain.days import (
    DAY,
    DAYS_OF_A_WEEK,
    SATURDAY,
    add_working_days,
    in_words,
    weekdays_between,
)
from asbreview.domain.errors import UnknownDay
from asbreview.domain.model import Value


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


def within(calendar: WorkingCalendar, on: date, working_days: int) -> date:
    """Return the so-manyth working day after a day, for an answer that is owed by then.

    It is the day itself where the bank holidays are not known: unknown gives no time.
    """
    try:
        return calendar.working_day_after(on, working_days)
    except UnknownDay:
        return on
