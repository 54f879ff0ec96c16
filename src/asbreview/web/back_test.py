"""What a changed procedure would have meant for open dates and decided thresholds.

For the pages and the command line alike.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Engine, func, select

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.procedure import Procedure
from asbreview.domain.threshold import (
    ThresholdFinding,
    find_threshold,
)
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews import CaseReviews
from projections.back_test import OpenDates, open_cases, would_be_due
from projections.case.stages import Stage
from projections.caseload import caseload
from projections.kinds import held

MOST_ON_A_PAGE: Final = 200  # open cases, and decisions, that a page looks at
UNDECIDED: Final = (
    Stage.RECEIVED,
    Stage.CONSENT,
    Stage.INFORMATION,
    Stage.THRESHOLD,
)

IS_DECIDED: Final = caseload.c.stage.not_in(UNDECIDED)
Seen = Callable[[], object]
"""What is called after each case: to show how far it has come."""


def unseen() -> None:
    """Show nothing."""


class WouldBeFound(NamedTuple):
    """A threshold that was decided, on which the rules would say something else."""

    reference: str
    decided_on: date
    met: bool
    found: ThresholdFinding
    would: ThresholdFinding


class Decisions(NamedTuple):
    """What was looked back at, and where the rules would say something else."""

    looked_at: int
    differ: list[WouldBeFound]


@dataclass(frozen=True)
class BackTest:
    """A changed procedure, tried on the cases there are; nothing is recorded."""

    reviews: CaseReviews
    views: Engine
    procedure: Procedure

    def dates(self, *, most: int | None = None, seen: Seen = unseen) -> OpenDates:
        """Return the open steps that would fall due on another day.

        Of so many open cases at *most*, those of the latest applications.
        """
        calendar = self.reviews.calendar(as_of=self.reviews.end_of_log())
        with self.views.connect() as db:
            return would_be_due(db, self.procedure, calendar, most=most, seen=seen)

    def to_look_at(self) -> tuple[int, int]:
        """Return how many open cases there are, and how many that were decided."""
        with self.views.connect() as db:
            decided = select(func.count()).where(held(caseload, None), IS_DECIDED)
            return open_cases(db), db.execute(decided).scalar_one()

    def decisions(self, *, most: int | None = None, seen: Seen = unseen) -> Decisions:
        """Look back at thresholds decided, those of the latest applications first."""
        looked_at, differ = 0, []
        for reference, case_id in self._cases(most):
            found = self._would_be_found(reference, case_id)
            seen()
            if found is not None:
                looked_at += 1
                if found.found.duty is not found.would.duty:
                    differ.append(found)
        return Decisions(looked_at, differ)

    def _cases(self, most: int | None) -> Iterator[tuple[str, UUID]]:
        latest_first = caseload.c.applied_on.desc(), caseload.c.reference
        asked = select(caseload.c.reference, caseload.c.case_id)
        with self.views.connect() as db:
            rows = db.execute(
                asked.where(held(caseload, None), IS_DECIDED)
                .order_by(*latest_first)
                .limit(most)
            ).all()
        yield from ((row.reference, row.case_id) for row in rows)

    def _would_be_found(self, reference: str, case_id: UUID) -> WouldBeFound | None:
        """Find again on what was before the deciders; nothing if none decided."""
        trigger = self.reviews.get(Trigger, Trigger.id_for(case_id))
        decided = trigger.threshold
        if (
            decided is None
            or decided.ground.procedure_id != self.procedure.procedure_id
        ):
            return None
        try:
            then = self.reviews.case(case_id, as_of=decided.ground.log_position)
        except NoSuchThing:  # a linked review: the decision of the case before stands
            return None
        would = find_threshold(
            then.evidence.complaints,
            applied_on=then.trigger.application.applied_on,
            rules=self.procedure.threshold,
        )
        return WouldBeFound(
            reference, decided.decided_on, decided.met, decided.finding, would
        )
