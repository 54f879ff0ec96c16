"""The cases that came, left, or were open at the end of a month."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple

from litestar.exceptions import NotFoundException

from asbreview.domain.days import DAY, add_months
from asbreview.web.board import put_up
from asbreview.web.figures_board import OPEN, FiguresPages, Over
from asbreview.web.figures_cases import (
    CaseCounted,
    CasesBoard,
    CasesCounted,
    kept_last,
)
from asbreview.web.words import counted
from projections.flow import applied_between, in_progress, left_between

CASES: Final = f"{OPEN.address}/months/cases"


class Days(NamedTuple):
    """The days of a month that are in the period, and before the day looked at."""

    first: date
    last: date


class Number(NamedTuple):
    """A number of a month: its title, what it counts, and how its cases are told."""

    title: str
    definition: str
    heads: tuple[str, ...]
    cases: Callable[[Over, Days], Iterator[CaseCounted]]


def _came(over: Over, days: Days) -> Iterator[CaseCounted]:
    for life in over.recall(applied_between, **_within(over, days)):
        yield CaseCounted(life, (life.applied_on,))


def _left(over: Over, days: Days) -> Iterator[CaseCounted]:
    found = over.recall(left_between, **_within(over, days))
    for on, life in sorted(found, key=lambda each: each[0]):
        how = "outcome told" if on == life.outcome_told_on else "ended without one"
        age = (on - life.applied_on).days
        yield CaseCounted(life, (life.applied_on, on, how, age))


def _told(over: Over, days: Days) -> Iterator[CaseCounted]:
    for each in _left(over, days):
        _, on, _, _ = each.told
        if on == each.life.outcome_told_on:
            yield each


def _open(over: Over, days: Days) -> Iterator[CaseCounted]:
    asked = {"area_id": over.area_id, "on": days.last, "as_of": over.as_of}
    for life in over.recall(in_progress, **asked):
        yield CaseCounted(life, (life.applied_on, (days.last - life.applied_on).days))


LEAVING: Final = ("Applied on", "Left on", "By", "Days")
NUMBERS: Final[Mapping[str, Number]] = {
    "came": Number(
        "Came",
        "Cases that were applied for here, by the day of the application.",
        ("Applied on",),
        _came,
    ),
    "left": Number(
        "Left",
        (
            "Cases whose outcome was told, or that ended without one, by whichever came"
            " first; and the days from the application to then."
        ),
        LEAVING,
        _left,
    ),
    "told": Number(
        "Left, outcome told",
        (
            "Cases that left by the telling of the outcome; and the days from the"
            " application to then."
        ),
        LEAVING,
        _told,
    ),
    "open": Number(
        "Open at the end",
        (
            "Cases applied for by the last of these days whose outcome was not told by"
            " then, and that had not ended; and how many days old they were."
        ),
        ("Applied on", "Days old"),
        _open,
    ),
}


@dataclass(frozen=True)
class MonthCasesBoard(CasesBoard):
    """Where the cases are put up that came, left or were open in a month."""

    SECTION: ClassVar = OPEN
    FILE: ClassVar = "cases-of-a-month"
    HERE: ClassVar = CASES

    def tell(self, over: Over) -> CasesCounted:
        """Return the cases of a number of a month; at first, all that came."""
        number = NUMBERS.get(self.named("of") or "came")
        if number is None:
            raise NotFoundException
        month = self.named("which")
        days = _days(over, month)
        own = list(number.cases(over, days)) if days.first <= days.last else []
        return CasesCounted(
            f"{number.title}: {days.first:%B %Y}" if month else number.title,
            f"{counted(len(own), 'case')}.",
            number.definition,
            number.heads,
            kept_last(over, own),
        )


class MonthCasesPages(FiguresPages):
    """The cases that came, left or were open in a month."""

    path = CASES
    dependencies = put_up(MonthCasesBoard)


def _days(over: Over, month: str) -> Days:
    """Return those of a month, "2026-04"; if none is named, all that are told of.

    Of a month outside the period there are none: the first would be after the last.
    """
    if not month:
        return Days(over.period.from_, over.until)
    try:
        begins = date.fromisoformat(f"{month}-01")
        ends = add_months(begins, 1) - DAY
    except ValueError:
        raise NotFoundException from None
    return Days(max(begins, over.period.from_), min(ends, over.until))


def _within(over: Over, days: Days) -> dict[str, Any]:
    return {**over.asked, "from_": days.first, "to": days.last}
