"""Whom reviews waited for, and in which stage, side by side."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from asbreview.web.board import put_up
from asbreview.web.figures_alike import alike
from asbreview.web.figures_board import TIME, FiguresPages, Over
from asbreview.web.figures_by import Column, SideBySide, SideBySideBoard, side_by_side
from asbreview.web.figures_time_cases import CASES
from projections.days_spent import days_of_each
from projections.waits import Life

NONE: Final[Counter[str]] = Counter()
COUNTED: Final = (
    "Days of the reviews whose outcome was told in the period, from the day the"
    " application was received to the day its applicant was told. A review waits for"
    " one party and is in one stage at every moment: in each row the days add up to the"
    " last number of the row, and in each column to the last row."
)


@dataclass(frozen=True)
class TimeSideBySide(SideBySideBoard):
    """Where the days of reviews are put up side by side."""

    SECTION: ClassVar = TIME
    HERE: ClassVar = f"{TIME.address}/by"
    OPENS: ClassVar = CASES
    COUNTED: ClassVar = COUNTED

    def tables(self, over: Over, by: str) -> list[SideBySide]:
        """Return the days by whom was waited for, and by stage."""
        told = over.named(over.told())
        days = over.recall(days_of_each, **over.asked)
        names = alike(over, told, by)
        each = [(names[life.case_id], life) for life in told]

        def table(title: str, of: str, spent: dict[UUID, Counter[str]]) -> SideBySide:
            return side_by_side(title, _columns(of, spent), each, by=by)

        parties = {case_id: of_one.parties for case_id, of_one in days.items()}
        stages = {case_id: of_one.stages for case_id, of_one in days.items()}
        return [
            table("Days waiting, by whom for", "party", parties),
            table("Days in each stage", "stage", stages),
        ]


def _columns(of: str, spent: dict[UUID, Counter[str]]) -> list[Column]:
    """Return the columns: how many reviews, the days of each way, and all of them.

    The way that took most days is first; one that took none has no column.
    """
    together: Counter[str] = Counter()
    for days in spent.values():
        together.update(days)

    def of_way(name: str) -> Callable[[Sequence[Life]], int]:
        return lambda lives: sum(spent.get(x.case_id, NONE)[name] for x in lives)

    ordered = sorted(together.items(), key=lambda each: (-each[1], each[0]))
    return [
        Column("Reviews (n)", "told", "", len),
        *(Column(name, of, name, of_way(name)) for name, days in ordered if days),
        Column("Days in all", "", "", _lead_time),
    ]


def _lead_time(lives: Sequence[Life]) -> int:
    return sum(life.lead_time or 0 for life in lives)


class TimeSideBySidePages(FiguresPages):
    """The days of reviews, side by side."""

    path = TimeSideBySide.HERE
    dependencies = put_up(TimeSideBySide)
