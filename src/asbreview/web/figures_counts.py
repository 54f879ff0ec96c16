"""What is counted: the four figures of s.104(9), what they do not say, and the sum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, NamedTuple
from uuid import UUID

from asbreview.web.board import NOT_SHOWN, put_up, row_of
from asbreview.web.figures_board import (
    COUNTS,
    FiguresBoard,
    FiguresPages,
    Over,
)
from asbreview.web.figures_told import BALANCE, STATUTORY, UNSAID, Figure
from projections.figures_counted import Counted, Figures
from projections.reporting import statutory


class Counts(NamedTuple):
    """Everything that is counted of a period, and of which cases who asks is told."""

    statutory: list[Figure]
    unsaid: list[Figure]
    balance: dict[str, Figure]
    seen: set[UUID]
    names_cases: bool

    def shown(self, cases: list[Counted]) -> list[Counted]:
        """Return those of the cases behind a number that are named to who asks."""
        return [case for case in cases if case.case_id in self.seen]

    def hidden(self, cases: list[Counted]) -> int:
        """Return how many are counted, and not named to who asks."""
        return len(cases) - len(self.shown(cases))


@dataclass(frozen=True)
class CountsBoard(FiguresBoard):
    """Where it is put up what is counted."""

    TEMPLATE: ClassVar[str] = "figures/counts.html.jinja"
    SECTION: ClassVar = COUNTS
    FILE: ClassVar = "counted"

    def tell(self, over: Over) -> Counts:
        """Return what is counted, every case; those that are seen are named."""
        counted = over.recall(statutory, **over.asked)
        behind = {case.case_id: case for case in chain(*counted)}
        here = {
            case_id
            for case_id, case in behind.items()
            if case.area_id == over.area_id and not case.is_past
        }
        return Counts(
            statutory=list(_figures(STATUTORY, counted)),
            unsaid=list(_figures(UNSAID, counted)),
            balance={each.figure_id: each for each in _figures(BALANCE, counted)},
            seen=over.seen_here(here) | over.seen(behind.keys() - here),
            names_cases=bool(over.scope.areas),
        )

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield the cases behind each number."""
        told = self.tell(over)
        yield "figure", "case", "applied_on"
        for figure in (*told.statutory, *told.unsaid, *told.balance.values()):
            for case in figure.cases:
                is_seen = case.case_id in told.seen
                reference = case.reference if is_seen else NOT_SHOWN
                yield figure.title, *row_of(over.scope, reference, case.applied_on)


class CountsPages(FiguresPages):
    """What is counted."""

    path = COUNTS.address
    dependencies = put_up(CountsBoard)


def _figures(
    which: Mapping[str, tuple[str, str]], counted: Figures
) -> Iterator[Figure]:
    for figure_id, (title, definition) in which.items():
        yield Figure(figure_id, title, definition, getattr(counted, figure_id))
