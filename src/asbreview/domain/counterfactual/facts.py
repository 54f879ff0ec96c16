"""A question put to the past: which cases, what is changed, and what is assumed."""

from datetime import date
from enum import StrEnum
from typing import Final

from asbreview.domain.days import DAY
from asbreview.domain.local_rules import LocalRule, Span, SpanUnit
from asbreview.domain.model import Value
from asbreview.domain.threshold import ThresholdRules

DAYS_IN_A_WEEK: Final = 7


class Answering(StrEnum):
    """How bodies are assumed to answer: nobody knows what they would have done."""

    AS_LONG = "as long"
    BY_ITS_DAY = "by its day"


ASSUMED: Final = {
    Answering.AS_LONG: "each body takes as many days to answer as it took",
    Answering.BY_ITS_DAY: (
        "a body that took longer than the changed time answers on the last day of it,"
        " and the others take as many days as they took"
    ),
}


class GroupMeets(Value):
    """On which day of each month a standing group meets: the second Thursday, say.

    `week` is 1 to 4; `weekday` is 0 on a Monday.
    """

    week: int
    weekday: int

    def first_from(self, day: date) -> date:
        """Return the first meeting on a day or after it."""
        while not self._meets_on(day):
            day += DAY
        return day

    def _meets_on(self, day: date) -> bool:
        week = (day.day - 1) // DAYS_IN_A_WEEK + 1
        return day.weekday() == self.weekday and week == self.week


class WayAdded(Value):
    """A way to meet the threshold beside the Act's: some complaints, in more months.

    Each made within `report_months` beginning with the behaviour, and applied for
    within `apply_months` beginning with the complaint.  In s.104(11) these are one and
    six; procedures cannot narrow them, and add to them by rules of their own
    (s.104(5)).
    """

    complaints: int
    report_months: int
    apply_months: int

    @property
    def rule(self) -> LocalRule:
        """The rule of the procedures that it would be."""
        return LocalRule(
            rule_id="added",
            says="The way that is asked about",
            count=self.complaints,
            within=Span(length=self.apply_months, unit=SpanUnit.MONTHS),
            reported_within=Span(length=self.report_months, unit=SpanUnit.MONTHS),
        )


class ChangedProcedure(Value):
    """What is changed of the procedures that each case was under.

    `lengths` are new lengths of timers, each in its own unit.  A number of complaints,
    if given, takes the place of the procedure's own in the test of s.104(4); a way
    added stands beside that test and the procedure's own rules.
    """

    lengths: tuple[tuple[str, int], ...] = ()
    complaints_needed: int | None = None
    in_parallel: bool = False
    group_meets: GroupMeets | None = None
    way_added: WayAdded | None = None

    @property
    def is_of_threshold(self) -> bool:
        """Is anything changed of the threshold?"""
        return self.complaints_needed is not None or self.way_added is not None

    def threshold(self, rules: ThresholdRules) -> ThresholdRules:
        """Return what a procedure sets about the threshold, with the change put in."""
        changed: dict[str, object] = {}
        if self.complaints_needed is not None:
            changed["complaints_needed"] = self.complaints_needed
        if self.way_added is not None:
            changed["any_of"] = (*rules.any_of, self.way_added.rule)
        return rules.model_copy(update=changed)

    @property
    def is_any(self) -> bool:
        """Is anything changed at all?"""
        return self != ChangedProcedure()


class WhatIf(Value):
    """Which cases are replayed, under which change, and how bodies would answer.

    The cases applied for from one day to another, both included.
    """

    area_id: str
    from_on: date
    to_on: date
    closed_only: bool
    changed: ChangedProcedure
    answering: Answering
