"""Due dates, and their explanations: every timer, from each of many days."""

from collections.abc import Iterator
from datetime import date, timedelta
from time import process_time
from typing import Final

from asbreview.domain.timetable import due_on, explain
from asbreview.holidays import bundled_calendar
from asbreview.procedures import read_procedure, shipped
from benchmarks.measuring import Figure

FIRST: Final = date(2015, 1, 1)
DAYS: Final = 4_000
ENOUGH: Final = 100_000  # a second


def figures() -> Iterator[Figure]:
    """Count due dates a second; beside them, how many can be explained."""
    calendar = bundled_calendar()
    procedures = [read_procedure(name) for name in shipped()]
    for word, count, days in (
        ("due dates", due_on, DAYS),
        ("due dates explained, day by day", explain, DAYS // 20),
    ):
        number, begun = 0, process_time()
        for procedure in procedures:
            for timer in procedure.timers:
                for n in range(days):
                    count(
                        timer,
                        started_on=FIRST + timedelta(days=n),
                        calendar=calendar,
                        day_zero=procedure.day_zero,
                    )
                number += days
        rate = number / (process_time() - begun)
        aim = f"{ENOUGH:,} a second" if count is due_on else ""
        found = f"{rate:,.0f} a second of one core"
        met = rate >= ENOUGH if aim else None
        yield Figure(f"{number:,} {word}", found, "", aim, met)
