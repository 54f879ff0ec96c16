"""What is open and late, how old it is, and how often applications come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from asbreview.domain.timers import Binds
from asbreview.web.board import NOT_SHOWN, put_up
from asbreview.web.charts import Chart, chart
from asbreview.web.figures_board import (
    OPEN,
    FiguresBoard,
    FiguresPages,
    Over,
)
from projections.flow import (
    Open,
    against_the_past,
    applied_between,
    between_applications,
    in_progress,
)
from projections.late import Late, late_on

BETWEEN: Final = ("between", "Days from one application to the next")
US: Final = "us"


class LateStep(NamedTuple):
    """A step that is late, whose it is, and by how many days."""

    late: Late
    whose: str
    days: int

    @property
    def is_shown(self) -> bool:
        """Whether its case is named to who asks."""
        return self.late.reference != NOT_SHOWN


class OpenTold(NamedTuple):
    """What is told of open cases, of what is late, and of applications."""

    late: list[LateStep]
    open_cases: list[Open]
    received: int
    told: int
    between: Chart


@dataclass(frozen=True)
class OpenBoard(FiguresBoard):
    """Where it is put up what is open and late."""

    TEMPLATE: ClassVar[str] = "figures/open.html.jinja"
    SECTION: ClassVar = OPEN
    FILE: ClassVar = "applications"

    def tell(self, over: Over) -> OpenTold:
        """Return what is open and late, and how often applications came."""
        applied = over.named(over.recall(applied_between, **over.asked))
        told = over.told()
        still = over.recall(
            in_progress, area_id=over.area_id, on=over.until, as_of=over.as_of
        )
        return OpenTold(
            late_steps(over),
            against_the_past(over.named(still), told, on=over.until),
            len(applied),
            len(told),
            chart(*BETWEEN, between_applications(applied), of="days"),
        )

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield the applications of the period, and how long after the one before."""
        applied = over.named(over.recall(applied_between, **over.asked))
        yield "reference", "applied_on", "days_since_the_one_before"
        if applied:
            yield applied[0].reference, applied[0].applied_on, None
        for before, life in pairwise(applied):
            days = (life.applied_on - before.applied_on).days
            yield life.reference, life.applied_on, days


class OpenPages(FiguresPages):
    """What is open and late."""

    path = OPEN.address
    dependencies = put_up(OpenBoard)


def late_steps(over: Over, *, most: int | None = None) -> list[LateStep]:
    """Return what is late on the day that is looked at, the longest first.

    Without the references of cases that are not shown.
    """
    found = over.recall(
        late_on, area_id=over.area_id, on=over.on, as_of=over.as_of, most=most
    )
    seen = over.seen({late.case_id for late in found})
    return [
        LateStep(
            late if late.case_id in seen else late._replace(reference=NOT_SHOWN),
            whose(late.body_id if late.binds is Binds.PARTNER else None, over),
            late.days(over.on),
        )
        for late in found
    ]


def whose(body_id: UUID | None, over: Over) -> str:
    """Say whose a step is: a body's, which is named if the procedures do, or ours."""
    if body_id is None:
        return US
    names = {body.body_id: body.name for body in over.procedure.relevant_bodies}
    return names.get(body_id, "another body")
