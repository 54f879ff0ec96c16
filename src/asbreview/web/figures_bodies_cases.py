"""The cases on which bodies were asked for information, one row for each request."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from litestar.exceptions import NotFoundException

from asbreview.web.board import put_up
from asbreview.web.figures_board import BODIES, FiguresPages, Over
from asbreview.web.figures_bodies import by_body
from asbreview.web.figures_bodies_by import ALL_BODIES, CASES, COUNTS, lives_asked
from asbreview.web.figures_cases import (
    CaseCounted,
    CasesBoard,
    CasesCounted,
    kept_last,
)
from asbreview.web.words import counted
from projections.answering import Answering, answering_between


@dataclass(frozen=True)
class AskedCasesBoard(CasesBoard):
    """Where the requests to bodies are put up that one number counts."""

    SECTION: ClassVar = BODIES
    FILE: ClassVar = "requests"
    HERE: ClassVar = CASES

    def tell(self, over: Over) -> CasesCounted:
        """Return the requests of the number that is asked for, and their cases."""
        of, which = self.named("of"), self.named("which")
        asked = over.recall(answering_between, **over.asked)
        bodies = {str(x.asked[0].body_id): x for x in by_body(asked, over.procedure)}
        if of not in COUNTS or (which and which not in bodies):
            raise NotFoundException
        lives = {life.case_id: life for life in lives_asked(over, asked)}
        within = self.within(over, list(lives.values()))
        own = [
            CaseCounted(lives[x.case_id], _told(bodies[str(x.body_id)].name, x))
            for x in (bodies[which].asked if which else asked)
            if x.case_id in within and COUNTS[of].counts(x, over.on)
        ]
        name = bodies[which].name if which else ALL_BODIES
        return CasesCounted(
            f"{name}: {COUNTS[of].head.removesuffix(' (n)').lower()}",
            f"{counted(len(own), 'request')}.{self.group}",
            COUNTS[of].definition,
            ("Body", "Asked on", "Due", "Answered on", "Days"),
            kept_last(over, own),
            by="Request by request",
            rows="requests",
        )


def _told(name: str, asked: Answering) -> tuple[date | int | str | None, ...]:
    due, answered = asked.due_on or "no day set", asked.answered_on or "not yet"
    days = "" if asked.days is None else asked.days
    return name, asked.requested_on, due, answered, days


class AskedCasesPages(FiguresPages):
    """The requests to bodies that one number counts."""

    path = CASES
    dependencies = put_up(AskedCasesBoard)
