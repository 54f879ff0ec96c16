"""Where the time of reviews goes: case by case, by stage, by whom they waited for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import get
from litestar.response import Response
from sqlalchemy import Connection

from asbreview.reports.sentences import quickest_first
from asbreview.web.board import NOT_SHOWN, put_up, row_of
from asbreview.web.charts import Chart, chart, chart_rows
from asbreview.web.figures_alike import BREAKDOWNS, alike
from asbreview.web.figures_board import (
    TIME,
    FiguresBoard,
    FiguresPages,
    OnBoard,
    Over,
)
from projections.days_spent import DaysSpent, days_spent
from projections.efforts import Effort, efforts_of
from projections.flow import Group, grouped, in_progress, lead_times, not_told_yet
from projections.process_charts import Phase, Rebased
from projections.waits import Life, told_between

LEAD_TIME: Final = ("lead-time", "Days from application to outcome, by case")
HEADS: Final = (
    "reference",
    "category",
    "place",
    "how_they_applied",
    "version_of_the_procedures",
    "applied_on",
    "outcome_told_on",
    "days",
    "days_touched",
    "handovers",
    "steps_done_again",
    "recorded_in_error",
    "reminders_calls_challenges",
)


class Spent(NamedTuple):
    """Where the days of reviews went: both add up to all of them."""

    n: int
    days: int
    stages: list[DaysSpent]
    parties: list[DaysSpent]


class Time(NamedTuple):
    """What is told of where the time goes."""

    told: list[Life]
    lead: Chart
    spent: Spent
    groups: dict[str, list[Group]]
    not_shown: str = NOT_SHOWN


@dataclass(frozen=True)
class TimeBoard(FiguresBoard):
    """Where it is put up where the time goes."""

    TEMPLATE: ClassVar[str] = "figures/time.html.jinja"
    SECTION: ClassVar = TIME
    FILE: ClassVar = "days"

    def tell(self, over: Over) -> Time:
        """Return where the time went of the reviews whose outcome was told."""
        told = over.named(over.told())
        lead = lead_chart(over, lead_phases(self, over, told))
        return Time(told, lead, spent_over(over, told), _groups(told, over))

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield the days in each stage, and those of waiting for each party."""
        spent = spent_over(over, over.told())
        yield "in_or_for", "which", "cases", "days"
        for total in spent.stages:
            yield "stage", total.name, total.cases, total.days
        for total in spent.parties:
            yield "waiting for", total.name, total.cases, total.days


def lead_phases(board: FiguresBoard, over: Over, told: Sequence[Life]) -> list[Phase]:
    """Return the days of these reviews, those under each version by themselves.

    And anew from each dated change that was named.
    """
    several = len({life.version for life in told}) > 1
    reviews = board.given.reviews
    in_force = reviews.in_force_from(over.area_id, as_of=over.as_of) if several else {}
    return lead_times(told, in_force, rebased_at(board, over))


def rebased_at(board: FiguresBoard, over: Over) -> list[Rebased]:
    """Return the dated changes of the area from which charts are reckoned anew."""
    changes = board.given.reviews.dated_changes(over.area_id, as_of=over.as_of)
    return [Rebased(each.on, each.says) for each in changes]


def lead_chart(over: Over, phases: list[Phase]) -> Chart:
    """Draw them, and say of how many under the latest version nothing is told yet."""
    return chart(
        *LEAD_TIME, phases, of="days", besides=quickest_first(unfinished(over))
    )


def unfinished(over: Over) -> int:
    """Count the open cases under the latest version of those that are charted."""
    told = over.told()
    if len({life.version for life in told}) < 2:  # noqa: PLR2004  a before, an after
        return 0
    asked = {"area_id": over.area_id, "on": over.until, "as_of": over.as_of}
    return not_told_yet(over.recall(in_progress, **asked), told)


class TimePages(FiguresPages):
    """Where the time goes."""

    path = TIME.address
    dependencies = put_up(TimeBoard)

    @get("/chart/csv", sync_to_thread=True)
    def save_chart(self, board: OnBoard) -> Response[Any]:
        """Give the chart of lead times as CSV, with all that it is drawn from."""

        def rows(over: Over) -> Iterator[Sequence[object]]:
            return chart_rows(lead_phases(board, over, over.named(over.told())))

        return board.answered(board.saving("lead-times", rows))


def spent_over(over: Over, told: list[Life]) -> Spent:
    """Return where the days went of the reviews that were told in the period."""
    stages, parties = over.recall(days_spent, **over.asked)
    days = sum(life.lead_time or 0 for life in told)
    return Spent(len(told), days, stages, parties)


def _groups(told: list[Life], over: Over) -> dict[str, list[Group]]:
    """Group the reviews; what is withheld is of no group but its own."""
    return {title: _alike(told, over, by) for by, title in BREAKDOWNS.items()}


def _alike(told: list[Life], over: Over, by: str) -> list[Group]:
    names = alike(over, told, by)
    return grouped(told, lambda life: names[life.case_id])


def efforts_over(over: Over) -> dict[UUID, Effort]:
    """Return what the reviews took besides days whose outcome was told."""
    return over.recall(_efforts, **over.asked)


def _efforts(
    db: Connection, *, as_of: int | None = None, **asked: Any
) -> dict[UUID, Effort]:
    told = told_between(db, as_of=as_of, **asked)
    told_on = {life.case_id: life.outcome_told_on for life in told}
    return efforts_of(db, told_on.keys(), told_on=told_on, as_of=as_of)


def rows_of(over: Over) -> Iterator[Sequence[object]]:
    """Yield the cases whose outcome was told as rows of a table, the names first."""
    told = over.named(over.told())
    efforts = efforts_over(over)
    yield HEADS
    for life in told:
        effort = efforts[life.case_id]
        yield row_of(
            over.scope,
            life.reference,
            life.category,
            life.place,
            effort.channel,
            life.version,
            life.applied_on,
            life.outcome_told_on,
            life.lead_time,
            effort.touched,
            effort.handovers,
            effort.again,
            effort.in_error,
            effort.demands.total(),
        )
