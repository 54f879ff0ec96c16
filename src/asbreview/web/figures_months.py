"""How many cases came and went, month by month, and what that left open."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from asbreview.domain.days import DAY, add_months
from asbreview.reports.sentences import many, sentence, was
from asbreview.web.figures_board import Over
from projections.flow import applied_between, in_progress, left_between


class Month(NamedTuple):
    """A month, or as much of it as is in the period.

    `told` is how many of those that left did so by the outcome told; the others were
    withdrawn, transferred or closed without one.
    """

    begins: date
    came: int
    left: int
    told: int
    open_at_end: int

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.begins:%B %Y}"

    @property
    def code(self) -> str:
        """How an address names it."""
        return f"{self.begins:%Y-%m}"


class Months(NamedTuple):
    """The months of a period, and the sentence that says what they come to."""

    rows: list[Month]
    says: str


def months_over(over: Over) -> Months:
    """Count what came and went up to the end of the period, or the day looked at."""
    asked = {**over.asked, "to": over.until}
    start = over.period.from_
    before = {"area_id": over.area_id, "on": start - DAY, "as_of": over.as_of}
    was_open = len(over.recall(in_progress, **before))
    applied = over.recall(applied_between, **asked)
    left = over.recall(left_between, **asked)
    came = Counter(_month(life.applied_on) for life in applied)
    went = Counter(_month(on) for on, _ in left)
    told = Counter(_month(on) for on, life in left if on == life.outcome_told_on)
    rows, still = [], was_open
    for begins in _months(start, over.until):
        still += came[begins] - went[begins]
        rows.append(Month(begins, came[begins], went[begins], told[begins], still))
    return Months(rows, _sentence(was_open, len(applied), len(left), still))


def months_as_rows(months: Months) -> Iterator[Sequence[object]]:
    """Yield them as rows of a table, the names of its columns first."""
    yield "month", "came", "left", "of_those_outcome_told", "open_at_its_end"
    for each in months.rows:
        yield each.code, each.came, each.left, each.told, each.open_at_end


def _sentence(was_open: int, came: int, left: int, still: int) -> str:
    return sentence(
        f"{many(was_open, 'case')} {was(was_open)} open at the start, {came or 'none'}"
        f" came and {left or 'none'} left: {still or 'none'} {was(still)} open at the"
        " end"
    )


def _month(on: date) -> date:
    return on.replace(day=1)


def _months(from_: date, to: date) -> Iterator[date]:
    begins = _month(from_)
    while begins <= to:
        yield begins
        begins = add_months(begins, 1)
