"""What stands for every case: the working calendar."""

from collections.abc import Container, Sequence
from datetime import date

from asbreview.domain.calendar import Calendar
from asbreview.domain.model import Signed
from asbreview.domain.working_days import Holiday
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.moved_days import MovedDaysCommands, MovedOnCase


class CalendarCommands(MovedDaysCommands):
    """Recording days on which nobody works.

    *moved* is what that moves on each case: whoever had been told a day is owed the new
    one, in the same save.
    """

    @once
    def set_calendar(
        self, holidays: tuple[Holiday, ...], *, known_until: date, signed: Signed
    ) -> Changed:
        """Set, once, the days on which nobody works, and until when they are known."""
        return (Calendar.set_to(holidays, known_until=known_until, signed=signed),)

    @once
    def extend_calendar(
        self, holidays: tuple[Holiday, ...], *, known_until: date, signed: Signed
    ) -> Changed:
        """Make the bank holidays of further years known."""
        calendar = self.get(Calendar, Calendar.ID)
        calendar.extend(holidays, known_until=known_until, signed=signed)
        return (calendar,)

    @once
    def proclaim_holiday(
        self,
        holiday: Holiday,
        *,
        source: str,
        resting: Container[date] = (),
        moved: Sequence[MovedOnCase] = (),
        signed: Signed,
    ) -> Changed:
        """Add a bank holiday proclaimed late; open due dates move, visibly.

        *resting* are the days that something settled or overdue was counted over, as
        `projections.moves` finds them: in the past, such a day is refused.
        """
        calendar = self.get(Calendar, Calendar.ID)
        calendar.proclaim_holiday(
            holiday, source=source, resting=resting, signed=signed
        )
        owing = self.owing(moved, (holiday.on,), added=True, signed=signed)
        return calendar, *owing

    @once
    def add_closures(
        self,
        closures: tuple[Holiday, ...],
        *,
        resting: Container[date] = (),
        moved: Sequence[MovedOnCase] = (),
        signed: Signed,
    ) -> Changed:
        """Add days on which the partnership is shut: all of them, or none."""
        calendar = self.get(Calendar, Calendar.ID)
        calendar.add_closures(closures, resting=resting, signed=signed)
        days = tuple(closure.on for closure in closures)
        return calendar, *self.owing(moved, days, added=True, signed=signed)

    @once
    def take_back_closure(
        self,
        on: date,
        *,
        reason: str,
        moved: Sequence[MovedOnCase] = (),
        signed: Signed,
    ) -> Changed:
        """Record that a closure was recorded in error; open due dates move back."""
        calendar = self.get(Calendar, Calendar.ID)
        calendar.take_back_closure(on, reason=reason, signed=signed)
        return calendar, *self.owing(moved, (on,), added=False, signed=signed)
