"""The steps that a case is expected to take, as far as its departures rest on them."""

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.procedure import Binds
from projections.case.runs import Moot
from projections.expected_order import BEFORE
from projections.held import Row
from projections.lateness import met_late, missed

NEVER_OWED: Final = frozenset({Moot.NO_LONGER_RUNS, Moot.NOT_MET})
NEEDLESS: Final = frozenset({Moot.NOT_NEEDED, Moot.ENDED})
FIRST: Final = frozenset(first for first, _ in BEFORE)


class Expected(NamedTuple):
    """A step that a procedure's timer counts on a case, and what became of it."""

    timer_id: str
    says: str
    binds: Binds
    body_id: UUID | None
    due_on: date | None
    extended_late: bool
    met_on: date | None
    moot: Moot | None
    moot_on: date | None
    is_open: bool

    @property
    def was_met_late(self) -> bool:
        """Was it taken after its day?"""
        return met_late(self)

    @property
    def was_missed(self) -> bool:
        """Was it not taken by its day, though it need not be taken any more?"""
        return missed(self)

    @property
    def is_expected(self) -> bool:
        """Is it part of the flow?  What was not owed on the case is not."""
        if self.moot is None:
            return True
        if self.moot in NEVER_OWED:
            return False
        # What the case's end or another step made needless in time was never owed.
        needless = self.moot in NEEDLESS and not self.was_missed
        return not needless or self.timer_id in FIRST


AS_STARTED: Final = itemgetter("started_on", "timer_id", "item_id")
TOLD: Final = itemgetter(*Expected._fields)


def steps_expected(due: Iterable[Row]) -> list[Expected]:
    """Return the steps expected on a case, but for the applicant's own windows.

    *due* are the rows of its deadlines; what people gave a day is no step of the flow.
    """
    of_the_flow = (
        row
        for row in due
        if row["starts"] is not None and row["binds"] is not Binds.APPLICANT
    )
    steps = (Expected._make(TOLD(row)) for row in sorted(of_the_flow, key=AS_STARTED))
    return [step for step in steps if step.is_expected]
