"""What a report for the scrutiny committee rests on: the facts of an area's period."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection

from asbreview.domain.asking.reminding import ReminderFellDue
from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.days import DAY, add_months
from asbreview.domain.evidence.facts import RequestChased
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.outcome.facts import RecommendationAnswered, RecommendationMade
from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import Return
from asbreview.reports.periods import before
from asbreview.reports.time_in_parts import TimeInParts, time_in_parts
from projections.answering import Asked, asked_between
from projections.figures_counted import Figures
from projections.flow import in_progress, lead_times
from projections.happening import Kind, often_between
from projections.process_charts import Phase, Rebased
from projections.promises import (
    Actions,
    FellDue,
    Kept,
    actions_between,
    due_between,
    promises_kept,
)
from projections.repeats import Repeats, repeats
from projections.reporting import statutory
from projections.waits import Life, told_between

RUN: Final = 24  # months up to the end of the period: single cases in order
TOPICS: Final = (
    RecommendationMade.TOPIC,
    RecommendationAnswered.TOPIC,
    ChallengeReceived.TOPIC,
    ChallengeDecided.TOPIC,
    RequestChased.TOPIC,
    ReminderFellDue.TOPIC,
    ContactMade.TOPIC,
    HelpAskedFor.TOPIC,
)


@dataclass(frozen=True)
class Published:
    """The last return that was broken down when published.

    `figures` are those of its period as of when it was first told broken down, which
    count what people said whose cases ended in it, and `repeats` how many applied
    again; nothing if its days were told in another period first.
    """

    made: Return
    figures: Figures | None
    repeats: Repeats | None = None


@dataclass(frozen=True)
class Facts:
    """The facts of an area's period, as of an instant that was the day *on*.

    `earlier` are the figures of the period before; `run` the cases whose outcome was
    told in the two years up to the end of the period, in that order; `spent` where the
    days went, by quarters as they ended.  `published` is
    nothing where no return broken down has been published by then.  `in_force` is the
    day from which each version of the procedures was, `changes` what the area named as
    changed, from which charts are reckoned anew.
    """

    procedure: Procedure
    period: Period
    on: date
    figures: Figures
    earlier: Figures
    run: list[Life]
    told: list[Life]
    told_earlier: list[Life]
    spent: TimeInParts
    open_cases: list[Life]
    due: list[FellDue]
    actions: Actions
    asked: list[Asked]
    happened: Counter[Kind]
    published: Published | None
    in_force: Mapping[int, date] = field(default_factory=dict)
    changes: Sequence[Rebased] = ()

    @property
    def is_over(self) -> bool:
        """Has the period ended?"""
        return self.period.to < self.on

    @property
    def until(self) -> date:
        """The last day that is told of."""
        return min(self.period.to, self.on)

    @property
    def looked_at(self) -> date:
        """The day from which what is overdue is looked at: what was due before it is.

        At the end of a period that is over, what was due on its last day is late.
        """
        return looked_at(self.period, self.on)

    @cached_property
    def promises(self) -> list[Kept]:
        """What became of each step that fell due, but for the actions."""
        return promises_kept(self.due, self.procedure)

    @cached_property
    def often(self) -> Counter[str]:
        """How often each kind of thing happened in the period."""
        counted: Counter[str] = Counter()
        for kind, n in self.happened.items():
            counted[kind.topic] += n
        return counted

    def titled(self, topic: str) -> Counter[str]:
        """Return how often a kind of thing happened, by what it is called."""
        of = self.happened.items()
        return Counter({kind.title: n for kind, n in of if kind.topic == topic})

    @cached_property
    def phases(self) -> list[Phase]:
        """The chart of how long the cases of the run took."""
        return lead_times(self.run, self.in_force, self.changes)

    @property
    def is_empty(self) -> bool:
        """Is there nothing at all to tell of the period?"""
        of_the_cases = any(self.figures) or any(self.actions)
        return not (of_the_cases or self.due or self.happened)


def looked_at(period: Period, on: date) -> date:
    """Return the day from which what is overdue in a period is looked at."""
    return min(period.to + DAY, on)


def gathered(  # noqa: PLR0913  of where and when, as of what
    db: Connection,
    procedure: Procedure,
    *,
    period: Period,
    on: date,
    as_of: int | None,
    published: Return | None,
    published_from: int | None,
    position_as_of: Callable[[datetime], int],
    in_force: Mapping[int, date] | None = None,
    changes: Sequence[Rebased] = (),
) -> Facts:
    """Gather the facts of an area's period, as of a position of the log."""
    area_id, until = procedure.procedure_id, min(period.to, on)
    of = {"area_id": area_id, "from_": period.from_, "to": until, "as_of": as_of}
    was = before(period)
    then = of | {"from_": was.from_, "to": was.to}
    told = told_between(db, **of)  # type: ignore[arg-type]
    run_from, late = add_months(period.to + DAY, -RUN), looked_at(period, on)
    return Facts(
        procedure=procedure,
        period=period,
        on=on,
        figures=statutory(db, **of),  # type: ignore[arg-type]
        earlier=statutory(db, **then),  # type: ignore[arg-type]
        run=told_between(db, **of | {"from_": run_from}),  # type: ignore[arg-type]
        told=told,
        told_earlier=told_between(db, **then),  # type: ignore[arg-type]
        spent=time_in_parts(
            db,
            procedure.reporting,
            period,
            area_id=area_id,
            on=on,
            as_of=as_of,
            position_as_of=position_as_of,
        ),
        open_cases=in_progress(db, area_id=area_id, on=until, as_of=as_of),
        due=due_between(db, **of, before=late),  # type: ignore[arg-type]
        actions=actions_between(db, **of, before=late),  # type: ignore[arg-type]
        asked=asked_between(db, **of),  # type: ignore[arg-type]
        happened=often_between(db, TOPICS, **of),  # type: ignore[arg-type]
        published=_broken_down(db, area_id, published, published_from),
        in_force=in_force or {},
        changes=changes,
    )


def _broken_down(
    db: Connection, area_id: str, made: Return | None, published_from: int | None
) -> Published | None:
    """Gather what a return was broken down from, as of when that was first told."""
    if made is None:
        return None
    if published_from is None:
        return Published(made, None)
    of: dict[str, Any] = {"area_id": area_id, "from_": made.from_on, "to": made.to_on}
    of["as_of"] = published_from
    return Published(made, statutory(db, **of), repeats(db, **of))
