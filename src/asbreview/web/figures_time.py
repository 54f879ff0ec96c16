"""Where the time of reviews goes: case by case, by stage, by whom they waited for."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from asbreview.web.board import put_up
from asbreview.web.charts import Chart, chart
from asbreview.web.figures_board import TIME, FiguresBoard, FiguresPages, Over
from asbreview.web.figures_told import Total
from projections.efforts import Effort, efforts_of
from projections.flow import Group, grouped, lead_times
from projections.waits import (
    Life,
    Span,
    days_by_party,
    days_by_stage,
    spans_of_lives,
    told_between,
)

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
Count = Callable[..., Counter[Any]]


class Spent(NamedTuple):
    """Where the days of reviews went: both add up to all of them."""

    n: int
    days: int
    stages: list[Total]
    parties: list[Total]


class Time(NamedTuple):
    """What is told of where the time goes."""

    told: list[Life]
    lead: Chart
    spent: Spent
    groups: dict[str, list[Group]]


@dataclass(frozen=True)
class TimeBoard(FiguresBoard):
    """Where it is put up where the time goes."""

    TEMPLATE: ClassVar[str] = "figures/time.html.jinja"
    SECTION: ClassVar = TIME
    FILE: ClassVar = "days"

    def tell(self, over: Over) -> Time:
        """Return where the time went of the reviews whose outcome was told."""
        told = over.named(told_between(over.db, **over.asked))
        lead = chart(*LEAD_TIME, lead_times(told), of="days")
        return Time(told, lead, spent_over(over, told), _groups(told, over))

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield the days in each stage, and those of waiting for each party."""
        spent = spent_over(over, told_between(over.db, **over.asked))
        yield "in_or_for", "which", "cases", "days"
        for total in spent.stages:
            yield "stage", total.name, total.n, total.days
        for total in spent.parties:
            yield "waiting for", total.name, total.n, total.days


class TimePages(FiguresPages):
    """Where the time goes."""

    path = TIME.address
    dependencies = put_up(TimeBoard)


def spent_over(over: Over, told: list[Life]) -> Spent:
    """Return where the days of some reviews went."""
    spans = spans_of_lives(over.db, told, as_of=over.as_of)
    return Spent(
        len(told),
        sum(life.lead_time or 0 for life in told),
        _totals(told, spans, days_by_stage),
        _totals(told, spans, days_by_party),
    )


def _totals(
    lives: list[Life], spans: Mapping[UUID, list[Span]], count: Count
) -> list[Total]:
    """Add up, over the cases, the days from the application to the outcome told."""
    days: Counter[str] = Counter()
    cases: Counter[str] = Counter()
    for life in lives:
        for name, number in count(spans[life.case_id], to=life.outcome_told_on).items():
            if number:
                days[str(name)] += number
                cases[str(name)] += 1
    return [Total(name, number, cases[name]) for name, number in days.most_common()]


def _groups(told: list[Life], over: Over) -> dict[str, list[Group]]:
    efforts = efforts_over(over, told)
    return {
        "Category": grouped(told, lambda x: str(x.category)),
        "Place": grouped(told, lambda x: x.place),
        "How they applied": grouped(told, lambda x: efforts[x.case_id].channel),
        "Version of the procedures": grouped(told, lambda x: str(x.version)),
    }


def efforts_over(over: Over, told: list[Life]) -> dict[UUID, Effort]:
    """Return what some cases took besides days."""
    return efforts_of(over.db, [life.case_id for life in told], as_of=over.as_of)


def rows_of(over: Over) -> Iterator[Sequence[object]]:
    """Yield the cases whose outcome was told as rows of a table, the names first."""
    told = over.named(told_between(over.db, **over.asked))
    efforts = efforts_over(over, told)
    yield HEADS
    for life in told:
        effort = efforts[life.case_id]
        yield (
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
