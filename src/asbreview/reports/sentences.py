"""The rules by which numbers become sentences: with n, and no more than n bears.

A percentage of a handful says nothing, and two small numbers are no trend.  So numbers
are told as they are; days are summed up by how many there are; two periods are compared
only where both have enough (`ENOUGH`).
"""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

from projections.process_charts import ENOUGH

A_FEW: Final = 5  # values; of fewer, the middle one says nothing
NO_TREND: Final = "Such numbers go up and down by themselves: two of them are no trend."


def many(number: int, thing: str, several: str = "") -> str:
    """Say how many: "no applications", "1 application", "2,400 applications"."""
    if number == 1:
        return f"1 {thing}"
    return f"{f'{number:,}' if number else 'no'} {several or f'{thing}s'}"


def was(number: int) -> str:
    """Return the verb: "1 case was", "2 cases were"."""
    return "was" if number == 1 else "were"


def has(number: int) -> str:
    """Return the verb: "1 case has", "2 cases have"."""
    return "has" if number == 1 else "have"


def sentence(words: str) -> str:
    """Begin with a capital, and end with a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def listed(things: Iterable[str]) -> str:
    """Say several things: "a", "a and b", "a, b and c"."""
    *first, last = list(things)
    return f"{', '.join(first)} and {last}" if first else last


def days(number: float) -> str:
    """Say how many days, without a fraction that nobody counts."""
    return f"{number:,.0f} day{'' if round(number) == 1 else 's'}"


def quickest_first(still_open: int) -> str:
    """Say that cases under a version are open yet: those told are its quickest."""
    if not still_open:
        return ""
    them = "it" if still_open == 1 else "them"
    return (
        f"{many(still_open, 'case')} under that version {was(still_open)} still open:"
        f" those told first are its quickest, and {them} not counted, so it looks"
        " shorter than it will be."
    )


def took(values: Sequence[int]) -> str:
    """Say how long things took: all of one, the span of a few, the middle of more."""
    low, high = min(values), max(values)
    if low == high:
        return f"{days(high)}{' each' if len(values) > 1 else ''}"
    if len(values) < A_FEW:
        return f"between {low} and {days(high)}"
    return f"{days(median(values))} or less for half of them, {days(high)} at the most"


def compared(now: Sequence[int], then: Sequence[int], *, called: str) -> str:
    """Set how long things took beside the period before; or say why that is not done.

    Whether one is better than the other is not said: the chart of single cases shows
    what is not to be put down to chance.
    """
    if min(len(now), len(then)) < ENOUGH:
        return (
            f"It is not compared with the {called} before (n = {len(then)}): with fewer"
            f" than {ENOUGH} in either, the difference says nothing."
        )
    return (
        f"In the {called} before, half took {days(median(then))} or less"
        f" (n = {len(then)})."
    )
