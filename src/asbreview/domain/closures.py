"""From one day to another: on which of those days a closure stops any work."""

from datetime import date
from typing import Final

from asbreview.domain.days import DAY, in_words
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.working_days import Holiday, WorkingCalendar

LONGEST: Final = 62  # days; a longer one is a mistyped month


def closures_between(
    first_on: date, last_on: date, *, reason: str, calendar: WorkingCalendar
) -> tuple[Holiday, ...]:
    """Return the working days of a closure, both ends included.

    Days between on which nobody works anyway are left out.  Refused: an end before the
    beginning, more than two months (`Misrecorded`), a day beyond the bank holidays
    known (`UnknownDay`), and days that are all no working days (`AlreadyDone`).
    """
    length = (last_on - first_on).days + 1
    if length < 1:
        raise Misrecorded("The last day must not be before the first", field="last_on")
    if length > LONGEST:
        raise Misrecorded(
            f"That is {length} days: check the dates. Record a closure of more than "
            f"{LONGEST} days in parts.",
            field="last_on",
        )
    days = [first_on + number * DAY for number in range(length)]
    why = {day: calendar.why_not(day) for day in days}
    if all(why.values()):
        said = "; ".join(f"{in_words(day)} ({why[day]})" for day in days)
        raise AlreadyDone(
            f"Nobody works then already: {said}. There is nothing to record.",
            field="first_on",
        )
    return tuple(Holiday(on=day, name=reason) for day in days if not why[day])
