"""Of which cases each figure is: what is counted of a case, and the rule of each."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.application import Category
from asbreview.domain.outcome.satisfaction import Answers
from asbreview.domain.trigger.came import Came


class Counted(NamedTuple):
    """What the figures rest on, of one case.

    `recommended_on` is the day of the first recommendation that still stands.  A case
    that was closed before it was applied for, by a slip, ended on the day it began.
    `applied_on` is the day on which it came here, where it `came` from elsewhere.
    `said_of_it` is what each person said who said how it was dealt with.  Of a case
    that `is_past` whatever is left out is not known.
    """

    case_id: UUID
    reference: str
    area_id: str
    place: str
    category: Category | None
    applied_on: date
    decided_on: date | None
    not_met_on: date | None
    reviewed_on: date | None
    recommended_on: date | None
    ended_on: date | None
    ended_as: str | None
    said_of_it: tuple[Answers, ...] = ()
    came: Came | None = None
    joint_with: str | None = None
    is_past: bool = False

    @property
    def address(self) -> str:
        """Where it is read."""
        if self.is_past:
            return f"/past/{self.case_id}"
        return f"/cases/{self.reference}"

    @property
    def was_referred_back(self) -> bool:
        """Is it the review of a case that was referred back?"""
        return self.came is Came.REFERRED_BACK

    @property
    def end_is_known(self) -> bool:
        """Is it known whether it has ended?  Of a case of the past it may not be."""
        return not self.is_past or self.ended_on is not None

    @property
    def decision_is_known(self) -> bool:
        """Is it known whether it was decided?  Of a case of the past it may not be."""
        ended_undecided = self.ended_as in {"withdrawn", "transferred"}
        known = self.decided_on is not None or (ended_undecided and self.end_is_known)
        return not self.is_past or known


class Period(NamedTuple):
    """The days of a period, both included."""

    from_: date
    to: date

    def has(self, day: date | None) -> bool:
        """Did it happen within them?  What has no day did not."""
        return day is not None and self.from_ <= day <= self.to

    def had_not(self, day: date | None) -> bool:
        """Had it not happened by their end?"""
        return day is None or day > self.to


class Figures(NamedTuple):
    """What is to be published, what it does not say, and how the two agree.

    Each is the list of its cases, in the order in which they were applied for.  Open
    at the start and received are together as many as ended and open at the end.
    """

    applications: list[Counted]
    not_met: list[Counted]
    reviews: list[Counted]
    with_recommendations: list[Counted]
    undecided: list[Counted]
    withdrawn: list[Counted]
    transferred: list[Counted]
    joint: list[Counted]
    referred_back: list[Counted]
    came_from_elsewhere: list[Counted]
    received: list[Counted]
    open_at_start: list[Counted]
    ended: list[Counted]
    open_at_end: list[Counted]


COUNTS: Final[Mapping[str, Callable[[Counted, Period], bool]]] = {
    "applications": lambda c, p: p.has(c.applied_on) and not c.was_referred_back,
    "not_met": lambda c, p: p.has(c.not_met_on),
    "reviews": lambda c, p: p.has(c.reviewed_on),
    "with_recommendations": lambda c, p: p.has(c.recommended_on),
    "undecided": lambda c, p: (
        p.had_not(c.decided_on) and p.had_not(c.ended_on) and c.decision_is_known
    ),
    "withdrawn": lambda c, p: p.has(c.ended_on) and c.ended_as == "withdrawn",
    "transferred": lambda c, p: p.has(c.ended_on) and c.ended_as == "transferred",
    "joint": lambda c, p: p.has(c.applied_on) and c.joint_with is not None,
    "referred_back": lambda c, p: p.has(c.applied_on) and c.was_referred_back,
    "came_from_elsewhere": lambda c, p: (
        p.has(c.applied_on) and c.came is Came.TRANSFERRED
    ),
    "received": lambda c, p: p.has(c.applied_on) and c.end_is_known,
    "open_at_start": lambda c, p: (
        c.applied_on < p.from_
        and (c.ended_on is None or c.ended_on >= p.from_)
        and c.end_is_known
    ),
    "ended": lambda c, p: p.has(c.ended_on),
    "open_at_end": lambda c, p: p.had_not(c.ended_on) and c.end_is_known,
}
"""Of which cases each figure is."""
