"""More time that a step of a case was given, and waits that stop its clock."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.standstill import Standstill
from asbreview.domain.timers import WaitingFor


class MoreTime(BaseModel):
    """More time that was given a step once; `too_late` if after the day had passed."""

    timer_id: str
    was_due_on: date
    due_on: date
    too_late: bool


class Extension(BaseModel):
    """More time for a step: when it was first due, and when it is due now.

    `too_late` if any of it was given after the day had passed: the step stays late.
    """

    was_due_on: date
    due_on: date
    too_late: bool = False


class Paused(BaseModel):
    """A wait for which the clock stands still, or stood."""

    waiting_for: WaitingFor
    paused_on: date
    resumed_on: date | None = None


class Clocks(BaseModel):
    """What the clocks of a case were given, and when they stood still."""

    more_time: dict[UUID, MoreTime] = {}
    pauses: dict[UUID, Paused] = {}

    @property
    def standstills(self) -> tuple[Standstill, ...]:
        """The waits on record, in the order in which they were recorded."""
        return tuple(Standstill(**dict(pause)) for pause in self.pauses.values())

    def extension(self, timer_id: str) -> Extension | None:
        """Return what all the time given to a step comes to."""
        if not self.more_time:
            return None
        given = [more for more in self.more_time.values() if more.timer_id == timer_id]
        if not given:
            return None
        return Extension(
            was_due_on=given[0].was_due_on,
            due_on=given[-1].due_on,
            too_late=any(more.too_late for more in given),
        )
