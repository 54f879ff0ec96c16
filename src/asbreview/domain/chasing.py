"""When a body is reminded of what it was asked and has not answered.

The procedure says so, by rules that count from the day the answer is due.  The Act says
nothing of reminders: what a procedure leaves out is the partnership's own choice.
"""

from collections.abc import Container, Iterable
from datetime import date
from typing import Final

from asbreview.domain.days import next_working_day
from asbreview.domain.errors import UnknownDay
from asbreview.domain.model import Value
from asbreview.domain.terms import Origin
from asbreview.domain.working_days import WorkingCalendar

MADE_UP_FOR: Final = 5
"""Working days in which a reminder still goes that was not sent on its day.

A machine that was off for some days makes up for it; one that is put back from months
ago, or first started, reminds nobody of what is long past.
"""
CHOICE: Final = "Sch.4 para 7 says nothing of reminders; the partnership's choice"


class Chaser(Value):
    """A reminder: so many working days before or after the day an answer is due.

    Nought is the day itself, or the next working day.  Each goes once for a request.
    """

    chaser_id: str
    working_days: int
    origin: Origin
    reference: str
    before: bool = False

    @property
    def in_words(self) -> str:
        """When it goes: "2 working days before the answer is due"."""
        if not self.working_days:
            return "on the day the answer is due"
        days = "working day" if self.working_days == 1 else "working days"
        side = "before the answer is due" if self.before else "after the answer was due"
        return f"{self.working_days} {days} {side}"

    def falls_on(self, due_on: date, calendar: WorkingCalendar) -> date:
        """Return the working day on which it goes (`UnknownDay` beyond those known)."""
        if not self.working_days:
            return next_working_day(due_on, is_working=calendar.is_working)
        days = -self.working_days if self.before else self.working_days
        return calendar.working_day_after(due_on, days)


CHASERS: Final = (
    Chaser(
        chaser_id="before-due",
        working_days=2,
        before=True,
        origin=Origin.OWN_CHOICE,
        reference=CHOICE,
    ),
    Chaser(
        chaser_id="day-after",
        working_days=1,
        origin=Origin.OWN_CHOICE,
        reference=CHOICE,
    ),
    Chaser(
        chaser_id="a-week-on",
        working_days=6,
        origin=Origin.OWN_CHOICE,
        reference=CHOICE,
    ),
)
"""The reminders of a procedure that sets none of its own."""


def chaser_due(  # noqa: PLR0913  what a reminder depends on
    chasers: Iterable[Chaser],
    *,
    due_on: date,
    on: date,
    calendar: WorkingCalendar,
    done: Container[str],
    later_than: date,
) -> Chaser | None:
    """Return the reminder that is to go on a day, if one is.

    At most one: of several that were missed only the last.  None on a day on which
    nobody works, of one whose day is not *later_than* a day, or that went already; none
    "before" a day that is past; none while a day it needs is unknown.
    """
    try:
        if not calendar.is_working(on):
            return None
        days = [(chaser.falls_on(due_on, calendar), chaser) for chaser in chasers]
        fallen = [each for each in days if later_than < each[0] <= on]
        if not fallen:
            return None
        day, last = max(fallen, key=lambda each: each[0])
        missed = calendar.working_days_between(day, on)
    except UnknownDay:
        return None
    too_late = missed > MADE_UP_FOR or (last.before and on > due_on)
    return None if too_late or last.chaser_id in done else last


def next_chaser(  # noqa: PLR0913  what a reminder depends on
    chasers: Iterable[Chaser],
    *,
    due_on: date,
    on: date,
    calendar: WorkingCalendar,
    done: Container[str],
    later_than: date,
) -> tuple[date, Chaser] | None:
    """Return the first reminder still to go on a day or after it, and which day.

    Nothing where there is none, or while a day it needs is unknown.
    """
    try:
        days = [(chaser.falls_on(due_on, calendar), chaser) for chaser in chasers]
    except UnknownDay:
        return None
    to_come = [
        (day, chaser)
        for day, chaser in days
        if max(on, later_than) <= day
        and later_than < day
        and chaser.chaser_id not in done
    ]
    return min(to_come, key=lambda each: each[0], default=None)
