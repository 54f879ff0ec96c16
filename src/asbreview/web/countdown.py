"""How far a due date is: in working days, by the calendar."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from asbreview.domain.working_days import WorkingCalendar
from asbreview.web.words import due
from projections.deadlines_kept import calendars
from projections.working_days import calendar_as_of


@dataclass(frozen=True)
class Countdown:
    """A day, and the calendar by which the days from it are counted."""

    today: date
    calendar: WorkingCalendar

    def __call__(self, due_on: date) -> str:
        """Say "Due in 2 working days", "Due today", "Overdue by 1 working day"."""
        if due_on == self.today:
            return due(0)
        days = self._working_days(due_on)
        if days is None:
            return "Overdue" if self.is_overdue(due_on) else "Due"
        if self.is_overdue(due_on):
            return due(-days) if days else "Overdue by less than a working day"
        return due(days) if days else "Due before the next working day"

    def is_overdue(self, due_on: date) -> bool:
        """Has the day passed?"""
        return due_on < self.today

    def _working_days(self, due_on: date) -> int | None:
        """Count them; nothing where the bank holidays are not known."""
        first, last = sorted((due_on, self.today))
        if not (self.calendar.knows(first) and self.calendar.knows(last)):
            return None
        return self.calendar.working_days_between(first, last)


def countdown(db: Connection, *, today: date, as_of: int | None) -> Countdown:
    """Return the countdown from a day, by the calendar as it was known."""
    return Countdown(today, calendar_as_of(db, calendars, as_of))
