"""How soon each body answered what it was asked (Sch.4 para 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple
from uuid import UUID

from asbreview.domain.procedure import Procedure
from asbreview.web.board import put_up
from asbreview.web.figures_board import BODIES, FiguresBoard, FiguresPages, Over
from asbreview.web.figures_told import BodyAnswers
from projections.answering import Answering, answering_between


class BodiesTold(NamedTuple):
    """What bodies were asked in a period, and which cases are named to who asks."""

    bodies: list[BodyAnswers]
    seen: set[UUID]
    names_cases: bool

    def shown(self, asked: list[Answering]) -> list[Answering]:
        """Return those requests whose cases are named to who asks."""
        return [each for each in asked if each.case_id in self.seen]

    def hidden(self, asked: list[Answering]) -> int:
        """Return of how many requests the case is not named to who asks."""
        return len(asked) - len(self.shown(asked))


@dataclass(frozen=True)
class BodiesBoard(FiguresBoard):
    """Where it is put up how soon bodies answered."""

    TEMPLATE: ClassVar[str] = "figures/bodies.html.jinja"
    SECTION: ClassVar = BODIES
    FILE: ClassVar = "answers"

    def tell(self, over: Over) -> BodiesTold:
        """Return what each body was asked in the period, and how it answered."""
        asked = over.recall(answering_between, **over.asked)
        return BodiesTold(
            list(by_body(asked, over.procedure)),
            over.seen_here({each.case_id for each in asked}),
            bool(over.scope.areas),
        )

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield each body and what it was asked."""
        yield "body", "asked", "answered", "late", "overdue", "median_days"
        asked = over.recall(answering_between, **over.asked)
        for body in by_body(asked, over.procedure):
            yield (
                body.name,
                len(body.asked),
                len(body.answered),
                body.late,
                body.overdue(over.on),
                body.median_days,
            )


class BodiesPages(FiguresPages):
    """How soon bodies answered."""

    path = BODIES.address
    dependencies = put_up(BodiesBoard)


def by_body(asked: list[Answering], procedure: Procedure) -> Iterator[BodyAnswers]:
    """Yield what each body was asked, the bodies in the order of the procedure."""
    names = {body.body_id: body.name for body in procedure.relevant_bodies}
    for body_id in dict.fromkeys([*names, *(each.body_id for each in asked)]):
        if own := [each for each in asked if each.body_id == body_id]:
            yield BodyAnswers(names.get(body_id, "another body"), own)
