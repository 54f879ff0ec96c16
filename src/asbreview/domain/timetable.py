"""When each step is due, and why: every due date can be explained, day by day."""

from collections.abc import Iterator
from datetime import date, timedelta

from asbreview.domain.days import (
    DAY,
    add_months,
    in_words,
    working_day_from,
)
from asbreview.domain.model import Value
from asbreview.domain.procedure import DayZero, Timer, Unit
from asbreview.domain.working_days import WorkingCalendar


class DayCounted(Value):
    """A day on the way to a due date: whether it counts, and why."""

    on: date
    counts: bool
    because: str


class Due(Value):
    """The day a step is due, and how it was counted."""

    timer_id: str
    started_on: date
    due_on: date
    ledger: tuple[DayCounted, ...]


def due_on(
    timer: Timer, *, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> date:
    """Return the day a step is due; the day that starts it is not counted."""
    due = _length_from(timer, started_on, calendar, day_zero)
    if not timer.moves_to_working_day:
        return due
    return working_day_from(due, is_working=calendar.is_working, step=_step(timer))


def explain(
    timer: Timer, *, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> tuple[DayCounted, ...]:
    """Say of each day from the start to the due date whether it counts, and why.

    Months are counted by their corresponding dates, one entry each.
    """
    counted = _length_from(timer, started_on, calendar, day_zero)
    due = due_on(timer, started_on=started_on, calendar=calendar, day_zero=day_zero)
    ledger: Iterator[DayCounted]
    match timer.unit:
        case Unit.WORKING_DAYS:
            ledger = _working_days(timer, started_on, counted, calendar, day_zero)
        case Unit.DAYS | Unit.WEEKS:
            ledger = _days(timer, started_on, counted)
        case Unit.MONTHS:
            ledger = _months(timer, started_on)
    return (*ledger, *_moved(timer, counted, due, calendar))


def due(
    timer: Timer, *, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> Due:
    """Return the day a step is due, with its explanation."""
    return Due(
        timer_id=timer.timer_id,
        started_on=started_on,
        due_on=due_on(
            timer, started_on=started_on, calendar=calendar, day_zero=day_zero
        ),
        ledger=explain(
            timer, started_on=started_on, calendar=calendar, day_zero=day_zero
        ),
    )


def _step(timer: Timer) -> timedelta:
    return -DAY if timer.before else DAY


def _length_from(
    timer: Timer, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> date:
    length = -timer.length if timer.before else timer.length
    match timer.unit:
        case Unit.WORKING_DAYS:
            zero = _zero(timer, started_on, calendar, day_zero)
            return calendar.working_day_after(zero, length)
        case Unit.DAYS:
            return started_on + timedelta(days=length)
        case Unit.WEEKS:
            return started_on + timedelta(weeks=length)
        case Unit.MONTHS:
            return add_months(started_on, length)


def _zero(
    timer: Timer, started_on: date, calendar: WorkingCalendar, day_zero: DayZero
) -> date:
    """Return the day that is day zero; counting back, it moves back."""
    if day_zero is DayZero.DAY_ITSELF:
        return started_on
    return working_day_from(
        started_on, is_working=calendar.is_working, step=_step(timer)
    )


def _working_days(
    timer: Timer,
    started_on: date,
    counted: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
) -> Iterator[DayCounted]:
    zero = _zero(timer, started_on, calendar, day_zero)
    number = 0
    for day in _each_day(started_on, counted, _step(timer)):
        if why := calendar.why_not(day):
            yield DayCounted(on=day, counts=False, because=why)
        elif day in {started_on, zero}:
            yield DayCounted(on=day, counts=False, because=_start(started_on, day))
        else:
            number += 1
            yield DayCounted(on=day, counts=True, because=f"working day {number}")


def _start(started_on: date, day: date) -> str:
    if day == started_on:
        return "day 0: the day it starts"
    return f"day 0: {in_words(started_on)} is not a working day"


def _days(timer: Timer, started_on: date, counted: date) -> Iterator[DayCounted]:
    for number, day in enumerate(_each_day(started_on, counted, _step(timer))):
        because = f"day {number}" if number else "day 0: the day it starts"
        yield DayCounted(on=day, counts=number > 0, because=because)


def _months(timer: Timer, started_on: date) -> Iterator[DayCounted]:
    yield DayCounted(on=started_on, counts=False, because="the day it starts")
    for number in range(1, timer.length + 1):
        day = add_months(started_on, -number if timer.before else number)
        short = day.day != started_on.day
        because = "the month's last day" if short else "the corresponding date"
        yield DayCounted(on=day, counts=True, because=f"month {number}: {because}")


def _moved(
    timer: Timer, counted: date, due: date, calendar: WorkingCalendar
) -> Iterator[DayCounted]:
    """Say how a due date came to move off days on which nobody works."""
    if due == counted:
        return
    why = calendar.why_not(counted)
    for day in _each_day(counted + _step(timer), due, _step(timer)):
        because = calendar.why_not(day) or f"moved here: {in_words(counted)} was {why}"
        yield DayCounted(on=day, counts=False, because=because)


def _each_day(start: date, end: date, step: timedelta) -> Iterator[date]:
    for number in range(abs((end - start).days) + 1):
        yield start + number * step
