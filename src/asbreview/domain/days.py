"""Days, as the law counts them: a day is a day in London, an instant is UTC.

Two ways of counting are kept apart.  The statute's periods "beginning with" a day
count that day (`last_day`); a procedure's timers do not (`add_months`,
`add_working_days`).
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")
DAY: Final = timedelta(days=1)
DAYS_OF_A_WEEK: Final = 7
SATURDAY: Final = 5  # as the days of a week are numbered, from Monday on

IsWorking = Callable[[date], bool]


def local_day(instant: datetime) -> date:
    """Return the day it is in England and Wales at an instant."""
    return instant.astimezone(LONDON).date()


@lru_cache(1024)
def in_words(day: date) -> str:
    """Say a day as letters and pages do: "Friday 6 February 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def so_many_days(number: int) -> str:
    """Say how many days: "1 day", "16 days"."""
    return f"{number} day{'' if number == 1 else 's'}"


def last_day(start: date, *, months: int) -> date:
    """Return the last day of a period of *months* beginning with *start*.

    The period ends the day before the corresponding date, or with the month when
    the month has no such date: a month beginning with 31 January ends with February.
    """
    year, month, length = _month_after(start, months)
    if start.day > length:
        return date(year, month, length)
    return date(year, month, start.day) - DAY


def add_months(start: date, n: int) -> date:
    """Return the corresponding date *n* months on, else that month's last day."""
    year, month, length = _month_after(start, n)
    return date(year, month, min(start.day, length))


def _month_after(start: date, n: int) -> tuple[int, int, int]:
    """Return the year and number of the month *n* months on, and how long it is."""
    years, month = divmod(start.month - 1 + n, 12)
    year, month = start.year + years, month + 1
    return year, month, monthrange(year, month)[1]


def working_day_from(day: date, *, is_working: IsWorking, step: timedelta) -> date:
    """Return *day* if it is a working day, else the nearest one in that direction."""
    while not is_working(day):
        day += step
    return day


def next_working_day(day: date, *, is_working: IsWorking) -> date:
    """Return *day* if it is a working day, else the next one."""
    return working_day_from(day, is_working=is_working, step=DAY)


def add_working_days(start: date, n: int, *, is_working: IsWorking) -> date:
    """Return the *n*th working day after *start*, or before it if *n* is negative.

    The starting day is not counted, whether anybody works on it or not.
    """
    step = DAY if n >= 0 else -DAY
    day = start
    for _ in range(abs(n)):
        day = working_day_from(day + step, is_working=is_working, step=step)
    return day


def weekdays_between(start: date, end: date) -> int:
    """Count the days from Monday to Friday after *start*, up to and including *end*."""
    weeks, rest = divmod((end - start).days, DAYS_OF_A_WEEK)
    ends = (start.weekday() + n for n in range(1, rest + 1))
    return weeks * SATURDAY + sum(day % DAYS_OF_A_WEEK < SATURDAY for day in ends)
