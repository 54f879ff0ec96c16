"""How many cases are open, and how old the oldest is: in weeks, and of no few cases."""

from collections.abc import Iterator
from typing import Final

from asbreview.reports.document import Block, Says
from asbreview.reports.gathering import RUN, Facts
from asbreview.reports.how_long_it_took import days_taken
from asbreview.reports.sentences import many, sentence, was
from projections.small_numbers import FEWEST

NOT_TOLD: Final = (
    f"How long the oldest had been open is told of {FEWEST} or more, in whole weeks:"
    " its days would tell on which day it was applied for."
)
WEEK: Final = 7  # days


def open_told(facts: Facts) -> Iterator[Block]:
    """Tell how many cases have no outcome told yet, and how old the oldest is."""
    n = len(facts.open_cases)
    if not n:
        yield Says("No case was open without an outcome at the end.")
        return
    says = sentence(f"{many(n, 'case')} {was(n)} open at the end, with no outcome told")
    if n < FEWEST:
        yield Says(f"{says} {NOT_TOLD}")
        return
    yield Says(f"{says} The oldest had been open for {oldest_of(facts)}.")
    past = days_taken(facts.run)
    weeks = weeks_of_oldest(facts)
    longer = sum(each > weeks * WEEK for each in past)
    if past and weeks:
        yield Says(
            f"Of the {many(len(past), 'case')} whose outcome was told in the {RUN}"
            f" months up to then, {longer} took more than {many(weeks, 'week')}."
        )


def oldest_of(facts: Facts) -> str:
    """Say for how long the oldest had been open, of five open cases or more."""
    weeks = weeks_of_oldest(facts)
    return f"more than {many(weeks, 'week')}" if weeks else "no more than a week"


def weeks_of_oldest(facts: Facts) -> int:
    """Return the most whole weeks that the oldest case had been open for longer than.

    Never as long as it was: reckoned back from the end it is never the application day.
    """
    age = (facts.until - facts.open_cases[0].applied_on).days
    return max(0, age - 1) // WEEK
