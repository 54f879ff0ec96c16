"""When each step is due, and why: every due date can be explained, day by day."""

from collections.abc import Sequence
from datetime import date, timedelta

from asbreview.domain.days import DAY, add_months, in_words, working_day_from
from asbreview.domain.errors import StandsStill
from asbreview.domain.ledger import DayCounted, ledger_of, moved_off, step_of, zero_of
from asbreview.domain.model import Value
from asbreview.domain.procedure import DayZero, Timer, Unit
from asbreview.domain.standstill import (
    Standstill,
    bearing_on,
    going_on,
    stood_within,
)
from asbreview.domain.working_days import WorkingCalendar


class Due(Value):
    """The day a step is due, and how it was counted."""

    timer_id: str
    started_on: date
    due_on: date
    ledger: tuple[DayCounted, ...]


def due_on(
    timer: Timer,
    *,
    started_on: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    standstills: Sequence[Standstill] = (),
) -> date:
    """Return the day a step is due; the day that starts it is not counted.

    A day on which the clock stood still counts as none; a wait that begins when the
    step was due already moves nothing.  Refused (`StandsStill`) while a wait goes on.
    """
    due = _length_from(timer, started_on, calendar, day_zero)
    if waits := bearing_on(timer, standstills):
        due = _after_waits(timer, started_on, due, calendar, day_zero, waits)
        _must_go_on(waits, started_on, due)
    if not timer.moves_to_working_day:
        return due
    return working_day_from(due, is_working=calendar.is_working, step=step_of(timer))


def explain(
    timer: Timer,
    *,
    started_on: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    standstills: Sequence[Standstill] = (),
) -> tuple[DayCounted, ...]:
    """Say of each day from the start to the due date whether it counts, and why.

    Months are counted by their corresponding dates, one entry each.  While a wait goes
    on, what was counted before it is said.
    """
    waits = bearing_on(timer, standstills)
    counted = _length_from(timer, started_on, calendar, day_zero)
    counted = _after_waits(timer, started_on, counted, calendar, day_zero, waits)
    if wait := going_on(waits, started_on, counted):
        last = max(started_on, wait.paused_on)
        ledger = ledger_of(timer, started_on, last, calendar, day_zero, waits)
        because = f"stands still: waiting for {wait.waiting_for}"
        return (*ledger, DayCounted(on=last + DAY, counts=False, because=because))
    due = counted
    if timer.moves_to_working_day:
        due = working_day_from(
            counted, is_working=calendar.is_working, step=step_of(timer)
        )
    ledger = ledger_of(timer, started_on, counted, calendar, day_zero, waits)
    return (*ledger, *moved_off(timer, counted, due, calendar))


def due(
    timer: Timer,
    *,
    started_on: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    standstills: Sequence[Standstill] = (),
) -> Due:
    """Return the day a step is due, with its explanation."""
    return Due(
        timer_id=timer.timer_id,
        started_on=started_on,
        due_on=due_on(
            timer,
            started_on=started_on,
            calendar=calendar,
            day_zero=day_zero,
            standstills=standstills,
        ),
        ledger=explain(
            timer,
            started_on=started_on,
            calendar=calendar,
            day_zero=day_zero,
            standstills=standstills,
        ),
    )


def _must_go_on(waits: Sequence[Standstill], started_on: date, due: date) -> None:
    """Refuse (`StandsStill`) a due date that a wait without an end comes before."""
    if wait := going_on(waits, started_on, due):
        raise StandsStill(
            f"The clock stands still since {in_words(wait.paused_on)}: waiting for "
            f"{wait.waiting_for}"
        )


def _after_waits(  # noqa: PLR0913, PLR0917  what a day is counted by
    timer: Timer,
    started_on: date,
    due: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    waits: Sequence[Standstill],
) -> date:
    """Put a day off by the days that stood still before it, until none is added."""
    while waits:
        if timer.unit is Unit.WORKING_DAYS:
            zero = zero_of(timer, started_on, calendar, day_zero)
            stretches = stood_within(waits, zero, due)
            stood = sum(calendar.working_days_between(*s) for s in stretches)
            later = calendar.working_day_after(zero, timer.length + stood)
        else:
            stretches = stood_within(waits, started_on, due)
            stood = sum((last - after).days for after, last in stretches)
            plain = _length_from(timer, started_on, calendar, day_zero)
            later = plain + timedelta(days=stood)
        if later == due:
            break
        due = later
    return due


def _length_from(
    timer: Timer, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> date:
    length = -timer.length if timer.before else timer.length
    match timer.unit:
        case Unit.WORKING_DAYS:
            zero = zero_of(timer, started_on, calendar, day_zero)
            return calendar.working_day_after(zero, length)
        case Unit.DAYS:
            return started_on + timedelta(days=length)
        case Unit.WEEKS:
            return started_on + timedelta(weeks=length)
        case Unit.MONTHS:
            return add_months(started_on, length)
