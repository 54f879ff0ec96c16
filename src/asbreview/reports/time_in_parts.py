"""Where the time of reviews went, in parts: nothing below five, nor left by difference.

A part is told of whole quarters, as they stood on record when they ended, and a year is
made of its quarters.  So whatever is recorded later, and whichever reports are set side
by side, the one taken from the other leaves a quarter that was told, or five reviews or
more (`docs/decisions/0170`).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import Connection

from asbreview.domain.days import DAY, LONDON, add_months
from asbreview.domain.procedure import Reporting
from asbreview.domain.reporting_period import Period
from asbreview.reports.periods import QUARTER, YEAR, quarter_of, year_of
from projections.days_spent import days_spent
from projections.small_numbers import FEWEST
from projections.waits import told_between


@dataclass(frozen=True)
class Parts:
    """The days of some reviews, by stage and by party, and of how many reviews."""

    n: int
    stages: Counter[str] = field(default_factory=Counter)
    parties: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(
            self.n + other.n, self.stages + other.stages, self.parties + other.parties
        )


NOTHING = Parts(0)


@dataclass(frozen=True)
class TimeInParts:
    """The quarters that a period is made of, each as it stood when it ended.

    Of a period that is not over, or is neither a quarter nor a year of the procedures,
    there are none.
    """

    quarters: Sequence[Parts]

    @property
    def told(self) -> Parts:
        """What may be told: of each quarter with five reviews, and of the rest if five.

        The rest are told together, and only if they are five: a year taken from its
        quarters leaves nothing smaller.
        """
        large = [each for each in self.quarters if each.n >= FEWEST]
        rest = sum((q for q in self.quarters if q.n < FEWEST), NOTHING)
        return sum(large, rest if rest.n >= FEWEST else NOTHING)


def whole_quarters(reporting: Reporting, period: Period) -> Sequence[Period]:
    """Return the quarters of a period that is a quarter or a year; else none."""
    first = quarter_of(reporting, period.from_)
    if period == first:
        return (first,)
    if period != year_of(reporting, period.from_):
        return ()
    return tuple(
        quarter_of(reporting, add_months(period.from_, months))
        for months in range(0, YEAR, QUARTER)
    )


def time_in_parts(  # noqa: PLR0913  of where and when, as of what
    db: Connection,
    reporting: Reporting,
    period: Period,
    *,
    area_id: str,
    on: date,
    as_of: int | None,
    position_as_of: Callable[[datetime], int],
) -> TimeInParts:
    """Return it; a quarter is read as of the end of its last day, in London."""
    if on <= period.to:
        return TimeInParts(())

    def read(quarter: Period) -> Parts:
        ended = position_as_of(datetime.combine(quarter.to + DAY, time(), LONDON))
        of = {"area_id": area_id, "from_": quarter.from_, "to": quarter.to}
        of["as_of"] = ended if as_of is None else min(ended, as_of)
        spent = days_spent(db, **of)  # type: ignore[arg-type]
        return Parts(
            len(told_between(db, **of)),  # type: ignore[arg-type]
            Counter({each.name: each.days for each in spent.stages}),
            Counter({each.name: each.days for each in spent.parties}),
        )

    return TimeInParts([read(each) for each in whole_quarters(reporting, period)])
