"""The ledger of a due date: what is said of each day on the way to it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from asbreview.domain.days import DAY, add_months, in_words, working_day_from
from asbreview.domain.model import Value
from asbreview.domain.procedure import DayZero, Timer, Unit
from asbreview.domain.standstill import Standstill, going_on, why_stood
from asbreview.domain.working_days import WorkingCalendar


class DayCounted(Value):
    """A day on the way to a due date: whether it counts, and why."""

    on: date
    counts: bool
    because: str


def ledger_of(  # noqa: PLR0913, PLR0917  what a day is counted by
    timer: Timer,
    started_on: date,
    counted: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    waits: Sequence[Standstill],
) -> Iterator[DayCounted]:
    """Yield each day from the start to the day counted, and whether it counts."""
    match timer.unit:
        case Unit.WORKING_DAYS:
            return _working_days(timer, started_on, counted, calendar, day_zero, waits)
        case Unit.DAYS | Unit.WEEKS:
            return _days(timer, started_on, counted, waits)
        case Unit.MONTHS:
            return _months(timer, started_on, counted, waits)


def moved_off(
    timer: Timer, counted: date, due: date, calendar: WorkingCalendar
) -> Iterator[DayCounted]:
    """Say how a due date came to move off days on which nobody works."""
    if due == counted:
        return
    why = calendar.why_not(counted)
    for day in _each_day(counted + step_of(timer), due, step_of(timer)):
        because = calendar.why_not(day) or f"moved here: {in_words(counted)} was {why}"
        yield DayCounted(on=day, counts=False, because=because)


def step_of(timer: Timer) -> timedelta:
    """Return a day, or a day back for a timer that is counted backwards."""
    return -DAY if timer.before else DAY


def zero_of(
    timer: Timer, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> date:
    """Return the day that is day zero; counting back, it moves back."""
    if day_zero is DayZero.DAY_ITSELF:
        return started_on
    return working_day_from(
        started_on, is_working=calendar.is_working, step=step_of(timer)
    )


def _working_days(  # noqa: PLR0913, PLR0917  what a day is counted by
    timer: Timer,
    started_on: date,
    counted: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    waits: Sequence[Standstill],
) -> Iterator[DayCounted]:
    zero = zero_of(timer, started_on, calendar, day_zero)
    number = 0
    for day in _each_day(started_on, counted, step_of(timer)):
        if why := calendar.why_not(day):
            yield DayCounted(on=day, counts=False, because=why)
        elif day in {started_on, zero}:
            yield DayCounted(on=day, counts=False, because=_start(started_on, day))
        elif why := why_stood(waits, day):
            yield DayCounted(on=day, counts=False, because=why)
        else:
            number += 1
            yield DayCounted(on=day, counts=True, because=f"working day {number}")


def _start(started_on: date, day: date) -> str:
    if day == started_on:
        return "day 0: the day it starts"
    return f"day 0: {in_words(started_on)} is not a working day"


def _days(
    timer: Timer, started_on: date, counted: date, waits: Sequence[Standstill]
) -> Iterator[DayCounted]:
    yield DayCounted(on=started_on, counts=False, because="day 0: the day it starts")
    number = 0
    for day in list(_each_day(started_on, counted, step_of(timer)))[1:]:
        if why := why_stood(waits, day):
            yield DayCounted(on=day, counts=False, because=why)
        else:
            number += 1
            yield DayCounted(on=day, counts=True, because=f"day {number}")


def _months(
    timer: Timer, started_on: date, counted: date, waits: Sequence[Standstill]
) -> Iterator[DayCounted]:
    """Tell each month, and each day that stood still, in order; then what that adds."""
    yield DayCounted(on=started_on, counts=False, because="the day it starts")
    months = (_month(timer, started_on, n) for n in range(1, timer.length + 1))
    told = [month for month in months if timer.before or month.on <= counted]
    stood = [
        DayCounted(on=day, counts=False, because=why)
        for day in (_each_day(started_on, counted, DAY) if waits else ())
        if day > started_on and (why := why_stood(waits, day))
    ]
    yield from sorted((*told, *stood), key=lambda entry: entry.on) if stood else told
    if stood and not going_on(waits, started_on, counted + DAY):
        because = f"put off by the days that stood still: {len(stood)}"
        yield DayCounted(on=counted, counts=False, because=because)


def _month(timer: Timer, started_on: date, number: int) -> DayCounted:
    day = add_months(started_on, -number if timer.before else number)
    short = day.day != started_on.day
    because = "the month's last day" if short else "the corresponding date"
    return DayCounted(on=day, counts=True, because=f"month {number}: {because}")


def _each_day(start: date, end: date, step: timedelta) -> Iterator[date]:
    for number in range(abs((end - start).days) + 1):
        yield start + number * step
