"""How soon each body answered, side by side by what the cases have alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import ClassVar, Final, NamedTuple

from asbreview.web.board import put_up
from asbreview.web.figures_alike import alike
from asbreview.web.figures_board import BODIES, FiguresPages, Over
from asbreview.web.figures_bodies import by_body
from asbreview.web.figures_by import Column, SideBySide, SideBySideBoard, side_by_side
from projections.answering import Answering, answering_between
from projections.waits import Life, lives_of

CASES: Final = f"{BODIES.address}/cases"
ALL_BODIES: Final = "All bodies"
SAYS: Final = (
    "Requests for information made in the period, whatever became of the case. Days are"
    " from the day a body was asked to the day it answered. An answer that came after"
    " its day is late; one that has not come by its day is overdue. In each column the"
    " rows add up to the last, but for the middle one of the days."
)


class OfRequests(NamedTuple):
    """What is counted of requests: its head, what it is, and whether one counts."""

    head: str
    definition: str
    counts: Callable[[Answering, date], bool]


COUNTS: Final[Mapping[str, OfRequests]] = {
    "": OfRequests("Asked (n)", "Each request made in the period.", lambda _, __: True),
    "answered": OfRequests(
        "Answered",
        "Each request made in the period that was answered, with the days it took.",
        lambda x, _: x.answered_on is not None,
    ),
    "late": OfRequests(
        "Late",
        "Each request made in the period that was answered after the day it was due.",
        lambda x, _: x.was_late,
    ),
    "overdue": OfRequests(
        "Overdue",
        "Each request made in the period whose day has passed without an answer.",
        lambda x, on: x.answered_on is None and x.due_on is not None and x.due_on < on,
    ),
}


@dataclass(frozen=True)
class BodiesSideBySide(SideBySideBoard):
    """Where it is put up side by side how soon bodies answered."""

    SECTION: ClassVar = BODIES
    HERE: ClassVar = f"{BODIES.address}/by"
    OPENS: ClassVar = CASES
    COUNTED: ClassVar = SAYS

    def tables(self, over: Over, by: str) -> list[SideBySide]:
        """Return the answers of all bodies, and then of each."""
        asked = over.recall(answering_between, **over.asked)
        names = alike(over, over.named(lives_asked(over, asked)), by)

        def table(name: str, which: str, own: Sequence[Answering]) -> SideBySide:
            each = ((names[one.case_id], one) for one in own)
            return side_by_side(name, _columns(which, over.on), each, by=by)

        if not asked:
            return []
        bodies = by_body(asked, over.procedure)
        return [
            table(ALL_BODIES, "", asked),
            *(table(x.name, str(x.asked[0].body_id), x.asked) for x in bodies),
        ]


def lives_asked(over: Over, asked: Sequence[Answering]) -> list[Life]:
    """Return the cases that these requests were made on."""
    cases = frozenset(each.case_id for each in asked)
    return over.recall(lives_of, cases=cases, as_of=over.as_of)


def _columns(which: str, on: date) -> list[Column]:
    def often(
        counts: Callable[[Answering, date], bool],
    ) -> Callable[[Sequence[Answering]], int]:
        return lambda asked: sum(counts(each, on) for each in asked)

    def middle(asked: Sequence[Answering]) -> float | None:
        days = [each.days for each in asked if each.days is not None]
        return median(days) if days else None

    return [
        *(Column(x.head, of, which, often(x.counts)) for of, x in COUNTS.items()),
        Column("Middle of the days", "answered", which, middle),
    ]


class BodiesSideBySidePages(FiguresPages):
    """How soon each body answered, side by side."""

    path = BodiesSideBySide.HERE
    dependencies = put_up(BodiesSideBySide)
