"""By when a request of a person about their own data is answered, and why then.

A month ends on the same date of the next month, or on its last day where it has no such
date; if that is a Saturday, a Sunday or a public holiday, with the next working day:
UK GDPR, Art. 12(3) and 12A, read with Art. 3(2)(c) and (4) of Regulation (EEC, Euratom)
No 1182/71, as the Commissioner's guidance counts it.  A day on which only the office is
shut moves nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from asbreview.domain.days import DAY, SATURDAY, add_months, in_words
from asbreview.domain.statute import ANSWERED_IN_A_MONTH, implements
from asbreview.domain.working_days import WorkingCalendar

MONTH: Final = 1
LONGER: Final = 3  # the month, and two further ones
WORDS: Final = {MONTH: "a month", LONGER: "three months"}


class AnswerBy(NamedTuple):
    """The last day to answer, and how it was counted, in sentences."""

    day: date
    because: tuple[str, ...]


@implements(ANSWERED_IN_A_MONTH)
def answer_by(
    started_on: date,
    *,
    holidays: WorkingCalendar,
    months: int = MONTH,
    from_what: str = "the day it was received",
) -> AnswerBy:
    """Return the last day of so many months from a London date, moved to a working day.

    *holidays* are those of England and Wales alone.  Where they are not known for that
    day nothing moves it: unknown gives no time.
    """
    corresponding = add_months(started_on, months)
    said = [_counted(started_on, corresponding, months, from_what)]
    day = corresponding
    if not holidays.knows(day):
        said.append("The bank holidays of that time are not known: nothing moves it.")
        return AnswerBy(day, tuple(said))
    for off, why in _days_off_from(day, holidays):
        said.append(f"{in_words(off)} is no working day{why}.")
        day = off + DAY
    if day != corresponding:
        said.append(f"So it is the next working day, {in_words(day)}.")
    return AnswerBy(day, tuple(said))


def _counted(started_on: date, day: date, months: int, from_what: str) -> str:
    ends = f"{WORDS[months]} from {from_what}, {in_words(started_on)}"
    if day.day == started_on.day:
        return f"{ends[:1].upper()}{ends[1:]}, ends on {in_words(day)}."
    return (
        f"{ends[:1].upper()}{ends[1:]}: {day:%B %Y} has no day {started_on.day}, so it"
        f" ends on its last day, {in_words(day)}."
    )


def _days_off_from(day: date, holidays: WorkingCalendar) -> Iterator[tuple[date, str]]:
    """Yield the days from one on, as long as nobody works, and why not."""
    while holidays.knows(day):
        if day in holidays.holidays:
            yield day, f": {holidays.holidays[day]}"
        elif day.weekday() >= SATURDAY:
            yield day, ""
        else:
            return
        day += DAY
