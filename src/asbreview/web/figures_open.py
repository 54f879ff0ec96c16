"""What is open and late, how old it is, and how often applications come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from litestar import get
from litestar.response import Response

from asbreview.domain.timers import Binds
from asbreview.web.board import NOT_SHOWN, put_up, row_of
from asbreview.web.charts import Chart, chart, chart_rows
from asbreview.web.figures_board import (
    OPEN,
    FiguresBoard,
    FiguresPages,
    OnBoard,
    Over,
)
from asbreview.web.figures_months import Months, months_as_rows, months_over
from asbreview.web.figures_time import rebased_at
from projections.flow import (
    Open,
    against_the_past,
    applied_between,
    between_applications,
    in_progress,
)
from projections.late import Late, late_on
from projections.process_charts import Phase

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
    months: Months
    between: Chart


@dataclass(frozen=True)
class OpenBoard(FiguresBoard):
    """Where it is put up what is open and late."""

    TEMPLATE: ClassVar[str] = "figures/open.html.jinja"
    SECTION: ClassVar = OPEN
    FILE: ClassVar = "applications"

    def tell(self, over: Over) -> OpenTold:
        """Return what is open and late, and how often applications came."""
        between = chart(*BETWEEN, _between(self, over), of="days")
        late = late_steps(over)
        return OpenTold(late, _open_cases(over), months_over(over), between)

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield the applications of the period, and how long after the one before."""
        applied = over.named(over.recall(applied_between, **over.asked))
        yield "reference", "applied_on", "days_since_the_one_before"
        if applied:
            first = applied[0]
            yield row_of(over.scope, first.reference, first.applied_on, None)
        for before, life in pairwise(applied):
            days = (life.applied_on - before.applied_on).days
            yield row_of(over.scope, life.reference, life.applied_on, days)


class OpenPages(FiguresPages):
    """What is open and late, and each of its tables, whole."""

    path = OPEN.address
    dependencies = put_up(OpenBoard)

    @get("/late/csv", sync_to_thread=True)
    def save_late(self, board: OnBoard) -> Response[Any]:
        """Give all that is late as CSV."""
        return board.answered(board.saving("late", late_rows))

    @get("/cases/csv", sync_to_thread=True)
    def save_open(self, board: OnBoard) -> Response[Any]:
        """Give all open cases as CSV."""
        return board.answered(board.saving("open-cases", open_rows))

    @get("/months/csv", sync_to_thread=True)
    def save_months(self, board: OnBoard) -> Response[Any]:
        """Give what came and went by month as CSV."""

        def rows(over: Over) -> Iterator[Sequence[object]]:
            return months_as_rows(months_over(over))

        return board.answered(board.saving("months", rows))

    @get("/chart/csv", sync_to_thread=True)
    def save_chart(self, board: OnBoard) -> Response[Any]:
        """Give the chart of the days between applications as CSV."""

        def rows(over: Over) -> Iterator[Sequence[object]]:
            return chart_rows(_between(board, over))

        return board.answered(board.saving("between", rows))


def _between(board: FiguresBoard, over: Over) -> list[Phase]:
    applied = over.named(over.recall(applied_between, **over.asked))
    return between_applications(applied, rebased_at(board, over))


def _open_cases(over: Over) -> list[Open]:
    asked = {"area_id": over.area_id, "on": over.until, "as_of": over.as_of}
    still = over.named(over.recall(in_progress, **asked))
    return against_the_past(still, over.told(), on=over.until)


def late_rows(over: Over) -> Iterator[Sequence[object]]:
    """Yield every step that is late on the day that is looked at."""
    yield "reference", "step", "whose", "due_on", "days_late"
    for each in late_steps(over):
        late = each.late
        told = (late.says, each.whose, late.due_on, each.days)
        yield row_of(over.scope, late.reference, *told)


def open_rows(over: Over) -> Iterator[Sequence[object]]:
    """Yield every case that is open at the end of the period, or on the day."""
    yield "reference", "received_on", "days_old", "took_longer", "of_those_told"
    for each in _open_cases(over):
        life = each.life
        told = (life.applied_on, each.age, each.longer, each.past)
        yield row_of(over.scope, life.reference, *told)


def late_steps(over: Over, *, most: int | None = None) -> list[LateStep]:
    """Return what is late on the day that is looked at, the longest first.

    Without the references of cases that are not shown.
    """
    found = over.recall(
        late_on, area_id=over.area_id, on=over.on, as_of=over.as_of, most=most
    )
    seen = over.seen_here({late.case_id for late in found})
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
