"""A timer that runs, or ran, on a case, and why it need not be kept any more."""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.procedure import Anchor, Binds, Timer
from asbreview.domain.standstill import Standstill
from projections.case.clocks import Extension


class Moot(StrEnum):
    """Why a step need not be taken any more, though it was not."""

    ENDED = "the case ended"
    NOT_MET = "the threshold is not met"
    NOT_NEEDED = "it was no longer needed"
    HELD = "the panel was held without it"
    CANCELLED = "the action was cancelled"
    WITHDRAWN = "they withdrew it"
    NO_LONGER_RUNS = "what started it was taken back"


class Runs(NamedTuple):
    """A timer that runs, or ran, on a case.

    `item_id` is the request, action, promise or challenge it is about, or else the
    case.  What has no `timer` has a day of its own; a request that is to be answered by
    no day has none.
    """

    timer_id: str
    item_id: UUID
    says: str
    binds: Binds
    started_on: date
    body_id: UUID | None = None
    timer: Timer | None = None
    fixed_on: date | None = None
    extension: Extension | None = None
    standstills: tuple[Standstill, ...] = ()
    met_on: date | None = None
    moot: Moot | None = None
    moot_on: date | None = None

    @property
    def starts(self) -> Anchor | None:
        """What started it; nothing for what has a day of its own."""
        if self.timer_id == UNTIMED:
            return Anchor.REQUEST
        return self.timer.starts if self.timer else None


UNTIMED: Final = "request"
"""A request to a body under procedures that set no time to answer: no deadline."""
ACTION: Final = "action"
PROMISE: Final = "promise"
TELLING: Final = "telling"
HELP: Final = "help"
CONSULTATION: Final = "consultation"
ADJUSTMENT: Final = "adjustment"
UPDATES: Final = "updates"
ASKED: Final = "asked"
DATA_REQUEST: Final = "data-request"
