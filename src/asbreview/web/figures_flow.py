"""Where the time goes: single cases in order, the open ones, what was done again."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from asbreview.domain.reporting_period import Period
from asbreview.web.charts import Chart, chart
from asbreview.web.words import counted
from projections.efforts import DEMANDS, Effort, efforts_of
from projections.flow import (
    Group,
    Open,
    against_the_past,
    applied_between,
    between_applications,
    grouped,
    in_progress,
    lead_times,
)
from projections.waits import Life

NOT_SHOWN: Final = "a case that you are not shown"
LEAD_TIME: Final = (
    "lead-time",
    "Days from application to outcome, by case",
)
BETWEEN: Final = ("between", "Days from one application to the next")


@dataclass(frozen=True)
class Flow:
    """How cases flowed in a period, and which were open at its end.

    Each is counted; the references of those that are not shown are left out.
    """

    told: list[Life]
    applied: list[Life]
    open_cases: list[Open]
    lead: Chart
    between: Chart
    groups: dict[str, list[Group]]
    efforts: dict[UUID, Effort]

    def effort(self, life: Life) -> Effort:
        """Return what a case took besides days."""
        return self.efforts[life.case_id]

    @property
    def first_time_right(self) -> list[Life]:
        """The cases in which no step was done again, nor anything challenged."""
        return [x for x in self.told if self.effort(x).is_first_time_right]

    @property
    def demands(self) -> dict[str, int]:
        """What came of something that was not done, or not right: how often."""
        often = sum((self.effort(x).demands for x in self.told), Counter[str]())
        return {says: often[topic] for topic, says in DEMANDS.items()}

    def together(self, name: str) -> int:
        """Return a number of all the cases, added up."""
        return sum(getattr(self.effort(life), name) for life in self.told)

    @property
    def headlines(self) -> Iterator[str]:
        """Yield what is to be seen at a glance."""
        if self.told:
            yield f"From application to outcome: {self.lead.sentence}"
        if self.open_cases:
            oldest, n = self.open_cases[0], len(self.open_cases)
            age = counted(oldest.age, "day")
            yield (
                f"{counted(n, 'case')} open without an outcome. The oldest,"
                f" {oldest.life.reference}, is {age} old: of {oldest.past} whose"
                f" outcome was told in the period, {oldest.longer} took longer."
            )
        right = len(self.first_time_right)
        if self.told:
            yield f"{right} of {len(self.told)} went right the first time."


def flow_of(  # noqa: PLR0913  which figures, and for whom
    db: Connection,
    *,
    area_id: str,
    period: Period,
    on: date,
    as_of: int | None,
    told: Sequence[Life],
    seen: Callable[[list[UUID]], set[UUID]],
) -> Flow:
    """Return how cases flowed; *on* is until when open ones are looked at."""
    asked = {"area_id": area_id, "from_": period.from_, "to": period.to}
    applied = applied_between(db, **asked, as_of=as_of)  # type: ignore[arg-type]
    open_cases = in_progress(db, area_id=area_id, on=on, as_of=as_of)
    named = seen([life.case_id for life in (*told, *applied, *open_cases)])

    def shown(lives: Sequence[Life]) -> list[Life]:
        return [
            x if x.case_id in named else x._replace(reference=NOT_SHOWN) for x in lives
        ]

    told = shown(told)
    efforts = efforts_of(db, [life.case_id for life in told], as_of=as_of)
    return Flow(
        told=told,
        applied=shown(applied),
        open_cases=against_the_past(shown(open_cases), told, on=on),
        lead=chart(*LEAD_TIME, lead_times(told), of="days"),
        between=chart(*BETWEEN, between_applications(shown(applied)), of="days"),
        groups={
            "Category": grouped(told, lambda x: str(x.category)),
            "Place": grouped(told, lambda x: x.place),
            "How they applied": grouped(told, lambda x: efforts[x.case_id].channel),
            "Version of the procedures": grouped(told, lambda x: str(x.version)),
        },
        efforts=efforts,
    )


def rows_of(flow: Flow) -> Iterator[tuple[object, ...]]:
    """Yield the cases whose outcome was told as rows of a table, the names first."""
    yield (
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
    for life in flow.told:
        effort = flow.effort(life)
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
