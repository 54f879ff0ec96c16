"""When each step is due, and why: every due date can be explained, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from asbreview.domain.days import (
    DAY,
    add_months,
    in_words,
    working_day_from,
)
from asbreview.domain.errors import StandsStill
from asbreview.domain.model import Value
from asbreview.domain.procedure import DayZero, Timer, Unit
from asbreview.domain.standstill import (
    Standstill,
    bearing_on,
    stood_within,
    why_stood,
)
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
    return working_day_from(due, is_working=calendar.is_working, step=_step(timer))


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
    if going_on := _going_on(waits, started_on, counted):
        last = max(started_on, going_on.paused_on)
        ledger = _ledger(timer, started_on, last, calendar, day_zero, waits)
        because = f"stands still: waiting for {going_on.waiting_for}"
        return (*ledger, DayCounted(on=last + DAY, counts=False, because=because))
    due = counted
    if timer.moves_to_working_day:
        due = working_day_from(
            counted, is_working=calendar.is_working, step=_step(timer)
        )
    ledger = _ledger(timer, started_on, counted, calendar, day_zero, waits)
    return (*ledger, *_moved(timer, counted, due, calendar))


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
    if wait := _going_on(waits, started_on, due):
        raise StandsStill(
            f"The clock stands still since {in_words(wait.paused_on)}: waiting for "
            f"{wait.waiting_for}"
        )


def _going_on(
    waits: Sequence[Standstill], started_on: date, due: date
) -> Standstill | None:
    """Return the first wait without an end, if any of the time is left when it begins.

    *due* is the day without it.
    """
    going_on = [wait for wait in waits if wait.resumed_on is None]
    first = min(going_on, key=lambda wait: wait.paused_on, default=None)
    return first if first and max(started_on, first.paused_on) < due else None


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
            zero = _zero(timer, started_on, calendar, day_zero)
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


def _ledger(  # noqa: PLR0913, PLR0917  what a day is counted by
    timer: Timer,
    started_on: date,
    counted: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    waits: Sequence[Standstill],
) -> Iterator[DayCounted]:
    match timer.unit:
        case Unit.WORKING_DAYS:
            return _working_days(timer, started_on, counted, calendar, day_zero, waits)
        case Unit.DAYS | Unit.WEEKS:
            return _days(timer, started_on, counted, waits)
        case Unit.MONTHS:
            return _months(timer, started_on, counted, waits)


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


def _working_days(  # noqa: PLR0913, PLR0917  what a day is counted by
    timer: Timer,
    started_on: date,
    counted: date,
    calendar: WorkingCalendar,
    day_zero: DayZero,
    waits: Sequence[Standstill],
) -> Iterator[DayCounted]:
    zero = _zero(timer, started_on, calendar, day_zero)
    number = 0
    for day in _each_day(started_on, counted, _step(timer)):
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
    for day in list(_each_day(started_on, counted, _step(timer)))[1:]:
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
    if stood and not _going_on(waits, started_on, counted + DAY):
        because = f"put off by the days that stood still: {len(stood)}"
        yield DayCounted(on=counted, counts=False, because=because)


def _month(timer: Timer, started_on: date, number: int) -> DayCounted:
    day = add_months(started_on, -number if timer.before else number)
    short = day.day != started_on.day
    because = "the month's last day" if short else "the corresponding date"
    return DayCounted(on=day, counts=True, because=f"month {number}: {because}")


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
