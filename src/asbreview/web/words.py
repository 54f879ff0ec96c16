"""Days and moments, as a page says them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from asbreview.domain.days import LONDON, in_words

NOON: Final = 12


@lru_cache(2_000)  # a list says the same days again and again
def day(on: date) -> str:
    """Say a day: "Thursday 14 January 2027"."""
    return in_words(on)


@lru_cache(2_000)  # and what is recorded at once, or shown under several figures
def moment(at: datetime) -> str:
    """Say an instant as it was in London: "4 June 2026 at 9:32am"."""
    local = at.astimezone(LONDON)
    hour = local.hour % NOON or NOON
    half = "am" if local.hour < NOON else "pm"
    return f"{local.day} {local:%B %Y} at {hour}:{local:%M}{half}"


def due(days_left: int, *, unit: str = "working day") -> str:
    """Say how far a due date is: "Due in 2 working days", "Overdue by 1 working day".

    `days_left` is negative once the day has passed; the days are counted by the query.
    """
    if days_left == 0:
        return "Due today"
    if days_left < 0:
        return f"Overdue by {counted(-days_left, unit)}"
    return f"Due in {counted(days_left, unit)}"


def counted(number: int, thing: str) -> str:
    """Say how many: "1 complaint", "2,400 complaints"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
